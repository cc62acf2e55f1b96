"""Some pictures of each class, chosen by a seed in one pass over any source."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.sources import ImageSource
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence


@dataclass(frozen=True, eq=False)
class Sample:
    """Some pictures, or feature vectors, of each class.

    Attributes
    ----------
    images : ndarray of shape (N, H, W, C) uint8 or (N, D)
        The classes in turn.
    labels : ndarray of shape (N,), int64
        Index into the classes of the source.
    per_class : int
        Asked for of each class.
    seed : int
    """

    images: NDArray[np.generic]
    labels: NDArray[np.int64]
    per_class: int
    seed: int


def sample(
    source: ImageSource,
    per_class: int,
    seed: int = 0,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> Sample:
    """Return `per_class` pictures of each class (all where there are fewer), the classes in turn.

    Each picture draws a number from the seed, its class and its place in the class, and the lowest of each class are
    kept: a fair draw without replacement that depends neither on the size of the blocks nor on other classes.

    Parameters
    ----------
    source : ImageSource
    per_class : int
    seed : int
    report, control
        Polled between blocks.

    Raises
    ------
    InputError
        When `per_class` is below 1 or the source holds no picture.
    Interrupted
        When `control` was stopped.
    """
    if per_class < 1:
        raise InputError(Sentence("{0} pictures of each class were asked for; give 1 or more.", per_class))
    control = control or Control()
    since = time.monotonic()
    kept: _Kept | None = None
    seen = np.zeros(len(source.classes), dtype=np.int64)
    for images, labels in source.blocks(control):
        control.poll()
        kept = kept or _Kept(images[:0], per_class, len(source.classes))
        kept.add(images, labels, _numbers(seed, labels, _places(labels, seen)))
        report(Progress("sampling pictures", int(seen.sum()), source.total, time.monotonic() - since))
    if kept is None or not len(kept.labels):
        raise InputError(Sentence("{0} holds no picture; choose classes and instances that exist.", source.name))
    return Sample(kept.images, kept.labels, per_class, seed)


class _Kept:
    """The pictures with the lowest numbers of each class so far, sorted by class and number."""

    def __init__(self, none: NDArray[np.generic], per_class: int, classes: int) -> None:
        self.per_class = per_class
        self.images = none
        self.labels = np.zeros(0, dtype=np.int64)
        self.numbers = np.zeros(0, dtype=np.uint64)
        self.bounds = np.full(classes, np.iinfo(np.uint64).max, dtype=np.uint64)
        """The highest number kept of each full class."""

    def add(self, images: NDArray[np.generic], labels: NDArray[np.int64], numbers: NDArray[np.uint64]) -> None:
        """Take the pictures of a block that are among the lowest."""
        new = np.flatnonzero(numbers < self.bounds[labels])
        labels = np.concatenate([self.labels, labels[new]])
        numbers = np.concatenate([self.numbers, numbers[new]])
        order = np.lexsort((numbers, labels))
        ranks = np.arange(len(order)) - np.searchsorted(labels[order], labels[order])
        order = order[ranks < self.per_class]
        last = ranks[ranks < self.per_class] == self.per_class - 1
        # Nothing of a block may be taken, and the pictures are the bulk: copy them only when they change.
        if len(new):
            self.images = np.concatenate([self.images, images[new]])[order]
        self.labels, self.numbers = labels[order], numbers[order]
        self.bounds[self.labels[last]] = self.numbers[last]


def _places(labels: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which picture of its class each one is, counting on from `seen`, which is brought forward."""
    order = np.argsort(labels, kind="stable")
    ranks = np.empty(len(labels), dtype=np.int64)
    ranks[order] = np.arange(len(labels)) - np.searchsorted(labels[order], labels[order])
    places = seen[labels] + ranks
    seen += np.bincount(labels, minlength=len(seen))
    return np.asarray(places, dtype=np.int64)


def _numbers(seed: int, labels: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return an even 64-bit number for each class and place: SplitMix64 (Steele, Lea and Flood 2014), three times."""
    state = np.full(len(labels), seed % 2**64, dtype=np.uint64)
    for part in (labels, places):
        state = _mixed(state + np.uint64(0x9E3779B97F4A7C15) + part.astype(np.uint64))
    return _mixed(state)


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(state ^ (state >> np.uint64(31)), dtype=np.uint64)
