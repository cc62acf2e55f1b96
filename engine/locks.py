"""Locks between processes, freed by the system however their holder ends."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from engine.errors import StorageError
from engine.sentences import Sentence

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
            Sentence("Cannot write {0}: {1}. Choose a folder that you may write to.", path, error.strerror or error)
        ) from error
    with stream:
        try:
            free = _lock(stream)
        except OSError as error:
            raise StorageError(
                Sentence(
                    "Cannot lock {0}: {1}. Choose a workspace on a disk that knows locks.",
                    path,
                    error.strerror or error,
                )
            ) from error
        if not free:
            raise StorageError(refusal)
        try:
            yield
        finally:
            _unlock(stream)


@contextlib.contextmanager
def turn(path: Path, refusal: str, *, wait_s: float = 5.0) -> Iterator[None]:
    """Wait for one's turn at the lock file `path`, for work of which others do milliseconds; else as `exclusive`.

    Parameters
    ----------
    path : Path
    refusal : str
        The sentence when one's turn has not come after `wait_s` seconds.
    wait_s : float
    """
    deadline = time.monotonic() + wait_s
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(exclusive(path, refusal))
                break
            except StorageError as error:
                if str(error) != refusal or time.monotonic() > deadline:
                    raise
                time.sleep(0.005)
        yield
