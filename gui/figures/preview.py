"""A figure at the size it will have on paper."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from gui.theme import GRID

MM_PER_INCH = 25.4


class FigurePreview(QScrollArea):
    """Shows a figure at true size, or as large as there is room for.

    Signals
    -------
    resolution_changed()
        The next preview should have another resolution.
    """

    resolution_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fit = False
        self._size_mm = (174.0, 100.0)
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self.paper)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(QSize(40 * GRID, 30 * GRID))
        self.setAccessibleName(self.tr("The figure as it will be printed"))

    @property
    def fits(self) -> bool:
        """Whether the figure fills the room there is instead of having its true size."""
        return self._fit

    @Slot(bool)
    def set_fit(self, fit: bool) -> None:
        """Fill the room there is, or show the true size."""
        self._fit = fit
        self.resolution_changed.emit()

    def dots_per_mm(self) -> float:
        """Return how many device-independent pixels a millimetre of paper has on this screen at true size."""
        dots = self.screen().physicalDotsPerInch()
        # Screens that tell nothing, or nonsense, about their size.
        if not 40 <= dots <= 400:
            dots = self.screen().logicalDotsPerInch()
        return dots / MM_PER_INCH

    def zoom(self) -> float:
        """Return the scale of the preview; 1 is true size."""
        if not self._fit:
            return 1.0
        room = self.maximumViewportSize()
        width, height = (length * self.dots_per_mm() for length in self._size_mm)
        return max(0.1, min((room.width() - GRID) / width, (room.height() - GRID) / height))

    def dpi(self) -> float:
        """Return the resolution in which a preview fills its place pixel by pixel."""
        return max(20.0, self.zoom() * self.dots_per_mm() * MM_PER_INCH * self.devicePixelRatioF())

    def show_figure(self, png: bytes, size_mm: tuple[float, float]) -> None:
        """Show a figure; a preview of another resolution is asked for where its new size needs one."""
        new_size = size_mm != self._size_mm
        self._size_mm = size_mm
        picture = QPixmap()
        picture.loadFromData(png)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.paper.setPixmap(picture)
        self.paper.resize(picture.deviceIndependentSize().toSize())
        if new_size and self._fit:
            self.resolution_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit:
            self.resolution_changed.emit()
