"""Compiled kernels of the published search: candidates from the random stream, and how much of the frame each fills.

The orbit, its frame and its pixels are those of the FractalDB repository to the last bit (param_search/ifs_search.py
and ifs_simple.py there): the orbit starts at the origin, which is kept; each axis is stretched on its own; a
coordinate becomes the pixel ``uint16((x - min) / (max - min) * 500 + 6)``. No multiplication and addition are fused.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from engine.ifs.legacy_random import DRAWN_AT_ONCE, HISTORY, draw_choices, draw_doubles, draw_integer

FRAME = 512
"""Edge of the square image of the search, in pixels."""

PAD = 6
_INNER = float(FRAME - 2 * PAD)
_PAD = float(PAD)

FEWEST_MAPS, MOST_MAPS = 2, 7
"""A candidate's number of maps is drawn evenly from these and all between."""

LANES = 4
"""Orbits stepped together: one orbit is a chain of dependent additions, and four hide each other's latency."""

STEPS = 1024
"""Steps between two looks at a lane. Rows of choices are a multiple of this long."""

DROPPED_BEFORE_NAN = 100
"""Points that the original deletes before the first NaN of a coordinate, along with all NaN."""


@njit(nogil=True, cache=True)
def draw_candidates(history, points, maps, probabilities, sizes, choices):  # type: ignore[no-untyped-def]
    """Draw candidates one after another, as the original does, and move `history` behind them.

    Each takes from the stream: ``randint(2, 8)``; six ``uniform(-1, 1)`` a map; ``random(points)``.

    Parameters
    ----------
    history : ndarray of shape (624,), uint32
        The stream's last words, see `engine.ifs.legacy_random`; updated.
    points : int
        Points of an orbit, the origin included.
    maps : ndarray of shape (B, 7, 6), float64
    probabilities : ndarray of shape (B, 7), float64
    sizes : ndarray of shape (B,), int64
        Filled: the number of maps of each candidate, which is how many rows of `maps` and `probabilities` hold.
    choices : ndarray of shape (B, L), uint8
        L is `points` rounded up to a multiple of `STEPS`. Filled: which map each step applies; the size of the
        candidate means "stay", as after the last of the ``points - 1`` steps.
    """
    words = np.empty(HISTORY + 2 * DRAWN_AT_ONCE, np.uint32)
    words[:HISTORY] = history
    drawn = np.empty(MOST_MAPS * 6)
    for b in range(len(sizes)):
        size = draw_integer(words, FEWEST_MAPS, MOST_MAPS - FEWEST_MAPS + 1)
        sizes[b] = size
        draw_doubles(words, drawn[: 6 * size])
        total = 0.0
        for k in range(size):
            for c in range(6):
                maps[b, k, c] = -1.0 + 2.0 * drawn[6 * k + c]
            probabilities[b, k] = abs(maps[b, k, 0] * maps[b, k, 3] - maps[b, k, 1] * maps[b, k, 2])
            total += probabilities[b, k]
        for k in range(size):
            probabilities[b, k] /= total
        draw_choices(words, cumulative(probabilities[b, :size]), choices[b, :points])
        choices[b, points - 1 :] = size
    history[:] = words[:HISTORY]


@njit(nogil=True, cache=True)
def cumulative(probabilities):  # type: ignore[no-untyped-def]
    """Return the running sums, added from the left as the original adds them."""
    sums = np.empty(len(probabilities))
    total = 0.0
    for k in range(len(probabilities)):
        total += probabilities[k]
        sums[k] = total
    return sums


