"""Adding, deleting, copying and mirroring the maps of a category, and making it symmetric.

Probabilities are shared so that what is not meant to change keeps its proportions; whoever lets them follow |det|
applies that rule to the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.ifs.geometry import Maps, Point, followed_by
from engine.ifs.moments import centre, spread
from engine.sentences import Sentence

_SAME = 1e-9
"""Maps whose coefficients all differ by less than this are one map."""


class Mirror(Enum):
    """Which way a picture is turned over."""

    LEFT_RIGHT = (-1.0, 1.0)
    UP_DOWN = (1.0, -1.0)


def with_maps(category: Category, maps: ArrayLike, shares: ArrayLike | None = None) -> Category:
    """Return the category with maps put at its end.

    Parameters
    ----------
    category : Category
    maps : array_like of shape (N, 6)
    shares : array_like of shape (N,), optional
        Their probabilities, together below 1; the maps there already keep their proportions in the rest. As many
        equal shares as there are maps then, if not given.

    Raises
    ------
    InputError
        When there would be more than 64 maps, or the shares leave nothing for the others.
    """
    added = np.asarray(maps, np.float64).reshape(-1, 6)
    _check_count(category, category.size + len(added))
    equal = np.full(len(added), 1.0 / (category.size + len(added)))
    given = equal if shares is None else np.asarray(shares, np.float64)
    total = float(given.sum())
    if not 0 <= total < 1:
        raise InputError(
            Sentence("The new maps' probabilities sum to {0:g}; leave some of the 1 for the others.", total)
        )
    probabilities = np.concatenate([category.probabilities * (1 - total), given])
    return Category(category.name, np.concatenate([category.maps, added]), probabilities)


def new_map(category: Category) -> NDArray[np.float64]:
    """Return a map to add, shape (6,): the picture at half its size, at the upper right of its centre."""
    middle = centre(category)
    linear = 0.5 * np.eye(2)
    shift = middle + 0.5 * spread(category) - linear @ middle
    return np.concatenate([linear.ravel(), shift])


def without_maps(category: Category, rows: Sequence[int]) -> Category:
    """Return the category without the maps in `rows`; the others keep their proportions.

    Raises
    ------
    InputError
        When a row does not exist or no map would be left.
    """
    chosen = set(_rows(category, rows))
    if len(chosen) == category.size:
        raise InputError(Sentence("Category {0} needs at least one map; keep one.", category.name))
    left = [row for row in range(category.size) if row not in chosen]
    shares = category.probabilities[left]
    if not shares.sum() > 0:
        shares = np.ones(len(left))
    return Category(category.name, category.maps[left], shares / shares.sum())


def with_duplicates(category: Category, rows: Sequence[int]) -> tuple[Category, list[int]]:
    """Return the category with each map of `rows` twice, each with half its probability, and the copies' rows.

    As long as none of them moves, exactly the same points are drawn.
    """
    chosen = set(_rows(category, rows))
    _check_count(category, category.size + len(chosen))
    order = [row for row in range(category.size) for _ in range(2 if row in chosen else 1)]
    halved = np.array([0.5 if row in chosen else 1.0 for row in order])
    copies = [place for place in range(1, len(order)) if order[place] == order[place - 1]]
    return Category(category.name, category.maps[order], category.probabilities[order] * halved), copies


def with_mirrored(category: Category, rows: Sequence[int], mirror: Mirror) -> Category:
    """Return the category with the copies that some maps draw turned over, each in its place."""
    maps = category.maps.copy()
    middle = centre(category)
    for row in _rows(category, rows):
        x, y = maps[row, :4].reshape(2, 2) @ middle + maps[row, 4:]
        maps[row] = followed_by(maps[row : row + 1], np.diag(mirror.value), (x, y))[0]
    return Category(category.name, maps, category.probabilities)


def equalised(category: Category) -> Category:
    """Return the category with equal probabilities."""
    return Category(category.name, category.maps, np.full(category.size, 1.0 / category.size))


def symmetric(category: Category, order: int, *, mirror: bool = False, pivot: Point = (0.0, 0.0)) -> Category:
    """Return the category whose picture the rotations by 1/`order` of a turn about `pivot` leave unchanged.

    Each map f becomes the maps R f for every symmetry R, and they share its probability equally. So the measure is
    exactly symmetric, and maps that contract still do: adding the rotations themselves as maps, as flam3 does, gives
    neither. Maps that become equal are one map with the sum of their probabilities, so doing it twice changes
    nothing more.

    Parameters
    ----------
    category : Category
    order : int
        Number of rotations, the one that changes nothing included; at least 1.
    mirror : bool
        Also the mirror image, left and right exchanged.
    pivot : pair of float

    Raises
    ------
    InputError
        When nothing is asked for, or there would be more than 64 maps.
    """
    if order < 1 or (order == 1 and not mirror):
        raise InputError(
            Sentence("Symmetry of order {0} without a mirror changes nothing; give an order of 2 or more.", order)
        )
    if order * (2 if mirror else 1) > MAX_MAPS:
        _check_count(category, category.size * order * (2 if mirror else 1))
    elements = _symmetries(order, mirror)
    maps = np.stack([followed_by(category.maps, element, pivot) for element in elements], axis=1).reshape(-1, 6)
    shares = np.repeat(category.probabilities / len(elements), len(elements))
    maps, shares = _merged(maps, shares)
    _check_count(category, len(maps))
    return Category(category.name, maps, shares / shares.sum())


def _symmetries(order: int, mirror: bool) -> list[NDArray[np.float64]]:
    turns = 2 * np.pi * np.arange(order) / order
    elements = [np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) for turn in turns]
    if mirror:
        elements += [element @ np.diag(Mirror.LEFT_RIGHT.value) for element in elements]
    return elements


def _merged(maps: Maps, shares: NDArray[np.float64]) -> tuple[Maps, NDArray[np.float64]]:
    kept: list[int] = []
    sums = shares.copy()
    for row in range(len(maps)):
        twin = next((other for other in kept if np.abs(maps[row] - maps[other]).max() < _SAME), None)
        if twin is None:
            kept.append(row)
        else:
            sums[twin] += shares[row]
    return maps[kept], sums[kept]


def _rows(category: Category, rows: Sequence[int]) -> list[int]:
    for row in rows:
        if not 0 <= row < category.size:
            raise InputError(
                Sentence("Category {0} has no map {1}; it has 1 to {2}.", category.name, row + 1, category.size)
            )
    return list(rows)


def _check_count(category: Category, count: int) -> None:
    if count > MAX_MAPS:
        raise InputError(Sentence("Category {0} would have {1} maps; the most is {2}.", category.name, count, MAX_MAPS))
