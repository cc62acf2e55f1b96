"""Class statistics of pictures or features in one streaming pass: means, deviations of each value and of each class.

The sums are those of `engine.analysis.sums`: exact for pixels, in a fixed order for features.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.parts import Arrays, Part, kept
from engine.analysis.sources import Block, ImageSource, Place
from engine.analysis.spread import Spread, spread_of
from engine.analysis.sums import Sums, distances_to, sums_from, sums_of
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence


@dataclass(frozen=True, eq=False)
class ClassStatistics:
    """Mean and spread of each class: of pictures in gray levels (0 to 255), or of feature vectors.

    Attributes
    ----------
    name : str
        What the pictures are called.
    classes : tuple of str, length K
        Only classes of which at least one picture was seen.
    counts : ndarray of shape (K,), int64
        Pictures seen of each class.
    means : ndarray of shape (K, H, W, C) or (K, D), float64
        Mean picture, or mean feature vector, of each class.
    std : ndarray like `means`, float64
        Standard deviation of each value within its class (population form, divided by N).
    planned : int
        Pictures the whole pass will see; a partial result has seen fewer.
    mean_distances : ndarray of shape (K,), float64, or None
        `Spread.DISTANCE` of each class, where the pictures were read a second time (`with_mean_distances`).
    """

    name: str
    classes: tuple[str, ...]
    counts: NDArray[np.int64]
    means: NDArray[np.float64]
    std: NDArray[np.float64]
    planned: int
    mean_distances: NDArray[np.float64] | None = None

    @property
    def complete(self) -> bool:
        """Whether every planned picture was seen."""
        return int(self.counts.sum()) == self.planned

    @property
    def of_pictures(self) -> bool:
        """Whether the values are pixels, in gray levels; else they are features, which have no unit."""
        return self.means.ndim == 4

    @property
    def pooled_variance(self) -> NDArray[np.float64]:
        """Within-class variance of each value over all classes, shape (D,): classes weighted by their pictures."""
        weights = self.counts / self.counts.sum()
        return np.asarray(weights @ np.square(self.std.reshape(len(self.std), -1)), dtype=np.float64)

    @cached_property
    def class_std(self) -> NDArray[np.float64]:
        """Within-class standard deviation of each class as one number, shape (K,): `Spread.RMS`."""
        return np.asarray(np.sqrt(np.mean(np.square(self._flat_std), axis=1)), dtype=np.float64)

    def spread(self, kind: Spread | str = Spread.RMS) -> NDArray[np.float64]:
        """Return the scalar within-class deviation of each class, shape (K,), by the definition `kind`.

        Raises
        ------
        InputError
            When the definition is unknown, or needs a second pass that was not made.
        """
        chosen = spread_of(kind)
        if chosen is Spread.RMS:
            return self.class_std
        if chosen is Spread.MEAN:
            return np.asarray(self._flat_std.mean(axis=1), dtype=np.float64)
        if self.mean_distances is None:
            raise InputError(
                Sentence(
                    "The deviation {0} of {1} needs its pictures a second time; analyse it with that "
                    "deviation, or choose rms or mean.",
                    chosen,
                    self.name,
                )
            )
        return self.mean_distances

    @property
    def _flat_std(self) -> NDArray[np.float64]:
        return self.std.reshape(len(self.std), -1)


def class_statistics(
    source: ImageSource,
    *,
    threads: int | None = None,
    partial: Callable[[ClassStatistics], None] | None = None,
    interval_s: float = 0.5,
    part: Part | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> ClassStatistics:
    """Return the statistics of each class of `source`, reading every picture once.

    Parameters
    ----------
    source : ImageSource
        Where the pictures or features come from, block by block (see `engine.analysis.sources`).
    threads : int, optional
        Threads that add up; all cores when None. The result does not depend on it.
    partial : callable, optional
        Called with what is known so far, at most every `interval_s` seconds and for at most about a tenth
        of the time, from this thread.
    part : Part, optional
        Where the sums are kept while they grow. What an earlier pass over the same pictures left there is gone on
        from: the result is that of one that was never interrupted, bit for bit. To be removed by who keeps the result.
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
    reading = _Reading(source, "class statistics", source.total, report, control)
    sums = _taken_up(part, reading)
    next_partial = time.monotonic() + (interval_s / 4 if sums is None else 0.0)

    def arrays() -> Arrays:
        return {**reading.arrays(), **(sums.arrays() if sums is not None else {})}

    with (
        ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool,
        kept(part, arrays, gone_on=sums is not None) as block_done,
    ):
        if sums is not None:
            reading.tell()
        for images, labels in reading.blocks():
            if sums is None:
                sums = sums_of(images, len(source.classes))
            sums.add(images, labels, pool)
            block_done()
            reading.tell()
            now = time.monotonic()
            if partial is not None and now >= next_partial and 0 < reading.done < source.total:
                partial(_statistics(sums, source, source.total))
                spent = time.monotonic() - now
                next_partial = now + max(interval_s, 10 * spent)
    if sums is None or not reading.done:
        raise InputError(Sentence("{0} holds no picture; choose classes and instances that exist.", source.name))
    return _statistics(sums, source, reading.done)


