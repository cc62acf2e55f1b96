"""The way from one category to another: maps paired by where their copies lie, turned and scaled into each other.

A linear part is the sum of a rotation and a reflection, each with a factor: A v = z v + w conj(v) with complex z and
w. Its singular values are |z| + |w| and ||z| - |w||, its determinant is |z|^2 - |w|^2. Along the way the factors change
linearly and the two angles turn the short way round. So the larger singular value of each map is never above the
line between its ends, and a way between two systems of contractions holds nothing but contractions. A map that mirrors
turns into one that does not by way of a flat one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs.category import Category, determinant_probabilities
from engine.ifs.moments import centre, spread
from engine.ifs.variation import follows_determinants
from engine.sentences import Sentence

_Number = TypeVar("_Number", np.float64, np.complex128)


@dataclass(frozen=True, eq=False, slots=True)
class _End:
    """One end of the way, its maps in the order of the pairs.

    Attributes
    ----------
    rotations, reflections : ndarray of shape (N,), complex128
        z and w of each linear part.
    images : ndarray of shape (N,), complex128
        Where each map takes the centre.
    presence : ndarray of shape (N,), float64
        1, or 0 for a map that only the other end has.
    """

    category: Category
    centre: complex
    rotations: NDArray[np.complex128]
    reflections: NDArray[np.complex128]
    images: NDArray[np.complex128]
    probabilities: NDArray[np.float64]
    presence: NDArray[np.float64]


class Morph:
    """The way between two categories.

    Maps are paired as `paired_maps` says, by where their copies lie; those left over where the numbers differ stay in
    place, and their probabilities rise from zero or fall to it. Where both ends follow |det|, so does the way, save
    for that rise and fall.

    Parameters
    ----------
    first, second : Category

    Raises
    ------
    InputError
        As `paired_maps`.
    """

    def __init__(self, first: Category, second: Category) -> None:
        self.first, self.second = first, second
        self.pairs = paired_maps(first, second)
        self._follows = follows_determinants(first) and follows_determinants(second)
        self._ends = (_end(first, self.pairs, 0, second), _end(second, self.pairs, 1, first))

    def at(self, place: float) -> Category:
        """Return the category at `place`, 0 to 1; at the ends these are the categories themselves.

        It has as many maps as the larger of the two.

        Raises
        ------
        InputError
            When the place lies beyond the ends.
        """
        if not 0 <= place <= 1:
            raise InputError(Sentence("The place on the way is {0}; give 0 to 1.", place))
        if place in (0.0, 1.0):
            return self.second if place else self.first
        start, stop = self._ends
        z = _turned(start.rotations, stop.rotations, place)
        w = _turned(start.reflections, stop.reflections, place)
        middle = start.centre + (stop.centre - start.centre) * place
        images = _between(start.images, stop.images, place)
        shift = images - z * middle - w * np.conj(middle)
        real, imaginary = z + w, z - w  # the image of 1, and -i times that of i
        maps = np.stack([real.real, -imaginary.imag, real.imag, imaginary.real, shift.real, shift.imag], axis=1)
        presence = _between(start.presence, stop.presence, place)
        rule = determinant_probabilities(maps) if self._follows else None
        shares = _between(start.probabilities, stop.probabilities, place) if rule is None else rule * presence
        name = f"{self.first.name}-{self.second.name}"
        return Category(name, maps, shares / shares.sum())


def paired_maps(first: Category, second: Category) -> list[tuple[int | None, int | None]]:
    """Return which map becomes which, in the order of the first category's; None where there is no partner.

    The cost of a pair is the mean squared distance between the images of the unit circle, in coordinates in which
    centre and spread of each category are 0 and 1, and, where just one of the two maps mirrors, the smaller of their
    areas, which is lost half way. The least sum is found by the Hungarian method.

    Raises
    ------
    InputError
        When coefficients are so large that their squares are not finite.
    """
    from scipy.optimize import linear_sum_assignment

    with np.errstate(over="ignore", invalid="ignore"):
        here, there = _figure(first), _figure(second)
        cost = np.sum(np.abs(here[:, None] - there[None, :]) ** 2, axis=2)
        before, after = _areas(first), _areas(second)
        flips = np.sign(before)[:, None] * np.sign(after)[None, :] < 0
        cost += flips * np.minimum(np.abs(before)[:, None], np.abs(after)[None, :])
    if not np.isfinite(cost).all():
        raise InputError(
            Sentence("The maps of {0} or {1} are too large to be compared; scale them down.", first.name, second.name)
        )
    rows, columns = linear_sum_assignment(cost)
    partner = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    taken = set(partner.values())
    pairs: list[tuple[int | None, int | None]] = [(row, partner.get(row)) for row in range(first.size)]
    return pairs + [(None, row) for row in range(second.size) if row not in taken]


def _figure(category: Category) -> NDArray[np.complex128]:
    """Return z, w and the image of the centre of each map in the category's own coordinates, shape (K, 3).

    Squared distances of these are the mean squared distances between images of the unit circle: u, conj(u) and 1
    are orthogonal on it.
    """
    z, w = _factors(category)
    middle = complex(*centre(category))
    return np.stack([z, w, (_images(category, middle) - middle) / spread(category)], axis=1)


def _areas(category: Category) -> NDArray[np.float64]:
    """Return the determinants of the linear parts, shape (K,)."""
    a, b, c, d = category.maps[:, :4].T
    return np.asarray(a * d - b * c, np.float64)


def _factors(category: Category) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    a, b, c, d = category.maps[:, :4].T
    return ((a + d) + 1j * (c - b)) / 2, ((a - d) + 1j * (c + b)) / 2


def _images(category: Category, middle: complex) -> NDArray[np.complex128]:
    z, w = _factors(category)
    e, f = category.maps[:, 4:].T
    return np.asarray(z * middle + w * np.conj(middle) + e + 1j * f, np.complex128)


def _end(category: Category, pairs: list[tuple[int | None, int | None]], side: int, other: Category) -> _End:
    """Return an end in the order of `pairs`; a map it lacks is the other end's, moved and scaled to its frame."""
    middle, far = complex(*centre(category)), complex(*centre(other))
    z, w = _factors(category)
    z_other, w_other = _factors(other)
    images = _images(category, middle)
    borrowed = middle + (_images(other, far) - far) * (spread(category) / spread(other))
    rows = []
    for pair in pairs:
        own, theirs = pair[side], pair[1 - side]
        if own is not None:
            rows.append((z[own], w[own], images[own], category.probabilities[own], 1.0))
        elif theirs is not None:
            rows.append((z_other[theirs], w_other[theirs], borrowed[theirs], 0.0, 0.0))
    table = np.array(rows, np.complex128).T
    return _End(category, middle, table[0], table[1], table[2], table[3].real, table[4].real)


def _turned(start: NDArray[np.complex128], stop: NDArray[np.complex128], place: float) -> NDArray[np.complex128]:
    """Return the numbers between, modulus and angle apart; where one is zero it has the angle of the other."""
    size = _between(np.abs(start), np.abs(stop), place)
    begin = np.where(start == 0, np.angle(stop), np.angle(start))
    end = np.where(stop == 0, np.angle(start), np.angle(stop))
    turn = np.angle(np.exp(1j * (end - begin)))
    # Half a turn goes counterclockwise; rounding must not decide it.
    turn = np.where(np.isclose(np.abs(turn), math.pi, rtol=0, atol=1e-9), math.pi, turn)
    return np.asarray(size * np.exp(1j * (begin + place * turn)), np.complex128)


def _between(start: NDArray[_Number], stop: NDArray[_Number], place: float) -> NDArray[_Number]:
    return start + (stop - start) * place
