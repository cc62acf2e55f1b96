"""What a run works on, without drawing or decoding anything: how many images, of which size. Free of torch."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from engine.errors import WorkbenchError
from engine.experiments.inputs import chosen_categories
from engine.experiments.specification import Data, DatasetData, FractalData, RunSpecification
from engine.images.dataset_images import DATASETS, DEFAULT_FOLDER_SIZE, open_dataset
from engine.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Workload:
    """The images of a run.

    Attributes
    ----------
    train, validation, test : int
        Images of each part; 0 where the data cannot be opened yet.
    classes : int
    stored : tuple of int
        Height, width and channels of a stored image.
    """

    train: int
    validation: int
    test: int
    classes: int
    stored: tuple[int, int, int]

    @property
    def bytes(self) -> int:
        """Size of all images as they are stored."""
        height, width, channels = self.stored
        return (self.train + self.validation + self.test) * height * width * channels

    def largest_batch(self, batch_size: int) -> int:
        """Return how many images a step has at most: all there are, where that is fewer."""
        return min(batch_size, max(2, self.train))


def workload(data: Data, workspace: Workspace) -> Workload:
    """Return what `data` stands for.

    Raises
    ------
    MissingDataError, InputError
        When a category set is not there. A data set of the registry need not be there.
    """
    if isinstance(data, FractalData):
        categories = len(chosen_categories(data, workspace))
        size, channels = data.render.size, data.render.style.channels
        return Workload(
            categories * data.instances, categories * data.validation, 0, categories, (size, size, channels)
        )
    train, test, classes, channels = _parts(data, workspace)
    edge = stored_size(data)
    rest = max(0, train - data.validation)
    if data.train_fraction is not None:
        used = min(rest, max(classes, round(rest * data.train_fraction)))
    else:
        used = min(rest, data.train_limit or rest)
    return Workload(used, data.validation, test, classes, (edge, edge, channels))


def training_images(data: DatasetData, workspace: Workspace) -> int:
    """Return how many training images the data set of `data` has, held-out ones included; 0: it cannot be opened."""
    return _parts(data, workspace)[0]


def _parts(data: DatasetData, workspace: Workspace) -> tuple[int, int, int, int]:
    """Return training images, test images, classes and channels; no images where the data cannot be opened."""
    if data.name in DATASETS:
        described = DATASETS[data.name]
        return described.train, described.test, len(described.classes) or described.class_count, described.shape[2]
    with contextlib.suppress(WorkbenchError):
        opened = open_dataset(data.name, workspace.data)
        return opened.count("train"), opened.count("test"), len(opened.classes), 3
    return 0, 0, 2, 3


def stored_size(data: Data) -> int:
    """Return the edge in pixels of the stored images."""
    if isinstance(data, FractalData):
        return data.render.size
    return DATASETS[data.name].edge(data.size) if data.name in DATASETS else data.size or DEFAULT_FOLDER_SIZE


def image_size(specification: RunSpecification) -> int:
    """Return the edge in pixels of what the network sees."""
    training = specification.training
    return training.image_size or training.augmentation.resize or stored_size(specification.data)
