"""Curves of several runs in one plot: a group as its mean, a band of one standard deviation, and thin single lines."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from engine.experiments.overlay import RunCurve, read_curves
from gui.services import Services
from gui.theme import GRID
from gui.training.overlay_bar import OverlayBar
from gui.training.overlay_group import GroupItems, View, places
from gui.training.overlay_legend import DISTINCT, LegendRow, OverlayLegend, ink_of
from gui.training.plot_page import PlotPage, next_place, place_text
from gui.training.printing import ShownCurves, shown_of_groups
from gui.training.run_colours import mark_colour
from gui.training.run_marking import RunMarking
from gui.training.traces import Ink

LOOK_S = 2.0
"""Shortest time between two looks at runs that may have grown."""


@dataclass(frozen=True, slots=True)
class OverlayRun:
    """A run to be laid over others.

    Attributes
    ----------
    run_id : str
    group : str
        As shown in the legend; runs of one group become a mean with a band.
    """

    run_id: str
    group: str


class CurvesOverlay(QWidget):
    """The plot, its controls above, its legend with values beside it.

    A group whose runs were all given one colour has it; the others take the usual ones in turn.

    Signals
    -------
    left()
        The user goes back to the single run (Esc).
    """

    left = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._marking = RunMarking.of_services(services)
        self._runs: tuple[OverlayRun, ...] = ()
        self._curves: tuple[RunCurve, ...] = ()
        self._items: list[GroupItems] = []
        self.drawn: dict[str, GroupItems] = {}
        self._reading = False
        self._read_at = 0.0
        self._range: tuple[float, float] | None = None
        self._at: float | None = None
        self.bar = OverlayBar(services)
        self.plot = PlotPage(services.theme, self.tr("Curves of several runs"), "")
        self.legend = OverlayLegend(services.theme)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.plot)
        across.addWidget(self.legend)
        across.setStretchFactor(0, 11)
        across.setStretchFactor(1, 9)
        across.setSizes([55 * GRID, 45 * GRID])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.bar)
        column.addWidget(across, 1)
        self.bar.changed.connect(self._options_changed)
        self.bar.left.connect(self.left)
        self.legend.shown_changed.connect(self.redraw)
        self.plot.pointed.connect(self._point)
        self.plot.stepped.connect(self._step)
        self.plot.zoomed.connect(self._zoom)
        self.plot.resized.connect(self.redraw)
        self._marking.changed.connect(self._recolour)
        services.theme.changed.connect(self._restyle)
        self._restyle()

    # ------------------------------------------------------------------ what is asked of it

    def show_runs(self, runs: Sequence[OverlayRun]) -> None:
        """Show these runs; groups keep the order of their first appearance, and only so many as can be told apart."""
        groups = list(dict.fromkeys(run.group for run in runs))
        shown = set(groups[:DISTINCT])
        self._runs = tuple(run for run in runs if run.group in shown)
        self.bar.say(
            self.tr("{0} of {1} groups").format(DISTINCT, f"{len(groups):,}") if len(groups) > DISTINCT else ""
        )
        self._range = self._at = None
        self._read_at = 0.0
        self._rebuild()
        self.look()

    @property
    def run_ids(self) -> list[str]:
        """The runs shown."""
        return [run.run_id for run in self._runs]

    def look(self) -> None:
        """Read what is new, in the background; called as often as anything happens."""
        now = time.monotonic()
        if self._reading or not self._runs or not self.isVisible() or now - self._read_at < LOOK_S:
            return
        self._reading, self._read_at = True, now
        ids = [run.run_id for run in self._runs]
        task = self._services.tasks.start(read_curves, ids, self._services.workspace, self._curves)
        task.finished.connect(self.take)
        task.failed.connect(self._services.tell_failure)
        task.ended.connect(self._read_over)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------ reading

    @Slot(object)
    def take(self, curves: tuple[RunCurve, ...]) -> None:
        """Draw what was read; curves of runs that are not shown any more are passed over."""
        wanted = {run.run_id for run in self._runs}
        if {curve.run_id for curve in curves} <= wanted:
            self._curves = curves
            self.redraw()

    @Slot()
    def _read_over(self) -> None:
        self._reading = False
        known = {curve.run_id for curve in self._curves}
        if any(run.run_id not in known for run in self._runs) and not self._read_at:
            self.look()

    # ------------------------------------------------------------------ drawing

    @property
    def groups(self) -> dict[str, list[OverlayRun]]:
        """The runs by group."""
        found: dict[str, list[OverlayRun]] = {}
        for run in self._runs:
            found.setdefault(run.group, []).append(run)
        return found

    def _rebuild(self) -> None:
        """Give every group items of the plot: those made before are used again, making them is slow."""
        inks = self._inks()
        for ink in list(inks.values())[len(self._items) :]:
            made = GroupItems(ink)
            made.put_on(self.plot.getPlotItem())
            self._items.append(made)
        for spare in self._items[len(inks) :]:
            spare.show(False)
        self.drawn = dict(zip(inks, self._items, strict=False))
        for group, ink in inks.items():
            self.drawn[group].ink = ink
        self.legend.show_groups(inks)
        self._restyle()

    def _inks(self) -> dict[str, Ink]:
        """Return how the groups are drawn: in the colour that all runs of one were given, else in the next."""
        given = {group: {self._marking.of(run.run_id).colour for run in runs} for group, runs in self.groups.items()}
        own = {group: mark_colour(colours.pop()) if len(colours) == 1 else "" for group, colours in given.items()}
        return {group: ink_of(at, colour) for at, (group, colour) in enumerate(own.items())}

    @Slot()
    def _recolour(self) -> None:
        inks = self._inks()
        if inks != {group: drawn.ink for group, drawn in self.drawn.items()}:
            for group, ink in inks.items():
                self.drawn[group].ink = ink
            self.legend.show_inks(inks)
            self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.plot.restyle()
        for drawn in self.drawn.values():
            drawn.restyle(self._services.theme)
        self.legend.restyle()
        self.redraw()

    @Slot()
    def _options_changed(self) -> None:
        self._range = None
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw what is there, in the options in force."""
        if not self.isVisible():
            return
        options = self.bar.options
        self.plot.set_log(options.log)
        self.plot.name_left(self.bar.metric_text)
        by_id = {curve.run_id: curve for curve in self._curves}
        low, high = self._limits()
        self.plot.show_x(low, high)
        self.plot.show_axis(options.axis)
        view = View(
            options.metric, options.axis, self.bar.factor, options.log, options.singles, options.smoothing, (low, high),
            self.plot.buckets,
        )  # fmt: skip
        for group, runs in self.groups.items():
            self.drawn[group].show(self.legend.is_shown(group))
            self.drawn[group].draw([by_id[run.run_id] for run in runs if run.run_id in by_id], view)
        self.plot.show_y(*self._y_range(low, high))
        self._write()

    def shown(self) -> ShownCurves:
        """Return the means and bands shown now, for print."""
        groups = {group: drawn for group, drawn in self.drawn.items() if self.legend.is_shown(group)}
        options = self.bar.options
        return shown_of_groups(
            groups, options.metric, options.axis, self.bar.factor, options.smoothing, options.log, self._limits()
        )

    def _limits(self) -> tuple[float, float]:
        if self._range is not None:
            return self._range
        ends = [float(places(curve, self.bar.options.axis)[-1]) for curve in self._curves if len(curve.epochs)]
        return 0.0, max(ends, default=1.0) or 1.0

    def _y_range(self, low: float, high: float) -> tuple[float, float]:
        shown = [drawn.values(low, high) for group, drawn in self.drawn.items() if self.legend.is_shown(group)]
        values = np.concatenate([np.empty(0), *shown])
        return (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)

    # ------------------------------------------------------------------ words

    def _write(self) -> None:
        rows = {group: self._row(drawn) for group, drawn in self.drawn.items()}
        place = place_text(self._at, self.bar.options.axis) if self._at is not None else self.tr("Last")
        self.legend.write(rows, place)
        told = [f"{group} (n = {row.count}): {row.value}" for group, row in rows.items() if row.value]
        self.plot.setAccessibleDescription("; ".join(told))

    def _row(self, drawn: GroupItems) -> LegendRow:
        found = drawn.band
        if not len(found.mean):
            return LegendRow(found.count, "", "")
        at = (
            len(found.mean) - 1
            if self._at is None
            else int(np.abs(places(found, self.bar.options.axis) - self._at).argmin())
        )
        best = int(found.mean.argmin() if self.bar.lower_is_better else found.mean.argmax())
        value = self.bar.write(found.mean[at], found.deviation[at] if found.count > 1 else None)
        text = self.bar.write(found.mean[best], found.deviation[best] if found.count > 1 else None)
        where = self.tr("Best at epoch {0}").format(f"{found.epochs[best]:.0f}")
        return LegendRow(found.count, value, text, where)

    @Slot(object)
    def _point(self, x: float | None) -> None:
        self._at = x
        self.plot.point_at(x)
        self._write()

    @Slot(int)
    def _step(self, by: int) -> None:
        lines = [drawn.line for group, drawn in self.drawn.items() if self.legend.is_shown(group) and len(drawn.line)]
        if not lines:
            return
        self._point(next_place(max(lines, key=len).x, self._at, by))

    @Slot(object)
    def _zoom(self, limits: tuple[float, float] | None) -> None:
        self._range = limits
        self.redraw()
