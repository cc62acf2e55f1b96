"""Class statistics of pictures in one streaming pass: means, per-pixel and scalar within-class deviations.

Pixels are 8-bit, so the sums of x and of x squared are whole numbers and are kept as such (int64). They do not
depend on the order of the pictures, the size of the blocks or the number of threads, and no digit is lost by
cancellation: N * sum(x^2) - sum(x)^2 is exact, and float64 enters only in the last division and square root.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numba
import numpy as np
from numpy.typing import NDArray

from engine.analysis.sources import ImageSource
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore

SLAB = 4096
"""Pixels a thread owns at a time: its short sums and squares (32 KiB) stay in the cache."""

MAX_RUN = 65_536
"""Pictures whose squared 8-bit pixels add up within 32 bits."""

MAX_IMAGES_PER_CLASS = 10_000_000
"""Up to here N * sum(x^2) of 8-bit pixels fits into int64."""


@dataclass(frozen=True, eq=False)
class ClassStatistics:
    """Mean and spread of each class, in gray levels (0 to 255).

    Attributes
    ----------
    name : str
        What the pictures are called.
    classes : tuple of str, length K
        Only classes of which at least one picture was seen.
    counts : ndarray of shape (K,), int64
        Pictures seen of each class.
    means : ndarray of shape (K, H, W, C), float64
        Mean picture of each class.
    std : ndarray of shape (K, H, W, C), float64
        Standard deviation of each pixel within its class (population form, divided by N).
    planned : int
        Pictures the whole pass will see; a partial result has seen fewer.
    """

    name: str
    classes: tuple[str, ...]
    counts: NDArray[np.int64]
    means: NDArray[np.float64]
    std: NDArray[np.float64]
    planned: int

    @property
    def complete(self) -> bool:
        """Whether every planned picture was seen."""
        return int(self.counts.sum()) == self.planned

    @cached_property
    def class_std(self) -> NDArray[np.float64]:
        """Within-class standard deviation of each class as one number, shape (K,).

        Root mean square over pixels: with D = H W C values a picture,
        ``sigma_k = sqrt( sum_i ||x_i - mean_k||^2 / (N_k D) )``, that is the root of the trace of the
        within-class scatter matrix (Fukunaga, Introduction to Statistical Pattern Recognition, 2nd ed. 1990,
        section 10.2, eq. 10.3) over D. Unlike the mean of the pixels' deviations it is additive in
        variance: sigma_k^2 is the mean squared distance to the class mean, a value of the picture at a time.
        """
        return np.asarray(np.sqrt(np.mean(np.square(self.std), axis=(1, 2, 3))), dtype=np.float64)


def class_statistics(
    source: ImageSource,
    *,
    threads: int | None = None,
    partial: Callable[[ClassStatistics], None] | None = None,
    interval_s: float = 0.5,
    report: Report = ignore,
    control: Control | None = None,
) -> ClassStatistics:
    """Return the statistics of each class of `source`, reading every picture once.

    Parameters
    ----------
    source : ImageSource
        Where the pictures come from, block by block (see `engine.analysis.sources`).
    threads : int, optional
        Threads that add up; all cores when None. The result does not depend on it.
    partial : callable, optional
        Called with what is known so far, at most every `interval_s` seconds and for at most about a tenth
        of the time, from this thread.
    report, control
        See `engine.progress`; polled between blocks.

    Raises
    ------
    InputError
        When there is no picture at all, or the pictures differ in shape.
    Interrupted
        When `control` was stopped.
    """
    control = control or Control()
    since = time.monotonic()
    sums: _Sums | None = None
    next_partial = since + interval_s / 4
    done = 0
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for images, labels in source.blocks(control):
            control.poll()
            if sums is None:
                sums = _Sums(len(source.classes), images.shape[1:])
            sums.add(images, labels, pool)
            done += len(labels)
            now = time.monotonic()
            report(Progress("class statistics", done, source.total, now - since - control.paused_s))
            if partial is not None and now >= next_partial and done < source.total:
                partial(sums.statistics(source))
                spent = time.monotonic() - now
                next_partial = now + max(interval_s, 10 * spent)
    if sums is None or not done:
        raise InputError(f"{source.name} holds no picture; choose classes and instances that exist.")
    return sums.statistics(source, planned=done)


class _Sums:
    """Running whole-number sums of a pass."""

    def __init__(self, classes: int, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.counts = np.zeros(classes, dtype=np.int64)
        pixels = int(np.prod(shape))
        self.sums = np.zeros((classes, pixels), dtype=np.int64)
        self.squares = np.zeros((classes, pixels), dtype=np.int64)

    def add(self, images: NDArray[np.uint8], labels: NDArray[np.int64], pool: ThreadPoolExecutor) -> None:
        """Add a block of pictures, the threads sharing its pixels."""
        if images.shape[1:] != self.shape:
            raise InputError(
                f"A picture has shape {images.shape[1:]} where the others have {self.shape}; give pictures of one size."
            )
        flat = np.ascontiguousarray(images).reshape(len(images), self.sums.shape[1])
        order = np.argsort(labels, kind="stable")
        self.counts += np.bincount(labels, minlength=len(self.counts))
        if self.counts.max(initial=0) > MAX_IMAGES_PER_CLASS:
            raise InputError(f"A class has more than {MAX_IMAGES_PER_CLASS:,} pictures; analyse fewer instances.")
        starts = range(0, flat.shape[1], SLAB)
        arguments = (flat, labels, order, self.sums, self.squares)
        list(pool.map(lambda start: _add(*arguments, start, min(start + SLAB, flat.shape[1])), starts))

    def statistics(self, source: ImageSource, planned: int | None = None) -> ClassStatistics:
        """Return what the sums so far mean."""
        present = np.flatnonzero(self.counts)
        counts = self.counts[present]
        n = counts[:, None]
        sums = self.sums[present]
        scatter = n * self.squares[present] - sums * sums
        std = np.sqrt(scatter.astype(np.float64)) / n
        return ClassStatistics(
            name=source.name,
            classes=tuple(source.classes[index] for index in present),
            counts=counts,
            means=(sums / n).reshape(-1, *self.shape),
            std=std.reshape(-1, *self.shape),
            planned=source.total if planned is None else planned,
        )


@numba.njit(nogil=True, cache=True)
def _add(images, labels, order, sums, squares, start, stop):  # type: ignore[no-untyped-def]
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


def pooled_std(statistics: ClassStatistics) -> float:
    """Return the within-class standard deviation over all classes: classes weighted by their pictures."""
    weights = statistics.counts / statistics.counts.sum()
    return float(np.sqrt(np.sum(weights * np.square(statistics.class_std))))
