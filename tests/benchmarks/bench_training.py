"""The training loop against a bare PyTorch loop over tensors in memory, step by step in turns within one process.

Run with ``python -m tests.benchmarks.bench_training [--steps N] [--threads N] [--case K ...]``. All train the same
network on as many pictures; ours also counts, checks, reports every step, and augments or reads fractals from a warm
cache where the row says so. After every step of ours, while it tells of the step, the bare loop takes one of its own,
so whatever else the machine does strikes both sides of a pair. Printed: the median time of a step of each side, the
median over the pairs of the bare loop's time by ours, and the 95 % interval of that median (bootstrap of the pairs).
The last row is the bare loop with torchvision's own network, which does not trim its convolutions on small maps.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torchvision
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from engine.categories.catalogue import fractaldb_1k
from engine.images.fractal_images import FractalImages
from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.render.settings import RenderSettings, Style
from engine.training.events import Event, PreparedEvent, StepEvent
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
    Case("resnet18", 32, 64, 200, "float32"),
    Case("resnet18", 32, 64, 200, "bfloat16"),
    Case("resnet18", 224, 16, 40, "bfloat16"),
)
WARM_UP = 8
CLASSES = 100


def pictures(case: Case) -> LabelledImages:
    """Return noise with labels, one epoch of `case`."""
    rng = np.random.default_rng(0)
    count = case.batch * case.steps
    images = rng.integers(0, 256, (count, case.size, case.size, 1), dtype=np.uint8)
    return LabelledImages("noise", "train", images, rng.integers(0, CLASSES, count), tuple(map(str, range(CLASSES))))


def fractals(case: Case, cache: Path) -> LabelledImages:
    """Return one epoch of fractals of `CLASSES` categories out of a cache that is warm from the second call on."""
    style = {"style": Style.POINT_GRAY, "size": case.size, "points": 2_000, "weight_step": 0.4}
    source = FractalImages(
        fractaldb_1k().first(CLASSES),
        RenderSettings(**style),  # type: ignore[arg-type]
        instances=-(-case.batch * case.steps // CLASSES),
        validation=0,
        cache=cache,
    )
    found = source.load("train")
    count = case.batch * case.steps
    # Category after category: an epoch of all batches in turn, as many as of noise.
    return LabelledImages("fractals", "train", found.images[:count], found.labels[:count], found.classes)


class BareLoop:
    """A plain loop over float tensors in memory; `step` takes one batch and returns how long it took."""

    def __init__(self, case: Case, data: LabelledImages, model: nn.Module) -> None:
        self._half = case.precision == "bfloat16"
        images = torch.from_numpy(data.images).permute(0, 3, 1, 2).float().div(255).expand(-1, 3, -1, -1)
        self._images = images.contiguous(memory_format=self._layout)
        self._labels = torch.from_numpy(data.labels)
        self._model = model.to(memory_format=self._layout).train()
        self._optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, fused=True)
        self._order = torch.randperm(len(self._labels), generator=torch.Generator().manual_seed(1))
        self._batch, self._at = case.batch, 0

    @property
    def _layout(self) -> torch.memory_format:
        return torch.channels_last if self._half else torch.contiguous_format

    def step(self) -> float:
        """Train on the next batch; return the seconds."""
        since = time.perf_counter()
        chosen = self._order[self._at : self._at + self._batch]
        self._at = (self._at + self._batch) % len(self._order)
        self._optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16) if self._half else contextlib.nullcontext():
            scores = self._model(self._images[chosen])
        functional.cross_entropy(scores.float(), self._labels[chosen]).backward()
        self._optimizer.step()
        return time.perf_counter() - since


Pairs = list[tuple[float, float]]
"""Seconds of a step of the bare loop, and of the other side."""


def ours(case: Case, data: LabelledImages, augmentation: Augmentation, loop: BareLoop) -> Pairs:
    """Return the steps of one epoch of the training loop, each with one of `loop` taken right after it."""
    settings = TrainingSettings(
        epochs=1,
        batch_size=case.batch,
        learning_rate=0.01,
        precision=case.precision,  # type: ignore[arg-type]
        augmentation=augmentation,
    )
    pairs: Pairs = []
    begun = 0.0

    def note(event: Event) -> None:
        nonlocal begun
        if isinstance(event, StepEvent):
            spent = time.perf_counter() - begun
            pairs.append((loop.step(), spent))
        if isinstance(event, StepEvent | PreparedEvent):
            begun = time.perf_counter()

    with tempfile.TemporaryDirectory() as folder:
        train(build_backbone(case.name, CLASSES), settings, data, checkpoints=Path(folder), events=note)
    return pairs[WARM_UP:]


def other(case: Case, data: LabelledImages, model: nn.Module, loop: BareLoop) -> Pairs:
    """Return as many steps of a bare loop with another network."""
    second = BareLoop(case, data, model)
    return [(loop.step(), second.step()) for _ in range(case.steps)][WARM_UP:]


def interval(shares: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95 % interval of the median by drawing pairs again."""
    rng = np.random.default_rng(0)
    drawn = np.median(rng.choice(shares, (2000, len(shares))), axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def compare(case: Case, cache: Path) -> None:
    """Print one table."""
    data, drawn = pictures(case), fractals(case, cache)
    plain, augmented = Augmentation(), Augmentation(padding=4, horizontal_flip=True)
    loop = BareLoop(case, data, build_backbone(case.name, CLASSES))
    sides: dict[str, Callable[[], Pairs]] = {
        "this loop": lambda: ours(case, data, plain, loop),
        "this loop, augmented": lambda: ours(case, data, augmented, loop),
        "this loop, fractals from a warm cache": lambda: ours(case, drawn, augmented, loop),
        "bare loop, torchvision's own network": lambda: other(
            case, data, torchvision.models.get_model(case.name, weights=None, num_classes=CLASSES), loop
        ),
    }
    print(f"\n{case.name}, {case.size} px, batch {case.batch}, {case.precision}, {torch.get_num_threads()} threads")
    print(f"{'':40}{'pairs':>7}{'bare ms':>10}{'ms':>9}{'images/s':>10}{'of bare':>10}{'95 % interval':>20}")
    for name, side in sides.items():
        spans = np.array(side())
        bare_s, own_s = np.median(spans, axis=0)
        shares = spans[:, 0] / spans[:, 1]
        low, high = interval(shares)
        print(
            f"{name:40}{len(spans):7}{1e3 * bare_s:10.1f}{1e3 * own_s:9.1f}{case.batch / own_s:10.0f}"
            f"{np.median(shares):10.1%}{f'{low:.1%} to {high:.1%}':>20}",
            flush=True,
        )


def main() -> None:
    """Run all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--steps", type=int, help="steps of each side, instead of those of the case")
    parser.add_argument("--case", type=int, nargs="*", default=range(len(CASES)), help="numbers of the cases, from 0")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as cache:
        for number in arguments.case:
            case = CASES[number]
            compare(dataclasses.replace(case, steps=arguments.steps or case.steps), Path(cache))


if __name__ == "__main__":
    main()
