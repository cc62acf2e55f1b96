"""The page of one study: how far it is, its matrix, and the ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.experiments.run_status import State
from gui.services import Services
from gui.theme import GRID
from gui.training.matrix_model import MatrixCell
from gui.training.matrix_view import MatrixView
from gui.training.overlay import OverlayRun
from gui.training.run_words import source_text
from gui.training.study_view import StudyView
from gui.training.training_thread import RunsSnapshot
from gui.widgets.tab import Tab


class StudyPage(QWidget):
    """The matrix of the study shown.

    Signals
    -------
    overlay_asked(list of OverlayRun)
        The curves of a cell's seeds are wanted.
    extend_asked(str)
        The study of this name is to be extended.
    """

    overlay_asked = Signal(list)
    extend_asked = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._study: StudyView | None = None
        self.facts = QLabel()
        self.facts.setFont(services.theme.numbers_font())
        self.extend = QPushButton(services.theme.icon("plus"), self.tr("Extend this study"))
        self.extend.clicked.connect(self.ask_extend)
        self.matrix = MatrixView(services.theme)
        self.matrix.overlay_asked.connect(self._overlay)
        line = QHBoxLayout()
        line.setSpacing(GRID // 2)
        line.addWidget(self.facts, 1)
        line.addWidget(self.extend)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(line)
        column.addWidget(self.matrix, 100)
        # Without a study the sentence stays where it is.
        column.addStretch(1)
        self.show_study(None, RunsSnapshot())

    def add_actions(self, tab: Tab) -> None:
        """Put what can be done with the study on the tab."""
        self.extend_action = tab.add_action(self.tr("Extend this study"), "plus", "Ctrl+Shift+N", self.ask_extend)
        self.extend.setToolTip(
            self.tr("Add seeds, sources or data sets; what is done is kept and not repeated (Ctrl+Shift+N)")
        )

    def show_study(self, study: StudyView | None, snapshot: RunsSnapshot) -> None:
        """Show this study as far as its runs are, None for none."""
        self._study = study
        self.matrix.cells.show(study, snapshot.by_id)
        self.matrix.setVisible(study is not None)
        self.extend.setEnabled(study is not None)
        if study is None:
            self.facts.setText(self.tr("Choose a study above to see its matrix."))
            return
        entries = study.entries(snapshot.by_id)
        self.facts.setText(self._sentence(len(study.run_ids), [entry.status.state for entry in entries]))

    def _sentence(self, planned: int, states: list[State]) -> str:
        parts = [self.tr("{0} of {1} runs done").format(sum(state is State.DONE for state in states), planned)]
        for wanted, text in (
            (lambda state: state.live, self.tr("{0} running")),
            (lambda state: state in (State.FAILED, State.INTERRUPTED), self.tr("{0} failed")),
            (lambda state: state is State.STOPPED, self.tr("{0} stopped")),
        ):
            if count := _count(states, wanted):
                parts.append(text.format(count))
        return "  ·  ".join(parts)

    @Slot()
    def ask_extend(self) -> None:
        """Offer the study in the form, to be extended."""
        if self._study is not None:
            self.extend_asked.emit(self._study.name)

    @Slot(object)
    def _overlay(self, cell: MatrixCell) -> None:
        name = source_text(cell.source)
        name = self.tr("{0}, pre-training").format(name) if not cell.target else f"{cell.target}, {name}"
        self.overlay_asked.emit([OverlayRun(mark.run_id, name) for mark in cell.marks if mark.status is not None])


def _count(states: list[State], wanted: Callable[[State], bool]) -> int:
    return sum(wanted(state) for state in states)
