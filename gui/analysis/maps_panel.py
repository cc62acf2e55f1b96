"""The heat maps of the per-pixel within-class deviation, one tile a class, all on one scale."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Slot

from gui.analysis.colour_row import Scale
from gui.analysis.picture_plot import PicturePanel
from gui.theme import Theme


class MapsPanel(PicturePanel):
    """All classes as one picture of tiles, so that a thousand pan and zoom like one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Within-class standard deviation"), "viridis", own=True)
        self._maps: NDArray[np.float32] = np.zeros((0, 1, 1), dtype=np.float32)
        self._spread: NDArray[np.float64] = np.zeros(0)
        self._columns = 1
        for side in ("left", "bottom"):
            self.plot.item.hideAxis(side)
        self.plot.pointed.connect(self._point)
        self.plot.pressed.connect(self._press)
        self.plot.stepped.connect(self._step)
        self.plot.resized.connect(self._lay_out_again)
        self.restyle()

    def show_maps(self, names: tuple[str, ...], maps: NDArray[np.float32], spread: NDArray[np.float64]) -> None:
        """Show maps (K, H, W) and, above each, the class and its scalar deviation."""
        same = maps.shape == self._maps.shape
        self.names, self._maps, self._spread = names, maps, spread
        if not same:
            self.chosen = None
            self._columns = self._best_columns()
        self._draw(fit=not same)

    def choose(self, index: int | None) -> None:
        """Frame the tile of a class."""
        self.chosen = index
        if index is None:
            self.mark.setData([], [])
        else:
            x, y = self._corner(index)
            self.mark_box(x, y, self._maps.shape[2], self._maps.shape[1])
        self.describe_choice()

    def value_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """Return class, row and column at a place of the plot, None between the tiles."""
        height, width = self._maps.shape[1:]
        tile_column, x = divmod(math.floor(position.x()), width + self._gap_x)
        tile_row, y = divmod(math.floor(position.y()), height + self._gap_y)
        index = tile_row * self._columns + tile_column
        y -= self._gap_y
        inside = 0 <= tile_column < self._columns and 0 <= x < width and 0 <= y < height
        return (index, y, x) if inside and 0 <= index < len(self._maps) else None

    @property
    def _gap_x(self) -> int:
        return max(1, round(0.06 * int(self._maps.shape[2])))

    @property
    def _gap_y(self) -> int:
        """Rows above a tile, where its name stands."""
        return max(2, round(0.2 * int(self._maps.shape[1])))

    def _corner(self, index: int) -> tuple[int, int]:
        row, column = divmod(index, self._columns)
        height, width = self._maps.shape[1:]
        return column * (width + self._gap_x), row * (height + self._gap_y) + self._gap_y

    def _best_columns(self) -> int:
        """Return the number of columns that makes the tiles largest in the present room."""
        count, height, width = self._maps.shape
        room = self.plot.item.vb.rect()
        if not count or not room.width() or not room.height():
            return 1

        def scale(columns: int) -> float:
            rows = math.ceil(count / columns)
            return float(
                min(room.width() / (columns * (width + self._gap_x)), room.height() / (rows * (height + self._gap_y)))
            )

        return max(range(1, count + 1), key=scale)

    def _largest(self) -> NDArray[np.float32]:
        """Return the largest value of each map, (K, 1, 1); 1 where a map is empty."""
        largest = self._maps.max(axis=(1, 2), keepdims=True)
        return np.where(largest > 0, largest, np.float32(1))

    def _draw(self, *, fit: bool) -> None:
        count, height, width = self._maps.shape
        if not count:
            return
        rows = math.ceil(count / self._columns)
        mosaic = np.full((rows * (height + self._gap_y), self._columns * (width + self._gap_x)), np.nan, np.float32)
        boxes = np.empty((count, 4))
        own = self.colour_row.scale is Scale.OWN
        for index, picture in enumerate(self._maps / self._largest() if own else self._maps):
            x, y = self._corner(index)
            mosaic[y : y + height, x : x + width] = picture
            boxes[index] = (x, y - self._gap_y, width, self._gap_y)
        self.show_picture(mosaic, float(self._maps.max()) or 1.0)
        self.bar.setLabel("left", self.tr("share of the largest") if own else self.tr("gray levels"))
        texts = [f"{name}  {value:.1f}" for name, value in zip(self.names, self._spread, strict=True)]
        self.labels.set_labels(boxes, texts, [self.theme.color("text")] * count, shortest=48.0)
        if fit:
            self.plot.item.vb.setRange(self.image.boundingRect(), padding=0.01)
        self.choose(self.chosen)

    @Slot()
    def _lay_out_again(self) -> None:
        columns = self._best_columns()
        if columns != self._columns:
            self._columns = columns
            self._draw(fit=True)

    @Slot(QPointF)
    def _point(self, position: QPointF) -> None:
        found = self.value_at(position)
        if found is None:
            self.describe_choice()
            return
        index, row, column = found
        text = self.tr("Class {0}, pixel ({1}, {2}): {3} gray levels")
        self.read(text.format(self.names[index], column, row, f"{self._maps[index, row, column]:.2f}"))

    @Slot(QPointF)
    def _press(self, position: QPointF) -> None:
        found = self.value_at(position)
        if found is not None:
            self.class_chosen.emit(found[0])

    @Slot(int, int)
    def _step(self, columns: int, rows: int) -> None:
        if len(self._maps):
            start = -1 if self.chosen is None else self.chosen
            wanted = start + columns + rows * self._columns if self.chosen is not None else 0
            self.class_chosen.emit(min(max(wanted, 0), len(self._maps) - 1))

    @Slot()
    def describe_choice(self) -> None:
        if self.chosen is None:
            count = len(self._maps)
            self.read(self.tr("Classes: {0}; point at a map for its values").format(count) if count else "")
        else:
            text = self.tr("Class {0}: {1} gray levels")
            self.read(text.format(self.names[self.chosen], f"{self._spread[self.chosen]:.2f}"))

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._draw(fit=False)
