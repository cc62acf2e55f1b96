"""Carry out one run: images, network, training, weights, all recorded in its folder."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import os
import platform
import shlex
import shutil
import subprocess
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from engine.errors import InputError, Interrupted, MissingDataError, StorageError, WorkbenchError
from engine.experiments.glimpse import GlimpseWriter
from engine.experiments.inputs import RunImages, load_images
from engine.experiments.metrics import MetricsWriter, keep_before
from engine.experiments.precision_memory import known_precision, precision_key, remember_precision
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.specification import Checkpoint, ImageNet, RunSource, RunSpecification
from engine.experiments.steering import FolderControl, StatusKeeper, started
from engine.models.imagenet import find_imagenet, weight_places
from engine.progress import Control, Progress, Report, ignore
from engine.storage import write_json
from engine.training.control import TrainingControl
from engine.training.events import (
    BatchEvent,
    EpochEvent,
    EvaluatedEvent,
    Evaluation,
    EvaluationEvent,
    Event,
    FiltersEvent,
    PreparedEvent,
    StepEvent,
    TrainingResult,
)
from engine.training.ranks import ALONE, Ranks
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace, default_workspace

STEPS_A_CURVE = 200
"""At most so many points of an epoch are kept for the live curves."""
CONFUSION_CLASSES = 200
"""Confusion matrices are kept up to so many classes."""


@dataclass(frozen=True, eq=False)
class Job:
    """All a trainer needs.

    Attributes
    ----------
    settings : TrainingSettings
        With the seed of the run.
    weights : callable
        Returns the file to start from, None for scratch; called for a fresh run only.
    note : callable
        Takes facts for ``environment.json``.
    """

    specification: RunSpecification
    settings: TrainingSettings
    images: RunImages
    folder: RunFolder
    weights: Callable[[], Path | None]
    note: Callable[[Mapping[str, Any]], None]
    events: Callable[[Event], None]
    control: TrainingControl
    threads: int | None
    ranks: Ranks = ALONE


Trainer = Callable[[Job], TrainingResult]


def execute_run(
    folder: RunFolder,
    *,
    control: Control | None = None,
    report: Report | None = None,
    threads: int | None = None,
    trainer: Trainer | None = None,
    ranks: Ranks = ALONE,
) -> dict[str, Any]:
    """Carry out the queued run in `folder`, or go on with it from its checkpoint, and return its result.

    Parameters
    ----------
    folder : RunFolder
        A run that is done is not done again: its result is returned.
    control : Control, optional
        Polled beside ``control.json``.
    report : callable, optional
        Told of images drawn and of training steps.
    threads : int, optional
        Threads of torch, default all cores. Part of the numbers; a resumed run keeps what it began with.
    trainer : callable, optional
        What trains, for tests; default `torch_trainer`.
    ranks : Ranks
        Of which this process is the first; the others call `follow_run` of `engine.experiments.following`.

    Returns
    -------
    dict
        What ``result.json`` holds.

    Raises
    ------
    Interrupted
        On a stop; the sentence says how to go on.
    WorkbenchError
        When the run cannot be done; the folder then says failed, and why.
    """
    with folder.held():
        done = ranks.from_first(lambda: done_before(folder))
        if done is not None:
            return done
        session = _Session(folder, control, report or ignore, threads, ranks)
        return session.execute(trainer or torch_trainer)


def done_before(folder: RunFolder) -> dict[str, Any] | None:
    """Return the result of a run that is done, None for any other."""
    return folder.result() if folder.status().state is State.DONE else None


def resume_command(folder: RunFolder) -> str:
    """Return the command line that goes on with a run."""
    root = folder.workspace.root
    place = "" if root == default_workspace().root else f" --workspace {shlex.quote(str(root))}"
    return f"main.py train --resume {folder.id}{place}"


class _Session:
    """One process at work on a run, from taking it up to its end."""

    def __init__(
        self, folder: RunFolder, control: Control | None, report: Report, threads: int | None, ranks: Ranks
    ) -> None:
        self.folder = folder
        self.specification = folder.specification
        self.report = report
        self.threads = threads
        self.ranks = ranks
        self.began = time.monotonic()
        self.before_s = folder.status().active_s
        self.keeper = StatusKeeper(folder, started(folder.status(), os.getpid()))
        self.control = FolderControl(folder, self.keeper, control)
        self.environment = dict(folder.environment() or {})

    def execute(self, trainer: Trainer) -> dict[str, Any]:
        with self.keeper:
            try:
                result = self._train(trainer)
            except Interrupted as stop:
                sentence = f"{str(stop).rstrip('.')}. Go on with `{resume_command(self.folder)}`."
                self._end(State.STOPPED, sentence)
                raise Interrupted(sentence) from stop
            except WorkbenchError as error:
                self._end(State.FAILED, str(error))
                raise
            except BaseException as error:
                self._log(traceback.format_exc())
                self._end(State.FAILED, f"A defect of the program: {type(error).__name__}: {error}. See log.txt.")
                raise
            self._end(State.DONE, "", test_accuracy=_accuracy(result, "test"), best_accuracy=result["best_accuracy"])
        # A finished run cannot go on; its weights are kept twice already.
        shutil.rmtree(self.folder.checkpoints, ignore_errors=True)
        return result

    def _end(self, state: State, message: str, **changes: Any) -> None:
        self._log(f"{state}: {message}" if message else str(state))
        self.keeper.update(
            state=state,
            message=message,
            remaining_s=None,
            ended=time.time(),
            active_s=self.before_s + time.monotonic() - self.began - self.control.paused_s,
            **changes,
        )

    def _log(self, text: str) -> None:
        # A log that cannot be written must not hide the reason that was to be logged.
        with contextlib.suppress(OSError), self.folder.log.open("a", encoding="utf-8") as stream:
            stream.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {text.rstrip()}\n")

    def _note(self, facts: Mapping[str, Any]) -> None:
        self.environment.update(facts)
        write_json(self.folder.path / "environment.json", self.environment)

    # --- the work ------------------------------------------------------------------------------------------------

    def _train(self, trainer: Trainer) -> dict[str, Any]:
        attempt = self.keeper.status.attempt
        self._log(f"attempt {attempt}, process {os.getpid()} on {platform.node() or 'this machine'}")
        self._note(environment(self.specification))
        self.keeper.update(message="Preparing the images.")
        images = self.ranks.in_turn(
            lambda: load_images(
                self.specification, self.folder.workspace, report=self._drawing, control=self.control, threads=None
            )
        )
        self._note({"images": dict(images.note)})
        self.keeper.update(message="Preparing the network.")
        with contextlib.closing(_Recorder(self, images)) as recorder:
            job = Job(
                specification=self.specification,
                settings=self.specification.settings,
                images=images,
                folder=self.folder,
                weights=lambda: source_weights(self.specification, self.folder.workspace),
                note=self._note,
                events=recorder.take,
                control=self.control,
                threads=self.threads,
                ranks=self.ranks,
            )
            trained = trainer(job)
            result = result_values(trained, images, recorder.setup_s)
            write_json(self.folder.path / "result.json", result)
            recorder.finish(result)
        return result

    def _drawing(self, progress: Progress) -> None:
        self.keeper.update(message=f"Drawing images: {progress.done:,} of {progress.total:,}.")
        self.report(progress)


class _Recorder:
    """Turns the events of the loop into metrics, status, log and progress."""

    def __init__(self, session: _Session, images: RunImages) -> None:
        self.session = session
        self.pace = _PointPace(min(session.specification.settings.batch_size, len(images.train)), session.control)
        self.glimpses = GlimpseWriter(session.folder, images.train.classes)
        self.keeper = session.keeper
        self.writer: MetricsWriter | None = None
        self.setup_s = 0.0

    def take(self, event: Event) -> None:
        if isinstance(event, PreparedEvent):
            self._prepared(event)
        elif isinstance(event, StepEvent):
            self._step(event)
        elif isinstance(event, EpochEvent):
            self._epoch(event)
        elif isinstance(event, EvaluationEvent):
            self._evaluation(event)
        else:
            self._glimpse(event)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()

    def finish(self, result: Mapping[str, Any]) -> None:
        self._append({"kind": "final", **{key: result[key] for key in ("accuracy", "best_accuracy", "best_epoch")}})
        images = result["images_seen"]
        self.session.report(Progress(self.session.specification.name, images, images, result["training_s"]))

    def _prepared(self, event: PreparedEvent) -> None:
        path = self.session.folder.metrics_file
        keep_before(path, event.epoch, event.step, [_epoch_values(epoch) for epoch in event.history])
        self.writer = MetricsWriter(path)
        self.session._note(
            {
                "device": event.device,
                "threads": event.threads,
                "parameters": event.parameters,
                "precision": dataclasses.asdict(event.precision),
            }
        )
        where = f"resumed from {event.resumed_from}" if event.resumed_from else "from the beginning"
        self.session._log(
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
        self.setup_s = time.monotonic() - self.session.began - self.session.control.paused_s
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
        )
        validated = "" if accuracy is None else f", validation accuracy {accuracy:.4f}"
        self.session._log(
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
            self.session._log(f"no glimpse: {error}")

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


# --- what goes in ------------------------------------------------------------------------------------------------


def source_weights(specification: RunSpecification, workspace: Workspace) -> Path | None:
    """Return the weight file a run starts from, None for scratch.

    Raises
    ------
    MissingDataError
        When there is none; says which file to put where, or which run to finish first.
    """
    source = specification.source
    if isinstance(source, Checkpoint):
        path = Path(source.path).expanduser()
        if not path.is_file():
            raise MissingDataError(f"There is no weight file {path}; correct source.path.")
        return path
    if isinstance(source, RunSource):
        other = RunFolder(workspace.runs / source.run)
        if not other.weights.is_file():
            raise MissingDataError(
                f"The run {source.run} has no final weights yet; finish it with `main.py train --resume {source.run}`."
            )
        return other.weights
    if isinstance(source, ImageNet):
        if source.path:
            return source_weights(specification.model_copy(update={"source": Checkpoint(path=source.path)}), workspace)
        return find_imagenet(specification.model.backbone, source.version, weight_places(workspace.data))
    return None


def environment(specification: RunSpecification) -> dict[str, Any]:
    """Return what the numbers of a run may depend on beside its specification."""
    packages = {}
    for name in ("fractaldb-workbench", "torch", "torchvision", "numpy", "numba", "pydantic"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            packages[name] = metadata.version(name)
    return {
        "python": platform.python_version(),
        "packages": packages,
        "system": platform.platform(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "host": platform.node(),
        "seed": specification.seed,
        "commit": _commit(),
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }


def _commit() -> str | None:
    """Return the commit of the program's checkout, None where it runs from elsewhere or git is not there."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    try:
        answer = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() or None


