"""The training tab over run folders that the tests write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from engine.experiments.queue import QueueItem, QueueState, RunQueue, write_note
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.run_status import STOPS_AFTER_EPOCH
from engine.experiments.runner import own_note
from engine.storage import read_json
from engine.workspace import Workspace
from gui.services import Activity, Message, Services
from gui.training.closing import Closing
from gui.training.comparison_plot import ComparisonCell, ComparisonPlot
from gui.training.run_table import Column
from gui.training.run_words import run_title
from gui.training.training_tab import TrainingTab
from gui.training.training_thread import Runner
from tests.gui.training_help import epoch, finish, planned, put, step, write_metrics


@pytest.fixture
def runs(workspace: Workspace) -> list[RunFolder]:
    """Return the runs of a study: from scratch, pre-training, fine-tuning."""
    return planned(workspace).queue()


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> Iterator[TrainingTab]:
    made = TrainingTab(services)
    made.resize(1200, 700)
    made.show()
    qtbot.addWidget(made)
    yield made
    services.tasks.stopping.emit()


def _shown(tab: TrainingTab) -> list[str]:
    model = tab.table.runs
    return [model.index(row, Column.STATE).data() for row in range(model.rowCount())]


def _values(curve: pg.PlotDataItem) -> list[float]:
    """Return what a plot's curve shows, as it was handed over."""
    values = curve.getOriginalDataset()[1]
    return [] if values is None else [float(value) for value in values]


def test_empty_it_offers_one_sentence_and_one_button(qtbot: QtBot, tab: TrainingTab) -> None:
    assert tab.pages.currentIndex() == 0
    with qtbot.waitSignal(tab.panel.start_requested) as started:
        tab.panel.start_requested.disconnect(tab.start)
        tab.first_button.click()
    assert started.args is not None
    assert started.args[0].name == "quick"


def test_the_empty_page_says_the_time_that_the_card_says(qtbot: QtBot, tab: TrainingTab) -> None:
    qtbot.waitUntil(lambda: "≈" in tab.first_button.text(), timeout=20_000)
    tab.panel.cards.timed.emit("paper", "≈ 9 d")
    tab.panel.cards.timed.emit("quick", "≈ 5 min")
    assert tab.first_button.text() == "Run the quick study (≈ 5 min)"


