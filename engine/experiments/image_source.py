"""Where the images of a run come from: made before training and kept, or drawn on the GPU batch by batch.

Either way they are the same to the byte, so this decides no number; it belongs to the machine and not to the
specification.
"""

from __future__ import annotations

import importlib.util
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.experiments.inputs import RunImages, fractal_images, load_images
from engine.experiments.specification import FractalData, RunSpecification
from engine.images.cache import DEFAULT_LIMIT
from engine.images.fractal_images import FractalImages
from engine.progress import Control, Report, ignore
from engine.render.settings import Protocol
from engine.storage import replacing
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.training.device_images import DeviceRenderer

Where = Literal["auto", "cache", "device"]
WHERES: tuple[Where, ...] = ("auto", "cache", "device")


def run_images(
    specification: RunSpecification,
    workspace: Workspace,
    *,
    where: Where = "auto",
    device: str | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> RunImages:
    """Return the images of a run, as `load_images`.

    Parameters
    ----------
    where : {'auto', 'cache', 'device'}
        ``device``: fractal images are drawn on the GPU when a batch asks for them. ``auto``: where there is an NVIDIA
        GPU, and the images are neither in the cache nor fit into it.
    device : str, optional
        The GPU, as torch names it.

    Raises
    ------
    InputError
        When images are to be drawn on a GPU and cannot be.
    MissingDataError, StorageError
        As `load_images`.
    """
    data = specification.data
    if where != "cache" and isinstance(data, FractalData):
        source = fractal_images(data, workspace)
        if where == "device":
            _require_gpu(source, device)
        if where == "device" or (_too_many(source, workspace) and _obstacle(source, device) is None):
            return _drawn(source, workspace, device or "cuda", report, control)
    return load_images(specification, workspace, report=report, control=control)


def _too_many(source: FractalImages, workspace: Workspace) -> bool:
    """Whether the images are not in the cache and do not fit into it."""
    if source.cached:
        return False
    existing = next(parent for parent in (workspace.cache, *workspace.cache.parents) if parent.exists())
    return source.bytes > min(DEFAULT_LIMIT, shutil.disk_usage(existing).free)


def _obstacle(source: FractalImages, device: str | None) -> str | None:
    """Return why the images cannot be drawn on the device, None where they can."""
    if source.settings.protocol is not Protocol.FAST:
        return f"the protocol is {source.settings.protocol} and a GPU draws protocol fast only"
    if importlib.util.find_spec("triton") is None:
        return "the package triton is not installed here"
    import torch

    if not (torch.cuda.is_available() and (device or "cuda").startswith("cuda")):
        return "there is no NVIDIA GPU"
    return None


def _require_gpu(source: FractalImages, device: str | None) -> None:
    obstacle = _obstacle(source, device)
    if obstacle is not None:
        raise InputError(f"Images cannot be drawn on the device: {obstacle}; use --images cache.")


def _drawn(
    source: FractalImages, workspace: Workspace, device: str, report: Report, control: Control | None
) -> RunImages:
    import torch

    from engine.training.device_images import DeviceRenderer
    from engine.training.drawn_images import drawn_images

    renderer = DeviceRenderer(source.categories.categories, source.settings, torch.device(device))
    path = workspace.cache / "instances" / f"{source.identity}.npz"
    chosen, left_out = _remembered(path) or _chosen(source, renderer, path, report, control)
    note = {
        "categories": source.categories.name,
        "identity": source.categories.identity,
        "left_out": left_out,
        "drawn": "on the device",
    }
    train = drawn_images(source, renderer, chosen, "train")
    held_out = drawn_images(source, renderer, chosen, "validation") if source.validation else None
    return RunImages(train, held_out, None, note)


def _chosen(
    source: FractalImages, renderer: DeviceRenderer, path: Path, report: Report, control: Control | None
) -> tuple[NDArray[np.int32], int]:
    """Return the instance of each image, and how many variants were passed over; kept at `path`.

    To know which variants are empty each image is drawn once; the other processes of a run, and later runs, read it.
    """
    chosen, degenerate = source.chosen_instances(renderer.outcomes, report=report, control=control)
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.savez(stream, instances=chosen, left_out=degenerate.total)
    return chosen, degenerate.total


def _remembered(path: Path) -> tuple[NDArray[np.int32], int] | None:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return stored["instances"], int(stored["left_out"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
