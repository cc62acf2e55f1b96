"""The cards above the form: where a new study begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID

_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A place to begin: `sentence` says what it is, or, of one that is `broken`, why it cannot be used."""

    key: str
    title: str
    sentence: str
    broken: bool = False


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
        self._buttons: dict[str, QToolButton] = {}
        self._cards: dict[str, Card] = {}
        self._times: dict[str, str] = {}
        self._columns = 0
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID // 2)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("muted", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._grid)
        column.addWidget(self.sentence)
        self._group.buttonClicked.connect(self._announce)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards; the chosen one stays chosen if it is among them."""
        chosen = self.current
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._cards = {card.key: card for card in cards}
        self._buttons = {card.key: self._button(card) for card in cards}
        self._columns = 0
        self._arrange()
        if chosen in self._cards:
            self.choose(chosen)

    def _arrange(self) -> None:
        """Put the cards into rows of equal length, so many in a row that their times can be read."""
        count, gap = len(self._buttons), self._grid.spacing()
        widest = max((self._time_width(button) for button in self._buttons.values()), default=0)
        most = max(1, min(_MOST_COLUMNS, (self.width() + gap) // (widest + gap)))
        columns = -(-count // max(1, -(-count // most)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    @staticmethod
    def _time_width(button: QToolButton) -> int:
        """Return how wide the button must be for its second line."""
        lines = [button.fontMetrics().horizontalAdvance(line) for line in button.text().split("\n")]
        return button.sizeHint().width() - max(lines) + lines[-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _button(self, card: Card) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setObjectName(card.key)
        button.setProperty("card", "true")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setMinimumHeight(6 * GRID)
        button.setToolTip(card.sentence)
        button.setAccessibleDescription(card.sentence)
        self._group.addButton(button)
        self._write(button, card)
        return button

    def set_time(self, key: str, text: str) -> None:
        """Say on the card how long it takes here."""
        self._times[key] = text
        if key in self._buttons:
            self._write(self._buttons[key], self._cards[key])
            self._arrange()

    def _write(self, button: QToolButton, card: Card) -> None:
        time = self.tr("damaged") if card.broken else self._times.get(card.key, "")
        button.setText(f"{card.title}\n{time}")
        button.setAccessibleName(f"{card.title} {time}")

    def choose(self, key: str) -> None:
        """Mark a card as the chosen one."""
        self._buttons[key].setChecked(True)
        self.sentence.setText(self._cards[key].sentence)

    @property
    def current(self) -> str:
        """Key of the chosen card."""
        button = self._group.checkedButton()
        return button.objectName() if button is not None else ""

    @Slot()
    def _announce(self) -> None:
        self.choose(self.current)
        self.chosen.emit(self.current)
