"""Bootstrap intervals against SciPy, against distributions whose unevenness is known, and by their laws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import pdist, squareform

from engine.analysis.bootstrap import IntervalKind, bootstrap_interval, unevenness, variation_of
from engine.errors import InputError, Interrupted
from engine.progress import Control

VALUES = np.random.default_rng(5).gamma(4.0, 3.0, 25)
MATRIX = squareform(pdist(np.random.default_rng(6).normal(size=(9, 4))))


def _variation(values: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.std(values, axis=axis, ddof=1) / np.mean(values, axis=axis)


def test_value_is_the_sample_deviation_over_the_mean() -> None:
    assert unevenness(VALUES, resamples=100).value == pytest.approx(_variation(VALUES), rel=1e-13)
    assert unevenness(MATRIX, resamples=100).value == pytest.approx(_variation(squareform(MATRIX)), rel=1e-13)


@pytest.mark.parametrize("kind", IntervalKind)
def test_ends_are_those_of_scipy(kind: IntervalKind) -> None:
    ours = unevenness(VALUES, seed=1, kind=kind)
    method = "BCa" if kind is IntervalKind.BCA else "percentile"
    theirs = stats.bootstrap((VALUES,), _variation, method=method, rng=np.random.default_rng(2)).confidence_interval
    # Two draws of 9,999: the ends scatter by about one hundredth of the width.
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.04 * (theirs.high - theirs.low))


def test_weights_mean_that_a_class_is_taken_so_often_and_never_paired_with_its_copy() -> None:
    weights = np.array([[2, 0, 1, 3, 0, 1, 1, 1, 0]])
    taken = np.repeat(np.arange(9), weights[0])
    values = VALUES[:9]
    assert variation_of(values)(weights)[0] == pytest.approx(_variation(values[taken]), rel=1e-12)
    pairs = [MATRIX[a, b] for i, a in enumerate(taken) for b in taken[i + 1 :] if a != b]
    assert variation_of(MATRIX)(weights)[0] == pytest.approx(_variation(np.array(pairs)), rel=1e-12)


def test_a_huge_common_offset_loses_no_digits() -> None:
    shifted = 1e9 + VALUES
    assert unevenness(shifted, resamples=100).value == pytest.approx(_variation(shifted), rel=1e-9)


@pytest.mark.parametrize("kind", IntervalKind)
def test_interval_covers_the_truth_about_as_often_as_it_says(kind: IntervalKind) -> None:
    rng = np.random.default_rng(11)
    held = 0
    for trial in range(200):
        found = unevenness(rng.normal(10, 2, 40), seed=trial, resamples=500, kind=kind)
        held += found.low <= 0.2 <= found.high
    assert 0.87 <= held / 200 <= 0.99


def test_interval_of_distances_covers_the_truth_where_drawing_pairs_would_not() -> None:
    # Distances of points in a plane; their true unevenness from very many pairs.
    rng = np.random.default_rng(12)
    truth = _variation(np.linalg.norm(rng.normal(size=(400_000, 2)) - rng.normal(size=(400_000, 2)), axis=1))
    held = by_pairs = 0
    for trial in range(150):
        matrix = squareform(pdist(rng.normal(size=(20, 2))))
        found = unevenness(matrix, seed=trial, resamples=400)
        held += found.low <= truth <= found.high
        singly = unevenness(squareform(matrix), seed=trial, resamples=400)
        by_pairs += singly.low <= truth <= singly.high
    assert 0.9 <= held / 150 <= 0.995
    assert by_pairs / 150 < 0.85


def test_same_seed_same_interval_another_seed_another() -> None:
    assert unevenness(VALUES, 3) == unevenness(VALUES, 3)
    assert unevenness(VALUES, 3) != unevenness(VALUES, 4)


def test_equal_values_have_no_unevenness_and_an_interval_of_no_width() -> None:
    found = unevenness(np.full(8, 5.0), resamples=200)
    assert (found.value, found.low, found.high) == (0, 0, 0)
    assert not found.excludes_zero


def test_scaling_changes_nothing() -> None:
    one, other = unevenness(VALUES, resamples=300), unevenness(1024 * VALUES, resamples=300)
    assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high), rel=1e-12)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (np.array([1.0, 2.0, 3.0]), "There are 3 classes; unevenness is said of 4 or more"),
        (np.array([1.0, np.nan, 2.0, 4.0]), "A value of class number 2 is not finite"),
        (np.ones((3, 4)), "Values have shape"),
    ],
)
def test_what_cannot_be_used_is_said(values: np.ndarray, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        unevenness(values)


def test_resamples_and_level_are_checked() -> None:
    with pytest.raises(InputError, match="5 resamples"):
        unevenness(VALUES, resamples=5)
    with pytest.raises(InputError, match="level is 95"):
        unevenness(VALUES, level=95)


def test_a_stop_is_obeyed() -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        bootstrap_interval(variation_of(VALUES), 25, control=control)
