"""Accuracy against the amount of training data: a panel a data set, a line a source."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import legend_columns, panels_across

WORDS = (
    "accuracy", "share", "images", "scratch", "fractaldb", "imagenet", "checkpoint", "shares_note",
    "spread_sd", "spread_se", "spread_t", "spread_range",
)  # fmt: skip
PICTURES = False


def shares_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm: 62 a line of panels."""
    panels = len({row[0] for row in rows})
    return 62.0 * math.ceil(panels / panels_across(panels, look)) + 8.0


def shares_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what marks and lines mean."""
    spread = look["words"][f"spread_{look['options']['interval']}"].format(level=look["options"]["level"])
    return str(look["words"]["shares_note"].format(spread=spread))


def plot_shares(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw test accuracy over a logarithmic axis of shares or numbers.

    Parameters
    ----------
    rows
        Data set, source, amount, 'share' or 'images', n, mean, ends of the interval (empty for one seed),
        accuracies (separated by spaces).
    """
    datasets = list(dict.fromkeys(row[0] for row in rows))
    sources = list(dict.fromkeys(row[1] for row in rows))
    columns = panels_across(len(datasets), look)
    axes = figure.subplots(math.ceil(len(datasets) / columns), columns, squeeze=False)
    for axis in axes.flat[len(datasets) :]:
        axis.set_axis_off()
    for axis, dataset in zip(axes.flat, datasets, strict=False):
        inside = [row for row in rows if row[0] == dataset]
        for index, source in enumerate(sources):
            own = [row for row in inside if row[1] == source]
            if own:
                _draw_share(axis, own, look["series"][index % len(look["series"])], look["words"].get(source, source))
        amounts = sorted({float(row[2]) for row in inside})
        per_cent = inside[0][3] == "share"
        axis.set_xscale("log")
        axis.set_xticks(amounts, [f"{100 * amount:g} %" if per_cent else f"{amount:g}" for amount in amounts])
        axis.minorticks_off()
        axis.set_title(dataset)
        axis.grid(axis="y")
        axis.set_xlabel(look["words"][inside[0][3]])
        axis.set_ylabel(look["words"]["accuracy"])
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


def _draw_share(axis: Any, own: Sequence[Sequence[str]], series: Mapping[str, Any], label: str) -> None:
    amounts = np.array([float(row[2]) for row in own])
    means = 100 * np.array([float(row[5]) for row in own])
    ends = 100 * np.array([[float(row[at] or row[5]) for row in own] for at in (6, 7)])
    axis.errorbar(
        amounts, means, np.abs(ends - means), fmt=series["marker"], linestyle=series["line"], markersize=4.0,
        color=series["colour"], elinewidth=0.8, capsize=2.0, label=label,
    )  # fmt: skip
    for amount, row in zip(amounts, own, strict=True):
        values = 100 * np.array([float(value) for value in row[8].split()])
        axis.plot(
            np.full(len(values), amount), values, "o", markersize=2.0, color="white", markeredgecolor="black",
            markeredgewidth=0.4, zorder=4,
        )  # fmt: skip
