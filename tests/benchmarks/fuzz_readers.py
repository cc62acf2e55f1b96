"""Damages files of every category format for as long as asked: python -m tests.benchmarks.fuzz_readers [files] [seed].

Prints how many were read and how many refused, the slowest, and the peak of memory; a file that does anything but end
in a sentence is kept and named. Then the files made to hurt, the long ones too, each with its time.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.unit.categories.hostile import HOSTILE, mutants, outcome


def _attempt(path: Path, data: bytes, kept: Path) -> tuple[str, float]:
    """Return what became of `data` and the seconds it took."""
    path.write_bytes(data)
    began = time.perf_counter()
    try:
        result = "refused" if outcome(path) else "read"
    except Exception:
        kept.mkdir(exist_ok=True)
        place = kept / f"{len(list(kept.iterdir())):04d}{path.suffix}"
        place.write_bytes(data)
        print(f"ESCAPED: {place}\n{traceback.format_exc()}")
        result = "escaped"
    return result, time.perf_counter() - began


def main(files: int = 5000, seed: int = 1) -> int:
    """Run; return how many files escaped."""
    kept = Path(tempfile.gettempdir()) / "fuzz_readers"
    counts: Counter[str] = Counter()
    slowest = 0.0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for extension, data in mutants(files, seed, folder):
            result, seconds = _attempt(folder / f"damaged.{extension}", data, kept)
            counts[f"{extension} {result}"] += 1
            counts[result] += 1
            slowest = max(slowest, seconds)
        print(f"{files} damaged files in {time.perf_counter() - began:.0f} s, slowest {slowest * 1e3:.0f} ms")
        print(dict(sorted(counts.items())))
        for title, (extension, make) in HOSTILE.items():
            data = make()
            size = len(data) / 1e6
            result, seconds = _attempt(folder / f"hostile.{extension}", data, kept)
            counts[result] += 1
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            print(f"{title:28} {size:6.1f} MB  {result:8} {seconds:6.2f} s  peak so far {peak:5.0f} MB")
    return counts["escaped"]


if __name__ == "__main__":
    sys.exit(min(1, main(*(int(argument) for argument in sys.argv[1:]))))
