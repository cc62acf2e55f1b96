"""What a study comes to, below its form: the matrix, and what it costs here."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.quantities import rounded_time, size_text
from gui.theme import GRID, Theme
from gui.training.measuring import Measuring
from gui.training.outlook import Outlook
from gui.widgets.form_field import problem_label

_SLOW_MS = 300
"""After this long without an answer it is said that there is none yet."""


class OutlookView(QWidget):
    """Lines of numbers, and what stands against a start."""

    def __init__(self, theme: Theme, measuring: Measuring) -> None:
        super().__init__()
        self._measuring = measuring
        self._matrix = self._line(theme)
        self._matrix.setProperty("caption", "true")
        self._cost = self._line(theme)
        self._problem = problem_label()
        self.lead = QPushButton(self.tr("Show the first"))
        self.lead.setToolTip(self.tr("Go to the first field that cannot work"))
        against = QHBoxLayout()
        against.addWidget(self._problem, 1)
        against.addWidget(self.lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 4)
        for line in (self._matrix, self._cost, self._measure_row()):
            column.addWidget(line)
        column.addLayout(against)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._show_reckoning)
        measuring.changed.connect(self._show_measuring)
        self._show("", "", "")
        self._show_measuring()

    def _measure_row(self) -> QWidget:
        self._measure_text = QLabel()
        self._measure_text.setProperty("caption", "true")
        self._measure_text.setWordWrap(True)
        self.measure = QPushButton(self.tr("Measure now"))
        self.measure.setToolTip(self.tr("Trains a few steps in the background to know the time and the memory"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.measure.clicked.connect(self._measuring.begin)
        self.cancel.clicked.connect(self._measuring.cancel)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._measure_text, 1)
        row.addWidget(self.measure)
        row.addWidget(self.cancel)
        return self._row

    @Slot()
    def _show_measuring(self) -> None:
        running, possible = self._measuring.running, self._measuring.possible
        self._row.setVisible(running or possible)
        self.measure.setVisible(possible)
        self.cancel.setVisible(running)
        self._measure_text.setText(
            self.tr("Measuring the pace here…") if running else self.tr("Nothing alike was trained or measured here.")
        )

    @staticmethod
    def _line(theme: Theme) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setFont(theme.numbers_font())
        return label

    def text(self) -> str:
        """Return everything that is said."""
        return "\n".join(label.text() for label in (self._matrix, self._cost, self._problem) if label.text())

    def show_unusable(self, *, waiting: bool = False) -> None:
        """Say that the form holds something that cannot work, or, `waiting`, not before its downloads are there."""
        if waiting:
            self._show("", self.tr("The study can start when the downloads are there."), "")
        else:
            self._show("", "", self.tr("Correct the fields marked above to start."))
            self.lead.show()

    def show_pending(self) -> None:
        """Say that it is being reckoned, as soon as that takes long; what was to be corrected is no more, at once."""
        if self._problem.text():
            self._show_reckoning()
        else:
            self._slow.start()

    @Slot()
    def _show_reckoning(self) -> None:
        self._show("", self.tr("Reckoning…"), "")

    def show_failure(self, sentence: str) -> None:
        """Say why the cost is not known."""
        self._show("", "", sentence)

    def show_outlook(self, found: Outlook) -> None:
        """Say what the study comes to and costs."""
        if not found.estimate.runs:
            self._show(self._size(found), self.tr("Everything in it was done before: Start shows what it found."), "")
            return
        self._show(self._size(found), self._costs(found), self._against(found))

    def _size(self, found: Outlook) -> str:
        study = found.study
        matrix = self.tr("{0} × {1} × {2} (sources × targets × seeds) = {3} results from {4} runs").format(
            len(study.sources), len(study.targets), len(study.seeds), found.results, found.runs
        )
        parts = [matrix]
        if found.pretrainings:
            parts.append(self.tr("{0} of them shared pre-training").format(found.pretrainings))
        if found.done:
            parts.append(self.tr("{0} done already").format(found.done))
        return ", ".join(parts)

    def _costs(self, found: Outlook) -> str:
        estimate = found.estimate
        time = rounded_time(estimate.seconds)
        time = self.tr("very roughly {0} here").format(time) if estimate.rough else self.tr("{0} here").format(time)
        images = self.tr("{0} training images").format(f"{estimate.images:,}")
        disk = self.tr("{0} on disk").format(size_text(estimate.disk_bytes))
        parts = [time]
        if estimate.memory_bytes is not None:
            parts.append(self.tr("{0} of memory").format(size_text(estimate.memory_bytes)))
        return "  ·  ".join((*parts, images, disk))

    def _against(self, found: Outlook) -> str:
        estimate = found.estimate
        if not estimate.fits_memory and estimate.memory_bytes is not None and estimate.memory_there is not None:
            sentence = self.tr("It needs {0} of memory and there are {1}: make batches or images smaller.")
            return sentence.format(size_text(estimate.memory_bytes), size_text(estimate.memory_there))
        if found.fits_disk:
            return ""
        room = size_text(found.free_bytes)
        return self.tr("The disk has only {0} free: make room or choose another workspace.").format(room)

    def _show(self, matrix: str, cost: str, problem: str) -> None:
        self._slow.stop()
        self.lead.hide()
        for label, text in ((self._matrix, matrix), (self._cost, cost), (self._problem, problem)):
            label.setText(text)
            label.setVisible(bool(text))
