"""The plots of one run side by side: one crosshair, one zoom, one row of controls, and the same numbers as a table."""

from __future__ import annotations

import math

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.services import Services
from gui.theme import GRID
from gui.training.curve_table import CurveTable
from gui.training.curves import Curves
from gui.training.live_plots import PLOT_KINDS, AccuracyPlot, LivePlot, LossPlot
from gui.training.plot_options import PlotBar, PlotOptions
from gui.training.printing import ShownCurves, shown_of_run


class PlotGrid(QWidget):
    """One, two, or a grid of up to four plots, below their controls."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.bar = PlotBar(services)
        self.plots: dict[str, LivePlot] = {name: make(services.theme) for name, make in PLOT_KINDS.items()}
        self.table = CurveTable(services.theme)
        self._curves = Curves()
        self._range: tuple[float, float] | None = None
        self._place: float | None = None
        page = QWidget()
        self._cells = QGridLayout(page)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(GRID // 2)
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        for plot in self.plots.values():
            plot.pointed.connect(self.point_at)
            plot.ranged.connect(self.show_range)
        self.bar.changed.connect(self._take_options)
        self._take_options(self.bar.options)

    @property
    def loss(self) -> LossPlot:
        """The plot of the loss."""
        plot = self.plots["loss"]
        assert isinstance(plot, LossPlot)
        return plot

    @property
    def accuracy(self) -> AccuracyPlot:
        """The plot of the accuracy."""
        plot = self.plots["accuracy"]
        assert isinstance(plot, AccuracyPlot)
        return plot

    def show_curves(self, curves: Curves) -> None:
        """Draw these curves soon; call it again whenever they have grown."""
        if curves is not self._curves:
            self._curves = curves
            self.show_range(None)
            self.point_at(None)
        for plot in self.plots.values():
            plot.show_curves(curves)
        self._fill_table()

    @Slot(object)
    def point_at(self, x: float | None) -> None:
        """Put the crosshair of every plot at a place, None for nowhere."""
        if x == self._place:
            return
        self._place = x
        for plot in self.plots.values():
            plot.point_at(x)

    @Slot(object)
    def show_range(self, limits: tuple[float, float] | None) -> None:
        """Show this part of the horizontal axis in every plot; None: what the controls say."""
        if limits == self._range:
            return
        self._range = limits
        for plot in self.plots.values():
            plot.show_range(limits)

    @Slot(object)
    def _take_options(self, options: PlotOptions) -> None:
        # A place on one axis is none on another.
        self.show_range(None)
        self.point_at(None)
        for plot in self.plots.values():
            plot.show_options(options)
        self._arrange(options.plots)
        self.pages.setCurrentIndex(1 if options.table else 0)
        self._fill_table()

    def shown(self) -> ShownCurves:
        """Return what the plots show now, for print."""
        low, high = self._range or (-math.inf, math.inf)
        return shown_of_run(self.plots, self._curves, self.bar.options, (low, high))

    def _arrange(self, names: tuple[str, ...]) -> None:
        while self._cells.count():
            self._cells.takeAt(0)
        for plot in self.plots.values():
            plot.setVisible(False)
        columns = 1 if len(names) == 1 else 2
        for at, name in enumerate(names):
            self._cells.addWidget(self.plots[name], at // columns, at % columns)
            self.plots[name].setVisible(True)
            # The plot below has the same axis.
            self.plots[name].plot.show_bottom_name(at + columns >= len(names))
        for column in range(2):
            self._cells.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(2):
            self._cells.setRowStretch(row, 1 if row * columns < len(names) else 0)

    def _fill_table(self) -> None:
        if self.bar.options.table:
            self.table.curves.show(self._curves)
