"""Everything an analysis leaves in a folder: arrays, tables and figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.figures.export import Drawing, save
from engine.figures.heatmaps import distance_figure, spread_figure, std_figure
from engine.figures.style import FigureStyle
from engine.progress import Control, Progress, Report, ignore
from engine.storage import replacing


def write_analysis(
    statistics: ClassStatistics,
    folder: Path,
    *,
    provenance: Mapping[str, Any] | None = None,
    metric: Metric = Metric.EUCLIDEAN,
    spread: Spread = Spread.RMS,
    style: FigureStyle | None = None,
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

    Each figure is a PNG, an SVG, a PDF, a CSV with its data and a JSON note of where it came from.

    Raises
    ------
    StorageError
        When the folder cannot be written.
    Interrupted
        When `control` was stopped; whole files stay.
    """
    control = control or Control()
    style = style or FigureStyle()
    facts = {"name": statistics.name, "pictures": int(statistics.counts.sum()), **(provenance or {})}
    # A matrix needs no more width than a column and a half of a page.
    matrix_style = replace(style, width_mm=min(style.width_mm, 114.0))
    figures: tuple[tuple[str, Callable[[], Drawing], dict[str, Any]], ...] = (
        *((("std_maps", lambda: std_figure(statistics, style), facts),) if statistics.of_pictures else ()),
        ("class_std", lambda: spread_figure(statistics, style, spread), {**facts, "spread": spread.value}),
        ("distances", lambda: distance_figure(statistics, metric, matrix_style), {**facts, "distance": metric.value}),
    )
    since = time.monotonic()
    paths = [
        _save_array(folder / "means.npy", statistics.means),
        _save_array(folder / "std.npy", statistics.std),
    ]
    for done, (name, draw, note) in enumerate(figures):
        control.poll()
        report(Progress("writing figures", done, len(figures), time.monotonic() - since, name))
        paths += save(draw(), folder, name, note)
    report(Progress("writing figures", len(figures), len(figures), time.monotonic() - since))
    return tuple(paths)


def _save_array(path: Path, array: NDArray[np.float64]) -> Path:
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.save(stream, array, allow_pickle=False)
    return path
