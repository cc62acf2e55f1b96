"""Separability against scikit-learn and the pictures themselves; samples and silhouettes of pictures."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import calinski_harabasz_score, silhouette_samples

from engine.analysis.distances import distances
from engine.analysis.sampling import sample
from engine.analysis.separability import nearest_other, separability, silhouette
from engine.analysis.sources import ArrayImages
from engine.analysis.statistics import ClassStatistics, class_statistics
from engine.errors import InputError, Interrupted
from engine.images.labelled import LabelledImages
from engine.progress import Control, Progress

NAMES = ("apple", "pear", "plum", "quince")


def _data(count: int = 240, seed: int = 0) -> LabelledImages:
    """Return pictures of classes of different size, spread and place."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(4, count, p=[0.1, 0.2, 0.3, 0.4]).astype(np.int64)
    centres = rng.integers(60, 190, (4, 6, 5, 1))
    noise = rng.normal(size=(count, 6, 5, 1)) * np.array([5, 10, 30, 40])[labels][:, None, None, None]
    images = np.clip(centres[labels] + noise, 0, 255).astype(np.uint8)
    return LabelledImages("fruit", "train", images, labels, NAMES)


DATA = _data()
FLAT = DATA.images.reshape(len(DATA), -1).astype(np.float64)
STATISTICS = class_statistics(ArrayImages(DATA))


def _own(label: int) -> NDArray[np.float64]:
    return FLAT[DATA.labels == label]


def test_ratio_of_each_class_is_the_spread_between_over_the_spread_within() -> None:
    found = separability(STATISTICS)
    for label in range(4):
        own = _own(label)
        within = np.mean(np.sum((own - own.mean(axis=0)) ** 2, axis=1))
        between = np.sum((own.mean(axis=0) - FLAT.mean(axis=0)) ** 2)
        assert found.within[label] == pytest.approx(within, rel=1e-11)
        assert found.between[label] == pytest.approx(between, rel=1e-11)
        assert found.ratio[label] == pytest.approx(between / within, rel=1e-11)


def test_overall_ratio_is_that_of_the_scatter_matrices_and_scikit_learns_index() -> None:
    found = separability(STATISTICS)
    s_w = sum(len(_own(k)) / len(FLAT) * np.cov(_own(k).T, bias=True) for k in range(4))
    s_b = np.cov(FLAT.T, bias=True) - s_w
    assert found.fisher == pytest.approx(np.trace(s_b) / np.trace(s_w), rel=1e-10)
    assert found.calinski_harabasz == pytest.approx(calinski_harabasz_score(FLAT, DATA.labels), rel=1e-10)


def test_nearest_other_class_follows_the_distances_given() -> None:
    found = separability(STATISTICS)
    matrix = distances(STATISTICS.means)
    for label in range(4):
        others = [other for other in range(4) if other != label]
        nearest = min(others, key=lambda other: matrix[label, other])
        assert found.nearest[label] == nearest
        assert found.nearest_distance[label] == matrix[label, nearest]
        expected = matrix[label, nearest] ** 2 / (found.within[label] + found.within[nearest])
        assert found.nearest_ratio[label] == pytest.approx(expected, rel=1e-12)
    by_angle = separability(STATISTICS, distances(STATISTICS.means, "correlation"))
    assert (by_angle.nearest_distance < 2).all()


def test_silhouette_from_moments_is_that_of_root_mean_squared_distances_between_pictures() -> None:
    squared = np.sum((FLAT[:, None] - FLAT) ** 2, axis=2)
    found = separability(STATISTICS).silhouette
    for label in range(4):
        own = DATA.labels == label
        n = own.sum()
        a = np.sqrt(squared[np.ix_(own, own)].sum() / (n * (n - 1)))
        b = min(np.sqrt(squared[np.ix_(own, DATA.labels == other)].mean()) for other in range(4) if other != label)
        assert found[label] == pytest.approx((b - a) / max(a, b), rel=1e-9)


def test_classes_without_spread_alone_or_undefined_are_no_accident() -> None:
    flat = ClassStatistics(
        "f", NAMES[:3], np.array([1, 1, 1]), np.arange(12.0).reshape(3, 2, 2, 1), np.zeros((3, 2, 2, 1)), 3
    )
    found = separability(flat)
    assert np.isinf(found.ratio[[0, 2]]).all()
    assert np.isnan(found.ratio[1])
    assert not found.silhouette.any()
    alone = separability(ClassStatistics("f", NAMES[:1], np.array([2]), np.ones((1, 4)), np.ones((1, 4)), 2))
    assert alone.nearest.tolist() == [-1]
    assert np.isnan([alone.nearest_ratio[0], alone.silhouette[0], alone.calinski_harabasz]).all()
    nearest, distance = nearest_other(np.array([[0, np.nan, np.nan], [np.nan, 0, 2], [np.nan, 2, 0]]))
    assert nearest.tolist() == [-1, 2, 1]
    assert np.isnan(distance[0])


