"""Where the measure of a category lies and how far it spreads, in closed form: no point is drawn.

The measure is the one that the chaos game draws: mu = sum of p_k f_k(mu) (Hutchinson 1981). Its mean m and second
moments solve linear equations; they exist where the maps contract on average, in the square mean for the latter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.ifs.category import Category

_SINGULAR = 1e-9


def centre(category: Category) -> NDArray[np.float64]:
    """Return the mean of the measure, shape (2,): m = (I - sum p A)^-1 sum p t.

    Where the maps do not contract on average, this is the mean of the translations instead.
    """
    linear, shift, p = _parts(category)
    average = np.tensordot(p, linear, 1)
    away = np.eye(2) - average
    if not _contracts(average) or abs(np.linalg.det(away)) < _SINGULAR:
        return np.asarray(p @ shift, np.float64)
    return np.asarray(np.linalg.solve(away, p @ shift), np.float64)


def has_deviations(category: Category) -> bool:
    """Return whether the deviations are finite; else single points lie so far out that no frame holds most of them."""
    linear, _, p = _parts(category)
    return _contracts(_squared(linear, p))


def deviations(category: Category) -> NDArray[np.float64]:
    """Return the standard deviations of the measure along x and y, shape (2,), above zero.

    Where they are infinite or zero, those of the images of the mean take their place, and at last 1.
    """
    linear, shift, p = _parts(category)
    middle = centre(category)
    squares = _squared(linear, p)
    with np.errstate(over="ignore", invalid="ignore"):
        images = linear @ middle + shift - middle  # where each map takes the mean, seen from the mean
        jumps = np.einsum("k,ki,kj->ij", p, images, images)
    variances = np.full(2, np.nan)
    if _contracts(squares):
        variances = np.linalg.solve(np.eye(4) - squares, jumps.reshape(4)).reshape(2, 2).diagonal()
    for candidate in (variances, jumps.diagonal()):
        if np.isfinite(candidate).all() and candidate.min() > _SINGULAR**2:
            return np.asarray(np.sqrt(candidate), np.float64)
    widest = max((value for value in (*variances, *jumps.diagonal()) if np.isfinite(value)), default=0.0)
    return np.full(2, np.sqrt(widest) if widest > _SINGULAR**2 else 1.0)


def spread(category: Category) -> float:
    """Return the root mean square distance of the measure from its mean, above zero; see `deviations`."""
    return float(np.linalg.norm(deviations(category)))


def _parts(category: Category) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return linear parts (K, 2, 2), translations (K, 2) and probabilities (K,)."""
    return category.maps[:, :4].reshape(-1, 2, 2), category.maps[:, 4:], category.probabilities


def _squared(linear: NDArray[np.float64], p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of A (x) A, shape (4, 4): what one step does to second moments."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(np.einsum("k,kij,klm->iljm", p, linear, linear).reshape(4, 4), np.float64)


def _contracts(matrix: NDArray[np.float64]) -> bool:
    return bool(np.isfinite(matrix).all() and np.abs(np.linalg.eigvals(matrix)).max() < 1 - _SINGULAR)
