"""Real data sets from the data folder: which there are, where their files go, and how they are read.

Layouts are torchvision's (``{data}/FashionMNIST/raw/...``, ``{data}/cifar-10-batches-py/...``), so a folder
that torchvision filled can be used as it is. Nothing here imports torch. MD5 sums are those published by
torchvision and by the Kuzushiji data sets; they are compared on request (`DatasetDescription.check`), not at
every start.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.categories.reading import read_archive
from engine.errors import InputError, MissingDataError
from engine.images import image_folder
from engine.images.cifar_format import read_batch
from engine.images.idx_format import read_idx
from engine.images.labelled import LabelledImages, Split
from engine.images.sampling import balanced_order
from engine.progress import Control, Report, ignore
from engine.workspace import RESOURCES

Part = Literal["train", "test"]
Arrays = tuple[NDArray[np.uint8], NDArray[np.int64]]
"""Images (N, H, W, C) and labels (N,)."""

_MAX_BYTES = 2**31

DEFAULT_FOLDER_SIZE = 64
"""Edge in pixels to which pictures of a folder are resized unless another is asked for."""


class FileState(StrEnum):
    """What `DatasetDescription.check` finds."""

    FOUND = "found"
    MISSING = "missing"
    DIFFERENT = "different from the published file"


@dataclass(frozen=True)
class DatasetDescription:
    """What is known of a data set before its files are opened.

    Attributes
    ----------
    name : str
        Its name in specifications and tables.
    classes : tuple of str
        In label order.
    shape : tuple of int
        (H, W, C) of an image.
    train, test : int
        Images published in each part.
    files : mapping of str to str
        Path inside the data folder to the MD5 sum of the file, '' where not known. Empty for bundled sets.
    read : callable
        (data folder, 'train' or 'test') to images and labels.
    source : str
        Where to get the files.
    licence : str
    compressed : bool
        Whether ``.gz`` files are as good.
    """

    name: str
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    train: int
    test: int
    files: dict[str, str]
    read: Callable[[Path, Part], Arrays]
    source: str
    licence: str = ""
    compressed: bool = False

    def locate(self, data: Path, file: str) -> Path | None:
        """Return where `file` lies in the folder `data`, None when it is not there."""
        candidates = [data / file, data / f"{file}.gz"] if self.compressed else [data / file]
        return next((path for path in candidates if path.is_file()), None)

    def missing(self, data: Path) -> list[str]:
        """Return the files that are not in the folder `data`, as paths inside it."""
        return [file for file in self.files if self.locate(data, file) is None]

    def check(self, data: Path) -> dict[str, FileState]:
        """Return the state of each file, its MD5 sum compared where one is known and the file is plain."""
        states = {}
        for file, md5 in self.files.items():
            path = self.locate(data, file)
            if path is None:
                states[file] = FileState.MISSING
            elif md5 and path == data / file and _md5(path) != md5:
                states[file] = FileState.DIFFERENT
            else:
                states[file] = FileState.FOUND
        return states

    def require(self, data: Path) -> None:
        """Return when all files are in the folder `data`.

        Raises
        ------
        MissingDataError
            Naming the missing files, where they go and where to get them.
        """
        missing = self.missing(data)
        if missing:
            plain = " (plain or .gz)" if self.compressed else ""
            raise MissingDataError(
                f"{self.name} is not complete: put {', '.join(missing)}{plain} into the data folder {data}; "
                f"get them from {self.source}."
            )


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


# Readers, one a layout.


def _idx_reader(folder: str) -> Callable[[Path, Part], Arrays]:
    def read(data: Path, part: Part) -> Arrays:
        prefix = {"train": "train", "test": "t10k"}[part]
        images = read_idx(_plain_or_gz(data / folder / f"{prefix}-images-idx3-ubyte"), 3)
        labels = read_idx(_plain_or_gz(data / folder / f"{prefix}-labels-idx1-ubyte"), 1)
        return images[..., np.newaxis], labels.astype(np.int64)

    return read


def _plain_or_gz(path: Path) -> Path:
    return path if path.is_file() else path.with_name(f"{path.name}.gz")


def _read_k49(data: Path, part: Part) -> Arrays:
    images = read_array(data / "K49" / f"k49-{part}-imgs.npz", "arr_0", 3)
    labels = read_array(data / "K49" / f"k49-{part}-labels.npz", "arr_0", 1)
    return images[..., np.newaxis], labels.astype(np.int64)


def _read_sample(_data: Path, part: Part) -> Arrays:
    path = RESOURCES / "datasets" / "fashion-mnist-sample.npz"
    images = read_array(path, f"{part}_images", 3)
    labels = read_array(path, f"{part}_labels", 1)
    return images[..., np.newaxis], labels.astype(np.int64)


def _cifar_reader(folder: str, parts: dict[Part, list[str]], label_key: str) -> Callable[[Path, Part], Arrays]:
    def read(data: Path, part: Part) -> Arrays:
        batches = [read_batch(data / folder / name, label_key) for name in parts[part]]
        return np.concatenate([images for images, _ in batches]), np.concatenate([labels for _, labels in batches])

    return read


def read_array(path: Path, key: str, dimensions: int) -> NDArray[np.uint8]:
    """Return the bytes stored under `key` in the NumPy archive at `path`.

    Raises
    ------
    InputError
        When the file is damaged or holds something else.
    StorageError
        When it cannot be read.
    """
    arrays = read_archive(path, [key], _MAX_BYTES)
    if key not in arrays:
        raise InputError(f"{path} has no array {key!r}; download it again.")
    array = arrays[key]
    if array.dtype != np.uint8 or array.ndim != dimensions:
        raise InputError(
            f"{path}: {key} is {array.dtype} of shape {array.shape}, not {dimensions}-dimensional bytes; "
            "download it again."
        )
    return np.asarray(array)


# The registry.

_FASHION = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
_K49 = (
    "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo "
    "ya yu yo ra ri ru re ro wa wi we wo n iter"
)
_KMNIST = "o ki su tsu na ha ma ya re wo"
_CIFAR10 = "airplane automobile bird cat deer dog frog horse ship truck"
_CIFAR100 = (
    "apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle "
    "caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant "
    "flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man "
    "maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree "
    "plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper "
    "snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train "
    "trout tulip turtle wardrobe whale willow_tree wolf woman worm"
)


def _idx_dataset(name: str, classes: tuple[str, ...], source: str, licence: str, md5: str = "") -> DatasetDescription:
    folder = f"{name}/raw"
    files = [f"{folder}/{part}-{kind}-ubyte" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")]
    sums = md5.split() or [""] * len(files)
    return DatasetDescription(
        name,
        classes,
        (28, 28, 1),
        60_000,
        10_000,
        dict(zip(files, sums, strict=True)),
        _idx_reader(folder),
        source,
        licence,
        compressed=True,
    )


_DESCRIPTIONS = (
    DatasetDescription(
        "FashionMNIST-sample", _FASHION, (28, 28, 1), 2_000, 3_000, {}, _read_sample, "this program", "MIT"
    ),
    _idx_dataset("MNIST", tuple("0123456789"), "yann.lecun.com/exdb/mnist", "CC BY-SA 3.0"),
    _idx_dataset(
        "FashionMNIST",
        _FASHION,
        "github.com/zalandoresearch/fashion-mnist",
        "MIT",
        "f4a8712d7a061bf5bd6d2ca38dc4d50a 9018921c3c673c538a1fc5bad174d6f9 "
        "8181f5470baa50b63fa0f6fddb340f0a 15d484375f8d13e6eb1aabb0c3f46965",
    ),
    _idx_dataset("KMNIST", tuple(_KMNIST.split()), "codh.rois.ac.jp/kmnist", "CC BY-SA 4.0"),
    DatasetDescription(
        "K49",
        tuple(_K49.split()),
        (28, 28, 1),
        232_365,
        38_547,
        {
            "K49/k49-train-imgs.npz": "7ac088b20481cf51dcd01ceaab89d821",
            "K49/k49-train-labels.npz": "44a8e1b893f81e63ff38d73cad420f7a",
            "K49/k49-test-imgs.npz": "d352e201d846ce6b94f42c990966f374",
            "K49/k49-test-labels.npz": "4da6f7a62e67a832d5eb1bd85c5ee448",
        },
        _read_k49,
        "codh.rois.ac.jp/kmnist",
        "CC BY-SA 4.0",
    ),
    DatasetDescription(
        "CIFAR-10",
        tuple(_CIFAR10.split()),
        (32, 32, 3),
        50_000,
        10_000,
        {
            "cifar-10-batches-py/data_batch_1": "c99cafc152244af753f735de768cd75f",
            "cifar-10-batches-py/data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
            "cifar-10-batches-py/data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
            "cifar-10-batches-py/data_batch_4": "634d18415352ddfa80567beed471001a",
            "cifar-10-batches-py/data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
            "cifar-10-batches-py/test_batch": "40351d587109b95175f43aff81a1287e",
        },
        _cifar_reader(
            "cifar-10-batches-py", {"train": [f"data_batch_{i}" for i in range(1, 6)], "test": ["test_batch"]}, "labels"
        ),
        "cs.toronto.edu/~kriz/cifar.html (unpack cifar-10-python.tar.gz there)",
    ),
    DatasetDescription(
        "CIFAR-100",
        tuple(_CIFAR100.split()),
        (32, 32, 3),
        50_000,
        10_000,
        {
            "cifar-100-python/train": "16019d7e3df5f24257cddd939b257f8d",
            "cifar-100-python/test": "f0ef6b0ae62326f3e7ffdfab6717acfc",
        },
        _cifar_reader("cifar-100-python", {"train": ["train"], "test": ["test"]}, "fine_labels"),
        "cs.toronto.edu/~kriz/cifar.html (unpack cifar-100-python.tar.gz there)",
    ),
)

DATASETS: dict[str, DatasetDescription] = {description.name: description for description in _DESCRIPTIONS}
"""Every data set known by name; the first is bundled and always there."""


# Loading.


class DatasetImages:
    """A real data set, opened: classes are known, images are read when first asked for and then kept.

    Parameters
    ----------
    name : str
    classes : tuple of str
    read : callable
        ('train' or 'test', report, control) to images and labels.
    """

    def __init__(
        self,
        name: str,
        classes: tuple[str, ...],
        read: Callable[[Part, Report, Control | None], Arrays],
    ) -> None:
        self.name = name
        self.classes = classes
        self._read = read
        self._parts: dict[Part, Arrays] = {}

    def load(
        self,
        split: Split,
        *,
        limit: int | None = None,
        validation: int = 0,
        seed: int = 0,
        report: Report = ignore,
        control: Control | None = None,
    ) -> LabelledImages:
        """Return the images of `split`.

        Parameters
        ----------
        split : {'train', 'validation', 'test'}
        limit : int, optional
            Use that many training images only, drawn class-balanced; a larger draw contains each smaller
            one of the same seed. Validation and test are never limited.
        validation : int
            Training images held out, drawn class-balanced; they are the split 'validation' and never in
            'train'. 0 holds nothing out: 'validation' is then empty.
        seed : int
            Seed of both draws.
        report, control
            Progress and interruption (of folders of pictures; the others take a moment).

        Raises
        ------
        InputError
            When the files are damaged, or the data set has too few images for `limit` or `validation`.
        StorageError
            When a file cannot be read.
        """
        part: Part = "test" if split == "test" else "train"
        if part not in self._parts:
            self._parts[part] = self._checked(*self._read(part, report, control))
        images, labels = self._parts[part]
        if split != "test":
            chosen = self._chosen(split, labels, limit, validation, seed)
            if chosen is not None:
                images, labels = images[chosen], labels[chosen]
        return LabelledImages(self.name, split, images, labels, self.classes)

    def _checked(self, images: NDArray[np.uint8], labels: NDArray[np.int64]) -> Arrays:
        if len(images) != len(labels) or not len(labels):
            raise InputError(
                f"{self.name}: {len(images)} images but {len(labels)} labels; the files do not belong together, "
                "get both again."
            )
        if labels.min() < 0 or labels.max() >= len(self.classes):
            raise InputError(
                f"{self.name}: label {labels.max()} for {len(self.classes)} classes; the label file belongs to "
                "another data set, get it again."
            )
        images.setflags(write=False)
        labels.setflags(write=False)
        return images, labels

    def _chosen(
        self, split: Split, labels: NDArray[np.int64], limit: int | None, validation: int, seed: int
    ) -> NDArray[np.int64] | None:
        if not 0 <= validation < len(labels):
            raise InputError(
                f"{self.name} has {len(labels):,} training images; hold out 0 to {len(labels) - 1:,}, not {validation}."
            )
        held_out = balanced_order(labels, np.random.default_rng([seed, 1]))[:validation]
        if split == "validation":
            return np.sort(held_out)
        rest = np.setdiff1d(np.arange(len(labels)), held_out, assume_unique=True)
        if limit is None:
            return rest if validation else None
        if not 1 <= limit <= len(rest):
            raise InputError(
                f"{self.name} has {len(rest):,} training images beside the validation images; "
                f"limit them to 1 to {len(rest):,}, not {limit}."
            )
        order = balanced_order(labels[rest], np.random.default_rng([seed, 2]))
        return np.sort(rest[order[:limit]])


def open_dataset(name: str, data: Path, *, size: int | None = None) -> DatasetImages:
    """Return the data set called `name`: one of `DATASETS`, or a folder of pictures in the data folder.

    Parameters
    ----------
    name : str
    data : Path
        The data folder.
    size : int, optional
        Edge in pixels to which the pictures of a folder are resized (default 64); the data sets of the
        registry have their own size and take none.

    Raises
    ------
    MissingDataError
        When files are missing (the sentence says which go where), or the name is not known.
    """
    description = DATASETS.get(name)
    if description is not None:
        description.require(data)
        read = description.read
        return _Registered(description, lambda part, _report, _control: read(data, part))
    folder = data / name
    if name and folder.is_dir():
        return open_folder(folder, size=size or DEFAULT_FOLDER_SIZE)
    near = difflib.get_close_matches(name, DATASETS, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(DATASETS)};"
    raise MissingDataError(
        f"There is no data set {name!r}: {hint} or put pictures into {folder}/train/<class>/ "
        f"and {folder}/test/<class>/."
    )


def picture_folders(data: Path) -> list[str]:
    """Return the names of the folders in the folder `data` that `open_dataset` opens as folders of pictures."""
    if not data.is_dir():
        return []
    return sorted(
        child.name
        for child in data.iterdir()
        if child.name not in DATASETS
        and (child / "train").is_dir()
        and ((child / "test").is_dir() or (child / "val").is_dir())
    )


class _Registered(DatasetImages):
    """A data set of the registry, whose image shape is known."""

    def __init__(self, description: DatasetDescription, read: Callable[[Part, Report, Control | None], Arrays]) -> None:
        super().__init__(description.name, description.classes, read)
        self._shape = description.shape

    def _checked(self, images: NDArray[np.uint8], labels: NDArray[np.int64]) -> Arrays:
        if images.shape[1:] != self._shape:
            raise InputError(
                f"{self.name}: images of shape {images.shape[1:]} instead of {self._shape}; the image file belongs "
                "to another data set, get it again."
            )
        return super()._checked(images, labels)


def open_folder(folder: Path, *, size: int = DEFAULT_FOLDER_SIZE) -> DatasetImages:
    """Return the pictures below `folder` as a data set: ``train/<class>/*`` and ``test/`` or ``val/<class>/*``.

    Images are gray when all pictures of both parts are, else RGB.

    Raises
    ------
    MissingDataError
        When a part or its pictures are missing.
    InputError
        When the test part has a class that the training part lacks.
    """
    train = folder / "train"
    test = next((folder / name for name in ("test", "val") if (folder / name).is_dir()), None)
    if not train.is_dir() or test is None:
        raise MissingDataError(
            f"{folder} is no data set of pictures; put them into {train}/<class>/ and {folder / 'test'}/<class>/."
        )
    classes = image_folder.class_folders(train)
    if not classes:
        raise MissingDataError(f"{train} holds no class folder; put the pictures into {train}/<class>/.")
    strangers = sorted(set(image_folder.class_folders(test)) - set(classes))
    if strangers:
        raise InputError(f"{test / strangers[0]} is a class that {train} lacks; give both the same class folders.")
    parts: dict[Part, tuple[list[Path], NDArray[np.int64]]] = {
        "train": image_folder.list_pictures(train, classes),
        "test": image_folder.list_pictures(test, classes),
    }
    channels = image_folder.channels_of([file for files, _ in parts.values() for file in files])

    def read(part: Part, report: Report, control: Control | None) -> Arrays:
        files, labels = parts[part]
        return image_folder.read_pictures(files, size, channels, report=report, control=control), labels

    return DatasetImages(folder.name, classes, read)
