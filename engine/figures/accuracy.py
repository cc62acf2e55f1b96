"""The comparison of test accuracies: sources x data sets, with every seed shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from engine.errors import InputError
from engine.experiments.comparison import Comparison, Summary
from engine.figures.export import Drawing, draw_plot, save
from engine.figures.plot import Plot
from engine.figures.style import FigureStyle
from engine.figures.table import Table
from engine.storage import write_text


def accuracy_figure(
    table: Comparison, style: FigureStyle | None = None, *, kind: Literal["bars", "points"] = "bars"
) -> Drawing:
    """Return test accuracies side by side: data sets along the axis, one bar or marker a source.

    Means over seeds with one standard deviation, each single run as a dot, the number of seeds below.

    Parameters
    ----------
    table : Comparison
        What is finished is drawn, in the order of the study.
    style : FigureStyle, optional
    kind : {'bars', 'points'}
        Bars start at zero; points use the range of the data and show small differences.

    Raises
    ------
    InputError
        When no run has finished.
    """
    gathered = table.summaries()
    if not gathered:
        raise InputError(
            f"The study {table.study} has no finished run to compare; wait for it or run it with `main.py study`."
        )
    return draw_plot(Plot("accuracy", _table(gathered), {"kind": kind}), style or FigureStyle())


def _table(gathered: list[Summary]) -> Table:
    columns = ("source", "data_set", "n", "mean", "standard_deviation", "accuracies", "balanced_mean")
    rows: list[tuple[str | int | float, ...]] = [
        (
            cell.source,
            cell.dataset,
            cell.n,
            cell.mean,
            "" if cell.spread is None else cell.spread,
            " ".join(repr(float(value)) for value in cell.accuracies),
            cell.balanced_mean,
        )
        for cell in gathered
    ]
    return Table(columns, rows)


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
