"""Writing in the background, one thing after the other, in the order in which it was asked for."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from engine.errors import WorkbenchError
from gui.engine_words import say
from gui.services import Services
from gui.tasks import Task


class Saver(QObject):
    """A queue of writes; what cannot be written is told to the user in its sentence, and the rest goes on."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs: deque[Callable[[], object]] = deque()
        self._at_work = threading.Lock()
        self._task: Task | None = None
        self._waiting: list[Callable[[], object]] = []

    def put(self, job: Callable[[], object]) -> None:
        """Run `job` after all that was put before it."""
        self._jobs.append(job)
        if self._task is None:
            self._start()

    def then(self, call: Callable[[], object]) -> None:
        """Call `call` in the window's thread once all that was put is written, at once where it is."""
        if self._task is None:
            call()
        else:
            self._waiting.append(call)

    def drain(self) -> None:
        """Return when everything is written."""
        self._tell(self._work())

    def _start(self) -> None:
        self._task = self._services.tasks.start(self._work, priority=1)
        self._task.finished.connect(self._tell)
        self._task.failed.connect(self._services.tell_failure)
        self._task.ended.connect(self._end)

    def _work(self) -> list[str]:
        failed = []
        with self._at_work:
            while self._jobs:
                try:
                    self._jobs.popleft()()
                except WorkbenchError as error:
                    failed.append(say(error))
        return failed

    @Slot(object)
    def _tell(self, failed: list[str]) -> None:
        if failed:
            self._services.tell("error", failed[-1], "\n".join(failed[:-1]))

    @Slot()
    def _end(self) -> None:
        self._task = None
        if self._jobs:
            self._start()
            return
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()
