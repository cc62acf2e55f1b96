"""How fast networks train here: measured by a short probe, by finished runs, or reckoned. Free of torch."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from engine.errors import WorkbenchError
from engine.experiments.processes import HOST
from engine.experiments.run_folder import RunFolder, list_runs
from engine.experiments.run_status import State
from engine.experiments.specification import Model, RunSpecification
from engine.experiments.workload import image_size, stored_size
from engine.models.catalogue import find_backbone
from engine.storage import digest, read_json, write_json
from engine.workspace import Workspace, program_cache

SMALL_STEM_FACTOR = 16
"""A small stem keeps four times the edge in every later layer."""

_CORE_PACE = 13.0
"""10^9 forward multiplications trained (forwards and backwards) a second and core: ResNet-18, 32 px, bfloat16,
350 images a second and core of a two-core server."""
_GPU_PACE = 3500.0
"""Likewise, of one data-centre GPU: ResNet-50, 224 px, mixed precision, some 850 images a second."""
_CPU_PROBE_PIXELS, _GPU_PROBE_PIXELS = 2**18, 2**24
"""Pixels of a step of the probe: enough to fill the device, few enough to be over soon."""
_KEPT = 1000
"""Probes remembered; beyond, the oldest are forgotten."""

Basis = Literal["same", "probe", "scaled", "reference"]


@dataclass(frozen=True, slots=True)
class Pace:
    """A finished run: images a second of a network at a size, with these layers frozen, in batches that fitted."""

    model: Model
    size: int
    images_per_s: float
    images: int
    freeze: str = "none"
    batch_size: int = 0

    @property
    def cost_per_s(self) -> float:
        """10^9 forward multiplications trained a second."""
        return self.images_per_s * image_cost(self.model, self.size)


@dataclass(frozen=True, slots=True)
class Probe:
    """What a short measurement found.

    Attributes
    ----------
    images_per_s : float
    fixed_bytes : int
        Memory whatever the batch: process, weights, gradients, state of the optimiser.
    image_bytes : int
        Memory for each image of a batch: the image, and what is kept of it for the way back.
    device : str
        ``cpu``, or the name of the GPU.
    device_bytes : int or None
        Memory of the GPU; None for the CPU.
    """

    images_per_s: float
    fixed_bytes: int
    image_bytes: int
    device: str
    device_bytes: int | None

    def memory(self, batch_size: int) -> int:
        """Return the bytes that training with batches of `batch_size` takes."""
        return self.fixed_bytes + batch_size * self.image_bytes


def image_cost(model: Model, size: int) -> float:
    """Return the 10^9 multiplications that one image of `size` pixels costs going forwards."""
    factor = SMALL_STEM_FACTOR if model.stem == "small" else 1
    return find_backbone(model.backbone).gigamacs * (size / 224) ** 2 * factor


# --- finished runs -----------------------------------------------------------------------------------------------


def read_history(workspace: Workspace) -> list[Pace]:
    """Return the pace of every finished run of the workspace that can be read, newest last."""
    found = (_pace(entry.folder) for entry in list_runs(workspace) if entry.status.state is State.DONE)
    return [pace for pace in found if pace is not None]


def _pace(folder: RunFolder) -> Pace | None:
    try:
        return _measured(folder.path, (folder.path / "result.json").stat().st_mtime_ns)
    except OSError:
        return None


@functools.lru_cache(maxsize=20_000)
def _measured(path: Path, _written: int) -> Pace | None:
    """Return the pace of a finished run; its files, written once, are read once: the form asks after every edit."""
    folder = RunFolder(path)
    with contextlib.suppress(WorkbenchError):
        result, specification = folder.result(), folder.specification
        if result is not None and result.get("images_per_s"):
            return Pace(
                specification.model,
                image_size(specification),
                float(result["images_per_s"]),
                int(result["images_seen"]),
                specification.training.freeze,
                specification.training.batch_size,
            )
    return None


def like(specification: RunSpecification, history: Sequence[Pace]) -> list[Pace]:
    """Return the finished runs of the same network, image size and frozen layers."""
    wanted = specification.model, image_size(specification), specification.training.freeze
    return [pace for pace in history if (pace.model, pace.size, pace.freeze) == wanted]


def pace_of(specification: RunSpecification, history: Sequence[Pace]) -> tuple[float, Basis]:
    """Return the images a second to be expected, and where the number comes from."""
    same = like(specification, history)
    if same:
        return max(same, key=lambda pace: pace.images).images_per_s, "same"
    probe = known_probe(specification)
    if probe is not None:
        return probe.images_per_s, "probe"
    cost = image_cost(specification.model, image_size(specification))
    if history:
        return max(history, key=lambda pace: pace.images).cost_per_s / cost, "scaled"
    pace = _GPU_PACE if has_gpu() else _CORE_PACE * (os.cpu_count() or 1)
    return pace / cost, "reference"


# --- probes ------------------------------------------------------------------------------------------------------


def has_gpu() -> bool:
    """Whether there is an NVIDIA driver, which torch would train on."""
    return shutil.which("nvidia-smi") is not None


def probe_batch(specification: RunSpecification) -> int:
    """Return how many images a step of the probe has: the batch of the run, or as many as are measured quickly."""
    most = max(8, (_GPU_PROBE_PIXELS if has_gpu() else _CPU_PROBE_PIXELS) // image_size(specification) ** 2)
    return min(specification.training.batch_size, most)


def probe_key(specification: RunSpecification) -> str:
    """Return what the measurement hangs on: network, sizes, batch, and all that costs time in a step."""
    training = specification.training
    augmentation = training.augmentation.model_dump(mode="json", exclude={"mean", "std"})
    facts = {
        "model": specification.model.model_dump(mode="json"),
        "sizes": [stored_size(specification.data), image_size(specification)],
        "batch": probe_batch(specification),
        "training": [training.freeze, training.optimizer, training.precision, training.drop_path, training.clip_norm],
        "augmentation": augmentation,
        "machine": [os.cpu_count(), has_gpu(), _torch_version()],
    }
    return digest("probe 1", json.dumps(facts, sort_keys=True))


@functools.cache
def _torch_version() -> str:
    return metadata.version("torch")


def known_probe(specification: RunSpecification) -> Probe | None:
    """Return what was measured for runs like this one on this machine, None where nothing was."""
    values = _remembered().get(probe_key(specification))
    try:
        return None if values is None else Probe(**values)
    except TypeError:
        return None


def remember_probe(specification: RunSpecification, probe: Probe) -> None:
    """Keep the measurement for every workspace of the user; a cache that cannot be written costs only time."""
    kept = _remembered()
    kept.pop(probe_key(specification), None)
    newest = dict(list(kept.items())[-_KEPT + 1 :])
    with contextlib.suppress(WorkbenchError):
        write_json(_file(), {**newest, probe_key(specification): asdict(probe)})


def _remembered() -> dict[str, Any]:
    try:
        read = read_json(_file())
    except WorkbenchError:
        return {}
    return dict(read) if isinstance(read, dict) else {}


def _file() -> Any:
    return program_cache() / "pace" / f"{''.join(c if c.isalnum() else '-' for c in HOST) or 'machine'}.json"
