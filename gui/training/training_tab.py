"""The training tab."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.catalogue import resolve_set
from engine.categories.category_set import CategorySet
from engine.errors import WorkbenchError
from engine.experiments.run_folder import RunEntry, State, Verb
from engine.experiments.specification import StudySpecification
from engine.experiments.study_folder import StudyFolder, plan_study
from gui.services import Activity, Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.training.comparison_panel import ComparisonPanel
from gui.training.curves import Curves
from gui.training.live_plots import AccuracyPlot, LossPlot
from gui.training.network_view import NetworkView
from gui.training.new_study_panel import NewStudyPanel
from gui.training.run_facts import RunFacts
from gui.training.run_table import RunTable
from gui.training.run_words import run_title
from gui.training.study_view import StudyView, by_id
from gui.training.training_thread import MetricsRead, RunEnded, RunsSnapshot, TrainingThread
from gui.widgets.fields import QuietComboBox
from gui.widgets.tab import Tab

ACTIVITY = "training"


class TrainingTab(Tab):
    """New studies on the left; runs, live curves and the comparison on the right."""

    name = "training"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._snapshot = RunsSnapshot()
        self._curves = Curves()
        self._followed = ""
        self._handed = ""
        self._last_live = ""
        self._greeted = False
        self.panel = NewStudyPanel(services)
        self.table = RunTable(services.theme)
        self.loss = LossPlot(services.theme)
        self.accuracy = AccuracyPlot(services.theme)
        self.comparison = ComparisonPanel(services)
        self.network = NetworkView(services)
        self.facts = RunFacts(services.theme)
        self._make_actions()
        self._lay_out()
        self.thread_ = training_thread(services)
        self._connect()
        self.thread_.look()

    # ------------------------------------------------------------------ building

    def _make_actions(self) -> None:
        self.start_action = self.add_action(self.tr("Start study"), "play", "Ctrl+Return", self.panel_start)
        self.pause_action = self.add_action(self.tr("Pause"), "pause", "Ctrl+P", self.pause_or_resume)
        self.after_epoch_action = self.add_action(
            self.tr("Stop after this epoch"), "skip-forward", "Ctrl+Shift+E", self.stop_after_epoch
        )
        self.stop_action = self.add_action(
            self.tr("Stop now and keep a checkpoint"), "circle-stop", "Ctrl+.", self.stop_now
        )
        self.continue_action = self.add_action(self.tr("Continue this run"), "play", "Ctrl+R", self.continue_run)
        self.continue_all_action = self.add_action(
            self.tr("Continue the study"), "refresh-cw", "Ctrl+Shift+R", self.continue_study
        )
        self.discard_action = self.add_action(self.tr("Discard run…"), "trash-2", "Ctrl+Del", self.discard)
        self.folder_action = self.add_action(
            self.tr("Open run folder"), "folder-open", "Ctrl+Shift+O", self.open_folder
        )
        self.export_action = self.add_action(
            self.tr("Export figure…"), "download", "Ctrl+E", self.comparison.ask_export
        )

    def _lay_out(self) -> None:
        self.studies = QuietComboBox()
        self.studies.setAccessibleName(self.tr("Study"))
        self.studies.setMinimumWidth(22 * GRID)
        live = QSplitter(Qt.Orientation.Horizontal)
        live.addWidget(self.loss)
        live.addWidget(self.accuracy)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(GRID, GRID // 2, GRID, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.facts)
        column.addWidget(live, 1)
        self.right = QSplitter(Qt.Orientation.Vertical)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.network)
        below.addWidget(self.comparison)
        below.setSizes([34 * GRID, 76 * GRID])
        for widget in (self._runs_panel(), middle, below):
            self.right.addWidget(widget)
        self.right.setSizes([18 * GRID, 32 * GRID, 27 * GRID])
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(self.right)
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
        self.remember("live", live)
        self.remember("below", below)

    def _runs_panel(self) -> QWidget:
        bar = QHBoxLayout()
        bar.setSpacing(GRID // 2)
        heading = QLabel(self.tr("Runs"))
        heading.setProperty("heading", "true")
        bar.addWidget(heading)
        bar.addWidget(self.studies)
        bar.addStretch(1)
        self._steering = {
            action: self._button(action)
            for action in (
                self.continue_all_action, self.continue_action, self.pause_action, self.after_epoch_action,
                self.stop_action,
            )
        }  # fmt: skip
        self._steering[self.continue_all_action].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (*self._steering.values(), self._button(self.folder_action), self._button(self.discard_action)):
            bar.addWidget(button)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        return panel

    @staticmethod
    def _button(action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.text())
        return button

    def _empty_page(self) -> QWidget:
        sentence = QLabel(
            self.tr("Nothing has been trained here yet: see in about three minutes what fractal pre-training does.")
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
        self.studies.activated.connect(self._choose_study)
        self.thread_.runs_changed.connect(self.show_runs)
        self.thread_.metrics_read.connect(self.show_metrics)
        self.thread_.run_ended.connect(self.run_ended)
        self.thread_.failed.connect(self._tell_failure)
        hub = self.services.hub
        hub.pause_requested.connect(self._pause_from_status_bar)
        hub.stop_requested.connect(self._stop_from_status_bar)
        self._enable_actions()

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

    @Slot(object)
    def start(self, study: StudySpecification) -> None:
        """Freeze `study`, queue its runs and carry them out."""
        self.panel.start.setEnabled(False)
        task = self.services.tasks.start(plan_study, study, self.services.workspace)
        task.finished.connect(self._planned)
        task.failed.connect(self._not_planned)

    @Slot(object)
    def _planned(self, folder: StudyFolder) -> None:
        self.panel.start.setEnabled(True)
        self._followed = folder.name
        self.thread_.enqueue(run.id for run in folder.plan.runs)
        self.thread_.look()

    @Slot(object)
    def _not_planned(self, failure: Failure) -> None:
        self.panel.start.setEnabled(True)
        self.services.tell_failure(failure)

    # ------------------------------------------------------------------ showing

    @Slot(object)
    def show_runs(self, snapshot: RunsSnapshot) -> None:
        """Show where all runs stand."""
        before, self._snapshot = self._snapshot, snapshot
        self.pages.setCurrentIndex(1 if snapshot.entries else 0)
        if [study.name for study in before.studies] != [study.name for study in snapshot.studies] or self._followed:
            self._fill_studies()
        self.table.runs.show(snapshot, self._shown_ids())
        self._follow_current()
        self._show_chosen()
        self._show_comparison()
        self._enable_actions()
        self._announce_activity()
        self._tell_finished_studies(before)
        self._greet()

    def _fill_studies(self) -> None:
        chosen = self._followed or self.studies.currentData()
        self._followed = ""
        self.studies.clear()
        for study in self._snapshot.studies:
            self.studies.addItem(study.name, study.name)
        self.studies.addItem(self.tr("All runs"), "")
        self.studies.setCurrentIndex(max(0, self.studies.findData(chosen) if chosen is not None else 0))

    @property
    def study(self) -> StudyView | None:
        """The study shown, None for all runs."""
        return self._snapshot.study(self.studies.currentData() or "")

    def _shown_ids(self) -> list[str]:
        study = self.study
        if study is not None:
            return list(study.run_ids)
        return [entry.id for entry in reversed(self._snapshot.entries)]

    def _follow_current(self) -> None:
        """Select the run at work when another begins, unless the user looks at a different one."""
        live = self._live()
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

    def _live(self) -> RunEntry | None:
        """Return the run at work here, or else one at work elsewhere."""
        current = self._snapshot.entry(self._snapshot.current)
        if current is not None:
            return current
        return next((entry for entry in self._snapshot.entries if entry.status.state.live), None)

    @Slot(int)
    def _choose_study(self, _index: int) -> None:
        self.table.runs.show(self._snapshot, self._shown_ids())
        self._show_comparison()
        self._enable_actions()

    @Slot(str)
    def _choose_run(self, run_id: str) -> None:
        self._curves.clear()
        self.thread_.watch(run_id)
        entry = self.table.chosen_entry
        self.network.show_run(None if entry is None else entry.folder)
        self._show_chosen()
        self._draw()
        self._enable_actions()

    def _show_chosen(self) -> None:
        entry = self.table.chosen_entry
        if entry is None:
            self.facts.clear()
            return
        result = entry.folder.result() if entry.status.state is State.DONE else None
        self.facts.show_run(entry.status, None if result is None else float(result["setup_s"]))

    def _show_comparison(self) -> None:
        study = self.study
        if study is None:
            self.comparison.show_study("", ())
        else:
            self.comparison.show_study(study.name, study.comparison(by_id(self._snapshot.entries)))

    @Slot(object)
    def show_metrics(self, read: MetricsRead) -> None:
        """Let the curves of the chosen run grow."""
        if read.run_id != self.table.chosen_id:
            return
        if read.restarted:
            self._curves.clear()
        self._curves.add(read.events, epochs=read.epochs, steps=read.steps)
        self._draw()

    def _draw(self) -> None:
        self.loss.show_curves(self._curves)
        self.accuracy.show_curves(self._curves)

    @Slot(object)
    def run_ended(self, ended: RunEnded) -> None:
        """Say how a run ended, where that matters."""
        status = ended.entry.status
        if status.state in (State.FAILED, State.INTERRUPTED):
            text = self.tr("{0}: {1}").format(run_title(status), status.message)
            self.services.tell("error", text, ended.last_words)
        elif status.state is State.DONE:
            self.panel.refresh()

    def _tell_finished_studies(self, before: RunsSnapshot) -> None:
        """Announce the studies whose last run has just ended well, and draw their figures."""
        for study in self._snapshot.studies:
            earlier = before.study(study.name)
            if earlier is None or _finished(earlier, before) or not _finished(study, self._snapshot):
                continue
            self.services.tell("success", self.tr("The study {0} is finished.").format(study.name))
            self.comparison.keep_figure(study.name)

    @Slot(str)
    def _tell_failure(self, sentence: str) -> None:
        self.services.tell("error", sentence)

    def _greet(self) -> None:
        """Once, say which runs were cut off."""
        if self._greeted:
            return
        self._greeted = True
        count = sum(entry.status.state is State.INTERRUPTED for entry in self._snapshot.entries)
        if count == 1:
            self.services.tell("warning", self.tr("A run was interrupted: Continue takes it up where it stopped."))
        elif count:
            text = self.tr("{0} runs were interrupted: Continue takes them up where they stopped.")
            self.services.tell("warning", text.format(count))

    def _announce_activity(self) -> None:
        live = self._live()
        if live is None:
            self.services.hub.activity.emit(Activity(ACTIVITY, "", running=False))
            return
        status = live.status
        name = run_title(status)
        if status.state is State.PAUSED:
            name = self.tr("{0} (paused)").format(name)
        elif status.state is State.STOPPING:
            name = self.tr("{0} (stopping)").format(name)
        if self._snapshot.queue:
            name = self.tr("{0}, {1} waiting").format(name, len(self._snapshot.queue))
        fraction = status.fraction if status.state.live and status.fraction else None
        self.services.hub.activity.emit(Activity(ACTIVITY, name, fraction, status.remaining_s))

    # ------------------------------------------------------------------ steering

    def _enable_actions(self) -> None:
        entry = self.table.chosen_entry
        state = entry.status.state if entry is not None else None
        busy = entry is not None and entry.id == self._snapshot.current
        live = state is not None and state.live
        paused = state is State.PAUSED
        self.pause_action.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause_action.setToolTip(
            self.tr("Resume (Ctrl+P)") if paused else self.tr("Pause and keep everything in memory (Ctrl+P)")
        )
        self.pause_action.setIcon(self.services.theme.icon("play" if paused else "pause"))
        self.pause_action.setEnabled(state in (State.RUNNING, State.PAUSED))
        self.after_epoch_action.setEnabled(state in (State.RUNNING, State.PAUSED))
        self.stop_action.setEnabled(live or busy)
        waits = entry is not None and entry.id in self._snapshot.queue and not self._snapshot.held
        self.continue_action.setEnabled(state is not None and state.resumable and not busy and not waits)
        self.continue_all_action.setEnabled(bool(self._unfinished()))
        self.discard_action.setEnabled(state is not None and not live and not busy)
        for action, button in self._steering.items():
            # Only what can be done now: the row stays short, and what can be done is seen at once.
            button.setVisible(action.isEnabled())
        self.folder_action.setEnabled(entry is not None)
        self.export_action.setEnabled(self.comparison.export.isEnabled())

    def _unfinished(self) -> list[str]:
        """Return the runs of the shown study that could be taken up and do not wait already."""
        study, snapshot = self.study, self._snapshot
        if study is None:
            return []
        queued = () if snapshot.held else snapshot.queue
        return [
            entry.id
            for entry in study.entries(by_id(snapshot.entries))
            if entry.status.state.resumable and entry.id != snapshot.current and entry.id not in queued
        ]

    def _command(self, entry: RunEntry | None, verb: Verb) -> bool:
        if entry is None:
            return False
        try:
            entry.folder.command(verb)
        except WorkbenchError as error:
            self.services.tell("warning", str(error))
            return False
        self.thread_.look()
        return True

    @Slot()
    def pause_or_resume(self) -> None:
        """Hold the chosen run in memory, or let it go on."""
        self._pause_or_resume(self.table.chosen_entry)

    def _pause_or_resume(self, entry: RunEntry | None) -> None:
        if entry is not None:
            self._command(entry, "resume" if entry.status.state is State.PAUSED else "pause")

    @Slot()
    def stop_after_epoch(self) -> None:
        """End the chosen run, and with it the queue, when its epoch is complete."""
        if self._command(self.table.chosen_entry, "stop_after_epoch"):
            self.thread_.hold(True)

    @Slot()
    def stop_now(self) -> None:
        """End the chosen run at its next batch, with a checkpoint; the queue waits then."""
        self._stop(self.table.chosen_entry)

    def _stop(self, entry: RunEntry | None) -> None:
        if entry is None:
            return
        self.thread_.hold(True)
        state = _state_now(entry)
        if not state.live:
            # Its process is still starting: nothing was done that could be lost.
            self.thread_.kill(entry.id)
        elif state is State.STOPPING:
            self._ask_kill(entry)
        else:
            self._command(entry, "stop")

    def _ask_kill(self, entry: RunEntry) -> None:
        if entry.id != self._snapshot.current:
            return
        text = self.tr("{0} is stopping. End its process now? The steps since its last checkpoint are lost.")
        answer = QMessageBox.question(self, self.tr("End the process"), text.format(run_title(entry.status)))
        if answer == QMessageBox.StandardButton.Yes:
            self.thread_.kill(entry.id)

    @Slot()
    def continue_run(self) -> None:
        """Take up the chosen run where it stopped, with the runs it needs before it."""
        entry = self.table.chosen_entry
        if entry is None:
            return
        needed = self._snapshot.entry(entry.status.needs)
        before = [needed.id] if needed is not None and needed.status.state.resumable else []
        self.thread_.enqueue([*before, entry.id])

    @Slot()
    def continue_study(self) -> None:
        """Take up every run of the study that is not done."""
        self.thread_.enqueue(self._unfinished())

    @Slot()
    def discard(self) -> None:
        """Delete the chosen run, after asking."""
        entry = self.table.chosen_entry
        if entry is None:
            return
        text = self.tr("Delete the run {0} with its weights, checkpoints and metrics? This cannot be undone.")
        answer = QMessageBox.question(self, self.tr("Discard run"), text.format(run_title(entry.status)))
        if answer != QMessageBox.StandardButton.Yes:
            return
        self.thread_.withdraw([entry.id])
        task = self.services.tasks.start(entry.folder.discard)
        task.failed.connect(self.services.tell_failure)
        task.ended.connect(self.thread_.look)

    @Slot()
    def open_folder(self) -> None:
        """Show the folder of the chosen run in the file manager."""
        entry = self.table.chosen_entry
        if entry is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.folder.path)))

    @Slot(str)
    def _pause_from_status_bar(self, key: str) -> None:
        if key == ACTIVITY:
            self._pause_or_resume(self._live())

    @Slot(str)
    def _stop_from_status_bar(self, key: str) -> None:
        if key == ACTIVITY:
            self._stop(self._live())

    # ------------------------------------------------------------------ coming and going

    def shown(self) -> None:
        self.panel.form.refresh_data_sets()
        self.thread_.look()

    def close_requested(self) -> bool:
        """Ask what becomes of the run at work."""
        current = self._snapshot.entry(self._snapshot.current)
        if current is None:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Training is not finished"))
        box.setText(self.tr("{0} is being trained.").format(run_title(current.status)))
        waiting = len(self._snapshot.queue)
        if waiting:
            text = self.tr("It can go on without the window; {0} waiting runs start when the window is opened again.")
            box.setInformativeText(text.format(waiting))
        keep = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.AcceptRole)
        stop = box.addButton(self.tr("Stop with a checkpoint"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is keep:
            return True
        if box.clickedButton() is stop:
            self._stop(current)
            return True
        return False


def _finished(study: StudyView, snapshot: RunsSnapshot) -> bool:
    """Return whether every run of the study is done."""
    entries = study.entries(by_id(snapshot.entries))
    return len(entries) == len(study.run_ids) and all(entry.status.state is State.DONE for entry in entries)


def _state_now(entry: RunEntry) -> State:
    """Return the state the folder tells now; what is shown may be a moment old."""
    try:
        return entry.folder.status().state
    except WorkbenchError:
        return entry.status.state


def training_thread(services: Services) -> TrainingThread:
    """Return the thread that carries out runs: one for the services, whatever windows come and go."""

    def make() -> TrainingThread:
        thread = TrainingThread(services.workspace)
        services.tasks.stopping.connect(thread.leave)
        thread.start()
        return thread

    return services.keep(TrainingThread, make)
