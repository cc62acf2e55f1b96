"""From the start button to the comparison, with child processes: pretended ones, and once the real trainer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.experiments import child_process
from engine.experiments.run_folder import State, list_runs
from engine.experiments.specification import save_specification
from engine.workspace import Workspace
from gui.services import Message, Services
from gui.tasks import Tasks
from gui.training.closing import Closing, ClosingQuestion, remembered
from gui.training.training_tab import TrainingTab
from gui.training.training_thread import Runner
from tests.gui.queue_help import end_everything
from tests.gui.training_help import tiny_study

LONG_MS = 60_000
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tab(qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingTab]:
    monkeypatch.setattr(child_process, "MAIN", Path(__file__).with_name("pretend_trainer.py"))
    services.workspace.root.mkdir(parents=True, exist_ok=True)
    made = TrainingTab(services)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.thread_.hold(True)
    services.tasks.stopping.emit()
    end_everything(services.workspace)


def _states(tab: TrainingTab) -> list[State]:
    return [entry.status.state for entry in list_runs(tab.services.workspace)]


def _press(text: str) -> Callable[[], None]:
    """Return a call that presses the button of the open question that begins with `text`; empty: Esc."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if not text:
            QTest.keyClick(box, Qt.Key.Key_Escape)
            return
        next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "").startswith(text)).click()

    return press


def _tick_and_press(text: str) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, ClosingQuestion)
    box.always.setChecked(True)
    _press(text)()


def _answer(tab: TrainingTab, text: str) -> bool:
    QTimer.singleShot(0, tab, _press(text))
    return tab.close_requested()


def test_start_ends_on_a_comparison(qtbot: QtBot, tab: TrainingTab) -> None:
    heard: list[Message] = []
    tab.services.hub.message.connect(heard.append)
    tab.panel.form.load(tiny_study())
    tab.start_action.trigger()
    qtbot.waitUntil(lambda: any(message.kind == "success" for message in heard), timeout=LONG_MS)
    qtbot.waitUntil(lambda: tab.comparison.sentence.text() == "FractalDB 80.0 % against 70.0 % from scratch (1 seed).")
    assert tab.board.studies.currentText() == "tiny"
    figure = tab.services.workspace.studies / "tiny" / "figures" / "accuracy.json"
    qtbot.waitUntil(figure.exists, timeout=LONG_MS)
    assert not [message for message in heard if message.kind == "error"]


def test_starting_again_what_was_done_shows_it(qtbot: QtBot, tab: TrainingTab) -> None:
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: _states(tab) == [State.DONE] * 3, timeout=LONG_MS)
    attempts = [entry.status.attempt for entry in list_runs(tab.services.workspace)]
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: tab._snapshot.queue == () and len(tab._snapshot.entries) == 3)
    assert [entry.status.attempt for entry in list_runs(tab.services.workspace)] == attempts


def test_stopping_holds_the_queue_until_the_study_is_continued(qtbot: QtBot, tab: TrainingTab) -> None:
    hold = tab.services.workspace.root / "hold"
    hold.touch()
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: State.RUNNING in _states(tab), timeout=LONG_MS)
    qtbot.waitUntil(tab.steering.stop.isEnabled)
    tab.steering.stop.trigger()
    qtbot.waitUntil(lambda: State.STOPPED in _states(tab), timeout=LONG_MS)
    qtbot.waitUntil(lambda: tab._snapshot.current == "" and tab.steering.go_on_all.isEnabled())
    assert sorted(_states(tab)) == [State.QUEUED, State.QUEUED, State.STOPPED]
    hold.unlink()
    tab.steering.go_on_all.trigger()
    qtbot.waitUntil(lambda: _states(tab) == [State.DONE] * 3, timeout=LONG_MS)


def test_a_failure_is_told_and_the_others_go_on(qtbot: QtBot, tab: TrainingTab) -> None:
    heard: list[Message] = []
    tab.services.hub.message.connect(heard.append)
    (tab.services.workspace.root / "fail").touch()
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: sorted(_states(tab)) == [State.FAILED, State.FAILED, State.QUEUED], timeout=LONG_MS)
    qtbot.waitUntil(lambda: any("told to fail" in message.text for message in heard), timeout=LONG_MS)


