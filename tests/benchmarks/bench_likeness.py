"""Likeness: describing, near-duplicates against a plain NumPy loop in the same run, the map, suggestions, a frame.

Run as ``python -m tests.benchmarks.bench_likeness [--quick | --large]``. The peer is what the definition says: for each
category the products with every later one, turned in eight ways, in float32. ``--large`` adds 100,000 categories.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.categories.catalogue import fractaldb_1k
from engine.categories.likeness import Descriptors, describe, embed, farthest_first, flipped, near_duplicates
from engine.categories.likeness.descriptors import _features, _pictures
from engine.ifs.category import Category

THRESHOLD = 0.95
REPEATS = 3
PEER_ROWS = 200
"""Rows of the plain loop that are timed; its whole is their share of all pairs."""


def _time(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return median and range in seconds after one warm-up."""
    work()
    seconds = []
    for _ in range(repeats):
        since = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - since)
    return statistics.median(seconds), max(seconds) - min(seconds)


def _row(name: str, units: float, unit: str, median: float, spread: float) -> None:
    print(f"{name:<52} {median:9.3f} s  ± {spread:6.3f}  {units / median:16,.0f} {unit}/s")


def varied(count: int) -> list[Category]:
    """Return `count` distinct categories near the published ones."""
    random = np.random.default_rng(0)
    published = fractaldb_1k()
    made = []
    for index in range(count):
        base = published[index % len(published)]
        noise = random.normal(scale=0.05 if index >= len(published) else 0.0, size=base.maps.shape)
        made.append(Category.from_maps(f"{index:06d}", base.maps + noise))
    return made


def _plain_loop(pictures: np.ndarray, rows: np.ndarray) -> int:
    """Count pairs of `rows` with every category, over eight ways of turning, one row at a time."""
    flat = pictures.reshape(len(pictures), -1)
    found = 0
    for row in rows:
        best = np.full(len(flat), -1, np.float32)
        for turn in range(8):
            np.maximum(best, flat @ np.ascontiguousarray(flipped(pictures[row], turn)).reshape(-1), out=best)
        found += int((best >= THRESHOLD).sum()) - 1
    return found


def _centred(pictures: np.ndarray) -> np.ndarray:
    centred = pictures - pictures.mean(axis=(1, 2), keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).sum(axis=(1, 2), keepdims=True)), np.float32)


def _frame() -> tuple[float, float]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.explorer.browse.map_view import MapView
    from gui.theme import Theme

    application = QApplication.instance() or QApplication([])
    view = MapView(Theme("dark"))
    view.resize(900, 700)
    view.show_points(np.clip(np.random.default_rng(0).normal(0, 0.35, (100_000, 2)), -1, 1))
    view.show()
    application.processEvents()
    milliseconds = []
    for _ in range(60):
        since = time.perf_counter()
        view.pan(3, 2)
        view.repaint()
        milliseconds.append(1000 * (time.perf_counter() - since))
    return statistics.median(milliseconds), sorted(milliseconds)[-3]


def main() -> None:
    """Print the table."""
    quick = "--quick" in sys.argv
    repeats = 1 if quick else REPEATS
    sizes = [1000] if quick else [1000, 10_000]
    if "--large" in sys.argv:
        sizes.append(100_000)
    for size in sizes:
        categories = varied(size)
        runs = repeats if size <= 1000 else 1
        print(f"\n{size:,} categories")
        _row("describe, one core", size, "categories", *_time(lambda c=categories: describe(c, threads=1), runs))  # type: ignore[misc]
        _row("describe, all cores", size, "categories", *_time(lambda c=categories: describe(c), runs))  # type: ignore[misc]
        with tempfile.TemporaryDirectory() as folder:
            again = _time(lambda c=categories: describe(c, cache=Path(folder)), runs)  # type: ignore[misc]
            _row("describe, kept", size, "categories", *again)
        _pairs(categories, runs)
    if not quick:
        median, late = _frame()
        print(
            f"\n{'frame of the map while panning, 100,000 points':<52} {median:9.1f} ms   (95 of 100 within {late:.1f})"
        )
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def _pairs(categories: list[Category], runs: int) -> None:
    size = len(categories)
    pairs = size * (size - 1) / 2
    pictures = np.concatenate([_pictures(categories[at : at + 512], 0, 2) for at in range(0, size, 512)])
    descriptors = Descriptors(tuple(each.identity for each in categories), _features(pictures))
    median, spread = _time(lambda: near_duplicates(descriptors, threshold=THRESHOLD), runs)
    _row(f"pairs at least {THRESHOLD} alike, eight ways", pairs, "pairs", median, spread)
    rows = np.linspace(0, size - 1, PEER_ROWS, dtype=np.int64)
    centred = _centred(pictures)
    seconds, spread = _time(lambda: _plain_loop(centred, rows), runs)
    whole = seconds * size / PEER_ROWS / 2
    _row("  NumPy, a row at a time", pairs, "pairs", whole, spread * size / PEER_ROWS / 2)
    print(f"  {whole / median:.1f} times as fast")
    _row("map", size, "categories", *_time(lambda: embed(descriptors), runs))
    held = np.arange(size // 2)
    _row("20 suggestions", size, "categories", *_time(lambda: farthest_first(descriptors, held, 20), runs))


if __name__ == "__main__":
    main()
