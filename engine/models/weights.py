"""Weights into and out of networks; a file that does not fit is refused with what was found in it.

Read: torchvision's ``.pth``, our own ``.pth`` and ``.safetensors``, and the FractalDB releases (``.pth``, and
``.pth.tar`` with the weights under ``state_dict``); prefixes left by parallel training are dropped. Pickled code is
never run: every file is opened with ``weights_only=True``.
"""

from __future__ import annotations

import math
import pickle
import re
import struct
import warnings
import zipfile
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

from engine.errors import InputError, MissingDataError, StorageError
from engine.models.backbones import built, head_prefix
from engine.models.fingerprints import POSITION_EMBEDDINGS, Shapes, recognise
from engine.models.tensor_files import save_tensors
from engine.models.tensor_index import current_name, holds_code, read_index, refuse_foreign, unreadable, weights_within
from engine.storage import replacing

State = dict[str, torch.Tensor]

_CODE = re.compile(r"Unsupported (?:global|class|operand)[^\n]*?([A-Za-z_]\w*(?:\.\w+)+)")
_UNSAFE_ADVICE = re.compile(r"^Weights only load failed\..*?(?=WeightsUnpickler error)", re.DOTALL)
"""torch advises to load such files with their code; nobody should."""
_UNREADABLE = (
    SafetensorError,
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class WeightReport:
    """What of a file went into a network.

    Attributes
    ----------
    matched : tuple of str
        Entries taken.
    missing : tuple of str
        Entries of the network that the file lacks and that keep their fresh values: the head, and batch counters,
        which files older than PyTorch 0.4 do not have.
    mismatched : tuple of str
        Entries of the head whose shape differs because the number of classes does; fresh in the network.
    ignored : tuple of str
        Entries of the file that the network does not have.
    """

    path: Path
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    mismatched: tuple[str, ...]
    ignored: tuple[str, ...]

    def describe(self) -> str:
        """Return one sentence for a log."""
        head = "its head starts afresh" if self.mismatched or self.missing else "its head included"
        return f"{self.path.name}: {len(self.matched)} entries taken, {head}, {len(self.ignored)} ignored."


def load_weights(model: nn.Module, path: Path) -> WeightReport:
    """Put the weights stored at `path` into `model`; all of them but the head must fit.

    The head (last layer) is taken too when the number of classes is the same, else it stays as it is.

    Parameters
    ----------
    model : nn.Module
        Made by `build_backbone`; changed only when the file fits.
    path : Path

    Raises
    ------
    MissingDataError
        When there is no such file.
    InputError
        When the file is truncated or foreign, belongs to another network, or holds non-finite numbers.
    """
    state = _with_places_of(model, read_state(path))
    report = _compare(model, state, path)
    model.load_state_dict({name: state[name] for name in report.matched}, strict=False)
    return report


def read_state(path: Path) -> State:
    """Return the tensors stored at `path`, without wrapper prefixes, on the CPU.

    Raises
    ------
    MissingDataError, InputError
    """
    if not path.is_file():
        raise MissingDataError(f"There is no weight file {path}; check the path, or put the file there.")
    content = weights_within(_read_file(path))
    state = {current_name(str(name)): value for name, value in content.items() if isinstance(value, torch.Tensor)}
    if not state:
        raise InputError(f"{path} holds no weights; give a PyTorch state dictionary (.pth) or a .safetensors file.")
    return state


def _read_file(path: Path) -> Mapping[str, Any]:
    refuse_foreign(path)
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        # MultiStepLR keeps its milestones in a Counter, timm its options in a Namespace: both sit in published
        # checkpoints, and neither does anything.
        with torch.serialization.safe_globals([Counter, Namespace]), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged files; what counts is whether they can be read
            content = torch.load(path, map_location="cpu", weights_only=True)
    except _UNREADABLE as error:
        read_index(path)  # says more clearly what is wrong, where it is code or a file cut off
        named = _CODE.search(str(error))
        raise (holds_code(path, named[1]) if named else unreadable(path, _UNSAFE_ADVICE.sub("", str(error)))) from error
    if not isinstance(content, Mapping):
        raise InputError(f"{path} holds a {type(content).__name__}; give a state dictionary (model.state_dict()).")
    return content


def _compare(model: nn.Module, state: State, path: Path) -> WeightReport:
    head = head_prefix(model)
    own = model.state_dict()
    mismatched = tuple(name for name in own if name in state and state[name].shape != own[name].shape)
    missing = tuple(name for name in own if name not in state)
    matched = tuple(name for name in own if name in state and name not in mismatched)
    report = WeightReport(path, matched, missing, mismatched, tuple(name for name in state if name not in own))
    unfit = [name for name in mismatched if not name.startswith(head)]
    lacking = [name for name in missing if not name.startswith(head) and not name.endswith("num_batches_tracked")]
    if unfit or lacking:
        raise InputError(_misfit(model, state, report, unfit, lacking))
    broken = [name for name in matched if not bool(torch.isfinite(state[name]).all())]
    if broken:
        raise InputError(f"{path} holds non-finite numbers in {broken[0]}; use the weights of a run that converged.")
    return report


def _misfit(model: nn.Module, state: State, report: WeightReport, unfit: list[str], lacking: list[str]) -> str:
    own = model.state_dict()
    faults = [f"{len(report.matched)} of {len(own)} entries match"]
    if unfit:
        shapes = [f"{name} is {_edges(state[name])} there and {_edges(own[name])} in the network" for name in unfit[:2]]
        faults.append(f"{len(unfit)} differ in shape ({'; '.join(shapes)})")
    if lacking:
        faults.append(f"{len(lacking)} are missing ({_first(lacking)})")
    if report.ignored:
        faults.append(f"{len(report.ignored)} are not known ({_first(report.ignored)})")
    return (
        f"{report.path} does not fit {built(model).backbone} with stem {built(model).stem}: {', '.join(faults)}. "
        f"{_belongs_to({name: tuple(value.shape) for name, value in state.items()})}"
    )


def _belongs_to(shapes: Shapes) -> str:
    found = recognise(shapes)
    if not found.backbones:
        return "It is for none of the networks known here; choose the backbone and stem that the file was made with."
    stem = " with stem small" if found.stem == "small" else ""
    return f"It looks like a {' or '.join(found.backbones)}{stem}; choose the backbone and stem it was made with."


def _edges(value: torch.Tensor) -> str:
    return "x".join(map(str, value.shape))


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")


def _with_places_of(model: nn.Module, state: State) -> State:
    """Return `state` with its embeddings of places brought to the size of pictures that `model` was built for.

    Interpolated as an image of `channels` channels (Dosovitskiy et al. 2021, section 3.2), bicubically; what stands
    before the places (the class token) is taken over.
    """
    own = model.state_dict()
    changed = dict(state)
    for name in POSITION_EMBEDDINGS:
        if name in own and name in state and state[name].shape != own[name].shape:
            places = _interpolated(state[name], own[name].shape)
            if places is not None:
                changed[name] = places
    return changed


def _interpolated(embedding: torch.Tensor, shape: torch.Size) -> torch.Tensor | None:
    """Return the embedding (1, before + edge**2, channels) for another edge; None where it cannot be."""
    if embedding.ndim != 3 or embedding.shape[0] != 1 or embedding.shape[2] != shape[2]:
        return None
    before = int(shape[1] - math.isqrt(shape[1]) ** 2)
    edge, new_edge = math.isqrt(embedding.shape[1] - before), math.isqrt(shape[1] - before)
    if edge < 1 or edge**2 + before != embedding.shape[1] or new_edge**2 + before != shape[1]:
        return None
    grid = embedding[:, before:].float().reshape(1, edge, edge, -1).permute(0, 3, 1, 2)
    grid = functional.interpolate(grid, (new_edge, new_edge), mode="bicubic", antialias=True)
    places = grid.permute(0, 2, 3, 1).reshape(1, new_edge**2, -1).to(embedding.dtype)
    return torch.cat([embedding[:, :before], places], dim=1)


def save_weights(model: nn.Module, folder: Path, metadata: Mapping[str, str] | None = None) -> tuple[Path, Path]:
    """Write ``weights.pth`` (a plain state dictionary, torchvision's names) and ``weights.safetensors``.

    Parameters
    ----------
    metadata : mapping of str, optional
        Kept in the safetensors file, beside the name and stem of the network.

    Returns
    -------
    tuple of two paths

    Raises
    ------
    StorageError
        When the folder cannot be written.
    """
    state = {name: value.detach().cpu().contiguous().clone() for name, value in model.state_dict().items()}
    described = {"backbone": built(model).backbone, "stem": built(model).stem, **(metadata or {})}
    pth, tensors = folder / "weights.pth", folder / "weights.safetensors"
    save_tensors(pth, state)
    with replacing(tensors) as temporary:
        try:
            save_file(state, temporary, metadata=described)
        except SafetensorError as error:
            raise StorageError(f"Cannot write {tensors}: {error}.") from error
    return pth, tensors
