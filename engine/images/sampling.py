"""Seeded, class-balanced choices of labelled images."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def balanced_order(labels: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Return all indices of `labels` in a random order whose every beginning is class-balanced.

    The first of each class come first (classes in random order), then the second of each, and so on; a
    class that runs out leaves its turns to the others. So the first n are a balanced draw for every n,
    and a larger draw contains each smaller one.

    Parameters
    ----------
    labels : ndarray of shape (N,), int64

    Returns
    -------
    ndarray of shape (N,), int64
    """
    by_class, turn, _ = _class_by_class(labels, rng.permutation(len(labels)))
    return np.asarray(by_class[np.lexsort((rng.random(len(labels)), turn))], dtype=np.int64)


def class_share(labels: NDArray[np.int64], share: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the indices of a random `share` of each class, rising; at least one of each class that occurs.

    A smaller share is a part of every larger one of an equal `rng`.

    Parameters
    ----------
    labels : ndarray of shape (N,), int64
    share : float
        Above 0, up to 1.
    """
    by_class, turn, counts = _class_by_class(labels, rng.permutation(len(labels)))
    wanted = np.maximum(1, np.round(counts * share))
    return np.sort(by_class[turn < np.repeat(wanted, counts)])


def _class_by_class(
    labels: NDArray[np.int64], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return `order` with classes one after another, how many of its class come before each, and the class sizes."""
    by_class = order[np.argsort(labels[order], kind="stable")]
    counts = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    turn = np.arange(len(labels)) - np.repeat(np.cumsum(counts) - counts, counts)
    return by_class, turn, counts


TEST_SHARE = 0.2
"""Share of each class that becomes the test part of a data set without published parts."""


def fixed_test_part(labels: NDArray[np.int64], share: float = TEST_SHARE) -> NDArray[np.bool_]:
    """Return which images are the test part of a data set that is published without one.

    Of each class the same share, at least one image where it has two; drawn with a fixed seed, so every machine
    and every run tests on the same images.

    Parameters
    ----------
    labels : ndarray of shape (N,), int64
        In the order of the sorted names of the files.

    Returns
    -------
    ndarray of shape (N,), bool
    """
    order = np.random.default_rng([2020, 5]).permutation(len(labels))
    by_class, turn, counts = _class_by_class(labels, order)
    wanted = np.where(counts > 1, np.maximum(1, np.round(counts * share)), 0)
    chosen = np.zeros(len(labels), dtype=np.bool_)
    chosen[by_class] = turn < np.repeat(wanted, counts)
    return chosen