@njit(nogil=True, cache=True)
def step4(n, t0, t1, t2, t3, c0, c1, c2, c3, at, box, xs, ys):  # type: ignore[no-untyped-def]
    """Take `n` steps in each of four lanes.

    ``t`` are map tables of six coefficients a row, ``c`` the rows to apply, ``at`` (4, 2) the points and ``box``
    (4, 4) the extremes (least x, greatest x, least y, greatest y) so far, both updated; ``xs`` and ``ys`` (4, n)
    are filled with the points reached. The extremes cost next to nothing here: they fill the wait for the sums.
    """
    x0, y0, x1, y1 = at[0, 0], at[0, 1], at[1, 0], at[1, 1]
    x2, y2, x3, y3 = at[2, 0], at[2, 1], at[3, 0], at[3, 1]
    left0, right0, low0, high0 = box[0, 0], box[0, 1], box[0, 2], box[0, 3]
    left1, right1, low1, high1 = box[1, 0], box[1, 1], box[1, 2], box[1, 3]
    left2, right2, low2, high2 = box[2, 0], box[2, 1], box[2, 2], box[2, 3]
    left3, right3, low3, high3 = box[3, 0], box[3, 1], box[3, 2], box[3, 3]
    for i in range(n):
        m = t0[c0[i]]
        x0, y0 = x0 * m[0] + y0 * m[1] + m[4], x0 * m[2] + y0 * m[3] + m[5]
        xs[0, i], ys[0, i] = x0, y0
        left0 = x0 if x0 < left0 else left0
        right0 = x0 if x0 > right0 else right0
        low0 = y0 if y0 < low0 else low0
        high0 = y0 if y0 > high0 else high0
        m = t1[c1[i]]
        x1, y1 = x1 * m[0] + y1 * m[1] + m[4], x1 * m[2] + y1 * m[3] + m[5]
        xs[1, i], ys[1, i] = x1, y1
        left1 = x1 if x1 < left1 else left1
        right1 = x1 if x1 > right1 else right1
        low1 = y1 if y1 < low1 else low1
        high1 = y1 if y1 > high1 else high1
        m = t2[c2[i]]
        x2, y2 = x2 * m[0] + y2 * m[1] + m[4], x2 * m[2] + y2 * m[3] + m[5]
        xs[2, i], ys[2, i] = x2, y2
        left2 = x2 if x2 < left2 else left2
        right2 = x2 if x2 > right2 else right2
        low2 = y2 if y2 < low2 else low2
        high2 = y2 if y2 > high2 else high2
        m = t3[c3[i]]
        x3, y3 = x3 * m[0] + y3 * m[1] + m[4], x3 * m[2] + y3 * m[3] + m[5]
        xs[3, i], ys[3, i] = x3, y3
        left3 = x3 if x3 < left3 else left3
        right3 = x3 if x3 > right3 else right3
        low3 = y3 if y3 < low3 else low3
        high3 = y3 if y3 > high3 else high3
    at[0, 0], at[0, 1], at[1, 0], at[1, 1] = x0, y0, x1, y1
    at[2, 0], at[2, 1], at[3, 0], at[3, 1] = x2, y2, x3, y3
    box[0, 0], box[0, 1], box[0, 2], box[0, 3] = left0, right0, low0, high0
    box[1, 0], box[1, 1], box[1, 2], box[1, 3] = left1, right1, low1, high1
    box[2, 0], box[2, 1], box[2, 2], box[2, 3] = left2, right2, low2, high2
    box[3, 0], box[3, 1], box[3, 2], box[3, 3] = left3, right3, low3, high3


@njit(nogil=True, cache=True)
def _locate(xs, ys, box, pixels):  # type: ignore[no-untyped-def]
    """Fill `pixels` with row * 512 + column of each point in the frame of `box` (low x, span x, low y, span y)."""
    low_x, span_x, low_y, span_y = box[0], box[1], box[2], box[3]
    for i in range(len(xs)):
        row = np.int32((ys[i] - low_y) / span_y * _INNER + _PAD)
        pixels[i] = row * np.int32(FRAME) + np.int32((xs[i] - low_x) / span_x * _INNER + _PAD)


@njit(nogil=True, cache=True)
def _mark(pixels, bits):  # type: ignore[no-untyped-def]
    """Set the bit of each pixel and return how many were not set before."""
    new = np.uint64(0)
    for i in range(len(pixels)):
        pixel = np.uint32(pixels[i])
        word = bits[pixel >> np.uint32(6)]
        shift = np.uint64(pixel & np.uint32(63))
        new += (~(word >> shift)) & np.uint64(1)
        bits[pixel >> np.uint32(6)] = word | (np.uint64(1) << shift)
    return np.int64(new)


@njit(nogil=True, cache=True)
def _close_frame(box):  # type: ignore[no-untyped-def]
    """Turn (low x, high x, low y, high y) into (low, span) pairs; False when an extent is not finite."""
    for axis in (0, 2):
        span = box[axis + 1] - box[axis]
        if not np.isfinite(span):
            return False
        # Without extent every point falls on one pixel, whatever it is divided by.
        box[axis + 1] = span if span > 0.0 else 1.0
    return True


