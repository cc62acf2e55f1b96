"""The thumbnail grid: a model of listed categories, how one is drawn, and the view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.ifs.category import Category
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


class CategoryModel(QAbstractListModel):
    """The categories that the filter leaves, in the order of the sorting."""

    def __init__(self, session: ExplorerSession) -> None:
        super().__init__()
        self._session = session
        self._rows: list[Entry] = []
        self._by_key: dict[EntryKey, int] = {}
        session.settled.connect(self._refresh)
        session.changed.connect(self._refresh)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List `entries`."""
        self.beginResetModel()
        self._rows = list(entries)
        self._by_key = {entry.key: row for row, entry in enumerate(self._rows)}
        self.endResetModel()

    @property
    def listed(self) -> Sequence[Entry]:
        """The listed categories."""
        return self._rows

    def row_of(self, key: EntryKey) -> int | None:
        """Return the row of a category, None where it is not listed."""
        return self._by_key.get(key)

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
            text = self.tr("{0}, {1} maps").format(entry.key.name, entry.published.size)
            return self.tr("{0}, edited").format(text) if self._session.is_edited(entry.key) else text
        return None

    @Slot(object)
    def _refresh(self, key: EntryKey) -> None:
        row = self._by_key.get(key)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)


class CategoryDelegate(QStyledItemDelegate):
    """Draws a thumbnail with its name; a pencil dot and the word in the tooltip mark an edited one."""

    def __init__(self, session: ExplorerSession, thumbnails: Thumbnails, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails
        self._theme = theme
        self._font = theme.numbers_font(scale=0.85)
        self._last: dict[EntryKey, QImage] = {}
        self.edge = EDGES[1]
        self.cell = self.smallest_cell()

    def smallest_cell(self) -> QSize:
        """Return the size of a cell with no room to spare."""
        return QSize(self.edge + 2 * _PAD, self.edge + 2 * _PAD + _CAPTION)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        picture = QRect(cell.center().x() - self.edge // 2, cell.top() + _PAD, self.edge, self.edge)
        self._picture(painter, picture, entry)
        painter.setFont(self._font)
        edited = self._session.is_edited(entry.key)
        caption = QRect(picture.left(), picture.bottom() + 1, self.edge, _CAPTION)
        painter.setPen(self._theme.color("text" if selected or edited else "muted"))
        text = f"\N{BLACK CIRCLE} {entry.key.name}" if edited else entry.key.name
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, self.edge)
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, shown)
        if selected:
            self._frame(painter, picture, 3 if option.widget.hasFocus() else 2)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(self._theme.color("muted"))
            painter.drawRect(picture.adjusted(-2, -2, 1, 1))

    def _picture(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        image = self._thumbnails.image(self._session.category(entry))
        if self._session.is_edited(entry.key):
            # While a number moves, the last picture stays until the next one is there.
            image = image or self._last.get(entry.key) or self._thumbnails.image(entry.published)
            if image is not None:
                self._last[entry.key] = image
        if image is None:
            painter.fillRect(place, self._theme.color("hover"))
        else:
            painter.drawImage(place, image)

    def _frame(self, painter: QPainter, picture: QRect, width: int) -> None:
        pen = QPen(self._theme.color("accent"), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(picture.adjusted(-2, -2, 1, 1))


class CategoryGrid(QListView):
    """Thousands of thumbnails, of which only the visible ones are drawn.

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
        self._thumbnails = thumbnails
        self.categories = CategoryModel(session)
        self._drawing = CategoryDelegate(session, thumbnails, theme, self)
        self.setModel(self.categories)
        self.setItemDelegate(self._drawing)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Categories"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(30)
        self._settle.timeout.connect(self._want_visible)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        thumbnails.ready.connect(self._repaint)
        theme.changed.connect(self.viewport().update)
        self.doubleClicked.connect(self._ask_to_edit)
        self.set_edge(EDGES[1])

    # ------------------------------------------------------------------ what is listed

    def show_entries(self, entries: Sequence[Entry], current: EntryKey | None) -> None:
        """List `entries`; `current` stays the current one where it is among them."""
        self.categories.show_entries(entries)
        row = self.categories.row_of(current) if current is not None else None
        if row is not None:
            index = self.categories.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        else:
            self.scrollToTop()
        self._settle.start()

    def set_edge(self, edge: int) -> None:
        """Make thumbnails `edge` pixels wide."""
        self._drawing.edge = edge
        self._spread()
        self.verticalScrollBar().setSingleStep(self._drawing.cell.height() // 3)
        self._settle.start()

    def _spread(self) -> None:
        """Let the columns share the width, so that none is left over."""
        cell = self._drawing.smallest_cell()
        # The last pixels are the view's own; without them it would wrap one column early.
        room = self.viewport().width() - 2
        cell.setWidth(max(cell.width(), room // max(1, room // cell.width())))
        if cell != self.gridSize():
            self._drawing.cell = cell
            self.setGridSize(cell)

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
        count = self.categories.rowCount()
        cell = self.gridSize()
        columns = max(1, self.viewport().width() // cell.width())
        top = self.verticalScrollBar().value() // cell.height()
        lines = self.viewport().height() // cell.height() + 2
        return range(min(count, top * columns), min(count, (top + lines) * columns))

    @Slot()
    def _scrolled(self) -> None:
        self._settle.start()

    @Slot()
    def _want_visible(self) -> None:
        self._thumbnails.want(self.categories.category(row) for row in self.visible_rows())

    @Slot(object)
    def _repaint(self, identities: frozenset[str]) -> None:
        if any(self.categories.category(row).identity in identities for row in self.visible_rows()):
            self.viewport().update()

    @Slot()
    def refresh_wanted(self) -> None:
        """Ask again for the thumbnails on the screen, after one of them was edited."""
        self._settle.start()

    # ------------------------------------------------------------------ input

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(ENTRY_ROLE))

    @Slot()
    def _ask_to_edit(self) -> None:
        self.edit_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
        self._settle.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.categories.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(
                self.viewport().rect(),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self.empty_text,
            )

    empty_text = ""
    """What is said where nothing is listed."""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settle.start()
        return super().viewportEvent(event)
