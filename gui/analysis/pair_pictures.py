"""The small pictures of the pair panel: enlarged without smoothing, opened by a double click."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import GRID, Theme
from gui.widgets.pictures import rgb_image, training_pixels

SMALLEST = 4 * GRID + GRID // 2
"""Edge of a picture in the least room, pixels."""

LEAST, SEVERAL = 3 * GRID, 4
"""Images of a class become smaller, down to so many pixels, until so many are seen."""
GAP = 2


class Pictures(QWidget):
    """One square picture as large as there is room, or several in rows, as many as fit.

    Signals
    -------
    opened()
        A picture was clicked twice.
    resized()
        More or fewer may fit.
    """

    opened = Signal()
    resized = Signal()

    def __init__(self, *, several: bool = False) -> None:
        super().__init__()
        self._images: Sequence[QImage] = ()
        self._several = several
        wide = QSizePolicy.Policy.Expanding if several else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(SMALLEST, SMALLEST)

    def sizeHint(self) -> QSize:
        return QSize((4 if self._several else 1) * 6 * GRID, 6 * GRID)

    def show_images(self, images: Sequence[QImage]) -> None:
        """Show these."""
        self._images = images
        self.update()

    @property
    def fitting(self) -> int:
        """How many of the pictures are seen."""
        rows, columns, _ = self._grid()
        return min(len(self._images), rows * columns)

    def _grid(self) -> tuple[int, int, int]:
        """Return rows, columns and the edge of a picture."""
        if not self._several:
            return 1, 1, self._edge()
        grids = [self._grid_of(rows) for rows in range(1, max(1, (self.height() + GAP) // (LEAST + GAP)) + 1)]
        return next((grid for grid in grids if grid[0] * grid[1] >= SEVERAL), grids[-1])

    def _grid_of(self, rows: int) -> tuple[int, int, int]:
        edge = max(1, min((self.height() + GAP) // rows - GAP, 2 * SMALLEST, self.width()))
        return rows, max(1, (self.width() + GAP) // (edge + GAP)), edge

    def _edge(self) -> int:
        return min(self.height(), self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        _, columns, edge = self._grid()
        for place in range(self.fitting):
            row, column = divmod(place, columns)
            painter.drawImage(QRect(column * (edge + GAP), row * (edge + GAP), edge, edge), self._images[place])
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._images and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()


class DifferencePicture(Pictures):
    """A signed picture in diverging colours, the scale beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._colours = pg.colormap.get("CET-D1")
        self._theme = theme
        self._top = 0.0
        self._scale = rgb_image(self._coloured(np.linspace(1, 0, 128)[:, None]))
        self.setFont(theme.numbers_font(scale=0.85))

    def sizeHint(self) -> QSize:
        return QSize(10 * GRID + self.scale_width, 12 * GRID)

    def show_difference(self, difference: NDArray[np.float64]) -> None:
        """Show values (H, W), gray levels; the scale reaches as far below zero as above."""
        self._top = float(np.abs(difference).max())
        self.show_images((rgb_image(self._coloured(0.5 + 0.5 * difference / (self._top or 1.0))),))

    def _coloured(self, shares: NDArray[np.float64]) -> NDArray[np.uint32]:
        return training_pixels(self._colours.map(shares, mode="byte")[..., :3])

    @property
    def scale_width(self) -> int:
        """Room for the scale, pixels."""
        return QFontMetrics(self.font()).horizontalAdvance("−000.0") + 2 * GRID + GRID // 2

    def _edge(self) -> int:
        return max(SMALLEST, min(self.height(), self.width() - self.scale_width))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._images:
            return
        painter = QPainter(self)
        edge = self._edge()
        bar = QRect(edge + GRID, 0, GRID, edge)
        painter.drawImage(bar, self._scale)
        painter.setPen(self._theme.color("muted"))
        texts = (f"+{self._top:.1f}", "0", f"−{self._top:.1f}")
        height = QFontMetrics(self.font()).height()
        for text, y in zip(texts, (0, (edge - height) // 2, edge - height), strict=True):
            box = QRectF(bar.right() + GRID // 2, y, self.scale_width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


def mean_image(mean: NDArray[np.float64], brightest: float) -> QImage:
    """Return a mean picture (H, W, C) in gray levels, `brightest` of them white."""
    return rgb_image(training_pixels(np.rint(mean * (255.0 / (brightest or 1.0))).astype(np.uint8)))


def deviation_image(deviation: NDArray[np.float32], top: float, colours: pg.ColorMap) -> QImage:
    """Return a picture of deviations (H, W) from 0 to `top` in the colours of the maps."""
    return rgb_image(training_pixels(colours.map(deviation / (top or 1.0), mode="byte")[..., :3]))
