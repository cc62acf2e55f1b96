"""From a study to its runs: a pure function, free of torch.

A run is named by the digest of what decides its numbers, so that the same pre-training serves every fine-tuning
that starts from it, and a study that was extended finds what it has done before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.experiments.specification import (
    Checkpoint,
    DatasetData,
    ImageNet,
    Pretraining,
    RunSource,
    RunSpecification,
    Scratch,
    Source,
    StudySource,
    StudySpecification,
    slug,
)


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """One run of a study.

    Attributes
    ----------
    id : str
        Name of its run folder.
    role : {'pretrain', 'finetune'}
    source, target : str
        Name of the source in the study, and what is trained on.
    needs : str
        Id of the run whose weights it starts from, empty for none.
    """

    id: str
    role: Literal["pretrain", "finetune"]
    source: str
    target: str
    needs: str
    specification: RunSpecification


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the matrix of a study, and the run that fills it."""

    source: str
    dataset: str
    seed: int
    run: str


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """What a study consists of.

    Attributes
    ----------
    runs : tuple of PlannedRun
        Each once, in an order in which they can be carried out: what a run needs stands before it.
    cells : tuple of Cell
        Source by source, then data set, then seed, in the order of the specification.
    """

    runs: tuple[PlannedRun, ...]
    cells: tuple[Cell, ...]


def plan(study: StudySpecification) -> StudyPlan:
    """Return the runs and the matrix of `study`; data sets run in turn, so that bars grow side by side."""
    runs: dict[str, PlannedRun] = {}
    filled: dict[tuple[str, str, int], str] = {}
    for seed in study.seeds:
        for target in study.targets:
            for source in study.sources:
                run = _finetuning(study, source, target, seed, lambda new: runs.setdefault(new.id, new))
                filled[source.name, target.label, seed] = run.id
    cells = [
        Cell(source.name, target.label, seed, filled[source.name, target.label, seed])
        for source in study.sources
        for target in study.targets
        for seed in study.seeds
    ]
    return StudyPlan(tuple(runs.values()), tuple(cells))


Add = Callable[[PlannedRun], PlannedRun]
"""Note a run and return the equal one noted before, if there is one."""


def _finetuning(study: StudySpecification, source: StudySource, target: DatasetData, seed: int, add: Add) -> PlannedRun:
    before = add(_pretraining(study, source, seed)).id if isinstance(source, Pretraining) else ""
    specification = RunSpecification(
        name=f"{target.label} from {source.name}, seed {seed}"[:100],
        seed=seed,
        data=target,
        model=study.model,
        source=RunSource(run=before) if before else _plain(source),
        training=study.training,
    )
    run_id = _id(target.label, study, specification)
    return add(PlannedRun(run_id, "finetune", source.name, target.label, before, specification))


def _pretraining(study: StudySpecification, source: Pretraining, seed: int) -> PlannedRun:
    specification = RunSpecification(
        name=f"{source.name}, pre-training, seed {seed}"[:100],
        seed=seed,
        data=source.data,
        model=study.model,
        training=source.training,
    )
    run_id = _id(f"pretrain {source.data.label}", study, specification)
    return PlannedRun(run_id, "pretrain", source.name, source.data.label, "", specification)


def _plain(source: StudySource) -> Source:
    """Return the source without its name, which decides no number."""
    kinds: dict[str, type[Scratch | Checkpoint | ImageNet | RunSource]] = {
        "scratch": Scratch,
        "checkpoint": Checkpoint,
        "imagenet": ImageNet,
        "run": RunSource,
    }
    return kinds[source.kind].model_validate(source.model_dump(exclude={"name"}))


def _id(what: str, study: StudySpecification, specification: RunSpecification) -> str:
    """Return a folder name: for people what and which seed, for certain the digest of the content."""
    return f"{slug(f'{what} {study.model.backbone}')}-s{specification.seed}-{specification.content[:10]}"
