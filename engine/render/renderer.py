"""Images of categories in batches: the same bytes for any batch size, order and number of threads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.cores import worker_count
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.ifs.weights import weight_table
from engine.render.settings import UNWEIGHTED_ROW, Protocol, RenderSettings, Style

RENDERER_VERSION = 1
"""Counts up whenever the bytes of any image change, so that caches of images know."""

EMPTY_FILL = 0.01
"""Share of the reachable pixels below which an image counts as empty: of the whole square, or of as many
pixels as there are points where the points are fewer."""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""Step of SplitMix64's counter."""
HUES = 128
PAD = 6

_CHUNKS_PER_THREAD = 4
_MAX_CHUNK = 64
_TABLE_WIDTH = 16

# Every thread keeps the points of one image; where they are very many, fewer threads draw.
_SCRATCH_BYTES = 2**31
_BYTES_PER_POINT = 20


class Outcome(IntEnum):
    """What became of an image."""

    OK = 0
    EMPTY = 1
    NON_FINITE = 2


@dataclass(frozen=True, eq=False)
class RenderedImages:
    """A batch of images.

    Attributes
    ----------
    images : ndarray of shape (N, S, S, C), uint8
        Row 0 is the top. C is 1 (values 0 and 127) or 3.
    outcomes : ndarray of shape (N,), uint8
        An `Outcome` each. What is not OK is drawn as far as it goes and must not be trained on unnoticed.
    fill : ndarray of shape (N,), float32
        Share of pixels that are not black.
    """

    images: NDArray[np.uint8]
    outcomes: NDArray[np.uint8]
    fill: NDArray[np.float32]


def render_images(
    categories: Sequence[Category],
    category_indices: ArrayLike,
    instances: ArrayLike,
    settings: RenderSettings,
    *,
    threads: int | None = None,
    out: NDArray[np.uint8] | None = None,
) -> RenderedImages:
    """Return image ``(categories[category_indices[n]], instances[n])`` for every n.

    An image is a pure function of its category's maps and probabilities, its instance and the settings.
    Images of a batch that differ by a flip only share the work.

    Parameters
    ----------
    categories : sequence of Category
    category_indices, instances : array_like of shape (N,), integer
        Which category and which of its ``settings.instances`` each image shows.
    settings : RenderSettings
    threads : int, optional
        Threads to use; all cores if not given.
    out : ndarray of shape (N, S, S, C), uint8, optional
        Where the images go, a memory map for instance; a new array if not given.

    Raises
    ------
    InputError
        When an index does not exist or `out` does not fit.
    """
    order = _Batch(categories, category_indices, instances, settings)
    images = _destination(out, (order.count, settings.size, settings.size, settings.style.channels))
    outcomes = np.zeros(order.count, np.uint8)
    fill = np.zeros(order.count, np.float32)
    if order.count:
        _run(order, settings, images, outcomes, fill, threads)
    return RenderedImages(images, outcomes, fill)


