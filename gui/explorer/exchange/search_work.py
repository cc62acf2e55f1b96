"""The search for categories as long work: what is found goes into an own set, what is under way survives a kill."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot

from engine.categories.category_set import CategorySet
from engine.errors import WorkbenchError
from engine.ifs.category import Category
from engine.progress import Control, Report
from engine.storage import read_json, write_json
from gui.explorer.exchange.long_work import LongWork, WorkState
from gui.explorer.session import ExplorerSession
from gui.services import Services

FRACTALDB, SVD = "fractaldb", "svd"
_USUAL_FILL = {FRACTALDB: 0.2, SVD: 0.0}
_DELIVER_MS = 15_000
_GROWTH = 1.2
_SEND_EVERY_S = 0.1
_CURRENT = "current.json"


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """Which categories are searched."""

    protocol: str = FRACTALDB
    seed: int = 2
    fill_rate: float = 0.2
    count: int = 100

    @property
    def set_name(self) -> str:
        """The own set that takes what is found."""
        fill = "" if self.fill_rate == _USUAL_FILL[self.protocol] else f"-f{self.fill_rate:g}"
        return f"search-{self.protocol}-s{self.seed}{fill}"


@dataclass(frozen=True, slots=True)
class SearchNews:
    """Categories found since the last news, and the candidates tried in all."""

    found: tuple[tuple[int, Category], ...]
    examined: int


class SearchWork(LongWork):
    """Searches one order at a time.

    Signals
    -------
    found(object)
        A tuple of Category: the newest finds.
    """

    found = Signal(object)

    key = "search"

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__(services)
        self._session = session
        self._folder = services.workspace.root / "searches"
        self._delivered = 0
        self.order: SearchOrder | None = None
        self.categories: list[Category] = []
        self.examined = 0
        self._deliveries = QTimer(self)
        self._deliveries.setInterval(_DELIVER_MS)
        self._deliveries.timeout.connect(self._deliver_in_time)
        self.partial.connect(self._take)
        self.changed.connect(self._settle)
        self.finished.connect(self._finish)
        self._restore()

    @property
    def unfinished(self) -> SearchOrder | None:
        """The order that was stopped, or cut off by the end of the program; None while there is none."""
        return self.order if self.idle else None

    def start(self, order: SearchOrder) -> None:
        """Search, going on with what an earlier search of the same settings left."""
        if not self.idle:
            return
        self.order = order
        self.categories, self.examined = [], 0
        self._delivered = self._stored_deliveries(order) if self._own_set(order) is not None else 0
        self.begin(self.tr("Searching for {0}").format(order.set_name), _search, order, self._folder)

    @Slot()
    def go_on(self) -> None:
        """Take up the unfinished order."""
        if self.unfinished is not None:
            self.start(self.unfinished)

    @Slot()
    def forget(self) -> None:
        """Give the unfinished order up; what it found stays in its set."""
        if self.unfinished is not None:
            self.order = None
            with contextlib.suppress(OSError):
                (self._folder / _CURRENT).unlink(missing_ok=True)
            self.changed.emit()

    @Slot(object)
    def _take(self, news: SearchNews) -> None:
        self.examined = news.examined
        fresh = tuple(category for _, category in news.found)
        if fresh:
            self.categories += fresh
            self.found.emit(fresh)

    @Slot()
    def _settle(self) -> None:
        if self.state is WorkState.RUNNING:
            self._deliveries.start()
        else:
            self._deliveries.stop()
            self.deliver()

    @Slot()
    def _deliver_in_time(self) -> None:
        # Every delivery makes a version of the set, so they must grow with it.
        if len(self.categories) >= _GROWTH * self._delivered:
            self.deliver()

    @Slot()
    def deliver(self) -> None:
        """Put what was found since the last time into the set."""
        order = self.order
        fresh = self.categories[self._delivered :]
        if order is None or not fresh:
            return
        existing = self._own_set(order)
        there = set() if existing is None else {category.identity for category in existing}
        new = [category for category in fresh if category.identity not in there]
        origin: dict[str, object] = {"how": "found", **asdict(order)}
        del origin["count"]
        self._session.add_categories(new, origin, into=order.set_name, select=False)
        self._delivered = len(self.categories)
        self._services.tasks.start(write_json, self._sidecar(order), {"delivered": self._delivered})

    @Slot(object)
    def _finish(self, count: int) -> None:
        order = self.order
        if order is not None:
            self.deliver()
            self.order = None
            text = self.tr("Categories found: {0}. They are in the set {1}.").format(count, order.set_name)
            self._services.tell("success", text)

    # ------------------------------------------------------------------ memory

    def _own_set(self, order: SearchOrder) -> CategorySet | None:
        try:
            return self._session.own.now(order.set_name)
        except WorkbenchError:
            return None

    def _sidecar(self, order: SearchOrder) -> Path:
        return self._folder / f"{order.set_name}.delivered.json"

    def _stored_deliveries(self, order: SearchOrder) -> int:
        path = self._sidecar(order)
        with contextlib.suppress(WorkbenchError, KeyError, TypeError, ValueError):
            return int(read_json(path)["delivered"]) if path.exists() else 0
        return 0

    def _restore(self) -> None:
        path = self._folder / _CURRENT
        if path.exists():
            # A record that cannot be read costs the reminder, not the search: its state is asked for by its settings.
            with contextlib.suppress(WorkbenchError, TypeError, KeyError):
                order = SearchOrder(**read_json(path))
                self.order = order if order.protocol in _USUAL_FILL else None


class _Herald:
    """Gathers finds in the worker and sends them a few times a second."""

    def __init__(self, send: Callable[[SearchNews], None]) -> None:
        self._send = send
        self._found: list[tuple[int, Category]] = []
        self._examined = 0
        self._sent_s = 0.0

    def found(self, index: int, category: Category) -> None:
        self._found.append((index, category))

    def examined(self, count: int) -> None:
        self._examined = count
        if time.monotonic() - self._sent_s > _SEND_EVERY_S:
            self.flush()

    def flush(self) -> None:
        self._send(SearchNews(tuple(self._found), self._examined))
        self._found = []
        self._sent_s = time.monotonic()


def _search(
    order: SearchOrder,
    folder: Path,
    *,
    partial: Callable[[SearchNews], None],
    report: Report,
    control: Control,
) -> int:
    # The compiled kernels are loaded here, off the window's thread.
    from engine.ifs.search import search_fractaldb
    from engine.ifs.sigma_search import search_sigma_factor

    write_json(folder / _CURRENT, asdict(order))
    herald = _Herald(partial)
    common: dict[str, Any] = {
        "seed": order.seed,
        "fill_rate": order.fill_rate,
        "report": report,
        "control": control,
        "on_found": herald.found,
        "on_examined": herald.examined,
    }
    try:
        if order.protocol == SVD:
            state = folder / f"{order.set_name}.json"
            categories = search_sigma_factor(order.count, state=state, **common)
        else:
            categories = search_fractaldb(order.count, state=folder / f"{order.set_name}.npz", **common)
    finally:
        herald.flush()
    (folder / _CURRENT).unlink(missing_ok=True)
    return len(categories)
