"""What the page of comparison shows, computed in the background; no Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.analysis.agreement import PERMUTATIONS
from engine.analysis.request import AnalysisRequest, analyze
from engine.analysis.side_by_side import LEAST, SideBySide, common_classes, compare
from engine.analysis.spread import Spread
from engine.analysis.store import StatisticsStore, StoredStatistics
from engine.errors import InputError
from engine.progress import Control, Report
from engine.sentences import Sentence
from engine.workspace import Workspace
from gui.analysis.pages.subject import Subject

if TYPE_CHECKING:
    from engine.analysis.statistics import ClassStatistics
    from engine.figures.plot import Plot


FEW_CLASSES = 200
"""Classes up to which Mantel's tests try as many orders as they usually do; the time of each grows with the square."""

FEW_PERMUTATIONS = 999


@dataclass(frozen=True, slots=True)
class Other:
    """What a result is compared with: one that is kept, by its key, or one to be computed.

    Attributes
    ----------
    key : str
        Empty when it is computed.
    request : AnalysisRequest or None
    label : str
        What it is called in the window.
    """

    key: str
    request: AnalysisRequest | None
    label: str


@dataclass(frozen=True, eq=False)
class Compared:
    """Two results side by side.

    Attributes
    ----------
    subject : Subject
    other : Other
        With its key.
    shared : int
        Classes that both have.
    spread : Spread
        Of the deviations: the one of the subject where both know it, else RMS.
    beside : SideBySide or None
        None where they share too few classes.
    """

    subject: Subject
    other: Other
    shared: int
    spread: Spread
    beside: SideBySide | None


def kept_results(workspace: Workspace) -> tuple[StoredStatistics, ...]:
    """Return the analyses that can be compared with, the newest first."""
    return _store(workspace).entries()


def compare_with(
    subject: Subject,
    other: Other,
    workspace: Workspace,
    *,
    partial: Callable[[Compared], None],
    report: Report,
    control: Control,
) -> Compared:
    """Return `subject` and the other side by side; the tests by permutation come last.

    Raises
    ------
    WorkbenchError
        When the other is gone or cannot be computed, or the two cannot be compared.
    """
    statistics, key = _statistics(other, subject.spread, workspace, report, control)
    named = Other(key, other.request, other.label)
    own = subject.analysis.statistics
    shared = len(common_classes(own, statistics))
    second_pass = subject.spread.second_pass and (own.mean_distances is None or statistics.mean_distances is None)
    spread = Spread.RMS if second_pass else subject.spread

    def compared(beside: SideBySide | None) -> Compared:
        return Compared(subject, named, shared, spread, beside)

    if shared < LEAST:
        return compared(None)
    return compared(
        compare(
            own,
            statistics,
            subject.metric,
            spread,
            PERMUTATIONS if shared <= FEW_CLASSES else FEW_PERMUTATIONS,
            partial=lambda early: partial(compared(early)),
            report=report,
            control=control,
        )
    )


def _store(workspace: Workspace) -> StatisticsStore:
    return StatisticsStore(workspace.cache / "statistics")


def _statistics(
    other: Other, spread: Spread, workspace: Workspace, report: Report, control: Control
) -> tuple[ClassStatistics, str]:
    if other.key:
        found = _store(workspace).get(other.key)
        if found is None:
            raise InputError(Sentence("The analysis {0} is no longer kept; analyse it again.", other.label))
        return found, other.key
    assert other.request is not None
    analysis = analyze(other.request, workspace, spread=spread, report=report, control=control)
    return analysis.statistics, analysis.key


def figure(compared: Compared, labels: tuple[str, str]) -> Plot:
    """Return the distances of all pairs in both as a figure."""
    from engine.figures.class_figures import agreement_plot

    assert compared.beside is not None
    return agreement_plot(compared.beside, labels)
