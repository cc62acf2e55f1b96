"""How the handles of the maps look; drawn on every frame of a drag, so what does not change is kept as stamps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from engine.ifs import geometry
from engine.ifs.geometry import Grip, Maps
from gui.explorer.shape.map_colors import map_color, on_color
from gui.explorer.shape.view import View

_CHIP = 8.0
_TIP = 4.5
_FAR = 1e6
_CORNERS = 37
_DARK, _BRIGHT = QColor("#101318"), QColor("#ffffff")


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be emphasised.

    Attributes
    ----------
    selection : frozenset of int
    hover : pair of int and Grip, or None
    pivot : pair of float, or None
        A point of the plane to be marked.
    band : QRectF or None
        The rubber band.
    """

    selection: frozenset[int]
    hover: tuple[int, Grip] | None
    pivot: tuple[float, float] | None
    band: QRectF | None


class HandlePainter:
    """Draws the handles of all maps, those of the selected ones in full."""

    def __init__(self) -> None:
        self._stamps: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, view: View, maps: Maps, look: Look, font: QFont) -> None:
        """Draw the handles of `maps` where `view` has them.

        For the selected maps: the ellipse into which the map takes the unit circle (its half axes are the singular
        values) and the point that the map leaves in place.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipRect(view.rect)
        with np.errstate(over="ignore", invalid="ignore"):
            places = view.to_screen(geometry.handles(maps, view.unit))
        near = [bool((np.abs(points) < _FAR).all()) for points in places]
        centred = [bool(np.isfinite(points[0]).all()) for points in places]
        order = sorted((row for row in range(len(maps)) if centred[row]), key=look.selection.__contains__)
        mirrors = geometry.mirrors(maps).tolist()
        self._paint_deeds(painter, view, maps, [row for row in order if row in look.selection and near[row]])
        for row in order:
            if near[row]:
                self._paint_axes(painter, [QPointF(x, y) for x, y in places[row].tolist()], row, look)
        for row in order:
            self._paint_chip(painter, view.rect, places[row, 0].tolist(), row, mirrors[row], look, font)
        if look.pivot is not None:
            _cross(painter, QPointF(*view.to_screen(look.pivot).tolist()))
        if look.band is not None:
            _rubber_band(painter, look.band)
        painter.restore()

    def _paint_axes(self, painter: QPainter, points: list[QPointF], row: int, look: Look) -> None:
        origin, x, y = points
        chosen = row in look.selection
        axes = [QLineF(origin, x), QLineF(origin, y)]
        _stroke(painter, lambda: painter.drawLines(axes), map_color(row), 2.2 if chosen else 1.5, bright=chosen)
        for grip, at in ((Grip.X, x), (Grip.Y, y)):
            hot = look.hover == (row, grip)
            stamp = self._stamp(("tip", row % 8, grip, chosen, hot), painter, lambda: 16.0, 16.0, _draw_tip)
            painter.drawPixmap(QPointF(at.x() - 8, at.y() - 8), stamp)

    def _paint_chip(
        self, painter: QPainter, rect: QRectF, at: list[float], row: int, mirrors: bool, look: Look, font: QFont
    ) -> None:
        text = f"{row + 1}⇋" if mirrors else f"{row + 1}"
        key = ("chip", row, mirrors, row in look.selection, look.hover == (row, Grip.ORIGIN), font.key())
        height = 2 * _CHIP + 6

        def width() -> float:
            return max(2 * _CHIP, QFontMetricsF(font).horizontalAdvance(text) + 6) + 6

        def draw(inner: QPainter, box: QRectF, key: tuple[object, ...]) -> None:
            inner.setFont(font)
            _draw_chip(inner, box, row, text, chosen=bool(key[3]), hot=bool(key[4]))

        stamp = self._stamp(key, painter, width, height, draw)
        size = stamp.deviceIndependentSize()
        half, rise = size.width() / 2, size.height() / 2
        # A map beyond the edge is marked there, faintly, so that it can be found again.
        x = min(max(at[0], rect.left() + half), rect.right() - half)
        y = min(max(at[1], rect.top() + rise), rect.bottom() - rise)
        outside = abs(x - at[0]) > half or abs(y - at[1]) > rise
        painter.setOpacity(0.6 if outside else 1.0)
        painter.drawPixmap(QPointF(x - half, y - rise), stamp)
        painter.setOpacity(1.0)

    def _paint_deeds(self, painter: QPainter, view: View, maps: Maps, rows: list[int]) -> None:
        if not rows:
            return
        chosen = maps[rows]
        axes = geometry.ellipse_axes(chosen) * view.unit
        centres = geometry.origins(chosen)
        outlines = view.to_screen(centres[:, None] + np.einsum("ck,mkp->mcp", _CIRCLE, axes)).tolist()
        fixed = view.to_screen(geometry.fixed_points(chosen))
        for row, outline, point in zip(rows, outlines, fixed, strict=True):
            # Hairlines, with a shadow: wide smooth curves would take most of the time of a frame.
            for ink, shift in ((_DARK, 1.0), (map_color(row), 0.0)):
                painter.setPen(QPen(ink, 1.0))
                painter.drawPolyline([QPointF(x + shift, y + shift) for x, y in outline])
            if np.isfinite(point).all() and np.abs(point).max() < _FAR:
                stamp = self._stamp(("fixed", row % 8), painter, lambda: 12.0, 12.0, _draw_fixed)
                painter.drawPixmap(QPointF(point[0] - 6, point[1] - 6), stamp)

    def _stamp(
        self,
        key: tuple[object, ...],
        painter: QPainter,
        width: Callable[[], float],
        height: float,
        draw: Callable[[QPainter, QRectF, tuple[object, ...]], None],
    ) -> QPixmap:
        """Return the small picture of this key, drawn the first time; it knows the scale of the screen."""
        scale = painter.device().devicePixelRatioF()
        found = self._stamps.get((*key, scale))
        if found is None:
            box = QRectF(0, 0, width(), height)
            found = QPixmap(round(box.width() * scale), round(box.height() * scale))
            found.setDevicePixelRatio(scale)
            found.fill(Qt.GlobalColor.transparent)
            inner = QPainter(found)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(inner, box, key)
            inner.end()
            self._stamps[*key, scale] = found
        return found


def _circle(corners: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    turn = np.linspace(0, 2 * np.pi, corners)
    return np.stack([np.cos(turn), np.sin(turn)], axis=1)


_CIRCLE = _circle(_CORNERS)


def _draw_tip(painter: QPainter, box: QRectF, key: tuple[object, ...]) -> None:
    """X is round, Y is square: told apart without colour."""
    _, row, grip, chosen, hot = key
    size = _TIP * (1.35 if hot else 1.0 if chosen else 0.75)
    painter.setPen(QPen(_BRIGHT if chosen or hot else _DARK, 1.3))
    painter.setBrush(map_color(int(str(row))))
    place = QRectF(box.center().x() - size, box.center().y() - size, 2 * size, 2 * size)
    if grip is Grip.Y:
        painter.drawRect(place)
    else:
        painter.drawEllipse(place.adjusted(-0.5, -0.5, 0.5, 0.5))


def _draw_chip(painter: QPainter, box: QRectF, row: int, text: str, *, chosen: bool, hot: bool) -> None:
    inset = 1.0 if hot else 3.0
    place = box.adjusted(inset, inset, -inset, -inset)
    radius = place.height() / 2
    painter.setPen(QPen(_BRIGHT if chosen or hot else _DARK, 1.8 if chosen else 1.2))
    painter.setBrush(map_color(row))
    painter.drawRoundedRect(place, radius, radius)
    painter.setPen(on_color(map_color(row)))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _draw_fixed(painter: QPainter, box: QRectF, key: tuple[object, ...]) -> None:
    painter.setPen(QPen(_DARK, 1.0))
    painter.setBrush(_BRIGHT)
    painter.drawEllipse(box.center(), 4.2, 4.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(map_color(int(str(key[1]))))
    painter.drawEllipse(box.center(), 2.5, 2.5)


def _stroke(
    painter: QPainter, draw: Callable[[], object], color: QColor, width: float, *, bright: bool = False
) -> None:
    """Draw a line that can be seen on dark and on bright ground; a bright rim makes it stand out.

    All opaque and with flat ends: a line that lets the picture through takes ten times as long.
    """
    rim = (_BRIGHT, width + 1.6) if bright else (_DARK, width + 2.0)
    for ink, wide in (rim, (color, width)):
        painter.setPen(QPen(ink, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin))
        draw()


def _cross(painter: QPainter, at: QPointF) -> None:
    across, down = QPointF(6, 0), QPointF(0, 6)
    lines = [QLineF(at - across, at + across), QLineF(at - down, at + down)]
    _stroke(painter, lambda: painter.drawLines(lines), _BRIGHT, 1.4)


def _rubber_band(painter: QPainter, box: QRectF) -> None:
    fill = QColor(_BRIGHT)
    fill.setAlphaF(0.12)
    painter.setBrush(fill)
    painter.setPen(QPen(_BRIGHT, 1.0, Qt.PenStyle.DashLine))
    painter.drawRect(box)
