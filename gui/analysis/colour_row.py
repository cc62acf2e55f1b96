"""The row under a heading where colours and their scale are chosen."""

from __future__ import annotations

from enum import Enum

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.figures.palettes import USUAL_MAP
from engine.figures.shown import Shown
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox
from gui.widgets.flow import FlowLayout

COLOURS = ("viridis", "cividis", "magma", "inferno", "CET-L1")
"""Perceptually uniform; lightness rises steadily, so they read without colour vision and in black-and-white."""

_IN_PRINT = {"CET-L1": "gray"}
"""Colours that matplotlib knows by another name."""


class Scale(Enum):
    """What the ends of the colours stand for."""

    SHARED = "shared"
    OWN = "own"
    FIXED = "fixed"


class ColourRow(QWidget):
    """Colours, their direction, and their scale: from the data, of each picture its own, or given.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, *, own: bool) -> None:
        super().__init__()
        self.colours_box = QuietComboBox()
        for name in COLOURS:
            self.colours_box.addItem(self.tr("Grey") if name == "CET-L1" else name.capitalize(), name)
        self.colours_box.setCurrentIndex(COLOURS.index(USUAL_MAP))
        self.colours_box.setAccessibleName(self.tr("Colours"))
        self.colours_box.setToolTip(self.tr("Colours of the heat map"))
        self.reversed_box = QCheckBox(self.tr("Reversed"))
        self.scale_box = QuietComboBox()
        self.scale_box.addItem(self.tr("One scale from 0"), Scale.SHARED)
        if own:
            self.scale_box.addItem(self.tr("Own scales"), Scale.OWN)
        self.scale_box.addItem(self.tr("From … to …"), Scale.FIXED)
        self.scale_box.setAccessibleName(self.tr("Scale"))
        self.scale_box.setToolTip(self.tr("What the darkest and the lightest colour stand for"))
        self.low_box = _limit(self.tr("Lower end of the scale"))
        self.high_box = _limit(self.tr("Upper end of the scale"))
        # On one line with the lists beside it.
        self.reversed_box.setMinimumHeight(self.colours_box.sizeHint().height())
        self._row = FlowLayout()
        self.setLayout(self._row)
        for widget in (self.colours_box, self.reversed_box, self.scale_box, self.low_box, self.high_box):
            self.add(widget)
        self.colours_box.currentIndexChanged.connect(self.changed)
        self.reversed_box.toggled.connect(self.changed)
        self.scale_box.currentIndexChanged.connect(self._scale_changed)
        for box in (self.low_box, self.high_box):
            box.valueChanged.connect(self._limit_changed)
        self._scale_changed()

    def add(self, widget: QWidget) -> None:
        """Put one more choice at the end of the row."""
        self._row.addWidget(widget)

    @property
    def scale(self) -> Scale:
        """What the ends of the colours stand for."""
        return Scale(self.scale_box.currentData())

    @property
    def color_map(self) -> pg.ColorMap:
        """The colours, in the direction chosen."""
        found = pg.colormap.get(self.colours_box.currentData())
        if self.reversed_box.isChecked():
            places, colours = found.getStops("byte")
            found = pg.ColorMap(places, colours[::-1])
        return found

    def shown(self, order: NDArray[np.int64]) -> Shown:
        """Return the choices, and the order of the classes, for a figure in print."""
        name = _IN_PRINT.get(self.colours_box.currentData(), self.colours_box.currentData())
        return Shown(
            tuple(order.tolist()),
            f"{name}_r" if self.reversed_box.isChecked() else name,
            self.limits(0.0) if self.scale is Scale.FIXED else None,
            self.scale is Scale.OWN,
        )

    def limits(self, top: float) -> tuple[float, float]:
        """Return the ends of the scale of data that reach from 0 to `top`."""
        if self.scale is Scale.OWN:
            return 0.0, 1.0
        if self.scale is Scale.SHARED:
            self._propose(top)
            return 0.0, top
        low, high = self.low_box.value(), self.high_box.value()
        return (low, high) if low < high else (low, low + 10.0 ** -self.low_box.decimals())

    def _propose(self, top: float) -> None:
        """Let a given scale begin with that of the data."""
        for box, value in ((self.low_box, 0.0), (self.high_box, top)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    @Slot()
    def _scale_changed(self) -> None:
        for box in (self.low_box, self.high_box):
            box.setVisible(self.scale is Scale.FIXED)
        self.changed.emit()

    @Slot()
    def _limit_changed(self) -> None:
        if self.scale is Scale.FIXED:
            self.changed.emit()


def _limit(name: str) -> QuietDoubleSpinBox:
    box = QuietDoubleSpinBox()
    box.setRange(0.0, 1e9)
    box.setDecimals(3)
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
