"""Arrays as pictures: the colour ramp of density pictures, and images without a copy of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

_RAMP = (
    (0.00, (9, 12, 18)),
    (0.25, (26, 52, 96)),
    (0.50, (34, 118, 168)),
    (0.75, (122, 196, 206)),
    (1.00, (255, 252, 240)),
)
"""Steadily lighter, so that it reads the same without colour."""


def _table() -> NDArray[np.uint32]:
    positions = np.array([position for position, _ in _RAMP])
    colours = np.array([colour for _, colour in _RAMP], float)
    at = np.linspace(0, 1, 256)
    red, green, blue = (np.interp(at, positions, colours[:, channel]).round().astype(np.uint32) for channel in range(3))
    return np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, np.uint32)


DENSITY_COLOURS = _table()
"""256 colours 0xAARRGGBB for densities 0 to 255; read-only."""
DENSITY_COLOURS.setflags(write=False)

_COLOUR_LIST = [int(colour) for colour in DENSITY_COLOURS]


def density_pixels(values: NDArray[np.float32]) -> NDArray[np.uint32]:
    """Return the colours of densities 0 to 1, for `rgb_image`.

    Parameters
    ----------
    values : ndarray of shape (H, W), float32

    Returns
    -------
    ndarray of shape (H, W), uint32, 0xAARRGGBB
    """
    return DENSITY_COLOURS[(values * np.float32(255.0) + np.float32(0.5)).astype(np.uint8)]


def training_pixels(image: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the colours of an image as training sees it, for `rgb_image`.

    Parameters
    ----------
    image : ndarray of shape (H, W, C), uint8
        C is 1 or 3.
    """
    wide = image.astype(np.uint32)
    red, green, blue = wide[..., 0], wide[..., -2 if wide.shape[-1] == 3 else 0], wide[..., -1]
    return np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, np.uint32)


def rgb_image(pixels: NDArray[np.uint32]) -> QImage:
    """Return an image of its own from colours 0xAARRGGBB."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def density_image(levels: NDArray[np.uint8]) -> QImage:
    """Return a small image (one byte a pixel) of densities 0 to 255 in the colours of the ramp."""
    levels = np.ascontiguousarray(levels)
    height, width = levels.shape
    image = QImage(levels.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(_COLOUR_LIST)
    return image
