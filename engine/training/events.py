"""What the training loop tells while it works, and what it hands back: frozen, free of torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.images.labelled import Split

CONFUSION_CLASSES = 1000
"""Of more classes no confusion matrix is counted: it would take gigabytes, and nobody reads it."""


@dataclass(frozen=True, slots=True)
class PrecisionChoice:
    """Arithmetic of a run, and why.

    Attributes
    ----------
    precision : {'float32', 'bfloat16'}
        ``bfloat16`` stands for autocast.
    reason : str
        A sentence for the run's record.
    float32_ms, bfloat16_ms : float or None
        Milliseconds of one core (or of the GPU) a training step took in the measurement; None where none was made.
    """

    precision: Literal["float32", "bfloat16"]
    reason: str
    float32_ms: float | None = None
    bfloat16_ms: float | None = None


@dataclass(frozen=True, slots=True)
class PreparedEvent:
    """Sent once, before the first step.

    Attributes
    ----------
    epoch, step : int
        Where the run begins: 0-based epoch and batch, both 0 unless it is resumed. Whoever keeps the events of an
        earlier session drops those at or after this place.
    steps, epochs : int
        Batches an epoch, and epochs.
    resumed_from : str
        Name of the checkpoint file, empty for a fresh run.
    history : tuple of EpochEvent
        The epochs the checkpoint covers; a process killed between checkpoint and event never told of its last.
    """

    epoch: int
    step: int
    steps: int
    epochs: int
    parameters: int
    device: str
    threads: int
    precision: PrecisionChoice
    resumed_from: str
    history: tuple[EpochEvent, ...]


@dataclass(frozen=True, slots=True)
class StepEvent:
    """Sent after every batch.

    Attributes
    ----------
    epoch : int
        0-based.
    step, steps : int
        Batches done of this epoch, batches of an epoch.
    loss : float
        Of this batch.
    mean_loss, accuracy : float
        Over this epoch so far, training pictures.
    images_per_s : float
        Over this session's part of the epoch.
    elapsed_s, remaining_s : float
        Seconds of this session (pauses excluded), and expected to the end of the run.
    """

    epoch: int
    step: int
    steps: int
    epochs: int
    loss: float
    mean_loss: float
    accuracy: float
    learning_rate: float
    images_per_s: float
    elapsed_s: float
    remaining_s: float


@dataclass(frozen=True, slots=True)
class EvaluationEvent:
    """Sent after every batch of an evaluation: ``done`` of ``total`` pictures of ``split``."""

    epoch: int
    split: Split
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class EpochEvent:
    """Sent after every epoch, when its checkpoint is on disk.

    Attributes
    ----------
    epoch : int
        0-based.
    validation_loss, validation_accuracy, validation_balanced_accuracy : float or None
        None where this epoch was not evaluated.
    learning_rate : float
        Of the last step.
    seconds : float
        Training and evaluation, pauses excluded, over all sessions.
    """

    epoch: int
    epochs: int
    train_loss: float
    train_accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    validation_balanced_accuracy: float | None
    learning_rate: float
    seconds: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How well a network does on one split.

    Attributes
    ----------
    accuracy : float
        Share of pictures whose highest score is the right class (top-1), 0 to 1.
    balanced_accuracy : float
        Mean of `class_accuracy` over the classes that occur (the measure of K49).
    class_accuracy : ndarray of shape (K,), float64
        NaN where a class has no picture.
    confusion : ndarray of shape (K, K), int64, or None
        Pictures by true class (row) and predicted class (column); None above `CONFUSION_CLASSES`.
    """

    split: Split
    count: int
    loss: float
    accuracy: float
    balanced_accuracy: float
    class_accuracy: NDArray[np.float64]
    confusion: NDArray[np.int64] | None
    seconds: float


@dataclass(frozen=True, eq=False)
class BatchEvent:
    """Sent every few seconds: some pictures of the batch just trained on, for people.

    Attributes
    ----------
    epoch, step : int
        0-based epoch, batches done of it.
    images : ndarray of shape (N, S, S, 3), uint8
        As the network was given them, after augmentation; large ones halved.
    labels, predictions : ndarray of shape (N,), int64
        Right classes, and the classes with the highest scores at that moment.
    """

    epoch: int
    step: int
    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    predictions: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FiltersEvent:
    """Sent at ends of epochs: the filters of the first layer, of shape (N, C, H, W), float32."""

    epoch: int
    filters: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class EvaluatedEvent:
    """Sent when an evaluation after `epoch` (0-based) is complete."""

    epoch: int
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class SavingEvent:
    """Sent just before a checkpoint is written: what was told so far must be on the disk before it."""


Event = (
    PreparedEvent | StepEvent | EvaluationEvent | EpochEvent | BatchEvent | FiltersEvent | EvaluatedEvent | SavingEvent
)
Events = Callable[[Event], None]


def ignore_events(_event: Event) -> None:
    """Tell nobody."""


@dataclass(frozen=True, eq=False)
class TrainingResult:
    """A finished run.

    Attributes
    ----------
    epochs : tuple of EpochEvent
        All, of earlier sessions too.
    validation, test : Evaluation or None
        Of the final weights.
    best_epoch : int or None
        0-based epoch with the highest validation accuracy (the first of equals).
    setup_s, training_s : float
        Seconds of this session before the first step, and of all sessions after it.
    images : int
        Training pictures seen, repetitions counted.
    """

    epochs: tuple[EpochEvent, ...]
    validation: Evaluation | None
    test: Evaluation | None
    best_epoch: int | None
    best_accuracy: float | None
    precision: PrecisionChoice
    device: str
    threads: int
    parameters: int
    setup_s: float
    training_s: float
    images: int
