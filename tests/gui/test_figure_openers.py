"""What the window shows goes into the window for print: curves of a run, a batch, a histogram; keys on F1."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.figures.plot import Plot
from engine.figures.run_figures import CurveLine, lines_plot
from gui.explorer.browse.histogram import Histogram
from gui.figures.figure_page import FigurePage, open_plot
from gui.services import Services
from gui.training.curves import Curves
from gui.training.image_sheet import SheetImage
from gui.training.plot_grid import PlotGrid
from gui.training.printing import curves_plot, images_plot
from gui.widgets.keys_page import KeysPage
from tests.gui.training_help import epoch


def _plot() -> Plot:
    return lines_plot([CurveLine("loss", "train", np.array([1.0, 2.0]), np.array([0.5, 0.25]))], "epoch")


def _opened() -> FigurePage:
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, FigurePage))


def test_curves_of_a_run_are_drawn_as_they_are_shown(services: Services, qtbot: QtBot) -> None:
    grid = PlotGrid(services)
    qtbot.addWidget(grid)
    curves = Curves()
    curves.add([epoch(at, 0.1 * at, epochs=4) for at in range(4)], epochs=4, steps=2)
    grid.show_curves(curves)
    plot = curves_plot(grid.shown())
    rows = [row for row in plot.table.rows if row[:3] == ("loss", "train", "line")]
    assert [row[3:5] for row in rows] == [(1.0, 1.0), (2.0, 0.5), (3.0, pytest.approx(1 / 3)), (4.0, 0.25)]
    assert plot.options["best"] == 4.0
    assert [row[4] for row in plot.table.rows if row[:2] == ("accuracy_axis", "validation")][-1] == pytest.approx(30)
    grid.show_range((2.0, 3.0))
    assert {row[3] for row in curves_plot(grid.shown()).table.rows} == {2.0, 3.0}


def test_a_batch_keeps_its_pixels() -> None:
    image = SheetImage(np.full((2, 2, 1), 7, np.uint8), "a")
    plot = images_plot([image] * 3)
    assert [row[3:] for row in plot.table.rows] == [[7, 7]] * 6


def test_p_on_a_histogram_asks_for_print(services: Services, qtbot: QtBot) -> None:
    histogram = Histogram("Fill rate", "tip", services.theme, lambda low, high: f"{low} {high}")
    qtbot.addWidget(histogram)
    asked: list[bool] = []
    histogram.print_asked.connect(lambda: asked.append(True))
    QTest.keyClick(histogram, Qt.Key.Key_P)
    assert not asked  # nothing is shown yet
    histogram.show_values(np.linspace(0, 1, 11))
    QTest.keyClick(histogram, Qt.Key.Key_P)
    assert asked == [True]


def test_numbers_are_made_once_and_f1_shows_the_keys(services: Services, qtbot: QtBot) -> None:
    made: list[Plot] = []

    def make() -> Plot:
        made.append(_plot())
        return made[-1]

    parent = QLabel()
    qtbot.addWidget(parent)
    page = open_plot(services, make, "curves", {}, parent)
    assert _opened() is page
    qtbot.waitUntil(page.keep_button.isEnabled, timeout=30_000)
    page.form.width_mm.selectAll()
    QTest.keyClicks(page.form.width_mm, "114")
    qtbot.waitUntil(lambda: page.size_text.text().startswith("114.0"), timeout=30_000)
    assert len(made) == 1
    QTest.keyClick(page, Qt.Key.Key_F1)
    keys = page.findChild(KeysPage)
    assert keys is not None
    shown = {label.text() for label in keys.findChildren(QLabel)}
    assert {"<b>Ctrl+C</b>", "Add to the shelf", "<b>Esc</b>", "Close this window"} <= shown
