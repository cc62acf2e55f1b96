"""Affine maps as figures in the plane: the handles of a map, what a pull at one of them does, ellipses, fixed points.

A map is drawn as the image of a reference frame: O is where it takes the origin, X and Y are where it takes the points
one unit along the axes. Turning, scaling and shearing a map means doing so to its image: the linear part and, about a
pivot other than O, the translation are multiplied from the left.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError
from engine.sentences import Sentence

Maps = NDArray[np.float64]
"""Shape (K, 6): a b c d e f a row; x' = a x + b y + e, y' = c x + d y + f."""

Point = tuple[float, float]

SNAP_ANGLE: Final = math.radians(15)
SNAP_LENGTH: Final = 0.1

_FLAT: Final = 1e-9
"""An axis shorter than this share of its unit has no direction to turn from."""


class Grip(IntEnum):
    """Where a map is held; the value is the position in `handles`."""

    ORIGIN = 0
    X = 1
    Y = 2


@dataclass(frozen=True, slots=True)
class Pull:
    """How a pull at the tip of an axis works.

    Attributes
    ----------
    turn, scale : bool
        What the tip may do: go round, change its distance, or both.
    alone : bool
        Only this axis follows; the other one stays, so that the map shears.
    snap : bool
        Angles in steps of 15 degrees, lengths and positions in steps of 0.1.
    pivot : pair of float, optional
        Turn and scale about this point of the plane; about each map's own O if not given.
    """

    turn: bool = True
    scale: bool = False
    alone: bool = False
    snap: bool = False
    pivot: Point | None = None


def linear_parts(maps: Maps) -> NDArray[np.float64]:
    """Return the linear parts, shape (K, 2, 2): [[a, b], [c, d]]."""
    return np.asarray(maps, np.float64)[:, :4].reshape(-1, 2, 2)


def origins(maps: Maps) -> NDArray[np.float64]:
    """Return where the maps take the origin, shape (K, 2)."""
    return np.asarray(maps, np.float64)[:, 4:]


def handles(maps: Maps, unit: float = 1.0) -> NDArray[np.float64]:
    """Return O, X and Y of each map.

    Parameters
    ----------
    maps : ndarray of shape (K, 6), float64
    unit : float
        Length of the axes of the reference frame.

    Returns
    -------
    ndarray of shape (K, 3, 2), float64
        In the order of `Grip`.

    Raises
    ------
    InputError
        When `unit` is not above 0.
    """
    _check_unit(unit)
    centre = origins(maps)[:, None, :]
    columns = linear_parts(maps).transpose(0, 2, 1)
    return np.concatenate([centre, centre + unit * columns], axis=1)


def from_handles(points: ArrayLike, unit: float = 1.0) -> Maps:
    """Return the maps whose `handles` these are.

    Parameters
    ----------
    points : array_like of shape (K, 3, 2)
    unit : float

    Raises
    ------
    InputError
        When `unit` is not above 0 or the points have another shape.
    """
    _check_unit(unit)
    array = np.asarray(points, np.float64)
    if array.ndim != 3 or array.shape[1:] != (3, 2):
        raise InputError(Sentence("The handles have shape {0}; give O, X and Y of each map: (K, 3, 2).", array.shape))
    columns = (array[:, 1:] - array[:, :1]) / unit
    return np.concatenate([columns.transpose(0, 2, 1).reshape(-1, 4), array[:, 0]], axis=1)


def _check_unit(unit: float) -> None:
    if not (math.isfinite(unit) and unit > 0):
        raise InputError(Sentence("The unit of the handles is {0}; give a length above 0.", unit))


def mirrors(maps: Maps) -> NDArray[np.bool_]:
    """Return which maps have a negative determinant, shape (K,); numbers too large to multiply do no harm."""
    linear = linear_parts(maps)
    largest = np.abs(linear).max(axis=(1, 2), keepdims=True)
    shares = linear / np.where(largest > 0, largest, 1.0)
    return np.asarray(shares[:, 0, 0] * shares[:, 1, 1] < shares[:, 0, 1] * shares[:, 1, 0], np.bool_)


# --- changing the image of a map --------------------------------------------------------------------------------


def moved(maps: Maps, by: Point) -> Maps:
    """Return the maps with their images shifted."""
    changed = np.array(maps, np.float64)
    changed[:, 4:] += by
    return changed


def followed_by(maps: Maps, linear: ArrayLike, pivot: Point | None = None) -> Maps:
    """Return the maps followed by a linear map about `pivot`, or about each one's own O.

    Parameters
    ----------
    maps : ndarray of shape (K, 6), float64
    linear : array_like of shape (2, 2)
    pivot : pair of float, optional
    """
    matrix = np.asarray(linear, np.float64)
    changed = np.array(maps, np.float64)
    changed[:, :4] = (matrix @ linear_parts(maps)).reshape(-1, 4)
    if pivot is not None:
        changed[:, 4:] = (origins(maps) - pivot) @ matrix.T + pivot
    return changed


def rotated(maps: Maps, angle: float, pivot: Point | None = None) -> Maps:
    """Return the maps with their images turned counterclockwise by `angle` radians."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return followed_by(maps, [[cosine, -sine], [sine, cosine]], pivot)


def scaled(maps: Maps, factor: float, pivot: Point | None = None) -> Maps:
    """Return the maps with their images scaled."""
    return followed_by(maps, [[factor, 0.0], [0.0, factor]], pivot)


