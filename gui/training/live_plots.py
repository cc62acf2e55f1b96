"""The live plots of the chosen run: loss, accuracy, learning rate and pace."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import GRID, OKABE_ITO, Theme
from gui.training.curves import Curves, Line
from gui.training.plot_options import PlotOptions
from gui.training.plot_page import PlotPage, next_place, place_text, without_zeros
from gui.training.traces import TEST_ACCURACY, TEST_LOSS, Ink, Trace

_OUTBURST = 3.0
"""So many times the highest training loss is too high for the page."""
REDRAW_MS = 300
"""Shortest time between two drawings of a plot that grows."""
APART_MS = 40
"""So much later than the plot before it a plot is drawn: what happens in between is not kept waiting for all."""
_STEADY = 0.08
"""The vertical axis stays as it is while so little of it would change: its marks take as long as the curves."""

# Okabe-Ito blue is too dark for a dark page and its yellow too light for a light one: sky blue and orange serve there.
TRAIN = Ink(OKABE_ITO[0], OKABE_ITO[5], mark="●─")
VALIDATION = Ink(OKABE_ITO[4], OKABE_ITO[1], style=Qt.PenStyle.DashLine, symbol="s", mark="■╌")
TEST = Ink(OKABE_ITO[2], OKABE_ITO[2], symbol="d", mark="◆")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a heading: a mark in its colour, and a text in another."""

    text: str
    color: QColor
    mark: str = ""
    mark_color: QColor = field(default_factory=QColor)

    @property
    def html(self) -> str:
        text = f'<span style="color:{self.color.name()}">{self.text}</span>'
        return f'<span style="color:{self.mark_color.name()}">{self.mark}</span> {text}' if self.mark else text


def _joined(parts: Sequence[_Part]) -> str:
    return "&nbsp; ".join(part.html for part in parts)


