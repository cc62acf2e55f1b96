"""Two analyses of the same classes side by side: deviations, distances, and how far they agree.

Of two sets, or of one set in two spaces; the classes are matched by name.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.analysis.agreement import PERMUTATIONS, Correlation, Mantel, linear_cka, mantel
from engine.analysis.clustering import condensed
from engine.analysis.distances import Metric, class_distances
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

LEAST = 3
"""Classes below which there are too few pairs to agree or not."""


@dataclass(frozen=True, eq=False)
class SideBySide:
    """Two analyses of n common classes.

    Attributes
    ----------
    names : tuple of str, length 2
        Of the analyses.
    classes : tuple of str, length n
        In the order of the first.
    places : tuple of two ndarray of shape (n,), int64
        Index of each class in either.
    spreads : ndarray of shape (2, n), float64
        Scalar deviations.
    distances : ndarray of shape (2, n, n), float64
        Between class means.
    pairs : ndarray of shape (2, n (n - 1) / 2), float64
        Those of the pairs of classes.
    difference : ndarray of shape (n, n), float64
        Second less first distances, each in shares of the mean of its own pairs: comparable between units.
    cka, cka_unbiased : float
        Linear CKA of the class means; unbiased NaN with fewer than four classes.
    spread_r : float
        Pearson's correlation of the deviations; NaN where one does not vary.
    by_value, by_rank : Mantel or None
        Mantel's test of the distances and of their ranks; None while they are computed.
    """

    names: tuple[str, str]
    classes: tuple[str, ...]
    places: tuple[NDArray[np.int64], NDArray[np.int64]]
    spreads: NDArray[np.float64]
    distances: NDArray[np.float64]
    pairs: NDArray[np.float64]
    difference: NDArray[np.float64]
    cka: float
    cka_unbiased: float
    spread_r: float
    by_value: Mantel | None = None
    by_rank: Mantel | None = None


def common_classes(one: ClassStatistics, other: ClassStatistics) -> tuple[str, ...]:
    """Return the classes that both have by name, in the order of the first."""
    known = set(other.classes)
    return tuple(name for name in one.classes if name in known)


def compare(
    one: ClassStatistics,
    other: ClassStatistics,
    metric: Metric | str = Metric.EUCLIDEAN,
    spread: Spread | str = Spread.RMS,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    *,
    partial: Callable[[SideBySide], None] | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> SideBySide:
    """Return two analyses side by side.

    Parameters
    ----------
    one, other : ClassStatistics
        Their vectors may differ in length.
    metric, spread
        Of the distances and the scalar deviations of both.
    permutations, seed
        Of Mantel's tests, which are two-sided; see `engine.analysis.agreement.mantel`.
    partial : callable, optional
        Called with all but the tests, which take a while where there are many classes.
    report, control
        Polled between the parts and within the long ones.

    Raises
    ------
    InputError
        When they share fewer than three classes by name, a distance is undefined or all are equal, or a deviation
        was not computed.
    Interrupted
        When `control` was stopped.
    """
    control, since = control or Control(), time.monotonic()
    report(Progress("comparing", 0, 0, 0.0, "distances"))
    found = _beside(one, other, metric, spread, control)
    if partial is not None:
        partial(found)
    first, second = found.distances

    def test(number: int, kind: Correlation) -> Mantel:
        def tell(of: Progress) -> None:
            done, total = number * of.total + of.done, 2 * of.total
            report(Progress("comparing", done, total, time.monotonic() - since, "permutations"))

        return mantel(first, second, permutations, seed, correlation=kind, report=tell, control=control)

    found = replace(found, by_value=test(0, Correlation.PEARSON))
    return replace(found, by_rank=test(1, Correlation.SPEARMAN))


def _beside(
    one: ClassStatistics, other: ClassStatistics, metric: Metric | str, spread: Spread | str, control: Control
) -> SideBySide:
    classes = common_classes(one, other)
    if len(classes) < LEAST:
        raise InputError(
            Sentence(
                "{0} and {1} share {2} classes by name; compare two that share {3} or more.",
                one.name,
                other.name,
                len(classes),
                LEAST,
            )
        )
    places = _places(one, classes), _places(other, classes)
    sides = (one, other)
    spreads = np.stack([side.spread(spread)[at] for side, at in zip(sides, places, strict=True)])
    distances = np.stack(
        [class_distances(side, metric, control=control)[np.ix_(at, at)] for side, at in zip(sides, places, strict=True)]
    )
    pairs = np.stack([condensed(matrix) for matrix in distances])
    shares = distances / pairs.mean(axis=1)[:, None, None]
    means = [side.means[at] for side, at in zip(sides, places, strict=True)]
    unbiased = linear_cka(means[0], means[1], unbiased=True) if len(classes) > 3 else math.nan
    varied = bool((np.ptp(spreads, axis=1) > 0).all())
    return SideBySide(
        names=(one.name, other.name),
        classes=classes,
        places=places,
        spreads=spreads,
        distances=distances,
        pairs=pairs,
        difference=shares[1] - shares[0],
        cka=linear_cka(means[0], means[1]),
        cka_unbiased=unbiased,
        spread_r=float(np.asarray(np.corrcoef(spreads))[0, 1]) if varied else math.nan,
    )


def _places(statistics: ClassStatistics, classes: tuple[str, ...]) -> NDArray[np.int64]:
    index = {name: place for place, name in enumerate(statistics.classes)}
    return np.array([index[name] for name in classes], dtype=np.int64)
