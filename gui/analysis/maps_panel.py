"""The heat maps of the per-pixel within-class deviation, one tile a class."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Slot

from gui.analysis.class_order import ClassOrder, OrderBox
from gui.analysis.colour_row import Scale
from gui.analysis.fitted_labels import Labels
from gui.analysis.levels import TileLevels, Values
from gui.analysis.numbers import short
from gui.analysis.picture_plot import PicturePanel
from gui.theme import Theme


class MapsPanel(PicturePanel):
    """All classes as tiles of one plane; only those seen are coloured and named, so a thousand pan like ten."""

    def __init__(self, theme: Theme, order: ClassOrder) -> None:
        super().__init__(theme, self.tr("Within-class standard deviation"), own=True)
        self._classes = order
        self._spread: NDArray[np.float64] = np.zeros(0)
        self._tiles = TileLevels(np.zeros((0, 1, 1), dtype=np.float32), np.zeros(0, dtype=np.int64), 1)
        self.order_box = OrderBox(order)
        self.colour_row.add(self.order_box)
        for side in ("left", "bottom"):
            self.plot.item.hideAxis(side)
        self.plot.resized.connect(self._lay_out_again)
        order.changed.connect(self._reorder)
        self.restyle()

    @property
    def maps(self) -> Values:
        """The maps shown, (K, H, W), by class."""
        return self._tiles.maps

    @property
    def order(self) -> NDArray[np.int64]:
        """The class at each place."""
        return self._tiles.order

    def show_maps(self, names: tuple[str, ...], maps: Values, spread: NDArray[np.float64]) -> None:
        """Show maps (K, H, W) and, above each, the class and its scalar deviation."""
        same = maps.shape == self.maps.shape
        self.names, self._spread = names, spread
        if not same:
            self.chosen = None
        self._tiles = TileLevels(maps, self._classes.places(len(maps)), self._tiles.columns)
        if not same:
            self._tiles.columns = self._best_columns()
        self._draw(fit=not same)

    def choose(self, index: int | None) -> None:
        """Frame the tile of a class."""
        moved = index != self.chosen
        self.chosen = index if index is not None and index < len(self.maps) else None
        if self.chosen is None:
            self.mark.setData([], [])
        else:
            box = self.tile(self.chosen)
            self.mark_box(box.x(), box.y(), box.width(), box.height())
            if moved:
                self.reveal(box)
        self.describe_choice()

    def tile(self, index: int) -> QRectF:
        """Return where the map of a class lies in the plot."""
        row, column = self._tiles.corner(index)
        return QRectF(column, row, self.maps.shape[2], self.maps.shape[1])

    def value_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """Return class, row and column at a place of the plot, None between the tiles."""
        return self._tiles.find(math.floor(position.y()), math.floor(position.x())) if len(self.maps) else None

    def class_at(self, position: QPointF) -> int | None:
        found = self.value_at(position)
        return None if found is None else found[0]

    def _best_columns(self) -> int:
        """Return the number of columns that makes the tiles largest in the present room."""
        count, (high, wide) = len(self.maps), self._tiles.pitch
        room = self.plot.item.vb.rect()
        if not count or not room.width() or not room.height():
            return 1
        columns = np.arange(1, count + 1)
        scales = np.minimum(room.width() / (columns * wide), room.height() / (-(-count // columns) * high))
        return int(columns[np.argmax(scales)])

    def _draw(self, *, fit: bool) -> None:
        count = len(self.maps)
        if not count:
            return
        largest = self.maps.max(axis=(1, 2))
        own = self.colour_row.scale is Scale.OWN
        self._tiles.factors = (1 / np.where((largest > 0) & own, largest, 1.0)).astype(np.float32)
        self.show_picture(self._tiles, float(largest.max()) or 1.0)
        self.bar.setLabel("left", self.tr("share of the largest") if own else self.tr("gray levels"))
        box = (float(self.maps.shape[2]), float(self._tiles.name_height))
        self.labels.show_labels(self._names_in, self.image.boundingRect(), box, 32.0)
        if fit:
            self.show_whole()
        self.choose(self.chosen)

    def _names_in(self, part: QRectF) -> Labels:
        """Return names and deviations above the tiles that a part of the plot touches."""
        tiles = self._tiles
        rows, columns = tiles.tiles_in((part.top(), part.left(), part.bottom(), part.right()))
        places = np.add.outer(np.array(rows) * tiles.columns, np.array(columns)).ravel()
        found = tiles.order[places[places < len(tiles.order)]].tolist()
        boxes = [(x, y - tiles.name_height, self.maps.shape[2], tiles.name_height) for y, x in map(tiles.corner, found)]
        texts = [(f"{self.names[index]}  {short(self._spread[index])}", self.names[index]) for index in found]
        return Labels(np.array(boxes, dtype=np.float64).reshape(-1, 4), texts, [self.theme.color("text")] * len(found))

    @Slot()
    def _lay_out_again(self) -> None:
        columns = self._best_columns()
        if columns != self._tiles.columns:
            self._tiles.columns = columns
            self._draw(fit=True)

    @Slot()
    def _reorder(self) -> None:
        self._tiles.stand(self._classes.places(len(self.maps)))
        self._draw(fit=False)

    def describe_at(self, position: QPointF) -> str | None:
        found = self.value_at(position)
        if found is None:
            return None
        index, row, column = found
        text = self.tr("Class {0}, pixel ({1}, {2}): {3} gray levels")
        return text.format(self.names[index], column, row, f"{self.maps[index, row, column]:.2f}")

    def describe_class(self, index: int) -> str:
        return self.tr("Class {0}: {1} gray levels").format(self.names[index], f"{self._spread[index]:.2f}")

    def describe_whole(self) -> str:
        count = len(self.maps)
        return self.tr("Classes: {0}; point at a map for its values").format(count) if count else ""

    @Slot(int, int)
    def step(self, columns: int, rows: int) -> None:
        self.walk(self.order, columns + rows * self._tiles.columns)

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self._draw(fit=False)
