"""Agreement of two sets or two spaces about the same classes: Mantel's test and linear CKA."""

from __future__ import annotations

import itertools
import math
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.analysis.choices import chosen
from engine.analysis.clustering import condensed
from engine.analysis.distances import Metric, class_distances
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

PERMUTATIONS = 9_999
BLOCK = 64
"""Permutations tried by a thread between two polls."""

SLACK = 1e-12
"""Correlations that differ by less are equal: the same pairs are added up in another order."""


class Correlation(StrEnum):
    """Of the distances themselves, or of their ranks (ties share the mean rank)."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"


class Alternative(StrEnum):
    """What counts as at least as far from chance as the correlation found: larger, smaller, or larger in size."""

    GREATER = "greater"
    LESS = "less"
    TWO_SIDED = "two-sided"


@dataclass(frozen=True, slots=True)
class Mantel:
    """Result of Mantel's test.

    Attributes
    ----------
    r : float
        Correlation of the two matrices over the pairs of classes.
    p : float
        ``(b + 1) / (m + 1)``: b of m permutations are at least as extreme (North, Curtis and Sham 2002: the order found
        is one of those possible, so p is never 0). Where all orders were tried it is exact.
    permutations : int
        m; ``K! - 1`` when exact.
    exact : bool
        Whether every order of the classes was tried.
    classes, seed : int
    correlation : Correlation
    alternative : Alternative
    """

    r: float
    p: float
    permutations: int
    exact: bool
    classes: int
    seed: int
    correlation: Correlation
    alternative: Alternative


def mantel(
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    *,
    correlation: Correlation | str = Correlation.PEARSON,
    alternative: Alternative | str = Alternative.TWO_SIDED,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> Mantel:
    """Test whether two matrices of distances agree, by exchanging the classes of one (Mantel 1967).

    Parameters
    ----------
    a, b : ndarray of shape (K, K), float64
        Distances between the same classes in the same order.
    permutations : int
        Random orders to try; all orders are tried instead where there are no more than these and the one found.
    seed : int
        Of the random orders; p does not depend on the number of threads.
    correlation, alternative
    threads : int, optional
        All cores when None.
    report
        Told how many orders were tried.
    control
        Polled between blocks of permutations.

    Raises
    ------
    InputError
        When the matrices differ in size, have fewer than three classes, hold an undefined distance or do not vary.
    Interrupted
        When `control` was stopped.
    """
    # The compiled loop takes a while to load; a window that only names the choices need not wait for it.
    from engine.analysis.permuting import permuted_products

    control = control or Control()
    kind = chosen(Correlation, correlation, "correlation")
    side = chosen(Alternative, alternative, "alternative")
    if a.shape != b.shape or len(a) < 3:
        raise InputError(
            Sentence(
                "Distances have shapes {0} and {1}; give two matrices of the same 3 classes or more.", a.shape, b.shape
            )
        )
    if permutations < 1:
        raise InputError(Sentence("{0} permutations were asked for; give 1 or more.", permutations))
    classes = len(a)
    first, second = _standardized(a, kind), _standardized(b, kind)
    found = float(np.sum(first * second)) / 2
    exact = math.factorial(classes) <= permutations + 1
    orders = math.factorial(classes) if exact else permutations
    blocks = _all_orders(classes) if exact else _random_orders(classes, permutations, seed)
    since = time.monotonic()
    tried = extreme = 0
    workers = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        while batch := list(itertools.islice(blocks, workers)):
            control.poll()
            for values in pool.map(lambda orders: permuted_products(first, second, orders), batch):
                tried += len(values)
                extreme += int(np.count_nonzero(_as_extreme(values, found, side)))
            report(Progress("permutations", tried, orders, time.monotonic() - since))
    if exact:
        # The order found is among them, as the one that is counted in (b + 1) / (m + 1).
        tried, extreme = tried - 1, extreme - 1
    return Mantel(found, (extreme + 1) / (tried + 1), tried, exact, classes, seed, kind, side)


def _standardized(distances: NDArray[np.float64], kind: Correlation) -> NDArray[np.float64]:
    """Return the matrix with mean 0 and sum of squares 1 over its pairs, zero on the diagonal."""
    pairs = condensed(distances)
    if kind is Correlation.SPEARMAN:
        from scipy.stats import rankdata

        pairs = rankdata(pairs)
    centred = pairs - pairs.mean()
    length = float(np.linalg.norm(centred))
    if length <= 1e-12 * float(np.linalg.norm(pairs)):
        raise InputError(Sentence("All distances between the classes are equal, so nothing can agree with them."))
    matrix = np.zeros_like(distances)
    matrix[np.triu_indices(len(distances), 1)] = centred / length
    return matrix + matrix.T


def _as_extreme(values: NDArray[np.float64], found: float, side: Alternative) -> NDArray[np.bool_]:
    if side is Alternative.GREATER:
        return values >= found - SLACK
    if side is Alternative.LESS:
        return values <= found + SLACK
    return np.abs(values) >= abs(found) - SLACK


def _random_orders(classes: int, permutations: int, seed: int) -> Iterator[NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    for start in range(0, permutations, BLOCK):
        rows = np.tile(np.arange(classes, dtype=np.int64), (min(BLOCK, permutations - start), 1))
        yield rng.permuted(rows, axis=1)


def _all_orders(classes: int) -> Iterator[NDArray[np.int64]]:
    orders = itertools.permutations(range(classes))
    while block := list(itertools.islice(orders, BLOCK)):
        yield np.array(block, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two sets, or two spaces, agree about the classes that both have.

    Attributes
    ----------
    classes : tuple of str
        Those of both, in the order of the first.
    mantel : Mantel
        Of the distances between their means.
    cka : float
        Linear CKA of their means.
    cka_unbiased : float
        NaN with fewer than four classes.
    """

    classes: tuple[str, ...]
    mantel: Mantel
    cka: float
    cka_unbiased: float


