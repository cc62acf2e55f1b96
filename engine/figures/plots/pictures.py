"""Pictures in rows with a name below each: categories, a batch of the training, the filters of a first layer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

WORDS = ("below", "maps", "fill", "lyapunov", "dimension", "first_pictures")
PICTURES = False

PICTURE_GAP_MM = 1.6


def pictures_height(columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that lets the pictures fill the width, mm."""
    count, tall = _pictures_shape(rows)
    across = _pictures_across(count, look)
    edge = (look["width_mm"] - PICTURE_GAP_MM) / across - PICTURE_GAP_MM
    picture = edge * tall / max(1, len(columns) - 3) + _lines_mm(rows, look) + PICTURE_GAP_MM
    return float(min(800.0, math.ceil(count / across) * picture + PICTURE_GAP_MM))


def pictures_note(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what stands below the names, and how many pictures were left out."""
    words, options = look["words"], look["options"]
    count, _ = _pictures_shape(rows)
    told = []
    if options.get("measure", "none") != "none":
        told.append(words["below"].format(measure=words[options["measure"]]) + ".")
    if options.get("total", count) > count:
        told.append(words["first_pictures"].format(shown=count, all=options["total"]) + ".")
    return " ".join(told)


def plot_pictures(
    figure: FigureBase, columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the pictures, as large as the figure allows.

    Parameters
    ----------
    rows
        Name, second line, number of the picture row, and its pixels: gray levels 0 to 255, or ``#rrggbb``.
    """
    count, tall = _pictures_shape(rows)
    across = _pictures_across(count, look)
    down = math.ceil(count / across)
    page: Any = figure
    box = page.bbox.transformed(page.dpi_scale_trans.inverted())
    width, height = box.width * 25.4, box.height * 25.4
    lines = _lines_mm(rows, look)
    proportion = tall / max(1, len(columns) - 3)
    edge = min(
        (width - PICTURE_GAP_MM) / across - PICTURE_GAP_MM,
        ((height - PICTURE_GAP_MM) / down - lines - PICTURE_GAP_MM) / proportion,
    )
    edge = max(edge, 1.0)
    left = (width - across * (edge + PICTURE_GAP_MM) + PICTURE_GAP_MM) / 2
    for at in range(count):
        own = rows[at * tall : (at + 1) * tall]
        row, column = divmod(at, across)
        x = left + column * (edge + PICTURE_GAP_MM)
        y = height - PICTURE_GAP_MM - row * (edge * proportion + lines + PICTURE_GAP_MM) - edge * proportion
        axis = page.add_axes((x / width, y / height, edge / width, edge * proportion / height))
        axis.imshow(_pixels_of(own), cmap="gray", vmin=0, vmax=255, interpolation="nearest")
        axis.set_anchor("N")
        axis.set_axis_off()
        points = look["points"] * 0.85
        room = max(2, int((edge + PICTURE_GAP_MM) / (points * 0.3528 * 0.6)))
        text = "\n".join(_cut_to(line, room) for line in own[0][:2] if line)
        axis.text(
            0.5, -0.3 * points * 0.3528 / (edge * proportion), text, transform=axis.transAxes, ha="center", va="top",
            fontsize=points, linespacing=1.15, parse_math=False,
        )  # fmt: skip


def _pictures_shape(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many pictures there are and how many rows each has."""
    count = sum(row[2] == "0" for row in rows)
    return count, len(rows) // max(1, count)


def _pictures_across(count: int, look: Mapping[str, Any]) -> int:
    asked = look["options"].get("columns")
    wide = look["width_mm"]
    return int(max(1, min(count, asked or max(round(wide / 22), math.ceil(math.sqrt(count))))))


def _lines_mm(rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    lines = max((sum(bool(text) for text in row[:2]) for row in rows if row[2] == "0"), default=0)
    return float(lines * look["points"] * 0.85 * 0.3528 * 1.3)


def _cut_to(text: str, room: int) -> str:
    taken = 0.0
    for at, letter in enumerate(text):
        taken += 1.6 if ord(letter) > 0x2E80 else 1.0
        if taken > room:
            return text[: max(1, at - 1)] + "\N{HORIZONTAL ELLIPSIS}"
    return text


def _pixels_of(own: Sequence[Sequence[str]]) -> Any:
    if own[0][3].startswith("#"):
        return np.array(
            [[[int(cell[at : at + 2], 16) for at in (1, 3, 5)] for cell in row[3:]] for row in own], np.uint8
        )
    return np.array([[float(cell) for cell in row[3:]] for row in own])
