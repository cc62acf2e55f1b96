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
