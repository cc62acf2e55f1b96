"""Figures of a category set: its map, and how a measure is spread over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.figures.plot import Plot
from engine.figures.run_figures import CurveLine, lines_plot
from engine.figures.table import Table
from engine.sentences import Sentence


def map_plot(
    names: Sequence[str], points: NDArray[np.float64], colour: str = "", values: Sequence[object] | None = None
) -> Plot:
    """Return the map of a set.

    Parameters
    ----------
    names : sequence of str, length N
    points : ndarray of shape (N, 2), float64
    colour : str
        What the colours say: 'maps', 'fill', 'lyapunov', 'dimension', 'divergent', 'rating', 'pick'; empty for nothing.
    values : sequence, length N, optional
        A number or a word each; a number that is not finite is not known.

    Raises
    ------
    InputError
        When the set is empty.
    """
    if not len(names):
        raise InputError(Sentence("The map of an empty set has nothing to draw; open a set with categories."))
    told = [""] * len(names) if values is None else [_told(value) for value in values]
    rows = [(name, x, y, value) for name, (x, y), value in zip(names, points.tolist(), told, strict=True)]
    return Plot("set_map", Table(("category", "x", "y", "value"), rows), {"colour": colour})


def histogram_plot(
    edges: NDArray[np.float64], counts: NDArray[np.int64], passing: NDArray[np.int64], measure: str
) -> Plot:
    """Return how many categories have which values of a measure.

    Parameters
    ----------
    edges : ndarray of shape (B + 1,), float64
    counts, passing : ndarray of shape (B,), int64
        Of the whole set, and of what the filter leaves.
    measure : str
        'maps', 'fill', 'lyapunov', 'dimension' or 'divergent'.
    """
    rows = list(zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), passing.tolist(), strict=True))
    return Plot("histogram", Table(("low", "high", "categories", "passing"), rows), {"measure": measure})


def likeness_plot(counts: NDArray[np.int64], lowest: float, threshold: float, noise: float | None) -> Plot:
    """Return how many pairs of categories are how much alike, on a logarithmic scale.

    Parameters
    ----------
    counts : ndarray of shape (B + 1,), int64
        Pairs by likeness, in B steps from 0 to 1; the last bin holds pairs that are the same.
    lowest : float
        Where the figure begins.
    threshold : float
        What is called near-duplicates.
    noise : float or None
        How alike a category is to itself when it is drawn twice.
    """
    bins = len(counts) - 1
    rows = [
        (at / bins, (at + 1) / bins, count, count if at >= round(threshold * bins) else 0)
        for at, count in enumerate(counts.tolist()) if at >= round(lowest * bins)
    ]  # fmt: skip
    options = {"measure": "likeness", "log": True, **({} if noise is None else {"noise": noise})}
    return Plot("histogram", Table(("low", "high", "pairs", "alike"), rows), options)


def way_plot(lyapunov: Mapping[float, float], fill: Mapping[float, float], levels: Mapping[str, float]) -> Plot:
    """Return the measures along the way between two categories.

    Parameters
    ----------
    lyapunov, fill : mapping of float to float
        By place, 0 to 1; a value that is not finite is left out.
    levels : mapping of str to float
        By measure, 'lyapunov' or 'fill', a value that matters, drawn dashed.

    Raises
    ------
    InputError
        When nothing is known yet.
    """
    lines = []
    for measure, values in (("lyapunov", lyapunov), ("fill", fill)):
        known = np.array(sorted((place, value) for place, value in values.items() if np.isfinite(value)))
        if known.size:
            lines.append(CurveLine(measure, "way", *known.T))
    return lines_plot(lines, "place", levels=levels)


def _told(value: object) -> str | int | float:
    if isinstance(value, float):
        return value if np.isfinite(value) else ""
    return value if isinstance(value, int) else str(value)