def test_runs_and_their_numbers_are_listed(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    finish(runs[0], 0.768)
    put(runs[1], State.RUNNING, epoch=3, epochs=10, accuracy=0.5, best_accuracy=0.6, remaining_s=65.0)
    qtbot.waitUntil(lambda: _shown(tab) == ["done", "running", "not started"])
    model = tab.table.runs
    assert model.index(0, Column.TEST).data() == "76.8"
    assert [model.index(1, at).data() for at in (Column.BEST, Column.LAST, Column.LEFT)] == ["60.0", "50.0", "1:05"]
    assert model.index(1, Column.PROGRESS).data() == "3/10"
    assert tab.pages.currentIndex() == 1


def test_curves_of_the_run_at_work_grow(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    write_metrics(runs[1], step(0, 1, 2.0), step(0, 2, 1.0), epoch(0, 0.5))
    put(runs[1], State.RUNNING, epoch=1, epochs=10, steps=2)
    qtbot.waitUntil(lambda: tab.table.chosen_id == runs[1].id)
    qtbot.waitUntil(lambda: _values(tab.watch.plots.loss.raw_trace.raw) == [2.0, 1.0])
    write_metrics(runs[1], epoch(1, 0.7), epoch(2, 0.6))
    qtbot.waitUntil(lambda: len(_values(tab.watch.plots.accuracy.validation_trace.main)) == 3)
    assert _values(tab.watch.plots.accuracy.validation_trace.main) == pytest.approx([50.0, 70.0, 60.0])
    assert tab.watch.plots.accuracy.best.isVisible()
    assert tab.watch.plots.accuracy.best.value() == 2
    assert "70.0 at epoch 2" in tab.watch.plots.accuracy.heading.text()


def test_a_hidden_plot_is_not_drawn(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    put(runs[1], State.RUNNING, epochs=10)
    qtbot.waitUntil(lambda: tab.table.chosen_id == runs[1].id)
    tab.hide()
    write_metrics(runs[1], epoch(0, 0.5))
    qtbot.waitUntil(lambda: tab.watch.curves.done_epochs == 1)
    qtbot.wait(150)
    assert _values(tab.watch.plots.loss.train_trace.main) == []
    tab.show()
    assert len(_values(tab.watch.plots.loss.train_trace.main)) == 1


def test_another_run_brings_its_own_curves(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    write_metrics(runs[0], epoch(0, 0.5))
    write_metrics(runs[1], epoch(0, 0.1), epoch(1, 0.2))
    put(runs[0], State.STOPPED)
    put(runs[1], State.STOPPED)
    qtbot.waitUntil(lambda: tab.table.runs.rowCount() == 3)
    for folder, accuracies in ((runs[0], [50.0]), (runs[1], [10.0, 20.0]), (runs[0], [50.0])):
        tab.table.choose(folder.id)
        qtbot.waitUntil(
            lambda wanted=accuracies: _values(tab.watch.plots.accuracy.validation_trace.main) == pytest.approx(wanted)
        )


def test_steering_follows_the_state(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    def enabled() -> set[str]:
        names = ("pause", "after_epoch", "stop", "go_on", "discard")
        return {name for name in names if getattr(tab.steering, name).isEnabled()}

    for state, wanted in (
        (State.RUNNING, {"pause", "after_epoch", "stop"}),
        (State.PAUSED, {"pause", "after_epoch", "stop"}),
        (State.STOPPING, {"stop"}),
        (State.STOPPED, {"go_on", "discard"}),
        (State.FAILED, {"go_on", "discard"}),
        (State.DONE, {"discard"}),
    ):
        put(runs[0], state)
        tab.thread_.look()
        qtbot.waitUntil(lambda now=state: (found := tab.table.chosen_entry) is not None and found.status.state is now)
        assert enabled() == wanted, state


def test_pause_and_stop_reach_the_folder(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    put(runs[0], State.RUNNING)
    qtbot.waitUntil(tab.steering.pause.isEnabled)
    tab.steering.pause.trigger()
    qtbot.waitUntil(lambda: _told(runs[0]) == "pause")
    put(runs[0], State.PAUSED)
    qtbot.waitUntil(lambda: tab.steering.pause.text() == "Resume")
    tab.services.hub.pause_requested.emit("training")
    qtbot.waitUntil(lambda: _told(runs[0]) == "resume")
    tab.steering.after_epoch.trigger()
    qtbot.waitUntil(lambda: _told(runs[0]) == "stop_after_epoch")
    put(runs[0], State.STOPPING, message=STOPS_AFTER_EPOCH)
    tab.services.hub.stop_requested.emit("training")
    qtbot.waitUntil(lambda: _told(runs[0]) == "stop")


def _told(folder: RunFolder) -> str:
    """Return what the process at work on the run was told last."""
    path = folder.path / "control.json"
    return str(read_json(path)["verb"]) if path.exists() else ""


def test_the_status_bar_hears_of_the_run_at_work(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    heard: list[Activity] = []
    tab.services.hub.activity.connect(heard.append)
    put(runs[1], State.RUNNING, epoch=5, epochs=10, remaining_s=30.0)
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].running)
    assert heard[-1].key == "training"
    assert (heard[-1].fraction, heard[-1].remaining_s) == (0.5, 30.0)
    finish(runs[1], 0.5)
    qtbot.waitUntil(lambda: not heard[-1].running)


def test_an_interrupted_run_is_found_and_announced(qtbot: QtBot, runs: list[RunFolder], services: Services) -> None:
    heard: list[Message] = []
    services.hub.message.connect(heard.append)
    put(runs[1], State.RUNNING, pid=2**22 + 1, process="4194305@1")
    tab = TrainingTab(services)
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: _shown(tab)[1:2] == ["interrupted: resume?"])
    assert tab.table.chosen_id == runs[1].id
    assert tab.steering.go_on.isEnabled()
    assert any("interrupted" in message.text for message in heard)


def test_what_was_said_at_the_start_is_taken_back_when_it_is_no_longer_so(
    qtbot: QtBot, runs: list[RunFolder], services: Services
) -> None:
    queue = RunQueue(services.workspace)
    queue.add(run.id for run in runs)
    queue.hold(True)
    said: list[Message] = []
    services.hub.message.connect(said.append)
    tab = TrainingTab(services)
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: bool(said))
    assert "paused: 3 runs" in said[0].text
    with qtbot.waitSignal(services.hub.message_over) as over:
        queue.hold_runs([run.id for run in runs], True)
        queue.hold(False)
        tab.thread_.look()
    assert over.args == [said[0].text]


def test_bars_fill_in_and_the_result_is_a_sentence(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    finish(runs[0], 0.769)
    qtbot.waitUntil(tab.export_action.isEnabled)
    assert "fill in" in tab.comparison.sentence.text()
    finish(runs[1], 0.6)
    finish(runs[2], 0.8123)
    tab.thread_.look()
    sentence = "FractalDB 81.2 % against 76.9 % from scratch (1 seed)."
    qtbot.waitUntil(lambda: tab.comparison.sentence.text() == sentence)
    assert "81.2%" in tab.comparison.plot.plot.accessibleDescription()


def test_the_figure_is_exported_with_its_numbers(
    qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab, tmp_path: Path
) -> None:
    for folder, accuracy in zip(runs, (0.7, 0.6, 0.8), strict=True):
        finish(folder, accuracy)
    qtbot.waitUntil(tab.export_action.isEnabled)
    with qtbot.waitSignal(tab.services.hub.message, timeout=30_000):
        tab.comparison.save_to(tmp_path / "figures")
    suffixes = {path.suffix for path in (tmp_path / "figures").iterdir()}
    assert {".png", ".svg", ".pdf", ".csv"} <= suffixes


def test_discarding_asks_and_names_the_run(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    asked: list[str] = []

    def press(key: Qt.Key) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        QTest.keyClick(box, key)

    def delete() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == "Delete").click()

    put(runs[0], State.STOPPED)
    qtbot.waitUntil(tab.steering.discard.isEnabled)
    name = run_title(runs[0].status())
    for answer in (lambda: press(Qt.Key.Key_Return), lambda: press(Qt.Key.Key_Escape), delete):
        assert runs[0].exists
        QTimer.singleShot(0, tab, answer)
        tab.steering.discard.trigger()
    qtbot.waitUntil(lambda: not runs[0].path.exists())
    assert [name in text for text in asked] == [True] * 3
    qtbot.waitUntil(lambda: tab.table.runs.rowCount() == 2)


def test_a_second_window_finds_everything_again(
    qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab, services: Services
) -> None:
    for folder, accuracy in zip(runs, (0.7, 0.6, 0.8), strict=True):
        write_metrics(folder, epoch(0, accuracy))
        finish(folder, accuracy)
    again = TrainingTab(services)
    qtbot.addWidget(again)
    assert again.thread_ is tab.thread_
    qtbot.waitUntil(lambda: _shown(again) == ["done"] * 3)
    qtbot.waitUntil(lambda: again.comparison.sentence.text().startswith("FractalDB 80.0 %"))
    qtbot.waitUntil(lambda: again.watch.curves.done_epochs == 1)


def test_what_the_network_sees_is_shown(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    put(runs[0], State.STOPPED)
    qtbot.waitUntil(lambda: len(tab.watch.network.sheet._images) == 24, timeout=30_000)
    assert "Sneaker" in tab.watch.network.sheet.accessibleDescription()
    tab.table.choose(runs[1].id)
    qtbot.waitUntil(lambda: len(tab.watch.network.sheet._images) == 2, timeout=60_000)


def test_looks_change_with_the_theme(qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab) -> None:
    finish(runs[0], 0.7)
    qtbot.waitUntil(tab.export_action.isEnabled)
    light = tab.watch.plots.loss.plot.backgroundBrush().color().name()
    tab.services.theme.choose("dark")
    assert tab.watch.plots.loss.plot.backgroundBrush().color().name() != light
    assert tab.comparison.plot.plot.backgroundBrush().color().name() != light
    tab.services.theme.choose("light")


def test_every_picture_and_button_has_a_name(tab: TrainingTab) -> None:
    pictures = (
        tab.watch.plots.loss.plot,
        tab.watch.plots.accuracy.plot,
        tab.comparison.plot.plot,
        tab.watch.network.sheet,
        tab.table,
        tab.board.studies,
    )
    assert all(widget.accessibleName() for widget in pictures)
    buttons = [one for one in tab.board.findChildren(QToolButton) if not isinstance(one.parent(), QLineEdit)]
    assert all(button.accessibleName() or button.text() for button in buttons)


def test_numbers_above_the_bars_are_within_a_low_plot(qtbot: QtBot, services: Services) -> None:
    shown = ComparisonPlot(services.theme)
    qtbot.addWidget(shown)
    shown.show_cells([ComparisonCell("scratch", "MNIST", (0.999, 1.0))])
    shown.resize(400, 140)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: shown.plot.getPlotItem().getViewBox().height() > 20)
    view = shown.plot.getPlotItem().getViewBox()
    (label,) = [item for item in view.allChildItems() if isinstance(item, pg.TextItem)]
    top = label.mapToItem(view, label.boundingRect()).boundingRect().top()
    assert top >= 0


def test_closing_asks_nothing_while_the_process_of_the_last_run_is_only_leaving(
    qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    for run in runs:
        finish(run, 0.7)
    qtbot.waitUntil(lambda: _shown(tab) == ["done"] * 3)
    tab.thread_.hold(True)
    last = QueueState((QueueItem(runs[-1].id),))
    monkeypatch.setattr("gui.training.training_tab.ask_closing", lambda *_: pytest.fail("it asked"))
    tab.show_runs(replace(tab._snapshot, current=runs[-1].id, order=last))
    assert tab.close_requested()


def test_closing_between_two_runs_asks_for_the_one_that_comes(
    qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: len(_shown(tab)) == 3)
    asked: list[tuple[str, int]] = []

    def answer(_parent: object, _settings: object, title: str, waiting: int) -> Closing:
        asked.append((title, waiting))
        return Closing.STAY

    monkeypatch.setattr("gui.training.training_tab.ask_closing", answer)
    waiting = QueueState(tuple(QueueItem(run.id) for run in runs))
    tab.show_runs(replace(tab._snapshot, current="", order=waiting, runner=Runner.NOBODY))
    assert tab.close_requested()
    tab.show_runs(replace(tab._snapshot, runner=Runner.AT_WORK))
    assert not tab.close_requested()
    assert [count for _, count in asked] == [2]


def test_an_answer_at_closing_is_for_the_run_that_is_at_work_by_then(
    qtbot: QtBot, runs: list[RunFolder], tab: TrainingTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = QueueState(tuple(QueueItem(run.id) for run in runs))
    qtbot.waitUntil(lambda: len(_shown(tab)) == 3)
    put(runs[0], State.RUNNING)
    qtbot.waitUntil(lambda: _shown(tab)[0] == "running")

    def answer(*_: object) -> Closing:
        finish(runs[0], 0.7)
        put(runs[1], State.RUNNING)
        qtbot.waitUntil(lambda: _shown(tab)[:2] == ["done", "running"])
        write_note(RunQueue(tab.services.workspace), replace(own_note(), current=runs[1].id))
        return Closing.PAUSE

    monkeypatch.setattr("gui.training.training_tab.ask_closing", answer)
    tab.show_runs(replace(tab._snapshot, current=runs[0].id, order=waiting, runner=Runner.AT_WORK))
    assert tab.close_requested()
    qtbot.waitUntil(lambda: _told(runs[1]) == "stop")
    assert _told(runs[0]) == ""
    qtbot.waitUntil(lambda: RunQueue(tab.services.workspace).read().resumes)
