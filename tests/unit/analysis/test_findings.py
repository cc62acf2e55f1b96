"""What a set looks like in numbers: sets made to be even or uneven are called so."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.bootstrap import unevenness
from engine.analysis.distances import distances
from engine.analysis.findings import Uneven, findings
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError


def _statistics(means: np.ndarray, spreads: np.ndarray) -> ClassStatistics:
    std = np.broadcast_to(spreads[:, None], means.shape).copy()
    return ClassStatistics("made", tuple(f"c{k}" for k in range(len(means))), np.full(len(means), 50), means, std, 1)


RNG = np.random.default_rng(2)
EVEN_MEANS = 40 * np.eye(20)
UNEVEN_MEANS = np.cumsum(RNG.exponential(30, (20, 1)), axis=0) * np.ones((1, 20))
EVEN = RNG.uniform(49, 51, 20)
UNEVEN = RNG.exponential(30, 20) + 1


def test_similar_deviations_and_uneven_means_are_told_from_the_contrary() -> None:
    study = findings(_statistics(UNEVEN_MEANS, EVEN), distances(UNEVEN_MEANS), resamples=500)
    assert study.more_uneven is Uneven.DISTANCES
    assert study.difference.low > 0
    contrary = findings(_statistics(EVEN_MEANS, UNEVEN), distances(EVEN_MEANS), resamples=500)
    assert contrary.more_uneven is Uneven.DEVIATIONS
    alike = _statistics(EVEN_MEANS, np.full(20, 7.0))
    assert findings(alike, distances(EVEN_MEANS), resamples=500).more_uneven is Uneven.UNDECIDED


def test_every_number_is_that_of_the_arrays() -> None:
    matrix = distances(UNEVEN_MEANS)
    found = findings(_statistics(UNEVEN_MEANS, UNEVEN), matrix, seed=4, resamples=500)
    pairs = matrix[np.triu_indices(20, 1)]
    assert (found.classes, found.pictures) == (20, 1000)
    assert (found.deviation_least, found.deviation_most) == pytest.approx((UNEVEN.min(), UNEVEN.max()), rel=1e-12)
    assert UNEVEN[found.most_spread] == UNEVEN.max()
    assert UNEVEN[found.least_spread] == UNEVEN.min()
    assert (found.distance_mean, found.distance_least) == pytest.approx((pairs.mean(), pairs.min()), rel=1e-12)
    assert matrix[found.closest] == pairs.min()
    assert matrix[found.farthest] == pairs.max() == found.distance_most
    assert found.distances == unevenness(matrix, 4, resamples=500)
    assert found.difference.value == pytest.approx(found.distances.value - found.deviations.value, rel=1e-12)


def test_what_does_not_fit_is_said() -> None:
    statistics = _statistics(EVEN_MEANS, EVEN)
    with pytest.raises(InputError, match="20 classes but distances of 5"):
        findings(statistics, distances(EVEN_MEANS[:5]))
    with pytest.raises(InputError, match="2 classes; unevenness is said of 4"):
        findings(_statistics(EVEN_MEANS[:2], EVEN[:2]), distances(EVEN_MEANS[:2]))
