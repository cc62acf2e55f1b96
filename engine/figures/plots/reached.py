"""The epoch in which runs first reached a level: a row a source, a dot a seed, the median as a large mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase
from matplotlib.ticker import MaxNLocator

from engine.figures.plots.page import legend_columns

WORDS = ("epoch_reached", "later", "median", "reached_figure_note", "scratch", "fractaldb", "imagenet", "checkpoint")
PICTURES = False


def reached_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that gives every row two lines of type, mm."""
    return min(700.0, 26.0 + len({(row[0], row[1]) for row in rows}) * float(look["points"]) * 0.3528 * 2.5)


def reached_note(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what the marks mean, and which level each data set has."""
    levels = {row[1]: f"{row[1]}: {100 * float(row[2]):.1f} %" for row in rows}
    return str(look["words"]["reached_figure_note"].format(levels=", ".join(levels.values())))


def plot_reached(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw a row a source and data set, the first on top.

    Parameters
    ----------
    rows
        Source, data set, level (0 to 1), seed, epoch (empty: not reached), epochs of the run, median over the seeds
        (empty: not known).
    """
    words = look["words"]
    axis = figure.subplots()
    places = list(dict.fromkeys((row[0], row[1]) for row in rows))
    sources = list(dict.fromkeys(row[0] for row in rows))
    for at, place in enumerate(places):
        series = look["series"][sources.index(place[0]) % len(look["series"])]
        own = [row for row in rows if (row[0], row[1]) == place]
        offsets = at + np.linspace(-0.22, 0.22, len(own)) * (len(own) > 1)
        if own[0][6]:
            axis.plot(float(own[0][6]), at, series["marker"], color=series["colour"], markersize=6.0)
        for offset, row in zip(offsets, own, strict=True):
            axis.plot(
                float(row[4] or row[5]), offset, "o" if row[4] else ">", markersize=2.4 if row[4] else 4.0,
                color="white", markeredgecolor="black", markeredgewidth=0.5, zorder=4,
            )  # fmt: skip
    axis.set_yticks(np.arange(len(places)), [f"{name}, {words.get(source, source)}" for source, name in places])
    axis.set_ylim(len(places) - 0.5, -0.5)
    axis.set_xlim(0, None)
    axis.grid(axis="x")
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    axis.set_xlabel(words["epoch_reached"])
    if look["legend"]:
        axis.plot([], [], "o", color=look["series"][0]["colour"], markersize=6.0, label=words["median"])
        axis.plot([], [], ">", color="white", markeredgecolor="black", markersize=4.0, label=words["later"])
        names = [words["median"], words["later"]]
        figure.legend(loc="outside upper left", ncols=legend_columns(names, look), frameon=False)
