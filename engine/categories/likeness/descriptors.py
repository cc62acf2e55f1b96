"""Pictures of categories as vectors whose likeness knows no up, down, left or right.

The picture is the logarithm of one plus the visits to each of 128 x 128 pixels, in the frame of the training images,
averaged down to 32 x 32, freed of its mean and divided by its length. Likeness is the largest product of two such
vectors over the flips and rotations of the square. FractalDB flips every category for its instances (Kataoka et al.
2020), so two categories that are mirror images of each other are one category to a network.

A vector is kept in a basis in which the symmetries of the square act as plainly as they can (its irreducible
representations): components that are even or odd in x and y, the first two split into a symmetric and an antisymmetric
part under transposition. All eight products of a pair then cost one and a half of the plain one instead of eight.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.content_store import ContentStore
from engine.cores import worker_count
from engine.errors import InputError, StorageError
from engine.ifs.category import Category
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

EDGE = 32
FEATURES = EDGE * EDGE

_DRAWN = 4 * EDGE
_POINTS = 100_000
_CHUNK = 128
_DISK_BYTES = 512 * 2**20
_RECIPE = 1
"""Part of the name on disk; to be raised when descriptors change."""

_HALF = EDGE // 2
_SYMMETRIC = _HALF * (_HALF + 1) // 2
_ANTISYMMETRIC = _HALF * (_HALF - 1) // 2


class Symmetry(StrEnum):
    """Which ways of turning a picture leave it the same."""

    NONE = "none"
    FLIPS = "flips"
    """The four flips that FractalDB makes of every instance."""

    SQUARE = "square"
    """The eight flips and rotations of the square."""


@dataclass(frozen=True, eq=False)
class Descriptors:
    """What categories look like.

    Attributes
    ----------
    identities : tuple of str
        Of the N categories, in their order.
    features : ndarray of shape (N, 1024), float16
        Rows of length 1, in the symmetry-adapted basis of this module; 0 where an orbit flies off or draws nothing
        but an even area.
    """

    identities: tuple[str, ...]
    features: NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.identities)

    @cached_property
    def drawn(self) -> NDArray[np.bool_]:
        """Which categories have a picture, shape (N,); the others are like nothing, not even themselves."""
        return np.asarray(self.features.any(axis=1))

    def take(self, indices: Sequence[int] | NDArray[np.int64]) -> Descriptors:
        """Return the descriptors at `indices`, in that order."""
        rows = np.asarray(indices, np.int64).reshape(-1)
        return Descriptors(tuple(self.identities[row] for row in rows), self.features[rows])

    def joined(self, other: Descriptors) -> Descriptors:
        """Return these descriptors followed by `other`."""
        return Descriptors(self.identities + other.identities, np.concatenate((self.features, other.features)))

    def spectrum(self, rows: slice | NDArray[np.int64] = slice(None)) -> Spectrum:
        """Return the features of `rows` by component, for `Spectrum.likeness`."""
        return Spectrum.of(self.features[rows].astype(np.float32))


class Spectrum(NamedTuple):
    """Pictures by how their components answer to the symmetries of the square; float32, one row a picture.

    Attributes
    ----------
    even, even_twist : ndarray
        Even in x and y; symmetric and antisymmetric under transposition.
    odd, odd_twist : ndarray
        Odd in x and y; symmetric and antisymmetric under transposition.
    across, along : ndarray
        Odd in x alone, and the transpose of what is odd in y alone; a transposition swaps them.
    """

    even: NDArray[np.float32]
    even_twist: NDArray[np.float32]
    odd: NDArray[np.float32]
    odd_twist: NDArray[np.float32]
    across: NDArray[np.float32]
    along: NDArray[np.float32]

    @classmethod
    def of(cls, features: NDArray[np.float32]) -> Spectrum:
        """Return the components of features (N, 1024)."""
        return cls(*(np.ascontiguousarray(part) for part in np.split(features, component_bounds()[1:-1], axis=1)))

    def products(self, other: Spectrum, symmetry: Symmetry) -> tuple[NDArray[np.float32], ...]:
        """Return the products of the components: six, and for `Symmetry.SQUARE` two more of the swapped ones.

        With e, f, o, p, x, y in the order of the components and s and t -1 where x and y are reversed, the product with
        a flip is e + f + s t (o + p) + s x + t y; with a transposition before it, where x' and y' are the swapped
        products, it is e - f + s t (o - p) + s x' + t y'.
        """
        plain = tuple(mine @ theirs.T for mine, theirs in zip(self, other, strict=True))
        if symmetry is not Symmetry.SQUARE:
            return plain
        return (*plain, self.across @ other.along.T, self.along @ other.across.T)

    def likeness(self, other: Spectrum, symmetry: Symmetry = Symmetry.SQUARE) -> NDArray[np.float32]:
        """Return the largest product of each pair over the ways of turning one of the two.

        Returns
        -------
        ndarray of shape (N, M), float32
        """
        from engine.categories.likeness.kernels import likest_of_flips, likest_of_square

        parts = self.products(other, symmetry)
        if symmetry is Symmetry.NONE:
            return np.asarray(sum(parts), np.float32)
        best = np.empty_like(parts[0])
        combine: Any = likest_of_square if symmetry is Symmetry.SQUARE else likest_of_flips
        combine(*(part.reshape(-1) for part in parts), best.reshape(-1))
        return best


@lru_cache
def component_bounds() -> tuple[int, ...]:
    """Return where the six components of a feature vector begin and end, seven numbers from 0 to 1024."""
    lengths = (_SYMMETRIC, _ANTISYMMETRIC, _SYMMETRIC, _ANTISYMMETRIC, _HALF * _HALF, _HALF * _HALF)
    return (0, *(int(bound) for bound in np.cumsum(lengths)))


# --- from categories to features -------------------------------------------------------------------------------


def describe(
    categories: Sequence[Category],
    *,
    seed: int = 0,
    cache: Path | None = None,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> Descriptors:
    """Return what `categories` look like; about half a millisecond each on one core.

    Parameters
    ----------
    categories : sequence of Category
    seed : int
        Of the orbits; another one shows how much of a likeness is chance.
    cache : Path, optional
        Folder in which descriptors are kept by content, for any set they occur in.
    threads : int, optional
        Threads to use; all cores if not given.

    Raises
    ------
    InputError
        When `threads` is less than 1.
    Interrupted
        When stopped; the cache keeps what was done.
    """
    control = control or Control()
    workers = worker_count(threads)
    identities = tuple(category.identity for category in categories)
    store = None if cache is None else ContentStore(cache / f"{_RECIPE}-{seed}", 2 * FEATURES, _DISK_BYTES)
    known = {} if store is None else {name: row.view(np.float16) for name, row in store.load(identities).items()}
    missing = list({each.identity: each for each in categories if each.identity not in known}.values())
    began_s = monotonic()
    for start in range(0, len(missing), _CHUNK):
        control.poll()
        chunk = missing[start : start + _CHUNK]
        features = _features(_pictures(chunk, seed, workers))
        names = [category.identity for category in chunk]
        known.update(zip(names, features, strict=True))
        if store is not None:
            # A cache that cannot be written costs time on the next start, nothing else.
            with contextlib.suppress(StorageError):
                store.add({name: row.view(np.uint8) for name, row in zip(names, features, strict=True)})
        elapsed_s = monotonic() - began_s - control.paused_s
        report(Progress("describing categories", start + len(chunk), len(missing), elapsed_s))
    rows = np.zeros((len(identities), FEATURES), np.float16)
    for row, identity in enumerate(identities):
        rows[row] = known[identity]
    return Descriptors(identities, rows)


def _pictures(categories: Sequence[Category], seed: int, workers: int) -> NDArray[np.float32]:
    from engine.render.density import render_density
    from engine.render.renderer import pad_pixels
    from engine.render.settings import Protocol

    # The border of the training images would be alike in all of them; it is drawn and cut off.
    pad = pad_pixels(_DRAWN, Protocol.FAST)
    size = _DRAWN + 2 * pad

    def one(category: Category) -> NDArray[np.float32]:
        values = render_density(category, size, points=_POINTS, seed=seed, threads=1).values
        inside = values[pad : pad + _DRAWN, pad : pad + _DRAWN]
        step = _DRAWN // EDGE
        return np.asarray(inside.reshape(EDGE, step, EDGE, step).mean(axis=(1, 3)), np.float32)

    with ThreadPoolExecutor(workers, thread_name_prefix="describe") as pool:
        return np.stack(list(pool.map(one, categories)))


def _features(pictures: NDArray[np.float32]) -> NDArray[np.float16]:
    """Return the unit vectors of pictures (N, 32, 32) in the symmetry-adapted basis."""
    centred = pictures.astype(np.float64)
    centred -= centred.mean(axis=(1, 2), keepdims=True)
    lengths = np.sqrt((centred**2).sum(axis=(1, 2), keepdims=True))
    adapted = _adapted(centred / np.where(lengths > 1e-9, lengths, np.inf))
    return np.asarray(adapted, np.float16)


def _adapted(pictures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return pictures (N, 32, 32) in the symmetry-adapted basis, an orthonormal change of coordinates."""
    left, right = pictures[:, :, :_HALF], pictures[:, :, : _HALF - 1 : -1]
    even_x, odd_x = (left + right) / np.sqrt(2), (left - right) / np.sqrt(2)

    def in_y(half: NDArray[np.float64], sign: int) -> NDArray[np.float64]:
        return np.asarray((half[:, :_HALF] + sign * half[:, : _HALF - 1 : -1]) / np.sqrt(2))

    even, odd = in_y(even_x, 1), in_y(odd_x, -1)
    across, along = in_y(odd_x, 1), in_y(even_x, -1).transpose(0, 2, 1)
    count = len(pictures)
    parts = (*_by_transposition(even), *_by_transposition(odd), across.reshape(count, -1), along.reshape(count, -1))
    return np.concatenate(parts, axis=1)


