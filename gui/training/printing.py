"""What the plots of the training tab show, handed to the window for print: taken down here, drawn in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gui.training.curves import Axis, Curves, Line, Values, decimated, smoothed
from gui.training.live_plots import LivePlot
from gui.training.overlay_group import GroupItems, places
from gui.training.plot_options import PlotOptions

if TYPE_CHECKING:
    from engine.figures.plot import Plot
    from gui.training.image_sheet import SheetImage

MOST_POINTS = 2000
"""Points of a curve of single batches in print."""

_QUANTITIES = {"loss": "loss", "accuracy": "accuracy_axis", "learning_rate": "learning_rate", "pace": "images_per_s"}
_FAINT = ("batch_loss", "running_accuracy")


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """A curve as it is on the screen; the fields are those of `engine.figures.run_figures.CurveLine`."""

    quantity: str
    series: str
    x: Values
    y: Values
    low: Values | None = None
    high: Values | None = None
    drawn: str = "line"


@dataclass(frozen=True, eq=False, slots=True)
class ShownCurves:
    """Curves as they are on the screen, and how their axes are."""

    lines: tuple[Shown, ...]
    axis: Axis
    log: tuple[str, ...]
    best: float | None
    smoothing: float


def shown_of_run(
    plots: Mapping[str, LivePlot], curves: Curves, options: PlotOptions, limits: tuple[float, float]
) -> ShownCurves:
    """Return what the plots of one run show between `limits` of the horizontal axis."""
    lines = []
    for name in options.plots:
        for trace in plots[name].traces:
            line = _between(trace.line(curves, options.axis), limits)
            series, drawn = _series(trace.key)
            smoothing = options.smoothing if trace.smooth else 0.0
            if drawn == "line" and smoothing:
                raw = decimated(line, *limits, MOST_POINTS)
                lines.append(Shown(_QUANTITIES[name], series, raw.x, raw.y, drawn="faint"))
                line = Line(line.x, smoothed(line.y, smoothing))
            line = decimated(line, *limits, MOST_POINTS)
            lines.append(Shown(_QUANTITIES[name], series, line.x, line.y, drawn=drawn))
    best = None
    if curves.best is not None:
        best = float(curves.places_of(np.array([float(curves.best.epoch)]), options.axis)[0])
        best = best if limits[0] <= best <= limits[1] else None
    log = tuple(_QUANTITIES[name] for name in options.plots if options.log and plots[name].follows_log)
    return ShownCurves(tuple(lines), options.axis, log, best, options.smoothing)


def shown_of_groups(
    groups: Mapping[str, GroupItems], metric: str, axis: Axis, factor: float, smoothing: float, log: bool,
    limits: tuple[float, float],
) -> ShownCurves:  # fmt: skip
    """Return the means and bands of several groups of runs between `limits` of the horizontal axis."""
    lines = []
    for name, drawn in groups.items():
        x = places(drawn.band, axis)
        inside = (x >= limits[0]) & (x <= limits[1])
        mean = smoothed(drawn.band.mean, smoothing) * factor
        spread = smoothed(drawn.band.deviation, smoothing) * factor
        edges = (mean - spread, mean + spread) if drawn.band.count > 1 else (None, None)
        low, high = (None if edge is None else edge[inside] for edge in edges)
        lines.append(Shown(metric, name, x[inside], mean[inside], low, high))
    return ShownCurves(tuple(lines), axis, (metric,) if log else (), None, smoothing)


def curves_plot(shown: ShownCurves) -> Plot:
    """Return the figure of curves; called in the background."""
    from engine.figures.run_figures import CurveLine, lines_plot

    lines = [
        CurveLine(line.quantity, line.series, line.x, line.y, line.low, line.high, line.drawn) for line in shown.lines
    ]
    return lines_plot(lines, shown.axis, log=shown.log, best=shown.best, smoothing=shown.smoothing)


def images_plot(images: Sequence[SheetImage]) -> Plot:
    """Return the figure of a sheet of images; called in the background."""
    from engine.figures.picture_figures import MOST_PICTURES, pictures_plot

    first = images[:MOST_PICTURES]
    return pictures_plot([image.pixels for image in first], [""] * len(first), total=len(images))


def confusion_plot(matrix: np.ndarray[tuple[int, ...], np.dtype[np.int64]], classes: Sequence[str]) -> Plot:
    """Return the figure of a confusion matrix; called in the background."""
    from engine.figures import run_figures

    return run_figures.confusion_plot(matrix, classes)


def _series(key: str) -> tuple[str, str]:
    """Return the word for a curve, and how it is drawn."""
    if key.startswith("test"):
        return "test", "point"
    if key in _FAINT:
        return "train", "faint"
    return key.removesuffix("_loss").removesuffix("_accuracy"), "line"


def _between(line: Line, limits: tuple[float, float]) -> Line:
    inside = (line.x >= limits[0]) & (line.x <= limits[1] + 1e-9)
    return Line(line.x[inside], line.y[inside])
