"""What a set looks like in a few numbers: how alike its classes' deviations are, and how unevenly its means lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.analysis.bootstrap import RESAMPLES, Interval, Weights, bootstrap_intervals, variation_of
from engine.analysis.clustering import condensed
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError
from engine.progress import Control
from engine.sentences import Sentence


class Uneven(StrEnum):
    """Which of the two varies more from class to class, as far as the interval of the difference tells."""

    DISTANCES = "distances"
    DEVIATIONS = "deviations"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Findings:
    """The numbers behind "similar deviations, uneven means".

    Attributes
    ----------
    classes, pictures : int
    deviation_mean, deviation_least, deviation_most : float
        Of the scalar within-class deviation.
    least_spread, most_spread : int
        The classes of those two.
    distance_mean, distance_least, distance_most : float
        Of the distances between class means.
    closest, farthest : tuple of two int
        The classes of those two.
    deviations : Interval
        Coefficient of variation of the deviations.
    distances : Interval
        Coefficient of variation of the distances.
    difference : Interval
        That of the distances less that of the deviations, both of the same drawn classes.
    """

    classes: int
    pictures: int
    deviation_mean: float
    deviation_least: float
    deviation_most: float
    least_spread: int
    most_spread: int
    distance_mean: float
    distance_least: float
    distance_most: float
    closest: tuple[int, int]
    farthest: tuple[int, int]
    deviations: Interval
    distances: Interval
    difference: Interval

    @property
    def more_uneven(self) -> Uneven:
        """What varies more; undecided where the interval of the difference holds zero."""
        if not self.difference.excludes_zero:
            return Uneven.UNDECIDED
        return Uneven.DISTANCES if self.difference.value > 0 else Uneven.DEVIATIONS


def findings(
    statistics: ClassStatistics,
    distances: NDArray[np.float64],
    seed: int = 0,
    *,
    spread: Spread | str = Spread.RMS,
    resamples: int = RESAMPLES,
    control: Control | None = None,
) -> Findings:
    """Return what the statistics and the distances between class means say about evenness.

    Parameters
    ----------
    statistics : ClassStatistics
        Of K classes.
    distances : ndarray of shape (K, K), float64
        Between the class means, in any measure.
    seed : int
        Of the bootstrap.
    spread : Spread
        Definition of the scalar deviation of a class.
    resamples : int
    control
        Polled between blocks of resamples.

    Raises
    ------
    InputError
        When there are fewer than four classes, a distance is undefined, shapes do not fit, or the deviation needs a
        second pass that was not made.
    Interrupted
        When `control` was stopped.
    """
    spreads = statistics.spread(spread)
    if len(spreads) != len(distances):
        raise InputError(
            Sentence("There are {0} classes but distances of {1}; give those of the set.", len(spreads), len(distances))
        )
    pairs = condensed(distances)
    rows, columns = np.triu_indices(len(distances), 1)
    near, far = int(np.argmin(pairs)), int(np.argmax(pairs))
    of_spreads, of_distances = variation_of(spreads), variation_of(distances)

    def both(weights: Weights) -> NDArray[np.float64]:
        first, second = of_spreads(weights), of_distances(weights)
        return np.stack([first, second, second - first], axis=1)

    uneven = bootstrap_intervals(both, len(spreads), seed, resamples=resamples, control=control)
    return Findings(
        classes=len(spreads),
        pictures=int(statistics.counts.sum()),
        deviation_mean=float(spreads.mean()),
        deviation_least=float(spreads.min()),
        deviation_most=float(spreads.max()),
        least_spread=int(np.argmin(spreads)),
        most_spread=int(np.argmax(spreads)),
        distance_mean=float(pairs.mean()),
        distance_least=float(pairs[near]),
        distance_most=float(pairs[far]),
        closest=(int(rows[near]), int(columns[near])),
        farthest=(int(rows[far]), int(columns[far])),
        deviations=uneven[0],
        distances=uneven[1],
        difference=uneven[2],
    )
