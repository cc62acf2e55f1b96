"""How classes stand and are coloured on the screen, as far as print takes it over. Imports nothing that draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.figures.palettes import USUAL_MAP

COLOUR_MAPS = tuple(f"{name}{end}" for name in ("viridis", "cividis", "magma", "inferno", "gray") for end in ("", "_r"))
"""Matplotlib's names of maps whose lightness rises steadily, each with its reverse behind it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The choices made about a heat map or bars of classes.

    Attributes
    ----------
    order : tuple of int
        The class at each place; empty: as they are.
    map_name : str
        Matplotlib's name of the colour map, for a palette that brings none.
    limits : (float, float) or None
        What the ends of the colours stand for; None: from zero to the largest value.
    own_scales : bool
        Each map from zero to its own largest value.
    """

    order: tuple[int, ...] = ()
    map_name: str = USUAL_MAP
    limits: tuple[float, float] | None = None
    own_scales: bool = False

    def places(self, count: int) -> NDArray[np.int64]:
        """Return the class at each of `count` places."""
        return np.array(self.order or range(count), dtype=np.int64)

    @property
    def options(self) -> dict[str, Any]:
        """What of it a plot is handed as options; what is as usual is not mentioned."""
        options: dict[str, Any] = {}
        if self.map_name != USUAL_MAP:
            options["map"] = self.map_name
        if self.own_scales:
            options["own_scales"] = True
        elif self.limits is not None:
            options["limits"] = list(self.limits)
        return options


def figure_facts(
    statistics: ClassStatistics, provenance: Mapping[str, Any], metric: Metric, spread: Spread, shown: Shown
) -> dict[str, Any]:
    """Return what is noted beside a figure: where its numbers came from, their definitions, and how they are shown."""
    facts = {"name": statistics.name, "pictures": int(statistics.counts.sum()), **provenance}
    return {**facts, "distance": metric.value, "spread": spread.value, **shown.options}
