"""A figure as data: what kind it is, the numbers, and its options; drawn in any style, kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from matplotlib.figure import FigureBase

from engine.errors import InputError
from engine.figures.palettes import Palette
from engine.figures.plots.page import new_page
from engine.figures.style import FigureStyle, drawing, page_of, series_style
from engine.figures.table import Table
from engine.figures.words import word
from engine.sentences import Sentence, sentence_of

PLOTS = (
    "accuracy",
    "std_maps",
    "class_std",
    "distances",
    "curves",
    "shares",
    "classes",
    "confusion",
    "separability",
    "class_map",
    "agreement",
    "pictures",
    "lines",
    "set_map",
    "histogram",
    "reached",
)
"""The kinds, each a module of `engine.figures.plots`."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What a figure shows, without how it looks.

    Attributes
    ----------
    kind : str
        One of `PLOTS`.
    table : Table
    options : mapping
        JSON-ready choices of this kind, such as bars or points.

    Raises
    ------
    InputError
        When the kind is unknown.
    """

    kind: str
    table: Table
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in PLOTS:
            raise InputError(
                Sentence("There is no figure of the kind {0!r}; choose from {1}.", self.kind, ", ".join(PLOTS))
            )

    @property
    def module(self) -> ModuleType:
        """The module that draws it."""
        return import_module(f"engine.figures.plots.{self.kind}")

    @property
    def cells(self) -> list[list[str]]:
        """The rows as a CSV file gives them."""
        return [[str(cell) for cell in row] for row in self.table.rows]

    def look(self, style: FigureStyle) -> dict[str, Any]:
        """Return `style` as the plain values that the module is handed."""
        return {
            "width_mm": style.width_mm,
            "points": style.font_points,
            "legend": style.legend,
            "series": [asdict(series_style(style, index)) for index in range(8)],
            "map": self._map(style),
            "options": dict(self.options),
            "words": {key: word(key, style.effective_language) for key in self.module.WORDS},
        }

    def _map(self, style: FigureStyle) -> str:
        """Return the map of the palette; of one that brings none, the figure's own where it has one."""
        own = self.options.get("map") if style.palette is Palette.OKABE_ITO else None
        return str(own or style.palette.map_name)

    def height_mm(self, style: FigureStyle) -> float:
        """Return the height on paper that suits the figure in `style`, which may name another."""
        return float(getattr(self.module, f"{self.kind}_height")(self.table.columns, self.cells, self.look(style)))

    def note(self, style: FigureStyle) -> str:
        """Return what a reader of the figure should know; may be empty."""
        own = getattr(self.module, f"{self.kind}_note")(self.table.columns, self.cells, self.look(style))
        return " ".join(part for part in (own, style.note) if part)

    def draw_on(self, place: FigureBase, style: FigureStyle) -> None:
        """Draw on an empty figure or part of one; to be called inside `drawing`."""
        getattr(self.module, f"plot_{self.kind}")(place, self.table.columns, self.cells, self.look(style))

    def draw(self, style: FigureStyle) -> FigureBase:
        """Return a figure of it."""
        with drawing(style):
            place = new_page(**self.page(style))
            self.draw_on(place, style)
        return place

    def page(self, style: FigureStyle) -> dict[str, Any]:
        """Return the arguments of `new_page`."""
        return page_of(style, self.height_mm(style), pictures=self.module.PICTURES)

    def to_json(self) -> dict[str, Any]:
        """Return the plot as JSON-ready values."""
        rows: Sequence[Sequence[object]] = [list(row) for row in self.table.rows]
        return {"kind": self.kind, "columns": list(self.table.columns), "rows": rows, "options": dict(self.options)}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Plot:
        """Return the plot that `to_json` gave.

        Raises
        ------
        InputError
            When something is missing or its kind is unknown.
        """
        try:
            table = Table(tuple(facts["columns"]), [tuple(row) for row in facts["rows"]])
            return cls(str(facts["kind"]), table, dict(facts["options"]))
        except (KeyError, TypeError) as error:
            raise InputError(
                Sentence("A kept figure cannot be read ({0!r} is missing or wrong); keep it again.", sentence_of(error))
            ) from error
