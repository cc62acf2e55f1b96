"""The weights of an earlier run as a source."""

from __future__ import annotations

from PySide6.QtCore import Slot

from engine.errors import WorkbenchError
from engine.experiments.run_index import RunIndex
from engine.experiments.run_status import State
from engine.experiments.sources import check_run
from engine.experiments.specification import Model
from engine.workspace import Workspace
from gui.engine_words import say
from gui.services import Services
from gui.training.form.editors import narrow_combo
from gui.training.form.weights_body import WeightsBody
from gui.widgets.form_field import Field


class RunBody(WeightsBody):
    """The final weights of a run of the workspace."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._networks: dict[str, str] | None = None
        self.runs = narrow_combo()
        self._field = Field(self.tr("Run"), self.runs, self.tr("Finished runs, the newest first"))
        self.column.addWidget(self._field)
        self.runs.currentIndexChanged.connect(self._choose)
        self._services = services
        self.refresh()

    def refresh(self) -> None:
        """List the finished runs anew."""
        task = self._services.tasks.start(finished_runs, self._services.workspace)
        task.finished.connect(self._list)
        task.failed.connect(self._services.tell_failure)

    def show_values(self) -> None:
        """Show the values."""
        run = self.values.get("run", "")
        blocked = self.runs.blockSignals(True)
        if run and self.runs.findData(run) < 0:
            self.runs.addItem(run, run)
        self.runs.setCurrentIndex(self.runs.findData(run))
        self.runs.blockSignals(blocked)

    @Slot(object)
    def _list(self, found: dict[str, str]) -> None:
        self._networks = found
        blocked = self.runs.blockSignals(True)
        self.runs.clear()
        for run in found:
            self.runs.addItem(run, run)
        self.runs.blockSignals(blocked)
        if not self.values.get("run") and found:
            fitting = (run for run, network in found.items() if network == self.backbone)
            self.values["run"] = next(fitting, next(iter(found)))
            self.changed.emit()
        self.show_values()
        self.looked.emit()

    @Slot()
    def _choose(self) -> None:
        self.values["run"] = self.runs.currentData() or ""
        self.changed.emit()

    def summary(self) -> str:
        """Return the run's id."""
        return str(self.values.get("run", ""))

    def problem(self) -> str:
        """Return why the run cannot be used; nothing is known against it before the runs were listed."""
        run = self.values.get("run", "")
        if self._networks is None:
            return "" if run else self.tr("The runs are being listed.")
        if not self._networks:
            return self.tr("No run is finished here yet; take this source away.")
        if run not in self._networks:
            return self.tr("There is no finished run {0}.").format(run) if run else self.tr("Choose a finished run.")
        try:
            check_run(run, Model(backbone=self.backbone, stem=self.stem), self._services.workspace)
        except WorkbenchError as error:
            return say(error)
        return ""


def finished_runs(workspace: Workspace) -> dict[str, str]:
    """Return the finished runs, newest first, each with its backbone."""
    rows = RunIndex(workspace).refresh()
    return {row.folder.id: row.details.backbone for row in reversed(rows) if row.status.state is State.DONE}
