"""A table with a line a class: sorted by any column, ready for thousands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.analysis.ordering import class_order
from gui.theme import GRID, Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, eq=False)
class Column:
    """A column: its title, what it means, and a number or a class for each class.

    Attributes
    ----------
    title, tip : str
    values : ndarray of shape (K,)
        Numbers, or with `names` indices of classes; NaN and -1 are blank.
    digits : int
        After the point.
    names : bool
        Whether `values` are indices of classes, shown by name.
    """

    title: str
    tip: str
    values: NDArray[np.float64] | NDArray[np.int64]
    digits: int = 2
    names: bool = False


class ClassModel(QAbstractTableModel):
    """The classes and their columns, in an order of their own."""

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first = first
        self._names: tuple[str, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def show(self, names: tuple[str, ...], columns: Sequence[Column]) -> None:
        """Show other classes or numbers, sorted as before."""
        self.beginResetModel()
        self._names, self._columns = names, tuple(columns)
        self.order = self._ordered()
        self.endResetModel()

    def _ordered(self) -> NDArray[np.int64]:
        column, direction = self._sorted
        count, descending = len(self._names), direction is Qt.SortOrder.DescendingOrder
        if column < 0 or column > len(self._columns):
            return np.arange(count, dtype=np.int64)
        texts = self._texts(column)
        if texts is not None:
            return np.array(sorted(range(count), key=texts.__getitem__, reverse=descending), dtype=np.int64)
        return class_order(self._columns[column - 1].values.astype(np.float64), descending=descending)

    def _texts(self, column: int) -> list[str] | None:
        """Return what a column of names says of each class; None for numbers."""
        if column == 0:
            return list(self._names)
        shown = self._columns[column - 1]
        return [self._name(index) for index in shown.values.tolist()] if shown.names else None

    def _name(self, index: float) -> str:
        return self._names[int(index)] if index >= 0 else ""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = (column, order)
        self.order = self._ordered()
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section <= len(self._columns):
            return None
        column = self._columns[section - 1] if section else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title if column else self._first
        if role == Qt.ItemDataRole.ToolTipRole and column:
            return column.tip
        return int(_alignment(column)) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self._columns[index.column() - 1] if index.column() else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(column))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        place = int(self.order[index.row()])
        if column is None:
            return self._names[place]
        value = column.values[place]
        return self._name(value) if column.names else number(float(value), column.digits)


def _alignment(column: Column | None) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column is None or column.names else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def number(value: float, digits: int) -> str:
    """Return a number as the window shows it; a dash where there is none."""
    if np.isnan(value):
        return "–"
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:,.{digits}f}".replace("-", "−")


class ClassTable(QTableView):
    """The view of the classes.

    Signals
    -------
    class_chosen(int), class_opened(int)
        Index of a class that was walked to, or double-clicked.
    reordered()
        The classes stand in another order.
    """

    class_chosen = Signal(int)
    class_opened = Signal(int)
    reordered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.classes = ClassModel(self.tr("Class"))
        self._chosen: int | None = None
        self._choosing = False
        self.setModel(self.classes)
        self.setFont(theme.numbers_font())
        self.setAccessibleName(self.tr("Classes"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(3 * GRID)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().currentRowChanged.connect(self._follow)
        self.classes.modelReset.connect(self._keep)
        self.doubleClicked.connect(self._open)

    @property
    def order(self) -> NDArray[np.int64]:
        """The classes as they stand from the top."""
        return self.classes.order

    def show_columns(self, names: tuple[str, ...], columns: Sequence[Column]) -> None:
        """Show numbers of the classes `names`."""
        self.classes.show(names, columns)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        for section in range(self.classes.columnCount()):
            is_name = section == 0 or columns[section - 1].names
            width = min(longest + 2 * GRID, 22 * GRID) if is_name else metrics.horizontalAdvance("00,000.0")
            header.resizeSection(section, max(width, header.sectionSizeHint(section)))

    def choose(self, index: int | None) -> None:
        """Let a class be the current one, without a word about it."""
        self._chosen = index
        self._choosing = True
        places = np.flatnonzero(self.order == index).tolist() if index is not None else []
        self.setCurrentIndex(self.classes.index(places[0], 0) if places else QModelIndex())
        self._choosing = False

    @Slot()
    def _keep(self) -> None:
        """Find the chosen class again in the new order."""
        self.choose(self._chosen)
        self.reordered.emit()

    @Slot(QModelIndex, QModelIndex)
    def _follow(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._choosing:
            self._chosen = int(self.order[current.row()])
            self.class_chosen.emit(self._chosen)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.class_opened.emit(int(self.order[index.row()]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self._chosen is not None:
            self.class_opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)
