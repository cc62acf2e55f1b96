"""The networks that can be trained, by name: what a form and a specification must know, free of torch."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

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