def test_closing_asks_and_can_be_cancelled(qtbot: QtBot, tab: TrainingTab) -> None:
    assert tab.close_requested()
    (tab.services.workspace.root / "hold").touch()
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: State.RUNNING in _states(tab) and bool(tab._snapshot.current), timeout=LONG_MS)
    assert not _answer(tab, "Cancel")
    assert not _answer(tab, "")
    assert State.RUNNING in _states(tab)
    assert _answer(tab, "Stop")
    qtbot.waitUntil(lambda: State.STOPPED in _states(tab), timeout=LONG_MS)
    qtbot.waitUntil(lambda: tab._snapshot.runner is Runner.NOBODY, timeout=LONG_MS)
    assert tab._snapshot.held
    assert not tab._snapshot.order.resumes


def test_a_pause_at_closing_goes_on_with_the_next_window(
    qtbot: QtBot, tab: TrainingTab, services: Services, workspace: Workspace
) -> None:
    hold = workspace.root / "hold"
    hold.touch()
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: State.RUNNING in _states(tab) and bool(tab._snapshot.current), timeout=LONG_MS)
    QTimer.singleShot(0, tab, lambda: _tick_and_press("Pause"))
    assert tab.close_requested()
    services.tasks.stopping.emit()
    qtbot.waitUntil(lambda: State.STOPPED in _states(tab), timeout=LONG_MS)
    assert remembered(services.settings) is Closing.PAUSE
    hold.unlink()
    later = Services(workspace, Tasks(), services.settings, services.theme)
    again = TrainingTab(later)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: _states(again) == [State.DONE] * 3, timeout=LONG_MS)
    assert sorted(entry.status.attempt for entry in list_runs(workspace)) == [1, 1, 2]
    later.tasks.stop_all()


def test_kept_training_goes_on_and_the_queue_is_found_again(
    qtbot: QtBot, tab: TrainingTab, services: Services, workspace: Workspace
) -> None:
    hold = workspace.root / "hold"
    hold.touch()
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: State.RUNNING in _states(tab) and bool(tab._snapshot.current), timeout=LONG_MS)
    assert _answer(tab, "Keep")
    services.tasks.stopping.emit()
    assert tab.thread_.isFinished()
    later = Services(workspace, Tasks(), services.settings, services.theme)
    again = TrainingTab(later)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: State.RUNNING in [entry.status.state for entry in again._snapshot.entries])
    assert again._snapshot.current
    assert len(again._snapshot.queue) == 2
    hold.unlink()
    qtbot.waitUntil(lambda: _states(again) == [State.DONE] * 3, timeout=LONG_MS)
    later.tasks.stop_all()


@pytest.mark.slow
def test_the_real_trainer_killed_and_continued_gives_the_numbers_of_the_command_line(
    qtbot: QtBot, tab: TrainingTab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child_process, "MAIN", ROOT / "main.py")
    tab.start(tiny_study())
    qtbot.waitUntil(lambda: any(entry.status.steps for entry in tab._snapshot.entries), timeout=5 * LONG_MS)
    current = tab._snapshot.entry(tab._snapshot.current)
    assert current is not None
    os.killpg(current.status.pid, signal.SIGKILL)
    tab.thread_.hold(True)
    qtbot.waitUntil(lambda: tab._snapshot.current == "", timeout=LONG_MS)
    assert current.folder.status().state is State.INTERRUPTED
    tab.steering.continue_study()
    qtbot.waitUntil(lambda: _states(tab) == [State.DONE] * 3, timeout=10 * LONG_MS)
    save_specification(tiny_study(), tmp_path / "tiny.toml")
    other = tmp_path / "other"
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(other), "study", str(tmp_path / "tiny.toml")]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    rows = [json.loads((root / "studies" / "tiny" / "comparison.json").read_text()) for root in (workspace.root, other)]
    assert rows[0] == rows[1]
