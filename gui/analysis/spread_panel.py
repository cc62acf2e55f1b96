"""The scalar within-class deviation of every class as bars."""

from __future__ import annotations

from enum import Enum

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QFontMetricsF

from engine.analysis.ordering import class_order
from gui.analysis.numbers import short
from gui.analysis.picture_plot import MARK, PlotPanel
from gui.theme import GRID, OKABE_ITO, Theme
from gui.widgets.fields import QuietComboBox


class Order(Enum):
    """How the bars stand."""

    CLASS = "class"
    LARGEST = "largest"
    SMALLEST = "smallest"


class SpreadPanel(PlotPanel):
    """Bars, one a class."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Spread by class"))
        self._spread: NDArray[np.float64] = np.zeros(0)
        self._unit = self.tr("gray levels")
        self._order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self.order_box = QuietComboBox()
        for order, text in (
            (Order.CLASS, self.tr("In the order of the classes")),
            (Order.LARGEST, self.tr("Largest first")),
            (Order.SMALLEST, self.tr("Smallest first")),
        ):
            self.order_box.addItem(text, order)
        self.order_box.setAccessibleName(self.tr("Order of the bars"))
        self.order_box.setToolTip(self.tr("Order of the bars"))
        self.header.addWidget(self.order_box)
        item = self.plot.item
        item.setLabel("left", self._unit)
        self._small = theme.numbers_font(scale=0.85)
        item.getAxis("bottom").setStyle(tickFont=self._small, tickLength=0)
        item.showGrid(y=True, alpha=0.12)
        item.vb.setMouseEnabled(x=True, y=False)
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8)
        item.addItem(self._bars)
        self.order_box.currentIndexChanged.connect(self._redraw)
        self.plot.pointed.connect(self._point)
        self.plot.pressed.connect(self._press)
        self.plot.stepped.connect(self._step)
        self.plot.resized.connect(self._name_bars)
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
        self.chosen = index
        self._draw(fit=False)

    def _draw(self, *, fit: bool) -> None:
        count = len(self._spread)
        order = self.order_box.currentData()
        self._order = (
            np.arange(count, dtype=np.int64)
            if order is Order.CLASS
            else class_order(self._spread, descending=order is Order.LARGEST)
        )
        heights = self._spread[self._order]
        plain, marked = pg.mkBrush(OKABE_ITO[0 if not self.theme.dark else 5]), pg.mkBrush(MARK)
        brushes = [marked if index == self.chosen else plain for index in self._order]
        self._bars.setOpts(
            x=np.arange(count), height=heights, width=0.8 if count <= 100 else 1.0, brushes=brushes, pen=pg.mkPen(None)
        )
        self._name_bars()
        if count:
            self.plot.item.vb.setYRange(0, float(heights.max()) or 1.0, padding=0.06)
            self.plot.item.vb.setLimits(xMin=-1, xMax=count, yMin=0)
            if fit:
                self.plot.item.vb.setXRange(-0.6, count - 0.4, padding=0)
        self.describe_choice()

    @Slot()
    def _name_bars(self) -> None:
        """Name the bars at the axis, shortened to the room a bar has, where that leaves something to read."""
        room = self.plot.item.vb.width() / max(len(self._order), 1) - GRID // 2
        metrics = QFontMetricsF(self._small)
        fits = room >= metrics.horizontalAdvance("00…0")
        names = [metrics.elidedText(self.names[index], Qt.TextElideMode.ElideMiddle, room) for index in self._order]
        self.plot.item.getAxis("bottom").setTicks([list(enumerate(names)) if fits else []])

    @Slot()
    def _redraw(self) -> None:
        self._draw(fit=False)

    def _class_at(self, position: QPointF) -> int | None:
        place = round(position.x())
        return int(self._order[place]) if 0 <= place < len(self._order) and position.y() >= 0 else None

    def _describe(self, index: int) -> str:
        return self.tr("Class {0}: {1} {2}").format(self.names[index], f"{self._spread[index]:.4g}", self._unit)

    @Slot(QPointF)
    def _point(self, position: QPointF) -> None:
        index = self._class_at(position)
        if index is None:
            self.describe_choice()
        else:
            self.read(self._describe(index))

    @Slot(QPointF)
    def _press(self, position: QPointF) -> None:
        index = self._class_at(position)
        if index is not None:
            self.class_chosen.emit(index)

    @Slot(int, int)
    def _step(self, columns: int, _rows: int) -> None:
        if len(self._order):
            places = np.flatnonzero(self._order == self.chosen) if self.chosen is not None else np.zeros(0, np.int64)
            place = int(places[0]) + columns if len(places) else 0
            self.class_chosen.emit(int(self._order[min(max(place, 0), len(self._order) - 1)]))

    @Slot()
    def describe_choice(self) -> None:
        if self.chosen is not None:
            self.read(self._describe(self.chosen))
        elif len(self._spread):
            mean, deviation = self._spread.mean(), self._spread.std()
            text = self.tr("Mean {0}, from {1} to {2}; coefficient of variation {3}")
            low, high = self._spread.min(), self._spread.max()
            variation = f"{deviation / mean:.1%}" if mean else "-"
            self.read(text.format(short(mean), short(low), short(high), variation))
        else:
            self.read("")

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._draw(fit=False)
