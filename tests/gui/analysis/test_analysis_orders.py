"""Orders, tree, colours and scales of the heat map of distances, on a matrix small enough to reckon by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from engine.analysis.clustering import cluster
from engine.analysis.ordering import Order
from gui.analysis.class_order import ClassOrder
from gui.analysis.colour_row import Scale
from gui.analysis.distance_panel import DistancePanel
from gui.services import Services
from tests.gui.analysis.analysis_help import show

PLACES = np.array([0.0, 10.0, 1.0, 12.0])
MATRIX = np.abs(PLACES[:, None] - PLACES)
NAMES = ("d", "c", "b", "a")


@pytest.fixture
def panel(qtbot: QtBot, services: Services) -> DistancePanel:
    order = ClassOrder()
    made = DistancePanel(services.theme, order)
    order.setParent(made)
    show(qtbot, made, 500, 400)
    order.take(NAMES, MATRIX[0], MATRIX, cluster(MATRIX))
    made.show_matrix(NAMES, MATRIX)
    return made


def _choose(panel: DistancePanel, order: Order) -> None:
    panel.order_box.setCurrentIndex(panel.order_box.findData(order))


@pytest.mark.parametrize(
    ("order", "expected"),
    [(Order.CLASS, [0, 1, 2, 3]), (Order.NAME, [3, 2, 1, 0]), (Order.DISTANCE, [1, 2, 0, 3])],
)
def test_orders_move_the_picture_and_not_the_numbers(panel: DistancePanel, order: Order, expected: list[int]) -> None:
    _choose(panel, order)
    assert np.array_equal(panel.image.source.matrix, MATRIX[np.ix_(expected, expected)].astype(np.float32))
    panel.plot.pointed.emit(QPointF(2.5, 0.5))
    row, column = expected[0], expected[2]
    assert panel.readout.text().startswith(f"Class {NAMES[row]} and class {NAMES[column]}: ")
    assert panel.value_text(row, column) in panel.readout.text()
    assert not panel.dendrogram.view.isVisible()


def test_the_tree_stands_beside_its_rows_while_zooming(panel: DistancePanel) -> None:
    _choose(panel, Order.CLUSTER)
    assert panel.dendrogram.view.isVisible()
    neighbours = {frozenset(panel.order[:2].tolist()), frozenset(panel.order[2:].tolist())}
    assert neighbours == {frozenset((0, 2)), frozenset((1, 3))}
    panel.plot.item.vb.scaleBy((0.5, 0.5))
    assert panel.dendrogram.view.viewRange()[1] == pytest.approx(panel.plot.item.vb.viewRange()[1])


def test_arrow_keys_follow_the_order_shown(qtbot: QtBot, panel: DistancePanel) -> None:
    _choose(panel, Order.NAME)
    panel.pair_chosen.connect(lambda row, column: panel.choose_pair((row, column)))
    panel.choose_pair((3, 3))
    qtbot.keyClick(panel.plot, Qt.Key.Key_Right)
    assert panel.pair == (3, 2)


def test_without_a_tree_the_classes_stay_as_they_are(panel: DistancePanel) -> None:
    panel._classes.take(NAMES, MATRIX[0], MATRIX, None)
    _choose(panel, Order.CLUSTER)
    assert panel.order.tolist() == [0, 1, 2, 3]
    assert not panel.dendrogram.view.isVisible()


def test_colours_and_scale_reach_picture_and_bar(panel: DistancePanel) -> None:
    row = panel.colour_row
    plain = row.color_map.map(np.array([0.0]), mode="byte")
    row.reversed_box.click()
    assert np.array_equal(panel.colours.map(np.array([1.0]), mode="byte"), plain)
    assert tuple(panel.image.levels) == (0.0, 12.0)
    row.scale_box.setCurrentIndex(row.scale_box.findData(Scale.FIXED))
    assert (row.low_box.value(), row.high_box.value()) == (0.0, 12.0)
    row.high_box.setValue(5.0)
    assert tuple(panel.image.levels) == panel.bar.levels() == (0.0, 5.0)
