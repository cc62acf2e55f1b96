"""What cannot work here, and what works but is hardly meant, at the field to change. Free of torch.

The specification itself refuses what cannot work anywhere; this module knows the data and the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.experiments.estimate import estimate_run, estimate_study
from engine.experiments.pace import Pace, known_probe, read_history
from engine.experiments.plan import plan
from engine.experiments.problems import Problem
from engine.experiments.specification import (
    Data,
    DatasetData,
    Pretraining,
    RunSpecification,
    Scratch,
    StudySpecification,
)
from engine.experiments.workload import training_images, workload
from engine.sentences import Sentence
from engine.workspace import Workspace


def refusals(
    study: StudySpecification,
    workspace: Workspace,
    *,
    free_disk: int | None = None,
    history: Sequence[Pace] | None = None,
) -> list[Problem]:
    """Return why `study` surely cannot be carried out here, at dotted keys as in `SpecificationError.problems`.

    The images themselves must be there: see `engine.experiments.inputs.check_data`.

    Parameters
    ----------
    free_disk : int, optional
        Bytes free where the workspace lies; None: the disk is not looked at.
    history : list of Pace, optional
        From `engine.experiments.pace.read_history`; read when None.

    Raises
    ------
    MissingDataError, InputError
        When a category set is not there.
    """
    known = read_history(workspace) if history is None else history
    found = [
        problem
        for index, target in enumerate(study.targets)
        for problem in _too_few(target, f"targets.{index}", workspace)
    ]
    if found:
        return found
    found = _unique(_memory(key, run, workspace, known) for key, run in _runs(study))
    needed = 0 if free_disk is None else estimate_study(study, workspace, known).disk_bytes
    if free_disk is not None and needed > free_disk:
        found.append(
            Problem(
                "",
                Sentence("needs {0} GB of disk and {1} GB are free; make room for it", _giga(needed), _giga(free_disk)),
            )
        )
    return found


def cautions(study: StudySpecification, workspace: Workspace) -> list[Problem]:
    """Return what can be done but is hardly meant, at dotted keys."""
    found = []
    if study.training.freeze != "none":
        for index, source in enumerate(study.sources):
            if isinstance(source, Scratch):
                found.append(
                    Problem(
                        f"sources.{index}",
                        Sentence(
                            "starts from random weights, and training.freeze keeps them: it shows what untrained "
                            "layers do"
                        ),
                    )
                )
    for index, target in enumerate(study.targets):
        load = workload(target, workspace)
        if 0 < load.train < study.training.batch_size:
            found.append(
                Problem(
                    f"targets.{index}",
                    Sentence(
                        "has {0} training images, fewer than a batch of {1}: an epoch is one step",
                        load.train,
                        study.training.batch_size,
                    ),
                )
            )
    return found


def _runs(study: StudySpecification) -> Iterator[tuple[str, RunSpecification]]:
    """Yield the runs with the key of the section that holds their settings."""
    places = {source.name: index for index, source in enumerate(study.sources) if isinstance(source, Pretraining)}
    for run in plan(study).runs:
        yield (f"sources.{places[run.source]}." if run.role == "pretrain" else "") + "training", run.specification


def _unique(problems: Iterator[Problem | None]) -> list[Problem]:
    return list({problem.key: problem for problem in problems if problem is not None}.values())


def _memory(key: str, run: RunSpecification, workspace: Workspace, history: Sequence[Pace]) -> Problem | None:
    """Return the problem of a run that was measured and is known not to fit into memory."""
    probe = known_probe(run)
    if probe is None:
        return None
    found = estimate_run(run, workspace, history)
    if found.fits_memory or found.memory_bytes is None or found.memory_there is None:
        return None
    batch = run.training.batch_size
    images = workload(run.data, workspace).largest_batch(batch)
    room = found.memory_there - (found.memory_bytes - images * probe.image_bytes)
    needed, there = _giga(found.memory_bytes), _giga(found.memory_there)
    if room < 2 * probe.image_bytes:
        sentence = Sentence(
            "needs {0} GB of memory, and there are {1} GB, whatever the batch; choose smaller images or another "
            "backbone",
            needed,
            there,
        )
        return Problem(f"{key}.image_size", sentence)
    most = _round(room // probe.image_bytes)
    sentence = Sentence(
        "is {0} and needs {1} GB of memory, and there are {2} GB; give {3} or less", batch, needed, there, most
    )
    return Problem(f"{key}.batch_size", sentence)


def _giga(count: float) -> str:
    return f"{count / 1e9:.1f}"


def _round(batch: int) -> int:
    """Return the power of two below `batch`, the usual size of a batch."""
    return int(2 ** (batch.bit_length() - 1))


def _too_few(data: Data, key: str, workspace: Workspace) -> Iterator[Problem]:
    """Yield what asks for more training images than a data set has."""
    there = training_images(data, workspace) if isinstance(data, DatasetData) else 0
    if not isinstance(data, DatasetData) or not there:
        return
    if data.validation >= there:
        yield Problem(
            f"{key}.validation",
            Sentence("is {0} and {1} has {2} training images; give less", data.validation, data.name, there),
        )
    elif data.train_limit is not None and data.train_limit > there - data.validation:
        yield Problem(
            f"{key}.train_limit",
            Sentence(
                "is {0} and {1} has {2} training images beside those held out; give that or less",
                data.train_limit,
                data.name,
                there - data.validation,
            ),
        )