@njit(nogil=True, cache=True)
def filled_pixels(maps, sizes, choices, points, threshold):  # type: ignore[no-untyped-def]
    """Return how many of the 512 x 512 pixels each orbit fills.

    With a positive `threshold` counting ends as soon as it is certain that the threshold is reached or cannot be;
    the number returned then only lies on the right side of it.

    Parameters
    ----------
    maps : ndarray of shape (B, M, 6), float64
    sizes : ndarray of shape (B,), int64
        Maps in use, each at most M.
    choices : ndarray of shape (B, L), uint8
        See `draw_candidates`.
    points : int
        Points of an orbit, the origin included.
    threshold : int
        Pixels to decide about, or 0 to count all.

    Returns
    -------
    ndarray of shape (B,), int64
    """
    batch = len(sizes)
    filled = np.zeros(batch, np.int64)
    tables = np.zeros((LANES, 256, 6))
    rest = np.zeros(STEPS, np.uint8)
    at = np.zeros((LANES, 2))
    extremes = np.zeros((LANES, 4))
    box = np.zeros((LANES, 4))
    bits = np.zeros((LANES, FRAME * FRAME // 64), np.uint64)
    xs = np.empty((LANES, STEPS))
    ys = np.empty((LANES, STEPS))
    pixels = np.empty(STEPS, np.int32)
    candidate = np.full(LANES, -1)  # which candidate a lane works on, -1: none
    drawing = np.zeros(LANES, np.bool_)  # False: the pass that finds the frame; True: the pass that marks pixels
    done = np.zeros(LANES, np.int64)  # steps taken in this pass
    following = 0
    while True:
        # 1. Give every idle lane the next candidate.
        for lane in range(LANES):
            if candidate[lane] < 0 and following < batch:
                candidate[lane] = following
                size = sizes[following]
                tables[lane, :size] = maps[following, :size]
                tables[lane, size] = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
                drawing[lane] = False
                done[lane] = 0
                at[lane] = 0.0
                extremes[lane] = 0.0
                following += 1
        if candidate.max() < 0:
            return filled
        # 2. Step all lanes.
        c0 = choices[candidate[0], done[0] : done[0] + STEPS] if candidate[0] >= 0 else rest
        c1 = choices[candidate[1], done[1] : done[1] + STEPS] if candidate[1] >= 0 else rest
        c2 = choices[candidate[2], done[2] : done[2] + STEPS] if candidate[2] >= 0 else rest
        c3 = choices[candidate[3], done[3] : done[3] + STEPS] if candidate[3] >= 0 else rest
        step4(STEPS, tables[0], tables[1], tables[2], tables[3], c0, c1, c2, c3, at, extremes, xs, ys)
        for lane in range(LANES):
            b = candidate[lane]
            if b < 0:
                continue
            done[lane] += STEPS
            if drawing[lane]:
                # 3. Second pass: the pixels. What is decided goes no further.
                _locate(xs[lane], ys[lane], box[lane], pixels)
                filled[b] += _mark(pixels, bits[lane])
                possible = filled[b] + max(0, points - 1 - done[lane])
                if done[lane] >= points - 1 or (threshold > 0 and (filled[b] >= threshold or possible < threshold)):
                    candidate[lane] = -1
            elif not (np.isfinite(at[lane, 0]) and np.isfinite(at[lane, 1])):
                # 4. Once not finite an orbit stays so. With less points before than are needed, it is rejected.
                if threshold <= 0 or done[lane] >= threshold:
                    filled[b] = _filled_until_nan(maps[b], sizes[b], choices[b], points, bits[lane])
                candidate[lane] = -1
            elif done[lane] >= points - 1:
                # 5. The end of the first pass: the frame, and the origin in it.
                box[lane] = extremes[lane]
                if not _close_frame(box[lane]):
                    candidate[lane] = -1
                    continue
                drawing[lane] = True
                done[lane] = 0
                at[lane] = 0.0
                bits[lane] = np.uint64(0)
                _locate(at[lane, :1], at[lane, 1:], box[lane], pixels)
                filled[b] = _mark(pixels[:1], bits[lane])


@njit(nogil=True, cache=True)
def _filled_until_nan(maps, size, choices, points, bits):  # type: ignore[no-untyped-def]
    """Return the pixels of an orbit that is not finite: the original's rule about NaN, step by step."""
    xs = np.zeros(points)
    ys = np.zeros(points)
    first_x, first_y = points, points
    for i in range(1, points):
        xs[i], ys[i] = xs[i - 1], ys[i - 1]
        if choices[i - 1] < size:
            m = maps[choices[i - 1]]
            xs[i] = xs[i - 1] * m[0] + ys[i - 1] * m[1] + m[4]
            ys[i] = xs[i - 1] * m[2] + ys[i - 1] * m[3] + m[5]
        if np.isnan(xs[i]) and first_x == points:
            first_x = i
        if np.isnan(ys[i]) and first_y == points:
            first_y = i
    kept_x = first_x - DROPPED_BEFORE_NAN if first_x < points else points
    kept_y = first_y - DROPPED_BEFORE_NAN if first_y < points else points
    if min(kept_x, kept_y) <= 0:
        return 0
    box = np.array([xs[:kept_x].min(), xs[:kept_x].max(), ys[:kept_y].min(), ys[:kept_y].max()])
    if not _close_frame(box):
        return 0
    kept = min(kept_x, kept_y)
    pixels = np.empty(kept, np.int32)
    _locate(xs[:kept], ys[:kept], box, pixels)
    bits[:] = np.uint64(0)
    return _mark(pixels, bits)
