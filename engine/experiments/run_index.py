"""The runs of a workspace as rows of a table, kept up to date by reading only what changed. Free of torch.

`RunIndex.refresh` looks at every run folder with one ``stat`` of its ``status.json`` and reads again only those that
were written to. What a settled run says (status, specification, result) is also kept in ``cache/runs.jsonl``, which
may be deleted at any time: it is made again from the folders.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import StorageError, WorkbenchError
from engine.experiments.run_details import RunDetails, read_details
from engine.experiments.run_folder import RunEntry, RunFolder
from engine.experiments.run_status import RunStatus, State, as_seen
from engine.journal import Journal
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence
from engine.storage import digest
from engine.workspace import Workspace

_FORMAT = 2
"""Of the lines of the cache; counts up when `RunDetails` changes: older lines are then read from the folders again."""
_SPARE_LINES = 2
"""The cache is written anew when it holds more than so many lines a run."""

Stamp = tuple[int, int, int]
"""Time of change, size and number of a file: equal for a file that was not replaced."""
_NO_FILE: Stamp = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class RunRow(RunEntry):
    """A line of the table of runs, with all that it may show.

    Attributes
    ----------
    details : RunDetails
    group : str
        Equal for runs that differ in nothing but their seed, that of the pre-training included.
    """

    details: RunDetails
    group: str

    @property
    def judged(self) -> float | None:
        """The accuracy its data set is judged by, of the final network on the test images, 0 to 1."""
        if self.details.judged_by_balanced_accuracy and self.details.balanced_accuracy is not None:
            return self.details.balanced_accuracy
        return self.status.test_accuracy


@dataclass(slots=True)
class _Known:
    """A run as last read: `stored` is what the file says, the row's status what that means now."""

    stamp: Stamp
    stored: RunStatus
    row: RunRow


class RunIndex:
    """The runs of `workspace`. Not to be used from two threads at once.

    Parameters
    ----------
    workspace : Workspace
    settled_s : float
        Runs that are done are looked at again at most so often, in seconds: nothing writes to them any more, unless
        they are discarded and queued anew under the same id.
    """

    def __init__(self, workspace: Workspace, *, settled_s: float = 0.0) -> None:
        self._workspace = workspace
        self._runs = str(workspace.runs)
        self._settled_s = settled_s
        self._looked_at = -math.inf
        self._cache = _Cache(workspace)
        self._known: dict[str, _Known] = {}
        self._grouped = True
        self._changed = True
        self._rows: tuple[RunRow, ...] = ()

    def refresh(self, report: Report = ignore, control: Control | None = None) -> tuple[RunRow, ...]:
        """Return the rows, oldest first; while nothing changed, the same tuple of the same objects.

        A run whose files are damaged is listed as failed, with the reason as its message.

        Raises
        ------
        StorageError
            When the folder of the runs cannot be read.
        Interrupted
            When `control` was stopped; what was read until then is kept.
        """
        control = control or Control()
        begun = time.monotonic()
        names = self._names()
        everything = begun - self._looked_at >= self._settled_s
        if everything:
            self._looked_at = begun
        fresh: list[str] = []
        for number, name in enumerate(names):
            known = self._known.get(name)
            if not everything and known is not None and known.stored.state is State.DONE:
                continue
            if self._look(name, known):
                control.poll()
                fresh.append(name)
                if len(fresh) % 50 == 0:
                    report(Progress("Reading the runs", number, len(names), time.monotonic() - begun))
        self._forget(names)
        self._group()
        self._cache.keep([(name, self._known[name]) for name in fresh], self._known)
        return self._collect()

    def _names(self) -> list[str]:
        try:
            return [name for name in os.listdir(self._workspace.runs) if not name.startswith(".")]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(
                Sentence(
                    "Cannot read {0}: {1}. Choose a folder that you may write to.",
                    self._workspace.runs,
                    error.strerror or error,
                )
            ) from error

    def _look(self, name: str, known: _Known | None) -> bool:
        """Look at the run folder `name`; return whether it had to be read."""
        stamp = _stamp(f"{self._runs}/{name}/status.json")
        if known is not None and known.stamp == stamp:
            if known.stored.state.live:
                self._set_status(known, as_seen(known.stored))
            return False
        folder = RunFolder(self._workspace.runs / name)
        found = self._cache.get(name, stamp)
        if found is None:
            if not folder.exists:
                self._changed = self._known.pop(name, None) is not None or self._changed
                return False
            found = (_stored_status(folder), read_details(folder))
        stored, details = found
        group = known.row.group if known is not None and known.row.details.own_group == details.own_group else ""
        self._known[name] = _Known(stamp, stored, RunRow(folder, as_seen(stored), details, group))
        self._grouped = self._grouped and bool(group)
        self._changed = True
        return True

    def _set_status(self, known: _Known, status: RunStatus) -> None:
        if status != known.row.status:
            known.row = dataclasses.replace(known.row, status=status)
            self._changed = True

    def _forget(self, names: Sequence[str]) -> None:
        gone = self._known.keys() - set(names)
        for name in gone:
            del self._known[name]
        self._grouped = self._grouped and not gone
        self._changed = self._changed or bool(gone)

    def _group(self) -> None:
        """Bring the groups up to date: that of a run hangs on the run it starts from."""
        if self._grouped:
            return
        details = {name: known.row.details for name, known in self._known.items()}
        groups: dict[str, str] = {}
        for name, known in self._known.items():
            group = _group_of(name, details, groups)
            if group != known.row.group:
                known.row = dataclasses.replace(known.row, group=group)
        self._grouped = True

    def _collect(self) -> tuple[RunRow, ...]:
        if self._changed:
            rows = (known.row for known in self._known.values())
            self._rows = tuple(sorted(rows, key=lambda row: (row.status.created, row.folder.id)))
            self._changed = False
        return self._rows


