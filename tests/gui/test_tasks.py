"""Background work: answers arrive in the window's thread, in order, once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QThread, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from engine.progress import Control, Progress, Report
from gui.tasks import Failure, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    running = Tasks()
    yield running
    assert running.stop_all()


def test_result_arrives_in_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[object, bool]] = []
    application = QApplication.instance()
    assert application is not None
    task = tasks.start(threading.get_ident)
    task.finished.connect(lambda value: seen.append((value, QThread.currentThread() is application.thread())))
    with qtbot.waitSignal(task.ended, timeout=5000):
        pass
    assert seen == [(seen[0][0], True)]
    assert seen[0][0] != threading.get_ident()


def test_failure_carries_the_sentence_and_the_traceback(tasks: Tasks, qtbot: QtBot) -> None:
    def work() -> None:
        raise InputError("size is 3; give 16 to 4096 pixels.")

    task = tasks.start(work)
    with qtbot.waitSignal(task.failed, timeout=5000) as answer:
        pass
    failure = answer.args[0]
    assert isinstance(failure, Failure)
    assert failure.message == "size is 3; give 16 to 4096 pixels."
    assert "Traceback" in failure.details


def test_cancel_reaches_the_work(tasks: Tasks, qtbot: QtBot) -> None:
    def work(*, report: Report, control: Control) -> None:
        for step in range(10_000):
            control.poll()
            report(Progress("count", step, 10_000, 0.0))
            time.sleep(0.001)

    task = tasks.start(work, with_progress=True, title="count")
    with qtbot.waitSignal(task.progressed, timeout=5000):
        pass
    with qtbot.waitSignal(task.stopped, timeout=5000):
        task.cancel()


def test_partial_results_come_before_the_end(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[object] = []

    def work(*, partial: object) -> str:
        for value in (1, 2, 3):
            partial(value)  # type: ignore[operator]
        return "end"

    task = tasks.start(work, with_partial=True)
    task.partial.connect(order.append)
    task.finished.connect(order.append)
    with qtbot.waitSignal(task.ended, timeout=5000):
        pass
    assert order == [1, 2, 3, "end"]


def test_work_that_outlasts_the_window_ends_in_silence(qapp: object, capfd: pytest.CaptureFixture[str]) -> None:
    tasks = Tasks()
    begun, release = threading.Event(), threading.Event()

    def stubborn() -> None:
        begun.set()
        release.wait(10)

    pool = QThreadPool()
    tasks._pool = pool
    tasks.start(stubborn)
    assert begun.wait(10)
    shiboken6.delete(tasks)
    release.set()
    assert pool.waitForDone(10_000)
    assert capfd.readouterr().err == ""
