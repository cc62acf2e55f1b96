"""Large heat maps at several resolutions: only what is seen is looked at, in blocks no smaller than a screen pixel."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

SMALLEST_TILE = 8
"""Cells to which the shorter edge of a tile shrinks at the coarsest level."""

Values = NDArray[np.float32]


class Levels(Protocol):
    """A picture whose level k holds the means of blocks of 2^k by 2^k cells.

    Attributes
    ----------
    shape : (int, int)
        Rows and columns of cells.
    coarsest : int
        The highest level.
    """

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def coarsest(self) -> int: ...

    def part(self, level: int, box: tuple[int, int, int, int]) -> tuple[Values, int, int]:
        """Return blocks that cover the cells (top, left, bottom, right), and the first cell's row and column.

        Cells that hold nothing are NaN.
        """
        ...


def halved(values: NDArray[Any]) -> Values:
    """Return the means of 2 by 2 cells of the last two axes; an odd last row or column counts twice.

    A block with a cell that is not defined is not defined.
    """
    odd = [(0, 0)] * (values.ndim - 2) + [(0, length % 2) for length in values.shape[-2:]]
    even = np.pad(values, odd, mode="edge") if any(after for _, after in odd) else values
    rows = even[..., 0::2, :] + even[..., 1::2, :]
    return np.asarray((rows[..., 0::2] + rows[..., 1::2]) * np.float32(0.25), dtype=np.float32)


class _Halvings:
    """Values and their halvings, each made when first asked for."""

    def __init__(self, values: Values) -> None:
        self._made = [values]

    def at(self, level: int) -> Values:
        while len(self._made) <= level:
            self._made.append(halved(self._made[-1]))
        return self._made[level]


class MatrixLevels:
    """A matrix (R, C)."""

    def __init__(self, matrix: Values) -> None:
        self.matrix = matrix
        self._halvings = _Halvings(matrix)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.matrix.shape[0], self.matrix.shape[1]

    @property
    def coarsest(self) -> int:
        """The level at which one block is left."""
        return max(0, math.ceil(math.log2(max(1, *self.shape))))

    def part(self, level: int, box: tuple[int, int, int, int]) -> tuple[Values, int, int]:
        """Return the blocks over a part."""
        block = 2**level
        top, left = box[0] // block, box[1] // block
        bottom, right = math.ceil(box[2] / block), math.ceil(box[3] / block)
        return self._halvings.at(level)[top:bottom, left:right], top * block, left * block


class TileLevels:
    """Pictures (K, H, W) as tiles in rows, each with room for a name above it.

    Every edge of a tile lies on a block of the coarsest level, so no level mixes two tiles.

    Parameters
    ----------
    maps : ndarray of shape (K, H, W), float32
    order : ndarray of shape (K,), int64
        The picture at each place.
    columns : int
        Tiles in a row.
    """

    def __init__(self, maps: Values, order: NDArray[np.int64], columns: int) -> None:
        self.maps, self.columns = maps, columns
        self.factors = np.ones(len(maps), dtype=np.float32)
        height, width = maps.shape[1:]
        self.coarsest = max(0, int(math.log2(max(1, min(height, width) // SMALLEST_TILE))))
        self.name_height = self._blocks(max(2, round(0.2 * height)))
        self.pitch = (self.name_height + self._blocks(height), self._blocks(width) + self._blocks(0.06 * width))
        self._halvings = _Halvings(maps)
        self.stand(order)

    def stand(self, order: NDArray[np.int64]) -> None:
        """Let the pictures stand in this order."""
        self.order, self.places = order, np.argsort(order)

    def _blocks(self, length: float) -> int:
        unit = 1 << self.coarsest
        return int(unit * max(1, math.ceil(length / unit)))

    @property
    def rows(self) -> int:
        """Rows of tiles."""
        return math.ceil(len(self.maps) / self.columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells."""
        return self.rows * self.pitch[0], self.columns * self.pitch[1]

    def corner(self, index: int) -> tuple[int, int]:
        """Return row and column of the first cell of the picture with this index."""
        row, column = divmod(int(self.places[index]), self.columns)
        return row * self.pitch[0] + self.name_height, column * self.pitch[1]

    def find(self, row: int, column: int) -> tuple[int, int, int] | None:
        """Return index, row and column in the picture at a cell of the whole, None between the pictures."""
        tile_row, y = divmod(row, self.pitch[0])
        tile_column, x = divmod(column, self.pitch[1])
        height, width = self.maps.shape[1:]
        y -= self.name_height
        place = tile_row * self.columns + tile_column
        inside = 0 <= y < height and 0 <= x < width and 0 <= tile_column < self.columns
        return (int(self.order[place]), y, x) if inside and 0 <= place < len(self.order) else None

    def tiles_in(self, box: tuple[float, float, float, float]) -> tuple[range, range]:
        """Return the rows and columns of tiles that touch (top, left, bottom, right)."""
        high, wide = self.pitch
        rows = range(max(0, int(box[0] // high)), min(self.rows, math.ceil(box[2] / high)))
        return rows, range(max(0, int(box[1] // wide)), min(self.columns, math.ceil(box[3] / wide)))

    def part(self, level: int, box: tuple[int, int, int, int]) -> tuple[Values, int, int]:
        """Return the blocks of the tiles that a part touches."""
        rows, columns = self.tiles_in(box)
        block = 2**level
        high, wide, above = self.pitch[0] // block, self.pitch[1] // block, self.name_height // block
        places = np.add.outer(np.array(rows) * self.columns, np.array(columns))
        there = places < len(self.order)
        found = self.order[np.minimum(places, len(self.order) - 1)]
        factors = np.where(there, self.factors[found], np.float32(np.nan))
        pictures = self._halvings.at(level)[found] * factors[..., None, None]
        whole = np.full((len(rows), high, len(columns), wide), np.nan, dtype=np.float32)
        whole[:, above : above + pictures.shape[2], :, : pictures.shape[3]] = pictures.transpose(0, 2, 1, 3)
        cells = whole.reshape(len(rows) * high, len(columns) * wide)
        return cells, rows.start * self.pitch[0], columns.start * self.pitch[1]
