"""The button that opens a figure of the analysis in the window for print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QPushButton

from engine.analysis.distances import Metric
from engine.analysis.request import Analysis
from gui.figures.figure_page import FigurePage, open_figure
from gui.services import Services

if TYPE_CHECKING:
    from engine.figures.export import Drawing
    from engine.figures.style import FigureStyle


class FigureMenu(QPushButton):
    """Offers the deviation maps, the scalar deviations and the distances."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.theme.icon("file-image"), self.tr("Figure for print…"))
        self._services = services
        self._analysis: Analysis | None = None
        self._metric = Metric.EUCLIDEAN
        self.page: FigurePage | None = None
        self.setToolTip(self.tr("Choose width, font and palette, see it at true size, save or copy it (Ctrl+P)"))
        self.menu_of_figures = QMenu(self)
        for text, kind in (
            (self.tr("Deviation maps"), "std_maps"),
            (self.tr("Deviation of each class"), "class_std"),
            (self.tr("Class-mean distances"), "distances"),
        ):
            action = self.menu_of_figures.addAction(text)
            action.setData(kind)
            action.triggered.connect(partial(self.open, kind))
        self.clicked.connect(self.offer)
        self.setEnabled(False)

    def show_analysis(self, analysis: Analysis | None, metric: Metric) -> None:
        """Take what the figures are drawn from; None for nothing yet."""
        self._analysis = analysis
        self._metric = metric
        self.setEnabled(analysis is not None)
        for action in self.menu_of_figures.actions():
            # Features have no maps.
            maps = action.data() == "std_maps"
            action.setVisible(not maps or analysis is None or analysis.statistics.of_pictures)

    @Slot()
    def offer(self) -> None:
        """Let the user choose a figure."""
        if self.isEnabled():
            self.menu_of_figures.popup(self.mapToGlobal(QPoint(0, -self.menu_of_figures.sizeHint().height())))

    def open(self, kind: str, _checked: bool = False) -> None:
        """Open one of the figures in the window for print."""
        if self._analysis is not None:
            facts = {**self._analysis.provenance, "distance": self._metric.value}
            make = partial(_draw, kind, self._analysis, self._metric)
            self.page = open_figure(self._services, make, kind, facts, self)


def _draw(kind: str, analysis: Analysis, metric: Metric, style: FigureStyle) -> Drawing:
    from engine.figures.heatmaps import distance_figure, spread_figure, std_figure

    if kind == "distances":
        return distance_figure(analysis.statistics, metric, style)
    return (std_figure if kind == "std_maps" else spread_figure)(analysis.statistics, style)
