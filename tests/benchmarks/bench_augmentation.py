"""What augmentation costs: processor time an image, plain and by the recipe of vision transformers.

``python -m tests.benchmarks.bench_augmentation [batches]``
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
import torch

from engine.images.labelled import LabelledImages
from engine.training.batches import Batches, step_generator
from engine.training.settings import Augmentation, TrainingSettings

RECIPES = {
    "random crop": Augmentation(),
    "resized crop": Augmentation(crop_scale=(0.08, 1)),
    "RandAugment": Augmentation(rand_augment=9),
    "erasing": Augmentation(random_erasing=0.25),
    "mixup and cutmix": Augmentation(mixup=0.8, cutmix=1.0),
    "all of them": Augmentation(
        crop_scale=(0.08, 1), horizontal_flip=True, rand_augment=9, random_erasing=0.25, mixup=0.8, cutmix=1.0
    ),
}
SIZES = ((32, 32, 64), (362, 224, 32))
"""Stored edge, edge the network sees, images a batch."""


def milliseconds(augmentation: Augmentation, stored: int, seen: int, count: int, batches: int) -> float:
    """Return the median processor time an image, one thread."""
    images = np.random.default_rng(0).integers(0, 256, (count, stored, stored, 1), dtype=np.uint8)
    data = LabelledImages("random", "train", images, np.arange(count) % 10, tuple("abcdefghij"))
    settings = TrainingSettings(batch_size=count, image_size=seen, augmentation=augmentation)
    made, times = Batches(data, settings, torch.device("cpu")), []
    for step in range(batches + 1):
        since = time.thread_time()
        made.training(np.arange(count), step_generator(1, 0, step))
        times.append((time.thread_time() - since) * 1000 / count)
    return statistics.median(times[1:])


def main() -> None:
    """Print a table."""
    torch.set_num_threads(1)
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for stored, seen, count in SIZES:
        for name, augmentation in RECIPES.items():
            found = milliseconds(augmentation, stored, seen, count, batches)
            print(f"{stored:4d} -> {seen:3d} px  {name:18s} {found:7.3f} ms an image")


if __name__ == "__main__":
    main()
