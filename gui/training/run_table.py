"""The table of runs: what waits, what trains, what came out."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from engine.commands.console import duration
from engine.experiments.run_folder import RunEntry, State
from gui.theme import GRID, Theme
from gui.training.run_words import source_text
from gui.training.training_thread import RunsSnapshot

Index = QModelIndex | QPersistentModelIndex
FRACTION = int(Qt.ItemDataRole.UserRole)

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


class Column(IntEnum):
    """Columns, in order."""

    STATE = 0
    SOURCE = 1
    TARGET = 2
    SEED = 3
    BEST = 4
    LAST = 5
    TEST = 6
    PROGRESS = 7
    LEFT = 8


_NUMBERS = (Column.SEED, Column.BEST, Column.LAST, Column.TEST, Column.LEFT)


class RunTableModel(QAbstractTableModel):
    """Runs, newest study first, inside it in the order they are carried out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._snapshot = RunsSnapshot()
        self._rows: list[RunEntry] = []

    @property
    def snapshot(self) -> RunsSnapshot:
        """What is shown."""
        return self._snapshot

    def show(self, snapshot: RunsSnapshot, order: list[str]) -> None:
        """Show the runs of `snapshot` whose ids are in `order`, in that order."""
        by_id = {entry.id: entry for entry in snapshot.entries}
        rows = [by_id[run_id] for run_id in order if run_id in by_id]
        self._snapshot = snapshot
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))

    def entry(self, row: int) -> RunEntry | None:
        """Return the run in this row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, run_id: str) -> int:
        """Return the row of this run, -1 when it is not shown."""
        return next((row for row, entry in enumerate(self._rows) if entry.id == run_id), -1)

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._header_tip(Column(section))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.STATE: self.tr("State"),
            Column.SOURCE: self.tr("Source"),
            Column.TARGET: self.tr("Data set"),
            Column.SEED: self.tr("Seed"),
            Column.BEST: self.tr("Best (%)"),
            Column.LAST: self.tr("Last (%)"),
            Column.TEST: self.tr("Test (%)"),
            Column.PROGRESS: self.tr("Progress"),
            Column.LEFT: self.tr("Time left"),
        }[Column(section)]

    def _header_tip(self, column: Column) -> str:
        return {
            Column.BEST: self.tr("Highest validation accuracy of any epoch"),
            Column.LAST: self.tr("Validation accuracy after the last epoch"),
            Column.TEST: self.tr("Accuracy of the final network on the test images"),
        }.get(column, "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if entry is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.STATE:
            return self._theme.icon(_ICONS[entry.status.state])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and column in _NUMBERS:
            return self._theme.numbers_font()
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (entry.status.message, entry.id) if part)
        if role == FRACTION and column is Column.PROGRESS:
            return entry.status.fraction
        return None

    def _text(self, entry: RunEntry, column: Column) -> str:
        status = entry.status
        if column is Column.STATE:
            return self.state_text(entry)
        if column is Column.SOURCE:
            return self.tr("pre-training") if status.role == "pretrain" else source_text(status.source)
        if column is Column.TARGET:
            return status.target
        if column is Column.SEED:
            return str(status.seed)
        if column is Column.BEST:
            return _percent(status.best_accuracy)
        if column is Column.LAST:
            return _percent(status.accuracy)
        if column is Column.TEST:
            return _percent(status.test_accuracy)
        if column is Column.PROGRESS:
            return self.tr("{0}/{1}").format(status.epoch, status.epochs) if status.epochs else ""
        return duration(status.remaining_s) if status.remaining_s is not None and status.state.live else ""

    def state_text(self, entry: RunEntry) -> str:
        """Return the state in words, with what to do about it where there is something."""
        if entry.status.state is State.QUEUED:
            return self._waiting_text(entry)
        return {
            State.RUNNING: self.tr("running"),
            State.PAUSED: self.tr("paused"),
            State.STOPPING: self.tr("stopping…"),
            State.STOPPED: self.tr("stopped"),
            State.DONE: self.tr("done"),
            State.FAILED: self.tr("failed"),
            State.INTERRUPTED: self.tr("interrupted: resume?"),
        }[entry.status.state]

    def _waiting_text(self, entry: RunEntry) -> str:
        if entry.id == self._snapshot.current:
            return self.tr("starting…")
        waits = entry.id in self._snapshot.queue and not self._snapshot.held
        return self.tr("queued") if waits else self.tr("not started")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}"


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class ProgressDelegate(QStyledItemDelegate):
    """Draws the share done as a thin bar beside the count of epochs."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        fraction = index.data(FRACTION)
        if fraction is None or not index.data():
            super().paint(painter, option, index)
            return
        text_width = option.fontMetrics.horizontalAdvance("000/000") + GRID
        super().paint(painter, option, index)
        rect = QRectF(option.rect).adjusted(text_width, 0, -GRID, 0)
        bar = QRectF(rect.left(), rect.center().y() - 2, rect.width(), 5)
        if bar.width() < 2 * GRID:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        groove = self._theme.color("on_accent" if selected else "border")
        groove.setAlphaF(0.35 if selected else 1.0)
        painter.setBrush(groove)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(self._theme.color("on_accent" if selected else "success" if fraction >= 1 else "accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * fraction, bar.height()), 2.5, 2.5)
        painter.restore()


class RunTable(QTableView):
    """The view of the runs.

    Signals
    -------
    chosen(str)
        The id of the run now selected, empty for none.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.runs = RunTableModel(theme)
        self.setModel(self.runs)
        self.setAccessibleName(self.tr("Runs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(3 * GRID + 4)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(5 * GRID)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.TARGET, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (Column.STATE, 176), (Column.SOURCE, 98), (Column.SEED, 44), (Column.BEST, 62), (Column.LAST, 62),
            (Column.TEST, 62), (Column.PROGRESS, 108), (Column.LEFT, 68),
        ):  # fmt: skip
            # A translated title may need more room than the numbers under it.
            header.resizeSection(column, max(width, header.sectionSizeHint(column)))
        self.setItemDelegateForColumn(Column.PROGRESS, ProgressDelegate(theme, self))
        self._chosen = ""
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.runs.modelReset.connect(self._restore)

    @property
    def chosen_id(self) -> str:
        """Id of the selected run, empty for none."""
        return self._chosen

    @property
    def chosen_entry(self) -> RunEntry | None:
        """The selected run."""
        return self.runs.snapshot.entry(self._chosen)

    def choose(self, run_id: str) -> None:
        """Select this run."""
        row = self.runs.row_of(run_id)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.runs.index(row, 0))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = self.runs.entry(current.row())
        if entry is not None and entry.id != self._chosen:
            self._chosen = entry.id
            self.chosen.emit(entry.id)

    @Slot()
    def _restore(self) -> None:
        # A reset drops the selection; keep the run selected while it is listed.
        if self.runs.row_of(self._chosen) >= 0:
            self.choose(self._chosen)
        elif self._chosen:
            self._chosen = ""
            self.chosen.emit("")
