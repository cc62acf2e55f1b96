"""The comparison of test accuracies: sources x data sets, with every seed shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes

from engine.errors import InputError
from engine.experiments.comparison import Comparison, Summary
from engine.figures.export import Drawing, Table, save
from engine.figures.style import HATCHES, MARKERS, OKABE_ITO, FigureStyle, drawing, new_figure
from engine.figures.words import word
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
    style = style or FigureStyle()
    sources = [name for name in table.sources if any(cell.source == name for cell in gathered)]
    datasets = [name for name in table.datasets if any(cell.dataset == name for cell in gathered)]
    language = style.effective_language
    with drawing(style):
        figure = new_figure(style, 78)
        axis = figure.subplots()
        for index, source in enumerate(sources):
            own = [cell for cell in gathered if cell.source == source]
            _series(axis, own, datasets, index, len(sources), kind, _source_name(source, style))
        counts = [sorted({cell.n for cell in gathered if cell.dataset == name}) for name in datasets]
        labels = [f"{name}\nn = {_range(found)}" for name, found in zip(datasets, counts, strict=True)]
        axis.set_xticks(np.arange(len(datasets)), labels)
        axis.set_xlim(-0.55, len(datasets) - 0.45)
        axis.set_ylabel(word("accuracy", language))
        axis.grid(axis="y")
        axis.tick_params(axis="x", length=0)
        if kind == "bars":
            axis.set_ylim(0, 100)
        figure.legend(loc="outside upper left", ncols=min(4, len(sources)), frameon=False, title=None)
        note = word("accuracy_note" if kind == "bars" else "accuracy_note_points", language)
    return Drawing(figure, _table(gathered), style, " ".join(part for part in (note, style.note) if part))


def _series(
    axis: Axes, own: Sequence[Summary], datasets: Sequence[str], index: int, count: int, kind: str, label: str
) -> None:
    """Draw one source: means, spread and single runs."""
    width = 0.8 / count
    colour = OKABE_ITO[index % len(OKABE_ITO)]
    centres = np.array([datasets.index(cell.dataset) for cell in own]) + (index - (count - 1) / 2) * width
    means = np.array([cell.mean for cell in own]) * 100
    spread = np.array([cell.spread or 0.0 for cell in own]) * 100
    if kind == "bars":
        axis.bar(
            centres, means, width * 0.92, label=label, color=colour, hatch=HATCHES[index % len(HATCHES)],
            edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        marker, size = "none", 0.0
    else:
        marker, size = MARKERS[index % len(MARKERS)], 5.0
    axis.errorbar(
        centres, means, spread, fmt=marker, markersize=size, color=colour,
        ecolor="black", elinewidth=0.8, capsize=2.0, label=label if kind == "points" else None,
    )  # fmt: skip
    for centre, cell in zip(centres, own, strict=True):
        values = np.array(cell.accuracies) * 100
        offsets = np.linspace(-0.18, 0.18, len(values)) * width if len(values) > 1 else np.zeros(1)
        axis.plot(
            centre + offsets, values, "o", markersize=2.2, color="white", markeredgecolor="black",
            markeredgewidth=0.5, zorder=4, clip_on=False,
        )  # fmt: skip


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


def _source_name(source: str, style: FigureStyle) -> str:
    known = {"scratch", "fractaldb", "imagenet", "checkpoint"}
    return word(source, style.effective_language) if source in known else source


def _range(counts: list[int]) -> str:
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


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
