"""The page that searches for new categories: accepted ones appear on a wall as they are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.ifs.category import Category
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.exchange.long_work import WorkState
from gui.explorer.exchange.search_work import FRACTALDB, SVD, SearchOrder, SearchWork
from gui.explorer.session import ExplorerSession
from gui.quantities import time_text
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox, QuietSpinBox
from gui.widgets.pages import Page

_EDGE = 72
_MOST_TILES = 2000
"""The wall shows the newest; the set holds all."""

_WANTED = 200
_CATEGORY = Qt.ItemDataRole.UserRole


class SearchPage(Page):
    """What to search for above, how far it is, and the wall of what was found."""

    def __init__(self, services: Services, session: ExplorerSession, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.title = self.tr("Search for new categories")
        self._services = services
        self._session = session
        self._thumbnails = thumbnails
        self.work = services.keep(SearchWork, partial(SearchWork, services, session))
        self._pending: dict[str, QListWidgetItem] = {}
        self._build()
        self._connect()
        self._show_order(self.work.order or _stored_order(services))
        self._fill_wall()
        self._refresh()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._protocol = QuietComboBox()
        self._protocol.addItem(self.tr("FractalDB, 2020"), FRACTALDB)
        self._protocol.addItem(self.tr("Singular values, 2022"), SVD)
        self._protocol.setToolTip(
            self.tr(
                "FractalDB: random maps, kept when they fill enough (Kataoka et al.). "
                "Singular values: maps that always contract (Anderson and Farrell)."
            )
        )
        self._seed = QuietSpinBox()
        self._seed.setRange(0, 2**31 - 1)
        self._seed.setToolTip(self.tr("The same seed finds the same categories; 1 finds those of FractalDB-1k"))
        self._fill = QuietDoubleSpinBox()
        self._fill.setRange(0.0, 0.38)
        self._fill.setSingleStep(0.01)
        self._fill.setDecimals(3)
        self._fill.setToolTip(self.tr("Share of 512 × 512 pixels a category must fill, up to 0.38; 0.2 is published"))
        self._count = QuietSpinBox()
        self._count.setRange(1, 100_000)
        self._count.setGroupSeparatorShown(True)
        self._count.setToolTip(self.tr("How many categories to find"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        for place, (name, editor) in enumerate(
            (
                (self.tr("Protocol"), self._protocol),
                (self.tr("Seed"), self._seed),
                (self.tr("Fill rate"), self._fill),
                (self.tr("Categories"), self._count),
            )
        ):
            label = QLabel(name)
            label.setBuddy(editor)
            label.setProperty("caption", "true")
            editor.setAccessibleName(name)
            grid.addWidget(label, 0, place)
            grid.addWidget(editor, 1, place)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(grid)
        column.addWidget(self._build_card())
        column.addWidget(self._build_wall(), 1)

    def _build_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("panel", "true")
        self._far = QLabel()
        self._far.setFont(self._services.theme.numbers_font())
        self._far.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress of the search"))
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(6)
        self._start = QPushButton(self.tr("Search"))
        self._start.setProperty("primary", "true")
        self._pause = QPushButton(self.tr("Pause"))
        self._stop = QPushButton(self.tr("Stop"))
        self._forget = QPushButton(self.tr("Forget"))
        self._forget.setToolTip(self.tr("Give the unfinished search up; what it found stays in its set"))
        self._show = QPushButton(self.tr("Show the set"))
        row = QHBoxLayout()
        row.addWidget(self._far, 1)
        for button in (self._show, self._forget, self._stop, self._pause, self._start):
            row.addWidget(button)
        column = QVBoxLayout(card)
        column.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        column.addLayout(row)
        column.addWidget(self._bar)
        return card

    def _build_wall(self) -> QWidget:
        self.wall = QListWidget()
        self.wall.setViewMode(QListView.ViewMode.IconMode)
        self.wall.setResizeMode(QListView.ResizeMode.Adjust)
        self.wall.setMovement(QListView.Movement.Static)
        self.wall.setUniformItemSizes(True)
        self.wall.setIconSize(QSize(_EDGE, _EDGE))
        self.wall.setGridSize(QSize(_EDGE + 2 * GRID, _EDGE + 3 * GRID))
        self.wall.setFrameShape(QFrame.Shape.NoFrame)
        self.wall.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.wall.setAccessibleName(self.tr("Found categories"))
        return self.wall

    def _connect(self) -> None:
        self._protocol.currentIndexChanged.connect(self._protocol_chosen)
        for box in (self._seed, self._count, self._fill):
            box.valueChanged.connect(self._edited)
        self._start.clicked.connect(self.start)
        self._pause.clicked.connect(self.work.toggle_pause)
        self._stop.clicked.connect(self.work.stop)
        self._forget.clicked.connect(self.work.forget)
        self._show.clicked.connect(self._show_set)
        self.work.changed.connect(self._refresh)
        self.work.progressed.connect(self._refresh)
        self.work.found.connect(self._add)
        self.wall.itemActivated.connect(self._open_item)
        self._thumbnails.ready.connect(self._take_pictures)

    # ------------------------------------------------------------------ as a page

    def opened(self) -> None:
        self._refresh()
        self._want_pictures()
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ the order

    def order(self) -> SearchOrder:
        """Return what the fields say."""
        return SearchOrder(
            str(self._protocol.currentData()), self._seed.value(), round(self._fill.value(), 3), self._count.value()
        )

    def _show_order(self, order: SearchOrder) -> None:
        self._protocol.setCurrentIndex(self._protocol.findData(order.protocol))
        self._seed.setValue(order.seed)
        self._fill.setValue(order.fill_rate)
        self._count.setValue(order.count)

    @Slot()
    def _protocol_chosen(self) -> None:
        # The search of FractalDB has no meaning without a rate.
        published = self._protocol.currentData() == FRACTALDB
        self._fill.setMinimum(0.001 if published else 0.0)
        self._fill.setValue(0.2 if published else 0.0)
        self._edited()

    @Slot()
    def _edited(self) -> None:
        self._services.settings.set("explorer/search", asdict(self.order()))
        self._refresh()

    @Slot()
    def start(self) -> None:
        """Search, or take up the unfinished search."""
        self._clear_wall()
        if self.work.unfinished is not None:
            self.work.go_on()
        else:
            self.work.start(self.order())

    @Slot()
    def _show_set(self) -> None:
        self.work.deliver()
        order = self.work.order or self.order()
        self._session.open(order.set_name)
        self.closed.emit()

    # ------------------------------------------------------------------ the wall

    def _fill_wall(self) -> None:
        self._clear_wall()
        self._add(tuple(self.work.categories))

    def _clear_wall(self) -> None:
        self._pending.clear()
        self.wall.clear()

    @Slot(object)
    def _add(self, found: tuple[Category, ...]) -> None:
        bar = self.wall.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - _EDGE
        empty = QPixmap(_EDGE, _EDGE)
        empty.fill(self._services.theme.color("hover"))
        for category in found[-_MOST_TILES:]:
            item = QListWidgetItem(QIcon(empty), category.name)
            item.setData(_CATEGORY, category)
            self.wall.addItem(item)
            self._pending[category.identity] = item
        while self.wall.count() > _MOST_TILES:
            oldest: Category = self.wall.item(0).data(_CATEGORY)
            self._pending.pop(oldest.identity, None)
            self.wall.takeItem(0)
        if found and at_end:
            self.wall.scrollToBottom()
        if self.isVisible():
            self._want_pictures()
        self._refresh()

    def _want_pictures(self) -> None:
        """Ask for the pictures that are missing, the newest first."""
        self._fill_pictures(self._pending)
        newest = list(self._pending.values())[-_WANTED:]
        self._thumbnails.want([item.data(_CATEGORY) for item in reversed(newest)])

    def _fill_pictures(self, identities: Iterable[str]) -> bool:
        """Show those of the pictures that are there; return whether any was."""
        filled = False
        for identity in [each for each in identities if each in self._pending]:
            image = self._thumbnails.image(self._pending[identity].data(_CATEGORY))
            if image is not None:
                self._pending.pop(identity).setIcon(QIcon(QPixmap.fromImage(image)))
                filled = True
        return filled

    @Slot(object)
    def _take_pictures(self, identities: frozenset[str]) -> None:
        if self.isVisible() and self._fill_pictures(identities) and self._pending:
            self._want_pictures()

    @Slot(QListWidgetItem)
    def _open_item(self, item: QListWidgetItem) -> None:
        category: Category = item.data(_CATEGORY)
        self._show_set()
        entries = self._session.entries(self._session.current_source)
        wanted = [entry.key for entry in entries if entry.key.identity == category.identity]
        self._session.show(wanted[:1])

    # ------------------------------------------------------------------ what is shown

    @Slot()
    def _refresh(self) -> None:
        state, order = self.work.state, self.work.order
        idle = state is WorkState.IDLE
        for widget in (self._protocol, self._seed, self._fill, self._count):
            widget.setEnabled(order is None)
        self._start.setVisible(idle)
        self._start.setText(self.tr("Search") if order is None else self.tr("Go on"))
        self._forget.setVisible(idle and order is not None)
        self._pause.setVisible(not idle)
        self._pause.setText(self.tr("Go on") if state is WorkState.PAUSED else self.tr("Pause"))
        self._stop.setVisible(not idle)
        for button in (self._pause, self._stop):
            button.setEnabled(state is not WorkState.STOPPING)
        self._show.setVisible(bool(self.work.categories))
        self._show_progress(order)

    def _show_progress(self, order: SearchOrder | None) -> None:
        found = len(self.work.categories)
        self._bar.setVisible(order is not None)
        if order is None:
            if found:
                tried = self.tr("{0} tried").format(f"{self.work.examined:,}")
                self._far.setText(self.tr("{0} found").format(f"{found:,}") + " · " + tried)
            else:
                self._far.setText(self.tr("What is found goes into the set {0}.").format(self.order().set_name))
            return
        if self.work.idle and not found:
            text = self.tr("Unfinished, {0} wanted; it goes on where it stopped.")
            self._far.setText(text.format(f"{order.count:,}"))
            return
        progress = self.work.progress
        self._bar.setValue(round(1000 * found / order.count))
        parts = [self.tr("{0} of {1} found").format(f"{found:,}", f"{order.count:,}")]
        if self.work.examined:
            parts.append(self.tr("{0} tried").format(f"{self.work.examined:,}"))
        if progress is not None and progress.elapsed_s > 0 and not self.work.idle:
            parts.append(self.tr("{0} found a second").format(f"{progress.done / progress.elapsed_s:.2g}"))
            if progress.remaining_s is not None and self.work.state is WorkState.RUNNING:
                parts.append(self.tr("{0} left").format(time_text(progress.remaining_s)))
        elif self.work.state is WorkState.RUNNING:
            parts.append(self.tr("the first use compiles, some seconds"))
        states = {
            WorkState.IDLE: self.tr("unfinished; it goes on where it stopped"),
            WorkState.PAUSED: self.tr("paused"),
            WorkState.STOPPING: self.tr("stopping…"),
        }
        if self.work.state in states:
            parts.append(states[self.work.state])
        self._far.setText(" · ".join(parts))


def _stored_order(services: Services) -> SearchOrder:
    stored: dict[str, Any] = services.settings.get("explorer/search", {})
    try:
        order = SearchOrder(**stored)
    except TypeError:
        return SearchOrder()
    return order if order.protocol in (FRACTALDB, SVD) else SearchOrder()
