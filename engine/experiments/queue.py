"""The queue of a workspace: which runs are to be carried out, in which order. Free of torch.

queue/
├── queue.json      the order; replaced atomically by whoever edits it
├── edit.lock       held for the moment of an edit
├── runner.lock     held by the one process that carries the queue out (engine/experiments/runner.py)
├── runner.json     who that is and which run it is at; left behind only by a runner that was cut off
└── runner.txt      what a runner in the background printed

The queue holds ids only: what a run is was frozen in its folder when it was queued, and how far it is stands there.
A run stays in the queue until it is done; one that failed or was stopped is held until somebody lets it go on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from engine.errors import InputError, StorageError
from engine.experiments.processes import HOST, process_identity
from engine.experiments.run_status import RunStatus, State
from engine.locks import exclusive, turn
from engine.sentences import Sentence, sentence_of
from engine.storage import read_json, write_json
from engine.workspace import Workspace


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A place in the queue.

    Attributes
    ----------
    run : str
        Id of the run.
    held : bool
        It does not start until let go: by wish, or because it failed or was stopped.
    yields : bool
        The stop it was just told to make is not its end: it keeps its place and goes on later.
    processes : int
        Processes that share it, one a GPU (torchrun); 1: a plain process.
    asked : int
        How often somebody asked for it to go on.
    """

    run: str
    held: bool = False
    yields: bool = False
    processes: int = 1
    asked: int = 0

    def let_go(self) -> QueueItem:
        """Return the place of a run that somebody asked to go on."""
        return replace(self, held=False, asked=self.asked + 1)


