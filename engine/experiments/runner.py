"""Carry out the queue: its runs one after another, each in a process of its own that outlives this one. Free of torch.

One runner a workspace, held by a lock; windows and other commands edit the queue meanwhile and watch the folders.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine.errors import InputError, Interrupted, StorageError, WorkbenchError
from engine.experiments.child_process import ChildProcess, console_file, last_words, start_trainer
from engine.experiments.comparison import comparison, write_comparison
from engine.experiments.processes import HOST, process_identity
from engine.experiments.queue import QueueItem, RunnerNote, RunQueue, attended, live_here, next_item, write_note
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_index import RunIndex
from engine.experiments.run_status import RunStatus, State
from engine.experiments.study_folder import list_studies
from engine.progress import Control
from engine.sentences import Sentence
from engine.workspace import Workspace

LOOK_S = 0.2
"""Between two looks at the run at work."""
KILLED = -9
"""Exit status of a process that was ended at once."""
WAIT_S = 1.0
"""Between two looks at all runs while another process of this machine trains."""

Launch = Callable[[RunFolder, QueueItem], ChildProcess]


def launch(folder: RunFolder, item: QueueItem) -> ChildProcess:
    """Start the trainer of a run."""
    return start_trainer(folder, item.processes)


class QueueRunner:
    """Carries out the queue of `workspace`.

    Parameters
    ----------
    workspace : Workspace
    say : callable
        Told in a sentence what begins and how it ended.
    launch : callable
        Starts the trainer of a run; the default does.
    """

    def __init__(
        self, workspace: Workspace, *, say: Callable[[str], None] = lambda _: None, launch: Launch = launch
    ) -> None:
        self.workspace = workspace
        self.queue = RunQueue(workspace)
        self._index = RunIndex(workspace)
        self._say = say
        self._launch = launch
        self._child: ChildProcess | None = None
        self._current = ""
        self._attempt = 0
        self._asked = 0

    def run(self, control: Control | None = None) -> None:
        """Carry out what can be carried out, and return when nothing is left that could start.

        Parameters
        ----------
        control : Control, optional
            A stop lets the run at work write a checkpoint and keeps its place in the queue.

        Raises
        ------
        Interrupted
            After a stop.
        QueueBusyError
            When another process carries out the queue.
        StorageError
            When the workspace cannot be written.
        """
        control = control or Control()
        with attended(self.queue):
            self._note()
            try:
                while self._turn():
                    control.poll()
            except Interrupted:
                # The note stays: a queue that was cut off does not go on by itself.
                self._stop_current()
                raise Interrupted(
                    Sentence("The queue was stopped; its runs keep their places. Go on with `main.py queue --run`.")
                ) from None
            write_note(self.queue, None)

    # ------------------------------------------------------------------ one round

    def _turn(self) -> bool:
        """Do one round and wait a little; return whether there is anything left to do."""
        if self._current:
            asked = self._times_asked()
            if self._over():
                self._settle()
                return True
            self._asked = asked
            time.sleep(LOOK_S)
            return True
        state = self.queue.read()
        statuses = {entry.id: entry.status for entry in self._index.refresh()}
        adopted = next((item.run for item in state.items if _trains_here(statuses.get(item.run))), "")
        if adopted:
            self._take(adopted)
            return True
        self._forget_gone(statuses)
        item = next_item(state, statuses)
        if item is None:
            return False
        if live_here(statuses):
            time.sleep(WAIT_S)
            return True
        self._start(item)
        return True

    def _forget_gone(self, statuses: Mapping[str, RunStatus]) -> None:
        gone = [run_id for run_id in self.queue.read().runs if _gone(run_id, statuses)]
        if gone:
            self.queue.remove(gone)

    def _start(self, item: QueueItem) -> None:
        folder = self._folder(item.run)
        self.queue.let_yield(item.run, False)
        # Known before the queue is looked at once more: whoever stops the queue now sees the run, or is seen here.
        self._announce(folder)
        if not self._still_wanted(item.run):
            self._leave()
            return
        try:
            self._child = self._launch(folder, item)
        except WorkbenchError as error:
            self._fail(folder, str(error))
            self.queue.settle(item.run, State.FAILED)
            self._leave()
            return
        self._take(item.run)

    def _announce(self, folder: RunFolder) -> None:
        """Say which run is about to start; what steers it from now on is meant for this attempt."""
        folder.forget_command()
        self._current, self._attempt = folder.id, folder.status().attempt + 1
        self._note()

    def _leave(self) -> None:
        self._current, self._attempt = "", 0
        self._note()

    def _still_wanted(self, run_id: str) -> bool:
        state = self.queue.read()
        item = state.item(run_id)
        return item is not None and not item.held and not state.held

    def _take(self, run_id: str) -> None:
        self._current = run_id
        self._asked = self._times_asked()
        self._note()
        self._say(f"{run_id}: begins")

    def _times_asked(self) -> int:
        """Return how often the run at work was asked for; read before a look at its process, so never too late."""
        item = self.queue.read().item(self._current)
        return 0 if item is None else item.asked

    def _over(self) -> bool:
        """Return whether the run at work has ended: the process started for it, or that of somebody else."""
        if self._child is not None:
            return self._child.exit_status is not None
        return not _trains_here(self._status())

    def _settle(self) -> None:
        run_id, child = self._current, self._child
        self._child = None
        self._note_death(child)
        status = self._status()
        ended = State.DONE if status is None else status.state
        if child is not None and status is not None and self._never_began(status):
            ended = self._false_start(run_id, child)
            status = self._status()
        if _trains_here(status):
            # Another process had the run already, and ours was refused: attend that one.
            return
        # Its end shows in its folder at once: whoever asked for it again before this look wants it to go on.
        self.queue.settle(run_id, ended, asked=self._asked)
        self._leave()
        note_comparisons(run_id, self.workspace)
        if status is not None:
            self._say(f"{run_id}: {status.state}" + (f", {status.message}" if status.message else ""))

    def _note_death(self, child: ChildProcess | None) -> None:
        """Say how a process died that could not say so itself."""
        # Held by another process: then that one took it up.
        if child is not None and child.exit_status:
            with contextlib.suppress(WorkbenchError):
                self._folder(self._current).note_death(child.exit_status)

    def _never_began(self, status: RunStatus) -> bool:
        return status.state is not State.DONE and status.attempt < self._attempt

    def _false_start(self, run_id: str, child: ChildProcess) -> State:
        """Return how a process ended before it took the run up; a failure is noted, or it would be started for ever."""
        if child.exit_status == KILLED:
            # Somebody stopped it while it was starting: the run waits as before.
            return State.STOPPED
        words = last_words(console_file(self._folder(run_id)))
        # Held by another process: then that one took it up and says so itself in a moment.
        with contextlib.suppress(StorageError):
            self._fail(self._folder(run_id), words.splitlines()[-1] if words else f"exit status {child.exit_status}")
        return State.FAILED

    def _stop_current(self) -> None:
        """Let the run at work write a checkpoint and end; it keeps its place."""
        if not self._current:
            return
        self.queue.let_yield(self._current)
        while not self._over():
            # Again and again: it may be resumed meanwhile.
            with contextlib.suppress(InputError):
                status = self._status()
                if status is not None and status.state is not State.STOPPING:
                    self._folder(self._current).command("stop")
            time.sleep(LOOK_S)
        self._settle()

    # ------------------------------------------------------------------ files

    def _folder(self, run_id: str) -> RunFolder:
        return RunFolder(self.workspace.runs / run_id)

    def _status(self) -> RunStatus | None:
        folder = self._folder(self._current)
        return folder.status() if folder.exists else None

    def _note(self) -> None:
        trainer = self._child.pid if self._child is not None else 0
        note = replace(own_note(), current=self._current, trainer=trainer, attempt=self._attempt)
        write_note(self.queue, note)

    @staticmethod
    def _fail(folder: RunFolder, reason: str) -> None:
        with folder.held():
            folder.write_status(dataclasses.replace(folder.status(), state=State.FAILED, message=reason))


def _trains_here(status: RunStatus | None) -> bool:
    return status is not None and status.state.live and status.host == HOST


def _gone(run_id: str, statuses: Mapping[str, RunStatus]) -> bool:
    return run_id not in statuses or statuses[run_id].state is State.DONE


def own_note() -> RunnerNote:
    """Return the note of this process as the one that carries out runs."""
    return RunnerNote(os.getpid(), process_identity(os.getpid()) or "", HOST)


@contextlib.contextmanager
def noted(queue: RunQueue) -> Iterator[Callable[[str], None]]:
    """Carry out runs in this process, in place of a runner; what is yielded tells others which run it is at.

    Raises
    ------
    QueueBusyError
        When another process carries out the queue.
    """
    with attended(queue):
        note = own_note()
        write_note(queue, note)
        try:
            yield lambda run_id: write_note(queue, replace(note, current=run_id))
        finally:
            write_note(queue, None)


def note_comparisons(run_id: str, workspace: Workspace) -> None:
    """Bring the tables of the studies that a run belongs to up to date; a damaged study is left as it is."""
    for study in list_studies(workspace):
        with contextlib.suppress(WorkbenchError):
            if any(run.id == run_id for run in study.plan.runs):
                write_comparison(comparison(study), study)
