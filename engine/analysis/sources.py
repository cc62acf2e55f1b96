"""Where the analysed pictures come from: arrays, categories drawn on the way, or a folder of picture files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from engine.errors import InputError, MissingDataError
from engine.ifs.category import Category
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.render.settings import RenderSettings

Block = tuple[NDArray[np.uint8], NDArray[np.int64]]
"""Pictures (B, H, W, C) and their labels (B,), indices into the source's classes."""

BLOCK_BYTES = 16 * 2**20
"""Pictures handed over at a time: small enough for the memory and for a live view."""

PICTURE_FILES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})


class ImageSource(Protocol):
    """Labelled pictures in blocks; reading it twice gives the same pictures."""

    @property
    def name(self) -> str:
        """What the pictures are called."""
        ...

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes the labels point to."""
        ...

    @property
    def total(self) -> int:
        """Pictures in all."""
        ...

    def blocks(self, control: Control) -> Iterator[Block]:
        """Yield every picture once, polling `control`."""
        ...


@dataclass(frozen=True, eq=False)
class ArrayImages:
    """The pictures of a data set, as they are in memory or in a memory map.

    Attributes
    ----------
    data : LabelledImages
    block : int or None
        Pictures a block; by size when None.
    """

    data: LabelledImages
    block: int | None = None

    @property
    def name(self) -> str:
        """Name of the data set."""
        return self.data.name

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of its classes."""
        return self.data.classes

    @property
    def total(self) -> int:
        """Pictures in it."""
        return len(self.data)

    def blocks(self, control: Control) -> Iterator[Block]:
        """Yield slices in the order of the data."""
        step = self.block or _block_length(self.data.images.shape[1:])
        for start in range(0, self.total, step):
            control.poll()
            yield self.data.images[start : start + step], self.data.labels[start : start + step]


@dataclass(frozen=True, eq=False)
class DrawnImages:
    """Instances of categories, drawn when they are read and never stored.

    Every class gets its first pictures early: blocks take all classes in turn and stride through the
    instances, so that a partial result is already a fair sample of each. Empty and non-finite variants are
    left out, as everywhere.

    Attributes
    ----------
    name : str
    categories : sequence of Category
    settings : RenderSettings
    instances : int
        Pictures a category, the first so many of the settings.
    threads : int or None
        All cores when None.
    """

    name: str
    categories: Sequence[Category]
    settings: RenderSettings
    instances: int
    threads: int | None = None

    def __post_init__(self) -> None:
        if not self.categories:
            raise InputError(f"{self.name} holds no category; choose a set with at least one.")
        if not 1 <= self.instances <= self.settings.instances:
            raise InputError(
                f"{self.instances} instances were asked for; these settings have 1 to {self.settings.instances}."
            )

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the categories."""
        return tuple(category.name for category in self.categories)

    @property
    def total(self) -> int:
        """Pictures planned, those left out included."""
        return len(self.categories) * self.instances

    def blocks(self, control: Control) -> Iterator[Block]:
        """Draw block after block."""
        from engine.render.renderer import Outcome, render_images

        indices, instances = self._order()
        shape = (self.settings.size, self.settings.size, self.settings.style.channels)
        step = min(_block_length(shape), 512)
        for start in range(0, self.total, step):
            control.poll()
            labels = indices[start : start + step]
            drawn = render_images(
                self.categories, labels, instances[start : start + step], self.settings, threads=self.threads
            )
            good = drawn.outcomes == Outcome.OK
            yield drawn.images[good], labels[good]

    def _order(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return category and instance of every picture: rounds over the classes, instances in golden strides."""
        stride = max(1, round(self.instances * 0.6180339887))
        while gcd(stride, self.instances) != 1:
            stride += 1
        visited = (np.arange(self.instances, dtype=np.int64) * stride) % self.instances
        count = len(self.categories)
        return np.tile(np.arange(count, dtype=np.int64), self.instances), np.repeat(visited, count)


