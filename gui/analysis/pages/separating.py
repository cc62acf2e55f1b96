"""What the page of separability shows, computed in the background; no Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.bootstrap import LEAST
from engine.analysis.findings import Findings, findings
from engine.analysis.separability import Separability, separability
from engine.progress import Control, Progress, Report
from gui.analysis.pages.subject import Subject

if TYPE_CHECKING:
    from engine.figures.plot import Plot


class Measure(StrEnum):
    """A number a class, named as in the table of `engine.figures.class_figures.separability_plot`."""

    WITHIN = "within_class_std"
    DISTANCE = "nearest_distance"
    NEAREST_RATIO = "nearest_ratio"
    RATIO = "ratio"
    SILHOUETTE = "silhouette"


@dataclass(frozen=True, eq=False)
class Separated:
    """Separability and evenness of a result.

    Attributes
    ----------
    subject : Subject
    ratios : Separability
    spreads : ndarray of shape (K,), float64
        Scalar deviation of each class.
    findings : Findings or None
        None while it is computed, and where there is none.
    whole : bool
        Whether nothing more will come.
    """

    subject: Subject
    ratios: Separability
    spreads: NDArray[np.float64]
    findings: Findings | None = None
    whole: bool = False

    def values(self, measure: Measure) -> NDArray[np.float64]:
        """Return a number a class, (K,)."""
        return {
            Measure.WITHIN: self.spreads,
            Measure.DISTANCE: self.ratios.nearest_distance,
            Measure.NEAREST_RATIO: self.ratios.nearest_ratio,
            Measure.RATIO: self.ratios.ratio,
            Measure.SILHOUETTE: self.ratios.silhouette,
        }[measure]


def can_say_evenness(subject: Subject) -> bool:
    """Return whether there are classes and distances enough to say how even they are."""
    return len(subject.names) >= LEAST and bool(np.isfinite(subject.matrix).all())


def separate(subject: Subject, *, partial: Callable[[Separated], None], report: Report, control: Control) -> Separated:
    """Return the separability of a result; the ratios are there at once, the intervals later."""
    statistics = subject.analysis.statistics
    report(Progress("separability", 0, 2, 0.0))
    ratios = separability(statistics, subject.matrix, control=control)
    found = Separated(subject, ratios, statistics.spread(subject.spread))
    partial(found)
    report(Progress("separability", 1, 2, 0.0, "bootstrap"))
    said = None
    if can_say_evenness(subject):
        said = findings(statistics, subject.matrix, spread=subject.spread, control=control)
    report(Progress("separability", 2, 2, 0.0))
    return replace(found, findings=said, whole=True)


def figure(found: Separated, measure: Measure) -> Plot:
    """Return the figure of a measure, with all numbers in its table."""
    from engine.figures.class_figures import separability_plot

    return separability_plot(found.ratios, found.spreads, measure.value)
