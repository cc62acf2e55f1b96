"""What the grid lists: the shown set, cut by the filter, with measures and marks as they come in."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.categories.marks import UNMARKED
from gui.explorer.browse.filters import Columns, Filter, Measure, Passing
from gui.explorer.browse.grid import CategoryGrid
from gui.explorer.browse.set_measures import AUTOMATIC, SetMeasures
from gui.explorer.browse.sets_panel import SetsPanel
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.entries import Entry
from gui.explorer.session import EDITED, ExplorerSession

_REFRESH_MS = 500
"""How often the histograms follow values that come in."""


class Listing(QObject):
    """Joins the session, the filter and the measures to what the grid shows.

    Signals
    -------
    shown()
        Another set is listed.
    listed(int, int)
        How many categories the filter leaves, and how many the set has.
    """

    shown = Signal()
    listed = Signal(int, int)

    def __init__(
        self,
        session: ExplorerSession,
        grid: CategoryGrid,
        panel: SetsPanel,
        thumbnails: Thumbnails,
        measures: SetMeasures,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._grid = grid
        self._panel = panel
        self._thumbnails = thumbnails
        self._measures = measures
        self._key = ""
        self.columns = Columns(())
        self._passing = self.columns.apply(Filter())
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self._take_measures)
        self._preview_busy = False
        thumbnails.busy.connect(self._share)
        grid.categories.describe = self._describe
        session.opened.connect(self.show_set)
        session.marks_changed.connect(self._take_marks)
        panel.filter_changed.connect(self._apply)
        panel.filter.measuring_asked.connect(self.measure)
        measures.ready.connect(self._plan_refresh)
        measures.ended.connect(self._take_measures)

    # ------------------------------------------------------------------ the set

    @Slot(str)
    def show_set(self, key: str) -> None:
        """List the set of this key."""
        same = key == self._key
        self._key = key
        entries = self._session.entries(key)
        self.columns = Columns(entries, None if key == EDITED else key)
        self.columns.measures = self._measures.table(entries)
        self.columns.marks = {identity: self._session.mark_of(identity) for identity in self._session.marked()}
        self._read_times()
        self.open_thumbnails()
        self._panel.filter.show_chips(self.columns)
        self._panel.filter.show_tags(self._session.tags)
        self._panel.filter.show_measures(self.columns)
        self._list(stay=same)
        self._measures.look_up(entries)
        self._show_measured()
        self.shown.emit()

    def open_thumbnails(self) -> None:
        """Ask for the pictures of the set in the size that the grid shows."""
        self._thumbnails.open(self.columns.entries, self._grid.device_edge)
        self._grid.refresh_wanted()

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Leave the processor to the preview, or go on."""
        self._preview_busy = held
        self._thumbnails.hold(held)
        self._share()

    @Slot()
    def _share(self) -> None:
        """Let the thumbnails come before the measures."""
        self._measures.hold(self._preview_busy or self._thumbnails.missing > 0)

    def _read_times(self) -> None:
        """Take the times at which categories were added, where the set knows them."""
        for row, entry in enumerate(self.columns.entries if self._session.is_own(self._key) else ()):
            time = _seconds(self._session.origin(entry).get("time", ""))
            if time is not None:
                self.columns.added[row] = time

    # ------------------------------------------------------------------ the filter

    @Slot(object)
    def _apply(self, chosen: Filter) -> None:
        if chosen.needs_measures:
            self.measure()
        self._list(stay=False)

    def _list(self, *, stay: bool) -> None:
        self._show(self.columns.apply(self._panel.current_filter()), stay=stay)

    def _show(self, passing: Passing, *, stay: bool) -> None:
        self._passing = passing
        current = self._session.current
        self._grid.empty_text = self._empty_text(passing.hidden)
        self._grid.show_rows(self.columns, passing.rows, None if current is None else current.key, stay=stay)
        self._panel.filter.show_passing(self.columns, passing)
        self.listed.emit(len(passing.rows), len(self.columns))

    def _empty_text(self, hidden: int) -> str:
        if not len(self.columns):
            return self.tr("Nothing edited yet. Change a number of a category and it is kept here.")
        if hidden and not self._panel.current_filter().narrows:
            return self.tr("All categories are rejected. Show them with Hide rejected on the left.")
        return self.tr("No category matches the filter. Clear it with the cross beside Filter on the left.")

    # ------------------------------------------------------------------ measures and marks

    @Slot()
    def measure(self) -> None:
        """Measure the whole set, however large."""
        self._measures.measure(self.columns.entries)
        self._show_measured()

    @Slot()
    def _plan_refresh(self) -> None:
        if not self._refresh.isActive():
            self._refresh.start(_REFRESH_MS if len(self.columns) <= AUTOMATIC else 4 * _REFRESH_MS)

    @Slot()
    def _take_measures(self) -> None:
        self.columns.measures = self._measures.table(self.columns.entries)
        self._panel.filter.show_measures(self.columns)
        chosen = self._panel.current_filter()
        if chosen.needs_measures:
            self._list(stay=True)
        else:
            self._panel.filter.show_passing(self.columns, self.columns.apply(chosen))
        self._show_measured()

    def _show_measured(self) -> None:
        whole = len(self.columns)
        measured = whole - self._measures.missing(self.columns.entries)
        self._panel.filter.show_measured(measured, whole, busy=self._measures.busy)

    @Slot(object)
    def _take_marks(self, identities: frozenset[str]) -> None:
        for identity in identities:
            mark = self._session.mark_of(identity)
            if mark == UNMARKED:
                self.columns.marks.pop(identity, None)
            else:
                self.columns.marks[identity] = mark
        self._panel.filter.show_tags(self._session.tags)
        before = self._passing
        passing = self.columns.apply(self._panel.current_filter())
        if not np.array_equal(before.rows, passing.rows):
            current = self._session.current
            row = None if current is None else self._grid.categories.row_of(current.key)
            self._show(passing, stay=True)
            # Whoever judged may choose what comes next; only then is it the one that moved up.
            QTimer.singleShot(0, self, partial(self._fill_gap, row))
        elif before.hidden != passing.hidden:
            self._passing = passing
            self._panel.filter.show_passing(self.columns, passing)

    def _fill_gap(self, row: int | None) -> None:
        """Select what stands in `row` now, where the current category was and is no longer listed."""
        current, listed = self._session.current, self._grid.categories.listed
        gone = current is not None and self._grid.categories.row_of(current.key) is None
        if row is not None and gone and listed:
            self._session.select(listed[min(row, len(listed) - 1)])

    def _describe(self, entry: Entry) -> str:
        value = self._measures.value
        fill, lyapunov = (value(entry.key.identity, each) for each in (Measure.FILL, Measure.LYAPUNOV))
        if fill is None or lyapunov is None:
            return ""
        return self.tr("fill rate {0:.3f}, Lyapunov exponent {1:+.3f}").format(fill, lyapunov)


def _seconds(time: str) -> float | None:
    try:
        return datetime.fromisoformat(time).timestamp()
    except ValueError:
        return None
