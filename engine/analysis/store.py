"""Statistics kept by the content they belong to: read back at once, the least recently used go first."""

from __future__ import annotations

import contextlib
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from engine.analysis.statistics import ClassStatistics
from engine.errors import StorageError
from engine.storage import replacing

DEFAULT_LIMIT = 2**30
"""Bytes kept: sixteen results of 1,000 classes at 64 pixels, thousands of ten classes."""

_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


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
        except _DAMAGED:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return found

    def put(self, key: str, statistics: ClassStatistics) -> None:
        """Keep a result; a disk that takes no more costs nothing but the next computation."""
        note = {"name": statistics.name, "classes": statistics.classes, "planned": statistics.planned}
        arrays: dict[str, Any] = {name: getattr(statistics, name) for name in ("counts", "means", "std")}
        if statistics.mean_distances is not None:
            arrays["mean_distances"] = statistics.mean_distances
        arrays["note"] = np.frombuffer(json.dumps(note, ensure_ascii=False).encode("utf-8"), np.uint8)
        with contextlib.suppress(StorageError):
            with replacing(self._path(key)) as temporary, temporary.open("wb") as stream:
                np.savez(stream, **arrays)
            self._make_room(key)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.npz"

    def _make_room(self, newest: str) -> None:
        used = []
        for path in self._folder.glob("[!.]*.npz"):
            with contextlib.suppress(OSError):
                state = path.stat()
                used.append((path.stem != newest, state.st_mtime_ns, state.st_size, path))
        total = 0
        for _, _, size, path in sorted(used, key=lambda one: (one[0], -one[1])):
            total += size
            if total > self._limit and path.stem != newest:
                with contextlib.suppress(OSError):
                    path.unlink()
