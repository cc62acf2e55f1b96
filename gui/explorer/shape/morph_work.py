"""What the morph page shows, computed in the background: the picture at a place, and the whole way, coarse to fine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.ifs.category import Category
from engine.ifs.morph import Morph
from engine.progress import Control, Report
from gui.widgets.pictures import density_pixels

STATIONS = 9
"""Pictures of the strip, the two ends included."""

SAMPLES = 64
"""The measures are known at this many places and one more."""

_FIRST_POINTS, _LAST_POINTS = 65_536, 2_097_152
_STATION_POINTS = 131_072


@dataclass(frozen=True, eq=False, slots=True)
class PlaceQuestion:
    """A place on a way, to be drawn."""

    morph: Morph
    place: float
    size: int


@dataclass(frozen=True, eq=False, slots=True)
class PlaceAnswer:
    """The picture at a place.

    Attributes
    ----------
    question : PlaceQuestion
    category : Category
    pixels : ndarray of shape (S, S), uint32, 0xAARRGGBB
    outcome : int
        Value of `engine.render.renderer.Outcome`.
    lyapunov, fill : float
    """

    question: PlaceQuestion
    category: Category
    pixels: NDArray[np.uint32]
    outcome: int
    lyapunov: float
    fill: float


@dataclass(frozen=True, eq=False, slots=True)
class WayAnswer:
    """What is known of a way so far.

    Attributes
    ----------
    morph : Morph
    stations : dict of float to (pixels, outcome)
    lyapunov, fill : dict of float to float
        By place.
    """

    morph: Morph
    stations: dict[float, tuple[NDArray[np.uint32], int]]
    lyapunov: dict[float, float]
    fill: dict[float, float]


def draw_place(
    question: PlaceQuestion,
    *,
    partial: Callable[[PlaceAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> PlaceAnswer | None:
    """Return the picture at a place, at first with few points; the first one is always given."""
    from engine.ifs.measures import QUICK_LYAPUNOV_STEPS, fill_rate, lyapunov_exponent
    from engine.render.density import DensityAccumulator
    from engine.render.distinct import moment_frame

    category = question.morph.at(question.place)
    lyapunov, fill = lyapunov_exponent(category, steps=QUICK_LYAPUNOV_STEPS)[0], fill_rate(category)
    accumulator = DensityAccumulator(category, question.size, moment_frame(category))
    target = _FIRST_POINTS
    while True:
        accumulator.add(target - accumulator.points)
        picture = accumulator.picture()
        answer = PlaceAnswer(question, category, density_pixels(picture.values), int(picture.outcome), lyapunov, fill)
        if target >= _LAST_POINTS or control.stopped:
            return answer
        partial(answer)
        target *= 4


def coarse_to_fine(count: int) -> list[int]:
    """Return 0 to `count`, a power of two: the ends, the middle, the quarters, ..."""
    order, step = [0, count], count
    while step > 1:
        order += range(step // 2, count, step)
        step //= 2
    return order


def walk(
    morph: Morph,
    *,
    partial: Callable[[WayAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> WayAnswer:
    """Return the stations and the measures along the way, what says most first."""
    from engine.ifs.measures import fill_rate, lyapunov_exponent
    from engine.render.density import render_density
    from engine.render.distinct import SIZE, moment_frame

    way = WayAnswer(morph, {}, {}, {})

    def known() -> WayAnswer:
        return WayAnswer(morph, dict(way.stations), dict(way.lyapunov), dict(way.fill))

    for number in coarse_to_fine(STATIONS - 1):
        control.poll()
        category = morph.at(number / (STATIONS - 1))
        picture = render_density(category, SIZE, points=_STATION_POINTS, frame=moment_frame(category), threads=1)
        way.stations[number / (STATIONS - 1)] = density_pixels(picture.values), int(picture.outcome)
        partial(known())
    for number in coarse_to_fine(SAMPLES):
        control.poll()
        place = number / SAMPLES
        category = morph.at(place)
        way.lyapunov[place] = lyapunov_exponent(category)[0]
        way.fill[place] = fill_rate(category)
        if number % 4 == 0 or len(way.fill) % 8 == 0:
            partial(known())
    return known()
