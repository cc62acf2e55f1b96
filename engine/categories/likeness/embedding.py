"""A set as a map: categories as points of the plane, those that look alike side by side.

The distance of two categories is the least distance of their pictures over the flips and rotations, a metric, so a
category and its mirror image fall on one point. A first map comes from classical scaling (Torgerson 1952); it is then
refined by t-SNE (van der Maaten & Hinton 2008) in the plain, exact form, which for the sizes here needs no tree. Of
larger sets, landmarks are laid out and the others are placed among the landmarks they look most like (compare de Silva
& Tenenbaum 2004). Nothing is random: the same categories give the same map, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from engine.categories.likeness.descriptors import Descriptors, Symmetry
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

LANDMARKS = 2000
"""Sets up to this size are laid out whole."""

PERPLEXITY = 20.0
STEPS = 500
_EXAGGERATED = 120
_EXAGGERATION = 12.0
_AT_ONCE = 20
_ROWS = 2048
_NEIGHBOURS = 8


def embed(
    descriptors: Descriptors,
    *,
    symmetry: Symmetry = Symmetry.SQUARE,
    refine: bool = True,
    partial: Callable[[NDArray[np.float64]], None] | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> NDArray[np.float64]:
    """Return a point of the plane for every category, within the square from -1 to 1.

    Seconds for 1,000 categories; time and memory grow with the square of the number of landmarks and linearly beyond.

    Parameters
    ----------
    descriptors : Descriptors
        Repeated identities get the same point.
    symmetry : Symmetry
    refine : bool
        Whether to go on from classical scaling, which keeps the large distances, to t-SNE, which keeps neighbours.
    partial : callable, optional
        Is handed earlier maps, the first from classical scaling.

    Returns
    -------
    ndarray of shape (N, 2), float64
        NaN for a category without a picture.

    Raises
    ------
    Interrupted
        When stopped.
    """
    control = control or Control()
    places, rows = _by_content(descriptors)
    if not len(rows):
        return np.full((len(descriptors), 2), np.nan)
    landmarks = rows[np.unique(np.linspace(0, len(rows) - 1, min(LANDMARKS, len(rows)), dtype=np.int64))]
    others = _Placement(descriptors, rows, landmarks, symmetry, control)

    def whole(points: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.full((len(descriptors), 2), np.nan)
        found[rows] = _within_square(others.place(points))
        return np.asarray(found[places])

    marks = descriptors.spectrum(landmarks)
    squared = np.maximum(2 - 2 * marks.likeness(marks, symmetry).astype(np.float64), 0)
    np.fill_diagonal(squared, 0)
    points = classical_scaling(squared)
    if not refine or len(landmarks) < 4:
        return whole(points)
    if partial is not None:
        partial(whole(points))
    refinement = _Refinement(points, squared)
    began_s = monotonic()
    for step in range(0, STEPS, _AT_ONCE):
        control.poll()
        refinement.move(step, _AT_ONCE)
        if partial is not None and step >= _EXAGGERATED:
            partial(whole(refinement.points))
        report(Progress("laying out the map", step + _AT_ONCE, STEPS, monotonic() - began_s - control.paused_s))
    return whole(refinement.points)


def _by_content(descriptors: Descriptors) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each category the row that stands for its content, and the rows with a picture sorted by content."""
    stands: dict[str, int] = {}
    for row, identity in enumerate(descriptors.identities):
        stands.setdefault(identity, row)
    places = np.array([stands[identity] for identity in descriptors.identities], np.int64)
    rows = [stands[identity] for identity in sorted(stands) if descriptors.drawn[stands[identity]]]
    return places, np.array(rows, np.int64)


