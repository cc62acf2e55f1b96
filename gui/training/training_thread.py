"""The thread that watches: the queue, the process that carries it out, the runs, the studies.

The queue is carried out by a process of its own (`engine.experiments.runner`), which the thread starts when there is
something to do and nobody at it; it goes on when the window ends, however it ends. What the thread learns leaves as
signals with frozen values, five to ten times a second while something runs. Connect them to ``@Slot`` methods of
objects of the window's thread only.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine.errors import WorkbenchError
from engine.experiments.child_process import (
    ChildProcess,
    console_file,
    kill_trainer,
    last_words,
    runner_log,
    start_runner,
)
from engine.experiments.halting import Halt, halt, run_next
from engine.experiments.metrics import MetricsCursor
from engine.experiments.queue import EMPTY, QueueState, RunQueue, live_here, next_item, read_note
from engine.experiments.run_folder import RunEntry, RunFolder
from engine.experiments.run_index import RunIndex, RunRow
from engine.experiments.run_status import RunStatus, State
from engine.workspace import Workspace
from gui.engine_words import say
from gui.services import Services
from gui.training.study_view import StudyReader, StudyView

BUSY_S = 0.15
"""Between two looks while a run is live."""
SURE_S = 1.0
"""A trainer without a runner must live so long to be taken over: one that was killed with it takes a while to go."""
IDLE_S = 1.0
"""Between two looks while nothing runs; a request wakes the thread at once."""
SETTLED_S = 2.0
"""Between two looks at runs that are done."""


class Runner(StrEnum):
    """Who carries the queue out."""

    NOBODY = "nobody"
    AT_WORK = "at work"
    CUT_OFF = "cut off"
    """Its process was killed: the queue waits for a word."""


@dataclass(frozen=True)
class RunsSnapshot:
    """The runs of the workspace at one moment.

    Attributes
    ----------
    entries : tuple of RunRow
        Oldest first.
    studies : tuple of StudyView
        The one begun last first.
    current : str
        Id of the run that the queue is at, empty for none.
    order : QueueState
        The queue, the run at work included.
    runner : Runner
    """

    entries: tuple[RunRow, ...] = ()
    studies: tuple[StudyView, ...] = ()
    current: str = ""
    order: QueueState = EMPTY
    runner: Runner = Runner.NOBODY

    @property
    def queue(self) -> tuple[str, ...]:
        """Ids that wait, in order, without the one at work."""
        return tuple(run_id for run_id in self.order.runs if run_id != self.current)

    @property
    def held(self) -> bool:
        """The queue waits for the user to go on."""
        return self.order.held or self.runner is Runner.CUT_OFF

    @cached_property
    def by_id(self) -> Mapping[str, RunRow]:
        """The runs by their ids."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def live(self) -> tuple[RunRow, ...]:
        """The runs that a process is at work on."""
        return tuple(entry for entry in self.entries if entry.status.state.live)

    @cached_property
    def statuses(self) -> Mapping[str, RunStatus]:
        """Where the runs stand, by their ids."""
        return {entry.id: entry.status for entry in self.entries}

    @cached_property
    def newest_first(self) -> tuple[str, ...]:
        """Ids of all runs, the newest first."""
        return tuple(entry.id for entry in reversed(self.entries))

    @cached_property
    def done(self) -> int:
        """Runs that are done."""
        return sum(entry.status.state is State.DONE for entry in self.entries)

    def prepared(self) -> RunsSnapshot:
        """Work out now, in the thread that watches, what goes over all runs; return the snapshot itself."""
        _ = self.by_id, self.live, self.statuses, self.newest_first, self.done
        return self

    def entry(self, run_id: str) -> RunRow | None:
        """Return the run of that id."""
        return self.by_id.get(run_id)

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
    """A run is over; `last_words` are the end of what its process printed."""

    entry: RunEntry
    last_words: str


