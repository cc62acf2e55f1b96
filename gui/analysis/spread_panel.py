"""The scalar within-class deviation of every class as bars."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QFontMetricsF

from gui.analysis.class_order import ClassOrder, OrderBox
from gui.analysis.numbers import short
from gui.analysis.plot_panel import MARK, PlotPanel
from gui.theme import GRID, OKABE_ITO, Theme


class SpreadPanel(PlotPanel):
    """Bars, one a class."""

    def __init__(self, theme: Theme, order: ClassOrder) -> None:
        super().__init__(theme, self.tr("Spread by class"))
        self._classes = order
        self._spread: NDArray[np.float64] = np.zeros(0)
        self._unit = self.tr("gray levels")
        self._order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self.order_box = OrderBox(order)
        self.header.addWidget(self.order_box)
        item = self.plot.item
        item.setLabel("left", self._unit)
        item.getAxis("left").enableAutoSIPrefix(False)  # features of 0.5 are not 500 of anything
        self._small = theme.numbers_font(scale=0.85)
        item.getAxis("bottom").setStyle(tickFont=self._small, tickLength=0)
        item.showGrid(y=True, alpha=0.12)
        item.vb.setMouseEnabled(x=True, y=False)
        self._bars, self._marked = (
            pg.BarGraphItem(x=[], height=[], width=0.8),
            pg.BarGraphItem(x=[], height=[], width=1),
        )
        above = {"position": 0.98, "anchors": [(1, 1), (1, 1)], "movable": False}
        self._mean = pg.InfiniteLine(angle=0, label=self.tr("mean {value:.4g}"), labelOpts=above)
        self._mean.setZValue(5)
        for part in (self._bars, self._marked):
            item.addItem(part)
        item.addItem(self._mean, ignoreBounds=True)
        order.changed.connect(self._redraw)
        self.plot.resized.connect(self._name_bars)
        item.vb.sigXRangeChanged.connect(self._name_bars)
        self.restyle()

    def show_spread(self, names: tuple[str, ...], spread: NDArray[np.float64], *, of_pictures: bool = True) -> None:
        """Show the deviation of each class: in gray levels, or in the units of features."""
        self._unit = self.tr("gray levels") if of_pictures else self.tr("units of the features")
        self.plot.item.setLabel("left", self._unit)
        same = names == self.names
        self.names, self._spread = names, spread
        if not same:
            self.chosen = None
        self._draw(fit=not same)

    def choose(self, index: int | None) -> None:
        """Show the bar of a class in the accent colour."""
        moved = index != self.chosen
        self.chosen = index
        self._mark(reveal=moved)

    def _draw(self, *, fit: bool) -> None:
        count = len(self._spread)
        self._order = self._classes.places(count)
        heights = self._spread[self._order]
        plain = pg.mkBrush(OKABE_ITO[5 if self.theme.dark else 0])
        self._bars.setOpts(x=np.arange(count), height=heights, width=_width(count), brush=plain, pen=pg.mkPen(None))
        self._mean.setVisible(count > 0)
        self._mean.label.setColor(self.theme.color("text"))
        self._mean.label.fill = pg.mkBrush(self.theme.color("base"))
        self._mean.setPen(pg.mkPen(self.theme.color("text"), width=1, style=Qt.PenStyle.DashLine))
        if count:
            self._mean.setValue(float(heights.mean()))
            self.plot.item.vb.setYRange(0, float(heights.max()) or 1.0, padding=0.06)
            self.plot.item.vb.setLimits(xMin=-1, xMax=count, yMin=0)
            if fit:
                self.show_whole()
        self._name_bars()
        self._mark(reveal=False)

    def _mark(self, *, reveal: bool) -> None:
        known = self.chosen is not None and self.chosen < len(self._spread)
        place = int(np.flatnonzero(self._order == self.chosen)[0]) if known else 0
        # A thousand bars are narrower than a pixel: the one that is chosen must be seen all the same.
        room = self.plot.item.vb.viewRect().width() / max(1.0, self.plot.item.vb.width())
        width = max(_width(len(self._spread)), 3 * room)
        heights = [float(self._spread[self.chosen])] if known else []
        self._marked.setOpts(
            x=[place] if known else [], height=heights, width=width, brush=pg.mkBrush(MARK), pen=pg.mkPen(None)
        )
        low, high = self.plot.item.vb.viewRange()[0]
        if known and reveal and not low <= place <= high:
            self.plot.item.vb.translateBy(x=place - (low + high) / 2)
        self.describe_choice()

    @Slot()
    def show_whole(self) -> None:
        self.plot.item.vb.setXRange(-0.6, len(self._spread) - 0.4, padding=0)

    @Slot()
    def _name_bars(self) -> None:
        """Name the bars in view, shortened to the room a bar has, where that leaves something to read."""
        low, high = self.plot.item.vb.viewRange()[0]
        room = self.plot.item.vb.width() / max(high - low, 1e-9) - GRID // 2
        metrics = QFontMetricsF(self._small)
        fits = room >= metrics.horizontalAdvance("00…0")
        places = range(max(0, int(low)), min(len(self._order), int(high) + 2)) if fits else ()
        shown = ((place, self.names[self._order[place]]) for place in places)
        names = [(place, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)) for place, name in shown]
        self.plot.item.getAxis("bottom").setTicks([names])

    @Slot()
    def _redraw(self) -> None:
        self._draw(fit=False)

    def class_at(self, position: QPointF) -> int | None:
        place = round(position.x())
        return int(self._order[place]) if 0 <= place < len(self._order) and position.y() >= 0 else None

    def describe_class(self, index: int) -> str:
        return self.tr("Class {0}: {1} {2}").format(self.names[index], f"{self._spread[index]:.4g}", self._unit)

    @Slot(int, int)
    def step(self, columns: int, _rows: int) -> None:
        self.walk(self._order, columns)

    def describe_whole(self) -> str:
        if not len(self._spread):
            return ""
        mean, deviation = self._spread.mean(), self._spread.std()
        text = self.tr("Mean {0}, from {1} to {2}; coefficient of variation {3}")
        low, high = self._spread.min(), self._spread.max()
        variation = f"{deviation / mean:.1%}" if mean else "-"
        return text.format(short(mean), short(low), short(high), variation)

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._draw(fit=False)


def _width(count: int) -> float:
    return 0.8 if count <= 100 else 1.0
