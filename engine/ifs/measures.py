"""What can be said of a category in numbers: fill, stability, dimension, and the linear parts of its maps.

A system is stable when its top Lyapunov exponent is negative: orbits then forget their start and stay bounded on
average, even where single maps expand, as in 866 of the 1,000 categories of FractalDB-1k. All random choices are
seeded, so a measure is a function of the category and the settings.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from engine.cores import worker_count
from engine.errors import InputError
from engine.ifs.category import Category
from engine.ifs.fill_kernels import FRAME, LANES, STEPS, cumulative, filled_pixels
from engine.ifs.legacy_random import DRAWN_AT_ONCE, HISTORY, draw_choices, seeded_history
from engine.ifs.measure_kernels import growth, occupied_boxes, stays_finite
from engine.ifs.weights import ROWS, weight_table
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

FILL_SEED, FILL_POINTS = 1, 100_000
"""The fill's random numbers are the first of this seed's legacy stream; points as in the published search."""

VARIANT_SEED, VARIANT_POINTS = 100, 200_000
"""Seed and points with which the original draws every variant (make_fractaldb.py with its recommended settings)."""

LYAPUNOV_SEED = 7
LYAPUNOV_STEPS = 131_072
QUICK_LYAPUNOV_STEPS = 32_768

DIMENSION_SEED = 11
DIMENSION_STEPS = 196 * STEPS
"""Points of each of the four orbits whose boxes are counted."""

DIMENSION_LEVELS = 10
COARSEST_LEVEL = 3
POINTS_A_BOX = 24
"""A level counts for the fit while its occupied boxes hold this many points on average."""


@dataclass(frozen=True, eq=False, slots=True)
class Measures:
    """The measures of one category; what a quick measurement leaves out is None.

    Attributes
    ----------
    lyapunov, lyapunov_error : float
        Top Lyapunov exponent of the random product of linear parts, natural logarithm a step, and its standard
        error. Negative: stable.
    singular_values : ndarray of shape (K, 2), float64
        Of each linear part, the larger first.
    spectral_radii : ndarray of shape (K,), float64
        Largest absolute eigenvalue of each linear part.
    orientations : ndarray of shape (K,), int64
        Sign of each determinant: -1 mirrors, 0 flattens.
    fill : float or None
        Share of 512 x 512 pixels filled by 100,000 points drawn as in the published search, 0 to 1.
    weight_step : float or None
        Step of the weight table of the next two.
    divergent_share : float or None
        Share of the 25 weight variants whose orbit of the original's 200,000 points leaves the finite numbers.
    unstable_share : float or None
        Share of the 25 weight variants with a Lyapunov exponent of at least 0.
    dimension : float or None
        Box-counting dimension of the orbit; NaN when it is not finite or has too few boxes.
    dimension_residual : float or None
        Root mean square distance of log2(boxes) from the fitted line.
    dimension_levels : tuple of int
        First and last level of the fit; level l divides the square around the orbit into 2**l x 2**l boxes.
    """

    lyapunov: float
    lyapunov_error: float
    singular_values: NDArray[np.float64]
    spectral_radii: NDArray[np.float64]
    orientations: NDArray[np.int64]
    fill: float | None = None
    weight_step: float | None = None
    divergent_share: float | None = None
    unstable_share: float | None = None
    dimension: float | None = None
    dimension_residual: float | None = None
    dimension_levels: tuple[int, ...] = ()

    @property
    def stable(self) -> bool:
        """Whether the top Lyapunov exponent is negative."""
        return self.lyapunov < 0

    @property
    def largest_singular_value(self) -> float:
        """The most any map stretches; above 1 the map expands somewhere."""
        return float(self.singular_values.max())

    @property
    def spectral_radius(self) -> float:
        """The largest absolute eigenvalue of any linear part."""
        return float(self.spectral_radii.max())

    @property
    def mirrored_maps(self) -> int:
        """How many maps have a negative determinant."""
        return int((self.orientations < 0).sum())

    @property
    def sigma_factor(self) -> float:
        """Sum of s1 + 2 s2 over the maps (Anderson & Farrell 2022)."""
        return float((self.singular_values @ np.array([1.0, 2.0])).sum())


def measure(category: Category, *, quick: bool = False, weight_step: float = 0.4) -> Measures:
    """Return the measures of `category`.

    The explorer asks for the quick ones on every edit (well under a millisecond) and for all of them when the
    hand rests (about ten milliseconds).

    Parameters
    ----------
    category : Category
    quick : bool
        Only Lyapunov exponent and linear algebra.
    weight_step : float
        Step of the weight table whose variants are tried.

    Raises
    ------
    InputError
        When `weight_step` lies outside its range.
    """
    linear = category.maps[:, :4].reshape(-1, 2, 2)
    singular_values = np.linalg.svd(linear, compute_uv=False).astype(np.float64, copy=False)
    spectral_radii = np.abs(np.linalg.eigvals(linear)).max(axis=1)
    orientations = np.sign(linear[:, 0, 0] * linear[:, 1, 1] - linear[:, 0, 1] * linear[:, 1, 0]).astype(np.int64)
    exponent, error = lyapunov_exponent(category, steps=QUICK_LYAPUNOV_STEPS if quick else LYAPUNOV_STEPS)
    if quick:
        return Measures(exponent, error, singular_values, spectral_radii, orientations)
    divergent, unstable = variant_stability(category, weight_step)
    dimension, residual, levels = box_dimension(category)
    return Measures(
        exponent,
        error,
        singular_values,
        spectral_radii,
        orientations,
        fill=fill_rate(category),
        weight_step=weight_step,
        divergent_share=float(divergent.mean()),
        unstable_share=float(unstable.mean()),
        dimension=dimension,
        dimension_residual=residual,
        dimension_levels=levels,
    )


def measure_many(
    categories: Sequence[Category],
    *,
    quick: bool = False,
    weight_step: float = 0.4,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
    on_measured: Callable[[int, Measures], None] | None = None,
) -> list[Measures]:
    """Return `measure` of each of `categories`, on all cores.

    Parameters
    ----------
    on_measured : callable, optional
        Called in the calling thread with the index and the measures of each category, in order, as soon as they
        are known: what it keeps is there even when the rest is interrupted.

    Raises
    ------
    InputError
        As `measure`, and when `threads` is less than 1.
    Interrupted
        When stopped.
    """
    weight_table(weight_step)  # a bad step is refused before any work
    if threads is not None and threads < 1:
        raise InputError(Sentence("The number of threads is {0}; give at least 1.", threads))
    control = control or Control()
    began_s = monotonic()
    results: list[Measures] = []
    workers = worker_count(threads)
    # Few are given out at a time: a pause takes effect at once, and a large set costs no memory before its turn.
    waiting: deque[Future[Measures]] = deque()
    coming = iter(categories)
    with ThreadPoolExecutor(workers, thread_name_prefix="measure") as pool:
        try:
            while len(results) < len(categories):
                control.poll()
                for category in islice(coming, 2 * workers - len(waiting)):
                    waiting.append(pool.submit(measure, category, quick=quick, weight_step=weight_step))
                results.append(waiting.popleft().result())
                if on_measured is not None:
                    on_measured(len(results) - 1, results[-1])
                elapsed_s = monotonic() - began_s - control.paused_s
                report(Progress("measuring categories", len(results), len(categories), elapsed_s))
        finally:
            pool.shutdown(cancel_futures=True)
    return results


def fill_rate(category: Category, *, seed: int = FILL_SEED, points: int = FILL_POINTS) -> float:
    """Return the share of 512 x 512 pixels that the orbit of the published search fills, 0 to 1.

    The orbit is the search's own (`engine.ifs.fill_kernels`); its choices are the first `points` numbers of the
    legacy stream of `seed`. For a category of FractalDB-1k the fill at its discovery, with the numbers that
    followed its parameters in the search, differs from this by chance.
    """
    choices = _choices(category, seed, (1, points - 1))
    sizes = np.array([category.size], dtype=np.int64)
    return int(filled_pixels(_writable(category.maps)[None], sizes, choices, points, 0)[0]) / FRAME**2


def lyapunov_exponent(category: Category, *, steps: int = LYAPUNOV_STEPS) -> tuple[float, float]:
    """Return the top Lyapunov exponent and its standard error, in natural logarithm a step.

    It is the mean growth of a vector under a product of linear parts drawn by their probabilities (Furstenberg &
    Kesten 1960); minus infinity when products vanish.
    """
    mean, error = growth(_writable(category.maps), _choices(category, LYAPUNOV_SEED, (1, steps))[0, :steps])
    return float(mean), float(error)


def variant_stability(category: Category, weight_step: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which of the 25 weight variants diverge, and which have a Lyapunov exponent of at least 0.

    A variant diverges when the original's own 200,000 points do not stay finite. One just above stability may need
    more steps than that; so the second is the stricter verdict.

    Returns
    -------
    divergent, unstable : ndarray of shape (25,), bool
    """
    systems = category.maps * weight_table(weight_step)[:, None, :]
    steps = VARIANT_POINTS - 1
    divergent = ~stays_finite(systems, _choices(category, VARIANT_SEED, (1, steps))[0])
    choices = _choices(category, LYAPUNOV_SEED, (1, LYAPUNOV_STEPS))[0, :LYAPUNOV_STEPS]
    unstable = np.zeros(ROWS, dtype=np.bool_)
    known: dict[bytes, bool] = {}  # rows that weigh the translations share their linear parts
    for row, maps in enumerate(systems):
        key = maps[:, :4].tobytes()
        if key not in known:
            known[key] = bool(growth(maps, choices)[0] >= 0)
        unstable[row] = known[key]
    return divergent, unstable


