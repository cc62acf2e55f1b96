"""Fractals drawn on the GPU while a network trains: points a second, and images a second against constant tensors.

Run with ``python -m tests.benchmarks.bench_gpu_images [--backbone resnet50] [--size 224] [--batch 256] [--steps 20]``.
On a machine without an NVIDIA GPU the same is measured with the processor's kernels and images kept in memory: that
says that the benchmark works, and nothing about a GPU.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from engine.categories.catalogue import fractaldb_1k
from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.render.renderer import render_images
from engine.render.settings import RenderSettings
from engine.training.batches import Batches, step_generator
from engine.training.device_images import DeviceRenderer
from engine.training.drawn_images import DrawnImages
from engine.training.precision import autocast
from engine.training.settings import Augmentation, TrainingSettings

CLASSES = 1000
KEPT = 512
"""Images kept in memory where there is no GPU."""

Batch = Callable[[int], tuple[torch.Tensor, torch.Tensor]]


def waited(device: torch.device) -> float:
    """Return the time when all that was asked of the device is done."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def instances(count: int, settings: RenderSettings, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, CLASSES, count), rng.integers(0, settings.instances, count)


def drawing(settings: RenderSettings, batch: int, device: torch.device, rounds: int) -> None:
    """Print points and images a second, and whether the bytes are the processor's."""
    categories = fractaldb_1k().categories
    chosen = instances(batch, settings, 0)
    if device.type == "cuda":
        renderer = DeviceRenderer(categories, settings, device)
        some = instances(64, settings, 1)
        same = bool(
            (renderer.draw(*some).images.cpu().numpy() == render_images(categories, *some, settings).images).all()
        )
        print(f"64 images equal those of the processor to the byte: {same}")

        def draw() -> None:
            renderer.draw(*chosen)
    else:

        def draw() -> None:
            render_images(categories, *chosen, settings)

    draw()
    times = []
    for _ in range(rounds):
        since = waited(device)
        draw()
        times.append(waited(device) - since)
    seconds = statistics.median(times)
    print(
        f"drawing {batch} images of {settings.size} px, {settings.points:,} points: {seconds * 1e3:,.0f} ms, "
        f"{batch / seconds:,.0f} images/s, {batch * settings.points / seconds:.2e} points/s"
    )


def drawn(settings: RenderSettings, training: TrainingSettings, device: torch.device) -> Batch:
    """Return what makes batches as a run gets them: on a GPU drawn anew each, else taken from memory."""
    categories = fractaldb_1k().categories
    count = 100 * training.batch_size if device.type == "cuda" else KEPT
    labels, numbers = instances(count, settings, 2)
    if device.type == "cuda":
        images = DrawnImages(DeviceRenderer(categories, settings, device), labels, numbers)
    else:
        images = render_images(categories, labels, numbers, settings).images  # type: ignore[assignment]
    names = tuple(map(str, range(CLASSES)))
    batches = Batches(LabelledImages("fractals", "train", images, labels, names), training, device)  # type: ignore[arg-type]

    def batch(step: int) -> tuple[torch.Tensor, torch.Tensor]:
        order = np.random.default_rng(step).integers(0, count, training.batch_size)
        return batches.training(order, step_generator(1, 0, step))

    return batch


def constant(size: int, batch: int, device: torch.device) -> Batch:
    images = torch.randn(batch, 3, size, size, device=device).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(0, CLASSES, (batch,), device=device)
    return lambda _step: (images, labels)


class Trainer:
    """A network that takes batches from either side in turn."""

    def __init__(self, backbone: str, precision: str, device: torch.device) -> None:
        self.device, self.precision = device, precision
        self.model: nn.Module = build_backbone(backbone, CLASSES).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.9, fused=True)

    def seconds(self, batch: Batch, steps: int) -> float:
        since = waited(self.device)
        for step in range(steps):
            images, labels = batch(step)
            self.optimizer.zero_grad(set_to_none=True)
            with autocast(self.precision, self.device):
                scores = self.model(images)
            torch.autograd.backward(functional.cross_entropy(scores.float(), labels))
            self.optimizer.step()
        return waited(self.device) - since


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backbone", default="resnet50")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--stored", type=int, default=362)
    parser.add_argument("--points", type=int, default=200_000)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--precision", default="bfloat16", choices=("float32", "bfloat16"))
    arguments = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else f"CPU, {torch.get_num_threads()} threads"
    print(f"{name}, torch {torch.__version__}")
    settings = RenderSettings(size=arguments.stored, points=arguments.points)
    drawing(settings, arguments.batch, device, arguments.rounds)
    training = TrainingSettings(
        batch_size=arguments.batch, image_size=arguments.size, augmentation=Augmentation(random_crop=True)
    )
    trainer = Trainer(arguments.backbone, arguments.precision, device)
    sides = {
        "constant tensors": constant(arguments.size, arguments.batch, device),
        "fractals": drawn(settings, training, device),
    }
    for batch in sides.values():
        trainer.seconds(batch, 2)
    # In turns, so that a passing load meets both.
    rounds = [[trainer.seconds(batch, arguments.steps) for batch in sides.values()] for _ in range(arguments.rounds)]
    images = arguments.batch * arguments.steps
    for side, times in zip(sides, zip(*rounds, strict=True), strict=True):
        print(f"{arguments.backbone} at {arguments.size} px, {side}: {images / statistics.median(times):,.1f} images/s")
    ratio = statistics.median(first / second for first, second in rounds)
    print(f"fractals reach {ratio:.1%} of the pace on constant tensors")


if __name__ == "__main__":
    main()
