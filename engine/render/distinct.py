"""Mutants that can be told apart: from their parent, from nothing and from each other.

Pictures are compared as distributions, by the Hellinger distance of the shares of points that fall on coarse cells:
the square root makes chance count the same in bright and in faint places. The frame is the mean of the measure and
three deviations either way, known without drawing a point, so it adds nothing by chance. How far two pictures of one
category differ by chance is learnt by drawing the parent several times with different seeds. A mutant counts as
distinct when it lies at least three such differences from the parent and from every distinct mutant before it; one
that does not is drawn anew in another direction, up to ten times (the rule is that of Mandelbulber's randomizer).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from engine.cores import worker_count
from engine.errors import InputError
from engine.ifs.category import Category
from engine.ifs.moments import centre, deviations, has_deviations
from engine.ifs.variation import Kind, mutate
from engine.progress import Control, Progress, Report, ignore
from engine.render.density import DensityAccumulator, DensityPicture, Frame, Framing
from engine.render.renderer import EMPTY_FILL, Outcome

SIZE = 128
"""Edge of a picture in pixels."""

TRIES = 10
FACTOR = 3.0
"""Distinct means this many times the difference that chance makes."""

MOST = 96
_CELL = 4
_POINTS = 131_072
_DEVIATIONS = 3.0
_NOISE_SEEDS = (0, 1, 2, 3)
_LEAST_NOISE = 1e-4


@dataclass(frozen=True, eq=False, slots=True)
class Mutant:
    """One mutant and its picture.

    Attributes
    ----------
    category : Category
    seed : int
        Of its direction.
    picture : DensityPicture
        SIZE pixels wide, both axes stretched to three standard deviations either way.
    shares : ndarray of shape (C, C), float64
        Square roots of the shares of points on coarse cells, for `picture_distance`.
    outcome : Outcome
        NON_FINITE also where the Lyapunov exponent is not negative, EMPTY also where the fill is below 0.01.
    distance : float
        From the parent or the nearest distinct sibling before it, in units of the difference that chance makes.
    fill : float
        As in the published search, 0 to 1.
    lyapunov : float
    redrawn : int
        How many directions were given up before this one.
    """

    category: Category
    seed: int
    picture: DensityPicture
    shares: NDArray[np.float64]
    outcome: Outcome
    distance: float
    fill: float
    lyapunov: float
    redrawn: int

    @property
    def distinct(self) -> bool:
        """Whether it is alive and can be told apart."""
        return self.outcome is Outcome.OK and self.distance >= FACTOR


@dataclass(frozen=True, eq=False, slots=True)
class Brood:
    """The mutants of one parent.

    Attributes
    ----------
    parent : Mutant
        The parent itself, at distance 0.
    noise : float
        Largest distance between pictures of the parent that differ by the seed only.
    mutants : tuple of Mutant
        In order; while they are being drawn, as many as there are so far.
    """

    parent: Mutant
    noise: float
    mutants: tuple[Mutant, ...]


OnBrood = Callable[[Brood], None]


def distinct_mutants(
    parent: Category,
    count: int,
    *,
    seed: int,
    kind: Kind,
    strength: float,
    rows: Sequence[int] | None = None,
    tries: int = TRIES,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
    on_brood: OnBrood | None = None,
) -> Brood:
    """Return `count` mutants of `parent`, re-drawn until each is distinct or `tries` directions were tried.

    Which directions are tried depends on the arguments alone, not on the number of threads.

    Parameters
    ----------
    parent : Category
    count : int
        1 to 96.
    seed : int
        The directions' own seeds come from it.
    kind, strength, rows
        As in `engine.ifs.variation.mutate`.
    tries : int
        Directions for one mutant, at least 1; the most distant one that is alive is kept.
    threads : int, optional
    report, control
        See `engine.progress`.
    on_brood : callable, optional
        Called, in the calling thread, with what there is after each mutant.

    Raises
    ------
    InputError
        When an argument lies outside its range.
    Interrupted
        When stopped.
    """
    if not 1 <= count <= MOST:
        raise InputError(f"The number of mutants is {count}; give 1 to {MOST}.")
    if tries < 1:
        raise InputError(f"The number of tries is {tries}; give at least 1.")
    control = control or Control()
    began_s = monotonic()
    brood = _parents_brood(parent, threads)
    directions = direction_seeds(seed, count, tries)
    mutants: list[Mutant] = []
    with ThreadPoolExecutor(worker_count(threads), thread_name_prefix="mutants") as pool:
        draw = partial(_mutant, parent, Kind(kind), strength, rows)
        firsts = [pool.submit(draw, int(row[0])) for row in directions]
        try:
            for number, row in enumerate(directions):
                tried = _placed(firsts[number].result(), brood, mutants, 0)
                best = tried
                for attempt in range(1, tries):
                    control.poll()
                    if best.distinct:
                        break
                    tried = _placed(draw(int(row[attempt])), brood, mutants, attempt)
                    best = max(best, tried, key=_merit)
                mutants.append(best)
                report(Progress("drawing mutants", len(mutants), count, monotonic() - began_s - control.paused_s))
                if on_brood is not None:
                    on_brood(Brood(brood.parent, brood.noise, tuple(mutants)))
        finally:
            pool.shutdown(cancel_futures=True)
    return Brood(brood.parent, brood.noise, tuple(mutants))


def mutants_at(
    parent: Category,
    seeds: Sequence[int],
    *,
    kind: Kind,
    strength: float,
    rows: Sequence[int] | None = None,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> Brood:
    """Return the mutants along given directions, however alike they are: what a change of strength shows.

    Raises
    ------
    InputError
        When an argument lies outside its range.
    Interrupted
        When stopped.
    """
    control = control or Control()
    began_s = monotonic()
    brood = _parents_brood(parent, threads)
    mutants: list[Mutant] = []
    with ThreadPoolExecutor(worker_count(threads), thread_name_prefix="mutants") as pool:
        futures = [pool.submit(_mutant, parent, Kind(kind), strength, rows, int(seed)) for seed in seeds]
        try:
            for future in futures:
                control.poll()
                mutants.append(_placed(future.result(), brood, mutants, 0))
                report(Progress("drawing mutants", len(mutants), len(seeds), monotonic() - began_s - control.paused_s))
        finally:
            pool.shutdown(cancel_futures=True)
    return Brood(brood.parent, brood.noise, tuple(mutants))


def direction_seeds(seed: int, count: int, tries: int = TRIES) -> NDArray[np.int64]:
    """Return the seeds of the directions that `distinct_mutants` tries, shape (count, tries), below 2**32.

    The first mutants of a larger count, and the first tries of a larger number, are the same.
    """
    if seed < 0:
        raise InputError(f"The seed is {seed}; give 0 or more.")
    children = [np.random.SeedSequence((seed, number)).generate_state(tries, np.uint32) for number in range(count)]
    return np.array(children, np.int64).reshape(count, tries)


def picture_distance(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return the Hellinger distance of two `Mutant.shares`, 0 to 1."""
    return float(np.sqrt(np.sum((first - second) ** 2) / 2))


