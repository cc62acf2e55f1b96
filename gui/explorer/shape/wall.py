"""A wall of small pictures with a line of numbers under each: one is current, keys and clicks move there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import GRID, Theme

_CAPTION = 16
_SMALLEST = 24
_DEAD_GROUND, _DEAD_STROKE = QColor(40, 12, 10), QColor("#ff8a80")


class Verdict(Enum):
    """How a picture is marked; each mark can be told without colour."""

    GOOD = 0
    ALIKE = 1
    EMPTY = 2
    DIVERGENT = 3


@dataclass(frozen=True, eq=False, slots=True)
class Tile:
    """One picture of the wall; `image` None while it is being drawn."""

    image: QImage | None
    caption: str = ""
    tip: str = ""
    verdict: Verdict = Verdict.GOOD
    kept: bool = False


def draw_cross(painter: QPainter, place: QRect, verdict: Verdict) -> None:
    """Cross out what diverges, and what is empty with one stroke: to be told apart without colour."""
    painter.save()
    painter.fillRect(place, _DEAD_GROUND)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_DEAD_STROKE, 2))
    inner = place.adjusted(6, 6, -6, -6)
    painter.drawLine(inner.bottomLeft(), inner.topRight())
    if verdict is Verdict.DIVERGENT:
        painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.restore()


class PictureWall(QWidget):
    """As many tiles as asked for, as large as they fit.

    Signals
    -------
    moved(int)
        The current tile changed.
    activated(int)
        Enter or a double click.
    enlarged(bool)
        Space: the current picture alone fills the wall, or no longer does.
    """

    moved = Signal(int)
    activated = Signal(int)
    enlarged = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.numbers_font(scale=0.82)
        self._tiles: list[Tile] = []
        self.current = 0
        self.large = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        theme.changed.connect(self.update)

    # ------------------------------------------------------------------ what is shown

    @property
    def tiles(self) -> Sequence[Tile]:
        """What is on the wall."""
        return self._tiles

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Put `tiles` on the wall; the current place stays."""
        self._tiles = list(tiles)
        if self.current >= len(self._tiles):
            self._set_current(max(0, len(self._tiles) - 1))
        self._describe()
        self.update()

    def choose(self, index: int) -> None:
        """Make a tile the current one."""
        if 0 <= index < len(self._tiles) and index != self.current:
            self._set_current(index)

    def set_large(self, large: bool) -> None:
        """Show the current picture alone, or all."""
        if large != self.large:
            self.large = large
            self.update()
            self.enlarged.emit(large)

    @property
    def shown_edge(self) -> int:
        """Edge of what is looked at: of a tile, or of the one that fills the wall."""
        return self._large_place().width() if self.large else self.tile(0).width()

    def _large_place(self) -> QRect:
        edge = max(_SMALLEST, min(self.width() - 8, self.height() - 8 - _CAPTION))
        return QRect((self.width() - edge) // 2, 4, edge, edge)

    def _set_current(self, index: int) -> None:
        self.current = index
        self._describe()
        self.update()
        self.moved.emit(index)

    def _describe(self) -> None:
        if self.current < len(self._tiles):
            tile = self._tiles[self.current]
            self.setAccessibleDescription(tile.tip or tile.caption)

    # ------------------------------------------------------------------ where things are

    def columns(self) -> int:
        """Return the number of columns with which the tiles are largest."""
        count = max(1, len(self._tiles))
        return max(range(1, count + 1), key=lambda columns: (self._edge(columns), -columns))

    def _edge(self, columns: int) -> int:
        rows = math.ceil(max(1, len(self._tiles)) / columns)
        across = (self.width() - (columns - 1) * GRID - 8) // columns
        down = (self.height() - (rows - 1) * GRID - 8) // rows - _CAPTION
        return max(_SMALLEST, min(across, down))

    def tile(self, index: int) -> QRect:
        """Return where the picture of a tile is."""
        columns = self.columns()
        edge = self._edge(columns)
        row, column = divmod(index, columns)
        spare = max(0, self.width() - 8 - columns * edge - (columns - 1) * GRID)
        left = 4 + spare // 2 + column * (edge + GRID)
        return QRect(left, 4 + row * (edge + _CAPTION + GRID), edge, edge)

    def index_at(self, point: QPoint) -> int | None:
        """Return the tile at `point`, its caption included."""
        places = (self.tile(index).adjusted(0, 0, 0, _CAPTION) for index in range(len(self._tiles)))
        return next((index for index, place in enumerate(places) if place.contains(point)), None)

    def sizeHint(self) -> QSize:
        return QSize(600, 480)

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self._font)
        if self.large and self.current < len(self._tiles):
            self._draw(painter, self._large_place(), self._tiles[self.current], True)
            return
        for index, tile in enumerate(self._tiles):
            self._draw(painter, self.tile(index), tile, index == self.current)

    def _draw(self, painter: QPainter, place: QRect, tile: Tile, current: bool) -> None:
        if tile.verdict in (Verdict.EMPTY, Verdict.DIVERGENT):
            draw_cross(painter, place, tile.verdict)
        elif tile.image is None:
            painter.fillRect(place, self._theme.color("hover"))
        else:
            painter.drawImage(place, tile.image)
        if tile.verdict is Verdict.ALIKE:
            self._badge(painter, place, "\N{ALMOST EQUAL TO}", Qt.AlignmentFlag.AlignLeft)
        if tile.kept:
            self._badge(painter, place, "\N{CHECK MARK}", Qt.AlignmentFlag.AlignRight)
        painter.setPen(self._theme.color("text" if current else "muted"))
        line = QRect(place.left(), place.bottom() + 1, place.width(), _CAPTION)
        shown = painter.fontMetrics().elidedText(tile.caption, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
        if current:
            pen = QPen(self._theme.color("accent"), 3 if self.hasFocus() else 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(place.adjusted(-2, -2, 1, 1))

    def _badge(self, painter: QPainter, place: QRect, sign: str, side: Qt.AlignmentFlag) -> None:
        edge = 18
        left = place.left() + 3 if side is Qt.AlignmentFlag.AlignLeft else place.right() - edge - 2
        badge = QRect(left, place.top() + 3, edge, edge)
        painter.fillRect(badge, self._theme.color("raised"))
        painter.setPen(self._theme.color("text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, sign)

    # ------------------------------------------------------------------ input

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.large:
            self.set_large(False)
            return
        index = self.index_at(event.position().toPoint())
        if index is not None:
            self.choose(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if index is not None:
            self.activated.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self.columns()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.choose(self.current + steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key is Qt.Key.Key_Home else len(self._tiles) - 1)
        elif key == Qt.Key.Key_Space:
            self.set_large(not self.large)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._tiles:
            self.activated.emit(self.current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.index_at(event.pos())
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._tiles[index].tip, self, self.tile(index))
            return True
        return super().event(event)
