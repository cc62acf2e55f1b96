"""The scalar within-class deviation of every class as bars, in the order of the classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import named_places, stands_level

WORDS = (
    "class",
    "class_std",
    "class_std_mean",
    "class_std_distance",
    "class_std_features",
    "class_std_mean_features",
    "class_std_distance_features",
)
PICTURES = False


def class_std_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm."""
    return 62.0


def class_std_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: all is shown."""
    return ""


def plot_class_std(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the bars.

    Parameters
    ----------
    rows
        Class, number of pictures, deviation.
    """
    names = [row[0] for row in rows]
    at = np.arange(len(names))
    axis = figure.subplots()
    width = 0.75 if len(names) <= 100 else 1.0
    axis.bar(at, [float(row[2]) for row in rows], width=width, color=look["series"][0]["colour"])
    axis.margins(x=0.01)
    axis.grid(axis="y")
    axis.set_ylabel(look["words"][look["options"].get("label", "class_std")])
    points = look["points"] * 0.9
    room = look["width_mm"] - 16.0
    if stands_level(names, room, points):
        axis.set_xticks(at, names)
    else:
        shown = named_places(len(names), room, points)
        axis.set_xticks(shown, [names[place] for place in shown], rotation=90)
    axis.set_xlabel(look["words"]["class"])