class LivePlot(QWidget):
    """One plot: heading with legend and values above it, so that nothing covers the data.

    Curves are kept and refilled; a plot that is not visible is not drawn.

    Signals
    -------
    pointed(object)
        The place on the horizontal axis the user points at, by mouse or arrow key; None: at nothing.
    ranged(object)
        The user zoomed to this (low, high), or back to everything: None.
    """

    pointed = Signal(object)
    ranged = Signal(object)
    follows_log = False

    def __init__(self, theme: Theme, title: str, unit: str, traces: Sequence[Trace]) -> None:
        super().__init__()
        self.theme = theme
        self.title = title
        self.traces = tuple(traces)
        self.options = PlotOptions()
        self._curves = Curves()
        self._lines: dict[str, Line] = {}
        self._range: tuple[float, float] | None = None
        self._at: float | None = None
        self._dirty = True
        self._stamp: tuple[object, ...] = ()
        self._drawn = 0.0
        self._y: tuple[float, float] | None = None
        self._star_at: tuple[float, float] | None = None
        self.heading = QLabel()
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._keys_text = self.tr("Wheel: zoom, drag: move, 0: everything, arrow keys: values point by point")
        self.plot = PlotPage(theme, title, unit)
        for trace in self.traces:
            trace.put_on(self.plot.getPlotItem())
        self.best = self.plot.add_line()
        self.star = pg.ScatterPlotItem(symbol="star", size=13)
        self.star.setZValue(10)
        self.plot.addItem(self.star)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(self.plot, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.redraw)
        self.plot.pointed.connect(self.pointed)
        self.plot.stepped.connect(self._step)
        self.plot.zoomed.connect(self.ranged)
        self.plot.resized.connect(self._resized)
        theme.changed.connect(self.restyle)
        self.restyle()

    # ------------------------------------------------------------------ what is asked of it

    def show_curves(self, curves: Curves | None) -> None:
        """Draw these curves soon; call it again whenever they have grown."""
        shown = curves or Curves()
        stamp = (id(shown), shown.revision, shown.epochs, shown.steps)
        if stamp == self._stamp:
            return
        if shown is not self._curves:
            self._y = None
        self._curves, self._stamp = shown, stamp
        self._draw_soon()

    def show_options(self, options: PlotOptions) -> None:
        """Draw with these options from now on."""
        self.options = options
        self.plot.set_log(options.log and self.follows_log)
        self._redraw_now()

    def show_range(self, limits: tuple[float, float] | None) -> None:
        """Show this part of the horizontal axis; None: what the options say."""
        self._range = limits
        self._redraw_now()

    def point_at(self, x: float | None) -> None:
        """Put the crosshair there and write the values into the heading."""
        self._at = x
        self.plot.point_at(x)
        self._write_heading()

    # ------------------------------------------------------------------ drawing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw_now()

    @Slot()
    def restyle(self) -> None:
        """Take over the colours in force."""
        self.plot.restyle()
        for trace in self.traces:
            trace.restyle(self.theme)
        ink = self.theme.color("text")
        self.star.setPen(pg.mkPen(self.theme.color("base"), width=1))
        self.star.setBrush(ink)
        self._redraw_now()

    @Slot()
    def redraw(self) -> None:
        """Draw now if visible and anything is new."""
        if not self.isVisible() or not self._dirty:
            return
        self._dirty = False
        self._drawn = time.monotonic()
        axis = self.options.axis
        self._lines = {trace.key: self._line(trace) for trace in self.traces}
        low, high = self._limits()
        self.plot.show_x(low, high)
        self.plot.show_axis(axis)
        for trace in self.traces:
            trace.draw(self._lines[trace.key], (low, high), self.plot.buckets, self._smoothing(trace))
        self._mark_best()
        self.plot.show_y(*self._steady(*self._y_range(low, high)))
        self._write_heading()

    def _redraw_now(self) -> None:
        self._dirty, self._y = True, None
        self.redraw()

    def _draw_soon(self) -> None:
        self._dirty = True
        if self.isVisible() and not self._timer.isActive():
            since_ms = round(1000 * (time.monotonic() - self._drawn))
            self._timer.start(max(0, REDRAW_MS - since_ms) + APART_MS * self.turn)

    @Slot()
    def _resized(self) -> None:
        self._draw_soon()

    def _line(self, trace: Trace) -> Line:
        line = trace.line(self._curves, self.options.axis)
        return without_zeros(line) if self.plot.log else line

    def _smoothing(self, trace: Trace) -> float:
        return self.options.smoothing if trace.smooth else 0.0

    def _limits(self) -> tuple[float, float]:
        """Return the part of the horizontal axis to be shown."""
        if self._range is not None:
            return self._range
        curves, axis = self._curves, self.options.axis
        if self.options.last:
            until = max(curves.reached("epoch"), 1.0)
            ends = curves.places_of(np.array([max(0.0, until - self.options.last), until]), axis)
            return float(ends[0]), float(max(ends[1], ends[0] + 1e-3))
        return 0.0, curves.extent(axis) or 1.0

    def _mark_best(self) -> None:
        best = self._curves.best
        self.best.setVisible(best is not None)
        if best is None:
            self._put_star(None)
            return
        x = float(self._curves.places_of(np.array([float(best.epoch)]), self.options.axis)[0])
        self.best.setValue(x)
        marked = self._lines.get(self.best_key, Line(np.empty(0), np.empty(0)))
        y = marked.at(x)
        self._put_star(None if y is None else (x, math.log10(y) if self.plot.log else y))

    def _put_star(self, place: tuple[float, float] | None) -> None:
        # Even without a change pyqtgraph would draw it anew.
        if place != self._star_at:
            self._star_at = place
            self.star.setData([] if place is None else [place[0]], [] if place is None else [place[1]])

    best_key = ""
    """The curve that has a star at the best epoch."""
    turn = 0
    """How many plots of the window are drawn before it."""

    def _y_range(self, low: float, high: float) -> tuple[float, float]:
        """Return the range of the vertical axis: from zero to the highest that is no outburst of single batches."""
        parts = [_between(line, low, high) for line in self._lines.values()]
        lowest = min((float(part.min()) for part in parts if len(part)), default=0.0)
        # A line of many points is judged by its 99th percentile.
        tops = [float(np.percentile(part, 99) if len(part) > 150 else part.max()) for part in parts if len(part)]
        top = max(tops, default=1.0) or 1.0
        if self.plot.log:
            return (lowest if any(len(part) for part in parts) else top / 10), top
        return min(0.0, lowest), top

    def _steady(self, low: float, high: float) -> tuple[float, float]:
        """Return the range shown already where it has all of this one and little more."""
        spare = _STEADY * (high - low)
        kept = self._y
        if self.plot.log or kept is None or not (low - spare <= kept[0] <= low and high <= kept[1] <= high + spare):
            self._y = kept = (low, high)
        return kept

    # ------------------------------------------------------------------ words

    def write(self, value: float) -> str:
        """Return a value of this plot as people read it."""
        raise NotImplementedError

    def best_texts(self) -> tuple[str, str]:
        """Return what the heading says of the best epoch, and the same in fewer words; empty for nothing."""
        return "", ""

    def _write_heading(self) -> None:
        values = {trace.key: self._value(trace) for trace in self.traces}
        best, short = self.best_texts() if self._at is None else ("", "")
        fullest = self._heading_parts(values, best)
        # What does not fit is said in fewer words, at last by the marks alone: a value cut off is read as another.
        forms = (fullest, self._heading_parts(values, short), self._heading_parts(values, short, named=False))
        self.heading.setText(_joined(next((form for form in forms if self._fits(form)), forms[-1])))
        self.heading.setToolTip(f"<p>{_joined(fullest)}</p><p>{self._keys_text}</p>")
        plain = ", ".join(f"{trace.name} {values[trace.key] or '-'}" for trace in self.traces if trace.name)
        self.plot.setAccessibleDescription(
            self.tr("{0}: {1}").format(self.title, ". ".join(filter(None, (plain, best))))
        )

    def _heading_parts(self, values: dict[str, str], best: str, *, named: bool = True) -> list[_Part]:
        """Return place, values with their marks, and the best, as far as there are any."""
        parts = [] if self._at is None else [_Part(place_text(self._at, self.options.axis), self.theme.color("muted"))]
        for trace in self.traces:
            if trace.name and (values[trace.key] or not trace.only_with_value):
                words = (trace.name, values[trace.key]) if named else (values[trace.key],)
                parts.append(
                    _Part(" ".join(words), self.theme.color("text"), trace.ink.mark, trace.ink.color(self.theme))
                )
        if best:
            parts.append(_Part(best, self.theme.color("text"), "★", self.theme.color("text")))
        return parts

    def _fits(self, parts: Sequence[_Part]) -> bool:
        text = "\u00a0 ".join(f"{part.mark} {part.text}" if part.mark else part.text for part in parts)
        return self.heading.fontMetrics().horizontalAdvance(text) <= self.heading.width()

    def _value(self, trace: Trace) -> str:
        """Return the value at the crosshair, or the newest, empty where there is none."""
        line = self._lines.get(trace.key)
        if line is None or not len(line):
            return ""
        value = line.at(self._at) if self._at is not None else float(line.y[-1])
        return "" if value is None else self.write(value)

    @Slot(int)
    def _step(self, by: int) -> None:
        """Move the crosshair by so many points, of the epochs where there are any."""
        lines = [line for line in (self._lines.get(trace.key) for trace in reversed(self.traces)) if line and len(line)]
        if not lines:
            return
        walked = next((line for line in lines if len(line) > 1), lines[0])
        self.pointed.emit(next_place(walked.x, self._at, by))