# --- training ----------------------------------------------------------------------------------------------------


def torch_trainer(job: Job) -> TrainingResult:
    """Train with torch; a run that has a checkpoint goes on from it and does not ask for its source again."""
    import torch

    from engine.models.backbones import build_backbone
    from engine.models.weights import save_weights
    from engine.training.loop import train

    model_section = job.specification.model
    classes = len(job.images.train.classes)
    model = build_backbone(model_section.backbone, classes, stem=model_section.stem, seed=job.settings.seed)
    if not any(job.folder.checkpoints.glob("*.pt")):
        path = job.weights()
        if path is not None:
            job.note({"source": _transfer(model, path)})
    stored_size = job.images.train.images.shape[1]
    key = precision_key(model_section, job.settings, stored_size, job.threads)
    settings = job.ranks.from_first(lambda: _with_known_precision(job, key))

    def events(event: Event) -> None:
        if isinstance(event, PreparedEvent):
            remember_precision(key, event.precision)
        job.events(event)

    try:
        with job.ranks.guarded():
            result = train(
                model,
                settings,
                job.images.train,
                job.images.validation,
                job.images.test,
                checkpoints=job.folder.checkpoints,
                events=events,
                control=job.control,
                threads=job.threads,
                ranks=job.ranks,
            )
    except torch.OutOfMemoryError as error:
        raise InputError(
            f"The run does not fit into the memory of the device; lower training.batch_size from "
            f"{settings.batch_size} or training.image_size."
        ) from error
    if job.ranks.first:
        save_weights(model, job.folder.path, {"run": job.folder.id, "data": job.images.train.name})
    return result


