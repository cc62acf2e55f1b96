"""Density pictures for the screen: how often an orbit visits each pixel, after a logarithmic tone map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.cores import worker_count
from engine.errors import InputError
from engine.ifs.category import Category
from engine.render.renderer import Outcome, SystemTables, empty_below, group_keys, pad_pixels
from engine.render.settings import UNWEIGHTED_ROW, Protocol


class Framing(StrEnum):
    """How a frame is chosen where none is given."""

    DATASET = "dataset"
    """As the images of a data set: each axis stretched to the square, the origin kept inside."""

    TRUE_ASPECT = "true_aspect"
    """The attractor alone, both axes to the same scale, centred."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the plane that the square shows, from edge to edge, in coordinates of the maps."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def __post_init__(self) -> None:
        values = (self.x_low, self.x_high, self.y_low, self.y_high)
        if not (all(map(math.isfinite, values)) and self.x_low < self.x_high and self.y_low < self.y_high):
            raise InputError(f"The frame x {values[:2]}, y {values[2:]} is no rectangle; give low < high, all finite.")


UNIT_FRAME = Frame(-1.0, 1.0, -1.0, 1.0)
"""What is shown of a system whose orbit leaves every frame."""


@dataclass(frozen=True, eq=False)
class DensityPicture:
    """A picture for the screen.

    Attributes
    ----------
    values : ndarray of shape (S, S), float32
        0 to 1: log(1 + visits) / log(1 + most visits). Row 0 is the top, y points up.
    frame : Frame
    outcome : Outcome
    points : int
        Points drawn so far.
    """

    values: NDArray[np.float32]
    frame: Frame
    outcome: Outcome
    points: int


@dataclass(frozen=True, eq=False)
class ShadedPicture:
    """A picture for the screen, in colours.

    Attributes
    ----------
    pixels : ndarray of shape (S, S), uint32
        Row 0 is the top, y points up.
    frame : Frame
    outcome : Outcome
    points : int
        Points drawn so far.
    """

    pixels: NDArray[np.uint32]
    frame: Frame
    outcome: Outcome
    points: int


class DensityAccumulator:
    """A density picture that sharpens as points are added.

    The picture depends on the category, size, frame, seed and number of points only, not on how the points
    were portioned or on the number of threads.

    Parameters
    ----------
    category : Category
    size : int
        Edge of the square in pixels, 16 to 4096.
    frame : Frame or Framing
    seed : int
    threads : int, optional
        Threads to use; all cores if not given.

    Raises
    ------
    InputError
        When `size` or `threads` lies outside its range.
    """

    def __init__(
        self,
        category: Category,
        size: int,
        frame: Frame | Framing = Framing.DATASET,
        seed: int = 0,
        *,
        threads: int | None = None,
    ) -> None:
        if not 16 <= size <= 4096:
            raise InputError(f"size is {size}; give 16 to 4096 pixels.")
        self._workers = worker_count(threads)
        system = _System(category, seed)
        self._system = system
        self._size = size
        chosen = frame if isinstance(frame, Frame) else system.frame(frame, size)
        self._finite = chosen is not None
        self.frame = chosen or UNIT_FRAME
        self._counts: list[NDArray[np.uint32]] = []
        self._streams = 0

    @property
    def points(self) -> int:
        """Points drawn so far."""
        from engine.render import kernels

        return self._streams * kernels.STREAM

    def add(self, points: int) -> None:
        """Draw at least `points` more points, rounded up to whole streams of 65,536."""
        from engine.render import kernels

        if points < 1:
            raise InputError(f"points is {points}; give 1 or more.")
        first = self._streams
        self._streams += math.ceil(points / kernels.STREAM)
        workers = min(self._workers, self._streams - first)
        while len(self._counts) < workers:
            self._counts.append(np.zeros(self._size * self._size + 1, np.uint32))
        if not self._finite:
            return
        left, low = np.float32(self.frame.x_low), np.float32(self.frame.y_low)
        width, height = self.frame.x_high - self.frame.x_low, self.frame.y_high - self.frame.y_low
        scale = np.float32(self._size / width), np.float32(self._size / height)

        def work(worker: int) -> bool:
            finite: bool = kernels.density_streams(
                self._system.table,
                self._system.thresholds,
                self._system.size,
                self._system.key,
                first + worker,
                self._streams,
                workers,
                (left, low),
                scale,
                self._counts[worker],
            )
            return finite

        if workers == 1:
            self._finite = work(0)
            return
        with ThreadPoolExecutor(workers, thread_name_prefix="density") as pool:
            self._finite = all(list(pool.map(work, range(workers))))

    def visits(self) -> NDArray[np.uint32]:
        """Return how many of the points so far fell on each pixel, shape (S, S); row 0 is the top."""
        inside = np.zeros(self._size * self._size, np.uint32)
        for counts in self._counts:
            inside += counts[:-1]
        return inside.reshape(self._size, self._size)

    @property
    def finite(self) -> bool:
        """Whether no orbit flew off so far."""
        return self._finite

    def picture(self) -> DensityPicture:
        """Return the picture of the points so far."""
        return tone_mapped(self.visits(), self.frame, self.points, self._finite)

    def shaded(self, colours: NDArray[np.uint32]) -> ShadedPicture:
        """Return the picture of the points so far in colours, sooner than by way of `picture`.

        Parameters
        ----------
        colours : ndarray of shape (256,), uint32
            Of the densities 0 to 1.
        """
        alone = len(self._counts) == 1
        visits = self._counts[0][:-1].reshape(self._size, self._size) if alone else self.visits()
        return in_colours(visits, self.frame, self.points, self._finite, colours)


