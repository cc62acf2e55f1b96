"""Exports of runs from the window: the table, all metrics, and event files for TensorBoard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from engine.experiments.run_export import write_metrics_csv, write_table_csv
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import RunMark
from engine.experiments.tensorboard_export import export_tensorboard
from gui.services import Services
from gui.tasks import Task
from gui.widgets.tab import Tab

if TYPE_CHECKING:
    from gui.training.runs_panel import RunsPanel


class RunExports(QObject):
    """Writes the selected runs where several are selected, else all that are shown."""

    def __init__(self, services: Services, panel: RunsPanel) -> None:
        super().__init__(panel)
        self._services = services
        self._panel = panel

    def add_actions(self, tab: Tab) -> list[QAction]:
        """Put the exports on the tab and return their actions."""
        return [
            tab.add_action(self.tr("Export the table of runs as CSV…"), "file-down", "", self.ask_table),
            tab.add_action(self.tr("Export the metrics of runs as CSV…"), "file-down", "", self.ask_metrics),
            tab.add_action(self.tr("Export runs for TensorBoard…"), "folder-plus", "", self.ask_tensorboard),
        ]

    def _rows(self) -> Sequence[RunRow]:
        picked = self._panel.table.picked_rows
        return picked if len(picked) > 1 else self._panel.table.runs.shown_rows()

    def _marks(self, rows: Sequence[RunRow]) -> dict[str, RunMark]:
        return {row.id: self._panel.marking.of(row.id) for row in rows}

    def _ask_file(self, title: str, name: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._panel, title, str(Path.home() / name), self.tr("CSV (*.csv)"))
        return Path(path) if path else None

    @Slot()
    def ask_table(self) -> None:
        """Ask where to write the table."""
        path = self._ask_file(self.tr("Export the table of runs"), "runs.csv")
        if path is not None:
            rows = self._rows()
            self._follow(self._services.tasks.start(write_table_csv, rows, self._marks(rows), path))

    @Slot()
    def ask_metrics(self) -> None:
        """Ask where to write the metrics."""
        path = self._ask_file(self.tr("Export the metrics of runs"), "metrics.csv")
        if path is not None:
            title = self.tr("Exporting metrics")
            self._follow(
                self._services.tasks.start(write_metrics_csv, self._rows(), path, title=title, with_progress=True)
            )

    @Slot()
    def ask_tensorboard(self) -> None:
        """Ask for the folder of the event files."""
        chosen = QFileDialog.getExistingDirectory(self._panel, self.tr("Folder for TensorBoard"), str(Path.home()))
        if chosen:
            title = self.tr("Exporting for TensorBoard")
            self._follow(
                self._services.tasks.start(
                    export_tensorboard, self._rows(), Path(chosen), title=title, with_progress=True
                )
            )

    def _follow(self, task: Task) -> None:
        task.finished.connect(self._written)
        task.failed.connect(self._services.tell_failure)

    @Slot(object)
    def _written(self, path: object) -> None:
        self._services.tell("success", self.tr("Written: {0}").format(path))
