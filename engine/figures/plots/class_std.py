"""The scalar within-class deviation of every class as bars, in the order of the classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

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

MAX_NAMED_BARS = 50
"""Classes up to which every bar is named."""


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
    if len(names) <= MAX_NAMED_BARS:
        axis.set_xticks(at, names, rotation=90 if len(names) > 12 else 0)
    else:
        axis.set_xlabel(look["words"]["class"])