def in_colours(
    visits: NDArray[np.uint32], frame: Frame, points: int, finite: bool, colours: NDArray[np.uint32]
) -> ShadedPicture:
    """Return what `tone_mapped` returns, in the colours of the densities 0 to 1, shape (256,), uint32."""
    from engine.render.shading import shade

    pixels = np.full(visits.shape, colours[0], np.uint32)
    if not finite or not points:
        return ShadedPicture(pixels, frame, Outcome.EMPTY if finite else Outcome.NON_FINITE, points)
    filled = shade(visits.reshape(-1), colours, pixels.reshape(-1))
    outcome = Outcome.OK if filled / visits.size >= empty_below(len(visits), points) else Outcome.EMPTY
    return ShadedPicture(pixels, frame, outcome, points)


def tone_mapped(visits: NDArray[np.uint32], frame: Frame, points: int, finite: bool) -> DensityPicture:
    """Return the picture of counted visits, shape (S, S); black where an orbit flew off."""
    from engine.render import kernels

    size = len(visits)
    values = np.zeros((size, size), np.float32)
    if not finite or not points:
        return DensityPicture(values, frame, Outcome.EMPTY if finite else Outcome.NON_FINITE, points)
    kernels.tone_map(visits.reshape(-1), values.reshape(-1))
    fill = np.count_nonzero(visits) / visits.size
    outcome = Outcome.OK if fill >= empty_below(size, points) else Outcome.EMPTY
    return DensityPicture(values, frame, outcome, points)


def render_density(
    category: Category,
    size: int,
    *,
    points: int,
    seed: int = 0,
    frame: Frame | Framing | None = None,
    threads: int | None = None,
) -> DensityPicture:
    """Return the density picture of `category` with at least `points` points (whole streams of 65,536).

    Parameters
    ----------
    category : Category
    size : int
        Edge of the square in pixels, 16 to 4096.
    points : int
    seed : int
    frame : Frame or Framing, optional
        What to show; framed as the images of a data set if not given.
    threads : int, optional
        Threads to use; all cores if not given.

    Raises
    ------
    InputError
        When a number lies outside its range.
    """
    accumulator = DensityAccumulator(category, size, frame or Framing.DATASET, seed, threads=threads)
    accumulator.add(points)
    return accumulator.picture()


def render_thumbnails(
    categories: Sequence[Category],
    size: int,
    *,
    framing: Framing = Framing.DATASET,
    seed: int = 0,
    threads: int | None = None,
) -> NDArray[np.uint8]:
    """Return small density pictures, one stream of points each.

    Parameters
    ----------
    categories : sequence of Category
    size : int
        Edge of the squares in pixels, 16 to 4096.
    framing : Framing
    seed : int
    threads : int, optional
        Threads to use; all cores if not given.

    Returns
    -------
    ndarray of shape (N, S, S), uint8
        0 to 255; black where an orbit flies off.
    """

    def one(category: Category) -> NDArray[np.uint8]:
        picture = render_density(category, size, points=1, seed=seed, frame=framing, threads=1)
        return np.asarray(picture.values * 255 + 0.5, np.uint8)

    thumbnails = np.zeros((len(categories), size, size), np.uint8)
    with ThreadPoolExecutor(worker_count(threads), thread_name_prefix="thumbnails") as pool:
        for index, thumbnail in enumerate(pool.map(one, categories)):
            thumbnails[index] = thumbnail
    return thumbnails


class _System:
    """One category as the kernels read it, with the key of its random choices."""

    def __init__(self, category: Category, seed: int) -> None:
        from engine.render import kernels

        tables = SystemTables([category])
        self.size = int(tables.sizes[0])
        self.thresholds = tables.thresholds[0]
        self.table = kernels.coefficient_table(tables.maps[0, : self.size], len(self.thresholds))
        self.key = group_keys(tables.keys, np.array([UNWEIGHTED_ROW]), np.array([0]), seed)[0]

    def frame(self, framing: Framing, size: int) -> Frame | None:
        """Return the frame of the orbit's first points under `framing`; None if it flies off."""
        from engine.render import kernels

        with_origin = framing is Framing.DATASET
        with_origin = framing is Framing.DATASET
        low_high = kernels.pilot_bounds(self.table, self.thresholds, self.size, self.key, with_origin)
        if not all(map(math.isfinite, low_high)):
            return None
        x_low, x_high, y_low, y_high = low_high
        width, height = x_high - x_low, y_high - y_low
        if framing is Framing.TRUE_ASPECT:
            width = height = max(width, height)
        width, height = width or 1.0, height or 1.0
        pad = pad_pixels(size, Protocol.FAST)
        # The border adds to the extent in the proportion of the pixels.
        half = size / (size - 2 * pad) / 2
        x, y = (x_low + x_high) / 2, (y_low + y_high) / 2
        return Frame(x - half * width, x + half * width, y - half * height, y + half * height)
