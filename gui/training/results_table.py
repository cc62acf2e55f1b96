"""The table beside a plot of results, and how it goes to the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from engine.figures.tables import latex_table, markdown_table
from gui.theme import GRID, Theme
from gui.training.results_reading import Sheet


class ResultsTable(QTableWidget):
    """Shows a `Sheet`; Ctrl+C copies what is selected, with tabs between the cells."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sheet: Sheet | None = None
        self.setAccessibleName(self.tr("The numbers of the results"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFont(theme.numbers_font())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(3 * GRID + 4)
        self.horizontalHeader().setHighlightSections(False)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show this table, None for nothing; the place scrolled to stays."""
        self.sheet = sheet
        head = sheet.head if sheet is not None else ()
        rows = sheet.rows if sheet is not None else ()
        words = sheet.words if sheet is not None else 0
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        for column, name in enumerate(head):
            item = QTableWidgetItem(name.replace(" (", "\n("))
            item.setTextAlignment(_side(column < words))
            self.setHorizontalHeaderItem(column, item)
            for row, cells in enumerate(rows):
                cell = QTableWidgetItem(cells[column])
                cell.setTextAlignment(_side(column < words))
                self.setItem(row, column, cell)
        self.resizeColumnsToContents()

    def whole_size(self) -> QSize:
        """Return what the whole table takes."""
        frame = 2 * self.frameWidth()
        width = self.horizontalHeader().length() + frame + self.verticalScrollBar().sizeHint().width()
        height = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height() + frame
        if width > self.width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
            event.accept()
            return
        super().keyPressEvent(event)

    @Slot()
    def copy_selected(self) -> None:
        """Put the selected cells on the clipboard, all of them where none is."""
        ranges = self.selectedRanges()
        rows = range(self.rowCount()) if not ranges else range(ranges[0].topRow(), ranges[0].bottomRow() + 1)
        columns = (
            range(self.columnCount()) if not ranges else range(ranges[0].leftColumn(), ranges[0].rightColumn() + 1)
        )
        lines = ["\t".join(self._text(row, column) for column in columns) for row in rows]
        if not ranges:
            lines.insert(0, "\t".join(self.sheet.head if self.sheet is not None else ()))
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""


def latex(sheet: Sheet, label: str) -> str:
    """Return the table for LaTeX (booktabs), with its caption."""
    return latex_table(sheet.head, sheet.rows, caption=sheet.caption, label=label, words=sheet.words)


def markdown(sheet: Sheet) -> str:
    """Return the table for Markdown, its caption below it."""
    return f"{markdown_table(sheet.head, sheet.rows, words=sheet.words)}\n{sheet.caption}\n"


def _side(left: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
