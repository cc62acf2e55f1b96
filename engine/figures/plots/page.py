"""The sheet a figure is drawn on: its size, a line above it for the panel letter and the title, and its panels."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matplotlib import rcParams
from matplotlib.figure import Figure, FigureBase, SubFigure
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
    if figure.get_layout_engine() is None:
        return
    # Where nothing stands in a grid, the layout has nothing to do and warns of it.
    laid = [axis for axis in figure.axes if axis.get_subplotspec() is not None]
    before: list[tuple[float, ...]] = []
    # Panels of fixed aspect below a head find their place in a few steps.
    for _ in range(6 if laid else 0):
        figure.draw_without_rendering()
        after = [tuple(round(float(end), 4) for end in axis.get_position().extents) for axis in laid]
        if after == before:
            break
        before = after
    figure.set_layout_engine("none")
    # The solver's last bits hang on addresses in memory; one of them can move the edge of a pixel.
    round_parts(figure)
    for axis in figure.axes:
        left, bottom, width, height = (round(float(part), 7) for part in axis.get_position(original=True).bounds)
        axis.set_position((left, bottom, width, height))


def round_parts(figure: Figure | SubFigure) -> None:
    """Round where the parts of a figure lie, which the layout has moved as it has the axes."""
    for part in figure.subfigs:
        box = part.bbox_relative
        box.p0, box.p1 = box.p0.round(7), box.p1.round(7)
        round_parts(part)


def named_places(count: int, room_mm: float, points: float) -> list[int]:
    """Return which of `count` lines of type side by side in `room_mm` can be written: all, or every nth."""
    most = max(1, int(room_mm / (points * 0.3528 * 1.05)))
    step = max(1, math.ceil(count / most))
    # Steps that people count in.
    nice = next((unit * power for power in (1, 10, 100, 1000) for unit in (1, 2, 5) if unit * power >= step), step)
    return list(range(0, count, nice if step > 1 else 1))


def text_mm(text: str, points: float) -> float:
    """Return about how wide a line of type is, mm; characters of Japanese are as wide as high."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.62 for letter in text) * points * 0.3528


def fitting_points(text: str, room_mm: float, points: float) -> float:
    """Return the size, up to `points`, in which `text` fits; 0 where it would be smaller than 4.5 points."""
    fitting = points * min(1.0, room_mm / max(text_mm(text, points), 1e-9))
    return fitting if fitting >= 4.5 or fitting == points else 0.0


def wrapped(text: str, room_mm: float, points: float) -> str:
    """Return `text` in lines no wider than `room_mm`; Japanese breaks between any characters."""
    lines = [""]
    for word in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*", text):
        if lines[-1] and text_mm(lines[-1] + word.rstrip(), points) > room_mm:
            lines.append("")
        lines[-1] += word
    return "\n".join(line.rstrip() for line in lines)


def stands_level(names: Sequence[str], room_mm: float, points: float) -> bool:
    """Return whether names side by side in `room_mm` do not touch each other when they are not turned."""
    widest = max((text_mm(line, points) for name in names for line in name.split("\n")), default=0.0)
    return len(names) * (widest + 0.5 * points * 0.3528) <= room_mm


def matrix_height(count: int, width_mm: float, points: float) -> float:
    """Return the height that suits a square matrix of `count` rows with a scale beside it, mm.

    A column and a half of a page is enough, unless the names of up to 60 rows need more.
    """
    names = count * points * 0.9 * 0.3528 * 1.05 / 0.85 if count <= 60 else 0.0
    return min(width_mm * 0.84, max(96.0, names))


def legend_columns(names: Sequence[str], look: Mapping[str, Any]) -> int:
    """Return how many columns a legend above the figure has, so that it is no wider than the figure."""
    widest = max((text_mm(name, look["points"] * 0.9) for name in names), default=0.0)
    return max(1, min(len(names), 6, int(look["width_mm"] / (widest + 5.5 * look["points"] * 0.9 * 0.3528))))


def panels_across(count: int, look: Mapping[str, Any]) -> int:
    """Return how many panels of curves stand side by side: two, where each has 55 mm."""
    return int(max(1, min(count, 2, look["width_mm"] // 55.0)))
