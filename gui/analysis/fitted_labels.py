"""Texts in the boxes of a plot, asked for when they are seen: a matrix of a million cells needs no million texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget


@dataclass(frozen=True, eq=False)
class Labels:
    """Texts in boxes.

    Attributes
    ----------
    boxes : ndarray of shape (N, 4), float64
        x, y, width and height, in plot coordinates.
    texts : sequence of tuple of str, length N
        Wordings of each, longest first; of the shortest the middle is left out where even that does not fit.
    colours : sequence of QColor, length N
    """

    boxes: NDArray[np.float64]
    texts: Sequence[tuple[str, ...]]
    colours: Sequence[QColor]


class FittedLabels(pg.GraphicsObject):
    """Texts in a size that does not zoom; drawn where they fit and only where visible."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._inside: Callable[[QRectF], Labels] | None = None
        self._bounds = QRectF()
        self._box = (1.0, 1.0)
        self._shortest = 24.0
        self.setZValue(10)

    def show_labels(
        self, inside: Callable[[QRectF], Labels] | None, bounds: QRectF, box: tuple[float, float], shortest: float
    ) -> None:
        """Show the labels that `inside` returns for the part of the plot that is seen; None for none.

        Parameters
        ----------
        inside : callable or None
        bounds : QRectF
            Where labels may be.
        box : (float, float)
            Width and height of a label's box, in plot coordinates.
        shortest : float
            In fewer pixels than this, no label is drawn.
        """
        self.prepareGeometryChange()
        self._inside, self._bounds, self._box, self._shortest = inside, bounds, box, shortest
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or self._inside is None:
            return
        transform = painter.worldTransform()
        room = transform.mapRect(QRectF(0, 0, *self._box))
        if room.width() < self._shortest or room.height() < self._metrics.capHeight() + 2:
            return
        found = self._inside(self._bounds.intersected(view.viewRect()))
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setFont(self._font)
        for each, words, colour in zip(found.boxes.tolist(), found.texts, found.colours, strict=True):
            box = transform.mapRect(QRectF(*each))
            fitting = (text for text in words if self._metrics.horizontalAdvance(text) <= box.width())
            text = next(fitting, "") or self._metrics.elidedText(words[-1], Qt.TextElideMode.ElideMiddle, box.width())
            painter.setPen(colour)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        painter.restore()
