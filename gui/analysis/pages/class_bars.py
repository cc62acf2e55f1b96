"""A number of every class as bars, in an order given from outside."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QFontMetricsF

from gui.analysis.pages.class_table import number
from gui.analysis.plot_panel import MARK, PlotPanel
from gui.theme import GRID, OKABE_ITO, Theme


class ClassBars(PlotPanel):
    """Bars from zero up or down, one a class."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self._values: NDArray[np.float64] = np.zeros(0)
        self._order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._unit = ""
        self._digits = 2
        item = self.plot.item
        self._small = theme.numbers_font(scale=0.85)
        item.getAxis("bottom").setStyle(tickFont=self._small, tickLength=0)
        item.getAxis("left").setWidth(7 * GRID)
        for side in ("left", "bottom"):
            item.getAxis(side).enableAutoSIPrefix(False)
        item.showGrid(y=True, alpha=0.12)
        item.vb.setMouseEnabled(x=True, y=False)
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8)
        item.addItem(self._bars)
        self.plot.resized.connect(self._name_bars)
        self.restyle()

    def show_values(
        self, names: tuple[str, ...], values: NDArray[np.float64], order: NDArray[np.int64], unit: str, digits: int
    ) -> None:
        """Show a number of each class (K,), the classes in `order`; what is not finite has no bar."""
        fit = names != self.names or len(order) != len(self._order)
        if names != self.names:
            self.chosen = None
        self.names, self._values, self._order, self._unit, self._digits = names, values, order, unit, digits
        self._draw(fit=fit)

    def choose(self, index: int | None) -> None:
        """Show the bar of a class in the accent colour."""
        self.chosen = index
        self._draw(fit=False)

    def _draw(self, *, fit: bool) -> None:
        count = len(self._order)
        finite = np.isfinite(self._values)
        heights = np.where(finite, self._values, 0.0)[self._order]
        plain, marked = pg.mkBrush(OKABE_ITO[5 if self.theme.dark else 0]), pg.mkBrush(MARK)
        brushes = [marked if index == self.chosen else plain for index in self._order.tolist()]
        width = 0.8 if count <= 100 else 1.0
        self._bars.setOpts(x=np.arange(count), height=heights, width=width, brushes=brushes, pen=pg.mkPen(None))
        self._name_bars()
        if count:
            low, high = min(0.0, float(heights.min())), max(0.0, float(heights.max()))
            self.plot.item.vb.setLimits(xMin=-1, xMax=count)
            self.plot.item.vb.setYRange(low, high if high > low else low + 1.0, padding=0.06)
            if fit:
                self.show_whole()
        self.describe_choice()

    @Slot()
    def show_whole(self) -> None:
        self.plot.item.vb.setXRange(-0.6, max(len(self._order), 1) - 0.4, padding=0)

    @Slot()
    def _name_bars(self) -> None:
        """Name the bars at the axis, shortened to the room a bar has, where that leaves something to read."""
        room = self.plot.item.vb.width() / max(len(self._order), 1) - GRID // 2
        metrics = QFontMetricsF(self._small)
        fits = room >= metrics.horizontalAdvance("00…0")
        middle = Qt.TextElideMode.ElideMiddle
        names = [metrics.elidedText(self.names[index], middle, room) for index in self._order.tolist()] if fits else []
        self.plot.item.getAxis("bottom").setTicks([list(enumerate(names))])

    def class_at(self, position: QPointF) -> int | None:
        place = round(position.x())
        return int(self._order[place]) if 0 <= place < len(self._order) else None

    def describe_class(self, index: int) -> str:
        value = number(float(self._values[index]), self._digits)
        return self.tr("Class {0}: {1}").format(self.names[index], f"{value} {self._unit}".strip())

    @Slot(int, int)
    def step(self, columns: int, _rows: int) -> None:
        self.walk(self._order, columns)

    def describe_whole(self) -> str:
        finite = self._values[np.isfinite(self._values)]
        if not len(finite):
            return ""
        text = self.tr("Mean {0}, from {1} to {2}")
        return text.format(*(number(float(v), self._digits) for v in (finite.mean(), finite.min(), finite.max())))

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._draw(fit=False)
