"""A workspace, tiny specifications, and a trainer that pretends: it counts instead of training."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Interrupted
from engine.experiments import pace
from engine.experiments.run import Job
from engine.experiments.specification import (
    DatasetData,
    FractalData,
    Model,
    NamedScratch,
    Pretraining,
    Render,
    RunSpecification,
    StudySpecification,
)
from engine.render.settings import Style
from engine.training.events import (
    EpochEvent,
    Evaluation,
    PrecisionChoice,
    PreparedEvent,
    StepEvent,
    TrainingResult,
)
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace

STEPS = 4

Hook = Callable[[Job, int, int], None]


class PretendTrainer:
    """Behaves as the loop does towards a run folder; its loss is a function of seed, epoch and step.

    `before_step` is called with (job, epoch, step) before each step and may raise. With `swallow_epoch_event` the
    epoch's checkpoint is written and the process "dies" before it tells of the epoch.
    """

    def __init__(self, before_step: Hook | None = None, swallow_epoch_event: int | None = None) -> None:
        self.before_step = before_step or (lambda job, epoch, step: None)
        self.swallow_epoch_event = swallow_epoch_event
        self.started: list[str] = []

    def __call__(self, job: Job) -> TrainingResult:
        self.started.append(job.folder.id)
        checkpoint = job.folder.checkpoints / "last.pt"
        history: list[EpochEvent] = []
        epoch, step = 0, 0
        if checkpoint.exists():
            state = json.loads(checkpoint.read_text())
            history = [EpochEvent(**values) for values in state["history"]]
            epoch, step = state["epoch"], state["step"]
            accuracy = history[-1].validation_accuracy if history else None
        else:
            job.weights()
        epochs = job.settings.epochs
        precision = PrecisionChoice("float32", "pretended")
        resumed = checkpoint.name if checkpoint.exists() else ""
        job.events(PreparedEvent(epoch, step, STEPS, epochs, 10, "cpu", 1, precision, resumed, tuple(history)))

        def save() -> None:
            checkpoint.parent.mkdir(exist_ok=True)
            checkpoint.write_text(
                json.dumps({"epoch": epoch, "step": step, "history": [asdict(event) for event in history]})
            )

        try:
            while epoch < epochs:
                while step < STEPS:
                    self.before_step(job, epoch, step)
                    job.control.poll()
                    step += 1
                    loss = 1 / (1 + epoch * STEPS + step) + job.settings.seed
                    job.events(StepEvent(epoch, step, STEPS, epochs, loss, loss, 0.5, 0.1, 100.0, 1.0, 1.0))
                accuracy = min(1.0, 0.1 * (epoch + 1) + 0.01 * job.settings.seed)
                event = EpochEvent(epoch, epochs, loss, 0.5, loss, accuracy, accuracy, 0.1, 1.0)
                history.append(event)
                epoch, step = epoch + 1, 0
                save()
                if self.swallow_epoch_event == event.epoch:
                    raise KeyboardInterrupt
                job.events(event)
                if job.control.stops_after_epoch and epoch < epochs:
                    raise Interrupted("The epoch is complete.")
        except Interrupted as stop:
            save()
            raise Interrupted(f"Stopped after {epoch} epochs") from stop
        job.folder.weights.write_bytes(b"weights")
        tested = _evaluation(job, accuracy)
        return TrainingResult(
            tuple(history), tested, tested if job.images.test is not None else None, epochs - 1, accuracy, precision,
            "cpu", 1, 10, 0.1, 1.0, 100,
        )  # fmt: skip


def _evaluation(job: Job, accuracy: float) -> Evaluation:
    classes = len(job.images.train.classes)
    per_class = np.full(classes, accuracy)
    per_class[0] = np.nan
    return Evaluation("test", 50, 0.5, accuracy, accuracy, per_class, np.zeros((classes, classes), dtype=np.int64), 0.1)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.delenv("FRACTALDB_DATA", raising=False)
    # What was measured for this user's own runs must not decide a test.
    monkeypatch.setattr(pace, "program_cache", lambda: tmp_path / "program cache")
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def pretend() -> type[PretendTrainer]:
    return PretendTrainer


def _fractals(**changes: object) -> FractalData:
    render = Render(style=Style.POINT_GRAY, size=16, points=200, weight_step=0.1, counts=1)
    return FractalData.model_validate({"count": 3, "instances": 8, "validation": 4, "render": render} | changes)


@pytest.fixture
def make_run() -> Callable[..., RunSpecification]:
    def make(**changes: object) -> RunSpecification:
        training = TrainingSettings(epochs=3, batch_size=8, precision="float32")
        values = {
            "name": "tiny",
            "data": _fractals(),
            "model": Model(backbone="mobilenet_v3_small"),
            "training": training,
        }
        return RunSpecification.model_validate(values | changes)

    return make


@pytest.fixture
def make_study() -> Callable[..., StudySpecification]:
    def make(**changes: object) -> StudySpecification:
        training = TrainingSettings(epochs=2, batch_size=16, precision="float32")
        values = {
            "name": "Tiny study",
            "seeds": (1, 2),
            "model": Model(backbone="mobilenet_v3_small"),
            "sources": (NamedScratch(), Pretraining(name="fractaldb", data=_fractals(), training=training)),
            "targets": (DatasetData(name="FashionMNIST-sample", train_limit=50, validation=20),),
            "training": training,
        }
        return StudySpecification.model_validate(values | changes)

    return make
