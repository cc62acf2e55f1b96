"""The category search and the original's process on the same candidates, in the same run.

Run as ``python -m tests.benchmarks.bench_search [--full]``. The peer is the plain restatement of the original in
``tests/reference``: the same arithmetic a point and a pixel in Python, without its picture library. Hours for
all of FractalDB-1k are extrapolated from the candidates timed; ``--full`` times our own 1,000 categories whole.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time

import numpy as np

from engine.cores import worker_count
from engine.ifs.fill_kernels import MOST_MAPS, STEPS, draw_candidates, filled_pixels
from engine.ifs.legacy_random import seeded_history
from engine.ifs.search import PUBLISHED_POINTS, search_fractaldb
from engine.progress import Progress
from tests.reference import original_search

REPEATS = 5
SUBSET = 16
CANDIDATES_OF_FRACTALDB_1K = 42_655
CATEGORIES = 50


def main() -> None:
    """Print the table."""
    print(f"{platform.machine()}, {worker_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"{PUBLISHED_POINTS:,} points a candidate; load before the run {os.getloadavg()[0]:.1f}")
    peer, expected = _peer()
    ours, filled = _ours_on_one_core()
    assert filled == expected, "the two processes fill different pixels"
    print(f"the first {SUBSET} candidates of seed 1 fill the same pixels in both\n")
    print(f"{'':44}{'ms a candidate':>16}{'spread':>10}{'FractalDB-1k':>16}")
    _row("original process, one core, every pixel", peer, hours=True)
    _row("ours, one core, every pixel", ours)
    searched = _search(CATEGORIES)
    _row(f"ours, whole search for {CATEGORIES} categories", searched)
    print(f"\nratio, search to original process: {statistics.median(peer) / statistics.median(searched):,.0f}")
    if "--full" in sys.argv:
        since = time.perf_counter()
        search_fractaldb(1000)
        print(f"1,000 categories, timed whole: {time.perf_counter() - since:.1f} s")


def _peer() -> tuple[list[float], list[int]]:
    random = np.random.RandomState(1)
    seconds, filled = [], []
    for _ in range(SUBSET):
        since = time.perf_counter()
        rows = original_search.draw_candidate(random)
        filled.append(original_search.filled_pixels(rows, random.random_sample(PUBLISHED_POINTS)))
        seconds.append(time.perf_counter() - since)
    return seconds, filled


def _ours_on_one_core() -> tuple[list[float], list[int]]:
    maps, probabilities = np.zeros((SUBSET, MOST_MAPS, 6)), np.zeros((SUBSET, MOST_MAPS))
    sizes = np.zeros(SUBSET, np.int64)
    choices = np.zeros((SUBSET, -(-PUBLISHED_POINTS // STEPS) * STEPS), np.uint8)
    seconds, filled = [], []
    for repeat in range(REPEATS + 1):
        since = time.perf_counter()
        draw_candidates(seeded_history(1), PUBLISHED_POINTS, maps, probabilities, sizes, choices)
        filled = filled_pixels(maps, sizes, choices, PUBLISHED_POINTS, 0).tolist()
        if repeat:  # the first one warms up
            seconds.append((time.perf_counter() - since) / SUBSET)
    return seconds, filled


def _search(count: int) -> list[float]:
    seconds = []
    for repeat in range(REPEATS + 1):
        told: list[Progress] = []
        since = time.perf_counter()
        search_fractaldb(count, report=told.append)
        if repeat:
            seconds.append((time.perf_counter() - since) / int(told[-1].detail.split()[0].replace(",", "")))
    return seconds


def _row(name: str, seconds: list[float], *, hours: bool = False) -> None:
    median = statistics.median(seconds)
    whole = median * CANDIDATES_OF_FRACTALDB_1K
    shown = f"{whole / 3600:.1f} h" if hours else f"{whole:.1f} s"
    print(f"{name:44}{median * 1e3:>16.3f}{(max(seconds) - min(seconds)) * 1e3:>10.3f}{shown:>16}")


if __name__ == "__main__":
    main()
