"""Choosing: marks, comparison, sets."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui.explorer.bench import Bench
from gui.explorer.curate.ask_bar import AskBar
from gui.explorer.curate.compare_page import MOST, ComparePage
from gui.explorer.curate.cull_bar import CullBar
from gui.explorer.curate.culling import Culling
from gui.explorer.curate.notes_panel import NotesPanel
from gui.explorer.curate.set_actions import SetActions
from gui.explorer.entries import Entry
from gui.widgets.pages import Page


class CurateActions(QObject):
    """Puts this room's actions, its lines around the thumbnails and its panel on the tab."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.ask = AskBar()
        self.culling = Culling(bench, self)
        self.sets = SetActions(bench, self.ask, self)
        self.bar = CullBar(bench.session, bench.services.theme, [self.sets.remove_rejected, self.culling.advance])
        self.notes = NotesPanel(bench.session, bench.services)
        bench.details.addTab(self.notes, self.tr("Marks"))
        self.compare_page = ComparePage(bench.session, bench.services)
        self.compare = self.culling.in_grid(
            self.tr("Compare side by side"), "columns-3", ("Space",), self.open_comparison
        )
        bench.stage.offer(self.compare, self.tr("Compare"))
        self._frame_thumbnails()
        self._build_menu()
        bench.session.opened.connect(self._refresh)
        bench.session.sources_changed.connect(self._refresh)

    @Slot()
    def open_comparison(self) -> None:
        """Compare the selection; one category is compared with its neighbours."""
        chosen = list(self._bench.session.selection)
        if len(chosen) == 1:
            chosen = self._with_neighbours(chosen[0])
        if len(chosen) > MOST:
            text = self.tr("The first {0} of {1:,} selected categories are compared.")
            self._bench.services.tell("info", text.format(MOST, len(chosen)))
        if len(chosen) > 1:
            self._bench.stage.open(self.compare_page)
            self.compare_page.show_entries(chosen[:MOST])

    def _with_neighbours(self, entry: Entry) -> list[Entry]:
        categories = self._bench.grid.categories
        row = categories.row_of(entry.key)
        return [entry] if row is None else list(categories.listed[max(0, row - 1) : row + 2])

    def _frame_thumbnails(self) -> None:
        column = self._bench.stage.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.ask)
        column.addWidget(self.bar)
        self._bench.stage.changed.connect(self._page_changed)

    @Slot(object)
    def _page_changed(self, page: Page | None) -> None:
        self.bar.setVisible(page is None)

    def _build_menu(self) -> None:
        grid = self._bench.grid
        for action in self.sets.of_selection():
            if action not in grid.actions():
                grid.addAction(action)
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._show_menu)
        self._bench.sets_panel.menu_requested.connect(self._show_set_menu)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.popup(self._bench.grid.viewport().mapToGlobal(place))

    @Slot(QPoint)
    def _show_set_menu(self, place: QPoint) -> None:
        self._refresh()
        menu = self._set_menu(self._bench.sets_panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self) -> QMenu:
        """Return the menu of the thumbnails: whatever was put on them as an action."""
        self._refresh()
        menu = QMenu(self._bench.grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([action for action in self._bench.grid.actions() if _is_for_menu(action)])
        menu.addSeparator()
        menu.addMenu(self._set_menu(menu))
        return menu

    def _set_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(self.tr("This set"), parent)
        menu.addActions(self.sets.of_set())
        return menu

    @Slot()
    def _refresh(self) -> None:
        self.sets.refresh()


def _is_for_menu(action: QAction) -> bool:
    return bool(action.text()) and action.isVisible()
