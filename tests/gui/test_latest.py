"""Questions that overtake each other: the newest is answered, in order, and an old answer never comes late."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from engine.errors import InputError, Interrupted
from engine.progress import Control, Report
from gui.tasks import Tasks
from gui.widgets.latest import Latest


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    running = Tasks()
    yield running
    assert running.stop_all()


def until_stopped(question: str, *, partial: Callable[[str], None], report: Report, control: Control) -> str:
    """Answer at once, and a second time when asked to end."""
    partial(f"{question} first")
    if question.endswith("!"):
        raise InputError(f"{question} is no question.")
    while question != "last" and not control.stopped:
        time.sleep(0.001)
    if question.endswith("?"):
        raise Interrupted
    return f"{question} end"


class Log:
    def __init__(self, tasks: Tasks) -> None:
        self.owner = QObject()
        self.latest = Latest(tasks, until_stopped, self.owner)
        self.answers: list[tuple[int, object]] = []
        self.failures: list[str] = []
        self.idles = 0
        self.latest.answered.connect(lambda number, answer: self.answers.append((number, answer)))
        self.latest.failed.connect(lambda failure: self.failures.append(failure.message))
        self.latest.idle.connect(self.rest)

    def rest(self) -> None:
        self.idles += 1


def test_a_newer_question_is_taken_up_without_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    taken: list[str] = []
    both = threading.Event()

    def note(question: str, *, partial: object, report: object, control: Control) -> None:
        taken.append(question)
        while question == "a" and not control.stopped:
            time.sleep(0.001)
        if question == "b":
            both.set()

    owner = QObject()
    latest = Latest(tasks, note, owner)
    latest.ask("a")
    while not taken:
        time.sleep(0.001)
    latest.ask("b")
    # No event is processed here: the worker finds the question by itself.
    assert both.wait(5)
    qtbot.waitUntil(lambda: not latest.busy)


def test_of_several_waiting_only_the_newest_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    log = Log(tasks)
    log.latest.ask("a")
    qtbot.waitUntil(lambda: log.answers == [(1, "a first")])
    for question in ("b", "c", "last"):
        log.latest.ask(question)
    qtbot.waitUntil(lambda: log.idles == 1)
    # The worker may have been quick enough to take one of those between.
    assert log.answers[:2] == [(1, "a first"), (1, "a end")]
    assert log.answers[-2:] == [(4, "last first"), (4, "last end")]
    numbers = [number for number, _ in log.answers]
    assert numbers == sorted(numbers)
    assert not log.latest.busy


def test_what_was_forgotten_is_never_answered(tasks: Tasks, qtbot: QtBot) -> None:
    log = Log(tasks)
    log.latest.ask("a")
    qtbot.waitUntil(lambda: bool(log.answers))
    log.answers.clear()
    log.latest.ask("b")
    log.latest.forget()
    qtbot.waitUntil(lambda: log.idles == 1)
    assert log.answers == []
    log.latest.ask("last")
    qtbot.waitUntil(lambda: log.answers[-1:] == [(3, "last end")])


def test_a_failure_is_told_and_the_next_question_answered(tasks: Tasks, qtbot: QtBot) -> None:
    log = Log(tasks)
    log.latest.ask("nonsense!")
    qtbot.waitUntil(lambda: log.idles == 1)
    assert log.failures == ["nonsense! is no question."]
    log.latest.ask("last")
    qtbot.waitUntil(lambda: log.answers[-1:] == [(2, "last end")])


def test_an_interrupted_question_has_no_last_word(tasks: Tasks, qtbot: QtBot) -> None:
    log = Log(tasks)
    log.latest.ask("really?")
    qtbot.waitUntil(lambda: bool(log.answers))
    log.latest.ask("last")
    qtbot.waitUntil(lambda: log.idles == 1)
    assert log.answers == [(1, "really? first"), (2, "last first"), (2, "last end")]


def test_closing_the_window_ends_the_question_at_work(tasks: Tasks, qtbot: QtBot) -> None:
    log = Log(tasks)
    log.latest.ask("a")
    qtbot.waitUntil(lambda: bool(log.answers))
    log.latest.ask("b")
    assert tasks.stop_all(2000)


def test_every_question_of_a_storm_is_overtaken_or_answered(tasks: Tasks, qtbot: QtBot) -> None:
    log = Log(tasks)
    for at in range(300):
        log.latest.ask(f"{at}")
        if at % 7 == 0:
            time.sleep(0.0005)
        if at % 11 == 0:
            qtbot.wait(1)
    log.latest.ask("last")
    qtbot.waitUntil(lambda: log.answers[-1:] == [(301, "last end")] and not log.latest.busy)
