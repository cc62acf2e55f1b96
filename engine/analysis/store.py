"""Statistics kept by the content they belong to: read back at once, the least recently used go first."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from engine.analysis.parts import DAMAGED, Part
from engine.analysis.statistics import ClassStatistics
from engine.errors import StorageError
from engine.room import Droppable, make_room, sweep_abandoned, unlinked
from engine.storage import replacing

DEFAULT_LIMIT = 2**30
"""Bytes kept: sixteen results of 1,000 classes at 64 pixels, thousands of ten classes."""

_SUFFIXES = (".npz", ".sums", ".distances")
"""Of results, and of the two passes that lead to one (`StatisticsStore.part`)."""


@dataclass(frozen=True, slots=True)
class StoredStatistics:
    """What is said of a kept result without reading its arrays.

    Attributes
    ----------
    key : str
    name : str
        What the pictures are called.
    classes, pictures : int
    written : float
        Seconds since 1970.
    request : mapping or None
        What was asked for, as it was given to `StatisticsStore.put`; None where nothing was.
    """

    key: str
    name: str
    classes: int
    pictures: int
    written: float
    request: Mapping[str, Any] | None


class StatisticsStore:
    """The results in one folder, a ``.npz`` each, named by a digest of everything that decides the numbers.

    Any of them may be deleted at any time; one that is damaged (each array has a CRC-32) counts as missing.

    Parameters
    ----------
    folder : Path
        Made when first written to.
    limit : int
        Bytes kept; a result larger than that is kept alone.
    """

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def get(self, key: str) -> ClassStatistics | None:
        """Return the result under `key`, None when there is none."""
        path = self._path(key)
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
                note = json.loads(bytes(arrays["note"]).decode("utf-8"))
                found = ClassStatistics(
                    name=note["name"],
                    classes=tuple(note["classes"]),
                    counts=arrays["counts"],
                    means=arrays["means"],
                    std=arrays["std"],
                    planned=note["planned"],
                    mean_distances=arrays.get("mean_distances"),
                )
        except DAMAGED:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return found

    def entries(self) -> tuple[StoredStatistics, ...]:
        """Return what is kept, the newest first; what cannot be read is left out."""
        found = [entry for path in self._folder.glob("[!.]*.npz") if (entry := _entry(path)) is not None]
        return tuple(sorted(found, key=lambda entry: (-entry.written, entry.key)))

    def put(self, key: str, statistics: ClassStatistics, request: Mapping[str, Any] | None = None) -> None:
        """Keep a result; a disk that takes no more costs nothing but the next computation.

        `request` is what it was asked for with, JSON-ready, for those who look for it later.
        """
        note = {
            "name": statistics.name,
            "classes": statistics.classes,
            "planned": statistics.planned,
            "written": time.time(),
            "request": request,
        }
        arrays: dict[str, Any] = {name: getattr(statistics, name) for name in ("counts", "means", "std")}
        if statistics.mean_distances is not None:
            arrays["mean_distances"] = statistics.mean_distances
        arrays["note"] = np.frombuffer(json.dumps(note, ensure_ascii=False).encode("utf-8"), np.uint8)
        with contextlib.suppress(StorageError, OSError):
            with replacing(self._path(key)) as temporary, temporary.open("wb") as stream:
                np.savez(stream, **arrays)
            self._make_room(self._path(key))
            self.part(key, "sums").remove()
            if statistics.mean_distances is not None:
                self.part(key, "distances").remove()

    def part(self, key: str, of: Literal["sums", "distances"]) -> Part:
        """Return where a pass that leads to the result under `key` is kept while it is at work.

        It counts among what is held below the limit, and goes as results do.
        """
        return Part(self._folder / f"{key}.{of}", key, self._make_room)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.npz"

    def _make_room(self, newest: Path) -> None:
        sweep_abandoned(self._folder)
        others = []
        for path in self._folder.glob("[!.]*.*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                if path != newest and path.suffix in _SUFFIXES:
                    others.append(Droppable(state.st_mtime, path.name, state.st_size, partial(unlinked, path)))
        make_room(others, newest.stat().st_size, self._limit)


def _entry(path: Path) -> StoredStatistics | None:
    """Return what the file says of itself; None where it is damaged."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            note = json.loads(bytes(arrays["note"]).decode("utf-8"))
        written = float(note.get("written") or path.stat().st_mtime)
        classes, pictures = len(note["classes"]), int(note["planned"])
        return StoredStatistics(path.stem, str(note["name"]), classes, pictures, written, note.get("request"))
    except (*DAMAGED, AttributeError):
        return None
