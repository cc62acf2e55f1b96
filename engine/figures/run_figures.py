"""Figures of single runs: their curves as they were watched, and what an evaluation took for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.figures.plot import Plot
from engine.figures.table import Cell, Table
from engine.sentences import Sentence

Values = NDArray[np.float64]

NO_LEVELS: Mapping[str, float] = MappingProxyType({})
"""No value of a figure of curves matters more than others."""


@dataclass(frozen=True, eq=False, slots=True)
class CurveLine:
    """A curve of a figure.

    Attributes
    ----------
    quantity : str
        Panel it stands in, a key of the words of figures, such as 'loss'.
    series : str
        What it is called: 'train', 'validation', 'test', or the name of a group of runs.
    x, y : ndarray of shape (N,), float64
    low, high : ndarray of shape (N,), float64, optional
        Ends of a band.
    drawn : {'line', 'faint', 'point'}
    """

    quantity: str
    series: str
    x: Values
    y: Values
    low: Values | None = None
    high: Values | None = None
    drawn: str = "line"


def lines_plot(
    lines: Sequence[CurveLine],
    axis: str,
    *,
    log: Sequence[str] = (),
    best: float | None = None,
    smoothing: float = 0.0,
    levels: Mapping[str, float] = NO_LEVELS,
) -> Plot:
    """Return curves, a panel a quantity.

    Parameters
    ----------
    lines : sequence of CurveLine
    axis : {'epoch', 'step', 'time', 'place'}
        What the places are; seconds of `time` are shown in the unit that suits them.
    log : sequence of str
        Quantities on a logarithmic axis.
    best : float, optional
        Place of the best epoch.
    smoothing : float
        Weight of earlier values by which the lines were smoothed.
    levels : mapping of str to float
        By quantity, a value that matters, drawn dashed.

    Raises
    ------
    InputError
        When no line has a point.
    """
    there = [line for line in lines if len(line.x)]
    if not there:
        raise InputError(Sentence("The run has told nothing yet that could be drawn; wait for its first epoch."))
    unit, name = _unit(max(float(line.x[-1]) for line in there)) if axis == "time" else (1.0, axis)
    rows: list[tuple[Cell, ...]] = []
    for line in there:
        low, high = (np.full(len(line.x), np.nan) if edge is None else edge for edge in (line.low, line.high))
        rows += [
            (line.quantity, line.series, line.drawn, x / unit, y, *(end if np.isfinite(end) else "" for end in ends))
            for x, y, *ends in zip(line.x.tolist(), line.y.tolist(), low.tolist(), high.tolist(), strict=True)
        ]
    options: dict[str, Any] = {"axis": name, "log": list(log), "smoothing": smoothing}
    if best is not None:
        options["best"] = best / unit
    if levels:
        options["levels"] = dict(levels)
    return Plot("lines", Table(("quantity", "series", "drawn", name, "value", "low", "high"), rows), options)


def _unit(seconds: float) -> tuple[float, str]:
    """Return how many seconds the unit that suits has, and the word for it."""
    units = ((3600.0, "time_h"), (60.0, "time_min"))
    return next((unit for unit in units if seconds > 3 * unit[0]), (1.0, "time_s"))


def confusion_plot(matrix: NDArray[np.int64], classes: Sequence[str]) -> Plot:
    """Return what an evaluation took for what, as shares of each true class.

    Parameters
    ----------
    matrix : ndarray of shape (K, K), int64
        Images by true (rows) and predicted class (columns); a class without images has shares that are not a number.
    classes : sequence of str
        Names; numbers stand in for those that are missing.
    """
    names = [classes[at] if at < len(classes) else str(at) for at in range(len(matrix))]
    counts = matrix.sum(axis=1, keepdims=True)
    shares = np.divide(matrix, counts, out=np.full(matrix.shape, np.nan), where=counts > 0)
    rows = [(name, *line) for name, line in zip(names, shares.tolist(), strict=True)]
    return Plot("confusion", Table(("true_class", *names), rows), {})
