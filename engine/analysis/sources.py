"""Where the analysed pictures come from: arrays, categories drawn on the way, or a folder of picture files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from engine.categories.category_set import CategorySet
from engine.errors import InputError, MissingDataError
from engine.images.fingerprint import fingerprint
from engine.images.fractal_images import instance_order
from engine.images.image_folder import channels_of, class_folders, list_pictures, read_pictures
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.render.renderer import RENDERER_VERSION, Outcome, render_images
from engine.render.settings import RenderSettings
from engine.sentences import Sentence
from engine.storage import digest

Block = tuple[NDArray[Any], NDArray[np.int64]]
"""Pictures (B, H, W, C) uint8, or feature vectors (B, D) float32, and their labels (B,), indices into the classes."""

BLOCK_BYTES = 16 * 2**20
"""Pictures handed over at a time: small enough for the memory and for a live view."""

BLOCK_POINTS = 40_000_000
"""Points drawn at a time at most, so that a stop is obeyed soon."""


@dataclass(eq=False)
class Place:
    """How far a reading of a source has come: what is in the blocks so far, and what was passed over, by class.

    Attributes
    ----------
    seen, passed_over : ndarray of shape (K,), int64
    """

    seen: NDArray[np.int64]
    passed_over: NDArray[np.int64]

    @classmethod
    def first(cls, classes: int) -> Place:
        """Return the beginning."""
        return cls(np.zeros(classes, dtype=np.int64), np.zeros(classes, dtype=np.int64))

    @property
    def taken(self) -> NDArray[np.int64]:
        """Pictures of each class that are behind, those passed over included, shape (K,)."""
        return self.seen + self.passed_over

    def move(self, seen: NDArray[np.int64], passed_over: NDArray[np.int64] | None = None) -> None:
        """Move on by pictures with these labels."""
        self.seen += np.bincount(seen, minlength=len(self.seen))
        if passed_over is not None:
            self.passed_over += np.bincount(passed_over, minlength=len(self.passed_over))


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

    @property
    def identity(self) -> str:
        """Digest of everything that decides the pictures, their labels and names: the key of what is kept of them."""
        ...

    def blocks(self, control: Control, place: Place | None = None) -> Iterator[Block]:
        """Yield every picture after `place` once, polling `control` before each block.

        `place` is moved on as each block is handed over: a later reading with it goes on after that block.
        """
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

    @property
    def identity(self) -> str:
        """Digest of pixels, labels and names (of more than a GiB of pixels, of an even spread)."""
        return digest("arrays", fingerprint(self.data), self.name, self.data.split, *self.classes)

    def blocks(self, control: Control, place: Place | None = None) -> Iterator[Block]:
        """Yield slices in the order of the data."""
        place = place or Place.first(len(self.classes))
        step = self.block or _block_length(self.data.images.shape[1:])
        for start in range(int(place.taken.sum()), self.total, step):
            control.poll()
            labels = self.data.labels[start : start + step]
            place.move(labels)
            yield self.data.images[start : start + step], labels


@dataclass(frozen=True, eq=False)
class DrawnImages:
    """Images of categories, drawn when they are read and never stored.

    They are the training images of `engine.images.fractal_images.FractalImages` with the same settings and
    seed and nothing held out, so what is analysed is what a network would see. Blocks take the classes in
    turn: a partial result is a fair sample of every class. Empty and non-finite variants are passed over for
    the next; a category whose variants run out contributes fewer.

    Attributes
    ----------
    categories : CategorySet
    settings : RenderSettings
    instances : int
        Images a category.
    seed : int
        Seed of the choice of instances.
    threads : int or None
        All cores when None.
    """

    categories: CategorySet
    settings: RenderSettings
    instances: int
    seed: int = 0
    threads: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.instances <= self.settings.instances:
            raise InputError(
                Sentence(
                    "{0} instances were asked for; these settings have 1 to {1}.",
                    self.instances,
                    self.settings.instances,
                )
            )

    @property
    def name(self) -> str:
        """Name of the set."""
        return self.categories.name

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the categories."""
        return self.categories.names

    @property
    def total(self) -> int:
        """Images asked for."""
        return len(self.categories) * self.instances

    @property
    def identity(self) -> str:
        """Digest of categories, names, settings and choice of instances."""
        drawn = json.dumps(asdict(self.settings), sort_keys=True)
        choice = f"renderer {RENDERER_VERSION} {self.instances} {self.seed}"
        return digest("drawn", choice, drawn, self.categories.identity, self.name, *self.classes)

    def blocks(self, control: Control, place: Place | None = None) -> Iterator[Block]:
        """Draw block after block.

        What a class gives are its first `instances` good variants, however far it had come before: where a reading is
        interrupted changes the blocks that follow, but not the images in them.
        """
        place = place or Place.first(len(self.classes))
        shape = (self.settings.size, self.settings.size, self.settings.style.channels)
        step = max(16, min(_block_length(shape), BLOCK_POINTS // self.settings.points))
        orders = [
            iter(instance_order(category, self.settings, self.seed)[taken:])
            for category, taken in zip(self.categories, place.taken.tolist(), strict=True)
        ]
        had = place.seen.tolist()
        wanted = [label for rank in range(self.instances) for label in range(len(orders)) if rank >= had[label]]
        while wanted:
            missed: list[int] = []
            planned = [(label, int(found)) for label in wanted if (found := next(orders[label], None)) is not None]
            for start in range(0, len(planned), step):
                control.poll()
                labels, instances = np.array(planned[start : start + step], dtype=np.int64).T
                drawn = render_images(
                    self.categories.categories, labels, instances, self.settings, threads=self.threads
                )
                good = drawn.outcomes == Outcome.OK
                missed += labels[~good].tolist()
                place.move(labels[good], labels[~good])
                yield drawn.images[good], labels[good]
            wanted = missed


@dataclass(frozen=True, eq=False)
class FolderImages:
    """An ImageFolder: one folder a class, its picture files inside, at any depth.

    Attributes
    ----------
    root : Path
    classes : tuple of str
        Folder names, sorted.
    files : list of Path
        Picture files, the classes in turn.
    labels : ndarray of shape (N,), int64
        Class of each file.
    size : int
        Pictures are cut to their central square and resized to this edge unless they have it already.
    channels : int
        1 when every picture is gray, else 3.
    """

    root: Path
    classes: tuple[str, ...]
    files: list[Path]
    labels: NDArray[np.int64]
    size: int
    channels: int

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.root.name

    @property
    def total(self) -> int:
        """Picture files chosen."""
        return len(self.files)

    @property
    def identity(self) -> str:
        """Digest of the files' places, sizes and times of change, of the classes and the size they are brought to."""
        states = [f"{file.relative_to(self.root)} {_state(file)}" for file in self.files]
        where = f"{self.root.resolve()} {self.size} {self.channels}"
        return digest("folder", where, *self.classes, self.labels.tobytes(), *states)

    def blocks(self, control: Control, place: Place | None = None) -> Iterator[Block]:
        """Decode block after block."""
        place = place or Place.first(len(self.classes))
        step = min(_block_length((self.size, self.size, self.channels)), 1024)
        for start in range(int(place.taken.sum()), self.total, step):
            chosen = slice(start, start + step)
            pictures, labels = (
                read_pictures(self.files[chosen], self.size, self.channels, control=control),
                self.labels[chosen],
            )
            place.move(labels)
            yield pictures, labels


def open_folder(
    root: Path, *, classes: int | None = None, instances: int | None = None, size: int | None = None
) -> FolderImages:
    """Return the ImageFolder at `root`: its first `classes` classes, the first `instances` files of each.

    Parameters
    ----------
    root : Path
    classes, instances : int, optional
        All when None.
    size : int, optional
        Edge in pixels; the longer side of the first picture when None.

    Raises
    ------
    MissingDataError
        When the folder does not exist or a class holds no picture.
    InputError
        When there are fewer classes or pictures than asked for, or no class folder at all.
    """
    if not root.is_dir():
        raise MissingDataError(
            Sentence("There is no folder {0}; name a folder with one folder of pictures a class.", root)
        )
    names = class_folders(root)
    if not names:
        raise InputError(
            Sentence("{0} holds no folder; put the pictures of each class into a folder of its own.", root)
        )
    names = names[: _at_most(classes, len(names), Sentence("{0} has", root), Sentence("classes"))]
    files, labels = list_pictures(root, names)
    chosen = _first_of_each(labels, names, instances, str(root))
    files, labels = [files[index] for index in chosen], labels[chosen]
    return FolderImages(root, names, files, labels, size or _longer_side(files[0]), channels_of(files))


def select(data: LabelledImages, *, classes: int | None = None, instances: int | None = None) -> LabelledImages:
    """Return the first `instances` pictures of each of the first `classes` classes, the classes in turn.

    Raises
    ------
    InputError
        When there are fewer classes or pictures than asked for.
    """
    count = _at_most(classes, len(data.classes), Sentence("{0} has", data.name), Sentence("classes"))
    names = data.classes[:count]
    positions = np.flatnonzero(data.labels < count)
    chosen = positions[_first_of_each(data.labels[positions], names, instances, data.name)]
    return LabelledImages(data.name, data.split, data.images[chosen], data.labels[chosen], names)


def _first_of_each(
    labels: NDArray[np.int64], names: Sequence[str], instances: int | None, where: str
) -> NDArray[np.int64]:
    """Return the positions of the first `instances` of each label, the labels in turn."""
    ranks = np.empty(len(labels), dtype=np.int64)
    for label, name in enumerate(names):
        own = np.flatnonzero(labels == label)
        _at_most(instances, len(own), Sentence("Class {0} of {1} has", name, where), Sentence("pictures"))
        ranks[own] = np.arange(len(own))
    order = np.lexsort((labels, ranks))
    return order if instances is None else order[ranks[order] < instances]


def _at_most(asked: int | None, there: int, subject: str, things: str) -> int:
    """Return `asked`, or all there are when None."""
    if asked is None:
        return there
    if not 1 <= asked <= there:
        raise InputError(
            Sentence("{0} {1:,} {2}, {3:,} were asked for; ask for 1 to {1:,}.", subject, there, things, asked)
        )
    return asked


def _longer_side(file: Path) -> int:
    try:
        with Image.open(file) as picture:
            return max(picture.size)
    except (OSError, UnidentifiedImageError) as error:
        raise InputError(Sentence("{0} is not a picture that can be read; replace or remove it.", file)) from error


def _state(file: Path) -> str:
    try:
        found = file.stat()
    except OSError as error:
        raise InputError(
            Sentence("{0} cannot be read: {1}. Remove or replace it.", file, error.strerror or error)
        ) from error
    return f"{found.st_size} {found.st_mtime_ns}"


def _block_length(shape: tuple[int, ...]) -> int:
    return max(1, BLOCK_BYTES // int(np.prod(shape)))


def published_points(size: int) -> int:
    """Return the points of an image of edge `size` at the published density: 100,000 at 256 pixels."""
    return max(1000, round(100_000 * (size / 256) ** 2))
