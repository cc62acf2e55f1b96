"""The curves of one run, gathered from the events of its metrics file as they come."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BestEpoch:
    """The epoch (1-based) with the highest validation accuracy, 0 to 1."""

    epoch: int
    accuracy: float


class Series:
    """Points in the order they come, in arrays that grow by doubling."""

    def __init__(self) -> None:
        self._points = np.empty((256, 2))
        self._count = 0

    def append(self, x: float, y: float) -> None:
        """Add a point; one that is not finite is kept out, a plot can only stumble over it."""
        if not (math.isfinite(x) and math.isfinite(y)):
            return
        if self._count == len(self._points):
            self._points = np.concatenate([self._points, np.empty_like(self._points)])
        self._points[self._count] = x, y
        self._count += 1

    @property
    def x(self) -> Values:
        """Places, of shape (N,)."""
        return self._points[: self._count, 0]

    @property
    def y(self) -> Values:
        """Values, of shape (N,)."""
        return self._points[: self._count, 1]

    def __len__(self) -> int:
        return self._count


class Curves:
    """Loss and accuracy of one run over epochs; the end of epoch n (1-based) stands at n.

    Attributes
    ----------
    step_loss, step_accuracy : Series
        Loss of single batches, and accuracy over the epoch so far.
    train_loss, train_accuracy : Series
        Means over epochs, training pictures.
    validation_loss, validation_accuracy : Series
    epochs, steps : int
        Epochs the run is to have and batches of an epoch, 0 while unknown.
    revision : int
        Changes whenever the curves do.
    """

    def __init__(self) -> None:
        self.revision = 0
        self.clear()

    def clear(self) -> None:
        """Forget everything: the file was replaced."""
        self.step_loss = Series()
        self.step_accuracy = Series()
        self.train_loss = Series()
        self.train_accuracy = Series()
        self.validation_loss = Series()
        self.validation_accuracy = Series()
        self.epochs = 0
        self.steps = 0
        self.revision += 1

    def add(self, events: Iterable[Mapping[str, Any]], *, epochs: int = 0, steps: int = 0) -> None:
        """Take over events of ``metrics.jsonl``, and how long the run is to be where that is known."""
        self.epochs = max(self.epochs, epochs)
        self.steps = max(self.steps, steps)
        for event in events:
            self.revision += 1
            if event["kind"] == "step":
                self._add_step(event)
            elif event["kind"] == "epoch":
                self._add_epoch(event)

    @property
    def best(self) -> BestEpoch | None:
        """The best epoch so far, the first of equals; None before the first validation."""
        accuracies = self.validation_accuracy
        if not len(accuracies):
            return None
        index = int(np.argmax(accuracies.y))
        return BestEpoch(round(float(accuracies.x[index])), float(accuracies.y[index]))

    def _add_step(self, event: Mapping[str, Any]) -> None:
        self.steps = max(self.steps, int(event["step"]))
        place = float(event["epoch"]) + float(event["step"]) / self.steps
        self.step_loss.append(place, float(event["loss"]))
        self.step_accuracy.append(place, float(event["accuracy"]))

    def _add_epoch(self, event: Mapping[str, Any]) -> None:
        place = float(event["epoch"]) + 1
        self.epochs = max(self.epochs, int(event["epochs"]))
        self.train_loss.append(place, float(event["train_loss"]))
        self.train_accuracy.append(place, float(event["train_accuracy"]))
        if event["validation_accuracy"] is not None:
            self.validation_loss.append(place, float(event["validation_loss"]))
            self.validation_accuracy.append(place, float(event["validation_accuracy"]))
