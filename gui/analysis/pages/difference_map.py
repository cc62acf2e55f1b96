"""How the distances of two analyses differ, as a heat map around zero."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Signal, Slot

from gui.analysis.pages.class_table import number
from gui.analysis.plot_panel import MARK, PlotPanel
from gui.theme import GRID, Theme

_COLOURS = "CET-D1A"
"""Blue below zero, red above, even in lightness on both sides."""


class DifferenceMap(PlotPanel):
    """A square matrix; a cell is a pair of classes.

    Signals
    -------
    pair_chosen(int, int)
    """

    pair_chosen = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Difference (%)"))
        self._matrix: NDArray[np.float64] = np.zeros((0, 0))
        self._pair: tuple[int, int] | None = None
        item = self.plot.item
        item.vb.setAspectLocked(True)
        item.vb.invertY(True)
        item.hideAxis("left")
        item.hideAxis("bottom")
        item.setContentsMargins(GRID // 2, GRID, 0, GRID)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.mark = pg.PlotCurveItem()
        self.mark.setZValue(20)
        item.addItem(self.image)
        item.addItem(self.mark)
        self.bar = pg.ColorBarItem(values=(-1, 1), colorMap=pg.colormap.get(_COLOURS), interactive=False, width=10)
        self.bar.setImageItem(self.image, insert_in=item)
        self.restyle()

    def show_difference(self, names: tuple[str, ...], matrix: NDArray[np.float64]) -> None:
        """Show differences (K, K) of the classes `names`, in per cent."""
        self.names, self._matrix, self._pair = names, matrix, None
        top = float(np.abs(matrix).max(initial=0.0)) or 1.0
        self.image.setImage(matrix.astype(np.float32), autoLevels=False, levels=(-top, top))
        self.bar.setLevels((-top, top))
        self.show_whole()
        self.choose_pair(None)

    def choose_pair(self, pair: tuple[int, int] | None) -> None:
        """Frame the cell of a pair."""
        self._pair = pair
        if pair is None:
            self.mark.setData([], [])
        else:
            y, x = pair
            self.mark.setData([x, x + 1, x + 1, x, x], [y, y, y + 1, y + 1, y])
        self.describe_choice()

    @Slot()
    def show_whole(self) -> None:
        self.plot.item.vb.setRange(self.image.boundingRect(), padding=0.01)

    def _cell(self, position: QPointF) -> tuple[int, int] | None:
        row, column, count = int(np.floor(position.y())), int(np.floor(position.x())), len(self._matrix)
        return (row, column) if 0 <= row < count and 0 <= column < count else None

    def _describe(self, pair: tuple[int, int]) -> str:
        value = number(float(self._matrix[pair]), 1)
        return self.tr("{0} and {1}: {2} %").format(self.names[pair[0]], self.names[pair[1]], value)

    def describe_at(self, position: QPointF) -> str | None:
        cell = self._cell(position)
        return None if cell is None else self._describe(cell)

    @Slot(QPointF)
    def press(self, position: QPointF) -> None:
        cell = self._cell(position)
        if cell is not None:
            self._announce(cell)

    @Slot(int, int)
    def step(self, columns: int, rows: int) -> None:
        if len(self._matrix):
            row, column = self._pair or (0, 0)
            last = len(self._matrix) - 1
            self._announce((min(max(row + rows, 0), last), min(max(column + columns, 0), last)))

    def _announce(self, pair: tuple[int, int]) -> None:
        self.choose_pair(pair)
        self.pair_chosen.emit(*pair)

    @Slot()
    def describe_choice(self) -> None:
        self.read(self._describe(self._pair) if self._pair is not None else "")

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._restyle_axis(self.bar.axis)
        self.mark.setPen(pg.mkPen(MARK, width=2))
