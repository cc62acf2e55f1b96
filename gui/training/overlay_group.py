"""One group of runs on the plot of several: its mean, its band of one standard deviation, its runs as thin lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg

from engine.experiments.overlay import Band, RunCurve, band
from gui.theme import Theme
from gui.training.curves import Axis, Line, Values, decimated, smoothed
from gui.training.plot_page import without_zeros
from gui.training.traces import Ink

_THIN = 0.35
_FILL = 0.18
_MOST_THIN = 60
"""More single lines than so many are not drawn: they would be one blot."""


@dataclass(frozen=True, slots=True)
class View:
    """What is to be seen of the groups.

    Attributes
    ----------
    metric : str
        One of `engine.experiments.overlay.EPOCH_VALUES`.
    axis : {'epoch', 'time'}
    factor : float
        Shown for one unit of the value.
    log, singles : bool
    smoothing : float
    limits : tuple of float
        Of the horizontal axis.
    buckets : int
        Its pixels.
    """

    metric: str
    axis: Axis
    factor: float
    log: bool
    singles: bool
    smoothing: float
    limits: tuple[float, float]
    buckets: int


class GroupItems:
    """The items of a group; they are kept and refilled.

    Attributes
    ----------
    band : Band
        Mean and spread as they are, not smoothed.
    line : Line
        The mean as drawn.
    """

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self.band = band((), "")
        self.line = Line(np.empty(0), np.empty(0))
        self._low, self._high = pg.PlotCurveItem(), pg.PlotCurveItem()
        self.fill = pg.FillBetweenItem(self._low, self._high)
        self.thin = pg.PlotDataItem(connect="finite")
        self.mean = pg.PlotDataItem(skipFiniteCheck=True)
        self._thin_y: Values = np.empty(0)
        self._parts = (self.fill, self.thin, self.mean)

    def put_on(self, item: pg.PlotItem) -> None:
        """Add everything to a plot."""
        for part in self._parts:
            item.addItem(part)

    def show(self, shown: bool) -> None:
        """Show or hide the group."""
        for part in self._parts:
            part.setVisible(shown)

    def restyle(self, theme: Theme) -> None:
        """Take over the colours in force."""
        thin, fill = self.ink.color(theme), self.ink.color(theme)
        thin.setAlphaF(_THIN)
        fill.setAlphaF(_FILL)
        self.mean.setPen(self.ink.pen(theme))
        self.thin.setPen(pg.mkPen(thin, width=1))
        self.fill.setBrush(pg.mkBrush(fill))

    def draw(self, curves: Sequence[RunCurve], view: View) -> None:
        """Draw these runs."""
        self.band = band(curves, view.metric)
        x, several = places(self.band, view.axis), self.band.count > 1
        mean = smoothed(self.band.mean, view.smoothing) * view.factor
        spread = smoothed(self.band.deviation, view.smoothing) * view.factor
        line = Line(x, mean)
        self.line = without_zeros(line) if view.log else line
        shrunk = decimated(self.line, *view.limits, view.buckets)
        self.mean.setData(shrunk.x, shrunk.y)
        for item, edge in ((self._low, mean - spread), (self._high, mean + spread)):
            item.setData(*(_edge(x, edge, log=view.log) if several else (np.empty(0), np.empty(0))))
        wanted = view.singles and (several or view.smoothing > 0) and len(curves) <= _MOST_THIN
        thin_x, self._thin_y = _chained([_single(curve, view) for curve in curves] if wanted else [])
        self.thin.setData(thin_x, self._thin_y)

    def values(self, low: float, high: float) -> Values:
        """Return what is drawn between two places, for the range of the vertical axis."""
        inside = (self.line.x >= low) & (self.line.x <= high)
        return np.concatenate([self.line.y[inside], self._thin_y[np.isfinite(self._thin_y)]])


def places(of: RunCurve | Band, axis: Axis) -> Values:
    """Return where the epochs stand on an axis."""
    return of.seconds if axis == "time" else of.epochs


def _single(curve: RunCurve, view: View) -> Line:
    values = curve.values[view.metric] * view.factor
    finite = np.isfinite(values)
    line = Line(places(curve, view.axis)[finite], values[finite])
    return decimated(without_zeros(line) if view.log else line, *view.limits, view.buckets)


def _chained(lines: Sequence[Line]) -> tuple[Values, Values]:
    """Return lines one after another with gaps between: one long curve is drawn faster than many."""
    gap = np.array([np.nan])
    xs = [part for line in lines for part in (line.x, gap)]
    ys = [part for line in lines for part in (line.y, gap)]
    return (np.concatenate(xs), np.concatenate(ys)) if lines else (np.empty(0), np.empty(0))


def _edge(x: Values, y: Values, *, log: bool) -> tuple[Values, Values]:
    """Return an edge of the band in the coordinates of the page; what a log axis cannot show stays just below."""
    if not log:
        return x, y
    above = y[y > 0]
    lowest = float(above.min()) / 10 if len(above) else 1.0
    return x, np.log10(np.maximum(y, lowest))
