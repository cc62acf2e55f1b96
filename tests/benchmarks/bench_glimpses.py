"""What part of a run's time goes into what people see of it: batches, filters and evaluations written to its folder.

Run with ``python -m tests.benchmarks.bench_glimpses [--size PIXELS] [--steps N] [--batch N]``. The share is measured
within one run: the time spent in looks against the time of all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from engine.experiments.glimpse import GlimpseWriter
from engine.experiments.run_folder import RunFolder
from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.training.events import BatchEvent, EvaluatedEvent, Event, FiltersEvent
from engine.training.glimpses import Glimpses
from engine.training.loop import train
from engine.training.settings import TrainingSettings

CLASSES = 100


class Watch:
    """Adds up the time spent in the methods it wraps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls = 0

    def timed(self, method: Callable[..., None]) -> Callable[..., None]:
        """Return `method`, timed."""

        def wrapped(*arguments: Any, **keywords: Any) -> None:
            since = time.monotonic()
            method(*arguments, **keywords)
            self.seconds += time.monotonic() - since
            self.calls += 1

        return wrapped


def pictures(size: int, count: int, split: Any) -> LabelledImages:
    """Return noise with labels."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (count, size, size, 3), dtype=np.uint8)
    return LabelledImages("noise", split, images, rng.integers(0, CLASSES, count), tuple(map(str, range(CLASSES))))


def main() -> None:
    """Train three epochs and print the share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--batch", type=int, default=64)
    arguments = parser.parse_args()
    watch = Watch()
    for name in ("batch", "epoch", "evaluated"):
        setattr(Glimpses, name, watch.timed(getattr(Glimpses, name)))
    data = pictures(arguments.size, arguments.batch * arguments.steps, "train")
    with tempfile.TemporaryDirectory() as root:
        folder = RunFolder(Path(root) / "run")
        folder.path.mkdir()
        writer = GlimpseWriter(folder, data.classes)
        looks = 0

        def take(event: Event) -> None:
            nonlocal looks
            if isinstance(event, BatchEvent | FiltersEvent | EvaluatedEvent):
                writer.write(event)
                looks += 1

        settings = TrainingSettings(epochs=3, batch_size=arguments.batch, precision="float32")
        validation = pictures(arguments.size, arguments.batch, "validation")
        since = time.monotonic()
        train(
            build_backbone("resnet18", CLASSES), settings, data, validation, checkpoints=folder.path / "checkpoints",
            events=take, threads=1,
        )  # fmt: skip
        whole = time.monotonic() - since
    sys.stdout.write(
        f"{arguments.size} px: {whole:.1f} s, {1000 * watch.seconds:.1f} ms of it in {looks} looks "
        f"({watch.calls} calls): {watch.seconds / whole:.2%}\n"
    )


if __name__ == "__main__":
    main()
