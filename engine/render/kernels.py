"""Compiled kernels: orbits, frames, rasters. Imported at the first picture, because numba is slow to import.

All of them live in one file: numba's cache on disk follows the file of the function it compiled, not the
files of the functions that one calls. No kernel uses fused multiply-add or reordered sums, so every machine
gives the same bytes; all release the GIL.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from llvmlite import ir
from numba import config as _config
from numba import njit, types
from numba.core import cgutils as _cgutils
from numba.core import codegen as _codegen
from numba.extending import intrinsic
from numba.np.unsafe.ndarray import to_fixed_tuple as _to_fixed_tuple

VECTOR: Final = 16
"""Values of 32 bits in the widest vector registers."""

LANES: Final = 64
"""Interleaved orbits: four vectors, enough to hide the latency of one affine map."""

WARM_UP: Final = 64
"""Steps a lane takes from the origin before its points are drawn."""

HEAD: Final = (WARM_UP + 1) * LANES
"""Where the steps after the warm-up begin, see `fast_orbit`."""

BLOCK: Final = 64 * LANES
"""Points handled at a time so that they stay in the first cache."""

FAR: Final = np.float32(1e9)
"""An orbit farther out than this many times the largest translation counts as not finite. In float64 the single
long orbit of the original leaves the finite numbers for the same variants; the lanes here are shorter."""

HUES: Final = 128
GRAY: Final = 127

OK: Final = 0
EMPTY: Final = 1
NON_FINITE: Final = 2


# Untyped in numba; an intrinsic's Python signature carries one argument more than its calls.
config: Any = _config
codegen: Any = _codegen
cgutils: Any = _cgutils
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
def fractaldb_choices(cumulative: Any, draws: Any, choices: Any) -> None:
    """Fill `choices` (P,) uint8 with the first j with draw <= cumulative[j], or K where rounding leaves none."""
    for index in range(len(choices)):
        choices[index] = 0
    # Counting the bounds below a draw gives the same number as searching, without a branch to mispredict.
    for bound in cumulative:
        for index in range(len(choices)):
            choices[index] += np.uint8(draws[index] > bound)


@_jit
def fractaldb_orbit(maps: Any, choices: Any, xs: Any, ys: Any) -> None:
    """Fill `xs`, `ys` (P,) float64 with the original's orbit from the origin, in its order of operations.

    Where no map was chosen the point repeats.
    """
    x = 0.0
    y = 0.0
    xs[0] = x
    ys[0] = y
    count = len(maps)
    for index in range(1, len(xs)):
        j = choices[index - 1]
        if j < count:
            x_next = x * maps[j, 0] + y * maps[j, 1] + maps[j, 4]
            y = x * maps[j, 2] + y * maps[j, 3] + maps[j, 5]
            x = x_next
        xs[index] = x
        ys[index] = y


# One step of the interleaved orbits, three ways, all with the same bits as the result:
# 1. wide: the six coefficients of sixteen lanes come out of registers by six permutes (x86 with AVX-512);
# 2. narrow: they are chosen by a chain of selects, which any compiler turns into vectors, up to eight maps;
# 3. any: they are looked up, lane by lane.

_FEATURES: Final[str] = codegen.get_host_cpu_features() if config.CPU_FEATURES is None else config.CPU_FEATURES
HAS_PERMUTES: Final = "+avx512f" in _FEATURES.split(",")

_FLOATS: Final = ir.VectorType(ir.FloatType(), VECTOR)
_WORDS: Final = ir.VectorType(ir.IntType(32), VECTOR)


def _advance_wide_with(levels: int) -> Any:
    """Return `advance` for at most ``2 ** levels`` maps (16 at most), written in vector instructions.

    Python's loops below run while the code is generated: `lanes` is a list of vectors, not a loop of the kernel.
    """

    def every(value: int) -> ir.Constant:
        return ir.Constant(_WORDS, [value] * VECTOR)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        def pointer(argument: int, offset: Any, kind: Any) -> Any:
            data = context.make_array(signature.args[argument])(context, builder, args[argument]).data
            return builder.bitcast(builder.gep(data, [offset]), kind.as_pointer())

        def variable(value: Any) -> Any:
            place = cgutils.alloca_once(builder, value.type)
            builder.store(value, place)
            return place

        def permute(name: str, kind: Any) -> Any:
            function = ir.FunctionType(kind, [kind, _WORDS])
            return cgutils.get_or_insert_function(builder.module, function, f"llvm.x86.avx512.permvar.{name}.512")

        start, steps = args[6], args[7]
        length = start.type
        permute_floats, permute_words = permute("sf", _FLOATS), permute("si", _WORDS)
        lanes = [ir.Constant(length, at) for at in range(0, LANES, VECTOR)]
        before = builder.sub(start, ir.Constant(length, LANES))
        sides = [(8, "<"), (9, ">")]

        # 1. Tables and lanes into registers. Table h of the bisection holds thresholds[index | h] at index.
        coefficients = [
            builder.load(pointer(0, ir.Constant(length, row * VECTOR), _FLOATS), align=4) for row in range(6)
        ]
        thresholds = builder.load(pointer(1, ir.Constant(length, 0), _WORDS), align=4)
        halves = [1 << level for level in reversed(range(levels))]
        bisection = [
            builder.call(
                permute_words, [thresholds, ir.Constant(_WORDS, [(at | half) % VECTOR for at in range(VECTOR)])]
            )
            for half in halves
        ]
        states = [variable(builder.load(pointer(3, lane, _WORDS), align=4)) for lane in lanes]
        points = [
            [variable(builder.load(pointer(axis, builder.add(before, lane), _FLOATS), align=4)) for axis in (4, 5)]
            for lane in lanes
        ]
        extremes = [
            (axis, side, pointer(argument, ir.Constant(length, axis * VECTOR), _FLOATS))
            for axis in (0, 1)
            for argument, side in sides
        ]
        reached = [variable(builder.load(place, align=4)) for _, _, place in extremes]

        with cgutils.for_range(builder, steps) as loop:
            at = builder.add(start, builder.mul(loop.index, ir.Constant(length, LANES)))
            for lane, state_place, (x_place, y_place) in zip(lanes, states, points, strict=True):
                # 2. The next random word (xorshift32, Marsaglia 2003).
                state = builder.load(state_place)
                state = builder.xor(state, builder.shl(state, every(13)))
                state = builder.xor(state, builder.lshr(state, every(17)))
                state = builder.xor(state, builder.shl(state, every(5)))
                builder.store(state, state_place)
                # 3. The map: the last whose threshold is not above it.
                index: Any = every(0)
                for half, table in zip(halves, bisection, strict=True):
                    above = builder.icmp_unsigned(">=", state, builder.call(permute_words, [table, index]))
                    index = builder.select(above, builder.or_(index, every(half)), index)
                a, b, c, d, e, f = (builder.call(permute_floats, [row, index]) for row in coefficients)
                # 4. The point, and the bounds of all points.
                x, y = builder.load(x_place), builder.load(y_place)
                moved = (
                    builder.fadd(builder.fadd(builder.fmul(x, a), builder.fmul(y, b)), e),
                    builder.fadd(builder.fadd(builder.fmul(x, c), builder.fmul(y, d)), f),
                )
                for axis, place in enumerate((x_place, y_place)):
                    builder.store(moved[axis], place)
                    builder.store(moved[axis], pointer(4 + axis, builder.add(at, lane), _FLOATS), align=4)
                for (axis, side, _), place in zip(extremes, reached, strict=True):
                    extreme = builder.load(place)
                    beyond = builder.fcmp_ordered(side, moved[axis], extreme)
                    builder.store(builder.select(beyond, moved[axis], extreme), place)

        # 5. What goes on from here.
        for lane, place in zip(lanes, states, strict=True):
            builder.store(builder.load(place), pointer(3, lane, _WORDS), align=4)
        for (_, _, target), place in zip(extremes, reached, strict=True):
            builder.store(builder.load(place), target, align=4)
        return context.get_dummy_value()

    @intrinsic
    def advance_permuting(
        _typing: Any,
        table: Any,
        thresholds: Any,
        size: Any,
        states: Any,
        xs: Any,
        ys: Any,
        start: Any,
        steps: Any,
        low: Any,
        high: Any,
    ) -> Any:
        return types.void(table, thresholds, size, states, xs, ys, start, steps, low, high), generate

    return advance_permuting


_wide_1: Any = _advance_wide_with(1)
_wide_2: Any = _advance_wide_with(2)
_wide_3: Any = _advance_wide_with(3)
_wide_4: Any = _advance_wide_with(4)


def _advance_narrow_with(size: int) -> Any:
    """Return a kernel that moves all lanes in a system of at most `size` maps by a chain of selects."""

    @njit(nogil=True, cache=True, error_model="numpy")
    def advance(table: Any, thresholds: Any, states: Any, xs: Any, ys: Any, start: Any, steps: Any) -> None:
        # From tuples of fixed length every value sits in a register, and the inner loop unrolls.
        a_of = to_fixed_tuple(table[0, :size], size)
        b_of = to_fixed_tuple(table[1, :size], size)
        c_of = to_fixed_tuple(table[2, :size], size)
        d_of = to_fixed_tuple(table[3, :size], size)
        e_of = to_fixed_tuple(table[4, :size], size)
        f_of = to_fixed_tuple(table[5, :size], size)
        starts = to_fixed_tuple(thresholds[:size], size)
        for step in range(steps):
            at = start + step * LANES
            x_from, y_from = xs[at - LANES : at], ys[at - LANES : at]
            x_to, y_to = xs[at : at + LANES], ys[at : at + LANES]
            for lane in range(LANES):
                state = states[lane]
                state ^= np.uint32(state << np.uint32(13))
                state ^= np.uint32(state >> np.uint32(17))
                state ^= np.uint32(state << np.uint32(5))
                states[lane] = state
                a, b, c, d, e, f = a_of[0], b_of[0], c_of[0], d_of[0], e_of[0], f_of[0]
                for j in range(1, size):
                    if state >= starts[j]:
                        a, b, c, d, e, f = a_of[j], b_of[j], c_of[j], d_of[j], e_of[j], f_of[j]
                x = x_from[lane]
                y = y_from[lane]
                x_to[lane] = x * a + y * b + e
                y_to[lane] = x * c + y * d + f

    return advance


_narrow_2 = _advance_narrow_with(2)
_narrow_3 = _advance_narrow_with(3)
_narrow_4 = _advance_narrow_with(4)
_narrow_6 = _advance_narrow_with(6)
_narrow_8 = _advance_narrow_with(8)


@_jit
def _advance_any(table: Any, thresholds: Any, size: Any, states: Any, xs: Any, ys: Any, start: Any, steps: Any) -> None:
    """Move all lanes in a system of any number of maps by table look-up."""
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
        xs[at] = x * table[0, j] + y * table[1, j] + table[4, j]
        ys[at] = x * table[2, j] + y * table[3, j] + table[5, j]


@_jit
def widen(values: Any, low: Any, high: Any) -> None:
    """Widen `low`, `high` (VECTOR,) to hold `values`; compared place by place, as vectors are."""
    whole = len(values) - len(values) % VECTOR
    for at in range(0, whole, VECTOR):
        part = values[at : at + VECTOR]
        for lane in range(VECTOR):
            value = part[lane]
            low[lane] = value if value < low[lane] else low[lane]
            high[lane] = value if value > high[lane] else high[lane]
    for at in range(whole, len(values)):
        low[0] = min(low[0], values[at])
        high[0] = max(high[0], values[at])


@_jit
def advance_narrow(
    table: Any,
    thresholds: Any,
    size: Any,
    states: Any,
    xs: Any,
    ys: Any,
    start: Any,
    steps: Any,
    low: Any,
    high: Any,
) -> None:
    """Do what `advance` does, on any machine."""
    end = start + steps * LANES
    for at in range(start, end, BLOCK):
        stop = min(at + BLOCK, end)
        count = (stop - at) // LANES
        if size <= 2:
            _narrow_2(table, thresholds, states, xs, ys, at, count)
        elif size == 3:
            _narrow_3(table, thresholds, states, xs, ys, at, count)
        elif size == 4:
            _narrow_4(table, thresholds, states, xs, ys, at, count)
        elif size <= 6:
            _narrow_6(table, thresholds, states, xs, ys, at, count)
        elif size <= 8:
            _narrow_8(table, thresholds, states, xs, ys, at, count)
        else:
            _advance_any(table, thresholds, size, states, xs, ys, at, count)
        # While the block is still in the first cache.
        widen(xs[at:stop], low[0], high[0])
        widen(ys[at:stop], low[1], high[1])


@_jit
def _advance_wide(
    table: Any,
    thresholds: Any,
    size: Any,
    states: Any,
    xs: Any,
    ys: Any,
    start: Any,
    steps: Any,
    low: Any,
    high: Any,
) -> None:
    """Move all lanes by `steps` steps; the values before `start` are where they stand.

    Parameters
    ----------
    table : ndarray of shape (6, W), float32
        Coefficients a to f of the used maps, the last map repeated up to the width, 16 or 64.
    thresholds : ndarray of shape (W,), uint32
        Map j serves the random words from thresholds[j] up to thresholds[j + 1]; thresholds[0] is 0.
    size : int
        Number of used maps.
    states : ndarray of shape (LANES,), uint32
        Generator states; replaced.
    xs, ys : ndarray, float32
        Points, LANES a step; those of the step before `start` are read, those from there on written.
    low, high : ndarray of shape (2, VECTOR), float32
        Bounds of x and y so far, the extreme of each row; widened to hold the new points.
    """
    if size <= 2:
        _wide_1(table, thresholds, size, states, xs, ys, start, steps, low, high)
    elif size <= 4:
        _wide_2(table, thresholds, size, states, xs, ys, start, steps, low, high)
    elif size <= 8:
        _wide_3(table, thresholds, size, states, xs, ys, start, steps, low, high)
    elif size <= VECTOR:
        _wide_4(table, thresholds, size, states, xs, ys, start, steps, low, high)
    else:
        _advance_any(table, thresholds, size, states, xs, ys, start, steps)
        widen(xs[start : start + steps * LANES], low[0], high[0])
        widen(ys[start : start + steps * LANES], low[1], high[1])


advance = _advance_wide if HAS_PERMUTES else advance_narrow


@_jit
def coefficient_table(maps: Any, width: Any) -> Any:
    """Return `maps` (K, 6) as the table of `advance`: shape (6, `width`), float32, the last map repeated."""
    table = np.empty((6, width), np.float32)
    for row in range(6):
        for column in range(width):
            table[row, column] = maps[min(column, len(maps) - 1), row]
    return table


@_jit
def stayed(table: Any, low: Any, high: Any, last_xs: Any, last_ys: Any) -> bool:
    """Return whether the points within the bounds `low`, `high` are finite and not FAR away.

    An orbit that left the finite numbers never returns, so the last points tell it.
    """
    finite = True
    for lane in range(len(last_xs)):
        finite &= np.isfinite(last_xs[lane]) and np.isfinite(last_ys[lane])
    largest = np.float32(0.0)
    for column in range(table.shape[1]):
        largest = max(largest, abs(table[4, column]), abs(table[5, column]))
    limit = FAR * largest
    for axis in range(2):
        for place in range(VECTOR):
            finite &= low[axis, place] >= -limit and high[axis, place] <= limit
    return finite


@_jit
def fast_orbit(table: Any, thresholds: Any, size: Any, key: Any, points: Any, xs: Any, ys: Any) -> Any:
    """Fill `xs`, `ys` with `points` points of interleaved orbits.

    The first WARM_UP points are the way of lane 0 from the origin (as in the original, the origin is a point
    of the picture); then come the points of all lanes after their warm-up, step by step.

    Parameters
    ----------
    table, thresholds, size
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
        Whether all points are finite and not FAR away.
    low, high : ndarray of shape (2, VECTOR), float32
        Bounds of x and y over the steps after the warm-up, the last one whole; take the extreme of each row.
    """
    states = np.empty(LANES, np.uint32)
    seed_lanes(key, states)
    xs[:LANES] = 0.0
    ys[:LANES] = 0.0
    begin = HEAD - WARM_UP
    steps = (points - WARM_UP + LANES - 1) // LANES
    low = np.empty((2, VECTOR), np.float32)
    high = np.empty((2, VECTOR), np.float32)
    # As variables, not constants: numba compiles a function once more for each constant it is called with.
    start, before = np.int64(LANES), np.int64(WARM_UP)
    advance(table, thresholds, size, states, xs, ys, start, before, low, high)
    low[:] = np.inf
    high[:] = -np.inf
    advance(table, thresholds, size, states, xs, ys, start * (before + 1), steps, low, high)
    last = HEAD + (steps - 1) * LANES
    finite = stayed(table, low, high, xs[last : last + LANES], ys[last : last + LANES])
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
def extremes(values: Any) -> Any:
    """Return the smallest and the largest of `values`, none of them NaN."""
    low = high = values[0]
    for value in values:
        low = value if value < low else low
        high = value if value > high else high
    return low, high


@_jit
def _add_pixels(values: Any, extent: Any, factor: Any, cells: Any) -> None:
    """Scale `values` (P,) float64 to pixels as the original does and add them, times `factor`, to `cells`."""
    low, high = extremes(values)
    shift = low if low < 0.0 else 0.0
    span = (high - shift) - (low - shift)
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
        _add_pixels(xs[:kept], extent, np.int64(1), cells[:kept])
        _add_pixels(ys[:kept], extent, np.int64(stride), cells[:kept])
    return kept, finite


@_jit
def stretched(low: Any, high: Any, head_xs: Any, head_ys: Any, finite: Any, size: Any, pad: Any) -> Any:
    """Return whether the extent is finite, and the frame for `fast_cells` that stretches it per axis.

    `low`, `high` come from `fast_orbit`; `head_xs`, `head_ys` are the points of the way from the origin.
    """
    widen(head_xs, low[0], high[0])
    widen(head_ys, low[1], high[1])
    x_low, y_low = extremes(low[0])[0], extremes(low[1])[0]
    x_span, y_span = extremes(high[0])[1] - x_low, extremes(high[1])[1] - y_low
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
        line = np.int32((ys[index] - y_low) * y_scale + edge)
        # Numba computes in 64 bits unless each result is cut to 32.
        cells[index] = np.int32(np.int32(line * row) + np.int32(column + base))


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
def drawn_pixels(codes: Any) -> Any:
    """Return how many of `codes` (P,) uint8 are not ground."""
    count = 0
    for code in codes:
        count += code != 0
    return count


@_jit
def emit(codes: Any, palette: Any, flip: Any, image: Any) -> None:
    """Write `codes` to `image` (S, S, C), y up, then mirrored by `flip`; colours through `palette` (3, HUES + 1)."""
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
            red, green, blue = palette[0], palette[1], palette[2]
            for x in range(size):
                code = row[x] if flip < 2 else row[size - 1 - x]
                at = np.uint64(3 * x)
                line[at] = red[code]
                line[at + np.uint64(1)] = green[code]
                line[at + np.uint64(2)] = blue[code]


# --- batches --------------------------------------------------------------------------------------------------


@_jit
def render_groups(
    first: Any,
    last: Any,
    group_system: Any,
    group_rows: Any,
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
    block = points if fractaldb else BLOCK
    cells = np.empty(block, np.int32)
    choices = np.empty(double, np.uint8)
    chosen = -1
    drawn = 0
    finite = False
    for group in range(first, last):
        # 1. The points, their frame, and whether all were finite.
        system = group_system[group]
        used = sizes[system]
        weighted = maps[system, :used] * group_weights[group]
        key = group_keys[group]
        frame = (np.float32(0), np.float32(0), np.float32(0), np.float32(0), np.float32(0))
        begin = 0
        if fractaldb:
            # Every image of a system makes the same choices, and every count of a variant has the same points.
            if chosen != system:
                fractaldb_choices(cumulative[system, :used], draws, choices)
            if chosen != system or group_rows[group] != group_rows[group - 1]:
                fractaldb_orbit(weighted, choices, xs, ys)
                drawn, finite = fractaldb_cells(xs, ys, size, stride, corner, cells)
            chosen = system
        else:
            table = coefficient_table(weighted, thresholds.shape[1])
            begin, finite, low, high = fast_orbit(table, thresholds[system], used, key, points, fast_xs, fast_ys)
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
        share = drawn_pixels(codes.reshape(-1)) / (size * size)
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
def count_points(xs: Any, ys: Any, corner: Any, scale: Any, cells: Any, counts: Any) -> None:
    """Add the points to `counts` (S * S + 1,) uint32, y up; its last element takes those outside the frame."""
    size = np.int32(math.sqrt(len(counts) - 1))
    edge = np.float32(size)
    outside = np.int32(len(counts) - 1)
    x_low, y_low = corner
    x_scale, y_scale = scale
    for index in range(len(xs)):
        x = (xs[index] - x_low) * x_scale
        y = edge - (ys[index] - y_low) * y_scale
        inside = (x >= 0) & (x < edge) & (y >= 0) & (y < edge)
        column = np.int32(x if inside else np.float32(0))
        line = np.int32(y if inside else np.float32(0))
        cell = np.int32(np.int32(line * size) + column)
        cells[index] = cell if inside else outside
    for index in range(len(xs)):
        counts[np.uint32(cells[index])] += np.uint32(1)


@_jit
def density_streams(
    table: Any,
    thresholds: Any,
    size: Any,
    key: Any,
    first: Any,
    last: Any,
    step: Any,
    corner: Any,
    scale: Any,
    counts: Any,
) -> bool:
    """Add the streams `first`, ``first + step``, ... below `last` to `counts`; return whether all stayed finite.

    `corner` and `scale` are pairs of float32: x and y of the frame's lower left, and pixels a unit.
    """
    states = np.empty(LANES, np.uint32)
    xs = np.empty(max(HEAD, LANES + BLOCK), np.float32)
    ys = np.empty(max(HEAD, LANES + BLOCK), np.float32)
    cells = np.empty(BLOCK, np.int32)
    low = np.empty((2, VECTOR), np.float32)
    high = np.empty((2, VECTOR), np.float32)
    start = np.int64(LANES)
    for stream in range(first, last, step):
        seed_lanes(mix64(np.uint64(key) + np.uint64(stream)), states)
        xs[:LANES] = 0
        ys[:LANES] = 0
        low[:] = 0
        high[:] = 0
        steps = np.int64(WARM_UP)
        for block in range(1 + STREAM // BLOCK):
            if block > 0:
                for lane in range(LANES):
                    xs[lane] = xs[steps * LANES + lane]
                    ys[lane] = ys[steps * LANES + lane]
                steps = np.int64(BLOCK // LANES)
            advance(table, thresholds, size, states, xs, ys, start, steps, low, high)
            if block > 0:
                end = LANES + BLOCK
                count_points(xs[LANES:end], ys[LANES:end], corner, scale, cells, counts)
        if not stayed(table, low, high, xs[BLOCK : BLOCK + LANES], ys[BLOCK : BLOCK + LANES]):
            return False
    return True


@_jit
def tone_map(counts: Any, values: Any) -> None:
    """Fill `values` (P,) float32 with log(1 + count) / log(1 + largest count)."""
    largest = extremes(counts)[1]
    scale = np.float32(1.0 / np.log1p(np.float64(max(largest, 1))))
    common = np.empty(1024, np.float32)
    for count in range(1024):
        common[count] = np.float32(np.log1p(np.float64(count))) * scale
    for index in range(len(counts)):
        count = counts[index]
        values[index] = common[count] if count < 1024 else np.float32(np.log1p(np.float64(count))) * scale


@_jit
def pilot_bounds(table: Any, thresholds: Any, size: Any, key: Any, with_origin: Any) -> Any:
    """Return the bounds of one stream as (x low, x high, y low, y high); NaN if it flew off."""
    xs = np.empty(HEAD + STREAM + LANES, np.float32)
    ys = np.empty(HEAD + STREAM + LANES, np.float32)
    begin, finite, low, high = fast_orbit(table, thresholds, size, key, np.int64(STREAM), xs, ys)
    if not finite:
        return np.float32(np.nan), np.float32(np.nan), np.float32(np.nan), np.float32(np.nan)
    if with_origin:
        widen(xs[begin:HEAD], low[0], high[0])
        widen(ys[begin:HEAD], low[1], high[1])
    return extremes(low[0])[0], extremes(high[0])[1], extremes(low[1])[0], extremes(high[1])[1]
