"""A small histogram that is a filter: drag a range, and what lies outside greys out."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from gui.explorer.browse.filters import Range
from gui.theme import Theme

_MOST_BINS = 32
_TITLE = 14
_BARS = 22
_GRIP = 5
"""How near to a handle the mouse must be to move it."""


def bin_edges(values: NDArray[np.float64], step: float | None = None) -> NDArray[np.float64]:
    """Return edges of at most 32 bins, multiples of 1, 2 or 5 times a power of ten; the outer bins hold the tails.

    Parameters
    ----------
    values : ndarray of shape (N,), float64
        NaN is left out; infinities fall into the outer bins.
    step : float, optional
        Width of the bins where the values lie on a raster: the raster is then in their middle.

    Returns
    -------
    ndarray of shape (bins + 1,), float64
        Two edges at least.
    """
    finite = values[np.isfinite(values)]
    if step is not None:
        low, high = (finite.min(), finite.max()) if len(finite) else (0.0, 1.0)
        first, last = round(low / step), round(high / step)
        return (np.arange(first, last + 2) - 0.5) * step
    if not len(finite):
        return np.array([0.0, 1.0])
    low, high = finite.min(), finite.max()
    inner = np.quantile(finite, (0.005, 0.995))
    if high - low > 3 * (inner[1] - inner[0]) > 0:
        low, high = inner
    width = max((high - low) / _MOST_BINS, 1e-6 * max(1.0, abs(low)))
    power = 10.0 ** math.floor(math.log10(width))
    width = next(factor * power for factor in (1, 2, 5, 10, 20) if factor * power >= width * 1.07)
    first = math.floor(low / width)
    # Divided, not multiplied, so that an edge is the number that it is written as.
    steps = np.arange(first, max(math.ceil(high / width), first + 1) + 1)
    return steps / round(1 / width) if width < 1 else steps * width


def bin_indices(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the bin of each value, an outer one beyond the edges, the number of bins for NaN."""
    bins = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    bins[np.isnan(values)] = len(edges) - 1
    return bins


