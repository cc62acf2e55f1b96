"""Extending a study: what is done stays done, by content, and it is said what becomes of it. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass

from engine.experiments.plan import plan
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from engine.experiments.specification import StudySpecification
from engine.experiments.study_folder import StudyFolder, plan_study, study_folder
from engine.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Extension:
    """What a changed specification makes of a study; ids of runs, in the order of their plan.

    Attributes
    ----------
    kept : tuple of str
        Runs of the new plan that are done, whichever study they were done for.
    begun : tuple of str
        Runs of the new plan that were begun, or wait, already.
    added : tuple of str
        Runs that are new.
    left : tuple of str
        Runs that were done, or begun, and are no part of the new plan: their numbers would be others. They stay in
        the list of runs.
    waiting : tuple of str
        Runs that only waited and are no part of the new plan; they can be discarded.
    """

    kept: tuple[str, ...]
    begun: tuple[str, ...]
    added: tuple[str, ...]
    left: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is kept, what is new, and what no longer belongs to it."""
        parts = [f"{len(self.kept)} runs are done and kept", f"{len(self.added)} are new"]
        if self.begun:
            parts.append(f"{len(self.begun)} go on where they are")
        text = f"{', '.join(parts)}."
        if self.left:
            text += (
                f" The change makes other numbers of {len(self.left)} runs that were done or begun: these are made "
                "anew, and the earlier ones stay in the list of runs."
            )
        return text


def preview_extension(specification: StudySpecification, workspace: Workspace) -> Extension:
    """Return what `specification` would make of the study of its name; nothing is written.

    A study that does not exist yet is extended from nothing: runs done for other studies count as kept.

    Raises
    ------
    InputError, StorageError
        When the file of the study was damaged.
    """
    before = study_folder(specification, workspace)
    earlier = [run.id for run in before.plan.runs] if before.exists else []
    planned = [run.id for run in plan(specification).runs]
    states = {run_id: _state(workspace, run_id) for run_id in (*earlier, *planned)}
    gone = [run_id for run_id in earlier if run_id not in set(planned)]
    return Extension(
        kept=tuple(run_id for run_id in planned if states[run_id] is State.DONE),
        begun=tuple(run_id for run_id in planned if states[run_id] not in (None, State.DONE)),
        added=tuple(run_id for run_id in planned if states[run_id] is None),
        left=tuple(run_id for run_id in gone if states[run_id] not in (None, State.QUEUED)),
        waiting=tuple(run_id for run_id in gone if states[run_id] is State.QUEUED),
    )


def extend_study(specification: StudySpecification, workspace: Workspace) -> tuple[StudyFolder, Extension]:
    """Make the study of this name the one of `specification`, and return it with what became of its runs.

    Runs are found by their content, so sources, targets, shares and seeds can be added without repeating anything.

    Raises
    ------
    InputError, StorageError
        As `preview_extension` and `plan_study`.
    """
    extension = preview_extension(specification, workspace)
    return plan_study(specification, workspace), extension


def _state(workspace: Workspace, run_id: str) -> State | None:
    folder = RunFolder(workspace.runs / run_id)
    return folder.status().state if folder.exists else None
