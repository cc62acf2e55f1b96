"""Maps of classes against scikit-learn, and the laws that tie them together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import pdist, squareform
from sklearn.decomposition import PCA
from sklearn.manifold import smacof

from engine.analysis.distances import distances
from engine.analysis.maps2d import MapKind, map_of, stress
from engine.errors import InputError, Interrupted
from engine.progress import Control

MEANS = np.random.default_rng(3).normal(size=(20, 4, 3, 1)) * np.array([5.0, 2.0, 1.0]).reshape(1, 1, 3, 1)
MATRIX = distances(MEANS)


def test_pca_is_that_of_scikit_learn_up_to_the_fixed_sign() -> None:
    theirs = PCA(2, svd_solver="full").fit(MEANS.reshape(20, -1))
    points = theirs.transform(MEANS.reshape(20, -1))
    points *= np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1, 1)
    found = map_of(MEANS, "pca")
    np.testing.assert_allclose(found.points, points, atol=1e-10)
    np.testing.assert_allclose(found.explained, theirs.explained_variance_ratio_, rtol=1e-10)


def test_classical_scaling_of_euclidean_distances_is_the_pca_of_the_means() -> None:
    one, other = map_of(MEANS, "pca"), map_of(MATRIX, "classical")
    np.testing.assert_allclose(one.points, other.points, atol=1e-8)
    np.testing.assert_allclose(one.explained, other.explained, rtol=1e-8)
    assert one.stress == pytest.approx(other.stress, rel=1e-8)


@pytest.mark.parametrize("kind", [MapKind.CLASSICAL, MapKind.MDS])
def test_a_plane_is_found_again(kind: MapKind) -> None:
    flat = squareform(pdist(np.random.default_rng(4).normal(size=(15, 2))))
    found = map_of(flat, kind)
    np.testing.assert_allclose(squareform(pdist(found.points)), flat, atol=1e-9)
    assert found.stress < 1e-9
    assert found.explained.sum() == pytest.approx(1)


def test_majorization_takes_the_steps_of_scikit_learn_from_the_same_start() -> None:
    start = map_of(MATRIX, "classical").points
    _, raw = smacof(MATRIX, n_components=2, init=start, n_init=1, max_iter=3000, eps=1e-12, normalized_stress=False)
    found = map_of(MATRIX, "mds")
    ours = float(np.sum((pdist(found.points) - squareform(MATRIX)) ** 2))
    assert ours == pytest.approx(raw, rel=1e-3)


@pytest.mark.parametrize("metric", ["euclidean", "correlation"])
def test_scaling_tells_the_distances_more_truly_than_the_classical_map(metric: str) -> None:
    matrix = distances(MEANS, metric)
    assert map_of(matrix, "mds").stress < 0.9 * map_of(matrix, "classical").stress


def test_stress_is_kruskals() -> None:
    points = map_of(MATRIX, "classical").points
    shown, given = pdist(points), squareform(MATRIX)
    assert stress(points, MATRIX) == pytest.approx(np.sqrt(((shown - given) ** 2).sum() / (shown**2).sum()), rel=1e-12)


@pytest.mark.parametrize("kind", MapKind)
def test_axes_are_turned_to_their_largest_value_and_centred(kind: MapKind) -> None:
    found = map_of(MEANS if kind is MapKind.PCA else MATRIX, kind)
    assert (found.points[np.abs(found.points).argmax(axis=0), [0, 1]] > 0).all()
    np.testing.assert_allclose(found.points.mean(axis=0), 0, atol=1e-10)
    np.testing.assert_array_equal(map_of(MEANS if kind is MapKind.PCA else MATRIX, kind).points, found.points)


def test_two_classes_lie_on_a_line_and_equal_ones_on_a_point() -> None:
    pair = map_of(np.array([[0.0, 3.0], [3.0, 0.0]]), "mds")
    np.testing.assert_allclose(np.abs(pair.points), [[1.5, 0], [1.5, 0]], atol=1e-12)
    assert not map_of(np.zeros((4, 4)), "mds").points.any()
    assert map_of(np.zeros((4, 2)), "pca").stress == 0


def test_what_has_no_map_is_said() -> None:
    with pytest.raises(InputError, match="2 classes or more"):
        map_of(MEANS[:1], "pca")
    with pytest.raises(InputError, match="no map 'tsne'; choose one of pca"):
        map_of(MATRIX, "tsne")
    with pytest.raises(InputError, match="no finite value"):
        map_of(np.full((3, 3), np.nan), "mds")
    with pytest.raises(InputError, match="give a square matrix"):
        map_of(MEANS, "mds")


def test_a_stop_is_obeyed() -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        map_of(MATRIX, "mds", control=control)