def sheared(maps: Maps, amount: float, pivot: Point | None = None) -> Maps:
    """Return the maps with their images sheared along x by `amount` times y."""
    return followed_by(maps, [[1.0, amount], [0.0, 1.0]], pivot)


def with_axis(maps: Maps, grip: Grip, ratio: complex) -> Maps:
    """Return the maps with one axis turned and stretched by a complex factor; the other axis stays."""
    column = _column(grip)
    changed = np.array(maps, np.float64)
    axis = (changed[:, column] + 1j * changed[:, column + 2]) * ratio
    changed[:, column], changed[:, column + 2] = axis.real, axis.imag
    return changed


def _column(grip: Grip) -> int:
    if grip is Grip.ORIGIN:
        raise InputError(Sentence("The origin of a map is no axis; give X or Y."))
    return 0 if grip is Grip.X else 1


# --- pulling at a handle ----------------------------------------------------------------------------------------


def pulled(
    maps: Maps,
    chosen: Sequence[int],
    held: int,
    grip: Grip,
    target: Point,
    pull: Pull | None = None,
    *,
    unit: float = 1.0,
) -> Maps:
    """Return all maps after one handle was pulled to `target`.

    What the pull does to the map that is held, it does to all that are chosen: the same shift, the same turn, the
    same factor.

    Parameters
    ----------
    maps : ndarray of shape (K, 6), float64
        Before the pull began.
    chosen : sequence of int
        The maps that follow.
    held : int
        The map whose handle is pulled.
    grip : Grip
        Which handle.
    target : pair of float
        Where it was pulled to, in the plane.
    pull : Pull, optional
    unit : float
        Length of the axes of the reference frame, as in `handles`.

    Returns
    -------
    ndarray of shape (K, 6), float64

    Raises
    ------
    InputError
        When `unit` is not above 0.
    """
    _check_unit(unit)
    pull = pull or Pull()
    maps = np.asarray(maps, np.float64)
    rows = list(chosen)
    if grip is Grip.ORIGIN:
        return _put(maps, rows, _carried(maps[rows], origins(maps)[held], target, pull.snap))
    origin = complex(*origins(maps)[held])
    pivot = origin if pull.alone or pull.pivot is None else complex(*pull.pivot)
    axis = complex(*linear_parts(maps)[held, :, _column(grip)])
    before, after = origin + unit * axis - pivot, complex(*target) - pivot
    if abs(before) <= _FLAT * unit or (abs(axis) <= _FLAT and pull.alone):
        return _put(maps, [held], _laid(maps[[held]], grip, complex(*target) - origin, unit))
    ratio = _ratio(before, after, pull, unit)
    if pull.alone:
        return _put(maps, rows, with_axis(maps[rows], grip, ratio))
    matrix = [[ratio.real, -ratio.imag], [ratio.imag, ratio.real]]
    return _put(maps, rows, followed_by(maps[rows], matrix, pull.pivot))


def _put(maps: Maps, rows: list[int], changed: Maps) -> Maps:
    result = maps.copy()
    result[rows] = changed
    return result


def _carried(maps: Maps, start: NDArray[np.float64], target: Point, snap: bool) -> Maps:
    goal = np.round(np.divide(target, SNAP_LENGTH)) * SNAP_LENGTH if snap else np.asarray(target)
    shift = goal - start
    return moved(maps, (float(shift[0]), float(shift[1])))


def _laid(maps: Maps, grip: Grip, tip: complex, unit: float) -> Maps:
    """Return the one map with its axis laid anew: it had no direction that could be turned."""
    changed = np.array(maps)
    column = _column(grip)
    changed[:, column], changed[:, column + 2] = tip.real / unit, tip.imag / unit
    return changed


def _ratio(before: complex, after: complex, pull: Pull, unit: float) -> complex:
    """Return what takes the tip from `before` as far towards `after` as the pull allows."""
    if pull.turn and pull.scale:
        if pull.snap:
            step = SNAP_LENGTH * unit
            after = complex(round(after.real / step) * step, round(after.imag / step) * step)
        return after / before
    if pull.scale:
        length = abs(after)
        if pull.snap:
            length = round(length / (SNAP_LENGTH * unit)) * SNAP_LENGTH * unit
        return complex(length / abs(before))
    if abs(after) <= _FLAT * unit:
        return 1 + 0j
    angle = cmath.phase(after)
    if pull.snap:
        angle = round(angle / SNAP_ANGLE) * SNAP_ANGLE
    return cmath.rect(1.0, angle - cmath.phase(before))


# --- what a map does --------------------------------------------------------------------------------------------


def ellipse_axes(maps: Maps) -> NDArray[np.float64]:
    """Return the half axes of the ellipses into which the linear parts take the unit circle.

    Returns
    -------
    ndarray of shape (K, 2, 2), float64
        Half axes as vectors, the longer first; their lengths are the singular values.
    """
    left, values, _ = np.linalg.svd(linear_parts(maps))
    return np.asarray(values[:, :, None] * left.transpose(0, 2, 1), np.float64)


def fixed_points(maps: Maps) -> NDArray[np.float64]:
    """Return the point that each map leaves in place, shape (K, 2); NaN where there is none or a whole line."""
    system = np.eye(2) - linear_parts(maps)
    points = np.full((len(system), 2), np.nan)
    # The condition tells a line of fixed points from one point, whatever the scale of the translation.
    for row, (matrix, shift) in enumerate(zip(system, origins(maps), strict=True)):
        if np.linalg.cond(matrix) < 1e12:
            points[row] = np.linalg.solve(matrix, shift)
    return points