@dataclass(frozen=True, slots=True)
class QueueState:
    """The queue at one moment.

    Attributes
    ----------
    items : tuple of QueueItem
        In order, the run at work included.
    held : bool
        No further run starts.
    resumes : bool
        It goes on when a window is opened next.
    """

    items: tuple[QueueItem, ...] = ()
    held: bool = False
    resumes: bool = False

    def item(self, run_id: str) -> QueueItem | None:
        """Return the place of this run, None when it is not in the queue."""
        return next((item for item in self.items if item.run == run_id), None)

    @property
    def runs(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(item.run for item in self.items)

    @classmethod
    def from_json(cls, values: Any) -> QueueState:
        """Return the queue a file holds; raises TypeError, ValueError or KeyError when it is none."""
        items = tuple(QueueItem(**item) for item in values["items"])
        if not all(isinstance(item.run, str) and item.processes >= 1 for item in items):
            raise ValueError("an item names no run, or no number of processes")
        return cls(items, bool(values["held"]), bool(values["resumes"]))


EMPTY = QueueState()
"""A queue without runs."""


class RunQueue:
    """The queue of `workspace`. Every edit takes effect at once for all who look, in whatever process.

    Raises
    ------
    StorageError
        From every method, when the queue cannot be read or written.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.root / "queue"
        self._path = self.folder / "queue.json"
        self._read: tuple[tuple[int, int], QueueState] | None = None

    def read(self) -> QueueState:
        """Return where the queue stands; costs one look at the file while nothing changes."""
        try:
            facts = self._path.stat()
        except FileNotFoundError:
            return EMPTY
        except OSError as error:
            raise StorageError(Sentence("Cannot read {0}: {1}.", self._path, error.strerror or error)) from error
        stamp = (facts.st_mtime_ns, facts.st_ino)
        if self._read is None or self._read[0] != stamp:
            try:
                self._read = (stamp, QueueState.from_json(read_json(self._path)))
            except (TypeError, ValueError, KeyError) as error:
                raise StorageError(
                    Sentence(
                        "{0} is not a queue ({1}); delete it, the runs are kept and can be queued again.",
                        self._path,
                        sentence_of(error),
                    )
                ) from error
        return self._read[1]

    # ------------------------------------------------------------------ edits

    def add(self, run_ids: Iterable[str], *, processes: int | None = None) -> None:
        """Queue these runs, in this order, behind those that wait; one that was held goes on, and so does the queue.

        Parameters
        ----------
        run_ids : iterable of str
        processes : int, optional
            How many processes are to share each of them; by default as before, and 1 for those not yet queued.

        Raises
        ------
        InputError
            When `processes` is less than 1.
        """
        wanted = list(dict.fromkeys(run_ids))
        if processes is not None and processes < 1:
            raise InputError(Sentence("A run cannot be shared by {0} processes; give 1 or more.", processes))

        def queued(item: QueueItem) -> QueueItem:
            return replace(item.let_go(), processes=processes or item.processes) if item.run in wanted else item

        def change(state: QueueState) -> QueueState:
            new = tuple(QueueItem(run_id, processes=processes or 1) for run_id in wanted if run_id not in state.runs)
            return QueueState((*map(queued, state.items), *new))

        self._edit(change)

    def remove(self, run_ids: Iterable[str]) -> None:
        """Take runs out of the queue; their folders stay."""
        gone = set(run_ids)
        self._edit(lambda state: replace(state, items=tuple(item for item in state.items if item.run not in gone)))

    def hold(self, held: bool, *, resumes: bool = False) -> None:
        """Start no further run (until the next window opens: `resumes`), or go on."""
        self._edit(lambda state: replace(state, held=held, resumes=held and resumes))

    def hold_runs(self, run_ids: Iterable[str], held: bool) -> None:
        """Hold single runs, or let them go on."""
        named = set(run_ids)

        def change(item: QueueItem) -> QueueItem:
            if item.run not in named:
                return item
            return replace(item, held=True) if held else item.let_go()

        self._change(change)

    def let_yield(self, run_id: str, yields: bool = True) -> None:
        """Say that the next stop of this run is not its end."""
        self._change(lambda item: replace(item, yields=yields) if item.run == run_id else item)

    def move(self, run_ids: Iterable[str], place: int) -> None:
        """Put runs, in the order in which they stand, before what is now at `place`; the end: the length."""
        named = set(run_ids)

        def change(state: QueueState) -> QueueState:
            moved = [item for item in state.items if item.run in named]
            before = [item for item in state.items[: max(0, place)] if item.run not in named]
            after = [item for item in state.items[max(0, place) :] if item.run not in named]
            return replace(state, items=(*before, *moved, *after))

        self._edit(change)

    def put_first(self, run_id: str) -> None:
        """Let this run be the next to start, whatever was held."""

        def change(state: QueueState) -> QueueState:
            own = (state.item(run_id) or QueueItem(run_id)).let_go()
            return QueueState((own, *(item for item in state.items if item.run != run_id)))

        self._edit(change)

    def exchange(self, run_id: str, other: str) -> None:
        """Put another run into the place of one."""
        self._change(lambda item: QueueItem(other, item.held, False, item.processes) if item.run == run_id else item)

    def settle(self, run_id: str, state: State, *, asked: int | None = None) -> None:
        """Note how a run ended: done leaves the queue, one that yields waits again, any other is held.

        Parameters
        ----------
        run_id : str
        state : State
        asked : int, optional
            How often it had been asked for when it was last seen at work. Asked for more often since, it goes on.
        """
        if state is State.DONE:
            self.remove([run_id])
            return

        def end(item: QueueItem) -> QueueItem:
            if item.run != run_id:
                return item
            goes_on = (item.yields and state is State.STOPPED) or (asked is not None and item.asked > asked)
            return replace(item, held=item.held or not goes_on, yields=False)

        self._change(end)

    def _change(self, change: Callable[[QueueItem], QueueItem]) -> None:
        self._edit(lambda state: replace(state, items=tuple(map(change, state.items))))

    def _edit(self, change: Callable[[QueueState], QueueState]) -> None:
        lock = self.folder / "edit.lock"
        with turn(lock, Sentence("The queue is being edited by another process (lock file {0}); try again.", lock)):
            before = self.read()
            after = change(before)
            if after != before:
                write_json(self._path, asdict(after))


# ---------------------------------------------------------------------- what comes next


class Standing(StrEnum):
    """What a queued run waits for."""

    WORKS = "works"
    WAITS = "waits"
    NEEDS = "needs"
    HELD = "held"
    GONE = "gone"


def standing(item: QueueItem, statuses: Mapping[str, RunStatus]) -> Standing:
    """Return what the run of `item` waits for: its turn, a run it needs, somebody's word, or nothing any more."""
    status = statuses.get(item.run)
    if status is None or status.state is State.DONE:
        return Standing.GONE
    if status.state.live:
        return Standing.WORKS
    if item.held:
        return Standing.HELD
    needed = statuses.get(status.needs)
    met = not status.needs or (needed is not None and needed.state is State.DONE)
    return Standing.WAITS if met else Standing.NEEDS


def next_item(state: QueueState, statuses: Mapping[str, RunStatus]) -> QueueItem | None:
    """Return the first item that can be started: what it needs is done. None while the queue is held."""
    if state.held:
        return None
    return next((item for item in state.items if standing(item, statuses) is Standing.WAITS), None)


def may_come(run_id: str, state: QueueState, statuses: Mapping[str, RunStatus]) -> bool:
    """Return whether the run is done or at work, or will be: neither it nor what it needs is held."""
    status = statuses.get(run_id)
    if status is None:
        return False
    if status.state is State.DONE or status.state.live:
        return True
    item = state.item(run_id)
    return item is not None and not item.held and (not status.needs or may_come(status.needs, state, statuses))


def live_here(statuses: Mapping[str, RunStatus]) -> bool:
    """Return whether a process of this machine trains: two at a time are slower than one after the other."""
    return any(status.state.live and status.host == HOST for status in statuses.values())


# ---------------------------------------------------------------------- who carries it out


@dataclass(frozen=True, slots=True)
class RunnerNote:
    """``runner.json``: the process that carries the queue out.

    Attributes
    ----------
    pid, process, host
        See `RunStatus`.
    current : str
        Id of the run it is at, empty for none.
    trainer : int
        Number of the process it started for that run, 0 for none.
    attempt : int
        Which attempt at that run it starts, 0 when it started none.
    """

    pid: int
    process: str
    host: str
    current: str = ""
    trainer: int = 0
    attempt: int = 0

    @property
    def alive(self) -> bool:
        """Whether it is at work on this machine, or may be on another."""
        return self.host != HOST or self.process == process_identity(self.pid)

    def starts(self, run_id: str, status: RunStatus) -> bool:
        """Return whether a process was started for that run, or is about to be, that has not taken it up yet."""
        return self.alive and self.current == run_id and self.attempt == status.attempt + 1


def read_note(queue: RunQueue) -> RunnerNote | None:
    """Return who carries the queue out, or was cut off doing so; None when nobody is."""
    path = queue.folder / "runner.json"
    if not path.is_file():
        return None
    try:
        return RunnerNote(**read_json(path))
    except (StorageError, TypeError):
        # It vanished between the two looks, or was written by hand: then nobody can be asked.
        return None


def write_note(queue: RunQueue, note: RunnerNote | None) -> None:
    """Replace the note, or remove it; for the process that holds ``runner.lock``."""
    path = queue.folder / "runner.json"
    if note is None:
        path.unlink(missing_ok=True)
    else:
        write_json(path, asdict(note))


@contextlib.contextmanager
def attended(queue: RunQueue) -> Iterator[None]:
    """Be the one process that carries out runs of the workspace.

    Raises
    ------
    QueueBusyError
        When another process is.
    """
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(exclusive(queue.folder / "runner.lock", _BUSY))
        except StorageError as error:
            raise QueueBusyError(_BUSY) if str(error) == _BUSY else error from None
        yield


_BUSY = "The queue of this workspace is being carried out by another process; see it with `main.py queue`."


class QueueBusyError(StorageError):
    """Another process carries out the queue."""
