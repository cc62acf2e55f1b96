"""How long the queue will take: reckoned in the background, again when a run has ended."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import WorkbenchError
from engine.experiments.queue import may_come
from engine.experiments.run_folder import RunFolder
from engine.workspace import Workspace
from gui.services import Services
from gui.training.training_thread import RunsSnapshot


class QueueTimes(QObject):
    """Seconds each queued run will take from its beginning.

    Attributes
    ----------
    seconds : dict
        By the ids of the runs.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._asked: tuple[frozenset[str], int] = (frozenset(), 0)
        self.seconds: Mapping[str, float] = {}

    def reckon(self, snapshot: RunsSnapshot) -> None:
        """Reckon for the queue of `snapshot`, if anything changed that matters."""
        runs = frozenset(run_id for run_id in snapshot.order.runs if run_id in snapshot.by_id)
        done = snapshot.done
        if not runs or (runs <= self._asked[0] and done == self._asked[1]):
            return
        self._asked = (runs, done)
        task = self._services.tasks.start(run_seconds, sorted(runs), self._services.workspace)
        task.finished.connect(self._take)

    @Slot(object)
    def _take(self, seconds: Mapping[str, float]) -> None:
        self.seconds = seconds
        self.changed.emit()

    def left(self, snapshot: RunsSnapshot) -> float | None:
        """Return the seconds until the queue is through, None where nothing is known; held runs are not counted."""
        total = 0.0
        for run_id in snapshot.order.runs:
            status = snapshot.statuses.get(run_id)
            if status is None or not may_come(run_id, snapshot.order, snapshot.statuses):
                continue
            if status.remaining_s is not None:
                total += status.remaining_s
            elif run_id in self.seconds:
                total += self.seconds[run_id] * (1 - status.fraction)
            else:
                return None
        return total or None


def run_seconds(run_ids: Sequence[str], workspace: Workspace) -> dict[str, float]:
    """Return how long these runs will take here; those whose specification cannot be read are left out."""
    # Knows the renderer, whose kernels take a second to import: not in the window's thread.
    from engine.experiments.estimate import estimate_run, read_history

    history = read_history(workspace)
    found: dict[str, float] = {}
    for run_id in run_ids:
        with contextlib.suppress(WorkbenchError):
            specification = RunFolder(workspace.runs / run_id).specification
            found[run_id] = estimate_run(specification, workspace, history).seconds
    return found
