"""Small data sets as their publishers lay them out, one writer a set of the registry."""

from __future__ import annotations

import bz2
import functools
import gzip
import io
import json
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.io import savemat

from engine.images.datasets.class_names import FLOWERS, IMAGENETTE
from tests.unit.images.layouts import idx_bytes, python2_batch, today_batch

Writer = Callable[[Path], None]


def _random(seed: int, *shape: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def _put(path: Path, content: bytes | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _idx(name: str, folder: Path) -> None:
    for prefix, count in (("train", 40), ("t10k", 20)):
        raw = folder / name / "raw"
        _put(raw / f"{prefix}-images-idx3-ubyte", idx_bytes(_random(count, count, 28, 28)))
        _put(raw / f"{prefix}-labels-idx1-ubyte", idx_bytes(np.arange(count, dtype=np.uint8) % 10))


def _emnist(split: str, classes: int, folder: Path) -> None:
    first = 1 if split == "letters" else 0
    for part, count in (("train", 2 * classes), ("test", classes)):
        path = folder / "EMNIST" / "raw" / f"emnist-{split}-{part}"
        labels = (np.arange(count) % classes + first).astype(np.uint8)
        _put(path.with_name(f"{path.name}-images-idx3-ubyte"), idx_bytes(_random(count, count, 28, 28)))
        _put(path.with_name(f"{path.name}-labels-idx1-ubyte"), idx_bytes(labels))


def qmnist_labels(classes: Sequence[int]) -> bytes:
    """Rows of 8 big-endian integers: class, series, writer, index, class code, global index, 2 unused."""
    rows = np.array([[value, 4, 100, index, 48 + value, index, 0, 0] for index, value in enumerate(classes)], ">i4")
    return bytes([0, 0, 0x0C, 2]) + struct.pack(">2I", *rows.shape) + rows.tobytes()


def _qmnist(folder: Path) -> None:
    for part, count in (("train", 40), ("test", 20)):
        raw = folder / "QMNIST" / "raw"
        _put(raw / f"qmnist-{part}-images-idx3-ubyte", idx_bytes(_random(count, count, 28, 28)))
        _put(raw / f"qmnist-{part}-labels-idx2-int", qmnist_labels([index % 10 for index in range(count)]))


def _k49(folder: Path) -> None:
    for part, count in (("train", 98), ("test", 49)):
        for kind, array in (("imgs", _random(count, count, 28, 28)), ("labels", np.arange(count, dtype=np.uint8) % 49)):
            stream = io.BytesIO()
            np.savez_compressed(stream, array)
            _put(folder / "K49" / f"k49-{part}-{kind}.npz", stream.getvalue())


def _cifar10(folder: Path) -> None:
    for index, batch in enumerate(
        ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch")
    ):
        content = python2_batch(_random(index, 20, 3072), "labels", list(range(10)) * 2)
        _put(folder / "cifar-10-batches-py" / batch, content)


def _cifar100(folder: Path) -> None:
    for batch, count in (("train", 200), ("test", 100)):
        labels = [index % 100 for index in range(count)]
        _put(folder / "cifar-100-python" / batch, today_batch(_random(count, count, 3072), "fine_labels", labels))


def usps_lines(labels: Sequence[int], values: NDArray[np.float64]) -> bytes:
    """The text of LIBSVM: label from 1, then index:value from index 1."""
    lines = [
        f"{label} " + " ".join(f"{index}:{value:g}" for index, value in enumerate(row, start=1)) + " "
        for label, row in zip(labels, values, strict=True)
    ]
    return ("\n".join(lines) + "\n").encode()


def _usps(folder: Path) -> None:
    for file, count in (("usps.bz2", 30), ("usps.t.bz2", 20)):
        values = np.random.default_rng(count).uniform(-1, 1, (count, 256)).round(3)
        _put(folder / file, bz2.compress(usps_lines([index % 10 + 1 for index in range(count)], values)))


def svhn_file(images: NDArray[np.uint8], labels: Sequence[int]) -> bytes:
    """A MATLAB 5 file with X (32, 32, 3, N) and y (N, 1), compressed as the published ones are."""
    stream = io.BytesIO()
    content = {"X": images.transpose(1, 2, 3, 0), "y": np.array(labels, dtype=np.uint8).reshape(-1, 1)}
    savemat(stream, content, do_compression=True)
    return stream.getvalue()


def _svhn(folder: Path) -> None:
    for part, count in (("train", 30), ("test", 20)):
        content = svhn_file(_random(count, count, 32, 32, 3), [index % 10 + 1 for index in range(count)])
        _put(folder / f"{part}_32x32.mat", content)


def _stl10(folder: Path) -> None:
    for part, count in (("train", 20), ("test", 10)):
        _put(folder / "stl10_binary" / f"{part}_X.bin", _random(count, count, 3, 96, 96).tobytes())
        _put(folder / "stl10_binary" / f"{part}_y.bin", (np.arange(count, dtype=np.uint8) % 10 + 1).tobytes())


def _semeion(folder: Path) -> None:
    lines = []
    for index in range(51):
        pixels = (_random(index, 256) > 127).astype(int)
        indicators = [int(index % 10 == digit) for digit in range(10)]
        lines.append(" ".join([*(f"{pixel:.4f}" for pixel in pixels), *map(str, indicators)]) + " ")
    _put(folder / "semeion.data", "\n".join(lines) + "\n")


def _mnist_5k(folder: Path) -> None:
    rows = [",".join(map(str, [*_random(index, 784), index // 5])) for index in range(50)]
    _put(folder / "MNIST-5k" / "mnist_5k.csv.gz", gzip.compress(("\n".join(rows) + "\n").encode()))


# Sets of picture files.


def picture(seed: int, kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """A picture file of one level, different for each seed."""
    stream = io.BytesIO()
    level = 20 + seed * 7 % 200
    colour: int | tuple[int, int, int] = level if mode == "L" else seed % 2 if mode == "1" else (level, 10, 200 - level)
    Image.new(mode, size, colour).save(stream, kind)
    return stream.getvalue()


def _omniglot(folder: Path) -> None:
    seed = 0
    for part, alphabets in (("background", ("Greek", "Korean")), ("evaluation", ("Oriya",))):
        for alphabet in alphabets:
            for character in ("character01", "character02"):
                for drawer in range(1, 21):
                    seed += 1
                    path = folder / f"omniglot-py/images_{part}/{alphabet}/{character}/{seed:04d}_{drawer:02d}.png"
                    _put(path, picture(seed, "PNG", (105, 105), "1"))


def _dtd(folder: Path) -> None:
    for part, numbers in (("train", (1, 2)), ("val", (3,)), ("test", (4, 5))):
        named = [f"{texture}/{texture}_{number:04d}.jpg" for texture in ("banded", "zigzagged") for number in numbers]
        _put(folder / f"dtd/dtd/labels/{part}1.txt", "\n".join(named) + "\n")
        for index, name in enumerate(named):
            _put(folder / "dtd/dtd/images" / name, picture(index + 3 * len(part)))


def _one_folder(where: str, names: Sequence[str], count: int, folder: Path, end: str = "jpg") -> None:
    kind = "PNG" if end == "png" else "JPEG"
    for label, name in enumerate(names):
        for index in range(count):
            _put(folder / where / name / f"image_{index:04d}.{end}", picture(label + 3 * index, kind, (64, 64)))


def _aircraft(folder: Path) -> None:
    root = folder / "fgvc-aircraft-2013b/data"
    variants = ["707-320", "A300B4", "Boeing 717"]
    _put(root / "variants.txt", "\n".join(variants) + "\n")
    number = 1000000
    for part, each in (("trainval", 3), ("test", 2)):
        lines = []
        for variant in variants * each:
            number += 1
            lines.append(f"{number} {variant}")
            _put(root / f"images/{number}.jpg", picture(number, size=(60, 40)))
        _put(root / f"images_variant_{part}.txt", "\n".join(lines) + "\n")


def _flowers(folder: Path) -> None:
    root = folder / "flowers-102"
    count = 3 * len(FLOWERS)
    labels = np.arange(count) % len(FLOWERS) + 1
    ids = np.arange(1, count + 1).reshape(3, -1)
    root.mkdir(parents=True, exist_ok=True)
    savemat(root / "imagelabels.mat", {"labels": labels.reshape(1, -1).astype(np.uint8)})
    savemat(root / "setid.mat", {"trnid": ids[:1], "valid": ids[1:2], "tstid": ids[2:]})
    for index in range(1, count + 1):
        _put(root / f"jpg/image_{index:05d}.jpg", picture(index))


def _pets(folder: Path) -> None:
    root = folder / "oxford-iiit-pet"
    for part, numbers in (("trainval", (1, 2, 3)), ("test", (4, 5))):
        lines = []
        for label, breed in enumerate(("Abyssinian", "american_bulldog"), start=1):
            for number in numbers:
                lines.append(f"{breed}_{number} {label} {label} 1")
                _put(root / f"images/{breed}_{number}.jpg", picture(10 * label + number))
        _put(root / f"annotations/{part}.txt", "\n".join(lines) + "\n")


def _food(folder: Path) -> None:
    root = folder / "food-101"
    for part, numbers in (("train", (101, 102, 103)), ("test", (201,))):
        listed = {name: [f"{name}/{number}" for number in numbers] for name in ("apple_pie", "waffles")}
        _put(root / f"meta/{part}.json", json.dumps(listed))
        for label, pictures in enumerate(listed.values()):
            for index, name in enumerate(pictures):
                _put(root / f"images/{name}.jpg", picture(label + 5 * index, size=(512, 384)))


def _gtsrb(folder: Path) -> None:
    root = folder / "gtsrb"
    for label in range(43):
        for index in range(2):
            _put(root / f"GTSRB/Training/{label:05d}/00000_{index:05d}.ppm", picture(label + index, "PPM", (30, 31)))
        _put(root / f"GTSRB/Training/{label:05d}/GT-{label:05d}.csv", "Filename;Width\n")
        _put(root / f"GTSRB/Final_Test/Images/{label:05d}.ppm", picture(label, "PPM", (40, 39)))
    lines = ["Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId"]
    lines += [f"{label:05d}.ppm;40;39;5;5;35;34;{label}" for label in range(43)]
    _put(root / "GT-final_test.csv", "\n".join(lines) + "\n")


def _split_folders(where: str, parts: Sequence[str], names: Sequence[str], folder: Path, end: str = "jpg") -> None:
    for part in parts:
        _one_folder(f"{where}/{part}", names, 2, folder, end)


WRITERS: dict[str, Writer] = {
    "MNIST": functools.partial(_idx, "MNIST"),
    "FashionMNIST": functools.partial(_idx, "FashionMNIST"),
    "KMNIST": functools.partial(_idx, "KMNIST"),
    "K49": _k49,
    "CIFAR-10": _cifar10,
    "CIFAR-100": _cifar100,
    "EMNIST-balanced": functools.partial(_emnist, "balanced", 47),
    "EMNIST-letters": functools.partial(_emnist, "letters", 26),
    "EMNIST-digits": functools.partial(_emnist, "digits", 10),
    "EMNIST-byclass": functools.partial(_emnist, "byclass", 62),
    "EMNIST-bymerge": functools.partial(_emnist, "bymerge", 47),
    "EMNIST-mnist": functools.partial(_emnist, "mnist", 10),
    "QMNIST": _qmnist,
    "USPS": _usps,
    "SVHN": _svhn,
    "STL10": _stl10,
    "SEMEION": _semeion,
    "MNIST-5k": _mnist_5k,
    "Omniglot": _omniglot,
    "DTD": _dtd,
    "EuroSAT": functools.partial(_one_folder, "eurosat/2750", ("AnnualCrop", "Forest", "SeaLake"), 5),
    "FGVC-Aircraft": _aircraft,
    "Flowers102": _flowers,
    "OxfordPets": _pets,
    "Food-101": _food,
    "GTSRB": _gtsrb,
    "Caltech-101": functools.partial(
        _one_folder, "caltech101/101_ObjectCategories", ("BACKGROUND_Google", "accordion", "yin_yang"), 5
    ),
    "Caltech-256": functools.partial(
        _one_folder, "caltech256/256_ObjectCategories", ("001.ak47", "002.american-flag", "257.clutter"), 5
    ),
    "Imagenette": functools.partial(_split_folders, "imagenette2-160", ("train", "val"), tuple(IMAGENETTE), end="JPEG"),
    "Country211": functools.partial(_split_folders, "country211", ("train", "valid", "test"), ("AD", "JP")),
    "RenderedSST2": functools.partial(
        _split_folders, "rendered-sst2", ("train", "valid", "test"), ("negative", "positive"), end="png"
    ),
}
