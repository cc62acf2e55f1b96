"""Pause, stop now, stop after this epoch: how a training run is steered from another thread."""

from __future__ import annotations

import threading

from engine.progress import Control


class TrainingControl(Control):
    """A `Control` that also knows the end of an epoch; polled by the loop between batches."""

    def __init__(self) -> None:
        super().__init__()
        self._after_epoch = threading.Event()

    def stop_after_epoch(self) -> None:
        """End, with a checkpoint, when the current epoch is complete; also ends a pause."""
        self._after_epoch.set()
        self.resume()

    @property
    def stops_after_epoch(self) -> bool:
        """Whether the run is to end with the current epoch."""
        return self._after_epoch.is_set()
