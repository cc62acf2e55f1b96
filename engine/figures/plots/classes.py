"""The difference of two sources class by class, with intervals; classes that ImageNet has too are told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from engine.figures.plots.page import wrapped

WORDS = (
    "class_difference", "shared_yes", "shared_no", "classes_note", "scratch", "fractaldb", "imagenet", "checkpoint",
    "spread_sd", "spread_se", "spread_t", "spread_range",
)  # fmt: skip
PICTURES = False


def classes_height(_columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return the height that gives every class a line of type, mm."""
    lines = len(rows) + _class_label(look).count("\n")
    return min(700.0, 22.0 + lines * float(look["points"]) * 0.3528 * 1.25)


def classes_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what marks and lines mean."""
    spread = look["words"][f"spread_{look['options']['interval']}"].format(level=look["options"]["level"])
    return str(look["words"]["classes_note"].format(spread=spread))


def plot_classes(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw a line a class, the first on top.

    Parameters
    ----------
    rows
        Class, 'yes' or 'no' (ImageNet has it too) or nothing, n, mean difference, ends of the interval (empty
        for one seed); accuracies 0 to 1.
    """
    words = look["words"]
    axis = figure.subplots()
    for index, (kind, label) in enumerate((("yes", words["shared_yes"]), ("no", words["shared_no"]), ("", None))):
        places = [at for at, row in enumerate(rows) if row[1] == kind]
        if not places:
            continue
        series = look["series"][index % 2]
        means = 100 * np.array([float(rows[at][3]) for at in places])
        ends = 100 * np.array([[float(rows[at][end] or rows[at][3]) for at in places] for end in (4, 5)])
        axis.errorbar(
            means, places, xerr=np.abs(ends - means), fmt=series["marker"], markersize=3.5, color=series["colour"],
            markerfacecolor="white" if kind == "no" else series["colour"], elinewidth=0.7, capsize=1.5, label=label,
        )  # fmt: skip
    axis.axvline(0.0, color="black", linewidth=0.6)
    axis.set_yticks(np.arange(len(rows)), [row[0] for row in rows])
    axis.set_ylim(len(rows) - 0.4, -0.6)
    axis.grid(axis="x")
    axis.set_xlabel(_class_label(look))
    if look["legend"] and any(row[1] for row in rows):
        figure.legend(loc="outside upper left", ncols=2, frameon=False)


def _class_label(look: Mapping[str, Any]) -> str:
    words, options = look["words"], look["options"]
    names = [words.get(options[key], options[key]) for key in ("source", "baseline")]
    label = words["class_difference"].format(source=names[0], baseline=names[1], dataset=options["dataset"])
    return wrapped(label, look["width_mm"] - 24.0, look["points"])
