"""Images of a category set that are nowhere: each is drawn on the device when a batch asks for it."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray

from engine.images.fractal_images import FractalImages
from engine.images.labelled import LabelledImages, Split
from engine.training.device_images import DeviceRenderer


class DrawnImages:
    """Indexes like an array of images (N, S, S, C), uint8.

    Parameters
    ----------
    renderer : DeviceRenderer
    categories, instances : ndarray of shape (N,), int64
        What each image shows.
    """

    dtype = np.dtype(np.uint8)

    def __init__(self, renderer: DeviceRenderer, categories: NDArray[np.int64], instances: NDArray[np.int64]) -> None:
        self._renderer = renderer
        self._categories, self._instances = categories, instances
        settings = renderer.settings
        self.shape = (len(categories), settings.size, settings.size, settings.style.channels)

    def __len__(self) -> int:
        return len(self._categories)

    def __getitem__(self, key: Any) -> Any:
        images = self._renderer.draw(self._categories[key], self._instances[key]).images
        return images.cpu().numpy()

    @property
    def nbytes(self) -> int:
        """Size the images would have."""
        return int(np.prod(self.shape, dtype=np.int64))

    def take(self, indices: NDArray[np.int64]) -> torch.Tensor:
        """Return the images of `indices`, shape (B, S, S, C), uint8, on the device."""
        return self._renderer.draw(self._categories[indices], self._instances[indices]).images


def drawn_images(
    source: FractalImages, renderer: DeviceRenderer, instances: NDArray[np.int32], split: Split
) -> LabelledImages:
    """Return the images of `split` as `FractalImages.load` does, drawn when asked for.

    Parameters
    ----------
    instances : ndarray
        As `FractalImages.chosen_instances` gives them.
    """
    held_out = len(source.categories) * source.validation
    chosen, per_class = (
        (instances[:held_out], source.validation) if split == "validation" else (instances[held_out:], source.instances)
    )
    labels = np.repeat(np.arange(len(source.categories), dtype=np.int64), per_class)
    images = DrawnImages(renderer, labels, chosen.astype(np.int64))
    return LabelledImages(source.name, split, cast(NDArray[np.uint8], images), labels, source.classes)
