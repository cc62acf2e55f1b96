"""The numbers behind the plots, an epoch a row: for reading, for copying, and for those who do not see plots."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.theme import Theme
from gui.training.curves import Curves

Index = QModelIndex | QPersistentModelIndex

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("train_loss", "{:.4f}"),
    ("train_accuracy", "{:.2%}"),
    ("validation_loss", "{:.4f}"),
    ("validation_accuracy", "{:.2%}"),
    ("validation_balanced_accuracy", "{:.2%}"),
    ("seconds", "{:.1f}"),
)


class CurveModel(QAbstractTableModel):
    """The epochs of a run, oldest first; the best one is marked with a star."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[float, ...]] = []
        self._best = 0
        self._titles = (
            self.tr("Epoch"), self.tr("Loss (train)"), self.tr("Accuracy (train)"), self.tr("Loss (val.)"),
            self.tr("Accuracy (val.)"), self.tr("Balanced (val.)"), self.tr("Seconds"),
        )  # fmt: skip

    def show(self, curves: Curves) -> None:
        """Show these curves; only what is new is told to the view where nothing else has changed."""
        rows = [tuple(row) for row in curves.epoch_rows([name for name, _ in _COLUMNS])]
        best = curves.best
        marked = best.epoch if best is not None else 0
        grown = len(rows) - len(self._rows)
        if grown >= 0 and _equal(rows[: len(self._rows)], self._rows) and marked == self._best:
            if grown:
                self.beginInsertRows(QModelIndex(), len(self._rows), len(rows) - 1)
                self._rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows, self._best = rows, marked
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and way == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        best = self._rows[index.row()][0] == self._best
        if role == Qt.ItemDataRole.FontRole and best:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole and best and index.column() == 0:
            return self.tr("{0}, best epoch").format(self._text(index.row(), 0))
        if role == Qt.ItemDataRole.DisplayRole:
            text = self._text(index.row(), index.column())
            return f"★ {text}" if best and index.column() == 0 else text
        return None

    def tabbed(self) -> str:
        """Return all as lines of values with tabs between, as a spreadsheet takes them."""
        lines = ["\t".join(self._titles)]
        for row in self._rows:
            lines.append("\t".join("" if math.isnan(value) else f"{value:.10g}" for value in row))
        return "\n".join(lines) + "\n"

    def _text(self, row: int, column: int) -> str:
        value = self._rows[row][column]
        if math.isnan(value):
            return ""
        return f"{value:.0f}" if column == 0 else _COLUMNS[column - 1][1].format(value)


class CurveTable(QTableView):
    """The table; Ctrl+C copies all of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.curves = CurveModel()
        self.setModel(self.curves)
        self.setFont(theme.numbers_font())
        self.setAccessibleName(self.tr("Numbers of every epoch"))
        self.setToolTip(self.tr("Ctrl+C copies the table"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(22)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.curves.rowsInserted.connect(self.scrollToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.curves.tabbed())
            event.accept()
            return
        super().keyPressEvent(event)


def _equal(first: list[tuple[float, ...]], second: list[tuple[float, ...]]) -> bool:
    return all(
        one == two or (math.isnan(one) and math.isnan(two))
        for row, other in zip(first, second, strict=True)
        for one, two in zip(row, other, strict=True)
    )
