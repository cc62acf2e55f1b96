"""Everything an analysis leaves in a folder: arrays, tables and figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.figures.export import Drawing, save
from engine.figures.heatmaps import distance_figure, spread_figure, std_figure
from engine.figures.shown import Shown, figure_facts
from engine.figures.style import FigureStyle
from engine.progress import Control, Progress, Report, ignore
from engine.storage import replacing

AS_THEY_ARE: Mapping[str, Shown] = MappingProxyType({})
"""Every figure in the classes' own order, on scales from zero."""

FIGURES = ("std_maps", "class_std", "distances")
"""Figures of an analysis that can be asked for by name; features have no maps."""


def analysis_drawings(
    statistics: ClassStatistics, metric: Metric, spread: Spread, shown: Mapping[str, Shown] = AS_THEY_ARE
) -> dict[str, Callable[[FigureStyle], Drawing]]:
    """Return by file name how each figure is drawn: every way from an analysis to print draws these.

    Parameters
    ----------
    statistics : ClassStatistics
    metric : Metric
    spread : Spread
    shown : mapping of str to Shown
        By file name, the order and colours of a figure; one that is missing is drawn as usual.
    """
    how = {name: shown.get(name, Shown()) for name in FIGURES}
    drawings: dict[str, Callable[[FigureStyle], Drawing]] = {
        "std_maps": partial(std_figure, statistics, spread=spread, shown=how["std_maps"]),
        "class_std": partial(spread_figure, statistics, spread=spread, shown=how["class_std"]),
        "distances": partial(distance_figure, statistics, metric, shown=how["distances"]),
    }
    if not statistics.of_pictures:
        del drawings["std_maps"]
    return drawings


def write_analysis(
    statistics: ClassStatistics,
    folder: Path,
    *,
    provenance: Mapping[str, Any] | None = None,
    metric: Metric = Metric.EUCLIDEAN,
    spread: Spread = Spread.RMS,
    shown: Mapping[str, Shown] = AS_THEY_ARE,
    style: FigureStyle | None = None,
    formats: Sequence[str] = ("png", "svg", "pdf"),
    report: Report = ignore,
    control: Control | None = None,
) -> tuple[Path, ...]:
    """Write the statistics into `folder` and return the paths.

    ========================  ====================================================================
    means.npy, std.npy        mean and deviation of each value of each class, (K, H, W, C) or (K, D) float64
    std_maps.*                the deviations of pictures as heat maps; features have none
    class_std.*               the scalar deviation of each class; the CSV holds class, pictures, the deviation
                              `spread`, and the other definitions that are known
    distances.*               the distances between class means; the CSV holds the matrix
    ========================  ====================================================================

    Each figure, in the order and colours of `shown`, is a picture in every one of `formats`, a CSV with its data and
    a JSON note of where it came from; without formats there are the arrays alone.

    Raises
    ------
    StorageError
        When the folder cannot be written.
    Interrupted
        When `control` was stopped; whole files stay.
    """
    control = control or Control()
    style = style or FigureStyle()
    figures = analysis_drawings(statistics, metric, spread, shown) if formats else {}
    since = time.monotonic()
    paths = [
        _save_array(folder / "means.npy", statistics.means),
        _save_array(folder / "std.npy", statistics.std),
    ]
    for done, (name, draw) in enumerate(figures.items()):
        control.poll()
        report(Progress("writing figures", done, len(figures), time.monotonic() - since, name))
        noted = figure_facts(statistics, provenance or {}, metric, spread, shown.get(name, Shown()))
        paths += save(draw(style), folder, name, noted, formats=formats)
    report(Progress("writing figures", len(figures), len(figures), time.monotonic() - since))
    return tuple(paths)


def _save_array(path: Path, array: NDArray[np.float64]) -> Path:
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.save(stream, array, allow_pickle=False)
    return path
