"""Unevenness of a set of classes as one number, with an interval from drawing the classes again.

A statistic is given as a function of weights: how often each class is taken. Resamples, leaving one class out and
the set itself are then the same computation, done for many rows of weights at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.progress import Control

Weights = NDArray[np.int64]
"""How often each of the K classes is taken in each of B resamples, shape (B, K)."""

Statistic = Callable[[Weights], NDArray[np.float64]]
"""The value of each row of weights, (B, K) to (B,), or S values, to (B, S); NaN where it is undefined."""

RESAMPLES = 9_999
LEVEL = 0.95

LEAST = 4
"""Of three classes, leaving one out would leave a single distance, which varies from nothing."""

BLOCK = 512
"""Resamples reckoned between two polls."""


class IntervalKind(StrEnum):
    """How an interval is read off the resamples (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).

    ==============  ==================================================================================
    bca             bias-corrected and accelerated (chapter 14): its ends are shifted for a statistic that is
                    skewed or biased, as deviations are
    percentile      the plain quantiles (chapter 13)
    ==============  ==================================================================================
    """

    BCA = "bca"
    PERCENTILE = "percentile"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its bootstrap interval.

    Attributes
    ----------
    value, low, high : float
        NaN where undefined.
    classes : int
        Classes that were drawn with replacement.
    level : float
        Coverage aimed at.
    resamples, seed : int
    kind : IntervalKind
    """

    value: float
    low: float
    high: float
    classes: int
    level: float
    resamples: int
    seed: int
    kind: IntervalKind

    @property
    def excludes_zero(self) -> bool:
        """Whether both ends lie on one side of zero."""
        return self.low > 0 or self.high < 0


def unevenness(
    values: NDArray[np.float64],
    seed: int = 0,
    *,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
    kind: IntervalKind = IntervalKind.BCA,
    control: Control | None = None,
) -> Interval:
    """Return the coefficient of variation of `values`, ``s / mean`` with s the sample deviation (divided by n - 1).

    Parameters
    ----------
    values : ndarray of shape (K,) or (K, K), float64
        A number a class, or a symmetric matrix of distances between classes, whose K (K - 1) / 2 pairs are the
        values. Of a matrix too the classes are drawn, not the pairs: the K - 1 distances of one class rise and fall
        together, so pairs drawn singly would pass for more independent numbers than there are, and the interval
        would be far too narrow. Pairs of a class with its own copy are left out, as their zero is no distance.
    seed : int
        Of the resamples.
    resamples, level, kind
        See `bootstrap_interval`.

    Raises
    ------
    InputError
        When there are fewer than four classes, or a value is not finite.
    Interrupted
        When `control` was stopped.
    """
    classes = len(values)
    statistic = variation_of(values)
    return bootstrap_interval(statistic, classes, seed, resamples=resamples, level=level, kind=kind, control=control)


def variation_of(values: NDArray[np.float64]) -> Statistic:
    """Return the coefficient of variation of `values`, (K,) or (K, K), as a function of weights.

    Raises
    ------
    InputError
        As `unevenness`.
    """
    values = np.asarray(values, dtype=np.float64)
    classes = len(values)
    if values.shape not in ((classes,), (classes, classes)):
        raise InputError(f"Values have shape {values.shape}; give one a class, or a square matrix of distances.")
    if classes < LEAST:
        raise InputError(f"There are {classes} classes; unevenness is said of {LEAST} or more.")
    if not np.isfinite(values).all():
        where = int(np.argwhere(~np.isfinite(values))[0][0])
        raise InputError(
            f"A value of class number {where + 1} is not finite; leave the class out or choose another distance."
        )
    if values.ndim == 1:
        return lambda weights: _variation(weights.sum(axis=1), *_moments(weights, values))
    pairs = 1.0 - np.eye(classes)
    # Centred on the mean of the pairs, the sum of squares loses no digits.
    centre = values[pairs > 0].mean()
    first = (values - centre) * pairs
    second = np.square(first)

    def of_pairs(weights: Weights) -> NDArray[np.float64]:
        taken = weights.astype(np.float64)
        count = (np.square(taken.sum(axis=1)) - np.square(taken).sum(axis=1)) / 2
        total, squares = (np.einsum("bk,bk->b", taken @ matrix, taken) / 2 for matrix in (first, second))
        return _variation(count, centre, total, squares)

    return of_pairs


