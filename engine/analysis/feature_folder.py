"""Features of pictures on the disk, while they are computed and after: the line between two processes.

::

    cache/features/<key>/
        request.json     which pictures and which network; written by whoever starts the computation
        features.f32     (rows, width) float32, appended in the order of the pictures
        labels.i64       (rows,) int64
        state.json       rows that are whole, width, whether these are all; replaced atomically, once in a while
        lock             held by the process that computes
        words.txt        what that process said

The key is a digest of everything that decides the numbers; any folder may be deleted while nobody is at work on it.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.sources import Block
from engine.errors import StorageError
from engine.locks import exclusive
from engine.room import Droppable, make_room
from engine.sentences import Sentence
from engine.storage import read_json, sync_file, write_json
from engine.workspace import Workspace

DEFAULT_LIMIT = 8 * 2**30
"""Bytes kept: a million vectors of 2,048 values, or a thousand analyses of 4,000 pictures by a ResNet-18."""

_FILES = ("features.f32", "labels.i64", "state.json", "request.json", "words.txt")


@dataclass(frozen=True, slots=True)
class FeatureState:
    """How much there is.

    Attributes
    ----------
    rows, width : int
        Vectors that are whole, and values of each.
    complete : bool
        Whether there will be no more.
    """

    rows: int = 0
    width: int = 0
    complete: bool = False


class FeatureFolder:
    """The features under one key.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def words(self) -> Path:
        """What the computing process said."""
        return self.path / "words.txt"

    def state(self) -> FeatureState:
        """Return how much there is; nothing where files are missing or shorter than they should be."""
        try:
            state = FeatureState(**read_json(self.path / "state.json"))
            values, labels = (self._file(name).stat().st_size for name in _FILES[:2])
        except (StorageError, TypeError, OSError):
            return FeatureState()
        whole = values >= 4 * state.rows * state.width and labels >= 8 * state.rows
        return state if whole else FeatureState()

    def read(self, start: int, stop: int) -> Block:
        """Return the vectors `start` to `stop`, (B, D) float32, and their labels (B,)."""
        width, count = self.state().width, stop - start
        values = np.fromfile(self._file("features.f32"), np.float32, count * width, offset=4 * start * width)
        labels = np.fromfile(self._file("labels.i64"), np.int64, count, offset=8 * start)
        return values.reshape(count, width), labels

    def arrays(self) -> Block:
        """Return all vectors as a read-only memory map (N, D) float32, and their labels (N,).

        Raises
        ------
        StorageError
            When they are not complete.
        """
        state = self.state()
        if not state.complete:
            raise StorageError(
                Sentence("The features in {0} are not complete; analyse these pictures again.", self.path)
            )
        shape = (state.rows, state.width)
        values = np.memmap(self._file("features.f32"), dtype=np.float32, mode="r", shape=shape)
        return values, np.fromfile(self._file("labels.i64"), np.int64, state.rows)

    # ------------------------------------------------------------------ the computing side

    @property
    def request(self) -> dict[str, Any]:
        """What is to be computed."""
        found: dict[str, Any] = read_json(self.path / "request.json")
        return found

    def ask(self, request: dict[str, Any]) -> None:
        """Leave word of what is to be computed."""
        write_json(self.path / "request.json", request)

    def hold(self) -> contextlib.AbstractContextManager[None]:
        """Hold the folder; raises `StorageError` where another process does."""
        refusal = "These features are being computed by another process; wait for it, or stop it."
        return exclusive(self.path / "lock", refusal)

    def cut(self, rows: int) -> None:
        """Drop what was written beyond the first `rows` vectors, or all of it."""
        width = self.state().width
        for name, size in (("features.f32", 4 * rows * width), ("labels.i64", 8 * rows)):
            with self._file(name).open("ab") as stream:
                stream.truncate(size)

    def append(self, values: NDArray[np.float32], labels: NDArray[np.int64]) -> None:
        """Add vectors; they count when `tell` was called.

        Raises
        ------
        StorageError
            When the disk takes no more.
        """
        try:
            for name, array in (("features.f32", values), ("labels.i64", labels)):
                with self._file(name).open("ab") as stream:
                    stream.write(np.ascontiguousarray(array).tobytes())
        except OSError as error:
            reason = error.strerror or error
            raise StorageError(
                Sentence("Cannot write to {0}: {1}. Make room, or analyse fewer pictures.", self.path, reason)
            ) from error

    def tell(self, state: FeatureState) -> None:
        """Let readers know, once the vectors are on the disk."""
        for name in _FILES[:2]:
            sync_file(self._file(name))
        write_json(self.path / "state.json", asdict(state))

    def make_room(self, needed: int, limit: int = DEFAULT_LIMIT) -> None:
        """Forget the features used least recently until `needed` bytes more are within the limit.

        Raises
        ------
        StorageError
            When the disk has no room for them.
        """
        others = [FeatureFolder(path) for path in self.path.parent.iterdir() if path.is_dir() and path != self.path]
        droppable = (Droppable(one.used_at(), one.path.name, one.bytes, one.forget) for one in others)
        make_room(droppable, needed, limit)
        free = shutil.disk_usage(self.path).free
        if needed > free:
            raise StorageError(
                Sentence(
                    "The features take {0:.1f} GB and {1} has {2:.1f} GB left; make room, or analyse fewer pictures.",
                    needed / 1000000000.0,
                    self.path,
                    free / 1000000000.0,
                )
            )

    @property
    def bytes(self) -> int:
        """Size on the disk."""
        total = 0
        for name in _FILES:
            with contextlib.suppress(OSError):
                total += self._file(name).stat().st_size
        return total

    def used_at(self) -> float:
        """Return when they were written or used last, seconds since 1970."""
        with contextlib.suppress(OSError):
            return self._file("request.json").stat().st_mtime
        return 0.0

    def forget(self) -> bool:
        """Remove the features unless a process is at work on them; return whether they are gone."""
        try:
            with self.hold():
                for name in reversed(_FILES):
                    self._file(name).unlink(missing_ok=True)
        except (StorageError, OSError):
            return False
        shutil.rmtree(self.path, ignore_errors=True)
        return True

    def _file(self, name: str) -> Path:
        return self.path / name


def feature_folder(workspace: Workspace, key: str) -> FeatureFolder:
    """Return the folder of the features under `key`."""
    return FeatureFolder(workspace.cache / "features" / key)
