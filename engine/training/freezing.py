"""Layers that stay as they are: without gradient, and with the statistics of their normalisation held."""

from __future__ import annotations

from torch import nn

from engine.errors import InputError
from engine.models.backbones import built, head_prefix
from engine.models.stages import stage_module, stage_names


def freeze(model: nn.Module, stage: str) -> None:
    """Take the gradient from every parameter of `model` up to the end of `stage`.

    Parameters
    ----------
    model : nn.Module
        Made by `engine.models.backbones.build_backbone`.
    stage : str
        ``none``; ``backbone``: all but the head; or the last frozen stage (`engine.models.stages`).

    Raises
    ------
    InputError
        When the network has no such stage.
    """
    frozen = set(frozen_parameters(model, stage))
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name not in frozen)


def frozen_parameters(model: nn.Module, stage: str) -> list[str]:
    """Return the names of the parameters up to the end of `stage`; raises as `freeze`."""
    names = [name for name, _ in model.named_parameters()]
    head = head_prefix(model)
    if stage == "none":
        return []
    if stage == "backbone":
        return [name for name in names if not name.startswith(head)]
    backbone = built(model).backbone
    prefix = stage_module(backbone, stage) + "."
    inside = [index for index, name in enumerate(names) if name.startswith(prefix)]
    if not inside or prefix == head:
        known = ", ".join(stage_names(backbone)) or ", ".join(name for name, _ in model.named_children())
        raise InputError(
            f"training.freeze is {stage!r}, and {backbone} has no such stage; give none, backbone, or one of {known}."
        )
    return [name for name in names[: inside[-1] + 1] if not name.startswith(head)]


def train_mode(model: nn.Module) -> None:
    """Put `model` into training mode, but what is frozen into evaluation mode: its statistics must not move."""
    model.train()
    for module in model.modules():
        parameters = list(module.parameters())
        if parameters and not any(parameter.requires_grad for parameter in parameters):
            module.eval()
