"""Locks between processes, freed by the system however their holder ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from engine.errors import StorageError

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)


@contextlib.contextmanager
def exclusive(path: Path, refusal: str) -> Iterator[None]:
    """Hold the lock file `path`; the system frees it when the process ends, however it ends.

    Parameters
    ----------
    path : Path
        Created where missing, and left behind: removing it would let two holders in.
    refusal : str
        The sentence for somebody who comes second.

    Raises
    ------
    StorageError
        With `refusal` when another process holds the lock, or when the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    except OSError as error:
        raise StorageError(
            f"Cannot write {path}: {error.strerror or error}. Choose a folder that you may write to."
        ) from error
    with stream:
        try:
            free = _lock(stream)
        except OSError as error:
            raise StorageError(
                f"Cannot lock {path}: {error.strerror or error}. Choose a workspace on a disk that knows locks."
            ) from error
        if not free:
            raise StorageError(refusal)
        try:
            yield
        finally:
            _unlock(stream)
