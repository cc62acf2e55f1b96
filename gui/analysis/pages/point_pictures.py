"""Pictures and names at the points of a plot, in a size that does not zoom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

_SIZES = ((30, 48), (150, 32), (400, 24))
_SMALLEST = 16


class PointPictures(pg.GraphicsObject):
    """Draws what is in view: a picture on each point, and its name beside it where the name has room."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._points: NDArray[np.float64] = np.zeros((0, 2))
        self._names: Sequence[str] = ()
        self._images: Sequence[QImage] = ()
        self._ink = QColor()
        self._lifted = -1
        self.names_shown = True
        self.pictures_shown = True
        self.setZValue(10)

    def show_points(self, points: NDArray[np.float64], names: Sequence[str], images: Sequence[QImage]) -> None:
        """Show points (N, 2) with a name and, unless there are none, an image each."""
        self.prepareGeometryChange()
        self._points, self._names, self._images = points, names, images
        self.update()

    def ink(self, color: QColor) -> None:
        """Write the names in this colour."""
        self._ink = color
        self.update()

    def lift(self, index: int | None) -> None:
        """Draw this one over the others, and write its name first."""
        self._lifted = -1 if index is None else index
        self.update()

    @property
    def picture_size(self) -> int:
        """Edge of the pictures on the screen; 0 while none are shown."""
        if not (self.pictures_shown and len(self._images)):
            return 0
        return next((size for most, size in _SIZES if len(self._images) <= most), _SMALLEST)

    def boundingRect(self) -> QRectF:
        if not len(self._points):
            return QRectF()
        low, high = self._points.min(axis=0), self._points.max(axis=0)
        # Pictures and names stand out by less than half of what is seen; points at the rim keep theirs.
        room = float(max(high - low)) or 1.0
        return QRectF(low[0] - room, low[1] - room, high[0] - low[0] + 2 * room, high[1] - low[1] + 2 * room)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or not len(self._points):
            return
        transform = painter.worldTransform()
        shown = view.viewRect()
        size = self.picture_size
        x, y = self._points.T
        seen = (x >= shown.left()) & (x <= shown.right()) & (y >= shown.top()) & (y <= shown.bottom())
        indices = sorted(np.flatnonzero(seen).tolist(), key=self._lifted.__eq__)
        places = [transform.map(QPointF(*self._points[index])) for index in indices]
        painter.save()
        painter.setWorldTransform(QTransform())
        if size:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for index, at in zip(indices, places, strict=True):
                painter.drawImage(QRectF(at.x() - size / 2, at.y() - size / 2, size, size), self._images[index])
        if self.names_shown:
            self._write(painter, indices, places, size)
        painter.restore()

    def _write(self, painter: QPainter, indices: Sequence[int], places: Sequence[QPointF], size: int) -> None:
        """Write the names that lie free of those written before; all others are told by hovering."""
        painter.setFont(self._font)
        painter.setPen(self._ink)
        taken: set[tuple[int, int]] = set()
        height = self._metrics.height()
        for index, at in zip(reversed(indices), reversed(places), strict=True):
            width = self._metrics.horizontalAdvance(self._names[index])
            box = QRectF(at.x() - width / 2, at.y() + (size / 2 if size else 5), width, height)
            cells = {
                (column, row)
                for column in range(int(box.left() // 8), int(box.right() // 8) + 1)
                for row in range(int(box.top() // 8), int(box.bottom() // 8) + 1)
            }
            if cells & taken:
                continue
            taken |= cells
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self._names[index])
