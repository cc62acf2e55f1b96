"""Pages that look at how alike categories are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from gui.explorer.bench import Bench
from gui.explorer.browse.map_page import MapPage
from gui.explorer.curate.duplicates_page import DuplicatesPage
from gui.explorer.curate.suggest_page import SuggestPage


class LikenessActions(QObject):
    """Puts the map of the set, its near-duplicates and what it lacks on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._map: MapPage | None = None
        self._duplicates: DuplicatesPage | None = None
        self._suggest: SuggestPage | None = None
        show_map = bench.add_action(self.tr("Map of the set"), "map", "M", self.open_map)
        # A single letter is for the thumbnails alone; elsewhere it is typed.
        show_map.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        bench.grid.addAction(show_map)
        bench.stage.offer(show_map, self.tr("Map"))
        duplicates = bench.add_action(self.tr("Near-duplicates"), "copy-check", "Ctrl+Shift+L", self.open_duplicates)
        bench.stage.offer(duplicates, self.tr("Duplicates"))
        suggest = bench.add_action(
            self.tr("Suggest more categories"), "sparkles", "Ctrl+Shift+A", self.open_suggestions
        )
        bench.stage.offer(suggest, self.tr("Suggest"))

    @Slot()
    def open_map(self) -> None:
        """Show the map of the set."""
        if self._map is None:
            self._map = MapPage(self._bench)
        self._bench.stage.open(self._map)

    @Slot()
    def open_duplicates(self) -> None:
        """Show the near-duplicates of the set, pair by pair."""
        if self._duplicates is None:
            self._duplicates = DuplicatesPage(self._bench)
        self._bench.stage.open(self._duplicates)

    @Slot()
    def open_suggestions(self) -> None:
        """Show categories of another set that this one lacks."""
        if self._suggest is None:
            self._suggest = SuggestPage(self._bench)
        self._bench.stage.open(self._suggest)
