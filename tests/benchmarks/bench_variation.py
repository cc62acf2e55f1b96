"""How soon mutants, morphs and the copies of single maps are there.

python -m tests.benchmarks.bench_variation [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from engine.categories.catalogue import fractaldb_1k
from engine.ifs.morph import Morph
from engine.ifs.variation import Kind
from engine.render.density import DensityAccumulator, Framing
from engine.render.distinct import direction_seeds, distinct_mutants, mutants_at
from engine.render.parts import PartsAccumulator

_PICTURE = 512
_POINTS = 65_536


def main() -> None:
    """Time each, over different categories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    categories = fractaldb_1k().categories[:: 1000 // (rounds + 1)]

    for count in (12, 24):
        _time(
            f"{count} distinct mutants",
            rounds,
            lambda n, count=count: distinct_mutants(categories[n], count, seed=n, kind=Kind.ANY, strength=0.3),
        )
    seeds = direction_seeds(1, 12)[:, 0].tolist()
    _time(
        "12 mutants at another strength",
        rounds,
        lambda n: mutants_at(categories[n], seeds, kind=Kind.ANY, strength=0.4),
    )
    _time("a morph, and the category half way", rounds, lambda n: Morph(categories[n], categories[n + 1]).at(0.5))

    def whole(n: int) -> None:
        DensityAccumulator(categories[n], _PICTURE, Framing.TRUE_ASPECT).add(_POINTS)

    def parts(n: int) -> None:
        shown = range(1, categories[n].size)
        PartsAccumulator(categories[n], shown, _PICTURE, Framing.TRUE_ASPECT).add(_POINTS)

    _time("first picture of a category, 512 px", rounds, whole)
    _time("the same with one map muted", rounds, parts)
    found = [distinct_mutants(category, 12, seed=1, kind=Kind.ANY, strength=0.3) for category in categories[:rounds]]
    share = statistics.mean(sum(mutant.distinct for mutant in brood.mutants) / 12 for brood in found)
    tries = statistics.mean(1 + mutant.redrawn for brood in found for mutant in brood.mutants)
    print(f"{'distinct at strength 0.3':38} {share:8.1%}, {tries:.2f} directions tried for each")


def _time(what: str, rounds: int, work: Callable[[int], object]) -> None:
    work(0)
    seconds = []
    for n in range(rounds):
        began_s = time.perf_counter()
        work(n)
        seconds.append(time.perf_counter() - began_s)
    slow = sorted(seconds)[int(0.95 * (rounds - 1))]
    print(f"{what:38} {1e3 * statistics.median(seconds):8.1f} ms median {1e3 * slow:8.1f} ms p95")


if __name__ == "__main__":
    main()
