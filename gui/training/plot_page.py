"""The page curves are drawn on: axes, grid, crosshair, zoom along the horizontal axis, keyboard."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from gui.quantities import time_text
from gui.theme import Theme
from gui.training.curves import Axis, Line, Values
from gui.widgets.focus_plot import FocusPlot

POINTED_MS = 30
"""Shortest time between two places of the crosshair that are told."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
_FAR = 10**9
_ZOOM = 1.25
_NAMED_PX = 120
"""A lower plot leaves the name of its horizontal axis to the controls above it."""
_FLOOR = 1e-12
"""Nothing smaller is shown on a logarithmic axis."""


class PlotPage(FocusPlot):
    """A plot zoomed by the wheel and by + and -, moved by dragging, reset by 0 or a double click.

    The arrow keys move the crosshair by a point, Page keys by ten, Home and End to the ends; Esc removes it.

    Signals
    -------
    pointed(object)
        The mouse is at this place of the horizontal axis, None when it left.
    stepped(int)
        The crosshair is to move by so many points.
    zoomed(object)
        The user asked for this (low, high) of the horizontal axis, None for everything.
    """

    pointed = Signal(object)
    stepped = Signal(int)
    zoomed = Signal(object)

    def __init__(self, theme: Theme, title: str, unit: str) -> None:
        super().__init__(theme, title)
        self.log = False
        self.item.setLabel("left", unit)
        for name in ("left", "bottom"):
            self.item.getAxis(name).enableAutoSIPrefix(False)
            # Lines of the grid between the labelled ones took more time to draw than the curves.
            self.item.getAxis(name).setStyle(maxTickLevel=0)
        self.item.showGrid(x=True, y=True, alpha=0.12)
        self.item.getViewBox().setMouseEnabled(x=True, y=False)
        self.item.getViewBox().sigRangeChangedManually.connect(self._tell_zoom)
        self.cross = self.add_line()
        self._place: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(POINTED_MS)
        self._timer.timeout.connect(self._tell_place)
        self.scene().sigMouseMoved.connect(self._move)
        self.scene().sigMouseClicked.connect(self._click)
        self._named = True
        self.resized.connect(self._name_bottom)
        self.show_axis("epoch")

    def add_line(self) -> pg.InfiniteLine:
        """Return a new vertical line, hidden."""
        line = pg.InfiniteLine(angle=90)
        line.hide()
        self.getPlotItem().addItem(line, ignoreBounds=True)
        return line

    @property
    def buckets(self) -> int:
        """Pixels of the horizontal axis."""
        return max(64, int(self.item.getViewBox().width() * self.devicePixelRatioF()))

    # ------------------------------------------------------------------ what is asked of it

    def set_log(self, log: bool) -> None:
        """Make the vertical axis logarithmic or not."""
        if log != self.log:
            self.log = log
            self.item.setLogMode(x=False, y=log)

    def show_axis(self, axis: Axis) -> None:
        """Name the horizontal axis."""
        names = {
            "epoch": QCoreApplication.translate("PlotPage", "Epoch"),
            "step": QCoreApplication.translate("PlotPage", "Step"),
            "time": self._time_name(),
        }
        bottom = self.item.getAxis("bottom")
        if bottom.labelText != names[axis]:
            self.item.setLabel("bottom", names[axis])
        bottom.setScale(1 / self._time_unit() if axis == "time" else 1.0)

    def _time_unit(self) -> float:
        """Return the seconds of the unit that suits what is seen: hours, minutes, seconds."""
        high = self.item.getViewBox().viewRange()[0][1]
        return next((unit for unit in (3600.0, 60.0) if high > 3 * unit), 1.0)

    def _time_name(self) -> str:
        names = {
            3600.0: QCoreApplication.translate("PlotPage", "Time (h)"),
            60.0: QCoreApplication.translate("PlotPage", "Time (min)"),
            1.0: QCoreApplication.translate("PlotPage", "Time (s)"),
        }
        return names[self._time_unit()]

    def name_left(self, text: str) -> None:
        """Name the vertical axis."""
        if self.item.getAxis("left").labelText != text:
            self.item.setLabel("left", text)

    def show_bottom_name(self, shown: bool) -> None:
        """Show the name of the horizontal axis where there is room, or leave that to the curves."""
        self._named = shown
        self._name_bottom()

    @Slot()
    def _name_bottom(self) -> None:
        self.item.getAxis("bottom").showLabel(self._named and self.height() >= _NAMED_PX)

    def show_x(self, low: float, high: float) -> None:
        """Show this part of the horizontal axis."""
        self.setXRange(low, high, padding=0.04)

    def show_y(self, low: float, high: float) -> None:
        """Show this part of the vertical axis, in the units of the data."""
        if self.log:
            low, high = (float(np.log10(max(value, _FLOOR))) for value in (low, high))
        self.setYRange(low, high if high > low else low + 1.0, padding=0.05)

    def point_at(self, x: float | None) -> None:
        """Put the crosshair at a place, None for nowhere."""
        self.cross.setVisible(x is not None)
        if x is not None:
            self.cross.setValue(x)

    @Slot()
    def restyle(self) -> None:
        """Take over the colours in force."""
        self.setBackground(self.theme.color("base"))
        for name in ("left", "bottom"):
            axis = self.item.getAxis(name)
            axis.setPen(self.theme.color("border"))
            axis.setTextPen(self.theme.color("muted"))
        muted = self.theme.color("muted")
        for line in self.item.items:
            if isinstance(line, pg.InfiniteLine):
                dotted = line is not self.cross
                style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
                line.setPen(pg.mkPen(muted, width=1, style=style))

    # ------------------------------------------------------------------ mouse and keys

    @Slot(object)
    def _move(self, position: QPointF) -> None:
        box = self.item.getViewBox()
        self._place = box.mapSceneToView(position).x() if box.sceneBoundingRect().contains(position) else None
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _tell_place(self) -> None:
        self.pointed.emit(self._place)

    @Slot(object)
    def _click(self, event: object) -> None:
        if event.double():  # type: ignore[attr-defined]
            self.zoomed.emit(None)

    @Slot(object)
    def _tell_zoom(self, _enabled: object) -> None:
        self.zoomed.emit(self._seen())

    def _seen(self) -> tuple[float, float]:
        low, high = self.item.getViewBox().viewRange()[0]
        margin = 0.04 / 1.08 * (high - low)
        return float(low + margin), float(high - margin)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.stop()
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stepped.emit(-_FAR if key == Qt.Key.Key_Home else _FAR)
        elif key == Qt.Key.Key_Escape and self.cross.isVisible():
            self.pointed.emit(None)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._zoom(1 / _ZOOM if key == Qt.Key.Key_Plus else _ZOOM)
        elif key == Qt.Key.Key_0:
            self.zoomed.emit(None)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _zoom(self, factor: float) -> None:
        """Show `factor` of what is seen, around the crosshair or the middle."""
        low, high = self._seen()
        centre = self.cross.value() if self.cross.isVisible() else (low + high) / 2
        self.zoomed.emit((centre + (low - centre) * factor, centre + (high - centre) * factor))


def place_text(at: float, axis: Axis) -> str:
    """Return a place on the horizontal axis as people read it."""
    if axis == "step":
        return QCoreApplication.translate("PlotPage", "step {0}").format(f"{at:,.0f}")
    if axis == "time":
        return QCoreApplication.translate("PlotPage", "after {0}").format(time_text(at))
    return QCoreApplication.translate("PlotPage", "epoch {0}").format(f"{at:.2f}".rstrip("0").rstrip("."))


def next_place(places: Values, at: float | None, by: int) -> float:
    """Return where the crosshair goes from `at` by so many of the ascending `places`; at first to an end."""
    if at is None:
        return float(places[-1] if -_FAR < by < 0 or by == _FAR else places[0])
    wanted = int(np.abs(places - at).argmin()) + by
    return float(places[min(max(wanted, 0), len(places) - 1)])


def without_zeros(line: Line) -> Line:
    """Return the points a logarithmic axis can show."""
    above = line.y > _FLOOR
    return line if above.all() else Line(line.x[above], line.y[above])
