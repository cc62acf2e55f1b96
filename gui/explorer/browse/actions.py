"""Finding: the pages and keys that go beyond the panels."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.explorer.bench import Bench
from gui.explorer.browse.likeness_actions import LikenessActions


class BrowseActions(QObject):
    """Puts this room's actions on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.likeness = LikenessActions(bench, self)
