"""The sheet a figure is drawn on: its size, a line above it for the panel letter and the title, and its panels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from matplotlib import rcParams
from matplotlib.figure import Figure, FigureBase
from matplotlib.text import Annotation

LINE_MM = 0.3528 * 1.7
"""Height of a line of type, mm for each point."""


def new_page(
    width_mm: float,
    height_mm: float,
    dpi: float,
    title: str = "",
    letter: str = "",
    *,
    own: bool = True,
    pictures: bool = False,
) -> FigureBase:
    """Return where to draw: a new figure, or the part of it below the letter and the title.

    Parameters
    ----------
    own : bool
        Whether the letter and the title come on top of `height_mm`; else they are taken from it.
    pictures : bool
        Keep panels of fixed aspect together.
    """
    head = head_mm(title, letter)
    height = height_mm + head if own else height_mm
    # Panels of one figure cannot be pulled together across the parts of a page.
    layout: Literal["compressed", "constrained"] = "compressed" if pictures and not head else "constrained"
    figure = Figure(figsize=(width_mm / 25.4, height / 25.4), dpi=dpi, layout=layout)
    return below_head(figure, height, title, letter)


def new_panels(
    width_mm: float,
    heights_mm: Sequence[float],
    columns: int,
    dpi: float,
    title: str = "",
    letters: Sequence[str] = (),
    height_mm: float | None = None,
) -> list[FigureBase]:
    """Return where to draw the panels of a new figure, row by row.

    Parameters
    ----------
    heights_mm
        The height each panel wants; a row has that of its highest panel.
    letters
        One a panel, or none.
    height_mm
        Of the whole figure; what the rows and the title need when None.
    """
    count = len(heights_mm)
    marks = list(letters) or [""] * count
    rows = [
        max(heights_mm[at : at + columns]) + head_mm("", "".join(marks[at : at + columns]))
        for at in range(0, count, columns)
    ]
    height = sum(rows) + head_mm(title, "") if height_mm is None else height_mm
    figure = Figure(figsize=(width_mm / 25.4, height / 25.4), dpi=dpi, layout="constrained")
    body = below_head(figure, height, title, "")
    cells: Any = body.subfigures(len(rows), columns, squeeze=False, height_ratios=rows, wspace=0.0, hspace=0.0)
    return [below_head(cells[at // columns][at % columns], rows[at // columns], "", marks[at]) for at in range(count)]


def head_mm(title: str, letter: str) -> float:
    """Return the height of the line above a figure, mm; 0 without one."""
    return LINE_MM * float(rcParams["font.size"]) if title or letter else 0.0


def below_head(place: FigureBase, height_mm: float, title: str, letter: str) -> FigureBase:
    """Write the letter and the title at the top left of `place` and return the part below them."""
    head = head_mm(title, letter)
    if not head:
        return place
    parts: Any = place.subfigures(2, 1, height_ratios=[head, max(1.0, height_mm - head)], hspace=0.0)
    top: FigureBase = parts[0]
    body: FigureBase = parts[1]
    # Fonts that step in for missing characters may have no bold face.
    family = rcParams["font.family"][0]
    written = top.text(0.005, 0.5, letter, ha="left", va="center_baseline", fontweight="bold", fontfamily=family)
    gap = 4.0 if letter else 0.0
    top.add_artist(Annotation(title, (1.0, 0.5), (gap, 0.0), written, "offset points", va="center_baseline"))
    return body


def settle(figure: Figure) -> None:
    """Fix the layout, which every saving would else work out again from where the last one left it."""
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
