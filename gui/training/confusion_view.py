"""The confusion matrix of an evaluation as a heat map that can be read cell by cell."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import GRID, Theme
from gui.training.confusion_part import Cell, Part, pooled

_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_ZOOM = 1.4
_ZOOMS = {Qt.Key.Key_Plus: 1 / _ZOOM, Qt.Key.Key_Minus: _ZOOM, Qt.Key.Key_0: 0.0}
_LABEL = 2.0 * GRID
"""Room for the name of an axis."""

_DRAG = 4
"""So many pixels further on, a press has become a drag."""


class ConfusionView(QWidget):
    """True classes down, predicted ones across; black is none, yellow the most.

    The wheel and + and - zoom, dragging moves, 0 shows everything, the arrow keys go from cell to cell.

    Signals
    -------
    pointed(object)
        (true, predicted) the mouse or the keyboard is at, None: at nothing.
    """

    pointed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._matrix: NDArray[np.int64] = np.zeros((0, 0), dtype=np.int64)
        self._part = Part.whole(0)
        self._image = QImage()
        self._image_of: tuple[Part, int] | None = None
        self._pressed: tuple[QPointF, Part] | None = None
        self._shown: NDArray[np.float64] = np.zeros((0, 0))
        self._rows, self._log = True, False
        self.hovered: Cell | None = None
        self.chosen: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(12 * GRID, 10 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setToolTip(self.tr("Wheel: zoom, drag: move, 0: everything, arrow keys: cell by cell"))
        theme.changed.connect(self.update)

    def show_matrix(self, matrix: NDArray[np.int64]) -> None:
        """Show counts of shape (K, K), true class by predicted class."""
        if matrix.shape != self._matrix.shape:
            self.chosen = self.hovered = None
            self._part = Part.whole(len(matrix))
        self._matrix = matrix
        self._render()

    def show_as(self, *, rows: bool, log: bool) -> None:
        """Show shares of each row, or counts; on a logarithmic scale, or not."""
        self._rows, self._log = rows, log
        self._render()

    @property
    def matrix(self) -> NDArray[np.int64]:
        """The counts shown, of shape (K, K)."""
        return self._matrix

    @property
    def current(self) -> Cell | None:
        """The cell under the mouse, else the chosen one."""
        return self.hovered or self.chosen

    def _render(self) -> None:
        values = self._matrix.astype(np.float64)
        if self._rows and values.size:
            totals = values.sum(axis=1, keepdims=True)
            values = np.divide(values, totals, out=np.zeros_like(values), where=totals > 0)
        self._shown = _scaled(values, log=self._log) if values.size else values
        self._image_of = None
        self.update()

    @property
    def part(self) -> Part:
        """The cells that are seen."""
        return self._part

    def show_part(self, part: Part) -> None:
        """Show these cells."""
        if part != self._part:
            self._part = part
            self.update()

    def _picture(self) -> QImage:
        """Return the part as an image of one pixel a cell, or of the largest of several cells where there are more."""
        pixels = int(self.room().width() * self.devicePixelRatioF())
        if self._image_of != (self._part, pixels):
            self._image_of = (self._part, pixels)
            self._image = _heat(pooled(self._part.of(self._shown), pixels))
        return self._image

    def room(self) -> QRectF:
        """Return where the matrix stands: square, as large as fits."""
        edge = max(1.0, min(self.width() - _LABEL - 1, self.height() - _LABEL - 1))
        return QRectF(_LABEL, _LABEL, edge, edge)

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return (true, predicted) at a place of the widget, None outside the matrix."""
        room, part = self.room(), self._part
        if not part.total or not room.contains(position):
            return None
        down, across = self._shares(position)
        row, column = (min(int(share * part.count), part.count - 1) for share in (down, across))
        return part.row + row, part.column + column

    def _shares(self, position: QPointF) -> tuple[float, float]:
        """Return where a place lies in the matrix: down and across, 0 to 1 inside."""
        room = self.room()
        return (position.y() - room.top()) / room.height(), (position.x() - room.left()) / room.width()

    def _place(self, cell: Cell) -> QRectF:
        room, part = self.room(), self._part
        edge = room.width() / part.count
        left, top = room.left() + (cell[1] - part.column) * edge, room.top() + (cell[0] - part.row) * edge
        return QRectF(left, top, edge, edge)

    def _axis_text(self, name: str, first: int, metrics: QFontMetricsF) -> str:
        """Return the name of an axis, with the classes that are seen where these are not all, as far as it fits."""
        if self._part.is_whole:
            return name
        ends = f"{first + 1:,}", f"{first + self._part.count:,}"
        texts = (
            self.tr("{0} {1} to {2} of {3}").format(name, *ends, f"{self._part.total:,}"),
            "–".join(ends),
        )
        return next((text for text in texts if metrics.horizontalAdvance(text) <= self.room().width()), ends[0])

    # ------------------------------------------------------------------ drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The rest of the width is for what stands beside it.
        self.setMaximumWidth(max(self.minimumWidth(), self.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not len(self._matrix):
            return
        painter = QPainter(self)
        room = self.room()
        painter.drawImage(room, self._picture())
        painter.setPen(self._theme.color("muted"))
        metrics = QFontMetricsF(painter.font())
        align = Qt.AlignmentFlag.AlignCenter
        painter.drawText(
            QRectF(room.left(), 0, room.width(), _LABEL),
            align,
            self._axis_text(self.tr("predicted →"), self._part.column, metrics),
        )
        painter.save()
        painter.translate(0, room.bottom())
        painter.rotate(-90)
        down = self._axis_text(self.tr("← true"), self._part.row, metrics)
        painter.drawText(QRectF(0, 0, room.height(), _LABEL), align, down)
        painter.restore()
        self._write_counts(painter)
        for cell, role in ((self.chosen, "error"), (self.hovered, "text")):
            if cell is not None and self._part.holds(cell):
                self._frame(painter, cell, self._theme.color(role))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRect(room.adjusted(-1, -1, 0, 0))
        painter.end()

    def _frame(self, painter: QPainter, cell: Cell, color: QColor) -> None:
        """Frame a cell in a colour with a light line inside, to be seen on any."""
        place = self._place(cell).adjusted(-1, -1, 1, 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 3))
        painter.drawRect(place)
        painter.setPen(QPen(color, 1))
        painter.drawRect(place)

    def _write_counts(self, painter: QPainter) -> None:
        """Write the counts into the cells where there is room."""
        part = self._part
        counts = self._matrix[part.row : part.row + part.count, part.column : part.column + part.count]
        edge = self.room().width() / part.count
        widest = str(int(counts.max()))
        if QFontMetricsF(painter.font()).horizontalAdvance(widest) + 4 > edge:
            return
        gray = self._picture().convertToFormat(QImage.Format.Format_Grayscale8)
        for row, column in np.argwhere(counts).tolist():
            dark = QColor(gray.pixel(column, row)).lightness() < 140
            painter.setPen(QColor("white" if dark else "black"))
            place = self._place((part.row + row, part.column + column))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(counts[row, column]))

    # ------------------------------------------------------------------ mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._drag(*self._pressed, event.position())
        self._hover(self.cell_at(event.position()))

    def _drag(self, start: QPointF, part: Part, now: QPointF) -> None:
        if (now - start).manhattanLength() > _DRAG:
            edge = self.room().width() / part.count
            self.show_part(part.moved(round((start.y() - now.y()) / edge), round((start.x() - now.x()) / edge)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps and self._part.total and self.room().contains(event.position()):
            self.show_part(self._part.zoomed(_ZOOM**-steps, self._shares(event.position())))
            self._hover(self.cell_at(event.position()))
            event.accept()
        else:
            super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position(), self._part)
            self._choose(self.cell_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        count = len(self._matrix)
        if event.key() == Qt.Key.Key_Escape and self.chosen is not None:
            self._choose(None)
        elif step is not None and count:
            first = (self._part.row - step[0], self._part.column - step[1])
            row, column = self.chosen or first
            self._choose((min(max(row + step[0], 0), count - 1), min(max(column + step[1], 0), count - 1)))
        elif event.key() in _ZOOMS and count:
            self._zoom(_ZOOMS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _zoom(self, factor: float) -> None:
        """Show more or fewer cells, about the chosen one or the middle; a factor of 0 shows all."""
        if not factor:
            self.show_part(Part.whole(self._part.total))
            return
        seen = self.chosen is not None and self._part.holds(self.chosen)
        at = self._shares(self._place(self.chosen).center()) if seen and self.chosen is not None else (0.5, 0.5)
        self.show_part(self._part.zoomed(factor, at))

    def _hover(self, cell: Cell | None) -> None:
        if cell != self.hovered:
            self.hovered = cell
            self.pointed.emit(self.current)
            self.update()

    def _choose(self, cell: Cell | None) -> None:
        self.chosen = cell
        self.hovered = None
        if cell is not None:
            self.show_part(self._part.showing(cell))
        self.pointed.emit(cell)
        self.update()


def _scaled(values: NDArray[np.float64], *, log: bool) -> NDArray[np.float64]:
    """Return values as shares of the largest, 0 to 1; logarithmic: over the decades from the smallest above zero."""
    top = float(values.max()) or 1.0
    if not log:
        return np.asarray(values / top, dtype=np.float64)
    lowest = float(values[values > 0].min(initial=top)) / 2
    with np.errstate(divide="ignore"):
        shares = np.log(values / lowest) / np.log(top / lowest)
    return np.asarray(np.clip(shares, 0.0, 1.0), dtype=np.float64)


def _heat(shares: NDArray[np.float64]) -> QImage:
    """Return an image of one pixel a cell, in the colours of inferno."""
    table = pg.colormap.get("inferno").getLookupTable(nPts=256, alpha=False).astype(np.uint8)
    pixels = np.ascontiguousarray(table[(shares * 255).round().astype(np.uint8)])
    height, width = shares.shape
    return QImage(pixels.data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
