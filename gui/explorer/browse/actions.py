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
        fields = bench.sets_panel.filter
        bench.add_action(self.tr("Clear all filters"), "x", "Ctrl+Shift+F", fields.clear)
        bench.add_action(self.tr("Show or hide rejected categories"), "eye-off", "Ctrl+Alt+R", fields.toggle_rejected)
        bench.add_action(self.tr("Measure this set"), "gauge", "Ctrl+Alt+G", fields.measuring_asked.emit)
        self.likeness = LikenessActions(bench, self)
