"""What is taken for what: shares of the true class, or how two sources differ in them, about zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import fitting_points, matrix_height, named_places

WORDS = (
    "confusion_difference", "confusion_share", "true_class", "predicted_class", "scratch", "fractaldb", "imagenet",
    "checkpoint",
)  # fmt: skip
PICTURES = True

MAX_CONFUSED_VALUES = 12
"""Classes up to which the values are written into the cells."""


def confusion_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that leaves a square beside the scale, mm."""
    return matrix_height(len(rows), look["width_mm"], look["points"]) + 2.0


def confusion_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: the scale tells."""
    return ""


def plot_confusion(
    figure: FigureBase, columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the shares in per cent, with a ``baseline`` among the options the differences in points.

    Parameters
    ----------
    rows
        True class, and the share of its images taken for each class named in `columns`, 0 to 1, or the difference.
    """
    words, options = look["words"], look["options"]
    names = list(columns[1:])
    matrix = 100 * np.array([[float(value) for value in row[1:]] for row in rows])
    differences = "baseline" in options
    top = float(np.nanmax(np.abs(matrix), initial=0.0)) or 1.0 if differences else 100.0
    axis = figure.subplots()
    # A map that is dark on both sides of zero would lose the sign in grey.
    name = "PuOr_r" if differences and look["map"] != "Greys" else look["map"]
    palette = matplotlib.colormaps[name].with_extremes(bad="#bbbbbb")
    image = axis.imshow(matrix, cmap=palette, vmin=-top if differences else 0.0, vmax=top, interpolation="nearest")
    axis.spines[:].set_visible(False)
    axis.tick_params(length=0)
    edge = matrix_height(len(names), look["width_mm"], look["points"]) * 0.75
    shown = named_places(len(names), edge, look["points"] * 0.9)
    axis.set_xticks(shown, [names[at] for at in shown], rotation=90)
    axis.set_yticks(shown, [names[at] for at in shown])
    axis.set_xlabel(words["predicted_class"])
    axis.set_ylabel(words["true_class"])
    widest = "+00.0" if differences else "00.0"
    size = fitting_points(widest, 0.85 * edge / len(names), look["points"] * 0.7)
    if len(names) <= MAX_CONFUSED_VALUES and size:
        for (row, column), value in np.ndenumerate(matrix):
            if np.isfinite(value) and abs(value) >= 0.05:
                lightness = np.dot(image.to_rgba(np.array([[value]]))[0, 0, :3], (0.299, 0.587, 0.114))
                text = f"{value:+.1f}" if differences else f"{value:.1f}" if value < 99.95 else "100"
                axis.text(
                    column, row, text.replace("-", "\N{MINUS SIGN}"), ha="center", va="center",
                    color="black" if lightness > 0.5 else "white", fontsize=size,
                )  # fmt: skip
    bar = figure.colorbar(image, ax=axis, fraction=0.045, pad=0.02)
    if differences:
        named = [words.get(options[key], options[key]) for key in ("source", "baseline")]
        bar.set_label(words["confusion_difference"].format(source=named[0], baseline=named[1]))
    else:
        bar.set_label(words["confusion_share"])
    bar.outline.set_visible(False)
