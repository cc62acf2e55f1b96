"""The process of the original category search, restated plainly: one point, one pixel at a time, in Python.

Same random stream, same arithmetic, same order and the same kind of work a point as ``param_search/ifs_search.py``
of the FractalDB repository (MIT), without its picture library. The compiled search is tested and timed against it.
"""

from __future__ import annotations

import numpy as np

EDGE, PAD = 512, 6


def draw_candidate(random):
    """Return the (K, 7) parameters ``a b c d e f p`` that come next out of a legacy `RandomState`."""
    rows = np.zeros((random.randint(2, 8), 7))
    total = 0.0
    for row in rows:
        row[:6] = random.uniform(-1.0, 1.0, 6)
        row[6] = abs(row[0] * row[3] - row[1] * row[2])
        total += row[6]
    for row in rows:
        row[6] /= total
    return rows


def orbit(rows, numbers):
    """Return the lists of x and y from the origin on, one step for each but the last of `numbers`."""
    maps = [tuple(float(value) for value in row) for row in rows]
    cumulative, total = [], 0.0
    for row in maps:
        total += row[6]
        cumulative.append(total)
    xs, ys = [0.0], [0.0]
    x = y = next_x = next_y = 0.0
    for i in range(len(numbers) - 1):
        for j in range(len(cumulative)):
            if numbers[i] <= cumulative[j]:
                a, b, c, d, e, f, _ = maps[j]
                next_x = x * a + y * b + e
                next_y = x * c + y * d + f
                break
        xs.append(next_x)
        ys.append(next_y)
        x, y = next_x, next_y
    return xs, ys


def filled_pixels(rows, numbers):
    """Return how many pixels the orbit fills in its picture."""
    xs, ys = (np.array(values) for values in orbit(rows, numbers))
    xs, ys = _without_nan(xs), _without_nan(ys)
    count = min(len(xs), len(ys))
    if count == 0:
        return 0
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        columns, lines = _stretched(xs), _stretched(ys)
    if columns is None or lines is None:
        return 0
    picture = np.zeros((EDGE, EDGE, 3), np.uint8)
    for i in range(count):
        picture[lines[i], columns[i], :] = 127, 127, 127
    return int(np.count_nonzero(picture[:, :, 0]))


def _without_nan(values):
    missing = np.isnan(values)
    if not missing.any():
        return values
    first = int(np.argmax(missing))
    return values[: max(0, first - 100)]


def _stretched(values):
    if values.min() < 0.0:
        values = values - values.min()
    span = values.max() - values.min()
    if not np.isfinite(span):
        return None
    return np.uint16(values / (span or 1.0) * float(EDGE - 2 * PAD) + float(PAD))