def _transfer(model: Any, path: Path) -> dict[str, Any]:
    """Put the weights at `path` into `model`, all but the head: every source starts with the same fresh one."""
    import torch

    from engine.models.backbones import head_prefix
    from engine.models.weights import load_weights

    prefix = head_prefix(model)
    head = {name: value.clone() for name, value in model.state_dict().items() if name.startswith(prefix)}
    found = load_weights(model, path)
    with torch.no_grad():
        model.load_state_dict(head, strict=False)
    taken = sum(not name.startswith(prefix) for name in found.matched)
    return {"weights": str(path), "entries": taken, "head": "fresh", "ignored": len(found.ignored)}


def _with_known_precision(job: Job, key: str) -> TrainingSettings:
    """Return the settings with the arithmetic found the faster here before; a run keeps what it began with."""
    if job.settings.precision != "auto":
        return job.settings
    begun = any(job.folder.checkpoints.glob("*.pt"))
    precision = (job.folder.environment() or {}).get("precision_setting") if begun else None
    if precision is None:
        precision = known_precision(key)
        job.note({"precision_setting": precision})
    return job.settings.model_copy(update={"precision": precision})


# --- what comes out ----------------------------------------------------------------------------------------------


def result_values(trained: TrainingResult, images: RunImages, setup_s: float) -> dict[str, Any]:
    """Return what ``result.json`` holds; ``accuracy`` is the test accuracy, or the last on validation images."""
    final = trained.test or trained.validation
    return {
        "accuracy": None if final is None else final.accuracy,
        "test": _evaluation(trained.test),
        "validation": _evaluation(trained.validation),
        "best_accuracy": trained.best_accuracy,
        "best_epoch": trained.best_epoch,
        "epochs": len(trained.epochs),
        "data": images.train.name,
        "classes": list(images.train.classes),
        "train_images": len(images.train),
        "images_seen": trained.images,
        "images_per_s": trained.images / trained.training_s if trained.training_s > 0 else None,
        "setup_s": setup_s,
        "training_s": trained.training_s,
        "parameters": trained.parameters,
        "device": trained.device,
        "threads": trained.threads,
        "precision": trained.precision.precision,
    }


def _evaluation(evaluation: Evaluation | None) -> dict[str, Any] | None:
    if evaluation is None:
        return None
    values: dict[str, Any] = {
        "count": evaluation.count,
        "loss": evaluation.loss,
        "accuracy": evaluation.accuracy,
        "balanced_accuracy": evaluation.balanced_accuracy,
        "class_accuracy": [None if math.isnan(value) else float(value) for value in evaluation.class_accuracy],
        "seconds": evaluation.seconds,
    }
    if len(evaluation.confusion) <= CONFUSION_CLASSES:
        values["confusion"] = evaluation.confusion.tolist()
    return values


def _accuracy(result: Mapping[str, Any], split: str) -> float | None:
    return None if result[split] is None else float(result[split]["accuracy"])
