"""Test accuracy of every source on every data set, filling in while a study runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme import GRID, OKABE_ITO, Theme
from gui.widgets.plot_axis import FittingAxis

Values = NDArray[np.float64]

_LABELLED = 8
"""Up to so many bars have their numbers above them."""
_LABEL_PX = 30
"""Height that a number above a bar of 100 % needs."""
_PER_CENT = [(float(at), str(at)) for at in range(0, 101, 20)]
_GROUP = 0.8
"""Share of a data set's place on the axis that its bars fill."""

# Each source has its own filling besides its colour.
_FILLINGS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.DiagCrossPattern,
)

_SYMBOLS = ("o", "s", "t", "d", "+", "x")
"""Each source has its own mark, too."""


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    """What is known of one source on one data set.

    Attributes
    ----------
    source, target : str
        As shown.
    accuracies : tuple of float
        Test accuracies 0 to 1 of the finished seeds.
    waiting : int
        Seeds still to come.
    limits : tuple of float or None
        Ends of the line about the mean; None: one standard deviation to either side.
    mark : str
        Stands beside the mean.
    """

    source: str
    target: str
    accuracies: tuple[float, ...]
    waiting: int = 0
    limits: tuple[float, float] | None = None
    mark: str = ""

    @property
    def mean(self) -> float:
        """Mean over the seeds that are done."""
        return float(np.mean(self.accuracies))

    @property
    def spread(self) -> float:
        """Sample standard deviation over the seeds (n - 1); NaN below two."""
        return float(np.std(self.accuracies, ddof=1)) if len(self.accuracies) > 1 else float("nan")

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of the line about the mean; the mean itself where there is no line."""
        if self.limits is not None:
            return self.limits
        spread = 0.0 if len(self.accuracies) < 2 else self.spread
        return self.mean - spread, self.mean + spread


class ComparisonPlot(QWidget):
    """Mean accuracy as bars or points, an interval as a line, every seed as a dot.

    Bars start at zero; points use the range of the data and show small differences.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: tuple[ComparisonCell, ...] = ()
        self._points = False
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.RichText)
        self.heading.setWordWrap(True)
        self.plot = pg.PlotWidget(axisItems={"left": FittingAxis("left")})
        self.plot.setAccessibleName(self.tr("Test accuracy by source and data set"))
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        item = self.plot.getPlotItem()
        item.setLabel("left", self.tr("Test accuracy (%)"))
        item.showGrid(y=True, alpha=0.12)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.getViewBox().setMouseEnabled(x=False, y=False)
        item.getViewBox().sigResized.connect(self._keep_room_for_labels)
        item.getAxis("bottom").setStyle(tickLength=0, tickFont=theme.numbers_font(scale=0.85))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(self.plot, 1)
        theme.changed.connect(self.redraw)
        self.redraw()

    def show_cells(self, cells: Sequence[ComparisonCell], *, points: bool = False) -> None:
        """Show this table as bars or points; the order of first appearance is kept."""
        if (tuple(cells), points) != (self._cells, self._points):
            self._cells, self._points = tuple(cells), points
            self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw again, in the colours in force."""
        theme = self._theme
        item = self.plot.getPlotItem()
        item.clear()
        self.plot.setBackground(theme.color("base"))
        for name in ("left", "bottom"):
            item.getAxis(name).setPen(theme.color("border"))
            item.getAxis(name).setTextPen(theme.color("muted"))
        sources = list(dict.fromkeys(cell.source for cell in self._cells))
        targets = list(dict.fromkeys(cell.target for cell in self._cells))
        item.getAxis("bottom").setTicks([[(at, name.replace(" (", "\n(")) for at, name in enumerate(targets)]])
        item.getAxis("bottom").setHeight(4 * GRID if any(" (" in name for name in targets) else None)
        item.setXRange(-0.5, max(len(targets), 1) - 0.5, padding=0.02)
        for index, source in enumerate(sources):
            own = [cell for cell in self._cells if cell.source == source and cell.accuracies]
            self._draw_source(own, targets, index, len(sources))
            self._label(own, targets, index, len(sources), numbers=len(sources) * len(targets) <= _LABELLED)
        self._keep_room_for_labels()
        self._write_heading(sources)

    @Slot(object)
    def _keep_room_for_labels(self, _view: object = None) -> None:
        """Let the axis end so far above the highest bar or point that a number fits there, however low the plot is."""
        view = self.plot.getPlotItem().getViewBox()
        room = _LABEL_PX / max(view.height(), 2 * _LABEL_PX)
        low, high = self._range() if self._points else (-2.0, 100.0)
        # No number above 100 % where the axis goes on for the labels.
        self.plot.getPlotItem().getAxis("left").setTicks(None if self._points else [_PER_CENT])
        view.setYRange(low, low + (high - low) / (1 - room), padding=0)

    def _range(self) -> tuple[float, float]:
        """Return what the points and their lines span, in per cent."""
        ends = [100 * value for cell in self._cells if cell.accuracies for value in (*cell.ends, *cell.accuracies)]
        low, high = min(ends, default=0.0), max(ends, default=100.0)
        margin = max(0.08 * (high - low), 0.5)
        return low - margin, high + margin

    def _draw_source(self, own: list[ComparisonCell], targets: list[str], index: int, count: int) -> None:
        if not own:
            return
        item = self.plot.getPlotItem()
        width = _GROUP / count
        x = _centres(own, targets, index, count)
        means = 100 * np.array([cell.mean for cell in own])
        ink = pg.mkPen(self._theme.color("text"), width=1)
        if not self._points:
            item.addItem(_bars(x, means, width, index))
        ends = 100 * np.array([cell.ends for cell in own])
        several = ends[:, 1] > ends[:, 0]
        if several.any():
            top, bottom = (ends[several, 1] - means[several]), (means[several] - ends[several, 0])
            item.addItem(
                pg.ErrorBarItem(x=x[several], y=means[several], top=top, bottom=bottom, beam=width * 0.2, pen=ink)
            )
        if self._points:
            symbol = _SYMBOLS[index % len(_SYMBOLS)]
            item.addItem(pg.ScatterPlotItem(x=x, y=means, size=12, symbol=symbol, brush=_color(index), pen=ink))
        # Beside a point, which they would cover; over a bar there is room.
        dots = x + 0.3 * width if self._points else x
        spread = 0.5 * width if self._points else width
        dots_x = np.concatenate(
            [_beside(centre, len(cell.accuracies), spread) for centre, cell in zip(dots, own, strict=True)]
        )
        dots_y = 100 * np.concatenate([np.array(cell.accuracies) for cell in own])
        item.addItem(pg.ScatterPlotItem(x=dots_x, y=dots_y, size=5, brush=self._theme.color("base"), pen=ink))

    def _label(self, own: list[ComparisonCell], targets: list[str], index: int, count: int, *, numbers: bool) -> None:
        """Write the mean above each bar, where there is room for `numbers`, and its mark."""
        for centre, cell in zip(_centres(own, targets, index, count), own, strict=True):
            text = f"{100 * cell.mean:.1f} {cell.mark}".strip() if numbers else cell.mark
            if text:
                label = pg.TextItem(text, color=self._theme.color("text"), anchor=(0.5, 1.1))
                label.setPos(centre, 100 * max(*cell.ends, *cell.accuracies))
                self.plot.getPlotItem().addItem(label)

    def _write_heading(self, sources: list[str]) -> None:
        marks = [f'<span style="color:{_color(at).name()}">■</span> {name}' for at, name in enumerate(sources)]
        title = self.tr("Test accuracy")
        self.heading.setText("&nbsp;&nbsp; ".join([f"<b>{title}</b>", *marks]))
        done = [f"{cell.source}, {cell.target}: {cell.mean:.1%}" for cell in self._cells if cell.accuracies]
        self.plot.setAccessibleDescription("; ".join(done))


def _centres(own: list[ComparisonCell], targets: list[str], index: int, count: int) -> Values:
    """Return where the bars of the source `index` of `count` stand."""
    places = np.array([targets.index(cell.target) for cell in own], dtype=np.float64)
    return places + (index - (count - 1) / 2) * _GROUP / count


def _bars(x: Values, means: Values, width: float, index: int) -> pg.BarGraphItem:
    brush = pg.mkBrush(_color(index))
    brush.setStyle(_FILLINGS[index % len(_FILLINGS)])
    return pg.BarGraphItem(x=x, height=means, width=width * 0.86, brush=brush, pen=pg.mkPen(_color(index), width=1))


def _color(index: int) -> QColor:
    return QColor(OKABE_ITO[index % len(OKABE_ITO)])


def _beside(centre: float, count: int, width: float) -> Values:
    """Return places for `count` dots around `centre`, within half a bar."""
    return centre + (np.linspace(-0.25, 0.25, count) * width if count > 1 else np.zeros(1))
