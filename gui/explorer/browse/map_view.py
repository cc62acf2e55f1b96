"""Points of a plane that are categories: drawn by the hundred thousand, looked at closely, caught with a lasso."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import GRID, Theme
from gui.widgets.pictures import rgb_image

_MARGIN = 24
_ZOOM_STEP = 1.2
_FARTHEST, _CLOSEST = 0.5, 2000.0
_REACH = 12
"""Device-independent pixels from a point at which the mouse still means it."""

_DRAGGED = 4
_BEYOND = 8
_RINGS = 500
"""Of more selected points the rings are drawn with the points."""

_CARD_PICTURE = 96
_PICTURE = 44
_PICTURES_AMONG = 600
"""Pictures take the place of points where no more than this many are in view."""


class Tool(StrEnum):
    """What dragging with the left button does."""

    LASSO = "lasso"
    RECTANGLE = "rectangle"
    PAN = "pan"


@dataclass(frozen=True, slots=True)
class Legend:
    """What the colours mean.

    Attributes
    ----------
    title : str
    entries : tuple of (QColor, str)
        Separate colours with their words; empty for a ramp.
    ramp : tuple of QColor
    low, high : str
        The words at the ends of the ramp.
    """

    title: str = ""
    entries: tuple[tuple[QColor, str], ...] = ()
    ramp: tuple[QColor, ...] = ()
    low: str = ""
    high: str = ""


class MapView(QWidget):
    """Shows numbered points; knows nothing of categories but what it is handed.

    Attributes
    ----------
    picture : callable
        Number of a point: its QImage, None while there is none.
    describe : callable
        Number of a point: lines about it, the first its name.

    Signals
    -------
    pressed(int, bool)
        A point was clicked or reached by a key; whether to add it to what is selected.
    activated(int)
        A double click or Enter.
    caught(object, bool)
        Numbers (int64 array) inside the lasso or rectangle; whether to add them to what is selected.
    wanted(object)
        Numbers (list of int) whose pictures would be shown if there were any.
    """

    pressed = Signal(int, bool)
    activated = Signal(int)
    caught = Signal(object, bool)
    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.picture: Callable[[int], QImage | None] = lambda _number: None
        self.describe: Callable[[int], Sequence[str]] = lambda _number: ()
        self.tool = Tool.LASSO
        self.message = ""
        self.legend = Legend()
        self._points = np.zeros((0, 2))
        self._colours = np.zeros(0, np.uint32)
        self._shown = np.zeros(0, np.int64)
        self._dimmed = np.zeros(0, bool)
        self._selected = np.zeros(0, np.int64)
        self.current = -1
        self.hovered = -1
        self._centre = np.zeros(2)
        self._zoom = 1.0
        self._raster: QImage | None = None
        self._tiles: list[tuple[int, QRectF]] | None = None
        self._seen: tuple[NDArray[np.int64], NDArray[np.float64]] | None = None
        self._pressed_at: QPointF | None = None
        self._panning_from: QPointF | None = None
        self._path: list[QPointF] = []
        self._numbers = theme.numbers_font(scale=0.85)
        self._want = QTimer(self)
        self._want.setSingleShot(True)
        self._want.setInterval(60)
        self._want.timeout.connect(self._ask_for_pictures)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        theme.changed.connect(self.redraw)

    # ------------------------------------------------------------------ what is shown

    def show_points(self, points: NDArray[np.float64]) -> None:
        """Show points (N, 2) within -1 to 1, y upwards; NaN for one that has no place.

        Colours, selection and view stay where the number of points does.
        """
        if len(points) != len(self._points):
            self._colours = np.full(len(points), self._theme.color("accent").rgb(), np.uint32)
            self._dimmed = np.zeros(len(points), bool)
            self._selected = np.zeros(0, np.int64)
            self.current = self.hovered = -1
            self._centre, self._zoom = np.zeros(2), 1.0
        self._points = points
        self._shown = np.flatnonzero(np.isfinite(points).all(axis=1))
        self.redraw()

    def colour(self, colours: NDArray[np.uint32], legend: Legend) -> None:
        """Give every point its colour 0xAARRGGBB, shape (N,), uint32."""
        self._colours, self.legend = colours, legend
        self.redraw()

    def dim(self, dimmed: NDArray[np.bool_]) -> None:
        """Grey out points, shape (N,), bool; they cannot be caught."""
        self._dimmed = dimmed
        self.redraw()

    def select(self, numbers: NDArray[np.int64], current: int) -> None:
        """Mark points as selected, one of them as the current one (-1 for none)."""
        if current != self.current:
            self._tiles = None
        if max(len(numbers), len(self._selected)) > _RINGS:
            self._raster = None
        self._selected, self.current = numbers, current
        self.update()

    @property
    def points(self) -> NDArray[np.float64]:
        """The points shown."""
        return self._points

    @Slot()
    def redraw(self) -> None:
        """Draw everything anew."""
        self._raster = self._tiles = self._seen = None
        self._want.start()
        self.update()

    # ------------------------------------------------------------------ where things are

    def _scale(self) -> float:
        return max(1.0, (min(self.width(), self.height()) / 2 - _MARGIN)) * self._zoom

    def places(self, numbers: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """Return where points are on the widget, shape (N, 2) in device-independent pixels."""
        chosen = self._points if numbers is None else self._points[numbers]
        offset = (chosen - self._centre) * np.array([1.0, -1.0]) * self._scale()
        return np.asarray(offset + np.array([self.width() / 2, self.height() / 2]))

    def _plane(self, place: QPointF) -> NDArray[np.float64]:
        away = np.array([place.x() - self.width() / 2, self.height() / 2 - place.y()])
        return np.asarray(self._centre + away / self._scale())

    def point_at(self, place: QPointF) -> int:
        """Return the nearest point within reach, -1 for none; greyed ones count last."""
        for number, target in self._pictures():
            if target.contains(place):
                return number
        numbers, places = self._view()
        if not len(numbers):
            return -1
        away = np.hypot(*(places - np.array([place.x(), place.y()])).T)
        away = away + np.where(self._dimmed[numbers], _REACH / 2, 0)
        nearest = int(np.argmin(away))
        return int(numbers[nearest]) if away[nearest] <= _REACH else -1

    def in_view(self) -> NDArray[np.int64]:
        """Return the numbers of the points on the widget."""
        return self._view()[0]

    def _view(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return numbers and places of the points on the widget or just beyond its edge."""
        if self._seen is None:
            places = self.places(self._shown)
            x, y = places.T
            inside = (x > -_BEYOND) & (y > -_BEYOND) & (x < self.width() + _BEYOND) & (y < self.height() + _BEYOND)
            self._seen = self._shown[inside], places[inside]
        return self._seen

    def _pictures(self) -> list[tuple[int, QRectF]]:
        """Return which points are shown as pictures, and where: none overlaps another."""
        if self._tiles is None:
            self._tiles = self._room_for_pictures()
        return self._tiles

    def _room_for_pictures(self) -> list[tuple[int, QRectF]]:
        numbers = self.in_view()
        if not 0 < len(numbers) <= _PICTURES_AMONG:
            return []
        first = [number for number in (self.current,) if number in set(numbers.tolist())]
        order = [*first, *(number for number in numbers[~self._dimmed[numbers]].tolist() if number not in first)]
        places = self.places(np.array(order, np.int64))
        taken: dict[tuple[int, int], list[NDArray[np.float64]]] = {}
        found = []
        for number, place in zip(order, places, strict=True):
            cell = int(place[0] // _PICTURE), int(place[1] // _PICTURE)
            around = ((cell[0] + dx, cell[1] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
            others = (other for each in around for other in taken.get(each, ()))
            if all(np.abs(place - other).max() >= _PICTURE + 2 for other in others):
                taken.setdefault(cell, []).append(place)
                found.append((number, QRectF(place[0] - _PICTURE / 2, place[1] - _PICTURE / 2, _PICTURE, _PICTURE)))
        # A few pictures in a cloud of points would hide more than they show.
        return found if len(found) * 3 >= len(order) else []

    def fit(self) -> None:
        """Show everything."""
        self._centre, self._zoom = np.zeros(2), 1.0
        self.redraw()

    def zoom(self, factor: float, place: QPointF | None = None) -> None:
        """Zoom by `factor` about `place`, the middle if not given."""
        place = place or QPointF(self.width() / 2, self.height() / 2)
        before = self._plane(place)
        self._zoom = float(np.clip(self._zoom * factor, _FARTHEST, _CLOSEST))
        self._centre = self._centre + before - self._plane(place)
        self.redraw()

    def pan(self, dx: float, dy: float) -> None:
        """Move what is shown by device-independent pixels."""
        self._centre = self._centre - np.array([dx, -dy]) / self._scale()
        self.redraw()

    def sizeHint(self) -> QSize:
        return QSize(600, 480)

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._raster is None:
            self._raster = self._rasterise()
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), self._raster)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_pictures(painter)
        self._draw_selected(painter)
        self._draw_path(painter)
        painter.setFont(self._numbers)
        self._draw_legend(painter)
        if self.hovered >= 0 and self._pressed_at is None:
            self._draw_card(painter, self.hovered)
        if self.message:
            painter.setPen(self._theme.color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.message)

    def _rasterise(self) -> QImage:
        """Draw the points into an image: fast for a hundred thousand of them."""
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        numbers, places = self._view()
        radius = _radius(len(numbers)) * ratio
        margin = int(np.ceil((_BEYOND + 1.5) * ratio + radius)) + 1
        ground = self._theme.color("base").rgb()
        pixels = np.full((height + 2 * margin, width + 2 * margin), ground, np.uint32)
        dimmed = self._dimmed[numbers]
        grey = _blend(self._theme.color("muted").rgb(), ground, 0.35)
        ringed = np.isin(numbers, self._selected) if len(self._selected) > _RINGS else np.zeros(len(numbers), bool)
        for group, colours, reach in (
            (dimmed, np.full(len(numbers), grey, np.uint32), radius),
            (ringed, np.full(len(numbers), self._theme.color("text").rgb(), np.uint32), radius + 1.5 * ratio),
            (~dimmed, self._colours[numbers], radius),
        ):
            _stamp(pixels, places[group] * ratio, colours[group], reach, margin)
        image = rgb_image(pixels[margin : margin + height, margin : margin + width])
        image.setDevicePixelRatio(ratio)
        return image

    def _draw_pictures(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, place in self._pictures():
            image = self.picture(number)
            if image is not None:
                painter.drawImage(place, image)
                painter.setPen(QPen(QColor.fromRgb(int(self._colours[number])), 2))
                painter.drawRect(place)

    def _draw_selected(self, painter: QPainter) -> None:
        view = self.in_view()
        shown = self._selected[np.isin(self._selected, view)]
        radius = _radius(len(view)) + 1.5
        pictures = {number: place for number, place in self._pictures() if self.picture(number) is not None}
        painter.setPen(QPen(self._theme.color("text"), 1.5))
        if len(self._selected) <= _RINGS:
            dots = [number for number in shown.tolist() if number not in pictures]
            for x, y in self.places(np.array(dots, np.int64)):
                painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.setPen(QPen(self._theme.color("text"), 2))
        for number in shown.tolist():
            if number in pictures:
                painter.drawRect(pictures[number].adjusted(-2, -2, 2, 2))
        if self.current >= 0 and np.isfinite(self._points[self.current]).all():
            painter.setPen(QPen(self._theme.color("accent"), 3))
            if self.current in pictures:
                painter.drawRect(pictures[self.current].adjusted(-3, -3, 3, 3))
            else:
                x, y = self.places(np.array([self.current]))[0]
                painter.drawEllipse(QPointF(x, y), radius + 3, radius + 3)

    def _draw_path(self, painter: QPainter) -> None:
        if len(self._path) > 1:
            fill = self._theme.color("accent")
            fill.setAlphaF(0.12)
            painter.setPen(QPen(self._theme.color("accent"), 1.5))
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF(self._outline()))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _outline(self) -> list[QPointF]:
        if self.tool is Tool.RECTANGLE:
            corner = QRectF(self._path[0], self._path[-1]).normalized()
            return [corner.topLeft(), corner.topRight(), corner.bottomRight(), corner.bottomLeft()]
        return self._path

    def _draw_legend(self, painter: QPainter) -> None:
        if not self.legend.title:
            return
        line = painter.fontMetrics().height()
        rows = len(self.legend.entries) or (2 if self.legend.ramp else 0)
        wide = max(
            [painter.fontMetrics().horizontalAdvance(text) for _, text in self.legend.entries]
            + [painter.fontMetrics().horizontalAdvance(self.legend.title) - 14, 106]
        )
        box = QRectF(GRID, self.height() - GRID - (rows + 1) * line - 10, wide + 28, (rows + 1) * line + 10)
        self._box(painter, box)
        painter.setPen(self._theme.color("text"))
        painter.drawText(QPointF(box.left() + 7, box.top() + line), self.legend.title)
        if self.legend.entries:
            for row, (colour, text) in enumerate(self.legend.entries, 1):
                top = box.top() + 5 + row * line
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(box.left() + 12, top + line / 2), 4, 4)
                painter.setPen(self._theme.color("text"))
                painter.drawText(QPointF(box.left() + 21, top + line - 3), text)
        elif self.legend.ramp:
            self._draw_ramp(painter, box, line)

    def _draw_ramp(self, painter: QPainter, box: QRectF, line: int) -> None:
        ramp = QRectF(box.left() + 7, box.top() + line + 6, box.width() - 14, line - 6)
        step = ramp.width() / len(self.legend.ramp)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, colour in enumerate(self.legend.ramp):
            painter.setBrush(colour)
            painter.drawRect(QRectF(ramp.left() + index * step, ramp.top(), step + 0.5, ramp.height()))
        painter.setPen(self._theme.color("text"))
        words = QRectF(ramp.left(), ramp.bottom(), ramp.width(), line + 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self.legend.low)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, self.legend.high)

    def _draw_card(self, painter: QPainter, number: int) -> None:
        lines = self.describe(number)
        line = painter.fontMetrics().height()
        wide = max([painter.fontMetrics().horizontalAdvance(text) for text in lines] + [_CARD_PICTURE]) + 16
        tall = _CARD_PICTURE + len(lines) * line + 16
        x, y = self.places(np.array([number]))[0]
        left = x + 14 if x + 14 + wide < self.width() else x - 14 - wide
        top = min(max(y - tall / 2, 4), self.height() - tall - 4)
        box = QRectF(left, top, wide, tall)
        self._box(painter, box)
        image = self.picture(number)
        place = QRectF(box.left() + (wide - _CARD_PICTURE) / 2, box.top() + 8, _CARD_PICTURE, _CARD_PICTURE)
        if image is None:
            painter.fillRect(place, self._theme.color("hover"))
        else:
            painter.drawImage(place, image)
        for row, text in enumerate(lines):
            painter.setPen(self._theme.color("muted" if row else "text"))
            where = QRectF(box.left() + 8, place.bottom() + 3 + row * line, wide - 16, line)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _box(self, painter: QPainter, box: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("raised"))
        painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @Slot()
    def _ask_for_pictures(self) -> None:
        numbers = [number for number, _ in self._pictures()]
        if self.hovered >= 0:
            numbers.insert(0, self.hovered)
        if numbers:
            self.wanted.emit(numbers)

    # ------------------------------------------------------------------ input

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.tool is not Tool.PAN:
            self._pressed_at = event.position()
            self._path = []
        elif left or event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._pressed_at = self._panning_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._panning_from is not None:
            moved = place - self._panning_from
            self._panning_from = place
            self.pan(moved.x(), moved.y())
        elif self._pressed_at is not None:
            if self._path or (place - self._pressed_at).manhattanLength() >= _DRAGGED:
                self._path = [*(self._path or [self._pressed_at]), place]
                self.update()
        else:
            self._hover(self.point_at(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at, self._panning_from = self._pressed_at, None, None
        self.unsetCursor()
        if pressed is None:
            return
        add = bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if self._path:
            caught = self._inside(self._outline())
            self._path = []
            self.update()
            self.caught.emit(caught, add)
        elif event.button() == Qt.MouseButton.LeftButton:
            still = (event.position() - pressed).manhattanLength() < _DRAGGED
            number = self.point_at(event.position())
            if still and number >= 0:
                self.pressed.emit(number, add)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.point_at(event.position())
        if number >= 0:
            self.activated.emit(number)

    def _inside(self, outline: Sequence[QPointF]) -> NDArray[np.int64]:
        """Return the points that pass the filter and lie in the outline (even-odd rule)."""
        numbers = self._shown[~self._dimmed[self._shown]]
        places = self.places(numbers)
        corners = np.array([[corner.x(), corner.y()] for corner in outline])
        low, high = corners.min(axis=0), corners.max(axis=0)
        near = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))
        x, y = places[near].T
        inside = np.zeros(len(near), bool)
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y0 != y1:
                crosses = (y0 > y) != (y1 > y)
                inside ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
        return np.asarray(numbers[near[inside]])

    def _hover(self, number: int) -> None:
        if number != self.hovered:
            self.hovered = number
            self._want.start()
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        self._hover(self.point_at(event.position()))
        event.accept()

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in ways:
            number = self._neighbour(*ways[key])
            if number >= 0:
                self.pressed.emit(number, shift)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / _ZOOM_STEP if key is Qt.Key.Key_Minus else _ZOOM_STEP, self._middle())
        elif key is Qt.Key.Key_F:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.activated.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _middle(self) -> QPointF | None:
        if self.current < 0 or self.current not in set(self.in_view().tolist()):
            return None
        x, y = self.places(np.array([self.current]))[0]
        return QPointF(x, y)

    def _neighbour(self, dx: int, dy: int) -> int:
        """Return the point to go to from the current one: near, and rather straight ahead than aside."""
        numbers = self._shown[~self._dimmed[self._shown]]
        if self.current < 0 or not np.isfinite(self._points[self.current]).all():
            return int(numbers[0]) if len(numbers) else -1
        away = self.places(numbers) - self.places(np.array([self.current]))
        ahead = away @ np.array([dx, dy])
        aside = np.abs(away @ np.array([dy, dx]))
        cost = np.where((ahead > 0.5) & (ahead >= aside), ahead + 2 * aside, np.inf)
        return int(numbers[np.argmin(cost)]) if np.isfinite(cost).any() else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.redraw()


