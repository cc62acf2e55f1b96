"""Pause and stop given while the next run is only starting, with processes that only pretend to train."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from engine.experiments import child_process
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from gui.services import Services
from gui.training.training_tab import TrainingTab
from tests.gui.queue_help import end_everything
from tests.gui.training_help import planned, put

LONG_MS = 60_000


@pytest.fixture
def start(services: Services) -> Path:
    """Return the file that keeps processes from taking their runs up while it is there."""
    path = services.workspace.root / "hold_start"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.fixture
def run(services: Services) -> RunFolder:
    return planned(services.workspace).queue()[0]


@pytest.fixture
def tab(qtbot: QtBot, services: Services, start: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingTab]:
    monkeypatch.setattr(child_process, "MAIN", Path(__file__).with_name("pretend_trainer.py"))
    made = TrainingTab(services)
    made.resize(1200, 700)
    made.show()
    qtbot.addWidget(made)
    yield made
    made.thread_.hold(True)
    services.tasks.stopping.emit()
    end_everything(services.workspace)


def _begin(qtbot: QtBot, tab: TrainingTab, run: RunFolder, action: QAction) -> None:
    """Ask for the run, and press `action` while its process has not taken it up."""
    tab.thread_.enqueue([run.id])
    qtbot.waitUntil(lambda: tab._snapshot.current == run.id, timeout=LONG_MS)
    tab.table.choose(run.id)
    qtbot.waitUntil(action.isEnabled, timeout=LONG_MS)
    assert not run.status().state.live
    action.trigger()


def test_pause(qtbot: QtBot, tab: TrainingTab, run: RunFolder, start: Path) -> None:
    _begin(qtbot, tab, run, tab.steering.pause)
    qtbot.waitUntil((run.path / "control.json").exists, timeout=LONG_MS)
    start.unlink()
    qtbot.waitUntil(lambda: run.status().state is State.PAUSED, timeout=LONG_MS)
    qtbot.waitUntil(lambda: tab.steering.pause.text() == "Resume", timeout=LONG_MS)
    tab.steering.pause.trigger()
    qtbot.waitUntil(lambda: run.status().state is State.DONE, timeout=LONG_MS)


def test_stop_after_this_epoch(qtbot: QtBot, tab: TrainingTab, run: RunFolder, start: Path) -> None:
    _begin(qtbot, tab, run, tab.steering.after_epoch)
    qtbot.waitUntil((run.path / "control.json").exists, timeout=LONG_MS)
    start.unlink()
    qtbot.waitUntil(lambda: run.status().state is State.STOPPED, timeout=LONG_MS)
    assert run.status().epoch == 1
    assert tab._snapshot.held


@pytest.mark.parametrize("before", [State.QUEUED, State.INTERRUPTED])
def test_stop_ends_the_process_and_leaves_the_run_as_it_was(
    qtbot: QtBot, tab: TrainingTab, run: RunFolder, before: State
) -> None:
    put(run, before)
    _begin(qtbot, tab, run, tab.steering.stop)
    qtbot.waitUntil(lambda: tab._snapshot.current == "" and tab._snapshot.held, timeout=LONG_MS)
    assert (run.status().state, run.status().attempt) == (before, 0)


def test_the_status_bar_stops_what_the_queue_is_at_by_now(qtbot: QtBot, tab: TrainingTab, run: RunFolder) -> None:
    tab.thread_.enqueue([run.id])
    qtbot.waitUntil(lambda: tab._snapshot.current == run.id, timeout=LONG_MS)
    # As the window saw it a moment before: nobody at work.
    tab.steering._snapshot = type(tab._snapshot)()
    tab.services.hub.stop_requested.emit("training")
    qtbot.waitUntil(lambda: tab._snapshot.current == "" and tab._snapshot.held, timeout=LONG_MS)
    assert run.status().state is State.QUEUED