def box_dimension(category: Category) -> tuple[float, float, tuple[int, ...]]:
    """Return the box-counting dimension of the orbit, the residual of its fit, and the levels fitted.

    The square around four orbits is divided into 2**l x 2**l boxes. The dimension is the slope of log2(boxes
    visited) over l, by least squares over the levels from 3 on whose boxes hold at least 24 points on average.
    """
    counts = occupied_boxes(
        _writable(category.maps),
        _choices(category, DIMENSION_SEED, (LANES, DIMENSION_STEPS)),
        DIMENSION_LEVELS,
    )
    points = LANES * (DIMENSION_STEPS - STEPS)
    levels = np.flatnonzero((counts > 0) & (counts * POINTS_A_BOX <= points))
    levels = levels[levels >= COARSEST_LEVEL]
    if len(levels) < 3:
        return float("nan"), float("nan"), ()
    values = np.log2(counts[levels])
    slope, offset = np.polyfit(levels, values, 1)
    residual = np.sqrt(np.mean((values - slope * levels - offset) ** 2))
    return float(slope), float(residual), (int(levels[0]), int(levels[-1]))


def _writable(array: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a copy, so that the kernels are not compiled a second time for read-only arrays."""
    return array.copy()


def _choices(category: Category, seed: int, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return seeded choices of maps, each row padded to a multiple of STEPS with the choice "stay"."""
    rows, steps = shape
    words = np.empty(HISTORY + 2 * DRAWN_AT_ONCE, np.uint32)
    words[:HISTORY] = seeded_history(seed)
    sums = cumulative(_writable(category.probabilities))
    choices = np.full((rows, -(-steps // STEPS) * STEPS), category.size, np.uint8)
    for row in choices:
        draw_choices(words, sums, row[:steps])
    return choices
