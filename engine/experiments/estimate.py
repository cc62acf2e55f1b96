"""How long runs will take here, and what memory and disk they need. Free of torch.

The pace comes from finished runs of the workspace of the same network and image size, else from a short measurement
(`engine.experiments.probe`), else from other runs, scaled by the multiplications an image costs. Before any of these
it comes from a reference machine, and the memory is not known.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.experiments.inputs import fractal_images
from engine.experiments.machine import machine_memory
from engine.experiments.pace import (
    SMALL_STEM_FACTOR,
    Basis,
    Pace,
    has_gpu,
    image_cost,
    known_probe,
    pace_of,
    read_history,
)
from engine.experiments.plan import plan
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from engine.experiments.specification import FractalData, RunSpecification, StudySpecification
from engine.experiments.workload import Workload, workload
from engine.models.catalogue import find_backbone
from engine.workspace import Workspace

__all__ = [
    "SMALL_STEM_FACTOR",
    "Basis",
    "Estimate",
    "Pace",
    "estimate_run",
    "estimate_study",
    "image_cost",
    "read_history",
]

_POINT_S = {"point": 3e-9, "patch": 1e-8}
"""Seconds a core needs for a point."""
_SET_UP_S = 8.0
"""Starting a process, torch, and the measurement of precision."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What lies ahead.

    Attributes
    ----------
    seconds : float
    images : int
        Images trained on, repetitions counted.
    disk_bytes : int
        Final weights, images that are drawn into the cache, and the checkpoints of one run.
    runs : int
        Runs still to do.
    basis : {'same', 'probe', 'scaled', 'reference'}
        Where the pace comes from: earlier runs here of the same network and size, a short measurement, earlier runs
        of another network or size, or none.
    memory_bytes : int or None
        Most memory a run takes, on the GPU where there is one; None: not measured yet.
    memory_there : int or None
        Memory of that GPU, else of the machine; None: not known.
    """

    seconds: float
    images: int
    disk_bytes: int
    runs: int
    basis: Basis
    memory_bytes: int | None = None
    memory_there: int | None = None

    @property
    def rough(self) -> bool:
        """Nothing alike was measured here yet."""
        return self.basis not in ("same", "probe")

    @property
    def fits_memory(self) -> bool:
        """Not known to need more memory than there is."""
        return self.memory_bytes is None or self.memory_there is None or self.memory_bytes <= self.memory_there


def estimate_run(
    specification: RunSpecification, workspace: Workspace, history: Sequence[Pace] | None = None
) -> Estimate:
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
    load = workload(specification.data, workspace)
    training = specification.training
    epoch = load.train if load.train < training.batch_size else load.train // training.batch_size * training.batch_size
    images = epoch * training.epochs
    rate, basis = pace_of(specification, known)
    # Evaluation goes forwards only, a third of the work of training.
    evaluated = load.validation * -(-training.epochs // training.evaluate_every) + load.test
    drawing_s, image_bytes = _drawing(specification, workspace, load)
    seconds = _SET_UP_S + drawing_s + (images + evaluated / 3) / rate
    memory, there = _memory(specification, load)
    return Estimate(seconds, images, 2 * _weights(specification) + image_bytes, 1, basis, memory, there)


def estimate_study(
    specification: StudySpecification, workspace: Workspace, history: Sequence[Pace] | None = None
) -> Estimate:
    """Return what the runs of a study that are not done here yet will take; raises as `estimate_run`."""
    known = read_history(workspace) if history is None else history
    folders = [(run.specification, RunFolder(workspace.runs / run.id)) for run in plan(specification).runs]
    left = [run for run, folder in folders if not (folder.exists and folder.status().state is State.DONE)]
    parts = [estimate_run(run, workspace, known) for run in left]
    again_s, again_bytes = _drawn_before(left, workspace)
    memories = [part.memory_bytes for part in parts]
    known_memories = [memory for memory in memories if memory is not None]
    return Estimate(
        sum(part.seconds for part in parts) - again_s,
        sum(part.images for part in parts),
        sum(part.disk_bytes for part in parts) - again_bytes + max(map(_checkpoints, left), default=0),
        len(parts),
        _weakest(part.basis for part in parts),
        max(known_memories, default=None) if len(known_memories) == len(memories) else None,
        next((part.memory_there for part in parts), None),
    )


def _weakest(bases: Iterable[Basis]) -> Basis:
    found = set(bases)
    order: tuple[Basis, ...] = ("reference", "scaled", "probe")
    return next((basis for basis in order if basis in found), "same")


def _weights(specification: RunSpecification) -> int:
    return int(find_backbone(specification.model.backbone).megaparameters * 4e6)


def _checkpoints(specification: RunSpecification) -> int:
    """Return the bytes of the two checkpoints a run under way keeps: weights and the state of the optimiser."""
    states = 3 if specification.training.optimizer == "adamw" else 2
    return 2 * states * _weights(specification)


def _memory(specification: RunSpecification, load: Workload) -> tuple[int | None, int | None]:
    """Return the memory the run takes where it trains, and how much there is."""
    probe = known_probe(specification)
    there = machine_memory() if probe is None or probe.device_bytes is None else probe.device_bytes
    if probe is None:
        return None, None if has_gpu() else there
    batch = load.largest_batch(specification.training.batch_size)
    # Drawn images are read from the cache as they are needed; those of a data set lie in memory.
    loaded = 0 if isinstance(specification.data, FractalData) or probe.device_bytes is not None else load.bytes
    return probe.memory(batch) + loaded, there


def _drawing(specification: RunSpecification, workspace: Workspace, load: Workload) -> tuple[float, int]:
    """Return seconds to draw the images and the bytes they take in the cache; nothing where they are there."""
    data = specification.data
    if not isinstance(data, FractalData) or fractal_images(data, workspace).cached:
        return 0.0, 0
    per_point = _POINT_S[data.render.style.split("_")[0]]
    seconds = (load.train + load.validation) * data.render.points * per_point / (os.cpu_count() or 1)
    return seconds, load.bytes


def _drawn_before(runs: Sequence[RunSpecification], workspace: Workspace) -> tuple[float, int]:
    """Return the seconds and bytes that are counted twice: images that a run of the study draws for a later one."""
    seconds, size, drawn = 0.0, 0, set()
    for run in runs:
        if run.data in drawn:
            again_s, again_bytes = _drawing(run, workspace, workload(run.data, workspace))
            seconds, size = seconds + again_s, size + again_bytes
        drawn.add(run.data)
    return seconds, size
