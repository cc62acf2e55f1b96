"""What a run has written down: its log and what its process printed, live."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from engine.experiments.child_process import console_file
from engine.experiments.run_folder import RunEntry
from gui.services import Services
from gui.theme import GRID
from gui.training.run_words import run_title

MOST = 64_000
"""Bytes shown of the end of a file."""


class LogPage(QWidget):
    """The end of the files of one run; it grows while the page is shown."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._entry: RunEntry | None = None
        self._read: tuple[object, ...] = ()
        self.title = QLabel()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Log of the run"))
        self.text.setPlaceholderText(self.tr("The run has not begun: nothing is written yet."))
        self.copy = QPushButton(services.theme.icon("clipboard-copy"), self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy all that is shown, to send it to somebody"))
        self.copy.clicked.connect(self.copy_all)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(line)
        column.addWidget(self.text, 1)

    def show_entry(self, entry: RunEntry | None) -> None:
        """Show this run; called again whenever it may have written more."""
        self._entry = entry
        self.title.setText("" if entry is None else run_title(entry.status))
        self.copy.setEnabled(entry is not None)
        if self.isVisible():
            self.look()

    @Slot()
    def look(self) -> None:
        """Read the files again if they have grown."""
        entry = self._entry
        stamp = () if entry is None else (entry.id, *(_size(path) for path in _files(entry)))
        if stamp == self._read:
            return
        self._read = stamp
        bar = self.text.verticalScrollBar()
        follow = bar.value() >= bar.maximum() - 2
        at = bar.value()
        self.text.setPlainText("" if entry is None else run_log(entry))
        bar.setValue(bar.maximum() if follow else at)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.look()

    @Slot()
    def copy_all(self) -> None:
        """Put all that is shown on the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.title.text()}\n{self.text.toPlainText()}")


def run_log(entry: RunEntry) -> str:
    """Return the end of the run's log, and under it the end of what its process printed."""
    log, console = (_tail(path) for path in _files(entry))
    return "\n".join(part for part in (log, console) if part)


def details_of(entry: RunEntry) -> str:
    """Return what somebody needs who is to find out why a run failed."""
    status = entry.status
    head = f"{run_title(status)}\n{entry.id}\n{status.state}: {status.message}\n{entry.folder.path}\n"
    return f"{head}\n{run_log(entry)}"


def _files(entry: RunEntry) -> tuple[Path, Path]:
    return entry.folder.log, console_file(entry.folder)


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def _tail(path: Path) -> str:
    with contextlib.suppress(OSError), path.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - MOST))
        return stream.read().decode("utf-8", errors="replace").rstrip()
    return ""
