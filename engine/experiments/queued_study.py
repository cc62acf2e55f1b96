"""Extending or changing a study that was planned before: what is done stays, what no longer belongs to it goes."""

from __future__ import annotations

from engine.errors import WorkbenchError
from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_status import State
from engine.experiments.specification import StudySpecification
from engine.experiments.study_folder import StudyFolder, list_studies, plan_study, study_folder
from engine.workspace import Workspace


def replan_study(specification: StudySpecification, workspace: Workspace) -> StudyFolder:
    """Return the study's folder with every run of `specification` queued.

    A study of that name is extended or changed to this one: runs it shares with the new version are kept whatever
    their state. Of the others, those that never began and that no other study has leave the queue, and their empty
    folders go; those that began stay in the table of runs.

    Raises
    ------
    StorageError
        When the workspace cannot be written.
    """
    before = _runs(study_folder(specification, workspace))
    study = plan_study(specification, workspace)
    wanted = {run_id for one in list_studies(workspace) for run_id in _runs(one)}
    queue = RunQueue(workspace)
    note = read_note(queue)
    starting = "" if note is None else note.current
    for run_id in before - wanted - {starting}:
        folder = study.folder(run_id)
        if folder.exists and folder.status().state is State.QUEUED and folder.status().attempt == 0:
            queue.remove([run_id])
            folder.discard()
    return study


def _runs(study: StudyFolder) -> set[str]:
    """Return the ids of a study's runs; none of one that is not there, or was damaged."""
    try:
        return {run.id for run in StudyFolder(study.path).plan.runs} if study.exists else set()
    except WorkbenchError:
        return set()
