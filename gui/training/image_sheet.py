"""Small images in rows, as large as fit, each with a tooltip and, where it was judged, a mark of right or wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import GRID, OKABE_ITO, Theme

_GAP = 3
_MARK = 9.0
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, eq=False, slots=True)
class SheetImage:
    """An image of a sheet.

    Attributes
    ----------
    pixels : ndarray of shape (H, W, C), uint8
        C is 1 or 3.
    text : str
        Its tooltip.
    right : bool or None
        Whether the network told it right; None: not asked.
    """

    pixels: NDArray[np.uint8]
    text: str
    right: bool | None = None


class ImageSheet(QWidget):
    """The images; the arrow keys go from one to the next and show what it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._images: list[QImage] = []
        self._sheet: tuple[SheetImage, ...] = ()
        self._current = -1
        self.setMinimumSize(12 * GRID, 8 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_images(self, sheet: Sequence[SheetImage]) -> None:
        """Show these images instead of those before."""
        self._sheet = tuple(sheet)
        self._images = [_qimage(image.pixels) for image in sheet]
        self._current = min(self._current, len(sheet) - 1)
        self.setAccessibleDescription("; ".join(image.text for image in sheet))
        self.update()

    @property
    def sheet(self) -> tuple[SheetImage, ...]:
        """The images shown."""
        return self._sheet

    def __len__(self) -> int:
        return len(self._sheet)

    def _columns_and_edge(self) -> tuple[int, float]:
        """Return how many images stand in a row, and their edge, so that all fit and are as large as can be."""
        count = len(self._images)
        # The number of columns that fits is about the root of count times the shape of the room.
        guess = math.sqrt(max(count, 1) * self.width() / max(self.height(), 1))
        best = (1, 0.0)
        for columns in range(max(1, int(guess) - 2), max(1, min(count, int(guess) + 3)) + 1):
            rows = math.ceil(count / columns)
            edge = min((self.width() + _GAP) / columns, (self.height() + _GAP) / max(rows, 1)) - _GAP
            best = max(best, (columns, edge), key=lambda pair: pair[1])
        return best

    def places(self) -> list[QRectF]:
        """Return where the images stand."""
        columns, edge = self._columns_and_edge()
        corners = (divmod(index, columns) for index in range(len(self._images)))
        return [QRectF(column * (edge + _GAP), row * (edge + _GAP), edge, edge) for row, column in corners]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, (place, image) in enumerate(zip(self.places(), self._images, strict=True)):
            shrunk = place.width() * self.devicePixelRatioF() < image.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrunk)
            painter.drawImage(place, image)
            right = self._sheet[index].right
            if right is not None:
                self._mark(painter, place, right)
            if index == self._current and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color("accent"), 2))
                painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.end()

    @staticmethod
    def _mark(painter: QPainter, place: QRectF, right: bool) -> None:
        """Draw a tick or a cross into the lower right corner."""
        edge = min(_MARK, place.width() / 2)
        box = QRectF(place.right() - edge - 2, place.bottom() - edge - 2, edge + 2, edge + 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(OKABE_ITO[0] if right else OKABE_ITO[4]))
        painter.setPen(QPen(Qt.GlobalColor.white, 1.6))
        inner = box.adjusted(2.5, 2.5, -2.5, -2.5)
        if right:
            knee = QPointF(inner.left() + inner.width() * 0.35, inner.bottom())
            painter.drawPolyline([QPointF(inner.left(), inner.center().y()), knee, inner.topRight()])
        else:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.bottomLeft(), inner.topRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = [index for index, place in enumerate(self.places()) if place.contains(event.pos())]
            if found:
                QToolTip.showText(event.globalPos(), self._sheet[found[0]].text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._sheet:
            super().keyPressEvent(event)
            return
        columns, _ = self._columns_and_edge()
        wanted = self._current + step[0] + step[1] * columns if self._current >= 0 else 0
        if 0 <= wanted < len(self._sheet):
            self._current = wanted
        place = self.places()[self._current]
        QToolTip.showText(self.mapToGlobal(place.bottomLeft().toPoint()), self._sheet[self._current].text, self)
        self.update()
        event.accept()


def _qimage(image: NDArray[np.uint8]) -> QImage:
    """Return a copy of an image of shape (H, W, C) that owns its bytes."""
    height, width, channels = image.shape
    data = np.ascontiguousarray(image)
    kind = QImage.Format.Format_Grayscale8 if channels == 1 else QImage.Format.Format_RGB888
    return QImage(data.data, width, height, width * channels, kind).copy()


def filter_images(filters: NDArray[np.float32], text: str) -> list[SheetImage]:
    """Return filters as pictures: gray is zero, the largest weight of each is full; three channels are colours.

    Parameters
    ----------
    filters : ndarray of shape (N, C, H, W), float32
        Of other than three channels the mean over them is shown.
    text : str
        Tooltip with places for the number (1-based) and the largest weight.
    """
    if filters.shape[1] != 3:
        filters = filters.mean(axis=1, keepdims=True)
    peaks = np.abs(filters).max(axis=(1, 2, 3), initial=0.0)
    scale = np.where(peaks > 0, peaks, 1.0)[:, None, None, None]
    pixels = np.nan_to_num(127.5 + 127.5 * filters / scale, nan=127.5).clip(0, 255).round().astype(np.uint8)
    return [
        SheetImage(picture, text.format(number, f"{peak:.3g}"))
        for number, (picture, peak) in enumerate(zip(pixels.transpose(0, 2, 3, 1), peaks, strict=True), start=1)
    ]
