"""Small multiples of the per-pixel within-class deviation, one panel a class, on one shared scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

WORDS = ("std_map", "share_of_largest", "first_of")
PICTURES = True


def std_maps_height(columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that keeps the panels together, mm."""
    shown = len(look["options"]["spread"])
    across = _panels_across(shown)
    panel_mm = (look["width_mm"] - 22) / across
    proportion = len(rows) / shown / (len(columns) - 2)
    return float(math.ceil(shown / across) * (panel_mm * proportion + 6) + 4)


def std_maps_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return how many classes were left out."""
    shown, total = len(look["options"]["spread"]), look["options"]["total"]
    return look["words"]["first_of"].format(shown=shown, all=total) + "." if shown < total else ""


def plot_std_maps(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the maps, with name and scalar deviation above each.

    Parameters
    ----------
    rows
        Class, number of the picture row, and the deviations in that row.
    """
    spread = look["options"]["spread"]
    values = np.array([[float(value) for value in row[2:]] for row in rows])
    maps = values.reshape(len(spread), -1, values.shape[1])
    names = [row[0] for row in rows[:: maps.shape[1]]]
    own = look["options"].get("own_scales", False)
    if own:
        largest = maps.max(axis=(1, 2), keepdims=True)
        maps = maps / np.where(largest > 0, largest, 1.0)
    low, high = look["options"].get("limits", (0.0, maps.max() or 1.0))
    across = _panels_across(len(spread))
    axes = figure.subplots(math.ceil(len(spread) / across), across, squeeze=False)
    for axis in axes.flat[len(spread) :]:
        axis.set_axis_off()
    for axis, picture, name, deviation in zip(axes.flat, maps, names, spread, strict=False):
        image = axis.imshow(picture, cmap=look["map"], vmin=low, vmax=high, interpolation="nearest")
        axis.set_xticks([])
        axis.set_yticks([])
        axis.set_title(f"{name}\n{deviation:.1f}", fontsize=look["points"] * 0.85, pad=2)
        axis.spines[:].set_visible(False)
    bar = figure.colorbar(image, ax=axes, fraction=0.03, pad=0.015, aspect=30)
    bar.set_label(look["words"]["share_of_largest" if own else "std_map"])
    bar.outline.set_visible(False)


def _panels_across(shown: int) -> int:
    return min(shown, max(5, math.ceil(math.sqrt(shown * 1.6))))
