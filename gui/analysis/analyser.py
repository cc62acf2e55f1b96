"""The analysis at work: asked for, followed, given up; its newest view, and what is measured again of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from engine.analysis.distances import Metric
from engine.analysis.request import AnalysisRequest
from engine.analysis.spread import Spread
from engine.progress import Progress
from gui.analysis.live import View, compute, deviate, measure_again
from gui.services import Services
from gui.tasks import Failure, Task


class Analyser(QObject):
    """Computes in the background, one analysis at a time; answers to older questions are dropped. Outlives a window.

    Signals
    -------
    progressed(Progress)
    viewed(View)
        What is known so far, or everything.
    finished(View)
        After `viewed`, with the whole result.
    failed(Failure)
    cancelled()
        What was viewed stays.
    measured(View)
        The view shown, with distances by another metric.
    """

    progressed = Signal(object)
    viewed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    measured = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._number = 0
        self._task: Task | None = None
        self._measuring: Task | None = None
        self._metric = Metric.EUCLIDEAN
        self._deviation = Spread.RMS
        self.view: View | None = None
        self.request: AnalysisRequest | None = None

    @property
    def running(self) -> bool:
        """Whether an analysis is at work."""
        return self._task is not None

    def start(self, request: AnalysisRequest, metric: Metric, deviation: Spread) -> None:
        """Analyse; an analysis at work is given up."""
        self.cancel()
        self._number += 1
        self.request = request
        self._ask(request, metric, deviation)

    def repeat(self) -> None:
        """Announce once more what is known, to a window that was built anew."""
        if self.view is not None:
            self.viewed.emit(self.view)
            if self.view.analysis is not None and not self.running:
                self.finished.emit(self.view)

    def _ask(self, request: AnalysisRequest, metric: Metric, deviation: Spread) -> None:
        task = self._services.tasks.start(
            compute,
            self._number,
            request,
            self._services.workspace,
            metric,
            deviation,
            title=self.tr("Analysing"),
            with_progress=True,
            with_partial=True,
        )
        self._task = task
        task.progressed.connect(self._progress)
        task.partial.connect(self._show)
        task.finished.connect(self.finish)
        task.failed.connect(self._fail)
        task.ended.connect(self._end)

    @Slot()
    def cancel(self) -> None:
        """Give up the analysis."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._number += 1
            self.cancelled.emit()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if self.sender() is self._task:
            self.progressed.emit(progress)

    @Slot(object)
    def _show(self, view: View) -> None:
        if view.number == self._number:
            self.view = view
            self.viewed.emit(view)

    @Slot(object)
    def finish(self, view: View) -> None:
        """Take a whole result."""
        if view.number == self._number and view.analysis is not None:
            self._task = None
            self._show(view)
            self.finished.emit(view)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        if self.sender() is self._task:
            self._task = None
            self.failed.emit(failure)

    @Slot()
    def _end(self) -> None:
        # The stop button of the status bar ends a task behind the back of the tab.
        if self.sender() is self._task:
            self.cancel()

    # ------------------------------------------------------------------ measured again

    def measure(self, metric: Metric) -> None:
        """Measure the distances of a whole result by another metric."""
        view = self.view
        if view is None or view.analysis is None:
            return
        if self._measuring is not None:
            self._measuring.cancel()
        self._metric = metric
        tasks, title = self._services.tasks, self.tr("Distances")
        task = self._measuring = tasks.start(measure_again, view, metric, title=title, with_progress=True)
        task.finished.connect(self._measured)
        task.failed.connect(self._services.tell_failure)
        task.ended.connect(self._measuring_ended)

    @Slot(object)
    def _measured(self, measured: View) -> None:
        view = self.view
        if view is not None and view.statistics is measured.statistics and measured.metric is self._metric:
            self.view = replace(view, metric=measured.metric, matrix=measured.matrix, clustering=measured.clustering)
            self.measured.emit(self.view)

    @Slot()
    def _measuring_ended(self) -> None:
        if self.sender() is self._measuring:
            self._measuring = None

    def deviate(self, deviation: Spread) -> None:
        """Show a whole result by another definition of the deviation; what is known is not computed again."""
        view = self.view
        if view is None or view.analysis is None or self.running or view.deviation is deviation:
            return
        self._deviation = deviation
        if deviation.second_pass and view.statistics.mean_distances is None:
            # The view keeps its number: it is the same result, and knows more afterwards.
            self._number = view.number
            self._ask(view.analysis.request, view.metric, deviation)
        else:
            task = self._services.tasks.start(deviate, view, deviation)
            task.finished.connect(self._deviated)
            task.failed.connect(self._services.tell_failure)

    @Slot(object)
    def _deviated(self, deviated: View) -> None:
        view = self.view
        if view is not None and view.statistics is deviated.statistics and deviated.deviation is self._deviation:
            self.view = replace(view, deviation=deviated.deviation, spread=deviated.spread)
            self.viewed.emit(self.view)


def analyser(services: Services) -> Analyser:
    """Return the analyser of the program."""
    return services.keep(Analyser, lambda: Analyser(services))
