"""What a study comes to, below its form: the matrix, and what it costs here."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme import GRID, Theme
from gui.training.outlook import Outlook, rounded_bytes, rounded_time
from gui.widgets.form_field import problem_label


class OutlookView(QWidget):
    """Lines of numbers, and what stands against a start."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._matrix = self._line(theme)
        self._matrix.setProperty("caption", "true")
        self._cost = self._line(theme)
        self._problem = problem_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 4)
        for line in (self._matrix, self._cost, self._problem):
            column.addWidget(line)
        self._show("", "", "")

    @staticmethod
    def _line(theme: Theme) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setFont(theme.numbers_font())
        return label

    def text(self) -> str:
        """Return everything that is said."""
        return "\n".join(label.text() for label in (self._matrix, self._cost, self._problem) if label.text())

    def show_unusable(self) -> None:
        """Say that the form holds something that cannot work."""
        self._show("", "", self.tr("Correct the fields marked above to start."))

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
        disk = self.tr("{0} on disk").format(rounded_bytes(estimate.disk_bytes))
        return "  ·  ".join((time, images, disk))

    def _against(self, found: Outlook) -> str:
        if found.fits:
            return ""
        room = rounded_bytes(found.free_bytes)
        return self.tr("The disk has only {0} free: make room or choose another workspace.").format(room)

    def _show(self, matrix: str, cost: str, problem: str) -> None:
        for label, text in ((self._matrix, matrix), (self._cost, cost), (self._problem, problem)):
            label.setText(text)
            label.setVisible(bool(text))
