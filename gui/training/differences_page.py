"""The page that says in what the specifications of runs differ: a line a key, a column a run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from engine.experiments.differences import Differences, differences
from engine.experiments.run_index import RunRow
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.training.run_words import run_title
from gui.widgets.pages import Page

MOST = 50
"""So many runs are set side by side."""
_WIDEST = 32 * GRID
"""No column is wider at first: ids are long, and the next run is to be seen beside them."""


class DifferencesPage(Page):
    """Keys in which the runs differ, and what each says there."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._rows: dict[str, RunRow] = {}
        self._asked: list[str] = []
        self._shown = Differences((), (), 0)
        self.title = self.tr("What differs")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setIcon(services.theme.icon("clipboard-copy"))
        self.copy_button.setToolTip(self.tr("Copy the table, with tabs between its cells"))
        self.copy_button.clicked.connect(self.copy)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("What differs between the runs"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(3 * GRID + 4)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusProxy(self.table)
        line = QHBoxLayout()
        line.addWidget(self.sentence, 1)
        line.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def show_runs(self, rows: Sequence[RunRow]) -> None:
        """Read the specifications of these runs and show in what they differ."""
        rows = rows[:MOST]
        self._rows = {row.id: row for row in rows}
        self._asked = [row.id for row in rows]
        task = self._services.tasks.start(differences, self._asked, self._services.workspace)
        task.finished.connect(self._show)
        task.failed.connect(self._fail)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._services.tell_failure(failure)

    @Slot(object)
    def _show(self, found: Differences) -> None:
        if list(found.runs) != self._asked:
            return
        self._shown = found
        self.table.setRowCount(len(found.rows))
        self.table.setColumnCount(len(found.runs))
        for column, run_id in enumerate(found.runs):
            header = QTableWidgetItem(run_title(self._rows[run_id].status))
            header.setToolTip(run_id)
            self.table.setHorizontalHeaderItem(column, header)
        for number, (key, values) in enumerate(found.rows):
            self.table.setVerticalHeaderItem(number, QTableWidgetItem(key))
            for column, value in enumerate(values):
                self.table.setItem(number, column, self._cell(value))
        self.table.resizeColumnsToContents()
        for column in range(self.table.columnCount()):
            self.table.setColumnWidth(column, min(_WIDEST, self.table.columnWidth(column)))
        self.sentence.setText(self._sentence(found))
        self.copy_button.setEnabled(bool(found.rows))

    @staticmethod
    def _cell(value: str) -> QTableWidgetItem:
        item = QTableWidgetItem(value or "–")
        item.setToolTip(value)
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _sentence(self, found: Differences) -> str:
        if not found.rows:
            return self.tr("The specifications of these {0} runs are the same.").format(len(found.runs))
        text = self.tr("{0} runs differ in {1} settings and agree in {2}.")
        return text.format(len(found.runs), len(found.rows), found.same)

    @Slot()
    def copy(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(self._shown.to_tsv())