def test_distances_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match=r"\(3, 3\) but there are 4 classes"):
        separability(STATISTICS, np.zeros((3, 3)))


@pytest.mark.parametrize("vectors", [DATA.images, FLAT / 255 + 1e6, FLAT.astype(np.float32)])
def test_silhouettes_of_pictures_are_those_of_scikit_learn(vectors: NDArray[np.generic]) -> None:
    expected = silhouette_samples(FLAT, DATA.labels)
    found = silhouette(vectors, DATA.labels)
    np.testing.assert_allclose(found.values, expected, atol=1e-6)
    assert found.overall == pytest.approx(expected.mean(), abs=1e-6)
    for label in range(4):
        assert found.of_classes[label] == pytest.approx(expected[DATA.labels == label].mean(), abs=1e-6)


def test_silhouettes_across_blocks_and_with_gaps_in_the_labels() -> None:
    rng = np.random.default_rng(4)
    vectors, labels = rng.normal(size=(1300, 3)), rng.choice([1, 4, 5], 1300)
    labels[0] = 7
    expected = silhouette_samples(vectors, labels)
    found = silhouette(vectors, labels)
    np.testing.assert_allclose(found.values, expected, atol=1e-10)
    assert found.values[0] == 0
    assert np.isnan(found.of_classes[[0, 2, 3, 6]]).all()


def test_silhouettes_refuse_one_class_and_obey_a_stop() -> None:
    with pytest.raises(InputError, match="2 classes or more"):
        silhouette(FLAT, np.zeros(len(FLAT), dtype=np.int64))
    with pytest.raises(InputError, match="240 pictures and 3 labels"):
        silhouette(FLAT, DATA.labels[:3])
    control, seen = Control(), []

    def stop(progress: Progress) -> None:
        seen.append(progress.done)
        control.stop()

    many = np.tile(FLAT, (3, 1))
    with pytest.raises(Interrupted):
        silhouette(many, np.tile(DATA.labels, 3), report=stop, control=control)
    assert len(seen) == 1
    assert seen[0] < len(many) ** 2


def test_a_sample_holds_so_many_of_each_class_and_only_its_own() -> None:
    found = sample(ArrayImages(DATA), 10, seed=3)
    assert np.bincount(found.labels).tolist() == [10, 10, 10, 10]
    assert (np.diff(found.labels) >= 0).all()
    for label in range(4):
        own = {picture.tobytes() for picture in DATA.images[DATA.labels == label]}
        drawn = [picture.tobytes() for picture in found.images[found.labels == label]]
        assert len(set(drawn)) == 10
        assert own.issuperset(drawn)


@pytest.mark.parametrize("block", [1, 7, 64])
def test_a_sample_does_not_depend_on_the_blocks_but_on_the_seed(block: int) -> None:
    whole = sample(ArrayImages(DATA), 10, seed=3)
    parts = sample(ArrayImages(DATA, block), 10, seed=3)
    np.testing.assert_array_equal(whole.images, parts.images)
    np.testing.assert_array_equal(whole.labels, parts.labels)
    assert not np.array_equal(whole.images, sample(ArrayImages(DATA, block), 10, seed=4).images)


def test_every_picture_is_as_likely_to_be_drawn() -> None:
    images = np.arange(20, dtype=np.uint8).reshape(20, 1, 1, 1)
    data = LabelledImages("places", "train", images, np.zeros(20, dtype=np.int64), ("one",))
    drawn = np.concatenate([sample(ArrayImages(data), 5, seed=seed).images.ravel() for seed in range(800)])
    counts = np.bincount(drawn, minlength=20)
    # 200 expected, with a deviation of 12 each: 19 degrees of freedom, chi squared below its 99.9 % point.
    assert float(np.sum((counts - 200) ** 2 / (200 * 0.75))) < 43.8 * 20 / 19


def test_small_classes_are_taken_whole_and_none_is_refused() -> None:
    assert len(sample(ArrayImages(DATA), 10_000).labels) == len(DATA)
    with pytest.raises(InputError, match="0 pictures of each class"):
        sample(ArrayImages(DATA), 0)
    empty = LabelledImages("none", "train", DATA.images[:0], DATA.labels[:0], NAMES)
    with pytest.raises(InputError, match="holds no picture"):
        sample(ArrayImages(empty), 3)
