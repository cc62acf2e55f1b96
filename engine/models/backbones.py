"""Networks by name: torchvision's and timm's, with a head for any number of classes and a stem for small pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torchvision
from torch import nn

from engine.errors import InputError
from engine.models.catalogue import BACKBONES, TIMM_PREFIX, Stem, find_backbone, size_problem, takes_drop_path
from engine.models.small_maps import trim_convolutions
from engine.models.timm_networks import timm_network

_BUILT_FOR = 224
"""Edge in pixels of the pictures a transformer is built for when none is named."""

_WITHOUT_SIDE_HEADS = {"aux_logits": False, "transform_input": True, "init_weights": True}
"""The Inceptions' second classifiers serve ImageNet alone; their ImageNet weights expect inputs in -1..1."""
_OPTIONS: dict[str, dict[str, Any]] = {"googlenet": _WITHOUT_SIDE_HEADS, "inception_v3": _WITHOUT_SIDE_HEADS}


@dataclass(frozen=True, slots=True)
class Built:
    """As what a network was built.

    Attributes
    ----------
    backbone : str
    stem : {'imagenet', 'small'}
    image_size : int or None
        Edge in pixels of the only pictures it takes; None: any.
    head : str
        Name of the layer that gives the class scores.
    """

    backbone: str
    stem: Stem
    image_size: int | None
    head: str


def marked(model: nn.Module, as_what: Built) -> nn.Module:
    """Note on `model` as what it was built, and return it."""
    object.__setattr__(model, "fractaldb_built", as_what)
    return model


def built(model: nn.Module) -> Built:
    """Return as what `build_backbone` made `model`."""
    found = model.fractaldb_built
    assert isinstance(found, Built)
    return found


def build_backbone(
    name: str,
    classes: int,
    *,
    stem: Stem = "imagenet",
    seed: int = 1,
    image_size: int | None = None,
    drop_path: float | None = None,
) -> nn.Module:
    """Return a network with random weights that depend on nothing but the arguments.

    Parameters
    ----------
    name : str
        A key of `BACKBONES`, or ``timm:<name>``.
    classes : int
        Scores the network gives; 2 or more.
    stem : {'imagenet', 'small'}
        ``imagenet`` is the published 7x7 convolution of stride 2 with pooling, which divides the resolution by four;
        ``small`` is a 3x3 convolution of stride 1 without pooling (He et al. 2016, section 4.2, for CIFAR-10).
    seed : int
        The generator of the process is left as it was.
    image_size : int, optional
        Edge in pixels of the pictures, for networks that are built for one (transformers with an embedding of each
        place); default 224. The others take any.
    drop_path : float, optional
        Share of the residual branches left out in the last block, rising from none in the first (stochastic depth,
        Huang et al. 2016); default: as the library builds the network.

    Returns
    -------
    nn.Module
        Takes (B, 3, H, W) float, gives (B, classes); `built` says as what it was built.

    Raises
    ------
    InputError
        When the network, the stem or the number of classes does not exist, or the size does not fit.
    MissingDataError
        When the network needs a package that is not installed.
    """
    description = find_backbone(name)
    if classes < 2:
        raise InputError(f"A classifier of {classes} classes cannot be trained; give two or more.")
    if stem == "small" and not description.small_stem:
        names = ", ".join(key for key, value in BACKBONES.items() if value.small_stem)
        raise InputError(f"{name} has no small stem; use stem imagenet, or one of {names}.")
    size = (image_size or _BUILT_FOR) if description.patch else image_size
    if size is not None:
        _refuse_size(name, size)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if name.startswith(TIMM_PREFIX):
            model, head, built_for = timm_network(name, classes, size, drop_path)
        else:
            built_for = size if description.patch else None
            model, head = _torchvision_network(name, classes, built_for, drop_path), description.head
        if stem == "small":
            model.conv1 = nn.Conv2d(3, 64, kernel_size=3, stride=1, padding=1, bias=False)
            nn.init.kaiming_normal_(model.conv1.weight, mode="fan_out", nonlinearity="relu")
            model.maxpool = nn.Identity()
    trim_convolutions(model)
    return marked(model, Built(name, stem, built_for, head))


def _torchvision_network(name: str, classes: int, size: int | None, drop_path: float | None) -> nn.Module:
    options = {**_OPTIONS.get(name, {}), **({} if size is None else {"image_size": size})}
    if drop_path is not None:
        if not takes_drop_path(name):
            raise InputError(f"{name} has no stochastic depth; leave training.drop_path out, or choose a ConvNeXt.")
        options["stochastic_depth_prob"] = drop_path
    model: nn.Module = torchvision.models.get_model(name, weights=None, num_classes=classes, **options)
    return model


def check_image_size(model: nn.Module, size: int) -> None:
    """Refuse pictures of an edge of `size` pixels that `model` cannot take.

    Raises
    ------
    InputError
    """
    name, built_for = built(model).backbone, built(model).image_size
    _refuse_size(name, size)
    if built_for is not None and size != built_for:
        raise InputError(f"{name} was built for pictures of {built_for} pixels and would get {size}; build it anew.")


def _refuse_size(name: str, size: int) -> None:
    problem = size_problem(name, size)
    if problem:
        raise InputError(f"{name} {problem}; change image_size.")


def head_prefix(model: nn.Module) -> str:
    """Return what the names of the head's parameters begin with, such as ``fc.``."""
    return f"{built(model).head}."


def class_count(model: nn.Module) -> int:
    """Return how many scores `model` gives an image."""
    weight = model.get_submodule(built(model).head).weight
    assert isinstance(weight, torch.Tensor)
    return int(weight.shape[0])


def parameter_count(model: nn.Module) -> int:
    """Return the number of trained numbers in `model`."""
    return sum(parameter.numel() for parameter in model.parameters())
