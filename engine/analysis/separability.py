"""How well classes are told apart: spread between them against spread within them, neighbours, silhouettes.

For class k of N_k pictures taken as vectors: mean m_k, within-class spread W_k = (mean squared distance of its pictures
to m_k, the trace of its covariance), and m the mean of all pictures.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import distances
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

ROWS = 512
"""Pictures whose distances to all later ones are held at a time."""


@dataclass(frozen=True, eq=False)
class Separability:
    """What class statistics tell about separability.

    Attributes
    ----------
    classes : tuple of str, length K
    counts : ndarray of shape (K,), int64
        Pictures of each class.
    within : ndarray of shape (K,), float64
        W_k: squared gray levels (or features), summed over the values of a picture.
    between : ndarray of shape (K,), float64
        ``||m_k - m||^2``, in the same unit.
    ratio : ndarray of shape (K,), float64
        ``||m_k - m||^2 / W_k``; infinite for a class without spread, NaN where its mean is the common one too.
    fisher : float
        ``tr(S_b) / tr(S_w)`` with ``S_b = sum_k N_k / N (m_k - m)(m_k - m)^T`` and ``S_w = sum_k N_k / N C_k``, C_k the
        covariance of class k: Fisher's criterion in its trace form (Fukunaga, Introduction to Statistical Pattern
        Recognition, 2nd ed. 1990, chapter 10).
    calinski_harabasz : float
        ``fisher (N - K) / (K - 1)`` (Calinski and Harabasz 1974): comparable between numbers of classes.
    nearest : ndarray of shape (K,), int64
        Nearest other class by the distances given; -1 where none is defined.
    nearest_distance : ndarray of shape (K,), float64
    nearest_ratio : ndarray of shape (K,), float64
        ``||m_k - m_j||^2 / (W_k + W_j)`` for the nearest j: Fisher's criterion of the two alone.
    silhouette : ndarray of shape (K,), float64
        Silhouette of the class from its moments, -1 to 1: ``(b - a) / max(a, b)`` as Rousseeuw's (1987), but of root
        mean squared distances between pictures, which follow from means and spreads alone:
        ``a^2 = 2 W_k N_k / (N_k - 1)`` and ``b^2 = min_j (W_k + W_j + ||m_k - m_j||^2)``. 0 for a class of one picture.
        The silhouette of the pictures themselves is `silhouette`.
    """

    classes: tuple[str, ...]
    counts: NDArray[np.int64]
    within: NDArray[np.float64]
    between: NDArray[np.float64]
    ratio: NDArray[np.float64]
    fisher: float
    calinski_harabasz: float
    nearest: NDArray[np.int64]
    nearest_distance: NDArray[np.float64]
    nearest_ratio: NDArray[np.float64]
    silhouette: NDArray[np.float64]


def separability(
    statistics: ClassStatistics, matrix: NDArray[np.float64] | None = None, *, control: Control | None = None
) -> Separability:
    """Return the separability that the statistics of the classes tell, without another look at the pictures.

    Parameters
    ----------
    statistics : ClassStatistics
        In pixel or feature space, of K classes.
    matrix : ndarray of shape (K, K), float64, optional
        Distances by which the nearest other class is found; Euclidean between means when None.
    control
        Polled while distances are computed.

    Raises
    ------
    InputError
        When `matrix` does not fit the classes.
    Interrupted
        When `control` was stopped.
    """
    count = len(statistics.classes)
    if matrix is not None and matrix.shape != (count, count):
        raise InputError(
            Sentence("Distances have shape {0} but there are {1} classes; give a row a class.", matrix.shape, count)
        )
    means = statistics.means.reshape(count, -1)
    within = np.square(statistics.std).reshape(count, -1).sum(axis=1)
    shares = statistics.counts / statistics.counts.sum()
    between = np.square(means - shares @ means).sum(axis=1)
    total_between, total_within = float(shares @ between), float(shares @ within)
    pictures = int(statistics.counts.sum())
    euclidean = distances(means, control=control)
    apart = np.square(euclidean)
    nearest, nearest_distance = nearest_other(euclidean if matrix is None else matrix)
    rows = np.arange(count)
    neighbours = _quotient(apart[rows, nearest], within + within[nearest])
    return Separability(
        classes=statistics.classes,
        counts=statistics.counts,
        within=within,
        between=between,
        ratio=_quotient(between, within),
        fisher=float(_quotient(total_between, total_within)),
        calinski_harabasz=float(_quotient(total_between * (pictures - count), total_within * (count - 1))),
        nearest=nearest,
        nearest_distance=nearest_distance,
        nearest_ratio=np.where(nearest < 0, np.nan, neighbours),
        silhouette=_silhouette_of_moments(statistics.counts, within, apart),
    )


def nearest_other(matrix: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return for each class the nearest other one and its distance; -1 and NaN where no distance is defined."""
    others = np.where(np.isnan(matrix), np.inf, matrix)
    np.fill_diagonal(others, np.inf)
    nearest = np.argmin(others, axis=1)
    distance = others[np.arange(len(others)), nearest]
    known = np.isfinite(distance)
    return np.where(known, nearest, -1), np.where(known, distance, np.nan)


