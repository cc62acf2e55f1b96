"""The part of a large confusion matrix that is seen: which cells, and their colours in as many pixels as there are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Cell = tuple[int, int]

LEAST = 5
"""So many cells stand in a row at the strongest zoom."""


@dataclass(frozen=True, slots=True)
class Part:
    """A square of cells.

    Attributes
    ----------
    row, column : int
        Its first cell.
    count : int
        Cells of an edge.
    total : int
        Classes of the whole matrix.
    """

    row: int
    column: int
    count: int
    total: int

    @classmethod
    def whole(cls, total: int) -> Part:
        """Return all of a matrix of so many classes."""
        return cls(0, 0, total, total)

    @property
    def is_whole(self) -> bool:
        """Nothing is left out."""
        return self.count == self.total

    def zoomed(self, factor: float, at: tuple[float, float]) -> Part:
        """Return the part with `factor` as many cells, the place `at` (down, across, 0 to 1) staying where it is."""
        wanted = round(self.count * factor)
        # A step of the wheel always does something.
        wanted = min(wanted, self.count - 1) if factor < 1 else max(wanted, self.count + 1)
        count = min(max(wanted, min(LEAST, self.total)), self.total)
        down, across = ((self.count - count) * share for share in at)
        return Part(self.row + round(down), self.column + round(across), count, self.total)._inside()

    def moved(self, rows: int, columns: int) -> Part:
        """Return the part so many cells further on, as far as there are any."""
        return replace(self, row=self.row + rows, column=self.column + columns)._inside()

    def showing(self, cell: Cell) -> Part:
        """Return the part moved as little as lets `cell` be seen."""
        (row, column), last = cell, self.count - 1
        return Part(
            min(max(self.row, row - last), row), min(max(self.column, column - last), column), self.count, self.total
        )

    def holds(self, cell: Cell) -> bool:
        """Return whether the cell is seen."""
        return 0 <= cell[0] - self.row < self.count and 0 <= cell[1] - self.column < self.count

    def _inside(self) -> Part:
        most = self.total - self.count
        return replace(self, row=min(max(self.row, 0), most), column=min(max(self.column, 0), most))

    def of(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the cells of `matrix`, of shape (total, total), as an array of shape (count, count)."""
        return matrix[self.row : self.row + self.count, self.column : self.column + self.count]


def pooled(values: NDArray[np.float64], pixels: int) -> NDArray[np.float64]:
    """Return `values`, of shape (N, N), in at most so many rows and columns: the largest of each block.

    A single confusion among thousands of cells is then still a pixel.
    """
    count = len(values)
    if count <= max(pixels, 1):
        return values
    starts = np.linspace(0, count, max(pixels, 1), endpoint=False).astype(np.intp)
    return np.asarray(np.maximum.reduceat(np.maximum.reduceat(values, starts, axis=0), starts, axis=1))
