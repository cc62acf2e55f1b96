"""Files on their way to this machine: one at a time, seen from every row that shows one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.progress import Progress
from gui.services import Services
from gui.tasks import Failure, Task


@dataclass
class _Order:
    """What is to be fetched: a function with ``report`` and ``control``."""

    key: str
    title: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Downloads(QObject):
    """Fetches in the order of asking; outlives a window that is rebuilt for another language.

    Signals
    -------
    changed(str)
        How the download of this key stands has changed.
    arrived(str)
        It is there.
    """

    changed = Signal(str)
    arrived = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._tasks = services.tasks
        self._waiting: list[_Order] = []
        self._current: _Order | None = None
        self._task: Task | None = None
        self._failures: dict[str, str] = {}

    def ask(self, key: str, title: str, function: Callable[..., Any], *arguments: Any) -> None:
        """Fetch in turn by calling ``function(*arguments, report=..., control=...)``; nothing is fetched twice."""
        if self.wanted(key):
            return
        self._failures.pop(key, None)
        self._waiting.append(_Order(key, title, function, arguments))
        self._next()
        self.changed.emit(key)

    def _next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        order = self._current = self._waiting.pop(0)
        task = self._tasks.start(order.function, *order.arguments, title=order.title, with_progress=True)
        self._task = task
        task.progressed.connect(self._moved)
        task.failed.connect(self._failed)
        task.finished.connect(self._arrived)
        task.ended.connect(self._ended)

    # ------------------------------------------------------------------ how it stands

    def wanted(self, key: str) -> bool:
        """Whether it is on its way or waits for its turn."""
        return self.running(key) or any(order.key == key for order in self._waiting)

    def running(self, key: str) -> bool:
        """Whether it is on its way."""
        return self._current is not None and self._current.key == key

    def paused(self, key: str) -> bool:
        """Whether it was told to pause."""
        return self.running(key) and self._task is not None and self._task.control.paused

    def progress(self, key: str) -> Progress | None:
        """How far it is, None while nothing is known."""
        return self._task.progress if self.running(key) and self._task is not None else None

    def failure(self, key: str) -> str:
        """Why it did not arrive, empty when nothing failed."""
        return self._failures.get(key, "")

    # ------------------------------------------------------------------ steering

    def pause_or_resume(self, key: str) -> None:
        """Hold it, or let it go on."""
        if self.running(key) and self._task is not None:
            control = self._task.control
            (control.resume if control.paused else control.pause)()
            self.changed.emit(key)

    def cancel(self, key: str) -> None:
        """Stop it; what has arrived is kept, and the next download goes on from there."""
        self._waiting = [order for order in self._waiting if order.key != key]
        if self.running(key) and self._task is not None:
            self._task.cancel()
        self.changed.emit(key)

    @Slot()
    def _moved(self) -> None:
        if self._current is not None:
            self.changed.emit(self._current.key)

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        if self._current is not None:
            self._failures[self._current.key] = failure.message

    @Slot()
    def _arrived(self) -> None:
        if self._current is not None:
            self._failures.pop(self._current.key, None)

    @Slot()
    def _ended(self) -> None:
        order, self._current, self._task = self._current, None, None
        self._next()
        if order is not None:
            self.changed.emit(order.key)
            if not self.failure(order.key):
                self.arrived.emit(order.key)


def data_set_key(name: str) -> str:
    """Return the key of the download of a data set."""
    return f"dataset {name}"


def downloads(services: Services) -> Downloads:
    """Return the downloads of the program."""
    return services.keep(Downloads, lambda: Downloads(services))
