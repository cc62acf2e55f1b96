"""Background answers to a question that keeps changing: one at work, the newest one waiting, the rest forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from gui.tasks import Failure, Task, Tasks


class Latest(QObject):
    """Asks one function again and again.

    A new question asks the one at work to end early and waits for it; of several waiting questions only the newest
    is kept. Answers come in the order of the questions, so a picture that is being dragged keeps moving even if
    every answer is out of date by the time it is there. After `forget`, answers to older questions are dropped.

    The function takes the question, ``partial`` (a callable for early answers), ``report`` and ``control``; a stop
    means "end soon": it should return, or raise `Interrupted`, at its next poll.

    Signals
    -------
    answered(int, object)
        Number of the question and a partial or final answer.
    failed(Failure)
    idle()
        Nothing at work and nothing waiting.
    """

    answered = Signal(int, object)
    failed = Signal(object)
    idle = Signal()

    def __init__(self, tasks: Tasks, function: Callable[..., Any], parent: QObject, *, priority: int = 0) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._function = function
        self._priority = priority
        self._task: Task | None = None
        self._asked = 0
        self._at_work = 0
        self._floor = 0
        self._waiting: tuple[int, object] | None = None

    @property
    def busy(self) -> bool:
        """Whether a question is at work."""
        return self._task is not None

    def ask(self, question: object) -> int:
        """Ask and return the number of the question."""
        self._asked += 1
        self._waiting = (self._asked, question)
        if self._task is None:
            self._start()
        else:
            self._task.cancel()
        return self._asked

    def forget(self) -> None:
        """Drop every answer to what was asked so far."""
        self._floor = self._asked + 1
        self._waiting = None
        if self._task is not None:
            self._task.cancel()

    def _start(self) -> None:
        if self._waiting is None:
            self.idle.emit()
            return
        self._at_work, question = self._waiting
        self._waiting = None
        task = self._tasks.start(
            self._function, question, with_progress=True, with_partial=True, priority=self._priority
        )
        self._task = task
        task.partial.connect(self._answer)
        task.finished.connect(self._answer)
        task.failed.connect(self._fail)
        task.ended.connect(self._end)

    @Slot(object)
    def _answer(self, value: object) -> None:
        if value is not None and self._at_work >= self._floor:
            self.answered.emit(self._at_work, value)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        if self._at_work >= self._floor:
            self.failed.emit(failure)

    @Slot()
    def _end(self) -> None:
        self._task = None
        self._start()
