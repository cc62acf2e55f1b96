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
    shuffled = rng.permutation(len(labels))
    by_class = shuffled[np.argsort(labels[shuffled], kind="stable")]  # (N,) classes one after another
    counts = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    starts = np.cumsum(counts) - counts
    turn = np.arange(len(labels)) - np.repeat(starts, counts)  # (N,) how many of its class came before
    return np.asarray(by_class[np.lexsort((rng.random(len(labels)), turn))], dtype=np.int64)
