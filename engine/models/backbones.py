"""Networks by name: torchvision's, with a head for any number of classes and a stem for small pictures."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

import torch
import torchvision
from torch import nn

from engine.errors import InputError

Stem = Literal["imagenet", "small"]


@dataclass(frozen=True, slots=True)
class Backbone:
    """What must be known of a torchvision network beyond its name.

    Attributes
    ----------
    head : str
        Name of the layer that gives the class scores; its parameters alone depend on the number of classes.
    small_stem : bool
        Whether the stem can be exchanged for one that keeps the resolution of small pictures (ResNets).
    smallest, largest : int
        Edges in pixels of the square pictures the network accepts.
    """

    head: str
    small_stem: bool = False
    smallest: int = 8
    largest: int = 4096


_RESNET = Backbone(head="fc", small_stem=True)

BACKBONES: dict[str, Backbone] = {
    "resnet18": _RESNET,
    "resnet34": _RESNET,
    "resnet50": _RESNET,
    "resnet101": _RESNET,
    "resnet152": _RESNET,
    "resnext50_32x4d": _RESNET,
    "resnext101_32x8d": _RESNET,
    "wide_resnet50_2": _RESNET,
    "alexnet": Backbone(head="classifier.6", smallest=63),
    "vgg16_bn": Backbone(head="classifier.6", smallest=32),
    "vgg19_bn": Backbone(head="classifier.6", smallest=32),
    "densenet121": Backbone(head="classifier", smallest=29),
    "densenet161": Backbone(head="classifier", smallest=29),
    "mobilenet_v3_small": Backbone(head="classifier.3"),
    "mobilenet_v3_large": Backbone(head="classifier.3"),
    "shufflenet_v2_x1_0": Backbone(head="fc"),
    "efficientnet_b0": Backbone(head="classifier.1"),
    "convnext_tiny": Backbone(head="classifier.2", smallest=32),
    "vit_b_16": Backbone(head="heads.head", smallest=224, largest=224),
}
"""Networks that can be trained: name -> description."""


def find_backbone(name: str) -> Backbone:
    """Return the description of `name`.

    Raises
    ------
    InputError
        When there is no such network; names the nearest.
    """
    if name not in BACKBONES:
        near = difflib.get_close_matches(name, BACKBONES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(BACKBONES)}."
        raise InputError(f"There is no backbone {name!r}; {hint}")
    return BACKBONES[name]


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
