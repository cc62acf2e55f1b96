"""How a measure is spread over a category set, and over what a filter leaves of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

WORDS = ("maps", "fill", "lyapunov", "dimension", "divergent", "categories", "all_categories", "left_by_filter")
PICTURES = False


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
    words = look["words"]
    low, high, count, passing = (np.array([float(row[at]) for row in rows]) for at in range(4))
    axis: Any = figure.subplots()
    own, other = look["series"][0], look["series"][1]
    filtered = bool((passing != count).any())
    axis.bar(
        low, count, high - low, align="edge", color="#c8c8c8" if filtered else own["colour"], edgecolor="white",
        linewidth=0.3, label=words["all_categories"],
    )  # fmt: skip
    if filtered:
        axis.bar(
            low, passing, high - low, align="edge", color=own["colour"], hatch=other["hatch"], edgecolor="white",
            linewidth=0.3, label=words["left_by_filter"],
        )  # fmt: skip
    axis.grid(axis="y")
    axis.margins(x=0.01)
    axis.set_xlabel(words[look["options"]["measure"]])
    axis.set_ylabel(words["categories"])
    axis.yaxis.get_major_locator().set_params(integer=True)
    if look["options"]["measure"] == "maps":
        axis.xaxis.get_major_locator().set_params(integer=True)
    if look["legend"] and filtered:
        figure.legend(loc="outside upper left", ncols=2, frameon=False)
