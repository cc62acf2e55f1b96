"""The distances between class means in two analyses, a point for each pair of classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import FigureBase

WORDS = ("agreement_axis", "agreement_mantel", "agreement_spearman", "agreement_cka")
PICTURES = False

MAX_DRAWN_SHAPES = 5000
"""Pairs up to which each is a shape of its own in PDF and SVG; more are one picture."""


def agreement_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return a height for a square, mm."""
    return float(look["width_mm"]) * 0.9


def agreement_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return the tests of agreement."""
    words, options = look["words"], look["options"]
    said = []
    for key in ("mantel", "spearman"):
        if key in options:
            test = options[key]
            facts = {"r": f"{test['r']:.3f}", "p": f"{test['p']:.2g}", "permutations": f"{test['permutations']:,}"}
            said.append(words[f"agreement_{key}"].format(classes=options["classes"], **facts))
    return " ".join([*said, words["agreement_cka"].format(cka=f"{options['cka']:.3f}")])


def plot_agreement(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the pairs.

    Parameters
    ----------
    rows
        Two classes, and their distance in the first and in the second analysis.
    """
    across, along = ([float(row[column]) for row in rows] for column in (2, 3))
    axis = figure.subplots()
    many = len(rows) > MAX_DRAWN_SHAPES
    axis.scatter(
        across,
        along,
        s=2.0 if many else 10.0,
        color=look["series"][0]["colour"],
        alpha=0.2 if many else 0.7,
        linewidths=0,
        rasterized=many,
    )
    first, second = look["options"]["labels"]
    axis.set_xlabel(look["words"]["agreement_axis"].format(name=first))
    axis.set_ylabel(look["words"]["agreement_axis"].format(name=second))
    axis.margins(0.06)
    axis.grid(True)
