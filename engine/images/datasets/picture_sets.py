"""The entries of the data sets that are published as picture files; see `engine.images.datasets.registry`."""

from __future__ import annotations

from engine.images.datasets import class_names as names
from engine.images.datasets import pictures
from engine.images.datasets.description import DatasetDescription, Download, plain_files

_PHOTOGRAPH = (224, 224, 3)
_OXFORD = "https://www.robots.ox.ac.uk/~vgg/data"


def _archive(
    file: str,
    url: str,
    md5: str,
    megabytes: int,
    gives: tuple[str, ...],
    *,
    only: tuple[str, ...] = (),
    strip: int = 0,
    inner: str = "",
) -> Download:
    """Return the download of an archive that is unpacked beside itself."""
    return Download(file, (url,), md5, megabytes, gives, file.rpartition("/")[0], only, strip, inner)


PICTURES = (
    DatasetDescription(
        name="Omniglot",
        class_count=1_623,
        shape=(105, 105, 1),
        train=25_968,
        test=6_492,
        files={"omniglot-py/images_background/": "", "omniglot-py/images_evaluation/": ""},
        read=pictures.several_folders(("omniglot-py/images_background/", "omniglot-py/images_evaluation/"), depth=2),
        source="github.com/brendenlake/omniglot",
        licence="MIT",
        pictures=True,
        downloads=tuple(
            _archive(
                f"omniglot-py/{folder}.zip",
                f"https://raw.githubusercontent.com/brendenlake/omniglot/master/python/{folder}.zip",
                md5,
                megabytes,
                (f"omniglot-py/{folder}/",),
            )
            for folder, md5, megabytes in (
                ("images_background", "68d2efa1b9178cc56df9314c21c6e718", 10),
                ("images_evaluation", "6b91aef0f799c5bb55b94e3f2daec811", 7),
            )
        ),
    ),
    DatasetDescription(
        name="DTD",
        class_count=47,
        shape=_PHOTOGRAPH,
        train=3_760,
        test=1_880,
        files={"dtd/dtd/images/": ""} | {f"dtd/dtd/labels/{part}1.txt": "" for part in ("train", "val", "test")},
        read=pictures.dtd,
        source="robots.ox.ac.uk/~vgg/data/dtd",
        licence="for research",
        pictures=True,
        downloads=(
            _archive(
                "dtd/dtd-r1.0.1.tar.gz",
                f"{_OXFORD}/dtd/download/dtd-r1.0.1.tar.gz",
                "fff73e5086ae6bdbea199a49dfb8a4c1",
                625,
                ("dtd/dtd/images/", *(f"dtd/dtd/labels/{part}1.txt" for part in ("train", "val", "test"))),
                only=("dtd/images/", "dtd/labels/"),
            ),
        ),
    ),
    DatasetDescription(
        name="EuroSAT",
        class_count=10,
        shape=(64, 64, 3),
        train=21_600,
        test=5_400,
        files={"eurosat/2750/": ""},
        read=pictures.one_folder("eurosat/2750/"),
        source="github.com/phelber/EuroSAT (the RGB archive)",
        licence="MIT",
        pictures=True,
        downloads=(
            _archive(
                "eurosat/EuroSAT.zip",
                "https://huggingface.co/datasets/torchgeo/eurosat/resolve/"
                "c877bcd43f099cd0196738f714544e355477f3fd/EuroSAT.zip",
                "c8fa014336c82ac7804f0398fcb19387",
                94,
                ("eurosat/2750/",),
            ),
        ),
    ),
    DatasetDescription(
        name="FGVC-Aircraft",
        class_count=100,
        shape=_PHOTOGRAPH,
        train=6_667,
        test=3_333,
        files={
            f"fgvc-aircraft-2013b/data/{file}": ""
            for file in ("images/", "variants.txt", "images_variant_trainval.txt", "images_variant_test.txt")
        },
        read=pictures.aircraft,
        source="robots.ox.ac.uk/~vgg/data/fgvc-aircraft",
        licence="for non-commercial research",
        pictures=True,
        judged_by_balanced_accuracy=True,
        downloads=(
            _archive(
                "fgvc-aircraft-2013b.tar.gz",
                f"{_OXFORD}/fgvc-aircraft/archives/fgvc-aircraft-2013b.tar.gz",
                "",
                2_753,
                tuple(
                    f"fgvc-aircraft-2013b/data/{file}"
                    for file in ("images/", "variants.txt", "images_variant_trainval.txt", "images_variant_test.txt")
                ),
                only=("fgvc-aircraft-2013b/data/",),
            ),
        ),
    ),
    DatasetDescription(
        name="Flowers102",
        class_count=102,
        shape=_PHOTOGRAPH,
        train=2_040,
        test=6_149,
        files={
            "flowers-102/jpg/": "",
            "flowers-102/imagelabels.mat": "e0620be6f572b9609742df49c70aed4d",
            "flowers-102/setid.mat": "a5357ecc9cb78c4bef273ce3793fc85c",
        },
        read=pictures.flowers(names.FLOWERS),
        source="robots.ox.ac.uk/~vgg/data/flowers/102",
        classes=names.FLOWERS,
        pictures=True,
        judged_by_balanced_accuracy=True,
        downloads=(
            _archive(
                "flowers-102/102flowers.tgz",
                f"{_OXFORD}/flowers/102/102flowers.tgz",
                "52808999861908f626f3c1f4e79d11fa",
                345,
                ("flowers-102/jpg/",),
            ),
            *plain_files(
                f"{_OXFORD}/flowers/102",
                {
                    "flowers-102/imagelabels.mat": ("e0620be6f572b9609742df49c70aed4d", 1),
                    "flowers-102/setid.mat": ("a5357ecc9cb78c4bef273ce3793fc85c", 1),
                },
            ),
        ),
    ),
    DatasetDescription(
        name="OxfordPets",
        class_count=37,
        shape=_PHOTOGRAPH,
        train=3_680,
        test=3_669,
        files={
            "oxford-iiit-pet/images/": "",
            "oxford-iiit-pet/annotations/trainval.txt": "",
            "oxford-iiit-pet/annotations/test.txt": "",
        },
        read=pictures.pets,
        source="robots.ox.ac.uk/~vgg/data/pets",
        licence="CC BY-SA 4.0",
        pictures=True,
        judged_by_balanced_accuracy=True,
        downloads=(
            _archive(
                "oxford-iiit-pet/images.tar.gz",
                f"{_OXFORD}/pets/data/images.tar.gz",
                "5c4f3ee8e5d25df40f4fd59a7f44e54c",
                792,
                ("oxford-iiit-pet/images/",),
            ),
            _archive(
                "oxford-iiit-pet/annotations.tar.gz",
                f"{_OXFORD}/pets/data/annotations.tar.gz",
                "95a8c909bbe2e81eed6a22bccdf3f68f",
                19,
                ("oxford-iiit-pet/annotations/trainval.txt", "oxford-iiit-pet/annotations/test.txt"),
            ),
        ),
    ),
    DatasetDescription(
        name="Food-101",
        class_count=101,
        shape=_PHOTOGRAPH,
        train=75_750,
        test=25_250,
        files={"food-101/images/": "", "food-101/meta/train.json": "", "food-101/meta/test.json": ""},
        read=pictures.food,
        source="data.vision.ee.ethz.ch/cvl/datasets_extra/food-101",
        licence="for research",
        pictures=True,
        downloads=(
            _archive(
                "food-101.tar.gz",
                "http://data.vision.ee.ethz.ch/cvl/food-101.tar.gz",
                "85eeb15f3717b99a5da872d97d918f87",
                4_996,
                ("food-101/images/", "food-101/meta/train.json", "food-101/meta/test.json"),
            ),
        ),
    ),
    DatasetDescription(
        name="GTSRB",
        class_count=43,
        shape=(64, 64, 3),
        train=26_640,
        test=12_630,
        files={
            "gtsrb/GTSRB/Training/": "",
            "gtsrb/GTSRB/Final_Test/Images/": "",
            "gtsrb/GT-final_test.csv": "",
        },
        read=pictures.gtsrb(names.GTSRB),
        source="benchmark.ini.rub.de/gtsrb_dataset.html",
        classes=names.GTSRB,
        pictures=True,
        downloads=tuple(
            _archive(
                f"gtsrb/{file}",
                f"https://sid.erda.dk/public/archives/daaeac0d7ce1152aea9b61d9f1e19370/{file}",
                md5,
                megabytes,
                (gives,),
            )
            for file, md5, megabytes, gives in (
                ("GTSRB-Training_fixed.zip", "513f3c79a4c5141765e10e952eaa2478", 187, "gtsrb/GTSRB/Training/"),
                (
                    "GTSRB_Final_Test_Images.zip",
                    "c7e4e6327067d32654124b0fe9e82185",
                    89,
                    "gtsrb/GTSRB/Final_Test/Images/",
                ),
                ("GTSRB_Final_Test_GT.zip", "fe31e9c9270bbcd7b84b7f21a9d9d9e5", 1, "gtsrb/GT-final_test.csv"),
            )
        ),
    ),
    DatasetDescription(
        name="Caltech-101",
        class_count=101,
        shape=_PHOTOGRAPH,
        train=6_942,
        test=1_735,
        files={"caltech101/101_ObjectCategories/": ""},
        read=pictures.one_folder("caltech101/101_ObjectCategories/", leave_out=("BACKGROUND_Google",)),
        source="data.caltech.edu/records/mzrjq-6wc02",
        licence="CC BY 4.0",
        pictures=True,
        judged_by_balanced_accuracy=True,
        downloads=(
            _archive(
                "caltech101/caltech-101.zip",
                "https://data.caltech.edu/records/mzrjq-6wc02/files/caltech-101.zip",
                "3138e1922a9193bfa496528edbbc45d0",
                137,
                ("caltech101/101_ObjectCategories/",),
                only=("caltech-101/101_ObjectCategories.tar.gz",),
                strip=1,
                inner="101_ObjectCategories.tar.gz",
            ),
        ),
    ),
    DatasetDescription(
        name="Caltech-256",
        class_count=256,
        shape=_PHOTOGRAPH,
        train=23_824,
        test=5_956,
        files={"caltech256/256_ObjectCategories/": ""},
        read=pictures.one_folder("caltech256/256_ObjectCategories/", leave_out=("257.clutter",)),
        source="data.caltech.edu/records/nyy15-4j048",
        licence="CC BY 4.0",
        pictures=True,
        judged_by_balanced_accuracy=True,
        downloads=(
            _archive(
                "caltech256/256_ObjectCategories.tar",
                "https://data.caltech.edu/records/nyy15-4j048/files/256_ObjectCategories.tar",
                "67b4f42ca05d46448c6bb8ecd2220f6d",
                1_184,
                ("caltech256/256_ObjectCategories/",),
            ),
        ),
    ),
    DatasetDescription(
        name="Imagenette",
        class_count=10,
        shape=(160, 160, 3),
        train=9_469,
        test=3_925,
        files={"imagenette2-160/train/": "", "imagenette2-160/val/": ""},
        read=pictures.folders(
            {"train": ("imagenette2-160/train/",), "test": ("imagenette2-160/val/",)}, names.IMAGENETTE
        ),
        source="github.com/fastai/imagenette (160 px)",
        licence="Apache 2.0",
        pictures=True,
        downloads=(
            _archive(
                "imagenette2-160.tgz",
                "https://s3.amazonaws.com/fast-ai-imageclas/imagenette2-160.tgz",
                "e793b78cc4c9e9a4ccc0c1155377a412",
                99,
                ("imagenette2-160/train/", "imagenette2-160/val/"),
            ),
        ),
    ),
    DatasetDescription(
        name="Country211",
        class_count=211,
        shape=_PHOTOGRAPH,
        train=42_200,
        test=21_100,
        files={f"country211/{part}/": "" for part in ("train", "valid", "test")},
        read=pictures.folders(
            {"train": ("country211/train/", "country211/valid/"), "test": ("country211/test/",)},
        ),
        source="github.com/openai/CLIP/blob/main/data/country211.md",
        pictures=True,
        downloads=(
            _archive(
                "country211.tgz",
                "https://openaipublic.azureedge.net/clip/data/country211.tgz",
                "84988d7644798601126c29e9877aab6a",
                11_300,
                tuple(f"country211/{part}/" for part in ("train", "valid", "test")),
            ),
        ),
    ),
    DatasetDescription(
        name="RenderedSST2",
        class_count=2,
        shape=_PHOTOGRAPH,
        train=7_792,
        test=1_821,
        files={f"rendered-sst2/{part}/": "" for part in ("train", "valid", "test")},
        read=pictures.folders(
            {"train": ("rendered-sst2/train/", "rendered-sst2/valid/"), "test": ("rendered-sst2/test/",)},
        ),
        source="github.com/openai/CLIP/blob/main/data/rendered-sst2.md",
        pictures=True,
        downloads=(
            _archive(
                "rendered-sst2.tgz",
                "https://openaipublic.azureedge.net/clip/data/rendered-sst2.tgz",
                "2384d08e9dcfa4bd55b324e610496ee5",
                132,
                tuple(f"rendered-sst2/{part}/" for part in ("train", "valid", "test")),
            ),
        ),
    ),
)
