"""The lines of the table of runs: runs, or groups of runs that differ in their seed only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from engine.experiments.run_folder import RunEntry
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import UNMARKED
from engine.experiments.run_status import State
from gui.engine_words import say_stored
from gui.theme import Theme
from gui.training.run_colours import colour_name, mark_colour
from gui.training.run_columns import NUMBERS, Column, group_text, run_text, tips, titles
from gui.training.run_drawing import COLOUR, FRACTION, INSIDE
from gui.training.run_listing import GroupLine, Line, Listing, Marks, Order, RunLine, arrange, rows_of, stays
from gui.training.run_words import counted_states, state_text
from gui.training.training_thread import RunsSnapshot

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
        earlier, self._rows = self._rows, rows
        if not self._update(earlier, rows):
            self.rearrange()
        if (before.queue, before.current, before.held) != (snapshot.queue, snapshot.current, snapshot.held):
            self._tell_waiting()

    def _update(self, before: Sequence[RunRow], now: Sequence[RunRow]) -> bool:
        """Take over the runs that changed where no line comes, goes or moves; return whether that was all.

        While one of thousands trains, this is what happens several times a second.
        """
        if len(before) != len(now):
            return False
        changed = [(old, new) for old, new in zip(before, now, strict=True) if old is not new]
        if not changed:
            return True
        lines, rows = list(self._listing.lines), []
        for old, new in changed:
            place, line = self._places.get(old.id, -1), RunLine(new, self._marks(new.id))
            if not stays(old, line, self.order):
                return False
            self._known[new.id] = line
            if place >= 0:
                lines[place] = line
                rows.append(place)
        self._listing = replace(self._listing, lines=tuple(lines))
        self._tell(sorted(rows))
        return True

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
            return counted_states(line.group.states) if column is Column.STATE else group_text(line.group, mark, column)
        return self.state_text(line.row) if column is Column.STATE else run_text(line.row, line.mark, column)

    def state_texts(self) -> set[str]:
        """Return what the lines say in the column of states, each text once."""
        by_state = {line.row.status.state: line.row for line in self._listing.lines if isinstance(line, RunLine)}
        groups = [line.group.states for line in self._listing.lines if isinstance(line, GroupLine)]
        counts = {frozenset(states.items()) for states in groups}
        return {self.state_text(row) for row in by_state.values()} | {counted_states(dict(one)) for one in counts}

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
            return f"{seeds}\n{counted_states(line.group.states)}"
        mark = line.mark
        colour = colour_name(mark.colour) if mark.colour else ""
        parts = (say_stored(line.row.status.message), mark.note, ", ".join(sorted(mark.tags)), colour, line.row.id)
        return "\n".join(part for part in parts if part)

    def state_text(self, entry: RunEntry) -> str:
        """Return the state in words, with what to do about it where there is something."""
        if entry.status.state is not State.QUEUED:
            return state_text(entry.status.state)
        if entry.id == self._snapshot.current:
            return self.tr("starting…")
        waits = entry.id in self._snapshot.queue and not self._snapshot.held
        return self.tr("queued") if waits else self.tr("not started")


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
