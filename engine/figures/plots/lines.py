"""Curves over epochs, steps or time of a run, or over the way between two categories: a panel a quantity."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import legend_columns, panels_across

WORDS = (
    "epoch", "step", "time_s", "time_min", "time_h", "loss", "accuracy_axis", "learning_rate", "images_per_s",
    "validation_accuracy", "validation_loss", "validation_balanced_accuracy", "train_accuracy", "train_loss", "train",
    "validation", "test", "best_epoch_mark", "lines_note", "lines_smoothed", "place", "lyapunov", "fill",
)  # fmt: skip
PICTURES = False


def lines_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm: 60 a line of panels."""
    panels = len({row[0] for row in rows})
    return 60.0 * math.ceil(panels / panels_across(panels, look)) + 8.0


def lines_note(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what bands and smoothing are."""
    told = [look["words"]["lines_note"]] if any(row[5] for row in rows) else []
    if smoothing := look["options"].get("smoothing"):
        told.append(look["words"]["lines_smoothed"].format(weight=f"{smoothing:g}"))
    return " ".join(told)


def plot_lines(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the curves.

    Parameters
    ----------
    rows
        Quantity, series, how it is drawn ('line', 'faint', 'point'), place, value, ends of the band (empty for none).
    """
    words, options = look["words"], look["options"]
    panels = list(dict.fromkeys(row[0] for row in rows))
    series = list(dict.fromkeys(row[1] for row in rows))
    across = panels_across(len(panels), look)
    axes = figure.subplots(math.ceil(len(panels) / across), across, squeeze=False)
    for axis in axes.flat[len(panels) :]:
        axis.set_axis_off()
    named: dict[str, Any] = {}
    for axis, panel in zip(axes.flat, panels, strict=False):
        for row_series in series:
            look_of = look["series"][series.index(row_series) % len(look["series"])]
            for drawn in ("faint", "line", "point"):
                own = [row for row in rows if (row[0], row[1], row[2]) == (panel, row_series, drawn)]
                if own:
                    handle = _draw_line(axis, own, drawn, look_of)
                    if drawn != "faint":
                        named.setdefault(words.get(row_series, row_series), handle)
        best = options.get("best")
        if best is not None:
            mark = axis.axvline(best, color="#555555", linewidth=0.7, linestyle=(0, (1, 2)))
            named.setdefault(words["best_epoch_mark"], mark)
        level = options.get("levels", {}).get(panel)
        if level is not None:
            axis.axhline(level, color="#555555", linewidth=0.7, linestyle=(0, (4, 3)))
        if panel in options.get("log", ()):
            axis.set_yscale("log")
        axis.grid(axis="y")
        axis.set_xlabel(words[options["axis"]])
        axis.set_ylabel(words.get(panel, panel))
        if options["axis"] == "epoch":
            axis.xaxis.get_major_locator().set_params(integer=True)
    if look["legend"] and len(named) > 1:
        wide = legend_columns(list(named), look)
        figure.legend(named.values(), named.keys(), loc="outside upper left", ncols=wide, frameon=False)


def _draw_line(axis: Any, own: Sequence[Sequence[str]], drawn: str, series: Mapping[str, Any]) -> Any:
    x, y = (np.array([float(row[at]) for row in own]) for at in (3, 4))
    if drawn == "faint":
        return axis.plot(x, y, "-", color=series["colour"], alpha=0.3, linewidth=0.5)[0]
    if drawn == "point":
        return axis.plot(x, y, series["marker"], color=series["colour"], markersize=5.0, clip_on=False)[0]
    low, high = (np.array([float(row[at] or "nan") for row in own]) for at in (5, 6))
    if np.isfinite(low).any():
        axis.fill_between(x, low, high, color=series["colour"], alpha=0.2, linewidth=0)
    return axis.plot(
        x, y, series["line"], color=series["colour"], marker=series["marker"], markersize=3.0,
        markevery=max(1, len(x) // 8),
    )[0]  # fmt: skip
