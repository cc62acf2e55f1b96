"""The thumbnail grid: a model of listed categories, how one is drawn, and a view that finds cells by arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView

from engine.categories.marks import Mark, Pick
from engine.ifs.category import Category
from gui.explorer.browse.filters import Columns
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.entries import Entry, EntryKey
from gui.explorer.session import ExplorerSession
from gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
EDGES = (64, 88, 136)
"""Widths of a thumbnail in device-independent pixels, the user's choice."""

_PAD = 5
_CAPTION = 18
_BADGE = 14
_STAR = "\N{BLACK STAR}"

Describe = Callable[[Entry], str]


class CategoryModel(QAbstractListModel):
    """The categories that the filter leaves, in the order of the sorting.

    Rows are positions in the sequence handed in; nothing is made for a row before it is looked at.
    """

    def __init__(self, session: ExplorerSession) -> None:
        super().__init__()
        self._session = session
        self._rows: Sequence[Entry] = ()
        self._columns = Columns(())
        self._row_at = np.empty(0, np.int64)
        self.describe: Describe = lambda _entry: ""
        session.settled.connect(self._refresh)
        session.changed.connect(self._refresh)

    def show(self, columns: Columns, positions: NDArray[np.int64]) -> None:
        """List the entries of a set at `positions`, in that order."""
        self.beginResetModel()
        entries = columns.entries
        whole = np.array_equal(positions, np.arange(len(entries)))
        self._rows = entries if whole else [entries[position] for position in positions.tolist()]
        self._columns = columns
        self._row_at = np.full(len(entries), -1)
        self._row_at[positions] = np.arange(len(positions))
        self.endResetModel()

    @property
    def listed(self) -> Sequence[Entry]:
        """The listed categories."""
        return self._rows

    def row_of(self, key: EntryKey) -> int | None:
        """Return the row of a category, None where it is not listed."""
        if self._columns.source not in (None, key.source):
            return None
        position = self._columns.position_of_name.get(key.name)
        if position is None:
            return None
        entries = self._columns.entries
        if entries[position].key != key:
            # The list of edited categories may hold a name of several sets.
            position = next((at for at, entry in enumerate(entries) if entry.key == key), None)
        row = -1 if position is None else int(self._row_at[position])
        return None if row < 0 else row

    def row_of_entry(self, entry: Entry) -> int | None:
        """Return the row of a category by its place in the set, without a table of all names."""
        entries = self._columns.entries
        if entry.position < len(entries) and entries[entry.position].key == entry.key:
            row = int(self._row_at[entry.position])
            return None if row < 0 else row
        return self.row_of(entry.key)

    def category(self, row: int) -> Category:
        """Return the category in `row` as it is now."""
        return self._session.category(self._rows[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.key.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(entry)
        return None

    def _text(self, entry: Entry) -> str:
        parts = [entry.key.name, self.tr("{0} maps").format(entry.published.size), self.describe(entry)]
        if self._session.is_edited(entry.key):
            parts.append(self.tr("edited"))
        mark = self._session.mark(entry)
        if mark.rating:
            parts.append(_STAR * mark.rating)
        if mark.pick is not Pick.NONE:
            parts.append(self.tr("kept") if mark.pick is Pick.KEEP else self.tr("rejected"))
        parts += [*sorted(mark.tags), mark.note]
        return ", ".join(part for part in parts if part)

    @Slot(object)
    def _refresh(self, key: EntryKey) -> None:
        row = self.row_of(key)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)


class CellPainter:
    """Draws a cell: the thumbnail, its name, and what was said of the category.

    A dot before the name says edited; stars, a tick or a cross and a label stand on the thumbnail, and a rejected
    one is dimmed.
    """

    def __init__(self, session: ExplorerSession, thumbnails: Thumbnails, theme: Theme) -> None:
        self._session = session
        self._thumbnails = thumbnails
        self._theme = theme
        self._font = theme.numbers_font(scale=0.85)
        self._last: dict[EntryKey, QImage] = {}
        self._signs: dict[str, QIcon] = {name: theme.icon(name) for name in ("check", "x", "tag")}
        self.edge = EDGES[1]

    def smallest_cell(self) -> QSize:
        """Return the size of a cell with no room to spare."""
        return QSize(self.edge + 2 * _PAD, self.edge + 2 * _PAD + _CAPTION)

    def paint(
        self, painter: QPainter, cell: QRect, entry: Entry, *, selected: bool, current: bool, hover: bool, focus: bool
    ) -> None:
        """Draw `entry` into `cell`."""
        place = QRect(cell.center().x() - self.edge // 2, cell.top() + _PAD, self.edge, self.edge)
        edited = self._session.is_edited(entry.key)
        mark = self._session.mark(entry)
        if selected:
            painter.fillRect(cell.adjusted(1, 1, -1, -1), self._theme.color("hover"))
        if mark.pick is Pick.REJECT:
            painter.setOpacity(0.35)
        self._picture(painter, place, entry, edited=edited)
        painter.setOpacity(1.0)
        self._badges(painter, place, mark)
        painter.setFont(self._font)
        painter.setPen(self._theme.color("text" if selected or edited else "muted"))
        text = f"\N{BLACK CIRCLE} {entry.key.name}" if edited else entry.key.name
        caption = QRect(cell.left() + 2, place.bottom() + 1, cell.width() - 4, _CAPTION)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, caption.width())
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, shown)
        if current or selected:
            self._frame(painter, place, "accent", (3 if focus else 2) if current else 1)
        elif hover:
            self._frame(painter, place, "muted", 1)

    def _picture(self, painter: QPainter, place: QRect, entry: Entry, *, edited: bool) -> None:
        image = self._thumbnails.image(self._session.category(entry))
        if edited:
            # While a number moves, the last picture stays until the next one is there.
            image = image or self._last.get(entry.key) or self._thumbnails.image(entry.published)
            if image is not None:
                self._last[entry.key] = image
        if image is None:
            painter.fillRect(place, self._theme.color("hover"))
        else:
            painter.drawImage(place, image)

    def _badges(self, painter: QPainter, place: QRect, mark: Mark) -> None:
        if mark.pick is not Pick.NONE:
            self._sign(painter, place.topLeft(), "check" if mark.pick is Pick.KEEP else "x")
        if mark.tags or mark.note:
            self._sign(painter, place.topRight() - QPoint(_BADGE + 1, 0), "tag")
        if mark.rating:
            painter.setFont(self._font)
            text = _STAR * mark.rating
            width = painter.fontMetrics().horizontalAdvance(text) + 6
            strip = QRect(place.left(), place.bottom() - _BADGE, min(width, place.width()), _BADGE + 1)
            painter.fillRect(strip, self._theme.color("raised"))
            painter.setPen(self._theme.color("text"))
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, text)

    def _sign(self, painter: QPainter, corner: QPoint, name: str) -> None:
        place = QRect(corner, QSize(_BADGE + 2, _BADGE + 2))
        painter.fillRect(place, self._theme.color("raised"))
        self._signs[name].paint(painter, place.adjusted(1, 1, -1, -1))

    def _frame(self, painter: QPainter, picture: QRect, role: str, width: int) -> None:
        pen = QPen(self._theme.color(role), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(picture.adjusted(-2, -2, 1, 1))


class CategoryGrid(QAbstractItemView):
    """Any number of thumbnails; the work of a frame depends on how many are on the screen alone.

    Cells of one size fill lines from the left, so that the place of a row and the row of a place are a division.

    Signals
    -------
    chosen(object)
        The user made this Entry the current one.
    edit_requested()
        Enter or a double click: the user wants to change it.
    """

    chosen = Signal(object)
    edit_requested = Signal()

    def __init__(self, session: ExplorerSession, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._thumbnails = thumbnails
        self._drawing = CellPainter(session, thumbnails, theme)
        self._cell = self._drawing.smallest_cell()
        self._columns = 1
        self._hover = -1
        self._down = True
        self._following = False
        self.categories = CategoryModel(session)
        self.setModel(self.categories)
        # Not by overriding selectionChanged(): PySide6 6.11 corrupts memory when that calls the base class.
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Categories"))
        self._settle = _timer(self, 30, self._want_visible)
        self._hand_on = _timer(self, 0, self._hand_selection_on)
        thumbnails.ready.connect(self._repaint)
        session.selection_changed.connect(self._follow_selection)
        session.marks_changed.connect(self._repaint_marked)
        theme.changed.connect(self.viewport().update)
        self.doubleClicked.connect(self._ask_to_edit)
        self.set_edge(EDGES[1])

    # ------------------------------------------------------------------ what is listed

    def show_rows(
        self, columns: Columns, positions: NDArray[np.int64], current: EntryKey | None, *, stay: bool = False
    ) -> None:
        """List the entries of a set at `positions`; `current` stays the current one where it is among them.

        Parameters
        ----------
        columns : Columns
        positions : ndarray of int64
            In the order to list them.
        current : EntryKey or None
        stay : bool
            Do not scroll: the same set is listed, perhaps with a few more or fewer of its categories.
        """
        top = self.verticalScrollBar().value()
        self._following = True
        self.categories.show(columns, positions)
        self._following = False
        row = self.categories.row_of(current) if current is not None else None
        if row is not None:
            index = self.categories.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            if not stay:
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        elif not stay:
            self.scrollToTop()
        if stay:
            self.verticalScrollBar().setValue(top)
        self._follow_selection()
        self._want_soon()

    def set_edge(self, edge: int) -> None:
        """Make thumbnails `edge` pixels wide."""
        self._drawing.edge = edge
        self._spread()
        self._want_soon()

    def _spread(self) -> None:
        """Let the columns share the width, so that none is left over; the top line stays where it was."""
        first = self.visible_rows().start
        cell = self._drawing.smallest_cell()
        room = self.viewport().width()
        self._columns = max(1, room // cell.width())
        cell.setWidth(max(cell.width(), room // self._columns))
        self._cell = cell
        self.updateGeometries()
        self.verticalScrollBar().setValue(first // self._columns * cell.height())
        self.viewport().update()

    @property
    def edge(self) -> int:
        """Width of a thumbnail in device-independent pixels."""
        return self._drawing.edge

    @property
    def device_edge(self) -> int:
        """Width of a thumbnail in the pixels of the screen."""
        return round(self._drawing.edge * self.devicePixelRatioF())

    def visible_rows(self) -> range:
        """Return the rows on the screen."""
        return self._rows_between(0, self.viewport().height())

    def _rows_between(self, top: int, bottom: int) -> range:
        """Return the rows of the lines that lie between two heights of the viewport."""
        count, offset, height = self.categories.rowCount(), self.verticalOffset(), self._cell.height()
        first = max(0, (offset + top) // height)
        last = (offset + bottom - 1) // height + 1
        return range(min(count, first * self._columns), min(count, max(first, last) * self._columns))

    def _want_soon(self) -> None:
        """Ask for pictures in a moment; not later for being told again, so that they come while it is scrolled."""
        if not self._settle.isActive():
            self._settle.start()

    @Slot()
    def _want_visible(self) -> None:
        """Ask for the pictures on the screen, then for those of the next pages the way it was scrolled."""
        height = self.viewport().height()
        shown = self.visible_rows()
        ahead = self._rows_between(height, 3 * height) if self._down else self._rows_between(-2 * height, 0)
        category = self.categories.category
        self._thumbnails.want(category(row) for rows in (shown, ahead) for row in rows)

    @Slot(object)
    def _repaint(self, identities: frozenset[str]) -> None:
        for row in self.visible_rows():
            if self.categories.category(row).identity in identities:
                self.viewport().update(self._place(row))

    @Slot(object)
    def _repaint_marked(self, identities: frozenset[str]) -> None:
        listed = self.categories.listed
        for row in self.visible_rows():
            if listed[row].key.identity in identities:
                self.viewport().update(self._place(row))

    @Slot()
    def refresh_wanted(self) -> None:
        """Ask again for the thumbnails on the screen, after one of them was edited."""
        self._want_soon()

    # ------------------------------------------------------------------ geometry, as the base class asks for it

    def _place(self, row: int) -> QRect:
        line, column = divmod(row, self._columns)
        corner = QPoint(column * self._cell.width(), line * self._cell.height() - self.verticalOffset())
        return QRect(corner, self._cell)

    def _row_at(self, point: QPoint) -> int:
        """Return the row at a place, -1 between and beyond the cells."""
        column, line = point.x() // self._cell.width(), (point.y() + self.verticalOffset()) // self._cell.height()
        row = line * self._columns + column
        inside = 0 <= column < self._columns and line >= 0 and row < self.categories.rowCount()
        return row if inside else -1

    def visualRect(self, index: Index) -> QRect:
        return self._place(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point)
        return self.categories.index(row) if row >= 0 else QModelIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def updateGeometries(self) -> None:
        super().updateGeometries()
        lines = -(-self.categories.rowCount() // self._columns)
        height, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setPageStep(max(self._cell.height(), height - self._cell.height()))
        bar.setSingleStep(self._cell.height() // 3)
        bar.setRange(0, max(0, lines * self._cell.height() - height))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._down = dy < 0
        self.viewport().scroll(dx, dy)
        self._want_soon()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        place, height, bar = self._place(index.row()), self.viewport().height(), self.verticalScrollBar()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + place.center().y() - height // 2)
        elif place.top() < 0 or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + place.top())
        elif place.bottom() >= height or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + place.bottom() + 1 - height)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        count = self.categories.rowCount()
        if not count:
            return QModelIndex()
        actions = QAbstractItemView.CursorAction
        page = max(1, self.viewport().height() // self._cell.height()) * self._columns
        steps = {
            actions.MoveLeft: -1,
            actions.MovePrevious: -1,
            actions.MoveRight: 1,
            actions.MoveNext: 1,
            actions.MoveUp: -self._columns,
            actions.MoveDown: self._columns,
            actions.MovePageUp: -page,
            actions.MovePageDown: page,
            actions.MoveHome: -count,
            actions.MoveEnd: count,
        }
        current = self.currentIndex()
        if not current.isValid():
            return self.categories.index(0)
        row, step = current.row(), steps[action]
        if abs(step) == self._columns and not 0 <= row + step < count:
            # No line in that direction, or a shorter last one.
            last_line = row // self._columns == (count - 1) // self._columns
            return current if step < 0 or last_line else self.categories.index(count - 1)
        return self.categories.index(min(max(row + step, 0), count - 1))

    # ------------------------------------------------------------------ selection

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from the cell at one corner to the cell at the other, in reading order."""
        count = self.categories.rowCount()
        if not count:
            return
        ends = sorted(self._nearest(corner) for corner in (rect.topLeft(), rect.bottomRight()))
        chosen = QItemSelection(self.categories.index(ends[0]), self.categories.index(ends[1]))
        self.selectionModel().select(chosen, command)

    def _nearest(self, point: QPoint) -> int:
        column = min(max(point.x() // self._cell.width(), 0), self._columns - 1)
        line = max((point.y() + self.verticalOffset()) // self._cell.height(), 0)
        return min(line * self._columns + column, self.categories.rowCount() - 1)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        shown = self.visible_rows()
        region = QRegion()
        for first, end in _ranges(selection):
            for row in range(max(shown.start, first), min(shown.stop, end)):
                region += self._place(row)
        return region

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self._place(index.row()))
        if current.isValid() and not self._following:
            self.chosen.emit(current.data(ENTRY_ROLE))

    @Slot()
    def _selection_moved(self) -> None:
        if not self._following:
            self._hand_on.start()

    @Slot()
    def _hand_selection_on(self) -> None:
        """Tell the session what is selected, in the order of the grid."""
        listed = self.categories.listed
        ranges = sorted(_ranges(self.selectionModel().selection()))
        self._following = True
        self._session.set_selection([entry for first, end in ranges for entry in listed[first:end]])
        self._following = False

    @Slot()
    def _follow_selection(self) -> None:
        """Show what the session says is selected."""
        if self._following:
            return
        rows = sorted(row for row in map(self.categories.row_of_entry, self._session.selection) if row is not None)
        chosen = QItemSelection()
        first = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or rows[at] != rows[at - 1] + 1:
                chosen.select(self.categories.index(rows[first]), self.categories.index(rows[at - 1]))
                first = at
        self._following = True
        current = self._session.current
        row = None if current is None else self.categories.row_of_entry(current)
        if row is not None and row != self.currentIndex().row():
            self.selectionModel().setCurrentIndex(
                self.categories.index(row), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(self.categories.index(row))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._following = False

    # ------------------------------------------------------------------ input

    @Slot()
    def _ask_to_edit(self) -> None:
        self.edit_requested.emit()

    def keyboardSearch(self, _text: str) -> None:
        """Do nothing: letters and digits are keys of the explorer, and the filter finds names."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A page that was shown in its place may have asked for other pictures.
        self._want_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
        self._want_soon()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._want_soon()
        elif event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave, QEvent.Type.HoverMove):
            leaving = event.type() == QEvent.Type.Leave
            self._set_hover(-1 if leaving else self._row_at(event.position().toPoint()))  # type: ignore[attr-defined]
        return super().viewportEvent(event)

    def _set_hover(self, row: int) -> None:
        for each in {row, self._hover} - {-1} if row != self._hover else ():
            self.viewport().update(self._place(each))
        self._hover = row

    # ------------------------------------------------------------------ drawing

    empty_text = ""
    """What is said where nothing is listed."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = event.rect()
        rows = self._rows_between(area.top(), area.bottom() + 1)
        if not self.categories.rowCount():
            painter.setPen(self.palette().placeholderText().color())
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(16, 16, -16, -16), centred, self.empty_text)
            return
        listed, selection, model = self.categories.listed, self.selectionModel(), self.categories
        current, focus = self.currentIndex().row(), self.hasFocus()
        for row in rows:
            place = self._place(row)
            if area.intersects(place):
                self._drawing.paint(
                    painter,
                    place,
                    listed[row],
                    selected=selection.isSelected(model.index(row)),
                    current=row == current,
                    hover=row == self._hover,
                    focus=focus,
                )


def _ranges(selection: QItemSelection) -> list[tuple[int, int]]:
    """Return first row and end of each stretch of selected rows."""
    parts = (selection.at(at) for at in range(selection.count()))
    return [(part.top(), part.bottom() + 1) for part in parts]


def _timer(parent: CategoryGrid, interval_ms: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(then)
    return timer
