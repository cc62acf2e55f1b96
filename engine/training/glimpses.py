"""Looks at a network at work, for people: what it is given, what its first layer looks for. Never part of the numbers.

Nothing is drawn from a generator and nothing is changed, so a run ends in the same weights with and without. How
often is decided by what a look costs: after one that took c seconds none follows for ``c / SHARE`` seconds.
"""

from __future__ import annotations

import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from engine.training.events import BatchEvent, EvaluatedEvent, Evaluation, Events, FiltersEvent
from engine.training.settings import Augmentation

PICTURES = 24
"""Pictures of a batch that are shown."""
LARGEST = 128
"""Edge in pixels of the pictures shown; larger ones are halved until they fit."""
FILTERS = 256
"""Filters of the first layer that are shown."""
INTERVAL_S = 3.0
"""Shortest time between two looks at a batch."""
SHARE = 0.0015
"""Largest share of the time that looks of one of the three kinds may take."""


class Pace:
    """Says when the next look is due, so that looks take at most `SHARE` of the time, but for the first.

    Parameters
    ----------
    interval_s : float
        Shortest time between two.
    """

    def __init__(self, interval_s: float = INTERVAL_S) -> None:
        self._interval_s = interval_s
        self._due = -1.0

    @property
    def due(self) -> bool:
        """Whether it is time for a look."""
        return time.monotonic() >= self._due

    def paid(self, since: float) -> None:
        """Note that a look, begun at ``time.monotonic() == since``, is over."""
        now = time.monotonic()
        self._due = now + max(self._interval_s, (now - since) / SHARE)


class Glimpses:
    """Sends glimpses of one run as events.

    Parameters
    ----------
    model : nn.Module
    augmentation : Augmentation
        Whose mean and deviation are taken back.
    events : callable
    """

    def __init__(self, model: nn.Module, augmentation: Augmentation, events: Events) -> None:
        self._model = model
        self._mean, self._std = torch.tensor(augmentation.mean), torch.tensor(augmentation.std)
        self._events = events
        self._batches, self._epochs, self._evaluations = Pace(), Pace(), Pace()

    def batch(self, epoch: int, step: int, images: torch.Tensor, labels: torch.Tensor, scores: torch.Tensor) -> None:
        """Tell of a batch, where a look is due.

        Parameters
        ----------
        epoch, step : int
            0-based epoch, and which of its batches, from 1.
        images : Tensor of shape (B, 3, S, S), float
            Normalised, as the network was given them.
        labels : Tensor of shape (B,), int64, or (B, K), float
            Mixed labels count as the class with the largest share.
        scores : Tensor of shape (B, K)
        """
        if not self._batches.due:
            return
        since = time.monotonic()
        count = min(PICTURES, len(images))
        classes = labels[:count].argmax(dim=1) if labels.ndim == 2 else labels[:count]
        self._events(
            BatchEvent(
                epoch,
                step,
                self._pixels(images[:count]),
                classes.cpu().numpy().astype(np.int64),
                scores[:count].detach().argmax(dim=1).cpu().numpy().astype(np.int64),
            )
        )
        self._batches.paid(since)

    def epoch(self, epoch: int, *, last: bool) -> None:
        """Tell of the first layer at the end of `epoch` (0-based), where a look is due or it is the last."""
        if not (last or self._epochs.due):
            return
        since = time.monotonic()
        layer = first_convolution(self._model)
        if layer is not None:
            filters = layer.weight[:FILTERS].detach().float().cpu().numpy().copy()
            self._events(FiltersEvent(epoch, filters))
        self._epochs.paid(since)

    def evaluated(self, epoch: int, evaluation: Evaluation, *, last: bool) -> None:
        """Tell what an evaluation after `epoch` (0-based) found, where a look is due or it is the last epoch."""
        if not (last or self._evaluations.due):
            return
        since = time.monotonic()
        self._events(EvaluatedEvent(epoch, evaluation))
        self._evaluations.paid(since)

    def _pixels(self, images: torch.Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        planes = images.detach().float()
        while planes.shape[-1] > LARGEST:
            planes = functional.avg_pool2d(planes, 2)
        values = ((planes.cpu().permute(0, 2, 3, 1) * self._std + self._mean) * 255).round().clamp(0, 255)
        pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] = values.to(torch.uint8).contiguous().numpy()
        return pixels


def first_convolution(model: nn.Module) -> nn.Conv2d | None:
    """Return the layer that meets the pictures (a transformer's patch embedding is one), None where there is none."""
    return next((module for module in model.modules() if isinstance(module, nn.Conv2d)), None)
