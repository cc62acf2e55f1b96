"""Heat maps of class statistics for print: per-pixel deviations, distances between means, scalar spread."""

from __future__ import annotations

import math

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from numpy.typing import NDArray

from engine.analysis.distances import Metric, distances
from engine.analysis.statistics import ClassStatistics
from engine.figures.export import Drawing, Table
from engine.figures.style import OKABE_ITO, FigureStyle, drawing, new_figure
from engine.figures.words import word

MAX_PANELS = 100
"""Small multiples on one page; beyond that nobody can read them."""

MAX_CELL_VALUES = 12
"""Classes up to which the distances are also written into their cells."""

MAX_TICK_LABELS = 50
"""Classes up to which every row of a matrix is named."""


def deviation_maps(std: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (K, H, W) maps from per-pixel deviations (K, H, W, C): the root mean square over the channels."""
    return np.asarray(np.sqrt(np.mean(np.square(std), axis=3)), dtype=np.float64)


def std_figure(statistics: ClassStatistics, style: FigureStyle | None = None) -> Drawing:
    """Return small multiples of the per-pixel within-class deviation, one panel a class, on one shared scale.

    At most `MAX_PANELS` classes are drawn; the note then says how many of how many. The table has one line
    a class and picture row.
    """
    style = style or FigureStyle()
    language = style.effective_language
    shown = min(len(statistics.classes), MAX_PANELS)
    maps = deviation_maps(statistics.std[:shown])
    columns = min(shown, max(5, math.ceil(math.sqrt(shown * 1.6))))
    rows = math.ceil(shown / columns)
    panel_mm = (style.width_mm - 22) / columns
    with drawing(style):
        figure = new_figure(style, rows * (panel_mm * maps.shape[1] / maps.shape[2] + 6) + 4, pictures=True)
        axes = figure.subplots(rows, columns, squeeze=False)
        top = float(maps.max()) or 1.0
        for axis in axes.flat[shown:]:
            axis.set_axis_off()
        for axis, picture, name, spread in zip(axes.flat, maps, statistics.classes, statistics.class_std, strict=False):
            image = axis.imshow(picture, cmap="viridis", vmin=0.0, vmax=top, interpolation="nearest")
            axis.set_xticks([])
            axis.set_yticks([])
            axis.set_title(f"{name}\n{spread:.1f}", fontsize=style.font_points * 0.85, pad=2)
            axis.spines[:].set_visible(False)
        bar = figure.colorbar(image, ax=axes, fraction=0.03, pad=0.015, aspect=30)
        bar.set_label(word("std_map", language))
        bar.outline.set_visible(False)
    return Drawing(figure, _std_table(statistics.classes, maps), style, _note(style, shown, len(statistics.classes)))


def distance_figure(
    statistics: ClassStatistics, metric: Metric = Metric.EUCLIDEAN, style: FigureStyle | None = None
) -> Drawing:
    """Return the heat map of the distances between class means; cells without a distance (NaN) are gray."""
    style = style or FigureStyle(width_mm=114.0)
    metric = Metric(metric)
    names = statistics.classes
    matrix = distances(statistics.means, metric)
    with drawing(style):
        figure = new_figure(style, style.width_mm * 0.84, pictures=True)
        axis = figure.subplots()
        palette = colormaps["cividis"].with_extremes(bad="#bbbbbb")
        image = axis.imshow(np.ma.masked_invalid(matrix), cmap=palette, vmin=0.0, interpolation="nearest")
        axis.spines[:].set_visible(False)
        _name_classes(axis, names)
        if len(names) <= MAX_CELL_VALUES:
            _write_cells(axis, matrix, style.font_points * 0.8)
        bar = figure.colorbar(image, ax=axis, fraction=0.045, pad=0.02)
        bar.set_label(word(metric.value, style.effective_language))
        bar.outline.set_visible(False)
    rows: list[list[str | float]] = [[name, *line] for name, line in zip(names, matrix.tolist(), strict=True)]
    table = Table(("class", *names), rows)
    return Drawing(figure, table, style, style.note)


def spread_figure(statistics: ClassStatistics, style: FigureStyle | None = None) -> Drawing:
    """Return the scalar within-class deviation of every class as bars, in the order of the classes."""
    style = style or FigureStyle()
    language = style.effective_language
    names, spread = statistics.classes, statistics.class_std
    with drawing(style):
        figure = new_figure(style, 62)
        axis = figure.subplots()
        axis.bar(np.arange(len(names)), spread, width=0.75 if len(names) <= 100 else 1.0, color=OKABE_ITO[0])
        axis.margins(x=0.01)
        axis.grid(axis="y")
        axis.set_ylabel(word("class_std", language))
        if len(names) <= MAX_TICK_LABELS:
            axis.set_xticks(np.arange(len(names)), names, rotation=90 if len(names) > 12 else 0)
        else:
            axis.set_xlabel(word("class", language))
    rows = [(name, int(n), float(value)) for name, n, value in zip(names, statistics.counts, spread, strict=True)]
    return Drawing(figure, Table(("class", "pictures", "within_class_std"), rows), style, style.note)


def _std_table(names: tuple[str, ...], maps: NDArray[np.float64]) -> Table:
    columns = ("class", "row", *(f"x{index}" for index in range(maps.shape[2])))
    rows: list[list[str | int]] = [
        [name, index, *(f"{value:.6g}" for value in line)]
        for name, picture in zip(names, maps.tolist(), strict=False)
        for index, line in enumerate(picture)
    ]
    return Table(columns, rows)


def _name_classes(axis: Axes, names: tuple[str, ...]) -> None:
    if len(names) <= MAX_TICK_LABELS:
        axis.set_xticks(np.arange(len(names)), names, rotation=90)
        axis.set_yticks(np.arange(len(names)), names)
        axis.tick_params(length=0)


def _write_cells(axis: Axes, matrix: NDArray[np.float64], points: float) -> None:
    top = np.nanmax(matrix, initial=0.0)
    digits = 0 if top >= 100 else 1 if top >= 10 else 2 if top >= 1 else 3
    for (row, column), value in np.ndenumerate(matrix):
        if np.isfinite(value) and row != column:
            colour = "black" if value > top / 2 else "white"
            axis.text(column, row, f"{value:.{digits}f}", ha="center", va="center", color=colour, fontsize=points)


def _note(style: FigureStyle, shown: int, total: int) -> str:
    parts = [style.note]
    if shown < total:
        parts.append(word("first_of", style.effective_language).format(shown=shown, all=total) + ".")
    return " ".join(part for part in parts if part)
