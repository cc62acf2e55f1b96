"""The end of a study: bars, the result as a sentence, and the figure as files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.experiments.comparison import comparison
from engine.experiments.study_folder import find_study
from engine.workspace import Workspace
from gui.figures.figure_page import open_figure
from gui.language import system_language
from gui.services import Services
from gui.tasks import Task
from gui.theme import GRID
from gui.training.comparison_plot import ComparisonCell, ComparisonPlot
from gui.training.run_words import source_text

if TYPE_CHECKING:
    from engine.figures.export import Drawing
    from engine.figures.style import FigureStyle

_BASELINE = "scratch"
_FIGURE = "accuracy"


class ComparisonPanel(QWidget):
    """Bars with a sentence and an export button above them."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._study = ""
        self.plot = ComparisonPlot(services.theme)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.export = QPushButton(services.theme.icon("download"), self.tr("Export figure…"))
        self.export.setToolTip(self.tr("Choose how it looks in print; save it with its numbers, or copy it (Ctrl+E)"))
        self.export.clicked.connect(self.ask_export)
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        row.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        self.show_study("", ())

    def show_study(self, study: str, cells: Sequence[ComparisonCell]) -> None:
        """Show what the study has found so far; without a study the panel leaves its room to others."""
        self._study = study
        self.setVisible(bool(study))
        self.plot.show_cells(
            [ComparisonCell(source_text(cell.source), cell.target, cell.accuracies, cell.waiting) for cell in cells]
        )
        self.sentence.setText(self._sentence(cells))
        self.export.setEnabled(any(cell.accuracies for cell in cells))

    def _sentence(self, cells: Sequence[ComparisonCell]) -> str:
        waiting = sum(cell.waiting for cell in cells)
        pairs = _pairs(cells)
        if not pairs:
            return self.tr("The bars fill in as runs finish.") if waiting else ""
        if len(pairs) <= 2:
            text = "; ".join(self._pair_text(cell, baseline, len(pairs) > 1) for cell, baseline in pairs)
        else:
            ahead = sum(cell.mean > baseline.mean for cell, baseline in pairs)
            text = self.tr("Pre-training is ahead of training from scratch in {0} of {1} comparisons").format(
                ahead, len(pairs)
            )
        if waiting == 1:
            return self.tr("{0} (1 run to come).").format(text)
        if waiting:
            return self.tr("{0} ({1} runs to come).").format(text, waiting)
        return self.tr("{0}.").format(text)

    def _pair_text(self, cell: ComparisonCell, baseline: ComparisonCell, several: bool) -> str:
        count = min(len(cell.accuracies), len(baseline.accuracies))
        seeds = self.tr("1 seed") if count == 1 else self.tr("{0} seeds").format(count)
        text = self.tr("{0} {1} % against {2} % from scratch ({3})").format(
            source_text(cell.source), f"{100 * cell.mean:.1f}", f"{100 * baseline.mean:.1f}", seeds
        )
        return f"{cell.target}: {text}" if several else text

    # ------------------------------------------------------------------ files

    @Slot()
    def ask_export(self) -> None:
        """Open the figure in the window for print."""
        if self.export.isEnabled():
            make = partial(draw_comparison, self._study, self._services.workspace)
            open_figure(self._services, make, _FIGURE, {"study": self._study}, self)

    def save_to(self, folder: Path) -> None:
        """Write the figure into `folder`, in the background."""
        self._save(self._study, folder).finished.connect(self._saved)

    def keep_figure(self, study: str) -> None:
        """Put the figure of a finished study into its folder, as the command line does."""
        self._save(study, find_study(study, self._services.workspace).figures)

    def _save(self, study: str, folder: Path) -> Task:
        language = self._services.settings.get("window/language", "") or system_language()
        task = self._services.tasks.start(
            save_comparison, study, self._services.workspace, folder, language, title=self.tr("Saving the figure")
        )
        task.failed.connect(self._services.tell_failure)
        return task

    @Slot(object)
    def _saved(self, paths: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in paths)
        self._services.tell("success", self.tr("Saved in {0}: {1}.").format(paths[0].parent, names))


def save_comparison(study: str, workspace: Workspace, folder: Path, language: str) -> tuple[Path, ...]:
    """Write the accuracy figure of a study as PNG, SVG, PDF and CSV, and return the paths."""
    from engine.figures.accuracy import accuracy_figure
    from engine.figures.export import save
    from engine.figures.style import FigureStyle, Language

    style = FigureStyle(language=Language(language))
    table = comparison(find_study(study, workspace))
    return save(
        accuracy_figure(table, style), folder, _FIGURE, {"study": table.study, "runs": [row.run for row in table.rows]}
    )


def draw_comparison(study: str, workspace: Workspace, style: FigureStyle) -> Drawing:
    """Return the accuracy figure of a study."""
    from engine.figures.accuracy import accuracy_figure

    return accuracy_figure(comparison(find_study(study, workspace)), style)


def _pairs(cells: Sequence[ComparisonCell]) -> list[tuple[ComparisonCell, ComparisonCell]]:
    """Return each finished cell with that of training from scratch on the same data set."""
    baselines = {cell.target: cell for cell in cells if cell.source == _BASELINE and cell.accuracies}
    return [
        (cell, baselines[cell.target])
        for cell in cells
        if cell.source != _BASELINE and cell.accuracies and cell.target in baselines
    ]
