"""How well the classes are told apart, and how even they are: numbers, a table and bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QSplitter

from engine.analysis.bootstrap import LEAST, Interval
from engine.analysis.findings import Findings, Uneven
from engine.analysis.separability import Silhouette
from gui.analysis.pages.class_bars import ClassBars
from gui.analysis.pages.class_table import ClassTable, Column, number
from gui.analysis.pages.result_page import ResultPage, caption
from gui.analysis.pages.separating import (
    Measure,
    Separated,
    can_say_evenness,
    figure,
    sample_size,
    separate,
    silhouettes,
)
from gui.analysis.pages.subject import Subject
from gui.services import Services
from gui.tasks import Task
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox

if TYPE_CHECKING:
    from engine.figures.plot import Plot


class SeparabilityPage(ResultPage):
    """Findings in a sentence, the numbers of all classes together, a table and bars of each class."""

    figure_name = "separability"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.found: Separated | None = None
        self._sampling: Task | None = None
        self.evenness = caption()
        self.overall = caption()
        self.table = ClassTable(services.theme)
        self.bars = ClassBars(services.theme, self.tr("By class"))
        self.measure_box = QuietComboBox()
        for measure, (title, _, _) in self._measures().items():
            if measure is not Measure.OF_IMAGES:
                self.measure_box.addItem(title, measure)
        self.measure_box.setCurrentIndex(self.measure_box.findData(Measure.NEAREST_RATIO))
        self.measure_box.setAccessibleName(self.tr("What the bars show"))
        self.measure_box.setToolTip(self.tr("What the bars show"))
        self.images_button = QPushButton(self.tr("Silhouettes of the images"))
        self.images_button.setToolTip(
            self.tr("Take some images of each class once more and measure each against all others")
        )
        self.images_button.clicked.connect(self.measure_images)
        self.bars.header.addWidget(self.images_button)
        self.bars.header.addWidget(self.measure_box)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(GRID)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.bars)
        self.splitter.setSizes([220, 200])
        self.body.addWidget(self.evenness)
        self.body.addWidget(self.overall)
        self.body.addWidget(self.splitter, 1)
        self.measure_box.currentIndexChanged.connect(self._show_bars)
        self.table.reordered.connect(self._show_bars)
        for part in (self.table, self.bars):
            part.class_chosen.connect(self.class_chosen)
            part.class_opened.connect(self.class_opened)
        self._say_formula()

    def _measures(self) -> dict[Measure, tuple[str, str, str]]:
        """Return the title, what it means, and the formula with its source, of every measure."""
        m, w = "<i>m<sub>k</sub></i>", "<i>W<sub>k</sub></i>"
        spread = self.tr("{0}: mean squared distance of the images of class k to their mean {1}").format(w, m)
        return {
            Measure.NEAREST_RATIO: (
                self.tr("Fisher ratio"),
                self.tr("Fisher's criterion of the class and the class nearest to it"),
                f"‖{m} − <i>m<sub>j</sub></i>‖² / ({w} + <i>W<sub>j</sub></i>), "
                + self.tr("j: the nearest class; {0} (Fisher 1936)").format(spread),
            ),
            Measure.RATIO: (
                self.tr("Ratio to all"),
                self.tr("Squared distance of the class mean to the common mean, over the spread within the class"),
                f"‖{m} − <i>m</i>‖² / {w}, "
                + self.tr("m: the mean of all images; {0} (Fukunaga 1990, chapter 10)").format(spread),
            ),
            Measure.SILHOUETTE: (
                self.tr("Silhouette"),
                self.tr("From −1, closer to another class, to 1, far from all others"),
                "(<i>b</i> − <i>a</i>) / max(<i>a</i>, <i>b</i>), "
                + self.tr(
                    "a, b: root mean squared distance between images of the class, and to the nearest other class "
                    "(after Rousseeuw 1987; from means and spreads)"
                ),
            ),
            Measure.OF_IMAGES: (
                self.tr("Silhouette, images"),
                self.tr("Mean silhouette of the images of the class"),
                "(<i>b</i> − <i>a</i>) / max(<i>a</i>, <i>b</i>), "
                + self.tr(
                    "a: mean distance of an image to the others of its class, b: to those of the nearest other class; "
                    "mean over up to {0} images of the class (Rousseeuw 1987)"
                ).format(self.found.per_class if self.found is not None else 0),
            ),
            Measure.DISTANCE: (
                self.tr("Distance"),
                self.tr("Distance to the nearest class mean"),
                self.tr("Distance of the class mean to the nearest other one, by the measure of the heat map"),
            ),
            Measure.WITHIN: (
                self.tr("Within"),
                self.tr("Within-class standard deviation"),
                f"√({w} / <i>D</i>), " + self.tr("D: values of an image; {0}").format(spread),
            ),
        }

    # ------------------------------------------------------------------ the result

    def work(self, subject: Subject) -> Callable[..., object] | None:
        if len(subject.names) < 2:
            self.say_nothing(self.tr("Separability compares classes; analyse 2 or more."))
            return None
        return partial(separate, subject)

    @property
    def working_title(self) -> str:
        return self.tr("Separability")

    def clear(self) -> None:
        self.found = None
        if self._sampling is not None:
            self._sampling.cancel()
            self._sampling = None
        self.images_button.setEnabled(False)
        self._offer_images(False)
        self.table.choose(None)
        self.table.show_columns((), ())
        self.bars.show_values((), np.zeros(0), np.zeros(0, np.int64), 2)
        self.evenness.clear()
        self.overall.clear()

    def take(self, answer: Separated) -> None:
        known = self.found
        self.found = answer if known is None else replace(answer, images=known.images, per_class=known.per_class)
        self._say_evenness(answer)
        if not answer.whole:
            self._say_overall(answer)
            self._fill_table(answer)
            self._show_bars()
            self.choose(self.chosen)
            self.enable_exports(True)
            self.images_button.setEnabled(True)

    @Slot()
    def measure_images(self) -> None:
        """Measure the silhouettes of some images of each class."""
        if self.subject is None or self._sampling is not None:
            return
        self.images_button.setEnabled(False)
        title = self.tr("Silhouettes of the images")
        tasks, workspace = self.services.tasks, self.services.workspace
        task = self._sampling = tasks.start(silhouettes, self.subject, workspace, title=title, with_progress=True)
        task.finished.connect(self._take_images)
        task.failed.connect(self._tell)
        task.ended.connect(self._images_ended)

    @Slot(object)
    def _take_images(self, images: Silhouette) -> None:
        if self.sender() is self._sampling and self.found is not None:
            self.found = replace(self.found, images=images, per_class=sample_size(self.found.subject))
            self._offer_images(True)
            self._say_overall(self.found)
            self._fill_table(self.found)
            self.measure_box.setCurrentIndex(self.measure_box.findData(Measure.OF_IMAGES))

    @Slot()
    def _images_ended(self) -> None:
        if self.sender() is self._sampling:
            self._sampling = None
            self.images_button.setEnabled(self.found is not None and self.found.images is None)

    def _offer_images(self, known: bool) -> None:
        """Let the bars show silhouettes of images, or no longer."""
        at = self.measure_box.findData(Measure.OF_IMAGES)
        if known and at < 0:
            self.measure_box.addItem(self._measures()[Measure.OF_IMAGES][0], Measure.OF_IMAGES)
        elif not known and at >= 0:
            self.measure_box.removeItem(at)

    def choose(self, index: int | None) -> None:
        super().choose(index)
        self.table.choose(index)
        self.bars.choose(index)

    def _digits(self, measure: Measure) -> int:
        if self.found is None or measure not in (Measure.WITHIN, Measure.DISTANCE):
            return 3
        top = float(np.nanmax(self.found.values(measure), initial=0.0))
        return 1 if top >= 100 else 2 if top >= 1 else 4

    def _fill_table(self, found: Separated) -> None:
        texts = self._measures()

        def of(measure: Measure) -> Column:
            title, tip, _ = texts[measure]
            return Column(title, tip, found.values(measure), self._digits(measure))

        nearest = Column(
            self.tr("Nearest class"), self.tr("The class whose mean is nearest"), found.ratios.nearest, names=True
        )
        columns = [of(Measure.WITHIN), nearest, of(Measure.DISTANCE), of(Measure.NEAREST_RATIO), of(Measure.RATIO)]
        columns.append(of(Measure.SILHOUETTE))
        if found.images is not None:
            columns.append(of(Measure.OF_IMAGES))
        self.table.show_columns(found.subject.names, columns)

    @Slot()
    def _show_bars(self) -> None:
        self._say_formula()
        found = self.found
        if found is not None and len(self.table.order) == len(found.subject.names):
            measure = Measure(self.measure_box.currentData())
            values, digits = found.values(measure), self._digits(measure)
            self.bars.show_values(found.subject.names, values, self.table.order, digits)

    # ------------------------------------------------------------------ words

    def _say_formula(self) -> None:
        title, _, text = self._measures()[Measure(self.measure_box.currentData())]
        self.formula.setText(f"<b>{title}</b>: {text}")

    def _say_overall(self, found: Separated) -> None:
        ratios = found.ratios
        values: tuple[tuple[str, str], ...] = (
            (self.tr("Fisher ratio of all classes"), number(ratios.fisher, 3)),
            (self.tr("Calinski–Harabasz"), number(ratios.calinski_harabasz, 1)),
            (self.tr("Mean silhouette"), number(float(np.mean(ratios.silhouette)), 3)),
        )
        if found.images is not None:
            mean = number(found.images.overall, 3)
            values += ((self.tr("of {0} images").format(f"{len(found.images.values):,}"), mean),)
        numbers = " · ".join(f"{title}: <b>{value}</b>" for title, value in values)
        formula = (
            "tr(<i>S<sub>b</sub></i>) / tr(<i>S<sub>w</sub></i>) = "
            "Σ <i>N<sub>k</sub></i> ‖<i>m<sub>k</sub></i> − <i>m</i>‖² / Σ <i>N<sub>k</sub> W<sub>k</sub></i>"
        )
        note = self.tr(
            "Fisher ratio: {0} (Fukunaga 1990, chapter 10); times (N − K) / (K − 1): Calinski and Harabasz 1974"
        )
        muted = self.services.theme.color("muted").name()
        self.overall.setText(f'{numbers}<br><span style="color:{muted}; font-size:8.5pt">{note.format(formula)}</span>')

    def _say_evenness(self, found: Separated) -> None:
        subject = found.subject
        if found.findings is not None:
            self.evenness.setText(self._verdict(found.findings))
        elif len(subject.names) < LEAST:
            self.evenness.setText(self.tr("How even the classes are is said of {0} or more.").format(LEAST))
        elif not can_say_evenness(subject):
            text = self.tr("Class {0} has no distance by this measure; choose another to see how even the means lie.")
            self.evenness.setText(text.format(subject.undefined))
        else:
            self.evenness.setText(self.tr("Drawing the classes anew for intervals…"))

    def _verdict(self, said: Findings) -> str:
        texts = {
            Uneven.DISTANCES: self.tr(
                "The deviations of the classes are more alike (coefficient of variation {0}) than the distances "
                "between their means ({1})."
            ),
            Uneven.DEVIATIONS: self.tr(
                "The deviations of the classes are less alike (coefficient of variation {0}) than the distances "
                "between their means ({1})."
            ),
            Uneven.UNDECIDED: self.tr(
                "Whether the deviations of the classes (coefficient of variation {0}) or the distances between their "
                "means ({1}) are more alike cannot be said."
            ),
        }
        verdict = texts[said.more_uneven].format(self._interval(said.deviations), self._interval(said.distances))
        how = self.tr("Difference: {0}; {1} bootstrap draws of the {2} classes (BCa).").format(
            self._interval(said.difference), f"{said.difference.resamples:,}", f"{said.classes:,}"
        )
        return f"{verdict} {how}"

    def _interval(self, of: Interval) -> str:
        text = self.tr("<b>{0}&nbsp;%</b>, {1}&nbsp;% interval {2} to {3}&nbsp;%")
        ends = (number(100 * value, 1) for value in (of.low, of.high))
        return text.format(number(100 * of.value, 1), f"{100 * of.level:.0f}", *ends)

    # ------------------------------------------------------------------ the ways out

    def plot(self) -> Callable[[], Plot] | None:
        if self.found is None:
            return None
        return partial(figure, self.found, Measure(self.measure_box.currentData()))
