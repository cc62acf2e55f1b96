"""From stored uint8 pictures to the batches a network takes: whole batches at a time, no picture alone in Python.

Every random choice of a batch comes from a generator named by (seed, epoch, step), so a run can go on from any batch
with the numbers it would have had.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from engine.errors import InputError
from engine.images.labelled import LabelledImages
from engine.training.augmentation import crop_windows, cut_windows, draw_mixture, erase, mix
from engine.training.drawn_images import DrawnImages
from engine.training.rand_augment import change, draw_changes
from engine.training.settings import Augmentation, TrainingSettings

WHOLE = slice(None)
_SHUFFLE, _AUGMENT = 0, 1
_EVALUATION_PIXELS = 4_000_000
"""Pixels of an evaluation batch: 80 pictures of 224 pixels, about a gigabyte of activations in a ResNet-50."""


def epoch_order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    """Return the order in which an epoch visits its `count` pictures."""
    return np.random.default_rng([seed, epoch, _SHUFFLE]).permutation(count)


def step_generator(seed: int, epoch: int, step: int) -> np.random.Generator:
    """Return the generator of everything random in one training step."""
    return np.random.default_rng([seed, epoch, _AUGMENT, step])


@dataclass(frozen=True, slots=True)
class Geometry:
    """Edges in pixels on the way of a picture: stored -> resized (None: as stored) -> `size` square."""

    resized: tuple[int, int] | None
    size: int


def plan_geometry(shape: tuple[int, int], image_size: int | None, resize: int | None) -> Geometry:
    """Return how pictures of `shape` (height, width) become squares of `image_size`.

    Without `resize`, pictures smaller than `image_size` are enlarged to it. Without `image_size`, the network sees
    the shorter edge of what is there.
    """
    shorter = min(shape)
    target = resize if resize is not None else max(shorter, image_size or shorter)
    scale = target / shorter
    resized = None if target == shorter else (round(shape[0] * scale), round(shape[1] * scale))
    return Geometry(resized, image_size or target)


class Batches:
    """Batches of one split, on the device of the network, channels_last.

    Parameters
    ----------
    data : LabelledImages
    settings : TrainingSettings
    device : torch.device

    Attributes
    ----------
    size : int
        Edge in pixels of the pictures handed out.
    """

    def __init__(self, data: LabelledImages, settings: TrainingSettings, device: torch.device) -> None:
        _check(data)
        self.data = data
        stored: Any = data.images
        # A plain view: indexing a memory map copies the rows asked for and nothing else.
        self._images: Any = stored if isinstance(stored, DrawnImages) else np.asarray(stored)
        self._augmentation: Augmentation = settings.augmentation
        height, width = self._images.shape[1:3]
        self._geometry = plan_geometry((height, width), settings.image_size, settings.augmentation.resize)
        self._device = device
        mean, std = torch.tensor(settings.augmentation.mean), torch.tensor(settings.augmentation.std)
        self._scale = (1 / (255 * std)).to(device)
        self._shift = (-mean / std).to(device)

    def __len__(self) -> int:
        return len(self.data)

    @property
    def size(self) -> int:
        """Edge in pixels of the pictures handed out."""
        return self._geometry.size

    @property
    def evaluation_size(self) -> int:
        """Pictures an evaluation batch holds."""
        return int(min(1024, max(16, _EVALUATION_PIXELS // self.size**2)))

    def training(
        self, indices: NDArray[np.int64], generator: np.random.Generator, share: slice = WHOLE
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return augmented pictures and labels.

        Parameters
        ----------
        indices : ndarray of shape (B,), int64
        generator : numpy.random.Generator
            Consumed alike whatever the settings and the share are.
        share : slice
            The rows of the batch that are made; each is what it would be in the whole batch.

        Returns
        -------
        images : Tensor of shape (B, 3, S, S), float32, channels_last
        labels : Tensor of shape (B,), int64, or of shape (B, classes), float32
            The latter where images are mixed: the share of each class.
        """
        count, settings = len(indices), self._augmentation
        places, mirrored = generator.random((2, count)), generator.random(count) < 0.5
        rows = np.arange(count)[share]
        # Mixing takes the batch together with its own reverse.
        made = np.union1d(rows, count - 1 - rows) if settings.mixes else rows
        flips = mirrored[made] if settings.horizontal_flip else np.zeros(len(made), dtype=bool)
        images = self._resized(indices[made])
        if settings.crop_scale is not None:
            windows = crop_windows(generator, count, (images.shape[1], images.shape[2]), settings.crop_scale)
            images = _planes_last(cut_windows(_planes_first(images), windows[made], flips, self.size))
        else:
            images = self._window(images, places[:, made], flips)
        if settings.rand_augment is not None:
            drawn = draw_changes(generator, count, settings.rand_augment).of(made)
            images = _planes_last(change(_planes_first(images), drawn, settings.mean))
        pixels, labels = self._normalised(images), self._labels(indices[made])
        if settings.random_erasing:
            pixels = erase(pixels, settings.random_erasing, generator, count, made)
        if settings.mixes:
            mixture = draw_mixture(generator, settings, self.size)
            one, other = np.searchsorted(made, rows), np.searchsorted(made, count - 1 - rows)
            return mix(pixels, labels, len(self.data.classes), mixture, (one, other))
        return pixels, labels

    def evaluation(self, start: int, stop: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the pictures `start` to `stop` and their labels, cropped in the centre; shapes as in `training`."""
        indices = np.arange(start, stop)
        images = self._resized(indices)
        top, left = _centre(np.array(images.shape[1:3]) - self.size)
        images = images[:, top : top + self.size, left : left + self.size]
        return self._normalised(images), self._labels(indices)

    def _window(self, images: torch.Tensor, places: NDArray[np.float64], flips: NDArray[np.bool_]) -> torch.Tensor:
        """Return squares of the images as they are, at random places (0 to 1, shape (2, B)) or in the centre."""
        padding = self._augmentation.padding
        if padding:
            images = functional.pad(images, (0, 0, padding, padding, padding, padding))
        room = np.array(images.shape[1:3]) - self.size
        if self._augmentation.random_crop:
            corners = np.floor(places * (room[:, None] + 1)).astype(np.int64)
        else:
            corners = np.repeat(_centre(room)[:, None], len(images), axis=1)
        return self._cropped(images, corners, flips)

    def _labels(self, indices: NDArray[np.int64]) -> torch.Tensor:
        return torch.from_numpy(self.data.labels[indices].astype(np.int64)).to(self._device, non_blocking=True)

    def _taken(self, indices: NDArray[np.int64]) -> torch.Tensor:
        """Return the images as they are, (B, H, W, C) uint8, on the device."""
        if isinstance(self._images, DrawnImages):
            return self._images.take(indices)
        return torch.from_numpy(self._images[indices]).to(self._device, non_blocking=True)

    def _resized(self, indices: NDArray[np.int64]) -> torch.Tensor:
        images = self._taken(indices)
        if self._geometry.resized is None:
            return images
        resized = self._geometry.resized
        return _planes_last(functional.interpolate(_planes_first(images), resized, mode="bilinear", antialias=True))

    def _cropped(self, images: torch.Tensor, corners: NDArray[np.int64], flips: NDArray[np.bool_]) -> torch.Tensor:
        if images.shape[1:3] == (self.size, self.size) and not flips.any():
            return images
        rows = corners[0][:, None] + np.arange(self.size)  # (B, S)
        steps = np.where(flips[:, None], np.arange(self.size)[::-1], np.arange(self.size))
        columns = corners[1][:, None] + steps  # (B, S)
        batch = np.arange(len(images))[:, None, None]
        pick = [torch.from_numpy(part).to(self._device) for part in (batch, rows[:, :, None], columns[:, None, :])]
        return images[pick[0], pick[1], pick[2]]

    def _normalised(self, images: torch.Tensor) -> torch.Tensor:
        # (B, S, S, C) * (3,) spreads a gray channel over three.
        pixels = torch.addcmul(self._shift, images.float(), self._scale)
        return pixels.permute(0, 3, 1, 2)


def _planes_first(images: torch.Tensor) -> torch.Tensor:
    return images.permute(0, 3, 1, 2).float()


def _planes_last(planes: torch.Tensor) -> torch.Tensor:
    return planes.permute(0, 2, 3, 1)


def _centre(room: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.array([round(edge / 2) for edge in room.tolist()], dtype=np.int64)


def _check(data: LabelledImages) -> None:
    shape, place = data.images.shape, f"{data.name} ({data.split})"
    if len(shape) != 4 or shape[3] not in (1, 3) or data.images.dtype != np.uint8:
        raise InputError(
            f"{place} has images of shape {shape} and type {data.images.dtype}; give (N, H, W, 1 or 3) uint8."
        )
    if shape[0] != len(data.labels):
        raise InputError(f"{place} has {shape[0]} images and {len(data.labels)} labels; give as many of each.")
    if not len(data.labels):
        raise InputError(f"{place} has no images; raise its limit or choose another data set.")
    if data.labels.min() < 0 or data.labels.max() >= len(data.classes):
        low, high = data.labels.min(), data.labels.max()
        raise InputError(
            f"{place} has labels {low} to {high}; its {len(data.classes)} classes need 0 to {len(data.classes) - 1}."
        )
    if not math.prod(shape):
        raise InputError(f"{place} has images of no pixels ({shape}); give pictures of at least 8 pixels.")
