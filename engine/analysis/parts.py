"""Passes over pictures that were begun and not ended: their arrays on the disk, until a result takes their place.

What is kept belongs to a key, as the result does, and is read back only by the same pass of the same format; whatever
else lies there counts as missing and is replaced.
"""

from __future__ import annotations

import contextlib
import json
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import Interrupted, StorageError
from engine.room import unlinked
from engine.sentences import Sentence
from engine.storage import replacing

FORMAT = 1
"""Counts up when the arrays of a pass mean something else."""

WRITE_S = 10.0
"""Seconds of work between two writings: what a kill costs at most."""

_WORK_PER_WRITING = 20
"""So many times as long as a writing took is worked before the next: writing takes under 5 % of the time."""

DAMAGED = (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)
"""What reading a file that is torn, or none of ours, may raise."""

Arrays = Mapping[str, NDArray[Any]]


class Part:
    """The arrays of one pass.

    Parameters
    ----------
    path : Path
        Each pass of a key has its own.
    key : str
        Digest of everything that decides the arrays.
    make_room : callable
        Called with `path` after each writing.
    """

    def __init__(self, path: Path, key: str, make_room: Callable[[Path], None]) -> None:
        self._path = path
        self._facts = {"format": FORMAT, "key": key, "pass": path.suffix}
        self._make_room = make_room

    def read(self) -> Arrays | None:
        """Return what was written last; None where there is nothing, or nothing of this pass (CRC-32s included)."""
        try:
            with self._path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            facts = json.loads(bytes(arrays.pop("facts")).decode("utf-8"))
        except DAMAGED:
            return None
        return arrays if facts == self._facts else None

    def write(self, arrays: Arrays) -> bool:
        """Replace what was written; return whether it is there. A disk that takes no more costs only a later pass."""
        facts = np.frombuffer(json.dumps(self._facts).encode("utf-8"), np.uint8)
        named: dict[str, Any] = {**arrays, "facts": facts}
        try:
            with replacing(self._path) as temporary, temporary.open("wb") as stream:
                np.savez(stream, **named)
            self._make_room(self._path)
        except (StorageError, OSError):
            return False
        return True

    def remove(self) -> None:
        """Remove what was written; a result has taken its place."""
        unlinked(self._path)


@contextlib.contextmanager
def kept(part: Part | None, arrays: Callable[[], Arrays], *, gone_on: bool) -> Iterator[Callable[[], None]]:
    """Yield what is to be called after each block: it writes `arrays()` when it is time; a stop writes them at once.

    Parameters
    ----------
    part : Part or None
        None: nothing is written.
    arrays : callable
        What a later pass needs to go on after the blocks so far.
    gone_on : bool
        Whether this pass itself went on from what is kept.

    Raises
    ------
    Interrupted
        Where the pass was stopped; the sentence says that it goes on from there, if it does.
    """
    if part is None:
        yield lambda: None
        return
    keeper = _Keeper(part, arrays, gone_on)
    try:
        yield keeper.block_done
    except Interrupted as stop:
        if keeper.write():
            raise Interrupted(
                Sentence("Stopped; what was computed is kept, and the same analysis goes on from there.")
            ) from stop
        raise


class _Keeper:
    def __init__(self, part: Part, arrays: Callable[[], Arrays], on_disk: bool) -> None:
        self._part = part
        self._arrays = arrays
        self._next = time.monotonic() + WRITE_S
        self._is_new = False
        self._on_disk = on_disk

    def block_done(self) -> None:
        self._is_new = True
        if time.monotonic() >= self._next:
            self.write()

    def write(self) -> bool:
        """Write what is not written yet; return whether everything is on the disk."""
        if self._is_new:
            since = time.monotonic()
            self._on_disk = self._part.write(self._arrays())
            self._is_new = not self._on_disk
            now = time.monotonic()
            self._next = now + max(WRITE_S, _WORK_PER_WRITING * (now - since))
        return self._on_disk
