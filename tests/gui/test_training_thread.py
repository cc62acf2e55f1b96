"""The thread that carries out runs, with processes that only pretend to train."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Slot
from pytestqt.qtbot import QtBot

from engine.experiments import child_process
from engine.experiments.comparison import comparison
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.study_folder import find_study
from engine.workspace import Workspace
from gui.training.training_thread import MetricsRead, RunEnded, Runner, RunsSnapshot, TrainingThread
from tests.gui.queue_help import end_everything
from tests.gui.training_help import epoch, planned, put, write_metrics

LONG_MS = 60_000


class Listener(QObject):
    """Keeps what the thread tells, in the window's thread."""

    def __init__(self, thread: TrainingThread) -> None:
        super().__init__()
        self.snapshot = RunsSnapshot()
        self.read: list[MetricsRead] = []
        self.ended: list[RunEnded] = []
        self.failures: list[str] = []
        thread.runs_changed.connect(self.take_runs)
        thread.metrics_read.connect(self.take_metrics)
        thread.run_ended.connect(self.take_end)
        thread.failed.connect(self.take_failure)

    @Slot(object)
    def take_runs(self, snapshot: RunsSnapshot) -> None:
        self.snapshot = snapshot

    @Slot(object)
    def take_metrics(self, read: MetricsRead) -> None:
        self.read.append(read)

    @Slot(object)
    def take_end(self, ended: RunEnded) -> None:
        self.ended.append(ended)

    @Slot(str)
    def take_failure(self, sentence: str) -> None:
        self.failures.append(sentence)

    def state(self, run_id: str) -> State | None:
        entry = self.snapshot.entry(run_id)
        return None if entry is None else entry.status.state


@pytest.fixture
def thread(qapp: QCoreApplication, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingThread]:
    monkeypatch.setattr(child_process, "MAIN", Path(__file__).with_name("pretend_trainer.py"))
    made = TrainingThread(workspace)
    made.start()
    yield made
    made.hold(True)
    assert made.leave()
    end_everything(workspace)


@pytest.fixture
def listener(thread: TrainingThread) -> Listener:
    return Listener(thread)


def _hold(workspace: Workspace) -> Path:
    path = workspace.root / "hold"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def _all_done(listener: Listener) -> Callable[[], bool]:
    return lambda: (
        bool(listener.snapshot.entries) and all(entry.status.state is State.DONE for entry in listener.snapshot.entries)
    )