def moment_frame(category: Category) -> Frame | Framing:
    """Return the rectangle of three standard deviations either way of the mean of the measure.

    Where these are infinite, the picture is framed by its points as the images of a data set.
    """
    if not has_deviations(category):
        return Framing.DATASET
    x, y = centre(category)
    half_width, half_height = _DEVIATIONS * deviations(category)
    return Frame(x - half_width, x + half_width, y - half_height, y + half_height)


def _drawn(category: Category, seed: int) -> tuple[DensityPicture, NDArray[np.float64]]:
    accumulator = DensityAccumulator(category, SIZE, moment_frame(category), seed, threads=1)
    accumulator.add(_POINTS)
    edge = SIZE // _CELL
    visits = accumulator.visits().reshape(edge, _CELL, edge, _CELL).sum(axis=(1, 3), dtype=np.float64)
    return accumulator.picture(), np.sqrt(visits / max(1.0, visits.sum()))


def _parents_brood(parent: Category, threads: int | None) -> Brood:
    with ThreadPoolExecutor(worker_count(threads), thread_name_prefix="mutants") as pool:
        shares = [each for _, each in pool.map(partial(_drawn, parent), _NOISE_SEEDS)]
    noise = max(picture_distance(first, second) for first, second in combinations(shares, 2))
    return Brood(_measured(parent, 0), max(noise, _LEAST_NOISE), ())


def _mutant(parent: Category, kind: Kind, strength: float, rows: Sequence[int] | None, seed: int) -> Mutant:
    return _measured(mutate(parent, seed, kind, strength, rows=rows), seed)


def _measured(category: Category, seed: int) -> Mutant:
    from engine.ifs.measures import QUICK_LYAPUNOV_STEPS, fill_rate, lyapunov_exponent

    lyapunov, _ = lyapunov_exponent(category, steps=QUICK_LYAPUNOV_STEPS)
    picture, shares = _drawn(category, _NOISE_SEEDS[0])
    outcome = Outcome.NON_FINITE if lyapunov >= 0 else picture.outcome
    fill = fill_rate(category) if outcome is Outcome.OK else 0.0
    if outcome is Outcome.OK and fill < EMPTY_FILL:
        outcome = Outcome.EMPTY
    return Mutant(category, seed, picture, shares, outcome, 0.0, fill, lyapunov, 0)


def _placed(mutant: Mutant, brood: Brood, before: Sequence[Mutant], redrawn: int) -> Mutant:
    """Return `mutant` with its distance from the parent and the distinct mutants before it."""
    others = [brood.parent.shares, *(sibling.shares for sibling in before if sibling.distinct)]
    nearest = min(picture_distance(mutant.shares, other) for other in others)
    return replace(mutant, distance=nearest / brood.noise, redrawn=redrawn)


def _merit(mutant: Mutant) -> tuple[bool, float]:
    return mutant.outcome is Outcome.OK, mutant.distance
