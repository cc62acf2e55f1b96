"""Form fields leave the wheel to the page unless they have the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.fields import QuietDoubleSpinBox, QuietSpinBox


@pytest.mark.parametrize("kind", [QuietSpinBox, QuietDoubleSpinBox])
def test_the_wheel_changes_only_a_focused_field(kind: type[QuietSpinBox], qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    field, other = kind(), QLineEdit()
    row = QHBoxLayout(page)
    row.addWidget(field)
    row.addWidget(other)
    page.show()
    qtbot.waitExposed(page)
    other.setFocus()
    assert not _wheel(field)
    assert field.value() == 0
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert _wheel(field)
    assert field.value() > 0


def _wheel(field: QWidget) -> bool:
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, event)
    return event.isAccepted()
