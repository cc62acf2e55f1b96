"""The controls above the curves of several runs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from engine.experiments.overlay import EPOCH_VALUES
from gui.figures.print_button import print_button
from gui.services import Services
from gui.theme import GRID
from gui.training.curves import Axis
from gui.training.plot_controls import SmoothingSlider, chip, choice, stored_weight

_KEY = "training/overlay"
_AXES: tuple[Axis, ...] = ("epoch", "time")


@dataclass(frozen=True, slots=True)
class OverlayOptions:
    """How the curves of several runs are shown.

    Attributes
    ----------
    metric : str
        One of `engine.experiments.overlay.EPOCH_VALUES`.
    axis : {'epoch', 'time'}
    log : bool
    singles : bool
        The runs of a group one by one, too.
    smoothing : float
        Weight of earlier values, 0 to 0.99.
    """

    metric: str = EPOCH_VALUES[0]
    axis: Axis = "epoch"
    log: bool = False
    singles: bool = True
    smoothing: float = 0.0

    @classmethod
    def remembered(cls, services: Services) -> Self:
        """Return the options of the last time; what does not make sense is as at first."""
        stored: Any = services.settings.get(_KEY, {})
        if not isinstance(stored, dict):
            return cls()
        return cls(
            metric=stored["metric"] if stored.get("metric") in EPOCH_VALUES else cls().metric,
            axis=stored["axis"] if stored.get("axis") in _AXES else cls().axis,
            log=stored.get("log") is True,
            singles=stored.get("singles") is not False,
            smoothing=stored_weight(stored.get("smoothing")),
        )


class OverlayBar(QWidget):
    """What is plotted, over what, and how.

    Signals
    -------
    changed()
    left()
        Back to the single run.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.options = OverlayOptions.remembered(services)
        self.back = QToolButton()
        self.back.setIcon(services.theme.icon("arrow-left"))
        self.back.setToolTip(self.tr("Back to the chosen run (Esc)"))
        self.back.setAccessibleName(self.tr("Back to the chosen run"))
        self.value = choice(self.tr("Value"), list(zip(self._metric_texts(), EPOCH_VALUES, strict=True)))
        self.axis = choice(
            self.tr("Horizontal axis"), list(zip((self.tr("by epoch"), self.tr("by time")), _AXES, strict=True))
        )
        self.log = chip(self.tr("Log"), self.tr("Logarithmic axis"))
        self.singles = chip(self.tr("Single runs"), self.tr("Thin lines for the runs of a group"))
        self.smoothing = SmoothingSlider(self.options.smoothing)
        self.print_button = print_button(services.theme, self.tr("Curves of several runs"), "Ctrl+Shift+F")
        self.said = QLabel()
        self.said.setProperty("muted", "true")
        self.said.hide()
        self._show()
        self._lay_out()
        for combo in (self.value, self.axis):
            combo.activated.connect(self._read)
        for button in (self.log, self.singles):
            button.toggled.connect(self._read)
        self.smoothing.valueChanged.connect(self._read)
        self.back.clicked.connect(self.left)

    def _metric_texts(self) -> tuple[str, ...]:
        return (
            self.tr("Validation accuracy (%)"),
            self.tr("Validation loss (nats)"),
            self.tr("Validation balanced accuracy (%)"),
            self.tr("Training accuracy (%)"),
            self.tr("Training loss (nats)"),
            self.tr("Learning rate"),
        )

    @property
    def metric_text(self) -> str:
        """The value shown, with its unit."""
        return self.value.currentText()

    @property
    def factor(self) -> float:
        """Shown for one unit of the value."""
        return 100.0 if "accuracy" in self.options.metric else 1.0

    @property
    def lower_is_better(self) -> bool:
        """Whether the best value is the smallest."""
        return self.options.metric.endswith("loss")

    def write(self, mean: float, deviation: float | None) -> str:
        """Return a value, and where given its spread, in the unit of the axis."""
        if "accuracy" in self.options.metric:
            return f"{100 * mean:.1f}" if deviation is None else f"{100 * mean:.1f} ± {100 * deviation:.1f}"
        form = "{:.3g}" if self.options.metric == "learning_rate" else "{:.3f}"
        return form.format(mean) if deviation is None else f"{form.format(mean)} ± {form.format(deviation)}"

    def _show(self) -> None:
        self.value.setCurrentIndex(EPOCH_VALUES.index(self.options.metric))
        self.axis.setCurrentIndex(_AXES.index(self.options.axis))
        self.log.setChecked(self.options.log)
        self.singles.setChecked(self.options.singles)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for widget in (self.back, self.value, self.axis, self.log, self.singles):
            row.addWidget(widget)
        smooth = QLabel(self.tr("Smooth"))
        smooth.setProperty("muted", "true")
        smooth.setBuddy(self.smoothing)
        row.addWidget(smooth)
        row.addWidget(self.smoothing)
        row.addWidget(self.print_button)
        row.addStretch(1)
        row.addWidget(self.said)

    def say(self, text: str) -> None:
        """Say something about what is shown at the end of the line; nothing: hide it."""
        self.said.setText(text)
        self.said.setToolTip(
            self.tr("More curves could not be told from each other. Select fewer runs.") if text else ""
        )
        self.said.setVisible(bool(text))

    @Slot()
    def _read(self) -> None:
        self.options = OverlayOptions(
            self.value.currentData(),
            self.axis.currentData(),
            self.log.isChecked(),
            self.singles.isChecked(),
            self.smoothing.weight,
        )
        self._services.settings.set(_KEY, dataclasses.asdict(self.options))
        self.changed.emit()
