"""The shape of the forms of this room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QWidget

_NARROWEST = 72


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
