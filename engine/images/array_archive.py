"""Any NumPy archive (.npz) of images and labels as a data set.

Keys, the first that is there counts:

==================  ==========================================================
training images     ``train_images``, ``x_train``
training labels     ``train_labels``, ``y_train``
test images         ``test_images``, ``x_test``
test labels         ``test_labels``, ``y_test``
more training       ``val_images``, ``x_val`` with ``val_labels``, ``y_val``
without parts       ``images``, ``x`` with ``labels``, ``y`` (a fixed fifth of each class becomes the test part)
names of classes    ``classes`` (text, in label order); optional
==================  ==========================================================

Images are bytes of shape (N, H, W) or (N, H, W, C) with C 1 or 3; labels are integers or text of shape (N,) or
(N, 1). With ``classes`` integers count from 0; without, the classes are the values that occur, sorted. Pictures
that are not square, or for which a size is asked, are cut to their central square and resized.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.categories.reading import read_archive
from engine.errors import InputError, StorageError
from engine.images.datasets.description import Arrays, Part
from engine.images.image_folder import MAX_BYTES, fitted
from engine.images.sampling import fixed_test_part
from engine.sentences import Sentence

_KEYS = {
    "train": (("train_images", "x_train"), ("train_labels", "y_train")),
    "test": (("test_images", "x_test"), ("test_labels", "y_test")),
    "val": (("val_images", "x_val"), ("val_labels", "y_val")),
    "all": (("images", "x"), ("labels", "y")),
}


def open_archive_arrays(path: Path, size: int | None) -> tuple[Callable[[Part], Arrays], tuple[str, ...]]:
    """Return a reader of the parts of the archive at `path`, and the names of its classes.

    Parameters
    ----------
    path : Path
    size : int or None
        Edge in pixels to bring the images to; None: as they are.

    Raises
    ------
    InputError
        When it is no such archive; says which key is missing or unfit.
    StorageError
        When it cannot be read.
    """
    parts = _named_parts(path)
    labels = {name: _labels(path, keys[1]) for name, keys in parts.items()}
    classes, numbers = _classes(path, labels)

    def read(part: Part) -> Arrays:
        if "all" in parts:
            test = fixed_test_part(numbers["all"])
            rows = np.flatnonzero(test if part == "test" else ~test)
            return _images(path, parts["all"], len(test), size)[rows], numbers["all"][rows]
        # Without a test part the validation part is it; with one it is more to train on.
        names = _roles(parts)[part]
        images = [_images(path, parts[name], len(numbers[name]), size) for name in names]
        if len({one.shape[1:] for one in images}) > 1:
            raise InputError(
                Sentence("{0}: its training and validation images have different shapes; save them as one.", path)
            )
        return np.concatenate(images), np.concatenate([numbers[name] for name in names])

    return read, classes


def _roles(parts: dict[str, tuple[str, str]]) -> dict[Part, list[str]]:
    if "test" not in parts:
        return {"train": ["train"], "test": ["val"]}
    return {"train": [name for name in ("train", "val") if name in parts], "test": ["test"]}


def _named_parts(path: Path) -> dict[str, tuple[str, str]]:
    """Return the key of images and of labels of each part that is there."""
    there = _keys(path)
    found = {}
    for name, (for_images, for_labels) in _KEYS.items():
        images = next((key for key in for_images if key in there), None)
        labels = next((key for key in for_labels if key in there), None)
        if (images is None) != (labels is None):
            raise InputError(
                Sentence(
                    "{0} has {1} without its {2}; add them.",
                    path,
                    repr(images or labels),
                    "labels" if images else "images",
                )
            )
        if images is not None and labels is not None:
            found[name] = (images, labels)
    if "train" in found and ("test" in found or "val" in found):
        return {name: keys for name, keys in found.items() if name != "all"}
    if "all" in found:
        return {"all": found["all"]}
    raise InputError(
        Sentence(
            "{0} holds {1}; save its arrays as images and labels, or as train_images, train_labels, "
            "test_images and test_labels.",
            path,
            ", ".join(sorted(there)) or "nothing",
        )
    )


def _keys(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return {name.removesuffix(".npy") for name in archive.namelist()}
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise InputError(
            Sentence("{0} is not a whole NumPy archive ({1}); get or save it again.", path, error)
        ) from error


def _array(path: Path, key: str) -> NDArray[Any]:
    return read_archive(path, [key], MAX_BYTES)[key]


def _labels(path: Path, key: str) -> NDArray[Any]:
    labels = _array(path, key)
    flat = labels[:, 0] if labels.ndim == 2 and labels.shape[1] == 1 else labels
    if flat.ndim != 1 or flat.dtype.kind not in "iuU":
        raise InputError(
            Sentence(
                "{0}: {1} is {2} of shape {3}; save one whole number, or one name, an image.",
                path,
                key,
                labels.dtype,
                labels.shape,
            )
        )
    return flat


def _classes(path: Path, labels: dict[str, NDArray[Any]]) -> tuple[tuple[str, ...], dict[str, NDArray[np.int64]]]:
    """Return the names of the classes, and the labels of each part as indices into them."""
    if len({array.dtype.kind == "U" for array in labels.values()}) > 1:
        raise InputError(Sentence("{0}: some labels are numbers and others text; save all of one kind.", path))
    values = np.unique(np.concatenate(list(labels.values())))
    if "classes" not in _keys(path):
        found = tuple(str(value) for value in values)
        return found, {name: np.searchsorted(values, array).astype(np.int64) for name, array in labels.items()}
    named = _array(path, "classes")
    if named.dtype.kind != "U" or named.ndim != 1:
        raise InputError(
            Sentence("{0}: classes is {1} of shape {2}; save a list of names.", path, named.dtype, named.shape)
        )
    names = [str(name) for name in named]
    if values.dtype.kind != "U":
        outside = next((int(value) for value in values if not 0 <= value < len(names)), None)
        if outside is not None:
            raise InputError(
                Sentence("{0}: label {1} for {2} classes; labels count from 0.", path, outside, len(names))
            )
        return tuple(names), {name: array.astype(np.int64) for name, array in labels.items()}
    stranger = next((str(value) for value in values if str(value) not in names), None)
    if stranger is not None:
        raise InputError(Sentence("{0}: the label {1} is not among its classes; add it.", path, repr(stranger)))
    return tuple(names), {
        name: np.array([names.index(str(value)) for value in array], dtype=np.int64) for name, array in labels.items()
    }


def _images(path: Path, keys: tuple[str, str], count: int, size: int | None) -> NDArray[np.uint8]:
    key = keys[0]
    images = _array(path, key)
    if images.ndim and len(images) != count:
        raise InputError(
            Sentence(
                "{0}: {1} images in {2} but {3} labels in {4}; save as many of both.",
                path,
                len(images),
                key,
                count,
                keys[1],
            )
        )
    if images.ndim == 3:
        images = images[..., np.newaxis]
    if images.dtype != np.uint8 or images.ndim != 4 or images.shape[3] not in (1, 3) or 0 in images.shape[1:]:
        raise InputError(
            Sentence(
                "{0}: {1} is {2} of shape {3}; save bytes (uint8) of shape (N, H, W), (N, H, W, 1) or (N, H, W, 3).",
                path,
                key,
                images.dtype,
                images.shape,
            )
        )
    height, width, channels = images.shape[1:]
    edge = size or min(height, width)
    if (height, width) == (edge, edge):
        return np.asarray(images)
    brought = np.empty((len(images), edge, edge, channels), dtype=np.uint8)
    for index, image in enumerate(images):
        brought[index] = fitted(Image.fromarray(image if channels == 3 else image[..., 0]), edge, channels)
    return brought
