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
from engine.analysis.separability import Separability, Silhouette, separability
from engine.progress import Control, Progress, Report
from engine.workspace import Workspace
from gui.analysis.pages.subject import Subject

if TYPE_CHECKING:
    from engine.figures.plot import Plot


MOST_OF_CLASS = 100
SAMPLE_BYTES = 2**28
"""Memory that the images of a sample may take as float64."""


class Measure(StrEnum):
    """A number a class, named as in the table of `engine.figures.class_figures.separability_plot`."""

    WITHIN = "within_class_std"
    DISTANCE = "nearest_distance"
    NEAREST_RATIO = "nearest_ratio"
    RATIO = "ratio"
    SILHOUETTE = "silhouette"
    OF_IMAGES = "silhouette_of_pictures"


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
    images : Silhouette or None
        Of a sample of the images; None until it is asked for.
    per_class : int
        Images of each class in that sample.
    """

    subject: Subject
    ratios: Separability
    spreads: NDArray[np.float64]
    findings: Findings | None = None
    whole: bool = False
    images: Silhouette | None = None
    per_class: int = 0

    def values(self, measure: Measure) -> NDArray[np.float64]:
        """Return a number a class, (K,)."""
        return {
            Measure.WITHIN: self.spreads,
            Measure.DISTANCE: self.ratios.nearest_distance,
            Measure.NEAREST_RATIO: self.ratios.nearest_ratio,
            Measure.RATIO: self.ratios.ratio,
            Measure.SILHOUETTE: self.ratios.silhouette,
            Measure.OF_IMAGES: self._of_images,
        }[measure]

    @property
    def _of_images(self) -> NDArray[np.float64]:
        """Mean silhouette of the images of each class; NaN of one without an image in the sample."""
        values = np.full(len(self.spreads), np.nan)
        if self.images is not None:
            values[: len(self.images.of_classes)] = self.images.of_classes
        return values


def can_say_evenness(subject: Subject) -> bool:
    """Return whether there are classes and distances enough to say how even they are."""
    return len(subject.names) >= LEAST and bool(np.isfinite(subject.matrix).all())


def evenness(subject: Subject, *, control: Control, **_unused: object) -> Findings | None:
    """Return how even deviations and distances are; None where it cannot be said."""
    if not can_say_evenness(subject):
        return None
    return findings(subject.analysis.statistics, subject.matrix, spread=subject.spread, control=control)


def separate(subject: Subject, *, partial: Callable[[Separated], None], report: Report, control: Control) -> Separated:
    """Return the separability of a result; the ratios are there at once, the intervals later."""
    statistics = subject.analysis.statistics
    report(Progress("separability", 0, 2, 0.0))
    ratios = separability(statistics, subject.matrix, control=control)
    found = Separated(subject, ratios, statistics.spread(subject.spread))
    partial(found)
    report(Progress("separability", 1, 2, 0.0, "bootstrap"))
    said = evenness(subject, control=control)
    report(Progress("separability", 2, 2, 0.0))
    return replace(found, findings=said, whole=True)


def sample_size(subject: Subject) -> int:
    """Return how many images of each class are taken for silhouettes: a good many, or as memory allows."""
    statistics = subject.analysis.statistics
    bytes_each = 8 * statistics.means[0].size * len(statistics.classes)
    return int(min(MOST_OF_CLASS, max(2, SAMPLE_BYTES // bytes_each)))


def silhouettes(subject: Subject, workspace: Workspace, *, report: Report, control: Control) -> Silhouette:
    """Return the silhouettes of a sample of the images; they are drawn or read once more."""
    from engine.analysis.sampled import sampled_silhouettes

    return sampled_silhouettes(subject.analysis, sample_size(subject), workspace, report=report, control=control)


def figure(found: Separated, measure: Measure) -> Plot:
    """Return the figure of a measure, with all numbers in its table."""
    from engine.figures.class_figures import separability_plot

    of_images = found.values(Measure.OF_IMAGES) if found.images is not None else None
    return separability_plot(found.ratios, found.spreads, measure.value, of_images)
