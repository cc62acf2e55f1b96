"""The bar under the tabs: one sentence, dismissible, its details one click away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.services import Message
from gui.theme import GRID, Theme

_ICONS = {"info": "info", "success": "circle-check", "warning": "triangle-alert", "error": "circle-x"}


class MessageBar(QFrame):
    """Shows the newest message; hidden while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("panel", "true")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._path: Path | None = None
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.clicked.connect(self._open)
        self._more = QPushButton(self.tr("Details"))
        self._more.setCheckable(True)
        self._close = QToolButton()
        self._close.setIcon(theme.icon("x"))
        self._close.setToolTip(self.tr("Dismiss this message"))
        self._close.setAccessibleName(self.tr("Dismiss this message"))
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setMaximumHeight(160)
        self._details.hide()
        row = QHBoxLayout()
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.open_button)
        row.addWidget(self._more)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID // 2, GRID // 2, GRID // 2)
        column.addLayout(row)
        column.addWidget(self._details)
        self._more.toggled.connect(self._details.setVisible)
        self._close.clicked.connect(self.hide)
        self.hide()

    @Slot(object)
    def show_message(self, message: Message) -> None:
        """Show `message` instead of the one before; an empty text clears the bar."""
        if not message.text:
            self.hide()
            return
        self._icon.setPixmap(self._theme.icon(_ICONS[message.kind]).pixmap(QSize(18, 18)))
        self._text.setText(message.text)
        self._text.setAccessibleName(message.text)
        self._details.setPlainText(message.details)
        self._path = message.path
        self.open_button.setVisible(message.path is not None)
        self.open_button.setToolTip(str(message.path or ""))
        self._more.setVisible(bool(message.details))
        self._more.setChecked(False)
        self.show()

    @Slot(str)
    def take_back(self, text: str) -> None:
        """Hide the message if it says this."""
        if self._text.text() == text:
            self.hide()

    @Slot()
    def _open(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    @property
    def text(self) -> str:
        """The sentence shown, empty when hidden."""
        return self._text.text() if self.isVisible() else ""
