"""What the plots show and how: the row of controls above them, remembered between starts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.figures.print_button import print_button
from gui.services import Services
from gui.training.curves import AXES, Axis
from gui.training.plot_controls import SmoothingSlider, chip, choice, stored_weight
from gui.widgets.flow import FlowLayout

PLOTS = ("loss", "accuracy", "learning_rate", "pace")
LAST_EPOCHS = (0, 5, 10, 20, 50, 100)
"""Choices of how many epochs at the end are shown; 0: all."""
_KEY = "training/plots"


@dataclass(frozen=True, slots=True)
class PlotOptions:
    """How the curves are shown.

    Attributes
    ----------
    axis : {'epoch', 'step', 'time'}
    log : bool
        Logarithmic loss and learning rate.
    smoothing : float
        Weight of earlier values, 0 (none) to 0.99.
    last : int
        So many epochs at the end, 0 for all.
    plots : tuple of str
        Of `PLOTS`, one at least.
    table : bool
        Numbers instead of plots.
    """

    axis: Axis = "epoch"
    log: bool = False
    smoothing: float = 0.0
    last: int = 0
    plots: tuple[str, ...] = ("loss", "accuracy")
    table: bool = False

    @classmethod
    def remembered(cls, services: Services) -> Self:
        """Return the options of the last time; what does not make sense is as at first."""
        stored = services.settings.get(_KEY, {})
        return cls._of(stored) if isinstance(stored, dict) else cls()

    @classmethod
    def _of(cls, stored: dict[str, Any]) -> Self:
        plots = tuple(name for name in PLOTS if name in (stored.get("plots") or ()))
        axis = stored.get("axis")
        return cls(
            axis=axis if axis in AXES else cls().axis,
            log=stored.get("log") is True,
            smoothing=stored_weight(stored.get("smoothing")),
            last=stored["last"] if stored.get("last") in LAST_EPOCHS else 0,
            plots=plots or cls().plots,
            table=stored.get("table") is True,
        )

    def remember(self, services: Services) -> None:
        """Keep them for the next start."""
        services.settings.set(_KEY, {**dataclasses.asdict(self), "plots": list(self.plots)})


class PlotBar(QWidget):
    """The controls.

    Signals
    -------
    changed(PlotOptions)
    """

    changed = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.options = PlotOptions.remembered(services)
        self.plots = {name: chip(text, tip) for name, text, tip in self._plot_texts()}
        self.axis = choice(self.tr("Horizontal axis"), list(zip(self._axis_texts(), AXES, strict=True)))
        self.last = choice(
            self.tr("Range"),
            [(self.tr("last {0} epochs").format(n) if n else self.tr("all epochs"), n) for n in LAST_EPOCHS],
        )
        self.log = chip(self.tr("Log"), self.tr("Logarithmic loss and learning rate"))
        self.smoothing = SmoothingSlider(self.options.smoothing)
        self.table = chip(self.tr("Table"), self.tr("The numbers of every epoch"))
        self.print_button = print_button(services.theme, self.tr("Curves"), "Ctrl+Shift+F")
        self._show()
        self._lay_out()
        for button in (*self.plots.values(), self.log, self.table):
            button.toggled.connect(self._read)
        self.axis.activated.connect(self._read)
        self.last.activated.connect(self._read)
        self.smoothing.valueChanged.connect(self._read)

    def _plot_texts(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("loss", self.tr("Loss"), self.tr("Show the loss")),
            ("accuracy", self.tr("Accuracy"), self.tr("Show the accuracy")),
            ("learning_rate", self.tr("Rate"), self.tr("Show the learning rate")),
            ("pace", self.tr("Images/s"), self.tr("Show how many images a second are trained on")),
        )

    def _axis_texts(self) -> tuple[str, str, str]:
        return self.tr("by epoch"), self.tr("by step"), self.tr("by time")

    def _show(self) -> None:
        options = self.options
        for name, button in self.plots.items():
            button.setChecked(name in options.plots)
        self.axis.setCurrentIndex(AXES.index(options.axis))
        self.last.setCurrentIndex(LAST_EPOCHS.index(options.last))
        self.log.setChecked(options.log)
        self.table.setChecked(options.table)

    def _lay_out(self) -> None:
        # On two lines where it is narrow: one line would keep the whole window from becoming narrow.
        row = FlowLayout()
        self.setLayout(row)
        for button in self.plots.values():
            row.addWidget(button)
        row.addWidget(self.axis)
        row.addWidget(self.last)
        row.addWidget(self.log)
        smooth = QLabel(self.tr("Smooth"))
        smooth.setProperty("muted", "true")
        smooth.setBuddy(self.smoothing)
        together = QWidget()
        pair = QHBoxLayout(together)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.addWidget(smooth)
        pair.addWidget(self.smoothing)
        row.addWidget(together)
        row.addWidget(self.table)
        row.addWidget(self.print_button)

    @Slot()
    def _read(self) -> None:
        plots = tuple(name for name, button in self.plots.items() if button.isChecked())
        if not plots:
            # One stays: the one that was just switched off.
            self.plots[self.options.plots[0]].setChecked(True)
            return
        self.options = PlotOptions(
            axis=self.axis.currentData(),
            log=self.log.isChecked(),
            smoothing=self.smoothing.weight,
            last=self.last.currentData(),
            plots=plots,
            table=self.table.isChecked(),
        )
        self.options.remember(self._services)
        self.changed.emit(self.options)
