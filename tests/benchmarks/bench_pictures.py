"""Decoding a folder of JPEG files: pictures a second by threads and size, and from the cache.

Run with ``python -m tests.benchmarks.bench_pictures [--pictures N] [--edge PX]``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from engine.cores import worker_count
from engine.images import image_folder
from engine.images.dataset_images import open_dataset


def _make(folder: Path, count: int, edge: int) -> None:
    rng = np.random.default_rng(0)
    for index in range(count):
        picture = Image.fromarray(rng.integers(0, 256, (edge // 16, edge // 12, 3), dtype=np.uint8))
        path = folder / ("a", "b")[index % 2] / f"{index}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.resize((edge * 4 // 3, edge), Image.Resampling.BICUBIC).save(path, quality=90)


def _pace(root: Path, size: int, cache: Path | None = None) -> float:
    started = time.perf_counter()
    loaded = open_dataset("pictures", root, size=size, cache=cache).load("train")
    return len(loaded) / (time.perf_counter() - started)


def main() -> None:
    """Print pictures a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=800)
    parser.add_argument("--edge", type=int, default=600, help="height of the pictures in pixels")
    arguments = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _make(root / "pictures", arguments.pictures, arguments.edge)
        every = worker_count()
        for size in (64, 224):
            for threads in sorted({1, every}):
                image_folder.worker_count = lambda _threads=None, count=threads: count  # type: ignore[assignment]
                print(f"{size:>4} px  {threads:>2} threads  {_pace(root, size):8.0f} pictures/s")
            print(f"{size:>4} px  to the cache   {_pace(root, size, root / 'cache'):8.0f} pictures/s")
            print(f"{size:>4} px  from the cache {_pace(root, size, root / 'cache'):8.0f} pictures/s")


if __name__ == "__main__":
    main()
