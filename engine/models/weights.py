"""Weights into and out of networks; a file that does not fit is refused with what was found in it.

Read: torchvision's ``.pth``, our own ``.pth`` and ``.safetensors``, and the FractalDB releases (``.pth``, and
``.pth.tar`` with the weights under ``state_dict``); prefixes left by parallel training are dropped. Pickled code is
never run: every file is opened with ``weights_only=True``.
"""

from __future__ import annotations

import pickle
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from engine.errors import InputError, MissingDataError, StorageError
from engine.models.backbones import head_prefix
from engine.models.tensor_files import save_tensors
from engine.storage import replacing

State = dict[str, torch.Tensor]

_WRAPPER_PREFIXES = ("module.", "_orig_mod.")
_CONTAINER_KEYS = ("state_dict", "model")
_DENSENET_NAME = re.compile(r"(denselayer\d+\.(?:norm|conv))\.([12])\.")
_UNREADABLE = (
    SafetensorError,
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    KeyError,
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
    state = read_state(path)
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
    content = _read_file(path)
    for key in _CONTAINER_KEYS:
        if isinstance(content.get(key), Mapping):
            content = content[key]
    state = {_current_name(name): value for name, value in content.items() if isinstance(value, torch.Tensor)}
    if not state:
        raise InputError(f"{path} holds no weights; give a PyTorch state dictionary (.pth) or a .safetensors file.")
    return state


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        # MultiStepLR keeps its milestones in a Counter, which therefore sits in published checkpoints.
        with torch.serialization.safe_globals([Counter]):
            content = torch.load(path, map_location="cpu", weights_only=True)
    except _UNREADABLE as error:
        raise _unreadable(path, error) from error
    if not isinstance(content, Mapping):
        raise InputError(f"{path} holds a {type(content).__name__}; give a state dictionary (model.state_dict()).")
    return content


def _unreadable(path: Path, error: Exception) -> InputError:
    reason = str(error).split("\n", 1)[0][:160]
    return InputError(
        f"{path} ({path.stat().st_size:,} bytes) cannot be read as weights, perhaps because a download broke off "
        f"({reason}); fetch it again and compare its size with the publisher's."
    )


def _current_name(name: str) -> str:
    for prefix in _WRAPPER_PREFIXES:
        name = name.removeprefix(prefix)
    # torchvision's DenseNet files carry the names of PyTorch 0.3 ("denselayer1.norm.1").
    return _DENSENET_NAME.sub(r"\1\2.", name)


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
    if unfit:
        name = unfit[0]
        ours = "x".join(map(str, model.state_dict()[name].shape))
        fault = f"{name} is {'x'.join(map(str, state[name].shape))} there and {ours} in the network"
    else:
        fault = f"{lacking[0]} is not in it"
    return (
        f"{report.path} does not fit {model.backbone} with stem {model.stem}: {fault} ({len(report.matched)} entries "
        f"match, {len(unfit)} differ in shape, {len(lacking)} are missing, {len(report.ignored)} are not known); "
        "choose the backbone and stem that the file was made with."
    )


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
    described = {"backbone": str(model.backbone), "stem": str(model.stem), **(metadata or {})}
    pth, tensors = folder / "weights.pth", folder / "weights.safetensors"
    save_tensors(pth, state)
    with replacing(tensors) as temporary:
        try:
            save_file(state, temporary, metadata=described)
        except SafetensorError as error:
            raise StorageError(f"Cannot write {tensors}: {error}.") from error
    return pth, tensors
