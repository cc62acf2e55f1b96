"""What the accuracies of a study say: intervals over seeds, and paired differences to a baseline. Free of torch.

All seeds of a study share one training and one test set. An interval here is over what the seed decides (initial
weights, order, augmentation, the pictures drawn for pre-training); it says nothing about other test images.
The corrected resampled t test (Nadeau & Bengio 2003, doi:10.1023/A:1024068626366) answers for training sets that are
drawn anew and overlap, which is not the case here. Wilcoxon's signed-rank test needs six seeds to fall below 0.05 at
all, whatever they are; studies have three or five. So: the paired t test, which assumes that the differences over
seeds are about normal.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.experiments.comparison import Comparison, Summary
from engine.sentences import Sentence

Values = NDArray[np.float64]

LEVEL = 0.95
"""Confidence of an interval unless another is asked for."""


class IntervalKind(StrEnum):
    """What a line about a mean stands for."""

    SD = "sd"
    SE = "se"
    T = "t"
    RANGE = "range"
    """From the smallest to the largest value."""


class Measure(StrEnum):
    """What a source is compared by: the share of images, or the mean over the classes."""

    ACCURACY = "accuracy"
    BALANCED = "balanced"

    def of(self, summary: Summary) -> tuple[float, ...]:
        """Return the values of `summary` by rising seed, 0 to 1."""
        return summary.accuracies if self is Measure.ACCURACY else summary.balanced_accuracies


class Marks(StrEnum):
    """Whether sources are marked as better or worse than the baseline, and by which p-value."""

    NONE = "none"
    PLAIN = "plain"
    HOLM = "holm"


class Mark(StrEnum):
    """How a source stands to the baseline, written as Weka's experimenter does."""

    BETTER = "v"
    WORSE = "*"
    SAME = "="
    UNKNOWN = ""


def limits(values: Values, kind: IntervalKind, level: float = LEVEL) -> tuple[Values, Values]:
    """Return the lower and upper ends of the interval about the means over the first axis.

    Parameters
    ----------
    values : ndarray of shape (n, ...), float64
        Seeds along the first axis.
    kind : {'sd', 'se', 't', 'range'}
        Mean -+ the sample standard deviation s (n - 1), the standard error s / sqrt(n), or
        t(n - 1, (1 + level) / 2) s / sqrt(n); or the smallest and the largest value.
    level : float
        Confidence of 't', above 0 and below 1.

    Returns
    -------
    low, high : ndarray of shape (...), float64
        NaN below two seeds.

    Raises
    ------
    InputError
        On a level outside its range.
    """
    check_level(level)
    values = np.asarray(values, dtype=np.float64)
    n = len(values)
    if n < 2:
        nothing = np.full(values.shape[1:], np.nan)
        return nothing, nothing
    if kind is IntervalKind.RANGE:
        return np.asarray(values.min(axis=0)), np.asarray(values.max(axis=0))
    factors = {IntervalKind.SD: 1.0, IntervalKind.SE: 1 / math.sqrt(n)}
    factor = t_quantile(n - 1, level) / math.sqrt(n) if kind is IntervalKind.T else factors[kind]
    mean, half = values.mean(axis=0), factor * values.std(axis=0, ddof=1)
    return np.asarray(mean - half), np.asarray(mean + half)


def limits_of(values: Sequence[float], kind: IntervalKind, level: float = LEVEL) -> tuple[float, float] | None:
    """Return `limits` of plain numbers, None below two of them."""
    low, high = limits(np.array(values, dtype=np.float64), kind, level)
    return None if len(values) < 2 else (float(low), float(high))


def t_quantile(freedom: float, level: float) -> float:
    """Return the bound that Student's t of so many degrees of freedom keeps within with probability `level`."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def t_probability(t: float, freedom: float) -> float:
    """Return the probability that Student's t is at least as far from zero as `t`."""
    from scipy.special import stdtr

    return min(1.0, 2 * float(stdtr(freedom, -abs(t))))


