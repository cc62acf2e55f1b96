"""How long runs will take here and what they will leave on the disk. Free of torch; rough, and says so.

The pace comes from finished runs of the workspace where there are any: of the same network and image size, else
of another, scaled by the multiplications an image costs. Before the first run it comes from a reference machine.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engine.errors import WorkbenchError
from engine.experiments.inputs import chosen_categories
from engine.experiments.plan import plan
from engine.experiments.run_folder import RunFolder, State, list_runs
from engine.experiments.specification import Data, FractalData, Model, RunSpecification, StudySpecification
from engine.images.dataset_images import DATASETS, DEFAULT_FOLDER_SIZE, open_dataset
from engine.models.catalogue import find_backbone
from engine.workspace import Workspace

SMALL_STEM_FACTOR = 16
"""A small stem keeps four times the edge in every later layer."""

_CORE_PACE = 13.0
"""10^9 forward multiplications trained (forwards and backwards) a second and core: ResNet-18, 32 px, bfloat16,
350 images a second and core of a two-core server."""
_GPU_PACE = 3500.0
"""Likewise, of one data-centre GPU: ResNet-50, 224 px, mixed precision, some 850 images a second."""
_POINT_S = {"point": 3e-9, "patch": 1e-8}
"""Seconds a core needs for a point."""
_SET_UP_S = 8.0
"""Starting a process, torch, and the measurement of precision."""

Basis = Literal["same", "scaled", "reference"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What lies ahead; add two for both.

    Attributes
    ----------
    seconds : float
    images : int
        Images trained on, repetitions counted.
    disk_bytes : int
        Final weights, cached images, and the checkpoints of one run.
    runs : int
        Runs still to do.
    basis : {'same', 'scaled', 'reference'}
        Where the pace comes from: earlier runs here of the same network and size, of another, or none.
    """

    seconds: float
    images: int
    disk_bytes: int
    runs: int
    basis: Basis

    @property
    def rough(self) -> bool:
        """Nothing alike was measured here yet."""
        return self.basis != "same"


@dataclass(frozen=True, slots=True)
class Pace:
    """A finished run: images a second of a network at a size."""

    model: Model
    size: int
    images_per_s: float
    images: int

    @property
    def cost_per_s(self) -> float:
        """10^9 forward multiplications trained a second."""
        return self.images_per_s * image_cost(self.model, self.size)


def image_cost(model: Model, size: int) -> float:
    """Return the 10^9 multiplications that one image of `size` pixels costs going forwards."""
    factor = SMALL_STEM_FACTOR if model.stem == "small" else 1
    return find_backbone(model.backbone).gigamacs * (size / 224) ** 2 * factor


def read_history(workspace: Workspace) -> list[Pace]:
    """Return the pace of every finished run of the workspace that can be read, newest last."""
    found = (_pace(entry.folder) for entry in list_runs(workspace) if entry.status.state is State.DONE)
    return [pace for pace in found if pace is not None]


def _pace(folder: RunFolder) -> Pace | None:
    with contextlib.suppress(WorkbenchError):
        result, specification = folder.result(), folder.specification
        if result is not None and result.get("images_per_s"):
            size = _image_size(specification)
            return Pace(specification.model, size, float(result["images_per_s"]), int(result["images_seen"]))
    return None


