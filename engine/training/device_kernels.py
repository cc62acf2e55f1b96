"""The fast protocol of `engine.render.kernels` for GPUs, in Triton: the same points, the same pixels.

One program draws one image with the same 64 interleaved orbits. Sums are neither reordered nor fused (launch with
``enable_fp_fusion=False``), so the bytes are those of the processor. Bounds need all points before the first pixel is
known, so each orbit runs twice: that is cheaper than keeping its points.
"""

from __future__ import annotations

import triton  # type: ignore[import-untyped]
import triton.language as tl  # type: ignore[import-untyped]

LANES = tl.constexpr(64)
WARM_UP = tl.constexpr(64)
HUES = tl.constexpr(128)
GRAY = tl.constexpr(127)


@triton.jit
def step(
    state: tl.tensor, x: tl.tensor, y: tl.tensor, table: tl.tensor, thresholds: tl.tensor, maps: tl.tensor
) -> tl.tensor:
    """Return the lanes one step on: generator (xorshift32, Marsaglia 2003), map, point."""
    state = state ^ (state << 13)
    state = state ^ (state >> 17)
    state = state ^ (state << 5)
    # The map: the last whose threshold is not above the random word.
    index = tl.zeros_like(x).to(tl.int32)
    for j in range(1, maps):
        index += (state >= tl.load(thresholds + j)).to(tl.int32)
    row = table + index * 6
    x_next = x * tl.load(row) + y * tl.load(row + 1) + tl.load(row + 4)
    y_next = x * tl.load(row + 2) + y * tl.load(row + 3) + tl.load(row + 5)
    return state, x_next, y_next


@triton.jit
def orbit_bounds(
    states: tl.tensor,
    tables: tl.tensor,
    thresholds: tl.tensor,
    width: tl.tensor,
    maps: tl.tensor,
    steps: tl.tensor,
    bounds: tl.tensor,
) -> None:
    """Write the extent of each image's points to `bounds` (N, 10) float32.

    Low x, high x, low y, high y of all lanes after the warm-up; the same of lane 0's way from the origin; whether the
    last x and the last y of all lanes are finite (1 or 0).
    """
    image = tl.program_id(0).to(tl.int64)
    lane = tl.arange(0, LANES)
    table, starts = tables + image * width * 6, thresholds + image * width
    state = tl.load(states + image * LANES + lane)
    x = tl.zeros([LANES], tl.float32)
    y = tl.zeros([LANES], tl.float32)
    infinity = float("inf")
    x_low = tl.zeros([LANES], tl.float32) + infinity
    x_high = tl.zeros([LANES], tl.float32) - infinity
    y_low = tl.zeros([LANES], tl.float32) + infinity
    y_high = tl.zeros([LANES], tl.float32) - infinity
    head_x_low, head_x_high, head_y_low, head_y_high = x_low, x_high, y_low, y_high
    for _ in range(WARM_UP):
        head_x_low = tl.where(x < head_x_low, x, head_x_low)
        head_x_high = tl.where(x > head_x_high, x, head_x_high)
        head_y_low = tl.where(y < head_y_low, y, head_y_low)
        head_y_high = tl.where(y > head_y_high, y, head_y_high)
        state, x, y = step(state, x, y, table, starts, maps)
    for _ in range(steps):
        state, x, y = step(state, x, y, table, starts, maps)
        x_low = tl.where(x < x_low, x, x_low)
        x_high = tl.where(x > x_high, x, x_high)
        y_low = tl.where(y < y_low, y, y_low)
        y_high = tl.where(y > y_high, y, y_high)
    out = bounds + image * 10
    tl.store(out, tl.min(x_low, 0))
    tl.store(out + 1, tl.max(x_high, 0))
    tl.store(out + 2, tl.min(y_low, 0))
    tl.store(out + 3, tl.max(y_high, 0))
    first = lane == 0
    tl.store(out + 4, tl.min(tl.where(first, head_x_low, infinity), 0))
    tl.store(out + 5, tl.max(tl.where(first, head_x_high, -infinity), 0))
    tl.store(out + 6, tl.min(tl.where(first, head_y_low, infinity), 0))
    tl.store(out + 7, tl.max(tl.where(first, head_y_high, -infinity), 0))
    # NaN is not below infinity either.
    tl.store(out + 8, tl.min((tl.abs(x) < infinity).to(tl.float32), 0))
    tl.store(out + 9, tl.min((tl.abs(y) < infinity).to(tl.float32), 0))


