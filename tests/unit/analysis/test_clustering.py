"""Trees of classes against SciPy and scikit-learn, their lines, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist, squareform
from sklearn.cluster import AgglomerativeClustering

from engine.analysis.clustering import Method, cluster
from engine.errors import InputError

POINTS = np.random.default_rng(1).normal(size=(30, 5))
MATRIX = squareform(pdist(POINTS))


@pytest.mark.parametrize("method", Method)
def test_heights_and_merges_are_those_of_scipy(method: Method) -> None:
    found = cluster(MATRIX, method)
    expected = hierarchy.linkage(squareform(MATRIX), method.value)
    np.testing.assert_allclose(found.heights, expected[:, 2], rtol=1e-12)
    np.testing.assert_array_equal(np.sort(found.linkage[:, :2]), np.sort(expected[:, :2]))
    assert found.cophenetic == pytest.approx(hierarchy.cophenet(expected, squareform(MATRIX))[0], rel=1e-12)


@pytest.mark.parametrize("method", [Method.AVERAGE, Method.COMPLETE, Method.SINGLE])
def test_clusters_are_those_of_scikit_learn(method: Method) -> None:
    ours = hierarchy.fcluster(cluster(MATRIX, method).linkage, 5, "maxclust")
    theirs = AgglomerativeClustering(5, metric="precomputed", linkage=method.value).fit_predict(MATRIX)
    assert len(set(zip(ours.tolist(), theirs.tolist(), strict=True))) == 5


def test_leaves_stand_as_close_as_the_tree_allows() -> None:
    def length(order: np.ndarray) -> float:
        return float(MATRIX[order[:-1], order[1:]].sum())

    best, plain = cluster(MATRIX), cluster(MATRIX, optimal_up_to=0)
    assert best.optimal
    assert not plain.optimal
    assert length(best.order) < length(plain.order)
    np.testing.assert_allclose(best.heights, plain.heights)
    expected = hierarchy.leaves_list(hierarchy.optimal_leaf_ordering(best.linkage, squareform(MATRIX)))
    assert length(best.order) == pytest.approx(length(expected), rel=1e-12)


def test_order_holds_every_class_and_starts_with_the_lower_end() -> None:
    found = cluster(MATRIX)
    assert sorted(found.order.tolist()) == list(range(30))
    assert found.order[0] < found.order[-1]
    np.testing.assert_array_equal(hierarchy.leaves_list(found.linkage), found.order)
    np.testing.assert_array_equal(cluster(MATRIX.copy()).order, found.order)


def test_renaming_classes_renames_the_tree() -> None:
    mixed = np.random.default_rng(2).permutation(30)
    there = cluster(MATRIX[np.ix_(mixed, mixed)])
    back = mixed[there.order].tolist()
    here = cluster(MATRIX).order.tolist()
    assert back in (here, here[::-1])


def test_lines_are_those_of_scipys_dendrogram() -> None:
    found = cluster(MATRIX)
    drawn = hierarchy.dendrogram(found.linkage, no_plot=True)
    # SciPy sets leaf i at 10 i + 5.
    expected = {
        tuple(np.round([*((np.array(x) - 5) / 10), *y], 9))
        for x, y in zip(drawn["icoord"], drawn["dcoord"], strict=True)
    }
    ours = {tuple(np.round([*fork[:, 0], *fork[:, 1]], 9)) for fork in found.forks()}
    assert ours == expected


def test_two_classes_and_equal_distances_have_a_tree_too() -> None:
    pair = cluster(np.array([[0.0, 2.0], [2.0, 0.0]]))
    assert pair.order.tolist() == [0, 1]
    assert pair.heights.tolist() == [2.0]
    assert np.isnan(pair.cophenetic)
    assert np.isnan(cluster(np.ones((4, 4)) - np.eye(4)).cophenetic)


def test_what_cannot_be_clustered_is_said() -> None:
    broken = MATRIX.copy()
    broken[3] = broken[:, 3] = np.nan
    with pytest.raises(InputError, match="Class number 4 has no distance"):
        cluster(broken)
    with pytest.raises(InputError, match="2 classes or more"):
        cluster(np.zeros((1, 1)))
    with pytest.raises(InputError, match="'centroid'; choose one of average, complete"):
        cluster(MATRIX, "centroid")