def check_level(level: float) -> None:
    """Refuse a confidence that is none."""
    if not 0 < level < 1:
        raise InputError(
            Sentence("The confidence level is {0:g}; give a number above 0 and below 1, such as 0.95.", level)
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """How results are compared.

    Attributes
    ----------
    baseline : str
        A source of the study; empty: training from scratch, or the first.
    interval : IntervalKind
        About means; differences always have t intervals.
    level : float
        Confidence of t intervals and, by 1 - level, of the tests.
    measure : Measure
    reach : float or None
        Accuracy whose first epoch is told; None: what the baseline has at the end.
    marks : Marks
    """

    baseline: str = ""
    interval: IntervalKind = IntervalKind.SD
    level: float = LEVEL
    measure: Measure = Measure.ACCURACY
    reach: float | None = None
    marks: Marks = Marks.PLAIN


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of paired differences, seed by seed, and what it says.

    Attributes
    ----------
    values : tuple of float
        The differences in the order of the seeds.
    mean : float
    half : float or None
        Half the length of the t interval at `level`; None below two seeds.
    p : float or None
        Of the two-sided paired t test of no difference.
    level : float
    """

    values: tuple[float, ...]
    mean: float
    half: float | None
    p: float | None
    level: float

    @property
    def n(self) -> int:
        """Number of pairs."""
        return len(self.values)

    @property
    def mark(self) -> Mark:
        """Whether the interval leaves out zero, and on which side; unknown below two pairs."""
        return _mark(self.p, self.mean, self.level)


def _mark(p: float | None, mean: float, level: float) -> Mark:
    if p is None:
        return Mark.UNKNOWN
    if p >= 1 - level:
        return Mark.SAME
    return Mark.BETTER if mean > 0 else Mark.WORSE


def difference_of(values: Sequence[float], level: float = LEVEL) -> Difference:
    """Return mean, interval and test of paired differences.

    Differences that are all alike leave the test nothing to measure by: p is then 0, or 1 where they are zero.

    Raises
    ------
    InputError
        Without a difference, or on a level outside 0 to 1.
    """
    check_level(level)
    if not values:
        raise InputError(Sentence("There is no pair to compare; the two sources need a finished run of the same seed."))
    values = tuple(float(value) for value in values)
    mean = statistics.fmean(values)
    if len(values) < 2:
        return Difference(values, mean, None, None, level)
    error = statistics.stdev(values) / math.sqrt(len(values))
    # What is left of equal differences after rounding is no spread.
    if error <= 1e-12 * max(1.0, abs(mean)):
        return Difference(values, mean, 0.0, 1.0 if abs(mean) <= 1e-12 else 0.0, level)
    half = t_quantile(len(values) - 1, level) * error
    return Difference(values, mean, half, t_probability(mean / error, len(values) - 1), level)


@dataclass(frozen=True, slots=True)
class SourceDifference:
    """A source against the baseline on one data set.

    Attributes
    ----------
    source, dataset : str
    seeds : tuple of int
        Those that both have finished.
    difference : Difference
        Source minus baseline, accuracies 0 to 1.
    p_holm : float or None
        The p of the difference after Holm's correction for all that are tested with it.
    mark : Mark
        By the p that marks go by; unknown where none are wanted.
    """

    source: str
    dataset: str
    seeds: tuple[int, ...]
    difference: Difference
    p_holm: float | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Differences:
    """Every source against a baseline on every data set.

    Attributes
    ----------
    baseline : str
    level : float
    measure : Measure
    marks : Marks
    found : tuple of SourceDifference
        Source by source, then data set; pairs without a common finished seed are left out.
    """

    baseline: str
    level: float
    measure: Measure
    marks: Marks
    found: tuple[SourceDifference, ...]

    def get(self, source: str, dataset: str) -> SourceDifference | None:
        """Return the difference of a source on a data set, None where it is not known."""
        return next((one for one in self.found if (one.source, one.dataset) == (source, dataset)), None)

    def counts(self, source: str) -> tuple[int, int, int]:
        """Return on how many data sets `source` is better, the same, and worse."""
        marks = [one.mark for one in self.found if one.source == source]
        return marks.count(Mark.BETTER), marks.count(Mark.SAME), marks.count(Mark.WORSE)


def default_baseline(table: Comparison) -> str:
    """Return training from scratch where the study has it, else its first source."""
    return "scratch" if "scratch" in table.sources else table.sources[0]


def paired_differences(
    table: Comparison,
    baseline: str | None = None,
    *,
    level: float = LEVEL,
    measure: Measure = Measure.ACCURACY,
    marks: Marks = Marks.PLAIN,
) -> Differences:
    """Return every other source against `baseline`, paired by seed.

    Raises
    ------
    InputError
        When the study has no such source, or the level is outside 0 to 1.
    """
    check_level(level)
    baseline = baseline or default_baseline(table)
    if baseline not in table.sources:
        raise InputError(
            Sentence(
                "The study {0} has no source {1!r} to compare with; give {2}.",
                table.study,
                baseline,
                ", ".join(table.sources),
            )
        )
    values = {
        (one.source, one.dataset): dict(zip(one.seeds, measure.of(one), strict=True)) for one in table.summaries()
    }
    raw = []
    for source in table.sources:
        for dataset in table.datasets:
            own, other = values.get((source, dataset), {}), values.get((baseline, dataset), {})
            seeds = tuple(sorted(own.keys() & other.keys()))
            if source != baseline and seeds:
                raw.append((source, dataset, seeds, difference_of([own[at] - other[at] for at in seeds], level)))
    adjusted = holm([difference.p for *_, difference in raw])
    found = tuple(SourceDifference(*one, p, _marked(one[3], p, marks)) for one, p in zip(raw, adjusted, strict=True))
    return Differences(baseline, level, measure, marks, found)


def _marked(difference: Difference, p_holm: float | None, marks: Marks) -> Mark:
    by = {Marks.NONE: None, Marks.PLAIN: difference.p, Marks.HOLM: p_holm}
    return _mark(by[marks], difference.mean, difference.level)


def holm(probabilities: Sequence[float | None]) -> list[float | None]:
    """Return p-values after Holm's step-down correction (Holm 1979); None stays None and is not counted."""
    known = sorted((p, at) for at, p in enumerate(probabilities) if p is not None)
    adjusted: list[float | None] = [None] * len(probabilities)
    largest = 0.0
    for rank, (p, at) in enumerate(known):
        largest = max(largest, min(1.0, (len(known) - rank) * p))
        adjusted[at] = largest
    return adjusted
