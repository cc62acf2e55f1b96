"""The classes as points in a plane: pan, zoom, hover, click, walk with the arrow keys."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Slot

from gui.analysis.pages.class_table import number
from gui.analysis.pages.mapping import Mapped
from gui.analysis.pages.point_pictures import PointPictures
from gui.analysis.plot_panel import MARK, PlotPanel
from gui.theme import GRID, OKABE_ITO, Theme
from gui.widgets.pictures import rgb_image, training_pixels

_NEAR = 14
"""Pixels within which a point is meant."""


class ClassMapPanel(PlotPanel):
    """Points or pictures of the class means, lines to the nearest class, names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Map of the classes"))
        self._mapped: Mapped | None = None
        self._lines_shown = True
        item = self.plot.item
        item.vb.setAspectLocked(True)
        for side in ("left", "bottom"):
            item.getAxis(side).setStyle(tickLength=0)
        item.getAxis("left").setWidth(7 * GRID)
        for side in ("left", "bottom"):
            item.getAxis(side).enableAutoSIPrefix(False)
        self.lines = pg.PlotCurveItem(connect="pairs")
        self.points = pg.ScatterPlotItem(pxMode=True, size=9)
        self.ring = pg.ScatterPlotItem(pxMode=True)
        self.ring.setZValue(20)
        self.pictures = PointPictures(theme.numbers_font(scale=0.85))
        for part in (self.lines, self.points, self.pictures, self.ring):
            item.addItem(part)
        self.restyle()

    @property
    def _places(self) -> NDArray[np.float64]:
        return self._mapped.flat.points if self._mapped is not None else np.zeros((0, 2))

    def show_map(self, mapped: Mapped | None) -> None:
        """Show other places; None for none."""
        self._mapped = mapped
        self.names = mapped.subject.names if mapped is not None else ()
        if self.chosen is not None and self.chosen >= len(self.names):
            self.chosen = None
        means = mapped.pictures if mapped is not None else None
        images = [rgb_image(training_pixels(mean)) for mean in means] if means is not None else []
        self.pictures.show_points(self._places, self.names, images)
        self._draw()
        self.show_whole()
        self.describe_choice()

    def choose(self, index: int | None) -> None:
        """Draw a ring around a class, and its line in the colour of the ring."""
        self.chosen = index
        self.pictures.lift(index)
        self._draw_ring()
        self.describe_choice()

    def show_parts(self, *, pictures: bool, names: bool, lines: bool) -> None:
        """Show or hide pictures, names and lines."""
        self.pictures.pictures_shown, self.pictures.names_shown, self._lines_shown = pictures, names, lines
        self._draw()

    @Slot()
    def show_whole(self) -> None:
        if len(self._places):
            low, high = self._places.min(axis=0), self._places.max(axis=0)
            self.plot.item.vb.setRange(xRange=(low[0], high[0]), yRange=(low[1], high[1]), padding=0.12)

    def _draw(self) -> None:
        places = self._places
        pictures = self.pictures.picture_size > 0
        self.points.setData(pos=np.zeros((0, 2)) if pictures else places)
        self.lines.setData(*self._lines().T)
        self.pictures.update()
        self._draw_ring()

    def _lines(self) -> NDArray[np.float64]:
        """Return both ends of every line to a nearest class, one after the other."""
        if self._mapped is None or not self._lines_shown:
            return np.zeros((0, 2))
        of = np.flatnonzero(self._mapped.nearest >= 0)
        return np.stack([self._places[of], self._places[self._mapped.nearest[of]]], axis=1).reshape(-1, 2)

    def _draw_ring(self) -> None:
        size = self.pictures.picture_size
        # A frame around the picture; a ring around a point.
        self.ring.setSize(size + 4 if size else 16)
        self.ring.setSymbol("s" if size else "o")
        at = self.chosen if self.chosen is not None else len(self._places)
        self.ring.setData(pos=self._places[at : at + 1])

    # ------------------------------------------------------------------ mouse and keys

    def class_at(self, position: QPointF) -> int | None:
        if not len(self._places):
            return None
        across, along = self.plot.item.vb.viewPixelSize()
        apart = np.abs(self._places - (position.x(), position.y())) / (across, along)
        index = int(np.argmin(np.square(apart).sum(axis=1)))
        near = max(_NEAR, self.pictures.picture_size / 2)
        return index if apart[index].max() <= near else None

    @Slot(int, int)
    def step(self, columns: int, rows: int) -> None:
        """Go to the nearest class in a direction."""
        if self.chosen is None:
            if len(self._places):
                self.class_chosen.emit(0)
            return
        offsets = self._places - self._places[self.chosen]
        ahead = offsets @ (columns, -rows)
        aside = np.abs(offsets @ (rows, columns))
        ways = np.where((ahead > 0) & (ahead >= aside), np.hypot(ahead, aside), np.inf)
        if np.isfinite(ways).any():
            self.class_chosen.emit(int(np.argmin(ways)))

    def describe_class(self, index: int) -> str:
        assert self._mapped is not None
        nearest = int(self._mapped.nearest[index])
        if nearest < 0:
            return super().describe_class(index)
        distance = float(self._mapped.nearest_distance[index])
        return self.tr("Class {0}; nearest: class {1}, distance {2}").format(
            self.names[index], self.names[nearest], number(distance, 1 if distance >= 100 else 3)
        )

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self.lines.setPen(pg.mkPen(self.theme.color("muted"), width=1))
        self.points.setPen(pg.mkPen(self.theme.color("base"), width=1))
        self.points.setBrush(pg.mkBrush(OKABE_ITO[5 if self.theme.dark else 0]))
        self.ring.setPen(pg.mkPen(MARK, width=2))
        self.ring.setBrush(pg.mkBrush(None))
        self.pictures.ink(self.theme.color("text"))
