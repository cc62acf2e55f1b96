"""A setting in the form: name, editor, the way back to the preset's value, a note, and what is wrong with it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton

from gui.theme import GRID, Theme
from gui.training.form.editors import Editor
from gui.widgets.form_field import Field


class SettingField(Field):
    """A field that knows the value it began with.

    Signals
    -------
    reset_wanted()
        The user wants the value it began with.
    """

    reset_wanted = Signal()

    def __init__(self, theme: Theme, name: str, editor: Editor, tip: str) -> None:
        super().__init__(name, editor.widget, tip)
        self.input = editor
        self._reset = QToolButton()
        self._reset.setIcon(theme.icon("rotate-ccw"))
        self._reset.setIconSize(QSize(12, 12))
        self._reset.clicked.connect(self.reset_wanted)
        self._note = QLabel()
        self._note.setProperty("caption", "true")
        self._note.setWordWrap(True)
        grid = cast(QGridLayout, self.layout())
        beside = QHBoxLayout()
        beside.setSpacing(GRID // 2)
        beside.addWidget(editor.widget, 1)
        beside.addWidget(self._reset)
        grid.addLayout(beside, 0, 1)
        grid.addWidget(self._note, 2, 0, 1, 2)
        self.offer_reset("")
        self.set_note("")

    def offer_reset(self, shown: str) -> None:
        """Offer the way back to the value that is shown like this; an empty text takes the offer back."""
        tip = self.tr("Back to {0}").format(shown) if shown else ""
        self._reset.setToolTip(tip)
        self._reset.setAccessibleName(tip)
        self._reset.setVisible(bool(shown))

    def set_note(self, text: str) -> None:
        """Say more about this setting below it."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
