"""What the window says of runs by itself: what was cut off, what failed, which study is finished."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from engine.experiments.run_status import State
from gui.engine_words import say_stored
from gui.services import Kind, Services
from gui.training.comparison_panel import ComparisonPanel
from gui.training.run_words import run_title
from gui.training.study_view import StudyView
from gui.training.training_thread import RunEnded, Runner, RunsSnapshot, TrainingThread


class Telling(QObject):
    """Turns what the thread sees into messages; the figure of a finished study is drawn by `comparison`."""

    def __init__(
        self, services: Services, thread: TrainingThread, comparison: ComparisonPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._comparison = comparison
        self._before: RunsSnapshot | None = None
        self._greeting = ""
        thread.run_ended.connect(self.run_ended)
        thread.failed.connect(self.tell_failure)

    def show(self, snapshot: RunsSnapshot) -> None:
        """Say what changed; the first time, what was found."""
        before, self._before = self._before, snapshot
        if before is None:
            kind, self._greeting = self._found(snapshot)
            if self._greeting:
                self._services.tell(kind, self._greeting)
            return
        if self._greeting and self._greeting != self._found(snapshot)[1]:
            self._services.take_back(self._greeting)
            self._greeting = ""
        for study in snapshot.studies:
            earlier = before.study(study.name)
            if earlier is None or _finished(earlier, before) or not _finished(study, snapshot):
                continue
            self._services.tell("success", self.tr("The study {0} is finished.").format(study.name))
            self._comparison.keep_figure(study.name)

    def _found(self, snapshot: RunsSnapshot) -> tuple[Kind, str]:
        """Return what is at work, what waits for a word, or which runs were cut off; empty for nothing of it."""
        some = len(snapshot.order.items)
        current = snapshot.entry(snapshot.current)
        if snapshot.runner is Runner.CUT_OFF:
            text = self.tr("The queue was cut off with {0} runs in it: Go on, on its page, takes it up.")
            if some == 1:
                text = self.tr("The queue was cut off with 1 run in it: Go on, on its page, takes it up.")
            return "warning", text.format(some)
        if current is not None:
            text = self.tr("{0} is being trained in the background.")
            return "info", text.format(run_title(current.status))
        if snapshot.order.held and some and not snapshot.order.resumes:
            text = self.tr("The queue is paused: {0} runs are in it, and go on when its page is told to.")
            if some == 1:
                text = self.tr("The queue is paused: 1 run is in it, and goes on when its page is told to.")
            return "info", text.format(some)
        count = sum(entry.status.state is State.INTERRUPTED for entry in snapshot.entries)
        if count == 1:
            return "warning", self.tr("A run was interrupted: Continue takes it up where it stopped.")
        if count:
            text = self.tr("{0} runs were interrupted: Continue takes them up where they stopped.")
            return "warning", text.format(count)
        return "info", ""

    @Slot(object)
    def run_ended(self, ended: RunEnded) -> None:
        """Say that a run ended badly, with the end of what its process printed."""
        status = ended.entry.status
        if status.state in (State.FAILED, State.INTERRUPTED):
            text = self.tr("{0}: {1}").format(run_title(status), say_stored(status.message))
            self._services.tell("error", text, ended.last_words)

    @Slot(str)
    def tell_failure(self, sentence: str) -> None:
        """Say what the thread could not do."""
        self._services.tell("error", sentence)


def _finished(study: StudyView, snapshot: RunsSnapshot) -> bool:
    """Return whether every run of the study is done."""
    entries = study.entries(snapshot.by_id)
    return len(entries) == len(study.run_ids) and all(entry.status.state is State.DONE for entry in entries)
