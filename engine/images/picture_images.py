"""Picture files as images of one size: decoded on all cores, kept in the cache by what the files are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, MissingDataError, StorageError
from engine.images import image_folder
from engine.images.cache import DEFAULT_LIMIT, ImageCache
from engine.images.datasets.description import Part, PictureFiles
from engine.images.datasets.pictures import split_pictures
from engine.progress import Control, Report
from engine.sentences import Sentence
from engine.storage import digest

DEFAULT_FOLDER_SIZE = 64
"""Edge in pixels to which pictures of a folder are resized unless another is asked for."""

DECODER_VERSION = 1
"""Counts up when the same files become other bytes."""

_FEW = 0.25
"""Share of a part below which a draw is decoded alone."""

_IN_MEMORY = 2**30
"""Bytes up to which a draw is copied into memory."""

_SLICE = 1024


class PictureImages:
    """One part of a set of picture files.

    Parameters
    ----------
    pictures : PictureFiles
    size : int
        Edge in pixels.
    channels : callable
        Returns 1 or 3; asked when pictures are decoded.
    cache : Path or None
        The workspace's cache folder; None keeps nothing.
    """

    def __init__(self, pictures: PictureFiles, size: int, channels: Callable[[], int], cache: Path | None) -> None:
        self.labels = pictures.labels
        self.classes = pictures.classes
        self._files = pictures.files
        self._size = size
        self._channels = channels
        self._cache = ImageCache(cache / "images", DEFAULT_LIMIT) if cache is not None else None

    @classmethod
    def of_parts(
        cls, parts: Mapping[Part, PictureFiles], size: int, cache_folder: Path | None
    ) -> dict[Part, PictureImages]:
        """Return both parts of a set, which are gray when all their pictures are, else RGB."""
        files = list(chain.from_iterable(part.files for part in parts.values()))

        @cache
        def channels() -> int:
            return image_folder.channels_of(files)

        return {name: cls(part, size, channels, cache_folder) for name, part in parts.items()}

    def images(self, chosen: NDArray[np.int64] | None, report: Report, control: Control | None) -> NDArray[np.uint8]:
        """Return the images with the indices `chosen`, all of them when None; read-only where they are cached.

        Raises
        ------
        InputError, StorageError
            When a picture cannot be decoded, naming it.
        """
        channels = self._channels()
        image_folder.check_memory(len(self._files) if chosen is None else len(chosen), self._size, channels)
        if self._cache is None:
            return image_folder.read_pictures(self._some(chosen), self._size, channels, report=report, control=control)
        if chosen is None:
            return self._decoded(self._cache, self._files, channels, report, control)
        everything = self._cache.get(self._key(self._files, channels))
        if everything is None and len(chosen) < _FEW * len(self._files):
            return self._decoded(self._cache, self._some(chosen), channels, report, control)
        # Draws of other seeds are made from the same decoded pictures.
        whole = self._decoded(self._cache, self._files, channels, report, control)
        if len(chosen) * whole[0].nbytes <= _IN_MEMORY:
            return np.asarray(whole[chosen])
        return self._copied(self._cache, whole, chosen, channels, control)

    def _some(self, chosen: NDArray[np.int64] | None) -> Sequence[Path]:
        return self._files if chosen is None else [self._files[index] for index in chosen]

    def _decoded(
        self, kept: ImageCache, files: Sequence[Path], channels: int, report: Report, control: Control | None
    ) -> NDArray[np.uint8]:
        slices = (some for _, some in image_folder.decoded(files, self._size, channels, report=report, control=control))
        return self._entry(kept, files, channels, slices)

    def _copied(
        self,
        kept: ImageCache,
        whole: NDArray[np.uint8],
        chosen: NDArray[np.int64],
        channels: int,
        control: Control | None,
    ) -> NDArray[np.uint8]:
        """Return a draw that is too large for memory as an entry of its own."""

        def slices() -> Iterator[NDArray[np.uint8]]:
            for start in range(0, len(chosen), _SLICE):
                if control is not None:
                    control.poll()
                yield whole[chosen[start : start + _SLICE]]

        return self._entry(kept, self._some(chosen), channels, slices())

    def _entry(
        self, kept: ImageCache, files: Sequence[Path], channels: int, slices: Iterator[NDArray[np.uint8]]
    ) -> NDArray[np.uint8]:
        """Return the entry of `files`, written from `slices` where it is not there yet."""
        if not files:
            return np.zeros((0, self._size, self._size, channels), dtype=np.uint8)

        def fill(stream: BinaryIO, offset: int) -> Mapping[str, Any]:
            stream.seek(offset)
            for some in slices:
                stream.write(some.tobytes())
            return {"kind": "pictures", "folder": os.path.commonpath(files), "size": self._size}

        key = self._key(files, channels)
        found = kept.get(key) or kept.put(key, (len(files), self._size, self._size, channels), fill)
        return found[0]

    def _key(self, files: Sequence[Path], channels: int) -> str:
        """Return a digest of what decides the bytes; a changed file shows in its length or its time of change."""
        return digest(f"pictures {DECODER_VERSION} {self._size} {channels}", *map(_state, files))


def _state(file: Path) -> str:
    try:
        state = file.stat()
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", file, error.strerror or error)) from error
    return f"{file} {state.st_size} {state.st_mtime_ns}"


def list_folder(folder: Path) -> dict[Part, PictureFiles]:
    """Return the pictures of both parts below `folder`; see `engine.images.dataset_images.open_folder`.

    Raises
    ------
    MissingDataError
        When a part or its pictures are missing.
    InputError
        When a part has a class that the training part lacks.
    """
    train = folder / "train"
    others = [folder / name for name in ("test", "val") if (folder / name).is_dir()]
    if not train.is_dir() and not others and looks_like_pictures(folder):
        return _split(folder)
    if not train.is_dir() or not others:
        raise MissingDataError(
            Sentence(
                "{0} is no data set of pictures; put them into {1}/<class>/ and {2}/<class>/, or all "
                "into {0}/<class>/.",
                folder,
                train,
                folder / "test",
            )
        )
    classes = image_folder.class_folders(train)
    if not classes:
        raise MissingDataError(Sentence("{0} holds no class folder; put the pictures into {0}/<class>/.", train))
    for other in others:
        strangers = sorted(set(image_folder.class_folders(other)) - set(classes))
        if strangers:
            raise InputError(
                Sentence(
                    "{0} is a class that {1} lacks; give both the same class folders.", other / strangers[0], train
                )
            )
    return {"train": _listed([train, *others[1:]], classes), "test": _listed(others[:1], classes)}


def _listed(splits: Sequence[Path], classes: tuple[str, ...]) -> PictureFiles:
    found = [image_folder.list_pictures(split, classes) for split in splits]
    files = tuple(chain.from_iterable(files for files, _ in found))
    return PictureFiles(files, np.concatenate([labels for _, labels in found]), classes)


def _split(folder: Path) -> dict[Part, PictureFiles]:
    everything = _listed([folder], image_folder.class_folders(folder))
    return {"train": split_pictures(everything, "train"), "test": split_pictures(everything, "test")}


def looks_like_pictures(folder: Path) -> bool:
    """Return whether `folder` has training and test folders, or at least two folders that hold a picture each."""
    if not folder.is_dir():
        return False
    if (folder / "train").is_dir():
        return (folder / "test").is_dir() or (folder / "val").is_dir()
    names = image_folder.class_folders(folder)
    return len(names) > 1 and all(_holds_picture(folder / name) for name in names)


def _holds_picture(folder: Path) -> bool:
    return any(
        Path(name).suffix.lower() in image_folder.EXTENSIONS and not name.startswith(".")
        for _, _, names in os.walk(folder)
        for name in names
    )
