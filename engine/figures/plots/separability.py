"""A measure of separability of every class as bars, in the order of the classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import named_places, stands_level

WORDS = (
    "class",
    "within_class_std",
    "nearest_distance",
    "nearest_ratio",
    "ratio",
    "silhouette",
    "silhouette_of_pictures",
)
PICTURES = False


def separability_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm."""
    return 62.0


def separability_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: all is shown."""
    return ""


def plot_separability(
    figure: FigureBase, columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the bars; a class whose number is not finite has none.

    Parameters
    ----------
    rows
        Class, and its numbers as `columns` name them; the option ``measure`` says which is drawn.
    """
    measure = look["options"]["measure"]
    place = list(columns).index(measure)
    names = [row[0] for row in rows]
    values = np.array([float(row[place]) for row in rows])
    at = np.arange(len(names))
    axis = figure.subplots()
    width = 0.75 if len(names) <= 100 else 1.0
    axis.bar(at, np.where(np.isfinite(values), values, 0.0), width=width, color=look["series"][0]["colour"])
    axis.axhline(0.0, color="black", linewidth=0.6)
    axis.margins(x=0.01)
    axis.grid(axis="y")
    axis.set_ylabel(look["words"][measure])
    points = look["points"] * 0.9
    room = look["width_mm"] - 16.0
    if stands_level(names, room, points):
        axis.set_xticks(at, names)
    else:
        shown = named_places(len(names), room, points)
        axis.set_xticks(shown, [names[place] for place in shown], rotation=90)
    axis.set_xlabel(look["words"]["class"])
