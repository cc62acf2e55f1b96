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

_BLOCK: Final = 64
"""Steps done at a time, so that a block of points stays in the first cache: 4,096 points of 8 bytes."""

HUES: Final = 128
GRAY: Final = 127

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
def widen(values: Any, low: Any, high: Any) -> None:
    """Widen `low`, `high` (LANES,) to hold `values`; compared lane by lane, as vectors are."""
    whole = len(values) - len(values) % LANES
    for at in range(0, whole, LANES):
        part = values[at : at + LANES]
        for lane in range(LANES):
            value = part[lane]
            low[lane] = value if value < low[lane] else low[lane]
            high[lane] = value if value > high[lane] else high[lane]
    for at in range(whole, len(values)):
        low[0] = min(low[0], values[at])
        high[0] = max(high[0], values[at])


@_jit
def fast_orbit(maps: Any, thresholds: Any, key: Any, points: Any, xs: Any, ys: Any) -> Any:
    """Fill `xs`, `ys` with `points` points of interleaved orbits.

    The first WARM_UP points are the way of lane 0 from the origin (as in the original, the origin is a point
    of the picture); then come the points of all lanes after their warm-up, step by step.

    Parameters
    ----------
    maps, thresholds
        See `advance`.
    key : uint64
        Decides every choice.
    points : int
        At least WARM_UP.
    xs, ys : ndarray of shape (HEAD + points + LANES,), float32

    Returns
    -------
    begin : int
        Where the points begin in `xs` and `ys`.
    finite : bool
        Whether all points are.
    low, high : ndarray of shape (2, LANES), float32
        Bounds of x and of y lane by lane, the warm-up without the origin's way left out.
    """
    states = np.empty(LANES, np.uint32)
    seed_lanes(key, states)
    xs[:LANES] = 0.0
    ys[:LANES] = 0.0
    advance(maps, thresholds, states, xs, ys, LANES, WARM_UP)
    begin = HEAD - WARM_UP
    end = begin + points
    low = np.full((2, LANES), np.float32(np.inf))
    high = np.full((2, LANES), np.float32(-np.inf))
    # In blocks, so that the bounds are taken while the points are still in the first cache.
    at = HEAD
    while at < end:
        steps = min(_BLOCK, (end - at + LANES - 1) // LANES)
        advance(maps, thresholds, states, xs, ys, at, steps)
        stop = min(at + steps * LANES, end)
        widen(xs[at:stop], low[0], high[0])
        widen(ys[at:stop], low[1], high[1])
        at += steps * LANES
    # An orbit that left the finite numbers never returns, so its last step tells.
    finite = True
    for lane in range(at - LANES, at):
        finite &= np.isfinite(xs[lane]) and np.isfinite(ys[lane])
    for step in range(WARM_UP):
        xs[begin + step] = xs[step * LANES]
        ys[begin + step] = ys[step * LANES]
    return begin, finite, low, high


# --- frames: from coordinates to cells ------------------------------------------------------------------------
#
# A cell is the index of a point's pixel in a flat array of `stride` values a row in which pixel (0, 0) is at `corner`.


@_jit
def _without_nan(values: Any, others: Any) -> Any:
    """Return how many points stay, moved to the front, when those with NaN in `values` go.

    The original removes the hundred rows before the first NaN too; row numbers below zero count from the
    end there, as in NumPy. Returns 0 where NumPy would refuse the row number.
    """
    count = len(values)
    first = 0
    while first < count and not np.isnan(values[first]):
        first += 1
    if first == count:
        return count
    if first - 100 < -count:
        return 0
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
def _add_pixels(values: Any, extent: Any, factor: Any, cells: Any) -> None:
    """Scale `values` (P,) float64 to pixels as the original does and add them, times `factor`, to `cells`."""
    low = values.min()
    shift = low if low < 0.0 else 0.0
    span = (values.max() - shift) - (low - shift)
    for index in range(len(values)):
        scaled = (values[index] - shift) / span * extent + 6.0
        # NumPy turns NaN (0/0, inf/inf) into pixel 0 here.
        pixel = np.int32(scaled) if scaled >= 0.0 else np.int32(0)
        cells[index] += np.int32(factor) * pixel


@_jit
def fractaldb_cells(xs: Any, ys: Any, size: Any, stride: Any, corner: Any, cells: Any) -> Any:
    """Fill `cells` (P,) int32; return how many points are drawn, and whether all were finite.

    Points that are not finite are treated as the original treats them, on the way overwriting `xs` and `ys`.
    """
    # An orbit that left the finite numbers never returns, so its last point tells.
    finite = np.isfinite(xs[-1]) and np.isfinite(ys[-1])
    kept = len(xs)
    if not finite:
        kept = _without_nan(xs, ys)
        kept = _without_nan(ys[:kept], xs[:kept])
    if kept > 0:
        extent = float(size - 12)
        cells[:kept] = corner
        _add_pixels(xs[:kept], extent, 1, cells[:kept])
        _add_pixels(ys[:kept], extent, stride, cells[:kept])
    return kept, finite


@_jit
def stretched(low: Any, high: Any, head_xs: Any, head_ys: Any, finite: Any, size: Any, pad: Any) -> Any:
    """Return whether the extent is finite, and the frame for `fast_cells` that stretches it per axis.

    `low`, `high` come from `fast_orbit`; `head_xs`, `head_ys` are the points of the way from the origin.
    """
    widen(head_xs, low[0], high[0])
    widen(head_ys, low[1], high[1])
    x_low, y_low = low[0].min(), low[1].min()
    x_span, y_span = high[0].max() - x_low, high[1].max() - y_low
    extent = np.float32(size - 2 * pad)
    x_scale = extent / x_span if x_span > 0 else np.float32(0.0)
    y_scale = extent / y_span if y_span > 0 else np.float32(0.0)
    finite = finite and np.isfinite(x_span) and np.isfinite(y_span)
    return finite, (x_low, x_scale, y_low, y_scale, np.float32(pad))


@_jit
def fast_cells(xs: Any, ys: Any, frame: Any, stride: Any, corner: Any, cells: Any) -> None:
    """Fill `cells` (P,) int32; `frame` holds x low, x scale, y low, y scale, border as float32."""
    x_low, x_scale, y_low, y_scale, edge = frame
    row = np.int32(stride)
    base = np.int32(corner)
    for index in range(len(xs)):
        column = np.int32((xs[index] - x_low) * x_scale + edge)
        cells[index] = np.int32((ys[index] - y_low) * y_scale + edge) * row + column + base


# --- rasters: from cells to codes (0 ground, GRAY, or 1..HUES for the colour of the point) ----------------------


@_jit
def draw_points(cells: Any, first: Any, gray: Any, codes: Any) -> None:
    """Write the codes of the points from number `first` on into `codes` (S * S,) uint8; the latest stays."""
    if gray:
        for index in range(len(cells)):
            codes[np.uint32(cells[index])] = GRAY
    else:
        for index in range(len(cells)):
            codes[np.uint32(cells[index])] = 1 + ((first + index) & (HUES - 1))


@_jit
def draw_latest(cells: Any, first: Any, latest: Any) -> None:
    """Write the number, counted from one, of each point from number `first` on into `latest`, int32."""
    for index in range(len(cells)):
        latest[np.uint32(cells[index])] = first + index + 1


@_jit
def _patch_row(above: Any, middle: Any, below: Any, salt: Any, gray: Any, codes: Any) -> None:
    """Fill one row of pixels from the three rows of cells whose tiles reach it, the nearest in `below`."""
    size = len(codes)
    c00, c01, c02 = below[2 : size + 2], below[1 : size + 1], below[0:size]
    c10, c11, c12 = middle[2 : size + 2], middle[1 : size + 1], middle[0:size]
    c20, c21, c22 = above[2 : size + 2], above[1 : size + 1], above[0:size]
    for x in range(size):
        # 1. The latest of the nine points, each with the place of this pixel in its tile.
        winner = c00[x]
        place = np.int32(8)
        place = np.int32(7) if c01[x] > winner else place
        winner = max(winner, c01[x])
        place = np.int32(6) if c02[x] > winner else place
        winner = max(winner, c02[x])
        place = np.int32(5) if c10[x] > winner else place
        winner = max(winner, c10[x])
        place = np.int32(4) if c11[x] > winner else place
        winner = max(winner, c11[x])
        place = np.int32(3) if c12[x] > winner else place
        winner = max(winner, c12[x])
        place = np.int32(2) if c20[x] > winner else place
        winner = max(winner, c20[x])
        place = np.int32(1) if c21[x] > winner else place
        winner = max(winner, c21[x])
        place = np.int32(0) if c22[x] > winner else place
        winner = max(winner, c22[x])
        # 2. Its tile: 32 well mixed bits (Wellons' lowbias32), the upper 23 of them scaled to 1..511.
        mixed = np.uint32(np.uint32(winner) * np.uint32(0x9E3779B1)) ^ salt
        mixed = np.uint32((mixed ^ np.uint32(mixed >> np.uint32(16))) * np.uint32(0x7FEB352D))
        mixed = np.uint32((mixed ^ np.uint32(mixed >> np.uint32(15))) * np.uint32(0x846CA68B))
        mixed = np.uint32(mixed ^ np.uint32(mixed >> np.uint32(16)))
        scaled = np.uint32(np.uint32(mixed >> np.uint32(9)) * np.uint32(511))
        tile = np.int32(scaled >> np.uint32(23)) + np.int32(1)
        # 3. The pixel's bit of it.
        bit = np.int32(tile >> place) & np.int32(1)
        bit = bit if winner > 0 else np.int32(0)
        code = np.int32(GRAY) if gray else np.int32(1) + ((winner - np.int32(1)) & np.int32(HUES - 1))
        codes[x] = np.uint8(bit * code)


@_jit
def draw_patches(latest: Any, key: Any, gray: Any, codes: Any) -> None:
    """Paste one random 3x3 tile a point at (x + 1, y + 1); zero bits erase, a later tile covers an earlier one.

    A pixel shows the tile of the latest point among the nine cells that reach it. So `latest` (S + 3, S + 3),
    int32, keeps only the latest point of each cell, three rows and columns in, and each pixel takes the maximum
    of nine. Tiles are cut off at the border. The nine bits of point i are uniform on 1..511 and follow from
    `key` and i.
    """
    salt = np.uint32(mix64(key) >> np.uint64(32))
    for y in range(codes.shape[0]):
        _patch_row(latest[y], latest[y + 1], latest[y + 2], salt, gray, codes[y])


@_jit
def emit(codes: Any, palette: Any, flip: Any, image: Any) -> None:
    """Write `codes` to `image` (S, S, C), y up, then mirrored by `flip`; colours through `palette` (HUES + 1, 3)."""
    size = codes.shape[0]
    for y in range(size):
        row = codes[y] if flip % 2 == 1 else codes[size - 1 - y]
        line = image[y].reshape(-1)
        if image.shape[2] == 1:
            if flip < 2:
                for x in range(size):
                    line[x] = row[x]
            else:
                for x in range(size):
                    line[x] = row[size - 1 - x]
        else:
            for x in range(size):
                code = row[x]
                at = 3 * (x if flip < 2 else size - 1 - x)
                line[at] = palette[code, 0]
                line[at + 1] = palette[code, 1]
                line[at + 2] = palette[code, 2]


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
    offset = 3 if patch else 0
    stride = size + offset
    corner = offset * stride + offset
    codes = np.empty((size, size), np.uint8)
    latest = np.empty((stride, stride) if patch else (1, 1), np.int32)
    double = points if fractaldb else 0
    single = 0 if fractaldb else HEAD + points + LANES
    xs, ys = np.empty(double, np.float64), np.empty(double, np.float64)
    fast_xs, fast_ys = np.empty(single, np.float32), np.empty(single, np.float32)
    block = points if fractaldb else _BLOCK * LANES
    cells = np.empty(block, np.int32)
    for group in range(first, last):
        # 1. The points, their frame, and whether all were finite.
        system = group_system[group]
        used = sizes[system]
        weighted = maps[system, :used] * group_weights[group]
        key = group_keys[group]
        frame = (np.float32(0), np.float32(0), np.float32(0), np.float32(0), np.float32(0))
        begin = 0
        if fractaldb:
            fractaldb_orbit(weighted, cumulative[system, :used], draws, xs, ys)
            drawn, finite = fractaldb_cells(xs, ys, size, stride, corner, cells)
        else:
            flat = weighted.astype(np.float32).reshape(-1)
            begin, finite, low, high = fast_orbit(flat, thresholds[system, :used], key, points, fast_xs, fast_ys)
            finite, frame = stretched(low, high, fast_xs[begin:HEAD], fast_ys[begin:HEAD], finite, size, pad)
            drawn = points if finite else 0
        # 2. The raster, a block of points at a time.
        codes[:] = 0
        latest[:] = 0
        for at in range(0, drawn, block):
            end = min(at + block, drawn)
            part = cells[: end - at]
            if not fractaldb:
                span_x = fast_xs[begin + at : begin + end]
                span_y = fast_ys[begin + at : begin + end]
                fast_cells(span_x, span_y, frame, stride, corner, part)
            if patch:
                draw_latest(part, at, latest.reshape(-1))
            else:
                draw_points(part, at, gray, codes.reshape(-1))
        if patch:
            draw_patches(latest, key, gray, codes)
        # 3. What became of it, and its mirror images.
        share = np.count_nonzero(codes) / (size * size)
        outcome = NON_FINITE if not finite else EMPTY if share < empty_below else OK
        for position in range(member_offsets[group], member_offsets[group + 1]):
            member = members[position]
            emit(codes, palette, member_flips[position], images[member])
            outcomes[member] = outcome
            fill[member] = share


# --- density ----------------------------------------------------------------------------------------------------

STREAM: Final = 65_536
"""Points of one stream, the unit in which densities grow; every stream has a key of its own."""


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
    begin, finite, low, high = fast_orbit(maps, thresholds, key, STREAM, xs, ys)
    if not finite:
        return np.nan, np.nan, np.nan, np.nan
    if with_origin:
        widen(xs[begin:HEAD], low[0], high[0])
        widen(ys[begin:HEAD], low[1], high[1])
    return (
        np.float64(low[0].min()),
        np.float64(high[0].max()),
        np.float64(low[1].min()),
        np.float64(high[1].max()),
    )
