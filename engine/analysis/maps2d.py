"""Classes as points in a plane."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.analysis.choices import chosen
from engine.errors import InputError
from engine.progress import Control
from engine.sentences import Sentence

ITERATIONS = 300
TOLERANCE = 1e-6
"""Relative gain in stress a step below which majorization ends."""


class MapKind(StrEnum):
    """How classes come into the plane.

    ============  ==========================================================================================
    pca           the two main axes of the class means: a flat view of the real space
    classical     classical scaling of any matrix of distances (Torgerson 1952); for Euclidean ones it is the PCA
    mds           metric scaling: places whose distances come closest to the given ones, by majorization of the raw
                  stress ``sum (d_ij - delta_ij)^2`` (SMACOF; de Leeuw 1977) from the classical places
    ============  ==========================================================================================
    """

    PCA = "pca"
    CLASSICAL = "classical"
    MDS = "mds"


@dataclass(frozen=True, eq=False)
class ClassMap:
    """Places of K classes.

    Attributes
    ----------
    kind : MapKind
    points : ndarray of shape (K, 2), float64
        In the unit of the distances, centred. Each axis is turned so that its largest value is positive.
    explained : ndarray of shape (2,), float64
        Share of the spread of the means (PCA) or of the positive eigenvalues (classical) that each axis holds; for
        `mds` the share of the spread within the plane.
    stress : float
        Kruskal's stress-1 (1964), ``sqrt( sum (d_ij - delta_ij)^2 / sum d_ij^2 )`` over all pairs: 0 where the plane
        tells all distances.
    """

    kind: MapKind
    points: NDArray[np.float64]
    explained: NDArray[np.float64]
    stress: float


def map_of(
    values: NDArray[np.float64], kind: MapKind | str = MapKind.PCA, *, control: Control | None = None
) -> ClassMap:
    """Return a plane with the classes on it; the same values give the same plane.

    Parameters
    ----------
    values : ndarray
        For PCA the class means (K, ...), each taken as a vector; else the distances (K, K).
    kind : MapKind
    control
        Polled between steps of the majorization.

    Raises
    ------
    InputError
        When the kind is unknown, there are fewer than two classes, or a value is not finite.
    Interrupted
        When `control` was stopped.
    """
    map_kind = chosen(MapKind, kind, "map")
    if len(values) < 2:
        raise InputError(Sentence("A map needs 2 classes or more; choose more classes."))
    if not np.isfinite(values).all():
        raise InputError(
            Sentence("A class has no finite value in this measure; choose Euclidean, or leave the class out.")
        )
    if map_kind is MapKind.PCA:
        gram = _gram(values.reshape(len(values), -1))
        lengths = np.diag(gram)
        given = np.sqrt(np.maximum(lengths[:, None] + lengths - 2 * gram, 0))
    else:
        if values.shape != (len(values), len(values)):
            raise InputError(Sentence("Distances have shape {0}; give a square matrix.", values.shape))
        given = values
        gram = _centred_twice(-np.square(given) / 2)
    points, explained = _principal(gram)
    if map_kind is MapKind.MDS:
        points = _majorized(points, given, control or Control())
        points, explained = _turned(points)
    return ClassMap(map_kind, points, explained, stress(points, given))


def stress(points: NDArray[np.float64], distances: NDArray[np.float64]) -> float:
    """Return Kruskal's stress-1 of `points` (K, 2) for the matrix `distances` (K, K); 0 where all points coincide."""
    from scipy.spatial.distance import pdist

    shown = pdist(points)
    given = distances[np.triu_indices(len(points), 1)]
    total = float(np.sum(np.square(shown)))
    return float(np.sqrt(np.sum(np.square(shown - given)) / total)) if total else 0.0


def _gram(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inner products (K, K) of the vectors less their mean."""
    centred = vectors - vectors.mean(axis=0)
    return np.asarray(centred @ centred.T, dtype=np.float64)


def _centred_twice(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the matrix less the means of its rows and columns."""
    rows = matrix.mean(axis=1, keepdims=True)
    return np.asarray(matrix - rows - rows.T + matrix.mean(), dtype=np.float64)


def _principal(gram: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the two main axes (K, 2) of inner products (K, K), and their shares of the positive eigenvalues."""
    from scipy.linalg import eigh

    values, vectors = eigh((gram + gram.T) / 2)
    # Below this an eigenvalue is rounding, whose root would still be seen.
    positive = np.where(values > len(gram) * np.finfo(np.float64).eps * values[-1], values, 0.0)
    points = (vectors * np.sqrt(positive))[:, ::-1][:, :2]
    return _signed(points), _shares(positive)


def _turned(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return places (K, 2) on their own main axes, and the share of each axis."""
    left, lengths, _ = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    return _signed(left * lengths), _shares(np.square(lengths)[::-1])


def _signed(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the places with each axis turned so that its largest value is positive."""
    largest = points[np.argmax(np.abs(points), axis=0), [0, 1]]
    return np.asarray(points * np.where(largest < 0, -1.0, 1.0), dtype=np.float64)


def _shares(ascending: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shares of the two largest of the values in their sum."""
    total = float(ascending.sum())
    return np.asarray(ascending[::-1][:2] / total if total else np.zeros(2), dtype=np.float64)


def _majorized(points: NDArray[np.float64], distances: NDArray[np.float64], control: Control) -> NDArray[np.float64]:
    """Return places of no greater raw stress, by Guttman's transform ``X <- B(X) X / K`` until it gains little."""
    from scipy.spatial.distance import cdist

    raw = np.inf
    shown, change = np.empty_like(distances), np.empty_like(distances)
    for _ in range(ITERATIONS):
        control.poll()
        cdist(points, points, out=shown)
        np.subtract(shown, distances, out=change)
        now = float(np.vdot(change, change))
        if raw - now <= TOLERANCE * now:
            break
        raw = now
        ratio = change
        ratio[...] = 0
        np.divide(distances, shown, out=ratio, where=shown > 0)
        points = (ratio.sum(axis=1, keepdims=True) * points - ratio @ points) / len(points)
    return points
