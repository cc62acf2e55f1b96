"""What the tests of the training tab share."""

from __future__ import annotations

import dataclasses
import json
import os
from typing import Any

from engine.experiments.presets import load_preset
from engine.experiments.processes import HOST, process_identity
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.specification import StudySpecification, parse_specification
from engine.experiments.study_folder import StudyFolder, plan_study
from engine.workspace import Workspace

HERE: dict[str, Any] = {"pid": os.getpid(), "process": process_identity(os.getpid()), "host": HOST}
"""Marks a run as being trained by a living process: this one."""


def tiny_study(name: str = "tiny", **changes: Any) -> StudySpecification:
    """Return the quick study, shrunk to seconds."""
    values = load_preset("quick").model_dump(mode="json")
    values["name"] = name
    values["sources"][1]["data"] |= {"count": 2, "instances": 4, "validation": 2}
    values["sources"][1]["training"] |= {"epochs": 1, "batch_size": 4}
    values["training"] |= {"epochs": 2, "batch_size": 16}
    values["targets"][0] |= {"train_limit": 32, "validation": 20}
    return parse_specification(StudySpecification, values | changes, "a test")


def planned(workspace: Workspace, name: str = "tiny", **changes: Any) -> StudyFolder:
    """Return the tiny study with its runs queued."""
    return plan_study(tiny_study(name, **changes), workspace)


def put(folder: RunFolder, state: State, **changes: Any) -> None:
    """Make the run stand where a trainer would have brought it."""
    owner = HERE if state.live else {}
    folder.write_status(dataclasses.replace(folder.status(), state=state, **{**owner, **changes}))


def finish(folder: RunFolder, accuracy: float) -> None:
    """Make the run look done."""
    put(folder, State.DONE, epoch=2, epochs=2, accuracy=accuracy, best_accuracy=accuracy, test_accuracy=accuracy)
    values = {"accuracy": accuracy, "balanced_accuracy": accuracy, "count": 10}
    result = {"accuracy": accuracy, "test": values, "validation": None, "setup_s": 3.0}
    (folder.path / "result.json").write_text(json.dumps(result), encoding="utf-8")


def step(epoch: int, number: int, loss: float) -> dict[str, Any]:
    """Return a ``step`` event."""
    return {
        "kind": "step", "epoch": epoch, "step": number, "loss": loss, "mean_loss": loss, "accuracy": 0.5,
        "learning_rate": 0.1,
    }  # fmt: skip


def epoch(number: int, accuracy: float | None, epochs: int = 10) -> dict[str, Any]:
    """Return an ``epoch`` event."""
    loss = None if accuracy is None else 1 - accuracy
    return {
        "kind": "epoch", "epoch": number, "epochs": epochs, "train_loss": 1.0 / (number + 1), "train_accuracy": 0.5,
        "validation_loss": loss, "validation_accuracy": accuracy, "validation_balanced_accuracy": accuracy,
        "learning_rate": 0.1, "seconds": 1.0,
    }  # fmt: skip


def write_metrics(folder: RunFolder, *events: dict[str, Any]) -> None:
    """Append events to the run's metrics."""
    with folder.metrics_file.open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(event) + "\n" for event in events)
