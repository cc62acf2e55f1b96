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

from engine.analysis.distances import Metric
from engine.analysis.request import DEFAULT_CLASSES, AnalysisRequest, SourceKind
from engine.analysis.space import SpaceError
from engine.categories.catalogue import FRACTALDB_1K, resolve_set
from engine.categories.category_set import CategorySet
from engine.errors import InputError, MissingDataError
from engine.figures.shown import Shown
from gui.analysis.analyser import analyser
from gui.analysis.class_order import ClassOrder
from gui.analysis.deviation_box import DeviationBox
from gui.analysis.distance_panel import DistancePanel
from gui.analysis.drop import Drop
from gui.analysis.evenness import Evenness
from gui.analysis.figure_menu import FigureMenu
from gui.analysis.live import View, write
from gui.analysis.maps_panel import MapsPanel
from gui.analysis.numbers import short
from gui.analysis.opening import open_class
from gui.analysis.pages.board import PageBoard
from gui.analysis.pages.result_pages import ResultPages
from gui.analysis.pair_panel import Pair, PairPanel
from gui.analysis.request_panel import RequestPanel
from gui.analysis.spread_panel import SpreadPanel
from gui.figures.kept_style import kept_style
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.tab import Tab


class AnalysisTab(Tab):
    """Form on the left, heat maps and bars beside it; nothing is computed in the window's thread."""

    name = "analysis"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._handed = ""
        self._shown: View | None = None
        self.analyser = analyser(services)
        self.form = RequestPanel(services)
        self.order = ClassOrder(self)
        self.maps = MapsPanel(services.theme, self.order)
        self.distances = DistancePanel(services.theme, self.order)
        self.spread = SpreadPanel(services.theme, self.order)
        self.pair = PairPanel(services)
        self.deviation_box = DeviationBox()
        self.spread.header.insertWidget(self.spread.header.count() - 1, self.deviation_box)
        self.evenness = Evenness(services, self.analyser, self.spread, self.distances, self)
        self._make_actions()
        self._lay_out()
        self.drop = Drop(self)
        self.drop.dropped.connect(self.form.add_path)
        self.form.asked.connect(self.start)
        self.form.cancelled.connect(self.cancel)
        self.analyser.progressed.connect(self.form.show_progress)
        self.analyser.viewed.connect(self._show)
        self.analyser.finished.connect(self._finish)
        self.analyser.failed.connect(self._fail)
        self.analyser.cancelled.connect(self._cancelled)
        self.analyser.measured.connect(self._show_matrix)
        self.maps.class_chosen.connect(self.choose_class)
        self.spread.class_chosen.connect(self.choose_class)
        self.distances.pair_chosen.connect(self.choose_pair)
        self.distances.metric_chosen.connect(self._change_metric)
        self.maps.colour_row.changed.connect(self._describe_pair)
        for panel in (self.maps, self.spread, self.distances, self.pair):
            panel.class_opened.connect(self._open_class)
        self.deviation_box.currentIndexChanged.connect(self._change_deviation)
        self._take_up()

    def _take_up(self) -> None:
        """Show what an earlier window of the same workspace has asked for."""
        if self.analyser.request is not None:
            self.form.set_request(self.analyser.request)
            view = self.view
            if view is not None:
                self.deviation_box.show_deviation(view.deviation)
                self.distances.show_metric(view.metric)
            self.analyser.repeat()
            if self.running:
                self._show_running()

    # ------------------------------------------------------------------ building

    def _make_actions(self) -> None:
        self.analyse_action = self.add_action(self.tr("Analyse"), "play", "Ctrl+Return", self.start)
        self.cancel_action = self.add_action(self.tr("Cancel the analysis"), "square", "Ctrl+.", self.cancel)
        self.export_action = self.add_action(self.tr("Export all figures…"), "download", "Ctrl+E", self.export)
        self.figure_menu = FigureMenu(self.services, self._shown_as)
        self.add_action(self.tr("Figure for print…"), "file-image", "Ctrl+P", self._offer_figure)
        self.add_action(self.tr("Analyse a folder of images…"), "folder-open", "Ctrl+O", self.form.browse)
        self.cancel_action.setEnabled(False)
        self.export_action.setEnabled(False)

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical)
        self.maps_stack = QStackedWidget()
        self.maps_stack.addWidget(_padded(self.maps))
        self.maps_stack.addWidget(self._no_maps())
        left.addWidget(self.maps_stack)
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
        self.result_pages = ResultPages(self.services, self.analyser, self.board, self.form.request)
        self.result_pages.class_chosen.connect(self.choose_class)
        self.result_pages.pair_chosen.connect(self.choose_pair)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self.board)
        whole.addWidget(self.form)
        whole.addWidget(self._pages)
        for splitter, sizes in ((left, (390, 210)), (right, (340, 260)), (both, (520, 460)), (whole, (290, 990))):
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

    def _no_maps(self) -> QWidget:
        sentence = QLabel(
            self.tr("Features have no place in the image, so there are no maps: see the deviations and the distances.")
        )
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setProperty("muted", "true")
        return _padded(sentence)

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
        return self.analyser.running

    @property
    def view(self) -> View | None:
        """What is shown."""
        return self.analyser.view

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
        except InputError:
            return  # the form says why at its fields
        self.analyser.start(request, self.distances.current_metric, self.deviation_box.deviation)
        self._show_running()

    def _show_running(self) -> None:
        self.form.show_running()
        self.cancel_action.setEnabled(True)

    @Slot()
    def cancel(self) -> None:
        """Give up the analysis; what is shown stays."""
        self.analyser.cancel()

    @Slot()
    def _cancelled(self) -> None:
        self._idle(self.tr("Cancelled; what is shown is what was known."))

    def _idle(self, summary: str) -> None:
        self.cancel_action.setEnabled(False)
        self.form.show_idle(summary)
        if self.view is not None and self.view.analysis is not None:
            self.deviation_box.show_deviation(self.view.deviation)

    @Slot(object)
    def _show(self, view: View) -> None:
        new = self._shown is None or self._shown.number != view.number
        self._shown = view
        self._pages.setCurrentIndex(1)
        names, of_pictures = view.statistics.classes, view.statistics.of_pictures
        self.order.take(names, view.spread, view.matrix, view.clustering)
        self.maps_stack.setCurrentIndex(0 if of_pictures else 1)
        if of_pictures:
            self.maps.show_maps(names, view.maps, view.spread)
        self.spread.show_spread(names, view.spread, of_pictures=of_pictures)
        if new:
            self.distances.clear()
            self.pair.clear()
        if view.matrix is not None:
            self.distances.show_matrix(names, view.matrix)
            self._describe_pair()
        can_export = view.analysis is not None
        self.export_action.setEnabled(can_export)
        self.export_button.setEnabled(can_export)
        self.figure_menu.show_view(view)

    @Slot(object)
    def _finish(self, view: View) -> None:
        self._idle(self.form.result_text(view.analysis) if view.analysis is not None else "")
        if view.matrix is None or view.metric is not self.distances.current_metric:
            self._change_metric(self.distances.current_metric)
        closest = self.distances.closest_pair()
        if self.distances.pair is None and closest is not None:
            self.choose_pair(*closest)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._idle("")
        if isinstance(failure.error, SpaceError):
            self.form.space.refuse(failure.message)
        elif isinstance(failure.error, InputError | MissingDataError):
            self.form.source_field.set_problem(failure.message)
        else:
            self.services.tell_failure(failure)

    # ------------------------------------------------------------------ choices

    @Slot(object)
    def _change_metric(self, metric: Metric) -> None:
        self.analyser.measure(metric)

    @Slot()
    def _change_deviation(self) -> None:
        self.analyser.deviate(self.deviation_box.deviation)
        if self.running:
            self._show_running()

    @Slot(object)
    def _show_matrix(self, view: View) -> None:
        if view.matrix is not None:
            names = view.statistics.classes
            self.order.take(names, view.spread, view.matrix, view.clustering)
            self.distances.show_matrix(names, view.matrix)
            self.figure_menu.show_view(view)
            self._describe_pair()

    @Slot(object)
    def _tell_failure(self, failure: Failure) -> None:
        self.services.tell_failure(failure)

    @Slot(int)
    def choose_class(self, index: int) -> None:
        """Show a class beside the class nearest to it."""
        self._point_out(index)
        if index < len(self.distances.names):
            self.distances.choose_pair((index, self.distances.nearest(index)))
            self._describe_pair()

    @Slot(int, int)
    def choose_pair(self, row: int, column: int) -> None:
        """Show two classes beside each other."""
        self._point_out(row)
        self.distances.choose_pair((row, column))
        self._describe_pair()

    def _point_out(self, index: int) -> None:
        self.maps.choose(index)
        self.spread.choose(index)
        self.result_pages.choose(index)

    @Slot()
    def _offer_figure(self) -> None:
        page = self.result_pages.shown
        if page is not None:
            page.offer()
        else:
            self.figure_menu.offer()

    def _shown_as(self, kind: str) -> Shown:
        """Return the order and colours of a kind of figure."""
        order = self.order.places(len(self.spread.names))
        if kind == "class_std":
            return Shown(tuple(order.tolist()))
        return (self.distances if kind == "distances" else self.maps).colour_row.shown(order)

    @Slot()
    def _describe_pair(self) -> None:
        view, pair = self.view, self.distances.pair
        if view is None or pair is None or self.distances.names != view.statistics.classes:
            return
        (first, second), names = pair, view.statistics.classes
        of_pictures = view.statistics.of_pictures
        unit = self.tr("gray levels") if of_pictures else self.tr("units of the features")
        text = self.tr("{0} distance {1}; deviations {2} and {3} {4}").format(
            self.distances.metric_box.currentText(),
            self.distances.value_text(first, second),
            short(view.spread[first]),
            short(view.spread[second]),
            unit,
        )
        both = [first, second]
        self.pair.show_pair(
            Pair(
                (first, second),
                (names[first], names[second]),
                self._request,
                text,
                view.statistics.means[both] if of_pictures else None,
                view.maps[both] if of_pictures else None,
                self.maps.colours,
            )
        )

    @property
    def _request(self) -> AnalysisRequest | None:
        """What the view shown was asked for by; of a partial one, what is at work."""
        whole = self.view.analysis if self.view is not None else None
        return whole.request if whole is not None else self.analyser.request

    @Slot(int)
    def _open_class(self, index: int) -> None:
        view, request = self.view, self._request
        if view is not None and request is not None:
            open_class(self.services, request, view.statistics.classes[index])

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
        """Write all figures as they are shown, in the style of the last one for print, and the data into `folder`."""
        view = self.view
        if view is None or view.analysis is None:
            return
        task = self.services.tasks.start(
            write,
            view.analysis,
            Path(folder),
            view.metric,
            view.deviation,
            {kind: self._shown_as(kind) for kind in ("std_maps", "class_std", "distances")},
            kept_style(self.services),
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
