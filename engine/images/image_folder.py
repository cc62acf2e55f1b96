"""Folders of pictures as data sets: one folder a split, in it one folder a class."""

from __future__ import annotations

import os
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.cores import worker_count
from engine.errors import InputError, MissingDataError, StorageError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

EXTENSIONS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm"})
MAX_BYTES = 16 * 2**30
_GRAY_MODES = frozenset({"1", "L"})
_DEEP_MODES = ("I", "F")
_SLICE_A_WORKER = 16
"""Pictures a worker between two looks at progress and control."""

# What Pillow raises on damaged pictures beside OSError.
_DAMAGED = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    ValueError,
    TypeError,
    SyntaxError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    struct.error,
    zlib.error,
    MemoryError,
)


def class_folders(split: Path) -> tuple[str, ...]:
    """Return the names of the class folders in `split`, sorted; hidden ones are left out."""
    return tuple(sorted(child.name for child in split.iterdir() if child.is_dir() and not child.name.startswith(".")))


def list_pictures(split: Path, classes: Sequence[str]) -> tuple[list[Path], NDArray[np.int64]]:
    """Return the picture files below each class folder of `split`, sorted, and the class of each.

    Raises
    ------
    MissingDataError
        When a class has no picture.
    """
    files: list[Path] = []
    labels: list[int] = []
    for label, name in enumerate(classes):
        found = sorted(
            Path(folder) / file
            for folder, _, names in os.walk(split / name)
            for file in names
            if Path(file).suffix.lower() in EXTENSIONS and not file.startswith(".")
        )
        if not found:
            raise MissingDataError(
                Sentence("{0} holds no picture; put PNG or JPEG files there or remove the folder.", split / name)
            )
        files += found
        labels += [label] * len(found)
    return files, np.array(labels, dtype=np.int64)


def channels_of(files: Sequence[Path]) -> int:
    """Return 1 when every picture is gray, else 3 (only the headers are read)."""
    with ThreadPoolExecutor() as pool:
        return 1 if all(pool.map(_is_gray, files)) else 3


def _is_gray(file: Path) -> bool:
    with _open(file) as picture:
        return picture.mode in _GRAY_MODES


def read_pictures(
    files: Sequence[Path], size: int, channels: int, *, report: Report = ignore, control: Control | None = None
) -> NDArray[np.uint8]:
    """Return `files` as one array, each cut to its central square and resized (bilinear, antialiased).

    Returns
    -------
    ndarray of shape (N, size, size, channels), uint8

    Raises
    ------
    InputError
        When a file is no picture of 8 bits a channel, or they do not fit into memory at this size.
    """
    check_memory(len(files), size, channels)
    images = np.empty((len(files), size, size, channels), dtype=np.uint8)
    for start, some in decoded(files, size, channels, report=report, control=control):
        images[start : start + len(some)] = some
    return images


def check_memory(count: int, size: int, channels: int) -> None:
    """Refuse more pictures than memory can be expected to hold.

    Raises
    ------
    InputError
        Saying how much they need.
    """
    if count * size * size * channels > MAX_BYTES:
        raise InputError(
            Sentence(
                "{0} pictures of {1} x {1} pixels need more than {2} GiB of memory; choose a smaller size.",
                f"{count:,}",
                size,
                MAX_BYTES // 2**30,
            )
        )


def decoded(
    files: Sequence[Path], size: int, channels: int, *, report: Report = ignore, control: Control | None = None
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Yield `files` as `read_pictures` returns them, some at a time, decoded on all cores: (first index, pictures)."""
    started = time.monotonic()

    def one(file: Path) -> NDArray[np.uint8]:
        with _open(file) as picture:
            return _fitted(file, picture, size, channels)

    workers = worker_count()
    step = _SLICE_A_WORKER * workers
    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, len(files), step):
            if control is not None:
                control.poll()
            some = list(pool.map(one, files[start : start + step]))
            yield start, np.stack(some)
            stop = start + len(some)
            report(Progress("reading pictures", stop, len(files), time.monotonic() - started))


def _open(file: Path) -> Image.Image:
    try:
        return Image.open(file)
    except _DAMAGED as error:
        raise InputError(Sentence("{0} is not a picture that can be read; replace or remove it.", file)) from error
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", file, error.strerror or error)) from error


def _fitted(file: Path, picture: Image.Image, size: int, channels: int) -> NDArray[np.uint8]:
    if picture.mode.startswith(_DEEP_MODES):
        raise InputError(
            Sentence("{0} has more than 8 bits a channel ({1}); save it as an 8-bit PNG or JPEG.", file, picture.mode)
        )
    try:
        # A JPEG can be decoded at 1/2, 1/4 or 1/8: never below twice the size wanted, so resizing still smooths.
        picture.draft(None, (2 * size, 2 * size))
        plain = picture.convert("L" if channels == 1 else "RGB")
    except (OSError, *_DAMAGED) as error:
        raise InputError(Sentence("{0} is damaged ({1}); replace or remove it.", file, error)) from error
    return fitted(plain, size, channels)


def fitted(picture: Image.Image, size: int, channels: int) -> NDArray[np.uint8]:
    """Return `picture` (gray or RGB) cut to its central square and resized (bilinear, antialiased).

    Returns
    -------
    ndarray of shape (size, size, channels), uint8
    """
    if picture.size != (size, size):
        picture = ImageOps.fit(picture, (size, size), Image.Resampling.BILINEAR)
    return np.asarray(picture, dtype=np.uint8).reshape(size, size, channels)
