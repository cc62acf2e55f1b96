"""Learning curves: mean over seeds with a band, a panel a data set, a line a source."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import legend_columns, panels_across

WORDS = (
    "validation_accuracy", "epoch", "scratch", "fractaldb", "imagenet", "checkpoint", "curves_note",
    "spread_sd", "spread_se", "spread_t", "spread_range",
)  # fmt: skip
PICTURES = False


def curves_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm: 62 a line of panels."""
    panels = len({row[1] for row in rows})
    return 62.0 * math.ceil(panels / panels_across(panels, look)) + 8.0


def curves_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what lines and bands mean."""
    spread = look["words"][f"spread_{look['options']['interval']}"].format(level=look["options"]["level"])
    return str(look["words"]["curves_note"].format(spread=spread))


def plot_curves(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw accuracy on the validation images by epoch.

    Parameters
    ----------
    rows
        Source, data set, epoch, n, mean, ends of the interval (empty for one seed); accuracies 0 to 1.
    """
    datasets = list(dict.fromkeys(row[1] for row in rows))
    sources = list(dict.fromkeys(row[0] for row in rows))
    columns = panels_across(len(datasets), look)
    axes = figure.subplots(math.ceil(len(datasets) / columns), columns, squeeze=False)
    for axis in axes.flat[len(datasets) :]:
        axis.set_axis_off()
    for axis, dataset in zip(axes.flat, datasets, strict=False):
        for index, source in enumerate(sources):
            own = [row for row in rows if (row[0], row[1]) == (source, dataset)]
            if own:
                _draw_curve(axis, own, look["series"][index % len(look["series"])], look["words"].get(source, source))
        axis.set_title(dataset)
        axis.grid(axis="y")
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.set_xlabel(look["words"]["epoch"])
        axis.set_ylabel(look["words"]["validation_accuracy"])
    if look["legend"]:
        named: dict[str, Any] = {}
        for axis in axes.flat:
            for line, label in zip(*axis.get_legend_handles_labels(), strict=True):
                named.setdefault(label, line)
        figure.legend(
            named.values(),
            named.keys(),
            loc="outside upper left",
            ncols=legend_columns(list(named), look),
            frameon=False,
        )


def _draw_curve(axis: Any, own: Sequence[Sequence[str]], series: Mapping[str, Any], label: str) -> None:
    epochs = np.array([float(row[2]) for row in own])
    means = 100 * np.array([float(row[4]) for row in own])
    low, high = (100 * np.array([float(row[at] or "nan") for row in own]) for at in (5, 6))
    if np.isfinite(low).any():
        axis.fill_between(epochs, low, high, color=series["colour"], alpha=0.2, linewidth=0)
    axis.plot(
        epochs, means, series["line"], color=series["colour"], label=label, marker=series["marker"], markersize=3.0,
        markevery=max(1, len(epochs) // 8),
    )  # fmt: skip
