"""The left side: which set, which of its categories, in which order; and where the set goes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.explorer.entries import Entry
from gui.explorer.session import EDITED, ExplorerSession, Source
from gui.theme import GRID, Theme
from gui.widgets.fields import QuietComboBox

_KEY = Qt.ItemDataRole.UserRole
_CHIPS_A_LINE = 4


class Sorting(StrEnum):
    """By what the grid is ordered."""

    POSITION = "position"
    NAME = "name"
    MAPS = "maps"
    FILL = "fill"
    LYAPUNOV = "lyapunov"
    DIMENSION = "dimension"

    @property
    def measured(self) -> bool:
        """Whether the whole set must be measured first."""
        return self in (Sorting.FILL, Sorting.LYAPUNOV, Sorting.DIMENSION)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which categories are listed, and in which order.

    Attributes
    ----------
    text : str
        Part of the name, any case.
    maps : frozenset of int
        Numbers of maps; empty for all.
    sorting : Sorting
    descending : bool
    """

    text: str = ""
    maps: frozenset[int] = frozenset()
    sorting: Sorting = Sorting.POSITION
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.text.strip() or self.maps)

    def apply(self, entries: Sequence[Entry], measured: Mapping[str, float]) -> list[Entry]:
        """Return the entries that pass, in order.

        Parameters
        ----------
        entries : sequence of Entry
        measured : mapping of str to float
            Value to sort by of each identity; entries without one come last.
        """
        wanted = self.text.strip().casefold()
        passing = [
            entry
            for entry in entries
            if wanted in entry.key.name.casefold() and (not self.maps or entry.published.size in self.maps)
        ]
        if self.sorting.measured:
            known = [entry for entry in passing if entry.key.identity in measured]
            unknown = [entry for entry in passing if entry.key.identity not in measured]
            known.sort(key=lambda entry: measured[entry.key.identity], reverse=self.descending)
            return known + unknown
        keys: dict[Sorting, Callable[[Entry], tuple[int, str]]] = {
            Sorting.POSITION: lambda entry: (entry.position, ""),
            Sorting.NAME: lambda entry: (0, entry.key.name),
            Sorting.MAPS: lambda entry: (entry.published.size, ""),
        }
        return sorted(passing, key=keys[self.sorting], reverse=self.descending)


