"""Distances between class means against formulas written out in NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.distances import Metric, distances
from engine.errors import InputError, Interrupted
from engine.progress import Control

MEANS = np.random.default_rng(3).uniform(0, 255, (45, 6, 5, 3))
VARIANCES = np.random.default_rng(4).uniform(1, 900, 6 * 5 * 3)


def _pair(metric: Metric, a: np.ndarray, b: np.ndarray) -> float:
    a, b = a.ravel(), b.ravel()
    if metric is Metric.EUCLIDEAN:
        return float(np.sqrt(np.sum((a - b) ** 2)))
    if metric is Metric.MAHALANOBIS:
        return float(np.sqrt(np.sum((a - b) ** 2 / VARIANCES)))
    if metric is Metric.RMS:
        return float(np.sqrt(np.mean((a - b) ** 2)))
    if metric is Metric.CORRELATION:
        return float(1 - np.corrcoef(a, b)[0, 1])
    return float(1 - a @ b / np.sqrt((a @ a) * (b @ b)))


@pytest.mark.parametrize("metric", Metric)
def test_every_entry_is_the_formula(metric: Metric) -> None:
    matrix = distances(MEANS, metric, variances=VARIANCES)
    for row in (0, 31, 32, 44):
        for column in range(45):
            if row != column:
                assert matrix[row, column] == pytest.approx(_pair(metric, MEANS[row], MEANS[column]), rel=1e-10)


@pytest.mark.parametrize("metric", Metric)
def test_matrix_is_symmetric_with_a_zero_diagonal(metric: Metric) -> None:
    matrix = distances(MEANS, metric, variances=VARIANCES)
    assert np.array_equal(matrix, matrix.T)
    assert not np.diag(matrix).any()
    assert (matrix >= 0).all()


@pytest.mark.parametrize("metric", Metric)
def test_equal_means_are_at_distance_exactly_zero(metric: Metric) -> None:
    assert distances(np.stack([MEANS[0], MEANS[0]]), metric, variances=VARIANCES)[0, 1] == 0.0


def test_cosine_ignores_brightness_and_correlation_contrast_too() -> None:
    changed = np.stack([MEANS[0], 0.5 * MEANS[0], 0.5 * MEANS[0] + 20])
    assert distances(changed, "cosine")[0, 1] == pytest.approx(0, abs=1e-15)
    assert distances(changed, "cosine")[0, 2] > 1e-4
    assert distances(changed, "correlation")[0, 2] == pytest.approx(0, abs=1e-15)


def test_undefined_directions_are_nan_and_the_others_are_not() -> None:
    means = np.stack([np.zeros((4, 4, 1)), np.full((4, 4, 1), 9.0), MEANS[0, :4, :4, :1]])
    cosine, correlation = distances(means, Metric.COSINE), distances(means, Metric.CORRELATION)
    assert np.isnan(cosine[0, 1:]).all()
    assert np.isfinite(cosine[1, 2])
    assert np.isnan(correlation[:2, 2]).all()
    assert np.isfinite(distances(means, Metric.EUCLIDEAN)).all()


def test_unknown_metric_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError, match="'manhattan'; choose one of euclidean, rms, cosine, correlation"):
        distances(MEANS, "manhattan")


def test_a_stop_is_obeyed() -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        distances(MEANS, control=control)
