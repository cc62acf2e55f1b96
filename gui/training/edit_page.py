"""A page to change a run that waits and belongs to no study: its specification as text, checked as one types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from engine.errors import WorkbenchError
from engine.experiments.queued_run import replace_waiting
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import RunSpecification, parse_toml
from gui.engine_words import say
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.pages import Page

CHECK_MS = 250
"""After the last key the text is checked."""


class EditPage(Page):
    """The specification of one waiting run.

    Signals
    -------
    replaced(str)
        The run of this id waits now in the place of the one that was shown.
    """

    replaced = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._run = ""
        self.title = self.tr("Change a waiting run")
        self.hint = QLabel(self.tr("Replace puts the changed run into the place of this one in the queue."))
        self.hint.setProperty("muted", "true")
        self.text = QPlainTextEdit()
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Specification of the run"))
        self.problem = QLabel()
        self.problem.setProperty("error", "true")
        self.problem.setWordWrap(True)
        self.save = QPushButton(self.tr("Replace"))
        self.save.setProperty("primary", "true")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_MS)
        below = QHBoxLayout()
        below.addWidget(self.problem, 1)
        below.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        for part in (self.hint, self.text):
            column.addWidget(part)
        column.addLayout(below)
        self._timer.timeout.connect(self.check)
        self.text.textChanged.connect(self._timer.start)
        self.save.clicked.connect(self.replace)

    def show_run(self, run: RunFolder) -> None:
        """Offer the specification of this run; raises as `RunFolder.specification`."""
        self._run = run.id
        self.text.setPlainText(run.specification.to_toml())
        self.check()

    def opened(self) -> None:
        self.text.setFocus()

    @Slot()
    def check(self) -> RunSpecification | None:
        """Return what the text says; say what is wrong with it where it says nothing that can be run."""
        self._timer.stop()
        found, problem = None, ""
        try:
            found = parse_toml(RunSpecification, self.text.toPlainText(), self.tr("The specification"))
        except WorkbenchError as error:
            problem = say(error)
        self.problem.setText(problem)
        self.save.setEnabled(found is not None)
        return found

    @Slot()
    def replace(self) -> None:
        """Put the changed run into the place of the one shown."""
        changed = self.check()
        if changed is None:
            return
        self.save.setEnabled(False)
        task = self._services.tasks.start(replace_waiting, self._run, changed, self._services.workspace)
        task.finished.connect(self._done)
        task.failed.connect(self._refused)

    @Slot(object)
    def _done(self, run: RunFolder) -> None:
        self.replaced.emit(run.id)
        self.closed.emit()

    @Slot(object)
    def _refused(self, failure: Failure) -> None:
        self.problem.setText(failure.message)
        self.save.setEnabled(True)