def _quotient(over: NDArray[np.float64] | float, under: NDArray[np.float64] | float) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.divide(over, under), dtype=np.float64)


def _silhouette_of_moments(
    counts: NDArray[np.int64], within: NDArray[np.float64], apart: NDArray[np.float64]
) -> NDArray[np.float64]:
    if len(counts) < 2:
        return np.full(len(counts), np.nan)
    own = np.sqrt(2 * within * counts / np.maximum(counts - 1, 1))
    others = within[:, None] + within + apart
    np.fill_diagonal(others, np.inf)
    other = np.sqrt(others.min(axis=1))
    larger = np.maximum(own, other)
    values = np.divide(other - own, larger, out=np.zeros_like(own), where=larger > 0)
    return np.where(counts > 1, values, 0.0)


@dataclass(frozen=True, eq=False)
class Silhouette:
    """Silhouettes of pictures.

    Attributes
    ----------
    values : ndarray of shape (N,), float64
        Of each picture, -1 (closer to another class) to 1 (far from all others).
    of_classes : ndarray of shape (K,), float64
        Mean of each class; NaN for a class without a picture.
    overall : float
        Mean of all pictures.
    """

    values: NDArray[np.float64]
    of_classes: NDArray[np.float64]
    overall: float


def silhouette(
    vectors: NDArray[np.generic],
    labels: NDArray[np.int64],
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> Silhouette:
    """Return the exact silhouettes of pictures or features (Rousseeuw 1987) by Euclidean distance.

    ``s = (b - a) / max(a, b)``: a is the mean distance to the others of the own class, b the smallest mean distance to
    another class; 0 for the only picture of its class. The time grows with the square of the pictures: take some of
    each class (see `engine.analysis.sampling`).

    Parameters
    ----------
    vectors : ndarray of shape (N, ...)
        Pictures (of 8 bits: squared distances are exact) or features.
    labels : ndarray of shape (N,), int64
        Class of each, 0 to K - 1.
    report, control
        Polled between blocks.

    Raises
    ------
    InputError
        When labels and vectors differ in number, or fewer than two classes have a picture.
    Interrupted
        When `control` was stopped.
    """
    if len(vectors) != len(labels):
        raise InputError(
            Sentence("There are {0} pictures and {1} labels; give a label for each.", len(vectors), len(labels))
        )
    order = np.argsort(labels, kind="stable")
    present, starts, counts = np.unique(labels[order], return_index=True, return_counts=True)
    if len(present) < 2:
        raise InputError(Sentence("Silhouettes compare classes; choose pictures of 2 classes or more."))
    control = control or Control()
    since = time.monotonic()
    flat = vectors.reshape(len(vectors), -1)[order].astype(np.float64)
    # From a picture among them, differences stay whole numbers where pixels are, and lose no digits elsewhere.
    flat -= flat[0].copy()
    squares = np.einsum("nd,nd->n", flat, flat)
    group = np.repeat(np.arange(len(present)), counts)
    sums = np.zeros((len(flat), len(present)))
    for start in range(0, len(flat), ROWS):
        control.poll()
        stop = min(start + ROWS, len(flat))
        apart = _distances_onward(flat, squares, start, stop)
        first = int(group[start])
        # Rows of the block to the classes from its first on, then all later rows to the classes of the block.
        sums[start:stop, first:] += np.add.reduceat(apart, np.maximum(starts[first:] - start, 0), axis=1)
        inside = np.flatnonzero(np.diff(group[start:stop], prepend=-1))
        sums[stop:, group[start + inside]] += np.add.reduceat(apart[:, stop - start :], inside, axis=0).T
        # Half of the square is worked out, so what is left shrinks with its square.
        done = len(flat) ** 2 - (len(flat) - stop) ** 2
        report(Progress("silhouettes", done, len(flat) ** 2, time.monotonic() - since - control.paused_s))
    values = np.empty(len(flat))
    values[order] = _silhouettes(sums, group, counts)
    of_classes = np.full(int(present[-1]) + 1, np.nan)
    of_classes[present] = np.bincount(labels, values)[present] / counts
    return Silhouette(values, of_classes, float(values.mean()))


def _distances_onward(
    flat: NDArray[np.float64], squares: NDArray[np.float64], start: int, stop: int
) -> NDArray[np.float64]:
    """Return the distances of these rows to themselves and all later ones, (stop - start, N - start)."""
    apart = flat[start:stop] @ flat[start:].T
    apart *= -2
    apart += squares[start:]
    apart += squares[start:stop, None]
    np.sqrt(np.maximum(apart, 0, out=apart), out=apart)
    np.fill_diagonal(apart, 0.0)
    return apart


def _silhouettes(
    sums: NDArray[np.float64], groups: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the silhouettes of B pictures from the sums of their distances to each class, (B, K)."""
    rows = np.arange(len(groups))
    own = sums[rows, groups] / np.maximum(counts[groups] - 1, 1)
    means = sums / counts
    means[rows, groups] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(own, other)
    values = np.divide(other - own, larger, out=np.zeros_like(own), where=larger > 0)
    return np.where(counts[groups] > 1, values, 0.0)
