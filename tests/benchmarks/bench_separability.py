"""Separability of many classes: ratios, trees, maps, Mantel's test, intervals, silhouettes.

Run as ``python -m tests.benchmarks.bench_separability [--quick]``. Means and deviations are random pictures of 64 px
around 20 common places; what counts is the number of classes. The peers are SciPy and scikit-learn, where they do the
same work.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.analysis.agreement import linear_cka, mantel
from engine.analysis.bootstrap import unevenness
from engine.analysis.clustering import cluster
from engine.analysis.distances import distances
from engine.analysis.findings import findings
from engine.analysis.maps2d import map_of
from engine.analysis.separability import separability, silhouette
from engine.analysis.statistics import ClassStatistics


def _time(name: str, work: Callable[[], object]) -> None:
    """Print the better of two runs; the first pays for imports and compilation."""
    seconds = []
    for _ in range(2):
        since = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - since)
    print(f"  {name:<58} {min(seconds):8.3f} s")


def _statistics(classes: int) -> ClassStatistics:
    rng = np.random.default_rng(classes)
    places = rng.uniform(0, 255, (20, 64, 64, 1))
    means = places[rng.integers(0, 20, classes)] + rng.normal(0, 10, (classes, 64, 64, 1))
    std = rng.uniform(5, 60, (classes, 1, 1, 1)) * rng.uniform(0.5, 1.5, (classes, 64, 64, 1))
    counts = np.full(classes, 100, dtype=np.int64)
    return ClassStatistics("random", tuple(map(str, range(classes))), counts, means, std, 100 * classes)


def _peer_silhouette(vectors: NDArray[np.float64], labels: NDArray[np.int64]) -> object:
    from sklearn.metrics import silhouette_samples

    return silhouette_samples(vectors, labels)


def _peer_smacof(matrix: NDArray[np.float64]) -> object:
    from sklearn.manifold import smacof

    start = map_of(matrix, "classical").points
    return smacof(matrix, n_components=2, init=start, n_init=1, normalized_stress=False)


def _instruments(classes: int) -> None:
    statistics = _statistics(classes)
    matrix = distances(statistics.means)
    other = distances(statistics.std)
    print(f"\n{classes:,} classes")
    _time("distances between means", lambda: distances(statistics.means))
    _time("separability from statistics", lambda: separability(statistics, matrix))
    _time("clustering (average)", lambda: cluster(matrix))
    _time("map: PCA", lambda: map_of(statistics.means, "pca"))
    _time("map: MDS", lambda: map_of(matrix, "mds"))
    _time("  scikit-learn, smacof from the same start", lambda: _peer_smacof(matrix))
    _time("Mantel, 999 permutations", lambda: mantel(matrix, other, 999))
    _time("linear CKA of means", lambda: linear_cka(statistics.means, statistics.std))
    _time("unevenness of deviations, 9,999 resamples", lambda: unevenness(statistics.class_std))
    _time("unevenness of distances, 9,999 resamples", lambda: unevenness(matrix))
    _time("findings", lambda: findings(statistics, matrix))


def main() -> None:
    """Print the table."""
    quick = "--quick" in sys.argv
    for classes in (10, 100) if quick else (10, 100, 1000):
        _instruments(classes)
    count = 1000 if quick else 5000
    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 256, (count, 64 * 64), dtype=np.uint8)
    labels = np.arange(count, dtype=np.int64) % 100
    print(f"\n{count:,} pictures of 64 px, 100 classes")
    _time("silhouettes of pictures", lambda: silhouette(pictures, labels))
    _time("  scikit-learn", lambda: _peer_silhouette(pictures.astype(np.float64), labels))
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:,.0f} MiB")


if __name__ == "__main__":
    main()