def agreement(
    one: ClassStatistics,
    other: ClassStatistics,
    metric: Metric | str = Metric.EUCLIDEAN,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    *,
    correlation: Correlation | str = Correlation.PEARSON,
    alternative: Alternative | str = Alternative.TWO_SIDED,
    control: Control | None = None,
) -> Agreement:
    """Return how far `one` and `other` agree about the classes that they share by name.

    Parameters
    ----------
    one, other : ClassStatistics
        Of two sets, or of one set in two spaces; their vectors may differ in length.
    metric : Metric
        Of the distances in both.
    permutations, seed, correlation, alternative, control
        See `mantel`.

    Raises
    ------
    InputError
        When they share fewer than three classes, or a distance is undefined.
    Interrupted
        When `control` was stopped.
    """
    places = {name: index for index, name in enumerate(other.classes)}
    shared = tuple(name for name in one.classes if name in places)
    if len(shared) < 3:
        raise InputError(
            Sentence(
                "{0} and {1} share {2} classes by name; compare two that share 3 or more.",
                one.name,
                other.name,
                len(shared),
            )
        )
    names = set(shared)
    first_places = [index for index, name in enumerate(one.classes) if name in names]
    second_places = [places[name] for name in shared]
    first, second = one.means[first_places], other.means[second_places]
    test = mantel(
        class_distances(one, metric, control=control)[np.ix_(first_places, first_places)],
        class_distances(other, metric, control=control)[np.ix_(second_places, second_places)],
        permutations,
        seed,
        correlation=correlation,
        alternative=alternative,
        control=control,
    )
    unbiased = linear_cka(first, second, unbiased=True) if len(shared) > 3 else math.nan
    return Agreement(shared, test, linear_cka(first, second), unbiased)


def linear_cka(x: NDArray[np.float64], y: NDArray[np.float64], *, unbiased: bool = False) -> float:
    """Return the linear centred kernel alignment of two descriptions of the same N things.

    ``CKA = HSIC(K, L) / sqrt( HSIC(K, K) HSIC(L, L) )`` with ``K = X X^T`` and ``L = Y Y^T`` (Kornblith et al. 2019).
    The biased HSIC is ``tr(K H L H)``, giving 0 to 1 and near 1 for any two wide descriptions of few things; the
    unbiased one (Song et al. 2012) leaves the diagonals out, scatters around 0 for unrelated descriptions and
    can be negative. Blind to rotations, shifts and isotropic scaling of either description.

    Parameters
    ----------
    x : ndarray of shape (N, ...), float64
        One row a thing (a picture's features, or the mean of a class), taken as a vector.
    y : ndarray of shape (N, ...), float64
        The same things in the same order; its vectors may have another length.
    unbiased : bool

    Returns
    -------
    float
        NaN where a description does not vary (or where the unbiased HSIC of one with itself is not positive).

    Raises
    ------
    InputError
        When the numbers of things differ, are too few (2; unbiased 4), or a value is not finite.
    """
    least = 4 if unbiased else 2
    if len(x) != len(y) or len(x) < least:
        raise InputError(
            Sentence("There are {0} and {1} rows; give the same {2} things or more in both.", len(x), len(y), least)
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise InputError(Sentence("A value is not finite; leave out what has no finite features."))
    first, second = _inner(x), _inner(y)
    hsic = _hsic_unbiased if unbiased else _hsic
    own = hsic(first, first) * hsic(second, second)
    return float(hsic(first, second) / np.sqrt(own)) if own > 0 else float("nan")


def _inner(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inner products of the centred rows at a scale of 1."""
    vectors = values.reshape(len(values), -1).astype(np.float64)
    vectors = vectors - vectors.mean(axis=0)
    scale = float(np.linalg.norm(vectors))
    return np.asarray(vectors @ vectors.T / scale**2 if scale else np.zeros((len(values),) * 2), dtype=np.float64)


def _hsic(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return tr(K H L H) of matrices that are centred already."""
    return float(np.vdot(first, second))


def _hsic_unbiased(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return N (N - 3) times the estimate of Song et al., a factor that CKA cancels."""
    things = len(first)
    k, m = first.copy(), second.copy()
    np.fill_diagonal(k, 0)
    np.fill_diagonal(m, 0)
    sums = k.sum(axis=0), m.sum(axis=0)
    whole = float(sums[0].sum() * sums[1].sum()) / ((things - 1) * (things - 2))
    return float(np.vdot(k, m)) + whole - 2 / (things - 2) * float(sums[0] @ sums[1])
