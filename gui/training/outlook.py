"""What a study will cost here: results, runs, time, memory, disk; reckoned in the background while it is edited."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import WorkbenchError
from engine.experiments.plan import plan
from engine.experiments.problems import Problem
from engine.experiments.specification import Data, DatasetData, Pretraining, StudySpecification
from engine.sentences import Sentence, sentence_of
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.experiments.estimate import Estimate
    from engine.experiments.pace import Pace


@dataclass(frozen=True, slots=True)
class Outlook:
    """The cost of `study`, and the free bytes of the disk it goes to.

    Attributes
    ----------
    study : StudySpecification
    estimate : Estimate
        Of the runs that are still to be done.
    free_bytes : int
    results : int
        Cells of the matrix.
    runs : int
        Runs in all, a shared pre-training counted once.
    pretrainings : int
        How many of the runs are pre-trainings.
    measurable : bool
        A short measurement would tell more about pace or memory.
    cautions : tuple of Problem
        What works and is hardly meant, at keys of its specification.
    """

    study: StudySpecification
    estimate: Estimate
    free_bytes: int
    results: int
    runs: int
    pretrainings: int
    measurable: bool
    cautions: tuple[Problem, ...] = ()

    @property
    def fits_disk(self) -> bool:
        """Whether the disk has room for it."""
        return self.estimate.disk_bytes < self.free_bytes

    @property
    def fits(self) -> bool:
        """Whether disk and memory have room for it, as far as is known."""
        return self.fits_disk and self.estimate.fits_memory

    @property
    def done(self) -> int:
        """Runs that were done before."""
        return self.runs - self.estimate.runs


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why `study` cannot be carried out here, said at keys of its specification."""

    study: StudySpecification
    problems: tuple[Problem, ...]


def outlook(study: StudySpecification, workspace: Workspace) -> Outlook | Refusal:
    """Return what `study` will cost in `workspace`, or why it cannot be done; raises as `cost`."""
    from engine.experiments import feasibility
    from engine.experiments.pace import read_history

    history = read_history(workspace)
    refused = refusals(study, workspace) or tuple(feasibility.refusals(study, workspace, history=history))
    if refused:
        return Refusal(study, refused)
    cautions = tuple(feasibility.cautions(study, workspace))
    return dataclasses.replace(cost(study, workspace, history), cautions=cautions)


def cost(study: StudySpecification, workspace: Workspace, history: Sequence[Pace] | None = None) -> Outlook:
    """Return what `study` would cost, whether or not its images are there; raises as `estimate_study`.

    `history` is that of `engine.experiments.pace.read_history`, read when None.
    """
    # Knows the renderer, whose kernels take a second to import: not in the window's thread.
    from engine.experiments.estimate import estimate_study
    from engine.experiments.pace import read_history
    from engine.experiments.probe import unknown_kinds

    planned = plan(study)
    history = read_history(workspace) if history is None else history
    return Outlook(
        study=study,
        estimate=estimate_study(study, workspace, history),
        free_bytes=shutil.disk_usage(_existing(workspace.root)).free,
        results=len(planned.cells),
        runs=len(planned.runs),
        pretrainings=sum(run.role == "pretrain" for run in planned.runs),
        measurable=bool(unknown_kinds(study, history)),
    )


def refusals(study: StudySpecification, workspace: Workspace) -> tuple[Problem, ...]:
    """Return what of the images that a study asks for cannot be had, by the keys of its specification."""
    trained = (
        _refusal(f"sources.{index}.data", source.data, workspace)
        for index, source in enumerate(study.sources)
        if isinstance(source, Pretraining)
    )
    tuned = (_unreadable(f"targets.{index}.name", target, workspace) for index, target in enumerate(study.targets))
    return tuple(problem for problem in (*trained, *tuned) if problem is not None)


def _refusal(key: str, data: Data, workspace: Workspace) -> Problem | None:
    """Return what is wrong with the images of a pre-training, to be read on from the name of its field."""
    from engine.categories.catalogue import resolve_set

    if isinstance(data, DatasetData):
        found = _unreadable(f"{key}.name", data, workspace)
        return found and Problem(found.key, Sentence("cannot be used: {0}", found.message))
    try:
        there = len(resolve_set(data.categories, workspace))
    except WorkbenchError as error:
        return Problem(f"{key}.categories", Sentence("cannot be used: {0}", sentence_of(error)))
    if data.count is None or data.count <= there:
        return None
    sentence = Sentence("is {0} and {1} has {2} categories; give that or less", data.count, data.categories, there)
    return Problem(f"{key}.count", sentence)


def _unreadable(key: str, data: DatasetData, workspace: Workspace) -> Problem | None:
    from engine.experiments.inputs import check_data

    try:
        check_data(data, workspace)
    except WorkbenchError as error:
        return Problem(key, sentence_of(error))
    return None


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
