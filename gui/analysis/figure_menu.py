"""The button that opens a figure of the analysis in the window for print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QPushButton

from engine.analysis.distances import Metric
from engine.analysis.request import Analysis
from engine.analysis.spread import Spread
from engine.figures.shown import Shown, figure_facts
from gui.analysis.live import View
from gui.figures.figure_page import FigurePage, open_figure
from gui.services import Services

if TYPE_CHECKING:
    from engine.figures.export import Drawing
    from engine.figures.style import FigureStyle


class FigureMenu(QPushButton):
    """Offers the deviation maps, the scalar deviations and the distances.

    Parameters
    ----------
    services : Services
    shown : callable
        Kind of a figure to how it is shown on the screen.
    """

    def __init__(self, services: Services, shown: Callable[[str], Shown]) -> None:
        super().__init__(services.theme.icon("file-image"), self.tr("Figure for print…"))
        self._services = services
        self._shown = shown
        self._view: View | None = None
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

    def show_view(self, view: View) -> None:
        """Take what the figures are drawn from; a partial view has none yet."""
        self._view = view
        self.setEnabled(view.analysis is not None)
        for action in self.menu_of_figures.actions():
            # Features have no maps.
            maps = action.data() == "std_maps"
            action.setVisible(not maps or view.statistics.of_pictures)

    @Slot()
    def offer(self) -> None:
        """Let the user choose a figure."""
        if self.isEnabled():
            self.menu_of_figures.popup(self.mapToGlobal(QPoint(0, -self.menu_of_figures.sizeHint().height())))

    def open(self, kind: str, _checked: bool = False) -> None:
        """Open one of the figures in the window for print, in the order, colours and scale it has on the screen."""
        if self._view is not None and self._view.analysis is not None:
            analysis, metric, spread = self._view.analysis, self._view.metric, self._view.deviation
            shown = self._shown(kind)
            make = partial(_draw, kind, analysis, metric, spread, shown)
            facts = figure_facts(analysis.statistics, analysis.provenance, metric, spread, shown)
            self.page = open_figure(self._services, make, kind, facts, self)


def _draw(kind: str, analysis: Analysis, metric: Metric, spread: Spread, shown: Shown, style: FigureStyle) -> Drawing:
    from engine.figures.analysis_files import analysis_drawings

    return analysis_drawings(analysis.statistics, metric, spread, {kind: shown})[kind](style)
