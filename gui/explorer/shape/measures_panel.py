"""The measures of the selected category."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.ifs.category import Category
from engine.ifs.weights import ROWS
from engine.progress import Control, Report
from gui.services import Services
from gui.theme import GRID, Theme
from gui.widgets.latest import Latest

if TYPE_CHECKING:
    # The measures come with compiled kernels; they are loaded where they run, off the window's thread.
    from engine.ifs.measures import Measures

_SETTLE_MS = 200
_PUBLISHED_FILL = 0.2


@dataclass(frozen=True, eq=False, slots=True)
class MeasuresQuestion:
    """What to measure."""

    category: Category
    weight_step: float
    quick: bool


@dataclass(frozen=True, eq=False, slots=True)
class MeasuresAnswer:
    """The measures of the category in `question`."""

    question: MeasuresQuestion
    measures: Measures


def measure_one(question: MeasuresQuestion, *, partial: object, report: Report, control: Control) -> MeasuresAnswer:  # noqa: ARG001
    """Return the measures asked for."""
    from engine.ifs.measures import measure

    return MeasuresAnswer(question, measure(question.category, quick=question.quick, weight_step=question.weight_step))


class MeasuresPanel(QWidget):
    """Stability at once, on every edit; the slower measures when the hand rests.

    Signals
    -------
    measured(object)
        A complete MeasuresAnswer is shown.
    """

    measured = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._category: Category | None = None
        self._theme = services.theme
        self._weight_step = 0.4
        self._quick = Latest(services.tasks, measure_one, self, priority=1)
        self._full = Latest(services.tasks, measure_one, self)
        for asking in (self._quick, self._full):
            asking.answered.connect(self._take)
            asking.failed.connect(services.tell_failure)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask_full)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFixedWidth(148)
        self.setAccessibleName(self.tr("Measures"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self._lyapunov = _Measure(
            column,
            self._theme,
            self.tr("Lyapunov exponent"),
            self.tr(
                "Mean growth of distances a step, natural logarithm. Below zero the points settle on the same image "
                "from any start: the category is stable."
            ),
        )
        self._fill = _Measure(
            column,
            self._theme,
            self.tr("Fill rate"),
            self.tr(
                "Share of 512 × 512 pixels that 100,000 points reach, by the published recipe; "
                "FractalDB keeps categories from {0:g} on."
            ).format(_PUBLISHED_FILL),
        )
        self._divergent = _Measure(
            column,
            self._theme,
            self.tr("Variants that diverge"),
            self.tr("Of the 25 weight variants, those whose 200,000 points fly off; they are never trained on."),
        )
        self._dimension = _Measure(
            column,
            self._theme,
            self.tr("Box dimension"),
            self.tr(
                "Slope of log₂(boxes visited) over the level of division, with the root mean square distance from "
                "the fitted line."
            ),
        )
        column.addStretch(1)
        self.clear()

    def set_weight_step(self, weight_step: float) -> None:
        """Try the variants of another weight table."""
        self._weight_step = weight_step
        if self._category is not None:
            self.follow(self._category)

    def clear(self) -> None:
        """Show nothing, until `follow` names another category."""
        self._quick.forget()
        self._full.forget()
        self._settle.stop()
        self._category = None
        for measure in (self._lyapunov, self._fill, self._divergent, self._dimension):
            measure.show("", "")

    def follow(self, category: Category) -> None:
        """Measure a category, or the same one after a change."""
        self._category = category
        self._quick.ask(MeasuresQuestion(category, self._weight_step, quick=True))
        for measure in (self._fill, self._divergent, self._dimension):
            measure.fade(faded=True)
        self._settle.start()

    @Slot()
    def _ask_full(self) -> None:
        if self._category is not None:
            self._full.ask(MeasuresQuestion(self._category, self._weight_step, quick=False))

    @Slot(int, object)
    def _take(self, _number: int, answer: MeasuresAnswer) -> None:
        measures = answer.measures
        self._show_stability(measures)
        if answer.question.quick or self._settle.isActive():
            return
        self._show_rest(measures)
        self.measured.emit(answer)

    def _show_stability(self, measures: Measures) -> None:
        value = measures.lyapunov
        if not measures.stable:
            self._lyapunov.show(_signed(value), self.tr("Unstable: points fly off"), "error")
        elif value > -2 * measures.lyapunov_error:
            self._lyapunov.show(_signed(value), self.tr("On the edge"), "warning")
        elif math.isinf(value):
            self._lyapunov.show(_signed(value), self.tr("Shrinks to few points"), "warning")
        else:
            self._lyapunov.show(_signed(value), self.tr("Stable: points settle"), "success")

    def _show_rest(self, measures: Measures) -> None:
        fill = measures.fill or 0.0
        below = fill < _PUBLISHED_FILL
        self._fill.show(
            f"{fill:.3f}",
            self.tr("Below {0:g}, too thin").format(_PUBLISHED_FILL)
            if below
            else self.tr("At least {0:g}").format(_PUBLISHED_FILL),
            "warning" if below else "",
        )
        lost = round((measures.divergent_share or 0.0) * ROWS)
        unstable = round((measures.unstable_share or 0.0) * ROWS)
        note = self.tr("Step {0:g}").format(measures.weight_step or 0.0)
        if unstable:
            note = self.tr("Step {0:g}; {1} unstable").format(measures.weight_step or 0.0, unstable)
        self._divergent.show(self.tr("{0} of {1}").format(lost, ROWS), note, "warning" if lost else "")
        dimension, residual = measures.dimension, measures.dimension_residual
        if dimension is None or residual is None or not math.isfinite(dimension):
            self._dimension.show("\N{EN DASH}", self.tr("Too few points"))
        else:
            self._dimension.show(f"{dimension:.2f}", self.tr("Residual {0:.3f}").format(residual))


class _Measure:
    """Name, number, and what it means."""

    def __init__(self, column: QVBoxLayout, theme: Theme, title: str, tip: str) -> None:
        head = QLabel(title)
        head.setProperty("caption", "true")
        self._value = QLabel()
        self._value.setFont(theme.numbers_font(scale=1.25))
        self._value.setAccessibleName(title)
        self._note = QLabel()
        self._note.setProperty("caption", "true")
        self._note.setWordWrap(True)
        for label in (head, self._value, self._note):
            label.setToolTip(tip)
            column.addWidget(label)
        column.addSpacing(GRID // 2)

    def show(self, value: str, note: str, kind: str = "") -> None:
        """Show a number with its verdict; `kind` colours the verdict."""
        self._value.setText(value or "\N{EN DASH}")
        self._note.setText(note or " ")
        if kind != self._note.property("verdict"):
            self._note.setProperty("verdict", kind)
            self._note.style().unpolish(self._note)
            self._note.style().polish(self._note)
        self.fade(faded=False)

    def fade(self, *, faded: bool) -> None:
        """Show that the number belongs to a moment ago."""
        self._value.setEnabled(not faded)


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "\N{MINUS SIGN}").replace("inf", "\N{INFINITY}")
