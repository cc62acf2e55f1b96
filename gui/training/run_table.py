"""The table of runs: what waits, what trains, what came out; runs that differ in their seed only can stand as one."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.experiments.run_filter import RunFilter
from engine.experiments.run_folder import RunEntry, State
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import UNMARKED
from gui.theme import GRID, Theme
from gui.training.run_colours import colour_name, mark_colour
from gui.training.run_columns import NUMBERS, SPREADS, WIDTHS, Column, group_text, run_text, tips, titles
from gui.training.run_drawing import COLOUR, FRACTION, INSIDE, ProgressDelegate, StateDelegate
from gui.training.run_listing import GroupLine, Line, Listing, Marks, Order, RunLine, arrange, rows_of
from gui.training.run_words import state_text
from gui.training.training_thread import RunsSnapshot

__all__ = ["Column", "RunTable", "RunTableModel"]

Index = QModelIndex | QPersistentModelIndex

_COLUMNS = len(Column)
_ICONS = {
    State.QUEUED: "list",
    State.RUNNING: "play",
    State.PAUSED: "pause",
    State.STOPPING: "circle-stop",
    State.STOPPED: "square",
    State.DONE: "circle-check",
    State.FAILED: "circle-x",
    State.INTERRUPTED: "triangle-alert",
}


class RunTableModel(QAbstractTableModel):
    """The lines of the runs handed to `show`, as the order in force arranges them.

    Signals
    -------
    arranged()
        After the lines, or what they say, may have changed.
    """

    arranged = Signal()

    def __init__(self, theme: Theme, marks: Marks = lambda _: UNMARKED) -> None:
        super().__init__()
        self._theme = theme
        self._marks = marks
        self._snapshot = RunsSnapshot()
        self._rows: list[RunRow] = []
        self._listing = Listing()
        self._places: dict[str, int] = {}
        self._known: dict[str, RunLine] = {}
        self.order = Order()
        self._titles, self._tips = titles(), tips()
        self._numbers_font = theme.numbers_font()
        self._alignments = {column: _alignment(column) for column in Column}
        self._icons = {state: theme.icon(name) for state, name in _ICONS.items()}
        self._folds = {opened: theme.icon("chevron-down" if opened else "chevron-right") for opened in (True, False)}

    @property
    def snapshot(self) -> RunsSnapshot:
        """What is shown."""
        return self._snapshot

    @property
    def listing(self) -> Listing:
        """The lines, and how many runs they leave out."""
        return self._listing

    @property
    def rows(self) -> Sequence[RunRow]:
        """All runs that were handed over, whether the filter lets them through or not."""
        return self._rows

    def shown_rows(self) -> list[RunRow]:
        """Return the runs that the lines stand for, each once, in the order shown."""
        rows = (row for line in self._listing.lines for row in rows_of(line))
        return list({row.id: row for row in rows}.values())

    def show(self, snapshot: RunsSnapshot, order: Sequence[str]) -> None:
        """Show the runs of `snapshot` whose ids are in `order`, in that order where no column is sorted by."""
        before, self._snapshot = self._snapshot, snapshot
        by_id = snapshot.by_id
        rows = [by_id[run_id] for run_id in order if run_id in by_id]
        same = len(rows) == len(self._rows) and all(map(operator.is_, rows, self._rows))
        if not same:
            self._rows = rows
            self.rearrange()
        if (before.queue, before.current, before.held) != (snapshot.queue, snapshot.current, snapshot.held):
            self._tell_waiting()

    def arrange_by(self, order: Order) -> None:
        """Filter, group and sort in this way from now on."""
        if order != self.order:
            self.order = order
            self.rearrange()

    def rearrange(self) -> None:
        """Bring the lines up to date with the runs, the marks and the order."""
        listing = arrange(self._rows, self._marks, self.order, self._known)
        before = self._listing.lines
        if [line.key for line in before] != [line.key for line in listing.lines]:
            self.beginResetModel()
            self._listing = listing
            self._places = {line.key: row for row, line in enumerate(listing.lines)}
            self.endResetModel()
        else:
            self._listing = listing
            self._tell_changes(before, listing.lines)
        self.arranged.emit()

    def _tell_changes(self, before: Sequence[Line], now: Sequence[Line]) -> None:
        """Tell the views of the lines that say something else."""
        changed = [row for row, (old, new) in enumerate(zip(before, now, strict=True)) if old is not new and old != new]
        self._tell(changed)

    def _tell_waiting(self) -> None:
        """Tell the views of the runs that wait: what their state is called hangs on the queue."""
        lines = enumerate(self._listing.lines)
        waiting = (row for row, line in lines if isinstance(line, RunLine) and line.row.status.state is State.QUEUED)
        self._tell(list(waiting))

    def _tell(self, rows: Sequence[int]) -> None:
        if rows:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], _COLUMNS - 1))

    def line(self, row: int) -> Line | None:
        """Return the line in this row."""
        lines = self._listing.lines
        return lines[row] if 0 <= row < len(lines) else None

    def entry(self, row: int) -> RunRow | None:
        """Return the run in this row; of a group its first."""
        line = self.line(row)
        return None if line is None else rows_of(line)[0]

    def row_of(self, key: str) -> int:
        """Return the row of this run or group line, -1 when it is not shown."""
        return self._places.get(key, -1)

    def open_group_of(self, run_id: str) -> None:
        """Open the group that hides this run."""
        for line in self._listing.lines:
            if isinstance(line, GroupLine) and not line.open and any(row.id == run_id for row in line.group.rows):
                self.arrange_by(self.order.toggled(line.group.key))
                return

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._listing.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        falling = order is Qt.SortOrder.DescendingOrder
        self.arrange_by(replace(self.order, column=Column(column) if column >= 0 else None, falling=falling))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignments[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips.get(column, "")
        return self._titles[column] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignments[column]
        if role == Qt.ItemDataRole.FontRole and column in NUMBERS:
            return self._numbers_font
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line)
        if column is Column.STATE:
            return self._state_data(line, role)
        if role == FRACTION and column is Column.PROGRESS:
            return line.group.fraction if isinstance(line, GroupLine) else line.row.status.fraction
        return None

    def text(self, line: Line, column: Column) -> str:
        """Return what a cell says."""
        if isinstance(line, GroupLine):
            mark = self._marks(line.group.first.id)
            return self._states_text(line) if column is Column.STATE else group_text(line.group, mark, column)
        return self.state_text(line.row) if column is Column.STATE else run_text(line.row, line.mark, column)

    def _state_data(self, line: Line, role: int) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            return self._folds[line.open] if isinstance(line, GroupLine) else self._icons[line.row.status.state]
        if role == COLOUR and isinstance(line, RunLine):
            return mark_colour(line.mark.colour)
        if role == INSIDE:
            return isinstance(line, RunLine) and line.inside
        return None

    def _tip(self, line: Line) -> str:
        if isinstance(line, GroupLine):
            seeds = self.tr("Runs that differ in their seed only: {0}").format(", ".join(map(str, line.group.seeds)))
            return f"{seeds}\n{self._states_text(line)}"
        mark = line.mark
        colour = colour_name(mark.colour) if mark.colour else ""
        parts = (line.row.status.message, mark.note, ", ".join(sorted(mark.tags)), colour, line.row.id)
        return "\n".join(part for part in parts if part)

    def state_text(self, entry: RunEntry) -> str:
        """Return the state in words, with what to do about it where there is something."""
        if entry.status.state is not State.QUEUED:
            return state_text(entry.status.state)
        if entry.id == self._snapshot.current:
            return self.tr("starting…")
        waits = entry.id in self._snapshot.queue and not self._snapshot.held
        return self.tr("queued") if waits else self.tr("not started")

    def _states_text(self, line: GroupLine) -> str:
        states = line.group.states
        return ", ".join(f"{states[state]} {state_text(state)}" for state in State if states[state])


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


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
            width = max(width, self.fontMetrics().horizontalAdvance("88.8 ± 88.8") + 2 * GRID)
        header.resizeSection(column, width)

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
        # By ranges: an index object for each of thousands of rows takes a third of a second.
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        numbers = sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})
        return [line for number in numbers if (line := self.runs.line(number)) is not None]

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
