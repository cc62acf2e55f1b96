"""The queue as a table: what runs, what waits, for what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from engine.experiments.queue import QueueItem, Standing, may_come, standing
from engine.experiments.run_status import RunStatus, State
from gui.engine_words import say_stored
from gui.quantities import time_text
from gui.theme import Theme
from gui.training.run_drawing import FRACTION
from gui.training.run_words import run_title
from gui.training.training_thread import RunsSnapshot

Index = QModelIndex | QPersistentModelIndex

_MIME = "application/x-fractaldb-queue"


class QueueColumn(IntEnum):
    """Columns, in order."""

    PLACE = 0
    RUN = 1
    STATE = 2
    PROGRESS = 3
    LEFT = 4


class QueueModel(QAbstractTableModel):
    """Queued runs in the order in which they start; rows are dragged to change it.

    Signals
    -------
    moved(list of str, int)
        Runs are to stand before the one that is at this place of the queue now.
    """

    moved = Signal(list, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._snapshot = RunsSnapshot()
        self._items: list[QueueItem] = []
        self._times: Mapping[str, float] = {}

    def show(self, snapshot: RunsSnapshot) -> None:
        """Show the queue of `snapshot`."""
        items = [item for item in snapshot.order.items if standing(item, snapshot.statuses) is not Standing.GONE]
        self._snapshot = snapshot
        if [item.run for item in items] != [item.run for item in self._items]:
            self.beginResetModel()
            self._items = items
            self.endResetModel()
        elif items:
            self._items = items
            self._tell_all()

    def show_times(self, seconds: Mapping[str, float]) -> None:
        """Show how long the waiting runs will take, by their ids."""
        self._times = seconds
        self._tell_all()

    def _tell_all(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, len(QueueColumn) - 1))

    def item(self, row: int) -> QueueItem | None:
        """Return what stands in this row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, run_id: str) -> int:
        """Return the row of this run, -1 when it is not queued."""
        return next((row for row, item in enumerate(self._items) if item.run == run_id), -1)

    def place(self, row: int) -> int:
        """Return the place in the queue of the run in this row; behind the last row: the end."""
        item = self.item(row)
        runs = self._snapshot.order.runs
        return len(runs) if item is None else runs.index(item.run)

    def standing(self, item: QueueItem) -> Standing:
        """Return what the run waits for."""
        return standing(item, self._snapshot.statuses)

    def status(self, item: QueueItem) -> RunStatus:
        """Return where the run stands."""
        return self._snapshot.statuses.get(item.run, RunStatus())

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(QueueColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            QueueColumn.PLACE: self.tr("No."),
            QueueColumn.RUN: self.tr("Run"),
            QueueColumn.STATE: self.tr("State"),
            QueueColumn.PROGRESS: self.tr("Progress"),
            QueueColumn.LEFT: self.tr("Time"),
        }[QueueColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row())
        if item is None:
            return None
        column, status = QueueColumn(index.column()), self.status(item)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, status, column, index.row())
        if role == Qt.ItemDataRole.DecorationRole and column is QueueColumn.STATE:
            return self._theme.icon(self._icon(item, status))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (QueueColumn.PLACE, QueueColumn.LEFT):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column in (QueueColumn.PLACE, QueueColumn.LEFT, QueueColumn.PROGRESS):
            return self._theme.numbers_font()
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (self.reason(item), say_stored(status.message), item.run) if part)
        if role == FRACTION and column is QueueColumn.PROGRESS:
            return status.fraction
        return None

    def _text(self, item: QueueItem, status: RunStatus, column: QueueColumn, row: int) -> str:
        if column is QueueColumn.PLACE:
            return str(row + 1)
        if column is QueueColumn.RUN:
            title = run_title(status)
            return title if item.processes == 1 else self.tr("{0} ({1} processes)").format(title, item.processes)
        if column is QueueColumn.STATE:
            return self.reason(item)
        if column is QueueColumn.PROGRESS:
            return f"{status.epoch}/{status.epochs}" if status.epochs else ""
        if self.standing(item) is Standing.WORKS:
            return "" if status.remaining_s is None else time_text(status.remaining_s)
        return "" if item.run not in self._times else "~ " + time_text(self._times[item.run] * (1 - status.fraction))

    def reason(self, item: QueueItem) -> str:
        """Return in words what the run does or waits for."""
        status, found = self.status(item), self.standing(item)
        if found is Standing.WORKS:
            return {
                State.PAUSED: self.tr("paused"),
                State.STOPPING: self.tr("stopping…"),
            }.get(status.state, self.tr("running"))
        if found is Standing.NEEDS:
            return self._needs(status)
        if found is Standing.HELD:
            return {
                State.FAILED: self.tr("failed, held"),
                State.STOPPED: self.tr("stopped, held"),
                State.INTERRUPTED: self.tr("interrupted, held"),
            }.get(status.state, self.tr("held"))
        if item.run != self._snapshot.current:
            return self.tr("waits its turn")
        # Its process takes a moment to go, or to come.
        return self.tr("stopping…") if status.state is State.STOPPED and self._snapshot.held else self.tr("starting…")

    def _needs(self, status: RunStatus) -> str:
        needed = self._snapshot.statuses.get(status.needs)
        if needed is None:
            return self.tr("its pre-training was discarded")
        if needed.state is State.FAILED:
            return self.tr("its pre-training failed")
        if self.may_come(status.needs):
            return self.tr("waits for its pre-training")
        if self._snapshot.order.item(status.needs) is None:
            return self.tr("its pre-training is not queued")
        return self.tr("its pre-training is held")

    def may_come(self, run_id: str) -> bool:
        """Return whether the run will have its turn once the queue goes on."""
        return may_come(run_id, self._snapshot.order, self._snapshot.statuses)

    def _icon(self, item: QueueItem, status: RunStatus) -> str:
        found = self.standing(item)
        if found is Standing.WORKS:
            return "pause" if status.state is State.PAUSED else "play"
        if found is Standing.HELD and status.state is State.FAILED:
            return "circle-x"
        return {Standing.HELD: "lock", Standing.NEEDS: "split"}.get(found, "list")

    # ------------------------------------------------------------------ dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(_MIME, json.dumps([self._items[row].run for row in rows]).encode())
        return data

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        if not data.hasFormat(_MIME):
            return False
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self._items)
        self.moved.emit(json.loads(bytes(data.data(_MIME).data())), self.place(at))
        # False: the rows come back in their new order with the next look; the view must not remove them.
        return False
