"""What the pages about a result have in common: work in the background when they are looked at, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import WorkbenchError
from engine.progress import Progress
from gui.analysis.pages.subject import Subject
from gui.figures.figure_page import FigurePage, open_figure
from gui.services import Services
from gui.tasks import Failure, Task
from gui.theme import GRID

if TYPE_CHECKING:
    from engine.figures.plot import Plot

_SOON_MS = 300
"""Work that is over by then needs no bar."""


class ResultPage(QWidget):
    """A page about the result shown; it computes when it is looked at, once for each result.

    A page puts its content into `body` and what is always there into `top`, says with `work` what is to be computed,
    shows the answers in `take`, and gives with `plot` the figure as data, from which the figure for print and the CSV
    file are made.

    Signals
    -------
    class_chosen(int), class_opened(int)
        Index of a class that was pointed out, or is to be opened in the explorer.
    """

    class_chosen = Signal(int)
    class_opened = Signal(int)

    figure_name = ""
    """File name of the figure, without extension."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.subject: Subject | None = None
        self.chosen: int | None = None
        self.figure: FigurePage | None = None
        self._stale = False
        self._task: Task | None = None
        self._waited = QTimer(self)
        self._waited.setSingleShot(True)
        self._waited.setInterval(_SOON_MS)
        self._waited.timeout.connect(self._show_waiting)
        self.top = QHBoxLayout()
        self.top.setSpacing(GRID)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID)
        self.nothing = QLabel()
        self.nothing.setProperty("muted", "true")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.content)
        self.formula = QLabel()
        self.formula.setProperty("caption", "true")
        self.formula.setTextFormat(Qt.TextFormat.RichText)
        self.formula.setWordWrap(True)
        self.formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.csv_button = QPushButton(services.theme.icon("download"), self.tr("Numbers as CSV…"))
        self.csv_button.clicked.connect(self.choose_csv)
        self.figure_button = QPushButton(services.theme.icon("file-image"), self.tr("Figure for print…"))
        tip = self.tr("Choose width, font and palette, see it at true size, save or copy it (Ctrl+P)")
        self.figure_button.setToolTip(tip)
        self.figure_button.clicked.connect(self.offer)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.formula, 1)
        for button in (self.csv_button, self.figure_button):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            button.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID // 2)
        column.setSpacing(GRID)
        column.addLayout(self.top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._waiting())
        column.addLayout(line)

    def _waiting(self) -> QWidget:
        """Return the line shown while something takes long: how far it is, and the way to give it up."""
        self.waiting = QWidget()
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setFixedHeight(GRID)
        self.progress_bar.setAccessibleName(self.tr("How far it is"))
        self.cancel_button = QPushButton(self.services.theme.icon("square"), self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        line = QHBoxLayout(self.waiting)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self.progress_bar, 1)
        line.addWidget(self.cancel_button)
        self.waiting.hide()
        return self.waiting

    # ------------------------------------------------------------------ to be given by a page

    def work(self, subject: Subject) -> Callable[..., object] | None:
        """Return what is to be computed, taking ``partial``, ``report`` and ``control``.

        None where there is nothing to compute; the page then said why with `say_nothing`.
        """
        raise NotImplementedError

    def take(self, answer: Any) -> None:
        """Show a partial or whole answer."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing yet."""
        raise NotImplementedError

    def plot(self) -> Callable[[], Plot] | None:
        """Return what makes the figure as data, called in the background; None while there is none."""
        raise NotImplementedError

    def say_nothing(self, text: str) -> None:
        """Show a sentence instead of the content."""
        self.nothing.setText(text)
        self._stack.setCurrentWidget(self.nothing)

    def interrupted(self) -> None:
        """Say that what is still missing will not come; what is known stays."""

    def choose(self, index: int | None) -> None:
        """Point out a class."""
        self.chosen = index

    # ------------------------------------------------------------------ the result

    def show_result(self, subject: Subject | None) -> None:
        """Take another result; it is worked on as soon as the page is seen."""
        self._stop()
        self.subject, self.chosen = subject, None
        self._stale = subject is not None
        self.enable_exports(False)
        self.clear()
        self.say_nothing(self.tr("This follows when the analysis is whole."))
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Compute what is not yet computed."""
        if self._stale and self.subject is not None:
            self.compute()

    def compute(self) -> None:
        """Compute anew."""
        self._stop()
        self.say_nothing(self.tr("Computing…"))
        work = self.work(self.subject) if self.subject is not None else None
        self._stale = False
        if work is None:
            return
        task = self.services.tasks.start(work, title=self.working_title, with_progress=True, with_partial=True)
        self._task = task
        self.progress_bar.setRange(0, 0)
        self._waited.start()
        # A window that is built anew computes for itself.
        self.destroyed.connect(task.control.stop)
        task.progressed.connect(self._progress)
        task.partial.connect(self._answer)
        task.finished.connect(self._answer)
        task.failed.connect(self._fail)
        task.stopped.connect(self._stopped)
        task.ended.connect(self._end)

    @property
    def working_title(self) -> str:
        """What the status bar says meanwhile."""
        return self.tr("Analysing")

    @property
    def busy(self) -> bool:
        """Whether something is being computed."""
        return self._task is not None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def cancel(self) -> None:
        """Give up what is being computed; what is known stays."""
        if self._task is not None:
            self._task.cancel()

    def _stop(self) -> None:
        self.cancel()
        self._rest()

    def _rest(self) -> None:
        """Be done with the task."""
        self._task = None
        self._waited.stop()
        self.waiting.hide()

    @Slot()
    def _show_waiting(self) -> None:
        self.waiting.show()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if self.sender() is self._task:
            self.progress_bar.setRange(0, 1000 if progress.total else 0)
            self.progress_bar.setValue(round(1000 * progress.fraction))

    @Slot(object)
    def _answer(self, answer: object) -> None:
        if self.sender() is self._task:
            self._stack.setCurrentWidget(self.content)
            self.take(answer)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        if self.sender() is self._task:
            if isinstance(failure.error, WorkbenchError):
                self.say_nothing(failure.message)
            else:
                self.services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._task:
            self._rest()

    @Slot()
    def _stopped(self) -> None:
        # By the button beside the bar, or by that of the status bar.
        if self.sender() is self._task:
            self._stale = True
            if self._stack.currentWidget() is self.nothing:
                self.say_nothing(self.tr("Stopped. Open the page again to compute it."))
            else:
                self.interrupted()

    # ------------------------------------------------------------------ the ways out

    def enable_exports(self, enabled: bool) -> None:
        """Offer the figure and the numbers."""
        self.csv_button.setEnabled(enabled)
        self.figure_button.setEnabled(enabled)

    @Slot()
    def offer(self) -> None:
        """Open the figure in the window for print."""
        make = self.plot()
        if make is not None and self.subject is not None:
            draw = partial(_draw, make)
            self.figure = open_figure(self.services, draw, self.figure_name, self.subject.facts, self)

    @Slot()
    def choose_csv(self) -> None:
        """Let the user choose where the numbers go."""
        dialog = QFileDialog(self, self.tr("Numbers as CSV"), f"{self.figure_name}.csv", "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.write_csv)
        dialog.open()

    @Slot(str)
    def write_csv(self, path: str) -> None:
        """Write the numbers into a file."""
        make = self.plot()
        if make is not None:
            task = self.services.tasks.start(_write, make, Path(path))
            task.finished.connect(self._written)
            task.failed.connect(self._tell)

    @Slot(object)
    def _written(self, path: Path) -> None:
        self.services.tell("success", self.tr("The numbers are in {0}.").format(path))

    @Slot(object)
    def _tell(self, failure: Failure) -> None:
        self.services.tell_failure(failure)


def _draw(make: Callable[[], Plot], style: Any) -> Any:
    from engine.figures.export import draw_plot

    return draw_plot(make(), style)


def _write(make: Callable[[], Plot], path: Path) -> Path:
    from engine.storage import write_text

    write_text(path, make().table.csv())
    return path


def caption() -> QLabel:
    """Return a label for sentences about a result."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
