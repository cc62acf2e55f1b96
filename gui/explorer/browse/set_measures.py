"""The measures of whole sets: computed in the background, kept by the content of each category."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from engine.content_store import ContentStore
from engine.errors import StorageError
from engine.ifs.category import Category
from engine.progress import Control, Report
from gui.explorer.browse.filters import MEASURES, Measure
from gui.explorer.entries import Entry
from gui.services import Services
from gui.tasks import Task

AUTOMATIC = 4000
"""Sets of up to this many categories are measured without being asked."""

_RECIPE = "2"
"""Part of the name on disk; to be raised when the measures change."""

_RECORD_BYTES = 8 * len(MEASURES)
_PUBLISH_S = 0.4


@dataclass(frozen=True, eq=False, slots=True)
class _Measured:
    identities: tuple[str, ...]
    values: NDArray[np.float64]


class SetMeasures(QObject):
    """Fill, Lyapunov exponent, box dimension and share of divergent variants of every category asked for.

    Signals
    -------
    ready()
        Values that were missing can be had now; every few hundred milliseconds while a set is being measured.
    ended(bool)
        No more values are coming; whether all that were asked for are there.
    """

    ready = Signal()
    ended = Signal(bool)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._store = ContentStore(services.workspace.cache / "measures" / _RECIPE, _RECORD_BYTES)
        self._rows: dict[str, int] = {}
        self._values = np.empty((256, len(MEASURES)))
        self._task: Task | None = None
        self._looked_up: tuple[Sequence[Entry], int, NDArray[np.int64]] = ((), 0, np.empty(0, np.int64))
        self._asked: Sequence[Entry] = ()
        self._began: Sequence[Entry] = ()
        self._compute = False
        self._threads: int | None = 1
        self._loaded = False
        self._gate = threading.Event()
        self._gate.set()
        services.tasks.stopping.connect(self._gate.set)

    # ------------------------------------------------------------------ what is known

    def value(self, identity: str, measure: Measure) -> float | None:
        """Return a measure of a category, None where it was not measured; NaN where it has no such value."""
        row = self._rows.get(identity)
        return None if row is None else float(self._values[row, MEASURES.index(measure)])

    def table(self, entries: Sequence[Entry]) -> NDArray[np.float64]:
        """Return the measures of `entries`, shape (N, len(MEASURES)), NaN where there is no value."""
        rows = self._rows_of(entries)
        return np.where((rows >= 0)[:, None], self._values[rows], np.nan)

    def missing(self, entries: Sequence[Entry]) -> int:
        """Return how many of `entries` were not measured."""
        return int(np.count_nonzero(self._rows_of(entries) < 0))

    def _rows_of(self, entries: Sequence[Entry]) -> NDArray[np.int64]:
        """Return the row of each entry, -1 where it was not measured; remembered until more is known."""
        known = len(self._rows)
        if self._looked_up[0] is not entries or self._looked_up[1] != known:
            get = self._rows.get
            # Nothing at all is known of the first large set of a workspace.
            rows = (
                np.array([get(entry.key.identity, -1) for entry in entries], np.int64)
                if known
                else np.full(len(entries), -1)
            )
            self._looked_up = (entries, known, rows)
        return self._looked_up[2]

    @property
    def busy(self) -> bool:
        """Whether measures are being read or computed."""
        return self._task is not None

    # ------------------------------------------------------------------ asking

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Read what was kept of `entries`, and measure the rest of a set that is not too large, on one core."""
        self._ask(entries, compute=len(entries) <= AUTOMATIC, threads=1)

    def measure(self, entries: Sequence[Entry]) -> None:
        """Measure what is missing of `entries` on all cores; a set measured before keeps what it has."""
        self._ask(entries, compute=True, threads=None)

    def hold(self, held: bool) -> None:
        """Leave the processor to something more urgent, or go on."""
        if held:
            self._gate.clear()
        else:
            self._gate.set()

    def _ask(self, entries: Sequence[Entry], *, compute: bool, threads: int | None) -> None:
        same = entries is self._asked and self._compute
        self._asked, self._compute, self._threads = entries, compute or same, threads
        if self._task is None:
            self._start()
        elif not same and self._loaded:
            self._task.cancel()

    def _start(self) -> None:
        """Read what was kept, once; then measure what is asked for and missing."""
        missing = np.flatnonzero(self._rows_of(self._asked) < 0)
        start = self._services.tasks.start
        if not self._loaded:
            self._task = start(_load, self._store, with_partial=True, priority=-1)
        elif self._compute and len(missing):
            title = self.tr("Measuring {0:,} categories").format(len(missing))
            self._task = start(
                _measure,
                self._store,
                [self._asked[row].published for row in missing.tolist()],
                self._gate,
                self._threads,
                title=title,
                with_progress=True,
                with_partial=True,
                priority=-2,
            )
        else:
            self.ended.emit(not len(missing))
            return
        self._began = self._asked
        self._task.partial.connect(self._take)
        self._task.stopped.connect(self._give_up)
        self._task.failed.connect(self._services.tell_failure)
        self._task.ended.connect(self._end)

    @Slot(object)
    def _take(self, measured: _Measured) -> None:
        first = len(self._rows)
        fresh = [at for at, identity in enumerate(measured.identities) if identity not in self._rows]
        while len(self._values) < first + len(fresh):
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
        self._values[first : first + len(fresh)] = measured.values[fresh]
        for row, at in enumerate(fresh, first):
            self._rows[measured.identities[at]] = row
        self.ready.emit()

    @Slot()
    def _give_up(self) -> None:
        if self._began is self._asked:
            self._compute = False

    @Slot()
    def _end(self) -> None:
        self._task = None
        if not self._loaded or self._began is not self._asked:
            self._loaded = True
            self._start()
        else:
            self.ended.emit(not self.missing(self._asked))


