"""One download in the form: how far it is, pause and stop, and why it failed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID, Theme
from gui.training.form.downloads import Downloads
from gui.widgets.form_field import problem_label


class DownloadLine(QWidget):
    """Shows the download with a key while it is on its way, and what went wrong with it."""

    def __init__(self, theme: Theme, downloads: Downloads) -> None:
        super().__init__()
        self._theme = theme
        self._downloads = downloads
        self._key = ""
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(GRID)
        self._text = QLabel()
        self._text.setFont(theme.numbers_font(scale=0.85))
        self.pause = self._button("pause", self.tr("Pause or go on"))
        self.stop = self._button("x", self.tr("Stop the download; what has arrived is kept"))
        self._problem = problem_label()
        self._moving = QWidget()
        row = QHBoxLayout(self._moving)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self._bar, 1)
        for widget in (self._text, self.pause, self.stop):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._moving)
        column.addWidget(self._problem)
        self.pause.clicked.connect(self._ask_pause)
        self.stop.clicked.connect(self._ask_stop)
        downloads.changed.connect(self._follow)
        self.refresh()

    def _button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._theme.icon(icon))
        button.setIconSize(QSize(14, 14))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def show_key(self, key: str) -> None:
        """Follow the download with this key."""
        self._key = key
        self.refresh()

    @Slot(str)
    def _follow(self, key: str) -> None:
        if key == self._key:
            self.refresh()

    def refresh(self) -> None:
        """Take up how the download stands."""
        wanted = self._downloads.wanted(self._key)
        failure = "" if wanted else self._downloads.failure(self._key)
        self._moving.setVisible(wanted)
        self.pause.setVisible(self._downloads.running(self._key))
        self.pause.setIcon(self._theme.icon("play" if self._downloads.paused(self._key) else "pause"))
        self._problem.setText(failure)
        self._problem.setVisible(bool(failure))
        self.setVisible(wanted or bool(failure))
        if wanted:
            self._show_progress()

    def _show_progress(self) -> None:
        progress = self._downloads.progress(self._key)
        known = progress is not None and progress.total > 0
        waiting = not self._downloads.running(self._key)
        self._bar.setRange(0, 1000 if known or waiting else 0)
        self._bar.setValue(round(1000 * progress.fraction) if progress is not None and known else 0)
        if waiting:
            self._text.setText(self.tr("waits"))
        elif self._downloads.paused(self._key):
            self._text.setText(self.tr("paused"))
        else:
            self._text.setText(f"{100 * progress.fraction:.0f} %" if progress is not None and known else "")

    @Slot()
    def _ask_pause(self) -> None:
        self._downloads.pause_or_resume(self._key)

    @Slot()
    def _ask_stop(self) -> None:
        self._downloads.cancel(self._key)
