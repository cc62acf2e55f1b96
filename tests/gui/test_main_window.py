"""The frame: every action has one key, tabs are built when shown, theme and language reach everything."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.progress import Control, Progress, Report
from gui.explorer.browse import set_measures
from gui.language import Language
from gui.main_window import MainWindow
from gui.services import Activity, Services
from gui.widgets.command_palette import CommandPalette


@pytest.fixture
def window(services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    # Nothing is to run that a test did not start.
    monkeypatch.setattr(set_measures, "AUTOMATIC", 0)
    made = MainWindow(services, Language("en"))
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()
    made.deleteLater()


@pytest.mark.parametrize("name", ["explorer", "training", "analysis"])
def test_no_two_actions_of_a_tab_share_a_key(window: MainWindow, name: str) -> None:
    window.navigate(name, None)
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in (*window.current_tab.actions(), *window.actions())
        for key in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_tab_is_built_when_it_is_first_shown(window: MainWindow, qtbot: QtBot) -> None:
    assert window.current_tab.name == "explorer"
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current_tab.name == "analysis")


def test_the_palette_finds_and_runs_a_command(window: MainWindow, qtbot: QtBot) -> None:
    window.open_palette()
    palette = window.findChild(CommandPalette)
    search = palette.findChild(QLineEdit)
    qtbot.keyClicks(search, "Analysis")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_tab.name == "analysis")


def test_the_keys_of_a_tab_are_listed(window: MainWindow) -> None:
    window.show_keys()
    page = next(dialog for dialog in window.findChildren(QDialog) if not isinstance(dialog, CommandPalette))
    text = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Ctrl+K" in text
    assert "Undo" in text
    page.close()


def test_the_status_bar_shows_the_newest_activity_and_counts_the_others(window: MainWindow, services: Services) -> None:
    services.hub.activity.emit(Activity("training a", "Training a", 0.42, 190.0))
    services.hub.activity.emit(Activity("task 1", "Measuring", None))
    texts = [label.text() for label in window.statusBar().findChildren(QLabel)]
    assert "Measuring  (+1 more)" in texts
    services.hub.activity.emit(Activity("task 1", "", running=False))
    texts = [label.text() for label in window.statusBar().findChildren(QLabel)]
    assert "Training a" in texts
    assert "42%  ·  3:10 left" in texts
    services.hub.activity.emit(Activity("training a", "", running=False))
    assert "Ready" in [label.text() for label in window.statusBar().findChildren(QLabel)]


def test_a_message_is_shown_with_its_details(window: MainWindow, services: Services) -> None:
    services.tell("error", "The disk is full. Make room.", "Traceback ...")
    assert window._messages.text == "The disk is full. Make room."
    services.tell("info", "")
    assert window._messages.text == ""


def test_a_sentence_that_is_no_longer_true_goes_and_a_newer_one_stays(window: MainWindow, services: Services) -> None:
    services.tell("info", "The queue is paused.")
    services.take_back("The queue is paused.")
    assert window._messages.text == ""
    services.tell("error", "The disk is full. Make room.")
    services.take_back("The queue is paused.")
    assert window._messages.text == "The disk is full. Make room."


def test_dark_and_light_change_what_is_painted(window: MainWindow, services: Services) -> None:
    services.theme.choose("light")
    light = window.grab().toImage().pixelColor(5, window.height() - 5)
    services.theme.choose("dark")
    dark = window.grab().toImage().pixelColor(5, window.height() - 5)
    assert light.lightness() > 200 > 60 > dark.lightness()


def test_the_window_speaks_japanese(services: Services, qtbot: QtBot) -> None:
    language = Language("ja")
    try:
        window = MainWindow(services, language)
        menus = [action.text() for action in window.menuBar().actions()]
        assert menus[0] == "ファイル(&F)"
        of_qt = QDialogButtonBox(QDialogButtonBox.StandardButton.Yes)
        assert of_qt.buttons()[0].text().startswith("はい")
        window.deleteLater()
    finally:
        language.choose("en")


def test_a_task_is_paused_and_goes_on_from_the_status_bar(window: MainWindow, qtbot: QtBot) -> None:
    def count(*, report: Report, control: Control) -> int:
        for number in range(100_000):
            control.poll()
            report(Progress("counting", number, 100_000, 1.0))
            time.sleep(0.001)
        return 0

    services = window.services
    task = services.tasks.start(count, title="Counting", with_progress=True)
    with qtbot.waitSignal(task.progressed):
        pass
    services.hub.pause_requested.emit(f"task {task.id}")
    assert task.control.paused
    qtbot.wait(60)
    assert task.progress is not None
    done = task.progress.done
    qtbot.wait(120)
    assert task.progress.done == done
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert "Counting, paused" in texts
    services.hub.pause_requested.emit(f"task {task.id}")
    qtbot.waitUntil(lambda: task.progress is not None and task.progress.done > done)
    with qtbot.waitSignal(task.ended):
        services.hub.stop_requested.emit(f"task {task.id}")
