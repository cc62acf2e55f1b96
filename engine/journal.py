"""Append-only files of JSON objects, one a line, that survive being killed in the middle of a line."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import StorageError
from engine.storage import write_text

Record = Mapping[str, Any]


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
    """The file at `path`; safe to use from several threads.

    A line that a kill left unfinished (no line end) is no record: reading ignores it, and the next append cuts it off.

    Raises
    ------
    StorageError
        From every method, when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._whole = False

    def read(self) -> JournalContent:
        """Return the records; none where there is no file."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return JournalContent((), 0)
        except OSError as error:
            raise StorageError(f"Cannot read {self.path}: {error.strerror or error}.") from error
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
        with self._lock:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if not self._whole:
                    self._cut_torn_line()
                with self.path.open("ab", buffering=0) as stream:
                    self._whole = False
                    stream.write(data)
                    self._whole = True
            except OSError as error:
                raise StorageError(
                    f"Cannot write {self.path}: {error.strerror or error}. "
                    "Choose a workspace that you may write to, with free space."
                ) from error

    def rewrite(self, records: Iterable[Record]) -> None:
        """Replace the content by `records`, atomically."""
        with self._lock:
            write_text(self.path, "".join(_line(record) for record in records))
            self._whole = True

    def _cut_torn_line(self) -> None:
        if not self.path.exists():
            return
        with self.path.open("rb+") as stream:
            end = stream.seek(0, os.SEEK_END)
            while end > 0:
                start = max(0, end - 65536)
                stream.seek(start)
                at = stream.read(end - start).rfind(b"\n")
                if at >= 0:
                    end = start + at + 1
                    break
                end = start
            stream.truncate(end)


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
