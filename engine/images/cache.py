"""Images kept by content: whole entries only, a size limit, the least recently used go first.

``<folder>/<key>.npy`` holds the images of an entry, ``<key>.json`` what they are. The key is a digest of
everything that decides the bytes, so an entry is never out of date; deleting any of it is always safe. A digest of
the images lies beside them: bytes that a failing disk, or a person, changed are noticed and made anew.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.errors import StorageError
from engine.images.fingerprint import digest_of
from engine.room import Droppable, make_room, sweep_abandoned
from engine.sentences import Sentence
from engine.storage import read_json, replacing, write_json

DEFAULT_LIMIT = 20 * 2**30
"""Bytes kept unless another limit is given."""

_DIGEST = "digest of the images"


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One set of images in the cache.

    Attributes
    ----------
    key : str
    bytes : int
        Size on disk.
    used_at : float
        Time of the last use, seconds since 1970.
    """

    key: str
    bytes: int
    used_at: float


class ImageCache:
    """The entries in one folder.

    Parameters
    ----------
    folder : Path
        Created when first written to.
    limit : int
        Bytes kept; an entry larger than that is kept alone.
    """

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def entries(self) -> list[CacheEntry]:
        """Return all entries, the least recently used first."""
        found = []
        for path in self.folder.glob("[!.]*.npy"):
            with contextlib.suppress(OSError):  # another process may just have removed it
                state = path.stat()
                found.append(CacheEntry(path.stem, state.st_size, state.st_mtime))
        return sorted(found, key=lambda entry: (entry.used_at, entry.key))

    def total(self) -> int:
        """Return the bytes of all entries."""
        return sum(entry.bytes for entry in self.entries())

    def get(self, key: str) -> tuple[NDArray[np.uint8], Any] | None:
        """Return the images of an entry as a read-only memory map and what was noted beside; None if absent.

        A damaged entry counts as absent.
        """
        path = self.folder / f"{key}.npy"
        try:
            images = np.load(path, mmap_mode="r", allow_pickle=False)
            note = read_json(path.with_suffix(".json"))
            os.utime(path)
        except (OSError, ValueError, EOFError, StorageError):
            return None
        if not isinstance(note, dict) or note.pop(_DIGEST, None) != digest_of(images):
            return None
        return images, note

    def put(
        self, key: str, shape: tuple[int, ...], fill: Callable[[BinaryIO, int], Mapping[str, Any]]
    ) -> tuple[NDArray[np.uint8], Any]:
        """Make the entry `key` and return it as `get` does; other entries give way to it.

        Parameters
        ----------
        key : str
        shape : tuple of int
            Shape of the images, uint8, C order.
        fill : callable
            (open file, offset of the first image) to the note; writes every byte from the offset on. What it
            raises leaves no entry behind.

        Raises
        ------
        StorageError
            When the disk is too full or the folder cannot be written.
        """
        path = self.folder / f"{key}.npy"
        size = int(np.prod(shape, dtype=np.int64))
        self._make_room(key, size)
        with replacing(path) as temporary, temporary.open("r+b") as stream:
            np.lib.format.write_array_header_1_0(
                stream,
                {"descr": np.lib.format.dtype_to_descr(np.dtype(np.uint8)), "fortran_order": False, "shape": shape},
            )
            offset = stream.tell()
            stream.truncate(offset + size)
            note = dict(fill(stream, offset))
            stream.flush()
            images = np.load(temporary, mmap_mode="r", allow_pickle=False)
            write_json(path.with_suffix(".json"), {**note, _DIGEST: digest_of(images)})
            del images  # Windows replaces no file that is mapped
        stored = self.get(key)
        if stored is None:
            raise StorageError(
                Sentence("Cannot read {0} back. Delete the folder {1} and try again.", path, self.folder)
            )
        return stored

    def clear(self) -> int:
        """Remove every entry and every abandoned part; return the bytes freed."""
        freed = sum(entry.bytes for entry in self.entries() if self._remove(entry))
        sweep_abandoned(self.folder, 0.0)
        return freed

    def _make_room(self, key: str, size: int) -> None:
        sweep_abandoned(self.folder)
        others = [entry for entry in self.entries() if entry.key != key]
        make_room(map(self._droppable, others), size, self.limit)
        existing = next(parent for parent in (self.folder, *self.folder.parents) if parent.exists())
        free = shutil.disk_usage(existing).free
        if free < size:
            raise StorageError(
                Sentence(
                    "The images need {0:.1f} GiB, but {1} has {2:.1f} GiB free; free some space, choose "
                    "another workspace, or fewer, smaller images.",
                    size / 2**30,
                    self.folder,
                    free / 2**30,
                )
            )

    def _droppable(self, entry: CacheEntry) -> Droppable:
        return Droppable(entry.used_at, entry.key, entry.bytes, lambda: self._remove(entry))

    def _remove(self, entry: CacheEntry) -> bool:
        path = self.folder / f"{entry.key}.npy"
        try:
            path.unlink()
            path.with_suffix(".json").unlink(missing_ok=True)
        except OSError:  # in use by another process (Windows), or already gone
            return False
        return True
