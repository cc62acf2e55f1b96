"""One curve of a live plot: where its numbers come from and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from gui.theme import Theme
from gui.training.curves import Axis, Curves, Line, decimated, smoothed

TEST_ACCURACY, TEST_LOSS = "test_accuracy", "test_loss"
"""Keys of curves that are one point: what a finished run achieves on the test images."""
_NOTHING = Line(np.empty(0), np.empty(0))
_POINTS = (TEST_ACCURACY, TEST_LOSS)
_FAINT = 0.28
_MOST_SYMBOLS = 120
"""A curve of more points is drawn without symbols."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a curve is drawn; dash and symbol tell it from the others without colour, `mark` shows both in a legend."""

    light: str
    dark: str
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    symbol: str = "o"
    mark: str = "─"

    def color(self, theme: Theme, *, faint: bool = False) -> QColor:
        """Return the colour on the page of the theme."""
        color = QColor(self.dark if theme.dark else self.light)
        if faint:
            color.setAlphaF(_FAINT)
        return color

    def pen(self, theme: Theme, *, faint: bool = False) -> QPen:
        """Return a pen of one pixel."""
        pen = QPen(pg.mkPen(self.color(theme, faint=faint), width=1))
        pen.setStyle(self.style)
        return pen


class Trace:
    """A curve and, faint behind it, its raw line while it is smoothed.

    Parameters
    ----------
    key : str
        One of `gui.training.curves.STEP_CURVES` or ``EPOCH_CURVES``, `TEST_ACCURACY` or `TEST_LOSS`.
    name : str
        In the legend; empty: not there.
    ink : Ink
    faint : bool
        The raw line is always faint, and there is no other without smoothing.
    factor : float
        Shown for one unit of the curve.
    smooth : bool
        Whether smoothing applies.
    symbols : bool
    only_with_value : bool
        The legend names it once it has a point.
    """

    def __init__(
        self,
        key: str,
        name: str,
        ink: Ink,
        *,
        faint: bool = False,
        factor: float = 1.0,
        smooth: bool = True,
        symbols: bool = True,
        only_with_value: bool = False,
    ) -> None:
        self.key = key
        self.name = name
        self.ink = ink
        self.smooth = smooth
        self.only_with_value = only_with_value
        self._faint = faint
        self._factor = factor
        self._symbols = symbols and not faint
        self.raw = pg.PlotDataItem(skipFiniteCheck=True)
        self.main = pg.PlotDataItem(skipFiniteCheck=True, symbolSize=9 if key in _POINTS else 4)

    def put_on(self, item: pg.PlotItem) -> None:
        """Add both lines to a plot."""
        item.addItem(self.raw)
        item.addItem(self.main)

    def line(self, curves: Curves, axis: Axis) -> Line:
        """Return its points in the units shown."""
        if self.key not in _POINTS:
            line = curves.line(self.key, axis)
            return line if self._factor == 1.0 else Line(line.x, line.y * self._factor)
        value = curves.test_accuracy if self.key == TEST_ACCURACY else curves.test_loss
        if value is None:
            return _NOTHING
        return Line(np.array([curves.reached(axis)]), np.array([value * self._factor]))

    def restyle(self, theme: Theme) -> None:
        """Take over the colours in force."""
        self.raw.setPen(self.ink.pen(theme, faint=True))
        self.main.setPen(self.ink.pen(theme))
        self.main.setSymbolBrush(self.ink.color(theme))
        self.main.setSymbolPen(None)

    def draw(self, line: Line, limits: tuple[float, float], buckets: int, smoothing: float) -> None:
        """Hand what is to be seen between `limits` to the plot."""
        raw = decimated(line, *limits, buckets)
        if smoothing > 0:
            _set(self.raw, raw)
            self._mark(False)
            _set(self.main, decimated(Line(line.x, smoothed(line.y, smoothing)), *limits, buckets))
            return
        _set(self.raw, raw if self._faint else _NOTHING)
        self._mark(self._symbols and len(raw) <= _MOST_SYMBOLS)
        _set(self.main, _NOTHING if self._faint else raw)

    def _mark(self, marked: bool) -> None:
        """Draw points with their symbol, or not; pyqtgraph builds all anew even where nothing changes."""
        symbol = self.ink.symbol if marked else None
        if self.main.opts["symbol"] != symbol:
            self.main.setSymbol(symbol)


def _set(item: pg.PlotDataItem, line: Line) -> None:
    """Hand points to pyqtgraph unless it has them: it builds all anew even where nothing changes."""
    x, y = (item.xData, item.yData) if item.xData is not None else (_NOTHING.x, _NOTHING.y)
    if not (np.array_equal(x, line.x) and np.array_equal(y, line.y)):
        item.setData(line.x, line.y)
