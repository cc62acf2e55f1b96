"""Where a training run stands, and how long it took to get there."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass, field
from typing import Any

from engine.progress import Control
from engine.training.events import EpochEvent


@dataclass
class Sums:
    """Training figures of the current epoch so far."""

    loss: float = 0.0
    right: int = 0
    count: int = 0

    def add(self, loss: float, right: int, count: int) -> None:
        """Add a batch of `count` pictures with a mean loss of `loss`."""
        self.loss += loss * count
        self.right += right
        self.count += count

    @property
    def mean_loss(self) -> float:
        """Mean over the pictures so far."""
        return self.loss / self.count

    @property
    def accuracy(self) -> float:
        """Share of the pictures so far that were classified rightly."""
        return self.right / self.count


@dataclass
class Position:
    """Where a run stands; all of it goes into the checkpoint."""

    epoch: int = 0
    step: int = 0
    sums: Sums = field(default_factory=Sums)
    history: list[EpochEvent] = field(default_factory=list)
    seconds: float = 0.0
    """Training and evaluation so far, all sessions, pauses excluded."""
    epoch_seconds: float = 0.0
    """Likewise, of the current epoch."""
    images: int = 0

    @classmethod
    def restored(cls, state: dict[str, Any]) -> Position:
        """Return the position that `stored` gave."""
        position = cls(**state)
        position.sums = Sums(**state["sums"])
        position.history = [EpochEvent(**event) for event in state["history"]]
        return position

    def next_epoch(self, event: EpochEvent) -> None:
        """Note the epoch that `event` tells of and go to the start of the next."""
        self.history.append(event)
        self.epoch, self.step = self.epoch + 1, 0
        self.sums, self.epoch_seconds = Sums(), 0.0

    def stored(self) -> dict[str, Any]:
        """Return plain values for a checkpoint."""
        return dataclasses.asdict(self)


class Clock:
    """Laps without the pauses."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._mark = self._now()
        self.elapsed_s = 0.0

    def _now(self) -> float:
        return time.monotonic() - self._control.paused_s

    def lap(self) -> float:
        """Return the seconds since the last lap."""
        now = self._now()
        seconds, self._mark = now - self._mark, now
        self.elapsed_s += seconds
        return seconds
