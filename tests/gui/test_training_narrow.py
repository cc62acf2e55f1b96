"""Plots in little room: names, headings and legends say less instead of being cut off; colours that runs were given."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from pyqtgraph import PlotDataItem
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap, QTextDocument
from pytestqt.qtbot import QtBot

from engine.experiments.run_folder import RunFolder
from engine.experiments.run_index import RunIndex
from gui.services import Services
from gui.training.overlay import OverlayRun
from gui.training.overlay_legend import DISTINCT, ink_of
from gui.training.plot_page import PlotPage
from gui.training.run_marking import RunMarking
from gui.training.training_thread import MetricsRead
from gui.training.watch_panel import WatchPanel
from gui.widgets.plot_axis import FittingAxis
from tests.gui.training_help import epoch, planned, write_metrics


@pytest.fixture
def folders(services: Services) -> list[RunFolder]:
    return [RunFolder(services.workspace.runs / run.id) for run in planned(services.workspace).plan.runs]


@pytest.fixture
def panel(qtbot: QtBot, services: Services, folders: list[RunFolder]) -> WatchPanel:
    made = WatchPanel(services)
    qtbot.addWidget(made)
    made.resize(1200, 500)
    made.show()
    row = next(row for row in RunIndex(services.workspace).refresh() if row.id == folders[0].id)
    made.choose(replace(row, status=replace(row.status, test_accuracy=0.777)))
    events = tuple(epoch(number, accuracy) for number, accuracy in enumerate((0.5, 0.812, 0.7)))
    made.take(MetricsRead(folders[0].id, events, True, 10, 4))
    return made


def _axis(page: PlotPage) -> FittingAxis:
    axis = page.item.getAxis("left")
    assert isinstance(axis, FittingAxis)
    return axis


def _settle(qtbot: QtBot, panel: WatchPanel, width: int, height: int) -> None:
    panel.resize(width, height)
    qtbot.wait(20)
    for plot in panel.plots.plots.values():
        plot.show_curves(panel.curves)
        plot.redraw()


@pytest.mark.parametrize("height", [500, 240, 190, 150])
def test_the_name_of_an_axis_is_whole_or_its_unit_or_nothing(qtbot: QtBot, panel: WatchPanel, height: int) -> None:
    _settle(qtbot, panel, 900, height)
    axis = _axis(panel.plots.accuracy.plot)
    shown = axis.label.toPlainText().strip()
    assert shown in ("Accuracy (%)", "%", "")
    assert QFontMetricsF(axis.label.font()).horizontalAdvance(shown) <= axis.size().height()
    assert shown == "Accuracy (%)" or height < 500


def test_a_low_plot_names_the_unit_and_a_higher_one_the_whole_again(qtbot: QtBot, panel: WatchPanel) -> None:
    axis = _axis(panel.plots.loss.plot)
    seen = []
    for room in (200.0, 40.0, 5.0, 200.0):
        axis.resize(40.0, room)
        seen.append(axis.fitting_text())
    assert seen == ["Loss (nats)", "nats", "", "Loss (nats)"]


@pytest.mark.parametrize("height", [150, 220, 500])
def test_no_two_numbers_of_a_logarithmic_axis_overlap(qtbot: QtBot, panel: WatchPanel, height: int) -> None:
    panel.plots.bar.log.click()
    panel.resize(900, height)
    qtbot.wait(20)
    page = panel.plots.loss.plot
    page.set_log(True)
    page.show_y(0.001, 50.0)
    canvas = QPixmap(400, 400)
    painter = QPainter(canvas)
    specs = _axis(page).generateDrawSpecs(painter)
    painter.end()
    assert specs is not None
    rects = sorted((rect for rect, _, _ in specs[2]), key=lambda rect: rect.top())
    assert rects
    assert all(above.bottom() <= below.top() for above, below in itertools.pairwise(rects))


def test_a_low_plot_leaves_the_name_of_its_axis_to_the_curves(qtbot: QtBot, panel: WatchPanel) -> None:
    label = panel.plots.loss.plot.item.getAxis("bottom").label
    seen = []
    for height in (500, 190, 500):
        panel.resize(900, height)
        qtbot.wait(20)
        seen.append(label.isVisible())
    assert seen == [True, False, True]


@pytest.mark.parametrize("width", [1200, 800, 620, 480])
def test_a_heading_is_never_cut_off_and_keeps_every_value(qtbot: QtBot, panel: WatchPanel, width: int) -> None:
    _settle(qtbot, panel, width, 400)
    heading = panel.plots.accuracy.heading
    written = QTextDocument()
    written.setDefaultFont(heading.font())
    written.setDocumentMargin(0)
    written.setHtml(heading.text())
    assert written.idealWidth() <= heading.width()
    values = [word for word in written.toPlainText().replace("\xa0", " ").split() if word[0].isdigit()]
    assert [value for value in values if "." in value] == ["50.0", "70.0", "77.7", "81.2"]
    assert "81.2 at epoch 2" in heading.toolTip()
    assert ("at epoch 2" in written.toPlainText()) == (width == 1200)


def test_a_group_has_the_colour_its_runs_were_given(
    qtbot: QtBot, panel: WatchPanel, services: Services, folders: list[RunFolder]
) -> None:
    for folder in folders:
        write_metrics(folder, epoch(0, 0.5), epoch(1, 0.6))
    marking = RunMarking.of_services(services)
    marking.change([folders[0].id], lambda mark: replace(mark, colour="purple"))
    panel.show_overlay([OverlayRun(folder.id, name) for folder, name in zip(folders, ("a", "a", "b"), strict=True)])
    overlay = panel.overlay
    qtbot.waitUntil(lambda: overlay.drawn["a"].band.count == 2)
    assert overlay.drawn["a"].ink == ink_of(0)  # only one of its two
    overlay.legend.topLevelItem(1).setCheckState(0, overlay.legend.topLevelItem(1).checkState(0).Unchecked)
    marking.change([folders[1].id], lambda mark: replace(mark, colour="purple"))
    assert overlay.drawn["a"].ink == ink_of(0, "#CC79A7")
    assert overlay.drawn["a"].mean.opts["pen"].color().name() == "#cc79a7"
    assert overlay.drawn["b"].ink == ink_of(1)
    assert not overlay.legend.is_shown("b")  # what was hidden stays hidden
    marking.undo()
    assert overlay.drawn["a"].ink == ink_of(0)


def test_a_narrow_legend_keeps_its_names(qtbot: QtBot, panel: WatchPanel, folders: list[RunFolder]) -> None:
    for folder in folders:
        write_metrics(folder, epoch(0, 0.5), epoch(1, 0.6))
    panel.show_overlay([OverlayRun(folder.id, f"FashionMNIST, {folder.id[:4]}") for folder in folders])
    legend = panel.overlay.legend
    for width, narrow in ((1200, False), (600, True), (1200, False)):
        panel.resize(width, 400)
        qtbot.wait(10)
        assert legend.isColumnHidden(3) is narrow
        assert panel.overlay.plot.width() > legend.width()
    qtbot.waitUntil(lambda: "60.0" in legend.topLevelItem(0).toolTip(2))


def test_of_a_thousand_groups_those_are_drawn_that_can_be_told_apart(qtbot: QtBot, panel: WatchPanel) -> None:
    panel.show_overlay([OverlayRun(f"run {number}", f"group {number % 1000}") for number in range(5000)])
    overlay = panel.overlay
    assert len(overlay.drawn) == overlay.legend.topLevelItemCount() == DISTINCT
    assert len({(group.ink.light, group.ink.style) for group in overlay.drawn.values()}) == DISTINCT
    assert overlay.bar.said.text() == f"{DISTINCT} of 1,000 groups"
    panel.show_overlay([OverlayRun("run 1", "a"), OverlayRun("run 2", "b")])
    assert not overlay.bar.said.isVisible()
    seen = [item for item in overlay.plot.getPlotItem().items if isinstance(item, PlotDataItem) and item.isVisible()]
    assert len(seen) == 4  # a mean and its single runs a group: those of the thousand are gone
