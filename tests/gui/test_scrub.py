"""A number that scrubs: one gesture whatever the means, and a sentence where the typed text is no number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.widgets.scrub import ScrubField


class Log:
    def __init__(self, field: ScrubField) -> None:
        self.events: list[str] = []
        field.started.connect(lambda: self.events.append("started"))
        field.finished.connect(lambda: self.events.append("finished"))
        field.cancelled.connect(lambda: self.events.append("cancelled"))
        field.moved.connect(lambda _value: self.events.append("moved"))

    @property
    def gestures(self) -> list[str]:
        return [event for event in self.events if event != "moved"]


@pytest.fixture
def field(qtbot: QtBot) -> ScrubField:
    made = ScrubField(step=0.01, minimum=-2.0, maximum=2.0)
    qtbot.addWidget(made)
    made.set_value(0.5)
    made.resize(80, 24)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def drag(field: ScrubField, pixels: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    start = QPoint(20, 10)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, modifier, start)
    step = 1 if pixels > 0 else -1
    QTest.mouseMove(field, start + QPoint(4 * step, 0))
    for at in range(abs(pixels) + 1):
        move(field, start + QPoint((4 + at) * step, 0), modifier)
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, modifier, start + QPoint(pixels, 0))


def move(field: ScrubField, at: QPoint, modifier: Qt.KeyboardModifier) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(field.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        modifier,
    )
    QApplication.sendEvent(field, event)


def wheel(field: ScrubField, notches: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(field.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_a_drag_is_one_gesture(field: ScrubField) -> None:
    log = Log(field)
    drag(field, 50)
    assert field.value == pytest.approx(0.6)
    assert log.gestures == ["started", "finished"]
    assert log.events.count("moved") == 50


def test_shift_drags_finer_and_ctrl_coarser(field: ScrubField) -> None:
    drag(field, 50, Qt.KeyboardModifier.ShiftModifier)
    assert field.value == pytest.approx(0.51)
    drag(field, 50, Qt.KeyboardModifier.ControlModifier)
    assert field.value == pytest.approx(1.51)


def test_a_click_changes_nothing(field: ScrubField) -> None:
    log = Log(field)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert log.events == []


def test_dragging_stops_at_the_range(field: ScrubField) -> None:
    drag(field, 500, Qt.KeyboardModifier.ControlModifier)
    assert field.value == 2.0


def test_escape_takes_a_drag_back(field: ScrubField) -> None:
    log = Log(field)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    move(field, QPoint(24, 10), Qt.KeyboardModifier.NoModifier)
    move(field, QPoint(60, 10), Qt.KeyboardModifier.NoModifier)
    assert field.value != 0.5
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.value == 0.5
    assert log.gestures == ["started", "cancelled"]
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert log.gestures == ["started", "cancelled"]


def test_key_presses_close_together_are_one_gesture(field: ScrubField, qtbot: QtBot) -> None:
    log = Log(field)
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value == pytest.approx(0.53)
    assert log.gestures == ["started"]
    qtbot.waitUntil(lambda: log.gestures == ["started", "finished"])


def test_the_wheel_needs_the_focus(field: ScrubField, qtbot: QtBot) -> None:
    assert wheel(field, 2)
    assert field.value == pytest.approx(0.52)
    field.clearFocus()
    assert not wheel(field, 2)
    assert field.value == pytest.approx(0.52)


def test_leaving_the_field_ends_the_gesture(field: ScrubField) -> None:
    log = Log(field)
    wheel(field, 1)
    field.clearFocus()
    assert log.gestures == ["started", "finished"]


def test_typing_applies_on_enter_exactly(field: ScrubField) -> None:
    log = Log(field)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.typing
    QTest.keyClicks(field, "-0.123456789012345")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value == -0.123456789012345
    assert log.gestures == ["started", "finished"]
    assert field.text() == "\N{MINUS SIGN}0.1235"


def test_a_digit_starts_typing(field: ScrubField) -> None:
    QTest.keyClicks(field, "1.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value == 1.5


def test_opening_and_leaving_without_a_change_keeps_every_digit(field: ScrubField) -> None:
    field.set_value(1 / 3)
    log = Log(field)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value == 1 / 3
    assert log.events == []


@pytest.mark.parametrize(
    ("text", "said"), [("abc", "no number"), ("nan", "no number"), ("", "no number"), ("9", "-2 to 2")]
)
def test_text_that_is_no_number_is_refused_at_the_field(field: ScrubField, text: str, said: str) -> None:
    field.start_typing(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.typing
    assert said in field.error
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.value == 0.5
    assert not field.typing
    assert field.error == ""


def test_escape_leaves_typing_without_a_change(field: ScrubField) -> None:
    log = Log(field)
    QTest.keyClicks(field, "1.9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.value == 0.5
    assert log.events == []


def test_a_double_click_starts_typing(field: ScrubField) -> None:
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton)
    assert field.typing
