"""The page of what a study found: a plot, its numbers beside it, sentences, and the ways into print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.experiments.results import Choices
from engine.experiments.run_status import State
from engine.experiments.study_folder import find_study
from engine.progress import Control, Report
from engine.workspace import Workspace
from gui.figures.figure_page import open_figure
from gui.language import system_language
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.training.comparison_plot import ComparisonPlot
from gui.training.results_bar import ResultsBar
from gui.training.results_plots import ChangesView, LinesPlot, RowsPlot
from gui.training.results_reading import ResultsAnswer, ResultsQuestion, Sheet, View, read_results
from gui.training.results_table import ResultsTable, latex, markdown
from gui.training.results_words import remarks, what_is_missing
from gui.training.study_view import StudyView
from gui.training.training_thread import RunsSnapshot
from gui.widgets.latest import Latest
from gui.widgets.tab import Tab

if TYPE_CHECKING:
    from engine.figures.export import Drawing
    from engine.figures.study_files import StudyReading
    from engine.figures.style import FigureStyle


_TABLE_SHARE = 0.5
"""Most of the width, or of the height, that the table takes."""


class ResultsPage(QWidget):
    """What the finished runs of the study have found, while it goes on and afterwards.

    Signals
    -------
    extend_asked(str)
        The study of this name is to be extended: by seeds, by shares of the training data.
    """

    extend_asked = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._study: StudyView | None = None
        self._done: tuple[str, ...] = ()
        self._asked: tuple[object, ...] = ()
        self._reading: tuple[str, tuple[str, ...], StudyReading] | None = None
        self.answer: ResultsAnswer | None = None
        self._placed: tuple[object, ...] = ()
        self._answers = Latest(services.tasks, read_results, self)
        self._answers.answered.connect(self._show)
        self._answers.failed.connect(self._fail)
        self._make_parts()
        self._lay_out()
        self.bar.changed.connect(self.refresh)
        self.changes.pointed.connect(self._point)
        self._say_nothing_yet()

    # ------------------------------------------------------------------ building

    def _make_parts(self) -> None:
        theme = self._services.theme
        self.bar = ResultsBar(self._services)
        self.accuracy = ComparisonPlot(theme)
        self.lines = LinesPlot(theme)
        self.rows = RowsPlot(theme)
        self.changes = ChangesView(theme)
        self.table = ResultsTable(theme)
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.extend = QPushButton(theme.icon("plus"), self.tr("Extend this study"))
        self.extend.clicked.connect(self._extend)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("caption", "true")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.print_button = QPushButton(theme.icon("download"), self.tr("Figure for print…"))
        self.print_button.clicked.connect(self.ask_figure)
        self.report_button = QPushButton(theme.icon("notebook-pen"), self.tr("Report"))
        self.report_button.clicked.connect(self.write_report)
        self.copy_button = QToolButton()
        self.copy_button.setIcon(theme.icon("clipboard-copy"))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy_button.setToolTip(self.tr("Copy the table, for LaTeX (booktabs) or Markdown"))
        self.copy_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.addAction(self.tr("This table, LaTeX"), self.copy_latex)
        menu.addAction(self.tr("This table, Markdown"), self.copy_markdown)
        menu.addSeparator()
        self._compact = [
            menu.addAction(self.tr("Sources × data sets, LaTeX"), self.copy_compact_latex),
            menu.addAction(self.tr("Sources × data sets, Markdown"), self.copy_compact_markdown),
        ]
        self.copy_button.setMenu(menu)

    def _lay_out(self) -> None:
        self.plots = QStackedWidget()
        for plot in (self.accuracy, self.lines, self.rows, self.changes):
            self.plots.addWidget(plot)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.plots)
        self.across.addWidget(self.table)
        self.across.setStretchFactor(0, 1)
        self.across.setChildrenCollapsible(False)
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.addStretch(1)
        middle.addWidget(self.missing)
        middle.addWidget(self.extend, 0, Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(1)
        self.body = QStackedWidget()
        self.body.addWidget(nothing)
        self.body.addWidget(self.across)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID // 2)
        buttons.addWidget(self.sentence, 1)
        for button in (self.copy_button, self.print_button, self.report_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(self.bar)
        column.addWidget(self.body, 1)
        column.addLayout(buttons)

    def add_actions(self, tab: Tab) -> None:
        """Put what can be done with the results on the tab."""
        self.report_action = tab.add_action(
            self.tr("Write the report of this study"), "notebook-pen", "Ctrl+Shift+H", self.write_report
        )
        self.report_button.setToolTip(
            self.tr("Write settings, environment, figures, tables and methods as HTML and PDF ({0})").format(
                self.report_action.shortcut().toString()
            )
        )
        self.print_button.setToolTip(
            self.tr("Choose how it looks in print, save it with its numbers, or copy it (Ctrl+E)")
        )

    # ------------------------------------------------------------------ asking

    def show_study(self, study: StudyView | None, snapshot: RunsSnapshot) -> None:
        """Show this study as far as its runs are done, None for none."""
        if study is not None and (self._study is None or study != self._study):
            usual = "scratch" if "scratch" in study.sources else study.sources[0]
            self.bar.offer_baselines(study.sources, usual)
        self._study = study
        entries = [] if study is None else study.entries(snapshot.by_id)
        self._done = tuple(entry.id for entry in entries if entry.status.state is State.DONE)
        self.report_action.setEnabled(bool(self._done))
        self.report_button.setEnabled(bool(self._done))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask for what is to be shown, where it is another thing than before."""
        if not self.isVisible():
            return
        if self._study is None or not self._done:
            self._asked = ()
            self._answers.forget()
            self.answer = None
            self._say_nothing_yet()
            return
        bar = self.bar
        question = ResultsQuestion(
            self._study.name, self._services.workspace, self._done, bar.choices, bar.options.view,
            bar.dataset.currentData() or "", bar.source.currentData() or "", self._language, None,
        )  # fmt: skip
        asked = (question.study, question.done, question.choices, question.view, question.dataset, question.source)
        if asked == self._asked:
            return
        self._asked = asked
        if self._reading is not None and self._reading[:2] == (question.study, question.done):
            question = replace(question, reading=self._reading[2])
        if self.answer is None or self.answer.question.study != question.study:
            self.answer = None
            self._nothing(self.tr("Reading the results…"))
        self._answers.ask(question)

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._answers.busy

    @property
    def _language(self) -> str:
        language = self._services.settings.get("window/language", "") or system_language()
        return "ja" if language == "ja" else "en"

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._nothing(failure.message)

    # ------------------------------------------------------------------ showing

    @Slot(int, object)
    def _show(self, _number: int, answer: ResultsAnswer) -> None:
        if self._study is None or answer.question.study != self._study.name or answer.found is None:
            return
        question = answer.question
        if question.reading is not None:
            self._reading = (question.study, question.done, question.reading)
        self.answer = answer
        self.bar.offer_measures(bool(answer.found.table.balanced))
        self.bar.offer(answer.datasets, answer.sources, self._dataset(answer), self._source(answer))
        if answer.sheet is None:
            self._nothing(what_is_missing(answer.question.view), extend=True)
            return
        self._draw(answer)
        self.table.show_sheet(answer.sheet)
        self._place_table()
        self.body.setCurrentIndex(1)
        self.sentence.setText(" ".join(part for part in (answer.sentence, *remarks(answer)) if part))
        self._allow(answer.figure != "", copying=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_table()

    def _place_table(self) -> None:
        """Put the table beside the plot where it fits there whole, else below; moved handles stay as they are."""
        table, room = self.table.whole_size(), self.body.size()
        beside = table.width() <= _TABLE_SHARE * room.width()
        placed = (beside, self.table.columnCount(), room.width() // (8 * GRID), room.height() // (8 * GRID))
        if placed == self._placed:
            return
        self._placed = placed
        self.across.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        wanted, whole = (table.width(), room.width()) if beside else (table.height(), room.height())
        share = min(wanted, int(_TABLE_SHARE * whole))
        self.across.setSizes([whole - share, share])

    def _dataset(self, answer: ResultsAnswer) -> str:
        if answer.question.dataset in answer.datasets:
            return answer.question.dataset
        return next(iter(answer.datasets), "")

    def _source(self, answer: ResultsAnswer) -> str:
        return answer.pair.source if answer.pair is not None else ""

    def _draw(self, answer: ResultsAnswer) -> None:
        view, dataset = answer.question.view, self._dataset(answer)
        if view is View.ACCURACY:
            self.accuracy.show_cells(answer.cells, points=self.bar.options.points)
        elif view in (View.CURVES, View.SHARES):
            unit = "epoch" if view is View.CURVES else answer.unit
            self.lines.show_series(answer.series, dataset, unit)
        elif view is View.REACHED:
            self.rows.show_rows(answer.rows, self.tr("First epoch at the level"), self.tr("Epoch"), zero=False)
        elif view is View.CLASSES:
            self.rows.show_rows(answer.rows, dataset, self.tr("Difference of the accuracies (points)"), zero=True)
        else:
            self.changes.show_pair(answer.pair, dataset)
        plots = {View.ACCURACY: self.accuracy, View.CURVES: self.lines, View.SHARES: self.lines}
        plots |= {View.REACHED: self.rows, View.CLASSES: self.rows, View.CONFUSION: self.changes}
        self.plots.setCurrentWidget(plots[view])

    def _say_nothing_yet(self) -> None:
        if self._study is None:
            self._nothing(self.tr("Choose a study above to see its results."))
        else:
            self._nothing(self.tr("The results come in as runs finish: the first is still to come."))

    def _nothing(self, text: str, *, extend: bool = False) -> None:
        self.missing.setText(text)
        self.extend.setVisible(extend)
        self.body.setCurrentIndex(0)
        self.sentence.clear()
        self._allow(False, copying=False)

    def _allow(self, printing: bool, *, copying: bool) -> None:
        self.print_button.setEnabled(printing)
        self.copy_button.setEnabled(copying)
        of_accuracy = self.answer is not None and self.answer.question.view is View.ACCURACY
        for action in self._compact:
            action.setVisible(of_accuracy)

    @Slot(str)
    def _point(self, text: str) -> None:
        if self.answer is not None and self.answer.question.view is View.CONFUSION:
            self.sentence.setText(text or self.answer.sentence)

    @Slot()
    def _extend(self) -> None:
        if self._study is not None:
            self.extend_asked.emit(self._study.name)

    # ------------------------------------------------------------------ the ways out

    @Slot()
    def ask_figure(self) -> None:
        """Open the figure in the window for print, as it is compared here."""
        answer = self.answer
        if answer is None or answer.found is None or not self.print_button.isEnabled():
            return
        name = answer.figure
        if name == "accuracy" and self.bar.options.points:
            name = "accuracy_points"
        found = answer.found
        table = found.table
        facts = {"study": table.study, "complete": table.complete, "runs": [row.run for row in table.rows]}

        def make(style: FigureStyle) -> Drawing:
            return dict(found.drawings())[name](style)

        open_figure(self._services, make, name, facts, self)

    @Slot()
    def copy_latex(self) -> None:
        """Put the table on the clipboard for LaTeX."""
        if self.table.sheet is not None and self.answer is not None:
            self._copy(latex(self.table.sheet, f"tab:{self.answer.question.view.value}"))

    @Slot()
    def copy_markdown(self) -> None:
        """Put the table on the clipboard for Markdown."""
        if self.table.sheet is not None:
            self._copy(markdown(self.table.sheet))

    @Slot()
    def copy_compact_latex(self) -> None:
        """Put the table of sources x data sets on the clipboard for LaTeX."""
        if (sheet := self._compact_sheet()) is not None:
            self._copy(latex(sheet, "tab:results"))

    @Slot()
    def copy_compact_markdown(self) -> None:
        """Put the table of sources x data sets on the clipboard for Markdown."""
        if (sheet := self._compact_sheet()) is not None:
            self._copy(markdown(sheet))

    def _compact_sheet(self) -> Sheet | None:
        return self.answer.compact if self.answer is not None else None

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._services.tell("success", self.tr("The table is on the clipboard."))

    @Slot()
    def write_report(self) -> None:
        """Write the report of the study into its folder, in the background."""
        if self._study is None or not self._done:
            return
        self.report_button.setEnabled(False)
        task = self._services.tasks.start(
            save_report, self._study.name, self._services.workspace, self.bar.choices, self._language,
            title=self.tr("Writing the report"), with_progress=True,
        )  # fmt: skip
        task.finished.connect(self._reported)
        task.failed.connect(self._services.tell_failure)
        task.ended.connect(self._report_ended)

    @Slot(object)
    def _reported(self, paths: tuple[Path, ...]) -> None:
        text = self.tr("The report is written: {0}, and {1} beside it.").format(paths[0], paths[1].name)
        self._services.tell("success", text, path=paths[0])

    @Slot()
    def _report_ended(self) -> None:
        self.report_button.setEnabled(bool(self._done))


def save_report(
    study: str, workspace: Workspace, choices: Choices, language: str, *, report: Report, control: Control
) -> tuple[Path, ...]:
    """Write the report of a study into ``report`` in its folder, as the command line does; return the paths."""
    from engine.figures.report.files import write_report
    from engine.figures.style import FigureStyle, Language

    folder = find_study(study, workspace)
    style = FigureStyle(language=Language(language))
    return write_report(folder, folder.path / "report", choices, style, report=report, control=control)
