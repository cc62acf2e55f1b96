"""How long work tells how far it is, and how it is paused and stopped.

Every long function of the engine takes ``report`` and ``control``; both are optional. A command line,
a test and a window hand in their own callable, so the engine never hears of any of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import Interrupted


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is.

    Attributes
    ----------
    task : str
        What is being done, in a few words.
    done, total : int
        Units finished and units in all; ``total`` 0 means unknown.
    elapsed_s : float
        Seconds of work in this session (pauses excluded).
    detail : str
        One more fact worth showing, may be empty.
    """

    task: str
    done: int
    total: int
    elapsed_s: float
    detail: str = ""

    @property
    def fraction(self) -> float:
        """Share done, 0 to 1; 0 while the total is unknown."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    @property
    def remaining_s(self) -> float | None:
        """Seconds left at the pace so far, None while nothing is known."""
        if not self.done or not self.total:
            return None
        return self.elapsed_s * (self.total - self.done) / self.done


Report = Callable[[Progress], None]


def ignore(_progress: Progress) -> None:
    """Report to nobody."""


class Control:
    """Pause and stop for one piece of work; polled by the work, set from any thread."""

    def __init__(self) -> None:
        self._running = threading.Event()
        self._running.set()
        self._stopped = threading.Event()
        self._paused_s = 0.0

    def pause(self) -> None:
        """Hold at the next poll, keeping everything in memory."""
        self._running.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self._running.set()

    def stop(self) -> None:
        """End at the next poll with `Interrupted`; also ends a pause."""
        self._stopped.set()
        self._running.set()

    @property
    def stopped(self) -> bool:
        """Whether a stop was asked for."""
        return self._stopped.is_set()

    @property
    def paused(self) -> bool:
        """Whether it is to wait, or waits."""
        return not self._running.is_set()

    @property
    def paused_s(self) -> float:
        """Seconds spent in pauses so far."""
        return self._paused_s

    def poll(self) -> None:
        """Return at once, or wait while paused.

        Raises
        ------
        Interrupted
            When a stop was asked for.
        """
        if not self._running.is_set():
            since = time.monotonic()
            self._running.wait()
            self._paused_s += time.monotonic() - since
        if self._stopped.is_set():
            raise Interrupted("Stopped on request.")
