"""Training images of a run that has no glimpses yet: the same ones it draws or reads, before augmentation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import DatasetData, FractalData
from engine.images.dataset_images import open_dataset
from engine.images.labelled import LabelledImages
from engine.workspace import Workspace

COUNT = 24


@dataclass(frozen=True, eq=False)
class SeenImages:
    """Training images of a run.

    Attributes
    ----------
    run_id : str
    images : tuple of ndarray of shape (H, W, C), uint8
    classes : tuple of str
        Of each image.
    """

    run_id: str
    images: tuple[NDArray[np.uint8], ...]
    classes: tuple[str, ...]


def seen_images(folder: RunFolder) -> SeenImages:
    """Return some of the images the run trains on, before augmentation: the same ones it draws or reads.

    Raises
    ------
    WorkbenchError
        When the categories or the data set are not there.
    """
    data = folder.specification.data
    found = _fractals(data, folder.workspace) if isinstance(data, FractalData) else _reals(data, folder.workspace)
    return SeenImages(
        folder.id, tuple(found.images[:COUNT]), tuple(found.classes[label] for label in found.labels[:COUNT])
    )


def _fractals(data: FractalData, workspace: Workspace) -> LabelledImages:
    """Return an image each of categories spread over the set."""
    # The renderer's kernels take a second to import: not in the window's thread.
    from engine.experiments.inputs import chosen_categories
    from engine.images.fractal_images import FractalImages

    categories = chosen_categories(data, workspace)
    spread = np.unique(np.linspace(0, len(categories) - 1, COUNT).round().astype(int))
    some = categories.subset([int(index) for index in spread])
    source = FractalImages(
        some, data.render.settings, instances=1, validation=data.validation, cache=None, seed=data.seed
    )
    return source.load("train")


def _reals(data: DatasetData, workspace: Workspace) -> LabelledImages:
    """Return the first of the class-balanced draw."""
    limit = min(COUNT, data.train_limit or COUNT)
    source = open_dataset(data.name, workspace.data, size=data.size)
    return source.load("train", limit=limit, validation=data.validation, seed=data.seed)
