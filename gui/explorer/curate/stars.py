"""Stars to click."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.categories.marks import MAX_RATING
from gui.theme import Theme

_POINTS = (
    (0.5, 0.03),
    (0.65, 0.36),
    (0.99, 0.39),
    (0.73, 0.62),
    (0.81, 0.97),
    (0.5, 0.78),
    (0.19, 0.97),
    (0.27, 0.62),
    (0.01, 0.39),
    (0.35, 0.36),
)


class Stars(QWidget):
    """One to five stars, or none.

    Signals
    -------
    chosen(int)
        The user gave that many; clicking the stars that are there takes them away.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, edge: int = 22) -> None:
        super().__init__()
        self._theme = theme
        self._edge = edge
        self._value = 0
        self._hover = 0
        self.setFixedSize(self.sizeHint())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Stars (0 to 5 on the thumbnails); click the last one again for none"))
        theme.changed.connect(self.update)
        self.show_value(0)

    def sizeHint(self) -> QSize:
        return QSize(MAX_RATING * self._edge + 2, self._edge + 2)

    @property
    def value(self) -> int:
        """How many are shown."""
        return self._value

    def show_value(self, value: int) -> None:
        """Show that many."""
        self._value = value
        self.setAccessibleName(self.tr("Stars: {0} of {1}").format(value, MAX_RATING))
        self.update()

    def star_rect(self, number: int) -> QRectF:
        """Return the place of the star, 1 to 5."""
        return QRectF(1 + (number - 1) * self._edge, 1, self._edge, self._edge)

    def _choose(self, value: int) -> None:
        self.show_value(value)
        self.chosen.emit(value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            number = self._at(event.position())
            self._choose(0 if number == self._value else number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._at(event.position())
        self.update()

    def leaveEvent(self, _event: object) -> None:
        self._hover = 0
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if 0 <= digit <= MAX_RATING:
            self._choose(digit)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._choose(min(max(self._value + step, 0), MAX_RATING))
        else:
            super().keyPressEvent(event)

    def _at(self, place: QPointF) -> int:
        return min(max(int((place.x() - 1) // self._edge) + 1, 1), MAX_RATING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._hover or self._value
        for number in range(1, MAX_RATING + 1):
            place = self.star_rect(number).adjusted(2.5, 2.5, -2.5, -2.5)
            shape = QPolygonF(
                [QPointF(place.x() + x * place.width(), place.y() + y * place.height()) for x, y in _POINTS]
            )
            full = number <= shown
            painter.setPen(QPen(self._theme.color("accent" if full else "muted"), 1.2))
            painter.setBrush(self._theme.color("accent") if full else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(shape)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
