"""The training loop against a bare PyTorch loop over tensors in memory, in turns within one process.

Run with ``python -m tests.benchmarks.bench_training [--rounds N]``. Both train the same network with the same batches
of ready pictures; ours also augments, counts, checks, reports every step and writes checkpoints. A third row is the
bare loop with torchvision's own network, which does not trim its convolutions on small maps.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torchvision
from torch import nn
from torch.nn import functional

from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.training.events import Event, PreparedEvent
from engine.training.loop import train
from engine.training.settings import Augmentation, TrainingSettings


@dataclass(frozen=True)
class Case:
    """One shape of training."""

    name: str
    size: int
    batch: int
    steps: int
    precision: str


CASES = (
    Case("resnet18", 32, 64, 20, "float32"),
    Case("resnet18", 32, 64, 20, "bfloat16"),
    Case("resnet18", 224, 16, 3, "bfloat16"),
)
CLASSES = 100


def pictures(case: Case) -> LabelledImages:
    """Return noise with labels, one epoch of `case`."""
    rng = np.random.default_rng(0)
    count = case.batch * case.steps
    images = rng.integers(0, 256, (count, case.size, case.size, 1), dtype=np.uint8)
    return LabelledImages("noise", "train", images, rng.integers(0, CLASSES, count), tuple(map(str, range(CLASSES))))


def ours(case: Case, data: LabelledImages) -> float:
    """Return the seconds of one epoch of the loop, its checkpoint included."""
    settings = TrainingSettings(
        epochs=1,
        batch_size=case.batch,
        learning_rate=0.01,
        precision=case.precision,  # type: ignore[arg-type]
        augmentation=Augmentation(padding=4, horizontal_flip=True),
    )
    marks: list[float] = []

    def note(event: Event) -> None:
        if isinstance(event, PreparedEvent):
            marks.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as folder:
        train(build_backbone(case.name, CLASSES), settings, data, checkpoints=Path(folder), events=note)
        return time.perf_counter() - marks[0]


def bare(case: Case, data: LabelledImages, model: nn.Module) -> float:
    """Return the seconds of one epoch of a plain loop over float tensors in memory."""
    images = torch.from_numpy(data.images).permute(0, 3, 1, 2).float().div(255).expand(-1, 3, -1, -1).contiguous()
    labels = torch.from_numpy(data.labels)
    half = case.precision == "bfloat16"
    if half:
        images = images.contiguous(memory_format=torch.channels_last)
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, fused=True)
    model.train()
    since = time.perf_counter()
    for chosen in torch.randperm(len(labels)).split(case.batch):
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16) if half else contextlib.nullcontext():
            scores = model(images[chosen])
        loss = functional.cross_entropy(scores.float(), labels[chosen])
        loss.backward()
        optimizer.step()
    return time.perf_counter() - since


def compare(case: Case, rounds: int) -> None:
    """Print one table: pictures a second of each side, median and spread over `rounds` after a warm-up."""
    data = pictures(case)
    sides: dict[str, Callable[[], float]] = {
        "this loop": lambda: ours(case, data),
        "bare, same network": lambda: bare(case, data, build_backbone(case.name, CLASSES)),
        "bare, torchvision's": lambda: bare(
            case, data, torchvision.models.get_model(case.name, weights=None, num_classes=CLASSES)
        ),
    }
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds + 1):
        for name, side in sides.items():
            spent = side()
            if turn:
                seconds[name].append(spent)
    print(f"\n{case.name}, {case.size} px, batch {case.batch}, {case.precision}, {torch.get_num_threads()} threads")
    print(f"{'':22}{'images/s':>10}{'min':>10}{'max':>10}{'of bare':>10}")
    reference = statistics.median(seconds["bare, same network"])
    for name, values in seconds.items():
        rates = sorted(len(data) / value for value in values)
        share = reference / statistics.median(values)
        print(f"{name:22}{statistics.median(rates):10.0f}{rates[0]:10.0f}{rates[-1]:10.0f}{share:10.1%}")


def main() -> None:
    """Run all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    for case in CASES:
        compare(case, arguments.rounds)


if __name__ == "__main__":
    main()
