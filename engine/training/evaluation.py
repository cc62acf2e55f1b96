"""How well a network does on a split."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from engine.training.batches import Batches
from engine.training.events import CONFUSION_CLASSES, Evaluation
from engine.training.precision import autocast
from engine.training.ranks import ALONE, Ranks


def evaluate(
    model: nn.Module,
    batches: Batches,
    *,
    precision: str,
    device: torch.device,
    on_batch: Callable[[int], None],
    ranks: Ranks = ALONE,
) -> Evaluation:
    """Return loss, accuracies and confusion matrix of `model` on all pictures of `batches`.

    Parameters
    ----------
    model : nn.Module
        Put into evaluation mode, and back.
    precision : {'float32', 'bfloat16'}
    on_batch : callable
        Called with the number of pictures done after every batch, of all processes equally often; its exceptions end
        the evaluation.
    ranks : Ranks
        The processes that share the batches; each gets the whole result.
    """
    since = time.monotonic()
    tally = _Tally(len(batches.data.classes))
    starts = range(0, len(batches), batches.evaluation_size)
    losses = np.zeros(len(starts))
    trained = model.training
    model.eval()
    try:
        with torch.inference_mode():
            for done in range(0, len(starts), ranks.size):
                for number in range(len(starts))[done:][ranks.rank : ranks.rank + 1]:
                    stop = min(starts[number] + batches.evaluation_size, len(batches))
                    images, labels = batches.evaluation(starts[number], stop)
                    with autocast(precision, device):
                        scores = model(images)
                    losses[number] = functional.cross_entropy(scores.float(), labels, reduction="sum").item()
                    tally.add(labels.cpu().numpy(), scores.argmax(dim=1).cpu().numpy())
                on_batch(min((done + ranks.size) * batches.evaluation_size, len(batches)))
    finally:
        model.train(trained)
    # Batch by batch in their order: the same sum, however many processes there were.
    loss = float(ranks.summed(losses).sum())
    return _summary(batches, tally.summed(ranks), loss, time.monotonic() - since)


class _Tally:
    """Counts pictures by their true class, and by true and predicted class where `CONFUSION_CLASSES` allows."""

    def __init__(self, classes: int) -> None:
        self.occurring = np.zeros(classes, dtype=np.int64)
        self.right = np.zeros(classes, dtype=np.int64)
        self.confusion = np.zeros((classes, classes), dtype=np.int64) if classes <= CONFUSION_CLASSES else None

    def add(self, labels: NDArray[np.int64], predicted: NDArray[np.int64]) -> None:
        """Count a batch: `labels` and `predicted` of shape (N,)."""
        classes = len(self.occurring)
        self.occurring += np.bincount(labels, minlength=classes)
        self.right += np.bincount(labels[labels == predicted], minlength=classes)
        if self.confusion is not None:
            np.add.at(self.confusion, (labels, predicted), 1)

    def summed(self, ranks: Ranks) -> _Tally:
        """Return the counts of all processes together."""
        total = _Tally(0)
        total.occurring, total.right = ranks.summed(self.occurring), ranks.summed(self.right)
        total.confusion = None if self.confusion is None else ranks.summed(self.confusion)
        return total


def _summary(batches: Batches, tally: _Tally, loss: float, seconds: float) -> Evaluation:
    class_accuracy = np.full(len(tally.occurring), np.nan)
    np.divide(tally.right, tally.occurring, out=class_accuracy, where=tally.occurring > 0)
    return Evaluation(
        split=batches.data.split,
        count=len(batches),
        loss=loss / len(batches),
        accuracy=float(tally.right.sum() / tally.occurring.sum()),
        balanced_accuracy=float(np.nanmean(class_accuracy)),
        class_accuracy=class_accuracy,
        confusion=tally.confusion,
        seconds=seconds,
    )
