"""What a study found: test accuracy by source x data set x seed. Free of torch."""

from __future__ import annotations

import csv
import io
import math
import statistics
from dataclasses import asdict, dataclass
from typing import Any

from engine.experiments.inputs import judged_by_balanced_accuracy
from engine.experiments.run_folder import State
from engine.experiments.study_folder import StudyFolder
from engine.storage import write_json, write_text


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One finished fine-tuning.

    Attributes
    ----------
    source, dataset : str
        As named in the study.
    seed : int
    accuracy, balanced_accuracy : float
        On the test images, 0 to 1: share of images, and mean over the classes (the measure of K49).
    run : str
        Id of the run.
    """

    source: str
    dataset: str
    seed: int
    accuracy: float
    balanced_accuracy: float
    run: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The seeds of one source on one data set.

    Attributes
    ----------
    accuracies, balanced_accuracies : tuple of float
        By rising seed; the second is the mean over the classes.
    mean : float
    spread : float or None
        Sample standard deviation (divided by n - 1); None for a single seed.
    balanced_mean, balanced_spread
        Likewise, of the balanced accuracies.
    """

    source: str
    dataset: str
    seeds: tuple[int, ...]
    accuracies: tuple[float, ...]
    mean: float
    spread: float | None
    balanced_accuracies: tuple[float, ...]
    balanced_mean: float
    balanced_spread: float | None

    @property
    def n(self) -> int:
        """Number of seeds."""
        return len(self.accuracies)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table of a study, as far as it is done.

    Attributes
    ----------
    study : str
    sources, datasets : tuple of str
        All of the study, in its order, finished or not.
    planned : int
        Cells of the matrix, seeds counted.
    rows : tuple of ComparisonRow
        The finished ones, source by source, then data set, then seed.
    balanced : tuple of str
        Those of `datasets` that are judged by the mean over the classes too, as K49 by its authors.
    """

    study: str
    sources: tuple[str, ...]
    datasets: tuple[str, ...]
    planned: int
    rows: tuple[ComparisonRow, ...]
    balanced: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Every cell is filled."""
        return len(self.rows) == self.planned

    def summaries(self) -> list[Summary]:
        """Return mean and spread of every source on every data set that has a finished run."""
        found = [self._summary(source, dataset) for source in self.sources for dataset in self.datasets]
        return [summary for summary in found if summary is not None]

    def _summary(self, source: str, dataset: str) -> Summary | None:
        own = sorted(
            (row.seed, row.accuracy, row.balanced_accuracy)
            for row in self.rows
            if (row.source, row.dataset) == (source, dataset)
        )
        if not own:
            return None
        seeds, accuracies, balanced = zip(*own, strict=True)
        return Summary(source, dataset, seeds, accuracies, *_gathered(accuracies), balanced, *_gathered(balanced))

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "study": self.study,
            "complete": self.complete,
            "balanced": list(self.balanced),
            "rows": [asdict(row) for row in self.rows],
            "summaries": [{**asdict(summary), "n": summary.n} for summary in self.summaries()],
        }

    def to_csv(self) -> str:
        """Return one line a finished run."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("source", "dataset", "seed", "accuracy", "balanced_accuracy", "run"))
        for row in self.rows:
            writer.writerow(
                (row.source, row.dataset, row.seed, repr(row.accuracy), repr(row.balanced_accuracy), row.run)
            )
        return text.getvalue()

    def to_markdown(self) -> str:
        """Return the table of means: a line a source, a column a data set, accuracy in per cent.

        A data set that is judged by the mean over its classes has a second column for it.
        """
        found = {(summary.source, summary.dataset): summary for summary in self.summaries()}
        columns = [
            (dataset, balanced)
            for dataset in self.datasets
            for balanced in ((False, True) if dataset in self.balanced else (False,))
        ]
        heads = [f"{dataset}, mean over classes" if balanced else dataset for dataset, balanced in columns]
        lines = [
            "| source | " + " | ".join(heads) + " |",
            "|---" * (len(heads) + 1) + "|",
            *(
                f"| {source} | "
                + " | ".join(_cell(found.get((source, dataset)), balanced) for dataset, balanced in columns)
                + " |"
                for source in self.sources
            ),
        ]
        return "\n".join(lines) + "\n"


def _gathered(values: tuple[float, ...]) -> tuple[float, float | None]:
    """Return mean and sample standard deviation."""
    return statistics.fmean(values), statistics.stdev(values) if len(values) > 1 else None


def _cell(summary: Summary | None, balanced: bool) -> str:
    if summary is None:
        return "-"
    mean, spread = (summary.balanced_mean, summary.balanced_spread) if balanced else (summary.mean, summary.spread)
    return f"{100 * mean:.1f}" + ("" if spread is None else f" ± {100 * spread:.1f} (n = {summary.n})")


def comparison(study: StudyFolder) -> Comparison:
    """Return the table of `study` from the results its runs have left so far.

    Raises
    ------
    MissingDataError, StorageError
        When there is no such study, or a result cannot be read.
    """
    specification = study.specification
    rows = []
    for cell in study.plan.cells:
        result = _result(study, cell.run)
        test = result.get("test") or result.get("validation")
        if test is not None and math.isfinite(test["accuracy"]):
            rows.append(
                ComparisonRow(
                    cell.source, cell.dataset, cell.seed, test["accuracy"], test["balanced_accuracy"], cell.run
                )
            )
    return Comparison(
        specification.name,
        tuple(source.name for source in specification.sources),
        tuple(target.label for target in specification.targets),
        len(study.plan.cells),
        tuple(rows),
        tuple(target.label for target in specification.targets if judged_by_balanced_accuracy(target)),
    )


def _result(study: StudyFolder, run_id: str) -> dict[str, Any]:
    folder = study.folder(run_id)
    if not folder.exists or folder.status().state is not State.DONE:
        return {}
    return folder.result() or {}


def write_comparison(table: Comparison, study: StudyFolder) -> None:
    """Write the table into the study's folder as JSON, CSV and Markdown.

    Raises
    ------
    StorageError
        When the folder cannot be written.
    """
    write_json(study.path / "comparison.json", table.to_json())
    write_text(study.path / "comparison.csv", table.to_csv())
    write_text(study.path / "comparison.md", table.to_markdown())
