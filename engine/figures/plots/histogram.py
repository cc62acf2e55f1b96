"""How a measure is spread over a category set and what a filter leaves of it, or likeness over pairs of categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import legend_columns

WORDS = (
    "maps", "fill", "lyapunov", "dimension", "divergent", "categories", "all_categories", "left_by_filter", "likeness",
    "pairs", "all_pairs", "pairs_alike", "drawn_twice",
)  # fmt: skip
PICTURES = False
_CATEGORIES = ("categories", "all_categories", "left_by_filter")
_PAIRS = ("pairs", "all_pairs", "pairs_alike")


def histogram_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm."""
    return 58.0


def histogram_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> str:
    """Return nothing: all is shown."""
    return ""


def plot_histogram(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the bars; the outer bins hold what lies beyond them.

    Parameters
    ----------
    rows
        Lower and upper edge of the bin, categories in it, and those that pass the filter.
    """
    words, options = look["words"], look["options"]
    counted, of_all, of_some = _PAIRS if options["measure"] == "likeness" else _CATEGORIES
    low, high, count, passing = (np.array([float(row[at]) for row in rows]) for at in range(4))
    axis: Any = figure.subplots()
    own, other = look["series"][0], look["series"][1]
    filtered = bool((passing != count).any())
    axis.bar(
        low, count, high - low, align="edge", color="#c8c8c8" if filtered else own["colour"], edgecolor="white",
        linewidth=0.3, label=words[of_all],
    )  # fmt: skip
    if filtered:
        axis.bar(
            low, passing, high - low, align="edge", color=own["colour"], hatch=other["hatch"], edgecolor="white",
            linewidth=0.3, label=words[of_some],
        )  # fmt: skip
    noise = options.get("noise")
    if noise is not None:
        axis.axvline(noise, color="black", linewidth=0.8, linestyle=(0, (4, 3)), label=words["drawn_twice"])
    axis.grid(axis="y")
    axis.margins(x=0.01)
    axis.set_xlabel(words[options["measure"]])
    axis.set_ylabel(words[counted])
    if options.get("log"):
        axis.set_yscale("symlog", linthresh=1.0)
        axis.set_ylim(bottom=0.0)
    else:
        axis.yaxis.get_major_locator().set_params(integer=True)
    if options["measure"] == "maps":
        axis.xaxis.get_major_locator().set_params(integer=True)
    named = axis.get_legend_handles_labels()[1]
    if look["legend"] and (filtered or noise is not None):
        figure.legend(loc="outside upper left", ncols=legend_columns(named, look), frameon=False)
