"""The live plots: loss and accuracy of the chosen run over epochs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import GRID, OKABE_ITO, Theme
from gui.training.curves import Curves, Series

REDRAW_MS = 100
"""Shortest time between two drawings of a plot."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """How one curve is drawn; the dash and the symbol tell it from the others without colour."""

    light: str
    dark: str
    dashed: bool = False

    def color(self, theme: Theme) -> QColor:
        return QColor(self.dark if theme.dark else self.light)

    def pen(self, theme: Theme) -> QPen:
        pen = QPen(pg.mkPen(self.color(theme), width=1))
        if self.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen


# Okabe-Ito blue is too dark for a dark page and its yellow too light for a light one: sky blue and orange serve there.
TRAIN = _Ink(OKABE_ITO[0], OKABE_ITO[5])
VALIDATION = _Ink(OKABE_ITO[4], OKABE_ITO[1], dashed=True)


class LivePlot(QWidget):
    """One plot over epochs: heading with legend above it, so that nothing covers the data.

    Curves are kept and refilled; a plot that is not visible is not drawn.
    """

    def __init__(self, theme: Theme, title: str, unit: str) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._curves: Curves | None = None
        self._drawn: tuple[int, int] = (0, -1)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.RichText)
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.plot = pg.PlotWidget()
        self.plot.setAccessibleName(title)
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        item = self.plot.getPlotItem()
        item.setLabel("bottom", self.tr("Epoch"))
        item.setLabel("left", unit)
        item.showGrid(x=True, y=True, alpha=0.12)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.getViewBox().setMouseEnabled(x=False, y=False)
        item.setDownsampling(auto=True, mode="peak")
        item.setClipToView(True)
        self.raw = item.plot(skipFiniteCheck=True)
        self.train = item.plot(skipFiniteCheck=True, symbolSize=4)
        self.validation = item.plot(skipFiniteCheck=True, symbolSize=4)
        self.best = pg.InfiniteLine(angle=90)
        self.best.hide()
        item.addItem(self.best)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(self.plot, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self.redraw)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_curves(self, curves: Curves | None) -> None:
        """Draw these curves soon; call it again whenever they have grown."""
        self._curves = curves
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    @Slot()
    def restyle(self) -> None:
        """Take over the colours in force."""
        theme = self._theme
        self.plot.setBackground(theme.color("base"))
        item = self.plot.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(theme.color("border"))
            axis.setTextPen(theme.color("muted"))
        faint = TRAIN.color(theme)
        faint.setAlphaF(0.28)
        self.raw.setPen(pg.mkPen(faint, width=1))
        for curve, ink, symbol in ((self.train, TRAIN, "o"), (self.validation, VALIDATION, "s")):
            curve.setPen(ink.pen(theme))
            curve.setSymbol(symbol)
            curve.setSymbolBrush(ink.color(theme))
            curve.setSymbolPen(None)
        self.best.setPen(pg.mkPen(theme.color("muted"), width=1, style=Qt.PenStyle.DotLine))
        self._drawn = (0, -1)
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw now if visible and anything is new."""
        curves = self._curves
        drawn = (id(curves), curves.revision if curves else 0)
        if not self.isVisible() or drawn == self._drawn:
            return
        self._drawn = drawn
        shown = curves or Curves()
        self.fill(shown)
        if shown.epochs:
            self.plot.setXRange(0, shown.epochs, padding=0.04)
        best = shown.best
        self.best.setVisible(best is not None)
        if best is not None:
            self.best.setValue(best.epoch)
        self._write_heading(shown)

    def fill(self, curves: Curves) -> None:
        """Hand the data of `curves` to the plot's curves."""
        raise NotImplementedError

    def latest(self, curves: Curves) -> tuple[str, str]:
        """Return the newest train and validation values as text, empty where there is none."""
        raise NotImplementedError

    def best_text(self, _curves: Curves) -> str:
        """Return what the heading says of the best epoch, empty for nothing."""
        return ""

    def _write_heading(self, curves: Curves) -> None:
        train, validation = self.latest(curves)
        muted = self._theme.color("muted").name()
        parts = []
        for mark, ink, name, value in (
            ("●─", TRAIN, self.tr("train"), train),
            ("■╌", VALIDATION, self.tr("validation"), validation),
        ):
            parts.append(f'<span style="color:{ink.color(self._theme).name()}">{mark}</span> {name} {value}')
        best = self.best_text(curves)
        if best:
            parts.append(f'<span style="color:{muted}">┊</span> {best}')
        self.heading.setText("&nbsp;&nbsp; ".join(parts))
        plain = self.tr("{0}: train {1}, validation {2}").format(self._title, train or "-", validation or "-")
        self.plot.setAccessibleDescription(plain)


class LossPlot(LivePlot):
    """Loss of every batch, faint, and the means over epochs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Loss"), self.tr("Cross-entropy (nats)"))

    def fill(self, curves: Curves) -> None:
        _set(self.raw, curves.step_loss)
        _set(self.train, curves.train_loss)
        _set(self.validation, curves.validation_loss)
        low, high = _span(curves)
        self.plot.setYRange(low, high, padding=0.04)

    def latest(self, curves: Curves) -> tuple[str, str]:
        return _last(curves.train_loss, "{:.3f}".format), _last(curves.validation_loss, "{:.3f}".format)


class AccuracyPlot(LivePlot):
    """Accuracy over epochs, train and validation, in percent; faint: over the epoch so far."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Accuracy"), self.tr("Accuracy (%)"))

    def fill(self, curves: Curves) -> None:
        _set(self.raw, curves.step_accuracy, 100.0)
        _set(self.train, curves.train_accuracy, 100.0)
        _set(self.validation, curves.validation_accuracy, 100.0)
        self.plot.setYRange(0, 100, padding=0.05)

    def latest(self, curves: Curves) -> tuple[str, str]:
        return _last(curves.train_accuracy, percent), _last(curves.validation_accuracy, percent)

    def best_text(self, curves: Curves) -> str:
        best = curves.best
        return "" if best is None else self.tr("best {0} at epoch {1}").format(percent(best.accuracy), best.epoch)


def _set(curve: pg.PlotDataItem, series: Series, factor: float = 1.0) -> None:
    curve.setData(series.x, series.y * factor)


def _last(series: Series, write: Callable[[float], str]) -> str:
    return write(float(series.y[-1])) if len(series) else ""


def percent(share: float) -> str:
    """Return a share, 0 to 1, as people read it."""
    return f"{100 * share:.1f} %"


def _span(curves: Curves) -> tuple[float, float]:
    """Return the range of the loss axis: from zero to the highest that is not an outburst of single batches."""
    tops = [float(series.y.max()) for series in (curves.train_loss, curves.validation_loss) if len(series)]
    if len(curves.step_loss):
        tops.append(float(np.percentile(curves.step_loss.y, 99)))
    return 0.0, max(tops, default=1.0) or 1.0