@dataclass(frozen=True, eq=False)
class FolderImages:
    """An ImageFolder: one folder a class, its picture files inside, at any depth.

    Attributes
    ----------
    root : Path
    classes : tuple of str
        Folder names, sorted.
    files : tuple of tuple of Path
        Picture files of each class, sorted.
    size : int
        Pictures are resized to this edge (box filter down, bilinear up) unless they have it already.
    channels : int
        1 when the first picture of every class is gray, else 3.
    """

    root: Path
    classes: tuple[str, ...]
    files: tuple[tuple[Path, ...], ...]
    size: int
    channels: int

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.root.name

    @property
    def total(self) -> int:
        """Picture files chosen."""
        return sum(len(files) for files in self.files)

    def blocks(self, control: Control) -> Iterator[Block]:
        """Decode block after block, the cores sharing the files."""
        listing = [(label, path) for label, files in enumerate(self.files) for path in files]
        step = min(_block_length((self.size, self.size, self.channels)), 256)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for start in range(0, len(listing), step):
                control.poll()
                chosen = listing[start : start + step]
                pictures = pool.map(lambda entry: _read_picture(entry[1], self.size, self.channels), chosen)
                yield np.stack(list(pictures)), np.array([label for label, _ in chosen], dtype=np.int64)


def open_folder(
    root: Path, *, classes: int | None = None, instances: int | None = None, size: int | None = None
) -> FolderImages:
    """Return the ImageFolder at `root`, its first `classes` classes and `instances` files of each.

    Parameters
    ----------
    root : Path
    classes, instances : int, optional
        All when None.
    size : int, optional
        Edge in pixels; that of the first picture when None.

    Raises
    ------
    MissingDataError
        When the folder does not exist.
    InputError
        When it holds no class folder with pictures, or fewer classes or pictures than asked for.
    """
    if not root.is_dir():
        raise MissingDataError(f"There is no folder {root}; name a folder with one folder of pictures a class.")
    found = {folder.name: _pictures(folder) for folder in sorted(root.iterdir()) if folder.is_dir()}
    found = {name: files for name, files in found.items() if files}
    if not found:
        raise InputError(f"{root} holds no folder with picture files (PNG, JPEG ...); put one folder a class into it.")
    if classes is not None and classes > len(found):
        raise InputError(f"{root} has {len(found)} classes, {classes} were asked for; ask for at most {len(found)}.")
    names = tuple(found)[:classes]
    for name in names:
        if instances is not None and instances > len(found[name]):
            raise InputError(
                f"Class {name} in {root} has {len(found[name])} pictures, {instances} were asked for; ask for fewer."
            )
    files = tuple(tuple(found[name][:instances]) for name in names)
    gray = all(_is_gray(chosen[0]) for chosen in files)
    return FolderImages(root, names, files, size or _edge(files[0][0]), 1 if gray else 3)


def _pictures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in PICTURE_FILES and path.is_file())


def _open(path: Path) -> Image.Image:
    try:
        return Image.open(path)
    except (OSError, UnidentifiedImageError) as error:
        raise InputError(f"{path} cannot be read as a picture; replace or remove it.") from error


def _is_gray(path: Path) -> bool:
    with _open(path) as picture:
        return picture.mode in ("1", "L")


def _edge(path: Path) -> int:
    with _open(path) as picture:
        return max(picture.size)


def _read_picture(path: Path, size: int, channels: int) -> NDArray[np.uint8]:
    """Return the picture as (size, size, channels)."""
    with _open(path) as picture:
        try:
            converted = picture.convert("L" if channels == 1 else "RGB")
        except OSError as error:
            raise InputError(f"{path} is damaged ({error}); replace or remove it.") from error
    if converted.size != (size, size):
        shrinking = max(converted.size) > size
        converted = converted.resize((size, size), Image.Resampling.BOX if shrinking else Image.Resampling.BILINEAR)
    return np.asarray(converted, dtype=np.uint8).reshape(size, size, channels)


def _block_length(shape: tuple[int, ...]) -> int:
    return max(1, BLOCK_BYTES // int(np.prod(shape)))
