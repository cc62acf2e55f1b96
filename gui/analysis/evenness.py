"""How even the deviations and the distances of a result are, said beside their plots."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from engine.analysis.bootstrap import Interval
from engine.analysis.findings import Findings
from gui.analysis.analyser import Analyser
from gui.analysis.live import View
from gui.analysis.pages.class_table import number
from gui.analysis.pages.separating import evenness
from gui.analysis.pages.subject import Subject, subject_of
from gui.analysis.plot_panel import PlotPanel
from gui.services import Services
from gui.widgets.latest import Latest


class Evenness(QObject):
    """Works out the coefficients of variation of every whole result in the background, and notes them in two panels."""

    def __init__(
        self, services: Services, analyser: Analyser, deviations: PlotPanel, distances: PlotPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._deviations, self._distances = deviations, distances
        self._subject: Subject | None = None
        self._latest = Latest(services.tasks, evenness, self)
        self._latest.answered.connect(self._say)
        self._latest.failed.connect(services.tell_failure)
        analyser.viewed.connect(self.show_view)
        analyser.measured.connect(self.show_view)

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Follow the result shown; nothing is said of a partial one."""
        subject = subject_of(view)
        if subject == self._subject:
            return
        self._subject = subject
        self._latest.forget()
        for panel in (self._deviations, self._distances):
            panel.take_note("", "")
        if subject is not None:
            self._latest.ask(subject)

    @Slot(int, object)
    def _say(self, _number: int, said: Findings) -> None:
        for panel, interval, what in (
            (self._deviations, said.deviations, self.tr("the deviations of the classes")),
            (self._distances, said.distances, self.tr("the distances between class means")),
        ):
            panel.take_note(self._variation(interval), self._about(interval, what))

    def _variation(self, of: Interval) -> str:
        shares = (number(100 * value, 1) for value in (of.value, of.low, of.high))
        return self.tr("CV {0} % [{1}, {2}]").format(*shares)

    def _about(self, of: Interval, what: str) -> str:
        text = self.tr(
            "Coefficient of variation of {0}: how uneven they are. In brackets the {1} % interval of {2} bootstrap "
            "draws of the {3} classes (BCa). The page Separability says which varies more."
        )
        return text.format(what, f"{100 * of.level:.0f}", f"{of.resamples:,}", f"{of.classes:,}")
