"""The table of runs: what waits, what trains, what came out; runs that differ in their seed only can stand as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.experiments.run_filter import RunFilter
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import UNMARKED
from gui.theme import GRID, Theme
from gui.training.run_columns import SPREADS, WIDTHS, Column
from gui.training.run_drawing import ProgressDelegate, StateDelegate
from gui.training.run_listing import GroupLine, Line, Marks, rows_of
from gui.training.run_table_model import RunTableModel

__all__ = ["Column", "RunTable", "RunTableModel"]

_ICON = 5 * GRID
"""Room of the icon beside a state, with what keeps both off the edges."""
_LEAST_STATE = 12 * GRID


class RunTable(QTableView):
    """The view of the runs.

    Signals
    -------
    chosen(str)
        The id of the run now current, empty for none; of a group its first.
    picked(list of str)
        The ids of all selected runs, in the order shown; a selected group stands for all of its runs.
    """

    chosen = Signal(str)
    picked = Signal(list)

    def __init__(self, theme: Theme, marks: Marks = lambda _: UNMARKED) -> None:
        super().__init__()
        self.runs = RunTableModel(theme, marks)
        self._keys: dict[str, Callable[[], None]] = {}
        self._chosen = ""
        self._picked: list[str] = []
        self._kept: tuple[str, list[str]] = ("", [])
        self._restoring = False
        self._state_width = 0
        self.setModel(self.runs)
        self.setAccessibleName(self.tr("Runs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(3 * GRID + 4)
        self._set_up_header()
        self.setItemDelegateForColumn(Column.PROGRESS, ProgressDelegate(theme, self))
        self.setItemDelegateForColumn(Column.STATE, StateDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.selectionModel().selectionChanged.connect(self._pick)
        self.runs.modelAboutToBeReset.connect(self._keep)
        self.runs.modelReset.connect(self._restore)
        self.runs.modelReset.connect(self._fit_states)
        self.runs.dataChanged.connect(self._fit_states)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(5 * GRID)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in Column:
            self._fit(column)
        header.sectionResized.connect(self._follow_width)
        self.setSortingEnabled(True)

    def _fit(self, column: Column) -> None:
        """Make a column as wide as what it usually says, and its title in any language, need."""
        header = self.horizontalHeader()
        width = max(WIDTHS[column], header.sectionSizeHint(column))
        if column in SPREADS and self.runs.order.grouped:
            width = max(width, self.fontMetrics().horizontalAdvance("88.8 ± 8.8") + 2 * GRID)
        header.resizeSection(column, width)

    @Slot()
    def _fit_states(self) -> None:
        """Give the states the room they need now; what the user made of the column stays while that is the same."""
        advance = self.fontMetrics().horizontalAdvance
        texts = max((advance(text) for text in self.runs.state_texts()), default=0)
        needed = max(_LEAST_STATE, texts + (_ICON if not self.runs.order.grouped else _ICON + 2 * GRID))
        if needed != self._state_width:
            self._state_width = needed
            self.setColumnWidth(Column.STATE, needed)

    @Slot(int, int, int)
    def _follow_width(self, column: int, _before: int, _now: int) -> None:
        if column != Column.TARGET:
            self.fill_width()

    def fill_width(self) -> None:
        """Give the room that the other columns leave to the data set, which is the longest to read."""
        header = self.horizontalHeader()
        others = header.length() - header.sectionSize(Column.TARGET)
        header.resizeSection(Column.TARGET, max(WIDTHS[Column.TARGET], self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fill_width()

    # ------------------------------------------------------------------ what is shown

    def group(self, grouped: bool) -> None:
        """Let runs that differ in their seed only stand in one line each."""
        self.runs.arrange_by(replace(self.runs.order, grouped=grouped))
        for column in SPREADS:
            self._fit(column)

    def filter(self, wanted: RunFilter) -> None:
        """Show only the runs that `wanted` means."""
        self.runs.arrange_by(replace(self.runs.order, filter=wanted))

    def show_archived(self, archived: bool) -> None:
        """Show archived runs too, or leave them out."""
        self.runs.arrange_by(replace(self.runs.order, archived=archived))

    # ------------------------------------------------------------------ what is selected

    @property
    def chosen_id(self) -> str:
        """Id of the current run, empty for none."""
        return self._chosen

    @property
    def chosen_entry(self) -> RunRow | None:
        """The current run."""
        return self.runs.snapshot.entry(self._chosen)

    @property
    def picked_ids(self) -> list[str]:
        """Ids of the selected runs, in the order shown."""
        return list(self._picked)

    @property
    def picked_rows(self) -> list[RunRow]:
        """The selected runs, in the order shown."""
        found = (self.runs.snapshot.entry(run_id) for run_id in self._picked)
        return [row for row in found if row is not None]

    def choose(self, run_id: str) -> None:
        """Select this run alone, opening its group where that hides it."""
        if self.runs.row_of(run_id) < 0:
            self.runs.open_group_of(run_id)
        row = self.runs.row_of(run_id)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.runs.index(row, 0))

    def pick_runs(self, run_ids: Sequence[str]) -> None:
        """Select these runs, opening the groups that hide them."""
        for run_id in run_ids:
            if self.runs.row_of(run_id) < 0:
                self.runs.open_group_of(run_id)
        self.pick(run_ids)

    def pick(self, keys: Sequence[str]) -> None:
        """Select these lines: ids of runs, or keys of group lines."""
        model, selection = self.runs, QItemSelection()
        for row in sorted(model.row_of(key) for key in keys):
            if row >= 0:
                index = model.index(row, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = self.runs.entry(current.row())
        if entry is not None and entry.id != self._chosen and not self._restoring:
            self._chosen = entry.id
            self.chosen.emit(entry.id)

    @Slot(QItemSelection, QItemSelection)
    def _pick(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if not self._restoring:
            self._tell_picked()

    def _tell_picked(self) -> None:
        rows = [row for line in self.selected_lines() for row in rows_of(line)]
        picked = list(dict.fromkeys(row.id for row in rows))
        if picked != self._picked:
            self._picked = picked
            self.picked.emit(list(picked))

    def selected_lines(self) -> list[Line]:
        """Return the selected lines in the order shown."""
        return [line for row in self._selected_rows() if (line := self.runs.line(row)) is not None]

    def _selected_rows(self) -> list[int]:
        # By ranges: an index object for each of thousands of rows takes a third of a second.
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    @property
    def first_selected(self) -> int:
        """The row of the first selected line, -1 for none."""
        return min(self._selected_rows(), default=-1)

    def select_if_none(self, row: int) -> None:
        """Select the line in this row, or the last, if none is selected: what stood there has gone."""
        rows = self.runs.rowCount()
        if row >= 0 and rows and not self.selected_lines():
            self.selectRow(min(row, rows - 1))

    @Slot()
    def _keep(self) -> None:
        current = self.runs.line(self.currentIndex().row())
        self._kept = ("" if current is None else current.key, [line.key for line in self.selected_lines()])

    @Slot()
    def _restore(self) -> None:
        """Keep the lines selected that are still there: a reset of the model drops the selection."""
        current, keys = self._kept
        self._restoring = True
        row = self.runs.row_of(current)
        if row < 0:
            row = self.runs.row_of(self._chosen)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.runs.index(row, 0), flags.NoUpdate)
        self.pick([key for key in keys if self.runs.row_of(key) >= 0] or [self._chosen])
        self._restoring = False
        self._tell_picked()
        if self._chosen and row < 0 and self.chosen_entry is None:
            self._chosen = ""
            self.chosen.emit("")

    def copy(self) -> None:
        """Put the selected lines on the clipboard, as shown, with titles and tabs between the cells."""
        header = self.horizontalHeader()
        shown = [column for column in (header.logicalIndex(at) for at in range(header.count()))
                 if not header.isSectionHidden(column)]  # fmt: skip
        lines = ["\t".join(str(self.runs.headerData(column, Qt.Orientation.Horizontal)) for column in shown)]
        lines += ["\t".join(self.runs.text(line, Column(c)) for c in shown) for line in self.selected_lines()]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    # ------------------------------------------------------------------ keys and mouse

    def bind(self, keys: str, slot: Callable[[], None]) -> None:
        """Let a single letter do something while the table has the focus."""
        self._keys[keys] = slot

    def toggle(self, row: int, *, opened: bool | None = None) -> bool:
        """Open or close the group in this row; return whether it is one that was not so already."""
        line = self.runs.line(row)
        if not isinstance(line, GroupLine) or line.open is opened:
            return False
        self.runs.arrange_by(self.runs.order.toggled(line.group.key))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        bound = self._keys.get(event.text().upper()) if plain and event.text() else None
        if bound is not None:
            bound()
        elif plain and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            if not self.toggle(row, opened=key == Qt.Key.Key_Right):
                super().keyPressEvent(event)
        elif not (plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.toggle(row)):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.toggle(self.indexAt(event.position().toPoint()).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == Column.STATE and event.position().x() < self.columnViewportPosition(Column.STATE) + 28:
            self.toggle(index.row())

    def keyboardSearch(self, search: str) -> None:
        """Letters do what they are bound to instead of jumping to a state that begins with them."""
