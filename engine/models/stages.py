"""The stages of the networks, from the picture to the head: what can be frozen. Free of torch.

A stage is named by a module of the network; the stage ends with that module, and freezing it freezes every parameter
that is registered up to there. torchvision and timm register modules in the order in which pictures pass them.
"""

from __future__ import annotations

import re

_RESNET = (("stem", "bn1"), *((f"layer{number}", f"layer{number}") for number in range(1, 5)))


def _numbered(pattern: str, count: int) -> tuple[tuple[str, str], ...]:
    names = (pattern.format(number) for number in range(count))
    return tuple((name, name) for name in names)


_DENSENET = (
    ("stem", "features.norm0"),
    *((f"denseblock{number}", f"features.transition{number}") for number in range(1, 4)),
    ("denseblock4", "features.norm5"),
)
_SHUFFLENET = (("stem", "conv1"), *((name, name) for name in ("stage2", "stage3", "stage4", "conv5")))
_VIT_STEM = ("stem", "conv_proj")
_GOOGLENET = (
    *("conv1", "conv2", "conv3"),
    *(f"inception{part}" for part in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b")),
)
_INCEPTION = (
    *(f"Conv2d_{part}" for part in ("1a_3x3", "2a_3x3", "2b_3x3", "3b_1x1", "4a_3x3")),
    *(f"Mixed_{part}" for part in ("5b", "5c", "5d", "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c")),
)
_REGNET = (("stem", "stem"), *((f"block{number}", f"trunk_output.block{number}") for number in range(1, 5)))
_MNASNET = (("stem", "layers.7"), *((f"layers.{number}", f"layers.{number}") for number in range(8, 14)))
_MAXVIT = (("stem", "stem"), *((f"blocks.{number}", f"blocks.{number}") for number in range(4)))
_VGG_CONVOLUTIONS = {"11": (1, 1, 2, 2, 2), "13": (2, 2, 2, 2, 2), "16": (2, 2, 3, 3, 3), "19": (2, 2, 4, 4, 4)}
"""Convolutions of each of the five blocks, as in Simonyan & Zisserman 2015, table 1."""


def _same(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names)


def _vgg(depth: str, *, normalised: bool) -> tuple[tuple[str, str], ...]:
    """Return the blocks of a VGG, each ending with its last module that has parameters, and its two hidden layers."""
    stages, position = [], 0
    for number, convolutions in enumerate(_VGG_CONVOLUTIONS[depth], start=1):
        position += convolutions * (3 if normalised else 2) + 1  # convolution, (normalisation,) ReLU; pooling
        stages.append((f"block{number}", f"features.{position - 3}"))
    return (*stages, *_same("classifier.0", "classifier.3"))


_FAMILIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"(wide_)?resnet\d+(_\d+)?|resnext\d+_\d+x\d+d", _RESNET),
    (r"densenet\d+", _DENSENET),
    (r"shufflenet_v2_\w+", _SHUFFLENET),
    (r"convnext_\w+", _numbered("features.{}", 8)),
    (r"swin_\w+", _numbered("features.{}", 8)),
    (r"efficientnet_(b\d|v2_[ml])", _numbered("features.{}", 9)),
    (r"efficientnet_v2_s", _numbered("features.{}", 8)),
    (r"mobilenet_v2", _numbered("features.{}", 19)),
    (r"mobilenet_v3_small", _numbered("features.{}", 13)),
    (r"mobilenet_v3_large", _numbered("features.{}", 17)),
    (r"vit_[bs]_\d+", (_VIT_STEM, *_numbered("encoder.layers.encoder_layer_{}", 12))),
    (r"vit_l_\d+", (_VIT_STEM, *_numbered("encoder.layers.encoder_layer_{}", 24))),
    (r"vit_h_\d+", (_VIT_STEM, *_numbered("encoder.layers.encoder_layer_{}", 32))),
    (r"alexnet", _same(*(f"features.{number}" for number in (0, 3, 6, 8, 10)), "classifier.1", "classifier.4")),
    *((f"vgg{depth}", _vgg(depth, normalised=False)) for depth in _VGG_CONVOLUTIONS),
    *((f"vgg{depth}_bn", _vgg(depth, normalised=True)) for depth in _VGG_CONVOLUTIONS),
    (r"squeezenet1_0", _same(*(f"features.{number}" for number in (0, 3, 4, 5, 7, 8, 9, 10, 12)))),
    (r"squeezenet1_1", _same(*(f"features.{number}" for number in (0, 3, 4, 6, 7, 9, 10, 11, 12)))),
    (r"googlenet", _same(*_GOOGLENET)),
    (r"inception_v3", _same(*_INCEPTION)),
    (r"mnasnet\d_\d+", _MNASNET),
    (r"regnet_[xy]_\w+", _REGNET),
    (r"maxvit_t", _MAXVIT),
    (r"timm:(deit|vit)_(tiny|small|base)_\w+", (("stem", "patch_embed"), *_numbered("blocks.{}", 12))),
    (r"timm:resne[x]?t\d+.*", _RESNET),
)


def stage_names(backbone: str) -> tuple[str, ...]:
    """Return the names of the stages of `backbone` that can be frozen; empty where they are not known without torch."""
    return tuple(name for name, _ in _stages(backbone))


def stage_module(backbone: str, stage: str) -> str:
    """Return the module with which `stage` ends; a stage that is not known is taken for the name of a module."""
    return dict(_stages(backbone)).get(stage, stage)


def _stages(backbone: str) -> tuple[tuple[str, str], ...]:
    return next((stages for pattern, stages in _FAMILIES if re.fullmatch(pattern, backbone)), ())
