"""The training loop against a bare PyTorch loop over tensors in memory, in turns within one process.

Run with ``python -m tests.benchmarks.bench_training [--rounds N] [--threads N] [--case K ...] [--steps N]``. All train
the same network on as many pictures; ours also counts, checks, reports every step, and augments or reads fractals from
a warm cache where the row says so. The share of the bare loop is taken within each round, so that what else the machine
does strikes both; the last column compares processor time, which hangs less on what else runs. The last row is the bare
loop with torchvision's own network, which does not trim its convolutions on small maps.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
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

from engine.categories.catalogue import fractaldb_1k
from engine.images.fractal_images import FractalImages
from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.render.settings import RenderSettings, Style
from engine.training.events import Event, PreparedEvent, SavingEvent
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


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by the clock on the wall and by that of the processors, in seconds."""

    wall: float
    processor: float

    @classmethod
    def now(cls) -> Moment:
        """Return this one."""
        return cls(time.perf_counter(), time.process_time())

    def __sub__(self, other: Moment) -> Moment:
        return Moment(self.wall - other.wall, self.processor - other.processor)


def ours(case: Case, data: LabelledImages, augmentation: Augmentation) -> Moment:
    """Return how long one epoch of the loop takes: every step told of, its checkpoint not yet written."""
    settings = TrainingSettings(
        epochs=1,
        batch_size=case.batch,
        learning_rate=0.01,
        precision=case.precision,  # type: ignore[arg-type]
        augmentation=augmentation,
    )
    marks: dict[type[Event], Moment] = {}

    def note(event: Event) -> None:
        if isinstance(event, PreparedEvent | SavingEvent):
            marks[type(event)] = Moment.now()

    with tempfile.TemporaryDirectory() as folder:
        train(build_backbone(case.name, CLASSES), settings, data, checkpoints=Path(folder), events=note)
    return marks[SavingEvent] - marks[PreparedEvent]


def bare(case: Case, data: LabelledImages, model: nn.Module) -> Moment:
    """Return how long one epoch of a plain loop over float tensors in memory takes."""
    images = torch.from_numpy(data.images).permute(0, 3, 1, 2).float().div(255).expand(-1, 3, -1, -1).contiguous()
    labels = torch.from_numpy(data.labels)
    half = case.precision == "bfloat16"
    if half:
        images = images.contiguous(memory_format=torch.channels_last)
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, fused=True)
    model.train()
    since = Moment.now()
    for chosen in torch.randperm(len(labels)).split(case.batch):
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16) if half else contextlib.nullcontext():
            scores = model(images[chosen])
        loss = functional.cross_entropy(scores.float(), labels[chosen])
        loss.backward()
        optimizer.step()
    return Moment.now() - since


def compare(case: Case, rounds: int, cache: Path) -> None:
    """Print one table: pictures a second of each side, and its share of the bare loop within the same round."""
    data, drawn = pictures(case), fractals(case, cache)
    plain, augmented = Augmentation(), Augmentation(padding=4, horizontal_flip=True)
    torchvisions = functools.partial(torchvision.models.get_model, case.name, weights=None, num_classes=CLASSES)
    sides: dict[str, Callable[[], Moment]] = {
        "bare loop": lambda: bare(case, data, build_backbone(case.name, CLASSES)),
        "this loop": lambda: ours(case, data, plain),
        "this loop, augmented": lambda: ours(case, data, augmented),
        "this loop, fractals from a warm cache": lambda: ours(case, drawn, augmented),
        "bare loop, torchvision's own network": lambda: bare(case, data, torchvisions()),
    }
    spans: dict[str, list[Moment]] = {name: [] for name in sides}
    for turn in range(rounds + 1):
        for name, side in sides.items():
            spent = side()
            if turn:
                spans[name].append(spent)
    print(f"\n{case.name}, {case.size} px, batch {case.batch}, {case.precision}, {torch.get_num_threads()} threads")
    print(f"{'':40}{'images/s':>10}{'min':>9}{'max':>9}{'of bare':>10}{'min':>9}{'max':>9}{'processor':>11}")
    for name, values in spans.items():
        pairs = list(zip(spans["bare loop"], values, strict=True))
        rates = sorted(len(data) / value.wall for value in values)
        shares = sorted(other.wall / value.wall for other, value in pairs)
        processor = statistics.median(other.processor / value.processor for other, value in pairs)
        print(
            f"{name:40}{statistics.median(rates):10.0f}{rates[0]:9.0f}{rates[-1]:9.0f}"
            f"{statistics.median(shares):10.1%}{shares[0]:9.1%}{shares[-1]:9.1%}{processor:11.1%}",
            flush=True,
        )


def main() -> None:
    """Run all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--steps", type=int, help="batches an epoch, instead of those of the case")
    parser.add_argument("--case", type=int, nargs="*", default=range(len(CASES)), help="numbers of the cases, from 0")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as cache:
        for number in arguments.case:
            case = CASES[number]
            compare(dataclasses.replace(case, steps=arguments.steps or case.steps), arguments.rounds, Path(cache))


if __name__ == "__main__":
    main()
