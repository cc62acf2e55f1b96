"""What a run starts from: the weight file its source names, and whether it fits; free of torch."""

from __future__ import annotations

from pathlib import Path

from engine.errors import InputError, MissingDataError
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import Checkpoint, ImageNet, Model, RunSource, RunSpecification
from engine.models.catalogue import check_available
from engine.models.imagenet import find_imagenet, weight_places
from engine.models.weight_files import find_weight_file, inspect_weights
from engine.sentences import Sentence
from engine.workspace import Workspace


def source_weights(specification: RunSpecification, workspace: Workspace) -> Path | None:
    """Return the weight file a run starts from, None for scratch.

    Raises
    ------
    MissingDataError
        When there is none; says which file to put where, or which run to finish first.
    InputError
        When a published file is damaged.
    """
    source, folders = specification.source, weight_places(workspace.data)
    if isinstance(source, Checkpoint):
        return find_weight_file(source.path, folders)
    if isinstance(source, RunSource):
        return _run_weights(source.run, workspace)
    if isinstance(source, ImageNet):
        if source.path:
            return find_weight_file(source.path, folders)
        return find_imagenet(specification.model.backbone, source.version, folders)
    return None


def _run_weights(run: str, workspace: Workspace) -> Path:
    folder = RunFolder(workspace.runs / run)
    if not folder.exists:
        raise MissingDataError(
            Sentence("There is no run {0} in {1}; choose one that `main.py runs` lists.", run, workspace.runs)
        )
    if not folder.weights.is_file():
        raise MissingDataError(
            Sentence("The run {0} has no final weights yet; finish it with `main.py train --resume {0}`.", run)
        )
    return folder.weights


def check_source(specification: RunSpecification, workspace: Workspace, *, queued: bool = True) -> None:
    """Return when the network of a run can be built here and the weights it starts from are there and fit.

    The weights of another run are not looked for while the run is `queued`: that one may come before it.

    Raises
    ------
    MissingDataError
        When a package, a file or a run is missing; says what to install, or which file to put where.
    InputError
        When the weights are damaged, or for another network.
    """
    model, source = specification.model, specification.source
    check_available(model.backbone)
    if isinstance(source, RunSource):
        check_run(source.run, model, workspace, queued=queued)
        return
    path = source_weights(specification, workspace)
    misfit = inspect_weights(path).misfit(model.backbone, model.stem) if path is not None else ""
    if misfit:
        raise InputError(misfit)


def check_run(run: str, model: Model, workspace: Workspace, *, queued: bool = True) -> None:
    """Return when the weights of `run` are those of the network `model`; raises as `check_source`."""
    folder = RunFolder(workspace.runs / run)
    if not queued:
        _run_weights(run, workspace)
    if folder.exists and folder.specification.model != model:
        theirs = folder.specification.model
        raise InputError(
            Sentence(
                "The run {0} trained {1} with stem {2}, which does not fit {3} with stem {4}; choose "
                "that network, or another run.",
                run,
                theirs.backbone,
                theirs.stem,
                model.backbone,
                model.stem,
            )
        )
