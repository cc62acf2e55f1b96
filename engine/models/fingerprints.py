"""Which network a set of weights belongs to, from the names and shapes of its tensors. Free of torch.

Two networks whose tensors have the same names and shapes, but for the head, are one to weights: they fit both.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from engine.models.catalogue import Stem
from engine.models.families import TIMM, TORCHVISION
from engine.storage import digest, read_json
from engine.workspace import RESOURCES

FINGERPRINTS = RESOURCES / "networks" / "fingerprints.json"
"""Fingerprint of every network described in `families`."""

Shapes = Mapping[str, tuple[int, ...]]

POSITION_EMBEDDINGS = ("pos_embed", "encoder.pos_embedding")
"""Embeddings of places (1, places, channels): as many as the pictures have patches."""
SIDE_HEADS = ("AuxLogits.", "aux1.", "aux2.")
"""Second classifiers of the Inceptions, which serve the training on ImageNet alone."""
_STEM = "conv1.weight"
_SMALL_STEM = (3, 3, 3)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What network weights belong to.

    Attributes
    ----------
    backbones : tuple of str
        Every network they fit, most often one; empty when it is none of those described here.
    stem : {'imagenet', 'small'}
    classes : int or None
        Of the head; None when the file has none.
    """

    backbones: tuple[str, ...]
    stem: Stem = "imagenet"
    classes: int | None = None


def fingerprint(shapes: Shapes, head: str) -> str:
    """Return a digest of names and shapes, equal for all weights that fit one network.

    Left out is what may differ: the head, the kernel of a stem, the number of places, side heads and counters.
    """
    lines = []
    for name in sorted(shapes):
        if name.startswith((f"{head}.", *SIDE_HEADS)) or name.endswith("num_batches_tracked"):
            continue
        shape = shapes[name]
        if name == _STEM:
            shape = shape[:2]
        elif name in POSITION_EMBEDDINGS:
            shape = shape[-1:]
        lines.append(f"{name} {'x'.join(map(str, shape))}")
    return digest("\n".join(lines))


def recognise(shapes: Shapes) -> Recognised:
    """Return what network the tensors of these names and shapes belong to."""
    known = _known()
    for head in _heads():
        backbones = known.get((head, fingerprint(shapes, head)))
        if backbones:
            weight = shapes.get(f"{head}.weight")
            stem: Stem = "small" if shapes.get(_STEM, ())[1:] == _SMALL_STEM else "imagenet"
            return Recognised(backbones, stem, weight[0] if weight else None)
    return Recognised(())


@functools.cache
def _known() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    described = TORCHVISION | TIMM
    for name, value in read_json(FINGERPRINTS).items():
        key = described[name].head, value
        found[key] = (*found.get(key, ()), name)
    return found


@functools.cache
def _heads() -> tuple[str, ...]:
    return tuple(dict.fromkeys(head for head, _ in _known()))
