"""The analysis tab: how much the pictures of a class differ, and how far classes lie apart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.request import DEFAULT_CLASSES, AnalysisRequest, SourceKind
from engine.categories.catalogue import FRACTALDB_1K, resolve_set
from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.progress import Progress
from gui.analysis.distance_panel import DistancePanel
from gui.analysis.figure_menu import FigureMenu
from gui.analysis.live import Matrix, View, compute, measure_again, write
from gui.analysis.maps_panel import MapsPanel
from gui.analysis.pages.board import PageBoard
from gui.analysis.pair_panel import PairPanel
from gui.analysis.request_panel import RequestPanel
from gui.analysis.spread_panel import SpreadPanel
from gui.language import system_language
from gui.services import Services
from gui.tasks import Failure, Task
from gui.theme import GRID
from gui.widgets.tab import Tab


class AnalysisTab(Tab):
    """Form on the left, heat maps and bars beside it; nothing is computed in the window's thread."""

    name = "analysis"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._number = 0
        self._handed = ""
        self._task: Task | None = None
        self._distance_task: Task | None = None
        self._view: View | None = None
        self.form = RequestPanel(services)
        self.maps = MapsPanel(services.theme)
        self.distances = DistancePanel(services.theme)
        self.spread = SpreadPanel(services.theme)
        self.pair = PairPanel(services.theme)
        self._make_actions()
        self._lay_out()
        self.form.asked.connect(self.start)
        self.form.cancelled.connect(self.cancel)
        self.maps.class_chosen.connect(self.choose_class)
        self.spread.class_chosen.connect(self.choose_class)
        self.distances.pair_chosen.connect(self.choose_pair)
        self.distances.metric_chosen.connect(self._change_metric)

    # ------------------------------------------------------------------ building

    def _make_actions(self) -> None:
        self.analyse_action = self.add_action(self.tr("Analyse"), "play", "Ctrl+Return", self.start)
        self.cancel_action = self.add_action(self.tr("Cancel the analysis"), "square", "Ctrl+.", self.cancel)
        self.export_action = self.add_action(self.tr("Export all figures…"), "download", "Ctrl+E", self.export)
        self.figure_menu = FigureMenu(self.services)
        self.add_action(self.tr("Figure for print…"), "file-image", "Ctrl+P", self.figure_menu.offer)
        self.add_action(self.tr("Analyse a folder of images…"), "folder-open", "Ctrl+O", self.form.browse)
        self.cancel_action.setEnabled(False)
        self.export_action.setEnabled(False)

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(_padded(self.maps))
        left.addWidget(_padded(self.spread))
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(_padded(self.distances))
        right.addWidget(_padded(self._pair_with_export()))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(right)
        whole = QSplitter(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        self.board = PageBoard()
        self.board.add_page(self.tr("Heat maps"), both)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self.board)
        whole.addWidget(self.form)
        whole.addWidget(self._pages)
        for splitter, sizes in ((left, (390, 210)), (right, (390, 210)), (both, (520, 460)), (whole, (290, 990))):
            splitter.setSizes(list(sizes))
            splitter.setHandleWidth(GRID // 2)
            splitter.setChildrenCollapsible(False)
        for splitter in (left, right):
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
        whole.setCollapsible(0, True)
        whole.setStretchFactor(0, 0)
        whole.setStretchFactor(1, 1)
        for key, splitter in (("left", left), ("right", right), ("both", both), ("whole", whole)):
            self.remember(key, splitter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(whole)

    def _pair_with_export(self) -> QWidget:
        self.export_button = QPushButton(self.tr("Export all figures…"))
        self.export_button.setIcon(self.services.theme.icon("download"))
        self.export_button.setToolTip(self.tr("PNG, SVG and PDF, with the data as CSV (Ctrl+E)"))
        self.export_button.clicked.connect(self.export)
        self.export_button.setEnabled(False)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.pair, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.figure_menu)
        row.addWidget(self.export_button)
        column.addLayout(row)
        return holder

    def _empty_page(self) -> QWidget:
        sentence = QLabel(
            self.tr("See how much the images of each class differ, and how far apart the classes lie on average.")
        )
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setFixedWidth(52 * GRID)
        sentence.setFixedHeight(sentence.heightForWidth(52 * GRID))
        self.first_button = QPushButton(self.tr("Analyse ten categories of FractalDB-1k"))
        self.first_button.clicked.connect(self.start_first)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    # ------------------------------------------------------------------ the frame

    def receive(self, payload: object) -> None:
        """Analyse what another tab asks for: an `AnalysisRequest`, or a set of categories by name or path."""
        if isinstance(payload, AnalysisRequest):
            self.form.set_request(payload)
            self.start()
        elif isinstance(payload, str):
            self._handed = payload
            task = self.services.tasks.start(resolve_set, payload, self.services.workspace)
            task.finished.connect(self._use_set)
            task.failed.connect(self.services.tell_failure)

    @Slot(object)
    def _use_set(self, categories: CategorySet) -> None:
        classes = min(DEFAULT_CLASSES, len(categories))
        self.receive(AnalysisRequest(SourceKind.CATEGORIES, self._handed, classes=classes))

    def shown(self) -> None:
        self.form.refresh_sources()

    # ------------------------------------------------------------------ the analysis

    @property
    def running(self) -> bool:
        """Whether an analysis is at work."""
        return self._task is not None

    @property
    def view(self) -> View | None:
        """What is shown."""
        return self._view

    @Slot()
    def start_first(self) -> None:
        """Analyse what a newcomer should see first."""
        self.form.set_request(AnalysisRequest(SourceKind.CATEGORIES, FRACTALDB_1K))
        self.start()

    @Slot()
    def start(self) -> None:
        """Analyse what the form asks for; an analysis at work is given up."""
        try:
            request = self.form.request()
        except InputError as error:
            self.form.source_field.set_problem(str(error))
            return
        self.cancel()
        self._number += 1
        self.form.show_running()
        self.cancel_action.setEnabled(True)
        task = self.services.tasks.start(
            compute,
            self._number,
            request,
            self.services.workspace,
            self.distances.current_metric,
            title=self.tr("Analysing"),
            with_progress=True,
            with_partial=True,
        )
        self._task = task
        task.progressed.connect(self._progress)
        task.partial.connect(self._show)
        task.finished.connect(self._finish)
        task.failed.connect(self._fail)
        task.ended.connect(self._end)

    @Slot()
    def cancel(self) -> None:
        """Give up the analysis; what is shown stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._number += 1
            self._idle(self.tr("Cancelled; what is shown is what was known."))

    def _idle(self, summary: str) -> None:
        self.cancel_action.setEnabled(False)
        self.form.show_idle(summary)

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if self.sender() is self._task:
            self.form.show_progress(progress)

    @Slot(object)
    def _show(self, view: View) -> None:
        if view.number != self._number:
            return
        new = self._view is None or self._view.number != view.number
        self._view = view
        self._pages.setCurrentIndex(1)
        names = view.statistics.classes
        self.maps.show_maps(names, view.maps, view.spread)
        self.spread.show_spread(names, view.spread)
        if new:
            self.distances.clear()
            self.pair.clear()
        if view.matrix is not None:
            self.distances.show_matrix(names, view.matrix, view.clustering)
            self._describe_pair()
        can_export = view.analysis is not None
        self.export_action.setEnabled(can_export)
        self.export_button.setEnabled(can_export)
        self.figure_menu.show_analysis(view.analysis, self.distances.current_metric)

    @Slot(object)
    def _finish(self, view: View) -> None:
        if view.number != self._number or view.analysis is None:
            return
        self._show(view)
        if view.metric is not self.distances.current_metric:
            self._change_metric(self.distances.current_metric)
        seen = int(view.statistics.counts.sum())
        text = self.tr("Images: {0}").format(f"{seen:,}")
        if seen < view.analysis.asked:
            left_out = self.tr("left out, empty or not finite: {0}").format(f"{view.analysis.asked - seen:,}")
            text = f"{text}; {left_out}"
        self._task = None
        self._idle(text)
        closest = self.distances.closest_pair()
        if self.distances.pair is None and closest is not None:
            self.choose_pair(*closest)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        if self.sender() is self._task:
            self._task = None
            self._idle("")
            if isinstance(failure.error, InputError):
                self.form.source_field.set_problem(failure.message)
            else:
                self.services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        # The stop button of the status bar ends a task behind the back of this tab.
        if self.sender() is self._task:
            self.cancel()

    # ------------------------------------------------------------------ choices

    @Slot(object)
    def _change_metric(self, metric: object) -> None:
        view = self._view
        if view is None or view.analysis is None:
            return
        if self._distance_task is not None:
            self._distance_task.cancel()
        task = self.services.tasks.start(
            measure_again, self._number, view.statistics.means, metric, title=self.tr("Distances"), with_progress=True
        )
        self._distance_task = task
        task.finished.connect(self._show_matrix)
        task.failed.connect(self._tell_failure)
        task.ended.connect(self._distances_ended)

    @Slot(object)
    def _show_matrix(self, matrix: Matrix) -> None:
        view = self._view
        if view is not None and matrix.number == self._number and matrix.metric is self.distances.current_metric:
            self.distances.show_matrix(view.statistics.classes, matrix.values, matrix.clustering)
            self.figure_menu.show_analysis(view.analysis, matrix.metric)
            self._describe_pair()

    @Slot(object)
    def _tell_failure(self, failure: Failure) -> None:
        self.services.tell_failure(failure)

    @Slot()
    def _distances_ended(self) -> None:
        if self.sender() is self._distance_task:
            self._distance_task = None

    @Slot(int)
    def choose_class(self, index: int) -> None:
        """Show a class beside the class nearest to it."""
        self.maps.choose(index)
        self.spread.choose(index)
        if index < len(self.distances.names):
            self.distances.choose_pair((index, self.distances.nearest(index)))
            self._describe_pair()

    @Slot(int, int)
    def choose_pair(self, row: int, column: int) -> None:
        """Show two classes beside each other."""
        self.maps.choose(row)
        self.spread.choose(row)
        self.distances.choose_pair((row, column))
        self._describe_pair()

    def _describe_pair(self) -> None:
        view, pair = self._view, self.distances.pair
        if view is None or pair is None or self.distances.names != view.statistics.classes:
            return
        (first, second), names, means = pair, view.statistics.classes, view.statistics.means
        distance = self.distances.metric_box.currentText()
        text = self.tr("{0} distance {1}; within-class standard deviation {2} and {3} gray levels").format(
            distance,
            self.distances.value_text(first, second),
            f"{view.spread[first]:.1f}",
            f"{view.spread[second]:.1f}",
        )
        self.pair.show_pair((names[first], names[second]), (means[first], means[second]), text)

    # ------------------------------------------------------------------ export

    @Slot()
    def export(self) -> None:
        """Let the user choose a folder and write all figures and data there."""
        dialog = QFileDialog(self, self.tr("A folder for figures and data"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    @Slot(str)
    def export_to(self, folder: str) -> None:
        """Write all figures and data into `folder`."""
        analysis = self._view.analysis if self._view is not None else None
        if analysis is None:
            return
        language = self.services.settings.get("window/language", "") or system_language()
        task = self.services.tasks.start(
            write,
            analysis,
            Path(folder),
            self.distances.current_metric,
            language,
            title=self.tr("Writing figures"),
            with_progress=True,
        )
        task.finished.connect(self._exported)
        task.failed.connect(self._tell_failure)

    @Slot(object)
    def _exported(self, written: tuple[Path, str]) -> None:
        folder, note = written
        text = self.tr("Figures (PNG, SVG, PDF) and data (CSV) are in {0}.").format(folder)
        self.services.tell("success", f"{text} {note}".strip())


def _padded(inside: QWidget) -> QWidget:
    """Return a panel with `inside` in it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(GRID, GRID, GRID, GRID // 2)
    column.addWidget(inside)
    return holder
