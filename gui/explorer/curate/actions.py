"""Choosing: marks, comparison, duplicates, sets."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.explorer.bench import Bench


class CurateActions(QObject):
    """Puts this room's actions on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
