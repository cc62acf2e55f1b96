"""Frozen layers: nothing in them moves, and everything else learns."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.errors import InputError
from engine.models.backbones import build_backbone
from engine.models.stages import stage_module, stage_names
from engine.training.freezing import frozen_parameters
from engine.training.loop import train
from engine.training.optimizers import make_optimizer
from engine.training.settings import TrainingSettings
from tests.unit.training.test_augmentation import pictures

FAMILIES = ["resnet18", "densenet121", "shufflenet_v2_x1_0", "convnext_tiny", "mobilenet_v3_small", "efficientnet_b0"]


def trained(tmp_path: Path, freeze: str) -> tuple[dict[str, torch.Tensor], nn.Module]:
    model = build_backbone("resnet18", 3)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    settings = TrainingSettings(epochs=1, batch_size=6, precision="float32", freeze=freeze)
    train(model, settings, pictures(18, 32), checkpoints=tmp_path, threads=1)
    return before, model


@pytest.mark.parametrize(("stage", "kept"), [("backbone", "layer4"), ("layer2", "layer2"), ("stem", "bn1")])
def test_what_is_frozen_is_equal_to_the_bit_after_training(tmp_path: Path, stage: str, kept: str) -> None:
    before, model = trained(tmp_path, stage)
    names = list(before)
    last = max(index for index, name in enumerate(names) if name.startswith(kept + "."))
    after = model.state_dict()
    same = [torch.equal(before[name].contiguous(), after[name].contiguous()) for name in names]
    assert all(same[: last + 1])
    # Statistics of normalisation, which have no gradient, move beside the parameters.
    assert not any(same[last + 1 :])


def test_without_freezing_everything_moves(tmp_path: Path) -> None:
    before, model = trained(tmp_path, "none")
    assert not any(torch.equal(before[name], value.contiguous()) for name, value in model.state_dict().items())


@pytest.mark.parametrize("backbone", FAMILIES)
def test_the_stages_that_are_offered_exist_in_their_order(backbone: str) -> None:
    model = build_backbone(backbone, 2)
    counts = [len(frozen_parameters(model, stage)) for stage in stage_names(backbone)]
    assert counts == sorted(set(counts))
    assert counts[0] > 0
    assert counts[-1] <= len(frozen_parameters(model, "backbone"))
    modules = dict(model.named_modules())
    assert all(stage_module(backbone, stage) in modules for stage in stage_names(backbone))


def test_a_stage_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match=r"layer5.*layer4"):
        frozen_parameters(build_backbone("resnet18", 2), "layer5")
    with pytest.raises(InputError, match="no such stage"):
        frozen_parameters(build_backbone("resnet18", 2), "fc")


def test_biases_and_normalisation_do_not_decay_where_they_are_exempt() -> None:
    model = build_backbone("resnet18", 2)
    settings = TrainingSettings(decay_all=False, weight_decay=0.05, optimizer="adamw")
    groups = make_optimizer(model, settings).param_groups
    assert [group["weight_decay"] for group in groups] == [0.05, 0.0]
    assert all(parameter.ndim > 1 for parameter in groups[0]["params"])
    assert all(parameter.ndim == 1 for parameter in groups[1]["params"])
    everything = make_optimizer(model, TrainingSettings()).param_groups
    assert [group["weight_decay"] for group in everything] == [1e-4]