def _radius(count: int) -> float:
    """Return how large points are drawn when `count` are in view, in device-independent pixels."""
    return float(np.interp(np.log10(max(count, 1)), [2, 3, 4, 5], [5.0, 3.6, 2.4, 1.4]))


def _blend(over: int, under: int, share: float) -> int:
    parts = [
        round(share * (over >> shift & 255) + (1 - share) * (under >> shift & 255)) << shift for shift in (0, 8, 16)
    ]
    return 0xFF000000 | sum(parts)


def _stamp(
    pixels: NDArray[np.uint32], places: NDArray[np.float64], colours: NDArray[np.uint32], radius: float, margin: int
) -> None:
    """Draw round points, edges before cores so that overlapping ones stay whole.

    Parameters
    ----------
    pixels : ndarray of shape (H, W), uint32
        With `margin` more on every side than `places` reach beyond, filled with the ground.
    places : ndarray of shape (N, 2), float64
        Of the points, from the corner within the margin.
    """
    width = pixels.shape[1]
    flat, ground = pixels.reshape(-1), int(pixels[0, 0])
    corner = np.floor(places).astype(np.int64) + margin
    at = corner[:, 1] * width + corner[:, 0]
    reach = int(np.ceil(radius))
    steps = range(-reach, reach + 1)
    cover = {dy * width + dx: float(np.clip(radius + 0.5 - np.hypot(dx, dy), 0, 1)) for dx in steps for dy in steps}
    for share in sorted({share for share in cover.values() if share > 0}):
        mixed = _mixed(colours, ground, share)
        for offset in (offset for offset, covered in cover.items() if covered == share):
            flat[at + offset] = mixed


def _mixed(colours: NDArray[np.uint32], ground: int, share: float) -> NDArray[np.uint32]:
    if share >= 1:
        return colours
    mixed = np.full(len(colours), 0xFF000000, np.uint32)
    for shift in (0, 8, 16):
        channel = (colours >> np.uint32(shift) & np.uint32(255)) * share + (ground >> shift & 255) * (1 - share)
        mixed |= channel.astype(np.uint32) << np.uint32(shift)
    return mixed