@triton.jit
def draw_latest(
    states: tl.tensor,
    tables: tl.tensor,
    thresholds: tl.tensor,
    width: tl.tensor,
    maps: tl.tensor,
    points: tl.tensor,
    frames: tl.tensor,
    stride: tl.tensor,
    corner: tl.tensor,
    latest: tl.tensor,
) -> None:
    """Write the number, counted from one, of each cell's latest point to `latest` (N, stride, stride) int32.

    `frames` (N, 6) float32 holds x low, x scale, y low, y scale, border, and 1 where the image is drawn at all.
    """
    image = tl.program_id(0).to(tl.int64)
    lane = tl.arange(0, LANES)
    table, starts = tables + image * width * 6, thresholds + image * width
    frame = frames + image * 6
    x_low, x_scale = tl.load(frame), tl.load(frame + 1)
    y_low, y_scale = tl.load(frame + 2), tl.load(frame + 3)
    edge = tl.load(frame + 4)
    cells = latest + image * stride * stride
    state = tl.load(states + image * LANES + lane)
    x = tl.zeros([LANES], tl.float32)
    y = tl.zeros([LANES], tl.float32)
    if tl.load(frame + 5) > 0:
        for index in range(WARM_UP):
            column = ((x - x_low) * x_scale + edge).to(tl.int32)
            line = ((y - y_low) * y_scale + edge).to(tl.int32)
            tl.atomic_max(cells + (line * stride + column + corner), lane + (index + 1), mask=lane == 0, sem="relaxed")
            state, x, y = step(state, x, y, table, starts, maps)
        for first in range(WARM_UP, points, LANES):
            state, x, y = step(state, x, y, table, starts, maps)
            column = ((x - x_low) * x_scale + edge).to(tl.int32)
            line = ((y - y_low) * y_scale + edge).to(tl.int32)
            number = first + lane
            place = cells + (line * stride + column + corner)
            tl.atomic_max(place, number + 1, mask=number < points, sem="relaxed")


@triton.jit
def _later(winner: tl.tensor, place: tl.tensor, cells: tl.tensor, inside: tl.tensor, number: tl.constexpr) -> tl.tensor:
    found = tl.load(cells, mask=inside, other=0)
    return tl.maximum(winner, found), tl.where(found > winner, number, place)


@triton.jit
def emit(
    latest: tl.tensor,
    salts: tl.tensor,
    flips: tl.tensor,
    palette: tl.tensor,
    size: tl.tensor,
    stride: tl.tensor,
    images: tl.tensor,
    drawn: tl.tensor,
    patch: tl.constexpr,
    gray: tl.constexpr,
    channels: tl.constexpr,
    block: tl.constexpr,
) -> None:
    """Turn the latest points into the pixels of `images` (N, S, S, C) uint8, and count those that are not ground.

    The tile of a point is pasted, and its pixels coloured and mirrored, as `engine.render.kernels.draw_patches` and
    ``emit`` do; `palette` (3, HUES + 1) uint8.
    """
    image = tl.program_id(0).to(tl.int64)
    pixel = tl.program_id(1) * block + tl.arange(0, block)
    inside = pixel < size * size
    y, x = pixel // size, pixel % size
    cells = latest + image * stride * stride + y * stride + x
    if patch:
        winner = tl.load(cells + 2 * stride + 2, mask=inside, other=0)
        place = tl.zeros_like(winner) + 8
        winner, place = _later(winner, place, cells + 2 * stride + 1, inside, 7)
        winner, place = _later(winner, place, cells + 2 * stride, inside, 6)
        winner, place = _later(winner, place, cells + stride + 2, inside, 5)
        winner, place = _later(winner, place, cells + stride + 1, inside, 4)
        winner, place = _later(winner, place, cells + stride, inside, 3)
        winner, place = _later(winner, place, cells + 2, inside, 2)
        winner, place = _later(winner, place, cells + 1, inside, 1)
        winner, place = _later(winner, place, cells, inside, 0)
        mixed = (winner.to(tl.uint32) * 0x9E3779B1) ^ tl.load(salts + image)
        mixed = (mixed ^ (mixed >> 16)) * 0x7FEB352D
        mixed = (mixed ^ (mixed >> 15)) * 0x846CA68B
        mixed = mixed ^ (mixed >> 16)
        tile = (((mixed >> 9) * 511) >> 23).to(tl.int32) + 1
        shown = (winner > 0) & (((tile >> place) & 1) == 1)
    else:
        winner = tl.load(cells, mask=inside, other=0)
        shown = winner > 0
    colour = GRAY if gray else 1 + ((winner - 1) & (HUES - 1))
    code = tl.where(shown, colour, 0)
    tl.atomic_add(drawn + image, tl.sum((shown & inside).to(tl.int32), 0), sem="relaxed")
    flip = tl.load(flips + image)
    line = tl.where(flip % 2 == 1, y, size - 1 - y)
    column = tl.where(flip < 2, x, size - 1 - x)
    target = images + (image * size * size + line * size + column) * channels
    if channels == 1:
        tl.store(target, code.to(tl.uint8), mask=inside)
    else:
        tl.store(target, tl.load(palette + code), mask=inside)
        tl.store(target + 1, tl.load(palette + (HUES + 1) + code), mask=inside)
        tl.store(target + 2, tl.load(palette + 2 * (HUES + 1) + code), mask=inside)
