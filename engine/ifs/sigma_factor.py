"""Categories by singular values: the sigma-factor sampling of Anderson & Farrell (WACV 2022), protocol ``svd``.

Each linear part is A = U diag(s1, s2) V with U, V a rotation times signs and 1 >= s1 >= s2 >= 0, so every map
contracts. The sum of s1 + 2 s2 over the maps, the sigma factor, is held in the band in which the authors found
the pictures diverse: half of 5 + n to half of 6 + n for n maps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.sentences import Sentence


def sample_sigma_factor(
    count: int,
    *,
    seed: int = 1,
    fewest_maps: int = 2,
    most_maps: int = 4,
    translation: float = 1.0,
) -> list[Category]:
    """Return `count` categories named ``00000``, ``00001``, ...; the first of more are the same categories.

    Parameters
    ----------
    count : int
        Categories wanted, at least 1.
    seed : int
        Seed of NumPy's default generator, not negative.
    fewest_maps, most_maps : int
        The number of maps is drawn evenly from these and all between.
    translation : float
        Translations are drawn evenly from the square of this half-width.

    Raises
    ------
    InputError
        When an argument lies outside its range.
    """
    check_sampling(count, seed)
    if not 2 <= fewest_maps <= most_maps <= MAX_MAPS:
        raise InputError(
            Sentence("{0} to {1} maps: give 2 to {2}, the smaller number first.", fewest_maps, most_maps, MAX_MAPS)
        )
    if not 0 < translation < np.inf:
        raise InputError(Sentence("The half-width of the translations is {0}; give a positive number.", translation))
    rng = np.random.default_rng(seed)
    return [
        Category.from_maps(f"{index:05d}", draw_system(rng, fewest_maps, most_maps, translation))
        for index in range(count)
    ]


def check_sampling(count: int, seed: int) -> None:
    """Refuse what cannot be sampled.

    Raises
    ------
    InputError
        When `count` or `seed` lies outside its range.
    """
    if count < 1:
        raise InputError(Sentence("The number of categories is {0}; give at least 1.", count))
    if seed < 0:
        raise InputError(Sentence("The seed is {0}; give 0 or more.", seed))


def draw_system(
    rng: np.random.Generator, fewest_maps: int = 2, most_maps: int = 4, translation: float = 1.0
) -> NDArray[np.float64]:
    """Return the maps of the next system of `rng`, shape (K, 6), float64; parameters as of `sample_sigma_factor`."""
    maps = int(rng.integers(fewest_maps, most_maps + 1))
    low, high = sigma_band(maps)
    values = sample_singular_values(maps, float(rng.uniform(low, high)), rng)
    return _maps(values, translation, rng)


def sigma_band(maps: int) -> tuple[float, float]:
    """Return the band of the sigma factor for a system of `maps` maps (Anderson & Farrell, section 4)."""
    return (5 + maps) / 2, (6 + maps) / 2


def sample_singular_values(maps: int, sigma: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return pairs with 1 >= s1 >= s2 >= 0 whose s1 + 2 s2 sum to `sigma`.

    Pair after pair takes a random share of what is left, never so much or so little that the remaining pairs
    could not make up the sum; the last pair takes the rest.

    Parameters
    ----------
    maps : int
        Number of pairs, n.
    sigma : float
        The sum, 0 to 3 n.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, 2), float64
        ``s1 s2`` a row.
    """
    values = np.empty((maps, 2))
    left = sigma  # what this pair and those after it must sum to
    for k in range(maps - 1):
        needed = left - 3 * (maps - 1 - k)  # the least this pair must give, as no later one gives more than 3
        first = _between(max(0.0, needed / 3), min(1.0, left), rng)
        second = _between(max(0.0, (needed - first) / 2), min(first, (left - first) / 2), rng)
        values[k] = first, second
        left = max(0.0, left - first - 2 * second)
    last = _between(max(0.0, (left - 1) / 2), left / 3, rng)
    values[-1] = min(1.0, left - 2 * last), last
    return values


def _between(low: float, high: float, rng: np.random.Generator) -> float:
    # At the ends of the range rounding may put the bounds a last digit past each other.
    return float(rng.uniform(min(low, high), high))


def _maps(values: NDArray[np.float64], translation: float, rng: np.random.Generator) -> NDArray[np.float64]:
    # (K, 2, 2) each: A = U diag(s1, s2) V.
    u, v = _orthogonal(len(values), rng), _orthogonal(len(values), rng)
    linear = (u * values[:, None, :]) @ v
    shift = rng.uniform(-translation, translation, (len(values), 2))
    return np.concatenate([linear.reshape(-1, 4), shift], axis=1)


def _orthogonal(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    angles = rng.uniform(-np.pi, np.pi, count)
    cosines, sines = np.cos(angles), np.sin(angles)
    rotations = np.stack([cosines, -sines, sines, cosines], axis=-1).reshape(-1, 2, 2)
    signs = rng.choice(np.array([-1.0, 1.0]), size=(count, 1, 2))
    return np.asarray(rotations * signs, dtype=np.float64)
