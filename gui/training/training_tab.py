"""The training tab: places its parts and connects them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.categories.catalogue import resolve_set
from engine.categories.category_set import CategorySet
from engine.errors import WorkbenchError
from engine.experiments.queue import next_item
from engine.experiments.queued_study import replan_study
from engine.experiments.run_folder import find_run
from engine.experiments.run_status import State
from engine.experiments.specification import StudySpecification
from engine.experiments.study_folder import StudyFolder, find_study
from gui.engine_words import say
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.training.board import Board
from gui.training.closing import Closing, ask_closing, forget
from gui.training.comparison_panel import ComparisonPanel
from gui.training.edit_page import EditPage
from gui.training.failure_line import FailureLine
from gui.training.launch_page import LaunchPage
from gui.training.log_page import LogPage
from gui.training.new_study_panel import NewStudyPanel
from gui.training.overlay import OverlayRun
from gui.training.queue_panel import QueuePanel
from gui.training.results_page import ResultsPage
from gui.training.run_words import run_title
from gui.training.runs_panel import RunsPanel
from gui.training.steering import Steering
from gui.training.study_page import StudyPage
from gui.training.study_view import StudyView
from gui.training.telling import Telling
from gui.training.training_thread import MetricsRead, RunEnded, Runner, RunsSnapshot, training_thread
from gui.training.watch_panel import WatchPanel
from gui.widgets.pages import PageStack
from gui.widgets.tab import Tab


class TrainingTab(Tab):
    """New studies on the left; runs, live curves and the comparison on the right."""

    name = "training"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._snapshot = RunsSnapshot()
        self._followed = ""
        self._handed = ""
        self._last_live = ""
        self.thread_ = training_thread(services)
        self.panel = NewStudyPanel(services)
        self.runs = RunsPanel(services)
        self.table = self.runs.table
        self.comparison = ComparisonPanel(services)
        self.watch = WatchPanel(services)
        self.telling = Telling(services, self.thread_, self.comparison, self)
        self.board = Board()
        self.queue = QueuePanel(services, self.thread_)
        self.study_page = StudyPage(services)
        self.results = ResultsPage(services)
        self.log = LogPage(services)
        self.launch = LaunchPage(services)
        self.edit = EditPage(services)
        self._make_actions()
        self._lay_out()
        self._connect()
        self.thread_.look()

    # ------------------------------------------------------------------ building

    def _make_actions(self) -> None:
        self.start_action = self.add_action(self.tr("Start study"), "play", "Ctrl+Return", self.panel_start)
        self.steering = Steering(
            self, self.thread_, lambda: self.table.chosen_entry, lambda: self.table.picked_rows, self.queue.times.left
        )
        self.export_action = self.add_action(self.tr("Export figure…"), "download", "Ctrl+E", self.export_figure)
        self.add_action(self.tr("Curves for print…"), "file-image", "Ctrl+Shift+F", self.watch.print_curves)
        self.add_action(
            self.tr("What the network sees, for print…"), "file-image", "Ctrl+Shift+I", self.watch.network.print_part
        )
        self.ask_action = self.add_action(self.tr("Ask again when closing"), "circle-help", "", self.ask_again)
        self.log_action = self.add_action(self.tr("Show the log of this run"), "list", "Ctrl+Shift+L", self.show_log)
        self.panel.add_actions(self)
        self.launch_action = self.add_action(
            self.tr("Several GPUs, or a cluster"), "split", "Ctrl+Shift+X", self.show_launch
        )
        self.study_page.add_actions(self)
        self.results.add_actions(self)
        self.queue.add_actions(self)
        self.runs.add_actions(self)
        self.failure = FailureLine(self.services, self.steering.go_on, self.log_action)

    def _lay_out(self) -> None:
        self._fill_board()
        self.right = QSplitter(Qt.Orientation.Vertical)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.watch.network)
        below.addWidget(self.comparison)
        below.setSizes([56 * GRID, 60 * GRID])
        self._of_runs = (self._watched(), below)
        for widget in (self.board, *self._of_runs):
            self.right.addWidget(widget)
        self.right.setSizes([24 * GRID, 30 * GRID, 24 * GRID])
        self.stack = PageStack(self.right, self.services.theme, self.tr("Runs"), self.tr("Back to the runs (Esc)"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(self.stack)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.panel)
        self.across.addWidget(self.pages)
        self.across.setStretchFactor(1, 1)
        self.across.setSizes([42 * GRID, 110 * GRID])
        self.panel.setMinimumWidth(38 * GRID)
        page = QVBoxLayout(self)
        page.setContentsMargins(GRID, GRID, GRID, 0)
        page.addWidget(self.across)
        self.remember("across", self.across)
        self.remember("right", self.right)
        self.remember("below", below)

    def _watched(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.failure)
        column.addWidget(self.watch, 1)
        return middle

    def _fill_board(self) -> None:
        self.board.add_page("runs", self.tr("Runs"), self.runs, of_study=True)
        self.board.add_page("queue", self.tr("Queue"), self.queue)
        self.board.add_page("study", self.tr("Matrix"), self.study_page, of_study=True)
        self.board.add_page("results", self.tr("Results"), self.results, of_study=True)
        self.board.add_page("log", self.tr("Run log"), self.log)
        steering = self.steering
        self.board.add_titled_button(steering.go_on_all)
        for action in (steering.go_on, steering.pause, steering.after_epoch, steering.stop):
            self.board.add_button(action)
        for action in (steering.folder, steering.discard):
            self.board.add_button(action, always=True)

    def _empty_page(self) -> QWidget:
        sentence = QLabel(
            self.tr("Nothing has been trained here yet: the quick study shows what fractal pre-training does.")
        )
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setWordWrap(True)
        self.first_button = QPushButton(self.tr("Run the quick study"))
        self.first_button.setProperty("primary", "true")
        self.first_button.clicked.connect(self.run_quick)
        page = QFrame()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(sentence)
        column.addSpacing(GRID)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        self.panel.start_requested.connect(self.start)
        self.table.chosen.connect(self._choose_run)
        self.table.picked.connect(self._pick_runs)
        self.runs.page_opened.connect(self.stack.open)
        self.runs.page_closed.connect(self.stack.back)
        self.runs.wanted.connect(self._show_runs_page)
        self.queue.chosen.connect(self.table.choose)
        self.queue.now_asked.connect(self._run_now)
        self.queue.edit_asked.connect(self._edit_run)
        self.edit.replaced.connect(self._run_replaced)
        self.panel.cards.timed.connect(self._time_first)
        self.launch.share_asked.connect(self._share)
        self.launch.exported.connect(self.thread_.withdraw)
        self.study_page.matrix.chosen.connect(self.table.choose)
        self.study_page.overlay_asked.connect(self._show_cell)
        self.study_page.extend_asked.connect(self._extend)
        self.results.extend_asked.connect(self._extend)
        self.board.opened.connect(self._page_opened)
        self.board.studies.activated.connect(self._choose_study)
        self.thread_.runs_changed.connect(self.show_runs)
        self.thread_.metrics_read.connect(self.show_metrics)
        self.thread_.run_ended.connect(self._run_ended)
        self.steering.refresh()
        self.export_action.setEnabled(False)

    # ------------------------------------------------------------------ starting

    def receive(self, payload: object) -> None:
        """Offer to pre-train on the categories of the set of this name or path."""
        if isinstance(payload, str):
            self._handed = payload
            task = self.services.tasks.start(resolve_set, payload, self.services.workspace)
            task.finished.connect(self._use_set)
            task.failed.connect(self.services.tell_failure)

    @Slot(object)
    def _use_set(self, categories: CategorySet) -> None:
        self.panel.form.use_set(self._handed, len(categories))

    @Slot()
    def panel_start(self) -> None:
        """Start what the form says."""
        self.panel.ask_start()

    @Slot()
    def run_quick(self) -> None:
        """Start the quick study as it ships."""
        self.panel.choose("quick")
        self.panel.ask_start()

    @Slot(str, str)
    def _time_first(self, name: str, time: str) -> None:
        """Say on the button of the empty page what the card of the quick study says."""
        if name == "quick":
            self.first_button.setText(self.tr("Run the quick study ({0})").format(time))

    @Slot(object)
    def start(self, study: StudySpecification) -> None:
        """Freeze `study`, queue its runs and carry them out."""
        self._allow_start(False)
        self.panel.measuring.give_way()
        task = self.services.tasks.start(
            replan_study, study, self.services.workspace, title=self.tr("Preparing the study")
        )
        task.finished.connect(self._planned)
        task.failed.connect(self._not_planned)

    @Slot(object)
    def _planned(self, folder: StudyFolder) -> None:
        self._allow_start(True)
        self._followed = folder.name
        self.board.open("study")
        self.thread_.enqueue(run.id for run in folder.plan.runs)
        self.thread_.look()

    @Slot(object)
    def _not_planned(self, failure: Failure) -> None:
        self._allow_start(True)
        self.services.tell_failure(failure)

    def _allow_start(self, allowed: bool) -> None:
        self.panel.start.setEnabled(allowed)
        self.first_button.setEnabled(allowed)

    # ------------------------------------------------------------------ showing

    @Slot(object)
    def show_runs(self, snapshot: RunsSnapshot) -> None:
        """Show where all runs stand."""
        before, self._snapshot = self._snapshot, snapshot
        self.pages.setCurrentIndex(1 if snapshot.entries else 0)
        names = [study.name for study in snapshot.studies]
        if [study.name for study in before.studies] != names or self._followed or not self.board.studies.count():
            self._fill_studies()
        self.steering.show(snapshot, self.study)
        self.runs.show_runs(snapshot, self._shown_ids())
        self.queue.show_runs(snapshot)
        waiting = len(snapshot.queue)
        self.board.name_page("queue", self.tr("Queue ({0})").format(waiting) if waiting else self.tr("Queue"))
        self._follow_current()
        self.steering.refresh()
        self._show_study()
        self._show_chosen()
        self.telling.show(snapshot)

    def _fill_studies(self) -> None:
        chosen = self._followed or self.board.studies.currentData()
        self._followed = ""
        self.board.studies.clear()
        for study in self._snapshot.studies:
            self.board.studies.addItem(study.name, study.name)
        self.board.studies.addItem(self.tr("All runs"), "")
        self.board.studies.setCurrentIndex(max(0, self.board.studies.findData(chosen) if chosen is not None else 0))

    @property
    def study(self) -> StudyView | None:
        """The study shown, None for all runs."""
        return self._snapshot.study(self.board.studies.currentData() or "")

    def _shown_ids(self) -> list[str]:
        study = self.study
        if study is not None:
            return list(study.run_ids)
        return list(self._snapshot.newest_first)

    def _follow_current(self) -> None:
        """Select the run at work when another begins, unless the user looks at a different one."""
        live = self.steering.live
        if live is not None and live.id != self._last_live:
            if not self._last_live or self.table.chosen_id in ("", self._last_live):
                self.table.choose(live.id)
            self._last_live = live.id
        elif not self.table.chosen_id and self.table.runs.rowCount():
            self.table.choose(self._noteworthy())

    def _noteworthy(self) -> str:
        """Return the run to begin with: one that needs attention, or the last one done, or the first."""
        shown = [entry for run_id in self._shown_ids() if (entry := self._snapshot.entry(run_id)) is not None]
        for states in ((State.FAILED, State.INTERRUPTED), (State.STOPPED,), (State.DONE,)):
            found = [entry.id for entry in shown if entry.status.state in states]
            if found:
                return found[-1]
        return shown[0].id

    @Slot(str)
    def _page_opened(self, key: str) -> None:
        """Leave the room to the results: what is below tells of single runs."""
        for widget in self._of_runs:
            widget.setVisible(key != "results")

    @Slot()
    def export_figure(self) -> None:
        """Open the figure that is shown in the window for print."""
        if self.board.current == "results":
            self.results.ask_figure()
        else:
            self.comparison.ask_export()

    @Slot(int)
    def _choose_study(self, _index: int) -> None:
        self.steering.show(self._snapshot, self.study)
        self.runs.show_runs(self._snapshot, self._shown_ids())
        self._show_study()

    @Slot(list)
    def _show_cell(self, runs: list[OverlayRun]) -> None:
        """Lay the curves of a cell of the matrix over each other; its runs are those selected in their table."""
        self.table.pick_runs([run.run_id for run in runs])
        self.watch.show_overlay(runs)

    @Slot(str)
    def _choose_run(self, run_id: str) -> None:
        self.thread_.watch(run_id)
        self.watch.leave_overlay()
        self.watch.choose(self.table.chosen_entry)
        self.steering.refresh()
        self._show_chosen()

    @Slot()
    def _show_runs_page(self) -> None:
        self.board.open("runs")

    @Slot(list)
    def _pick_runs(self, run_ids: list[str]) -> None:
        """Lay the curves of several runs over each other; one alone is watched."""
        self.steering.refresh()
        if len(run_ids) > 1:
            groups = self.runs.group_labels(run_ids)
            self.watch.show_overlay([OverlayRun(run_id, groups[run_id]) for run_id in run_ids if run_id in groups])
        else:
            self.watch.leave_overlay()

    @Slot(str)
    def _run_now(self, run_id: str) -> None:
        self.steering.run_now(run_id)

    @Slot(str)
    def _extend(self, name: str) -> None:
        """Offer a study in the form, to be extended or changed."""
        try:
            self.panel.load_study(find_study(name, self.services.workspace).specification, extend=True)
        except WorkbenchError as error:
            self.services.tell("error", say(error))

    @Slot(str)
    def _edit_run(self, run_id: str) -> None:
        """Offer the study that a waiting run belongs to, or its cell would tell of another; a run alone as it is."""
        study = next((study for study in self._snapshot.studies if run_id in study.run_ids), None)
        if study is None:
            self._edit_alone(run_id)
            return
        self._extend(study.name)
        text = self.tr("Change the study {0} on the left: Start replaces its waiting runs, what is done stays.")
        self.services.tell("info", text.format(study.name))

    def _edit_alone(self, run_id: str) -> None:
        try:
            self.edit.show_run(find_run(run_id, self.services.workspace))
        except WorkbenchError as error:
            self.services.tell("error", say(error))
            return
        self.stack.open(self.edit)

    @Slot(str)
    def _run_replaced(self, run_id: str) -> None:
        self.board.open("queue")
        self.table.choose(run_id)
        self.thread_.look()

    @Slot()
    def show_launch(self) -> None:
        """Offer to carry out the chosen run, or its study, on several GPUs or on a cluster."""
        entry, study = self.table.chosen_entry, self.study
        self.launch.show_targets(
            None if entry is None else entry.folder,
            "" if entry is None else run_title(entry.status),
            None if study is None else find_study(study.name, self.services.workspace),
        )
        self.stack.open(self.launch)

    @Slot(list, int)
    def _share(self, run_ids: list[str], processes: int) -> None:
        """Queue these runs, each shared among the processes."""
        waiting = [run for run in run_ids if (row := self._snapshot.entry(run)) and row.status.state.resumable]
        self.thread_.enqueue(waiting, processes=processes)
        self.stack.back()
        self.board.open("queue")

    @Slot()
    def show_log(self) -> None:
        """Show what the chosen run has written down."""
        self.board.open("log")

    def _show_chosen(self) -> None:
        entry = self.table.chosen_entry
        self.watch.show_entry(entry)
        self.log.show_entry(entry)
        self.failure.show_entry(entry, waits=entry is not None and not self.steering.go_on.isEnabled())

    def _show_study(self) -> None:
        study = self.study
        if study is None:
            self.comparison.show_study("", ())
        else:
            self.comparison.show_study(study.name, study.comparison(self._snapshot.by_id))
        self.study_page.show_study(study, self._snapshot)
        self.results.show_study(study, self._snapshot)
        self.export_action.setEnabled(self.comparison.export.isEnabled())

    @Slot(object)
    def show_metrics(self, read: MetricsRead) -> None:
        """Let the curves of the chosen run grow."""
        self.watch.take(read)

    @Slot(object)
    def _run_ended(self, ended: RunEnded) -> None:
        if ended.entry.status.state is State.DONE:
            self.panel.refresh()

    # ------------------------------------------------------------------ coming and going

    def shown(self) -> None:
        self.panel.form.refresh_data_sets()
        self.thread_.look()

    @Slot()
    def ask_again(self) -> None:
        """Ask what becomes of training when the window is closed, whatever was answered for good."""
        forget(self.services.settings)
        self.services.tell("info", self.tr("Closing the window asks again what becomes of training."))

    def close_requested(self) -> bool:
        """Ask what becomes of the run at work, or between two runs of those that wait."""
        snapshot = self._snapshot
        current = snapshot.entry(snapshot.current)
        if current is None:
            return snapshot.held or snapshot.runner is not Runner.AT_WORK or self._close_between()
        if snapshot.order.item(current.id) is None:
            return True
        if current.status.state is State.DONE and not snapshot.queue:
            # Its process only takes a few seconds to leave.
            return True
        return self._ask_closing(run_title(current.status), len(snapshot.queue))

    def _ask_closing(self, title: str, waiting: int) -> bool:
        """Ask and do what is answered, to whatever run is at work by then; return whether the window may close."""
        answer = ask_closing(self, self.services.settings, title, waiting)
        if answer in (Closing.PAUSE, Closing.STOP):
            self.thread_.halt("stop", resumes=answer is Closing.PAUSE)
        return answer is not Closing.STAY

    def _close_between(self) -> bool:
        """Ask what becomes of the run that is about to start."""
        coming = next_item(self._snapshot.order, self._snapshot.statuses)
        entry = None if coming is None else self._snapshot.entry(coming.run)
        if entry is None:
            return True
        return self._ask_closing(run_title(entry.status), len(self._snapshot.queue) - 1)
