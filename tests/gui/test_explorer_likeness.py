"""The map, the near-duplicates and the suggestions, driven by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.categories.files import write_categories
from engine.categories.marks import Pick
from engine.figures.shelf import Shelf
from engine.ifs.category import Category
from gui.explorer.browse.filters import Filter
from gui.explorer.browse.likeness_actions import LikenessActions
from gui.explorer.browse.map_page import MapPage
from gui.explorer.browse.map_view import Legend, MapView, Tool
from gui.explorer.curate.duplicates import Decision, Duplicates, find_pairs, side_of
from gui.explorer.curate.duplicates_page import DuplicatesPage
from gui.explorer.curate.suggest_page import SuggestPage
from gui.explorer.entries import entries_of
from gui.explorer.explorer_tab import ExplorerTab
from gui.explorer.session import ExplorerSession
from gui.figures.figure_page import FigurePage
from gui.services import Services
from gui.theme import Theme

COMPILING_MS = 120_000


def mirrored(category: Category, name: str) -> Category:
    """Return the mirror image left to right: coefficients b, c and e change their sign."""
    return Category(name, category.maps * [1, -1, -1, 1, -1, 1], category.probabilities)


def small_set() -> CategorySet:
    """Return twelve categories, of which two have their mirror image beside them and one a third time."""
    picked = [fractaldb_1k()[index] for index in (0, 100, 200, 300, 400, 500, 600, 700, 800)]
    twins = [mirrored(picked[0], "twin-a"), mirrored(picked[3], "twin-b")]
    nearly = Category("nearly-a", picked[0].maps + 1e-4, picked[0].probabilities)
    return CategorySet("small", (*picked, *twins, nearly))


@pytest.fixture
def tab(services: Services, qtbot: QtBot) -> Iterator[ExplorerTab]:
    write_categories(small_set(), services.workspace.sets / "small.npz")
    made = ExplorerTab(services)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.shown()
    made.session.open("small")
    qtbot.waitUntil(lambda: made.session.current_source == "small", timeout=20_000)
    yield made
    made.close_requested()


def likeness_actions(tab: ExplorerTab) -> LikenessActions:
    found = tab.findChild(LikenessActions)
    assert found is not None
    return found


# --- the view of points -------------------------------------------------------------------------------------------


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> MapView:
    made = MapView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_points(np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [0, 0], [np.nan, np.nan]], float))
    return made


def at(view: MapView, number: int) -> QPoint:
    x, y = view.places()[number]
    return QPoint(round(x), round(y))


def drag(
    view: MapView, places: list[QPoint], button: Qt.MouseButton = Qt.MouseButton.LeftButton, shift: bool = False
) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, button, modifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    QTest.mouseRelease(view, button, modifier, places[-1])


def test_a_lasso_catches_what_it_surrounds(view: MapView, qtbot: QtBot) -> None:
    corner, middle = at(view, 2), at(view, 4)
    around = [corner + QPoint(-20, -12), corner + QPoint(20, -12), middle + QPoint(20, 20), middle + QPoint(-20, 20)]
    with qtbot.waitSignal(view.caught) as caught:
        drag(view, around)
    assert caught.args[0].tolist() == [2, 4]
    assert caught.args[1] is False


def test_a_rectangle_adds_with_shift_and_leaves_greyed_points_alone(view: MapView, qtbot: QtBot) -> None:
    view.tool = Tool.RECTANGLE
    view.dim(np.array([False, True, False, False, False, False]))
    with qtbot.waitSignal(view.caught) as caught:
        drag(view, [at(view, 0) + QPoint(-9, 9), QPoint(200, 200), at(view, 2) + QPoint(9, -9)], shift=True)
    assert caught.args[0].tolist() == [0, 2, 3, 4]
    assert caught.args[1] is True


def test_a_click_is_the_point_under_it_and_nothing_elsewhere(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pressed) as pressed:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(view, 3))
    assert pressed.args == [3, False]
    with qtbot.assertNotEmitted(view.pressed):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 60))


def test_the_wheel_keeps_the_point_under_the_mouse(view: MapView) -> None:
    place = view.places()[2]
    where = QPointF(*place)
    up = QWheelEvent(
        where, where, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(up)
    assert view.places()[2] == pytest.approx(place)
    assert np.linalg.norm(view.places()[4] - place) > 1.1 * np.linalg.norm([200 - place[0], 150 - place[1]])
    view.fit()
    assert view.places()[2] == pytest.approx(place)


def test_the_right_button_moves_the_map(view: MapView) -> None:
    before = view.places()[:5]
    drag(view, [QPoint(100, 100), QPoint(130, 90)], Qt.MouseButton.RightButton)
    assert view.places()[:5] == pytest.approx(before + np.array([30, -10]))


def test_arrows_go_to_the_next_point_that_way(view: MapView, qtbot: QtBot) -> None:
    view.select(np.array([4]), 4)
    for key, expected in ((Qt.Key.Key_Right, {1, 2}), (Qt.Key.Key_Left, {0, 3})):
        with qtbot.waitSignal(view.pressed) as pressed:
            QTest.keyClick(view, key)
        assert pressed.args[0] in expected
    view.select(np.array([0]), 0)
    with qtbot.waitSignal(view.pressed) as pressed:
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert pressed.args[0] == 3
    with qtbot.assertNotEmitted(view.pressed):
        QTest.keyClick(view, Qt.Key.Key_Down)


def test_points_are_drawn_in_their_colour_where_they_are(view: MapView) -> None:
    colours = np.full(6, QColor("#ff0000").rgb(), np.uint32)
    view.colour(colours, Legend("Fill", ramp=(QColor("#ff0000"),), low="0", high="1"))
    view.dim(np.array([False, True, False, False, False, False]))
    image = view.grab().toImage()
    assert image.pixelColor(at(view, 4)).name() == "#ff0000"
    grey = image.pixelColor(at(view, 1))
    assert grey.red() == pytest.approx(grey.blue(), abs=24)
    assert image.pixelColor(QPoint(200, 40)).name() == Theme("light").color("base").name()


# --- the page of the map ---------------------------------------------------------------------------------------------


@pytest.fixture
def map_page(tab: ExplorerTab, qtbot: QtBot) -> MapPage:
    tab.grid.setFocus()
    qtbot.waitUntil(tab.grid.hasFocus)
    QTest.keyClick(tab.grid, Qt.Key.Key_M)
    page = tab.stage.page
    assert isinstance(page, MapPage)
    qtbot.waitUntil(lambda: np.isfinite(page.view.points).all() and not page._map.busy, timeout=COMPILING_MS)
    return page


def test_the_map_opens_by_key_and_selects_in_the_grid(tab: ExplorerTab, map_page: MapPage) -> None:
    assert len(map_page.view.points) == 12
    low, high = map_page.view.rect().topLeft(), map_page.view.rect().bottomRight()
    map_page.choose_tool(Tool.RECTANGLE)
    drag(map_page.view, [low + QPoint(1, 1), QPoint(60, 60), high - QPoint(1, 1)])
    assert len(tab.session.selection) == 12
    assert [entry.position for entry in tab.session.selection] == list(range(12))
    QTest.mouseClick(map_page.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(map_page.view, 5))
    chosen = map_page.view.point_at(QPointF(at(map_page.view, 5)))
    assert tab.session.current is not None
    assert tab.session.current.position == chosen
    assert [entry.position for entry in tab.session.selection] == [chosen]
    assert map_page.view.current == chosen


def test_what_was_caught_is_judged_by_key_in_one_step(tab: ExplorerTab, map_page: MapPage) -> None:
    session = tab.session
    map_page._catch(np.array([1, 4, 6]), False)
    chosen = session.selection
    assert {1, 4, 6} <= {entry.position for entry in chosen}
    map_page.view.setFocus()
    QTest.keyClick(map_page.view, Qt.Key.Key_3)
    assert {session.mark(entry).rating for entry in chosen} == {3}
    QTest.keyClick(map_page.view, Qt.Key.Key_X)
    assert {session.mark(entry).pick for entry in chosen} == {Pick.REJECT}
    session.undo.undo()
    assert {session.mark(entry).pick for entry in chosen} == {Pick.NONE}
    assert {session.mark(entry).rating for entry in chosen} == {3}


def test_twins_lie_together_on_the_map(map_page: MapPage) -> None:
    points = map_page.view.points
    spread = np.median(np.linalg.norm(points[:, None] - points[None], axis=-1))
    assert np.linalg.norm(points[3] - points[10]) < 0.3 * spread


def test_enter_goes_back_to_the_thumbnail(tab: ExplorerTab, map_page: MapPage, qtbot: QtBot) -> None:
    map_page.view.setFocus()
    QTest.keyClick(map_page.view, Qt.Key.Key_Right)
    entry = tab.session.current
    assert entry is not None
    QTest.keyClick(map_page.view, Qt.Key.Key_Return)
    assert tab.stage.page is None
    row = tab.grid.categories.row_of(entry.key)
    assert tab.grid.currentIndex().row() == row


def test_what_the_filter_leaves_out_is_grey(tab: ExplorerTab, map_page: MapPage) -> None:
    tab.sets_panel.set_filter(Filter(text="twin"))
    assert [number for number in range(12) if not map_page.view._dimmed[number]] == [9, 10]
    tab.sets_panel.set_filter(Filter())
    assert not map_page.view._dimmed.any()


def test_a_map_is_kept_for_the_next_time(services: Services, map_page: MapPage) -> None:
    kept = list((services.workspace.cache / "maps").glob("*.npz"))
    assert len(kept) == 1
    with np.load(kept[0]) as content:
        assert content["points"].shape == (12, 2)


@pytest.mark.parametrize("colour", range(8))
def test_every_colouring_can_be_drawn(map_page: MapPage, colour: int) -> None:
    map_page._colour.setCurrentIndex(colour)
    assert not map_page.view.grab().isNull()


# --- near-duplicates ------------------------------------------------------------------------------------------------


@pytest.fixture
def duplicates_page(tab: ExplorerTab, qtbot: QtBot) -> DuplicatesPage:
    likeness_actions(tab).open_duplicates()
    page = tab.stage.page
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.duplicates.answer is not None, timeout=COMPILING_MS)
    page.threshold.setValue(970)
    return page


def names(page: DuplicatesPage) -> set[str] | None:
    pair = page.duplicates.current
    return None if pair is None else {pair.left.key.name, pair.right.key.name}


def test_pairs_are_decided_by_key_and_losers_drop_out(tab: ExplorerTab, duplicates_page: DuplicatesPage) -> None:
    page, duplicates = duplicates_page, duplicates_page.duplicates
    assert {frozenset((p.left.key.name, p.right.key.name)) for p in map(duplicates.pair, range(duplicates.count))} >= {
        frozenset(("00000", "twin-a")),
        frozenset(("00300", "twin-b")),
        frozenset(("00000", "nearly-a")),
    }
    while names(page) is not None:
        pair = duplicates.current
        assert pair is not None
        QTest.keyClick(page, Qt.Key.Key_1)
        assert tab.session.mark(pair.right).pick is Pick.REJECT
        assert tab.session.mark(pair.left).pick is Pick.NONE
    rejected = {entry.key.name for entry in tab.session.entries("small") if tab.session.mark(entry).pick is Pick.REJECT}
    # Of three that are alike one is left, and no pair is decided twice.
    assert rejected == {"twin-a", "nearly-a", "twin-b"}
    assert not page.buttons[Decision.BOTH].isEnabled()


def test_the_likeness_of_all_pairs_goes_into_print(duplicates_page: DuplicatesPage, qtbot: QtBot) -> None:
    page = duplicates_page
    page.threshold.setValue(930)
    page.print_button.click()
    opened = next(window for window in QApplication.topLevelWidgets() if isinstance(window, FigurePage))
    qtbot.waitUntil(opened.keep_button.isEnabled, timeout=COMPILING_MS)
    opened.keep()
    qtbot.waitUntil(lambda: "shelf" in opened.told.text(), timeout=COMPILING_MS)
    (kept,) = Shelf(opened._services.workspace).figures()
    assert page.duplicates.answer is not None
    assert [row[2] for row in kept.plot.table.rows] == page.duplicates.answer.pairs.counts[850:].tolist()
    assert sum(row[3] for row in kept.plot.table.rows) == page.duplicates.total
    opened.close()


def test_keep_right_skip_back_and_undo(tab: ExplorerTab, duplicates_page: DuplicatesPage) -> None:
    page, duplicates = duplicates_page, duplicates_page.duplicates
    first = duplicates.current
    assert first is not None
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert duplicates.current is not None
    assert duplicates.current.index != first.index
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    assert duplicates.current.index == first.index
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert tab.session.mark(first.left).pick is Pick.REJECT
    tab.session.undo.undo()
    assert tab.session.mark(first.left).pick is Pick.NONE
    assert duplicates.current.index == first.index
    QTest.keyClick(page, Qt.Key.Key_2)
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    assert tab.session.mark(first.left).pick is Pick.NONE
    assert duplicates.current.index == first.index


def test_keep_both_is_remembered_and_can_be_taken_back(
    services: Services, tab: ExplorerTab, duplicates_page: DuplicatesPage
) -> None:
    page, duplicates = duplicates_page, duplicates_page.duplicates
    first = duplicates.current
    assert first is not None
    QTest.keyClick(page, Qt.Key.Key_B)
    assert not duplicates.is_open(first)
    assert tab.session.mark(first.right).pick is Pick.NONE
    again = Duplicates(services, tab.session)
    again.answer = duplicates.answer
    assert not again.is_open(first)
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    assert duplicates.is_open(first)
    again = Duplicates(services, tab.session)
    again.answer = duplicates.answer
    assert again.is_open(first)


def test_the_threshold_counts_live(duplicates_page: DuplicatesPage) -> None:
    page, duplicates = duplicates_page, duplicates_page.duplicates
    assert duplicates.answer is not None
    for value in (850, 900, 990):
        page.threshold.setValue(value)
        expected = int((duplicates.answer.pairs.likeness >= value / 1000).sum())
        assert duplicates.count == expected
        assert f"{duplicates.total:,}" in page._count.text()
    page.threshold.setValue(1000)
    assert names(page) is None
    page.threshold.setValue(970)
    assert names(page) is not None


def test_the_right_picture_is_turned_to_match(duplicates_page: DuplicatesPage, qtbot: QtBot) -> None:
    page, duplicates = duplicates_page, duplicates_page.duplicates
    while names(page) != {"00300", "twin-b"}:
        QTest.keyClick(page, Qt.Key.Key_Space)

    def drawn() -> bool:
        return page._drawn is not None and page._drawn.pair is duplicates.current and page._drawn.measures is not None

    qtbot.waitUntil(drawn, timeout=COMPILING_MS)
    assert page._drawn is not None
    assert page._drawn.turn == 1
    coarse = [
        picture.reshape(32, 10, 32, 10).mean(axis=(1, 3)).ravel() for picture in (page._drawn.left, page._drawn.right)
    ]
    assert np.corrcoef(coarse)[0, 1] > 0.95
    assert page._values[0][0].text() == page._values[0][1].text() != ""


def test_between_two_sets_only_the_shown_one_loses(
    tab: ExplorerTab, duplicates_page: DuplicatesPage, qtbot: QtBot
) -> None:
    page, duplicates = duplicates_page, duplicates_page.duplicates
    duplicates.search("fractaldb-1k" if "fractaldb-1k" in tab.session._sets else tab.session.sources()[0].key)
    qtbot.waitUntil(lambda: duplicates.answer is not None, timeout=COMPILING_MS)
    assert not duplicates.within
    assert duplicates.current is not None
    assert not page.buttons[Decision.LEFT].isEnabled()
    pair = duplicates.current
    QTest.keyClick(page, Qt.Key.Key_1)
    assert duplicates.current is pair
    QTest.keyClick(page, Qt.Key.Key_2)
    assert tab.session.mark(pair.left).pick is Pick.REJECT


def test_exact_copies_are_one(tmp_path: Path) -> None:
    from engine.progress import Control, ignore

    category = fractaldb_1k()[0]
    copy = Category("copy", category.maps, category.probabilities)
    entries = entries_of("x", CategorySet("x", (category, copy, fractaldb_1k()[1])))
    side = side_of(entries, [entry.published for entry in entries])
    assert side.repeated == 1
    assert len(side.entries) == 2
    assert not len(find_pairs(side, None, tmp_path, report=ignore, control=Control()).pairs)


# --- suggestions ----------------------------------------------------------------------------------------------------


def test_suggestions_are_added_to_the_own_set(tab: ExplorerTab, qtbot: QtBot) -> None:
    session: ExplorerSession = tab.session
    before = len(session.entries("small"))
    likeness_actions(tab).open_suggestions()
    page = tab.stage.page
    assert isinstance(page, SuggestPage)
    page.count.setValue(4)
    page.ask()
    qtbot.waitUntil(lambda: page.suggester.answer is not None, timeout=COMPILING_MS)
    answer = page.suggester.answer
    assert answer is not None
    there = {entry.key.identity for entry in session.entries("small")}
    assert len(answer.categories) == 4
    assert not there & {category.identity for category in answer.categories}
    assert answer.likeness[0] == answer.likeness.min()
    QTest.keyClick(page.wall, Qt.Key.Key_Right)
    QTest.keyClick(page.wall, Qt.Key.Key_X)
    assert not page.wall.tiles[1].kept
    expected = [answer.categories[at].identity for at in (0, 2, 3)]
    assert page.target == "small"
    QTest.keyClick(page.wall, Qt.Key.Key_Return)
    assert tab.stage.page is None
    entries = session.entries("small")
    assert len(entries) == before + 3
    assert [entry.key.identity for entry in entries[-3:]] == expected
    assert {entry.key.identity for entry in session.selection} == set(expected)