def classical_scaling(squared: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the plane that keeps squared distances best (Torgerson 1952).

    Parameters
    ----------
    squared : ndarray of shape (N, N), float64
        Symmetric, with zeros on the diagonal.

    Returns
    -------
    ndarray of shape (N, 2), float64
        Centred; each axis points to where its largest coordinate is positive.

    Raises
    ------
    InputError
        When `squared` is not square.
    """
    count = len(squared)
    if squared.shape != (count, count):
        raise InputError(Sentence("The distances have shape {0}; give as many rows as columns.", squared.shape))
    means = squared.mean(axis=0)
    inner = -0.5 * (squared - means - means[:, None] + means.mean())
    values, vectors = _largest_two(inner)
    points = vectors * np.sqrt(np.maximum(values, 0))
    far = points[np.argmax(np.abs(points), axis=0), [0, 1]]
    return np.asarray(points * np.where(far < 0, -1.0, 1.0), np.float64)


def _largest_two(inner: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the two largest eigenvalues, the larger first, and their vectors; zeros where there are fewer."""
    from scipy.linalg import eigh

    count = len(inner)
    values, vectors = eigh(inner, subset_by_index=(max(0, count - 2), count - 1))
    missing = 2 - len(values)
    return np.pad(values[::-1], (0, missing)), np.pad(vectors[:, ::-1], ((0, 0), (0, missing)))


class _Refinement:
    """t-SNE by gradient descent with momentum and gains, from a given layout."""

    def __init__(self, points: NDArray[np.float64], squared: NDArray[np.float64]) -> None:
        start = points / max(float(np.std(points[:, 0])), 1e-12) * 1e-2
        self._points = np.ascontiguousarray(start.T, np.float32)
        perplexity = min(PERPLEXITY, (len(points) - 1) / 3)
        self._affinities = np.ascontiguousarray(affinities(squared, perplexity), np.float32)
        self._velocity = np.zeros_like(self._points)
        self._gains = np.ones_like(self._points)
        self._rate = max(len(points) / _EXAGGERATION / 4, 50.0)

    @property
    def points(self) -> NDArray[np.float64]:
        """The layout so far, shape (N, 2)."""
        return self._points.T.astype(np.float64)

    def move(self, first: int, steps: int) -> None:
        """Make `steps` steps, `first` the number of the first; early ones pull neighbours together more strongly."""
        from engine.categories.likeness.kernels import descend

        early = first < _EXAGGERATED
        pull, momentum = (_EXAGGERATION, 0.5) if early else (1.0, 0.8)
        descend(self._points, self._velocity, self._gains, self._affinities, pull, momentum, float(self._rate), steps)


def affinities(squared: NDArray[np.float64], perplexity: float) -> NDArray[np.float64]:
    """Return the symmetric affinities of t-SNE, which sum to 1.

    Every row is a Gaussian of its own width, found by bisection, whose entropy is the logarithm of `perplexity`.

    Parameters
    ----------
    squared : ndarray of shape (N, N), float64
    perplexity : float
        How many neighbours count, less than N - 1.

    Raises
    ------
    InputError
        When `perplexity` is not between 1 and N - 1.
    """
    count = len(squared)
    if not 1 <= perplexity <= count - 1:
        raise InputError(
            Sentence("perplexity is {0:.3g}; give 1 to {1} for {2} categories.", perplexity, count - 1, count)
        )
    low, high = np.full(count, -25.0), np.full(count, 25.0)  # natural logarithms of the inverse widths
    others = ~np.eye(count, dtype=bool)
    nearest = np.where(others, squared, np.inf).min(axis=1, keepdims=True)
    weights = np.empty_like(squared)
    for _ in range(28):
        middle = (low + high) / 2
        np.exp(-np.exp(middle)[:, None] * (squared - nearest), out=weights, where=others)
        weights[~others] = 0
        total = weights.sum(axis=1)
        mean = (weights * (squared - nearest)).sum(axis=1) / total
        wide = np.log(total) + np.exp(middle) * mean > np.log(perplexity)
        low, high = np.where(wide, middle, low), np.where(wide, high, middle)
    conditional = weights / weights.sum(axis=1, keepdims=True)
    return np.asarray((conditional + conditional.T) / (2 * count))


class _Placement:
    """Puts all categories among the landmarks: at the mean of the landmarks they look most like, nearer ones first."""

    def __init__(
        self,
        descriptors: Descriptors,
        rows: NDArray[np.int64],
        landmarks: NDArray[np.int64],
        symmetry: Symmetry,
        control: Control,
    ) -> None:
        self._is_whole = len(rows) == len(landmarks)
        if self._is_whole:
            return
        count = min(_NEIGHBOURS, len(landmarks))
        self._neighbours = np.empty((len(rows), count), np.int64)
        self._weights = np.empty((len(rows), count))
        marks = descriptors.spectrum(landmarks)
        for start in range(0, len(rows), _ROWS):
            control.poll()
            part = slice(start, start + _ROWS)
            alike = descriptors.spectrum(rows[part]).likeness(marks, symmetry)
            near = np.argsort(-alike, axis=1, kind="stable")[:, :count]
            squared = np.maximum(2 - 2 * np.take_along_axis(alike, near, 1).astype(np.float64), 1e-4)
            weights = squared**-2
            self._neighbours[part], self._weights[part] = near, weights / weights.sum(axis=1, keepdims=True)

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return all points where `points` are those of the landmarks."""
        if self._is_whole:
            return points
        return np.asarray(np.einsum("nk,nkc->nc", self._weights, points[self._neighbours]))


def _within_square(points: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - (low + high) / 2) / max(float((high - low).max()) / 2, 1e-12))
