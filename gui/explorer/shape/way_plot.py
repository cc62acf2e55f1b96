"""A measure along the way between two categories, with the place that is shown."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme import OKABE_ITO, Theme


class WayPlot(QWidget):
    """One curve over the way, 0 to 1, and a level that matters.

    Parameters
    ----------
    theme : Theme
    title : str
    level : float
        Drawn dashed: zero for the Lyapunov exponent, the published rate for the fill.

    Signals
    -------
    chosen(float)
        The user clicked at a place.
    """

    chosen = Signal(float)

    def __init__(self, theme: Theme, title: str, level: float) -> None:
        super().__init__()
        self._theme = theme
        heading = QLabel(title)
        heading.setProperty("caption", "true")
        self.plot = pg.PlotWidget()
        self.plot.setAccessibleName(title)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.plot.getPlotItem()
        item.showGrid(x=True, y=True, alpha=0.12)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.getViewBox().setMouseEnabled(x=False, y=False)
        item.setXRange(0, 1, padding=0.04)
        item.getAxis("left").setWidth(40)
        item.getAxis("bottom").setTicks([[(0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1, "1")]])
        self.curve = item.plot(skipFiniteCheck=False, symbolSize=3)
        self._level = pg.InfiniteLine(pos=level, angle=0)
        self._here = pg.InfiniteLine(pos=0, angle=90)
        item.addItem(self._level, ignoreBounds=True)
        item.addItem(self._here, ignoreBounds=True)
        self.plot.scene().sigMouseClicked.connect(self._click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self.plot, 1)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_values(self, values: Mapping[float, float]) -> None:
        """Draw the values known so far, by place."""
        places = sorted(values)
        self.curve.setData(places, [values[place] for place in places])

    def show_place(self, place: float) -> None:
        """Mark a place."""
        self._here.setPos(place)

    @Slot()
    def restyle(self) -> None:
        """Take over the colours in force."""
        theme = self._theme
        self.plot.setBackground(theme.color("base"))
        item = self.plot.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(theme.color("border"))
            axis.setTextPen(theme.color("muted"))
        ink = OKABE_ITO[5] if theme.dark else OKABE_ITO[0]
        self.curve.setPen(pg.mkPen(ink, width=1))
        self.curve.setSymbol("o")
        self.curve.setSymbolPen(None)
        self.curve.setSymbolBrush(pg.mkBrush(ink))
        self._level.setPen(pg.mkPen(theme.color("muted"), width=1, style=Qt.PenStyle.DashLine))
        self._here.setPen(pg.mkPen(theme.color("accent"), width=2))

    def _click(self, event: object) -> None:
        place: QPointF = event.scenePos()  # type: ignore[attr-defined]
        box = self.plot.getPlotItem().getViewBox()
        if box.sceneBoundingRect().contains(place):
            self.chosen.emit(min(1.0, max(0.0, float(box.mapSceneToView(place).x()))))