class _Reading:
    """A pass over a source: how far it has come, and how long it has worked, what it goes on from included."""

    def __init__(self, source: ImageSource, task: str, total: int, report: Report, control: Control) -> None:
        self._source, self._task, self._total = source, task, total
        self._report, self._control = report, control
        self._place = Place.first(len(source.classes))
        self._since = time.monotonic() - control.paused_s

    @property
    def classes(self) -> int:
        return len(self._source.classes)

    @property
    def done(self) -> int:
        """Pictures read."""
        return int(self._place.seen.sum())

    @property
    def _elapsed_s(self) -> float:
        return time.monotonic() - self._control.paused_s - self._since

    def blocks(self) -> Iterator[Block]:
        return self._source.blocks(self._control, self._place)

    def tell(self) -> None:
        self._report(Progress(self._task, self.done, self._total, self._elapsed_s))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what `go_on` takes."""
        elapsed = np.array(self._elapsed_s)
        return {"seen": self._place.seen, "passed_over": self._place.passed_over, "elapsed_s": elapsed}

    def go_on(self, arrays: Arrays) -> None:
        """Go on from there; raises KeyError or ValueError, and changes nothing, where there is no such place."""
        place = Place(arrays["seen"], arrays["passed_over"])
        for one in (place.seen, place.passed_over):
            if one.dtype != np.int64 or one.shape != (self.classes,) or one.min(initial=0) < 0:
                raise ValueError("no counts of these classes")
        if place.seen.sum() > self._total:
            raise ValueError("more pictures than there are")
        elapsed_s = float(arrays["elapsed_s"])
        self._place = place
        self._since -= elapsed_s


def _taken_up(part: Part | None, reading: _Reading) -> Sums | None:
    """Return the sums kept of an earlier pass, and `reading` at their place; None where there are none."""
    arrays = part.read() if part is not None else None
    if arrays is None:
        return None
    try:
        sums = sums_from(arrays, reading.classes)
        if not np.array_equal(sums.counts, arrays["seen"]):
            return None
        reading.go_on(arrays)
    except (KeyError, ValueError, TypeError):
        return None
    return sums


def _statistics(sums: Sums, source: ImageSource, planned: int) -> ClassStatistics:
    """Return what the sums so far mean."""
    present = np.flatnonzero(sums.counts)
    means, std = sums.moments(present)
    classes = tuple(source.classes[index] for index in present)
    return ClassStatistics(source.name, classes, sums.counts[present], means, std, planned)


def with_mean_distances(
    statistics: ClassStatistics,
    source: ImageSource,
    *,
    threads: int | None = None,
    part: Part | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> ClassStatistics:
    """Return `statistics` with `mean_distances`, reading every picture of `source` a second time.

    The distances of all pictures are kept (8 bytes each) and those of a class added up with one rounding
    (`math.fsum`), so neither blocks, threads nor the order of the pictures change a bit,
    and neither does an interruption where `part` keeps them (see `class_statistics`).

    Raises
    ------
    InputError
        When `source` is not the one the statistics are of.
    Interrupted
        When `control` was stopped.
    """
    control = control or Control()
    threads = threads or os.cpu_count() or 1
    total = int(statistics.counts.sum())
    reading = _Reading(source, "distances to the class means", total, report, control)
    rows, found = _distances_taken_up(part, reading)
    gone_on = bool(rows)
    positions = {name: index for index, name in enumerate(statistics.classes)}
    places = np.array([positions.get(name, -1) for name in source.classes], dtype=np.int64)

    def arrays() -> Arrays:
        return {**reading.arrays(), "rows": np.concatenate(rows), "distances": np.concatenate(found)}

    with ThreadPoolExecutor(threads) as pool, kept(part, arrays, gone_on=gone_on) as block_done:
        if gone_on:
            reading.tell()
        for images, labels in reading.blocks():
            own = places[labels]
            if images.shape[1:] != statistics.means.shape[1:] or own.min(initial=0) < 0:
                raise InputError(Sentence("{0} is not what the statistics are of; analyse it anew.", source.name))
            rows.append(own)
            found.append(distances_to(statistics.means, images, own, pool, threads))
            block_done()
            reading.tell()
    labels = np.concatenate([np.zeros(0, np.int64), *rows])
    distances = np.concatenate([np.zeros(0), *found])
    if not np.array_equal(np.bincount(labels, minlength=len(positions)), statistics.counts):
        raise InputError(Sentence("{0} changed between two readings; analyse it anew.", source.name))
    values = math.prod(statistics.means.shape[1:])
    sums = np.array([math.fsum(distances[labels == label]) for label in range(len(positions))])
    return replace(statistics, mean_distances=sums / (statistics.counts * math.sqrt(values)))


def _distances_taken_up(part: Part | None, reading: _Reading) -> tuple[list[NDArray[np.int64]], list[NDArray[Any]]]:
    """Return classes and distances kept of an earlier pass, `reading` at their place; empty where there are none."""
    arrays = part.read() if part is not None else None
    if arrays is None:
        return [], []
    try:
        rows, distances = arrays["rows"], arrays["distances"]
        sound = rows.dtype == np.int64 and distances.dtype == np.float64 and rows.shape == distances.shape
        if not sound or rows.shape != (int(arrays["seen"].sum()),) or rows.min(initial=0) < 0:
            return [], []
        reading.go_on(arrays)
    except (KeyError, ValueError, TypeError):
        return [], []
    return [rows], [distances]


def pooled_std(statistics: ClassStatistics, kind: Spread | str = Spread.RMS) -> float:
    """Return the within-class standard deviation over all classes: classes weighted by their pictures.

    Of `Spread.RMS` the root of the mean square, so it is the deviation of all pictures about their own class means;
    of the others the mean.
    """
    weights = statistics.counts / statistics.counts.sum()
    values = statistics.spread(kind)
    if spread_of(kind) is Spread.RMS:
        return float(np.sqrt(np.sum(weights * np.square(values))))
    return float(np.sum(weights * values))
