"""The renderer against a plain compiled loop and against the original's process, all in the same run.

Run as ``python -m tests.benchmarks.bench_render``. Peers: a plain numba loop that follows one orbit and then
draws it (one core), and the restatement of the original in ``tests/reference`` (Python, NumPy, Pillow). Times are
wall seconds of `render_images` whole, allocation of the result included, after a warm-up.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

from engine.categories.catalogue import fractaldb_1k
from engine.cores import worker_count
from engine.render import kernels
from engine.render.density import DensityAccumulator, Framing, render_thumbnails
from engine.render.renderer import render_images
from engine.render.settings import Protocol, RenderSettings, Style
from tests.reference import original_renderer

REPEATS = 7
CATEGORIES = fractaldb_1k().categories[:40]
IMAGES_EACH = 5


@njit(nogil=True)
def plain_loop(random: Any, maps: Any, cumulative: Any, points: int, size: int, image: Any) -> None:
    """One orbit, one branch a map, one pixel a point."""
    xs = np.zeros(points)
    ys = np.zeros(points)
    x = y = 0.0
    for index in range(1, points):
        draw = random.random()
        j = 0
        while j < len(cumulative) - 1 and draw > cumulative[j]:
            j += 1
        x, y = maps[j, 0] * x + maps[j, 1] * y + maps[j, 4], maps[j, 2] * x + maps[j, 3] * y + maps[j, 5]
        xs[index] = x
        ys[index] = y
    x_low, y_low = xs.min(), ys.min()
    x_scale = (size - 12) / (xs.max() - x_low)
    y_scale = (size - 12) / (ys.max() - y_low)
    image[:] = 0
    for index in range(points):
        image[int((ys[index] - y_low) * y_scale + 6), int((xs[index] - x_low) * x_scale + 6)] = 127


def main() -> None:
    """Print the tables."""
    print(
        f"{platform.machine()}, {worker_count(None)} cores, Python {platform.python_version()}, "
        f"sixteen coefficients a permute: {'yes' if kernels.HAS_PERMUTES else 'no'}; "
        f"load before the run {os.getloadavg()[0]:.1f}"
    )
    _point_gray()
    _all_styles()
    _patches_and_the_original()
    _screen()


def _point_gray() -> None:
    size, points = 256, 100_000
    print(f"\npoint_gray, {size} px, {points:,} points, first {len(CATEGORIES)} categories")
    random = np.random.default_rng(1)
    image = np.zeros((size, size), np.uint8)
    systems = [(category.maps, np.cumsum(category.probabilities)) for category in CATEGORIES]

    def plain() -> None:
        for maps, cumulative in systems:
            plain_loop(random, maps, cumulative, points, size, image)

    peer = _timed(plain, len(CATEGORIES))
    _row("plain single-orbit loop, one core", peer, points)
    for protocol in (Protocol.FAST, Protocol.FRACTALDB):
        options = RenderSettings(Style.POINT_GRAY, protocol, size=size, points=points, weight_step=None, counts=50)
        for threads in (1, worker_count(None)):
            ours = _timed(lambda o=options, t=threads: _render(o, t), len(CATEGORIES) * IMAGES_EACH)
            _row(f"{protocol}, {threads} thread(s)", ours, points, peer)


def _all_styles() -> None:
    size, points = 362, 200_000
    print(f"\n{size} px, {points:,} points, the published recommendation")
    for style in Style:
        for protocol in Protocol:
            options = RenderSettings(style, protocol, size=size, points=points, counts=2)
            ours = _timed(lambda o=options: _render(o, 1), len(CATEGORIES) * IMAGES_EACH)
            _row(f"{style} {protocol}, 1 thread", ours, points)


def _patches_and_the_original() -> None:
    size, points = 362, 200_000
    print(f"\npatch_gray and point_gray, {size} px, {points:,} points, against the original's process on one core")
    category = CATEGORIES[0]
    for style, draw, repeats in (
        (Style.PATCH_GRAY, original_renderer.patch_gray, 2),
        (Style.POINT_GRAY, original_renderer.point_gray, 5),
    ):
        peer = _timed(lambda d=draw: d(category.maps, category.probabilities, points, size), 1, repeats)
        _row(f"{style}, original process", peer, points)
        options = RenderSettings(style, size=size, points=points, weight_step=None, counts=50)
        ours = _timed(lambda o=options: _render(o, 1), len(CATEGORIES) * IMAGES_EACH)
        _row(f"{style}, ours, 1 thread", ours, points, peer)


def _screen() -> None:
    print("\nfor the screen, all cores")
    edits = iter(range(10**9))

    def picture(size: int, points: int) -> None:
        # A new seed each time stands for an edit: nothing is left over from the last picture.
        accumulator = DensityAccumulator(CATEGORIES[0], size, Framing.DATASET, next(edits))
        accumulator.add(points)
        accumulator.picture()

    for points in (65_536, 262_144, 1_048_576):
        _row(f"edit to picture, 512 px, {points:,} points", _timed(lambda p=points: picture(512, p), 1, 41), points)
    thumbnails = fractaldb_1k().categories
    _row("1,000 thumbnails, 96 px (ms in all)", _timed(lambda: render_thumbnails(thumbnails, 96), 1), 0)


def _render(options: RenderSettings, threads: int) -> None:
    indices = np.repeat(np.arange(len(CATEGORIES)), IMAGES_EACH)
    instances = np.tile(np.arange(IMAGES_EACH) * options.flips, len(CATEGORIES))
    render_images(CATEGORIES, indices, instances, options, threads=threads)


def _timed(work: Callable[[], object], count: int, repeats: int = REPEATS) -> list[float]:
    """Return seconds for one of the `count` images of `work`, of each repeat after a warm-up."""
    if repeats > 2:
        work()
    seconds = []
    for _ in range(repeats):
        since = time.perf_counter()
        work()
        seconds.append((time.perf_counter() - since) / count)
    return seconds


def _row(name: str, seconds: list[float], points: int, peer: list[float] | None = None) -> None:
    median = statistics.median(seconds)
    spread = f"{min(seconds) * 1e3:.3f}-{max(seconds) * 1e3:.3f}"
    each = f"{median / points * 1e9:8.2f} ns/pt" if points else ""
    ratio = f"{statistics.median(peer) / median:10,.1f} x" if peer else ""
    print(f"{name:48}{median * 1e3:11.3f} ms {spread:>22} {each} {ratio}")


if __name__ == "__main__":
    main()
