"""The map of a category set: every category a point, those that look alike side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import legend_columns

WORDS = ("maps", "fill", "lyapunov", "dimension", "divergent", "rating", "pick", "keep", "reject", "none")
PICTURES = False

MAP_STEPS = ("maps", "rating", "pick")
"""Colours that stand for kinds; the others grow evenly and have a scale."""


def set_map_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that leaves about a square for the points, mm."""
    return min(float(look["width_mm"]), 110.0) * 0.86 + 4.0


def set_map_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: all is shown."""
    return ""


def plot_set_map(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the points on axes of one scale; places have no unit.

    Parameters
    ----------
    rows
        Category, its place across and upwards, and what its colour says (empty for nothing).
    """
    colour = look["options"].get("colour", "")
    x, y = (np.array([float(row[at]) for row in rows]) for at in (1, 2))
    said = [row[3] for row in rows]
    size = float(np.clip(6000 / max(1, len(rows)), 4.0, 20.0))
    axis = figure.subplots()
    axis.set_aspect("equal", adjustable="datalim")
    axis.set_xticks([])
    axis.set_yticks([])
    axis.spines[:].set_visible(False)
    if not colour:
        axis.scatter(x, y, size, look["series"][0]["colour"], linewidths=0)
    elif colour in MAP_STEPS:
        _draw_kinds(axis, x, y, said, size, look)
        if look["legend"]:
            kinds = [look["words"].get(kind, kind) for kind in sorted(set(said))]
            wide = legend_columns(kinds, look)
            figure.legend(
                loc="outside upper left", title=look["words"][colour], ncols=wide, frameon=False, markerscale=1.5
            )
    else:
        values = np.array([float(value or "nan") for value in said])
        known = values[np.isfinite(values)]
        low, high = np.quantile(known, (0.01, 0.99)) if len(known) else (0.0, 1.0)
        without = ~np.isfinite(values)
        axis.scatter(x[without], y[without], size, "#bbbbbb", linewidths=0)
        points = axis.scatter(
            x[~without], y[~without], size, known, cmap=_map_colours(look), vmin=low, vmax=high, linewidths=0
        )
        bar = figure.colorbar(points, ax=axis, fraction=0.045, pad=0.02)
        bar.set_label(look["words"][colour])
        bar.outline.set_visible(False)


def _draw_kinds(axis: Any, x: Any, y: Any, said: Sequence[str], size: float, look: Mapping[str, Any]) -> None:
    """Draw every kind in a colour and, where series have marks, in a marker of its own."""
    kinds = sorted(set(said), key=lambda kind: (len(kind), kind))  # 2 before 10
    colours = _map_colours(look)(np.linspace(0.0, 1.0, max(2, len(kinds))))
    for at, kind in enumerate(kinds):
        own = np.array([value == kind for value in said])
        axis.scatter(
            x[own], y[own], size, [colours[at]], marker=look["series"][at % 8]["marker"], linewidths=0,
            label=look["words"].get(kind, kind),
        )  # fmt: skip


def _map_colours(look: Mapping[str, Any]) -> Any:
    """Return the colours from strong to those that still show on white paper."""
    whole = matplotlib.colormaps[look["map"]]
    low, high = (0.25, 1.0) if look["map"] == "Greys" else (0.0, 0.88)
    return matplotlib.colors.ListedColormap(whole(np.linspace(low, high, 256)))
