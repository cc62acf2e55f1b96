"""Sizes in words, and the shape of the forms of this room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QWidget

_NARROWEST = 72


def size_text(size: float) -> str:
    """Return a number of bytes as ``812 kB``, ``3.4 MB`` or ``10.9 GB``."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if size >= scale:
            value = size / scale
            return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"
    return f"{size / 1e3:.0f} kB"


def form_area(form: QWidget) -> QScrollArea:
    """Return `form` in an area that scrolls up and down; its fields give way where the page is narrow."""
    for editor in form.findChildren(QWidget):
        if isinstance(editor, QComboBox):
            editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            editor.setMinimumContentsLength(4)
        if editor.focusPolicy() & Qt.FocusPolicy.StrongFocus and editor.parentWidget() is not None:
            editor.setMinimumWidth(_NARROWEST)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(form)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
