"""Whole maps, mutants, morphs, instances and random categories, driven as a person would."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.figures.shelf import Shelf
from engine.ifs.category import Category
from engine.ifs.variation import Kind, mutate
from engine.render.distinct import Mutant
from gui.explorer.entries import State
from gui.explorer.explorer_tab import ExplorerTab
from gui.explorer.shape.actions import ShapeActions
from gui.explorer.shape.drawing import PreviewStyle
from gui.explorer.shape.map_editor import read_maps
from gui.explorer.shape.morph_page import STEPS, MorphPage
from gui.explorer.shape.morph_work import SAMPLES, STATIONS, coarse_to_fine
from gui.explorer.shape.mutate_page import MutatePage
from gui.explorer.shape.variants import Axis
from gui.explorer.shape.wall import Verdict
from gui.figures.figure_page import FigurePage
from gui.services import Message, Services

COMPILING_MS = 120_000


@pytest.fixture
def tab(services: Services, qtbot: QtBot) -> Iterator[ExplorerTab]:
    made = ExplorerTab(services)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    qtbot.waitExposed(made)
    made.shown()
    qtbot.waitUntil(lambda: made.preview.answer is not None, timeout=COMPILING_MS)
    yield made
    made.close_requested()


def room(tab: ExplorerTab) -> ShapeActions:
    return next(each for each in tab.rooms if isinstance(each, ShapeActions))


def now(tab: ExplorerTab) -> Category:
    assert tab.session.current is not None
    return tab.session.category(tab.session.current)


def state(tab: ExplorerTab) -> State:
    assert tab.session.current is not None
    return tab.session.state(tab.session.current)


def messages(services: Services) -> list[Message]:
    heard: list[Message] = []
    services.hub.message.connect(heard.append)
    return heard


# ---------------------------------------------------------------------- whole maps


def test_a_map_comes_is_doubled_and_goes_each_in_one_step(tab: ExplorerTab) -> None:
    published, editor = now(tab), room(tab).editor
    editor.add()
    assert now(tab).size == published.size + 1
    assert editor.selection == {published.size}
    assert np.allclose(now(tab).probabilities, Category.from_maps("", now(tab).maps).probabilities)
    QTest.mouseClick(tab.maps.number(0), Qt.MouseButton.LeftButton)
    QTest.mouseClick(tab.maps.number(1), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert editor.selection == {0, 1}
    tab.maps.field(0, 0).setFocus()
    QTest.keyClick(tab.maps.field(0, 0), Qt.Key.Key_Insert)
    assert now(tab).size == published.size + 3
    assert editor.selection == {1, 3}
    assert np.array_equal(now(tab).maps[0], now(tab).maps[1])
    QTest.keyClick(tab.maps.field(1, 0), Qt.Key.Key_Delete)
    assert now(tab).size == published.size + 1
    for _ in range(3):
        tab.session.undo.undo()
    assert now(tab) == published


def test_the_table_and_the_picture_select_the_same_maps(tab: ExplorerTab) -> None:
    QTest.mouseClick(tab.maps.number(1), Qt.MouseButton.LeftButton)
    assert tab.preview.selected_maps == {1}
    tab.preview.select_maps(frozenset({0, 2}))
    assert room(tab).editor.selection == {0, 2}
    assert [tab.maps.number(row).isChecked() for row in range(3)] == [True, False, True]
    QTest.mouseClick(tab.maps.number(0), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    assert tab.preview.selected_maps == {0, 1}
    tab.maps.field(1, 3).setFocus()
    assert tab.preview.selected_maps == {0, 1}
    tab.maps.field(3, 0).setFocus()
    assert tab.preview.selected_maps == {3}


def test_mute_and_solo_change_the_picture_and_nothing_else(tab: ExplorerTab, qtbot: QtBot) -> None:
    published, editor = now(tab), room(tab).editor
    rest = tuple(range(1, published.size))
    QTest.mouseClick(tab.maps.eye(0), Qt.MouseButton.LeftButton)
    assert editor.shown == rest
    qtbot.waitUntil(lambda: tab.preview.answer is not None and tab.preview.answer.question.shown == rest)
    assert ", ".join(str(row + 1) for row in rest) in tab.preview.accessibleDescription()
    assert now(tab) is published
    assert not tab.session.undo.canUndo()
    tab.maps.field(2, 0).setFocus()
    QTest.keyClick(tab.maps.field(2, 0), Qt.Key.Key_S)
    assert editor.shown == (2,)
    qtbot.waitUntil(lambda: tab.preview.answer is not None and tab.preview.answer.question.shown == (2,))
    QTest.keyClick(tab.maps.field(2, 0), Qt.Key.Key_S)
    assert editor.shown == rest
    QTest.keyClick(tab.maps.field(2, 0), Qt.Key.Key_M)
    assert editor.muted == {0, 2}
    assert tab.stage.page is None
    editor.select(frozenset({1}))
    editor.delete()
    assert editor.shown is None


def test_the_last_map_cannot_be_muted_away(tab: ExplorerTab) -> None:
    editor = room(tab).editor
    editor.toggle_mute(frozenset(range(now(tab).size)))
    assert editor.shown is None


def test_maps_travel_by_the_clipboard_to_the_last_digit(tab: ExplorerTab, services: Services) -> None:
    editor, before = room(tab).editor, now(tab)
    editor.select(frozenset({1, 2}))
    editor.copy()
    assert np.array_equal(read_maps(QGuiApplication.clipboard().text())[:, :6], before.maps[1:3])
    editor.paste()
    assert np.array_equal(now(tab).maps[-2:], before.maps[1:3])
    heard = messages(services)
    for nonsense in ("", "a b c d e f", "1 2 3", "1 2 3 4 5 nan", "1 2 3 4 5 6\n" * 65):
        QGuiApplication.clipboard().setText(nonsense)
        editor.paste()
    assert [message.kind for message in heard] == ["warning"] * 5
    assert now(tab).size == before.size + 2


def test_mirror_equal_shares_and_symmetry_are_steps_of_undo(tab: ExplorerTab, services: Services) -> None:
    published, shape = now(tab), room(tab)
    shape.editor.select(frozenset({0}))
    shape.map_tools.left_right.trigger()
    assert not np.allclose(now(tab).maps[0], published.maps[0])
    shape.map_tools.equalise.trigger()
    assert np.allclose(now(tab).probabilities, 1 / published.size)
    assert not state(tab).locked
    shape.editor.make_symmetric(3, False, True)
    assert now(tab).size == 3 * published.size
    heard = messages(services)
    shape.editor.make_symmetric(60, False, False)
    assert heard[0].kind == "warning"
    for _ in range(3):
        tab.session.undo.undo()
    assert now(tab) == published


def test_commands_know_when_they_have_nothing_to_do(tab: ExplorerTab) -> None:
    tools, editor = room(tab).map_tools, room(tab).editor
    assert tools.add.isEnabled()
    assert not any(action.isEnabled() for action in (tools.duplicate, tools.delete, tools.mute, tools.copy))
    editor.select(frozenset(range(now(tab).size)))
    assert tools.duplicate.isEnabled()
    assert not tools.delete.isEnabled()
    assert not tools.mute.isEnabled()


# ---------------------------------------------------------------------- mutants


@pytest.fixture
def mutants(tab: ExplorerTab, qtbot: QtBot) -> MutatePage:
    room(tab).mutate()
    page = room(tab).mutate_page
    wait_for_brood(page, qtbot)
    return page


def wait_for_brood(page: MutatePage, qtbot: QtBot) -> None:
    def drawn() -> bool:
        tiles = page.wall.tiles
        return bool(tiles) and all(tile.caption for tile in tiles)

    qtbot.waitUntil(drawn, timeout=COMPILING_MS)


def test_twelve_mutants_are_there_and_tell_their_numbers(tab: ExplorerTab, mutants: MutatePage) -> None:
    assert tab.stage.page is mutants
    assert len(mutants.wall.tiles) == 12
    assert sum(tile.verdict is Verdict.GOOD for tile in mutants.wall.tiles) >= 9
    assert all(tile.image is not None for tile in mutants.wall.tiles)


def test_a_mutant_becomes_the_parent_and_back(tab: ExplorerTab, mutants: MutatePage, qtbot: QtBot) -> None:
    parent = now(tab)
    QTest.keyClick(mutants.wall, Qt.Key.Key_Right)
    chosen = mutants.mutant
    assert chosen is not None
    QTest.keyClick(mutants.wall, Qt.Key.Key_Return)
    wait_for_brood(mutants, qtbot)
    first = mutants.mutant
    assert first is not None
    assert first.category != chosen.category
    QTest.keyClick(mutants.wall, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    wait_for_brood(mutants, qtbot)
    again = mutants.mutant
    assert again is not None
    assert again.category == chosen.category
    assert now(tab) == parent
    assert mutants.forward.isEnabled()


def _whole_brood(page: MutatePage, strength: float, qtbot: QtBot) -> list[Mutant]:
    """Return the mutants of that strength once all of them are drawn: they come one after another."""

    def drawn() -> bool:
        answer = page._answer
        return answer is not None and answer.whole and answer.question.strength == strength

    qtbot.waitUntil(drawn, timeout=COMPILING_MS)
    assert page._answer is not None
    return list(page._answer.brood.mutants)


def test_the_strength_keeps_directions(mutants: MutatePage, qtbot: QtBot) -> None:
    before = _whole_brood(mutants, mutants.strength.value() / 100, qtbot)
    mutants.strength.setValue(60)
    after = _whole_brood(mutants, 0.6, qtbot)
    assert [mutant.seed for mutant in after] == [mutant.seed for mutant in before]
    assert all(now.category != then.category for now, then in zip(after, before, strict=True))
    QTest.keyClick(mutants.wall, Qt.Key.Key_Minus)
    assert mutants.strength.value() == 55


def test_keeping_says_where_a_mutant_came_from(tab: ExplorerTab, mutants: MutatePage) -> None:
    parent, mutant = now(tab), mutants.mutant
    assert mutant is not None
    QTest.keyClick(mutants.wall, Qt.Key.Key_K)
    kept = tab.session.own.now("Drafts")
    assert kept is not None
    origin = kept.origins[kept.names[0]]
    assert len(kept) == 1
    assert np.array_equal(kept.categories[0].maps, mutant.category.maps)
    assert mutants.wall.tiles[0].kept
    assert origin["parent"] == parent.identity
    again = mutate(parent, int(origin["seed"]), Kind(origin["kind"]), float(origin["strength"]))
    assert again == mutant.category


def test_a_mutant_of_a_mutant_tells_the_whole_way(tab: ExplorerTab, mutants: MutatePage, qtbot: QtBot) -> None:
    category = now(tab)
    QTest.keyClick(mutants.wall, Qt.Key.Key_Return)
    wait_for_brood(mutants, qtbot)
    mutant = mutants.mutant
    assert mutant is not None
    QTest.keyClick(mutants.wall, Qt.Key.Key_K)
    kept = tab.session.own.now("Drafts")
    assert kept is not None
    origin = kept.origins[kept.names[0]]
    assert origin["root"] == category.identity
    for step in json.loads(origin["steps"]):
        category = mutate(category, step["seed"], Kind(step["kind"]), step["strength"])
    assert category == mutant.category


def test_applying_a_mutant_is_one_step(tab: ExplorerTab, mutants: MutatePage) -> None:
    published, mutant = now(tab), mutants.mutant
    assert mutant is not None
    QTest.keyClick(mutants.wall, Qt.Key.Key_A)
    assert np.array_equal(now(tab).maps, mutant.category.maps)
    assert now(tab).name == published.name
    tab.session.undo.undo()
    assert now(tab) == published


def test_drawing_anew_gives_others_and_twenty_four_fit(mutants: MutatePage, qtbot: QtBot) -> None:
    before = mutants.mutant
    assert before is not None
    QTest.keyClick(mutants.wall, Qt.Key.Key_R)
    wait_for_brood(mutants, qtbot)
    after = mutants.mutant
    assert after is not None
    assert after.seed != before.seed
    mutants.back.click()
    wait_for_brood(mutants, qtbot)
    mutants._count.setCurrentIndex(1)
    wait_for_brood(mutants, qtbot)
    assert len(mutants.wall.tiles) == 24
    assert mutants.wall.tile(23).bottom() < mutants.wall.height()


def test_only_the_selected_maps_change_where_asked(tab: ExplorerTab, mutants: MutatePage, qtbot: QtBot) -> None:
    parent = now(tab)
    mutants._kind.setCurrentIndex(mutants._kind.findData(Kind.ALL_MAPS))
    mutants.selected_only.click()
    QTest.mouseClick(tab.maps.number(2), Qt.MouseButton.LeftButton)

    def only_the_third() -> bool:
        mutant = mutants.mutant
        changed = [] if mutant is None else np.flatnonzero((mutant.category.maps != parent.maps).any(axis=1)).tolist()
        return changed == [2]

    qtbot.waitUntil(only_the_third, timeout=COMPILING_MS)
    wait_for_brood(mutants, qtbot)
    QTest.keyClick(mutants.wall, Qt.Key.Key_K)
    kept = tab.session.own.now("Drafts")
    assert kept is not None
    assert kept.origins[kept.names[0]]["rows"] == "[2]"


def test_one_mutant_fills_the_wall_and_is_drawn_as_finely(mutants: MutatePage, qtbot: QtBot) -> None:
    QTest.keyClick(mutants.wall, Qt.Key.Key_Space)
    assert mutants.wall.large
    edge = mutants.wall.shown_edge
    assert edge > 2 * mutants.wall.tile(0).width()

    def fine() -> bool:
        image = mutants.wall.tiles[mutants.wall.current].image
        return image is not None and image.width() == edge

    qtbot.waitUntil(fine, timeout=COMPILING_MS)
    QTest.keyClick(mutants.wall, Qt.Key.Key_Right)
    qtbot.waitUntil(fine, timeout=COMPILING_MS)
    QTest.mouseClick(mutants.wall, Qt.MouseButton.LeftButton)
    assert not mutants.wall.large
    assert mutants.wall.current == 1


def test_escape_leads_back(tab: ExplorerTab, mutants: MutatePage) -> None:
    mutants.wall.setFocus()
    QTest.keyClick(mutants.wall, Qt.Key.Key_Escape)
    assert tab.stage.page is None


# ---------------------------------------------------------------------- morphs


@pytest.fixture
def morph(tab: ExplorerTab, qtbot: QtBot) -> MorphPage:
    entries = tab.session.entries(tab.session.current_source)
    tab.session.select(entries[2])
    room(tab).morph()
    page = room(tab).morph_page
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in page.strip.tiles), timeout=COMPILING_MS)
    return page


def test_a_way_is_measured_and_shown(morph: MorphPage, qtbot: QtBot) -> None:
    assert len(morph.strip.tiles) == STATIONS
    qtbot.waitUntil(lambda: len(morph.fill.curve.getData()[0]) == SAMPLES + 1, timeout=COMPILING_MS)
    places, values = morph.lyapunov.curve.getData()
    assert places[0] == 0
    assert places[-1] == 1
    assert values[0] < 0


def test_the_way_goes_into_print_as_it_is_shown(morph: MorphPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(morph.fill.curve.getData()[0]) == SAMPLES + 1, timeout=COMPILING_MS)
    morph.print_button.click()
    page = next(window for window in QApplication.topLevelWidgets() if isinstance(window, FigurePage))
    qtbot.waitUntil(page.keep_button.isEnabled, timeout=COMPILING_MS)
    page.keep()
    qtbot.waitUntil(lambda: "shelf" in page.told.text(), timeout=COMPILING_MS)
    (kept,) = Shelf(page._services.workspace).figures()
    for quantity, plot in (("lyapunov", morph.lyapunov), ("fill", morph.fill)):
        drawn = [(row[3], row[4]) for row in kept.plot.table.rows if row[0] == quantity]
        assert drawn == list(zip(*(values.tolist() for values in plot.curve.getData()), strict=True))
    page.close()
    morph._begin()
    assert not morph.print_button.isEnabled()


def test_the_slider_moves_by_keys_and_keeps(tab: ExplorerTab, morph: MorphPage) -> None:
    place = morph.slider.value()
    QTest.keyClick(morph.slider, Qt.Key.Key_Right)
    assert morph.slider.value() == place + 1
    QTest.keyClick(morph.slider, Qt.Key.Key_K)
    kept = tab.session.own.now("Drafts")
    assert kept is not None
    assert kept.names[0].startswith("00002-00003")
    QTest.keyClick(morph.slider, Qt.Key.Key_S)
    assert morph.slider.value() == STEPS - place - 1
    assert morph.second.text() == "00002"


def test_another_end_is_chosen_by_name(morph: MorphPage, qtbot: QtBot) -> None:
    morph.second.setText("00017")
    QTest.keyClick(morph.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: morph.strip.tiles[-1].image is not None, timeout=COMPILING_MS)
    morph.second.setText("nobody")
    QTest.keyClick(morph.second, Qt.Key.Key_Return)
    assert "nobody" in morph._problem.text()


def test_two_selected_categories_are_the_ends(tab: ExplorerTab) -> None:
    entries = tab.session.entries(tab.session.current_source)
    tab.session.select(entries[4])
    tab.session.set_selection([entries[4], entries[40]])
    room(tab).morph()
    assert room(tab).morph_page.second.text() == "00040"
    tab.session.set_selection([entries[4], entries[41]])
    assert room(tab).morph_page.second.text() == "00041"


def test_the_ends_of_the_strip_are_the_categories(tab: ExplorerTab, morph: MorphPage) -> None:
    published = now(tab)
    QTest.mouseClick(morph.strip, Qt.MouseButton.LeftButton, pos=morph.strip.tile(STATIONS - 1).center())
    assert morph.slider.value() == STEPS
    QTest.keyClick(morph.slider, Qt.Key.Key_A)
    second = tab.session.entries(tab.session.current_source)[3].published
    assert np.array_equal(now(tab).maps, second.maps)
    tab.session.undo.undo()
    assert now(tab) == published


def test_coarse_to_fine_is_every_number_once() -> None:
    order = coarse_to_fine(16)
    assert sorted(order) == list(range(17))
    assert order[:3] == [0, 16, 8]


# ---------------------------------------------------------------------- instances


def test_the_strip_shows_weights_seeds_flips_and_a_mixture(tab: ExplorerTab, qtbot: QtBot) -> None:
    variants = tab.variants
    for axis, count in ((Axis.PATCHES, 10), (Axis.FLIPS, 4), (Axis.MIXED, 26), (Axis.WEIGHTS, 25)):
        variants.axis_box.setCurrentIndex(variants.axis_box.findData(axis))
        qtbot.waitUntil(
            lambda count=count: variants.answer is not None and len(variants.answer.images) == count,
            timeout=COMPILING_MS,
        )
        assert variants.tile(count - 1).right() < variants.width()
        assert variants.tile(count - 1).bottom() < variants.height()


def test_an_instance_is_seen_large_as_training_sees_it(tab: ExplorerTab, qtbot: QtBot) -> None:
    variants = tab.variants
    variants.axis_box.setCurrentIndex(variants.axis_box.findData(Axis.PATCHES))
    qtbot.waitUntil(lambda: variants.answer is not None, timeout=COMPILING_MS)
    QTest.mouseClick(variants, Qt.MouseButton.LeftButton, pos=variants.tile(4).center())

    def shown() -> bool:
        answer = tab.preview.answer
        return answer is not None and answer.question.count == 4 and answer.question.style is PreviewStyle.PATCH_GRAY

    qtbot.waitUntil(shown, timeout=COMPILING_MS)
    variants.setFocus()
    QTest.keyClick(variants, Qt.Key.Key_Escape)
    assert variants.instance.count == 0


# ---------------------------------------------------------------------- at random


@pytest.mark.parametrize("sampling", ["fractaldb", "svd"])
def test_a_random_category_lands_in_drafts(tab: ExplorerTab, qtbot: QtBot, sampling: str) -> None:
    (room(tab).random.draw_svd if sampling == "svd" else room(tab).random.draw_fractaldb)()
    qtbot.waitUntil(lambda: tab.session.own.now("Drafts") is not None, timeout=COMPILING_MS)
    assert tab.session.current is not None
    assert tab.session.current.key.name.startswith(sampling)
