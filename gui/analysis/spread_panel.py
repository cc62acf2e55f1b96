"""The scalar within-class deviation of every class as bars, and their mean."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot

from gui.analysis.bar_panel import BarPanel
from gui.analysis.class_order import ClassOrder, OrderBox
from gui.analysis.numbers import short
from gui.theme import Theme


class SpreadPanel(BarPanel):
    """Bars in the order of the maps and the distances."""

    def __init__(self, theme: Theme, order: ClassOrder) -> None:
        super().__init__(theme, self.tr("Spread by class"))
        self._classes = order
        self._unit = self.tr("gray levels")
        self.order_box = OrderBox(order)
        self.header.addWidget(self.order_box)
        self.plot.item.setLabel("left", self._unit)
        above = {"position": 0.98, "anchors": [(1, 1), (1, 1)], "movable": False}
        self._mean = pg.InfiniteLine(angle=0, label=self.tr("mean {value:.4g}"), labelOpts=above)
        self._mean.setZValue(5)
        self._mean.hide()
        self.plot.item.addItem(self._mean, ignoreBounds=True)
        order.changed.connect(self._reorder)
        self.restyle()

    def show_spread(self, names: tuple[str, ...], spread: NDArray[np.float64], *, of_pictures: bool = True) -> None:
        """Show the deviation of each class: in gray levels, or in the units of features."""
        self._unit = self.tr("gray levels") if of_pictures else self.tr("units of the features")
        self.plot.item.setLabel("left", self._unit)
        self._mean.setVisible(len(spread) > 0)
        if len(spread):
            self._mean.setValue(float(spread.mean()))
        self.show_bars(names, spread, self._classes.places(len(spread)))

    @Slot()
    def _reorder(self) -> None:
        self.show_bars(self.names, self.values, self._classes.places(len(self.values)))

    def value_text(self, value: float) -> str:
        return f"{value:.4g} {self._unit}"

    def describe_whole(self) -> str:
        if not len(self.values):
            return ""
        values = (self.values.mean(), self.values.min(), self.values.max())
        return self.tr("Mean {0}, from {1} to {2}").format(*map(short, values))

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._mean.label.setColor(self.theme.color("text"))
        self._mean.label.fill = pg.mkBrush(self.theme.color("base"))
        self._mean.setPen(pg.mkPen(self.theme.color("text"), width=1, style=Qt.PenStyle.DashLine))
