"""Background answers to a question that keeps changing: one at work, the newest one waiting, the rest forgotten."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import Interrupted
from engine.progress import Control, Report
from gui.engine_words import say
from gui.tasks import Failure, Task, Tasks


class Latest(QObject):
    """Asks one function again and again.

    A new question asks the one at work to end early; the worker then goes on with the newest question by itself,
    without a way through the window's thread. Of several waiting questions only the newest is kept. Answers come in
    the order of the questions, so a picture that is being dragged keeps moving even if every answer is out of date by
    the time it is there. After `forget`, answers to older questions are dropped.

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
        self._slot = _Slot(function)
        self._priority = priority
        self._task: Task | None = None
        self._asked = 0
        self._floor = 0

    @property
    def busy(self) -> bool:
        """Whether a question is at work."""
        return self._task is not None

    def ask(self, question: object) -> int:
        """Ask and return the number of the question."""
        self._asked += 1
        if self._slot.put(self._asked, question):
            task = self._tasks.start(self._slot.work, with_progress=True, with_partial=True, priority=self._priority)
            self._task = task
            task.partial.connect(self._answer)
            task.ended.connect(self._end)
        return self._asked

    def forget(self) -> None:
        """Drop every answer to what was asked so far."""
        self._floor = self._asked + 1
        self._slot.clear()

    @Slot(object)
    def _answer(self, answer: tuple[int, object]) -> None:
        number, value = answer
        if number < self._floor or value is None:
            return
        if isinstance(value, Failure):
            self.failed.emit(value)
        else:
            self.answered.emit(number, value)

    @Slot()
    def _end(self) -> None:
        # A worker that ended a moment ago may be heard of only after the next one was started.
        if self._task is not None and self._task.over:
            self._task = None
            self.idle.emit()


class _Slot:
    """Where the newest question waits; shared by the window's thread and one worker."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._lock = threading.Lock()
        self._waiting: tuple[int, object] | None = None
        self._at_work: Control | None = None
        self._worker = False

    def put(self, number: int, question: object) -> bool:
        """Let `question` wait, ask the one at work to end, and return whether a worker has to be started."""
        with self._lock:
            self._waiting = (number, question)
            self._stop()
            hire = not self._worker
            self._worker = True
            return hire

    def clear(self) -> None:
        """Take back what waits and ask the question at work to end."""
        with self._lock:
            self._waiting = None
            self._stop()

    def _stop(self) -> None:
        if self._at_work is not None:
            self._at_work.stop()

    def _take(self, whole: Control) -> tuple[int, object, Control] | None:
        with self._lock:
            self._at_work = None
            if self._waiting is None or whole.stopped:
                self._worker = False
                return None
            number, question = self._waiting
            self._waiting = None
            self._at_work = _Turn(whole)
            return number, question, self._at_work

    def work(self, *, partial: Callable[[object], None], report: Report, control: Control) -> None:
        """Answer questions until none waits."""
        while (taken := self._take(control)) is not None:
            number, question, turn = taken
            try:
                answer = self._function(question, partial=_numbered(number, partial), report=report, control=turn)
            except Interrupted:
                continue
            except Exception as error:
                answer = Failure(say(error) or type(error).__name__, traceback.format_exc(), error)
            partial((number, answer))


class _Turn(Control):
    """Stops one question, or with the whole task."""

    def __init__(self, whole: Control) -> None:
        super().__init__()
        self._whole = whole

    @property
    def stopped(self) -> bool:
        return super().stopped or self._whole.stopped

    def poll(self) -> None:
        self._whole.poll()
        super().poll()


def _numbered(number: int, partial: Callable[[object], None]) -> Callable[[object], None]:
    def send(value: object) -> None:
        partial((number, value))

    return send