class Histogram(QWidget):
    """The distribution of a measure over a set, and over what the filter leaves of it.

    Mouse: drag a range, drag one of its ends, click a bar; a double click clears. Keys: left and right move the lower
    end, with Shift the upper one; Delete clears; P opens it in the window for print.

    Parameters
    ----------
    title, tip : str
    theme : Theme
    describe : callable
        Words for a range, from its two ends.
    step : float, optional
        Raster of the values, where they have one.

    Signals
    -------
    changed(object)
        Range that passes, both ends included and infinite where there is no limit; None for all.
    """

    changed = Signal(object)
    print_asked = Signal()
    """The user wants the histogram as a figure: P, or the menu of the right button."""

    def __init__(
        self, title: str, tip: str, theme: Theme, describe: Callable[[float, float], str], step: float | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._tip = tip
        self._theme = theme
        self._describe = describe
        self._step = step
        self._edges = np.array([0.0, 1.0])
        self.whole_counts = np.zeros(1, np.int64)
        self.passing_counts = np.zeros(1, np.int64)
        self._bin_of = np.empty(0, np.intp)
        self._known = False
        self._ends: tuple[int, int] | None = None
        self._range: Range | None = None
        self._pressed: int | None = None
        self._moving: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(title)
        self.setFont(theme.numbers_font(scale=0.85))
        theme.changed.connect(self.update)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(140, _TITLE + _BARS + 5)

    # ------------------------------------------------------------------ what is shown

    def show_values(self, values: NDArray[np.float64]) -> None:
        """Show all `values`, shape (N,), NaN for unknown; `show_passing` is to follow."""
        edges = bin_edges(values, self._step)
        if not np.array_equal(edges, self._edges):
            self._edges = edges
            self._ends = self._ends_of(self._range)
        self._bin_of = bin_indices(values, edges)
        self.whole_counts = self.passing_counts = self._count(self._bin_of)
        self._known = bool(self.whole_counts.any())
        self.update()

    def show_passing(self, rows: NDArray[np.int64]) -> None:
        """Show which of the values pass, by their positions."""
        self.passing_counts = self._count(self._bin_of[rows])
        self.update()

    def _count(self, bins: NDArray[np.intp]) -> NDArray[np.int64]:
        return np.bincount(bins, minlength=self._bins + 1)[: self._bins]

    def set_range(self, limits: Range | None) -> None:
        """Show the range that passes, without telling."""
        self._range = limits
        self._ends = self._ends_of(limits)
        self._say()
        self.update()

    @property
    def edges(self) -> NDArray[np.float64]:
        """Edges of the bins, (bins + 1,)."""
        return self._edges

    @property
    def limits(self) -> Range | None:
        """The range that passes, None for all."""
        return self._range

    @property
    def _bins(self) -> int:
        return len(self._edges) - 1

    def _ends_of(self, limits: Range | None) -> tuple[int, int] | None:
        """Return the edges nearest to `limits`."""
        if limits is None:
            return None
        low, high = (int(np.abs(self._edges - limit).argmin()) if np.isfinite(limit) else None for limit in limits)
        return (0 if low is None else low, self._bins if high is None else high)

    def _say(self) -> None:
        text = self._tip
        if self._range is not None:
            text = self.tr("{0}\nOnly {1}; a double click clears").format(self._tip, self._describe(*self._range))
        self.setToolTip(text)
        self.setAccessibleDescription(text)

    # ------------------------------------------------------------------ changing

    def _choose(self, first: int, last: int) -> None:
        """Let the bins between two edges pass."""
        low, high = sorted((min(max(first, 0), self._bins), min(max(last, 0), self._bins)))
        if low == high:
            low, high = (low, low + 1) if low < self._bins else (low - 1, low)
        limits = None
        if (low, high) != (0, self._bins):
            limits = (
                float(self._edges[low]) if low else -math.inf,
                # A value on the edge belongs to the next bin.
                float(np.nextafter(self._edges[high], -math.inf)) if high < self._bins else math.inf,
            )
        self._ends = None if limits is None else (low, high)
        if limits != self._range:
            self._range = limits
            self._say()
            self.changed.emit(limits)
        self.update()

    def clear(self) -> None:
        """Let everything pass."""
        self._choose(0, self._bins)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._known:
            return
        at = event.position().x()
        self._moving = self._handle_at(at)
        # The other end stays where it is while one is moved.
        ends = self._ends or (0, self._bins)
        self._pressed = ends[1 - self._moving] if self._moving is not None else self._bin_at(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().x()
        if self._pressed is None:
            near = self._known and self._handle_at(at) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor)
        elif self._moving is not None:
            self._choose(self._pressed, self._edge_at(at))
        elif self._bin_at(at) != self._pressed:
            here = self._bin_at(at)
            self._choose(min(here, self._pressed), max(here, self._pressed) + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._moving is None and self._bin_at(event.position().x()) == self._pressed:
            self._choose(self._pressed, self._pressed + 1)
        self._pressed = self._moving = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._pressed = self._moving = None
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        low, high = self._ends or (0, self._bins)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() == Qt.Key.Key_P and not event.modifiers() and self._known:
            self.print_asked.emit()
        elif step is None or not self._known:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose(low, max(high + step, low + 1))
        else:
            self._choose(min(low + step, high - 1), high)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self._theme.icon("file-image"), self.tr("Figure for print… (P)"))
        action.setEnabled(self._known)
        action.triggered.connect(self.print_asked)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ------------------------------------------------------------------ drawing

    def _area(self) -> QRect:
        return QRect(_GRIP - 2, _TITLE + 2, self.width() - 2 * (_GRIP - 2), _BARS)

    def _x(self, edge: int) -> int:
        area = self._area()
        return area.left() + round(area.width() * edge / self._bins)

    def _edge_at(self, x: float) -> int:
        area = self._area()
        return min(max(round((x - area.left()) * self._bins / area.width()), 0), self._bins)

    def _bin_at(self, x: float) -> int:
        area = self._area()
        return min(max(int((x - area.left()) * self._bins / area.width()), 0), self._bins - 1)

    def _handle_at(self, x: float) -> int | None:
        """Return which end of the range is at `x`: 0, 1 or none."""
        if self._ends is None:
            return None
        distances = [abs(self._x(end) - x) for end in self._ends]
        nearest = distances.index(min(distances))
        return nearest if distances[nearest] <= _GRIP else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_title(painter)
        area = self._area()
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), self._theme.color("border"))
        most = max(1, int(self.whole_counts.max()))
        for at, (whole, passing) in enumerate(zip(self.whole_counts, self.passing_counts, strict=True)):
            left, right = self._x(at), max(self._x(at + 1) - 1, self._x(at) + 1)
            for count, role in ((whole, "border"), (passing, "accent")):
                height = math.ceil(area.height() * count / most)
                bar = QRect(left, area.bottom() + 1 - height, right - left, height)
                painter.fillRect(bar, self._theme.color(role))
        if self._ends is not None:
            for end in self._ends:
                painter.fillRect(
                    QRect(self._x(end) - 1, area.top() - 2, 2, area.height() + 3), self._theme.color("text")
                )
                painter.fillRect(QRect(self._x(end) - 3, area.bottom() - 3, 6, 6), self._theme.color("text"))
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def _paint_title(self, painter: QPainter) -> None:
        line = QRect(3, 0, self.width() - 6, _TITLE)
        metrics = painter.fontMetrics()
        range_text = "" if self._range is None else self._describe(*self._range)
        room = line.width() - metrics.horizontalAdvance(range_text) - 4
        painter.setPen(self._theme.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, shown)
        painter.setPen(self._theme.color("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, range_text)