class _Polite(Control):
    """Waits at each poll while `gate` is closed, and obeys `asked`."""

    def __init__(self, asked: Control, gate: threading.Event) -> None:
        super().__init__()
        self._asked = asked
        self._gate = gate
        self._waited_s = 0.0

    @property
    def paused_s(self) -> float:
        return self._waited_s + self._asked.paused_s

    def poll(self) -> None:
        self._asked.poll()
        if not self._gate.is_set():
            since = monotonic()
            while not self._gate.wait(0.1):
                self._asked.poll()
            self._waited_s += monotonic() - since


def _load(store: ContentStore, *, partial: Callable[[object], None]) -> None:
    known = store.load_all()
    if known:
        partial(_Measured(tuple(known), np.stack([record.view(np.float64) for record in known.values()])))


def _measure(
    store: ContentStore,
    categories: Sequence[Category],
    gate: threading.Event,
    threads: int | None,
    *,
    partial: Callable[[object], None],
    report: Report,
    control: Control,
) -> None:
    # The compiled kernels are loaded here, off the window's thread.
    from engine.ifs.measures import Measures, measure_many

    keeper = _Keeper(store, partial)

    def keep(index: int, measures: Measures) -> None:
        values = (measures.fill, measures.lyapunov, measures.dimension, measures.divergent_share)
        keeper.add(categories[index].identity, np.array(values, np.float64))

    try:
        measure_many(categories, threads=threads, report=report, control=_Polite(control, gate), on_measured=keep)
    finally:
        keeper.flush()


class _Keeper:
    """Writes and publishes measures every few hundred milliseconds."""

    def __init__(self, store: ContentStore, publish: Callable[[object], None]) -> None:
        self._store = store
        self._publish = publish
        self._fresh: dict[str, NDArray[np.float64]] = {}
        self._due_s = monotonic() + _PUBLISH_S

    def add(self, identity: str, values: NDArray[np.float64]) -> None:
        """Take the measures of one category."""
        self._fresh[identity] = values
        if monotonic() >= self._due_s:
            self.flush()

    def flush(self) -> None:
        """Write and publish what has not been yet."""
        if self._fresh:
            # What cannot be kept costs time on the next start, nothing else.
            with contextlib.suppress(StorageError):
                self._store.add({identity: row.view(np.uint8) for identity, row in self._fresh.items()})
            self._publish(_Measured(tuple(self._fresh), np.stack(list(self._fresh.values()))))
            self._fresh = {}
        self._due_s = monotonic() + _PUBLISH_S
