"""The copies that some of a category's maps draw, each in its place in the whole picture.

The orbit goes on with all maps; only the points that the chosen ones made are counted. The copy under f of what the
maps g draw is what the maps f g f^-1 draw with the same probabilities, so each copy is a picture of its own, and the
copies are drawn in proportion to the probabilities of their maps (from a few streams of points on).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs.category import Category
from engine.ifs.geometry import linear_parts
from engine.render.density import (
    DensityAccumulator,
    DensityPicture,
    Frame,
    Framing,
    ShadedPicture,
    in_colours,
    tone_mapped,
)

_THINNEST = 1e-4
"""A copy thinner than this share of its length is drawn this thin: a flat map has no inverse."""


class PartsAccumulator:
    """A density picture of some maps' copies that sharpens as points are added.

    Parameters
    ----------
    category : Category
    rows : sequence of int
        The maps whose copies are drawn.
    size : int
        Edge of the square in pixels, 16 to 4096.
    frame : Frame or Framing
        A framing is that of the whole picture, so that the copies stay in place.
    seed : int
    threads : int, optional

    Raises
    ------
    InputError
        When a row does not exist, none is given, or a number lies outside its range.
    """

    def __init__(
        self,
        category: Category,
        rows: Sequence[int],
        size: int,
        frame: Frame | Framing = Framing.DATASET,
        seed: int = 0,
        *,
        threads: int | None = None,
    ) -> None:
        if not rows or not all(0 <= row < category.size for row in rows):
            raise InputError(f"Maps {[row + 1 for row in rows]}: give some of 1 to {category.size}.")
        whole = DensityAccumulator(category, size, frame, seed, threads=threads)
        self.frame = whole.frame
        shares = category.probabilities[list(rows)]
        drawn = [row for row, share in zip(rows, shares, strict=True) if share > 0]
        self._shares = shares[shares > 0] / max(shares.sum(), 1e-300)
        self._parts = [
            DensityAccumulator(copy_under(category, row), size, self.frame, seed, threads=threads) for row in drawn
        ]
        self._whole = whole

    @property
    def points(self) -> int:
        """Points drawn so far."""
        return sum(part.points for part in self._parts)

    def add(self, points: int) -> None:
        """Draw at least `points` more points, in the proportions of the probabilities."""
        target = self.points + points
        for part, share in zip(self._parts, self._shares, strict=True):
            missing = round(target * share) - part.points
            if missing > 0:
                part.add(missing)

    def picture(self) -> DensityPicture:
        """Return the picture of the points so far."""
        if not self._parts:
            return self._whole.picture()
        return tone_mapped(self.visits(), self.frame, self.points, all(part.finite for part in self._parts))

    def shaded(self, colours: NDArray[np.uint32]) -> ShadedPicture:
        """Return the picture in the colours of the densities 0 to 1, shape (256,), uint32."""
        if not self._parts:
            return self._whole.shaded(colours)
        finite = all(part.finite for part in self._parts)
        return in_colours(self.visits(), self.frame, self.points, finite, colours)

    def visits(self) -> NDArray[np.uint32]:
        """Return how many of the points so far fell on each pixel, shape (S, S)."""
        return np.asarray(np.sum([part.visits() for part in self._parts], axis=0), np.uint32)


def copy_under(category: Category, row: int) -> Category:
    """Return the category that draws the copy which one map makes of the whole: its maps are f g f^-1."""
    linear = linear_parts(category.maps)
    shift = category.maps[:, 4:]
    left, sigma, right = np.linalg.svd(linear[row])
    longest = max(float(sigma[0]), _THINNEST)
    made = left @ np.diag(np.maximum(sigma, _THINNEST * longest)) @ right
    back = np.linalg.inv(made)
    turned = made @ linear @ back
    start = -back @ shift[row]  # where f^-1 takes the origin
    moved = (linear @ start + shift) @ made.T + shift[row]
    maps = np.concatenate([turned.reshape(-1, 4), moved], axis=1)
    return Category(category.name, maps, category.probabilities)