def test_a_study_is_carried_out_in_order_and_compared(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    study = planned(workspace)
    thread.enqueue(run.id for run in study.plan.runs)
    qtbot.waitUntil(lambda: len(listener.ended) == 3, timeout=LONG_MS)
    assert [ended.entry.id for ended in listener.ended] == [run.id for run in study.plan.runs]
    qtbot.waitUntil(_all_done(listener), timeout=LONG_MS)
    qtbot.waitUntil(lambda: listener.snapshot.runner is Runner.NOBODY, timeout=LONG_MS)
    assert listener.snapshot.order.items == ()
    table = comparison(find_study("tiny", workspace))
    assert table.complete
    assert (study.path / "comparison.csv").read_text(encoding="utf-8") == table.to_csv()
    cells = listener.snapshot.studies[0].comparison({entry.id: entry for entry in listener.snapshot.entries})
    assert [cell.accuracies for cell in cells] == [(row.accuracy,) for row in table.rows]
    assert not listener.failures


def test_metrics_of_the_watched_run_arrive_whole_and_once(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    folder = planned(workspace).queue()[0]
    write_metrics(folder, epoch(0, 0.5))
    put(folder, State.RUNNING)
    thread.watch(folder.id)
    qtbot.waitUntil(lambda: len(listener.read) == 1)
    assert listener.read[0].restarted
    write_metrics(folder, epoch(1, 0.6), epoch(2, 0.7))
    qtbot.waitUntil(lambda: sum(len(read.events) for read in listener.read) == 3)
    assert [read.restarted for read in listener.read[1:]] == [False] * (len(listener.read) - 1)
    thread.watch("")


def test_a_killed_process_reads_as_interrupted_and_is_taken_up_again(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    hold = _hold(workspace)
    first = planned(workspace).queue()[0]
    thread.enqueue([first.id])
    qtbot.waitUntil(lambda: listener.state(first.id) is State.RUNNING, timeout=LONG_MS)
    os.kill(first.status().pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: listener.state(first.id) is State.INTERRUPTED, timeout=LONG_MS)
    qtbot.waitUntil(lambda: len(listener.ended) == 1, timeout=LONG_MS)
    hold.unlink()
    thread.enqueue([first.id])
    qtbot.waitUntil(lambda: listener.state(first.id) is State.DONE, timeout=LONG_MS)


def test_steering_reaches_the_process(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    _hold(workspace)
    first = planned(workspace).queue()[0]
    thread.enqueue([first.id])
    for verb, state in (("pause", State.PAUSED), ("resume", State.RUNNING), ("stop", State.STOPPED)):
        qtbot.waitUntil(lambda: bool((entry := listener.snapshot.entry(first.id)) and entry.status.state.live),
                        timeout=LONG_MS)  # fmt: skip
        first.command(verb)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda wanted=state: listener.state(first.id) is wanted, timeout=LONG_MS)


def test_a_process_that_never_takes_the_run_up_fails_it(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    first, *_ = planned(workspace).queue()
    (workspace.root / "refuse").touch()
    thread.enqueue([first.id])
    qtbot.waitUntil(lambda: len(listener.ended) == 1, timeout=LONG_MS)
    assert listener.ended[0].entry.status.state is State.FAILED
    assert "told to refuse" in listener.ended[0].entry.status.message


def test_a_failed_run_holds_up_only_what_needs_it(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    study = planned(workspace)
    scratch, pretraining, finetuning = study.queue()
    put(pretraining, State.FAILED)
    thread.enqueue([finetuning.id, scratch.id])
    qtbot.waitUntil(lambda: listener.state(scratch.id) is State.DONE, timeout=LONG_MS)
    assert listener.state(finetuning.id) is State.QUEUED
    assert listener.snapshot.queue == (finetuning.id,)


def test_nothing_starts_while_held_or_while_another_process_trains(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    first, second, _ = planned(workspace).queue()
    put(second, State.RUNNING)
    thread.enqueue([first.id])
    qtbot.waitUntil(lambda: listener.snapshot.queue == (first.id,))
    assert listener.snapshot.current == ""
    thread.hold(True)
    put(second, State.STOPPED)
    qtbot.waitUntil(lambda: listener.state(second.id) is State.STOPPED and listener.snapshot.held)
    assert listener.state(first.id) is State.QUEUED
    thread.hold(False)
    qtbot.waitUntil(lambda: listener.state(first.id) is State.DONE, timeout=LONG_MS)


def test_the_process_outlives_the_thread(
    qtbot: QtBot, thread: TrainingThread, listener: Listener, workspace: Workspace
) -> None:
    hold = _hold(workspace)
    first: RunFolder = planned(workspace).queue()[0]
    thread.enqueue([first.id])
    qtbot.waitUntil(lambda: listener.state(first.id) is State.RUNNING, timeout=LONG_MS)
    assert thread.leave()
    hold.unlink()
    qtbot.waitUntil(lambda: first.status().state is State.DONE, timeout=LONG_MS)


def test_what_goes_over_all_runs_is_ready_when_the_window_gets_it(qtbot: QtBot, workspace: Workspace) -> None:
    planned(workspace).queue()
    thread = TrainingThread(workspace)
    with qtbot.waitSignal(thread.runs_changed, timeout=30_000) as told:
        thread.start()
    assert thread.leave()
    (snapshot,) = told.args
    assert {"by_id", "statuses", "live", "newest_first", "done"} <= vars(snapshot).keys()
    assert snapshot.newest_first == tuple(snapshot.by_id)[::-1]
