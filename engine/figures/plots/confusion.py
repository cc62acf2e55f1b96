"""How two sources confuse classes differently: a matrix of differences about zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import FigureBase

WORDS = ("confusion_difference", "true_class", "predicted_class", "scratch", "fractaldb", "imagenet", "checkpoint")
PICTURES = True

MAX_CONFUSED_VALUES = 12
"""Classes up to which the values are written into the cells."""

MAX_CONFUSED_NAMES = 50
"""Classes up to which rows and columns are named."""


def confusion_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that leaves a square beside the scale, mm."""
    return float(look["width_mm"]) * 0.86


def confusion_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: the scale tells."""
    return ""


def plot_confusion(
    figure: FigureBase, columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the differences in points of per cent.

    Parameters
    ----------
    rows
        True class, and the difference of the share of its images taken for each class named in `columns`, 0 to 1.
    """
    words, options = look["words"], look["options"]
    names = list(columns[1:])
    matrix = 100 * np.array([[float(value) for value in row[1:]] for row in rows])
    top = float(np.abs(matrix).max(initial=0.0)) or 1.0
    axis = figure.subplots()
    # A map that is dark on both sides of zero would lose the sign in grey.
    palette = matplotlib.colormaps["Greys" if look["map"] == "Greys" else "PuOr_r"]
    image = axis.imshow(matrix, cmap=palette, vmin=-top, vmax=top, interpolation="nearest")
    axis.spines[:].set_visible(False)
    axis.tick_params(length=0)
    if len(names) <= MAX_CONFUSED_NAMES:
        axis.set_xticks(np.arange(len(names)), names, rotation=90)
        axis.set_yticks(np.arange(len(names)), names)
    axis.set_xlabel(words["predicted_class"])
    axis.set_ylabel(words["true_class"])
    if len(names) <= MAX_CONFUSED_VALUES:
        for (row, column), value in np.ndenumerate(matrix):
            if abs(value) >= 0.05:
                lightness = np.dot(image.to_rgba(np.array([[value]]))[0, 0, :3], (0.299, 0.587, 0.114))
                axis.text(
                    column, row, f"{value:+.1f}".replace("-", "\N{MINUS SIGN}"), ha="center", va="center",
                    color="black" if lightness > 0.5 else "white", fontsize=look["points"] * 0.7,
                )  # fmt: skip
    bar = figure.colorbar(image, ax=axis, fraction=0.045, pad=0.02)
    named = [words.get(options[key], options[key]) for key in ("source", "baseline")]
    bar.set_label(words["confusion_difference"].format(source=named[0], baseline=named[1]))
    bar.outline.set_visible(False)
