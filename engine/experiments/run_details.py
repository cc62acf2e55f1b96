"""What the table of runs says of a run besides its status: from its specification and its result. Free of torch."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError, MissingDataError, StorageError
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import Checkpoint, RunSource, RunSpecification
from engine.images.dataset_images import DATASETS
from engine.storage import digest


@dataclass(frozen=True, slots=True)
class RunDetails:
    """Facts of a run that are settled once it is done.

    Attributes
    ----------
    own_group : str
        Digest of the specification without name, seed and source run; empty where it cannot be read.
    parent : str
        Id of the run whose weights it starts from, empty for none.
    backbone, optimizer, data : str
        `data` is the name of the data set, or of the set of categories.
    epochs, batch_size : int
    learning_rate : float
    image_size : int or None
        Edge in pixels of what the network sees; None: as the data set has it.
    judged_by_balanced_accuracy : bool
        The data set is: mean over the classes, as for K49.
    best_epoch : int or None
        0-based, by validation accuracy.
    balanced_accuracy : float or None
        Of the final network on the test images, 0 to 1.
    test_loss : float or None
        Mean cross entropy of the final network on the test images, in nats.
    setup_s, training_s : float or None
        Seconds before the first step, and of training.
    """

    own_group: str = ""
    parent: str = ""
    backbone: str = ""
    optimizer: str = ""
    data: str = ""
    epochs: int = 0
    batch_size: int = 0
    learning_rate: float = 0.0
    image_size: int | None = None
    judged_by_balanced_accuracy: bool = False
    best_epoch: int | None = None
    balanced_accuracy: float | None = None
    test_loss: float | None = None
    setup_s: float | None = None
    training_s: float | None = None


def read_details(folder: RunFolder) -> RunDetails:
    """Return the details of a run; those that a damaged file would tell are left empty."""
    values: dict[str, Any] = {}
    with contextlib.suppress(InputError, MissingDataError, StorageError):
        values |= _of_specification(folder.specification, folder.path.parent)
    with contextlib.suppress(StorageError, TypeError, ValueError, AttributeError):
        values |= _of_result(folder.result() or {})
    return RunDetails(**values)


def _of_specification(specification: RunSpecification, runs: Path) -> dict[str, Any]:
    training, data = specification.training, specification.data
    name = data.categories if data.kind == "fractal" else data.name
    described = DATASETS.get(name) if data.kind == "dataset" else None
    return {
        "own_group": own_group(specification, runs),
        "parent": parent_run(specification, runs),
        "backbone": specification.model.backbone,
        "optimizer": training.optimizer,
        "data": name,
        "epochs": training.epochs,
        "batch_size": training.batch_size,
        "learning_rate": training.learning_rate,
        "image_size": training.image_size,
        "judged_by_balanced_accuracy": described is not None and described.judged_by_balanced_accuracy,
    }


def _of_result(result: Mapping[str, Any]) -> dict[str, Any]:
    test = result.get("test") or {}
    return {
        "best_epoch": result.get("best_epoch"),
        "balanced_accuracy": test.get("balanced_accuracy"),
        "test_loss": test.get("loss"),
        "setup_s": result.get("setup_s"),
        "training_s": result.get("training_s"),
    }


def own_group(specification: RunSpecification, runs: Path) -> str:
    """Return the digest of all that a specification says, but for its name, its seed and the run it starts from."""
    values = specification.model_dump(mode="json", exclude={"name", "seed"})
    if parent_run(specification, runs):
        values["source"] = "run"
    return digest(json.dumps(values, sort_keys=True))


def parent_run(specification: RunSpecification, runs: Path) -> str:
    """Return the id of the run whose weights this one starts from: named, or by the file in its folder under `runs`."""
    source = specification.source
    if isinstance(source, RunSource):
        return source.run
    if isinstance(source, Checkpoint):
        path = Path(source.path)
        inside = path.is_absolute() and path.is_relative_to(runs) and len(path.relative_to(runs).parts) > 1
        return path.relative_to(runs).parts[0] if inside else ""
    return ""
