"""Fractal images drawn on the GPU when a batch asks for them: the bytes of `engine.render.renderer`, and no cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs.category import Category
from engine.ifs.weights import weight_table
from engine.render.renderer import (
    GOLDEN,
    Outcome,
    SystemTables,
    empty_below,
    group_keys,
    mix,
    pad_pixels,
    palette,
)
from engine.render.settings import UNWEIGHTED_ROW, Protocol, RenderSettings, Style

LANES = 64
FAR = np.float32(1e9)
_SCRATCH_BYTES = 2**29
_PIXEL_BLOCK = 1024


@dataclass(frozen=True, eq=False)
class DeviceImages:
    """A batch of images on the device.

    Attributes
    ----------
    images : Tensor of shape (N, S, S, C), uint8
    outcomes : Tensor of shape (N,), uint8
        An `Outcome` each.
    fill : Tensor of shape (N,), float64
        Share of pixels that are not black.
    """

    images: torch.Tensor
    outcomes: torch.Tensor
    fill: torch.Tensor


class DeviceRenderer:
    """Draws images of `categories` on `device`.

    Points, pixels, outcomes and fill are those of `render_images`, bit for bit: generator and order of the float32
    operations are the same, and no operation is fused.

    Parameters
    ----------
    categories : sequence of Category
    settings : RenderSettings
        Of the fast protocol.
    device : torch.device

    Raises
    ------
    InputError
        When the protocol is the original's, whose single long orbit is no work for a GPU.
    """

    def __init__(self, categories: Sequence[Category], settings: RenderSettings, device: torch.device) -> None:
        if settings.protocol is not Protocol.FAST:
            raise InputError(f"The protocol is {settings.protocol}; a GPU draws images of the protocol fast only.")
        self.settings = settings
        self.device = device
        tables = SystemTables(categories)
        self._sizes, self._keys = tables.sizes, tables.keys
        # The last map is repeated: the highest random word may meet the threshold of a map that is not there.
        width = np.minimum(np.arange(tables.maps.shape[1]), tables.sizes[:, None] - 1)
        self._maps = np.take_along_axis(tables.maps, width[:, :, None], axis=1)
        self._thresholds = tables.thresholds
        step = settings.weight_step
        self._weights = weight_table(step) if step is not None else np.ones((25, 6))
        self._palette = torch.from_numpy(palette().copy()).to(device)
        self._patch = settings.style in (Style.PATCH_GRAY, Style.PATCH_COLOR)
        self._stride = settings.size + (3 if self._patch else 0)

    @property
    def most(self) -> int:
        """Images drawn at a time, so that the scratch memory stays bounded."""
        return max(1, _SCRATCH_BYTES // (4 * self._stride**2))

    def draw(self, indices: NDArray[np.int64], instances: NDArray[np.int64]) -> DeviceImages:
        """Return image ``(categories[indices[n]], instances[n])`` for every n; waits for nothing on the device."""
        parts = [
            self._drawn(indices[start : start + self.most], instances[start : start + self.most])
            for start in range(0, max(1, len(indices)), self.most)
        ]
        if len(parts) == 1:
            return parts[0]
        return DeviceImages(
            *(torch.cat([getattr(part, name) for part in parts]) for name in ("images", "outcomes", "fill"))
        )

    def outcomes(self, indices: NDArray[np.int64], instances: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return what becomes of each image, an `Outcome` each; what `FractalImages.chosen_instances` asks."""
        return np.asarray(self.draw(indices, instances).outcomes.cpu().numpy())

    def _drawn(self, indices: NDArray[np.int64], instances: NDArray[np.int64]) -> DeviceImages:
        from engine.training import device_kernels as kernels

        settings, count = self.settings, len(indices)
        rest, flips = np.divmod(instances, settings.flips)
        rows, counts = np.divmod(rest, settings.counts)
        if settings.weight_step is None:
            rows = np.full_like(rows, UNWEIGHTED_ROW)
        keys = group_keys(self._keys[indices], rows, counts, settings.seed)
        table = (self._maps[indices] * self._weights[rows][:, None]).astype(np.float32)  # (N, W, 6)
        maps, width = int(self._sizes[indices].max(initial=1)), table.shape[1]
        tables, thresholds = self._sent(table), self._sent(self._thresholds[indices])
        lanes = keys[:, None] + np.arange(LANES, dtype=np.uint64) * GOLDEN
        states = self._sent((mix(lanes) >> np.uint64(32)).astype(np.uint32) | np.uint32(1))
        bounds = torch.empty((count, 10), dtype=torch.float32, device=self.device)
        images = torch.empty(
            (count, settings.size, settings.size, settings.style.channels), dtype=torch.uint8, device=self.device
        )
        drawn = torch.zeros(count, dtype=torch.int32, device=self.device)
        if count:
            steps = -(-(settings.points - LANES) // LANES)
            options = {"num_warps": 2, "enable_fp_fusion": False}
            kernels.orbit_bounds[count,](states, tables, thresholds, width, maps, steps, bounds, **options)
            frames, finite = self._frames(bounds, tables)
            latest = torch.zeros((count, self._stride, self._stride), dtype=torch.int32, device=self.device)
            corner = 3 * self._stride + 3 if self._patch else 0
            kernels.draw_latest[count,](
                states,
                tables,
                thresholds,
                width,
                maps,
                settings.points,
                frames,
                self._stride,
                corner,
                latest,
                **options,
            )
            salts = self._sent((mix(keys - GOLDEN) >> np.uint64(32)).astype(np.uint32))
            kernels.emit[count, -(-(settings.size**2) // _PIXEL_BLOCK)](
                latest,
                salts,
                self._sent(flips.astype(np.int32)),
                self._palette,
                settings.size,
                self._stride,
                images,
                drawn,
                patch=self._patch,
                gray=settings.style.channels == 1,
                channels=settings.style.channels,
                block=_PIXEL_BLOCK,
            )
        else:
            finite = torch.ones(0, dtype=torch.bool, device=self.device)
        fill = drawn.double() / settings.size**2
        empty = fill < empty_below(settings.size, settings.points)
        outcomes = torch.where(finite, torch.where(empty, int(Outcome.EMPTY), int(Outcome.OK)), int(Outcome.NON_FINITE))
        return DeviceImages(images, outcomes.to(torch.uint8), fill)

    def _frames(self, bounds: torch.Tensor, tables: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the frames (N, 6) that stretch each image's points per axis, and whether all points are finite."""
        limit = tables[:, :, 4:].abs().amax(dim=(1, 2)) * float(FAR)
        low, high = bounds[:, [0, 2]], bounds[:, [1, 3]]
        stayed = (low >= -limit[:, None]) & (high <= limit[:, None]) & (bounds[:, 8:] > 0)
        low, high = torch.minimum(low, bounds[:, [4, 6]]), torch.maximum(high, bounds[:, [5, 7]])
        span = high - low
        finite = (stayed & torch.isfinite(span)).all(dim=1)
        pad = pad_pixels(self.settings.size, self.settings.protocol)
        extent = torch.full_like(span, self.settings.size - 2 * pad)
        scale = torch.where(span > 0, extent / span, 0.0)
        edge = torch.full_like(limit, pad)
        frames = torch.stack([low[:, 0], scale[:, 0], low[:, 1], scale[:, 1], edge, finite.float()], dim=1)
        return frames.contiguous(), finite

    def _sent(self, values: NDArray[Any]) -> torch.Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(self.device, non_blocking=True)
