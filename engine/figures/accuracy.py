"""The comparison of test accuracies: sources x data sets, with every seed shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from engine.errors import InputError
from engine.experiments.comparison import Comparison, Summary
from engine.experiments.results import LEVEL, Differences, IntervalKind, Mark, Marks, Measure, limits_of
from engine.figures.export import Drawing, draw_plot, save
from engine.figures.plot import Plot
from engine.figures.style import FigureStyle
from engine.figures.table import Table
from engine.sentences import Sentence
from engine.storage import write_text


def accuracy_figure(
    table: Comparison,
    style: FigureStyle | None = None,
    *,
    kind: Literal["bars", "points"] = "bars",
    interval: IntervalKind = IntervalKind.SD,
    level: float = LEVEL,
    measure: Measure = Measure.ACCURACY,
    differences: Differences | None = None,
) -> Drawing:
    """Return test accuracies side by side: data sets along the axis, one bar or marker a source.

    Means over seeds with an interval, each single run as a dot, the number of seeds below.

    Parameters
    ----------
    table : Comparison
        What is finished is drawn, in the order of the study.
    style : FigureStyle, optional
    kind : {'bars', 'points'}
        Bars start at zero; points use the range of the data and show small differences.
    interval, level
        What the lines about the means stand for.
    measure : Measure
    differences : Differences, optional
        Where they have marks, those better or worse than the baseline are marked.

    Raises
    ------
    InputError
        When no run has finished.
    """
    gathered = table.summaries()
    if not gathered:
        raise InputError(
            Sentence(
                "The study {0} has no finished run to compare; wait for it or run it with `main.py study`.", table.study
            )
        )
    marked = differences is not None and differences.marks is not Marks.NONE
    options = {"kind": kind, "interval": interval.value, "level": f"{100 * level:g}", "measure": measure.value}
    if differences is not None and marked:
        options |= {
            "marks": differences.marks.value, "baseline": differences.baseline,
            "alpha": f"{1 - differences.level:.2g}",
        }  # fmt: skip
    columns = (
        "source", "data_set", "n", "mean", "standard_deviation", "accuracies", "balanced_mean", "low", "high", "mark",
    )  # fmt: skip
    rows = [
        (*_numbers(cell, interval, level, measure), _mark(cell, differences) if differences is not None else "")
        for cell in gathered
    ]
    return draw_plot(Plot("accuracy", Table(columns, rows), options), style or FigureStyle())


def _numbers(cell: Summary, interval: IntervalKind, level: float, measure: Measure) -> tuple[str | int | float, ...]:
    values = measure.of(cell)
    mean, spread = (
        (cell.mean, cell.spread) if measure is Measure.ACCURACY else (cell.balanced_mean, cell.balanced_spread)
    )
    return (
        cell.source,
        cell.dataset,
        cell.n,
        mean,
        "" if spread is None else spread,
        " ".join(repr(float(value)) for value in values),
        cell.balanced_mean,
        *(limits_of(values, interval, level) or ("", "")),
    )


def _mark(cell: Summary, differences: Differences) -> str:
    found = differences.get(cell.source, cell.dataset)
    return found.mark.value if found is not None and found.mark in (Mark.BETTER, Mark.WORSE) else ""


def write_accuracy_files(
    table: Comparison,
    folder: Path,
    *,
    provenance: Mapping[str, Any] | None = None,
    style: FigureStyle | None = None,
) -> tuple[Path, ...]:
    """Write the comparison of a study into `folder` and return the paths.

    ``accuracy.*`` are bars, ``accuracy_points.*`` points (PNG, SVG, PDF, CSV and a JSON note each);
    ``comparison.csv`` has a line a run, ``comparison.md`` the table of means.

    Raises
    ------
    InputError
        When no run has finished.
    StorageError
        When the folder cannot be written.
    """
    facts = {
        "study": table.study,
        "complete": table.complete,
        "runs": [row.run for row in table.rows],
        **(provenance or {}),
    }
    paths = [
        *save(accuracy_figure(table, style), folder, "accuracy", facts),
        *save(accuracy_figure(table, style, kind="points"), folder, "accuracy_points", facts),
    ]
    for name, text in (("comparison.csv", table.to_csv()), ("comparison.md", table.to_markdown())):
        write_text(folder / name, text)
        paths.append(folder / name)
    return tuple(paths)
