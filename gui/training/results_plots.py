"""The plots of results beyond the comparison: lines with bands, rows with intervals, a matrix of changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme import GRID, OKABE_ITO, Theme
from gui.training.results_reading import Row, Series

if TYPE_CHECKING:
    from engine.experiments.class_results import ClassDifferences

_SYMBOLS = ("o", "s", "t", "d", "+", "x")
_LINES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
_ROWS_AT_ONCE = 40
"""So many rows are seen at first; the wheel and dragging show the others."""
_TICKS = 10
"""So many epochs are named at most."""
_NAMED = 40
"""Classes up to which the rows of a matrix are named."""


class ResultsPlot(QWidget):
    """A plot with a heading that names what is drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.RichText)
        self.heading.setWordWrap(True)
        self.plot = pg.PlotWidget()
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.item = self.plot.getPlotItem()
        self.item.hideButtons()
        self.item.setMenuEnabled(False)
        for side in ("left", "bottom"):
            self.item.getAxis(side).enableAutoSIPrefix(False)
        self.item.getAxis("bottom").setStyle(tickFont=theme.numbers_font(scale=0.85))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(self.plot, 1)
        theme.changed.connect(self.redraw)

    @Slot()
    def redraw(self) -> None:
        """Draw again, in the colours in force."""
        self.item.clear()
        self.plot.setBackground(self.theme.color("base"))
        for side in ("left", "bottom"):
            self.item.getAxis(side).setPen(self.theme.color("border"))
            self.item.getAxis(side).setTextPen(self.theme.color("muted"))
        self.draw()

    def draw(self) -> None:
        """Put everything on the empty plot."""
        raise NotImplementedError

    @property
    def ink(self) -> object:
        """The pen of what is drawn in the colour of text."""
        return pg.mkPen(self.theme.color("text"), width=1)

    def name_series(self, title: str, names: Sequence[str]) -> None:
        """Write the heading: a title, and the names in their colours."""
        marks = [f'<span style="color:{_color(at).name()}">■</span> {name}' for at, name in enumerate(names)]
        self.heading.setText("&nbsp;&nbsp; ".join([f"<b>{title}</b>", *marks]))


