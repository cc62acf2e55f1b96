"""From the events of the training loop to metrics, status, log and progress."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Mapping
from typing import Any, Protocol

from engine.errors import StorageError
from engine.experiments.glimpse import GlimpseWriter
from engine.experiments.metrics import MetricsWriter, keep_before
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import RunSpecification
from engine.experiments.steering import FolderControl, StatusKeeper
from engine.images.labelled import LabelledImages
from engine.progress import Progress, Report
from engine.training.events import (
    BatchEvent,
    EpochEvent,
    EvaluatedEvent,
    EvaluationEvent,
    Event,
    FiltersEvent,
    PreparedEvent,
    SavingEvent,
    StepEvent,
)

STEPS_A_CURVE = 200
"""At most so many points of an epoch are kept for the live curves."""


class Session(Protocol):
    """What a recorder needs to know of the run at work."""

    folder: RunFolder
    specification: RunSpecification
    keeper: StatusKeeper
    control: FolderControl
    report: Report
    began: float

    def worked_s(self) -> float:
        """Return the seconds of work so far, in all sessions."""

    def note(self, facts: Mapping[str, Any]) -> None:
        """Add to ``environment.json``."""

    def log(self, text: str) -> None:
        """Add to ``log.txt``."""


class Recorder:
    """Turns the events of the loop into metrics, status, log and progress.

    Parameters
    ----------
    session : Session
    train : LabelledImages
        The training images.

    Attributes
    ----------
    setup_s : float
        Seconds until training began.
    """

    def __init__(self, session: Session, train: LabelledImages) -> None:
        self.session = session
        self.pace = _PointPace(min(session.specification.settings.batch_size, len(train)), session.control)
        self.glimpses = GlimpseWriter(session.folder, train.classes)
        self.keeper = session.keeper
        self.writer: MetricsWriter | None = None
        self.setup_s = 0.0

    def take(self, event: Event) -> None:
        """Record what the loop tells."""
        if isinstance(event, PreparedEvent):
            self._prepared(event)
        elif isinstance(event, StepEvent):
            self._step(event)
        elif isinstance(event, EpochEvent):
            self._epoch(event)
        elif isinstance(event, EvaluationEvent):
            self._evaluation(event)
        elif isinstance(event, SavingEvent):
            self._sync()
        else:
            self._glimpse(event)

    def close(self) -> None:
        """Bring the metrics to the disk and close their file."""
        if self.writer is not None:
            self.writer.close()

    def finish(self, result: Mapping[str, Any]) -> None:
        """Record that the run came to its end with `result`."""
        self._append({"kind": "final", **{key: result[key] for key in ("accuracy", "best_accuracy", "best_epoch")}})
        images = result["images_seen"]
        self.session.report(Progress(self.session.specification.name, images, images, result["training_s"]))

    def _prepared(self, event: PreparedEvent) -> None:
        path = self.session.folder.metrics_file
        keep_before(path, event.epoch, event.step, [_epoch_values(epoch) for epoch in event.history])
        self.writer = MetricsWriter(path)
        self.setup_s = time.monotonic() - self.session.began - self.session.control.paused_s
        self.session.note(
            {
                "setup_s": self.setup_s,
                "device": event.device,
                "threads": event.threads,
                "parameters": event.parameters,
                "precision": dataclasses.asdict(event.precision),
            }
        )
        where = f"resumed from {event.resumed_from}" if event.resumed_from else "from the beginning"
        self.session.log(
            f"{where}: epoch {event.epoch + 1} of {event.epochs}, step {event.step + 1} of {event.steps}, "
            f"{event.parameters:,} parameters, {event.device}, {event.threads} threads, {event.precision.precision} "
            f"({event.precision.reason.rstrip('.')})"
        )
        accuracies = [epoch.validation_accuracy for epoch in event.history if epoch.validation_accuracy is not None]
        self.keeper.update(
            message="",
            epoch=event.epoch,
            epochs=event.epochs,
            step=event.step,
            steps=event.steps,
            accuracy=accuracies[-1] if accuracies else None,
            best_accuracy=max(accuracies, default=None),
        )
        self.pace.restart(event.step)

    def _step(self, event: StepEvent) -> None:
        if event.step % max(1, math.ceil(event.steps / STEPS_A_CURVE)) == 0 or event.step == event.steps:
            self._append(
                {
                    "kind": "step",
                    "epoch": event.epoch,
                    "step": event.step,
                    "loss": event.loss,
                    "mean_loss": event.mean_loss,
                    "accuracy": event.accuracy,
                    "learning_rate": event.learning_rate,
                    "images_per_s": self.pace.lap(event.step),
                    "seconds": event.elapsed_s,
                }
            )
        self.keeper.update(
            epoch=event.epoch,
            step=event.step,
            steps=event.steps,
            images_per_s=event.images_per_s,
            remaining_s=event.remaining_s,
        )
        total = event.epochs * event.steps
        self.session.report(
            Progress(
                self.session.specification.name,
                # The last step of a run is not its end: evaluation and weights follow.
                min(event.epoch * event.steps + event.step, total - 1),
                total,
                event.elapsed_s,
                f"epoch {event.epoch + 1}/{event.epochs}  loss {event.mean_loss:.3f}  accuracy {event.accuracy:.1%}  "
                f"{event.images_per_s:,.0f} images/s",
            )
        )

    def _epoch(self, event: EpochEvent) -> None:
        self._append(_epoch_values(event))
        self.pace.restart(0)
        accuracy = event.validation_accuracy
        best = max((value for value in (self.keeper.status.best_accuracy, accuracy) if value is not None), default=None)
        self.keeper.update(
            epoch=event.epoch + 1,
            step=0,
            accuracy=self.keeper.status.accuracy if accuracy is None else accuracy,
            best_accuracy=best,
            # A killed process says nothing at its end: what it worked until here is not lost.
            active_s=self.session.worked_s(),
        )
        validated = "" if accuracy is None else f", validation accuracy {accuracy:.4f}"
        self.session.log(
            f"epoch {event.epoch + 1} of {event.epochs}: loss {event.train_loss:.4f}, "
            f"accuracy {event.train_accuracy:.4f}{validated}, {event.seconds:.1f} s"
        )

    def _evaluation(self, event: EvaluationEvent) -> None:
        words = {"validation": "Validating", "test": "Testing"}.get(event.split, "Evaluating")
        finished = event.done >= event.total
        self.keeper.update(message="" if finished else f"{words}: {event.done:,} of {event.total:,} images.")

    def _glimpse(self, event: BatchEvent | FiltersEvent | EvaluatedEvent) -> None:
        try:
            self.glimpses.write(event)
        except StorageError as error:
            # A picture for people is not worth a run; a disk that is full will say so where it matters.
            self.session.log(f"no glimpse: {error}")

    def _sync(self) -> None:
        # A checkpoint that outlives a power cut must not know of more than the metrics beside it.
        if self.writer is not None:
            self.writer.sync()

    def _append(self, values: Mapping[str, Any]) -> None:
        assert self.writer is not None
        self.writer.append(values)


class _PointPace:
    """Images a second between two points of the curves, pauses and evaluations excluded."""

    def __init__(self, batch: int, control: FolderControl) -> None:
        self._batch = batch
        self._control = control
        self.restart(0)

    def restart(self, step: int) -> None:
        """Begin to measure now, after `step` batches of the epoch."""
        self._step, self._since = step, self._now()

    def lap(self, step: int) -> float:
        """Return the pace since the last point, and begin anew."""
        seconds = self._now() - self._since
        images = (step - self._step) * self._batch
        self.restart(step)
        return images / max(seconds, 1e-9)

    def _now(self) -> float:
        return time.monotonic() - self._control.paused_s


def _epoch_values(event: EpochEvent) -> dict[str, Any]:
    return {"kind": "epoch", **dataclasses.asdict(event)}
