"""Networks by name: torchvision's, with a head for any number of classes and a stem for small pictures."""

from __future__ import annotations

import torch
import torchvision
from torch import nn

from engine.errors import InputError
from engine.models.catalogue import BACKBONES, Stem, find_backbone
from engine.models.small_maps import trim_convolutions


def build_backbone(name: str, classes: int, *, stem: Stem = "imagenet", seed: int = 1) -> nn.Module:
    """Return a network with random weights that depend on nothing but the arguments.

    Parameters
    ----------
    name : str
        A key of `BACKBONES`.
    classes : int
        Scores the network gives; 2 or more.
    stem : {'imagenet', 'small'}
        ``imagenet`` is the published 7x7 convolution of stride 2 with pooling, which divides the resolution by four;
        ``small`` is a 3x3 convolution of stride 1 without pooling (He et al. 2016, section 4.2, for CIFAR-10).
    seed : int
        The generator of the process is left as it was.

    Returns
    -------
    nn.Module
        Takes (B, 3, H, W) float, gives (B, classes); ``.backbone`` and ``.stem`` hold the arguments.

    Raises
    ------
    InputError
        When the network, the stem or the number of classes does not exist.
    """
    description = find_backbone(name)
    if classes < 2:
        raise InputError(f"A classifier of {classes} classes cannot be trained; give two or more.")
    if stem == "small" and not description.small_stem:
        names = ", ".join(key for key, value in BACKBONES.items() if value.small_stem)
        raise InputError(f"{name} has no small stem; use stem imagenet, or one of {names}.")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model: nn.Module = torchvision.models.get_model(name, weights=None, num_classes=classes)
        if stem == "small":
            model.conv1 = nn.Conv2d(3, 64, kernel_size=3, stride=1, padding=1, bias=False)
            nn.init.kaiming_normal_(model.conv1.weight, mode="fan_out", nonlinearity="relu")
            model.maxpool = nn.Identity()
    trim_convolutions(model)
    return _named(model, name, stem)


def _named(model: nn.Module, name: str, stem: Stem) -> nn.Module:
    object.__setattr__(model, "backbone", name)
    object.__setattr__(model, "stem", stem)
    return model


def check_image_size(model: nn.Module, size: int) -> None:
    """Refuse pictures of an edge of `size` pixels that `model` cannot take.

    Raises
    ------
    InputError
    """
    name = str(model.backbone)
    description = find_backbone(name)
    if size < description.smallest:
        raise InputError(f"{name} needs pictures of {description.smallest} pixels; raise image_size from {size}.")
    if size > description.largest:
        raise InputError(f"{name} takes pictures of {description.largest} pixels; lower image_size from {size}.")


def head_prefix(model: nn.Module) -> str:
    """Return what the names of the head's parameters begin with, such as ``fc.``."""
    return find_backbone(str(model.backbone)).head + "."


def parameter_count(model: nn.Module) -> int:
    """Return the number of trained numbers in `model`."""
    return sum(parameter.numel() for parameter in model.parameters())
