"""The order in which classes stand: one for the maps, the matrix and the bars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from engine.analysis.clustering import Clustering
from engine.analysis.ordering import Order
from engine.analysis.ordering import places as order_of
from gui.widgets.fields import QuietComboBox


class ClassOrder(QObject):
    """What is known of the classes, and the order that follows from it.

    An order of which too little is known yet, such as that by distance while images are still counted, is that of the
    classes.

    Signals
    -------
    changed()
        `places` or `kind` are others.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = Order.CLASS
        self.clustering: Clustering | None = None
        self._names: tuple[str, ...] = ()
        self._spread: NDArray[np.float64] = np.zeros(0)
        self._matrix: NDArray[np.float64] | None = None
        self._places: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def take(
        self,
        names: tuple[str, ...],
        spread: NDArray[np.float64],
        matrix: NDArray[np.float64] | None,
        clustering: Clustering | None,
    ) -> None:
        """Take names (K,), scalar deviations (K,), distances (K, K) and their tree, as far as they are known."""
        self._names, self._spread, self._matrix, self.clustering = names, spread, matrix, clustering
        self._sort()

    def choose(self, kind: Order) -> None:
        """Let the classes stand in this order."""
        if kind is not self.kind:
            self.kind = kind
            self._sort(chosen=True)

    def places(self, count: int) -> NDArray[np.int64]:
        """Return the class at each of `count` places; of another number than is known, as they are."""
        return self._places if len(self._places) == count else np.arange(count, dtype=np.int64)

    @property
    def tree(self) -> Clustering | None:
        """The tree the classes stand by, None in another order."""
        return self.clustering if self.kind is Order.CLUSTER else None

    def _sort(self, *, chosen: bool = False) -> None:
        places = order_of(self.kind, self._names, self._spread, self._matrix, self.clustering)
        if chosen or not np.array_equal(places, self._places):
            self._places = places
            self.changed.emit()


class OrderBox(QuietComboBox):
    """A list of the orders that shows and changes a `ClassOrder`; several of them show the same."""

    def __init__(self, order: ClassOrder) -> None:
        super().__init__()
        self._order = order
        for kind, text in (
            (Order.CLASS, self.tr("As in the set")),
            (Order.NAME, self.tr("By name")),
            (Order.LARGEST, self.tr("Largest first")),
            (Order.SMALLEST, self.tr("Smallest first")),
            (Order.DISTANCE, self.tr("By distance")),
            (Order.CLUSTER, self.tr("By likeness")),
        ):
            self.addItem(text, kind)
        self.setAccessibleName(self.tr("Order of the classes"))
        self.setToolTip(
            self.tr(
                "Order of the classes in maps, distances and bars: by deviation (largest or smallest first), by mean "
                "distance to the others, or by likeness, which shows the tree"
            )
        )
        # The longest order would take the room of the heading.
        self.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        self.currentIndexChanged.connect(self._choose)
        order.changed.connect(self._show)
        self._show()

    @Slot(int)
    def _choose(self, _index: int) -> None:
        self._order.choose(Order(self.currentData()))

    @Slot()
    def _show(self) -> None:
        self.setCurrentIndex(self.findData(self._order.kind))
