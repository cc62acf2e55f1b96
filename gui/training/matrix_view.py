"""The matrix of a study in the window: cells that fill as their runs go on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from engine.experiments.run_status import State
from gui.theme import GRID, Theme
from gui.training.matrix_model import CELL, Mark, MatrixCell, MatrixModel

Index = QModelIndex | QPersistentModelIndex

_MARK = 12
"""Edge of the square that stands for a seed, in pixels."""
_GAP = 4


class MatrixDelegate(QStyledItemDelegate):
    """Draws a cell: its result, and below a small square a seed that fills as the run goes on.

    A square tells its state by its form too: a check when done, a cross when failed, two bars when paused, a bold
    frame while it runs.
    """

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        cell = index.data(CELL)
        marks = len(cell.marks) if isinstance(cell, MatrixCell) else 0
        width = max(size.width() + GRID, min(marks, 10) * (_MARK + _GAP) + 2 * GRID)
        return QSize(width, option.fontMetrics.height() + _MARK + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        background.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, background, painter, option.widget)
        if not isinstance(cell, MatrixCell) or not cell.marks:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.numbers_font())
        painter.setPen(self._theme.color("on_accent" if selected else "text"))
        place = QRectF(option.rect).adjusted(GRID, GRID // 2, -GRID, -GRID // 2)
        text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        for mark, box in zip(cell.marks, mark_boxes(option.rect.toRectF(), len(cell.marks)), strict=True):
            self._draw_mark(painter, mark, box, selected)
        painter.restore()

    def _draw_mark(self, painter: QPainter, mark: Mark, box: QRectF, selected: bool) -> None:
        state = mark.state
        role = {State.DONE: "success", State.FAILED: "error", State.INTERRUPTED: "warning"}.get(
            state or State.QUEUED, "accent"
        )
        ink = self._theme.color("on_accent" if selected else role)
        idle = state in (None, State.QUEUED)
        frame = self._theme.color("on_accent" if selected else "muted") if idle else ink
        painter.setPen(QPen(frame, 2 if state is State.RUNNING else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 2, 2)
        fraction = mark.fraction
        if fraction > 0 and state is not State.DONE:
            filled = QRectF(box.left(), box.bottom() - fraction * box.height(), box.width(), fraction * box.height())
            tint = QColor(ink)
            tint.setAlphaF(0.45)
            painter.fillRect(filled, tint)
        painter.setPen(QPen(ink, 1.6))
        if state is State.DONE:
            points = (QPointF(0.22, 0.52), QPointF(0.42, 0.72), QPointF(0.8, 0.28))
            painter.drawPolyline([box.topLeft() + QPointF(p.x() * box.width(), p.y() * box.height()) for p in points])
        elif state is State.FAILED:
            inside = box.adjusted(3, 3, -3, -3)
            painter.drawLine(inside.topLeft(), inside.bottomRight())
            painter.drawLine(inside.topRight(), inside.bottomLeft())
        elif state in (State.PAUSED, State.STOPPED):
            for x in (0.36, 0.64):
                painter.drawLine(
                    box.topLeft() + QPointF(x * box.width(), 3), box.bottomLeft() + QPointF(x * box.width(), -3)
                )
        elif state is State.INTERRUPTED:
            painter.drawLine(box.center() + QPointF(0, -3.5), box.center() + QPointF(0, 1))
            painter.drawPoint(box.center() + QPointF(0, 3.5))


def mark_boxes(cell: QRectF, count: int) -> list[QRectF]:
    """Return where the squares of a cell lie; many move together so that all fit."""
    room = cell.width() - 2 * GRID - _MARK
    step = min(_MARK + _GAP, room / max(1, count - 1))
    top = cell.bottom() - 3 * GRID // 4 - _MARK
    return [QRectF(cell.left() + GRID + number * step, top, _MARK, _MARK) for number in range(count)]


class MatrixView(QTableView):
    """Sources down, targets across.

    Signals
    -------
    chosen(str)
        A run: that of the square under the mouse, or the one of the cell that asks for attention.
    overlay_asked(MatrixCell)
        The curves of the cell's seeds are wanted (double click, Return).
    """

    chosen = Signal(str)
    overlay_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.cells = MatrixModel()
        self.setModel(self.cells)
        self.setItemDelegate(MatrixDelegate(theme, self))
        self.setAccessibleName(self.tr("Matrix of the study"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setMinimumSectionSize(12 * GRID)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.cells.modelReset.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._choose)

    @Slot()
    def _fit(self) -> None:
        self.resizeColumnsToContents()
        for column in range(self.cells.columnCount()):
            self.setColumnWidth(column, min(36 * GRID, max(20 * GRID, self.columnWidth(column))))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        cell = self.cells.cell(current)
        if cell is not None and cell.marks:
            self.chosen.emit(noteworthy(cell).run_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = event.position()
        index = self.indexAt(place.toPoint())
        cell = self.cells.cell(index)
        if cell is None:
            return
        boxes = mark_boxes(self.visualRect(index).toRectF(), len(cell.marks))
        for mark, box in zip(cell.marks, boxes, strict=True):
            if box.adjusted(-2, -2, 2, 2).contains(place):
                self.chosen.emit(mark.run_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._ask_overlay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_overlay()
        else:
            super().keyPressEvent(event)

    def _ask_overlay(self) -> None:
        cell = self.cells.cell(self.currentIndex())
        if cell is not None and cell.marks:
            self.overlay_asked.emit(cell)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def noteworthy(cell: MatrixCell) -> Mark:
    """Return the run of the cell to look at first: one at work, one that needs attention, the last one done."""
    for states in (
        (State.RUNNING, State.PAUSED, State.STOPPING),
        (State.FAILED, State.INTERRUPTED),
        (State.STOPPED,),
        (State.DONE,),
    ):
        found = [mark for mark in cell.marks if mark.state in states]
        if found:
            return found[-1]
    return cell.marks[0]
