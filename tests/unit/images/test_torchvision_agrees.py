"""Folders laid out for torchvision are read as torchvision reads them: the same images, labels and order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.images.dataset_images import DATASETS, open_dataset
from engine.images.datasets.description import Part
from tests.unit.images.published import WRITERS

Open = Callable[[Any, Path, Part], Sequence[Any]]
"""(torchvision.datasets, data folder, part) to sets that together are this part."""


def _of(name: str, **options: Any) -> Open:
    return lambda tv, data, part: [getattr(tv, name)(data, train=part == "train", **options)]


def _split(name: str, train: Sequence[str], test: str = "test", **options: Any) -> Open:
    return lambda tv, data, part: [
        getattr(tv, name)(data, split=split, **options) for split in (train if part == "train" else [test])
    ]


SETS: dict[str, Open] = {
    "MNIST": _of("MNIST"),
    "FashionMNIST": _of("FashionMNIST"),
    "KMNIST": _of("KMNIST"),
    "CIFAR-10": _of("CIFAR10"),
    "CIFAR-100": _of("CIFAR100"),
    "QMNIST": _of("QMNIST"),
    "USPS": _of("USPS"),
    "EMNIST-balanced": _of("EMNIST", split="balanced"),
    "EMNIST-letters": _of("EMNIST", split="letters"),
    "EMNIST-byclass": _of("EMNIST", split="byclass"),
    "SVHN": _split("SVHN", ["train"]),
    "STL10": _split("STL10", ["train"]),
    "DTD": _split("DTD", ["train", "val"]),
    "FGVC-Aircraft": _split("FGVCAircraft", ["trainval"]),
    "Flowers102": _split("Flowers102", ["train", "val"]),
    "OxfordPets": _split("OxfordIIITPet", ["trainval"]),
    "Food-101": _split("Food101", ["train"]),
    "GTSRB": _split("GTSRB", ["train"]),
    "Imagenette": _split("Imagenette", ["train"], "val", size="160px"),
    "Country211": _split("Country211", ["train", "valid"]),
    "RenderedSST2": _split("RenderedSST2", ["train", "val"]),
}


def _pixels(picture: Image.Image, shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    plain = picture.convert("L" if shape[2] == 1 else "RGB")
    fitted = plain if plain.size == shape[1::-1] else ImageOps.fit(plain, shape[1::-1], Image.Resampling.BILINEAR)
    return np.asarray(fitted).reshape(shape)


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_images_and_labels_are_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = pytest.importorskip("torchvision.datasets")
    # The small files made here cannot have the published sums, nor are there the files of names.
    for module in ("cifar", "svhn", "stl10", "flowers102"):
        monkeypatch.setattr(getattr(datasets, module), "check_integrity", lambda path, _md5=None: Path(path).exists())
    monkeypatch.setattr(datasets.CIFAR10, "_load_meta", lambda self: None)
    monkeypatch.setattr(datasets.STL10, "_check_integrity", lambda self: True)
    WRITERS[name](tmp_path)
    shape = DATASETS[name].shape
    for part in ("train", "test"):
        ours = open_dataset(name, tmp_path).load(part)
        theirs = [pair for one in SETS[name](datasets, tmp_path, part) for pair in one]
        first = 1 if name == "EMNIST-letters" else 0
        assert ours.labels.tolist() == [int(label) - first for _, label in theirs]
        images = np.stack([_pixels(picture, shape) for picture, _ in theirs])
        if name.startswith("EMNIST"):
            images = images.transpose(0, 2, 1, 3)
        # Large JPEG files are decoded at a fraction of their size here.
        assert np.abs(ours.images.astype(int) - images).max() <= (2 if DATASETS[name].pictures else 0)
