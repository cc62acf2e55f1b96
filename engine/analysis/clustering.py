"""Hierarchical clustering of classes from the distances between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.analysis.choices import chosen
from engine.errors import InputError
from engine.sentences import Sentence

OPTIMAL_UP_TO = 300
"""Classes up to which the leaves are put into the best order; the time grows faster than the square."""


class Method(StrEnum):
    """Distance between two clusters.

    ============  ==========================================================================================
    average       mean distance between their classes (UPGMA); takes any distance
    complete      largest distance between their classes
    single        smallest distance between their classes; tends to chains
    ward          growth of the sum of squares when merged; means something for Euclidean and RMS distances
    ============  ==========================================================================================
    """

    AVERAGE = "average"
    COMPLETE = "complete"
    SINGLE = "single"
    WARD = "ward"


@dataclass(frozen=True, eq=False)
class Clustering:
    """A tree over K classes.

    Attributes
    ----------
    method : Method
    order : ndarray of shape (K,), int64
        Classes as the leaves stand from left to right.
    linkage : ndarray of shape (K - 1, 4), float64
        One merge a row, as SciPy writes it: the two clusters (below K a class, else merge number minus K), the height,
        the number of classes below.
    cophenetic : float
        Correlation of the heights at which two classes meet with their distances (Sokal and Rohlf 1962): how truly the
        tree tells the distances. NaN where either is constant.
    optimal : bool
        Whether neighbouring leaves are as close as the tree allows (Bar-Joseph et al. 2001).
    """

    method: Method
    order: NDArray[np.int64]
    linkage: NDArray[np.float64]
    cophenetic: float
    optimal: bool

    @property
    def heights(self) -> NDArray[np.float64]:
        """Height of each merge, shape (K - 1,), ascending."""
        return np.asarray(self.linkage[:, 2], dtype=np.float64)

    def forks(self) -> NDArray[np.float64]:
        """Return the lines of the dendrogram, shape (K - 1, 4, 2): up, across and down through (place, height).

        Places are those of `order`: leaf i stands at i, a cluster midway between its two parts.
        """
        leaves = len(self.order)
        places = np.empty(2 * leaves - 1)
        heights = np.zeros(2 * leaves - 1)
        places[self.order] = np.arange(leaves)
        lines = np.empty((leaves - 1, 4, 2))
        for row, (left, right, height, _) in enumerate(self.linkage):
            a, b = int(left), int(right)
            lines[row, :, 0] = places[a], places[a], places[b], places[b]
            lines[row, :, 1] = heights[a], height, height, heights[b]
            places[leaves + row], heights[leaves + row] = (places[a] + places[b]) / 2, height
        return lines


def cluster(
    distances: NDArray[np.float64], method: Method | str = Method.AVERAGE, *, optimal_up_to: int = OPTIMAL_UP_TO
) -> Clustering:
    """Return the tree that `method` builds from the matrix of distances.

    The same matrix gives the same tree; it is turned so that of its two outermost classes the one with the lower index
    stands first.

    Parameters
    ----------
    distances : ndarray of shape (K, K), float64
        Symmetric, zero on the diagonal.
    method : Method
    optimal_up_to : int
        Number of classes up to which the leaves are ordered optimally.

    Raises
    ------
    InputError
        When the method is unknown, there are fewer than two classes, or a distance is undefined.
    """
    # SciPy's clustering takes a while to import; a window that only names the methods need not wait for it.
    from scipy.cluster.hierarchy import cophenet, leaves_list, linkage

    rule = chosen(Method, method, "method of clustering")
    pairs = condensed(distances)
    optimal = len(distances) <= optimal_up_to
    tree = linkage(pairs, rule.value, optimal_ordering=optimal)
    order = np.asarray(leaves_list(tree), dtype=np.int64)
    if order[0] > order[-1]:
        tree[:, [0, 1]] = tree[:, [1, 0]]
        order = order[::-1].copy()
    met = cophenet(tree)
    return Clustering(rule, order, np.asarray(tree, dtype=np.float64), _correlation(met, pairs), optimal)


def condensed(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the K (K - 1) / 2 distances above the diagonal, row after row.

    Raises
    ------
    InputError
        When it is no square matrix of at least two classes, or a distance is undefined.
    """
    classes = len(distances)
    if distances.shape != (classes, classes) or classes < 2:
        raise InputError(
            Sentence("Distances have shape {0}; give a square matrix of 2 classes or more.", distances.shape)
        )
    undefined = np.flatnonzero(~np.isfinite(distances).all(axis=1))
    if len(undefined):
        # A class without a direction has no distance to anybody, so it stands in the most rows.
        worst = int(np.argmax((~np.isfinite(distances)).sum(axis=1)))
        raise InputError(
            Sentence(
                "Class number {0} has no distance to others in this measure; choose Euclidean, or leave it out.",
                worst + 1,
            )
        )
    return np.asarray(distances[np.triu_indices(classes, 1)], dtype=np.float64)


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])
