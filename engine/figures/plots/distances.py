"""The heat map of the distances between class means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.image import AxesImage

from engine.figures.plots.page import fitting_points, matrix_height, named_places

WORDS = ("euclidean", "rms", "euclidean_features", "rms_features", "cosine", "correlation", "mahalanobis")
PICTURES = True

MAX_CELL_VALUES = 12
"""Classes up to which the distances are also written into their cells."""


def distances_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that leaves a square beside the scale, mm."""
    return matrix_height(len(rows), look["width_mm"], look["points"])


def distances_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: all is shown."""
    return ""


def plot_distances(
    figure: FigureBase, columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the matrix; cells without a distance (NaN) are gray.

    Parameters
    ----------
    rows
        Class, and its distance to each class named in `columns`.
    """
    names = list(columns[1:])
    matrix = np.array([[float(value) for value in row[1:]] for row in rows])
    axis = figure.subplots()
    palette = matplotlib.colormaps[look["map"]].with_extremes(bad="#bbbbbb")
    low, high = look["options"].get("limits", (0.0, None))
    image = axis.imshow(np.ma.masked_invalid(matrix), cmap=palette, vmin=low, vmax=high, interpolation="nearest")
    axis.spines[:].set_visible(False)
    edge = matrix_height(len(names), look["width_mm"], look["points"]) * 0.85
    shown = named_places(len(names), edge, look["points"] * 0.9)
    axis.set_xticks(shown, [names[at] for at in shown], rotation=90)
    axis.set_yticks(shown, [names[at] for at in shown])
    axis.tick_params(length=0)
    if len(names) <= MAX_CELL_VALUES:
        _write_distances(axis, image, matrix, look["points"] * 0.8, edge / len(names))
    bar = figure.colorbar(image, ax=axis, fraction=0.045, pad=0.02)
    bar.set_label(look["words"].get(look["options"]["metric"], look["options"]["metric"]))
    bar.outline.set_visible(False)


def _write_distances(axis: Axes, image: AxesImage, matrix: Any, points: float, cell_mm: float) -> None:
    top = np.nanmax(matrix, initial=0.0)
    digits = 0 if top >= 100 else 1 if top >= 10 else 2 if top >= 1 else 3
    size = fitting_points(f"{top:.{digits}f}", 0.85 * cell_mm, points)
    if not size:
        return
    for (row, column), value in np.ndenumerate(matrix):
        if np.isfinite(value) and row != column:
            lightness = np.dot(image.to_rgba(np.array([[value]]))[0, 0, :3], (0.299, 0.587, 0.114))
            colour = "black" if lightness > 0.5 else "white"
            axis.text(column, row, f"{value:.{digits}f}", ha="center", va="center", color=colour, fontsize=size)
