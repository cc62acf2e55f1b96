"""Heat maps of class statistics for print: per-pixel deviations, distances between means, scalar spread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric, class_distances
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.figures.export import Drawing, draw_plot
from engine.figures.plot import Plot
from engine.figures.shown import Shown
from engine.figures.style import FigureStyle
from engine.figures.table import Table

AS_THEY_ARE = Shown()
"""The classes in their own order, on scales from zero."""

MAX_PANELS = 100
"""Small multiples on one page; beyond that nobody can read them."""


def deviation_maps(std: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (K, H, W) maps from per-pixel deviations (K, H, W, C): the root mean square over the channels."""
    return np.asarray(np.sqrt(np.mean(np.square(std), axis=3)), dtype=np.float64)


def std_figure(
    statistics: ClassStatistics,
    style: FigureStyle | None = None,
    spread: Spread = Spread.RMS,
    shown: Shown = AS_THEY_ARE,
) -> Drawing:
    """Return small multiples of the per-pixel within-class deviation, one panel a class, on one shared scale.

    At most `MAX_PANELS` classes are drawn, the first in the order of `shown`; the note then says how many of how many.
    Above each stands its scalar deviation by the definition `spread`. The table has one line a class and picture row.
    """
    order = shown.places(len(statistics.classes))[:MAX_PANELS]
    names = [statistics.classes[index] for index in order]
    total = len(statistics.classes)
    options = {"spread": statistics.spread(spread)[order].tolist(), "total": total, **shown.options}
    table = _std_table(names, deviation_maps(statistics.std[order]))
    return draw_plot(Plot("std_maps", table, options), style or FigureStyle())


def distance_figure(
    statistics: ClassStatistics,
    metric: Metric = Metric.EUCLIDEAN,
    style: FigureStyle | None = None,
    shown: Shown = AS_THEY_ARE,
) -> Drawing:
    """Return the heat map of the distances between class means; cells without a distance (NaN) are gray."""
    order = shown.places(len(statistics.classes))
    matrix = class_distances(statistics, metric)[np.ix_(order, order)]
    names = [statistics.classes[index] for index in order]
    rows = [(name, *line) for name, line in zip(names, matrix.tolist(), strict=True)]
    label = Metric(metric).value
    if not statistics.of_pictures and metric in (Metric.EUCLIDEAN, Metric.RMS):
        label += "_features"
    plot = Plot("distances", Table(("class", *names), rows), {"metric": label, **shown.options})
    return draw_plot(plot, style or FigureStyle(width_mm=114.0))


def spread_figure(
    statistics: ClassStatistics,
    style: FigureStyle | None = None,
    spread: Spread = Spread.RMS,
    shown: Shown = AS_THEY_ARE,
) -> Drawing:
    """Return the scalar within-class deviation of every class as bars, in the order of `shown`.

    The column ``within_class_std`` holds what is drawn, the columns behind it every definition that is known.
    """
    known = [kind for kind in Spread if not kind.second_pass or statistics.mean_distances is not None]
    columns = ("class", "pictures", "within_class_std", *(kind.value for kind in known))
    values = [statistics.spread(kind).tolist() for kind in (spread, *known)]
    lines = list(zip(statistics.classes, statistics.counts.tolist(), *values, strict=True))
    rows = [lines[index] for index in shown.places(len(lines))]
    label = "class_std" if spread is Spread.RMS else f"class_std_{spread}"
    label = label if statistics.of_pictures else f"{label}_features"
    return draw_plot(Plot("class_std", Table(columns, rows), {"label": label}), style or FigureStyle())


def _std_table(names: Sequence[str], maps: NDArray[np.float64]) -> Table:
    columns = ("class", "row", *(f"x{index}" for index in range(maps.shape[2])))
    rows: list[list[str | int]] = [
        [name, index, *(f"{value:.6g}" for value in line)]
        for name, picture in zip(names, maps.tolist(), strict=False)
        for index, line in enumerate(picture)
    ]
    return Table(columns, rows)
