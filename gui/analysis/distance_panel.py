"""The heat map of the distances between class means."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF

from engine.analysis.distances import Metric
from gui.analysis.class_order import ClassOrder, OrderBox
from gui.analysis.dendrogram import Dendrogram
from gui.analysis.fitted_labels import Labels
from gui.analysis.levels import MatrixLevels, Values
from gui.analysis.numbers import short
from gui.analysis.picture_plot import PicturePanel
from gui.theme import GRID, Theme
from gui.widgets.fields import QuietComboBox


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

    def __init__(self, theme: Theme, order: ClassOrder) -> None:
        super().__init__(theme, self.tr("Class distances"))
        self._classes = order
        self._matrix: NDArray[np.float64] = np.zeros((0, 0))
        self.order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._pair: tuple[int, int] | None = None
        self.order_box = OrderBox(order)
        self.metric_box = QuietComboBox()
        for metric, text in self._metrics():
            self.metric_box.addItem(text, metric)
        # The longest name would take the room of the heading.
        self.metric_box.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.metric_box.setMinimumContentsLength(7)
        self.metric_box.view().setMinimumWidth(self.metric_box.view().sizeHintForColumn(0) + 24)
        self.metric_box.setAccessibleName(self.tr("Distance"))
        self.metric_box.setToolTip(self.tr("How far apart two class means are"))
        self.header.insertWidget(2, self.metric_box)
        self.header.insertWidget(3, self.order_box)
        self.dendrogram = Dendrogram(self.plot.item)
        self._small = theme.numbers_font(scale=0.85)
        for side in ("left", "bottom"):
            self.plot.item.getAxis(side).setStyle(tickLength=0, tickFont=self._small)
        self.plot.item.getAxis("bottom").setHeight(2 * GRID)
        self.metric_box.currentIndexChanged.connect(self._choose_metric)
        order.changed.connect(self._reorder)
        self.plot.resized.connect(self._name_axes)
        self.plot.item.vb.sigRangeChanged.connect(self._name_axes)
        self._name_axes()
        self.restyle()

    def _metrics(self) -> tuple[tuple[Metric, str], ...]:
        return (
            (Metric.EUCLIDEAN, self.tr("Euclidean")),
            (Metric.RMS, self.tr("RMS per pixel")),
            (Metric.COSINE, self.tr("Cosine")),
            (Metric.CORRELATION, self.tr("Correlation")),
            (Metric.MAHALANOBIS, self.tr("Mahalanobis")),
        )

    @property
    def current_metric(self) -> Metric:
        """The distance chosen."""
        return Metric(self.metric_box.currentData())

    def show_metric(self, metric: Metric) -> None:
        """Show a metric as chosen without announcing a change."""
        blocker = QSignalBlocker(self.metric_box)
        self.metric_box.setCurrentIndex(self.metric_box.findData(metric))
        blocker.unblock()

    def show_matrix(self, names: tuple[str, ...], matrix: NDArray[np.float64]) -> None:
        """Show distances (K, K) between the classes `names`."""
        same = names == self.names
        self.names, self._matrix = names, matrix
        if not same:
            self._pair = self.chosen = None
        self._draw(fit=not same)

    def clear(self) -> None:
        """Show no distances yet."""
        self.names, self._matrix, self.order = (), np.zeros((0, 0)), np.zeros(0, dtype=np.int64)
        self.dendrogram.show(None)
        self.image.show_source(None, self.limits)
        self.labels.show_labels(None, QRectF(), (1.0, 1.0), 0.0)
        self._name_axes()
        self.choose_pair(None)

    def choose_pair(self, pair: tuple[int, int] | None) -> None:
        """Frame the cell of a pair."""
        moved = pair != self._pair
        self._pair = pair
        self.chosen = pair[0] if pair is not None else None
        if pair is None:
            self.mark.setData([], [])
        else:
            places = np.argsort(self.order)
            box = QRectF(float(places[pair[1]]), float(places[pair[0]]), 1.0, 1.0)
            self.mark_box(box.x(), box.y(), 1, 1)
            if moved:
                self.reveal(box)
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
        self.order = self._classes.places(count)
        self.dendrogram.show(self._classes.tree)
        shown = self._matrix[np.ix_(self.order, self.order)].astype(np.float32)
        top = float(np.nanmax(shown)) if np.isfinite(shown).any() else 0.0
        self.show_picture(MatrixLevels(shown), top or 1.0)
        self.labels.show_labels(partial(self._values_in, shown), self.image.boundingRect(), (1.0, 1.0), 30.0)
        if fit:
            self.show_whole()
        self._name_axes()
        self.choose_pair(self._pair)

    def _values_in(self, shown: Values, part: QRectF) -> Labels:
        """Return the values of the cells that a part of the plot touches; none on the diagonal."""
        top, left = int(part.top()), int(part.left())
        cells = shown[top : int(np.ceil(part.bottom())), left : int(np.ceil(part.right()))]
        rows, columns = np.nonzero(np.isfinite(cells))
        apart = rows + top != columns + left
        rows, columns = rows[apart], columns[apart]
        values = cells[rows, columns].astype(np.float64)
        ones = np.ones(len(rows))
        boxes = np.stack([columns + left, rows + top, ones, ones], axis=1)
        return Labels(boxes, [(short(value),) for value in values.tolist()], self.inks(values))

    @Slot()
    def _reorder(self) -> None:
        self._draw(fit=False)

    @Slot()
    def _name_axes(self) -> None:
        """Name the rows and columns in view where they are high and wide enough."""
        view = self.plot.item.vb
        shown = view.viewRect()
        metrics = QFontMetricsF(self._small)
        high, wide = view.height() / shown.height(), view.width() / shown.width()
        self._name_axis("left", shown.top(), shown.bottom(), 1e4 if high >= metrics.height() else 0.0)
        self._name_axis("bottom", shown.left(), shown.right(), wide - GRID // 2)

    def _name_axis(self, side: str, low: float, high: float, room: float) -> None:
        metrics = QFontMetricsF(self._small)
        fits = room >= metrics.horizontalAdvance("00…0")
        places = range(max(0, int(low)), min(len(self.order), int(high) + 1)) if fits else ()
        names = ((place + 0.5, self.names[self.order[place]]) for place in places)
        elided = [(at, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)) for at, name in names]
        self.plot.item.getAxis(side).setTicks([elided])

    def _cell(self, position: QPointF) -> tuple[int, int] | None:
        row, column = int(np.floor(position.y())), int(np.floor(position.x()))
        count = len(self._matrix)
        inside = 0 <= row < count and 0 <= column < count
        return (int(self.order[row]), int(self.order[column])) if inside else None

    def class_at(self, position: QPointF) -> int | None:
        """Return the class of a row, of its name beside it too; below the matrix, of the column."""
        row, column = int(np.floor(position.y())), int(np.floor(position.x()))
        count = len(self._matrix)
        place = row if 0 <= row < count else column
        return int(self.order[place]) if 0 <= place < count else None

    def _describe(self, row: int, column: int) -> str:
        text = self.tr("Class {0} and class {1}: {2}")
        return text.format(self.names[row], self.names[column], self.value_text(row, column))

    @Slot(int)
    def _choose_metric(self, _index: int) -> None:
        self.metric_chosen.emit(self.current_metric)

    def describe_at(self, position: QPointF) -> str | None:
        cell = self._cell(position)
        return None if cell is None else self._describe(*cell)

    @Slot(QPointF)
    def press(self, position: QPointF) -> None:
        cell = self._cell(position)
        if cell is not None:
            self.pair_chosen.emit(*cell)

    @Slot(int, int)
    def step(self, columns: int, rows: int) -> None:
        if not len(self._matrix):
            return
        last = len(self._matrix) - 1
        places = np.argsort(self.order)
        row, column = (int(places[index]) for index in self._pair) if self._pair else (0, -columns)
        row, column = min(max(row + rows, 0), last), min(max(column + columns, 0), last)
        self.pair_chosen.emit(int(self.order[row]), int(self.order[column]))

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