class LossPlot(LivePlot):
    """Loss of every batch, faint, the means over epochs, and at the end that of the test images."""

    follows_log = True
    best_key = "validation_loss"

    def __init__(self, theme: Theme) -> None:
        self._top = math.inf
        name = self.tr("train")
        self.raw_trace = Trace("batch_loss", "", TRAIN, faint=True)
        self.train_trace = Trace("train_loss", name, TRAIN)
        self.validation_trace = Trace("validation_loss", self.tr("validation"), VALIDATION)
        self.test_trace = Trace(TEST_LOSS, self.tr("test"), TEST, smooth=False, only_with_value=True)
        traces = (self.raw_trace, self.train_trace, self.validation_trace, self.test_trace)
        super().__init__(theme, self.tr("Loss"), self.tr("Loss (nats)"), traces)

    def write(self, value: float) -> str:
        # What does not fit on the page is pointed at.
        return f"{value:.3f} ↑" if value > self._top else f"{value:.3f}"

    def _y_range(self, low: float, high: float) -> tuple[float, float]:
        bottom, top = super()._y_range(low, high)
        self._top = self._calm_top(low, high, top) if not self.plot.log else math.inf
        return bottom, min(top, self._top)

    def _calm_top(self, low: float, high: float, top: float) -> float:
        """Return the highest loss that is no outburst, as validation has in the first epochs of batch normalisation."""
        trained = np.concatenate([_between(self._lines[key], low, high) for key in ("batch_loss", "train_loss")])
        if not len(trained):
            return top
        most = _OUTBURST * float(np.percentile(trained, 99))
        others = np.concatenate([_between(self._lines[key], low, high) for key in ("validation_loss", TEST_LOSS)])
        calm = others[others <= most]
        return max(float(np.percentile(trained, 99)), float(calm.max(initial=0.0))) or top


