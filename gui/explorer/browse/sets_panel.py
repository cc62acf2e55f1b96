"""The left side: which set, which of its categories, in which order; and where the set goes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.explorer.browse.filter_panel import FilterPanel
from gui.explorer.browse.filters import Filter
from gui.explorer.session import EDITED, ExplorerSession, Source
from gui.services import Services
from gui.theme import GRID

_KEY = Qt.ItemDataRole.UserRole
_LINE = 26
_MOST_LINES = 6


class SetsPanel(QWidget):
    """Sets, filter, order, and the two ways on.

    Attributes
    ----------
    filter : FilterPanel

    Signals
    -------
    filter_changed(object)
        A Filter.
    menu_requested(QPoint)
        The user asked at this place of the screen what can be done with the set, which is the one shown.
    """

    filter_changed = Signal(object)
    menu_requested = Signal(QPoint)

    def __init__(
        self,
        services: Services,
        session: ExplorerSession,
        *,
        opening: Sequence[QAction],
        train: QAction,
        analyse: QAction,
    ) -> None:
        super().__init__()
        self._session = session
        self._theme = services.theme
        self._opening: list[QToolButton] = []
        self._ways_on: list[QPushButton] = []
        self._updating = False
        self.filter = FilterPanel(services)
        self.filter.filter_changed.connect(self.filter_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._build_head(opening))
        column.addWidget(self._build_list())
        column.addWidget(self.filter, 1)
        column.addWidget(self._way_on(train, primary=True))
        column.addWidget(self._way_on(analyse, primary=False))
        session.sources_changed.connect(self.refresh_sources)
        session.opened.connect(self._set_opened)
        self.refresh_sources()

    # ------------------------------------------------------------------ building

    def _build_head(self, opening: Sequence[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        heading = QLabel(self.tr("Sets"))
        heading.setProperty("heading", "true")
        row.addWidget(heading, 1)
        for action in opening:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            button.setAccessibleName(action.text())
            row.addWidget(button)
            self._opening.append(button)
        return row

    def _build_list(self) -> QTreeWidget:
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setAccessibleName(self.tr("Sets"))
        self._list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSizeAdjustPolicy(QTreeWidget.SizeAdjustPolicy.AdjustToContents)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._list.setMinimumHeight(3 * _LINE)
        self._list.setMaximumHeight(_MOST_LINES * _LINE)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.currentItemChanged.connect(self._choose_set)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._ask_menu)
        return self._list

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as Tab goes."""
        return [*self._opening, self._list, *self.filter.in_order(), *self._ways_on]

    def _way_on(self, action: QAction, *, primary: bool) -> QPushButton:
        button = QPushButton(action.text())
        button.setToolTip(action.toolTip())
        if primary:
            button.setProperty("primary", "true")
        button.clicked.connect(action.trigger)
        self._ways_on.append(button)
        return button

    # ------------------------------------------------------------------ sets

    @Slot()
    def refresh_sources(self) -> None:
        """List the sets again, with how many categories they hold."""
        sources = self._session.sources()
        self._updating = True
        shown = [item.data(0, _KEY) for item in self._items()]
        if shown != [source.key for source in sources]:
            self._list.clear()
            for source in sources:
                item = QTreeWidgetItem(self._list)
                item.setData(0, _KEY, source.key)
        for item, source in zip(self._items(), sources, strict=True):
            self._describe(item, source)
        self._mark_current()
        self._updating = False

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _describe(self, item: QTreeWidgetItem, source: Source) -> None:
        label = source.label or self.tr("Edited")
        item.setText(0, label)
        item.setSizeHint(0, QSize(0, _LINE))
        item.setText(1, "" if source.count is None else f"{source.count:,}")
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFont(1, self._theme.numbers_font())
        item.setToolTip(0, str(source.path) if source.path is not None else label)
        usable = source.key != EDITED or bool(source.count) or self._session.current_source == EDITED
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if usable else Qt.ItemFlag.NoItemFlags)

    def _mark_current(self) -> None:
        for item in self._items():
            if item.data(0, _KEY) == self._session.current_source:
                self._list.setCurrentItem(item)

    @Slot(QPoint)
    def _ask_menu(self, place: QPoint) -> None:
        if self._list.itemAt(place) is not None:
            self.menu_requested.emit(self._list.viewport().mapToGlobal(place))

    @Slot(QTreeWidgetItem)
    def _choose_set(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._updating:
            self._session.open(item.data(0, _KEY))

    @Slot(str)
    def _set_opened(self, _key: str) -> None:
        self._updating = True
        self._mark_current()
        self._updating = False

    # ------------------------------------------------------------------ filter

    def current_filter(self) -> Filter:
        """Return what the fields say."""
        return self.filter.current_filter()

    def set_filter(self, chosen: Filter) -> None:
        """Fill the fields."""
        self.filter.set_filter(chosen)

    def focus_filter(self) -> None:
        """Put the focus on the text filter."""
        self.filter.focus_filter()
