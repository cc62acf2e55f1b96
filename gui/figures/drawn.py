"""What the figure page has drawn and written, in the background; no Qt here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.sentences import Sentence
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.figures.export import Drawing
    from engine.figures.plot import Plot
    from engine.figures.style import FigureStyle

Make = Callable[["FigureStyle"], "Drawing"]
"""Draws a figure in a style; called in the background."""


@dataclass(frozen=True, eq=False, slots=True)
class PreviewQuestion:
    """A figure to look at.

    Attributes
    ----------
    make : Make
    style : mapping
        Arguments of a `FigureStyle`.
    dpi : float
        Pixels per inch of the preview.
    """

    make: Make
    style: Mapping[str, Any]
    dpi: float


@dataclass(frozen=True, slots=True)
class Preview:
    """A figure to look at, and what the form should know.

    Attributes
    ----------
    png : bytes
    size_mm : (float, float)
    dpi : float
    note : str
    fonts : tuple of str
        Families there are on this machine.
    can_repeat : bool
        Whether it can be kept and has a script.
    can_compose : bool
        Whether it can stand on the shelf, as a panel of others.
    """

    png: bytes
    size_mm: tuple[float, float]
    dpi: float
    note: str
    fonts: tuple[str, ...]
    can_repeat: bool
    can_compose: bool


class Drawn:
    """Draws one figure in any style; its numbers are made once, when they are first wanted.

    Parameters
    ----------
    plot : callable
        Returns the `Plot`; called in the background.
    """

    def __init__(self, plot: Callable[[], Plot]) -> None:
        self._make = plot
        self._plot: Plot | None = None
        self._lock = threading.Lock()

    def __call__(self, style: FigureStyle) -> Drawing:
        """Return the figure in `style`."""
        from engine.figures.export import draw_plot

        with self._lock:
            if self._plot is None:
                self._plot = self._make()
        return draw_plot(self._plot, style)


def draw_preview(question: PreviewQuestion, **_unused: object) -> Preview:
    """Draw a figure to look at."""
    from engine.figures.export import figure_bytes
    from engine.figures.plot import Plot
    from engine.figures.style import font_families

    drawn = draw(question.make, question.style)
    png = figure_bytes(drawn, "png", question.dpi)
    recipe = drawn.recipe
    families = font_families()
    return Preview(png, drawn.size_mm, question.dpi, drawn.note, families, recipe is not None, isinstance(recipe, Plot))


def draw(make: Make, style: Mapping[str, Any]) -> Drawing:
    """Draw a figure in the style of the form."""
    return make(style_of(style))


def style_of(facts: Mapping[str, Any]) -> FigureStyle:
    """Return the style of the form; fonts that are gone give way to the default."""
    from engine.figures.style import DEFAULT_FONT, FigureStyle, font_families

    font = facts.get("font", DEFAULT_FONT)
    return FigureStyle(**{**facts, "font": font if font in font_families() else DEFAULT_FONT})


def write(
    make: Make, style: Mapping[str, Any], path: Path, provenance: Mapping[str, Any], also: tuple[str, ...]
) -> tuple[Path, ...]:
    """Write a figure, its numbers or its script; return the paths."""
    from engine.figures.saving import save_as

    return save_as(draw(make, style), path, provenance, also=also)


def picture(make: Make, style: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Return a figure as PNG and SVG, for the clipboard."""
    from engine.figures.export import figure_bytes

    drawn = draw(make, style)
    return figure_bytes(drawn, "png"), figure_bytes(drawn, "svg")


def keep(make: Make, style: Mapping[str, Any], name: str, provenance: Mapping[str, Any], workspace: Workspace) -> str:
    """Put a figure on the shelf and return the name it has there."""
    from engine.errors import InputError
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure, Shelf

    recipe = draw(make, style).recipe
    if not isinstance(recipe, Plot):
        raise InputError(Sentence("The figure {0} cannot stand on the shelf; save it instead.", name))
    return Shelf(workspace).add(KeptFigure(name, recipe, provenance))
