"""What each of several processes does for `test_distributed`, started by torchrun."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from engine.errors import Interrupted
from engine.images.labelled import LabelledImages, Split
from engine.models.backbones import build_backbone
from engine.progress import Control
from engine.training import batches
from engine.training.distributed import TorchRanks, joined
from engine.training.events import EpochEvent, Event, StepEvent, TrainingResult, ignore_events
from engine.training.loop import train
from engine.training.ranks import ALONE, Ranks
from engine.training.settings import Augmentation, TrainingSettings

SIZE = 16
BATCH = 13
SETTINGS = TrainingSettings(
    epochs=2,
    batch_size=BATCH,
    learning_rate=0.0002,
    schedule="cosine",
    precision="float32",
    augmentation=Augmentation(padding=2, horizontal_flip=True),
)


def stripes(count: int, split: Split = "train", seed: int = 0) -> LabelledImages:
    """Three classes: horizontal stripes, vertical stripes, plain, all with noise."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 3
    images = rng.integers(0, 60, (count, SIZE, SIZE, 1))
    images[labels == 0, ::4] += 150
    images[labels == 1, :, ::4] += 150
    return LabelledImages("stripes", split, images.astype(np.uint8), labels, ("rows", "columns", "plain"))


def network(seed: int = 7) -> nn.Module:
    return build_backbone("resnet18", 3, stem="small", seed=seed)


class Recorder:
    """Keeps the losses and the accuracies, and does something after some step."""

    def __init__(self, after: int = -1, then: Control | None = None) -> None:
        self.losses: list[float] = []
        self.epochs: list[EpochEvent] = []
        self._after, self._then = after, then

    def __call__(self, event: Event) -> None:
        if isinstance(event, StepEvent):
            self.losses.append(event.loss)
            if len(self.losses) == self._after and self._then is not None:
                self._then.stop()
        elif isinstance(event, EpochEvent):
            self.epochs.append(event)


def trained(
    folder: Path, ranks: Ranks = ALONE, events: Recorder | None = None, control: Control | None = None
) -> tuple[nn.Module, TrainingResult]:
    model = network()
    # Evaluations in batches of 16: more than there are processes, and not a multiple.
    with mock.patch.object(batches, "_EVALUATION_PIXELS", 16 * SIZE**2):
        result = train(
            model,
            SETTINGS,
            stripes(60),
            stripes(40, "validation", 1),
            stripes(70, "test", 2),
            checkpoints=folder,
            events=events or ignore_events,
            control=control,
            threads=1,
            ranks=ranks,
        )
    return model, result


def summary(model: nn.Module, result: TrainingResult, losses: list[float]) -> dict[str, object]:
    assert result.test is not None
    return {
        "losses": losses,
        "changes": {name: value.tolist() for name, value in changes(model).items()},
        "confusion": result.test.confusion.tolist(),
        "test_loss": result.test.loss,
        "accuracies": [event.validation_accuracy for event in result.epochs],
        "images": result.images,
    }


def changes(model: nn.Module) -> dict[str, torch.Tensor]:
    """What training did to some of the weights and the statistics, first to last layer."""
    before, after = network().state_dict(), model.state_dict()
    names = ("conv1.weight", "bn1.running_mean", "bn1.running_var", "layer2.0.bn1.weight", "layer4.1.bn2.running_var")
    names = (*names, "fc.weight", "bn1.num_batches_tracked")
    return {name: (after[name].double() - before[name].double()).flatten()[:50] for name in names}


def gradient(ranks: Ranks) -> dict[str, torch.Tensor]:
    """One gradient of a whole batch in float64, where rounding cannot hide a mistake.

    The network has batch normalisation, dropout and stochastic depth.
    """
    model = build_backbone("efficientnet_b0", 3, seed=7).double()
    replica = ranks.spread(model)
    generator = torch.Generator().manual_seed(3)
    images = torch.randn(BATCH, 3, SIZE, SIZE, generator=generator, dtype=torch.float64)
    labels = torch.arange(BATCH) % 3
    share = ranks.share(BATCH)
    torch.manual_seed(5)
    scores = replica(images[share])
    loss = functional.cross_entropy(scores, labels[share])
    torch.autograd.backward(loss * (len(scores) / BATCH * ranks.size))
    found = {name: parameter.grad for name, parameter in model.named_parameters() if parameter.grad is not None}
    return {**found, **{name: value.double() for name, value in model.named_buffers()}}


def gradient_difference(ranks: TorchRanks) -> float:
    """The largest difference of any gradient or statistic from that of one process, relative to its largest value.

    Some are zero but for rounding, such as those of a bias before batch normalisation: these relative to 0.001.
    """
    together, alone = gradient(ranks), gradient(ALONE)
    assert together.keys() == alone.keys()
    return max(
        float((together[name] - alone[name]).abs().max() / alone[name].abs().max().clamp(min=1e-3)) for name in alone
    )


def stopped(folder: Path, ranks: TorchRanks) -> tuple[str, int]:
    """A stop that only the last process hears of: the sentence, and after how many steps."""
    control = Control()
    recorder = Recorder(3, control if ranks.rank == ranks.size - 1 else None)
    try:
        trained(folder, ranks, recorder, control)
    except Interrupted as stop:
        return str(stop), len(recorder.losses)
    return "not stopped", len(recorder.losses)


def shared_refusal(ranks: TorchRanks) -> str:
    """What the others hear when the first fails."""

    def fail() -> None:
        raise Interrupted("told by the first")

    try:
        ranks.in_turn(fail)
    except Interrupted as error:
        return str(error)
    return ""


def main(out: Path) -> None:
    with joined() as ranks:
        found: dict[str, object] = {"gradient": gradient_difference(ranks), "refusal": shared_refusal(ranks)}
        recorder = Recorder()
        model, result = trained(out / "whole", ranks, recorder)
        found["whole"] = summary(model, result, recorder.losses)
        found["stopped"] = stopped(out / "stopped", ranks)
        recorder = Recorder()
        model, result = trained(out / "begun-alone", ranks, recorder)
        found["begun alone"] = summary(model, result, recorder.losses)
        found["shares"] = [ranks.share(13).start, ranks.share(13).stop]
        found["first says"] = ranks.from_first(lambda: f"rank {ranks.rank}")
        (out / f"rank{ranks.rank}.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
