"""The row of choices above the results: what is shown, and how sources are compared; remembered between starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.experiments.results import Choices, IntervalKind, Marks, Measure
from gui.services import Services
from gui.training.plot_controls import choice
from gui.training.results_reading import OF_DATASET, OF_PAIR, View
from gui.training.run_words import source_text
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox
from gui.widgets.flow import FlowLayout

_KEY = "training/results"


@dataclass(frozen=True, slots=True)
class ResultsOptions:
    """What of a study is shown, and how.

    Attributes
    ----------
    view : View
    points : bool
        Points instead of bars.
    interval : IntervalKind
    marks : Marks
    measure : Measure
    """

    view: View = View.ACCURACY
    points: bool = False
    interval: IntervalKind = IntervalKind.SD
    marks: Marks = Marks.PLAIN
    measure: Measure = Measure.ACCURACY

    @classmethod
    def remembered(cls, services: Services) -> Self:
        """Return the options of the last time; what does not make sense is as at first."""
        stored = services.settings.get(_KEY, {})
        options = cls()
        if not isinstance(stored, dict):
            return options
        kinds = {"view": View, "interval": IntervalKind, "marks": Marks, "measure": Measure}
        known: dict[str, Any] = {
            key: kind(stored[key]) for key, kind in kinds.items() if stored.get(key) in [one.value for one in kind]
        }
        return dataclasses.replace(options, points=stored.get("points") is True, **known)

    def remember(self, services: Services) -> None:
        """Keep them for the next start."""
        services.settings.set(_KEY, dataclasses.asdict(self))


class ResultsBar(QWidget):
    """The choices; those that mean nothing to the view are hidden.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.options = ResultsOptions.remembered(services)
        self._balanced = False
        options = self.options
        self.view = choice(self.tr("What is shown"), self._views())
        self.form = choice(self.tr("Form"), [(self.tr("Bars"), False), (self.tr("Points"), True)])
        self.dataset = choice(self.tr("Data set"), [])
        self.source = choice(self.tr("Source"), [])
        self.interval = choice(self.tr("What the lines about the means stand for"), self._intervals())
        self.baseline = choice(self.tr("What the others are compared with"), [])
        self.measure = choice(self.tr("Measure"), self._measures())
        self.marks = choice(self.tr("Marks of better (v) and worse (*) than the baseline"), self._marks())
        self.reach = QuietDoubleSpinBox()
        self.reach.setRange(0, 100)
        self.reach.setDecimals(1)
        self.reach.setSuffix(self.tr(" %"))
        self.reach.setSpecialValueText(self.tr("Baseline's end"))
        self.reach.setKeyboardTracking(False)
        self.reach.setAccessibleName(self.tr("Accuracy to reach"))
        self.reach.setToolTip(self.tr("Accuracy to reach on validation images; at 0, what the baseline has at the end"))
        chosen: tuple[tuple[QuietComboBox, object], ...] = (
            (self.view, options.view), (self.form, options.points), (self.interval, options.interval),
            (self.marks, options.marks), (self.measure, options.measure),
        )  # fmt: skip
        for combo, value in chosen:
            combo.setCurrentIndex(max(0, combo.findData(value)))
        row = FlowLayout()
        self.setLayout(row)
        for combo in self._combos():
            combo.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(combo)
            combo.activated.connect(self._read)
        row.addWidget(self.reach)
        self.reach.valueChanged.connect(self._read)
        self._show_what_matters()

    def _combos(self) -> tuple[QuietComboBox, ...]:
        return (
            self.view, self.form, self.dataset, self.source, self.baseline, self.measure, self.interval, self.marks,
        )  # fmt: skip

    def _views(self) -> list[tuple[str, View]]:
        texts = (
            self.tr("Accuracy"), self.tr("Learning curves"), self.tr("Share of the training data"),
            self.tr("Epochs to a level"), self.tr("Class by class"), self.tr("Confusions"),
        )  # fmt: skip
        return list(zip(texts, View, strict=True))

    def _intervals(self) -> list[tuple[str, IntervalKind]]:
        texts = (
            self.tr("± standard deviation"), self.tr("± standard error"), self.tr("95 % t interval"),
            self.tr("min to max"),
        )  # fmt: skip
        return list(zip(texts, IntervalKind, strict=True))

    def _measures(self) -> list[tuple[str, Measure]]:
        return list(zip((self.tr("Share of images"), self.tr("Mean over classes")), Measure, strict=True))

    def _marks(self) -> list[tuple[str, Marks]]:
        texts = (self.tr("No marks"), self.tr("Marks: each test"), self.tr("Marks: Holm's correction"))
        return list(zip(texts, Marks, strict=True))

    # ------------------------------------------------------------------ what is asked of it

    @property
    def choices(self) -> Choices:
        """How sources are compared."""
        reach = self.reach.value() / 100
        options = self.options
        measure = options.measure if self._balanced else Measure.ACCURACY
        return Choices(
            self.baseline.currentData() or "", options.interval, measure=measure, reach=reach or None,
            marks=options.marks,
        )  # fmt: skip

    def offer_baselines(self, sources: Sequence[str], usual: str) -> None:
        """Offer the sources of another study; the usual one is chosen unless the one before is there, too."""
        chosen = self.baseline.currentData()
        self._fill(self.baseline, sources, chosen if chosen in sources else usual, self.tr("against {0}"))

    def offer(self, datasets: Sequence[str], sources: Sequence[str], dataset: str, source: str) -> None:
        """Offer what there is in the view, the shown ones chosen."""
        self._fill(self.dataset, datasets, dataset, "{0}")
        self._fill(self.source, sources, source, "{0}")
        self._show_what_matters()

    def offer_measures(self, balanced: bool) -> None:
        """Offer the mean over the classes where a data set is judged by it."""
        self._balanced = balanced
        self._show_what_matters()

    def _fill(self, combo: QuietComboBox, names: Sequence[str], chosen: str, form: str) -> None:
        if [combo.itemData(at) for at in range(combo.count())] != list(names):
            combo.clear()
            for name in names:
                combo.addItem(form.format(source_text(name)), name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    @Slot()
    def _read(self) -> None:
        self.options = ResultsOptions(
            View(self.view.currentData()), self.form.currentData(), IntervalKind(self.interval.currentData()),
            Marks(self.marks.currentData()), Measure(self.measure.currentData()),
        )  # fmt: skip
        self.options.remember(self._services)
        self._show_what_matters()
        self.changed.emit()

    def _show_what_matters(self) -> None:
        view = self.options.view
        for widget, shown in (
            (self.form, view is View.ACCURACY),
            (self.dataset, view in OF_DATASET and self.dataset.count() > 0),
            (self.source, view in OF_PAIR and self.source.count() > 0),
            (self.baseline, view in (View.ACCURACY, View.REACHED, *OF_PAIR)),
            (self.measure, view is View.ACCURACY and self._balanced),
            (self.interval, view in (View.ACCURACY, View.CURVES, View.SHARES)),
            (self.marks, view is View.ACCURACY),
            (self.reach, view is View.REACHED),
        ):
            widget.setVisible(shown)
