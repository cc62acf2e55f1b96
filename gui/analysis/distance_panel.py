"""The heat map of the distances between class means."""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtGui import QFontMetricsF

from engine.analysis.clustering import Clustering
from engine.analysis.distances import Metric
from engine.analysis.ordering import class_order
from gui.analysis.dendrogram import Dendrogram
from gui.analysis.numbers import short
from gui.analysis.picture_plot import PicturePanel
from gui.theme import Theme
from gui.widgets.fields import QuietComboBox

MAX_VALUES = 60
"""Classes up to which values are written into cells that are large enough."""


class Order(Enum):
    """How the classes stand."""

    CLASS = "class"
    NAME = "name"
    VALUE = "value"
    CLUSTER = "cluster"


class DistancePanel(PicturePanel):
    """A square matrix; a cell is a pair of classes.

    Pairs are always told by class; only what is drawn, and the arrow keys, follow the order chosen.

    Signals
    -------
    pair_chosen(int, int)
    metric_chosen(Metric)
    """

    pair_chosen = Signal(int, int)
    metric_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("Class-mean distances"), "cividis")
        self._matrix: NDArray[np.float64] = np.zeros((0, 0))
        self._clustering: Clustering | None = None
        self._order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._pair: tuple[int, int] | None = None
        self.order_box = QuietComboBox()
        for order, order_text in (
            (Order.CLASS, self.tr("As in the set")),
            (Order.NAME, self.tr("By name")),
            (Order.VALUE, self.tr("By mean distance")),
            (Order.CLUSTER, self.tr("By likeness, with tree")),
        ):
            self.order_box.addItem(order_text, order)
        self.order_box.setAccessibleName(self.tr("Order of the classes"))
        self.order_box.setToolTip(self.tr("Order of the classes"))
        self.metric_box = QuietComboBox()
        for metric, text in self._metrics():
            self.metric_box.addItem(text, metric)
        self.metric_box.setAccessibleName(self.tr("Distance"))
        self.metric_box.setToolTip(self.tr("How far apart two class means are"))
        self.header.insertWidget(2, self.metric_box)
        self.header.insertWidget(3, self.order_box)
        self.dendrogram = Dendrogram(self.plot.item)
        self.plot.item.hideAxis("bottom")
        self.plot.item.getAxis("left").setStyle(tickLength=0)
        self.metric_box.currentIndexChanged.connect(self._choose_metric)
        self.order_box.currentIndexChanged.connect(self._reorder)
        self.plot.pointed.connect(self._point)
        self.plot.pressed.connect(self._press)
        self.plot.stepped.connect(self._step)
        self.plot.resized.connect(self._name_rows)
        self.plot.item.vb.sigRangeChanged.connect(self._name_rows)
        self._name_rows()
        self.restyle()

    def _metrics(self) -> tuple[tuple[Metric, str], ...]:
        return (
            (Metric.EUCLIDEAN, self.tr("Euclidean")),
            (Metric.RMS, self.tr("RMS per pixel")),
            (Metric.COSINE, self.tr("Cosine")),
            (Metric.CORRELATION, self.tr("Correlation")),
            (Metric.MAHALANOBIS, self.tr("Mahalanobis, diagonal")),
        )

    @property
    def current_metric(self) -> Metric:
        """The distance chosen."""
        return Metric(self.metric_box.currentData())

    def show_matrix(
        self, names: tuple[str, ...], matrix: NDArray[np.float64], clustering: Clustering | None = None
    ) -> None:
        """Show distances (K, K) between the classes `names`; without a tree they cannot stand by likeness."""
        same = names == self.names
        self.names, self._matrix, self._clustering = names, matrix, clustering
        if not same:
            self._pair = None
        self._draw(fit=not same)

    def clear(self) -> None:
        """Show no distances yet."""
        self.names, self._matrix, self._clustering = (), np.zeros((0, 0)), None
        self._order = self._ordered()
        self.dendrogram.show(None)
        self.image.clear()
        self.labels.set_labels(np.zeros((0, 4)), [], [])
        self._name_rows()
        self.choose_pair(None)

    def choose_pair(self, pair: tuple[int, int] | None) -> None:
        """Frame the cell of a pair."""
        self._pair = pair
        if pair is None:
            self.mark.setData([], [])
        else:
            places = np.argsort(self._order)
            self.mark_box(int(places[pair[1]]), int(places[pair[0]]), 1, 1)
        self.describe_choice()

    @property
    def pair(self) -> tuple[int, int] | None:
        """The pair chosen, as row and column."""
        return self._pair

    def value_text(self, row: int, column: int) -> str:
        """Return the distance between two classes as text."""
        value = float(self._matrix[row, column])
        return short(value) if np.isfinite(value) else self.tr("undefined (a mean is black or uniform)")

    def nearest(self, index: int) -> int:
        """Return the other class whose mean is nearest; `index` itself where there is none."""
        row = self._matrix[index].copy()
        row[index] = np.nan
        return int(np.nanargmin(row)) if np.isfinite(row).any() else index

    def closest_pair(self) -> tuple[int, int] | None:
        """Return the two classes whose means are nearest, None where there are not two."""
        rows, columns = np.triu_indices(len(self._matrix), 1)
        values = self._matrix[rows, columns]
        if not np.isfinite(values).any():
            return None
        place = int(np.nanargmin(values))
        return int(rows[place]), int(columns[place])

    def _draw(self, *, fit: bool) -> None:
        count = len(self._matrix)
        if not count:
            return
        self._order = self._ordered()
        by_likeness = self.order_box.currentData() is Order.CLUSTER
        self.dendrogram.show(self._clustering if by_likeness else None)
        top = float(np.nanmax(self._matrix)) if np.isfinite(self._matrix).any() else 0.0
        top = top or 1.0
        self.show_picture(self._matrix[np.ix_(self._order, self._order)].astype(np.float32), top)
        self._write_values()
        if fit:
            self.plot.item.vb.setRange(self.image.boundingRect(), padding=0.01)
        self._name_rows()
        self.choose_pair(self._pair)

    def _ordered(self) -> NDArray[np.int64]:
        """Return the classes as they stand from the top."""
        order, count = self.order_box.currentData(), len(self._matrix)
        if order is Order.NAME:
            return np.array(sorted(range(count), key=self.names.__getitem__), dtype=np.int64)
        if order is Order.VALUE:
            # The mean of what is defined; a class without any distance comes last.
            known = np.isfinite(self._matrix)
            sums = np.where(known, self._matrix, 0.0).sum(axis=1)
            return class_order(sums / np.maximum(known.sum(axis=1) - 1, 1), descending=False)
        if order is Order.CLUSTER and self._clustering is not None:
            return self._clustering.order
        return np.arange(count, dtype=np.int64)

    @Slot()
    def _reorder(self) -> None:
        self._draw(fit=False)

    @Slot()
    def _name_rows(self) -> None:
        """Name the rows in view at the axis where they are high enough."""
        view = self.plot.item.vb
        shown = view.viewRect()
        fits = len(self.names) and view.height() / shown.height() >= QFontMetricsF(self.plot.font()).height()
        rows = range(max(0, int(shown.top())), min(len(self._order), int(shown.bottom()) + 1)) if fits else ()
        self.plot.item.getAxis("left").setTicks([[(row + 0.5, self.names[self._order[row]]) for row in rows]])

    def _write_values(self) -> None:
        count = len(self._matrix)
        cells = [(r, c) for r in range(count) for c in range(count) if r != c] if count <= MAX_VALUES else []
        shown = self._matrix[np.ix_(self._order, self._order)]
        cells = [cell for cell in cells if np.isfinite(shown[cell])]
        boxes = np.array([(column, row, 1.0, 1.0) for row, column in cells]).reshape(-1, 4)
        values = np.array([shown[cell] for cell in cells], dtype=np.float64)
        self.labels.set_labels(boxes, [short(value) for value in values.tolist()], self.inks(values), shortest=30.0)

    def _cell(self, position: QPointF) -> tuple[int, int] | None:
        row, column = int(np.floor(position.y())), int(np.floor(position.x()))
        count = len(self._matrix)
        inside = 0 <= row < count and 0 <= column < count
        return (int(self._order[row]), int(self._order[column])) if inside else None

    def _describe(self, row: int, column: int) -> str:
        text = self.tr("Class {0} and class {1}: {2}")
        return text.format(self.names[row], self.names[column], self.value_text(row, column))

    @Slot(int)
    def _choose_metric(self, _index: int) -> None:
        self.metric_chosen.emit(self.current_metric)

    @Slot(QPointF)
    def _point(self, position: QPointF) -> None:
        cell = self._cell(position)
        if cell is None:
            self.describe_choice()
        else:
            self.read(self._describe(*cell))

    @Slot(QPointF)
    def _press(self, position: QPointF) -> None:
        cell = self._cell(position)
        if cell is not None:
            self.pair_chosen.emit(*cell)

    @Slot(int, int)
    def _step(self, columns: int, rows: int) -> None:
        if not len(self._matrix):
            return
        last = len(self._matrix) - 1
        places = np.argsort(self._order)
        row, column = (int(places[index]) for index in self._pair) if self._pair else (0, -columns)
        row, column = min(max(row + rows, 0), last), min(max(column + columns, 0), last)
        self.pair_chosen.emit(int(self._order[row]), int(self._order[column]))

    @Slot()
    def describe_choice(self) -> None:
        if self._pair is not None:
            self.read(self._describe(*self._pair))
        else:
            known = len(self._matrix) > 0
            self.read(self.tr("Click a cell to see the pair") if known else self.tr("Known when all images are seen"))

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self.dendrogram.restyle(self.theme.color("muted"))
        self._draw(fit=False)
