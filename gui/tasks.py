"""Engine functions in the background: started here, answered in the window's thread.

A task runs ``function(*args, report=..., control=..., **kwargs)`` on a thread pool. What crosses back are frozen
values; they arrive through one queued signal at a slot of `Tasks`, which lives in the window's thread, so
whatever is connected to a task's signals runs there.
"""

from __future__ import annotations

import contextlib
import itertools
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from engine.errors import Interrupted
from engine.progress import Control, Progress
from gui.engine_words import say

REPORT_INTERVAL_S = 0.05
"""Progress closer together than this is not sent; nobody could read it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task ended without a result.

    Attributes
    ----------
    message : str
        One sentence for the user.
    details : str
        The traceback, for the log and for "details".
    error : BaseException
    """

    message: str
    details: str
    error: BaseException


class Task(QObject):
    """One piece of background work.

    Attributes
    ----------
    pausable : bool
        Whether it polls its `control`.
    progress : Progress or None
        The newest.

    Signals
    -------
    progressed(Progress)
    partial(object)
        A partial result, sent by a function that takes ``partial``.
    finished(object)
        The result.
    failed(Failure)
    stopped()
        It was cancelled.
    ended()
        After finished, failed or stopped.
    """

    progressed = Signal(object)
    partial = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()

    _numbers = itertools.count(1)

    def __init__(self, title: str, parent: QObject, *, pausable: bool = False) -> None:
        super().__init__(parent)
        self.pausable = pausable
        self.progress: Progress | None = None
        self.id = next(self._numbers)
        self.title = title
        self.control = Control()
        self.over = False

    def cancel(self) -> None:
        """Ask the work to stop; ``stopped`` follows."""
        self.control.stop()

    def deliver(self, kind: str, value: object) -> None:
        """Announce what the work posted, in the window's thread."""
        if kind == "progressed":
            self.progress = value if isinstance(value, Progress) else None
            self.progressed.emit(value)
        elif kind == "partial":
            self.partial.emit(value)
        else:
            self.over = True
            if kind == "stopped":
                self.stopped.emit()
            else:
                getattr(self, kind).emit(value)
            self.ended.emit()
            self.deleteLater()


class _Work(QRunnable):
    def __init__(self, post: Callable[[str, object], None], call: Callable[[], Any]) -> None:
        super().__init__()
        self._post = post
        self._call = call

    def run(self) -> None:
        post = self._post
        try:
            result = self._call()
        except Interrupted:
            post("stopped", None)
        except BaseException as error:
            post("failed", Failure(say(error) or type(error).__name__, traceback.format_exc(), error))
        else:
            post("finished", result)


class Tasks(QObject):
    """The background work of the window.

    Signals
    -------
    started(Task)
        For the status bar; only titled tasks are announced.
    stopping()
        Everything is about to be stopped: end what runs beside the pool, too.
    """

    started = Signal(object)
    stopping = Signal()
    # Work posts through this object, which outlives every task: a task may be deleted by its own last message
    # while the worker's thread is still leaving the call that sent it.
    _posted = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(max(4, self._pool.maxThreadCount()))
        self._running: dict[int, Task] = {}
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(int, str, object)
    def _deliver(self, number: int, kind: str, value: object) -> None:
        task = self._running.get(number)
        if task is not None:
            task.deliver(kind, value)

    def start(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        title: str = "",
        with_progress: bool = False,
        with_partial: bool = False,
        priority: int = 0,
        **keywords: Any,
    ) -> Task:
        """Run `function` in the background; after `stop_all`, the task never begins.

        Parameters
        ----------
        title : str
            What the status bar shows; empty for work too short to mention.
        with_progress : bool
            The function takes ``report`` and ``control``.
        with_partial : bool
            The function takes ``partial``, a callable for partial results.
        priority : int
            Higher runs first among waiting tasks.
        """
        task = Task(title, self, pausable=with_progress)
        if self._closed:
            return task
        number, posted = task.id, self._posted

        def post(kind: str, value: object) -> None:
            # Work that cannot be interrupted, such as compiling a kernel, may outlast the window it was meant for.
            with contextlib.suppress(RuntimeError):
                posted.emit(number, kind, value)

        if with_progress:
            keywords |= {"report": _throttled(post), "control": task.control}
        if with_partial:
            keywords["partial"] = lambda value: post("partial", value)
        self._running[number] = task
        task.ended.connect(lambda: self._running.pop(number, None))
        if title:
            self.started.emit(task)
        self._pool.start(_Work(post, lambda: function(*arguments, **keywords)), priority)
        return task

    def stop_all(self, timeout_ms: int = 5000) -> bool:
        """Stop everything and wait; return whether all work ended in time."""
        self.stopping.emit()
        self._closed = True
        for task in self._running.values():
            task.cancel()
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)


def _throttled(post: Callable[[str, object], None]) -> Callable[[Progress], None]:
    sent_at = 0.0

    def report(progress: Progress) -> None:
        nonlocal sent_at
        now = time.monotonic()
        if now - sent_at >= REPORT_INTERVAL_S or (progress.total and progress.done >= progress.total):
            sent_at = now
            post("progressed", progress)

    return report
