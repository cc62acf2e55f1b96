"""Pages that look at how alike categories are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from gui.explorer.bench import Bench
from gui.explorer.browse.map_page import MapPage


class LikenessActions(QObject):
    """Puts the map of the set on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._map: MapPage | None = None
        show_map = bench.add_action(self.tr("Map of the set"), "map", "M", self.open_map)
        # A single letter is for the thumbnails alone; elsewhere it is typed.
        show_map.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        bench.grid.addAction(show_map)

    @Slot()
    def open_map(self) -> None:
        """Show the map of the set."""
        if self._map is None:
            self._map = MapPage(self._bench)
        self._bench.stage.open(self._map)
