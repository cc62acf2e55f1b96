"""Why the chosen run ended badly, where it is watched, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from engine.experiments.run_folder import RunEntry
from engine.experiments.run_status import State
from gui.engine_words import say_stored
from gui.services import Services
from gui.theme import GRID
from gui.training.log_page import details_of


class FailureLine(QFrame):
    """A sentence with buttons; hidden while the chosen run is well."""

    def __init__(self, services: Services, go_on: QAction, log: QAction) -> None:
        super().__init__()
        self._theme = services.theme
        self._entry: RunEntry | None = None
        self.setProperty("panel", "true")
        self._icon = QLabel()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.go_on = QPushButton(self.tr("Continue"))
        self.go_on.clicked.connect(go_on.trigger)
        self.log = QPushButton(self.tr("Show log"))
        self.log.clicked.connect(log.trigger)
        self.copy = QPushButton(self.tr("Copy details"))
        self.copy.clicked.connect(self.copy_details)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID // 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        for button in (self.go_on, self.log, self.copy):
            row.addWidget(button)
        self.hide()

    def show_entry(self, entry: RunEntry | None, *, waits: bool) -> None:
        """Say why this run ended badly, if it did; `waits`: it is queued again already."""
        self._entry = entry
        state = None if entry is None else entry.status.state
        shown = entry is not None and state in (State.FAILED, State.INTERRUPTED)
        if shown and entry is not None:
            failed = state is State.FAILED
            self._icon.setPixmap(self._theme.icon("circle-x" if failed else "triangle-alert").pixmap(QSize(18, 18)))
            sentence = say_stored(entry.status.message)
            self.text.setText(sentence)
            self.text.setAccessibleName(sentence)
            self.go_on.setEnabled(not waits)
        self.setVisible(shown)

    @Slot()
    def copy_details(self) -> None:
        """Put the reason, the place and the end of the log on the clipboard."""
        if self._entry is not None:
            QGuiApplication.clipboard().setText(details_of(self._entry))
