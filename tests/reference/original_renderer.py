"""The original's way to one image, restated plainly: a Python loop a point, the picture library a tile.

The peer of the benchmarks. Kept slow on purpose: every point is one step of Python, every patch one paste.
"""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PAD = 6


def orbit(
    maps: NDArray[np.float64], probabilities: NDArray[np.float64], points: int
) -> tuple[list[float], list[float]]:
    """Return the points of the orbit from the origin, one Python step each."""
    draws = np.random.RandomState(100).random_sample(points)
    bounds = [float(bound) for bound in np.cumsum(probabilities)]
    systems = [dict(zip("abcdef", map(float, row), strict=True)) for row in maps]
    x = y = 0.0
    xs, ys = [x], [y]
    for step in range(points - 1):
        for j in range(len(bounds)):
            if draws[step] <= bounds[j]:
                chosen = systems[j]
                x_next = x * chosen["a"] + y * chosen["b"] + chosen["e"]
                y_next = x * chosen["c"] + y * chosen["d"] + chosen["f"]
                break
        xs.append(x_next)
        ys.append(y_next)
        x, y = x_next, y_next
    return xs, ys


def pixels(values: list[float], size: int) -> NDArray[np.uint16]:
    """Return the pixel of each coordinate: shifted if negative, stretched to the padded square, cut off."""
    array = np.array(values)
    if array.min() < 0.0:
        array -= array.min()
    return np.uint16(array / (array.max() - array.min()) * float(size - 2 * PAD) + float(PAD))


def point_gray(maps: NDArray[np.float64], probabilities: NDArray[np.float64], points: int, size: int) -> Image.Image:
    """Return the image with one gray pixel a point."""
    xs, ys = (pixels(values, size) for values in orbit(maps, probabilities, points))
    image = np.array(Image.new("RGB", (size, size)))
    for index in range(len(xs)):
        image[ys[index], xs[index], :] = 127, 127, 127
    return Image.fromarray(image).transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def patch_gray(maps: NDArray[np.float64], probabilities: NDArray[np.float64], points: int, size: int) -> Image.Image:
    """Return the image with one random 3x3 tile a point."""
    xs, ys = (pixels(values, size) for values in orbit(maps, probabilities, points))
    image = Image.new("RGB", (size, size))
    gray = np.array([127, 127, 127])
    for index in range(len(xs)):
        bits = f"{random.randrange(1, 512):09b}"
        tile = np.zeros((3, 3, 3), np.uint8)
        for row in range(3):
            for column in range(3):
                tile[row, column, :] = gray * int(bits[row * 3 + column])
        image.paste(Image.fromarray(tile), (int(xs[index]) + 1, int(ys[index]) + 1))
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
