"""A heat map of any size as an item of a plot: what is seen is coloured when it is painted, at the level that fits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.analysis.levels import Levels, Values

MARGIN = 0.25
"""Of what is seen, coloured in advance on each side, so that most steps of a pan paint what is there."""


@dataclass(frozen=True, eq=False)
class _Piece:
    """A coloured part: rows and columns of cells, their level, the pixels and the values' bytes."""

    level: int
    box: tuple[int, int, int, int]
    image: QImage

    def covers(self, level: int, box: tuple[int, int, int, int]) -> bool:
        top, left, bottom, right = self.box
        return self.level == level and top <= box[0] and left <= box[1] and bottom >= box[2] and right >= box[3]


class LevelImage(pg.GraphicsObject):
    """Cell (row, column) fills the square from x = column, y = row; cells that are NaN are left blank."""

    def __init__(self) -> None:
        super().__init__()
        self.source: Levels | None = None
        self.levels = (0.0, 1.0)
        self._table: NDArray[np.uint32] = np.zeros(257, dtype=np.uint32)
        self._piece: _Piece | None = None

    def show_source(self, source: Levels | None, levels: tuple[float, float]) -> None:
        """Show a picture, its values coloured from the lower to the upper of `levels`."""
        self.prepareGeometryChange()
        self.source, self.levels, self._piece = source, levels, None
        self.update()

    def set_colours(self, colours: pg.ColorMap) -> None:
        """Colour with this map."""
        table = colours.getLookupTable(nPts=256, alpha=False).astype(np.uint32)
        opaque = np.uint32(0xFF000000) | table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2]
        # The last entry is for what is not defined.
        self._table = np.append(opaque, np.uint32(0)).astype(np.uint32)
        self._piece = None
        self.update()

    def boundingRect(self) -> QRectF:
        rows, columns = self.source.shape if self.source is not None else (0, 0)
        return QRectF(0, 0, columns, rows)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if self.source is None or view is None:
            return
        whole = self.boundingRect()
        seen = whole.intersected(view.viewRect())
        if seen.isEmpty():
            return
        scale = abs(painter.deviceTransform().m11())
        level = min(max(0, round(math.log2(1 / scale))), self.source.coarsest)
        piece = self._coloured(self.source, level, seen)
        block = 2**level
        target = QRectF(piece.box[1], piece.box[0], piece.box[3] - piece.box[1], piece.box[2] - piece.box[0])
        target = target.intersected(whole)
        inside = target.translated(-piece.box[1], -piece.box[0])
        pixels = QRectF(inside.x() / block, inside.y() / block, inside.width() / block, inside.height() / block)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
        painter.drawImage(target, piece.image, pixels)

    def _coloured(self, source: Levels, level: int, seen: QRectF) -> _Piece:
        box = _cells(seen, source.shape)
        if self._piece is None or not self._piece.covers(level, box):
            wide, high = MARGIN * seen.width(), MARGIN * seen.height()
            values, top, left = source.part(level, _cells(seen.adjusted(-wide, -high, wide, high), source.shape))
            block = 2**level
            bounds = (top, left, top + values.shape[0] * block, left + values.shape[1] * block)
            self._piece = _Piece(level, bounds, self._image(values))
        return self._piece

    def _image(self, values: Values) -> QImage:
        low, high = self.levels
        places = (values - np.float32(low)) * np.float32(255.999 / (high - low))
        np.clip(places, 0, 255, out=places)
        np.copyto(places, 256, where=np.isnan(places))
        pixels = np.take(self._table, places.astype(np.intp))
        rows, columns = pixels.shape
        return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _cells(part: QRectF, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the cells that a part touches, as (top, left, bottom, right)."""
    rows, columns = shape
    return (
        max(0, math.floor(part.top())),
        max(0, math.floor(part.left())),
        min(rows, math.ceil(part.bottom())),
        min(columns, math.ceil(part.right())),
    )