def _moments(weights: Weights, values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Return a centre, and the weighted sums of the deviations from it and of their squares."""
    centre = float(values.mean())
    taken = weights.astype(np.float64)
    return centre, taken @ (values - centre), taken @ np.square(values - centre)


def _variation(
    count: NDArray[np.float64] | NDArray[np.int64],
    centre: float,
    total: NDArray[np.float64],
    squares: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return s / mean from a count, and sums of deviations and squared deviations from `centre`."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(squares - np.square(total) / count, 0) / (count - 1)
        return np.asarray(np.sqrt(variance) / (centre + total / count), dtype=np.float64)


def bootstrap_interval(
    statistic: Statistic,
    classes: int,
    seed: int = 0,
    *,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
    kind: IntervalKind = IntervalKind.BCA,
    control: Control | None = None,
) -> Interval:
    """Return the value of `statistic` with its bootstrap interval over the classes.

    Parameters
    ----------
    statistic : callable
        (B, K) weights to (B,) values. Resamples where it is undefined (one class drawn K times) are left out.
    classes : int
        K.
    seed : int
        The same seed gives the same interval.
    resamples : int
    level : float
        Coverage aimed at, between 0 and 1.
    kind : IntervalKind
        The acceleration of BCa is that of leaving out one class at a time.
    control
        Polled between blocks of resamples.

    Raises
    ------
    InputError
        When resamples or level cannot be used.
    Interrupted
        When `control` was stopped.
    """
    (found,) = bootstrap_intervals(
        lambda weights: statistic(weights)[:, None],
        classes,
        seed,
        resamples=resamples,
        level=level,
        kind=kind,
        control=control,
    )
    return found


def bootstrap_intervals(
    statistics: Statistic,
    classes: int,
    seed: int = 0,
    *,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
    kind: IntervalKind = IntervalKind.BCA,
    control: Control | None = None,
) -> tuple[Interval, ...]:
    """Return the intervals of several statistics of the same resamples, given as a function (B, K) to (B, S).

    Each is that of `bootstrap_interval` with the same seed, whose parameters and errors these are.
    """
    if resamples < 100:
        raise InputError(f"{resamples} resamples were asked for; an interval needs 100 or more.")
    if not 0 < level < 1:
        raise InputError(f"The level is {level}; give a number between 0 and 1, such as 0.95.")
    values = statistics(np.ones((1, classes), dtype=np.int64))[0]
    drawn = _resample(statistics, classes, seed, resamples, control or Control())
    left_out = statistics(1 - np.eye(classes, dtype=np.int64))
    ends = (_ends(*column, level, kind) for column in zip(values.tolist(), drawn.T, left_out.T, strict=True))
    return tuple(
        Interval(value, low, high, classes, level, resamples, seed, kind)
        for value, (low, high) in zip(values.tolist(), ends, strict=True)
    )


def _resample(statistics: Statistic, classes: int, seed: int, resamples: int, control: Control) -> NDArray[np.float64]:
    """Return the values of the resamples, (resamples, S)."""
    rng = np.random.default_rng(seed)
    even = np.full(classes, 1 / classes)
    values = []
    for start in range(0, resamples, BLOCK):
        control.poll()
        values.append(statistics(rng.multinomial(classes, even, size=min(BLOCK, resamples - start))))
    return np.concatenate(values)


def _ends(
    value: float, drawn: NDArray[np.float64], left_out: NDArray[np.float64], level: float, kind: IntervalKind
) -> tuple[float, float]:
    """Return the ends of the interval of one statistic; NaN where it is undefined."""
    drawn = drawn[np.isfinite(drawn)]
    if not (np.isfinite(value) and len(drawn)):
        return float("nan"), float("nan")
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    if kind is IntervalKind.BCA:
        tails = _bca_tails(tails, value, drawn, left_out[np.isfinite(left_out)])
    low, high = np.quantile(drawn, tails).tolist()
    return low, high


def _bca_tails(
    tails: NDArray[np.float64], value: float, drawn: NDArray[np.float64], left_out: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the corrected tail probabilities (Efron and Tibshirani 1993, chapter 14)."""
    from scipy.special import ndtr, ndtri

    # Equal values count half, so that a statistic with few values is not taken for biased.
    below = float(np.mean(drawn < value) + np.mean(drawn == value) / 2)
    bias = ndtri(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn)))
    influence = left_out.mean() - left_out
    spread = float(np.sum(influence**2)) ** 1.5
    acceleration = float(np.sum(influence**3)) / (6 * spread) if spread > 0 else 0.0
    shifted = bias + ndtri(tails)
    return np.asarray(ndtr(bias + shifted / (1 - acceleration * shifted)), dtype=np.float64)
