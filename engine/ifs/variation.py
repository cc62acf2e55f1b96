"""Mutants: categories near a parent, each in its own random direction, as far along it as the strength says.

A direction is drawn once from the seed; the strength only says how far to go (the idea of Apophysis' mutation
window). So turning the strength up and down moves a mutant along one smooth path that begins at its parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category, determinant_probabilities
from engine.ifs.moments import centre, spread
from engine.sentences import Sentence

_TURN, _SCALE, _STRETCH = 1.0, 0.35, 0.3
"""Standard deviations at strength 1: radians of rotation, logarithms of scale and of stretch."""

_SHIFT = 0.9
"""Standard deviation of a translation at strength 1, in units of the attractor's spread."""

_TILT = 1.5
"""Standard deviation of the logarithm of a probability at strength 1."""

_NEW_SCALES = (0.25, 0.6)
"""Scale of an added map at strength 1."""


class Kind(StrEnum):
    """What a mutation changes."""

    ANY = "any"
    """One of the others, chosen by the seed."""

    ONE_MAP = "one_map"
    ALL_MAPS = "all_maps"
    TRANSLATIONS = "translations"
    LINEAR = "linear"
    """Rotation, scale and stretch of every map, each about its own place in the picture."""

    PROBABILITIES = "probabilities"
    """Where they follow |det| they are free afterwards."""

    STRUCTURE = "structure"
    """A map grows from nothing, or shrinks to nothing."""


def mutate(
    category: Category, seed: int, kind: Kind, strength: float, *, rows: Sequence[int] | None = None
) -> Category:
    """Return the mutant of `category` at `strength` along the direction of `seed`.

    A pure function, and continuous in the strength: at 0 it is the parent itself. Probabilities that follow |det|
    go on following it, save by the kind that changes them.

    Parameters
    ----------
    category : Category
        The parent.
    seed : int
        Not negative.
    kind : Kind
    strength : float
        0 to 1.
    rows : sequence of int, optional
        The maps that may change or go, counted from 0; all if not given.

    Raises
    ------
    InputError
        When an argument lies outside its range.
    """
    if seed < 0:
        raise InputError(Sentence("The seed is {0}; give 0 or more.", seed))
    if not 0 <= strength <= 1:
        raise InputError(Sentence("The strength is {0}; give 0 to 1.", strength))
    open_rows = sorted(set(range(category.size) if rows is None else rows))
    if not open_rows or not 0 <= open_rows[0] <= open_rows[-1] < category.size:
        raise InputError(Sentence("Maps {0}: give some of 1 to {1}.", [row + 1 for row in open_rows], category.size))
    rng = np.random.default_rng(seed)
    kind = Kind(kind)
    if kind is Kind.ANY:
        kind = _any_kind(category, rng)
    if strength == 0:
        return category
    if kind is Kind.PROBABILITIES:
        return _tilted(category, open_rows, rng, strength)
    if kind is Kind.STRUCTURE:
        return _restructured(category, open_rows, rng, strength)
    return _moved(category, open_rows, rng, kind, strength)


def follows_determinants(category: Category) -> bool:
    """Return whether the probabilities are those that |det| gives."""
    rule = determinant_probabilities(category.maps)
    return bool(np.allclose(category.probabilities, rule, rtol=0, atol=1e-9))


