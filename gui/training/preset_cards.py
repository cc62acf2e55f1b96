"""The cards above the form: where a new study begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID


class PresetCards(QWidget):
    """Cards with a title and the time here; the sentence of the chosen one stands below them.

    Signals
    -------
    chosen(str)
        The key of the card the user pressed.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, QToolButton] = {}
        self._titles: dict[str, str] = {}
        self._sentences: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(GRID)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("muted", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._row)
        column.addWidget(self.sentence)
        self._group.buttonClicked.connect(self._announce)

    def add(self, key: str, title: str, sentence: str) -> None:
        """Add a card."""
        card = QToolButton()
        card.setCheckable(True)
        card.setObjectName(key)
        card.setProperty("card", "true")
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        card.setMinimumHeight(6 * GRID)
        card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        card.setToolTip(sentence)
        card.setAccessibleDescription(sentence)
        self._cards[key], self._titles[key], self._sentences[key] = card, title, sentence
        self._group.addButton(card)
        self._row.addWidget(card, 1)
        self.set_time(key, "")

    def set_time(self, key: str, text: str) -> None:
        """Say on the card how long it takes here."""
        self._cards[key].setText(f"{self._titles[key]}\n{text}")
        self._cards[key].setAccessibleName(f"{self._titles[key]} {text}")

    def choose(self, key: str) -> None:
        """Mark a card as the chosen one."""
        self._cards[key].setChecked(True)
        self.sentence.setText(self._sentences[key])

    @property
    def current(self) -> str:
        """Key of the chosen card."""
        button = self._group.checkedButton()
        return button.objectName() if button is not None else ""

    @Slot()
    def _announce(self) -> None:
        self.choose(self.current)
        self.chosen.emit(self.current)
