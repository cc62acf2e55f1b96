"""What moves the weights: the optimiser of a run, for the parameters that are trained."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from engine.training.settings import TrainingSettings

_PLACES = ("pos_embed", "pos_embedding", "cls_token", "class_token", "dist_token")
"""Last parts of the names of position embeddings and tokens, in timm and torchvision."""


def make_optimizer(model: nn.Module, settings: TrainingSettings) -> torch.optim.Optimizer:
    """Return the optimiser of `settings` for all parameters of `model` that have a gradient."""
    rate, decay = settings.learning_rate, settings.weight_decay
    groups = _groups(model, settings)
    if settings.optimizer == "adamw":
        return torch.optim.AdamW(groups, lr=rate, weight_decay=decay, fused=True)
    return torch.optim.SGD(
        groups, lr=rate, momentum=settings.momentum, weight_decay=decay, nesterov=settings.nesterov, fused=True
    )


def _groups(model: nn.Module, settings: TrainingSettings) -> list[dict[str, Any]]:
    trained = [(name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    if settings.decay_all:
        return [{"params": [parameter for _, parameter in trained]}]
    decaying = [parameter for name, parameter in trained if not _is_exempt(name, parameter)]
    exempt = [parameter for name, parameter in trained if _is_exempt(name, parameter)]
    groups: list[dict[str, Any]] = [{"params": decaying}, {"params": exempt, "weight_decay": 0.0}]
    return [group for group in groups if group["params"]]


def _is_exempt(name: str, parameter: nn.Parameter) -> bool:
    """Whether it is a bias, of a normalisation, a position embedding or a token, as in timm."""
    return parameter.ndim <= 1 or name.rpartition(".")[2] in _PLACES


def clip_gradients(optimizer: torch.optim.Optimizer, longest: float) -> None:
    """Scale the gradients down to the Euclidean norm `longest` over all parameters, where they exceed it; 0: not."""
    if longest > 0:
        parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, longest)
