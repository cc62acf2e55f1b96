"""The pair PySide6 + pyqtgraph under a live plot: some pairs lose a reference to None with every void call and die."""

from __future__ import annotations

import sys

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

REPAINTS = 400


def test_a_live_plot_leaves_none_alone(qtbot: QtBot) -> None:
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    curve = plot.plot(pen=pg.mkPen("#0072B2", width=1))
    plot.resize(600, 300)
    plot.show()
    qtbot.waitExposed(plot)
    values = np.random.default_rng(0).random(500)
    for _ in range(20):
        _repaint(plot, curve, values)
    before = sys.getrefcount(None)
    for _ in range(REPAINTS):
        _repaint(plot, curve, values)
    # A leaking pair loses about 150 references a repaint; the interpreter's own ups and downs stay far below that.
    assert sys.getrefcount(None) > before - 10 * REPAINTS


def _repaint(plot: pg.PlotWidget, curve: pg.PlotDataItem, values: np.ndarray) -> None:
    curve.setData(np.roll(values, 1))
    plot.viewport().repaint()
    QApplication.processEvents()
