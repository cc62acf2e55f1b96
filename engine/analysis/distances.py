"""Distances between class means."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore

ROWS = 32
"""Rows of the matrix computed between two polls."""


class Metric(StrEnum):
    """How far apart two class means are; a mean is taken as a vector of D = H W C values.

    ========================  ============================================================================
    euclidean                 ``||a - b||``, in gray levels; grows with the size of the pictures
    rms                       ``||a - b|| / sqrt(D)``, in gray levels a pixel; comparable across sizes
    cosine                    ``1 - a.b / (||a|| ||b||)``, 0 to 1 for pictures; blind to brightness
    correlation               ``1 - r(a, b)``, 0 to 2; blind to brightness and contrast
    ========================  ============================================================================
    """

    EUCLIDEAN = "euclidean"
    RMS = "rms"
    COSINE = "cosine"
    CORRELATION = "correlation"


def distances(
    means: NDArray[np.float64],
    metric: Metric | str = Metric.EUCLIDEAN,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> NDArray[np.float64]:
    """Return the matrix of distances between class means, shape (K, K), symmetric with a zero diagonal.

    Parameters
    ----------
    means : ndarray of shape (K, ...), float64
        Mean picture (or feature vector) of each class.
    metric : Metric
        Cosine and correlation are undefined (NaN) where a mean is black or uniform.

    Raises
    ------
    InputError
        When the metric is unknown.
    Interrupted
        When `control` was stopped.
    """
    # SciPy takes half a second to import; a window that only names the metrics need not wait for it.
    from scipy.spatial.distance import cdist

    control = control or Control()
    chosen = _metric(metric)
    vectors = means.reshape(len(means), -1)
    matrix = np.zeros((len(vectors), len(vectors)), dtype=np.float64)
    if chosen in (Metric.COSINE, Metric.CORRELATION):
        vectors = _directions(vectors, centred=chosen is Metric.CORRELATION)
    since = time.monotonic()

    def fill(start: int) -> int:
        # SciPy lets the other threads run meanwhile.
        matrix[start : start + ROWS, start:] = cdist(vectors[start : start + ROWS], vectors[start:], "euclidean")
        return min(start + ROWS, len(vectors))

    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        for start in range(0, len(vectors), ROWS * cores):
            control.poll()
            stop = min(start + ROWS * cores, len(vectors))
            done = max(pool.map(fill, range(start, stop, ROWS)))
            report(Progress("distances between class means", done, len(vectors), time.monotonic() - since))
    upper = np.triu(matrix, 1)
    matrix = upper + upper.T
    if chosen is Metric.RMS:
        matrix /= np.sqrt(vectors.shape[1])
    elif chosen is not Metric.EUCLIDEAN:
        # Between unit vectors 1 - u.v = ||u - v||^2 / 2, which keeps its digits where u and v nearly agree.
        matrix = np.square(matrix) / 2
        undefined = ~np.isfinite(vectors).all(axis=1)
        matrix[undefined, :] = matrix[:, undefined] = np.nan
    return matrix


def _directions(vectors: NDArray[np.float64], *, centred: bool) -> NDArray[np.float64]:
    """Return the vectors, less their own mean where `centred`, at unit length; NaN where they have none."""
    if centred:
        vectors = vectors - vectors.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directions = np.full_like(vectors, np.nan)
    np.divide(vectors, lengths, out=directions, where=lengths > 1e-9)
    return directions


def _metric(metric: Metric | str) -> Metric:
    try:
        return Metric(metric)
    except ValueError:
        raise InputError(f"Unknown distance {metric!r}; choose one of {', '.join(Metric)}.") from None
