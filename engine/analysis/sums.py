"""Running sums of a pass over labelled pictures or feature vectors, and the kernels that add up.

Pixels are 8-bit, so the sums of x and of x squared are whole numbers and are kept as such (int64). They do not
depend on the order of the pictures, the size of the blocks or the number of threads, and no digit is lost by
cancellation: N * sum(x^2) - sum(x)^2 is exact, and float64 enters only in the last division and square root.

Features are float32 and are added up in float64 by the updates of Welford (Technometrics 4(3), 1962), which do not
cancel either. Threads share the values, never the rows, and rows are taken in the order of the source: the bits do
not depend on blocks and threads; another order of the rows agrees within float64 rounding.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numba
import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError

SLAB = 4096
"""Pixels a thread owns at a time: its short sums and squares (32 KiB) stay in the cache."""

ROWS = 16
"""Classes whose moments are computed at a time."""

VALUES = 256
"""Values of feature vectors a thread owns at a time."""

MAX_RUN = 65_536
"""Pictures whose squared 8-bit pixels add up within 32 bits."""

MAX_IMAGES_PER_CLASS = 10_000_000
"""Up to here N * sum(x^2) of 8-bit pixels fits into int64."""


class Sums(Protocol):
    """What is known after some blocks."""

    counts: NDArray[np.int64]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what `sums_from` goes on with; the arrays are those at work, not copies."""
        ...

    def add(self, images: NDArray[Any], labels: NDArray[np.int64], pool: ThreadPoolExecutor) -> None:
        """Add a block, the threads of `pool` sharing the work."""
        ...

    def moments(self, present: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return means and standard deviations of the classes `present`, (K, ...) float64 both."""
        ...


def sums_of(images: NDArray[Any], classes: int) -> Sums:
    """Return empty sums for pictures or vectors like `images`."""
    kind = WholeSums if images.dtype == np.uint8 else VectorSums
    return kind(classes, images.shape[1:])


def sums_from(arrays: Mapping[str, NDArray[Any]], classes: int) -> Sums:
    """Return the sums of which `arrays` were made by `Sums.arrays`.

    Raises
    ------
    KeyError, ValueError
        When they are not sums of so many classes.
    """
    kind = WholeSums if "squares" in arrays else VectorSums
    sums = kind(classes, tuple(int(edge) for edge in arrays["shape"]))
    for name, empty in sums.arrays().items():
        found = arrays[name]
        if found.shape != empty.shape or found.dtype != empty.dtype:
            raise ValueError(f"{name} is {found.dtype} {found.shape}, not {empty.dtype} {empty.shape}")
        empty[...] = found
    return sums


class _Shaped:
    def __init__(self, classes: int, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.counts = np.zeros(classes, dtype=np.int64)

    def _shaped_arrays(self) -> dict[str, NDArray[Any]]:
        return {"shape": np.array(self.shape, dtype=np.int64), "counts": self.counts}

    def _flat(self, images: NDArray[Any]) -> NDArray[Any]:
        """Return a block as (N, D)."""
        if images.shape[1:] != self.shape:
            raise InputError(
                f"A picture has shape {images.shape[1:]} where the others have {self.shape}; give pictures of one size."
            )
        return np.ascontiguousarray(images).reshape(len(images), int(np.prod(self.shape)))


class WholeSums(_Shaped):
    """Whole-number sums of pictures (N, H, W, C) uint8."""

    def __init__(self, classes: int, shape: tuple[int, ...]) -> None:
        super().__init__(classes, shape)
        pixels = int(np.prod(shape))
        self._sums = np.zeros((classes, pixels), dtype=np.int64)
        self._squares = np.zeros((classes, pixels), dtype=np.int64)

    def add(self, images: NDArray[Any], labels: NDArray[np.int64], pool: ThreadPoolExecutor) -> None:
        """Add a block of pictures, the threads sharing its pixels."""
        flat = self._flat(images)
        order = np.argsort(labels, kind="stable")
        self.counts += np.bincount(labels, minlength=len(self.counts))
        if self.counts.max(initial=0) > MAX_IMAGES_PER_CLASS:
            raise InputError(f"A class has more than {MAX_IMAGES_PER_CLASS:,} pictures; analyse fewer instances.")
        arguments = (flat, labels, order, self._sums, self._squares)
        starts = range(0, flat.shape[1], SLAB)
        list(pool.map(lambda start: _add_whole(*arguments, start, min(start + SLAB, flat.shape[1])), starts))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return shape, counts and sums."""
        return {**self._shaped_arrays(), "sums": self._sums, "squares": self._squares}

    def moments(self, present: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return means and standard deviations, (K, H, W, C) float64."""
        means = np.empty((len(present), self._sums.shape[1]), dtype=np.float64)
        std = np.empty_like(means)
        for start in range(0, len(present), ROWS):
            # A few classes at a time: what is in between stays in the cache and never asks for memory.
            rows = slice(start, start + ROWS)
            n, sums = self.counts[present[rows]][:, None], self._sums[present[rows]]
            scatter = n * self._squares[present[rows]] - sums * sums
            np.divide(sums, n, out=means[rows])
            np.divide(np.sqrt(scatter.astype(np.float64)), n, out=std[rows])
        return means.reshape(-1, *self.shape), std.reshape(-1, *self.shape)


class VectorSums(_Shaped):
    """Running means and scatter of vectors (N, D) float32."""

    def __init__(self, classes: int, shape: tuple[int, ...]) -> None:
        super().__init__(classes, shape)
        values = int(np.prod(shape))
        self._means = np.zeros((classes, values), dtype=np.float64)
        self._scatter = np.zeros((classes, values), dtype=np.float64)

    def add(self, images: NDArray[Any], labels: NDArray[np.int64], pool: ThreadPoolExecutor) -> None:
        """Add a block of vectors, the threads sharing their values."""
        flat = self._flat(images)
        arguments = (flat, labels, self.counts, self._means, self._scatter)
        starts = range(0, flat.shape[1], VALUES)
        list(pool.map(lambda start: _add_vectors(*arguments, start, min(start + VALUES, flat.shape[1])), starts))
        self.counts += np.bincount(labels, minlength=len(self.counts))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return shape, counts, means and scatter."""
        return {**self._shaped_arrays(), "means": self._means, "scatter": self._scatter}

    def moments(self, present: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return means and standard deviations, (K, D) float64."""
        std = np.sqrt(self._scatter[present] / self.counts[present][:, None])
        return self._means[present].reshape(-1, *self.shape), std.reshape(-1, *self.shape)


def distances_to(
    means: NDArray[np.float64], images: NDArray[Any], labels: NDArray[np.int64], pool: ThreadPoolExecutor, threads: int
) -> NDArray[np.float64]:
    """Return the Euclidean distance of each picture or vector to the mean its label points to, shape (N,), float64.

    Each is summed up by one thread in the order of its values: it does not depend on the others.
    """
    flat = np.ascontiguousarray(images).reshape(len(images), -1)
    centres = means.reshape(len(means), -1)
    found = np.empty(len(flat), dtype=np.float64)
    bounds = np.linspace(0, len(flat), threads + 1).astype(int).tolist()
    list(pool.map(lambda span: _distances_to(centres, flat, labels, found, *span), itertools.pairwise(bounds)))
    return found


@numba.njit(nogil=True, cache=True)
def _add_whole(images, labels, order, sums, squares, start, stop):  # type: ignore[no-untyped-def]
    """Add pixels start..stop of the pictures (N, D) uint8 to the sums (K, D) int64, class by class.

    `order` sorts the labels. A run of one class is added up in 32 bits, which twice as many SIMD lanes hold, and
    carried over before 255^2 a picture could overflow them.
    """
    width = stop - start
    short_sums = np.zeros(width, dtype=np.uint32)
    short_squares = np.zeros(width, dtype=np.uint32)
    run = 0
    for position in range(len(order)):
        index = order[position]
        for pixel in range(width):
            value = np.uint32(images[index, start + pixel])
            short_sums[pixel] += value
            short_squares[pixel] += value * value
        run += 1
        last = position + 1 == len(order) or labels[order[position + 1]] != labels[index]
        if last or run == MAX_RUN:
            label = labels[index]
            for pixel in range(width):
                sums[label, start + pixel] += np.int64(short_sums[pixel])
                squares[label, start + pixel] += np.int64(short_squares[pixel])
                short_sums[pixel] = 0
                short_squares[pixel] = 0
            run = 0


@numba.njit(nogil=True, cache=True)
def _add_vectors(vectors, labels, before, means, scatter, start, stop):  # type: ignore[no-untyped-def]
    """Bring means and scatter (K, D) float64 of values start..stop up to date with vectors (N, D), row by row.

    `before` (K,) counts what was seen of each class before these.
    """
    seen = before.copy()
    for row in range(len(vectors)):
        label = labels[row]
        seen[label] += 1
        share = 1.0 / seen[label]
        for value in range(start, stop):
            x = np.float64(vectors[row, value])
            off = x - means[label, value]
            means[label, value] += off * share
            scatter[label, value] += off * (x - means[label, value])


@numba.njit(nogil=True, cache=True)
def _distances_to(means, vectors, labels, found, start, stop):  # type: ignore[no-untyped-def]
    for row in range(start, stop):
        total = 0.0
        for value in range(vectors.shape[1]):
            off = np.float64(vectors[row, value]) - means[labels[row], value]
            total += off * off
        found[row] = np.sqrt(total)
