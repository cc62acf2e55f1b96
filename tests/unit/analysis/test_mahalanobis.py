"""The diagonal Mahalanobis distance is its formula, and finds what the Euclidean distance misses."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.analysis.distances import Metric, class_distances, distances, shrunk_variances
from engine.analysis.sources import ArrayImages
from engine.analysis.statistics import ClassStatistics, class_statistics
from engine.errors import InputError
from engine.images.labelled import LabelledImages

LOUD, QUIET = 300, 40


def _found(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> ClassStatistics:
    names = tuple(f"class {label}" for label in range(labels.max() + 1))
    return class_statistics(ArrayImages(LabelledImages("drawn", "train", images[:, None, :, None], labels, names)))


def _quiet_truth(count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return four classes: 0 and 1 agree in the quiet pixels, as 2 and 3 do; the loud pixels say nothing."""
    rng = np.random.default_rng(seed)
    labels = np.arange(4 * count) % 4
    loud = rng.integers(0, 256, (len(labels), LOUD))
    quiet = 100 + 4 * (labels // 2)[:, None] + rng.integers(-3, 4, (len(labels), QUIET))
    return np.concatenate([loud, quiet], axis=1).astype(np.uint8), labels.astype(np.int64)


def _nearest(matrix: NDArray[np.float64]) -> list[int]:
    return np.argmin(matrix + np.diag(np.full(len(matrix), np.inf)), axis=1).tolist()


def test_the_distance_is_the_formula() -> None:
    images, labels = _quiet_truth(15, 0)
    found = _found(images, labels)
    residuals = np.concatenate([images[labels == k] - images[labels == k].mean(axis=0) for k in range(4)])
    freedom = len(images) - 4
    pooled = np.square(residuals).sum(axis=0) / freedom
    share = np.sum(2 * pooled**2 / freedom) / np.sum((pooled - pooled.mean()) ** 2)
    variances = (1 - share) * pooled + share * pooled.mean()
    shrunk, by = shrunk_variances(found)
    assert by == pytest.approx(share, rel=1e-10)
    np.testing.assert_allclose(shrunk, variances, rtol=1e-10)
    off = found.means[0].ravel() - found.means[3].ravel()
    matrix = class_distances(found, Metric.MAHALANOBIS)
    assert matrix[0, 3] == pytest.approx(np.sqrt(np.sum(off**2 / variances)), rel=1e-10)
    assert np.array_equal(matrix, matrix.T)


def test_it_finds_the_small_difference_of_quiet_pixels_that_euclid_misses() -> None:
    pairs = [1, 0, 3, 2]
    right = dict.fromkeys((Metric.EUCLIDEAN, Metric.MAHALANOBIS), 0)
    for seed in range(20):
        found = _found(*_quiet_truth(100, seed))
        for metric in right:
            right[metric] += _nearest(class_distances(found, metric)) == pairs
    assert right[Metric.MAHALANOBIS] == 20
    assert right[Metric.EUCLIDEAN] <= 4


def test_where_all_values_vary_alike_it_is_the_euclidean_distance_in_standard_deviations() -> None:
    rng = np.random.default_rng(0)
    labels = np.arange(4000, dtype=np.int64) % 4
    found = _found(rng.integers(0, 256, (4000, 20)).astype(np.uint8), labels)
    variances, share = shrunk_variances(found)
    assert share > 0.3  # what differs between values is mostly noise, and is shrunk away
    ratio = class_distances(found, "mahalanobis")[0, 1:] * np.sqrt(variances.mean())
    np.testing.assert_allclose(ratio, class_distances(found)[0, 1:], rtol=0.03)


def test_values_that_never_vary_count_finitely() -> None:
    images, labels = _quiet_truth(15, 0)
    images[:, -1] = 50 * labels
    assert np.isfinite(class_distances(_found(images, labels), Metric.MAHALANOBIS)).all()


def test_what_it_cannot_be_computed_from_is_refused() -> None:
    one_each = _found(np.arange(12, dtype=np.uint8).reshape(4, 3), np.arange(4, dtype=np.int64))
    with pytest.raises(InputError, match="needs two or more different ones of a class"):
        class_distances(one_each, Metric.MAHALANOBIS)
    with pytest.raises(InputError, match="needs within-class variances"):
        distances(one_each.means, Metric.MAHALANOBIS)
    assert class_distances(one_each).shape == (4, 4)
