"""The numbers behind a figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from engine.figures.tables import latex_table, markdown_table

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a figure.

    Attributes
    ----------
    columns : tuple of str
    rows : sequence of rows, each with a value a column
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]

    def csv(self) -> str:
        """Return the table as CSV with a header line; floats in full precision."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return stream.getvalue()

    def latex(self, digits: int = 4) -> str:
        """Return the table for LaTeX, with the rules of booktabs; floats with `digits` significant digits."""
        return latex_table(self.columns, self._texts(digits), words=self._words)

    def markdown(self, digits: int = 4) -> str:
        """Return the table for Markdown; floats with `digits` significant digits."""
        return markdown_table(self.columns, self._texts(digits), words=self._words)

    def _texts(self, digits: int) -> list[list[str]]:
        return [[f"{cell:.{digits}g}" if isinstance(cell, float) else str(cell) for cell in row] for row in self.rows]

    @property
    def _words(self) -> int:
        """How many columns stand before the first of numbers."""
        first = self.rows[0] if self.rows else ()
        return next((at for at, cell in enumerate(first) if not isinstance(cell, str)), len(self.columns))
