"""Two classes side by side: their mean pictures and the difference."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import GRID, Theme
from gui.widgets.pictures import rgb_image, training_pixels


class _Picture(QWidget):
    """A small picture, enlarged without smoothing."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(48, 48)

    def sizeHint(self) -> QSize:
        return QSize(120, 120)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image is None:
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter = QPainter(self)
        painter.drawImage(target, self._image)
        painter.end()


class PairPanel(QWidget):
    """The means of two classes and, in diverging colours, the first less the second."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._difference_colours = pg.colormap.get("CET-D1")
        heading = QLabel(self.tr("Means of two classes"))
        heading.setProperty("heading", "true")
        self._pictures = (_Picture(), _Picture(), _Picture())
        self._captions = (QLabel(), QLabel(), QLabel())
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for column, (picture, caption) in enumerate(zip(self._pictures, self._captions, strict=True)):
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            caption.setProperty("muted", "true")
            caption.setMinimumWidth(1)
            grid.addWidget(caption, 0, column)
            grid.addWidget(picture, 1, column)
            grid.setColumnStretch(column, 1)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setFont(theme.numbers_font())
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(GRID // 2)
        column_layout.addWidget(heading)
        column_layout.addLayout(grid, 1)
        column_layout.addWidget(self.text)
        self.clear()

    def clear(self) -> None:
        """Show no pair."""
        for picture, caption in zip(self._pictures, self._captions, strict=True):
            picture.show_image(None)
            caption.setText("")
        self.text.setText(self.tr("Click a cell of the distances, a map or a bar to compare two classes."))

    def show_pair(
        self, names: tuple[str, str], means: tuple[NDArray[np.float64], NDArray[np.float64]], text: str
    ) -> None:
        """Show two mean pictures (H, W, C) in gray levels, their difference, and a sentence.

        Both means are brightened alike, until the brightest pixel of the two is white.
        """
        difference = (means[0] - means[1]).mean(axis=2)
        top = float(np.abs(difference).max())
        captions = (*names, self.tr("Difference"))
        descriptions = (
            self.tr("Mean of {0}").format(names[0]),
            self.tr("Mean of {0}").format(names[1]),
            self.tr("First less second, ±{0} gray levels").format(f"{top:.1f}"),
        )
        brightest = max(float(means[0].max()), float(means[1].max()))
        images = (
            _mean_image(means[0], brightest),
            _mean_image(means[1], brightest),
            self._difference_image(difference, top),
        )
        shown = zip(self._pictures, self._captions, images, captions, descriptions, strict=True)
        for picture, label, image, caption, description in shown:
            picture.show_image(image)
            picture.setAccessibleName(description)
            picture.setToolTip(description)
            label.setText(caption)
        self.text.setText(text)

    def show_text(self, text: str) -> None:
        """Say something of a pair that has no pictures."""
        self.clear()
        self.text.setText(text)

    def _difference_image(self, difference: NDArray[np.float64], top: float) -> QImage:
        shares = 0.5 + 0.5 * difference / (top or 1.0)
        return rgb_image(training_pixels(self._difference_colours.map(shares, mode="byte")[..., :3]))


def _mean_image(mean: NDArray[np.float64], brightest: float) -> QImage:
    return rgb_image(training_pixels(np.rint(mean * (255.0 / (brightest or 1.0))).astype(np.uint8)))
