"""How cells of the table of runs are drawn that are more than text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.theme import GRID, Theme

FRACTION = int(Qt.ItemDataRole.UserRole)
"""Role of the share done, 0 to 1."""
COLOUR = FRACTION + 1
"""Role of the colour a run was given, ``#rrggbb``."""
INSIDE = FRACTION + 2
"""Role of whether a line stands inside a group."""

Index = QModelIndex | QPersistentModelIndex


class ProgressDelegate(QStyledItemDelegate):
    """Draws the share done as a thin bar beside the count of epochs."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def displayText(self, value: object, _locale: object) -> str:
        """Keep the count off the number that ends the column before."""
        return f"  {value}"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        fraction = index.data(FRACTION)
        super().paint(painter, option, index)
        if fraction is None or not index.data():
            return
        text_width = option.fontMetrics.horizontalAdvance("  000/000") + GRID
        rect = QRectF(option.rect).adjusted(text_width, 0, -GRID, 0)
        bar = QRectF(rect.left(), rect.center().y() - 2, rect.width(), 5)
        if bar.width() < 2 * GRID:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        groove = self._theme.color("on_accent" if selected else "border")
        groove.setAlphaF(0.35 if selected else 1.0)
        painter.setBrush(groove)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(self._theme.color("on_accent" if selected else "success" if fraction >= 1 else "accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * fraction, bar.height()), 2.5, 2.5)
        painter.restore()


class StateDelegate(QStyledItemDelegate):
    """Draws the colour of a run at its left edge, and runs inside a group further in."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colour = index.data(COLOUR)
        if index.data(INSIDE):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, option.palette.highlight())
            option.rect.setLeft(option.rect.left() + 2 * GRID)
        super().paint(painter, option, index)
        if colour:
            painter.fillRect(option.rect.left(), option.rect.top() + 2, 4, option.rect.height() - 4, QColor(colour))
