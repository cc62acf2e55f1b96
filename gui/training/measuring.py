"""The short measurement that makes an estimate good: asked for, or begun by itself when nothing alike is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.experiments.specification import StudySpecification
from engine.progress import Control, Report
from engine.workspace import Workspace
from gui.services import Activity, Services
from gui.tasks import Failure, Task

SETTING = "training/measure"
"""Whether to measure without being asked."""

_SETTLED_MS = 2500
"""How long a study must have been left alone: every edit asks a new question."""


def measure(study: StudySpecification, workspace: Workspace, *, report: Report, control: Control) -> Any:
    """Measure what is not known about `study`; see `engine.experiments.probe.probe_pace`."""
    from engine.experiments.probe import probe_pace

    return probe_pace(study, workspace, report=report, control=control)


class Measuring(QObject):
    """One measurement at a time, never beside a training run: each would spoil the other.

    Parameters
    ----------
    services : Services
    in_sight : callable
        Whether somebody may be waiting for the numbers.

    Signals
    -------
    changed()
        It began or ended.
    measured()
        More is known than before.
    """

    changed = Signal()
    measured = Signal()

    def __init__(self, services: Services, in_sight: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._in_sight = in_sight
        self._study: StudySpecification | None = None
        self._tried: StudySpecification | None = None
        self._declined = False
        self._task: Task | None = None
        self._training: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self._begin_by_itself)
        services.hub.activity.connect(self._note_activity)

    @property
    def running(self) -> bool:
        """Whether it is measuring."""
        return self._task is not None

    @property
    def possible(self) -> bool:
        """Whether a measurement can begin: no run is being trained."""
        return self._study is not None and not self._training and not self.running

    @property
    def by_itself(self) -> bool:
        """Whether it begins without being asked."""
        return bool(self._services.settings.get(SETTING, True))

    @Slot(bool)
    def set_by_itself(self, wanted: bool) -> None:
        """Begin without being asked from now on, or do not."""
        self._services.settings.set(SETTING, wanted)

    def offer(self, study: StudySpecification | None) -> None:
        """Let `study` be what would be measured; None: nothing is unknown."""
        if study == self._study:
            return
        self._study = study
        self._timer.stop()
        if study is not None:
            self._timer.start()
        elif self._task is not None:
            self._task.cancel()
        self.changed.emit()

    @Slot(object)
    def _note_activity(self, activity: Activity) -> None:
        if activity.key.startswith("training"):
            (self._training.add if activity.running else self._training.discard)(activity.key)
            if activity.running:
                self.give_way()

    def give_way(self) -> None:
        """End what is measured now; unlike `cancel`, other studies are still measured unasked."""
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def _begin_by_itself(self) -> None:
        if self.by_itself and self._in_sight() and not self._declined and self._study != self._tried:
            self.begin()

    @Slot()
    def begin(self) -> None:
        """Measure what was offered last."""
        if not self.possible:
            return
        self._tried, self._declined = self._study, False
        title = self.tr("Measuring the pace")
        self._task = self._services.tasks.start(
            measure, self._study, self._services.workspace, title=title, with_progress=True
        )
        self._task.finished.connect(self.measured)
        self._task.failed.connect(self._fail)
        self._task.ended.connect(self._end)
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """End it; it does not begin again without being asked."""
        self._declined = True
        if self._task is not None:
            self._task.cancel()

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._services.tell("warning", failure.message, failure.details)

    @Slot()
    def _end(self) -> None:
        self._task = None
        self._timer.start()  # for a study that was offered meanwhile
        self.changed.emit()
