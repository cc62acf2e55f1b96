"""Watching: plots that follow mouse, keys and options, what the network sees, and curves of several runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.experiments.glimpse import GlimpseWriter
from engine.experiments.run_details import read_details
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.run_index import RunRow
from engine.training.events import BatchEvent, EvaluatedEvent, Evaluation, FiltersEvent
from gui.services import Services
from gui.training.overlay import CurvesOverlay, OverlayRun
from gui.training.plot_options import PlotOptions
from gui.training.training_thread import MetricsRead
from gui.training.watch_panel import WatchPanel
from tests.gui.training_help import epoch, planned, put, step, write_metrics

STEPS = 4


@pytest.fixture
def folders(services: Services) -> list[RunFolder]:
    return [RunFolder(services.workspace.runs / run.id) for run in planned(services.workspace).plan.runs]


@pytest.fixture
def panel(qtbot: QtBot, services: Services) -> WatchPanel:
    made = WatchPanel(services)
    qtbot.addWidget(made)
    qtbot.addWidget(made.network)
    made.resize(900, 400)
    made.network.resize(500, 260)
    made.show()
    made.network.show()
    return made


def entry(folder: RunFolder) -> RunRow:
    return RunRow(folder, folder.status(), read_details(folder), "")


def follow(panel: WatchPanel, folder: RunFolder, *events: dict[str, Any], epochs: int = 10) -> None:
    panel.choose(entry(folder))
    panel.take(MetricsRead(folder.id, tuple(events), True, epochs, STEPS))
    for plot in panel.plots.plots.values():
        plot.redraw()


def some_epochs(count: int = 6) -> list[dict[str, Any]]:
    accuracies = [0.5, 0.8, 0.7, 0.6, 0.65, 0.7, *[0.7] * count][:count]
    told = []
    for number, accuracy in enumerate(accuracies):
        told += [step(number, at, 2.0 - 0.1 * number) | {"images_per_s": 100.0} for at in range(1, STEPS + 1)]
        told.append(epoch(number, accuracy))
    return told


def seen(panel: WatchPanel, name: str = "loss") -> tuple[float, float]:
    low, high = panel.plots.plots[name].plot.item.getViewBox().viewRange()[0]
    return float(low), float(high)


def points(item: Any) -> tuple[list[float], list[float]]:
    x, y = item.getData()
    return ([], []) if x is None else (list(x), list(y))


# ---------------------------------------------------------------------- plots


def test_best_epoch_is_marked_in_every_plot_and_told(panel: WatchPanel, folders: list[RunFolder]) -> None:
    put(folders[0], State.STOPPED, epoch=6, epochs=10, accuracy=0.7)
    follow(panel, folders[0], *some_epochs())
    for name in ("loss", "accuracy"):
        plot = panel.plots.plots[name]
        assert plot.best.isVisible()
        assert plot.best.value() == 2
    assert list(panel.plots.accuracy.star.getData()[1]) == pytest.approx([80.0])
    assert "80.0 % at epoch 2, 4 epochs since" in panel.facts.text()


def test_the_best_epoch_stays_marked_where_thousands_are_drawn(panel: WatchPanel, folders: list[RunFolder]) -> None:
    events = [epoch(number, 0.99 if number == 1234 else 0.5, epochs=5000) for number in range(5000)]
    follow(panel, folders[0], *events, epochs=5000)
    accuracy = panel.plots.accuracy
    assert accuracy.best.value() == 1235
    assert max(points(accuracy.validation_trace.main)[1]) == pytest.approx(99.0)
    assert len(points(accuracy.validation_trace.main)[0]) < 3000


def test_axis_by_step_and_by_time(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *some_epochs())
    panel.plots.bar.axis.setCurrentIndex(1)
    panel.plots.bar.axis.activated.emit(1)
    assert points(panel.plots.loss.train_trace.main)[0] == [4, 8, 12, 16, 20, 24]
    assert panel.plots.loss.best.value() == 8
    panel.plots.bar.axis.setCurrentIndex(2)
    panel.plots.bar.axis.activated.emit(2)
    assert points(panel.plots.loss.train_trace.main)[0] == [1, 2, 3, 4, 5, 6]
    assert panel.plots.loss.plot.item.getAxis("bottom").labelText == "Time (s)"


def test_long_times_are_told_in_hours(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *[epoch(number, 0.5) | {"seconds": 7200.0} for number in range(3)])
    panel.plots.bar.axis.setCurrentIndex(2)
    panel.plots.bar.axis.activated.emit(2)
    bottom = panel.plots.loss.plot.item.getAxis("bottom")
    assert bottom.labelText == "Time (h)"
    assert bottom.scale == pytest.approx(1 / 3600)
    panel.plots.bar.axis.setCurrentIndex(0)
    panel.plots.bar.axis.activated.emit(0)
    assert (bottom.labelText, bottom.scale) == ("Epoch", 1.0)


def test_smoothing_keeps_the_raw_line_faint(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *some_epochs())
    trace = panel.plots.accuracy.validation_trace
    raw = points(trace.main)
    assert points(trace.raw) == ([], [])
    panel.plots.bar.smoothing.setValue(90)
    assert points(trace.raw) == raw
    smooth = points(trace.main)[1]
    assert max(smooth) < max(raw[1])
    assert smooth[0] == pytest.approx(raw[1][0])


def test_log_axis_leaves_out_what_it_cannot_show(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], step(0, 1, 1.0), step(0, 2, 0.0), step(0, 3, 0.01), epoch(0, 0.5))
    panel.plots.bar.log.click()
    loss, accuracy = panel.plots.loss, panel.plots.accuracy
    assert points(loss.raw_trace.raw)[1] == pytest.approx([0.0, -2.0])
    assert not accuracy.plot.log
    low, high = loss.plot.item.getViewBox().viewRange()[1]
    assert low < -2 < 0 < high


def test_an_outburst_of_the_validation_loss_does_not_flatten_the_curves(
    panel: WatchPanel, folders: list[RunFolder]
) -> None:
    events = some_epochs()
    outburst = {"validation_loss": 400.0}
    follow(panel, folders[0], *[event | outburst if event.get("epoch") == 5 else event for event in events])
    _, top = panel.plots.loss.plot.item.getViewBox().viewRange()[1]
    assert top < 3
    assert "400.000 ↑" in panel.plots.loss.heading.text()
    panel.plots.bar.log.click()
    assert panel.plots.loss.plot.item.getViewBox().viewRange()[1][1] > np.log10(400)
    assert "↑" not in panel.plots.loss.heading.text()


def test_last_epochs_only(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *some_epochs(30), epochs=100)
    assert seen(panel)[1] > 100
    panel.plots.bar.last.setCurrentIndex(2)
    panel.plots.bar.last.activated.emit(2)
    low, high = seen(panel)
    assert 19 < low < 20
    assert 30 < high < 31


def test_wheel_zooms_all_plots_and_0_shows_everything_again(
    qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]
) -> None:
    follow(panel, folders[0], *some_epochs())
    whole = seen(panel)
    page = panel.plots.loss.plot
    middle = QPointF(page.viewport().rect().center())
    for _ in range(3):
        wheel = QWheelEvent(
            middle, page.viewport().mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(page.viewport(), wheel)
    zoomed = seen(panel)
    assert zoomed[1] - zoomed[0] < 0.8 * (whole[1] - whole[0])
    assert seen(panel, "accuracy") == pytest.approx(zoomed, abs=0.05)
    panel.take(MetricsRead(folders[0].id, (epoch(6, 0.7),), False, 10, STEPS))
    panel.plots.loss.redraw()
    assert seen(panel) == pytest.approx(zoomed, abs=0.05)
    qtbot.keyClick(page, Qt.Key.Key_0)
    assert seen(panel) == pytest.approx(whole)
    qtbot.keyClick(page, Qt.Key.Key_Plus)
    assert seen(panel)[1] - seen(panel)[0] < whole[1] - whole[0]


def test_arrow_keys_read_the_values_of_every_curve(qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *some_epochs())
    page = panel.plots.accuracy.plot
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Home)
    qtbot.keyClick(page, Qt.Key.Key_Right)
    heading = panel.plots.accuracy.heading.text()
    assert "epoch 2" in heading
    assert "validation 80.0" in heading
    # The other plots follow.
    assert panel.plots.loss.plot.cross.isVisible()
    assert panel.plots.loss.plot.cross.value() == 2
    assert "epoch 2" in panel.plots.loss.heading.text()
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert panel.plots.loss.plot.cross.value() == 6
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not panel.plots.loss.plot.cross.isVisible()


def test_the_mouse_moves_the_crosshair_and_takes_it_away(
    qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]
) -> None:
    follow(panel, folders[0], *some_epochs())
    page = panel.plots.loss.plot
    place = page.item.getViewBox().mapViewToScene(QPointF(3.0, 1.0))
    page.scene().sigMouseMoved.emit(place)
    qtbot.waitUntil(panel.plots.accuracy.plot.cross.isVisible)
    assert panel.plots.accuracy.plot.cross.value() == pytest.approx(3.0, abs=0.05)
    QApplication.sendEvent(page, QEvent(QEvent.Type.Leave))
    assert not page.cross.isVisible()


def test_plots_are_chosen_and_one_always_stays(panel: WatchPanel, services: Services) -> None:
    bar = panel.plots.bar
    bar.plots["accuracy"].click()
    assert not panel.plots.accuracy.isVisible()
    bar.plots["loss"].click()
    assert panel.plots.loss.isVisible()
    bar.plots["pace"].click()
    assert panel.plots.plots["pace"].isVisible()
    assert PlotOptions.remembered(services).plots == ("loss", "pace")


@pytest.mark.parametrize("stored", [None, 3, {"axis": "miles", "plots": ["x"], "last": -1, "smoothing": "much"}, {}])
def test_options_that_make_no_sense_are_as_at_first(services: Services, stored: Any) -> None:
    services.settings.set("training/plots", stored)
    assert PlotOptions.remembered(services) == PlotOptions()


def test_a_run_without_numbers_and_one_of_nothing_but_nan(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0])
    assert not panel.plots.loss.best.isVisible()
    follow(panel, folders[1], step(0, 1, float("nan")), step(0, 2, float("inf")), epoch(0, None))
    assert points(panel.plots.loss.raw_trace.raw) == ([], [])
    panel.choose(None)
    assert panel.facts.text() == ""


def test_the_table_has_the_same_numbers_and_copies_them(
    qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]
) -> None:
    follow(panel, folders[0], *some_epochs())
    panel.plots.bar.table.click()
    model = panel.plots.table.curves
    assert model.rowCount() == 6
    assert model.index(1, 0).data() == "★ 2"
    assert model.index(1, 4).data() == "80.00%"
    panel.take(MetricsRead(folders[0].id, (epoch(6, 0.9),), False, 10, STEPS))
    assert model.rowCount() == 7
    assert model.index(6, 0).data() == "★ 7"
    assert model.index(1, 0).data() == "2"
    qtbot.keyClick(panel.plots.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 8
    assert lines[2].split("\t")[4] == "0.8"


def test_what_a_finished_run_achieves_in_its_test_has_marks_of_its_own(
    panel: WatchPanel, folders: list[RunFolder]
) -> None:
    put(folders[0], State.DONE, epoch=6, epochs=6, accuracy=0.7, best_accuracy=0.8, test_accuracy=0.75)
    (folders[0].path / "result.json").write_text('{"accuracy": 0.7, "test": {"loss": 0.5, "accuracy": 0.75}}')
    follow(panel, folders[0], *some_epochs())
    assert points(panel.plots.accuracy.test_trace.main) == ([6], [75.0])
    assert "test 75.0" in panel.plots.accuracy.heading.text()
    assert points(panel.plots.loss.test_trace.main) == ([6], [0.5])
    assert "test 0.500" in panel.plots.loss.heading.text()


def test_a_run_that_was_not_tested_yet_shows_no_mark_for_it(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *some_epochs())
    for plot in (panel.plots.loss, panel.plots.accuracy):
        assert points(plot.test_trace.main) == ([], [])
        assert "test" not in plot.heading.text()


def test_facts_tell_set_up_apart_from_the_work(panel: WatchPanel, folders: list[RunFolder]) -> None:
    put(folders[0], State.STOPPED, attempt=1, epoch=2, epochs=10, active_s=75.0)
    environment = '{"setup_s": 3.0, "device": "cpu", "precision": {"precision": "bfloat16"}}'
    (folders[0].path / "environment.json").write_text(environment)
    panel.choose(entry(folders[0]))
    for fact in ("set-up 3 s", "worked 1:15", "cpu, bfloat16", "stopped", "epoch 2 of 10"):
        assert fact in panel.facts.text()


# ---------------------------------------------------------------------- what the network sees


def write_glimpses(folder: RunFolder, classes: int = 3, number: int = 1) -> GlimpseWriter:
    writer = GlimpseWriter(folder, [f"class {index}" for index in range(classes)])
    images = np.full((4, 8, 8, 3), 40 * number, dtype=np.uint8)
    labels = np.arange(4) % classes
    writer.write(BatchEvent(0, number, images, labels, np.zeros(4, dtype=np.int64)))
    writer.write(FiltersEvent(0, np.random.default_rng(0).normal(size=(6, 3, 5, 5)).astype(np.float32)))
    confusion = np.diag(np.full(classes, 8)).astype(np.int64)
    confusion[1, 0], confusion[0, 1] = 2, 1
    evaluation = Evaluation("validation", 27, 0.1, 0.9, 0.9, np.ones(classes), confusion, 0.1)
    writer.write(EvaluatedEvent(0, evaluation))
    return writer


def test_the_current_batch_is_shown_with_right_and_wrong(
    qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]
) -> None:
    write_glimpses(folders[0])
    panel.choose(entry(folders[0]))
    qtbot.waitUntil(lambda: len(panel.network.sheet) == 4)
    assert panel.network.caption.text() == "Epoch 1, step 1: 2 of 4 right"
    assert "class 1, taken for class 0" in panel.network.sheet.accessibleDescription()
    write_glimpses(folders[0], number=2)

    def looked() -> bool:
        panel.network.look()
        return "step 2" in panel.network.caption.text()

    qtbot.waitUntil(looked)


def test_filters_and_confusion_are_shown(qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]) -> None:
    write_glimpses(folders[0])
    panel.network.switch.button(1).click()
    panel.choose(entry(folders[0]))
    qtbot.waitUntil(lambda: len(panel.network.filters) == 6)
    assert "6 filters of 5 x 5 pixels, after epoch 1" in panel.network.caption.text()
    panel.network.switch.button(2).click()
    assert "validation, epoch 1: 24 of 27 right" in panel.network.caption.text()
    told = panel.network.confusion.readout.text().splitlines()
    assert told == ["Most often: class 1 taken for class 0, 2 times", "All classes: 100.0 %"]


def test_cells_of_the_matrix_are_read_by_mouse_and_keys(
    qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]
) -> None:
    write_glimpses(folders[0])
    panel.network.switch.button(2).click()
    panel.choose(entry(folders[0]))
    view = panel.network.confusion.view
    qtbot.waitUntil(lambda: len(view.matrix) == 3)
    cell = view.room().width() / 3
    place = view.room().topLeft() + QPointF(cell / 2, 1.5 * cell)
    qtbot.mouseMove(view, place.toPoint())
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert view.chosen == (1, 0)
    told = "class 1 taken for class 0: 2 of 10 (20.0 %); the other way 1"
    assert panel.network.confusion.readout.text() == told
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == (1, 1)
    assert panel.network.confusion.readout.text() == "class 1 told right: 8 of 10 (80.0 %)"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen is None
    assert view.grab().width() > 0


def test_two_hundred_classes_are_drawn(qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]) -> None:
    write_glimpses(folders[0], classes=200)
    panel.network.switch.button(2).click()
    panel.network.confusion.log.click()
    panel.choose(entry(folders[0]))
    view = panel.network.confusion.view
    qtbot.waitUntil(lambda: len(view.matrix) == 200)
    picture = view.grab().toImage()
    ratio = view.devicePixelRatioF()
    corner, beside = view.room().topLeft() + QPointF(0.4, 0.4), view.room().center() + QPointF(30, -30)
    colors = [picture.pixelColor((place * ratio).toPoint()).lightness() for place in (corner, beside)]
    assert colors[0] > colors[1]


# ---------------------------------------------------------------------- several runs


@pytest.fixture
def overlay(panel: WatchPanel, folders: list[RunFolder]) -> CurvesOverlay:
    for folder, gain in zip(folders, (0.0, 0.1, 0.3), strict=True):
        write_metrics(folder, *[epoch(number, 0.1 * number + gain) for number in range(6)])
    groups = ("one", "one", "two")
    panel.show_overlay([OverlayRun(folder.id, group) for folder, group in zip(folders, groups, strict=True)])
    return panel.overlay


def test_groups_are_drawn_as_mean_and_band(qtbot: QtBot, overlay: CurvesOverlay) -> None:
    qtbot.waitUntil(lambda: overlay.drawn["one"].band.count == 2)
    one, two = overlay.drawn["one"], overlay.drawn["two"]
    assert points(one.mean)[1] == pytest.approx([5, 15, 25, 35, 45, 55])
    assert one.band.deviation == pytest.approx(np.full(6, 0.1 / np.sqrt(2)))
    assert len(points(one.thin)[0]) == 14
    assert points(two.thin) == ([], [])
    legend = overlay.legend.topLevelItem(0)
    assert [legend.text(column) for column in (0, 1, 2)] == ["one", "2", "55.0 ± 7.1"]
    assert one.ink != two.ink
    assert one.ink.style != two.ink.style


def test_legend_hides_groups_and_follows_the_crosshair(qtbot: QtBot, overlay: CurvesOverlay) -> None:
    qtbot.waitUntil(lambda: overlay.drawn["two"].band.count == 1)
    qtbot.keyClick(overlay.plot, Qt.Key.Key_Home)
    qtbot.keyClick(overlay.plot, Qt.Key.Key_Right)
    assert overlay.legend.topLevelItem(1).text(2) == "40.0"
    assert overlay.legend.headerItem().text(2) == "epoch 2"
    overlay.legend.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert not overlay.drawn["one"].mean.isVisible()
    assert overlay.drawn["two"].mean.isVisible()
    low, _ = overlay.plot.item.getViewBox().viewRange()[1]
    assert low > 25


def test_values_axes_and_way_back(qtbot: QtBot, panel: WatchPanel, overlay: CurvesOverlay) -> None:
    qtbot.waitUntil(lambda: overlay.drawn["two"].band.count == 1)
    overlay.bar.value.setCurrentIndex(1)
    overlay.bar.value.activated.emit(1)
    assert points(overlay.drawn["two"].mean)[1] == pytest.approx([0.7, 0.6, 0.5, 0.4, 0.3, 0.2])
    overlay.bar.log.click()
    assert points(overlay.drawn["two"].mean)[1] == pytest.approx(np.log10([0.7, 0.6, 0.5, 0.4, 0.3, 0.2]))
    overlay.setFocus()
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert panel.plots.isVisible()
    assert not overlay.isVisible()


def test_runs_without_a_folder_are_left_out(qtbot: QtBot, panel: WatchPanel, overlay: CurvesOverlay) -> None:
    qtbot.waitUntil(lambda: overlay.drawn["two"].band.count == 1)
    panel.show_overlay([OverlayRun("gone", "nobody")])
    qtbot.wait(100)
    assert overlay.drawn["nobody"].band.count == 0
    assert overlay.legend.topLevelItem(0).text(1) == ""


# ---------------------------------------------------------------------- drawing costs little while a run trains


def test_what_did_not_change_is_not_handed_to_the_plots_again(
    panel: WatchPanel, folders: list[RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(panel, folders[0], *some_epochs())
    handed: list[object] = []
    monkeypatch.setattr(pg.PlotDataItem, "setData", lambda item, *_: handed.append(item))
    plot = panel.plots.loss
    panel.take(MetricsRead(folders[0].id, (step(6, 1, 0.9),), False, 10, STEPS))
    plot.redraw()
    assert handed == [plot.raw_trace.raw]


def test_a_look_that_finds_nothing_new_draws_nothing(panel: WatchPanel, folders: list[RunFolder]) -> None:
    follow(panel, folders[0], *some_epochs())
    plot = panel.plots.loss
    panel.show_entry(entry(folders[0]))
    assert not plot._dirty
    panel.take(MetricsRead(folders[0].id, (step(6, 1, 0.9),), False, 10, STEPS))
    assert plot._dirty


def test_the_vertical_axis_stays_while_little_changes_and_follows_where_much_does(
    panel: WatchPanel, folders: list[RunFolder]
) -> None:
    follow(panel, folders[0], step(0, 1, 2.0))
    plot = panel.plots.loss
    view = plot.plot.getPlotItem().getViewBox()
    before = view.viewRange()[1]
    for loss, stays in ((2.0, True), (1.95, True), (4.0, False)):
        panel.take(MetricsRead(folders[0].id, (step(0, 2, loss),), False, 10, STEPS))
        plot.redraw()
        assert (view.viewRange()[1] == before) is stays
    assert view.viewRange()[1][1] >= 4.0
