"""The one training loop, for pre-training and fine-tuning alike.

A run is a pure function of network, settings, pictures, thread count and machine: everything random is named by
(seed, epoch, step), the learning rate by the step. So a run that was stopped, or killed, and resumed from its
checkpoint ends in the numbers of an uninterrupted one.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from engine.errors import InputError, Interrupted
from engine.fields import content_values
from engine.images.labelled import LabelledImages
from engine.models.backbones import built, check_image_size, class_count, parameter_count
from engine.progress import Control
from engine.sentences import Sentence, either
from engine.storage import digest
from engine.training.batches import Batches, epoch_order, step_generator
from engine.training.checkpoints import CheckpointFolder
from engine.training.control import TrainingControl
from engine.training.evaluation import evaluate
from engine.training.events import (
    EpochEvent,
    Evaluation,
    EvaluationEvent,
    Events,
    PrecisionChoice,
    PreparedEvent,
    SavingEvent,
    StepEvent,
    TrainingResult,
    ignore_events,
)
from engine.training.freezing import freeze, train_mode
from engine.training.glimpses import Glimpses
from engine.training.optimizers import clip_gradients, make_optimizer
from engine.training.position import Clock, Position
from engine.training.precision import autocast, choose_precision
from engine.training.ranks import ALONE, Ranks
from engine.training.schedule import learning_rate
from engine.training.settings import TrainingSettings


def train(
    model: nn.Module,
    settings: TrainingSettings,
    train: LabelledImages,
    validation: LabelledImages | None = None,
    test: LabelledImages | None = None,
    *,
    checkpoints: Path,
    events: Events = ignore_events,
    control: Control | None = None,
    threads: int | None = None,
    device: str | None = None,
    checkpoint_every_s: float = 600.0,
    ranks: Ranks = ALONE,
) -> TrainingResult:
    """Train `model` in place, from the newest checkpoint in `checkpoints` if there is one, and evaluate it.

    Parameters
    ----------
    model : nn.Module
        Made by `engine.models.backbones.build_backbone`, with the weights to start from.
    settings : TrainingSettings
    train, validation, test : LabelledImages
        `validation` is evaluated every ``settings.evaluate_every`` epochs, `test` once at the end.
    checkpoints : Path
        Folder; a checkpoint is written after every epoch, on a stop, and every `checkpoint_every_s` seconds between.
    events : callable
        Told of the preparation, of every step and of every epoch, in this thread.
    control : Control, optional
        Polled between batches; a `TrainingControl` can also end the run after the current epoch.
    threads : int, optional
        Threads of torch; default: all cores. Sums are split by thread, so the last digits depend on the number; a
        resumed run therefore keeps the number of its checkpoint.
    device : str, optional
        As torch names it; default: ``cuda`` where there is one, else ``cpu``.
    ranks : Ranks
        The processes that train together, each of which calls this; `settings` are those of the whole.

    Returns
    -------
    TrainingResult

    Raises
    ------
    InputError
        When the data do not fit the network, the loss diverges, or the checkpoint is damaged or of other settings.
    Interrupted
        When a stop was asked for; the checkpoint is written by then.
    StorageError
        When a checkpoint cannot be written.
    """
    begun = time.monotonic()
    control = control or Control()
    folder = CheckpointFolder(checkpoints)
    identity = _identity(model, settings, train)
    checkpoint = folder.load()
    if checkpoint is not None:
        _check_identity(identity, checkpoint.state["identity"], checkpoint.path)
    goes_on = checkpoint is not None and checkpoint.state.get("ranks", 1) == ranks.size
    count = checkpoint.state["threads"] if checkpoint is not None and goes_on else threads
    with _torch_set_up(count) as used_threads:
        run = _Run(
            model=model,
            settings=settings,
            data=_Data(train, validation, test),
            folder=folder,
            identity=identity,
            events=events,
            control=control,
            threads=used_threads,
            device=torch.device(device or ranks.device or ("cuda" if torch.cuda.is_available() else "cpu")),
            checkpoint_every_s=checkpoint_every_s,
            ranks=ranks,
        )
        run.prepare(checkpoint.state if checkpoint else None, checkpoint.path.name if checkpoint else "")
        return run.execute(setup_s=time.monotonic() - begun)


@contextlib.contextmanager
def _torch_set_up(threads: int | None) -> Iterator[int]:
    """Set the process-wide switches of torch for a run and put them back: threads, cuDNN, random state."""
    before = torch.get_num_threads(), torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark
    if threads is not None:
        torch.set_num_threads(threads)
    torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark = True, False
    try:
        with torch.random.fork_rng(devices=[]):
            yield torch.get_num_threads()
    finally:
        torch.set_num_threads(before[0])
        torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark = before[1:]


def _identity(model: nn.Module, settings: TrainingSettings, train: LabelledImages) -> dict[str, Any]:
    """Return what must agree between a checkpoint and the run that goes on from it."""
    return {
        "settings": content_values(settings),
        "network": f"{built(model).backbone}, stem {built(model).stem}, {parameter_count(model)} parameters",
        "training data": f"{train.name}, {len(train)} images of shape {tuple(train.images.shape[1:])}, "
        f"{len(train.classes)} classes, labels {digest(train.labels.tobytes())}",
    }


def _check_identity(now: dict[str, Any], then: dict[str, Any], path: Path) -> None:
    if now == then:
        return
    flat_now = {**now.pop("settings"), **now}
    flat_then = {**then.pop("settings"), **then}
    key = next(key for key in [*flat_now, *flat_then] if flat_now.get(key) != flat_then.get(key))
    raise InputError(
        f"The checkpoint {path} belongs to another run: {key} was {flat_then.get(key)} and is {flat_now.get(key)}; "
        "resume with the specification it was made with, or start a new run."
    )


@dataclass(frozen=True, slots=True)
class _Data:
    train: LabelledImages
    validation: LabelledImages | None
    test: LabelledImages | None


class _Run:
    """One session of a run: from its checkpoint, or the beginning, to its end or a stop."""

    def __init__(
        self,
        *,
        model: nn.Module,
        settings: TrainingSettings,
        data: _Data,
        folder: CheckpointFolder,
        identity: dict[str, Any],
        events: Events,
        control: Control,
        threads: int,
        device: torch.device,
        checkpoint_every_s: float,
        ranks: Ranks,
    ) -> None:
        self.model = model
        self.settings = settings
        self.data = data
        self.folder = folder
        self.identity = identity
        self.events = events
        self.own_control = control
        self.control = ranks.control(control)
        self.threads = threads
        self.device = device
        self.checkpoint_every_s = checkpoint_every_s
        self.ranks = ranks
        self.position = Position()
        self.validated: Evaluation | None = None
        self.glimpses = Glimpses(model, settings.augmentation, events)
        self.saved_at_s = 0.0
        self.kept = ""
        self.session_steps, self.session_step_s, self.evaluation_s = 0, 0.0, 0.0

    # --- preparation ---------------------------------------------------------------------------------------------

    def prepare(self, state: dict[str, Any] | None, resumed_from: str) -> None:
        """Check that data and network fit, settle the precision, take up the checkpoint, tell of it."""
        _check_fit(self.model, self.data)
        self.model.to(self.device)
        self.model.to(memory_format=torch.channels_last)
        size = Batches(self.data.train, self.settings, self.device).size
        check_image_size(self.model, size)
        if state is None:
            self.precision = self.ranks.from_first(lambda: self._chosen_precision(size))
        else:
            self.precision = PrecisionChoice(**state["precision"])
        self.training = self._batches(self.data.train)
        self.validation = self._batches(self.data.validation) if self.data.validation is not None else None
        self.test = self._batches(self.data.test) if self.data.test is not None else None
        self.batch_size = min(self.settings.batch_size, len(self.data.train))
        self.steps = len(self.data.train) // self.batch_size
        freeze(self.model, self.settings.freeze)
        self.optimizer = make_optimizer(self.model, self.settings)
        if state is not None:
            self._restore(state)
        self.replica = self.ranks.spread(self.model)
        self.events(self._prepared(resumed_from))

    def _chosen_precision(self, size: int) -> PrecisionChoice:
        share = self.ranks.share(min(self.settings.batch_size, len(self.data.train)))
        shape = (share.stop - share.start, size)
        return choose_precision(self.model, self.settings.precision, shape, self.device, self.own_control.poll)

    def _batches(self, data: LabelledImages) -> Batches:
        return Batches(data, self.settings, self.device)

    def _restore(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.position = Position.restored(state["position"])
        self.kept = self._words()

    def _prepared(self, resumed_from: str) -> PreparedEvent:
        return PreparedEvent(
            epoch=self.position.epoch,
            step=self.position.step,
            steps=self.steps,
            epochs=self.settings.epochs,
            parameters=parameter_count(self.model),
            device=str(self.device),
            threads=self.threads,
            precision=self.precision,
            resumed_from=resumed_from,
            history=tuple(self.position.history),
        )

    # --- work ----------------------------------------------------------------------------------------------------

    def execute(self, setup_s: float) -> TrainingResult:
        """Train to the end of the last epoch and evaluate; on a stop write the checkpoint first."""
        self.clock = Clock(self.control)
        try:
            while self.position.epoch < self.settings.epochs:
                self._train_epoch()
                self._finish_epoch()
                self._stop_where_asked()
            if self.validated is None and self.validation is not None:
                self.validated = self._evaluated(self.validation)
            tested = self._evaluated(self.test) if self.test is not None else None
        except Interrupted as stop:
            self._save()
            place = self._words()
            raise Interrupted(
                Sentence("Stopped {0}; the checkpoint is written, resume goes on from there.", place)
            ) from stop
        return self._result(setup_s, tested)

    def _train_epoch(self) -> None:
        order = epoch_order(self.settings.seed, self.position.epoch, len(self.training))
        train_mode(self.model)
        while self.position.step < self.steps:
            self.control.poll()
            start = self.position.step * self.batch_size
            self._train_step(order[start : start + self.batch_size])
            if self.clock.elapsed_s - self.saved_at_s > self.checkpoint_every_s:
                self._save()

    def _train_step(self, indices: NDArray[np.int64]) -> None:
        position, settings = self.position, self.settings
        generator = step_generator(settings.seed, position.epoch, position.step)
        # Dropout and stochastic depth draw from torch's own generator.
        torch.manual_seed(int(generator.integers(2**63 - 1)))
        images, labels = self.training.training(indices, generator, self.ranks.share(len(indices)))
        rate = learning_rate(settings, position.epoch * self.steps + position.step, self.steps)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad(set_to_none=True)
        with autocast(self.precision.precision, self.device):
            scores = self.replica(images)
        loss = functional.cross_entropy(scores.float(), labels, label_smoothing=settings.label_smoothing)
        part = len(images) / len(indices)
        # DistributedDataParallel takes the mean over the processes, whatever their parts.
        torch.autograd.backward(loss * (part * self.ranks.size))
        clip_gradients(self.optimizer, settings.clip_norm)
        self.optimizer.step()
        # Of a mixed image the class with the larger share counts.
        classes = labels if labels.ndim == 1 else labels.argmax(dim=1)
        # Read only now: on a GPU reading waits for all that was asked for before.
        figures = np.array([loss.item() * part, (scores.argmax(dim=1) == classes).sum().item()])
        value, right = self.ranks.summed(figures).tolist()
        if not math.isfinite(value):
            raise self._diverged(Sentence("the loss became {0}", value))
        position.sums.add(value, int(right), len(indices))
        position.images += len(indices)
        position.step += 1
        self.session_steps += 1
        self.session_step_s += self._lap()
        self._tell_step(value, rate)
        self.glimpses.batch(position.epoch, position.step, images, classes, scores)

    def _tell_step(self, loss: float, rate: float) -> None:
        position = self.position
        pace = self.session_step_s / self.session_steps
        steps_left = (self.settings.epochs - position.epoch) * self.steps - position.step
        epochs_left = range(position.epoch, self.settings.epochs)
        evaluations_left = sum(self._is_evaluated(epoch) for epoch in epochs_left)
        self.events(
            StepEvent(
                epoch=position.epoch,
                step=position.step,
                steps=self.steps,
                epochs=self.settings.epochs,
                loss=loss,
                mean_loss=position.sums.mean_loss,
                accuracy=position.sums.accuracy,
                learning_rate=rate,
                images_per_s=self.batch_size / pace,
                elapsed_s=self.clock.elapsed_s,
                remaining_s=steps_left * pace + evaluations_left * self.evaluation_s,
            )
        )

    def _is_evaluated(self, epoch: int) -> bool:
        last = epoch == self.settings.epochs - 1
        return self.validation is not None and (last or (epoch + 1) % self.settings.evaluate_every == 0)

    def _finish_epoch(self) -> None:
        """Evaluate, note the epoch, write the checkpoint, tell of it, in this order."""
        position = self.position
        self._check_finite()
        validated = self._evaluated(self.validation) if self._is_evaluated(position.epoch) else None
        self._lap()
        event = EpochEvent(
            epoch=position.epoch,
            epochs=self.settings.epochs,
            train_loss=position.sums.mean_loss,
            train_accuracy=position.sums.accuracy,
            validation_loss=validated.loss if validated else None,
            validation_accuracy=validated.accuracy if validated else None,
            validation_balanced_accuracy=validated.balanced_accuracy if validated else None,
            learning_rate=float(self.optimizer.param_groups[0]["lr"]),
            seconds=position.epoch_seconds,
        )
        self.validated = validated or self.validated
        self.glimpses.epoch(position.epoch, last=position.epoch == self.settings.epochs - 1)
        position.next_epoch(event)
        self._save()
        self.events(event)

    def _evaluated(self, batches: Batches | None) -> Evaluation:
        assert batches is not None
        split, epoch = batches.data.split, min(self.position.epoch, self.settings.epochs - 1)

        def on_batch(done: int) -> None:
            self.events(EvaluationEvent(epoch, split, done, len(batches)))
            self.control.poll()

        since = self.clock.elapsed_s
        self._lap()
        evaluation = evaluate(
            self.model,
            batches,
            precision=self.precision.precision,
            device=self.device,
            on_batch=on_batch,
            ranks=self.ranks,
        )
        self._lap()
        self.evaluation_s = self.clock.elapsed_s - since
        self.glimpses.evaluated(epoch, evaluation, last=epoch == self.settings.epochs - 1)
        return evaluation

    def _lap(self) -> float:
        seconds = self.clock.lap()
        self.position.seconds += seconds
        self.position.epoch_seconds += seconds
        return seconds

    def _save(self) -> None:
        self._check_finite()
        if self.ranks.first:
            self.events(SavingEvent())
            self.folder.save(self._state())
        self.saved_at_s = self.clock.elapsed_s
        self.kept = self._words()

    def _check_finite(self) -> None:
        """Refuse to go on with, or to keep, weights and batch statistics that are no numbers."""
        values = [value for value in self.model.state_dict().values() if value.is_floating_point() and value.numel()]
        # A NaN makes both ends NaN; nothing is allocated, and a GPU is waited for once.
        ends = torch.stack([end.float() for value in values for end in value.aminmax()])
        if not bool(ends.isfinite().all()):
            raise self._diverged(Sentence("the weights became infinite"))

    def _state(self) -> dict[str, Any]:
        return {
            "identity": self.identity,
            "threads": self.threads,
            "ranks": self.ranks.size,
            "precision": dataclasses.asdict(self.precision),
            "position": self.position.stored(),
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }

    def _stop_where_asked(self) -> None:
        asked = isinstance(self.control, TrainingControl) and self.control.stops_after_epoch
        if asked and self.position.epoch < self.settings.epochs:
            raise Interrupted("The epoch is complete.")

    def _words(self) -> Sentence:
        position, epochs = self.position, self.settings.epochs
        if position.step == 0:
            return Sentence("after epoch {0} of {1}", position.epoch, epochs)
        return Sentence(
            "in epoch {0} of {1} after {2} of {3} steps", position.epoch + 1, epochs, position.step, self.steps
        )

    def _diverged(self, what: Sentence) -> InputError:
        rate, warmup = self.settings.learning_rate, self.settings.warmup_epochs
        kept = Sentence("no checkpoint was written before")
        if self.kept:
            kept = Sentence("the checkpoint written {0} is kept", self.kept)
        remedies = [f"training.warmup_epochs > {warmup:g}"]
        if not self.settings.clip_norm:
            remedies.append("training.clip_norm 1")
        if self.precision.precision != "float32":
            remedies.append('training.precision "float32"')
        return InputError(
            Sentence(
                "Training diverged: {0} in epoch {1}, step {2}; {3}. Resumed as it is, the run diverges again: queue "
                "it anew with training.learning_rate {4} instead of {5}, or with {6}.",
                what,
                self.position.epoch + 1,
                self.position.step + 1,
                kept,
                f"{rate / 10:g}",
                f"{rate:g}",
                either(remedies),
            )
        )

    def _result(self, setup_s: float, tested: Evaluation | None) -> TrainingResult:
        position = self.position
        scored = [
            (event.validation_accuracy, -event.epoch)
            for event in position.history
            if event.validation_accuracy is not None
        ]
        best_accuracy, best_epoch = max(scored) if scored else (None, None)
        return TrainingResult(
            epochs=tuple(position.history),
            validation=self.validated,
            test=tested,
            best_epoch=None if best_epoch is None else -best_epoch,
            best_accuracy=best_accuracy,
            precision=self.precision,
            device=str(self.device),
            threads=self.threads,
            parameters=parameter_count(self.model),
            setup_s=setup_s,
            training_s=position.seconds,
            images=position.images,
        )


def _check_fit(model: nn.Module, data: _Data) -> None:
    """Refuse data whose classes are not those of the network."""
    outputs = class_count(model)
    for split in (data.train, data.validation, data.test):
        if split is not None and len(split.classes) != outputs:
            raise InputError(
                f"{split.name} ({split.split}) has {len(split.classes)} classes and the network gives {outputs} "
                "scores; build the network for the classes of the data."
            )
    if len(data.train) < 2:
        raise InputError(f"{data.train.name} has {len(data.train)} training image; give two or more.")
