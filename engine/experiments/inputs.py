"""The images of a run. Free of torch."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.categories.catalogue import resolve_set
from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.experiments.specification import Data, DatasetData, FractalData, RunSpecification
from engine.images.dataset_images import DATASETS, open_dataset
from engine.images.fractal_images import FractalImages
from engine.images.labelled import LabelledImages
from engine.progress import Control, Report, ignore
from engine.sentences import Sentence
from engine.workspace import Workspace


@dataclass(frozen=True, eq=False)
class RunImages:
    """The images of a run; `note` says what they are, for the record."""

    train: LabelledImages
    validation: LabelledImages | None
    test: LabelledImages | None
    note: Mapping[str, Any]


def load_images(
    specification: RunSpecification,
    workspace: Workspace,
    *,
    report: Report = ignore,
    control: Control | None = None,
    threads: int | None = None,
) -> RunImages:
    """Return the training, validation and test images of a run.

    Raises
    ------
    MissingDataError
        When a set or data set is not there; says which files go where.
    InputError, StorageError
        As `FractalImages` and `DatasetImages`.
    """
    data = specification.data
    if isinstance(data, FractalData):
        source = fractal_images(data, workspace)
        categories = source.categories
        train = source.load("train", report=report, control=control, threads=threads)
        held_out = source.load("validation") if data.validation else None
        degenerate = source.degenerate
        note = {
            "categories": categories.name,
            "identity": categories.identity,
            "left_out": degenerate.total if degenerate is not None else 0,
        }
        return RunImages(train, held_out, None, note)
    dataset = open_dataset(data.name, workspace.data, size=data.size, cache=workspace.cache)
    load = functools.partial(dataset.load, validation=data.validation, seed=data.seed, report=report, control=control)
    train = load("train", limit=data.train_limit, fraction=data.train_fraction)
    held_out = load("validation") if data.validation else None
    return RunImages(train, held_out, load("test"), {"dataset": data.name})


def fractal_images(data: FractalData, workspace: Workspace) -> FractalImages:
    """Return the images that `data` names, not drawn yet; raises as `chosen_categories`."""
    return FractalImages(
        chosen_categories(data, workspace),
        data.render.settings,
        instances=data.instances,
        validation=data.validation,
        cache=workspace.cache,
        seed=data.seed,
    )


def chosen_categories(data: FractalData, workspace: Workspace) -> CategorySet:
    """Return the categories that `data` names.

    Raises
    ------
    MissingDataError, InputError
        When there is no such set, or it has fewer than asked for.
    """
    categories = resolve_set(data.categories, workspace)
    if data.count is None or data.count == len(categories):
        return categories
    if data.count > len(categories):
        raise InputError(
            Sentence(
                "{0} has {1} categories and data.count asks for {2}; ask for less.",
                data.categories,
                len(categories),
                data.count,
            )
        )
    return categories.subset(range(data.count))


def check_data(data: Data, workspace: Workspace) -> None:
    """Return when the categories or the files of `data` are there; nothing is drawn or decoded.

    Raises
    ------
    MissingDataError, InputError
        Naming what goes where.
    """
    if isinstance(data, FractalData):
        chosen_categories(data, workspace)
    else:
        open_dataset(data.name, workspace.data, size=data.size)


def judged_by_balanced_accuracy(data: Data) -> bool:
    """Whether the authors of the data set judge by the mean of the accuracies of the classes, as those of K49 do."""
    described = DATASETS.get(data.name) if isinstance(data, DatasetData) else None
    return described is not None and described.judged_by_balanced_accuracy
