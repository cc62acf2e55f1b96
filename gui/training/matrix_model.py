"""A study as a table: sources by targets, each cell the runs of its seeds, and the pre-trainings they share."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engine.experiments.run_index import RunRow
from engine.experiments.run_status import RunStatus, State
from gui.training.run_words import source_text, state_text
from gui.training.study_view import StudyView

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)
"""Role of the `MatrixCell`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The run of one seed.

    Attributes
    ----------
    run_id : str
    seed : int
    status : RunStatus or None
        None: it was discarded.
    accuracy, balanced : float or None
        Of the final network, 0 to 1.
    """

    run_id: str
    seed: int
    status: RunStatus | None
    accuracy: float | None = None
    balanced: float | None = None

    @property
    def state(self) -> State | None:
        """State of the run."""
        return None if self.status is None else self.status.state

    @property
    def fraction(self) -> float:
        """Share done, 0 to 1."""
        return 0.0 if self.status is None else self.status.fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, sample standard deviation (None for one value) and count."""

    mean: float
    deviation: float | None
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread | None:
        """Return the spread of `values`, None of none."""
        if not values:
            return None
        return cls(statistics.fmean(values), statistics.stdev(values) if len(values) > 1 else None, len(values))

    @property
    def text(self) -> str:
        """``81.2 ± 0.4`` in per cent."""
        spread = "" if self.deviation is None else f" ± {100 * self.deviation:.1f}"
        return f"{100 * self.mean:.1f}{spread}"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A place of the matrix.

    Attributes
    ----------
    source, target : str
        Names in the study; an empty target: the pre-training of the source.
    marks : tuple of Mark
        Seed by seed.
    by_balanced : bool
        Its data set is judged by balanced accuracy too.
    """

    source: str
    target: str
    marks: tuple[Mark, ...]
    by_balanced: bool = False

    @property
    def accuracy(self) -> Spread | None:
        """Test accuracy over the seeds done."""
        return Spread.of([mark.accuracy for mark in self.marks if mark.accuracy is not None])

    @property
    def balanced(self) -> Spread | None:
        """Mean of the accuracies of the classes, over the seeds done, where the data set is judged by it."""
        if not self.by_balanced:
            return None
        return Spread.of([mark.balanced for mark in self.marks if mark.balanced is not None])

    def count(self, *states: State) -> int:
        """Return how many runs are in one of these states."""
        return sum(mark.state in states for mark in self.marks)


def matrix_rows(study: StudyView, rows: Mapping[str, RunRow]) -> list[list[MatrixCell]]:
    """Return the cells of the study, a list a source: its pre-training first, then target by target."""
    return [
        [_pretraining(study, source, rows), *(_cell(study, source, target, rows) for target in study.targets)]
        for source in study.sources
    ]


def _cell(study: StudyView, source: str, target: str, rows: Mapping[str, RunRow]) -> MatrixCell:
    own = [cell for cell in study.cells if (cell.source, cell.dataset) == (source, target)]
    balanced = any(cell.run in rows and rows[cell.run].details.judged_by_balanced_accuracy for cell in own)
    return MatrixCell(source, target, tuple(_mark(cell.run, cell.seed, rows.get(cell.run)) for cell in own), balanced)


def _pretraining(study: StudyView, source: str, rows: Mapping[str, RunRow]) -> MatrixCell:
    needed: dict[str, int] = {}
    for cell in study.cells:
        before = study.needs.get(cell.run, "")
        if cell.source == source and before:
            needed.setdefault(before, cell.seed)
    return MatrixCell(source, "", tuple(_mark(run_id, seed, rows.get(run_id)) for run_id, seed in needed.items()))


def _mark(run_id: str, seed: int, row: RunRow | None) -> Mark:
    if row is None:
        return Mark(run_id, seed, None)
    done = row.status.state is State.DONE
    accuracy = row.status.test_accuracy if row.status.test_accuracy is not None else row.status.best_accuracy
    return Mark(run_id, seed, row.status, accuracy if done else None, row.details.balanced_accuracy if done else None)


class MatrixModel(QAbstractTableModel):
    """The matrix of one study."""

    def __init__(self) -> None:
        super().__init__()
        self._study: StudyView | None = None
        self._rows: list[list[MatrixCell]] = []
        self._with_pretraining = False

    def show(self, study: StudyView | None, rows: Mapping[str, RunRow]) -> None:
        """Show this study as far as its runs are."""
        cells = [] if study is None else matrix_rows(study, rows)
        pretrained = any(row[0].marks for row in cells)
        shown = [row if pretrained else row[1:] for row in cells]
        if shown == self._rows and study == self._study:
            return
        same = study == self._study and pretrained == self._with_pretraining and len(shown) == len(self._rows)
        if not same:
            self.beginResetModel()
        self._study, self._rows, self._with_pretraining = study, shown, pretrained
        if not same:
            self.endResetModel()
        elif shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, self.columnCount() - 1))

    def cell(self, index: Index) -> MatrixCell | None:
        """Return the cell at `index`."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()][index.column()]

    def column(self, target: str) -> int:
        """Return the column of a target."""
        assert self._study is not None
        return self._study.targets.index(target) + self._with_pretraining

    @property
    def cells(self) -> list[MatrixCell]:
        """All cells, row by row."""
        return [cell for row in self._rows for cell in row]

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if (parent is not None and parent.isValid()) or not self._rows else len(self._rows[0])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._study is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return source_text(self._study.sources[section])
        at = section - self._with_pretraining
        return self.tr("Pre-training") if at < 0 else self._study.targets[at]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(cell)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "\n".join(self._seed_text(mark) for mark in cell.marks)
        return None

    def text(self, cell: MatrixCell) -> str:
        """Return what the cell says: its result, or how far it is."""
        if not cell.marks:
            return ""
        failed = cell.count(State.FAILED, State.INTERRUPTED)
        done = cell.count(State.DONE)
        parts = [self._result(cell)] if cell.target and done else []
        if failed:
            parts.append(self.tr("1 failed") if failed == 1 else self.tr("{0} failed").format(failed))
        elif done < len(cell.marks) or not cell.target:
            parts.append(self.tr("{0} of {1}").format(done, len(cell.marks)))
        return "  ".join(part for part in parts if part)

    def _result(self, cell: MatrixCell) -> str:
        accuracy, balanced = cell.accuracy, cell.balanced
        if accuracy is None:
            return ""
        if balanced is None:
            return f"{accuracy.text} %"
        return self.tr("{0} %, balanced {1} %").format(accuracy.text, balanced.text)

    def _seed_text(self, mark: Mark) -> str:
        if mark.status is None:
            return self.tr("seed {0}: discarded").format(mark.seed)
        if mark.accuracy is not None:
            return self.tr("seed {0}: {1} %").format(mark.seed, f"{100 * mark.accuracy:.1f}")
        place = f", {mark.status.epoch}/{mark.status.epochs}" if mark.status.state.live else ""
        return self.tr("seed {0}: {1}").format(mark.seed, state_text(mark.status.state) + place)
