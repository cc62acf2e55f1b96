"""Compiled kernels of the measures: growth of a random product, orbits that leave the numbers, occupied boxes."""

from __future__ import annotations

import numpy as np
from numba import njit

from engine.ifs.fill_kernels import LANES, STEPS, step4

BATCH_STEPS = 256
"""Steps whose mean growth is one sample of the standard error of the Lyapunov exponent."""

_CHECK_STEPS = 16
_LARGE, _SMALL = 1e100, 1e-100


@njit(nogil=True, cache=True)
def growth(maps, choices):  # type: ignore[no-untyped-def]
    """Return the mean logarithmic growth a step of a vector under a random product of the maps' linear parts.

    Four vectors each take a quarter of the choices. A vector is scaled back when it leaves 1e-100 to
    1e100. The first batch of each, in which it turns into the growing direction, is left out.

    Parameters
    ----------
    maps : ndarray of shape (K, 6), float64
    choices : ndarray of shape (N,), uint8
        Which map is applied, 0 to K - 1; N at least 8 * BATCH_STEPS.

    Returns
    -------
    mean, standard_error : float
        Of the top Lyapunov exponent, natural logarithm a step; minus infinity when a product vanishes.
    """
    batches = len(choices) // LANES // BATCH_STEPS
    quarter = batches * BATCH_STEPS
    last = np.uint8(len(maps) - 1)
    # Directions on no axis, nor on any other line that simple maps leave in place.
    angles = np.array([0.3, 1.1, 1.9, 2.7])
    x, y = np.cos(angles), np.sin(angles)
    count, total, squares = 0, 0.0, 0.0
    for batch in range(batches):
        grown = np.zeros(LANES)
        for check in range(BATCH_STEPS // _CHECK_STEPS):
            first = batch * BATCH_STEPS + check * _CHECK_STEPS
            x0, y0, x1, y1 = x[0], y[0], x[1], y[1]
            x2, y2, x3, y3 = x[2], y[2], x[3], y[3]
            for i in range(first, first + _CHECK_STEPS):
                m = maps[min(choices[i], last)]
                x0, y0 = x0 * m[0] + y0 * m[1], x0 * m[2] + y0 * m[3]
                m = maps[min(choices[quarter + i], last)]
                x1, y1 = x1 * m[0] + y1 * m[1], x1 * m[2] + y1 * m[3]
                m = maps[min(choices[2 * quarter + i], last)]
                x2, y2 = x2 * m[0] + y2 * m[1], x2 * m[2] + y2 * m[3]
                m = maps[min(choices[3 * quarter + i], last)]
                x3, y3 = x3 * m[0] + y3 * m[1], x3 * m[2] + y3 * m[3]
            x[0], y[0], x[1], y[1] = x0, y0, x1, y1
            x[2], y[2], x[3], y[3] = x2, y2, x3, y3
            ends = check == BATCH_STEPS // _CHECK_STEPS - 1
            for lane in range(LANES):
                extent = max(abs(x[lane]), abs(y[lane]))
                if extent == 0.0:
                    return -np.inf, 0.0
                if ends or extent > _LARGE or extent < _SMALL:
                    norm = np.hypot(x[lane], y[lane])
                    grown[lane] += np.log(norm)
                    x[lane] /= norm
                    y[lane] /= norm
        if batch > 0:
            for lane in range(LANES):
                rate = grown[lane] / BATCH_STEPS
                count += 1
                total += rate
                squares += rate * rate
    mean = total / count
    variance = max(0.0, squares / count - mean * mean) * count / (count - 1)
    return mean, np.sqrt(variance / count)


@njit(nogil=True, cache=True)
def stays_finite(systems, choices):  # type: ignore[no-untyped-def]
    """Return for each system whether its orbit from the origin is finite after all steps.

    Parameters
    ----------
    systems : ndarray of shape (V, K, 6), float64
        Variants of one category; all follow the same choices.
    choices : ndarray of shape (L,), uint8
        L a multiple of STEPS; the value K means "stay".

    Returns
    -------
    ndarray of shape (V,), bool
    """
    variants, size, _ = systems.shape
    finite = np.ones(variants, np.bool_)
    tables = np.zeros((LANES, 256, 6))
    box = np.zeros((LANES, 4))
    xs = np.empty((LANES, STEPS))
    ys = np.empty((LANES, STEPS))
    for first in range(0, variants, LANES):
        for lane in range(LANES):
            tables[lane, :size] = systems[min(first + lane, variants - 1)]
            tables[lane, size] = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
        at = np.zeros((LANES, 2))
        for start in range(0, len(choices), STEPS):
            part = choices[start : start + STEPS]
            step4(STEPS, tables[0], tables[1], tables[2], tables[3], part, part, part, part, at, box, xs, ys)
            if not np.isfinite(at).any():
                break
        for lane in range(min(LANES, variants - first)):
            finite[first + lane] = np.isfinite(at[lane, 0]) and np.isfinite(at[lane, 1])
    return finite


@njit(nogil=True, cache=True)
def occupied_boxes(maps, choices, levels):  # type: ignore[no-untyped-def]
    """Count the boxes that four orbits visit when the square around them is halved again and again.

    The first STEPS points, on their way from the origin to the attractor, do not count.

    Parameters
    ----------
    maps : ndarray of shape (K, 6), float64
    choices : ndarray of shape (4, L), uint8
        L a multiple of STEPS; the value K means "stay".
    levels : int
        Level l has 2**l x 2**l boxes.

    Returns
    -------
    ndarray of shape (levels + 1,), int64
        Boxes visited at levels 0 to `levels`; all 0 when an orbit is not finite.
    """
    size = len(maps)
    counts = np.zeros(levels + 1, np.int64)
    table = np.zeros((256, 6))
    table[:size] = maps
    table[size] = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    xs = np.empty((LANES, STEPS))
    ys = np.empty((LANES, STEPS))
    edge = 1 << levels
    grid = np.zeros((edge, edge), np.uint8)
    box = np.zeros((LANES, 4))
    left, low, scale = 0.0, 0.0, 0.0
    # The first pass finds the square, the second marks its finest boxes.
    for marking in (False, True):
        at = np.zeros((LANES, 2))
        for start in range(0, choices.shape[1], STEPS):
            stop = start + STEPS
            c0, c1 = choices[0, start:stop], choices[1, start:stop]
            c2, c3 = choices[2, start:stop], choices[3, start:stop]
            step4(STEPS, table, table, table, table, c0, c1, c2, c3, at, box, xs, ys)
            if start == 0:
                for lane in range(LANES):
                    box[lane, :2] = at[lane, 0]
                    box[lane, 2:] = at[lane, 1]
            elif marking:
                _visit(xs, ys, left, low, scale, grid)
        left, low = box[:, 0].min(), box[:, 2].min()
        extent = max(box[:, 1].max() - left, box[:, 3].max() - low)
        if not (np.isfinite(extent) and np.isfinite(at).all()):
            return counts
        # The largest coordinate must fall inside the last box.
        scale = edge * (1.0 - 1e-12) / extent if extent > 0.0 else 0.0
    for level in range(levels, -1, -1):
        counts[level] = grid[:edge, :edge].astype(np.int64).sum()
        edge //= 2
        _halve(grid, edge)
    return counts


@njit(nogil=True, cache=True)
def _visit(xs, ys, left, low, scale, grid):  # type: ignore[no-untyped-def]
    """Mark the boxes of `grid` in which the points lie."""
    for lane in range(LANES):
        for i in range(xs.shape[1]):
            grid[np.uint32((ys[lane, i] - low) * scale), np.uint32((xs[lane, i] - left) * scale)] = 1


@njit(nogil=True, cache=True)
def _halve(grid, edge):  # type: ignore[no-untyped-def]
    """Join the boxes of `grid` in fours into its first `edge` x `edge` boxes."""
    for row in range(edge):
        for column in range(edge):
            upper = grid[2 * row, 2 * column] | grid[2 * row, 2 * column + 1]
            lower = grid[2 * row + 1, 2 * column] | grid[2 * row + 1, 2 * column + 1]
            grid[row, column] = upper | lower