def pad_pixels(size: int, protocol: Protocol) -> int:
    """Return the empty border of an image in pixels: six as in the original, less in small `fast` images."""
    return PAD if protocol is Protocol.FRACTALDB else min(PAD, max(1, size // 16))


def compile_kernels() -> None:
    """Compile every kernel, or load it from numba's cache: seconds after an installation, a moment later on."""
    from engine.render.density import DensityAccumulator, render_density

    halves = np.array([[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 1, 0], [0.5, 0, 0, 0.5, 0, 1]])
    triangle = Category.from_maps("triangle", halves)
    render_images([triangle], [0], [0], RenderSettings(size=16, points=100))
    render_density(triangle, 16, points=1)
    accumulator = DensityAccumulator(triangle, 16)
    accumulator.add(1)
    accumulator.shaded(np.zeros(256, np.uint32))


def empty_below(size: int, points: int) -> float:
    """Return the fill below which an image of `size` pixels and `points` points counts as empty."""
    return EMPTY_FILL * min(1.0, points / (size * size))


class _Batch:
    """The images of one call, gathered into groups that differ by the flip only, and the tables they need."""

    def __init__(
        self,
        categories: Sequence[Category],
        category_indices: ArrayLike,
        instances: ArrayLike,
        settings: RenderSettings,
    ) -> None:
        indices = _indices("category index", category_indices, len(categories))
        numbers = _indices("instance", instances, settings.instances)
        if len(indices) != len(numbers):
            raise InputError(f"{len(indices)} category indices but {len(numbers)} instances; give as many of each.")
        self.count = len(indices)
        rest, flips = np.divmod(numbers, settings.flips)
        rows, counts = np.divmod(rest, settings.counts)
        if settings.weight_step is None:
            rows = np.full_like(rows, UNWEIGHTED_ROW)
        if settings.protocol is Protocol.FRACTALDB and settings.style in (Style.POINT_GRAY, Style.POINT_COLOR):
            counts = np.zeros_like(counts)
        keys = np.stack([indices, rows, counts], axis=1)
        groups, inverse = np.unique(keys, axis=0, return_inverse=True)
        inverse = inverse.reshape(-1)
        self.members = np.argsort(inverse, kind="stable")
        self.flips = flips[self.members]
        self.offsets = np.searchsorted(inverse[self.members], np.arange(len(groups) + 1))
        used, self.systems = np.unique(groups[:, 0], return_inverse=True)
        self.tables = SystemTables([categories[index] for index in used])
        table = weight_table(settings.weight_step) if settings.weight_step is not None else np.ones((25, 6))
        self.rows = np.ascontiguousarray(groups[:, 1])
        self.weights = table[self.rows]
        self.keys = group_keys(self.tables.keys[self.systems], self.rows, groups[:, 2], settings.seed)

    def __len__(self) -> int:
        return len(self.keys)


class SystemTables:
    """Categories as the arrays the kernels read; only maps of positive probability are in them.

    Attributes
    ----------
    sizes : ndarray of shape (U,), int64
        Number of maps in use, K.
    maps : ndarray of shape (U, W, 6), float64
        W is 16 if that holds every category, else 64.
    cumulative : ndarray of shape (U, W), float64
        Running sum of the probabilities, added up from the left as the original does.
    thresholds : ndarray of shape (U, W), uint32
        Map j is chosen by the random words from its threshold up to the next one.
    keys : ndarray of shape (U,), uint64
        From `Category.identity`.
    """

    def __init__(self, categories: Sequence[Category]) -> None:
        used = [np.flatnonzero(category.probabilities > 0) for category in categories]
        self.sizes = np.array([len(rows) for rows in used], np.int64)
        width = _TABLE_WIDTH if self.sizes.max(initial=0) <= _TABLE_WIDTH else MAX_MAPS
        self.maps = np.zeros((len(categories), width, 6))
        self.cumulative = np.ones((len(categories), width))
        self.thresholds = np.full((len(categories), width), 2**32 - 1, np.uint32)
        self.keys = np.array([int(category.identity[:16], 16) for category in categories], np.uint64)
        for system, (category, rows) in enumerate(zip(categories, used, strict=True)):
            cumulative = np.cumsum(category.probabilities)
            starts = np.concatenate([[0.0], cumulative])[rows] / cumulative[-1]
            self.maps[system, : len(rows)] = category.maps[rows]
            self.cumulative[system, : len(rows)] = cumulative[rows]
            self.thresholds[system, : len(rows)] = np.minimum(np.floor(starts * 2.0**32), 2.0**32 - 1)


def group_keys(
    category_keys: NDArray[np.uint64], rows: NDArray[np.int64], counts: NDArray[np.int64], seed: int
) -> NDArray[np.uint64]:
    """Return one 64-bit key for each (category, weight row, count, seed): all that decides an image's choices."""
    key = mix(category_keys ^ mix(np.full(len(category_keys), seed, np.uint64)))
    key = mix(key + rows.astype(np.uint64))
    return mix(key + counts.astype(np.uint64))


def mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64: the golden step and the finaliser (Steele, Lea & Flood 2014)."""
    value = value + GOLDEN
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _run(
    batch: _Batch,
    settings: RenderSettings,
    images: NDArray[np.uint8],
    outcomes: NDArray[np.uint8],
    fill: NDArray[np.float32],
    threads: int | None,
) -> None:
    from engine.render import kernels

    fractaldb = settings.protocol is Protocol.FRACTALDB
    gray = settings.style.channels == 1

    def work(first: int, last: int) -> None:
        kernels.render_groups(
            first,
            last,
            batch.systems,
            batch.rows,
            batch.weights,
            batch.keys,
            batch.offsets,
            batch.members,
            batch.flips,
            batch.tables.sizes,
            batch.tables.maps,
            batch.tables.cumulative,
            batch.tables.thresholds,
            original_draws(settings.points) if fractaldb else np.empty(0),
            settings.points,
            pad_pixels(settings.size, settings.protocol),
            fractaldb,
            settings.style in (Style.PATCH_GRAY, Style.PATCH_COLOR),
            gray,
            palette(),
            empty_below(settings.size, settings.points),
            images,
            outcomes,
            fill,
        )

    affordable = max(1, _SCRATCH_BYTES // (_BYTES_PER_POINT * settings.points))
    run_chunks(work, len(batch), min(worker_count(threads), affordable))


def run_chunks(work: Any, count: int, workers: int) -> None:
    """Call ``work(first, last)`` over 0..`count` in pieces, on `workers` threads."""
    chunk = min(_MAX_CHUNK, max(1, math.ceil(count / (workers * _CHUNKS_PER_THREAD))))
    starts = range(0, count, chunk)
    if workers == 1 or len(starts) == 1:
        for start in starts:
            work(start, min(start + chunk, count))
        return
    with ThreadPoolExecutor(min(workers, len(starts)), thread_name_prefix="render") as pool:
        for future in [pool.submit(work, start, min(start + chunk, count)) for start in starts]:
            future.result()


@lru_cache(maxsize=2)
def original_draws(points: int) -> NDArray[np.float64]:
    """Return the random numbers of the original, the same for each of its images (seed 100)."""
    # The original draws from NumPy's legacy generator; any other gives other pixels.
    draws = np.random.RandomState(100).random_sample(points)
    draws.setflags(write=False)
    return draws


@lru_cache(maxsize=1)
def palette() -> NDArray[np.uint8]:
    """Return red, green and blue of each code, shape (3, HUES + 1), uint8; code 0 is the ground."""
    return np.array([(0, 0, 0)] + [_hue(index) for index in range(HUES)], np.uint8).T.copy()


def _hue(index: int) -> tuple[int, int, int]:
    """Return the colour of point `index` modulo 128 in the channel order of the original's files.

    An HSI-like hexagon with saturation and intensity 0.75. The original speaks of BGR but writes the three
    numbers into an RGB image.
    """
    intensity = saturation = 0.75
    position = (3.0 / math.pi) * (2.0 * math.pi * (index / HUES))
    sextant = math.floor(position)
    low = intensity * (1.0 - saturation)
    falling = intensity * (1.0 - saturation * (position - sextant))
    rising = intensity * (1.0 - saturation * ((1.0 - position) + sextant))
    p, q, t, i = (int(level * 255.0) for level in (low, falling, rising, intensity))
    return [(p, t, i), (p, i, q), (t, i, p), (i, q, p), (i, p, t), (q, p, i)][sextant]


def _indices(what: str, values: ArrayLike, limit: int) -> NDArray[np.int64]:
    array = np.atleast_1d(np.asarray(values))
    if array.size == 0:
        return np.zeros(0, np.int64)
    if array.ndim != 1 or not np.issubdtype(array.dtype, np.integer):
        raise InputError(f"The {what} list has shape {array.shape} and type {array.dtype}; give a list of integers.")
    wrong = array[(array < 0) | (array >= limit)]
    if wrong.size:
        raise InputError(f"The {what} {wrong[0]} does not exist; there are 0 to {limit - 1}.")
    return array.astype(np.int64)


def _destination(out: NDArray[np.uint8] | None, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    if out is None:
        return np.zeros(shape, np.uint8)
    if out.shape != shape or out.dtype != np.uint8 or not out.flags.c_contiguous or not out.flags.writeable:
        raise InputError(
            f"out has shape {out.shape} and type {out.dtype}; give a writable C-contiguous uint8 array of {shape}."
        )
    return np.asarray(out)
