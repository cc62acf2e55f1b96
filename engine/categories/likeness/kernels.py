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
def forces(points: Any, affinities: Any, attraction: Any, repulsion: Any) -> Any:
    """Fill both forces (2, N) of t-SNE at `points` (2, N) and return the normaliser of the repulsion; all float32."""
    total: Any = 0.0
    xs, ys = points[0], points[1]
    for row in range(len(xs)):
        x, y, near = xs[row], ys[row], affinities[row]
        near_x, near_y, far_x, far_y, own = np.float32(0), np.float32(0), np.float32(0), np.float32(0), np.float32(0)
        for other in range(len(xs)):
            dx, dy = x - xs[other], y - ys[other]
            closeness = np.float32(1) / (np.float32(1) + dx * dx + dy * dy)
            pull, push = near[other] * closeness, closeness * closeness
            own += closeness
            near_x += pull * dx
            near_y += pull * dy
            far_x += push * dx
            far_y += push * dy
        attraction[0, row], attraction[1, row] = near_x, near_y
        repulsion[0, row], repulsion[1, row] = far_x, far_y
        total += own - np.float32(1)
    return total


@njit(nogil=True, cache=True, fastmath=True)
def descend(
    points: Any, velocity: Any, gains: Any, affinities: Any, exaggeration: Any, momentum: Any, rate: Any, steps: int
) -> None:
    """Move `points` (2, N) down the gradient of t-SNE, with momentum and gains as its authors use them; in place.

    One call makes many steps, so that it never waits for the interpreter.
    """
    attraction, repulsion = np.empty_like(points), np.empty_like(points)
    for _ in range(steps):
        total = forces(points, affinities, attraction, repulsion)
        for axis in range(2):
            middle = 0.0
            for row in range(points.shape[1]):
                gradient = 4 * (exaggeration * attraction[axis, row] - repulsion[axis, row] / total)
                onwards = (gradient > 0) != (velocity[axis, row] > 0)
                gains[axis, row] = gains[axis, row] + 0.2 if onwards else max(gains[axis, row] * 0.8, 0.01)
                velocity[axis, row] = momentum * velocity[axis, row] - rate * gains[axis, row] * gradient
                points[axis, row] += velocity[axis, row]
                middle += points[axis, row]
            points[axis] -= np.float32(middle / points.shape[1])