class AccuracyPlot(LivePlot):
    """Accuracy over epochs, train, validation and at the end test, in percent; faint: over the epoch so far."""

    best_key = "validation_accuracy"
    turn = 1

    def __init__(self, theme: Theme) -> None:
        self.raw_trace = Trace("running_accuracy", "", TRAIN, faint=True, factor=100.0, smooth=False)
        self.train_trace = Trace("train_accuracy", self.tr("train"), TRAIN, factor=100.0)
        self.validation_trace = Trace("validation_accuracy", self.tr("validation"), VALIDATION, factor=100.0)
        self.test_trace = Trace(TEST_ACCURACY, self.tr("test"), TEST, factor=100.0, smooth=False, only_with_value=True)
        traces = (self.raw_trace, self.train_trace, self.validation_trace, self.test_trace)
        super().__init__(theme, self.tr("Accuracy"), self.tr("Accuracy (%)"), traces)

    def write(self, value: float) -> str:
        return f"{value:.1f}"

    def best_texts(self) -> tuple[str, str]:
        best = self._curves.best
        if best is None:
            return "", ""
        value = f"{100 * best.accuracy:.1f}"
        return self.tr("{0} at epoch {1}").format(value, best.epoch), value

    def _y_range(self, low: float, high: float) -> tuple[float, float]:
        if self._range is None and not self.options.last:
            return 0.0, 100.0
        parts = [part for line in self._lines.values() if len(part := _between(line, low, high))]
        if not parts:
            return 0.0, 100.0
        bottom, top = min(float(part.min()) for part in parts), max(float(part.max()) for part in parts)
        return bottom, max(top, bottom + 1.0)


class RatePlot(LivePlot):
    """Learning rate of every step."""

    follows_log = True
    turn = 2

    def __init__(self, theme: Theme) -> None:
        traces = (Trace("learning_rate", self.tr("learning rate"), TRAIN, smooth=False, symbols=False),)
        super().__init__(theme, self.tr("Learning rate"), self.tr("Rate"), traces)

    def write(self, value: float) -> str:
        return f"{value:.3g}"


class PacePlot(LivePlot):
    """Images a second between two points of the curve, evaluations and pauses excluded."""

    turn = 3

    def __init__(self, theme: Theme) -> None:
        traces = (Trace("images_per_s", self.tr("images/s"), TRAIN, symbols=False),)
        super().__init__(theme, self.tr("Images a second"), self.tr("Images/s"), traces)

    def write(self, value: float) -> str:
        return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


PLOT_KINDS: dict[str, Callable[[Theme], LivePlot]] = {
    "loss": LossPlot,
    "accuracy": AccuracyPlot,
    "learning_rate": RatePlot,
    "pace": PacePlot,
}


def _between(line: Line, low: float, high: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    first, last = np.searchsorted(line.x, [low, high + 1e-9])
    return line.y[first:last]
