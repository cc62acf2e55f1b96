"""A number of every class as bars, ready for thousands."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QFontMetricsF

from gui.analysis.plot_panel import MARK, PlotPanel
from gui.theme import GRID, OKABE_ITO, Theme

_NARROWEST = 3
"""Pixels of the bar that is chosen: of a thousand, each is narrower than one."""


class BarPanel(PlotPanel):
    """Bars from zero up or down, one a class, in an order given from outside; what is not finite has none."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self.values: NDArray[np.float64] = np.zeros(0)
        self.order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._small = theme.numbers_font(scale=0.85)
        item = self.plot.item
        for side in ("left", "bottom"):
            item.getAxis(side).enableAutoSIPrefix(False)  # features of 0.5 are not 500 of anything
        item.getAxis("bottom").setStyle(tickFont=self._small, tickLength=0)
        item.showGrid(y=True, alpha=0.12)
        item.vb.setMouseEnabled(x=True, y=False)
        self.bars, self.marked = (pg.BarGraphItem(x=[], height=[], width=0.8, pen=pg.mkPen(None)) for _ in range(2))
        for part in (self.bars, self.marked):
            item.addItem(part)
        self.marked.setOpts(brush=pg.mkBrush(MARK))
        self.plot.resized.connect(self._fit)
        item.vb.sigXRangeChanged.connect(self._fit)

    def show_bars(self, names: tuple[str, ...], values: NDArray[np.float64], order: NDArray[np.int64]) -> None:
        """Show a number of each class (K,), the class of each place in `order`."""
        other = names != self.names or len(order) != len(self.order)
        if names != self.names:
            self.chosen = None
        self.names, self.values, self.order = names, values, order
        self._draw()
        if other:
            self.show_whole()
        self.describe_choice()

    def choose(self, index: int | None) -> None:
        """Show the bar of a class in the accent colour, and move until it is seen."""
        moved = index != self.chosen
        self.chosen = index
        self._fit_mark()
        place, (low, high) = self._place, self.plot.item.vb.viewRange()[0]
        if moved and place is not None and not low <= place <= high:
            self.plot.item.vb.translateBy(x=place - (low + high) / 2)
        self.describe_choice()

    def class_at(self, position: QPointF) -> int | None:
        """Return the class of a bar, of its name below it too."""
        place, (low, high) = round(position.x()), self.plot.item.vb.viewRange()[0]
        seen = low <= position.x() <= high and 0 <= place < len(self.order)
        return int(self.order[place]) if seen else None

    def describe_class(self, index: int) -> str:
        return self.tr("Class {0}: {1}").format(self.names[index], self.value_text(float(self.values[index])))

    def value_text(self, value: float) -> str:
        """Return a number with its unit."""
        raise NotImplementedError

    @Slot(int, int)
    def step(self, columns: int, _rows: int) -> None:
        self.walk(self.order, columns)

    @Slot()
    def show_whole(self) -> None:
        self.plot.item.vb.setXRange(-0.6, max(len(self.order), 1) - 0.4, padding=0)

    # ------------------------------------------------------------------ drawing

    @property
    def _place(self) -> int | None:
        """Where the class that is chosen stands."""
        places = np.flatnonzero(self.order == self.chosen).tolist() if self.chosen is not None else []
        return places[0] if places else None

    @property
    def _width(self) -> float:
        return 0.8 if len(self.order) <= 100 else 1.0

    @property
    def _heights(self) -> NDArray[np.float64]:
        return np.where(np.isfinite(self.values), self.values, 0.0)[self.order]

    def _draw(self) -> None:
        heights, view = self._heights, self.plot.item.vb
        plain = pg.mkBrush(OKABE_ITO[5 if self.theme.dark else 0])
        self.bars.setOpts(x=np.arange(len(heights)), height=heights, width=self._width, brush=plain)
        low, high = float(heights.min(initial=0.0)), float(heights.max(initial=0.0))
        # Without a number below zero, the bars stand on the axis.
        view.setLimits(xMin=-1, xMax=max(len(heights), 1), yMin=None if low < 0 else 0)
        view.setYRange(low, high if high > low else low + 1.0, padding=0.06)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self._name_bars()
        self._fit_mark()

    def _name_bars(self) -> None:
        """Name the bars in view, shortened to the room a bar has, where that leaves something to read."""
        low, high = self.plot.item.vb.viewRange()[0]
        room = self.plot.item.vb.width() / max(high - low, 1e-9) - GRID // 2
        metrics = QFontMetricsF(self._small)
        fits = room >= metrics.horizontalAdvance("00…0")
        places = range(max(0, int(low)), min(len(self.order), int(high) + 2)) if fits else ()
        shown = ((place, self.names[self.order[place]]) for place in places)
        names = [(place, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)) for place, name in shown]
        self.plot.item.getAxis("bottom").setTicks([names])

    def _fit_mark(self) -> None:
        """Draw the bar of the class that is chosen, wide enough to be seen."""
        place, view = self._place, self.plot.item.vb
        pixel = view.viewRect().width() / max(1.0, view.width())
        at = [] if place is None else [place]
        self.marked.setOpts(x=at, height=self._heights[at], width=max(self._width, _NARROWEST * pixel))

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._draw()
