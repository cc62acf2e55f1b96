"""A plot that can have the keyboard and shows it: the base of every plot that is read with the arrow keys."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from gui.theme import Theme
from gui.widgets.plot_axis import FittingAxis


class FocusPlot(pg.PlotWidget):
    """A plot without pyqtgraph's own buttons and menus, framed while it has the keyboard.

    Signals
    -------
    resized()
    """

    resized = Signal()

    _whole = False
    """pyqtgraph resizes once while it is being made, before there is anything to tell."""

    def __init__(self, theme: Theme, title: str = "") -> None:
        super().__init__(axisItems={"left": FittingAxis("left")})
        self.theme = theme
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.item = self.getPlotItem()
        self.item.hideButtons()
        self.item.setMenuEnabled(False)
        self._whole = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole:
            self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(pg.mkPen(self.theme.color("accent"), width=2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.end()
