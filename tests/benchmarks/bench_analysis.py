"""Class statistics: adding up, the whole pass with drawing, and plain NumPy in float64 in the same run.

Run as ``python -m tests.benchmarks.bench_analysis [--quick]``. The peer is what the definition says: gather the
pictures of a class, convert to float64, take mean and standard deviation.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from engine.analysis.distances import distances
from engine.analysis.sources import ArrayImages, DrawnImages, published_points
from engine.analysis.statistics import class_statistics
from engine.categories.catalogue import fractaldb_1k
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.render.settings import RenderSettings, Style

REPEATS = 5


def _time(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return median and range in seconds after one warm-up."""
    work()
    seconds = []
    for _ in range(repeats):
        since = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - since)
    return statistics.median(seconds), max(seconds) - min(seconds)


def _numpy(data: LabelledImages) -> None:
    for label in range(len(data.classes)):
        own = data.images[data.labels == label].astype(np.float64)
        own.mean(axis=0)
        own.std(axis=0)


def _row(name: str, pictures: int, median: float, spread: float) -> None:
    print(f"{name:<58} {median:8.3f} s  ± {spread:6.3f}  {pictures / median:12,.0f} pictures/s")


def _arrays(classes: int, per_class: int, size: int) -> LabelledImages:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (classes * per_class, size, size, 1), dtype=np.uint8)
    labels = rng.permutation(np.repeat(np.arange(classes, dtype=np.int64), per_class))
    return LabelledImages("noise", "train", images, labels, tuple(map(str, range(classes))))


def _drain(source: DrawnImages) -> None:
    for _ in source.blocks(Control()):
        pass


def main() -> None:
    """Print the table."""
    quick = "--quick" in sys.argv
    repeats = 2 if quick else REPEATS
    data = _arrays(10, 100 if quick else 1000, 64)
    print(f"{len(data):,} pictures of 64 px in memory, 10 classes; median of {repeats} ± range")
    _row("streaming, whole numbers", len(data), *_time(lambda: class_statistics(ArrayImages(data)), repeats))
    _row("streaming, one thread", len(data), *_time(lambda: class_statistics(ArrayImages(data), threads=1), repeats))
    _row("NumPy, float64 a class", len(data), *_time(lambda: _numpy(data), repeats))
    for classes, instances in ((10, 100),) if quick else ((10, 1000), (1000, 100)):
        settings = RenderSettings(style=Style.POINT_GRAY, size=64, points=published_points(64))
        source = DrawnImages(fractaldb_1k().first(classes), settings, instances)
        runs = 2 if quick or classes > 100 else repeats
        drawing, drawing_spread = _time(lambda source=source: _drain(source), runs)  # type: ignore[misc]
        whole, whole_spread = _time(lambda source=source: class_statistics(source), runs)  # type: ignore[misc]
        print(f"\n{classes:,} classes x {instances:,} instances, 64 px, {settings.points:,} points")
        _row("drawing alone", source.total, drawing, drawing_spread)
        _row("drawing and statistics", source.total, whole, whole_spread)
        print(f"share of drawing: {drawing / whole:.0%}")
        means = class_statistics(source).means
        seconds, spread = _time(lambda means=means: distances(means), runs)  # type: ignore[misc]
        print(f"{'distances between class means':<58} {seconds:8.3f} s  ± {spread:6.3f}")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
