"""Confusion matrices of many classes: zoomed, moved, read cell by cell, and no rare confusion lost on the way."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.services import Services
from gui.training.confusion_part import LEAST, Part, pooled
from gui.training.confusion_view import ConfusionView

parts = st.integers(1, 2000).flatmap(
    lambda total: st.integers(min(LEAST, total), total).flatmap(
        lambda count: st.builds(
            Part, st.integers(0, total - count), st.integers(0, total - count), st.just(count), st.just(total)
        )
    )
)


def _sound(part: Part) -> bool:
    last = part.total - part.count
    return 0 <= part.row <= last and 0 <= part.column <= last and min(LEAST, part.total) <= part.count <= part.total


@given(parts, st.floats(0.2, 5.0), st.tuples(st.floats(0, 1), st.floats(0, 1)), st.integers(-3000, 3000))
def test_a_part_never_leaves_the_matrix(part: Part, factor: float, at: tuple[float, float], by: int) -> None:
    assert _sound(part.zoomed(factor, at))
    assert _sound(part.moved(by, -by))
    cell = (abs(by) % part.total, (7 * abs(by)) % part.total)
    shown = part.showing(cell)
    assert _sound(shown)
    assert shown.holds(cell)
    if part.holds(cell):
        assert shown == part


@given(parts)
def test_zooming_in_keeps_the_place_and_out_ends_at_the_whole(part: Part) -> None:
    nearer = part.zoomed(0.5, (0.5, 0.5))
    assert abs((nearer.row + nearer.count / 2) - (part.row + part.count / 2)) <= 1
    for _ in range(60):
        part = part.zoomed(1.4, (0.0, 1.0))
    assert part == Part.whole(part.total)


@given(st.integers(1, 300), st.integers(1, 120), st.integers(0, 10**6))
def test_pooling_keeps_the_largest_of_every_block(count: int, pixels: int, place: int) -> None:
    values = np.zeros((count, count))
    values[place % count, (3 * place) % count] = 1.0
    small = pooled(values, pixels)
    assert small.shape == (min(count, pixels),) * 2
    assert (small == 1.0).sum() == 1
    row, column = (int(at) for at in np.argwhere(small)[0])
    assert abs(row / len(small) - (place % count) / count) <= 1 / len(small)
    assert abs(column / len(small) - ((3 * place) % count) / count) <= 1 / len(small)


# ---------------------------------------------------------------------- the view


@pytest.fixture
def view(qtbot: QtBot, services: Services) -> ConfusionView:
    """Return a view of a thousand classes, all told right but for one confusion of class 700 with class 30."""
    made = ConfusionView(services.theme)
    qtbot.addWidget(made)
    made.resize(320, 320)
    matrix = np.diag(np.full(1000, 50)).astype(np.int64)
    matrix[700, 30] = 20
    made.show_as(rows=False, log=False)
    made.show_matrix(matrix)
    made.show()
    return made


def _wheel(view: ConfusionView, place: QPointF, steps: int) -> None:
    turn = QPoint(0, 120 * steps)
    way = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, QWheelEvent(place, view.mapToGlobal(place), QPoint(), turn, *way))


def _place(view: ConfusionView, row: int, column: int) -> QPointF:
    room = view.room()
    return room.topLeft() + QPointF((column + 0.5) / 1000 * room.width(), (row + 0.5) / 1000 * room.height())


def test_one_confusion_among_a_million_cells_is_seen(view: ConfusionView) -> None:
    picture = view.grab().toImage()
    here = (_place(view, 700, 30) * view.devicePixelRatioF()).toPoint()
    around = [picture.pixelColor(here + QPoint(dx, dy)).lightness() for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    beside = picture.pixelColor((_place(view, 500, 100) * view.devicePixelRatioF()).toPoint()).lightness()
    assert max(around) > beside + 40


def test_the_wheel_leads_to_the_cell_under_it_and_drags_move_on(qtbot: QtBot, view: ConfusionView) -> None:
    place = _place(view, 700, 30)
    for _ in range(14):
        _wheel(view, place, 1)
    assert view.part.count < 20
    assert view.part.holds((700, 30))
    row = view.part.row
    middle = view.room().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(0, -60))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, -60))
    assert view.part.row > row
    for _ in range(40):
        _wheel(view, place, -1)
    assert view.part.is_whole


def test_keys_zoom_and_the_arrows_take_the_part_along(qtbot: QtBot, view: ConfusionView) -> None:
    for _ in range(20):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.part.count == LEAST
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == (view.part.row, view.part.column)
    before = view.part
    for _ in range(LEAST):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.part.holds(view.chosen or (0, 0))
    assert view.part.row == before.row + 1
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.part.is_whole


def test_a_thousand_classes_are_drawn_at_once(view: ConfusionView) -> None:
    view.grab()
    begun = time.perf_counter()
    for _ in range(5):
        _wheel(view, _place(view, 700, 30), 1)
        view.grab()
    assert time.perf_counter() - begun < 2.0


@pytest.mark.parametrize("edge", [120, 200, 320])
def test_the_axes_say_which_classes_are_seen_as_far_as_it_fits(view: ConfusionView, edge: int) -> None:
    metrics = QFontMetricsF(view.font())
    view.resize(edge, edge)
    view.show_part(Part(699, 20, 50, 1000))
    text = view._axis_text("predicted →", view.part.column, metrics)
    assert text.startswith("21") or text == "predicted → 21 to 70 of 1,000"
    assert metrics.horizontalAdvance(text) <= view.room().width()
    view.show_part(Part.whole(1000))
    assert view._axis_text("predicted →", 0, metrics) == "predicted →"
