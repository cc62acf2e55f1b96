"""Changing a run that waits: another specification in its place in the queue. Free of torch."""

from __future__ import annotations

from engine.errors import InputError
from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_folder import RunFolder, list_runs
from engine.experiments.run_status import State
from engine.experiments.specification import RunSpecification
from engine.sentences import Sentence
from engine.workspace import Workspace


def replace_waiting(run_id: str, specification: RunSpecification, workspace: Workspace) -> RunFolder:
    """Return a new run of `specification` that stands in the queue where `run_id` stood; that one's folder goes.

    A specification is never changed once its folder is there: whoever reads the folder may rely on it.

    Raises
    ------
    InputError
        When the run has begun, is no longer queued, or another run starts from its weights.
    MissingDataError
        When there is no such run.
    StorageError
        When the workspace cannot be written.
    """
    old = RunFolder(workspace.runs / run_id)
    queue = RunQueue(workspace)
    if old.specification == specification:
        return old
    _check_waits(old, queue)
    new = RunFolder.create(specification, workspace)
    queue.exchange(run_id, new.id)
    try:
        _check_idle(old, queue)
        old.discard()
    except BaseException:
        # It began meanwhile: then it keeps its place.
        queue.exchange(new.id, run_id)
        new.discard()
        raise
    return new


def _check_waits(run: RunFolder, queue: RunQueue) -> None:
    if queue.read().item(run.id) is None:
        raise InputError(Sentence("Run {0} is not in the queue; start a new run instead of changing it.", run.id))
    _check_idle(run, queue)
    needing = [entry.id for entry in list_runs(queue.workspace) if entry.status.needs == run.id]
    if needing:
        raise InputError(
            Sentence(
                "Run {0} starts from the weights of {1}; discard it before you change this one.", needing[0], run.id
            )
        )


def _check_idle(run: RunFolder, queue: RunQueue) -> None:
    note, status = read_note(queue), run.status()
    if status.attempt or status.state is not State.QUEUED or (note is not None and note.current == run.id):
        raise InputError(
            Sentence("Run {0} has begun; what it does is settled. Stop it and start a new run instead.", run.id)
        )
