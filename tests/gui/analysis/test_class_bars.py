"""Bars of a number of each class: few and many, below zero, undefined, in any order."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from engine.analysis.ordering import Order
from gui.analysis.bar_panel import BarPanel
from gui.analysis.class_order import ClassOrder
from gui.analysis.pages.class_bars import ClassBars
from gui.analysis.plot_panel import MARK
from gui.analysis.spread_panel import SpreadPanel
from gui.services import Services
from tests.gui.analysis.analysis_help import show

MANY = 1000
NAMES = tuple(f"{index:05}" for index in range(MANY))
VALUES = np.random.default_rng(4).uniform(1.0, 9.0, MANY)


@pytest.fixture
def spread(qtbot: QtBot, services: Services) -> SpreadPanel:
    order = ClassOrder()
    made = SpreadPanel(services.theme, order)
    show(qtbot, made, 500, 240)
    order.setParent(made)
    order.take(NAMES, VALUES, None, None)
    order.choose(Order.LARGEST)
    made.show_spread(NAMES, VALUES)
    return made


@pytest.fixture
def bars(qtbot: QtBot, services: Services) -> ClassBars:
    made = ClassBars(services.theme, "bars")
    show(qtbot, made, 500, 240)
    made.show_values(("a", "b", "c"), np.array([2.0, -1.0, np.nan]), np.array([2, 1, 0]), 1)
    return made


def _pixels_of_mark(panel: BarPanel) -> int:
    """Return how many pixels wide the bar that is chosen is painted."""
    image = panel.plot.grab().toImage()
    colours = [{image.pixelColor(x, y).name() for y in range(image.height())} for x in range(image.width())]
    return sum(MARK.lower() in column for column in colours)


def test_one_of_a_thousand_bars_is_seen_at_any_zoom(spread: SpreadPanel) -> None:
    spread.choose(int(spread.order[500]))
    assert 3 <= _pixels_of_mark(spread) <= 4
    spread.plot.item.vb.setXRange(495, 505, padding=0)
    bar = spread.plot.item.vb.width() / 10
    assert _pixels_of_mark(spread) == pytest.approx(bar, abs=2)
    spread.choose(int(spread.order[900]))
    low, high = spread.plot.item.vb.viewRange()[0]
    assert low < 900 < high


def test_bars_in_view_are_named_once_they_are_wide_enough(spread: SpreadPanel) -> None:
    axis = spread.plot.item.getAxis("bottom")
    assert axis._tickLevels == [[]]
    spread.plot.item.vb.setXRange(495, 505, padding=0)
    assert (500, NAMES[spread.order[500]]) in axis._tickLevels[0]
    assert len(axis._tickLevels[0]) < 15


def test_keys_walk_a_thousand_bars_in_their_order(qtbot: QtBot, spread: SpreadPanel) -> None:
    spread.class_chosen.connect(spread.choose)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(spread.plot, key)
    third = np.argsort(-VALUES)[2]
    assert spread.chosen == third
    assert spread.readout.text() == f"Class {NAMES[third]}: {VALUES[third]:.4g} gray levels"


def test_bars_go_down_below_zero_and_what_is_undefined_has_none(bars: ClassBars) -> None:
    assert bars.bars.opts["height"].tolist() == [0.0, -1.0, 2.0]
    low, high = bars.plot.item.vb.viewRange()[1]
    assert low < -1
    assert high > 2
    for place, text in enumerate(("Class c: –", "Class b: −1.0", "Class a: 2.0")):
        bars.plot.pointed.emit(QPointF(place, -0.5))
        assert bars.readout.text() == text
    bars.plot.left.emit()
    assert bars.readout.text() == "Mean 0.5, from −1.0 to 2.0"


def test_without_a_number_below_zero_the_bars_stand_on_the_axis(bars: ClassBars) -> None:
    bars.show_values(("a", "b", "c"), np.array([2.0, 1.0, 3.0]), np.array([2, 1, 0]), 1)
    assert bars.plot.item.vb.viewRange()[1][0] == 0


def test_what_lies_beside_the_bars_in_view_is_no_class(bars: ClassBars) -> None:
    bars.plot.item.vb.setXRange(0.6, 1.4, padding=0)
    assert bars.class_at(QPointF(1.0, -0.5)) == 1
    assert bars.class_at(QPointF(0.2, 0.0)) is None
