"""``metrics.jsonl`` of a run folder: one event a line, only ever appended to, read while it grows."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import StorageError
from engine.storage import replacing


@dataclass(frozen=True, slots=True)
class MetricsCursor:
    """How far a reader has read: which file (a resumed run has a new one) and how many bytes of it."""

    file: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MetricsPage:
    """What came since the last look.

    Attributes
    ----------
    events : tuple of dict
        ``{"kind": "step" | "epoch" | "final", "epoch": ..., "step": ..., ...}`` in order.
    cursor : MetricsCursor
        Hand it to the next call.
    restarted : bool
        The events are all there are since the beginning: forget what was read before.
    """

    events: tuple[dict[str, Any], ...]
    cursor: MetricsCursor
    restarted: bool


def read_metrics(path: Path, since: MetricsCursor | None = None) -> MetricsPage:
    """Return the whole lines written after `since`; a last line still being written is left for later.

    Raises
    ------
    StorageError
        When a line is not JSON.
    """
    known = since or MetricsCursor()
    try:
        with path.open("rb") as stream:
            facts = os.fstat(stream.fileno())
            restarted = facts.st_ino != known.file or facts.st_size < known.offset
            offset = 0 if restarted else known.offset
            stream.seek(offset)
            data = stream.read()
    except FileNotFoundError:
        return MetricsPage((), MetricsCursor(), restarted=known.offset > 0)
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    whole = data[: data.rfind(b"\n") + 1]
    events = tuple(_event(path, line) for line in whole.splitlines())
    return MetricsPage(events, MetricsCursor(facts.st_ino, offset + len(whole)), restarted)


def _event(path: Path, line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError as error:
        raise StorageError(f"{path} holds a line that is not JSON: {line[:80]!r}. Restore it from a copy.") from error
    if not isinstance(event, dict):
        raise StorageError(f"{path} holds a line that is not an event: {line[:80]!r}. Restore it from a copy.")
    return event


def keep_before(path: Path, epoch: int, step: int, epochs: Sequence[Mapping[str, Any]] = ()) -> None:
    """Cut the file back to what a checkpoint covers that stands after `step` batches of `epoch` (0-based).

    The file is replaced by a new one, so a reader in another process notices. A torn last line, as a killed
    process leaves behind, goes too, and so do lines that a failing disk damaged; epochs the process did not come to
    tell of are put in.

    Parameters
    ----------
    path : Path
    epoch, step : int
        (0, 0) empties the file.
    epochs : sequence of mapping
        The ``epoch`` events the checkpoint knows.
    """
    steps = [event for event in _readable_events(path) if event.get("kind") == "step"]
    kept = [event for event in steps if (event["epoch"], event["step"]) <= (epoch, step)]
    events = sorted([*kept, *epochs], key=lambda event: (event["epoch"], event["kind"] == "epoch"))
    with replacing(path) as temporary, temporary.open("wb") as stream:
        stream.writelines(_line(event) for event in events)


def _readable_events(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    events = []
    for line in lines:
        with contextlib.suppress(StorageError):
            events.append(_event(path, line))
    return events


def _line(event: Mapping[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, allow_nan=True).encode("utf-8") + b"\n"


class MetricsWriter:
    """Appends events; each reaches the file whole, in one write, or not at all.

    Raises
    ------
    StorageError
        From every method, when the disk refuses; what was written before stays readable.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._explained():
            self._stream = path.open("ab", buffering=0)

    def append(self, event: Mapping[str, Any]) -> None:
        """Append one event."""
        line = _line(event)
        with self._explained():
            before = self._stream.tell()
            try:
                written = self._stream.write(line)
                if written != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError:
                # A full disk takes part of a line: what follows would be glued to it.
                with contextlib.suppress(OSError):
                    self._stream.truncate(before)
                raise

    def sync(self) -> None:
        """Bring the lines to the disk."""
        with self._explained():
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Bring the lines to the disk and close the file."""
        try:
            self.sync()
        finally:
            self._stream.close()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(
                f"Cannot write {self._path}: {error.strerror or error}. Make room on the disk and resume the run; "
                "it goes on from its last checkpoint."
            ) from error