def linear_exponential(generators: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return exp(G) of 2 x 2 matrices in closed form.

    With the trace's half t, G = t I + H and H H = -det(H) I; so exp(G) = e^t (cosh(r) I + sinh(r)/r H),
    r = sqrt(-det H), which is cos and sin where det H is positive.

    Parameters
    ----------
    generators : ndarray of shape (N, 2, 2), float64

    Returns
    -------
    ndarray of shape (N, 2, 2), float64
    """
    half = np.trace(generators, axis1=1, axis2=2)[:, None, None] / 2
    rest = generators - half * np.eye(2)
    square = rest[:, 0, 0] ** 2 + rest[:, 0, 1] * rest[:, 1, 0]
    root = np.sqrt(square.astype(complex))[:, None, None]
    small = np.abs(root) < 1e-8
    ratio = np.where(small, 1.0, np.sinh(root) / np.where(small, 1.0, root))
    return np.asarray((np.exp(half) * (np.cosh(root) * np.eye(2) + ratio * rest)).real, np.float64)


def _any_kind(category: Category, rng: np.random.Generator) -> Kind:
    kinds = [Kind.ONE_MAP, Kind.ALL_MAPS, Kind.TRANSLATIONS, Kind.LINEAR, Kind.STRUCTURE]
    if not follows_determinants(category):
        kinds.append(Kind.PROBABILITIES)
    return kinds[int(rng.integers(len(kinds)))]


def _moved(category: Category, rows: Sequence[int], rng: np.random.Generator, kind: Kind, strength: float) -> Category:
    count = category.size
    chosen = np.zeros(count)
    chosen[rows[int(rng.integers(len(rows)))] if kind is Kind.ONE_MAP else rows] = 1
    generators = _generators(count, rng) * chosen[:, None, None]
    shifts = rng.normal(0, _SHIFT, (count, 2)) * spread(category) * chosen[:, None]
    if kind is Kind.TRANSLATIONS:
        generators[:] = 0
    if kind is Kind.LINEAR:
        shifts[:] = 0
    linear = category.maps[:, :4].reshape(-1, 2, 2)
    turned = linear_exponential(strength * generators) @ linear
    # A copy turns about its own place: the image of the attractor's centre stays where it is.
    stay = (linear - turned) @ centre(category)
    moved = category.maps[:, 4:] + stay + strength * shifts
    return _with_maps(category, np.concatenate([turned.reshape(-1, 4), moved], axis=1))


def _generators(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    turn, scale = rng.normal(0, _TURN, count), rng.normal(0, _SCALE, count)
    along, across = rng.normal(0, _STRETCH, (2, count))
    flat = np.stack([scale + along, across - turn, across + turn, scale - along], axis=-1)
    return np.asarray(flat.reshape(-1, 2, 2), np.float64)


def _with_maps(category: Category, maps: NDArray[np.float64]) -> Category:
    if follows_determinants(category):
        return Category.from_maps(category.name, maps)
    return Category(category.name, maps, category.probabilities)


def _tilted(category: Category, rows: Sequence[int], rng: np.random.Generator, strength: float) -> Category:
    weights = category.probabilities.copy()
    weights[rows] *= np.exp(strength * rng.normal(0, _TILT, len(rows)))
    return Category(category.name, category.maps, weights / weights.sum())


def _restructured(category: Category, rows: Sequence[int], rng: np.random.Generator, strength: float) -> Category:
    grows = bool(rng.random() < 0.5)
    if category.size == MAX_MAPS or (category.size > 2 and not grows):
        return _without(category, rows[int(rng.integers(len(rows)))], strength)
    return _with_new_map(category, rng, strength)


def _without(category: Category, row: int, strength: float) -> Category:
    """Return the category with a map shrunk towards the image of the centre, gone at strength 1."""
    left = 1 - strength
    if left == 0:
        rest = np.arange(category.size) != row
        maps, shares = category.maps[rest], category.probabilities[rest]
        total = shares.sum()
        if follows_determinants(category) or not total > 0:
            return Category.from_maps(category.name, maps)
        return Category(category.name, maps, shares / total)
    maps = category.maps.copy()
    linear = maps[row, :4].reshape(2, 2)
    maps[row, 4:] += strength * (linear @ centre(category))
    maps[row, :4] *= left
    return _reshared(category, maps, category.probabilities * np.where(np.arange(category.size) == row, left, 1))


def _with_new_map(category: Category, rng: np.random.Generator, strength: float) -> Category:
    """Return the category with one more map, grown from a point of no probability."""
    angle = rng.uniform(-np.pi, np.pi)
    sign = rng.choice(np.array([-1.0, 1.0]))
    scale = strength * rng.uniform(*_NEW_SCALES)
    cosine, sine = np.cos(angle), np.sin(angle)
    linear = scale * np.array([[cosine, -sine * sign], [sine, cosine * sign]])
    middle = centre(category)
    place = middle + rng.normal(0, 1, 2) * spread(category)
    maps = np.vstack([category.maps, np.concatenate([linear.ravel(), place - linear @ middle])])
    share = scale**2
    return _reshared(category, maps, np.append(category.probabilities * (1 - share), share))


def _reshared(category: Category, maps: NDArray[np.float64], weights: NDArray[np.float64]) -> Category:
    if follows_determinants(category):
        return Category.from_maps(category.name, maps)
    return Category(category.name, maps, weights / weights.sum())
