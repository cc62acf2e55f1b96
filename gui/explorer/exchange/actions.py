"""In and out: files, the clipboard, pictures, the search."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from gui.explorer.bench import Bench
from gui.explorer.exchange.export_page import ExportPage
from gui.explorer.exchange.search_page import SearchPage
from gui.explorer.exchange.sheet_page import SheetPage
from gui.explorer.exchange.transfer import Transfer


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
        self._export: ExportPage | None = None
        self._sheet: SheetPage | None = None
        self._search: SearchPage | None = None

    @Slot()
    def export_pictures(self) -> None:
        """Show the page that draws a set into a folder."""
        self._export = self._export or ExportPage(self._bench.services, self._bench.session)
        self._bench.stage.open(self._export)

    @Slot()
    def search(self) -> None:
        """Show the page that searches for new categories."""
        bench = self._bench
        self._search = self._search or SearchPage(bench.services, bench.session, bench.thumbnails)
        bench.stage.open(self._search)

    @Slot()
    def contact_sheet(self) -> None:
        """Show the page that lays categories out for print."""
        self._sheet = self._sheet or SheetPage(self._bench.services, self._bench.session)
        self._bench.stage.open(self._sheet)
