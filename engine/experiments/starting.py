"""The weights a run starts from, put into its network; imports torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

from engine.images.downloads import checksum_of
from engine.models.backbones import head_prefix
from engine.models.weights import load_weights

_NAMES_KEPT = 5


def start_from(model: nn.Module, path: Path) -> dict[str, Any]:
    """Put the weights at `path` into `model`, all but the head: every source starts with the same fresh one.

    Returns
    -------
    dict
        For the record: the file, its SHA-256 sum, and what of it was taken and what was not.

    Raises
    ------
    MissingDataError, InputError
        As `engine.models.weights.load_weights`.
    """
    prefix = head_prefix(model)
    head = {name: value.clone() for name, value in model.state_dict().items() if name.startswith(prefix)}
    found = load_weights(model, path)
    with torch.no_grad():
        model.load_state_dict(head, strict=False)
    return {
        "weights": str(path),
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": checksum_of(path, "sha256:").removeprefix("sha256:"),
        "entries": sum(not name.startswith(prefix) for name in found.matched),
        "head": "fresh",
        "missing": sum(not name.startswith(prefix) for name in found.missing),
        "ignored": len(found.ignored),
        "ignored_names": list(found.ignored[:_NAMES_KEPT]),
    }
