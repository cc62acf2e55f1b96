"""Compiled loops of likeness and of the map; imported when first needed, because numba is slow to import."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit


@njit(nogil=True, cache=True, fastmath=True)
def likest_flip(even: Any, odd: Any, across: Any, along: Any) -> Any:
    """Return the largest of even + s t odd + s across + t along over the signs s and t."""
    together = even + odd + abs(across + along)
    apart = even - odd + abs(across - along)
    return together if together > apart else apart


@njit(nogil=True, cache=True, fastmath=True)
def likest_of_flips(even: Any, even_twist: Any, odd: Any, odd_twist: Any, across: Any, along: Any, best: Any) -> None:
    """Fill `best` with the largest product over the four flips; all arrays (P,) float32."""
    for index in range(len(best)):
        whole, crossed = even[index] + even_twist[index], odd[index] + odd_twist[index]
        best[index] = likest_flip(whole, crossed, across[index], along[index])


@njit(nogil=True, cache=True, fastmath=True)
def likest_of_square(
    even: Any,
    even_twist: Any,
    odd: Any,
    odd_twist: Any,
    across: Any,
    along: Any,
    across_along: Any,
    along_across: Any,
    best: Any,
) -> None:
    """Fill `best` with the largest product over the eight flips and rotations; all arrays (P,) float32."""
    for index in range(len(best)):
        e, f, o, p = even[index], even_twist[index], odd[index], odd_twist[index]
        upright = likest_flip(e + f, o + p, across[index], along[index])
        turned = likest_flip(e - f, o - p, across_along[index], along_across[index])
        best[index] = upright if upright > turned else turned


@njit(nogil=True, cache=True, fastmath=True)
def dot(first: Any, second: Any, start: int, other: int, length: int) -> Any:
    """Return the product of `length` numbers of `first` from `start` and of `second` from `other`."""
    total = np.float32(0)
    for index in range(length):
        total += first[start + index] * second[other + index]
    return total


@njit(nogil=True, cache=True, fastmath=True)
def likeness_of_pairs(first: Any, second: Any, rows: Any, columns: Any, bounds: Any, symmetry: int, best: Any) -> None:
    """Fill `best` (P,) with the largest product of first[rows] and second[columns], pair by pair.

    Parameters
    ----------
    first, second : ndarray of shape (N, F) and (M, F), float32
        In the symmetry-adapted basis.
    rows, columns : ndarray of shape (P,), int64
    bounds : ndarray of shape (7,), int64
        Where the six components begin and end.
    symmetry : int
        1, 4 or 8 ways of turning.
    """
    mixed = bounds[5] - bounds[4]
    for pair in range(len(best)):
        a, b = first[rows[pair]], second[columns[pair]]
        e = dot(a, b, bounds[0], bounds[0], bounds[1] - bounds[0])
        f = dot(a, b, bounds[1], bounds[1], bounds[2] - bounds[1])
        o = dot(a, b, bounds[2], bounds[2], bounds[3] - bounds[2])
        p = dot(a, b, bounds[3], bounds[3], bounds[4] - bounds[3])
        across = dot(a, b, bounds[4], bounds[4], mixed)
        along = dot(a, b, bounds[5], bounds[5], mixed)
        if symmetry == 1:
            best[pair] = e + f + o + p + across + along
            continue
        best[pair] = likest_flip(e + f, o + p, across, along)
        if symmetry == 8:
            across = dot(a, b, bounds[4], bounds[5], mixed)
            along = dot(a, b, bounds[5], bounds[4], mixed)
            turned = likest_flip(e - f, o - p, across, along)
            if turned > best[pair]:
                best[pair] = turned


@njit(nogil=True, cache=True, fastmath=True)
def forces(points: Any, affinities: Any, first: int, stop: int, attraction: Any, repulsion: Any) -> float:
    """Fill the rows `first` to `stop` of both forces and return these rows' share of the normaliser.

    Parameters
    ----------
    points : ndarray of shape (N, 2), float32
    affinities : ndarray of shape (N, N), float32
    attraction, repulsion : ndarray of shape (N, 2), float64
        The repulsion is still to be divided by the normaliser.
    """
    total = 0.0
    for row in range(first, stop):
        x, y = points[row, 0], points[row, 1]
        near_x, near_y, far_x, far_y, own = 0.0, 0.0, 0.0, 0.0, 0.0
        for other in range(len(points)):
            dx = x - points[other, 0]
            dy = y - points[other, 1]
            closeness = 1.0 / (1.0 + dx * dx + dy * dy)
            pull = affinities[row, other] * closeness
            push = closeness * closeness
            own += closeness
            near_x += pull * dx
            near_y += pull * dy
            far_x += push * dx
            far_y += push * dy
        attraction[row, 0] = near_x
        attraction[row, 1] = near_y
        repulsion[row, 0] = far_x
        repulsion[row, 1] = far_y
        total += own - 1.0
    return total
