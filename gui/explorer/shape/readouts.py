"""Numbers in a corner of the picture that follow the hand: stability with its margin, fill, what the maps do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from engine.ifs import geometry
from engine.ifs.category import Category
from engine.progress import Control, Report
from gui.services import Services
from gui.theme import Theme
from gui.widgets.latest import Latest

if TYPE_CHECKING:
    # The measures come with compiled kernels; they are loaded where they run, off the window's thread.
    from engine.ifs.measures import Measures

_PUBLISHED_FILL = 0.2
_BAR_WIDTH, _BAR_HEIGHT, _PADDING = 60.0, 5.0, 5.0
_PAUSE_MS = 50
"""Numbers that change more often than this cannot be read."""

_NEAR = 3.0
"""So many standard errors from zero, the sign of an exponent cannot be told."""

_SMALLEST = 200.0
"""Edge of a picture that has room for numbers, in pixels."""

_FULL = 0.5
"""Fill at which the gauge is full; categories of FractalDB-1k keep to 0.2 to 0.4."""


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """The quick measures of a category, and its fill rate."""

    category: Category
    measures: Measures
    fill: float


def read(category: Category, *, partial: object, report: Report, control: Control) -> Reading:  # noqa: ARG001
    """Return the reading of a category: about two milliseconds."""
    from engine.ifs.measures import fill_rate, measure

    return Reading(category, measure(category, quick=True), fill_rate(category))


class Readouts(QObject):
    """Asks for readings in the background and draws the newest.

    Signals
    -------
    changed()
        There is a newer reading.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._theme: Theme = services.theme
        self._latest = Latest(services.tasks, read, self, priority=1)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(services.tell_failure)
        self._asked: Category | None = None
        self._wanted: Category | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.reading: Reading | None = None

    def clear(self) -> None:
        """Forget the category."""
        self._latest.forget()
        self._pause.stop()
        self._asked = self._wanted = self.reading = None

    def follow(self, category: Category) -> None:
        """Read a category, or the same one after a change."""
        self._wanted = category
        if not self._pause.isActive():
            self._ask()

    @Slot()
    def _ask(self) -> None:
        if self._wanted is not None and self._wanted is not self._asked:
            self._asked = self._wanted
            self._latest.ask(self._asked)
            self._pause.start()

    @Slot(int, object)
    def _take(self, _number: int, reading: Reading) -> None:
        self.reading = reading
        self.changed.emit()

    def lines(self, selection: frozenset[int]) -> list[str]:
        """Return what is written, from top to bottom; the gauge stands beside the second line."""
        reading = self.reading
        if reading is None:
            return []
        measures = reading.measures
        exponent, error = measures.lyapunov, measures.lyapunov_error
        written = [f"λ {_signed(exponent)} ± {error:.3f}", self.tr("Fill {0:.3f}").format(reading.fill)]
        verdict = self._verdict(exponent, error)
        if verdict:
            written.append(verdict)
        if len(selection) == 1 and min(selection) < reading.category.size:
            written.append(_map_line(reading.category, min(selection)))
        return written

    def _verdict(self, exponent: float, error: float) -> str:
        """Return what the exponent means where it is not clearly below zero."""
        if math.isinf(exponent):
            return self.tr("Shrinks to few points")
        away = abs(exponent) / error if error > 0 else math.inf
        if away < _NEAR:
            return self.tr("On the edge: {0:.1f} standard errors").format(away)
        return self.tr("Unstable: points fly off") if exponent > 0 else ""

    def paint(
        self, painter: QPainter, room: QRectF, font: QFont, selection: frozenset[int], avoid: Sequence[QPointF] = ()
    ) -> None:
        """Draw the numbers into a corner of `room`: the upper left, or another where one of the places lies there."""
        lines = self.lines(selection)
        reading = self.reading
        if not lines or reading is None or room.width() < _SMALLEST:
            return
        metrics = QFontMetricsF(font)
        leading = metrics.height()
        widths = [metrics.horizontalAdvance(line) for line in lines]
        width = max(widths[1] + _PADDING + _BAR_WIDTH, *widths)
        height = leading * len(lines)
        box = _corner(room, QSizeF(width + 2 * _PADDING, height + 2 * _PADDING), avoid)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        role = _role(reading)
        for number, line in enumerate(lines):
            place = QRectF(box.left() + _PADDING, box.top() + _PADDING + number * leading, width, leading)
            painter.setPen(self._theme.color("text" if number == 1 or line.startswith("σ") else role))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
            if number == 1:
                left = place.left() + metrics.horizontalAdvance(line) + _PADDING
                bar = QRectF(left, place.center().y() - _BAR_HEIGHT / 2, _BAR_WIDTH, _BAR_HEIGHT)
                self._paint_gauge(painter, bar, reading.fill)
        painter.restore()

    def _paint_gauge(self, painter: QPainter, bar: QRectF, fill: float) -> None:
        """Draw the fill as a bar with a mark at what the published search asks for."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("border"))
        painter.drawRect(bar)
        share = min(1.0, fill / _FULL)
        painter.setBrush(self._theme.color("success" if fill >= _PUBLISHED_FILL else "warning"))
        painter.drawRect(QRectF(bar.left(), bar.top(), share * bar.width(), bar.height()))
        mark = bar.left() + _PUBLISHED_FILL / _FULL * bar.width()
        painter.setBrush(self._theme.color("text"))
        painter.drawRect(QRectF(mark - 0.75, bar.top() - 2, 1.5, bar.height() + 4))


def _corner(room: QRectF, size: QSizeF, avoid: Sequence[QPointF]) -> QRectF:
    left, right = room.left(), room.right() - size.width()
    top, bottom = room.top(), room.bottom() - size.height()
    boxes = [QRectF(QPointF(x, y), size) for x, y in ((left, top), (right, top), (left, bottom), (right, bottom))]
    return next((box for box in boxes if not any(box.contains(place) for place in avoid)), boxes[0])


def _map_line(category: Category, row: int) -> str:
    """Return what one map does: its singular values, and whether it mirrors."""
    maps = category.maps[[row]]
    first, second = np.linalg.svd(geometry.linear_parts(maps)[0], compute_uv=False)
    return f"σ {first:.3f}, {second:.3f}" + (" ⇋" if geometry.mirrors(maps)[0] else "")


def _role(reading: Reading) -> str:
    exponent, error = reading.measures.lyapunov, reading.measures.lyapunov_error
    if abs(exponent) < _NEAR * error or math.isinf(exponent):
        return "warning"
    return "error" if exponent > 0 else "text"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "\N{MINUS SIGN}").replace("+", "")
