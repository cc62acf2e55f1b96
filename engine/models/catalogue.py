"""The networks that can be trained, by name: what a form and a specification must know, free of torch.

torchvision's classification networks have their plain names; ``timm:<name>`` is a network of the package timm, which
is an extra. A specification may name one where timm is not installed: it can be read there, not trained.
"""

from __future__ import annotations

import difflib
import functools
import importlib.util
import re
from pathlib import Path
from typing import Literal

from engine.errors import InputError, MissingDataError
from engine.models.families import TIMM, TORCHVISION, Backbone
from engine.sentences import Sentence, either

__all__ = [
    "BACKBONES",
    "TIMM_PREFIX",
    "Backbone",
    "Stem",
    "available_backbones",
    "backbone_hint",
    "check_available",
    "find_backbone",
    "size_problem",
    "takes_drop_path",
    "timm_installed",
]

Stem = Literal["imagenet", "small"]

BACKBONES = TORCHVISION
"""The networks that are always there: name -> description."""

TIMM_PREFIX = "timm:"
_DROPS_PATHS = re.compile(r"timm:.+|(convnext|swin|efficientnet)_.+|maxvit_t")
_REGISTRATION = re.compile(r"^@register_model\ndef (\w+)\(", re.MULTILINE)


def find_backbone(name: str) -> Backbone:
    """Return the description of `name`.

    A timm network that is not described here is taken to be like others, and to cost as much as a ResNet-50.

    Raises
    ------
    InputError
        When there is no such network; names the nearest.
    """
    found = BACKBONES.get(name) or TIMM.get(name)
    if found is not None:
        return found
    if _may_be_timms(name):
        return Backbone(head="")
    hint = backbone_hint(name)
    raise InputError(f"There is no backbone {name!r}; {hint}{'' if hint.endswith('?') else '.'}")


def _may_be_timms(name: str) -> bool:
    names = _timm_names()
    return name in names if names else name.startswith(TIMM_PREFIX) and name != TIMM_PREFIX


def backbone_hint(name: str) -> Sentence:
    """Return what to choose in place of `name`, which is no network: the nearest, or all."""
    near = difflib.get_close_matches(name, [*BACKBONES, *TIMM, *_timm_names()], n=1)
    if near:
        return Sentence("did you mean {0}?", near[0])
    return Sentence("choose one of {0}", ", ".join(BACKBONES))


def available_backbones() -> tuple[str, ...]:
    """Return the names a form offers: torchvision's and, where timm is installed, those of timm described here."""
    return (*BACKBONES, *(TIMM if timm_installed() else ()))


def check_available(name: str) -> None:
    """Return when the network `name` can be built here.

    Raises
    ------
    InputError
        When there is no such network.
    MissingDataError
        When it needs a package that is not installed; says how to install it.
    """
    find_backbone(name)
    if name.startswith(TIMM_PREFIX) and not timm_installed():
        raise MissingDataError(
            Sentence(
                "{0} needs the package timm, which is not installed; install it with "
                "`python3 installer/bootstrap.py run --extra timm`, or choose a network of torchvision.",
                name,
            )
        )


def timm_installed() -> bool:
    """Whether the package timm is there; it is not imported (it would import torch)."""
    return importlib.util.find_spec("timm") is not None


@functools.cache
def _timm_names() -> frozenset[str]:
    """Return the names timm registers, read from its sources; none where timm is not installed."""
    found = importlib.util.find_spec("timm")
    folders = [Path(place) / "models" for place in (found.submodule_search_locations or ())] if found else []
    sources = (path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.py")))
    return frozenset(TIMM_PREFIX + name for text in sources for name in _REGISTRATION.findall(text))


def size_problem(name: str, size: int) -> Sentence:
    """Return what is wrong with images of `size` pixels for the network `name`, read on from it; '' for none."""
    found = find_backbone(name)
    if not found.smallest <= size <= found.largest:
        sizes = (
            Sentence("{0} to {1}", found.smallest, found.largest)
            if found.smallest < found.largest
            else str(found.largest)
        )
        return Sentence("takes images of {0} pixels and would get {1}", sizes, size)
    if found.patch and size % found.patch:
        below, above = size // found.patch * found.patch, (size // found.patch + 1) * found.patch
        near = either([below, above]) if below else str(above)
        return Sentence("cuts images into patches of {0} pixels and would get {1}; give {2}", found.patch, size, near)
    return Sentence("")


def takes_drop_path(name: str) -> bool:
    """Whether residual branches of the network `name` can be left out at random (stochastic depth)."""
    return _DROPS_PATHS.fullmatch(name) is not None
