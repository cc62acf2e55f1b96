"""Two analyses side by side: do the same classes vary much, lie far apart, and is that more than chance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDateTime, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter

from engine.analysis.agreement import Mantel
from engine.analysis.request import AnalysisRequest
from engine.analysis.side_by_side import LEAST, SideBySide
from engine.analysis.space import Features
from engine.analysis.store import StoredStatistics
from engine.errors import InputError
from gui.analysis.numbers import short
from gui.analysis.pages.class_table import number
from gui.analysis.pages.comparing import Compared, Other, compare_with, figure, kept_results
from gui.analysis.pages.difference_map import DifferenceMap
from gui.analysis.pages.pair_scatter import PairScatter
from gui.analysis.pages.reading import Reading
from gui.analysis.pages.result_page import ResultPage, caption
from gui.analysis.pages.subject import Subject
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox

if TYPE_CHECKING:
    from engine.figures.plot import Plot

_SURE = 0.05


class ComparePage(ResultPage):
    """A choice of the second analysis, three plots, and what they say in numbers.

    Signals
    -------
    pair_chosen(int, int)
        Two classes of the result shown.
    """

    pair_chosen = Signal(int, int)
    figure_name = "agreement"

    def __init__(self, services: Services, ask: Callable[[], AnalysisRequest]) -> None:
        super().__init__(services)
        self.compared: Compared | None = None
        self._ask = ask
        self._reading = services.keep(Reading, Reading)
        self._rows: tuple[NDArray[np.int64], NDArray[np.int64]] = (np.zeros(0, np.int64), np.zeros(0, np.int64))
        self.said = caption()
        self.deviations = PairScatter(services.theme, self.tr("Deviations"))
        self.distances = PairScatter(services.theme, self.tr("Distances"))
        self.difference = DifferenceMap(services.theme)
        self._make_choice()
        self.plots = QSplitter()
        self.plots.setHandleWidth(GRID)
        self.plots.setChildrenCollapsible(False)
        for plot in (self.deviations, self.distances, self.difference):
            self.plots.addWidget(plot)
        self.plots.setSizes([100, 100, 100])
        self.body.addWidget(self.plots, 1)
        self.body.addWidget(self.said)
        self.deviations.point_chosen.connect(self._choose_point)
        self.distances.point_chosen.connect(self._choose_distance)
        self.difference.pair_chosen.connect(self._choose_cell)
        self._say_formula()

    def _make_choice(self) -> None:
        self.other_box = QuietComboBox()
        self.other_box.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other_box.setMinimumContentsLength(24)
        self.other_box.setAccessibleName(self.tr("Compare with"))
        self.other_box.setToolTip(self.tr("Analyses of this workspace that are kept, the newest first"))
        self.form_button = QPushButton(self.services.theme.icon("play"), self.tr("What the form asks for"))
        self.form_button.setToolTip(
            self.tr("Analyse what the form on the left asks for and compare with it; what is shown stays")
        )
        self.top.addWidget(QLabel(self.tr("Compare with")))
        self.top.addWidget(self.other_box, 1)
        self.top.addWidget(self.form_button)
        self.other_box.activated.connect(self._choose_other)
        self.form_button.clicked.connect(self.compare_with_form)

    # ------------------------------------------------------------------ the second analysis

    def refresh(self) -> None:
        task = self.services.tasks.start(kept_results, self.services.workspace)
        task.finished.connect(self._list)
        task.failed.connect(self._tell)
        super().refresh()

    @Slot(object)
    def _list(self, entries: tuple[StoredStatistics, ...]) -> None:
        own = self.subject.analysis.key if self.subject is not None else ""
        self.other_box.clear()
        self.other_box.addItem(self.tr("A kept analysis…"), None)
        for entry in entries:
            if entry.key != own:
                request = AnalysisRequest.from_json(dict(entry.request)) if entry.request is not None else None
                self.other_box.addItem(self._entry_text(entry, request), Other(entry.key, request, entry.name))
        self._show_choice()

    def _show_choice(self) -> None:
        key = self._reading.other.key if self._reading.other is not None else ""
        keys = [getattr(self.other_box.itemData(row), "key", "") for row in range(self.other_box.count())]
        self.other_box.setCurrentIndex(keys.index(key) if key in keys else 0)

    def _entry_text(self, entry: StoredStatistics, request: AnalysisRequest | None) -> str:
        each = f"{entry.classes:,} × {entry.pictures / max(entry.classes, 1):,.0f}"
        parts = [entry.name, each]
        if request is not None:
            parts += [f"{request.size} px"] if request.size else []
            parts.append(self._space_text(request))
        when = QDateTime.fromSecsSinceEpoch(int(entry.written)).toString("yyyy-MM-dd HH:mm")
        return " · ".join([*parts, when])

    def _space_text(self, request: AnalysisRequest) -> str:
        space = request.space
        if not isinstance(space, Features):
            return self.tr("pixels")
        return self.tr("features of {0}").format(" ".join(part for part in (space.backbone, space.weights) if part))

    @Slot()
    def _choose_other(self) -> None:
        chosen = self.other_box.currentData()
        self._reading.other = chosen if isinstance(chosen, Other) else None
        self._restart()

    @Slot()
    def compare_with_form(self) -> None:
        """Analyse what the form asks for, and compare with it."""
        try:
            request = self._ask()
        except InputError:
            return  # the form says why at its fields
        if self.subject is not None and request == self.subject.analysis.request:
            text = self.tr("The form asks for what is shown; change it first, such as its set or space.")
            self.services.tell("info", text)
            return
        self._reading.other = Other("", request, request.source)
        self._restart()

    def _restart(self) -> None:
        self.enable_exports(False)
        self.clear()
        self.compute()

    # ------------------------------------------------------------------ the result

    def work(self, subject: Subject) -> Callable[..., object] | None:
        if self._reading.other is None or self._reading.other.key == subject.analysis.key:
            self.say_nothing(
                self.tr(
                    "Choose a second analysis: another set, or the same set in another space. "
                    "Classes are matched by name."
                )
            )
            return None
        if len(subject.names) < LEAST:
            self.say_nothing(self.tr("Agreement is said of {0} classes or more.").format(LEAST))
            return None
        if subject.undefined:
            text = self.tr("Class {0} has no distance by this measure; choose another.")
            self.say_nothing(text.format(subject.undefined))
            return None
        return partial(compare_with, subject, self._reading.other, self.services.workspace)

    @property
    def working_title(self) -> str:
        return self.tr("Comparing two analyses")

    def clear(self) -> None:
        self.compared = None
        nothing = np.zeros((2, 0))
        for plot in (self.deviations, self.distances):
            plot.show_values(nothing, ("", ""))
        self.difference.show_difference((), np.zeros((0, 0)))
        self.said.clear()

    def take(self, answer: Compared) -> None:
        new = self.compared is None
        self.compared = answer
        if answer.other != self._reading.other:
            self._reading.other = answer.other
            self.refresh()
        beside = answer.beside
        if beside is None:
            text = self.tr("The two share {0} classes by name; compare two that share {1} or more.")
            self.say_nothing(text.format(answer.shared, LEAST))
            return
        if new:
            self._draw(beside)
        self._say(beside, "…", self.tr("exchanging the classes"))
        self.enable_exports(True)

    def interrupted(self) -> None:
        if self.compared is not None and self.compared.beside is not None:
            self._say(self.compared.beside, "–", self.tr("stopped; open the page again to compute it"))

    @property
    def labels(self) -> tuple[str, str]:
        """What the two analyses are called: their sets, or by what they differ where the sets are the same."""
        if self.compared is None or self.subject is None:
            return "", ""
        first, second = self.subject.analysis.request, self.compared.other.request
        names = self.compared.beside.names if self.compared.beside is not None else ("", "")
        if names[0] != names[1] or second is None:
            return names
        if first.space != second.space:
            return self._space_text(first), self._space_text(second)
        return self._amount_text(first) or names[0], self._amount_text(second) or names[1]

    def _amount_text(self, request: AnalysisRequest) -> str:
        """Return how many images of a class were asked for, and their size; empty where both were left open."""
        images = self.tr("{0} images a class").format(f"{request.instances:,}") if request.instances else ""
        return ", ".join(part for part in (images, f"{request.size} px" if request.size else "") if part)

    def _draw(self, beside: SideBySide) -> None:
        names = beside.classes
        self._rows = np.triu_indices(len(names), 1)

        def of_class(index: int) -> str:
            values = (short(float(value)) for value in beside.spreads[:, index])
            return self.tr("Class {0}: {1} and {2}").format(names[index], *values)

        def of_pair(index: int) -> str:
            row, column = (int(ends[index]) for ends in self._rows)
            values = (short(float(matrix[row, column])) for matrix in beside.distances)
            return self.tr("{0} and {1}: {2} and {3}").format(names[row], names[column], *values)

        self.deviations.show_values(beside.spreads, self.labels, of_class)
        self.distances.show_values(beside.pairs, self.labels, of_pair)
        self.difference.show_difference(names, 100 * beside.difference)
        self.choose(self.chosen)

    # ------------------------------------------------------------------ choices

    def choose(self, index: int | None) -> None:
        super().choose(index)
        beside = self.compared.beside if self.compared is not None else None
        if beside is not None:
            places = np.flatnonzero(beside.places[0] == index).tolist() if index is not None else []
            self.deviations.mark(places[0] if places else None)

    @Slot(int)
    def _choose_point(self, index: int) -> None:
        if self.compared is not None and self.compared.beside is not None:
            self.class_chosen.emit(int(self.compared.beside.places[0][index]))

    @Slot(int)
    def _choose_distance(self, index: int) -> None:
        row, column = (int(ends[index]) for ends in self._rows)
        self.difference.choose_pair((row, column))
        self._announce(row, column)

    @Slot(int, int)
    def _choose_cell(self, row: int, column: int) -> None:
        if row != column:
            low, high = min(row, column), max(row, column)
            self.distances.mark(int(np.flatnonzero((self._rows[0] == low) & (self._rows[1] == high))[0]))
        self._announce(row, column)

    def _announce(self, row: int, column: int) -> None:
        if self.compared is not None and self.compared.beside is not None:
            places = self.compared.beside.places[0]
            self.pair_chosen.emit(int(places[row]), int(places[column]))

    # ------------------------------------------------------------------ words

    def _say(self, beside: SideBySide, missing: str, why: str) -> None:
        """Say the numbers; of a test that is not there, `missing` and `why`."""
        parts = []
        if beside.by_value is not None:
            parts.append(f"{self._meaning(beside.by_value)}<br>")
        numbers = [
            self.tr("Mantel <b>r = {0}</b> ({1})").format(*self._test(beside.by_value, missing, why)),
            self.tr("by ranks (Spearman) <b>ρ = {0}</b> ({1})").format(*self._test(beside.by_rank, missing, why)),
            self.tr("CKA <b>{0}</b>, unbiased {1}").format(number(beside.cka, 3), number(beside.cka_unbiased, 3)),
            self.tr("deviations r = {0}").format(number(beside.spread_r, 3)),
            self.tr("{0} common classes").format(f"{len(beside.classes):,}"),
        ]
        self.said.setText("".join(parts) + " · ".join(numbers))

    def _test(self, test: Mantel | None, missing: str, why: str) -> tuple[str, str]:
        if test is None:
            return missing, why
        how = self.tr("all {0} other orders") if test.exact else self.tr("{0} random orders")
        return number(test.r, 3), f"p = {test.p:.2g}, {how.format(f'{test.permutations:,}')}"

    def _meaning(self, test: Mantel) -> str:
        if test.p > _SURE:
            return self.tr("The distances of the two agree no more than chance would let them.")
        if test.r > 0:
            return self.tr("Classes that lie far apart in one lie far apart in the other, more than by chance.")
        return self.tr("Classes that lie far apart in one lie close in the other, more than by chance.")

    def _say_formula(self) -> None:
        self.formula.setText(
            self.tr(
                "Mantel (1967): correlation of the distances of all pairs; p = (b + 1) / (m + 1), b of m orders of the "
                "classes at least as extreme, two-sided. CKA (Kornblith et al. 2019): HSIC(K, L) / √(HSIC(K, K) "
                "HSIC(L, L)) of the class means. Difference: second less first, each in shares of its mean distance."
            )
        )

    # ------------------------------------------------------------------ the ways out

    def plot(self) -> Callable[[], Plot] | None:
        if self.compared is None or self.compared.beside is None:
            return None
        return partial(figure, self.compared, self.labels)
