"""Class statistics: adding up, the whole pass with drawing, features, and plain NumPy in float64 in the same run.

Run as ``python -m tests.benchmarks.bench_analysis [--quick | --short]``: ``--short`` runs everything of the real size
once. The peer is what the definition says: gather the pictures of a class, convert to float64, take mean and standard
deviation. Every part has a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from engine.analysis.distances import distances
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.sources import ArrayImages, DrawnImages, published_points
from engine.analysis.space import Features
from engine.analysis.statistics import ClassStatistics, class_statistics, with_mean_distances
from engine.categories.catalogue import fractaldb_1k
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.render.settings import RenderSettings, Style
from engine.workspace import Workspace

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


def _live(source: DrawnImages) -> tuple[int, float]:
    """Return how often a view of means and distances was made on the way, and the share of the time it took."""
    distances(np.eye(2))  # SciPy is imported once a session
    spent: list[float] = []

    def show(found: ClassStatistics) -> None:
        since = time.perf_counter()
        if len(found.classes) <= 200:
            distances(found.means)
        np.sqrt(np.mean(np.square(found.std), axis=3)).astype(np.float32)
        spent.append(time.perf_counter() - since)

    since = time.perf_counter()
    class_statistics(source, partial=show)
    return len(spent), sum(spent) / (time.perf_counter() - since)


def _arrays_part(repeats: int, per_class: int) -> None:
    data = _arrays(10, per_class, 64)
    source = ArrayImages(data)
    found = class_statistics(source)
    print(f"{len(data):,} pictures of 64 px in memory, 10 classes; median of {repeats} ± range")
    _row("streaming, whole numbers", len(data), *_time(lambda: class_statistics(source), repeats))
    _row("streaming, one thread", len(data), *_time(lambda: class_statistics(source, threads=1), repeats))
    _row("second pass, distances to the means", len(data), *_time(lambda: with_mean_distances(found, source), repeats))
    _row("NumPy, float64 a class", len(data), *_time(lambda: _numpy(data), repeats))


def _drawn_part(classes: int, instances: int, repeats: int) -> None:
    settings = RenderSettings(style=Style.POINT_GRAY, size=64, points=published_points(64))
    source = DrawnImages(fractaldb_1k().first(classes), settings, instances)
    print(f"\n{classes:,} classes x {instances:,} instances, 64 px, {settings.points:,} points; median of {repeats}")
    drawing, drawing_spread = _time(lambda: _drain(source), repeats)
    whole, whole_spread = _time(lambda: class_statistics(source), repeats)
    _row("drawing alone", source.total, drawing, drawing_spread)
    _row("drawing and statistics", source.total, whole, whole_spread)
    print(f"share of drawing: {drawing / whole:.0%}")
    views, share = _live(source)
    print(f"live: {views} views, {share:.1%} of the time")
    means = class_statistics(source).means
    seconds, spread = _time(lambda: distances(means), repeats)
    print(f"{'distances between class means':<58} {seconds:8.3f} s  ± {spread:6.3f}")


def _features_part(classes: int, instances: int) -> None:
    request = AnalysisRequest(
        SourceKind.CATEGORIES, "fractaldb-1k", classes, instances, 64, space=Features(backbone="resnet18")
    )
    print(f"\n{classes:,} classes x {instances:,} instances, 64 px, features of a ResNet-18, once")
    with tempfile.TemporaryDirectory() as folder:
        for what in ("computed by a child process", "read back from the cache"):
            since = time.perf_counter()
            analyze(request, Workspace(Path(folder)))
            _row(what, classes * instances, time.perf_counter() - since, 0.0)


def _alone(part: Callable[..., None], *arguments: int) -> None:
    """Carry out a part in a process of its own and print its peak of memory."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        peak = pool.submit(_with_peak, part, arguments).result()
    print(f"peak memory {peak:,.0f} MiB")


def _with_peak(part: Callable[..., None], arguments: tuple[int, ...]) -> float:
    part(*arguments)
    sys.stdout.flush()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    quick, short = "--quick" in sys.argv, "--short" in sys.argv
    repeats = 2 if quick else 1 if short else REPEATS
    _alone(_arrays_part, repeats, 100 if quick else 1000)
    for classes, instances in ((10, 100),) if quick else ((10, 1000), (1000, 100)):
        _alone(_drawn_part, classes, instances, repeats if classes <= 100 else min(repeats, 2))
    _alone(_features_part, 10, 20 if quick else 100)


if __name__ == "__main__":
    main()