class LinesPlot(ResultsPlot):
    """Accuracy over epochs as bands, or over the amount of training data with single runs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.plot.setAccessibleName(self.tr("Accuracy of the sources"))
        self._series: tuple[Series, ...] = ()
        self._title = self._unit = ""
        self.item.showGrid(x=False, y=True, alpha=0.12)
        self.item.getViewBox().setMouseEnabled(x=False, y=False)
        self.redraw()

    def show_series(self, series: tuple[Series, ...], title: str, unit: str) -> None:
        """Show these lines; `unit` of the horizontal axis: 'epoch', 'share' or 'images'."""
        self._series, self._title, self._unit = series, title, unit
        self.redraw()

    def draw(self) -> None:
        amounts = self._unit in ("share", "images")
        names = {
            "epoch": (self.tr("Epoch"), self.tr("Validation accuracy (%)")),
            "share": (self.tr("Share of the training images (%)"), self.tr("Test accuracy (%)")),
            "images": (self.tr("Training images"), self.tr("Test accuracy (%)")),
        }
        bottom, left = names.get(self._unit, ("", ""))
        self.item.setLabel("bottom", bottom)
        self.item.setLabel("left", left)
        self._name_amounts(amounts)
        for at, one in enumerate(self._series):
            self._draw_series(one, at, np.log10(one.x) if amounts else one.x)
        self._show_all(amounts)
        self.name_series(self._title, [one.name for one in self._series])
        told = [f"{one.name}: {one.mean[-1]:.1f} %" for one in self._series if len(one.mean)]
        self.plot.setAccessibleDescription("; ".join(told))

    def _show_all(self, amounts: bool) -> None:
        """Show all that is drawn, and no more."""
        places = np.concatenate([np.empty(0), *(one.x for one in self._series)])
        values = np.concatenate(
            [np.empty(0), *(part for one in self._series for part in (one.mean, one.low, one.high))]
            + [np.array([value for _, value in one.runs]) for one in self._series]
        )
        values = values[np.isfinite(values)]
        if len(places) and len(values):
            places = np.log10(places) if amounts else places
            self.item.getViewBox().setXRange(float(places.min()), float(places.max()), padding=0.06)
            self.item.getViewBox().setYRange(float(values.min()) - 0.2, float(values.max()) + 0.2, padding=0.06)

    def _name_amounts(self, amounts: bool) -> None:
        axis = self.item.getAxis("bottom")
        if not amounts:
            last = max((int(one.x[-1]) for one in self._series if len(one.x)), default=1)
            every = max(1, -(-last // _TICKS))
            axis.setTicks([[(at, str(at)) for at in range(every, last + 1, every)]])
            return
        factor = 100 if self._unit == "share" else 1
        found = sorted({float(x) for one in self._series for x in one.x})
        axis.setTicks([[(float(np.log10(x)), f"{factor * x:g}") for x in found]])

    def _draw_series(self, one: Series, at: int, x: np.ndarray) -> None:
        color = _color(at)
        if self._unit != "epoch":
            known = np.isfinite(one.low)
            if known.any():
                top, bottom = one.high[known] - one.mean[known], one.mean[known] - one.low[known]
                self.item.addItem(
                    pg.ErrorBarItem(x=x[known], y=one.mean[known], top=top, bottom=bottom, beam=0.02, pen=self.ink)
                )
        elif np.isfinite(one.low).any():
            ends = [pg.PlotCurveItem(x, values, pen=None) for values in (one.low, one.high)]
            faint = QColor(color)
            faint.setAlphaF(0.2)
            for end in ends:
                self.item.addItem(end)
            self.item.addItem(pg.FillBetweenItem(*ends, brush=faint))
        pen = pg.mkPen(color, width=1.5, style=_LINES[at % len(_LINES)])
        symbol = _SYMBOLS[at % len(_SYMBOLS)] if len(x) <= 30 else None
        self.item.plot(x, one.mean, pen=pen, symbol=symbol, symbolSize=7, symbolBrush=color, symbolPen=self.ink)
        if one.runs:
            places, values = np.array(one.runs, dtype=np.float64).T
            self.item.addItem(
                pg.ScatterPlotItem(np.log10(places), values, size=4, brush=self.theme.color("base"), pen=self.ink)
            )


class RowsPlot(ResultsPlot):
    """A row an entry: a mark with its interval, single runs as dots, hollow triangles for what is only later."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.plot.setAccessibleName(self.tr("Results row by row"))
        self._rows: tuple[Row, ...] = ()
        self._title = self._unit = ""
        self._zero = False
        self.item.showGrid(x=True, y=False, alpha=0.12)
        self.item.invertY(True)
        self.item.getViewBox().setMouseEnabled(x=False, y=True)
        self.redraw()

    def show_rows(self, rows: tuple[Row, ...], title: str, unit: str, *, zero: bool) -> None:
        """Show these rows from above; `zero` draws the line of no difference."""
        self._rows, self._title, self._unit, self._zero = rows, title, unit, zero
        self.redraw()
        self.item.getViewBox().setYRange(-0.8, min(len(rows), _ROWS_AT_ONCE) - 0.2, padding=0)

    def draw(self) -> None:
        self.item.setLabel("bottom", self._unit)
        self.item.getAxis("left").setTicks([[(at, row.name) for at, row in enumerate(self._rows)]])
        if self._zero:
            self.item.addItem(pg.InfiniteLine(0, angle=90, pen=pg.mkPen(self.theme.color("muted"), width=1)))
        kinds = list(dict.fromkeys(row.kind for row in self._rows))
        for at, row in enumerate(self._rows):
            self._draw_row(row, at, kinds.index(row.kind))
        low, high = self._range()
        self.item.getViewBox().setXRange(low, high, padding=0.06)
        self.heading.setText(f"<b>{self._title}</b>{self._kind_names(kinds)}")
        self.plot.setAccessibleDescription("; ".join(f"{row.name}: {row.value:.1f}" for row in self._rows[:20]))

    def _kind_names(self, kinds: Sequence[str]) -> str:
        names = {"yes": self.tr("ImageNet has the class"), "no": self.tr("ImageNet has it not")}
        marks = [
            f'&nbsp;&nbsp; <span style="color:{_color(at).name()}">{"■●"[kind == "yes"]}</span> {names[kind]}'
            for at, kind in enumerate(kinds) if kind in names
        ]  # fmt: skip
        return "".join(marks)

    def _draw_row(self, row: Row, at: int, kind: int) -> None:
        if np.isfinite(row.low):
            self.item.plot([row.low, row.high], [at, at], pen=pg.mkPen(_color(kind), width=1.5))
        if np.isfinite(row.value):
            symbol = "s" if row.kind == "no" else "o"
            self.item.plot([row.value], [at], pen=None, symbol=symbol, symbolSize=9, symbolBrush=_color(kind),
                           symbolPen=self.ink)  # fmt: skip
        for values, symbol, brush in ((row.runs, "o", self.theme.color("base")), (row.beyond, "t2", None)):
            if values:
                offsets = at + np.linspace(-0.2, 0.2, len(values)) * (len(values) > 1)
                self.item.plot(list(values), offsets, pen=None, symbol=symbol, symbolSize=6 if brush else 9,
                               symbolBrush=brush, symbolPen=self.ink)  # fmt: skip

    def _range(self) -> tuple[float, float]:
        values = [
            value for row in self._rows for value in (row.value, row.low, row.high, *row.runs, *row.beyond)
            if np.isfinite(value)
        ]  # fmt: skip
        low, high = min([0.0, *values]), max([0.0 if values else 1.0, *values])
        return low, high if high > low else low + 1.0


