"""A measure of every class as bars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.analysis.bar_panel import BarPanel
from gui.analysis.pages.class_table import number
from gui.theme import GRID, Theme


class ClassBars(BarPanel):
    """Bars of numbers without a unit, with so many digits."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self._digits = 2
        # The same for every measure, so that the bars stay where they are.
        self.plot.item.getAxis("left").setWidth(7 * GRID)
        self.restyle()

    def show_values(
        self, names: tuple[str, ...], values: NDArray[np.float64], order: NDArray[np.int64], digits: int
    ) -> None:
        """Show a measure of each class (K,), the class of each place in `order`."""
        self._digits = digits
        self.show_bars(names, values, order)

    def value_text(self, value: float) -> str:
        return number(value, self._digits)

    def describe_whole(self) -> str:
        finite = self.values[np.isfinite(self.values)]
        if not len(finite):
            return ""
        text = self.tr("Mean {0}, from {1} to {2}")
        return text.format(*(self.value_text(float(value)) for value in (finite.mean(), finite.min(), finite.max())))
