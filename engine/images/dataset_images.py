"""Real data sets, opened: one of the registry, any folder of pictures, any NumPy archive.

The registry is `engine.images.datasets.registry`; here its sets, and what else is given, become labelled images of
one size with seeded validation and training draws. Nothing here imports torch.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, MissingDataError
from engine.images.array_archive import open_archive_arrays
from engine.images.datasets.description import Arrays, DatasetDescription, FileState, Part, PictureFiles
from engine.images.datasets.registry import DATASETS
from engine.images.labelled import LabelledImages, Split
from engine.images.picture_images import DEFAULT_FOLDER_SIZE, PictureImages, list_folder, looks_like_pictures
from engine.images.sampling import balanced_order, class_share
from engine.progress import Control, Report, ignore
from engine.sentences import Sentence

__all__ = [
    "DATASETS",
    "DEFAULT_FOLDER_SIZE",
    "DatasetDescription",
    "DatasetImages",
    "FileState",
    "array_archives",
    "open_dataset",
    "open_folder",
    "picture_folders",
]


class PartImages(Protocol):
    """One part of a data set: the labels are known, the images are made when asked for."""

    labels: NDArray[np.int64]
    classes: tuple[str, ...]

    def images(self, chosen: NDArray[np.int64] | None, report: Report, control: Control | None) -> NDArray[np.uint8]:
        """Return the images (N, H, W, C) with the indices `chosen`, all of them when None."""
        ...


class DatasetImages:
    """A real data set, opened: images are read when first asked for.

    Parameters
    ----------
    name : str
    open_part : callable
        'train' or 'test' to the part.
    classes : tuple of str, optional
        In label order; those of the training part when not given.
    """

    def __init__(self, name: str, open_part: Callable[[Part], PartImages], classes: tuple[str, ...] = ()) -> None:
        self.name = name
        self._open_part = open_part
        self._classes = classes
        self._parts: dict[Part, PartImages] = {}

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes, in label order."""
        return self._classes or self._part("train").classes

    def count(self, part: Part) -> int:
        """Return the number of images in 'train' (held-out ones included) or 'test'."""
        return len(self._part(part).labels)

    def load(
        self,
        split: Split,
        *,
        limit: int | None = None,
        fraction: float | None = None,
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
        fraction : float, optional
            Use that share of the training images of each class only, at least one of each, drawn likewise (few-shot
            curves).
        validation : int
            Training images held out, drawn class-balanced; they are the split 'validation' and never in
            'train'. 0 holds nothing out: 'validation' is then empty.
        seed : int
            Seed of both draws.
        report, control
            Progress and interruption (of pictures that are decoded; the others take a moment).

        Raises
        ------
        InputError
            When the files are damaged, or the data set has too few images for `limit` or `validation`.
        StorageError
            When a file cannot be read.
        """
        part = self._part("test" if split == "test" else "train")
        chosen = None if split == "test" else self._chosen(split, part.labels, limit, fraction, validation, seed)
        images = part.images(chosen, report, control)
        labels = part.labels if chosen is None else part.labels[chosen]
        return LabelledImages(self.name, split, images, labels, self.classes)

    def _part(self, part: Part) -> PartImages:
        if part not in self._parts:
            found = self._open_part(part)
            self._check_labels(found.labels, len(self._classes or found.classes))
            found.labels.setflags(write=False)
            self._parts[part] = found
        return self._parts[part]

    def _check_labels(self, labels: NDArray[np.int64], classes: int) -> None:
        if not len(labels):
            raise InputError(Sentence("{0}: there is no image in its files; get them again.", self.name))
        if labels.min() < 0 or labels.max() >= classes:
            stranger = labels.min() if labels.min() < 0 else labels.max()
            raise InputError(
                Sentence(
                    "{0}: label {1} for {2} classes; the label file belongs to another data set, get it again.",
                    self.name,
                    stranger,
                    classes,
                )
            )

    def _chosen(
        self,
        split: Split,
        labels: NDArray[np.int64],
        limit: int | None,
        fraction: float | None,
        validation: int,
        seed: int,
    ) -> NDArray[np.int64] | None:
        if not 0 <= validation < len(labels):
            raise InputError(
                Sentence(
                    "{0} has {1} training images; hold out 0 to {2}, not {3}.",
                    self.name,
                    f"{len(labels):,}",
                    f"{len(labels) - 1:,}",
                    validation,
                )
            )
        held_out = balanced_order(labels, np.random.default_rng([seed, 1]))[:validation]
        if split == "validation":
            return np.sort(held_out)
        rest = np.setdiff1d(np.arange(len(labels)), held_out, assume_unique=True)
        if fraction is not None:
            return rest[class_share(labels[rest], fraction, np.random.default_rng([seed, 2]))]
        if limit is None:
            return rest if validation else None
        if not 1 <= limit <= len(rest):
            raise InputError(
                Sentence(
                    "{0} has {1} training images beside the validation images; limit them to 1 to {1}, not {2}.",
                    self.name,
                    f"{len(rest):,}",
                    limit,
                )
            )
        order = balanced_order(labels[rest], np.random.default_rng([seed, 2]))
        return np.sort(rest[order[:limit]])


class StoredImages:
    """A part whose images are in memory.

    Raises
    ------
    InputError
        When there are not as many images as labels.
    """

    def __init__(self, name: str, arrays: Arrays, classes: tuple[str, ...]) -> None:
        self._images, self.labels = arrays
        self.classes = classes
        if len(self._images) != len(self.labels):
            raise InputError(
                Sentence(
                    "{0}: {1} images but {2} labels; the files do not belong together, get both again.",
                    name,
                    len(self._images),
                    len(self.labels),
                )
            )
        self._images.setflags(write=False)

    def images(self, chosen: NDArray[np.int64] | None, _report: Report, _control: Control | None) -> NDArray[np.uint8]:
        """Return the images with the indices `chosen`, all of them when None."""
        return self._images if chosen is None else self._images[chosen]


def open_dataset(name: str, data: Path, *, size: int | None = None, cache: Path | None = None) -> DatasetImages:
    """Return the data set called `name`: of the registry, or a folder of pictures or a .npz in the data folder.

    Parameters
    ----------
    name : str
        A key of `DATASETS`; or the name of a folder (see `open_folder`) or of a ``.npz`` (see
        `engine.images.array_archive`) in the data folder, or its path.
    data : Path
        The data folder.
    size : int, optional
        Edge in pixels to which pictures are brought; when not given, that of the description, 64 for a folder of
        pictures, and their own for a .npz. The data sets stored at one size have their own and take none.
    cache : Path, optional
        The workspace's cache folder: pictures are decoded once and kept there.

    Raises
    ------
    MissingDataError
        When files are missing (the sentence says which go where), or the name is not known.
    """
    description = DATASETS.get(name)
    if description is not None:
        description.require(data)
        return DatasetImages(name, _parts(description, data, size, cache), description.classes)
    if name and (data / name).is_dir():
        return open_folder(data / name, size=size or DEFAULT_FOLDER_SIZE, cache=cache)
    archive = next((path for path in _archive_paths(name, data) if path.is_file()), None)
    if archive is not None:
        return DatasetImages(archive.stem, _archive_parts(archive, size))
    near = difflib.get_close_matches(name, DATASETS, n=1, cutoff=0.5)
    hint = Sentence("did you mean {0}?", repr(near[0])) if near else Sentence("known: {0};", ", ".join(DATASETS))
    raise MissingDataError(
        Sentence(
            "There is no data set {0}: {1} or put pictures into {2}/train/<class>/ and "
            "{2}/test/<class>/, or their arrays into {2}.npz.",
            repr(name),
            hint,
            data / name,
        )
    )


def open_folder(folder: Path, *, size: int = DEFAULT_FOLDER_SIZE, cache: Path | None = None) -> DatasetImages:
    """Return the pictures below `folder` as a data set.

    Either ``train/<class>/*`` with ``test/<class>/*``, ``val/<class>/*`` or both (then ``val`` belongs to the
    training images, from which held-out ones are drawn by seed); or ``<class>/*``, of which a fixed fifth of each
    class is the test part. Images are gray when all pictures are, else RGB; each is cut to its central square and
    resized.

    Raises
    ------
    MissingDataError
        When a part or its pictures are missing.
    InputError
        When the test part has a class that the training part lacks.
    """
    listed = list_folder(folder)
    source = PictureImages.of_parts(listed, size, cache)
    return DatasetImages(folder.name, source.__getitem__)


def picture_folders(data: Path) -> list[str]:
    """Return the names of the folders in the folder `data` that `open_dataset` opens as folders of pictures."""
    taken = {Path(file).parts[0] for known in DATASETS.values() for file in known.files} | set(DATASETS)
    return sorted(child.name for child in _children(data) if child.name not in taken and looks_like_pictures(child))


def array_archives(data: Path) -> list[str]:
    """Return the names of the ``.npz`` files in the folder `data`, which `open_dataset` opens."""
    return sorted(child.name for child in _children(data) if child.suffix == ".npz" and child.is_file())


def _children(data: Path) -> list[Path]:
    return [child for child in data.iterdir() if not child.name.startswith(".")] if data.is_dir() else []


def _archive_paths(name: str, data: Path) -> list[Path]:
    return [data / name, data / f"{name}.npz"] if name.endswith(".npz") else [data / f"{name}.npz"] if name else []


def _parts(
    description: DatasetDescription, data: Path, size: int | None, cache: Path | None
) -> Callable[[Part], PartImages]:
    find = description.finder(data)

    def open_part(part: Part) -> PartImages:
        found = description.read(find, part)
        if isinstance(found, PictureFiles):
            return PictureImages(found, description.edge(size), lambda: description.shape[2], cache)
        if found[0].shape[1:] != description.shape:
            raise InputError(
                Sentence(
                    "{0}: images of shape {1} instead of {2}; the image file belongs to another data set, "
                    "get it again.",
                    description.name,
                    found[0].shape[1:],
                    description.shape,
                )
            )
        return StoredImages(description.name, found, description.classes)

    return open_part


def _archive_parts(path: Path, size: int | None) -> Callable[[Part], PartImages]:
    read, classes = open_archive_arrays(path, size)
    return lambda part: StoredImages(path.stem, read(part), classes)
