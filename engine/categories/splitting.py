"""Dividing a set in two: at random, by a value, or after the first few."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError
from engine.sentences import Sentence

Parts = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Positions of the first and of the second part, each in the order of the set; together they are all positions."""


def split_randomly(count: int, share: float, seed: int) -> Parts:
    """Return a random division with `share` of the positions in the first part.

    Parameters
    ----------
    count : int
        How many there are.
    share : float
        Between 0 and 1; both parts must get at least one.
    seed : int
        The same seed gives the same division, on every machine.

    Raises
    ------
    InputError
        When a part would be empty, or the seed is negative.
    """
    if seed < 0:
        raise InputError(Sentence("The seed is {0}; give 0 or more.", seed))
    order = np.random.Generator(np.random.PCG64(seed)).permutation(count)
    chosen = np.zeros(count, bool)
    chosen[order[: round(count * share)]] = True
    return _parts(chosen)


def split_at_quantile(values: ArrayLike, share: float) -> Parts:
    """Return the division with the `share` of smallest values in the first part; of equal ones the earlier.

    Parameters
    ----------
    values : array_like of shape (N,), float
        NaN counts as largest.
    share : float

    Raises
    ------
    InputError
        When a part would be empty.
    """
    order = np.argsort(np.asarray(values, np.float64), kind="stable")
    chosen = np.zeros(len(order), bool)
    chosen[order[: round(len(order) * share)]] = True
    return _parts(chosen)


def split_where(first: ArrayLike) -> Parts:
    """Return the division with the positions where `first` is true, of shape (N,), in the first part.

    Raises
    ------
    InputError
        When a part would be empty.
    """
    return _parts(np.asarray(first, bool))


def split_after(count: int, first: int) -> Parts:
    """Return the division into the first `first` positions and the rest.

    Raises
    ------
    InputError
        When a part would be empty.
    """
    return _parts(np.arange(count) < first)


def _parts(chosen: NDArray[np.bool_]) -> Parts:
    one, other = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    if not len(one) or not len(other):
        raise InputError(
            Sentence(
                "This would put {0:,} categories into the first part and {1:,} into the second; move the "
                "limit so that both get at least one.",
                len(one),
                len(other),
            )
        )
    return one, other
