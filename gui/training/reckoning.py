"""What the study in the form costs: asked after every edit, answered once for each study."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from engine.experiments.specification import StudySpecification
from gui.services import Services
from gui.tasks import Failure
from gui.training.outlook import Outlook, Refusal, outlook


class Reckoning(QObject):
    """Answers for the study that was asked for last.

    Signals
    -------
    answered(Outlook or Refusal)
    failed(str)
        A sentence, when there is no answer.
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._wanted: StudySpecification | None = None
        self.found: Outlook | Refusal | None = None

    def ask(self, study: StudySpecification) -> Outlook | Refusal | None:
        """Return the answer if it is known; else it will be announced."""
        self._wanted = study
        if self.found is not None and self.found.study == study:
            return self.found
        task = self._services.tasks.start(outlook, study, self._services.workspace)
        task.finished.connect(self._take)
        task.failed.connect(self._fail)
        return None

    def forget(self, *, refusals_only: bool = False) -> None:
        """Reckon anew when asked again: what is on the machine may have changed."""
        if not refusals_only or isinstance(self.found, Refusal):
            self.found = None

    def leave(self) -> None:
        """Want no answer."""
        self._wanted = None

    @Slot(object)
    def _take(self, found: Outlook | Refusal) -> None:
        if found.study == self._wanted:
            self.found = found
            self.answered.emit(found)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        if self._wanted is not None:
            self.failed.emit(failure.message)
