"""Make the fingerprints of all networks anew: ``python -m tests.unit.models.fingerprinting``."""

from __future__ import annotations

from torch import nn

from engine.models.backbones import build_backbone, built
from engine.models.families import TIMM, TORCHVISION
from engine.models.fingerprints import FINGERPRINTS, fingerprint
from engine.storage import write_json


def shapes_of(model: nn.Module) -> dict[str, tuple[int, ...]]:
    """Return name -> shape of what the state dictionary of `model` holds."""
    return {name: tuple(value.shape) for name, value in model.state_dict().items()}


def made(name: str) -> str:
    """Return the fingerprint of a network as it is built here."""
    model = build_backbone(name, 2)
    return fingerprint(shapes_of(model), built(model).head)


if __name__ == "__main__":
    write_json(FINGERPRINTS, {name: made(name) for name in (*TORCHVISION, *TIMM)})
