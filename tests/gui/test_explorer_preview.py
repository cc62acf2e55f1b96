"""The maps as handles on the picture: pulled with the mouse, moved with keys, one step of undo each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.ifs import geometry
from engine.ifs.category import Category
from engine.ifs.geometry import Grip
from engine.render.density import Frame
from gui.explorer.entries import Entry, EntryKey
from gui.explorer.session import ExplorerSession
from gui.explorer.shape.drawing import PreviewStyle
from gui.explorer.shape.preview import Preview
from gui.explorer.shape.view import View, same_place
from gui.services import Services

COMPILING_MS = 120_000
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton

TRIANGLE = Category.from_maps("triangle", [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0.1, 0, 0.5, 1, 0], [0.4, 0, 0.1, -0.5, 0, 1]])


class Shaper:
    """A preview over a session in which one category is selected, as the tab connects them."""

    def __init__(self, services: Services, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.session = ExplorerSession(services)
        self.preview = Preview(services, self.session)
        qtbot.addWidget(self.preview)
        self.session.changed.connect(self.follow)
        self.steps = 0
        push = self.session.undo.push_shape

        def counted(*arguments: Any) -> None:
            self.steps += 1
            push(*arguments)

        self.session.undo.push_shape = counted  # type: ignore[method-assign]
        self.preview.resize(400, 400)
        self.preview.show()
        qtbot.waitExposed(self.preview)
        self.open(TRIANGLE)
        self.preview.setFocus()

    def open(self, category: Category) -> None:
        self.entry = Entry(EntryKey("test", category.name, category.identity), category, 0)
        self.session.select(self.entry)
        self.preview.show_category(category)
        self.qtbot.waitUntil(self.shown, timeout=COMPILING_MS)

    def follow(self, _key: object) -> None:
        self.preview.follow(self.session.category(self.entry))

    def shown(self) -> bool:
        answer = self.preview.answer
        return answer is not None and answer.question.category == self.category

    @property
    def category(self) -> Category:
        return self.session.category(self.entry)

    @property
    def maps(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return self.category.maps

    @property
    def view(self) -> View:
        view = self.preview.view()
        assert view is not None
        return view

    def place(self, row: int, grip: Grip) -> QPointF:
        x, y = self.view.to_screen(geometry.handles(self.maps, self.view.unit))[row, grip]
        return QPointF(x, y)

    def mouse(
        self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier = NONE
    ) -> None:
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        which = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        target = QPointF(self.preview.mapToGlobal(at))
        QApplication.sendEvent(self.preview, QMouseEvent(kind, at, target, which, held, modifiers))

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at, button, modifiers)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseMove, at, button, modifiers)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at, button, modifiers)

    def drag(
        self,
        start: QPointF,
        by: QPointF,
        modifiers: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        self.press(start, modifiers, button)
        for step in range(1, 6):
            self.move(start + by * step / 5, modifiers, button)
        self.release(start + by, modifiers, button)

    def click(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(at, modifiers)
        self.release(at, modifiers)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.preview, key, modifiers)

    def wheel(self, notches: int, at: QPointF) -> None:
        event = QWheelEvent(
            at,
            QPointF(self.preview.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.preview, event)


@pytest.fixture
def shaper(services: Services, qtbot: QtBot) -> Iterator[Shaper]:
    made = Shaper(services, qtbot)
    yield made
    made.session.save_now()


def column(maps: np.ndarray[tuple[int, int], np.dtype[np.float64]], row: int, grip: Grip) -> complex:
    at = 0 if grip is Grip.X else 1
    return complex(maps[row, at], maps[row, at + 2])


def test_dragging_the_number_moves_the_map_and_is_one_step(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    per_pixel = shaper.view.width / shaper.view.rect.width()
    shaper.drag(shaper.place(1, Grip.ORIGIN) + QPointF(2, 1), QPointF(30, 20))
    after = shaper.maps
    assert after[1, 4] - before[1, 4] == pytest.approx(30 * per_pixel)
    assert after[1, 5] - before[1, 5] == pytest.approx(-20 * per_pixel)
    assert np.array_equal(after[[0, 2]], before[[0, 2]])
    assert np.array_equal(after[:, :4], before[:, :4])
    assert shaper.preview.selected_maps == {1}
    assert shaper.steps == 1
    assert shaper.session.undo.undoText() == "Move map 2"
    shaper.session.undo.undo()
    assert np.array_equal(shaper.maps, before)


def test_the_picture_follows_a_drag_in_the_frame_where_it_was(shaper: Shaper, qtbot: QtBot) -> None:
    frame = shaper.view.frame
    at = shaper.place(1, Grip.ORIGIN)
    shaper.press(at)
    for step in range(1, 12):
        shaper.move(at + QPointF(6 * step, 0))
        qtbot.wait(5)
    qtbot.waitUntil(shaper.shown, timeout=COMPILING_MS)
    # However long the hand rests on the button, the picture does not jump.
    qtbot.wait(500)
    assert shaper.view.frame == frame
    assert shaper.preview.answer is not None
    assert all(plate.frame == frame for plate in shaper.preview.answer.plates)
    shaper.release(at + QPointF(66, 0))
    qtbot.waitUntil(lambda: shaper.view.frame.x_high > frame.x_high + 0.1, timeout=COMPILING_MS)


def test_a_tip_turns_the_map(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    origin, tip = shaper.place(0, Grip.X) - shaper.place(0, Grip.ORIGIN), shaper.place(0, Grip.X)
    # A quarter turn to the left on the screen, counterclockwise in the plane.
    goal = shaper.place(0, Grip.ORIGIN) + QPointF(origin.y(), -origin.x()) * 1.7
    shaper.drag(tip, goal - tip)
    assert np.allclose(shaper.maps[0], geometry.rotated(before[[0]], math.pi / 2)[0], atol=1e-9)


def test_shift_scales_alt_takes_one_axis_alone_and_both_pull_freely(shaper: Shaper) -> None:
    start = shaper.maps.copy()
    tip, origin = shaper.place(1, Grip.X), shaper.place(1, Grip.ORIGIN)
    shaper.drag(tip, (tip - origin) * 0.5, SHIFT)
    assert np.allclose(shaper.maps[1, :4], 1.5 * start[1, :4], atol=1e-6)
    shaper.session.undo.undo()
    shaper.drag(tip, QPointF(0, -25), ALT)
    assert abs(column(shaper.maps, 1, Grip.X)) == pytest.approx(0.5)
    assert column(shaper.maps, 1, Grip.X).imag > 0.05
    assert column(shaper.maps, 1, Grip.Y) == column(start, 1, Grip.Y)
    shaper.session.undo.undo()
    for modifiers, button in ((SHIFT | ALT, LEFT), (NONE, RIGHT)):
        shaper.drag(tip, QPointF(18, -25), modifiers, button)
        assert QPointF(shaper.place(1, Grip.X) - tip - QPointF(18, -25)).manhattanLength() < 0.01
        assert column(shaper.maps, 1, Grip.Y) == column(start, 1, Grip.Y)
        shaper.session.undo.undo()
    assert np.array_equal(shaper.maps, start)


def test_ctrl_snaps(shaper: Shaper) -> None:
    shaper.drag(shaper.place(0, Grip.ORIGIN), QPointF(31, -17), CTRL)
    assert np.allclose(shaper.maps[0, 4:] * 10, np.round(shaper.maps[0, 4:] * 10), atol=1e-9)
    shaper.drag(shaper.place(0, Grip.X), QPointF(-9, -22), CTRL)
    degrees = math.degrees(np.angle(column(shaper.maps, 0, Grip.X)))
    assert degrees / 15 == pytest.approx(round(degrees / 15), abs=1e-9)
    assert degrees != 0


def test_a_click_selects_ctrl_click_adds_and_takes_away(shaper: Shaper) -> None:
    told: list[frozenset[int]] = []
    shaper.preview.maps_selected.connect(told.append)
    shaper.click(shaper.place(0, Grip.ORIGIN))
    shaper.click(shaper.place(2, Grip.ORIGIN), CTRL)
    shaper.click(shaper.place(0, Grip.ORIGIN), CTRL)
    assert told == [{0}, {0, 2}, {2}]
    assert shaper.steps == 0
    shaper.click(QPointF(395, 395))
    assert told[-1] == frozenset()


def test_a_rubber_band_selects_and_several_move_together(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    start = shaper.place(1, Grip.ORIGIN) + QPointF(25, -30)
    shaper.drag(start, shaper.place(0, Grip.ORIGIN) + QPointF(-25, 25) - start)
    assert shaper.preview.selected_maps == {0, 1}
    assert shaper.steps == 0
    shaper.drag(shaper.place(0, Grip.ORIGIN), QPointF(10, 0))
    shift = shaper.maps[:, 4] - before[:, 4]
    assert shift[0] == pytest.approx(shift[1])
    assert shift[0] > 0
    assert shift[2] == 0
    assert shaper.session.undo.undoText() == "Move 2 maps"


def test_the_world_pivot_carries_the_maps_around(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    shaper.key(Qt.Key.Key_A, CTRL)
    assert shaper.preview.selected_maps == {0, 1, 2}
    shaper.key(Qt.Key.Key_V)
    for _ in range(9):
        shaper.key(Qt.Key.Key_Q, ALT)
    assert np.allclose(shaper.maps, geometry.rotated(before, math.pi / 2, (0.0, 0.0)), atol=1e-9)
    shaper.key(Qt.Key.Key_V)
    shaper.key(Qt.Key.Key_E)
    assert np.allclose(shaper.maps[:, 4:], geometry.rotated(before, math.pi / 2, (0.0, 0.0))[:, 4:], atol=1e-9)


def test_escape_takes_a_drag_back(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    at = shaper.place(1, Grip.ORIGIN)
    shaper.press(at)
    shaper.move(at + QPointF(40, 0))
    assert not np.array_equal(shaper.maps, before)
    shaper.key(Qt.Key.Key_Escape)
    assert np.array_equal(shaper.maps, before)
    shaper.move(at + QPointF(80, 0))
    shaper.release(at + QPointF(80, 0))
    assert np.array_equal(shaper.maps, before)
    assert shaper.steps == 0
    assert shaper.preview.selected_maps == {1}
    shaper.key(Qt.Key.Key_Escape)
    assert not shaper.preview.selected_maps


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_D, NONE, [0.5, 0.1, 0, 0.5, 1.01, 0]),
        (Qt.Key.Key_Left, NONE, [0.5, 0.1, 0, 0.5, 0.99, 0]),
        (Qt.Key.Key_W, SHIFT, [0.5, 0.1, 0, 0.5, 1, 0.001]),
        (Qt.Key.Key_Down, CTRL, [0.5, 0.1, 0, 0.5, 1, -0.1]),
        (Qt.Key.Key_S, ALT, [0.5, 0.1, 0, 0.5, 1, -0.1]),
        (Qt.Key.Key_H, ALT, [0.55, 0.11, 0, 0.55, 1, 0]),
        (Qt.Key.Key_R, NONE, [0.5, 0.105, 0, 0.5, 1, 0]),
    ],
)
def test_keys_fine_and_coarse(
    shaper: Shaper, key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: list[float]
) -> None:
    shaper.preview.select_maps(frozenset({1}))
    shaper.key(key, modifiers)
    assert shaper.maps[1] == pytest.approx(expected)


def test_a_burst_of_keys_is_one_step(shaper: Shaper, qtbot: QtBot) -> None:
    before = shaper.maps.copy()
    shaper.preview.select_maps(frozenset({1}))
    for key in (Qt.Key.Key_D, Qt.Key.Key_D, Qt.Key.Key_W):
        shaper.key(key)
    assert shaper.steps == 0
    qtbot.waitUntil(lambda: shaper.steps == 1)
    assert shaper.maps[1, 4:] - before[1, 4:] == pytest.approx([0.02, 0.01])
    shaper.session.undo.undo()
    assert np.array_equal(shaper.maps, before)


def test_undo_during_a_burst_takes_the_burst_back(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    shaper.preview.select_maps(frozenset({1}))
    shaper.key(Qt.Key.Key_G)
    assert not np.array_equal(shaper.maps, before)
    shaper.key(Qt.Key.Key_Z, CTRL)
    # The key is the window's; here it only ends the burst.
    assert shaper.steps == 1
    shaper.session.undo.undo()
    assert np.array_equal(shaper.maps, before)


def test_turning_and_back_comes_home(shaper: Shaper) -> None:
    before = shaper.maps.copy()
    shaper.preview.select_maps(frozenset({2}))
    for there, back in ((Qt.Key.Key_Q, Qt.Key.Key_E), (Qt.Key.Key_H, Qt.Key.Key_G), (Qt.Key.Key_R, Qt.Key.Key_F)):
        shaper.key(there)
        assert not np.allclose(shaper.maps, before, atol=1e-6)
        shaper.key(back)
        assert np.allclose(shaper.maps, before, atol=1e-12)


def test_brackets_go_through_the_maps_and_digits_are_left_to_others(shaper: Shaper) -> None:
    seen = []
    for key in (Qt.Key.Key_BracketRight,) * 4:
        shaper.key(key)
        seen.append(set(shaper.preview.selected_maps))
    assert seen == [{0}, {1}, {2}, {0}]
    shaper.key(Qt.Key.Key_BracketLeft)
    assert shaper.preview.selected_maps == {2}
    before = shaper.maps.copy()
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_X, Qt.Key.Key_K):
        shaper.key(key)
    # What saves and resets elsewhere in the window moves nothing here.
    for key in (Qt.Key.Key_S, Qt.Key.Key_R, Qt.Key.Key_E):
        shaper.key(key, CTRL)
    assert np.array_equal(shaper.maps, before)


def test_the_wheel_zooms_about_the_cursor_and_home_fits(shaper: Shaper, qtbot: QtBot) -> None:
    at = QPointF(120, 250)
    fitted = shaper.view.frame
    point = shaper.view.to_plane(at)
    for _ in range(12):
        shaper.wheel(1, at)
    assert shaper.view.to_plane(at) == pytest.approx(point)
    assert shaper.view.width == pytest.approx((fitted.x_high - fitted.x_low) / 1.2**12)
    window = shaper.view.frame

    def drawn_there() -> bool:
        answer = shaper.preview.answer
        return answer is not None and answer.plates[0].frame == window and answer.points > 10**6

    qtbot.waitUntil(drawn_there, timeout=COMPILING_MS)
    shaper.key(Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: same_place(shaper.view.frame, fitted), timeout=COMPILING_MS)


def test_zooming_ends_where_the_renderer_counts_no_finer(shaper: Shaper) -> None:
    for _ in range(200):
        shaper.key(Qt.Key.Key_Period)
    assert 0 < shaper.view.width < 1e-4
    for _ in range(400):
        shaper.key(Qt.Key.Key_Comma)
    assert math.isfinite(shaper.view.width)
    assert shaper.view.width > 1e3


def test_middle_button_space_and_hand_move_the_picture(shaper: Shaper) -> None:
    at, by = QPointF(300, 60), QPointF(40, 10)
    for prepare, button in (("", MIDDLE), ("space", LEFT), ("hand", LEFT)):
        frame = shaper.view.frame
        if prepare == "space":
            QTest.keyPress(shaper.preview, Qt.Key.Key_Space)
        shaper.preview.set_hand(prepare == "hand")
        shaper.drag(at, by, NONE, button)
        QTest.keyRelease(shaper.preview, Qt.Key.Key_Space)
        shift = shaper.view.width * 40 / shaper.view.rect.width()
        assert shaper.view.frame.x_low == pytest.approx(frame.x_low - shift)
        assert shaper.steps == 0
        assert not shaper.preview.selected_maps


def test_two_framings_side_by_side_have_handles_in_both(shaper: Shaper, qtbot: QtBot) -> None:
    shaper.preview.resize(808, 400)
    shaper.preview.set_paired(True)
    qtbot.waitUntil(lambda: shaper.preview.view(1) is not None, timeout=COMPILING_MS)
    assert shaper.preview.styles == (PreviewStyle.DENSITY, PreviewStyle.DENSITY_DATASET)
    assert shaper.preview.answer is not None
    assert [plate.panel.style for plate in shaper.preview.answer.plates] == list(shaper.preview.styles)
    right = shaper.preview.view(1)
    assert right is not None
    before = shaper.maps.copy()
    x, y = right.to_screen(geometry.handles(shaper.maps, right.unit))[1, Grip.ORIGIN]
    shaper.drag(QPointF(x, y), QPointF(20, 30))
    assert shaper.maps[1, 4] - before[1, 4] == pytest.approx(20 * right.width / right.rect.width())
    assert shaper.maps[1, 5] - before[1, 5] == pytest.approx(-30 * right.height / right.rect.height())
    shaper.preview.set_paired(False)
    assert shaper.preview.styles == (PreviewStyle.DENSITY,)


def test_a_training_style_has_no_handles_but_stands_beside_the_density(shaper: Shaper, qtbot: QtBot) -> None:
    shaper.preview.set_style(PreviewStyle.PATCH_COLOR)
    qtbot.waitUntil(
        lambda: shaper.preview.answer is not None and shaper.preview.answer.question.style is PreviewStyle.PATCH_COLOR
    )
    assert shaper.preview.view() is None
    shaper.drag(QPointF(100, 100), QPointF(30, 0))
    assert shaper.steps == 0
    shaper.preview.set_paired(True)
    assert shaper.preview.styles == (PreviewStyle.DENSITY, PreviewStyle.PATCH_COLOR)


def test_a_system_that_flies_off_can_be_pulled_back(shaper: Shaper, qtbot: QtBot) -> None:
    frame = shaper.view.frame
    shaper.preview.select_maps(frozenset({0, 1, 2}))
    for _ in range(10):
        shaper.key(Qt.Key.Key_H, ALT)
    qtbot.waitUntil(lambda: shaper.steps == 1)
    qtbot.waitUntil(lambda: shaper.preview.answer is not None and shaper.preview.answer.outcome == 2)
    qtbot.wait(500)
    assert shaper.view.frame == frame
    shaper.session.undo.undo()
    qtbot.waitUntil(lambda: shaper.preview.answer is not None and shaper.preview.answer.outcome == 0)


@pytest.mark.parametrize("factor", [0.0, 1e-300, 1e8, 1e100])
def test_extreme_maps_are_drawn_and_held_without_harm(shaper: Shaper, qtbot: QtBot, factor: float) -> None:
    shaper.open(Category("extreme", TRIANGLE.maps * factor, TRIANGLE.probabilities))
    shaper.key(Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: shaper.preview.readouts.reading is not None, timeout=COMPILING_MS)
    shaper.preview.grab()
    shaper.click(QPointF(200, 200))
    shaper.key(Qt.Key.Key_A, CTRL)
    for key in (Qt.Key.Key_H, Qt.Key.Key_Q, Qt.Key.Key_R, Qt.Key.Key_D):
        shaper.key(key, ALT)
    shaper.preview.grab()
    assert np.isfinite(shaper.maps).all()


def test_no_key_of_the_window_works_in_the_middle_of_a_drag(shaper: Shaper) -> None:
    at = shaper.place(1, Grip.ORIGIN)
    shaper.press(at)
    shaper.move(at + QPointF(20, 0))
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CTRL)
    event.ignore()
    QApplication.sendEvent(shaper.preview, event)
    assert event.isAccepted()
    shaper.release(at + QPointF(20, 0))
    event.ignore()
    QApplication.sendEvent(shaper.preview, event)
    assert not event.isAccepted()


def test_readings_follow_the_hand(shaper: Shaper, qtbot: QtBot) -> None:
    shaper.preview.select_maps(frozenset({2}))
    qtbot.waitUntil(lambda: shaper.preview.readouts.reading is not None, timeout=COMPILING_MS)
    lines = shaper.preview.readouts.lines(frozenset({2}))
    assert lines[0].startswith("λ \N{MINUS SIGN}0.")
    assert "±" in lines[0]
    assert lines[-1].endswith("⇋")
    at = shaper.place(2, Grip.X)
    shaper.press(at)
    shaper.move(at + QPointF(30, 0), SHIFT)

    def read() -> bool:
        reading = shaper.preview.readouts.reading
        return reading is not None and reading.category == shaper.category

    qtbot.waitUntil(read, timeout=COMPILING_MS)
    shaper.release(at + QPointF(30, 0), SHIFT)


def test_what_is_selected_is_told_to_a_screen_reader(shaper: Shaper) -> None:
    assert shaper.preview.accessibleName()
    shaper.preview.select_maps(frozenset({0, 2}))
    assert "1, 3" in shaper.preview.accessibleDescription()
    assert "Esc" in shaper.preview.whatsThis()


def test_selection_ends_with_the_category_and_with_deleted_maps(shaper: Shaper) -> None:
    shaper.preview.select_maps(frozenset({1, 2, 7}))
    assert shaper.preview.selected_maps == {1, 2}
    fewer = Category.from_maps("triangle", TRIANGLE.maps[:2])
    from gui.explorer.entries import State

    shaper.session.change(State(fewer, True), "Delete a map")
    assert shaper.preview.selected_maps == {1}
    shaper.open(Category.from_maps("other", TRIANGLE.maps * 0.9))
    assert not shaper.preview.selected_maps


def test_handles_are_drawn_and_can_be_hidden(shaper: Shaper) -> None:
    def colours() -> set[int]:
        image = shaper.preview.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        at = shaper.place(1, Grip.X).toPoint()
        return {image.pixel(at.x() + dx, at.y() + dy) & 0xFFFFFF for dx in (-1, 0, 1) for dy in (-1, 0, 1)}

    assert 0xE69F00 in colours()
    shaper.preview.set_handles_visible(False)
    assert 0xE69F00 not in colours()
    before = shaper.view.frame
    shaper.drag(shaper.place(1, Grip.ORIGIN), QPointF(20, 0))
    assert shaper.steps == 0
    assert shaper.view.frame != before


def test_a_view_is_its_own_inverse() -> None:
    from PySide6.QtCore import QRectF

    view = View(Frame(-2.0, 3.0, 1.0, 2.0), QRectF(10, 20, 300, 300))
    for x, y in ((-2.0, 1.0), (0.3, 1.7), (3.0, 2.0)):
        place = view.to_screen((x, y))
        assert view.to_plane(QPointF(*place)) == pytest.approx((x, y))
    zoomed = View(view.zoomed(3.0, QPointF(70, 90)), view.rect)
    assert zoomed.to_plane(QPointF(70, 90)) == pytest.approx(view.to_plane(QPointF(70, 90)))
    panned = View(view.panned(QPointF(12, -7)), view.rect)
    assert panned.to_plane(QPointF(82, 83)) == pytest.approx(view.to_plane(QPointF(70, 90)))


def test_the_tab_switches_framings_handles_and_the_large_image_by_keys(services: Services, qtbot: QtBot) -> None:
    from gui.explorer.explorer_tab import ExplorerTab

    tab = ExplorerTab(services)
    qtbot.addWidget(tab)
    tab.resize(1280, 700)
    tab.show()
    qtbot.waitExposed(tab)
    preview = tab.preview
    qtbot.waitUntil(lambda: preview.view() is not None, timeout=COMPILING_MS)
    home = preview.parentWidget()
    small = preview.panel_rect(0).width()
    actions = {action.shortcut().toString(): action for action in tab.actions()}
    actions["F8"].trigger()
    assert preview.parentWidget() is not home
    assert actions["F8"].isChecked()
    qtbot.waitUntil(lambda: preview.panel_rect(0).width() > 1.3 * small)
    actions["F4"].trigger()
    assert preview.paired
    actions["F3"].trigger()
    assert not preview.handles.visible
    # One Esc for the selection, one for the page.
    actions["F3"].trigger()
    preview.setFocus()
    preview.select_maps(frozenset({0}))
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert tab.stage.page is not None
    assert not preview.selected_maps
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert tab.stage.page is None
    assert preview.parentWidget() is home
    assert preview.isVisible()
    actions["F4"].trigger()
    tab.close_requested()


def test_the_maps_of_the_table_and_of_the_picture_are_selected_together(services: Services, qtbot: QtBot) -> None:
    from gui.explorer.explorer_tab import ExplorerTab

    tab = ExplorerTab(services)
    qtbot.addWidget(tab)
    tab.resize(1280, 700)
    tab.show()
    qtbot.waitUntil(lambda: tab.preview.view() is not None, timeout=COMPILING_MS)
    editor = next(room.editor for room in tab.rooms if hasattr(room, "editor"))
    tab.preview.select_maps(frozenset({1, 3}))
    assert editor.selection == {1, 3}
    editor.select(frozenset({0}))
    assert tab.preview.selected_maps == {0}
    tab.close_requested()