class TrainingThread(QThread):
    """Watches the workspace, edits its queue, and sees to it that somebody carries it out.

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
        self._queue = RunQueue(workspace)
        self._index = RunIndex(workspace, settled_s=SETTLED_S)
        self._studies = StudyReader(workspace)
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._requests: deque[Callable[[], object]] = deque()
        self._leaving = False
        self._wanted = False
        self._watched = ""
        self._cursor: MetricsCursor | None = None
        self._fresh_watch = False
        self._runner: ChildProcess | None = None
        self._told: RunsSnapshot | None = None
        self._seen: RunsSnapshot | None = None
        self._complaint = ""
        self._alone_since = 0.0

    # ------------------------------------------------------------------ requests, from the window's thread

    def enqueue(self, run_ids: Iterable[str], *, processes: int | None = None) -> None:
        """Carry out these runs, in this order, after those that wait already; see `RunQueue.add`."""
        self._ask(partial(self._queue.add, tuple(run_ids), processes=processes), wanted=True)

    def withdraw(self, run_ids: Iterable[str]) -> None:
        """Take runs out of the queue."""
        self._ask(partial(self._queue.remove, tuple(run_ids)))

    def hold(self, held: bool, *, resumes: bool = False) -> None:
        """Start no further run (until a window opens next: `resumes`), or go on with the queue."""
        self._ask(partial(self._queue.hold, held, resumes=resumes), wanted=not held)

    def hold_runs(self, run_ids: Iterable[str], held: bool) -> None:
        """Hold single runs, or let them go on."""
        self._ask(partial(self._queue.hold_runs, tuple(run_ids), held), wanted=not held)

    def move(self, run_ids: Iterable[str], place: int) -> None:
        """Put runs before the one that is at `place` of the queue now."""
        self._ask(partial(self._queue.move, tuple(run_ids), place))

    def run_now(self, run_id: str) -> None:
        """Let this run start at once; the one at work goes on later."""
        self._ask(partial(run_next, self._queue, run_id), wanted=True)

    def halt(self, verb: Halt, run_id: str = "", *, resumes: bool = False) -> None:
        """Pause or stop a run, by default the one that the queue is at when the word comes; see `halt`."""
        self._ask(partial(halt, self._queue, verb, run_id, resumes=resumes))

    def watch(self, run_id: str) -> None:
        """Read the metrics of this run from now on, from their beginning; empty: of none."""
        with self._lock:
            self._watched = run_id
            self._cursor = None
            self._fresh_watch = True
        self._wake.set()

    def kill(self, run_id: str) -> None:
        """End the process of this run at once, if the queue started it; steps since the last checkpoint are lost."""
        self._ask(partial(kill_trainer, RunFolder(self._workspace.runs / run_id), self._queue))

    def look(self) -> None:
        """Look at the folders again now."""
        self._told = None
        self._wake.set()

    def leave(self, timeout_ms: int = 10_000) -> bool:
        """End the thread and wait for that; what is at work goes on by itself. Return whether it ended in time."""
        self._leaving = True
        self._wake.set()
        return self.wait(timeout_ms)

    def _ask(self, request: Callable[[], object], *, wanted: bool = False) -> None:
        if wanted:
            self._requests.append(self._want)
        self._requests.append(request)
        self._wake.set()

    # ------------------------------------------------------------------ the thread itself

    def run(self) -> None:
        """Look, see to the queue, tell, wait, until told to leave."""
        self._guarded(self._take_up)
        while not self._leaving:
            self._wake.clear()
            busy = self._guarded(self._turn)
            self._wake.wait(BUSY_S if busy else IDLE_S)
        self._guarded(self._do_requests)
        if self._runner is not None and self._runner.exit_status is None:
            self._runner.release()

    def _guarded(self, work: Callable[[], bool]) -> bool:
        """Do `work`; say what it could not do, once."""
        try:
            busy = work()
        except WorkbenchError as error:
            if say(error) != self._complaint:
                self._complaint = say(error)
                self.failed.emit(say(error))
            return False
        self._complaint = ""
        return busy

    def _take_up(self) -> bool:
        """Go on with a queue that was to wait for a window."""
        state = self._queue.read()
        if state.held and state.resumes:
            self._queue.hold(False)
            self._want()
        return True

    def _want(self) -> None:
        self._wanted = True

    def _do_requests(self) -> bool:
        while self._requests:
            self._requests.popleft()()
        return False

    def _turn(self) -> bool:
        """Do one round; return whether something is live."""
        self._do_requests()
        entries = self._index.refresh()
        snapshot = RunsSnapshot(entries, self._studies.read(), order=self._queue.read())
        runner, current = self._see_to_queue(snapshot)
        snapshot = replace(snapshot, runner=runner, current=current)
        self._tell(snapshot)
        self._read_metrics(snapshot)
        self._tell_ends(snapshot)
        return runner is Runner.AT_WORK or bool(snapshot.live)

    def _see_to_queue(self, seen: RunsSnapshot) -> tuple[Runner, str]:
        """Start a runner where one is needed; return who is at it, and at which run."""
        self._reap()
        note = read_note(self._queue)
        if note is not None and note.alive:
            self._wanted = False
            return Runner.AT_WORK, note.current
        if self._runner is not None:
            return Runner.AT_WORK, ""
        if not seen.order.items:
            return Runner.NOBODY, ""
        live = [run_id for run_id in seen.order.runs if run_id in seen.by_id and seen.by_id[run_id].status.state.live]
        startable = next_item(seen.order, seen.statuses) is not None
        if not live and not (startable and not live_here(seen.statuses)):
            return Runner.NOBODY, ""
        if note is not None and not self._wanted:
            # Its runner was killed. A trainer that outlived it is taken over, once it is sure that it did.
            if not live:
                self._alone_since = 0.0
                return Runner.CUT_OFF, ""
            self._alone_since = self._alone_since or time.monotonic()
            if time.monotonic() - self._alone_since < SURE_S:
                return Runner.NOBODY, ""
        self._wanted, self._alone_since = False, 0.0
        self._runner = start_runner(self._workspace)
        return Runner.AT_WORK, ""

    def _reap(self) -> None:
        if self._runner is None or self._runner.exit_status is None:
            return
        failed, self._runner = self._runner.exit_status != 0, None
        if failed and not self._queue.read().held:
            # Once more would end alike: wait for a word.
            self._queue.hold(True)
            words = last_words(runner_log(self._workspace))
            self.failed.emit(words.splitlines()[-1] if words else "The queue's process ended at once.")

    def _tell(self, snapshot: RunsSnapshot) -> None:
        if snapshot != self._told:
            self._told = snapshot
            self.runs_changed.emit(snapshot.prepared())

    def _tell_ends(self, snapshot: RunsSnapshot) -> None:
        """Tell of the runs that ended since the last look."""
        before, self._seen = self._seen, snapshot
        if before is None or before.entries is snapshot.entries:
            return
        ended = [
            entry for entry in snapshot.entries if entry.id in before.by_id and _ended(before.by_id[entry.id], entry)
        ]
        for entry in sorted(ended, key=lambda entry: entry.status.ended):
            self.run_ended.emit(RunEnded(entry, last_words(console_file(entry.folder))))

    def _read_metrics(self, snapshot: RunsSnapshot) -> None:
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
            status = snapshot.statuses.get(run_id, RunStatus())
            restarted = page.restarted or fresh
            self.metrics_read.emit(MetricsRead(run_id, page.events, restarted, status.epochs, status.steps))


def _ended(before: RunRow, now: RunRow) -> bool:
    """Return whether a session of a run ended between two looks."""
    if before is now or now.status.state.live or now.status.state is State.QUEUED:
        return False
    return (before.status.state, before.status.attempt) != (now.status.state, now.status.attempt)


def training_thread(services: Services) -> TrainingThread:
    """Return the thread that watches: one for the services, whatever windows come and go."""

    def make() -> TrainingThread:
        thread = TrainingThread(services.workspace)
        services.tasks.stopping.connect(thread.leave)
        thread.start()
        return thread

    return services.keep(TrainingThread, make)
