"""Which columns the table of runs shows, and in which order: the user's choice, until then those that say something."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from gui.settings import Settings
from gui.training.run_columns import ALWAYS, FIRST_SHOWN, Column, titles
from gui.training.run_marking import RunMarking
from gui.training.run_table import RunTable, RunTableModel

_KEY = "training/columns"
_ORDER_KEY = "training/column order"


class ColumnChoice(QWidget):
    """Shows and hides columns, from the menu of the header; the choice and their order are remembered."""

    def __init__(self, table: RunTable, settings: Settings) -> None:
        super().__init__(table)
        self.hide()
        self._table = table
        self._header: QHeaderView = table.horizontalHeader()
        self._settings = settings
        self._used: frozenset[Column] = frozenset()
        self._titles = titles()
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._show_menu)
        self._apply()
        self._restore_order()
        self._header.sectionMoved.connect(self._keep_order)

    def _restore_order(self) -> None:
        """Put the columns where the user moved them; ones that are new since stand where they first stand."""
        for place, name in enumerate(self._settings.get(_ORDER_KEY, [])):
            if name in Column.__members__:
                self._header.moveSection(self._header.visualIndex(Column[name]), place)

    @Slot()
    def _keep_order(self) -> None:
        places = range(self._header.count())
        self._settings.set(_ORDER_KEY, [Column(self._header.logicalIndex(place)).name for place in places])

    def _chosen(self) -> dict[str, bool]:
        return dict(self._settings.get(_KEY, {}))

    def is_shown(self, column: Column) -> bool:
        """Return whether the column is to be shown."""
        wanted = self._chosen().get(column.name)
        return wanted if isinstance(wanted, bool) else column in FIRST_SHOWN or column in self._used

    def show_column(self, column: Column, shown: bool) -> None:
        """Show or hide a column from now on."""
        self._settings.set(_KEY, {**self._chosen(), column.name: shown})
        self._apply()

    def show_those_in_use(self, marking: RunMarking, runs: RunTableModel) -> None:
        """Show tags, notes and balanced accuracy as soon as a run has them."""
        balanced = any(row.details.judged_by_balanced_accuracy for row in runs.rows)
        used = {
            Column.TAGS: marking.any(lambda mark: mark.tags),
            Column.NOTE: marking.any(lambda mark: mark.note),
            Column.BALANCED: balanced,
        }
        found = frozenset(column for column, wanted in used.items() if wanted)
        if found != self._used:
            self._used = found
            self._apply()

    def _apply(self) -> None:
        for column in Column:
            self._header.setSectionHidden(column, column is not ALWAYS and not self.is_shown(column))
        self._table.fill_width()

    def menu(self, parent: QWidget) -> QMenu:
        """Return a menu of all columns, those shown checked."""
        menu = QMenu(self.tr("Columns shown"), parent)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for column in Column:
            if column is ALWAYS:
                continue
            action = QAction(self._titles[column], menu, checkable=True, checked=self.is_shown(column))
            action.toggled.connect(lambda shown, which=column: self.show_column(which, shown))
            menu.addAction(action)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        menu.popup(self._header.mapToGlobal(place))
