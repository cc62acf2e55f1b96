"""Append-only files of JSON objects, one a line, that survive being killed in the middle of a line."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from engine.errors import StorageError
from engine.locks import turn
from engine.sentences import Sentence
from engine.storage import write_text

Record = Mapping[str, Any]
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal holds.

    Attributes
    ----------
    records : tuple of dict
        The readable lines in order.
    damaged : int
        Lines before the last that cannot be read; a kill does not leave any, a failing disk does.
    """

    records: tuple[dict[str, Any], ...]
    damaged: int


class Journal:
    """The file at `path`; safe to use from several threads and from several processes.

    A line that a kill left unfinished (no line end) is no record: reading ignores it, and the next append cuts it off.
    Who writes holds the lock file ``.<name>.lock`` beside it for that moment.

    Raises
    ------
    StorageError
        From every method, when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.RLock()
        self._turns = 0

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Keep others from writing, so that what is read stays true until what hangs on it is appended."""
        lock = self.path.with_name(f".{self.path.name}.lock")
        with self._own, contextlib.ExitStack() as stack:
            if not self._turns:
                stack.enter_context(turn(lock, f"{self.path} is being written by another process; try again."))
            self._turns += 1
            try:
                yield
            finally:
                self._turns -= 1

    def read(self) -> JournalContent:
        """Return the records; none where there is no file."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return JournalContent((), 0)
        except OSError as error:
            raise StorageError(Sentence("Cannot read {0}: {1}.", self.path, error.strerror or error)) from error
        records: list[dict[str, Any]] = []
        damaged = 0
        for line in data.split(b"\n")[:-1]:
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                value = None
            if isinstance(value, dict):
                records.append(value)
            else:
                damaged += 1
        return JournalContent(tuple(records), damaged)

    def append(self, records: Iterable[Record]) -> None:
        """Add `records` at the end; they are with the operating system when this returns."""
        data = "".join(_line(record) for record in records).encode()
        with self.turn():
            try:
                with self.path.open("ab+", buffering=0) as stream:
                    _write_whole(stream, data, _cut_torn_line(stream))
            except OSError as error:
                raise StorageError(
                    Sentence(
                        "Cannot write {0}: {1}. Choose a workspace that you may write to, with free space.",
                        self.path,
                        error.strerror or error,
                    )
                ) from error

    def rewrite(self, records: Iterable[Record], *, of: JournalContent | None = None) -> bool:
        """Replace the content by `records`, atomically, and return whether that was done.

        Parameters
        ----------
        records : iterable of mapping
        of : JournalContent, optional
            What the records were made of: where somebody has appended since, the file is left alone.
        """
        with self.turn():
            if of is not None and self.read() != of:
                return False
            write_text(self.path, "".join(_line(record) for record in records))
            return True


def _cut_torn_line(stream: FileIO) -> int:
    """Cut off what stands behind the last line end of a file open for appending, and return where it ends now."""
    size = end = stream.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - _BLOCK)
        stream.seek(start)
        at = stream.read(end - start).rfind(b"\n")
        if at >= 0:
            end = start + at + 1
            break
        end = start
    if end < size:
        stream.truncate(end)
    return end


def _write_whole(stream: FileIO, data: bytes, end: int) -> None:
    """Append `data` to a file that ends at `end`, all of it or nothing: a full disk takes a part first."""
    try:
        left = memoryview(data)
        while left:
            left = left[stream.write(left) or 0 :]
    except OSError:
        with contextlib.suppress(OSError):
            stream.truncate(end)
        raise


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
