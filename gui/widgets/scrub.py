"""A number that is changed by dragging it, by the wheel, by keys, or by typing."""

from __future__ import annotations

import contextlib
import math

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

FIELD_FRAME = 10
"""Pixels of a field's width that hold no text: border, padding and the margins of a line edit."""

_DRAG_THRESHOLD = 3
_PIXELS_PER_STEP = 5
_GESTURE_PAUSE_MS = 600
_FINE, _COARSE = 0.1, 10.0


class ScrubField(QLineEdit):
    """A numeric field that scrubs.

    Dragging sideways changes the value (Shift: a tenth as fast, Ctrl: ten times), so do the wheel and the arrow keys
    while the field has the focus. A double click, Enter or a digit starts typing; Enter applies, Esc cancels.
    Whatever the means, the change is one gesture: `started`, `moved` once or more, then `finished` or `cancelled`.

    Parameters
    ----------
    step : float
        Change of one wheel notch or key press; five pixels of dragging.
    decimals : int
        Digits shown after the point; the value itself is not rounded.
    minimum, maximum : float
        Dragging stops there; typing beyond is refused with a sentence at the field.

    Signals
    -------
    started()
    moved(float)
        The value changed by the user.
    finished()
    cancelled()
        The user took the gesture back; the value is again what it was at its start.
    """

    started = Signal()
    moved = Signal(float)
    finished = Signal()
    cancelled = Signal()

    def __init__(
        self, *, step: float = 0.01, decimals: int = 4, minimum: float = -math.inf, maximum: float = math.inf
    ) -> None:
        super().__init__()
        self._step = step
        self._decimals = decimals
        self._minimum, self._maximum = minimum, maximum
        self._value = 0.0
        self._before = 0.0
        self._in_gesture = False
        self._typing = False
        self._pressed_at: QPoint | None = None
        self._dragged_to = 0.0
        self._dragging = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_GESTURE_PAUSE_MS)
        self._pause.timeout.connect(self._finish)
        self.setProperty("scrub", "true")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._stop_typing()
        self.textEdited.connect(self._clear_error)

    # ------------------------------------------------------------------ value

    @property
    def value(self) -> float:
        """The number, unrounded."""
        return self._value

    @property
    def typing(self) -> bool:
        """Whether the user is typing a number."""
        return self._typing

    @property
    def in_gesture(self) -> bool:
        """Whether a gesture has started and not ended."""
        return self._in_gesture

    def set_value(self, value: float) -> None:
        """Show `value` without announcing it; what the user is typing stays."""
        self._value = value
        if not self._typing:
            self._show()

    def set_editable(self, editable: bool) -> None:
        """Let the user change the number, or only read it."""
        self.setEnabled(editable)

    def set_decimals(self, decimals: int) -> None:
        """Show another number of digits after the point."""
        self._decimals = decimals
        if not self._typing:
            self._show()

    def _show(self) -> None:
        text = f"{self._value:.{self._decimals}f}".replace("-", "\N{MINUS SIGN}")
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    # ------------------------------------------------------------------ gestures

    def _begin(self) -> None:
        if not self._in_gesture:
            self._in_gesture = True
            self._before = self._value
            self.started.emit()

    def _move_to(self, value: float) -> None:
        value = min(max(value, self._minimum), self._maximum)
        if value != self._value:
            self._value = value
            if not self._typing:
                self._show()
            self.moved.emit(value)

    @Slot()
    def _finish(self) -> None:
        self._pause.stop()
        if self._in_gesture:
            self._in_gesture = False
            self.finished.emit()

    def _cancel(self) -> None:
        self._pause.stop()
        self._dragging = False
        self._pressed_at = None
        if self._in_gesture:
            self._in_gesture = False
            self._value = self._before
            self._show()
            self.cancelled.emit()

    def end_gesture(self) -> None:
        """End an open gesture of wheel or keys now."""
        if not self._dragging:
            self._finish()

    def _nudge(self, steps: float, modifiers: Qt.KeyboardModifier) -> None:
        self._begin()
        # Steps land on multiples of the step, so that repeated presses give readable numbers.
        size = self._step * _speed(modifiers)
        self._move_to(round((self._value + steps * size) / size) * size)
        self._pause.start()

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._typing or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.end_gesture()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._typing or self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        at = event.globalPosition()
        if not self._dragging:
            if abs(at.x() - self._pressed_at.x()) < _DRAG_THRESHOLD:
                return
            self._dragging = True
            self._dragged_to = at.x()
            self._begin()
            return
        pixels = at.x() - self._dragged_to
        self._dragged_to = at.x()
        self._move_to(self._value + pixels * self._step / _PIXELS_PER_STEP * _speed(event.modifiers()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._typing or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            self._finish()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._typing:
            super().mouseDoubleClickEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = None
            self.start_typing()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Shift or Alt turns the wheel sideways on some systems.
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if not self.hasFocus() or self._typing or not notches:
            event.ignore()
            return
        self._nudge(notches, event.modifiers())
        event.accept()

    # ------------------------------------------------------------------ keys

    def event(self, event: QEvent) -> bool:
        # Undo, copy and the like belong to the window unless a number is being typed.
        if event.type() == QEvent.Type.ShortcutOverride and not self._typing:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._typing:
            self._type(event)
            return
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._nudge(1 if key == Qt.Key.Key_Up else -1, event.modifiers())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._nudge(10 if key == Qt.Key.Key_PageUp else -10, event.modifiers())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.start_typing()
        elif key == Qt.Key.Key_Escape and self._in_gesture:
            self._cancel()
        elif event.text() and event.text() in "0123456789.-+" and not event.modifiers() & _COMMANDS:
            self.start_typing(event.text())
        else:
            event.ignore()

    def _type(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop_typing()
            self._show()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply_typed()
        else:
            super().keyPressEvent(event)

    def start_typing(self, text: str | None = None) -> None:
        """Turn into a text field holding `text`, the exact number if None."""
        self.end_gesture()
        self._typing = True
        self.setReadOnly(False)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setText(repr(self._value) if text is None else text)
        if text is None:
            self.selectAll()

    def apply_typed(self) -> bool:
        """Take over what was typed; return False, with a sentence at the field, where it is no number."""
        text = self.text().strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
        value = math.nan
        with contextlib.suppress(ValueError):
            value = float(text)
        problem = self._problem(self.text().strip(), value)
        if problem:
            self._set_error(problem)
            return False
        self._stop_typing()
        if value != self._value:
            self._begin()
            self._move_to(value)
            self._finish()
        self._show()
        return True

    def _problem(self, text: str, value: float) -> str:
        if not math.isfinite(value):
            return self.tr("“{0}” is no number; type one such as 0.25.").format(text)
        if not self._minimum <= value <= self._maximum:
            return self.tr("{0} is out of range; type a number from {1:g} to {2:g}.").format(
                text, self._minimum, self._maximum
            )
        return ""

    def _stop_typing(self) -> None:
        self._typing = False
        self.setReadOnly(True)
        self.deselect()
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._clear_error()

    # ------------------------------------------------------------------ errors and focus

    @property
    def error(self) -> str:
        """What is wrong with the typed text, empty if nothing is known to be."""
        return self.accessibleDescription()

    def _set_error(self, text: str) -> None:
        self.setProperty("error", "true" if text else "")
        self.setAccessibleDescription(text)
        self.style().unpolish(self)
        self.style().polish(self)
        if text:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), text, self, self.rect(), 8000)

    @Slot()
    def _clear_error(self) -> None:
        if self.error:
            self._set_error("")
            QToolTip.hideText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._typing and event.reason() != Qt.FocusReason.PopupFocusReason and not self.apply_typed():
            self._stop_typing()
            self._show()
        self.end_gesture()
        super().focusOutEvent(event)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _speed(modifiers: Qt.KeyboardModifier) -> float:
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return _FINE
    return _COARSE if modifiers & Qt.KeyboardModifier.ControlModifier else 1.0
