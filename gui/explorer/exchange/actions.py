"""In and out: files, the clipboard, pictures, the search."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from gui.explorer.bench import Bench
from gui.explorer.exchange.chosen import selected_set
from gui.explorer.exchange.transfer import Transfer

if TYPE_CHECKING:
    # Pages are imported when they are opened: the window is up the sooner.
    from gui.explorer.exchange.export_page import ExportPage
    from gui.explorer.exchange.search_page import SearchPage
    from gui.explorer.exchange.sheet_page import SheetPage


class ExchangeActions(QObject):
    """Puts this room's actions on the tab."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self.transfer = Transfer(bench.services, bench.session, parent)
        add = bench.add_action
        add(self.tr("Paste categories"), "clipboard-paste", QKeySequence.StandardKey.Paste, self.transfer.paste)
        add(self.tr("Copy as flame XML"), "clipboard-copy", QKeySequence.StandardKey.Copy, self.transfer.copy)
        search = add(self.tr("Search for new categories…"), "dice-5", "Ctrl+Shift+N", self.search)
        bench.stage.offer(search, self.tr("Search"))
        export = add(self.tr("Export images…"), "images", "Ctrl+Shift+E", self.export_pictures)
        bench.stage.offer(export, self.tr("Export"))
        add(self.tr("Contact sheet…"), "file-image", "Ctrl+P", self.contact_sheet)
        add(self.tr("Images of the selection for print…"), "file-image", "Ctrl+Shift+P", self.print_selection)

    @cached_property
    def export_page(self) -> ExportPage:
        """The export, made when it is first wanted."""
        from gui.explorer.exchange.export_page import ExportPage

        return ExportPage(self._bench.services, self._bench.session)

    @cached_property
    def search_page(self) -> SearchPage:
        """The search, made when it is first wanted."""
        from gui.explorer.exchange.search_page import SearchPage

        return SearchPage(self._bench.services, self._bench.session, self._bench.thumbnails)

    @cached_property
    def sheet_page(self) -> SheetPage:
        """The contact sheet, made when it is first wanted."""
        from gui.explorer.exchange.sheet_page import SheetPage

        return SheetPage(self._bench.services, self._bench.session)

    @Slot()
    def print_selection(self) -> None:
        """Open the images of the selection, drawn as contact sheets are, in the window for print."""
        from gui.explorer.exchange.sheet_page import print_categories

        chosen = selected_set(self._bench.session)
        if chosen is not None:
            print_categories(self._bench.services, chosen, self.sheet_page.style_arguments(), self._bench.stage)

    @Slot()
    def export_pictures(self) -> None:
        """Show the page that draws a set into a folder."""
        self._bench.stage.open(self.export_page)

    @Slot()
    def search(self) -> None:
        """Show the page that searches for new categories."""
        self._bench.stage.open(self.search_page)

    @Slot()
    def contact_sheet(self) -> None:
        """Show the page that lays categories out for print."""
        self._bench.stage.open(self.sheet_page)
