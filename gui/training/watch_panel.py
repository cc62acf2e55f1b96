"""Watching: facts and curves of one run and what its network sees, or the curves of several runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.experiments.run_index import RunRow
from gui.figures.figure_page import open_plot
from gui.services import Services
from gui.theme import GRID
from gui.training.curves import Curves
from gui.training.network_view import NetworkView
from gui.training.overlay import CurvesOverlay, OverlayRun
from gui.training.plot_grid import PlotGrid
from gui.training.printing import curves_plot
from gui.training.run_facts import RunFacts
from gui.training.training_thread import MetricsRead


class WatchPanel(QWidget):
    """Facts and plots of the chosen run, or an overlay of several.

    Attributes
    ----------
    network : NetworkView
        What the network sees; not inside the panel, so that the tab can place it elsewhere.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._entry: RunRow | None = None
        self.curves = Curves()
        self.facts = RunFacts(services.theme)
        self.plots = PlotGrid(services)
        self.overlay = CurvesOverlay(services)
        self.network = NetworkView(services)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.facts)
        column.addWidget(self.plots, 1)
        column.addWidget(self.overlay, 1)
        self.overlay.hide()
        self.overlay.left.connect(self.leave_overlay)
        self._services = services
        for bar in (self.plots.bar, self.overlay.bar):
            bar.print_button.clicked.connect(self.print_curves)

    def choose(self, entry: RunRow | None) -> None:
        """Show another run; its metrics are to follow."""
        self.curves = Curves()
        self.plots.show_curves(self.curves)
        self.network.show_run(None if entry is None else entry.folder)
        self.show_entry(entry)

    def show_overlay(self, runs: Sequence[OverlayRun]) -> None:
        """Show the curves of several runs in the place of those of the chosen one."""
        self.facts.hide()
        self.plots.hide()
        self.overlay.show()
        self.overlay.show_runs(runs)

    @Slot()
    def leave_overlay(self) -> None:
        """Show the chosen run again."""
        self.overlay.hide()
        self.facts.show()
        self.plots.show()

    @Slot()
    def print_curves(self) -> None:
        """Open the curves shown, of one run or of several, in the window for print."""
        several = not self.overlay.isHidden()
        if several:
            shown, name = self.overlay.shown(), "curves_of_runs"
            facts: dict[str, object] = {"runs": self.overlay.run_ids}
        else:
            shown, name = self.plots.shown(), "curves"
            facts = {"run": "" if self._entry is None else self._entry.id}
        open_plot(self._services, partial(curves_plot, shown), name, facts, self)

    def show_entry(self, entry: RunRow | None) -> None:
        """Show where the chosen run stands now."""
        self._entry = entry
        self.overlay.look()
        if entry is None:
            self.facts.clear()
            return
        self.curves.finish(entry.status.test_accuracy, entry.details.test_loss)
        self.facts.show_run(entry, self.curves)
        self.plots.show_curves(self.curves)
        self.network.look()

    def take(self, read: MetricsRead) -> None:
        """Let the curves grow; metrics of a run that is not shown are passed over."""
        if self._entry is None or read.run_id != self._entry.id:
            return
        if read.restarted:
            self.curves.clear()
        self.curves.add(read.events, epochs=read.epochs, steps=read.steps)
        self.plots.show_curves(self.curves)
        self.facts.show_run(self._entry, self.curves)
        self.network.look()
