"""Counts to colours in one pass: what a frame of a drag needs, without giving other threads a reason to wait."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit

_COMMON: Final = 1024


@njit(nogil=True, cache=True, error_model="numpy")
def shade(counts: Any, colours: Any, pixels: Any) -> int:
    """Fill `pixels` with the colours of log(1 + count) / log(1 + largest count) and return how many counts are above 0.

    The same as `engine.render.kernels.tone_map` followed by a look-up at the nearest of the colours.

    Parameters
    ----------
    counts : ndarray of shape (P,), uint32
    colours : ndarray of shape (256,), uint32
        Of the densities 0 to 1.
    pixels : ndarray of shape (P,), uint32
        Written.
    """
    largest = np.uint32(0)
    for count in counts:
        largest = max(largest, count)
    scale = np.float32(1.0 / np.log1p(np.float64(max(largest, np.uint32(1)))))
    common = np.empty(_COMMON, np.uint32)
    for count in range(_COMMON):
        value = np.float32(np.log1p(np.float64(count))) * scale
        common[count] = colours[min(np.int64(value * np.float32(255.0) + np.float32(0.5)), 255)]
    filled = 0
    for index in range(len(counts)):
        count = counts[index]
        filled += count > 0
        if count < _COMMON:
            pixels[index] = common[count]
        else:
            value = np.float32(np.log1p(np.float64(count))) * scale
            pixels[index] = colours[min(np.int64(value * np.float32(255.0) + np.float32(0.5)), 255)]
    return filled