def _by_transposition(squares: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, columns = np.triu_indices(_HALF, 1)
    upper, lower = squares[:, rows, columns], squares[:, columns, rows]
    diagonal = np.diagonal(squares, axis1=1, axis2=2)
    symmetric = np.concatenate((diagonal, (upper + lower) / np.sqrt(2)), axis=1)
    return symmetric, (upper - lower) / np.sqrt(2)


# --- pairs ---------------------------------------------------------------------------------------------------


def likeness(
    first: Descriptors, second: Descriptors | None = None, *, symmetry: Symmetry = Symmetry.SQUARE
) -> NDArray[np.float32]:
    """Return the likeness of every pair, -1 to 1; for a few thousand descriptors, since all pairs are held.

    ``sqrt(2 - 2 likeness)`` is a metric: the least distance between the pictures over all ways of turning them.

    Parameters
    ----------
    first, second : Descriptors
        The second may be left out for the pairs within the first.
    symmetry : Symmetry

    Returns
    -------
    ndarray of shape (N, M), float32
    """
    spectrum = first.spectrum()
    return spectrum.likeness(spectrum if second is None else second.spectrum(), symmetry)


def best_symmetry(
    first: Descriptors, row: int, second: Descriptors, other: int, *, symmetry: Symmetry = Symmetry.SQUARE
) -> int:
    """Return how to turn the picture of the second, 0 to 7 for `flipped`, to bring it closest to that of the first.

    Where several serve equally well the first of them is taken, so what needs no turning is not turned.
    """
    one, two = first.spectrum(np.array([row])), second.spectrum(np.array([other]))
    if symmetry is Symmetry.NONE:
        return 0
    e, f, o, p, *mixed = (float(part[0, 0]) for part in one.products(two, symmetry))
    signs = ((1, 1), (-1, 1), (1, -1), (-1, -1))
    values = [e + f + s * t * (o + p) + s * mixed[0] + t * mixed[1] for s, t in signs]
    if symmetry is Symmetry.SQUARE:
        values += [e - f + s * t * (o - p) + s * mixed[2] + t * mixed[3] for s, t in signs]
    return int(np.argmax(np.array(values) > max(values) - 1e-6))


def flipped(picture: NDArray[np.generic], turn: int) -> NDArray[np.generic]:
    """Return a view of a square picture (S, S, ...) turned in one of eight ways.

    Parameters
    ----------
    picture : ndarray of shape (S, S, ...)
    turn : int
        4: first transpose; 2: then reverse the rows; 1: then reverse the columns.

    Raises
    ------
    InputError
        When `turn` is not 0 to 7.
    """
    if not 0 <= turn <= 7:
        raise InputError(Sentence("turn is {0}; give 0 to 7.", turn))
    turned = picture.swapaxes(0, 1) if turn & 4 else picture
    return turned[:: -1 if turn & 2 else 1, :: -1 if turn & 1 else 1]


@dataclass(frozen=True, slots=True)
class NoiseFloor:
    """How alike a category is to itself when it is drawn again with other random numbers.

    Attributes
    ----------
    median, low : float
        Half, and 95 of 100, of the categories are at least this much like themselves. Pairs above the median cannot
        be told from one category drawn twice.
    described : int
        How many categories were drawn twice.
    """

    median: float
    low: float
    described: int


def noise_floor(
    categories: Sequence[Category],
    *,
    most: int = 256,
    cache: Path | None = None,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> NoiseFloor:
    """Draw up to `most` of `categories`, evenly spaced, with two seeds and return how alike the two drawings are.

    Raises
    ------
    InputError
        When none of them draws anything.
    Interrupted
        When stopped.
    """
    chosen = [
        categories[at] for at in np.unique(np.linspace(0, len(categories) - 1, min(most, len(categories)), dtype=int))
    ]
    once, again = (
        describe(chosen, seed=seed, cache=cache, threads=threads, report=report, control=control) for seed in (0, 1)
    )
    own = np.einsum("nf,nf->n", once.features, again.features, dtype=np.float32)[once.drawn & again.drawn]
    if not own.size:
        raise InputError(
            Sentence("None of {0} categories draws a picture; choose a set whose orbits stay finite.", len(chosen))
        )
    return NoiseFloor(float(np.median(own)), float(np.quantile(own, 0.05)), len(chosen))
