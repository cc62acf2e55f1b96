"""The thread that carries out runs: takes them one after another, each in a process of its own, and watches all.

What it learns from the run folders leaves as signals with frozen values, five to ten times a second while
something runs. Connect them to ``@Slot`` methods of objects of the window's thread only.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine.errors import WorkbenchError
from engine.experiments.comparison import comparison, write_comparison
from engine.experiments.metrics import MetricsCursor
from engine.experiments.processes import HOST
from engine.experiments.run_folder import RunEntry, RunFolder, RunStatus, State
from engine.experiments.run_index import RunIndex, RunRow
from engine.experiments.study_folder import find_study
from engine.workspace import Workspace
from gui.training.child import Child
from gui.training.study_view import StudyReader, StudyView

BUSY_S = 0.15
"""Between two looks while a run is live."""
IDLE_S = 1.0
"""Between two looks while nothing runs; a request wakes the thread at once."""


@dataclass(frozen=True, slots=True)
class RunsSnapshot:
    """The runs of the workspace at one moment.

    Attributes
    ----------
    entries : tuple of RunRow
        Oldest first.
    studies : tuple of StudyView
        The one begun last first.
    queue : tuple of str
        Ids this window is to carry out, in order, without the one at work.
    current : str
        Id of the run this window trains now, empty for none.
    held : bool
        The queue waits for the user to go on.
    """

    entries: tuple[RunRow, ...] = ()
    studies: tuple[StudyView, ...] = ()
    queue: tuple[str, ...] = ()
    current: str = ""
    held: bool = False

    def entry(self, run_id: str) -> RunRow | None:
        """Return the run of that id."""
        return next((entry for entry in self.entries if entry.id == run_id), None)

    def study(self, name: str) -> StudyView | None:
        """Return the study of that name."""
        return next((study for study in self.studies if study.name == name), None)


@dataclass(frozen=True, slots=True)
class MetricsRead:
    """New events of the watched run.

    Attributes
    ----------
    run_id : str
    events : tuple of dict
        See `engine.experiments.metrics`.
    restarted : bool
        Forget the earlier ones.
    epochs, steps : int
        Epochs the run is to have and batches of an epoch, 0 while unknown.
    """

    run_id: str
    events: tuple[dict[str, Any], ...]
    restarted: bool
    epochs: int
    steps: int


@dataclass(frozen=True, slots=True)
class RunEnded:
    """A run of this window is over; `last_words` are the end of what its process printed."""

    entry: RunEntry
    last_words: str


class TrainingThread(QThread):
    """Carries out queued runs and tells what it sees.

    Its methods may be called from the window's thread at any time; they only leave a request.

    Signals
    -------
    runs_changed(RunsSnapshot)
    metrics_read(MetricsRead)
    run_ended(RunEnded)
    failed(str)
        A sentence about what could not be done.
    """

    runs_changed = Signal(object)
    metrics_read = Signal(object)
    run_ended = Signal(object)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._leaving = False
        self._queue: list[str] = []
        self._held = False
        self._doomed = ""
        self._watched = ""
        self._cursor: MetricsCursor | None = None
        self._fresh_watch = False
        self._child: Child | None = None
        self._told: RunsSnapshot | None = None
        self._studies = StudyReader(workspace)
        self._index = RunIndex(workspace)

    # ------------------------------------------------------------------ requests, from the window's thread

    def enqueue(self, run_ids: Iterable[str]) -> None:
        """Carry out these runs, in this order, after those that wait already."""
        with self._lock:
            self._queue += [run_id for run_id in run_ids if run_id not in self._queue]
            self._held = False
        self._wake.set()

    def withdraw(self, run_ids: Iterable[str]) -> None:
        """Take runs out of the queue."""
        with self._lock:
            gone = set(run_ids)
            self._queue = [run_id for run_id in self._queue if run_id not in gone]
        self._wake.set()

    def hold(self, held: bool) -> None:
        """Start no further run, or go on with the queue."""
        with self._lock:
            self._held = held
        self._wake.set()

    def watch(self, run_id: str) -> None:
        """Read the metrics of this run from now on, from their beginning; empty: of none."""
        with self._lock:
            self._watched = run_id
            self._cursor = None
            self._fresh_watch = True
        self._wake.set()

    def kill(self, run_id: str) -> None:
        """End the process of this run at once, if this window started it; steps since the last checkpoint are lost."""
        with self._lock:
            self._doomed = run_id
        self._wake.set()

    def look(self) -> None:
        """Look at the folders again now."""
        self._told = None
        self._wake.set()

    def leave(self, timeout_ms: int = 10_000) -> bool:
        """End the thread and wait for that; a run at work goes on by itself. Return whether it ended in time."""
        self._leaving = True
        self._wake.set()
        return self.wait(timeout_ms)

    # ------------------------------------------------------------------ the thread itself

    def run(self) -> None:
        """Look, launch, tell, wait, until told to leave."""
        while not self._leaving:
            self._wake.clear()
            busy = False
            try:
                busy = self._turn()
            except WorkbenchError as error:
                self.failed.emit(str(error))
            self._wake.wait(BUSY_S if busy else IDLE_S)
        if self._child is not None:
            self._child.release()

    def _turn(self) -> bool:
        """Do one round; return whether something is live."""
        self._execute_doomed()
        self._reap()
        entries = self._index.refresh()
        if self._child is None:
            self._launch(entries)
        self._tell(entries)
        self._read_metrics(entries)
        return self._child is not None or any(entry.status.state.live for entry in entries)

    def _execute_doomed(self) -> None:
        with self._lock:
            doomed, self._doomed = self._doomed, ""
        if self._child is not None and self._child.folder.id == doomed:
            self._child.kill()

    def _reap(self) -> None:
        child = self._child
        if child is None or child.exit_status is None:
            return
        self._child = None
        words = child.last_words()
        status = child.folder.status()
        if status.state is State.QUEUED:
            # It ended before it took the run up: say so, or it would be started for ever.
            last_line = words.splitlines()[-1] if words else f"exit status {child.exit_status}"
            with child.folder.held():
                child.folder.write_status(dataclasses.replace(status, state=State.FAILED, message=last_line))
        self._told = None
        self._note_comparison(child.folder.id)
        self.run_ended.emit(RunEnded(RunEntry(child.folder, child.folder.status()), words))

    def _note_comparison(self, run_id: str) -> None:
        """Keep the tables of the studies this run belongs to as the command line keeps them."""
        for view in self._studies.read():
            if run_id in view.run_ids:
                study = find_study(view.name, self._workspace)
                write_comparison(comparison(study), study)

    def _launch(self, entries: Sequence[RunRow]) -> None:
        done = {entry.id for entry in entries if entry.status.state is State.DONE}
        with self._lock:
            self._queue = [run_id for run_id in self._queue if run_id not in done]
            if self._held or self._leaving:
                return
            run_id = _next(self._queue, entries)
            if run_id is None:
                return
            self._queue.remove(run_id)
        self._child = Child(RunFolder(self._workspace.runs / run_id), self._workspace)

    def _tell(self, entries: Sequence[RunRow]) -> None:
        studies = self._studies.read()
        with self._lock:
            current = self._child.folder.id if self._child is not None else ""
            snapshot = RunsSnapshot(tuple(entries), studies, tuple(self._queue), current, self._held)
        if snapshot != self._told:
            self._told = snapshot
            self.runs_changed.emit(snapshot)

    def _read_metrics(self, entries: Sequence[RunRow]) -> None:
        with self._lock:
            run_id, cursor, fresh = self._watched, self._cursor, self._fresh_watch
            self._fresh_watch = False
        if not run_id:
            return
        page = RunFolder(self._workspace.runs / run_id).metrics(cursor)
        with self._lock:
            if run_id != self._watched or self._fresh_watch:
                return
            self._cursor = page.cursor
        if page.events or page.restarted or fresh:
            status = next((entry.status for entry in entries if entry.id == run_id), RunStatus())
            restarted = page.restarted or fresh
            self.metrics_read.emit(MetricsRead(run_id, page.events, restarted, status.epochs, status.steps))


def _next(queue: Sequence[str], entries: Sequence[RunEntry]) -> str | None:
    """Return the first run of the queue that can start: it exists, nobody is at it, and what it needs is done.

    None while another process of this machine trains: two at a time are slower than one after the other.
    """
    if any(entry.status.state.live and entry.status.host == HOST for entry in entries):
        return None
    by_id = {entry.id: entry.status for entry in entries}
    for run_id in queue:
        status = by_id.get(run_id)
        if status is None or not status.state.resumable:
            continue
        needed = by_id.get(status.needs)
        if not status.needs or (needed is not None and needed.state is State.DONE):
            return run_id
    return None
