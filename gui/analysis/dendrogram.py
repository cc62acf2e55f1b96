"""The tree of the classes beside the rows of a matrix."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Slot

from engine.analysis.clustering import Clustering
from gui.theme import GRID

WIDTH = 9 * GRID
COLUMN = 3
"""Of the layout of a plot: right of the matrix, left of the colour bar."""


class Dendrogram:
    """A tree whose leaves stand at the middles of the rows, however the matrix is moved or zoomed.

    Parameters
    ----------
    item : PlotItem
        The plot with the matrix; row i of the tree's order reaches from y = i to i + 1.
    """

    def __init__(self, item: pg.PlotItem) -> None:
        self._item = item
        self._clustering: Clustering | None = None
        self.view = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True)
        self.view.setDefaultPadding(0)
        self.lines = pg.PlotCurveItem(connect="finite")
        self.view.addItem(self.lines)
        item.layout.addItem(self.view, 2, COLUMN)
        item.vb.sigYRangeChanged.connect(self._follow)
        self.show(None)

    def show(self, clustering: Clustering | None) -> None:
        """Draw a tree; None leaves the room to the matrix."""
        self._clustering = clustering
        known = clustering is not None
        self.view.setVisible(known)
        for setter in (self._item.layout.setColumnMinimumWidth, self._item.layout.setColumnMaximumWidth):
            setter(COLUMN, WIDTH if known else 0)
        if clustering is None:
            self.lines.setData([], [])
            return
        forks = clustering.forks()
        gaps = np.full((len(forks), 1), np.nan)
        places = np.concatenate([forks[..., 0] + 0.5, gaps], axis=1).ravel()
        heights = np.concatenate([forks[..., 1], gaps], axis=1).ravel()
        self.lines.setData(heights, places)
        top = float(clustering.heights.max()) or 1.0
        self.view.setXRange(0, 1.02 * top, padding=0)
        self._follow()

    def restyle(self, colour: object) -> None:
        """Draw the lines in a colour of the theme."""
        self.lines.setPen(pg.mkPen(colour, width=1))

    @Slot()
    def _follow(self, *_unused: object) -> None:
        if self._clustering is not None:
            self.view.setYRange(*self._item.vb.viewRange()[1], padding=0)
