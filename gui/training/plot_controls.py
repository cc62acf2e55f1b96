"""The small controls above plots and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QToolButton

from gui.theme import GRID
from gui.widgets.fields import QuietComboBox

SMOOTHEST = 99
"""Per cent of the earlier values a curve can be made to keep."""


def chip(text: str, tip: str) -> QToolButton:
    """Return a button that stays pressed."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(True)
    button.setProperty("chip", "true")
    return button


def choice(name: str, items: Iterable[tuple[str, Any]]) -> QuietComboBox:
    """Return a list to choose from: what is shown, and what it stands for."""
    combo = QuietComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    for text, data in items:
        combo.addItem(text, data)
    return combo


class SmoothingSlider(QSlider):
    """How much of the earlier values a curve keeps, in per cent."""

    def __init__(self, weight: float) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, SMOOTHEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(9 * GRID)
        self.setAccessibleName(QCoreApplication.translate("SmoothingSlider", "Smoothing"))
        self.valueChanged.connect(self._describe)
        self.setValue(round(100 * weight))
        self._describe()

    @property
    def weight(self) -> float:
        """Weight of earlier values, 0 to 0.99."""
        return self.value() / 100

    def wheelEvent(self, event: QWheelEvent) -> None:
        # As the fields: the wheel belongs to the page unless the slider has the focus.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @Slot()
    def _describe(self) -> None:
        text = QCoreApplication.translate(
            "SmoothingSlider", "Smoothing: {0} % of the earlier values; the raw line stays, faint"
        )
        self.setToolTip(text.format(self.value()))


def stored_weight(value: Any) -> float:
    """Return a weight as it was stored, within its limits; 0 for what is no number."""
    return min(max(float(value), 0.0), SMOOTHEST / 100) if isinstance(value, int | float) else 0.0
