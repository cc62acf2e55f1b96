"""Orders in which classes are shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from engine.analysis.clustering import Clustering


class Order(Enum):
    """How classes stand in maps, distances and bars."""

    CLASS = "class"
    NAME = "name"
    LARGEST = "largest"
    SMALLEST = "smallest"
    DISTANCE = "distance"
    CLUSTER = "cluster"


def class_order(values: Sequence[float] | NDArray[np.float64], *, descending: bool = True) -> NDArray[np.int64]:
    """Return the indices that sort `values`; equal values keep their order."""
    array = np.asarray(values, dtype=np.float64)
    return np.asarray(np.argsort(-array if descending else array, kind="stable"), dtype=np.int64)


def places(
    order: Order,
    names: Sequence[str],
    spread: NDArray[np.float64],
    matrix: NDArray[np.float64] | None,
    tree: Clustering | None,
) -> NDArray[np.int64]:
    """Return the class at each place; where too little is known for an order, the classes as they are.

    Parameters
    ----------
    order : Order
    names : sequence of K str
    spread : ndarray of shape (K,), float64
        Scalar within-class deviation.
    matrix : ndarray of shape (K, K), float64, or None
        Distances between the classes.
    tree : Clustering or None
        Of the distances.
    """
    count = len(names)
    if order is Order.NAME:
        return np.array(sorted(range(count), key=names.__getitem__), dtype=np.int64)
    if order in (Order.LARGEST, Order.SMALLEST):
        return class_order(spread, descending=order is Order.LARGEST)
    if order is Order.DISTANCE and matrix is not None:
        return class_order(mean_distances(matrix), descending=False)
    if order is Order.CLUSTER and tree is not None:
        return tree.order
    return np.arange(count, dtype=np.int64)


def mean_distances(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean distance of each class to the others it has one to, shape (K,); infinite where it has none.

    Parameters
    ----------
    matrix : ndarray of shape (K, K), float64
        Zero on the diagonal, NaN where a distance is not defined.
    """
    known = np.isfinite(matrix)
    others = known.sum(axis=1) - known.diagonal()
    sums = np.where(known, matrix, 0.0).sum(axis=1)
    return np.where(others > 0, sums / np.maximum(others, 1), np.inf)
