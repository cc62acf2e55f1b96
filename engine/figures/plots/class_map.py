"""The classes as points in a plane, with their names and lines to the nearest class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import FigureBase

WORDS = ("map_pca", "map_mds", "map_classical", "map_axis", "map_axis_plain", "map_note", "map_lines_note")
PICTURES = False

MAX_NAMED_POINTS = 60
"""Classes up to which every point is named."""


def class_map_height(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> float:
    """Return a height for a square, mm."""
    return float(look["width_mm"]) * 0.9


def class_map_note(_columns: Sequence[str], _rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return how the map came about and how well it tells the distances."""
    words, options = look["words"], look["options"]
    note = words["map_note"].format(kind=words[f"map_{options['kind']}"], stress=f"{options['stress']:.3f}")
    return f"{note} {words['map_lines_note']}" if options["lines"] else str(note)


def plot_class_map(
    figure: FigureBase, _columns: Sequence[str], rows: Sequence[Sequence[str]], look: Mapping[str, Any]
) -> None:
    """Draw the points.

    Parameters
    ----------
    rows
        Class, its place, the nearest other class (empty where there is none) and its distance.
    """
    options, words = look["options"], look["words"]
    places = {row[0]: (float(row[1]), float(row[2])) for row in rows}
    axis = figure.subplots()
    if options["lines"]:
        for name, _, _, nearest, _ in rows:
            if nearest:
                axis.plot(*zip(places[name], places[nearest], strict=True), color="#bbbbbb", linewidth=0.6, zorder=1)
    across, along = zip(*places.values(), strict=True)
    size = 16.0 if len(places) <= 100 else 5.0
    axis.scatter(across, along, s=size, color=look["series"][0]["colour"], linewidths=0, zorder=2)
    if options["names"] and len(places) <= MAX_NAMED_POINTS:
        for name, place in places.items():
            axis.annotate(
                name, place, (0, -3), textcoords="offset points", ha="center", va="top", fontsize=look["points"] * 0.8
            )
    axis.set_aspect("equal", adjustable="datalim")
    axis.margins(0.1)
    key = "map_axis_plain" if options["kind"] == "mds" else "map_axis"
    shares = [f"{100 * share:.1f}" for share in options["explained"]]
    axis.set_xlabel(words[key].format(number=1, share=shares[0]))
    axis.set_ylabel(words[key].format(number=2, share=shares[1]))
