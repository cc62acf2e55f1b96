"""Test accuracies side by side: data sets along the axis, one bar or marker a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from engine.figures.plots.page import legend_columns, stands_level

WORDS = (
    "measure_accuracy", "measure_balanced", "scratch", "fractaldb", "imagenet", "checkpoint", "accuracy_note",
    "accuracy_note_points", "marks_plain", "marks_holm", "spread_sd", "spread_se", "spread_t", "spread_range",
)  # fmt: skip
PICTURES = False


def accuracy_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], _look: Mapping[str, Any]) -> float:
    """Return the height that suits, mm."""
    return 78.0


def accuracy_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return what the marks mean."""
    words, options = look["words"], look["options"]
    spread = words[f"spread_{options['interval']}"].format(level=options["level"])
    note = words["accuracy_note" if options["kind"] == "bars" else "accuracy_note_points"].format(spread=spread)
    if "marks" not in options:
        return str(note)
    baseline = words.get(options["baseline"], options["baseline"])
    marks = words[f"marks_{options['marks']}"].format(baseline=baseline, alpha=options["alpha"])
    return f"{note} {marks}"


def plot_accuracy(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw means over seeds with an interval, each single run as a dot, the number of seeds below.

    Parameters
    ----------
    rows
        Source, data set, n, mean, standard deviation (empty for one seed), accuracies (separated by spaces), mean
        over the classes, ends of the interval (empty for one seed), mark (empty for none); accuracies 0 to 1.
    """
    sources = list(dict.fromkeys(row[0] for row in rows))
    datasets = list(dict.fromkeys(row[1] for row in rows))
    axis = figure.subplots()
    for index, source in enumerate(sources):
        own = [row for row in rows if row[0] == source]
        centres = np.array([datasets.index(row[1]) for row in own]) + (index - (len(sources) - 1) / 2) * (
            0.8 / len(sources)
        )
        _draw_source(axis, own, centres, 0.8 / len(sources), index, look)
    counts = [sorted({int(row[2]) for row in rows if row[1] == name}) for name in datasets]
    seeds = [str(n[0]) if len(n) == 1 else f"{n[0]}–{n[-1]}" for n in counts]
    names = [f"{name}\nn = {n}" for name, n in zip(datasets, seeds, strict=True)]
    level = stands_level(names, look["width_mm"] - 14.0, look["points"] * 0.9)
    turned: dict[str, Any] = {} if level else {"rotation": 35, "ha": "right", "rotation_mode": "anchor"}
    axis.set_xticks(
        np.arange(len(datasets)), names if level else [name.replace("\n", ", ") for name in names], **turned
    )
    axis.set_xlim(-0.55, len(datasets) - 0.45)
    axis.set_ylabel(look["words"][f"measure_{look['options']['measure']}"])
    axis.grid(axis="y")
    axis.tick_params(axis="x", length=0)
    if look["options"]["kind"] == "bars":
        axis.set_ylim(0, 100)
    if look["legend"]:
        figure.legend(
            loc="outside upper left",
            ncols=legend_columns([look["words"].get(name, name) for name in sources], look),
            frameon=False,
        )


def _draw_source(
    axis: Axes,
    own: Sequence[Sequence[str]],
    centres: Any,
    width: float,
    index: int,
    look: Mapping[str, Any],
) -> None:
    """Draw one source: means, spread and single runs."""
    series = look["series"][index % len(look["series"])]
    label = look["words"].get(own[0][0], own[0][0])
    means = np.array([float(row[3]) for row in own]) * 100
    ends = np.array([[float(row[at] or row[3]) for row in own] for at in (7, 8)]) * 100
    bars = look["options"]["kind"] == "bars"
    if bars:
        axis.bar(
            centres, means, width * 0.92, label=label, color=series["colour"], hatch=series["hatch"],
            edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        # A white edge: on a dark bar the lower half of a black line could not be seen.
        axis.errorbar(
            centres, means, np.abs(ends - means), fmt="none", ecolor="white", elinewidth=2.0, capsize=2.6, capthick=2.0
        )
    axis.errorbar(
        centres, means, np.abs(ends - means), fmt="none" if bars else series["marker"], markersize=5.0,
        color=series["colour"], ecolor="black", elinewidth=0.8, capsize=2.0, label=None if bars else label,
    )  # fmt: skip
    for centre, row in zip(centres, own, strict=True):
        values = np.array([float(value) for value in row[5].split()]) * 100
        offsets = np.linspace(-0.18, 0.18, len(values)) * width if len(values) > 1 else np.zeros(1)
        # Beside a point, for it would be covered; over a bar there is room.
        offsets = offsets if bars else 0.3 * width + 0.5 * offsets
        axis.plot(
            centre + offsets, values, "o", markersize=2.2, color="white", markeredgecolor="black",
            markeredgewidth=0.5, zorder=4, clip_on=False,
        )  # fmt: skip
        top = 100 * max(float(row[8] or row[3]), values.max() / 100)
        axis.annotate(row[9], (centre, top), (0, 3), textcoords="offset points", ha="center", annotation_clip=False)
