"""Shaping: the pages and keys that go beyond the panels."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.explorer.bench import Bench
from gui.explorer.shape.map_editor import MapEditor
from gui.explorer.shape.map_tools import MapTools
from gui.explorer.shape.preview_actions import PreviewActions
from gui.explorer.shape.random_category import RandomCategory

if TYPE_CHECKING:
    # Pages are imported when they are opened: the window is up the sooner.
    from gui.explorer.shape.morph_page import MorphPage
    from gui.explorer.shape.mutate_page import MutatePage


class ShapeActions(QObject):
    """Puts this room's actions on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.editor = bench.services.keep(MapEditor, partial(MapEditor, bench.services, bench.session))
        self.editor.forget()  # a new window has nothing selected and shows all
        self.random = RandomCategory(bench, self)
        further = (
            bench.add_action(self.tr("Mutate"), "dna", "Ctrl+M", self.mutate),
            bench.add_action(self.tr("Morph into another category"), "blend", "Ctrl+Shift+M", self.morph),
            self.random.action,
        )
        self.map_tools = MapTools(bench, self.editor, further, self)
        bench.maps.use(self.editor, self.map_tools.bar)
        self.picture = PreviewActions(bench, self)
        bench.preview.maps_selected.connect(self.editor.select)
        self.editor.selected.connect(bench.preview.select_maps)
        self.editor.looked.connect(self._look)

    @cached_property
    def mutate_page(self) -> MutatePage:
        """The mutants, made when they are first wanted."""
        from gui.explorer.shape.mutate_page import MutatePage

        return MutatePage(self._bench, self.editor)

    @cached_property
    def morph_page(self) -> MorphPage:
        """The way to another category, made when it is first wanted."""
        from gui.explorer.shape.morph_page import MorphPage

        return MorphPage(self._bench)

    @Slot()
    def _look(self) -> None:
        self._bench.preview.show_copies(self.editor.shown)

    @Slot()
    def mutate(self) -> None:
        """Show mutants of the selected category."""
        if self._bench.session.current is not None:
            self._bench.stage.open(self.mutate_page)

    @Slot()
    def morph(self) -> None:
        """Show the way from the selected category to another."""
        if self._bench.session.current is not None:
            self._bench.stage.open(self.morph_page)
