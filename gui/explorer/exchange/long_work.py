"""Work that takes minutes to hours: started, paused, gone on with, stopped; seen in the status bar from every tab."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.progress import Progress
from gui.services import Activity, Services
from gui.tasks import Failure, Task


class WorkState(Enum):
    """What a piece of long work is doing."""

    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()


class LongWork(QObject):
    """One such piece of work at a time; kept by the services, so that it outlives the page that shows it.

    Signals
    -------
    changed()
        Its state is another.
    progressed(Progress)
    partial(object)
        What the function handed to its ``partial``.
    finished(object)
        The result.
    """

    changed = Signal()
    progressed = Signal(object)
    partial = Signal(object)
    finished = Signal(object)

    key = ""
    """Who it is in the status bar."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._task: Task | None = None
        self._title = ""
        self.state = WorkState.IDLE
        self.progress: Progress | None = None
        services.hub.pause_requested.connect(self._pause_asked)
        services.hub.stop_requested.connect(self._stop_asked)

    @property
    def idle(self) -> bool:
        """Whether nothing is at work."""
        return self.state is WorkState.IDLE

    def begin(self, title: str, function: Callable[..., Any], *arguments: Any, **keywords: Any) -> None:
        """Run ``function(*arguments, partial=, report=, control=, **keywords)``; `title` is for the status bar."""
        if not self.idle:
            return
        self._title = title
        self.progress = None
        task = self._services.tasks.start(function, *arguments, with_progress=True, with_partial=True, **keywords)
        self._task = task
        task.progressed.connect(self._take_progress)
        task.partial.connect(self.partial)
        task.finished.connect(self.finished)
        task.failed.connect(self._fail)
        task.ended.connect(self._end)
        self._enter(WorkState.RUNNING)

    @Slot()
    def toggle_pause(self) -> None:
        """Pause, or go on after a pause."""
        if self._task is not None and self.state is WorkState.RUNNING:
            self._task.control.pause()
            self._enter(WorkState.PAUSED)
        elif self._task is not None and self.state is WorkState.PAUSED:
            self._task.control.resume()
            self._enter(WorkState.RUNNING)

    @Slot()
    def stop(self) -> None:
        """Ask the work to end; what it has done so far stays."""
        if self._task is not None:
            self._task.cancel()
            self._enter(WorkState.STOPPING)

    @Slot(str)
    def _pause_asked(self, key: str) -> None:
        if key == self.key:
            self.toggle_pause()

    @Slot(str)
    def _stop_asked(self, key: str) -> None:
        if key == self.key:
            self.stop()

    @Slot(object)
    def _take_progress(self, progress: Progress) -> None:
        self.progress = progress
        self._announce()
        self.progressed.emit(progress)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        self._task = None
        self._enter(WorkState.IDLE)

    def _enter(self, state: WorkState) -> None:
        self.state = state
        self._announce()
        self.changed.emit()

    def _announce(self) -> None:
        if self.idle:
            self._services.hub.activity.emit(Activity(self.key, "", running=False))
            return
        text = self._title
        if self.state is WorkState.PAUSED:
            text = self.tr("{0}, paused").format(text)
        progress = self.progress
        fraction = progress.fraction if progress is not None and progress.total else None
        left = progress.remaining_s if progress is not None and self.state is WorkState.RUNNING else None
        self._services.hub.activity.emit(Activity(self.key, text, fraction, left, pausable=True))
