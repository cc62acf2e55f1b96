"""Curating in the tab with real keys: judging, comparing, tags and notes, own sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import FRACTALDB_1K, fractaldb_1k
from engine.categories.marks import UNMARKED, Mark, Pick
from gui.explorer.curate import set_editing
from gui.explorer.curate.actions import CurateActions
from gui.explorer.curate.compared import Window
from gui.explorer.curate.split_page import Way
from gui.explorer.entries import Entry
from gui.explorer.explorer_tab import ExplorerTab
from gui.explorer.session import ExplorerSession
from gui.services import Services

COMPILING_MS = 120_000
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tab(services: Services, qtbot: QtBot) -> Iterator[ExplorerTab]:
    made = ExplorerTab(services)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    qtbot.waitExposed(made)
    made.shown()
    made.grid.setFocus()
    yield made
    made.close_requested()


@pytest.fixture
def room(tab: ExplorerTab) -> CurateActions:
    return next(room for room in tab.rooms if isinstance(room, CurateActions))


def press(tab: ExplorerTab, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(tab.grid, key, modifier)


def entry(tab: ExplorerTab, position: int) -> Entry:
    return tab.session.entries(tab.session.current_source)[position]


def mark(tab: ExplorerTab, position: int) -> Mark:
    return tab.session.mark(entry(tab, position))


def name(tab: ExplorerTab) -> str:
    assert tab.session.current is not None
    return tab.session.current.key.name


def undo(tab: ExplorerTab) -> None:
    next(action for action in tab.actions() if action.text().startswith("Undo")).trigger()


def select(tab: ExplorerTab, *positions: int) -> None:
    tab.session.select(entry(tab, positions[0]))
    tab.session.set_selection([entry(tab, position) for position in positions])


# ---------------------------------------------------------------------- judging


def test_keys_judge_and_go_on(tab: ExplorerTab) -> None:
    press(tab, KEY.Key_3, KEY.Key_K, KEY.Key_X, KEY.Key_P)
    assert [mark(tab, at) for at in range(4)] == [Mark(3), Mark(0, Pick.KEEP), Mark(0, Pick.REJECT), Mark(0, Pick.KEEP)]
    assert name(tab) == "00004"
    press(tab, KEY.Key_5, KEY.Key_0)
    assert [mark(tab, at) for at in (4, 5)] == [Mark(5), UNMARKED]


def test_shift_judges_without_going_on_and_u_clears(tab: ExplorerTab) -> None:
    press(tab, KEY.Key_4, KEY.Key_X, modifier=SHIFT)
    assert name(tab) == "00000"
    assert mark(tab, 0) == Mark(4, Pick.REJECT)
    press(tab, KEY.Key_U, modifier=SHIFT)
    assert mark(tab, 0) == UNMARKED


def test_going_on_can_be_switched_off(tab: ExplorerTab, room: CurateActions, services: Services) -> None:
    room.culling.advance.trigger()
    press(tab, KEY.Key_2)
    assert name(tab) == "00000"
    assert services.settings.get("explorer/advance", True) is False


def test_backspace_goes_back_and_undo_takes_the_verdict_back(tab: ExplorerTab) -> None:
    press(tab, KEY.Key_1, KEY.Key_2, KEY.Key_3)
    press(tab, KEY.Key_Backspace, KEY.Key_Backspace)
    assert name(tab) == "00001"
    undo(tab)
    assert name(tab) == "00002"
    assert mark(tab, 2) == UNMARKED
    undo(tab)
    undo(tab)
    assert [mark(tab, at) for at in range(3)] == [UNMARKED] * 3
    assert name(tab) == "00000"
    assert not tab.session.undo.canUndo()


def test_a_verdict_goes_to_the_whole_selection_in_one_step(tab: ExplorerTab, qtbot: QtBot) -> None:
    press(tab, KEY.Key_Right, KEY.Key_Right, modifier=SHIFT)
    qtbot.waitUntil(lambda: len(tab.session.selection) == 3)
    press(tab, KEY.Key_4)
    assert [mark(tab, at).rating for at in range(4)] == [4, 4, 4, 0]
    assert len(tab.session.selection) == 3
    undo(tab)
    assert not any(mark(tab, at).rating for at in range(4))


def test_keys_do_not_judge_while_typing(tab: ExplorerTab, room: CurateActions) -> None:
    field = room.notes.tag_field
    tab.details.setCurrentWidget(room.notes)
    field.setFocus()
    QTest.keyClicks(field, "3kx")
    assert field.text() == "3kx"
    assert mark(tab, 0) == UNMARKED


def test_the_line_under_the_thumbnails_counts(tab: ExplorerTab, room: CurateActions, qtbot: QtBot) -> None:
    press(tab, KEY.Key_3, KEY.Key_K, KEY.Key_K, KEY.Key_X)
    qtbot.waitUntil(lambda: room.bar.text == "2 kept · 1 rejected · 1 rated")


# ---------------------------------------------------------------------- notes


def test_stars_picks_tags_and_a_note_by_hand(tab: ExplorerTab, room: CurateActions, qtbot: QtBot) -> None:
    notes = room.notes
    tab.details.setCurrentWidget(notes)
    QTest.mouseClick(
        notes.stars,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        notes.stars.star_rect(4).center().toPoint(),
    )
    notes.picks[Pick.KEEP].click()
    for tag in ("leaf", " two  words "):
        QTest.keyClicks(notes.tag_field, tag)
        QTest.keyClick(notes.tag_field, KEY.Key_Return)
        qtbot.waitUntil(lambda: notes.tag_field.text() == "")
    QTest.keyClicks(notes.note, "Looks")
    QTest.keyClicks(notes.note, " thin")
    assert mark(tab, 0).note == ""
    qtbot.waitUntil(lambda: mark(tab, 0).note == "Looks thin", timeout=3000)
    assert mark(tab, 0) == Mark(4, Pick.KEEP, frozenset({"leaf", "two words"}), "Looks thin")
    assert tab.session.tags == ["leaf", "two words"]
    undo(tab)
    assert notes.note.toPlainText() == ""
    QTest.keyClick(notes.tag_field, KEY.Key_Backspace)
    assert mark(tab, 0).tags == {"leaf"}


def test_a_note_is_kept_when_another_category_is_selected(tab: ExplorerTab, room: CurateActions) -> None:
    QTest.keyClicks(room.notes.note, "first")
    tab.session.select(entry(tab, 1))
    assert mark(tab, 0).note == "first"
    assert mark(tab, 1) == UNMARKED
    assert room.notes.note.toPlainText() == ""
    undo(tab)
    assert name(tab) == "00000"


def test_the_panel_names_the_parent_and_leads_to_it(tab: ExplorerTab, room: CurateActions) -> None:
    parent = entry(tab, 5)
    tab.session.add_categories([fractaldb_1k()[9]], {"how": "mutated", "parent": parent.key.identity, "seed": 7})
    text = room.notes.provenance.text()
    assert "mutated" in text
    assert "Seed: 7" in text
    assert ">00005</a>" in text
    room.notes.provenance.linkActivated.emit(parent.key.identity)
    assert tab.session.current_source == FRACTALDB_1K
    assert name(tab) == "00005"


# ---------------------------------------------------------------------- comparing


def compare(tab: ExplorerTab, room: CurateActions, *positions: int) -> QWidget:
    select(tab, *positions)
    press(tab, KEY.Key_Space)
    assert tab.stage.page is room.compare_page
    return room.compare_page


def test_one_category_is_compared_with_its_neighbours(tab: ExplorerTab, room: CurateActions) -> None:
    compare(tab, room, 6)
    assert [cell.entry.key.name for cell in room.compare_page.cells] == ["00005", "00006", "00007"]
    assert room.compare_page.focused == 1


def test_keys_judge_the_one_in_focus(tab: ExplorerTab, room: CurateActions) -> None:
    page = compare(tab, room, 2, 3, 4)
    for key in (KEY.Key_4, KEY.Key_Right, KEY.Key_X, KEY.Key_Right, KEY.Key_K, KEY.Key_Right, KEY.Key_U):
        QTest.keyClick(page, key)
    assert [mark(tab, at) for at in (2, 3, 4)] == [UNMARKED, Mark(0, Pick.REJECT), Mark(0, Pick.KEEP)]
    QTest.keyClick(page, KEY.Key_3, Qt.KeyboardModifier.AltModifier)
    assert name(tab) == "00004"
    QTest.keyClick(page, KEY.Key_Return)
    assert [mark(tab, at).pick for at in (2, 3, 4)] == [Pick.REJECT, Pick.REJECT, Pick.KEEP]
    undo(tab)
    assert mark(tab, 2).pick is Pick.NONE
    tab.session.select(entry(tab, 3))
    assert room.compare_page.focused == 1
    QTest.keyClick(page, KEY.Key_Space)
    assert tab.stage.page is None


def test_pictures_come_measures_stand_out_and_zoom_together(
    tab: ExplorerTab, room: CurateActions, qtbot: QtBot
) -> None:
    compare(tab, room, 2, 3)
    cells = room.compare_page.cells
    qtbot.waitUntil(lambda: all(cell.picture.image is not None for cell in cells), timeout=COMPILING_MS)
    qtbot.waitUntil(lambda: cells[1].values.text("fill") not in "\N{EN DASH}", timeout=COMPILING_MS)
    qtbot.waitUntil(lambda: cells[0].values.stands_out("lyapunov"), timeout=COMPILING_MS)
    before = [cell.picture.image for cell in cells]
    cells[0].picture.zoomed.emit(4.0, 0.5, 0.5)
    qtbot.waitUntil(
        lambda: all(cell.picture.image is not old for cell, old in zip(cells, before, strict=True)),
        timeout=COMPILING_MS,
    )
    QTest.keyClick(room.compare_page, KEY.Key_Escape)
    assert tab.stage.page is None


def test_a_window_stays_inside() -> None:
    window = Window()
    for factor, x, y in ((2.0, 1.0, 1.0), (1e9, 0.0, 1.0), (0.5, 0.3, 0.3), (1e-9, 0.0, 0.0)):
        window = window.zoomed(factor, x, y).moved(0.7, -0.9)
        assert 0 <= window.x <= 1 - window.edge
        assert 0 <= window.y <= 1 - window.edge
    assert window == Window()


# ---------------------------------------------------------------------- own sets


def answer(room: CurateActions, text: str | None = None) -> None:
    assert room.ask.text
    if text is not None:
        room.ask.field.setEditText(text)
    QTest.keyClick(room.ask.field if text is not None else room.ask.confirm, KEY.Key_Return)


def test_a_set_of_the_kept_by_keyboard(tab: ExplorerTab, room: CurateActions) -> None:
    press(tab, KEY.Key_K, KEY.Key_X, KEY.Key_K)
    room.sets.from_kept.trigger()
    answer(room, "Leaves")
    assert room.ask.isHidden()
    assert tab.session.current_source == "Leaves"
    assert [each.key.name for each in tab.grid.categories.listed] == ["00000", "00002"]
    assert tab.grid.hasFocus()
    undo(tab)
    assert tab.session.current_source == FRACTALDB_1K


def test_a_name_that_is_taken_is_said_in_the_bar(tab: ExplorerTab, room: CurateActions) -> None:
    room.sets.from_selection.trigger()
    answer(room, "fractaldb-1k")
    assert not room.ask.isHidden()
    assert tab.session.own.names() == []
    QTest.keyClick(room.ask.field, KEY.Key_Escape)
    assert room.ask.isHidden()


def test_the_rejected_go_only_after_a_yes_and_come_back(tab: ExplorerTab, room: CurateActions) -> None:
    set_editing.new_set(tab.session, "Mine", tab.session.entries(FRACTALDB_1K)[:5], "New set")
    press(tab, KEY.Key_X, modifier=SHIFT)
    room.sets.remove_rejected.trigger()
    assert "00000" in room.ask.text
    assert len(tab.session.entries("Mine")) == 5
    answer(room)
    assert [each.key.name for each in tab.session.entries("Mine")] == ["00001", "00002", "00003", "00004"]
    undo(tab)
    assert len(tab.session.entries("Mine")) == 5
    assert mark(tab, 0).pick is Pick.REJECT


def test_the_rejected_of_a_set_that_cannot_be_changed_are_left_out_of_a_new_one(
    tab: ExplorerTab, room: CurateActions
) -> None:
    press(tab, KEY.Key_X)
    room.sets.remove_rejected.trigger()
    answer(room, "Rest")
    assert len(tab.session.entries("Rest")) == 999
    assert len(tab.session.entries(FRACTALDB_1K)) == 1000


def test_delete_takes_out_the_selection_and_goes_on(tab: ExplorerTab) -> None:
    set_editing.new_set(tab.session, "Mine", tab.session.entries(FRACTALDB_1K)[:5], "New set")
    select(tab, 1, 2)
    press(tab, KEY.Key_Delete)
    assert [each.key.name for each in tab.session.entries("Mine")] == ["00000", "00003", "00004"]
    assert name(tab) == "00003"


def test_a_set_is_renamed_duplicated_deleted_and_brought_back(tab: ExplorerTab, room: CurateActions) -> None:
    session = tab.session
    set_editing.new_set(session, "Mine", session.entries(FRACTALDB_1K)[:2], "New set")
    room.sets.rename.trigger()
    answer(room, "Yours")
    assert session.own.names() == ["Yours"]
    room.sets.duplicate.trigger()
    answer(room, "Ours")
    assert session.own.names() == ["Ours", "Yours"]
    room.sets.delete.trigger()
    answer(room)
    assert session.own.names() == ["Yours"]
    room.sets.undelete.trigger()
    room.ask.field.setCurrentText("Ours")
    room.ask.accept()
    assert session.own.names() == ["Ours", "Yours"]
    for _ in range(5):
        undo(tab)
    assert session.own.names() == []


def test_adding_to_a_set_leaves_out_what_it_holds(tab: ExplorerTab, room: CurateActions) -> None:
    set_editing.new_set(tab.session, "Mine", tab.session.entries(FRACTALDB_1K)[:2], "New set")
    tab.session.open(FRACTALDB_1K)
    select(tab, 1, 2, 3)
    room.sets.add_to.trigger()
    answer(room, "Mine")
    assert [each.key.name for each in tab.session.entries("Mine")] == ["00000", "00001", "00002", "00003"]
    room.sets.add_to.trigger()
    answer(room, "Mine")
    assert "already holds" in "".join(label.text() for label in room.ask.findChildren(type(room.ask._error)))


def test_what_cannot_be_done_to_a_bundled_set_is_not_offered(tab: ExplorerTab, room: CurateActions) -> None:
    assert not room.sets.delete.isEnabled()
    assert not room.sets.versions.isEnabled()
    offered = [action.text() for action in room.menu().actions()]
    assert "Keep" in offered
    assert "" not in [action.text() for action in room.menu().actions() if not action.isSeparator()]


def test_versions_show_what_changed_and_lead_back(tab: ExplorerTab, room: CurateActions, qtbot: QtBot) -> None:
    session = tab.session
    set_editing.new_set(session, "Mine", session.entries(FRACTALDB_1K)[:5], "New set")
    set_editing.remove_from_set(session, "Mine", session.entries("Mine")[:2], "Remove two")
    room.sets.versions.trigger()
    page = room.sets.versions_page
    qtbot.waitUntil(lambda: page.list.topLevelItemCount() == 2)
    page.list.setCurrentItem(page.list.topLevelItem(1))
    qtbot.waitUntil(lambda: page.view.list.count() == 2)
    assert page.view.chips["removed"].text() == "2 removed"
    assert page.view.text == "3 the same"
    page.restore_button.click()
    assert len(session.entries("Mine")) == 5
    qtbot.waitUntil(lambda: page.list.topLevelItemCount() == 3)
    session.put_sets({"Mine": None}, "Delete")
    assert tab.stage.page is None


def test_the_difference_of_two_sets(tab: ExplorerTab, room: CurateActions, qtbot: QtBot) -> None:
    session = tab.session
    set_editing.new_set(session, "A", session.entries(FRACTALDB_1K)[:4], "New set")
    set_editing.new_set(session, "B", session.entries(FRACTALDB_1K)[2:7], "New set")
    room.sets.differences.trigger()
    page = room.sets.difference_page
    page.first.setCurrentIndex(page.first.findData("A"))
    page.second.setCurrentIndex(page.second.findData("B"))
    qtbot.waitUntil(lambda: page.view.text == "2 the same")
    assert page.view.chips["added"].text() == "3 added"
    assert page.view.list.count() == 5
    page.view.chips["added"].click()
    assert page.view.list.count() == 2
    page.first.setCurrentIndex(page.first.findData("B"))
    assert "different" in page.view.text


def test_a_set_is_split_to_train_and_to_hold_out(tab: ExplorerTab, room: CurateActions) -> None:
    room.sets.split.trigger()
    page = room.sets.split_page
    page.share.setValue(90)
    assert page.outcome.text() == "900 categories and 100"
    page.way.setCurrentIndex(page.way.findData(Way.KEPT))
    assert not page.make.isEnabled()
    page.way.setCurrentIndex(page.way.findData(Way.FIRST))
    page.count.setValue(250)
    page.make.click()
    assert tab.stage.page is None
    assert [len(tab.session.entries(key)) for key in tab.session.own.names()] == [750, 250]


def test_the_selection_is_handed_to_training(tab: ExplorerTab, room: CurateActions, qtbot: QtBot) -> None:
    select(tab, 3, 5)
    with qtbot.waitSignal(tab.services.hub.navigate) as gone:
        room.sets.train_selection.trigger()
    assert gone.args is not None
    assert gone.args[0] == "training"
    from engine.categories.catalogue import resolve_set

    assert resolve_set(gone.args[1], tab.services.workspace).names == ("00003", "00005")


def test_every_verdict_is_in_the_list_of_commands(tab: ExplorerTab) -> None:
    texts = {action.text() for action in tab.actions() if isinstance(action, QAction)}
    assert {"Keep", "Reject", "No stars", "5 stars", "Compare side by side", "Remove the rejected…"} <= texts


def test_a_right_click_on_a_set_opens_it_and_offers_what_can_be_done(tab: ExplorerTab, qtbot: QtBot) -> None:
    set_editing.new_set(tab.session, "Mine", tab.session.entries(FRACTALDB_1K)[:2], "New set")
    tab.session.open(FRACTALDB_1K)
    sets = tab.sets_panel.findChild(QTreeWidget)
    assert sets is not None
    place = sets.visualItemRect(sets.findItems("Mine", Qt.MatchFlag.MatchExactly)[0]).center()
    QTest.mouseClick(sets.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
    assert tab.session.current_source == "Mine"
    QApplication.sendEvent(
        sets.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, sets.viewport().mapToGlobal(place)),
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Delete this set…" in [action.text() for action in menu.actions() if action.isEnabled()]
    menu.close()


def test_a_note_that_is_being_typed_is_kept_when_the_program_ends(
    tab: ExplorerTab, room: CurateActions, services: Services
) -> None:
    tab.details.setCurrentWidget(room.notes)
    QTest.keyClicks(room.notes.note, "half a thought")
    services.tasks.stop_all()
    again = ExplorerSession(services)
    assert again.mark(again.entries(FRACTALDB_1K)[0]).note == "half a thought"
