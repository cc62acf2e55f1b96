"""Pictures and names at the points of a plot, in a size that does not zoom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
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
        self._widths: NDArray[np.float64] = np.zeros(0)
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
        self._widths = np.array([self._metrics.horizontalAdvance(name) for name in names])
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
        # The one lifted comes last.
        indices = np.flatnonzero(seen)
        indices = indices[np.argsort(indices == self._lifted, kind="stable")]
        places = self._points[indices] * (transform.m11(), transform.m22()) + (transform.dx(), transform.dy())
        painter.save()
        painter.setWorldTransform(QTransform())
        if size:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for index, (left, top) in zip(indices.tolist(), (places - size / 2).tolist(), strict=True):
                painter.drawImage(QRectF(left, top, size, size), self._images[index])
        if self.names_shown:
            places[:, 1] += size / 2 if size else 5.0
            self._write(painter, indices[::-1], places[::-1])
        painter.restore()

    def _write(self, painter: QPainter, indices: NDArray[np.int64], tops: NDArray[np.float64]) -> None:
        """Write the names that lie free of those written before; all others are told by hovering.

        A name takes the cells of a grid that it touches, four at most, as a cell is as large as the longest name.
        """
        painter.setFont(self._font)
        painter.setPen(self._ink)
        height = self._metrics.height()
        widths = self._widths[indices]
        lefts = tops[:, 0] - widths / 2
        width = float(self._widths.max(initial=1.0)) + 4
        columns = np.stack([lefts, lefts + widths]) // width
        rows = np.stack([tops[:, 1], tops[:, 1] + height]) // height
        cells = np.stack([rows[at] * 1e5 + columns[to] for at in (0, 1) for to in (0, 1)], axis=1).astype(np.int64)
        taken: set[int] = set()
        for at, own in enumerate(cells.tolist()):
            if taken.isdisjoint(own):
                taken.update(own)
                box = QRectF(lefts[at], tops[at, 1], widths[at], height)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self._names[indices[at]])
