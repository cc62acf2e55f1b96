"""Browsing: filters and their distributions, measures that are kept, and a grid whose work is what is on the screen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.categories.files import write_categories
from engine.categories.marks import Mark, Pick
from engine.errors import InputError
from engine.ifs.category import Category
from gui.explorer.browse import set_measures
from gui.explorer.browse.filter_panel import FilterPanel
from gui.explorer.browse.filters import (
    MEASURES,
    Columns,
    Filter,
    Measure,
    Picked,
    Sorting,
    filter_from_json,
    filter_to_json,
)
from gui.explorer.browse.grid import CategoryGrid
from gui.explorer.browse.histogram import Histogram, bin_edges, bin_indices
from gui.explorer.browse.listing import Listing
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.browse.sets_panel import SetsPanel
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.entries import Entry, entries_of
from gui.explorer.session import ExplorerSession
from gui.services import Services

COMPILING_MS = 120_000
SOME = fractaldb_1k().first(60)


@pytest.fixture
def columns() -> Columns:
    """Return sixty categories with made-up measures, two of them unknown, and marks."""
    made = Columns(entries_of("some", SOME))
    made.measures = np.random.default_rng(1).uniform(-1, 1, (60, len(MEASURES)))
    made.measures[[3, 4]] = np.nan
    identity = [entry.key.identity for entry in made.entries]
    made.marks = {
        identity[1]: Mark(rating=5, pick=Pick.KEEP, tags=frozenset({"leaf", "sharp"})),
        identity[2]: Mark(rating=3, note="Like a Fern"),
        identity[5]: Mark(pick=Pick.REJECT),
        identity[6]: Mark(rating=4, pick=Pick.REJECT, tags=frozenset({"leaf"})),
        "of another set": Mark(rating=5),
    }
    return made


# ---------------------------------------------------------------------- filters

everything = Filter(hide_rejected=False)
limits = st.tuples(st.floats(-1.5, 1.5) | st.just(-math.inf), st.floats(-1.5, 1.5) | st.just(math.inf))
filters = st.builds(
    Filter,
    text=st.sampled_from(["", "0001", "LEAF", "fern", "no such"]),
    maps=st.frozensets(st.integers(2, 8), max_size=3),
    ranges=st.dictionaries(st.sampled_from(MEASURES), limits, max_size=2).map(MappingProxyType),
    rating=st.integers(0, 5),
    picked=st.sampled_from(Picked),
    tags=st.frozensets(st.sampled_from(["leaf", "sharp"])),
    hide_rejected=st.booleans(),
    sorting=st.sampled_from(Sorting),
    descending=st.booleans(),
)


def test_the_empty_filter_leaves_everything_in_order(columns: Columns) -> None:
    passing = columns.apply(everything)
    assert passing.rows.tolist() == list(range(60))
    assert passing.hidden == 0


def test_rejected_ones_are_hidden_and_counted_until_asked_for(columns: Columns) -> None:
    passing = columns.apply(Filter())
    assert set(range(60)) - set(passing.rows.tolist()) == {5, 6}
    assert passing.hidden == 2
    assert columns.apply(Filter(picked=Picked.REJECTED)).rows.tolist() == [5, 6]
    assert columns.apply(Filter(rating=4)).hidden == 1


def test_each_criterion_means_what_it_says(columns: Columns) -> None:
    def rows(chosen: Filter) -> list[int]:
        return columns.apply(chosen).rows.tolist()

    assert rows(Filter(text="0001")) == [1, *range(10, 20)]
    assert rows(Filter(text=" Leaf ", hide_rejected=False)) == [1, 6]
    assert rows(Filter(text="FERN")) == [2]
    assert rows(Filter(rating=3)) == [1, 2]
    assert rows(Filter(picked=Picked.KEPT)) == [1]
    assert rows(Filter(tags=frozenset({"leaf", "sharp"}))) == [1]
    assert {SOME[row].size for row in rows(Filter(maps=frozenset({2, 3})))} == {2, 3}
    fill = columns.column(Measure.FILL)
    within = rows(Filter(ranges={Measure.FILL: (-0.5, 0.5)}, hide_rejected=False))
    assert within == [row for row in range(60) if -0.5 <= fill[row] <= 0.5]


def test_what_has_no_value_comes_last_both_ways(columns: Columns) -> None:
    for descending in (False, True):
        rows = columns.apply(Filter(sorting=Sorting.LYAPUNOV, descending=descending, hide_rejected=False)).rows
        assert set(rows[-2:].tolist()) == {3, 4}
        values = columns.column(Measure.LYAPUNOV)[rows[:-2]]
        assert (np.diff(values) <= 0 if descending else np.diff(values) >= 0).all()


@given(filters)
def test_a_filter_narrows_orders_and_never_invents(chosen: Filter) -> None:
    made = Columns(entries_of("some", SOME))
    made.measures = np.random.default_rng(1).uniform(-1, 1, (60, len(MEASURES)))
    made.marks = {made.entries[7].key.identity: Mark(rating=2, pick=Pick.REJECT, tags=frozenset({"leaf"}))}
    rows = made.apply(chosen).rows
    assert len(set(rows.tolist())) == len(rows)
    assert set(rows.tolist()) <= set(range(60))
    looser = made.apply(Filter(sorting=chosen.sorting, descending=chosen.descending, hide_rejected=False)).rows
    assert [row for row in looser if row in set(rows.tolist())] == rows.tolist()


@given(filters)
def test_a_filter_reads_back_as_it_was_written(chosen: Filter) -> None:
    assert filter_from_json(filter_to_json(chosen)) == chosen


@pytest.mark.parametrize("value", [{}, {"text": 1}, {**filter_to_json(Filter()), "sorting": "colour"}])
def test_a_stored_filter_that_is_none_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(InputError, match="stored filter"):
        filter_from_json(value)


# ---------------------------------------------------------------------- histograms


@given(
    arrays.arrays(
        np.float64,
        st.integers(0, 200),
        elements=st.floats(-1e6, 1e6, width=32) | st.sampled_from([math.nan, math.inf, -math.inf]),
    )
)
def test_every_value_is_counted_once_and_bins_are_few(values: np.ndarray) -> None:
    edges = bin_edges(values)
    assert 2 <= len(edges) <= 40
    assert (np.diff(edges) > 0).all()
    bins = bin_indices(values, edges)
    assert np.count_nonzero(bins < len(edges) - 1) == np.count_nonzero(~np.isnan(values))
    inside = np.isfinite(values) & (values >= edges[0]) & (values < edges[-1])
    assert (edges[bins[inside]] <= values[inside]).all()
    assert (values[inside] < edges[bins[inside] + 1]).all()


@pytest.fixture
def histogram(services: Services, qtbot: QtBot) -> Histogram:
    made = Histogram("Fill rate", "tip", services.theme, lambda low, high: f"{low} {high}")
    qtbot.addWidget(made)
    made.resize(160, made.sizeHint().height())
    made.show()
    made.show_values(np.linspace(0, 1, 1001))
    return made


def _x(histogram: Histogram, value: float) -> QPoint:
    """Return the place of a value between 0 and 1."""
    return QPoint(round(3 + (histogram.width() - 6) * value / 1.0), 25)


def test_a_range_is_dragged_moved_by_its_ends_and_cleared(histogram: Histogram) -> None:
    told: list[object] = []
    histogram.changed.connect(told.append)
    values = np.linspace(0, 1, 1001)

    def passing() -> np.ndarray:
        assert histogram.limits is not None
        return values[(values >= histogram.limits[0]) & (values <= histogram.limits[1])]

    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=_x(histogram, 0.3))
    QTest.mouseMove(histogram, _x(histogram, 0.45))
    QTest.mouseMove(histogram, _x(histogram, 0.6))
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=_x(histogram, 0.6))
    assert passing()[0] == pytest.approx(0.3, abs=0.06)
    assert passing()[-1] == pytest.approx(0.6, abs=0.06)
    handle = passing()[0]
    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=_x(histogram, handle))
    QTest.mouseMove(histogram, _x(histogram, 0.1))
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=_x(histogram, 0.1))
    assert passing()[0] == pytest.approx(0.1, abs=0.06)
    assert passing()[-1] == pytest.approx(0.6, abs=0.06)
    QTest.mouseDClick(histogram, Qt.MouseButton.LeftButton, pos=_x(histogram, 0.5))
    assert histogram.limits is None
    assert told[-1] is None


def test_counts_of_a_range_are_those_of_its_bars(histogram: Histogram) -> None:
    values = np.linspace(0, 1, 1001)
    QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=_x(histogram, 0.52))
    assert histogram.limits is not None
    low, high = histogram.limits
    rows = np.flatnonzero((values >= low) & (values <= high))
    histogram.show_passing(rows)
    assert np.count_nonzero(histogram.passing_counts) == 1
    assert histogram.passing_counts.max() == len(rows) == histogram.whole_counts[histogram.passing_counts.argmax()]


def test_keys_move_both_ends_and_delete_clears(histogram: Histogram) -> None:
    for _ in range(3):
        QTest.keyClick(histogram, Qt.Key.Key_Right)
    assert histogram.limits is not None
    low = histogram.limits[0]
    assert low > 0
    assert histogram.limits[1] == math.inf
    QTest.keyClick(histogram, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert histogram.limits[0] == low
    assert histogram.limits[1] < 1
    QTest.keyClick(histogram, Qt.Key.Key_Delete)
    assert histogram.limits is None


# ---------------------------------------------------------------------- the panel


@pytest.fixture
def panel(services: Services, qtbot: QtBot, columns: Columns) -> FilterPanel:
    made = FilterPanel(services)
    qtbot.addWidget(made)
    made.resize(170, 400)
    made.show()
    made.show_chips(columns)
    made.show_measures(columns)
    made.filter_changed.connect(lambda chosen: made.show_passing(columns, columns.apply(chosen)))
    return made


def test_counts_of_all_histograms_sum_to_what_passes(panel: FilterPanel, columns: Columns) -> None:
    for chosen in (Filter(text="1"), Filter(maps=frozenset({3})), Filter(ranges={Measure.FILL: (-0.3, 1.0)})):
        panel.set_filter(chosen)
        rows = columns.apply(chosen).rows
        unknown = len({3, 4} & set(rows.tolist()))
        assert panel._maps.passing_counts.sum() == len(rows)
        for histogram in panel._histograms.values():
            assert histogram.passing_counts.sum() == len(rows) - unknown
            assert histogram.whole_counts.sum() == 58


def test_one_button_clears_every_criterion_and_keeps_the_order(panel: FilterPanel) -> None:
    panel.set_filter(
        Filter("x", frozenset({2}), {Measure.FILL: (0.1, 0.2)}, 3, Picked.KEPT, frozenset({"leaf"}), False)
    )
    panel.set_filter(Filter("y", sorting=Sorting.MAPS, descending=True, ranges={Measure.DIMENSION: (0.0, math.inf)}))
    clear = next(each for each in panel.findChildren(QToolButton) if each.accessibleName() == "Clear all filters")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert panel.current_filter() == Filter(sorting=Sorting.MAPS, descending=True)
    assert not clear.isEnabled()


def test_saved_filters_are_applied_replaced_deleted_and_there_after_a_restart(
    panel: FilterPanel, services: Services, qtbot: QtBot
) -> None:
    chosen = Filter(maps=frozenset({2, 3}), ranges=MappingProxyType({Measure.FILL: (-math.inf, 0.25)}), rating=2)
    panel.set_filter(chosen)
    saved = panel.saved
    saved._name.setText("Thin ones")
    QTest.keyClick(saved._name, Qt.Key.Key_Return)
    panel.clear()
    again = FilterPanel(services)
    qtbot.addWidget(again)
    assert again.saved.filters == {"Thin ones": chosen}
    apply, remove = saved._lines["Thin ones"]
    apply.click()
    assert panel.current_filter() == chosen
    remove.click()
    assert saved.filters == {}
    assert saved._lines == {}


# ---------------------------------------------------------------------- measures


def wait_for(measures: SetMeasures, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not measures.busy, timeout=COMPILING_MS)


def test_measures_that_were_interrupted_go_on_and_equal_those_in_one_go(
    services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_measures, "_PUBLISH_S", 0.0)
    entries = entries_of("some", SOME.first(24))
    measures = SetMeasures(services)
    measures.measure(entries)

    def stop_early() -> None:
        if measures.missing(entries) < 20 and measures._task is not None:
            measures._task.cancel()

    measures.ready.connect(stop_early)
    with qtbot.waitSignal(measures.ended, timeout=COMPILING_MS) as told:
        pass
    assert told.args == [False]
    assert 0 < measures.missing(entries) < 24
    # Another process finds what was kept, and measures the rest.
    resumed = SetMeasures(services)
    resumed.measure(entries)
    first: list[int] = []
    resumed.ready.connect(lambda: first.append(resumed.missing(entries)))
    wait_for(resumed, qtbot)
    assert first[0] <= measures.missing(entries)
    from engine.ifs.measures import measure_many

    whole = measure_many([entry.published for entry in entries])
    expected = np.array([[each.fill, each.lyapunov, each.dimension, each.divergent_share] for each in whole])
    np.testing.assert_array_equal(resumed.table(entries), expected)
    assert resumed.value(entries[0].key.identity, Measure.FILL) == whole[0].fill
    assert resumed.value("unknown", Measure.FILL) is None


def test_measures_wait_while_something_more_urgent_runs(services: Services, qtbot: QtBot) -> None:
    entries = entries_of("some", SOME)
    measures = SetMeasures(services)
    measures.hold(True)
    measures.measure(entries)
    qtbot.wait(300)
    assert measures.missing(entries) == 60
    measures.hold(False)
    wait_for(measures, qtbot)
    assert measures.missing(entries) == 0


# ---------------------------------------------------------------------- the grid


class Browser:
    """Session, grid, panel and listing without the rest of the tab."""

    def __init__(self, services: Services, qtbot: QtBot) -> None:
        self.session = services.keep(ExplorerSession, partial(ExplorerSession, services))
        self.thumbnails = services.keep(Thumbnails, partial(Thumbnails, services))
        self.measures = services.keep(SetMeasures, partial(SetMeasures, services))
        self.grid = CategoryGrid(self.session, self.thumbnails, services.theme)
        self.actions = QAction("Train"), QAction("Analyse")
        train, analyse = self.actions
        self.panel = SetsPanel(services, self.session, opening=(), train=train, analyse=analyse)
        self.listing = Listing(self.session, self.grid, self.panel, self.thumbnails, self.measures, self.grid)
        self.grid.chosen.connect(self.session.select)
        for widget in (self.grid, self.panel):
            qtbot.addWidget(widget)
            widget.resize(620, 560)
            widget.show()
        qtbot.waitExposed(self.grid)

    def names(self) -> list[str]:
        return [entry.key.name for entry in self.grid.categories.listed]

    def selected(self) -> list[str]:
        return [entry.key.name for entry in self.session.selection]

    def place(self, row: int) -> QPoint:
        return self.grid.visualRect(self.grid.categories.index(row)).center()


@pytest.fixture
def browser(services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setattr(set_measures, "AUTOMATIC", 0)
    made = Browser(services, qtbot)
    made.listing.show_set("fractaldb-1k")
    made.session.select(made.grid.categories.listed[0])
    yield made
    made.session.save_now()


def click(grid: CategoryGrid, place: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, keys, place)


def test_mouse_and_keys_select_ranges_and_single_ones(browser: Browser, qtbot: QtBot) -> None:
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    grid = browser.grid
    click(grid, browser.place(2))
    click(grid, browser.place(5), shift)
    qtbot.waitUntil(lambda: browser.selected() == ["00002", "00003", "00004", "00005"])
    click(grid, browser.place(9), control)
    qtbot.waitUntil(lambda: browser.selected()[-1] == "00009")
    click(grid, browser.place(3), control)
    qtbot.waitUntil(lambda: "00003" not in browser.selected()[1:])
    click(grid, browser.place(1))
    QTest.keyClick(grid, Qt.Key.Key_Down, shift)
    columns = grid._columns
    qtbot.waitUntil(lambda: len(browser.selected()) == columns + 1)
    QTest.keyClick(grid, Qt.Key.Key_A, control)
    qtbot.waitUntil(lambda: len(browser.selected()) == 1000)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(browser.selected()) == 1)


def test_the_grid_shows_a_selection_made_elsewhere(browser: Browser) -> None:
    listed = browser.grid.categories.listed
    browser.session.select(listed[700])
    browser.session.set_selection([listed[700], listed[702], listed[703]])
    chosen = sorted(index.row() for index in browser.grid.selectionModel().selectedIndexes())
    assert chosen == [700, 702, 703]
    assert browser.grid.currentIndex().row() == 700
    assert 700 in browser.grid.visible_rows()


def test_arrow_keys_go_where_the_eye_goes(browser: Browser) -> None:
    grid = browser.grid
    columns = grid._columns
    assert columns > 2
    for key, row in (
        (Qt.Key.Key_Down, columns),
        (Qt.Key.Key_Right, columns + 1),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, 999),
        (Qt.Key.Key_Down, 999),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
    ):
        QTest.keyClick(grid, key)
        assert grid.currentIndex().row() == row
        assert row in grid.visible_rows()


def test_every_row_is_found_where_it_is_drawn(browser: Browser) -> None:
    grid = browser.grid
    for position in (0, 333, 5000, grid.verticalScrollBar().maximum()):
        grid.verticalScrollBar().setValue(position)
        rows = list(grid.visible_rows())
        assert rows
        for row in rows:
            index = grid.categories.index(row)
            assert grid.indexAt(grid.visualRect(index).center()) == index
    assert rows[-1] == 999
    assert grid.visualRect(grid.categories.index(999)).bottom() < grid.viewport().height()


def test_a_rejected_category_leaves_and_the_next_takes_its_place(browser: Browser, qtbot: QtBot) -> None:
    session = browser.session
    session.select(browser.grid.categories.listed[3])
    session.set_marks({session.current.key.identity: Mark(pick=Pick.REJECT)}, "Reject")
    assert "00003" not in browser.names()
    assert "1 rejected hidden" in browser.panel.filter._count.text()
    qtbot.waitUntil(lambda: session.current is not None and session.current.key.name == "00004")
    session.undo.undo()
    assert "00003" in browser.names()


def test_marks_are_seen_in_the_cell_and_heard_in_its_words(browser: Browser, qtbot: QtBot) -> None:
    grid, session = browser.grid, browser.session
    qtbot.waitUntil(lambda: browser.thumbnails.missing == 0, timeout=COMPILING_MS)
    entry = grid.categories.listed[4]
    place = grid.visualRect(grid.categories.index(4))
    before = grid.grab(place).toImage()
    session.set_marks({entry.key.identity: Mark(rating=3, pick=Pick.KEEP, tags=frozenset({"leaf"}))}, "Rate")
    assert grid.grab(place).toImage() != before
    words = grid.categories.index(4).data(Qt.ItemDataRole.ToolTipRole)
    assert "★★★" in words
    assert "kept" in words
    assert "leaf" in words


def test_a_filter_by_tag_offers_the_tags_there_are(browser: Browser) -> None:
    session = browser.session
    entry = browser.grid.categories.listed[7]
    session.set_marks({entry.key.identity: Mark(tags=frozenset({"leaf"}))}, "Tag")
    browser.panel.set_filter(Filter(tags=frozenset({"leaf"})))
    assert browser.names() == ["00007"]
    session.undo.undo()
    assert browser.names() == []
    assert "cross beside Filter" in browser.grid.empty_text


def test_a_hundred_thousand_scroll_without_making_something_of_each(
    services: Services, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 100_000
    browser = Browser(services, qtbot)
    browser.thumbnails.hold(True)
    base = fractaldb_1k()[0]
    # Digests are not the point here.
    monkeypatch.setattr(Category, "identity", property(lambda self: f"{int(self.name):020x}"))
    monkeypatch.setattr(CategorySet, "identity", "0" * 20)
    categories = []
    for number in range(count):
        category = object.__new__(Category)
        for field, value in (("name", f"{number:06d}"), ("maps", base.maps), ("probabilities", base.probabilities)):
            object.__setattr__(category, field, value)
        categories.append(category)
    session = browser.session
    session._sets["huge"] = CategorySet("huge", tuple(categories))
    browser.listing.show_set("huge")
    grid = browser.grid
    painted: list[Entry] = []
    paint = grid._drawing.paint

    def count_paint(painter: object, cell: object, entry: Entry, **state: bool) -> None:
        painted.append(entry)
        paint(painter, cell, entry, **state)  # type: ignore[arg-type]

    monkeypatch.setattr(grid._drawing, "paint", count_paint)
    assert grid.categories.rowCount() == count
    bar = grid.verticalScrollBar()
    pages = 20
    for page in range(1, pages + 1):
        bar.setValue(bar.maximum() * page // pages)
        QApplication.processEvents()
    screen = len(grid.visible_rows())
    assert pages <= len(painted) <= 3 * pages * (screen + 2 * grid._columns)
    assert grid.visible_rows().stop == count
    assert browser.thumbnails.missing <= 4 * screen
    assert len(browser.thumbnails._images) <= 4 * screen
    assert grid.categories.row_of(session.entries("huge")[-1].key) == count - 1


def test_thumbnails_of_what_is_on_the_screen_come_first_and_are_kept(browser: Browser, qtbot: QtBot) -> None:
    thumbnails, grid = browser.thumbnails, browser.grid
    qtbot.waitUntil(lambda: thumbnails.missing < 1000, timeout=COMPILING_MS)
    thumbnails.hold(True)
    qtbot.wait(200)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    qtbot.wait(60)
    category = grid.categories.category
    last = [category(row) for row in grid.visible_rows()]
    assert all(thumbnails.image(each) is None for each in last)
    thumbnails.hold(False)
    qtbot.waitUntil(lambda: all(thumbnails.image(each) is not None for each in last))
    assert thumbnails.missing > 0
    qtbot.waitUntil(lambda: thumbnails.missing == 0, timeout=COMPILING_MS)


def test_a_large_file_is_read_without_holding_up_the_window(browser: Browser, tmp_path: Path, qtbot: QtBot) -> None:
    write_categories(CategorySet("six", SOME.first(6).categories), tmp_path / "six.npz")
    session = browser.session
    session.open_path(tmp_path / "six.npz")
    assert browser.grid.categories.rowCount() == 1000
    qtbot.waitUntil(lambda: browser.grid.categories.rowCount() == 6)
    browser.panel.set_filter(Filter(sorting=Sorting.NAME, descending=True))
    assert browser.names() == ["00005", "00004", "00003", "00002", "00001", "00000"]


def test_a_mark_counts_for_every_name_of_the_same_category() -> None:
    twins = CategorySet("twins", tuple(Category.from_maps(name, SOME[0].maps) for name in ("a", "b")))
    made = Columns(entries_of("twins", twins))
    made.marks = {made.entries[0].key.identity: Mark(pick=Pick.REJECT)}
    assert made.apply(Filter()).hidden == 2


def test_many_numbers_of_maps_are_a_histogram(services: Services, qtbot: QtBot) -> None:
    panel = FilterPanel(services)
    qtbot.addWidget(panel)
    panel.show()
    random = np.random.default_rng(3)
    sizes = np.arange(1, 31)
    made = Columns(
        entries_of(
            "many",
            CategorySet(
                "many",
                tuple(Category.from_maps(f"{size:02d}", random.uniform(-0.5, 0.5, (size, 6))) for size in sizes),
            ),
        )
    )
    panel.show_chips(made)
    panel.show_measures(made)
    assert panel._maps.isVisible()
    assert not panel._chips
    panel.set_filter(Filter(maps=frozenset({4, 5, 6})))
    passing = made.apply(panel.current_filter())
    panel.show_passing(made, passing)
    assert passing.rows.tolist() == [3, 4, 5]
    assert panel._maps.passing_counts.sum() == 3
    panel._maps.setFocus()
    QTest.keyClick(panel._maps, Qt.Key.Key_Right)
    assert panel.current_filter().maps == {5, 6}
    QTest.keyClick(panel._maps, Qt.Key.Key_Delete)
    assert panel.current_filter().maps == frozenset()
    panel.show_chips(Columns(entries_of("some", SOME)))
    assert not panel._maps.isVisible()
    assert sorted(panel._chips) == sorted({each.size for each in SOME})


def test_a_panel_built_anew_finds_the_filter_in_force(panel: FilterPanel, services: Services, qtbot: QtBot) -> None:
    chosen = Filter("1", frozenset({2, 3}), MappingProxyType({Measure.FILL: (0.1, math.inf)}), tags=frozenset({"leaf"}))
    panel.set_filter(chosen)
    again = FilterPanel(services)
    qtbot.addWidget(again)
    again.show_chips(Columns(entries_of("some", SOME)))
    assert again.current_filter() == chosen
    assert again._histograms[Measure.FILL].limits == (0.1, math.inf)
