"""Several figures as the panels of one, in one style, with letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from matplotlib.figure import FigureBase

from engine.errors import InputError
from engine.figures.plot import Plot
from engine.figures.plots.page import new_panels
from engine.figures.style import FigureStyle, drawing
from engine.figures.table import Table
from engine.sentences import Sentence

MOST_PANELS = 26


class Letters(StrEnum):
    """How panels are marked."""

    NONE = "none"
    BRACKETS = "(a)"
    LOWER = "a"
    UPPER = "A"

    def of(self, index: int) -> str:
        """Return the mark of panel `index`, from 0."""
        if self is Letters.NONE:
            return ""
        return self.value.replace("a", chr(ord("a") + index)).replace("A", chr(ord("A") + index))


@dataclass(frozen=True, slots=True)
class Composition:
    """Figures as panels, row by row.

    Attributes
    ----------
    panels : tuple of Plot
        1 to 26.
    columns : int
        Panels in a row, 1 to 6.
    letters : Letters

    Raises
    ------
    InputError
        When there is no panel, or a number is out of range.
    """

    panels: tuple[Plot, ...]
    columns: int = 2
    letters: Letters = Letters.BRACKETS

    def __post_init__(self) -> None:
        if not 1 <= len(self.panels) <= MOST_PANELS:
            raise InputError(
                Sentence("A figure of {0} panels cannot be composed; give 1 to {1}.", len(self.panels), MOST_PANELS)
            )
        if not 1 <= self.columns <= 6:
            raise InputError(Sentence("The panels stand in {0} columns; give 1 to 6.", self.columns))
        object.__setattr__(self, "letters", Letters(self.letters))

    @property
    def marks(self) -> tuple[str, ...]:
        """The letter of each panel."""
        return tuple(self.letters.of(index) for index in range(len(self.panels)))

    @property
    def table(self) -> Table:
        """The numbers of all panels: a line for each, with the number of the panel (from 1), row and column."""
        return Table(
            ("panel", "row", "column", "value"),
            [
                (number, row, column, value)
                for number, plot in enumerate(self.panels, start=1)
                for row, cells in enumerate(plot.table.rows, start=1)
                for column, value in zip(plot.table.columns, cells, strict=True)
            ],
        )

    def panel_style(self, style: FigureStyle) -> FigureStyle:
        """Return the style of a single panel of a figure in `style`.

        Raises
        ------
        InputError
            When the panels would be too narrow to read.
        """
        width = style.width_mm / self._across
        if width < 40:
            raise InputError(
                Sentence(
                    "Panels in {0} columns on {1:g} mm are {2:.0f} mm wide; use fewer columns or at least {3} mm.",
                    self._across,
                    style.width_mm,
                    width,
                    40 * self._across,
                )
            )
        return replace(style, width_mm=width, height_mm=None, title="", letter="")

    @property
    def _across(self) -> int:
        return min(self.columns, len(self.panels))

    def page(self, style: FigureStyle) -> dict[str, Any]:
        """Return the arguments of `new_panels`."""
        own = self.panel_style(style)
        return {
            "width_mm": style.width_mm,
            "heights_mm": [plot.height_mm(own) for plot in self.panels],
            "columns": self._across,
            "dpi": style.dpi,
            "title": style.title,
            "letters": list(self.marks),
            "height_mm": style.height_mm,
        }

    def note(self, style: FigureStyle) -> str:
        """Return what a reader should know, panel by panel."""
        own = self.panel_style(style)
        told = [f"{mark} {plot.note(own)}".strip() for mark, plot in zip(self.marks, self.panels, strict=True)]
        return " ".join(text for text, mark in zip(told, self.marks, strict=True) if text != mark)

    def draw(self, style: FigureStyle) -> FigureBase:
        """Return the figure."""
        own = self.panel_style(style)
        with drawing(style):
            places = new_panels(**self.page(style))
            for place, plot in zip(places, self.panels, strict=True):
                plot.draw_on(place, own)
        return places[0]

    def to_json(self) -> dict[str, Any]:
        """Return the composition as JSON-ready values."""
        panels = [plot.to_json() for plot in self.panels]
        return {"panels": panels, "columns": self.columns, "letters": self.letters.value}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Composition:
        """Return the composition that `to_json` gave."""
        panels = tuple(Plot.from_json(panel) for panel in facts["panels"])
        return cls(panels, int(facts["columns"]), Letters(facts["letters"]))
