"""Levels of large heat maps, and what of them reaches the screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from engine.analysis.ordering import Order, mean_distances
from gui.analysis.class_order import ClassOrder
from gui.analysis.distance_panel import DistancePanel
from gui.analysis.levels import MatrixLevels, TileLevels, halved
from gui.analysis.maps_panel import MapsPanel
from gui.services import Services
from tests.gui.analysis.analysis_help import show

RANDOM = np.random.default_rng(3)


def test_halving_keeps_the_mean_and_what_is_not_defined() -> None:
    values = RANDOM.random((6, 8), dtype=np.float32)
    assert halved(values)[1, 2] == pytest.approx(values[2:4, 4:6].mean())
    assert halved(values).mean() == pytest.approx(values.mean(), rel=1e-6)
    values[0, 0] = np.nan
    assert np.isnan(halved(values)).sum() == 1
    assert halved(values[:5, :7]).shape == (3, 4)


@pytest.mark.parametrize("level", [0, 1, 3, 4])
def test_a_part_of_a_matrix_is_the_part_of_its_level(level: int) -> None:
    matrix = RANDOM.random((13, 13), dtype=np.float32)
    levels = MatrixLevels(matrix)
    whole, _, _ = levels.part(level, (0, 0, 13, 13))
    part, top, left = levels.part(level, (5, 6, 9, 12))
    block = 2**level
    assert top <= 5 < top + block
    assert left <= 6 < left + block
    rows, columns = top // block, left // block
    assert np.array_equal(part, whole[rows : rows + part.shape[0], columns : columns + part.shape[1]])
    assert top + part.shape[0] * block >= 9
    assert left + part.shape[1] * block >= 12


@pytest.mark.parametrize("size", [16, 28, 33, 64])
def test_no_level_mixes_two_tiles(size: int) -> None:
    maps = np.stack([np.full((size, size), index + 1, dtype=np.float32) for index in range(7)])
    order = np.array([6, 1, 0, 3, 2, 5, 4])
    tiles = TileLevels(maps, order, 3)
    for level in range(tiles.coarsest + 1):
        whole, _, _ = tiles.part(level, (0, 0, *tiles.shape))
        assert set(np.unique(whole[np.isfinite(whole)]).tolist()) == {1, 2, 3, 4, 5, 6, 7}
        for index in range(7):
            row, column = tiles.corner(index)
            assert whole[row >> level, column >> level] == index + 1


def test_every_cell_of_a_tile_is_found_again() -> None:
    tiles = TileLevels(np.zeros((5, 16, 12), dtype=np.float32), np.array([4, 2, 0, 1, 3]), 2)
    for index in range(5):
        row, column = tiles.corner(index)
        assert tiles.find(row + 15, column + 11) == (index, 15, 11)
        assert tiles.find(row - 1, column) is None
        assert tiles.find(row, column + 12) != (index, 0, 12)
    assert tiles.find(-1, 0) is None
    assert tiles.find(*tiles.shape) is None


def test_what_is_painted_is_the_value_and_its_colour(qtbot: QtBot, services: Services) -> None:
    order = ClassOrder()
    panel = DistancePanel(services.theme, order)
    show(qtbot, panel, 520, 460)
    matrix = np.abs(np.subtract.outer(np.arange(300.0), np.arange(300.0)))
    matrix[200, :] = matrix[:, 200] = np.nan
    panel.show_matrix(tuple(f"{index:03}" for index in range(300)), matrix)
    for zoomed in (False, True):
        if zoomed:
            panel.plot.item.vb.setRange(xRange=(0, 12), yRange=(0, 12), padding=0)
        picture = panel.plot.grab().toImage()
        for cell in ((2, 8), (9, 3)) if zoomed else ((20, 250), (250, 20), (120, 260)):
            # Beside the value that is written into the middle of a large cell.
            inside = QPointF(cell[1] + 0.5, cell[0] + (0.1 if zoomed else 0.5))
            place = panel.plot.mapFromScene(panel.plot.item.vb.mapViewToScene(inside))
            low, high = panel.limits
            share = (matrix[cell] - low) / (high - low)
            expected = QColor(*panel.colours.map(np.array([share]), mode="byte")[0, :3].tolist())
            seen = picture.pixelColor(place)
            for mine, wanted in zip(seen.getRgb()[:3], expected.getRgb()[:3], strict=True):
                assert abs(mine - wanted) <= 6
    blank = panel.plot.item.vb
    blank.setRange(xRange=(190, 210), yRange=(190, 210), padding=0)
    place = panel.plot.mapFromScene(blank.mapViewToScene(QPointF(205.5, 200.5)))
    assert panel.plot.grab().toImage().pixelColor(place) == services.theme.color("base")


def test_a_thousand_maps_are_not_put_together(qtbot: QtBot, services: Services) -> None:
    order = ClassOrder()
    panel = MapsPanel(services.theme, order)
    show(qtbot, panel, 520, 460)
    maps = RANDOM.random((1000, 32, 32), dtype=np.float32)
    panel.show_maps(tuple(f"{index:03}" for index in range(1000)), maps, maps.mean(axis=(1, 2)).astype(np.float64))
    panel.plot.grab()
    piece = panel.image._piece
    assert piece is not None
    assert piece.level > 0
    assert piece.image.width() * piece.image.height() < maps.size / 2
    panel.choose(999)
    panel.plot.item.vb.setRange(panel.tile(500), padding=0.1)
    panel.plot.grab()
    piece = panel.image._piece
    assert piece is not None
    assert piece.level == 0
    assert piece.image.width() * piece.image.height() < 40 * 32 * 32


def test_orders_that_need_what_is_not_known_are_those_of_the_set() -> None:
    order = ClassOrder()
    spread = np.array([2.0, 5.0, 3.0])
    order.take(("c", "a", "b"), spread, None, None)
    expected = {
        Order.NAME: [1, 2, 0],
        Order.LARGEST: [1, 2, 0],
        Order.SMALLEST: [0, 2, 1],
        Order.DISTANCE: [0, 1, 2],
        Order.CLUSTER: [0, 1, 2],
    }
    for kind, places in expected.items():
        order.choose(kind)
        assert order.places(3).tolist() == places
    assert order.places(5).tolist() == [0, 1, 2, 3, 4]


def test_mean_distances_leave_out_what_is_not_defined() -> None:
    nan = np.nan
    matrix = np.array([[0.0, 2.0, nan], [2.0, 0.0, nan], [nan, nan, nan]])
    assert mean_distances(matrix).tolist() == [2.0, 2.0, np.inf]
