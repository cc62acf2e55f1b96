"""Python's cycle collector, run in the window's thread only.

Left alone, the collector runs in whichever thread happens to allocate. In a worker it would then delete widgets and
timers caught in a cycle, which Qt allows in their own thread alone: "QBasicTimer::stop: Failed. Possibly trying to stop
from a different thread", and a crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 1000
_OLDEST_EVERY = 30
"""Looks between collections of the oldest generation, the only one that takes long."""


class WindowCollector(QObject):
    """Collects cycles from a timer of the thread it is made in, by Python's own thresholds, while it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect the generations that are due."""
        self._looks += 1
        due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[2] and self._looks >= _OLDEST_EVERY:
            self._looks = 0
            gc.collect()
        elif due[1]:
            gc.collect(1)
        elif due[0]:
            gc.collect(0)
