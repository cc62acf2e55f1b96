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
from engine.training.events import Evaluation
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
    classes = len(batches.data.classes)
    confusion = np.zeros((classes, classes), dtype=np.int64)
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
                    pairs = labels * classes + scores.argmax(dim=1)
                    counts = torch.bincount(pairs, minlength=classes * classes).cpu().numpy()
                    confusion += counts.reshape(classes, classes)
                on_batch(min((done + ranks.size) * batches.evaluation_size, len(batches)))
    finally:
        model.train(trained)
    # Batch by batch in their order: the same sum, however many processes there were.
    loss = float(ranks.summed(losses).sum())
    return _summary(batches, ranks.summed(confusion), loss, time.monotonic() - since)


def _summary(batches: Batches, confusion: NDArray[np.int64], loss: float, seconds: float) -> Evaluation:
    occurring = confusion.sum(axis=1)
    right = np.diagonal(confusion)
    class_accuracy = np.full(len(occurring), np.nan)
    np.divide(right, occurring, out=class_accuracy, where=occurring > 0)
    return Evaluation(
        split=batches.data.split,
        count=len(batches),
        loss=loss / len(batches),
        accuracy=float(right.sum() / occurring.sum()),
        balanced_accuracy=float(np.nanmean(class_accuracy)),
        class_accuracy=class_accuracy,
        confusion=confusion,
        seconds=seconds,
    )