class ChangesView(ResultsPlot):
    """How the confusions of a source differ from the baseline's: true classes down, predicted ones across.

    Signals
    -------
    pointed(str)
        What the cell under the mouse says; empty for none.
    """

    pointed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.plot.setAccessibleName(self.tr("Differences of the confusions"))
        self._pair: ClassDifferences | None = None
        self._title = ""
        self._map = pg.colormap.get("CET-D1")
        self.item.invertY(True)
        self.item.getViewBox().setAspectLocked(True)
        self.plot.scene().sigMouseMoved.connect(self._move)
        self.redraw()

    def show_pair(self, pair: ClassDifferences | None, title: str) -> None:
        """Show the changes of this pair of sources."""
        self._pair, self._title = pair, title
        self.redraw()
        self.item.getViewBox().autoRange(padding=0.02)

    def draw(self) -> None:
        self.heading.setText(f"<b>{self._title}</b>")
        self.item.setLabel("bottom", self.tr("Predicted class"))
        self.item.setLabel("left", self.tr("True class"))
        if self._pair is None or self._pair.confusion is None:
            return
        matrix, names = self._pair.confusion, self._pair.classes
        bound = float(np.abs(matrix).max()) or 1.0
        image = pg.ImageItem(matrix, axisOrder="row-major", levels=(-bound, bound))
        image.setLookupTable(self._map.getLookupTable(nPts=256))
        self.item.addItem(image)
        named = [(at + 0.5, _short(name)) for at, name in enumerate(names)] if len(names) <= _NAMED else []
        self.item.getAxis("left").setTicks([named])
        # The classes stand in the same order across; names would run into each other there.
        self.item.getAxis("bottom").setTicks([[(at, "") for at, _ in named]])
        text = self.tr("red: more often than the baseline, blue: less often, up to {0} points")
        self.heading.setText(f"<b>{self._title}</b>&nbsp;&nbsp; {text.format(f'{100 * bound:.1f}')}")

    @Slot(object)
    def _move(self, position: QPointF) -> None:
        if self._pair is None or self._pair.confusion is None:
            return
        place = self.item.getViewBox().mapSceneToView(position)
        row, column = int(np.floor(place.y())), int(np.floor(place.x()))
        count = len(self._pair.classes)
        if not (0 <= row < count and 0 <= column < count):
            self.pointed.emit("")
            return
        text = self.tr("{0} taken for {1}: {2} points")
        value = f"{100 * self._pair.confusion[row, column]:+.1f}"
        self.pointed.emit(text.format(self._pair.classes[row], self._pair.classes[column], value))


def _color(index: int) -> QColor:
    return QColor(OKABE_ITO[index % len(OKABE_ITO)])


def _short(name: str) -> str:
    return name if len(name) <= 12 else f"{name[:11]}…"
