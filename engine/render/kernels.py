"""Compiled kernels: orbits, frames, rasters. Imported at the first picture, because numba is slow to import.

All of them live in one file: numba's cache on disk follows the file of the function it compiled, not the
files of the functions that one calls. No kernel uses fused multiply-add or reordered sums, so every machine
gives the same bytes; all release the GIL.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit
from numba.np.unsafe.ndarray import to_fixed_tuple as _to_fixed_tuple

LANES: Final = 64
"""Interleaved orbits: four vectors of sixteen float32, enough to hide the latency of one affine map."""

WARM_UP: Final = 64
"""Steps a lane takes from the origin before its points are drawn."""

HEAD: Final = (WARM_UP + 1) * LANES
"""Length of the warm-up area in front of the drawn points, see `fast_orbit`."""

HUES: Final = 128

OK: Final = 0
EMPTY: Final = 1
NON_FINITE: Final = 2


# An intrinsic's Python signature carries one argument more than its calls.
to_fixed_tuple: Any = _to_fixed_tuple

_jit = njit(nogil=True, cache=True, error_model="numpy")


# --- random numbers -----------------------------------------------------------------------------------------


@_jit
def mix64(value: Any) -> Any:
    """Return the SplitMix64 finaliser of `value` (Steele, Lea & Flood 2014), uint64."""
    value = np.uint64(value)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@_jit
def seed_lanes(key: Any, states: Any) -> None:
    """Fill `states` (L,) uint32 with nonzero xorshift states that follow from `key` alone."""
    for lane in range(len(states)):
        mixed = mix64(np.uint64(key) + np.uint64(lane + 1) * np.uint64(0x9E3779B97F4A7C15))
        states[lane] = np.uint32(mixed >> np.uint64(32)) | np.uint32(1)


# --- orbits -------------------------------------------------------------------------------------------------


@_jit
def fractaldb_orbit(maps: Any, cumulative: Any, draws: Any, xs: Any, ys: Any) -> None:
    """Fill `xs`, `ys` (P,) float64 with the original's orbit from the origin.

    The map is the first j with draw <= cumulative[j]; where rounding leaves none, the point repeats. The
    order of operations is the original's, left to right.
    """
    x = 0.0
    y = 0.0
    xs[0] = x
    ys[0] = y
    count = len(cumulative)
    for index in range(1, len(xs)):
        draw = draws[index - 1]
        j = 0
        while j < count and draw > cumulative[j]:
            j += 1
        if j < count:
            x_next = x * maps[j, 0] + y * maps[j, 1] + maps[j, 4]
            y = x * maps[j, 2] + y * maps[j, 3] + maps[j, 5]
            x = x_next
        xs[index] = x
        ys[index] = y


def _advance_with(size: int) -> Any:
    """Return a kernel that moves all lanes by one step in a system of exactly `size` maps.

    With the number of maps fixed, the choice becomes a chain of vector selects from registers; a table
    look-up would cost six gathers a point.
    """
    width = 6 * size

    @njit(nogil=True, cache=True, error_model="numpy")
    def advance(maps: Any, thresholds: Any, states: Any, xs: Any, ys: Any, start: Any, steps: Any) -> None:
        table = to_fixed_tuple(maps, width)
        bounds = to_fixed_tuple(thresholds, size)
        for step in range(steps):
            at = start + step * LANES
            x_from = xs[at - LANES : at]
            y_from = ys[at - LANES : at]
            x_to = xs[at : at + LANES]
            y_to = ys[at : at + LANES]
            for lane in range(LANES):
                state = states[lane]
                state ^= np.uint32(state << np.uint32(13))
                state ^= np.uint32(state >> np.uint32(17))
                state ^= np.uint32(state << np.uint32(5))
                states[lane] = state
                a = table[0]
                b = table[1]
                c = table[2]
                d = table[3]
                e = table[4]
                f = table[5]
                for j in range(1, size):
                    if state >= bounds[j]:
                        a = table[6 * j]
                        b = table[6 * j + 1]
                        c = table[6 * j + 2]
                        d = table[6 * j + 3]
                        e = table[6 * j + 4]
                        f = table[6 * j + 5]
                x = x_from[lane]
                y = y_from[lane]
                x_to[lane] = x * a + y * b + e
                y_to[lane] = x * c + y * d + f

    return advance


_advance_2 = _advance_with(2)
_advance_3 = _advance_with(3)
_advance_4 = _advance_with(4)
_advance_6 = _advance_with(6)
_advance_8 = _advance_with(8)


@_jit
def _advance_any(maps: Any, thresholds: Any, states: Any, xs: Any, ys: Any, start: Any, steps: Any) -> None:
    """Do the same for any number of maps, by table look-up."""
    size = len(thresholds)
    for at in range(start, start + steps * LANES):
        lane = (at - start) % LANES
        state = states[lane]
        state ^= np.uint32(state << np.uint32(13))
        state ^= np.uint32(state >> np.uint32(17))
        state ^= np.uint32(state << np.uint32(5))
        states[lane] = state
        j = size - 1
        while j > 0 and state < thresholds[j]:
            j -= 1
        x = xs[at - LANES]
        y = ys[at - LANES]
        xs[at] = x * maps[6 * j] + y * maps[6 * j + 1] + maps[6 * j + 4]
        ys[at] = x * maps[6 * j + 2] + y * maps[6 * j + 3] + maps[6 * j + 5]


@_jit
def advance(maps: Any, thresholds: Any, states: Any, xs: Any, ys: Any, start: Any, steps: Any) -> None:
    """Move all lanes by `steps` steps; the lanes before `start` are where they stand.

    Parameters
    ----------
    maps : ndarray of shape (6 K,), floating
        The used maps, padded by copies of the last to one of the specialised sizes, see `padded_size`.
    thresholds : ndarray of shape (K,), uint32
        Map j serves the states from thresholds[j] up to thresholds[j + 1].
    states : ndarray of shape (LANES,), uint32
        Generator states; replaced.
    xs, ys : ndarray, floating
        Points, LANES a step; ``start - LANES`` to ``start`` are read, the following steps written.
    """
    size = len(thresholds)
    if size == 2:
        _advance_2(maps, thresholds, states, xs, ys, start, steps)
    elif size == 3:
        _advance_3(maps, thresholds, states, xs, ys, start, steps)
    elif size == 4:
        _advance_4(maps, thresholds, states, xs, ys, start, steps)
    elif size == 6:
        _advance_6(maps, thresholds, states, xs, ys, start, steps)
    elif size == 8:
        _advance_8(maps, thresholds, states, xs, ys, start, steps)
    else:
        _advance_any(maps, thresholds, states, xs, ys, start, steps)


@_jit
def fast_orbit(maps: Any, thresholds: Any, key: Any, points: Any, xs: Any, ys: Any) -> Any:
    """Fill `xs`, `ys` with `points` points of interleaved orbits; return where they begin, -1 if one flew off.

    The first WARM_UP points are the way of lane 0 from the origin (as in the original, the origin is a point
    of the picture); then come the points of all lanes after their warm-up, step by step. `xs` and `ys` must
    hold ``HEAD + points + LANES`` values.
    """
    states = np.empty(LANES, np.uint32)
    seed_lanes(key, states)
    xs[:LANES] = 0.0
    ys[:LANES] = 0.0
    steps = max(0, -((WARM_UP - points) // LANES))
    advance(maps, thresholds, states, xs, ys, LANES, WARM_UP + steps)
    # An orbit that left the finite numbers never returns, so its last step tells.
    last = (WARM_UP + steps) * LANES
    for at in range(last, last + LANES):
        if not (np.isfinite(xs[at]) and np.isfinite(ys[at])):
            return -1
    begin = HEAD - WARM_UP
    for step in range(WARM_UP):
        xs[begin + step] = xs[step * LANES]
        ys[begin + step] = ys[step * LANES]
    return begin


# --- frames: from coordinates to cells ------------------------------------------------------------------------


@_jit
def _without_nan(values: Any, others: Any) -> Any:
    """Return how many points stay, moved to the front, when those with NaN in `values` go.

    The original removes the hundred rows before the first NaN too; row numbers below zero count from the
    end there, as in NumPy. Returns -1 where NumPy would refuse the row number.
    """
    count = len(values)
    first = 0
    while first < count and not np.isnan(values[first]):
        first += 1
    if first == count:
        return count
    if first - 100 < -count:
        return -1
    dropped = np.zeros(count, np.bool_)
    for row in range(first - 100, first):
        dropped[row if row >= 0 else row + count] = True
    kept = 0
    for row in range(count):
        if not (dropped[row] or np.isnan(values[row])):
            values[kept] = values[row]
            others[kept] = others[row]
            kept += 1
    return kept


@_jit
def _fractaldb_pixels(values: Any, extent: Any, pixels: Any) -> None:
    """Scale `values` (P,) float64 to `pixels` (P,) int32 as the original does; `values` is overwritten."""
    low = values.min()
    if low < 0.0:
        for index in range(len(values)):
            values[index] -= low
    span = values.max() - values.min()
    for index in range(len(values)):
        scaled = values[index] / span * extent + 6.0
        # NumPy turns NaN (0/0, inf/inf) into pixel 0 here.
        pixels[index] = np.int32(scaled) if scaled >= 0.0 else 0


@_jit
def fractaldb_cells(xs: Any, ys: Any, size: Any, columns: Any, rows: Any) -> Any:
    """Return how many points are drawn and whether all were finite; fill `columns`, `rows` (P,) int32."""
    finite = np.isfinite(xs[-1]) and np.isfinite(ys[-1])
    kept = _without_nan(xs, ys) if not finite else len(xs)
    if kept > 0 and not finite:
        kept = _without_nan(ys[:kept], xs[:kept])
    if kept <= 0:
        return 0, False
    extent = float(size - 12)
    _fractaldb_pixels(xs[:kept], extent, columns)
    _fractaldb_pixels(ys[:kept], extent, rows)
    return kept, finite


@_jit
def bounds(xs: Any, ys: Any) -> Any:
    """Return the smallest and largest of `xs` and of `ys`."""
    return xs.min(), xs.max(), ys.min(), ys.max()


@_jit
def fast_cells(xs: Any, ys: Any, size: Any, pad: Any, columns: Any, rows: Any) -> bool:
    """Stretch the points per axis into the padded square, as `fractaldb_cells`; False if the extent overflows."""
    x_low, x_high, y_low, y_high = bounds(xs, ys)
    extent = np.float32(size - 2 * pad)
    x_span = x_high - x_low
    y_span = y_high - y_low
    if not (np.isfinite(x_span) and np.isfinite(y_span)):
        return False
    x_scale = extent / x_span if x_span > 0 else np.float32(0.0)
    y_scale = extent / y_span if y_span > 0 else np.float32(0.0)
    edge = np.float32(pad)
    for index in range(len(xs)):
        columns[index] = np.int32((xs[index] - x_low) * x_scale + edge)
        rows[index] = np.int32((ys[index] - y_low) * y_scale + edge)
    return True


# --- rasters: from cells to codes (0 ground, 1..HUES colour of the point) ---------------------------------------


@_jit
def draw_points(columns: Any, rows: Any, gray: Any, codes: Any) -> None:
    """Write one code a point into `codes` (S, S) uint8; a later point overwrites an earlier one."""
    size = codes.shape[1]
    flat = codes.reshape(-1)
    flat[:] = 0
    for index in range(len(columns)):
        code = 1 if gray else 1 + index % HUES
        flat[np.uint64(rows[index] * size + columns[index])] = code


@_jit
def draw_patches(columns: Any, rows: Any, key: Any, gray: Any, latest: Any, codes: Any) -> None:
    """Paste one random 3x3 tile a point at (x + 1, y + 1); zero bits erase, a later tile covers an earlier one.

    A pixel shows the tile of the latest point among the nine cells that reach it, so only the latest point of
    every cell is kept, in `latest` of shape (S + 3, S + 3), int32, and each pixel takes the maximum of nine.

    The nine bits of point i are uniform on 1..511 and follow from `key` and i.
    """
    size = codes.shape[0]
    stride = size + 3
    flat = latest.reshape(-1)
    flat[:] = 0
    for index in range(len(columns)):
        flat[np.uint64((rows[index] + 3) * stride + columns[index] + 3)] = index + 1
    salt = np.uint32(mix64(key) >> np.uint64(32))
    for y in range(size):
        for x in range(size):
            winner = np.int32(0)
            shift = np.uint32(0)
            for i in range(3):
                for j in range(3):
                    candidate = latest[y + 2 - i, x + 2 - j]
                    if candidate > winner:
                        winner = candidate
                        shift = np.uint32(8 - 3 * i - j)
            mixed = np.uint32(np.uint32(winner) * np.uint32(0x9E3779B1)) ^ salt
            mixed = np.uint32((mixed ^ np.uint32(mixed >> np.uint32(16))) * np.uint32(0x7FEB352D))
            mixed = np.uint32((mixed ^ np.uint32(mixed >> np.uint32(15))) * np.uint32(0x846CA68B))
            mixed = mixed ^ np.uint32(mixed >> np.uint32(16))
            tile = np.uint32(
                1 + np.uint32(np.uint32(np.uint32(mixed >> np.uint32(9)) * np.uint32(511)) >> np.uint32(23))
            )
            shown = winner > 0 and (tile >> shift) & np.uint32(1) == 1
            code = 1 if gray else 1 + (winner - 1) % HUES
            codes[y, x] = code if shown else 0


@_jit
def emit(codes: Any, palette: Any, flip: Any, image: Any) -> None:
    """Write `codes` through `palette` (HUES + 1, C) uint8 to `image` (S, S, C), y up, then mirrored by `flip`."""
    size = codes.shape[0]
    channels = image.shape[2]
    for y in range(size):
        row = codes[y] if flip % 2 == 1 else codes[size - 1 - y]
        for x in range(size):
            code = row[size - 1 - x] if flip >= 2 else row[x]
            for channel in range(channels):
                image[y, x, channel] = palette[code, channel]


# --- batches --------------------------------------------------------------------------------------------------


@_jit
def render_groups(
    first: Any,
    last: Any,
    group_system: Any,
    group_weights: Any,
    group_keys: Any,
    member_offsets: Any,
    members: Any,
    member_flips: Any,
    sizes: Any,
    maps: Any,
    cumulative: Any,
    thresholds: Any,
    draws: Any,
    points: Any,
    pad: Any,
    fractaldb: Any,
    patch: Any,
    gray: Any,
    palette: Any,
    empty_below: Any,
    images: Any,
    outcomes: Any,
    fill: Any,
) -> None:
    """Render groups `first` to `last`; the members of a group share all but the flip.

    See `engine.render.renderer` for the shapes.
    """
    size = images.shape[1]
    codes = np.empty((size, size), np.uint8)
    latest = np.empty((size + 3, size + 3) if patch else (1, 1), np.int32)
    columns = np.empty(points, np.int32)
    rows = np.empty(points, np.int32)
    double = points if fractaldb else 0
    single = 0 if fractaldb else HEAD + points + LANES
    xs, ys = np.empty(double, np.float64), np.empty(double, np.float64)
    fxs, fys = np.empty(single, np.float32), np.empty(single, np.float32)
    for group in range(first, last):
        system = group_system[group]
        weighted = maps[system] * group_weights[group]
        used = sizes[system]
        finite = True
        drawn = points
        if fractaldb:
            fractaldb_orbit(weighted[:used], cumulative[system, :used], draws, xs, ys)
            drawn, finite = fractaldb_cells(xs, ys, size, columns, rows)
        else:
            flat = weighted[:used].astype(np.float32).reshape(-1)
            begin = fast_orbit(flat, thresholds[system, :used], group_keys[group], points, fxs, fys)
            finite = begin >= 0
            drawn = 0
            if finite:
                finite = fast_cells(fxs[begin : begin + points], fys[begin : begin + points], size, pad, columns, rows)
                drawn = points if finite else 0
        if patch:
            draw_patches(columns[:drawn], rows[:drawn], group_keys[group], gray, latest, codes)
        else:
            draw_points(columns[:drawn], rows[:drawn], gray, codes)
        share = np.count_nonzero(codes) / (size * size)
        outcome = OK if share >= empty_below else EMPTY
        if not finite:
            outcome = NON_FINITE
        for position in range(member_offsets[group], member_offsets[group + 1]):
            member = members[position]
            emit(codes, palette, member_flips[position], images[member])
            outcomes[member] = outcome
            fill[member] = share


# --- density ----------------------------------------------------------------------------------------------------

STREAM: Final = 65_536
"""Points of one stream, the unit in which densities grow; every stream has a key of its own."""

_BLOCK: Final = 64


@_jit
def count_points(xs: Any, ys: Any, x_low: Any, y_low: Any, x_scale: Any, y_scale: Any, counts: Any) -> None:
    """Add the points to `counts` (S, S) uint32, y up; those outside are left out."""
    size = counts.shape[0]
    flat = counts.reshape(-1)
    edge = xs.dtype.type(size)
    for index in range(len(xs)):
        x = (xs[index] - x_low) * x_scale
        y = edge - (ys[index] - y_low) * y_scale
        if x >= 0 and x < edge and y >= 0 and y < edge:
            flat[np.uint64(np.int64(y) * size + np.int64(x))] += np.uint32(1)


@_jit
def density_streams(
    maps: Any, thresholds: Any, key: Any, first: Any, last: Any, step: Any, corner: Any, scale: Any, counts: Any
) -> bool:
    """Add the streams `first`, ``first + step``, ... below `last` to `counts`; return whether all stayed finite.

    `maps` decides the precision: float32, or float64 for a deep zoom.
    """
    states = np.empty(LANES, np.uint32)
    length = (max(WARM_UP, _BLOCK) + 1) * LANES
    xs = np.empty(length, maps.dtype)
    ys = np.empty(length, maps.dtype)
    for stream in range(first, last, step):
        seed_lanes(mix64(np.uint64(key) + np.uint64(stream)), states)
        xs[:LANES] = 0
        ys[:LANES] = 0
        steps = WARM_UP
        for block in range(1 + STREAM // (LANES * _BLOCK)):
            if block > 0:
                xs[:LANES] = xs[steps * LANES : (steps + 1) * LANES]
                ys[:LANES] = ys[steps * LANES : (steps + 1) * LANES]
                steps = _BLOCK
            advance(maps, thresholds, states, xs, ys, LANES, steps)
            if block > 0:
                end = (steps + 1) * LANES
                count_points(xs[LANES:end], ys[LANES:end], corner[0], corner[1], scale[0], scale[1], counts)
        for at in range(steps * LANES, (steps + 1) * LANES):
            if not (np.isfinite(xs[at]) and np.isfinite(ys[at])):
                return False
    return True


@_jit
def tone_map(counts: Any, values: Any) -> None:
    """Fill `values` (S, S) float32 with log(1 + count) / log(1 + largest count)."""
    largest = counts.max()
    scale = np.float32(1.0 / np.log1p(np.float64(max(largest, 1))))
    common = np.empty(1024, np.float32)
    for count in range(1024):
        common[count] = np.float32(np.log1p(np.float64(count))) * scale
    flat = counts.reshape(-1)
    toned = values.reshape(-1)
    for index in range(len(flat)):
        count = flat[index]
        toned[index] = common[count] if count < 1024 else np.float32(np.log1p(np.float64(count))) * scale


@_jit
def pilot_bounds(maps: Any, thresholds: Any, key: Any, with_origin: Any) -> Any:
    """Return the bounds of one stream as (x low, x high, y low, y high); NaN if it flew off."""
    xs = np.empty(HEAD + STREAM + LANES, np.float32)
    ys = np.empty(HEAD + STREAM + LANES, np.float32)
    begin = fast_orbit(maps, thresholds, key, STREAM, xs, ys)
    if begin < 0:
        return np.nan, np.nan, np.nan, np.nan
    start = begin if with_origin else HEAD
    x_low, x_high, y_low, y_high = bounds(xs[start : begin + STREAM], ys[start : begin + STREAM])
    return np.float64(x_low), np.float64(x_high), np.float64(y_low), np.float64(y_high)
