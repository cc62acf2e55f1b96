"""Random changes to whole batches: resized crops, erased rectangles, blended images. Formulas as torchvision and timm.

Everything random comes from the generator that is handed in, so that a batch is a function of (seed, epoch, step).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from engine.training.settings import Augmentation

_RATIO = (3 / 4, 4 / 3)
_ATTEMPTS = 10
_ERASED_AREA = (0.02, 1 / 3)
_ERASED_RATIO = (0.3, 1 / 0.3)

Floats = NDArray[np.float64]


def crop_windows(
    generator: np.random.Generator, count: int, shape: tuple[int, int], scale: tuple[float, float]
) -> Floats:
    """Return windows with a share of the area within `scale` and edges in a ratio of 3:4 to 4:3 (log-uniform).

    The first of ten draws that lies within the picture is taken, else the largest central window of a permitted
    ratio (Szegedy et al. 2015, as torchvision's RandomResizedCrop does it).

    Parameters
    ----------
    shape : tuple of int
        Height and width of the pictures.

    Returns
    -------
    ndarray of shape (count, 4)
        Top, left, height, width in pixels.
    """
    height, width = shape
    areas, ratios, tops, lefts = generator.random((4, _ATTEMPTS, count))
    area = height * width * (scale[0] + (scale[1] - scale[0]) * areas)
    ratio = np.exp(np.log(_RATIO[0]) + np.log(_RATIO[1] / _RATIO[0]) * ratios)
    wide, high = np.rint(np.sqrt(area * ratio)), np.rint(np.sqrt(area / ratio))
    fits = (wide >= 1) & (wide <= width) & (high >= 1) & (high <= height)
    first = fits.argmax(axis=0), np.arange(count)
    top, left = np.floor(tops * (height - high + 1)), np.floor(lefts * (width - wide + 1))
    drawn = np.stack([top[first], left[first], high[first], wide[first]], axis=1)
    whole_high, whole_wide = min(height, round(width / _RATIO[0])), min(width, round(height * _RATIO[1]))
    whole = [(height - whole_high) // 2, (width - whole_wide) // 2, whole_high, whole_wide]
    return np.where(fits.any(axis=0)[:, None], drawn, np.array(whole, dtype=np.float64))


def cut_windows(planes: torch.Tensor, windows: Floats, flips: NDArray[np.bool_], size: int) -> torch.Tensor:
    """Return the windows of the pictures, brought to `size` pixels (bilinear), mirrored where `flips` says so.

    Parameters
    ----------
    planes : Tensor of shape (B, C, H, W), float32
    windows : ndarray of shape (B, 4)
        From `crop_windows`.
    flips : ndarray of shape (B,), bool

    Returns
    -------
    Tensor of shape (B, C, size, size), float32
    """
    height, width = planes.shape[2:]
    top, left, high, wide = windows.T
    matrices = np.zeros((len(windows), 2, 3))
    matrices[:, 0, 0] = wide / width * np.where(flips, -1, 1)
    matrices[:, 0, 2] = (2 * left + wide) / width - 1
    matrices[:, 1, 1] = high / height
    matrices[:, 1, 2] = (2 * top + high) / height - 1
    return sample_affine(planes, matrices, size)


def sample_affine(planes: torch.Tensor, matrices: Floats, size: int, fill: torch.Tensor | None = None) -> torch.Tensor:
    """Return pictures seen through affine maps from the result to the picture, in coordinates of -1 to 1.

    Parameters
    ----------
    planes : Tensor of shape (B, C, H, W), float32
    matrices : ndarray of shape (B, 2, 3)
    size : int
        Edge of the result in pixels.
    fill : Tensor of shape (C, 1, 1), optional
        Value of what lies outside; by default the nearest pixel.
    """
    theta = torch.from_numpy(matrices.astype(np.float32)).to(planes.device)
    grid = functional.affine_grid(theta, [len(planes), planes.shape[1], size, size], align_corners=False)
    if fill is None:
        return functional.grid_sample(planes, grid, mode="bilinear", padding_mode="border", align_corners=False)
    # Zero is what lies outside for grid_sample: the fill value is moved there and back.
    found = functional.grid_sample(planes - fill, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    return found + fill


def erase(
    images: torch.Tensor, probability: float, generator: np.random.Generator, count: int, rows: NDArray[np.int64]
) -> torch.Tensor:
    """Return `images` with a rectangle of normal noise in a share `probability` of them (Zhong et al. 2020).

    The rectangle takes 2 to 33 % of the area, with edges in a ratio of 0.3 to 3.3; timm's mode ``pixel``.

    Parameters
    ----------
    images : Tensor of shape (R, C, S, S), float32
        Normalised; the rows `rows` of a batch of `count`.
    """
    channels, size = images.shape[1:3]
    struck, areas, ratios, tops, lefts = generator.random((5, count))
    source = torch.Generator(images.device).manual_seed(int(generator.integers(2**63 - 1)))
    chosen = np.flatnonzero(struck < probability)
    noise = torch.randn((len(chosen), channels, size, size), generator=source, device=images.device)
    kept = np.flatnonzero(np.isin(chosen, rows))
    mine = chosen[kept]
    area = size * size * (_ERASED_AREA[0] + (_ERASED_AREA[1] - _ERASED_AREA[0]) * areas[mine])
    ratio = np.exp(math.log(_ERASED_RATIO[0]) + math.log(_ERASED_RATIO[1] / _ERASED_RATIO[0]) * ratios[mine])
    high = np.clip(np.rint(np.sqrt(area * ratio)), 1, size)
    wide = np.clip(np.rint(np.sqrt(area / ratio)), 1, size)
    down = _within(np.floor(tops[mine] * (size - high + 1)), high, size)
    across = _within(np.floor(lefts[mine] * (size - wide + 1)), wide, size)
    mask = torch.from_numpy(down[:, None, :, None] & across[:, None, None, :]).to(images.device)
    places = torch.from_numpy(np.searchsorted(rows, mine)).to(images.device)
    fresh = noise[torch.from_numpy(kept).to(images.device)]
    return images.index_copy(0, places, torch.where(mask, fresh, images[places]))


def _within(start: Floats, length: Floats, size: int) -> NDArray[np.bool_]:
    """Return which of `size` places lie in each stretch; shape (N, size)."""
    places = np.arange(size)
    return np.asarray((places >= start[:, None]) & (places < (start + length)[:, None]))


@dataclass(frozen=True, slots=True)
class Mixture:
    """How a batch is blended with its own reverse.

    Attributes
    ----------
    share : float
        Of the picture itself, 0 to 1.
    window : tuple of 4 int, or None
        Top, bottom, left, right of the rectangle that is taken over (cutmix); None: all pixels are weighed (mixup).
    """

    share: float
    window: tuple[int, int, int, int] | None


def draw_mixture(generator: np.random.Generator, settings: Augmentation, size: int) -> Mixture:
    """Return how a batch of pictures of `size` pixels is mixed.

    Mixup (Zhang et al. 2018) or cutmix (Yun et al. 2019), with one share a batch, as timm does it.
    """
    cuts = settings.cutmix > 0 and (settings.mixup == 0 or generator.random() < 0.5)
    parameter = settings.cutmix if cuts else settings.mixup
    share = float(generator.beta(parameter, parameter))
    centre = [int(place * size) for place in generator.random(2)]
    if not cuts:
        return Mixture(share, None)
    half = int(size * math.sqrt(1 - share)) // 2
    top, left = (max(0, place - half) for place in centre)
    bottom, right = (min(size, place + half) for place in centre)
    return Mixture(1 - (bottom - top) * (right - left) / size**2, (top, bottom, left, right))


def mix(
    images: torch.Tensor,
    labels: torch.Tensor,
    classes: int,
    mixture: Mixture,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return blended pictures, and their labels as shares of the classes.

    Parameters
    ----------
    images : Tensor of shape (R, C, S, S), float32
    labels : Tensor of shape (R,), int64
    pairs : tuple of two ndarrays of shape (B,), int64
        Rows of the pictures, and of those they are blended with.

    Returns
    -------
    images : Tensor of shape (B, C, S, S), float32
    shares : Tensor of shape (B, classes), float32
        Each row adds to one.
    """
    one, other = (torch.from_numpy(rows).to(images.device) for rows in pairs)
    known = functional.one_hot(labels, classes).to(images.dtype)
    shares = torch.lerp(known[other], known[one], mixture.share)
    if mixture.window is None:
        return torch.lerp(images[other], images[one], mixture.share), shares
    top, bottom, left, right = mixture.window
    mixed = images[one]
    mixed[:, :, top:bottom, left:right] = images[other, :, top:bottom, left:right]
    return mixed, shares