def estimate_run(specification: RunSpecification, workspace: Workspace, history: list[Pace] | None = None) -> Estimate:
    """Return what one run will take.

    Parameters
    ----------
    specification : RunSpecification
    workspace : Workspace
    history : list of Pace, optional
        From `read_history`, which is read when None; a form that asks often reads it once.

    Raises
    ------
    MissingDataError
        When the category set is not there.
    """
    known = read_history(workspace) if history is None else history
    train, validation, test = _counts(specification.data, workspace)
    training = specification.training
    epoch = train if train < training.batch_size else train // training.batch_size * training.batch_size
    images = epoch * training.epochs
    size = _image_size(specification)
    rate, basis = _images_per_s(specification.model, size, known)
    # Evaluation goes forwards only, a third of the work of training.
    evaluated = validation * -(-training.epochs // training.evaluate_every) + test
    drawing_s, image_bytes = _drawing(specification.data, train + validation)
    seconds = _SET_UP_S + drawing_s + (images + evaluated / 3) / rate
    weights = int(find_backbone(specification.model.backbone).megaparameters * 4e6)
    return Estimate(seconds, images, 2 * weights + image_bytes, 1, basis)


def estimate_study(
    specification: StudySpecification, workspace: Workspace, history: list[Pace] | None = None
) -> Estimate:
    """Return what the runs of a study that are not done here yet will take; raises as `estimate_run`."""
    known = read_history(workspace) if history is None else history
    folders = [(run.specification, RunFolder(workspace.runs / run.id)) for run in plan(specification).runs]
    left = [run for run, folder in folders if not (folder.exists and folder.status().state is State.DONE)]
    parts = [estimate_run(run, workspace, known) for run in left]
    # While a run is under way it keeps two checkpoints of weights and momentum.
    checkpoints = 4 * int(find_backbone(specification.model.backbone).megaparameters * 4e6) if left else 0
    return Estimate(
        sum(part.seconds for part in parts),
        sum(part.images for part in parts),
        sum(part.disk_bytes for part in parts) + checkpoints,
        len(parts),
        _weakest(part.basis for part in parts),
    )


def _weakest(bases: Iterable[Basis]) -> Basis:
    found = set(bases)
    order: tuple[Basis, ...] = ("reference", "scaled")
    return next((basis for basis in order if basis in found), "same")


def _images_per_s(model: Model, size: int, history: list[Pace]) -> tuple[float, Basis]:
    same = [pace for pace in history if pace.model == model and pace.size == size]
    if same:
        return max(same, key=lambda pace: pace.images).images_per_s, "same"
    cost = image_cost(model, size)
    if history:
        return max(history, key=lambda pace: pace.images).cost_per_s / cost, "scaled"
    pace = _GPU_PACE if shutil.which("nvidia-smi") else _CORE_PACE * (os.cpu_count() or 1)
    return pace / cost, "reference"


def _image_size(specification: RunSpecification) -> int:
    data, training = specification.data, specification.training
    wanted = training.image_size or training.augmentation.resize
    if wanted:
        return wanted
    if isinstance(data, FractalData):
        return data.render.size
    return DATASETS[data.name].edge(data.size) if data.name in DATASETS else data.size or DEFAULT_FOLDER_SIZE


def _counts(data: Data, workspace: Workspace) -> tuple[int, int, int]:
    """Return the training, validation and test images."""
    if isinstance(data, FractalData):
        categories = len(chosen_categories(data, workspace))
        return categories * data.instances, categories * data.validation, 0
    if data.name in DATASETS:
        train, test = DATASETS[data.name].train, DATASETS[data.name].test
    else:
        train, test = _own_images(workspace, data.name)
    rest = max(0, train - data.validation)
    return min(rest, data.train_limit or rest), data.validation, test


def _own_images(workspace: Workspace, name: str) -> tuple[int, int]:
    """Return the training and test images of a set that is not in the registry; none where it cannot be opened."""
    try:
        opened = open_dataset(name, workspace.data)
        return opened.count("train"), opened.count("test")
    except WorkbenchError:
        return 0, 0


def _drawing(data: Data, images: int) -> tuple[float, int]:
    """Return seconds to draw the images and the bytes they take in the cache."""
    if not isinstance(data, FractalData):
        return 0.0, 0
    render = data.render
    per_point = _POINT_S[render.style.split("_")[0]]
    seconds = images * render.points * per_point / (os.cpu_count() or 1)
    return seconds, images * render.size**2 * render.style.channels
