"""Compiled forces of the neighbour embedding; imported when first needed, because numba is slow to import."""

from __future__ import annotations

from typing import Any

from numba import njit


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
