"""A plot of one picture in colours, with its colour bar."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton

from gui.analysis.colour_row import ColourRow
from gui.analysis.fitted_labels import FittedLabels
from gui.analysis.level_image import LevelImage
from gui.analysis.levels import Levels
from gui.analysis.plot_panel import MARK, PlotPanel
from gui.theme import GRID, Theme


class PicturePanel(PlotPanel):
    """A plot of one picture in colours, with its colour bar, top row first."""

    def __init__(self, theme: Theme, title: str, *, own: bool = False) -> None:
        super().__init__(theme, title)
        self.colour_row = ColourRow(own=own)
        self.colour_row.hide()
        self.colour_button = QToolButton()
        self.colour_button.setIcon(theme.icon("sliders-horizontal"))
        self.colour_button.setCheckable(True)
        self.colour_button.setToolTip(self.tr("Colours and scale of the heat map"))
        self.colour_button.setAccessibleName(self.colour_button.toolTip())
        self.colour_button.toggled.connect(self.colour_row.setVisible)
        self.header.addWidget(self.colour_button)
        self.rows.insertWidget(1, self.colour_row)
        item = self.plot.item
        item.vb.setAspectLocked(True)
        item.vb.invertY(True)
        item.vb.setDefaultPadding(0.01)
        # Room for the outermost numbers of the colour bar.
        item.setContentsMargins(GRID // 2, GRID, 0, GRID)
        self.image = LevelImage()
        item.addItem(self.image)
        self.labels = FittedLabels(theme.numbers_font(scale=0.85))
        item.addItem(self.labels)
        self.mark = pg.PlotCurveItem()
        self.mark.setZValue(20)
        item.addItem(self.mark)
        self.colours = self.colour_row.color_map
        self.limits = (0.0, 1.0)
        self.bar = pg.ColorBarItem(values=(0, 1), colorMap=self.colours, interactive=False, width=12)
        # The picture colours itself; the bar only stands beside it.
        self.bar.setImageItem([], insert_in=item)
        self.colour_row.changed.connect(self.restyle)

    def show_picture(self, source: Levels, top: float) -> None:
        """Show a picture, whose values reach from 0 to `top`, on the scale chosen."""
        self.limits = self.colour_row.limits(top)
        self.image.show_source(source, self.limits)
        self.bar.setLevels(self.limits)

    @Slot()
    def show_whole(self) -> None:
        self.plot.item.vb.setRange(self.image.boundingRect(), padding=0.01)

    def mark_box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a frame around a part of the picture."""
        self.mark.setData([x, x + width, x + width, x, x], [y, y, y + height, y + height, y])

    def reveal(self, box: QRectF) -> None:
        """Move what is seen, as far as need be, until `box` is in it."""
        view = self.plot.item.vb
        seen = view.viewRect()
        right = _missing(seen.left(), seen.right(), box.left(), box.right())
        down = _missing(seen.top(), seen.bottom(), box.top(), box.bottom())
        if right or down:
            view.translateBy(x=right, y=down)

    def inks(self, values: NDArray[np.float64]) -> list[QColor]:
        """Return black or white, whichever reads better on the colour of each value."""
        low, high = self.limits
        shown = self.colours.map(np.clip((values - low) / (high - low), 0, 1), mode="byte")
        black, white = QColor("#000000"), QColor("#ffffff")
        return [black if light else white for light in (shown[:, :3] @ (0.299, 0.587, 0.114) > 140).tolist()]

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self.colours = self.colour_row.color_map
        self.image.set_colours(self.colours)
        self.bar.setColorMap(self.colours)
        self._restyle_axis(self.bar.axis)
        self.mark.setPen(pg.mkPen(MARK, width=2))


def _missing(low: float, high: float, first: float, last: float) -> float:
    """Return how far low to high must move to hold first to last."""
    return first - low if first < low else max(0.0, last - high)
