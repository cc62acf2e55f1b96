"""A study as a folder: its specification, its plan, and where its runs stand. Free of torch.

studies/<name>/
├── specification.toml
├── plan.json           which run folder fills which cell of the matrix, for readers without this program
├── comparison.json     accuracy by source x data set x seed, also as .csv and .md
└── figures/            the same drawn
"""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.errors import InputError, MissingDataError, StorageError
from engine.experiments.plan import PlannedRun, StudyPlan, plan
from engine.experiments.run_folder import RunEntry, RunFolder, RunStatus, State
from engine.experiments.specification import (
    StudySpecification,
    load_study_specification,
    save_specification,
    slug,
)
from engine.locks import exclusive
from engine.sentences import Sentence
from engine.storage import write_json
from engine.workspace import Workspace


class StudyFolder:
    """One study of the workspace.

    Attributes
    ----------
    path : Path
        Its name is the name of the study.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"StudyFolder({self.path})"

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.path.name

    @property
    def workspace(self) -> Workspace:
        """The workspace whose ``studies`` folder holds this one."""
        return Workspace(self.path.parent.parent)

    @property
    def figures(self) -> Path:
        """Folder of the figure files."""
        return self.path / "figures"

    @property
    def exists(self) -> bool:
        """Whether the study was planned."""
        return (self.path / "specification.toml").is_file()

    @cached_property
    def specification(self) -> StudySpecification:
        """What was asked, as it was when this object first read it.

        Raises
        ------
        MissingDataError, InputError, StorageError
            When there is no such study, or its file was damaged.
        """
        if not self.exists:
            raise MissingDataError(
                Sentence("There is no study {0} in {1}; start it with `main.py study`.", self.name, self.path.parent)
            )
        return load_study_specification(self.path / "specification.toml")

    @cached_property
    def plan(self) -> StudyPlan:
        """Its runs and its matrix."""
        return plan(self.specification)

    def folder(self, run_id: str) -> RunFolder:
        """Return the folder of one of its runs."""
        return RunFolder(self.workspace.runs / run_id)

    def runs(self) -> list[RunEntry]:
        """Return its runs in order, with where they stand; one that was discarded is not listed."""
        folders = [self.folder(run.id) for run in self.plan.runs]
        return [RunEntry(folder, folder.status()) for folder in folders if folder.exists]

    def status(self) -> StudyStatus:
        """Return where the study stands, read from its runs."""
        return StudyStatus(len(self.plan.runs), tuple(entry.status for entry in self.runs()))

    def queue(self) -> list[RunFolder]:
        """Queue every run that has no folder yet, and return all folders in order.

        Raises
        ------
        StorageError
            When the workspace cannot be written.
        """
        return [self._queued(run) for run in self.plan.runs]

    def _queued(self, run: PlannedRun) -> RunFolder:
        folder = self.folder(run.id)
        if not folder.exists:
            RunFolder.create(
                run.specification,
                self.workspace,
                run_id=run.id,
                role=run.role,
                source=run.source,
                target=run.target,
                needs=run.needs,
            )
        return folder

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Be the one process that carries the study out; raises StorageError when another is."""
        refusal = Sentence("The study {0} is being carried out by another process; stop that one first.", self.name)
        with exclusive(self.path / "lock", refusal):
            yield

    def discard(self) -> None:
        """Delete the study's own folder; its runs stay, they may serve other studies.

        Raises
        ------
        StorageError
            When a file cannot be deleted.
        """
        try:
            shutil.rmtree(self.path)
        except OSError as error:
            raise StorageError(
                Sentence("Cannot delete {0}: {1}. Close what uses it.", self.path, error.strerror or error)
            ) from error


@dataclass(frozen=True, slots=True)
class StudyStatus:
    """Where a study stands.

    Attributes
    ----------
    planned : int
        Runs it consists of.
    runs : tuple of RunStatus
        Of those that have a folder, in order.
    """

    planned: int
    runs: tuple[RunStatus, ...]

    @property
    def done(self) -> int:
        """Finished runs."""
        return sum(status.state is State.DONE for status in self.runs)

    @property
    def begun(self) -> bool:
        """Some run is no longer merely queued."""
        return any(status.state is not State.QUEUED for status in self.runs)

    @property
    def finished(self) -> bool:
        """Every run is done."""
        return self.done == self.planned

    @property
    def fraction(self) -> float:
        """Share done, each run counted the same."""
        return sum(status.fraction for status in self.runs) / self.planned


def study_folder(specification: StudySpecification, workspace: Workspace) -> StudyFolder:
    """Return where the study lies, or will lie."""
    return StudyFolder(workspace.studies / slug(specification.name))


def plan_study(specification: StudySpecification, workspace: Workspace) -> StudyFolder:
    """Return the study's folder with every run queued; a study of that name is extended or changed to this one.

    Runs that an earlier version of the study has done are found again by their content, whatever their state.

    Raises
    ------
    StorageError
        When the workspace cannot be written.
    """
    study = study_folder(specification, workspace)
    save_specification(specification, study.path / "specification.toml")
    write_json(study.path / "plan.json", {"cells": [dataclasses.asdict(cell) for cell in study.plan.cells]})
    study.queue()
    return study


def find_study(name: str, workspace: Workspace) -> StudyFolder:
    """Return the study called `name`.

    Raises
    ------
    MissingDataError
        When there is none; names those there are.
    """
    study = StudyFolder(workspace.studies / (slug(name) or name))
    if not study.exists:
        known = ", ".join(found.name for found in list_studies(workspace)) or "none yet"
        raise MissingDataError(
            Sentence("There is no study {0!r} in {1} (there are: {2}).", name, workspace.studies, known)
        )
    return study


def list_studies(workspace: Workspace) -> list[StudyFolder]:
    """Return the studies of the workspace by name."""
    if not workspace.studies.is_dir():
        return []
    found = [StudyFolder(path) for path in sorted(workspace.studies.iterdir())]
    return [study for study in found if study.exists]


def ready_runs(study: StudyFolder, *, resume: bool = False) -> list[RunFolder]:
    """Return the runs that can be started now: they wait, and what they need is done.

    Parameters
    ----------
    study : StudyFolder
    resume : bool
        Count runs that were stopped, cut off, or failed as waiting too.
    """
    entries = study.runs()
    done = {entry.id for entry in entries if entry.status.state is State.DONE}
    return [
        entry.folder
        for entry in entries
        if (entry.status.state.resumable if resume else entry.status.state is State.QUEUED)
        and (not entry.status.needs or entry.status.needs in done or _done(study.workspace, entry.status.needs))
    ]


def _done(workspace: Workspace, run_id: str) -> bool:
    """Return whether a run that may belong to no study is done."""
    folder = RunFolder(workspace.runs / run_id)
    return folder.exists and folder.status().state is State.DONE


def next_run(study: StudyFolder, *, resume: bool = False) -> RunFolder | None:
    """Return the first of `ready_runs`, None when there is none."""
    return next(iter(ready_runs(study, resume=resume)), None)


def require_resumable(study: StudyFolder, *, resume: bool) -> None:
    """Raise InputError when an unfinished study is about to be taken up without having been asked to."""
    status = study.status()
    if status.begun and not status.finished and not resume:
        raise InputError(
            Sentence(
                "The study {0} exists and {1} of its {2} runs are done; add --resume to go on with it, "
                "or give the study another name.",
                study.name,
                status.done,
                status.planned,
            )
        )
