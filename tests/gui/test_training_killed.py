"""Window, runner and trainer killed, each and together: nothing is lost, and nothing runs twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from engine.experiments import child_process
from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_folder import list_runs
from engine.experiments.run_status import State
from engine.workspace import Workspace
from gui.training.training_thread import Runner, TrainingThread
from tests.gui.queue_help import end_everything
from tests.gui.test_training_thread import Listener
from tests.gui.training_help import planned

WINDOW = Path(__file__).with_name("window_process.py")
LONG_MS = 60_000


@pytest.fixture(autouse=True)
def pretended(qapp: QCoreApplication, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(child_process, "MAIN", Path(__file__).with_name("pretend_trainer.py"))
    yield
    end_everything(workspace)


@pytest.fixture
def hold(workspace: Workspace) -> Path:
    """Return the file that keeps runs at their first step while it is there."""
    path = workspace.root / "hold"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def _states(workspace: Workspace) -> list[State]:
    return sorted(entry.status.state for entry in list_runs(workspace))


def _until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG_MS / 1000
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _window_at_work(workspace: Workspace) -> subprocess.Popen[bytes]:
    """Return the process of a window whose study is being trained."""
    runs = [run.id for run in planned(workspace).plan.runs]
    window = subprocess.Popen([sys.executable, str(WINDOW), str(workspace.root), *runs])
    _until(lambda: State.RUNNING in _states(workspace))
    return window


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _pids(workspace: Workspace) -> tuple[int, int]:
    """Return runner and trainer."""
    note = read_note(RunQueue(workspace))
    assert note is not None
    assert note.trainer
    return note.pid, note.trainer


def _attempts(workspace: Workspace) -> list[int]:
    return sorted(entry.status.attempt for entry in list_runs(workspace))


def test_the_queue_goes_on_when_the_window_is_killed(workspace: Workspace, hold: Path) -> None:
    window = _window_at_work(workspace)
    _kill(window)
    hold.unlink()
    _until(lambda: _states(workspace) == [State.DONE] * 3)
    assert _attempts(workspace) == [1, 1, 1]
    _until(lambda: read_note(RunQueue(workspace)) is None)


def test_after_window_and_runner_a_new_window_takes_the_trainer_over(
    qtbot: QtBot, workspace: Workspace, hold: Path
) -> None:
    window = _window_at_work(workspace)
    runner, trainer = _pids(workspace)
    _kill(window)
    os.kill(runner, signal.SIGKILL)
    thread = TrainingThread(workspace)
    thread.start()
    # A runner that was killed takes a moment to go: the one to wait for is the next.
    qtbot.waitUntil(lambda: (note := read_note(RunQueue(workspace))) is not None and note.pid != runner
                    and bool(note.current), timeout=LONG_MS)  # fmt: skip
    os.kill(trainer, 0)
    hold.unlink()
    qtbot.waitUntil(lambda: _states(workspace) == [State.DONE] * 3, timeout=LONG_MS)
    assert _attempts(workspace) == [1, 1, 1]
    assert thread.leave()


def test_after_all_three_nothing_starts_before_a_word(qtbot: QtBot, workspace: Workspace, hold: Path) -> None:
    window = _window_at_work(workspace)
    runner, trainer = _pids(workspace)
    _kill(window)
    os.kill(runner, signal.SIGKILL)
    os.killpg(trainer, signal.SIGKILL)
    hold.unlink()
    thread = TrainingThread(workspace)
    listener = Listener(thread)
    thread.start()
    qtbot.waitUntil(lambda: listener.snapshot.runner is Runner.CUT_OFF, timeout=LONG_MS)
    qtbot.wait(500)
    assert _states(workspace) == [State.INTERRUPTED, State.QUEUED, State.QUEUED]
    assert len(listener.snapshot.order.items) == 3
    assert listener.snapshot.held
    thread.hold(False)
    qtbot.waitUntil(lambda: _states(workspace) == [State.DONE] * 3, timeout=LONG_MS)
    assert _attempts(workspace) == [1, 1, 2]
    assert thread.leave()


def test_two_windows_start_one_runner(qtbot: QtBot, workspace: Workspace, hold: Path) -> None:
    window = _window_at_work(workspace)
    other = subprocess.Popen([sys.executable, str(WINDOW), str(workspace.root)])
    thread = TrainingThread(workspace)
    listener = Listener(thread)
    thread.start()
    thread.enqueue(run.id for run in planned(workspace).plan.runs)
    qtbot.waitUntil(lambda: bool(listener.snapshot.current), timeout=LONG_MS)
    hold.unlink()
    qtbot.waitUntil(lambda: _states(workspace) == [State.DONE] * 3, timeout=LONG_MS)
    assert _attempts(workspace) == [1, 1, 1]
    assert thread.leave()
    for process in (window, other):
        _kill(process)
