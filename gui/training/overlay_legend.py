"""The legend of the curves of several runs: line, name, number of runs, value and best, beside the plot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gui.theme import GRID, OKABE_ITO, Theme
from gui.training.traces import Ink

_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
# Blue is too dark for a dark page and yellow too light for a light one.
_COLORS = ((0, 5), (1, 1), (2, 2), (3, 3), (4, 4), (5, 6), (7, 7))
DISTINCT = len(_COLORS) * len(_STYLES)
"""So many groups can be told from each other."""
_LINE = QSize(28, 12)
_WITH_BEST = 42 * GRID
"""So wide, and there is room for the best value beside the last one."""


def ink_of(index: int, color: str = "") -> Ink:
    """Return how the group at `index` is drawn: seven colours by five dashes, then again."""
    light, dark = _COLORS[index % len(_COLORS)]
    style = _STYLES[index % len(_STYLES)]
    return Ink(color or OKABE_ITO[light], color or OKABE_ITO[dark], style=style)


@dataclass(frozen=True, slots=True)
class LegendRow:
    """Number of runs of a group, its value at the crosshair (or the last), and its best with where it was."""

    count: int
    value: str
    best: str
    best_place: str = ""


class OverlayLegend(QTreeWidget):
    """A row a group; the check box hides its curves.

    Signals
    -------
    shown_changed()
    """

    shown_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._inks: dict[str, Ink] = {}
        self.setAccessibleName(self.tr("Legend"))
        self.setColumnCount(4)
        self.setRootIsDecorated(False)
        self.setIconSize(_LINE)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFont(theme.numbers_font())
        self.setHeaderLabels([self.tr("Runs"), "n", self.tr("Last"), self.tr("Best")])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._changed)

    def show_groups(self, inks: Mapping[str, Ink]) -> None:
        """Show these groups, and how each is drawn."""
        self._inks = dict(inks)
        self.blockSignals(True)
        self.clear()
        self._rows = {}
        for group in inks:
            item = QTreeWidgetItem([group, "", "", ""])
            item.setToolTip(0, group)
            item.setCheckState(0, Qt.CheckState.Checked)
            for column in (1, 2, 3):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.addTopLevelItem(item)
            self._rows[group] = item
        self.blockSignals(False)
        self.restyle()

    def show_inks(self, inks: Mapping[str, Ink]) -> None:
        """Show that the groups are drawn in another way."""
        self._inks = dict(inks)
        self.restyle()

    def is_shown(self, group: str) -> bool:
        """Return whether the curves of a group are to be seen."""
        item = self._rows.get(group)
        return item is not None and item.checkState(0) == Qt.CheckState.Checked

    def write(self, rows: Mapping[str, LegendRow], place: str) -> None:
        """Write the values of the groups; `place` says where they are taken."""
        self.blockSignals(True)
        self.headerItem().setText(2, place)
        for group, row in rows.items():
            item = self._rows[group]
            for column, text in ((1, str(row.count) if row.count else ""), (2, row.value), (3, row.best)):
                if item.text(column) != text:
                    item.setText(column, text)
            item.setToolTip(2, f"{self.headerItem().text(3)}: {row.best}" if row.best else "")
            item.setToolTip(3, row.best_place)
        self.blockSignals(False)

    def restyle(self) -> None:
        """Take over the colours in force."""
        self.blockSignals(True)
        for group, item in self._rows.items():
            item.setIcon(0, self._icon(self._inks[group].pen(self._theme)))
        self.blockSignals(False)

    def _icon(self, pen: QPen) -> QIcon:
        pixmap = QPixmap(_LINE * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawLine(0, _LINE.height() // 2, _LINE.width(), _LINE.height() // 2)
        painter.end()
        return QIcon(pixmap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Names before numbers: the best stands in a tip, too.
        self.setColumnHidden(3, self.width() < _WITH_BEST)

    @Slot()
    def _changed(self) -> None:
        self.shown_changed.emit()