def _stamp(path: str) -> Stamp:
    try:
        facts = os.stat(path)
    except OSError:
        return _NO_FILE
    return (facts.st_mtime_ns, facts.st_size, facts.st_ino)


def _stored_status(folder: RunFolder) -> RunStatus:
    """Return what ``status.json`` says, or what stands in for it; a run damaged further reads as a failure."""
    try:
        return folder.stored_status()
    except WorkbenchError as error:
        return RunStatus(state=State.FAILED, name=folder.id, message=str(error))


def _group_of(name: str, details: dict[str, RunDetails], groups: dict[str, str]) -> str:
    """Return the group of a run: its own settings, and the group of the run it starts from where that is there."""
    if name in groups:
        return groups[name]
    own = details[name]
    groups[name] = own.own_group or name  # met again on the way up, in damaged files only: ends there
    if own.parent in details:
        groups[name] = digest(groups[name], _group_of(own.parent, details, groups))
    elif own.parent:
        groups[name] = digest(groups[name], own.parent)
    return groups[name]


class _Cache:
    """``cache/runs.jsonl``: what settled runs say, a line each, the last line of a run counts."""

    def __init__(self, workspace: Workspace) -> None:
        self._journal = Journal(workspace.cache / "runs.jsonl")
        self._found: dict[str, tuple[Stamp, RunStatus, RunDetails]] | None = None
        self._lines = 0

    def get(self, name: str, stamp: Stamp) -> tuple[RunStatus, RunDetails] | None:
        """Return what the run says, if it was kept for the file of this stamp."""
        if self._found is None:
            self._found = self._load()
        kept = self._found.get(name)
        return (kept[1], kept[2]) if kept is not None and kept[0] == stamp else None

    def _load(self) -> dict[str, tuple[Stamp, RunStatus, RunDetails]]:
        found: dict[str, tuple[Stamp, RunStatus, RunDetails]] = {}
        with contextlib.suppress(StorageError):
            content = self._journal.read()
            self._lines = len(content.records) + content.damaged
            for record in content.records:
                with contextlib.suppress(TypeError, ValueError, KeyError):
                    found[record["run"]] = _from_record(record)
        return found

    def keep(self, fresh: Sequence[tuple[str, _Known]], known: dict[str, _Known]) -> None:
        """Add the settled ones of `fresh`; a cache that cannot be written costs time only."""
        new = [(name, one) for name, one in fresh if self._worth(one) and self.get(name, one.stamp) is None]
        if not new:
            return
        self._lines += len(new)
        with contextlib.suppress(StorageError):
            if self._lines > _SPARE_LINES * len(known) + 100:
                settled = [(name, one) for name, one in known.items() if self._worth(one)]
                self._journal.rewrite([_to_record(name, one) for name, one in settled])
                self._lines = len(settled)
            else:
                self._journal.append([_to_record(name, one) for name, one in new])

    @staticmethod
    def _worth(known: _Known) -> bool:
        return known.stamp != _NO_FILE and not known.stored.state.live


def _to_record(name: str, known: _Known) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "run": name,
        "stamp": known.stamp,
        "status": _plain(known.stored),
        "details": _plain(known.row.details),
    }


def _plain(values: RunStatus | RunDetails) -> dict[str, Any]:
    """Return the fields of a flat dataclass; `dataclasses.asdict` copies every value, which takes ten times as long."""
    return {field.name: getattr(values, field.name) for field in dataclasses.fields(values)}


def _from_record(record: dict[str, Any]) -> tuple[Stamp, RunStatus, RunDetails]:
    if record["format"] != _FORMAT:
        raise ValueError("of another version")
    time_ns, size, number = record["stamp"]
    return (time_ns, size, number), RunStatus.from_json(record["status"]), RunDetails(**record["details"])