class SetsPanel(QWidget):
    """Sets, filter, order, and the two ways on.

    Signals
    -------
    filter_changed(object)
        A Filter.
    """

    filter_changed = Signal(object)

    def __init__(
        self,
        session: ExplorerSession,
        theme: Theme,
        *,
        opening: Sequence[QAction],
        train: QAction,
        analyse: QAction,
    ) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._chips: dict[int, QToolButton] = {}
        self._opening: list[QToolButton] = []
        self._ways_on: list[QPushButton] = []
        self._filter = Filter()
        self._updating = False
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._build_head(opening))
        column.addWidget(self._build_list())
        column.addSpacing(GRID)
        self._build_filter(column)
        column.addStretch(1)
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
        self._list.setMinimumHeight(72)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.currentItemChanged.connect(self._choose_set)
        return self._list

    def _build_filter(self, column: QVBoxLayout) -> None:
        heading = QLabel(self.tr("Filter"))
        heading.setProperty("heading", "true")
        column.addWidget(heading)
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Name contains"))
        self._text.setAccessibleName(self._text.placeholderText())
        self._text.setClearButtonEnabled(True)
        self._text.textChanged.connect(self._emit)
        column.addWidget(self._text)
        maps = QLabel(self.tr("Number of maps"))
        maps.setProperty("caption", "true")
        column.addWidget(maps)
        self._chip_grid = QGridLayout()
        self._chip_grid.setSpacing(4)
        self._chip_grid.setColumnStretch(_CHIPS_A_LINE, 1)
        column.addLayout(self._chip_grid)
        order = QHBoxLayout()
        order.setSpacing(4)
        self._sorting = QuietComboBox()
        self._sorting.setAccessibleName(self.tr("Sort by"))
        self._sorting.setToolTip(self.tr("Sort by; a measure is computed for the whole set first"))
        for sorting, text in (
            (Sorting.POSITION, self.tr("Set order")),
            (Sorting.NAME, self.tr("Name")),
            (Sorting.MAPS, self.tr("Number of maps")),
            (Sorting.FILL, self.tr("Fill rate")),
            (Sorting.LYAPUNOV, self.tr("Lyapunov exponent")),
            (Sorting.DIMENSION, self.tr("Box dimension")),
        ):
            self._sorting.addItem(text, sorting)
        self._sorting.setMinimumContentsLength(8)
        self._sorting.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._sorting.currentIndexChanged.connect(self._emit)
        self._descending = QToolButton()
        self._descending.setCheckable(True)
        self._descending.setText("\N{UPWARDS ARROW}")
        self._descending.setToolTip(self.tr("Largest first"))
        self._descending.setAccessibleName(self.tr("Largest first"))
        self._descending.toggled.connect(self._emit)
        order.addWidget(self._sorting, 1)
        order.addWidget(self._descending)
        column.addLayout(order)
        self._count = QLabel()
        self._count.setProperty("caption", "true")
        self._count.setFont(self._theme.numbers_font(scale=0.85))
        column.addWidget(self._count)

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as Tab goes."""
        return [
            *self._opening,
            self._list,
            self._text,
            *(self._chips[number] for number in sorted(self._chips)),
            self._sorting,
            self._descending,
            *self._ways_on,
        ]

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
        item.setSizeHint(0, QSize(0, 26))
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

    def show_chips(self, entries: Sequence[Entry]) -> None:
        """Offer the numbers of maps that occur, pressed as before."""
        counts = Counter(entry.published.size for entry in entries)
        if sorted(counts) != sorted(self._chips):
            for chip in self._chips.values():
                self._chip_grid.removeWidget(chip)
                chip.deleteLater()
            self._chips = {}
            for index, number in enumerate(sorted(counts)):
                chip = QToolButton()
                chip.setText(str(number))
                chip.setCheckable(True)
                chip.setProperty("chip", "true")
                chip.setFont(self._theme.numbers_font())
                chip.setMinimumWidth(34)
                chip.setAccessibleName(self.tr("{0} maps").format(number))
                chip.toggled.connect(self._emit)
                self._chip_grid.addWidget(chip, index // _CHIPS_A_LINE, index % _CHIPS_A_LINE)
                self._chips[number] = chip
        for number, chip in self._chips.items():
            chip.setToolTip(self.tr("{0} maps: {1:,} categories").format(number, counts[number]))

    def current_filter(self) -> Filter:
        """Return what the fields say."""
        return Filter(
            self._text.text(),
            frozenset(number for number, chip in self._chips.items() if chip.isChecked()),
            Sorting(self._sorting.currentData()),
            self._descending.isChecked(),
        )

    def set_filter(self, chosen: Filter) -> None:
        """Fill the fields."""
        self._text.setText(chosen.text)
        for number, chip in self._chips.items():
            chip.setChecked(number in chosen.maps)
        self._sorting.setCurrentIndex(max(0, self._sorting.findData(chosen.sorting)))
        self._descending.setChecked(chosen.descending)

    @Slot()
    def _emit(self) -> None:
        self._descending.setText("\N{DOWNWARDS ARROW}" if self._descending.isChecked() else "\N{UPWARDS ARROW}")
        chosen = self.current_filter()
        if chosen != self._filter:
            self._filter = chosen
            self.filter_changed.emit(chosen)

    def show_count(self, listed: int, whole: int) -> None:
        """Say how many categories the filter leaves."""
        if listed == whole:
            self._count.setText(self.tr("{0:,} categories").format(whole))
        else:
            self._count.setText(self.tr("{0:,} of {1:,} categories").format(listed, whole))

    def focus_filter(self) -> None:
        """Put the focus on the text filter."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()
