"""RandAugment (Cubuk et al. 2020) for whole batches: two random changes a picture, of one strength.

The fifteen changes, their ranges and chances are those of timm's ``rand-m<magnitude>-mstd0.5-inc1``, with which the
DeiT family was trained: each change is carried out with a chance of one half, its magnitude varies by a standard
deviation of 0.5, and a higher magnitude always means a stronger change. Geometry is sampled bilinearly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torchvision.transforms.v2 import functional as pictures

from engine.training.augmentation import sample_affine

LAYERS = 2
_CHANCE = 0.5
_MAGNITUDE_SPREAD = 0.5
_LARGEST = 10.0

Floats = NDArray[np.float64]
Change = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""Takes images (n, C, S, S) float32 in 0..255 and levels (n, 1, 1, 1), of either sign, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What happens to each picture of a batch, layer by layer.

    Attributes
    ----------
    kinds : ndarray of shape (LAYERS, B), int64
        Index into the changes; -1: none.
    levels : ndarray of shape (LAYERS, B), float64
        -1 to 1; changes without a direction take the absolute value.
    """

    kinds: NDArray[np.int64]
    levels: Floats

    def of(self, rows: NDArray[np.int64]) -> Changes:
        """Return the changes of some of the pictures."""
        return Changes(self.kinds[:, rows], self.levels[:, rows])


def draw_changes(generator: np.random.Generator, count: int, magnitude: float) -> Changes:
    """Return random changes for `count` pictures; `magnitude` is 0 to 10."""
    shape = (LAYERS, count)
    kinds = generator.integers(len(_COLOURS) + len(_GEOMETRY), size=shape)
    active = generator.random(shape) < _CHANCE
    strength = np.clip(generator.normal(magnitude, _MAGNITUDE_SPREAD, shape), 0, _LARGEST) / _LARGEST
    signs = np.where(generator.random(shape) < 0.5, -1, 1)
    return Changes(np.where(active, kinds, -1), strength * signs)


def change(images: torch.Tensor, changes: Changes, fill: tuple[float, float, float]) -> torch.Tensor:
    """Return `images` after their `changes`.

    Parameters
    ----------
    images : Tensor of shape (B, C, S, S), float32
        Values 0 to 255.
    fill : tuple of 3 floats
        Channel values, 0 to 1, of what geometry brings in from outside.

    Returns
    -------
    Tensor of shape (B, C, S, S), float32
        Values 0 to 255.
    """
    colour = torch.tensor(fill[: images.shape[1]], device=images.device).view(-1, 1, 1) * 255
    names = tuple(_COLOURS) + tuple(_GEOMETRY)
    changed = images.clone()
    for kinds, levels in zip(changes.kinds, changes.levels, strict=True):
        for kind in np.unique(kinds[kinds >= 0]):
            chosen = np.flatnonzero(kinds == kind)
            picked = torch.from_numpy(chosen).to(images.device)
            changed[picked] = _changed(changed[picked], names[kind], levels[chosen], colour)
    return changed


def _changed(images: torch.Tensor, name: str, levels: Floats, fill: torch.Tensor) -> torch.Tensor:
    if name in _GEOMETRY:
        return sample_affine(images, _GEOMETRY[name](levels), images.shape[2], fill)
    level = torch.from_numpy(levels.astype(np.float32)).to(images.device).view(-1, 1, 1, 1)
    return _COLOURS[name](images, level).clamp(0, 255)


def _whole(images: torch.Tensor) -> torch.Tensor:
    return images.round().to(torch.uint8)


def _posterized(images: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
    step = torch.exp2(8 - (4 - torch.floor(level.abs() * 4)))
    return torch.floor(images / step) * step


def _blended(images: torch.Tensor, degenerate: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
    # 1 leaves the picture as it is, 0 gives the degenerate one, above 1 leads away from it.
    factor = (1 + 0.9 * level).clamp(min=0.1)
    return degenerate + factor * (images - degenerate)


def _gray(images: torch.Tensor) -> torch.Tensor:
    if images.shape[1] == 1:
        return images
    weights = torch.tensor((0.299, 0.587, 0.114), device=images.device).view(1, 3, 1, 1)
    return (images * weights).sum(dim=1, keepdim=True)


def _smooth(images: torch.Tensor) -> torch.Tensor:
    """Return the pictures under Pillow's smoothing kernel (1 1 1, 1 5 1, 1 1 1) / 13, their rim as it is."""
    inner = torch.nn.functional.avg_pool2d(images, 3, stride=1) * (9 / 13) + images[:, :, 1:-1, 1:-1] * (4 / 13)
    smoothed = images.clone()
    smoothed[:, :, 1:-1, 1:-1] = inner
    return smoothed


_COLOURS: dict[str, Change] = {
    "auto contrast": lambda images, _level: pictures.autocontrast(_whole(images)).float(),
    "equalize": lambda images, _level: pictures.equalize(_whole(images)).float(),
    "invert": lambda images, _level: 255 - images,
    "posterize": _posterized,
    "solarize": lambda images, level: torch.where(images < 256 * (1 - level.abs()), images, 255 - images),
    "solarize add": lambda images, level: torch.where(images < 128, images + 110 * level.abs(), images),
    "colour": lambda images, level: _blended(images, _gray(images), level),
    "contrast": lambda images, level: _blended(images, _gray(images).mean(dim=(2, 3), keepdim=True), level),
    "brightness": lambda images, level: _blended(images, torch.zeros_like(images), level),
    "sharpness": lambda images, level: _blended(images, _smooth(images), level),
}


def _maps(levels: Floats, **entries: Floats) -> Floats:
    """Return the identity with some entries (named by row and column) replaced; shape (n, 2, 3)."""
    matrices = np.tile(np.eye(2, 3), (len(levels), 1, 1))
    for place, values in entries.items():
        matrices[:, int(place[1]), int(place[2])] = values
    return matrices


def _rotations(levels: Floats) -> Floats:
    angle = np.radians(30 * levels)
    return _maps(levels, m00=np.cos(angle), m01=np.sin(angle), m10=-np.sin(angle), m11=np.cos(angle))


_GEOMETRY: dict[str, Callable[[Floats], Floats]] = {
    "rotate": _rotations,
    "shear x": lambda levels: _maps(levels, m01=0.3 * levels),
    "shear y": lambda levels: _maps(levels, m10=0.3 * levels),
    # The coordinates go from -1 to 1: a share of the edge counts twice.
    "translate x": lambda levels: _maps(levels, m02=0.9 * levels),
    "translate y": lambda levels: _maps(levels, m12=0.9 * levels),
}
