"""A study as the window shows it: frozen, made from its folder and the states of its runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.errors import WorkbenchError
from engine.experiments.plan import Cell
from engine.experiments.run_folder import RunEntry, State
from engine.experiments.run_index import RunRow
from engine.experiments.study_folder import StudyFolder, list_studies
from engine.workspace import Workspace
from gui.training.comparison_plot import ComparisonCell


@dataclass(frozen=True, slots=True)
class StudyView:
    """A study.

    Attributes
    ----------
    name : str
        Of its folder.
    sources, targets : tuple of str
        In the order of its specification.
    run_ids : tuple of str
        In the order in which they are carried out.
    cells : tuple of Cell
        Which run fills which place of the matrix.
    needs : mapping
        Ids of fine-tunings to those of the pre-trainings they start from.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    run_ids: tuple[str, ...]
    cells: tuple[Cell, ...]
    needs: Mapping[str, str]

    @classmethod
    def of(cls, folder: StudyFolder) -> StudyView:
        """Return the view of the study in `folder`; raises as `StudyFolder.specification`."""
        specification, plan = folder.specification, folder.plan
        return cls(
            folder.name,
            tuple(source.name for source in specification.sources),
            tuple(target.label for target in specification.targets),
            tuple(run.id for run in plan.runs),
            plan.cells,
            {run.id: run.needs for run in plan.runs if run.needs},
        )

    def comparison(self, rows: Mapping[str, RunRow]) -> list[ComparisonCell]:
        """Return test accuracies by source and data set, as far as the runs are done.

        A data set judged by the mean over its classes, as K49, stands there a second time with it.
        """
        return [
            self._cell(source, target, rows, balanced)
            for source in self.sources
            for target in self.targets
            for balanced in ((False, True) if self._judged_by_balanced(target, rows) else (False,))
        ]

    def _judged_by_balanced(self, target: str, rows: Mapping[str, RunRow]) -> bool:
        runs = (rows[cell.run] for cell in self.cells if cell.dataset == target and cell.run in rows)
        return any(row.details.judged_by_balanced_accuracy for row in runs)

    def _cell(self, source: str, target: str, rows: Mapping[str, RunRow], balanced: bool) -> ComparisonCell:
        own = [cell for cell in self.cells if (cell.source, cell.dataset) == (source, target)]
        done = [rows[cell.run] for cell in own if cell.run in rows and rows[cell.run].status.state is State.DONE]
        found = [row.details.balanced_accuracy if balanced else row.status.test_accuracy for row in done]
        accuracies = tuple(accuracy for accuracy in found if accuracy is not None)
        name = QCoreApplication.translate("StudyView", "{0} (mean over classes)").format(target) if balanced else target
        return ComparisonCell(source, name, accuracies, len(own) - len(accuracies))

    def entries(self, entries: Mapping[str, RunEntry]) -> list[RunEntry]:
        """Return its runs that have a folder, in order."""
        return [entries[run_id] for run_id in self.run_ids if run_id in entries]


class StudyReader:
    """Reads the studies of a workspace, each again only when its specification was replaced."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[int, StudyView | None]] = {}

    def read(self) -> tuple[StudyView, ...]:
        """Return the studies, the one begun last first; a damaged one is left out."""
        found: list[tuple[int, StudyView]] = []
        for folder in list_studies(self._workspace):
            stamp = (folder.path / "specification.toml").stat().st_mtime_ns
            known = self._known.get(folder.name)
            if known is None or known[0] != stamp:
                known = (stamp, _view_or_none(folder))
                self._known[folder.name] = known
            if known[1] is not None:
                found.append((stamp, known[1]))
        return tuple(view for _, view in sorted(found, key=lambda pair: -pair[0]))


def _view_or_none(folder: StudyFolder) -> StudyView | None:
    try:
        return StudyView.of(folder)
    except WorkbenchError:
        return None
