"""Halt training: the run that the queue is at when the word comes, be it at work or only starting. Free of torch."""

from __future__ import annotations

from typing import Literal

from engine.experiments.child_process import kill_trainer
from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_folder import RunFolder

Halt = Literal["pause", "stop_after_epoch", "stop"]


def current_run(queue: RunQueue) -> str:
    """Return the id of the run that the queue is at now, empty for none."""
    note = read_note(queue)
    return note.current if note is not None and note.alive else ""


def halt(queue: RunQueue, verb: Halt, run_id: str = "", *, resumes: bool = False) -> None:
    """Pause or stop a run; after a stop the queue waits, and so it does when there is nothing yet to be paused.

    Parameters
    ----------
    queue : RunQueue
    verb : {'pause', 'stop_after_epoch', 'stop'}
    run_id : str
        By default the run that the queue is at.
    resumes : bool
        The queue, and the run that is stopped, go on when a window is opened next.

    Raises
    ------
    InputError
        When no process is at work on that run.
    StorageError
        When queue or run cannot be written.
    """
    # The queue first: a runner between two runs then starts none, or has said already which one it starts.
    if verb != "pause":
        queue.hold(True, resumes=resumes)
    run_id = run_id or current_run(queue)
    if not run_id and verb == "pause":
        queue.hold(True)
        run_id = current_run(queue)
    if not run_id:
        return
    if resumes:
        queue.let_yield(run_id)
    folder = RunFolder(queue.workspace.runs / run_id)
    if verb == "stop":
        _stop(folder, queue)
    else:
        folder.command(verb)


def run_next(queue: RunQueue, run_id: str) -> None:
    """Start a run at once; the one that the queue is at writes a checkpoint, keeps its place, and goes on later.

    Raises
    ------
    StorageError
        When queue or run cannot be written.
    """
    queue.put_first(run_id)
    current = current_run(queue)
    if current != run_id and queue.read().item(current) is not None:
        queue.let_yield(current)
        _stop(RunFolder(queue.workspace.runs / current), queue)


def _stop(folder: RunFolder, queue: RunQueue) -> None:
    """Stop a run with a checkpoint; one whose process is still starting has nothing that could be lost."""
    status = folder.status()
    if status.state.live or (folder.starting(status) and not kill_trainer(folder, queue)):
        folder.command("stop")
