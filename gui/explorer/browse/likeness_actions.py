"""Pages that look at how alike categories are."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from gui.explorer.bench import Bench

if TYPE_CHECKING:
    # Pages are imported when they are opened: the window is up half a second earlier without pyqtgraph and all of them.
    from gui.explorer.browse.map_page import MapPage
    from gui.explorer.curate.duplicates_page import DuplicatesPage
    from gui.explorer.curate.suggest_page import SuggestPage


class LikenessActions(QObject):
    """Puts the map of the set, its near-duplicates and what it lacks on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
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

    @cached_property
    def map_page(self) -> MapPage:
        """The map, made when it is first wanted."""
        from gui.explorer.browse.map_page import MapPage

        return MapPage(self._bench)

    @cached_property
    def duplicates_page(self) -> DuplicatesPage:
        """The pairs, made when they are first wanted."""
        from gui.explorer.curate.duplicates_page import DuplicatesPage

        return DuplicatesPage(self._bench)

    @cached_property
    def suggest_page(self) -> SuggestPage:
        """The suggestions, made when they are first wanted."""
        from gui.explorer.curate.suggest_page import SuggestPage

        return SuggestPage(self._bench)

    @Slot()
    def open_map(self) -> None:
        """Show the map of the set."""
        self._bench.stage.open(self.map_page)

    @Slot()
    def open_duplicates(self) -> None:
        """Show the near-duplicates of the set, pair by pair."""
        self._bench.stage.open(self.duplicates_page)

    @Slot()
    def open_suggestions(self) -> None:
        """Show categories of another set that this one lacks."""
        self._bench.stage.open(self.suggest_page)
