"""Steering runs: pause, stop, continue, discard; by actions of the tab, and from the status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMessageBox, QToolButton

from engine.errors import WorkbenchError
from engine.experiments.run_folder import RunEntry
from engine.experiments.run_index import RunRow
from engine.experiments.run_status import RunStatus, State
from gui.engine_words import say
from gui.quantities import rounded_time
from gui.services import Activity
from gui.training.discarding import ask_discard, discard_all
from gui.training.run_words import run_title
from gui.training.study_view import StudyView
from gui.training.training_thread import RunsSnapshot, TrainingThread
from gui.widgets.tab import Tab

ACTIVITY = "training"
"""Key of what the status bar shows of training."""

Chosen = Callable[[], RunEntry | None]
Picked = Callable[[], Sequence[RunRow]]
Left = Callable[[RunsSnapshot], float | None]


def action_button(action: QAction) -> QToolButton:
    """Return a button for `action` that takes little room."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(action.text())
    return button


class Steering(QObject):
    """Puts the actions that steer runs on the tab.

    Parameters
    ----------
    tab : Tab
    thread : TrainingThread
    chosen : callable
        Returns the run the actions are about.
    picked : callable
        Returns all runs that are selected, for what can be done to several.
    left : callable
        Returns how many seconds the queue will take, None where that is not known.
    """

    def __init__(self, tab: Tab, thread: TrainingThread, chosen: Chosen, picked: Picked, left: Left) -> None:
        super().__init__(tab)
        self._tab = tab
        self._services = tab.services
        self._thread = thread
        self._chosen = chosen
        self._picked = picked
        self._left = left
        self._snapshot = RunsSnapshot()
        self._study: StudyView | None = None
        add = tab.add_action
        self.pause = add(self.tr("Pause"), "pause", "Ctrl+P", self.pause_or_resume)
        self.after_epoch = add(self.tr("Stop after this epoch"), "skip-forward", "Ctrl+Shift+E", self.stop_after_epoch)
        self.stop = add(self.tr("Stop now and keep a checkpoint"), "circle-stop", "Ctrl+.", self.stop_now)
        self.go_on = add(self.tr("Continue this run"), "play", "Ctrl+R", self.continue_run)
        self.go_on_all = add(self.tr("Continue the study"), "refresh-cw", "Ctrl+Shift+R", self.continue_study)
        self.discard = add(self.tr("Discard run…"), "trash-2", "Ctrl+Del", self.discard_run)
        self.folder = add(self.tr("Open run folder"), "folder-open", "Ctrl+Shift+O", self.open_folder)
        hub = self._services.hub
        hub.pause_requested.connect(self._pause_from_status_bar)
        hub.stop_requested.connect(self._stop_from_status_bar)

    # ------------------------------------------------------------------ where things stand

    def show(self, snapshot: RunsSnapshot, study: StudyView | None) -> None:
        """Take over where the runs stand, and which study is shown."""
        self._snapshot, self._study = snapshot, study
        self.refresh()
        self._announce()

    @property
    def live(self) -> RunEntry | None:
        """The run at work here, or else one at work elsewhere."""
        current = self._snapshot.entry(self._snapshot.current)
        if current is not None:
            return current
        return next(iter(self._snapshot.live), None)

    def refresh(self) -> None:
        """Enable what can be done to the chosen run now."""
        entry = self._chosen()
        state = entry.status.state if entry is not None else None
        busy = entry is not None and entry.id == self._snapshot.current
        live = state is not None and state.live
        paused = state is State.PAUSED
        starts = busy and not live and state is not State.DONE
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setToolTip(
            self.tr("Resume (Ctrl+P)") if paused else self.tr("Pause and keep everything in memory (Ctrl+P)")
        )
        self.pause.setIcon(self._services.theme.icon("play" if paused else "pause"))
        self.pause.setEnabled(starts or state in (State.RUNNING, State.PAUSED))
        self.after_epoch.setEnabled(starts or state in (State.RUNNING, State.PAUSED))
        self.stop.setEnabled(live or busy)
        self.go_on.setEnabled(state is not None and state.resumable and not busy and not self._comes(entry))
        self.go_on_all.setEnabled(bool(self.unfinished()))
        self.discard.setEnabled(any(not self._at_work(row) for row in self._picked()))
        self.folder.setEnabled(entry is not None)

    def _at_work(self, entry: RunEntry) -> bool:
        """Return whether a process is at work on the run, or about to be."""
        return entry.status.state.live or entry.id == self._snapshot.current

    def _comes(self, entry: RunEntry | None) -> bool:
        """Return whether the run waits for its turn."""
        item = None if entry is None else self._snapshot.order.item(entry.id)
        return item is not None and not item.held and not self._snapshot.held

    def unfinished(self) -> list[str]:
        """Return the runs of the shown study that could be taken up and do not wait already."""
        study, snapshot = self._study, self._snapshot
        if study is None:
            return []
        return [
            entry.id
            for entry in study.entries(snapshot.by_id)
            if entry.status.state.resumable and entry.id != snapshot.current and not self._comes(entry)
        ]

    def _announce(self) -> None:
        """Tell the status bar what is at work."""
        live = self.live
        if live is None:
            self._services.hub.activity.emit(Activity(ACTIVITY, "", running=False))
            return
        status = live.status
        name = run_title(status)
        if status.state is State.PAUSED:
            name = self.tr("{0} (paused)").format(name)
        elif status.state is State.STOPPING:
            name = self.tr("{0} (stopping)").format(name)
        if self._snapshot.queue:
            name = self.tr("{0}, {1} waiting").format(name, len(self._snapshot.queue))
            left = self._left(self._snapshot)
            if left is not None and not self._snapshot.held:
                name = self.tr("{0}, all in {1}").format(name, rounded_time(left))
        fraction = status.fraction if status.state.live and status.fraction else None
        self._services.hub.activity.emit(Activity(ACTIVITY, name, fraction, status.remaining_s))

    # ------------------------------------------------------------------ pausing and stopping

    def resume(self, entry: RunEntry) -> None:
        """Let a run that is held in memory go on."""
        try:
            entry.folder.command("resume")
        except WorkbenchError as error:
            self._services.tell("warning", say(error))
        else:
            self._thread.look()

    @Slot()
    def pause_or_resume(self) -> None:
        """Hold the chosen run in memory, or let it go on."""
        entry = self._chosen()
        if entry is not None:
            self._pause_or_resume(entry, entry.id)

    def _pause_or_resume(self, entry: RunEntry | None, run_id: str) -> None:
        if entry is not None and _status_now(entry).state is State.PAUSED:
            self.resume(entry)
        else:
            self._thread.halt("pause", run_id)

    @Slot()
    def stop_after_epoch(self) -> None:
        """End the chosen run, and with it the queue, when its epoch is complete."""
        entry = self._chosen()
        if entry is not None:
            self._thread.halt("stop_after_epoch", entry.id)

    @Slot()
    def stop_now(self) -> None:
        """End the chosen run at its next batch, with a checkpoint; the queue waits then."""
        entry = self._chosen()
        if entry is not None:
            self._stop(entry, entry.id)

    def _stop(self, entry: RunEntry | None, run_id: str) -> None:
        if entry is not None and _status_now(entry).stops_now:
            self._thread.hold(True)
            self._ask_kill(entry)
        else:
            self._thread.halt("stop", run_id)

    def stop_what_runs(self) -> None:
        """End what is at work with a checkpoint, or about to be; the queue waits then."""
        self._stop(self.live, self._now())

    def _ask_kill(self, entry: RunEntry) -> None:
        if entry.id != self._snapshot.current:
            return
        text = self.tr("{0} is stopping. End its process now? The steps since its last checkpoint are lost.")
        answer = QMessageBox.question(self._tab, self.tr("End the process"), text.format(run_title(entry.status)))
        if answer == QMessageBox.StandardButton.Yes:
            self._thread.kill(entry.id)

    @Slot(str)
    def _pause_from_status_bar(self, key: str) -> None:
        if key == ACTIVITY:
            self._pause_or_resume(self.live, self._now())

    @Slot(str)
    def _stop_from_status_bar(self, key: str) -> None:
        if key == ACTIVITY:
            self.stop_what_runs()

    def _now(self) -> str:
        """Return whom a word about "what runs" is for: a run at work elsewhere, else whatever the queue is at then."""
        live = self.live
        return "" if live is None or live.id == self._snapshot.current else live.id

    # ------------------------------------------------------------------ going on

    @Slot()
    def continue_run(self) -> None:
        """Take up the chosen run where it stopped, with the runs it needs before it."""
        entry = self._chosen()
        if entry is None:
            return
        needed = self._snapshot.entry(entry.status.needs)
        before = [needed.id] if needed is not None and needed.status.state.resumable else []
        self._thread.enqueue([*before, entry.id])

    @Slot()
    def continue_study(self) -> None:
        """Take up every run of the study that is not done."""
        self._thread.enqueue(self.unfinished())

    def run_now(self, run_id: str) -> None:
        """Start a run at once; the one at work writes a checkpoint, keeps its place, and goes on later."""
        self._thread.run_now(run_id)

    # ------------------------------------------------------------------ the folder

    @Slot()
    def discard_run(self) -> None:
        """Delete the selected runs, after asking."""
        rows = [row for row in self._picked() if not self._at_work(row)]
        if not rows or not ask_discard(self._tab, rows, self._snapshot):
            return
        self._thread.withdraw(row.id for row in rows)
        task = self._services.tasks.start(discard_all, [row.folder for row in rows])
        task.failed.connect(self._services.tell_failure)
        task.ended.connect(self._thread.look)

    @Slot()
    def open_folder(self) -> None:
        """Show the folder of the chosen run in the file manager."""
        entry = self._chosen()
        if entry is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.folder.path)))


def _status_now(entry: RunEntry) -> RunStatus:
    """Return what the folder tells now; what is shown may be a moment old."""
    try:
        return entry.folder.status()
    except WorkbenchError:
        return entry.status
