"""The explorer tab driven as a person would: select, scrub, undo, filter, come back later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.categories.files import read_categories
from gui.explorer.browse.filters import Filter, Sorting
from gui.explorer.explorer_tab import ExplorerTab
from gui.explorer.session import EDITED
from gui.explorer.shape.preview import PreviewStyle
from gui.services import Services
from tests.gui.test_scrub import drag

COMPILING_MS = 120_000
"""The first picture may have to wait for the compiler."""


def open_tab(services: Services, qtbot: QtBot) -> ExplorerTab:
    tab = ExplorerTab(services)
    qtbot.addWidget(tab)
    tab.resize(1280, 640)
    tab.show()
    qtbot.waitExposed(tab)
    tab.shown()
    return tab


@pytest.fixture
def tab(services: Services, qtbot: QtBot) -> Iterator[ExplorerTab]:
    made = open_tab(services, qtbot)
    qtbot.waitUntil(lambda: made.preview.answer is not None, timeout=COMPILING_MS)
    yield made
    made.close_requested()


def name(tab: ExplorerTab) -> str:
    assert tab.session.current is not None
    return tab.session.current.key.name


def wait_for_picture_of_now(tab: ExplorerTab, qtbot: QtBot) -> None:
    def shown() -> bool:
        assert tab.session.current is not None
        answer = tab.preview.answer
        return answer is not None and answer.question.category == tab.session.category(tab.session.current)

    qtbot.waitUntil(shown, timeout=COMPILING_MS)


def test_the_first_minute_shows_a_thousand_categories_and_one_alive(tab: ExplorerTab, qtbot: QtBot) -> None:
    assert tab.grid.categories.rowCount() == 1000
    assert name(tab) == "00000"
    assert tab.preview.image() is not None
    qtbot.waitUntil(lambda: tab.thumbnails.missing == 0, timeout=COMPILING_MS)
    assert all(tab.thumbnails.image(tab.grid.categories.category(row)) is not None for row in range(1000))


def test_thumbnails_are_there_at_once_the_second_time(tab: ExplorerTab, services: Services, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tab.thumbnails.missing == 0, timeout=COMPILING_MS)
    services.kept.clear()
    again = open_tab(services, qtbot)
    qtbot.waitUntil(lambda: again.thumbnails.missing == 0)
    assert again.thumbnails.rendered == 0


def test_arrow_keys_select_and_the_picture_follows(tab: ExplorerTab, qtbot: QtBot) -> None:
    tab.grid.setFocus()
    QTest.keyClick(tab.grid, Qt.Key.Key_Right)
    assert name(tab) == "00001"
    wait_for_picture_of_now(tab, qtbot)
    QTest.keyClick(tab.grid, Qt.Key.Key_Down)
    columns = int(name(tab)) - 1
    assert columns > 2
    QTest.keyClick(tab.grid, Qt.Key.Key_Return)
    assert tab.maps.field(0, 0).hasFocus()
    QTest.keyClick(tab.maps.field(0, 0), Qt.Key.Key_Escape)
    assert tab.grid.hasFocus()


def test_a_scrub_moves_the_picture_and_is_one_step(tab: ExplorerTab, qtbot: QtBot) -> None:
    wait_for_picture_of_now(tab, qtbot)
    assert tab.preview.answer is not None
    before = tab.preview.answer.pixels
    field = tab.maps.field(0, 0)
    value = field.value
    drag(field, 40)
    assert field.value != value
    wait_for_picture_of_now(tab, qtbot)
    assert not np.array_equal(before, tab.preview.answer.pixels)
    assert tab.session.undo.canUndo()
    undo = next(action for action in tab.actions() if action.text().startswith("Undo"))
    assert undo.isEnabled()
    assert "a of map 1" in undo.text()
    undo.trigger()
    assert tab.maps.field(0, 0).value == value
    assert not tab.session.undo.canUndo()
    wait_for_picture_of_now(tab, qtbot)


def test_ctrl_z_in_a_field_undoes_the_last_gesture(tab: ExplorerTab) -> None:
    field = tab.maps.field(1, 2)
    value = field.value
    drag(field, 20)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.value == value
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert field.value != value


def test_measures_follow_an_edit(tab: ExplorerTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.measures.measured, timeout=COMPILING_MS) as told:
        drag(tab.maps.field(0, 1), 15)
    assert told.args is not None
    assert tab.session.current is not None
    answer = told.args[0]
    assert answer.question.category == tab.session.category(tab.session.current)
    assert 0 < answer.measures.fill < 1


def test_a_system_that_flies_off_is_said_so(tab: ExplorerTab, qtbot: QtBot) -> None:
    for row in range(2):
        tab.maps.field(row, 0).start_typing("5")
        tab.maps.field(row, 0).apply_typed()
        tab.maps.field(row, 3).start_typing("5")
        tab.maps.field(row, 3).apply_typed()
    qtbot.waitUntil(lambda: "infinity" in tab.preview.accessibleDescription(), timeout=COMPILING_MS)


def test_freed_probabilities_scrub_and_stay_normalised(tab: ExplorerTab) -> None:
    assert not tab.maps.field(0, 6).isEnabled()
    tab.maps.lock.click()
    tab.maps.field(0, 6).start_typing("0.9")
    assert tab.maps.field(0, 6).apply_typed()
    assert tab.session.current is not None
    assert tab.session.category(tab.session.current).probabilities[0] == pytest.approx(0.9)
    assert tab.session.category(tab.session.current).probabilities.sum() == pytest.approx(1)
    tab.session.undo.undo()
    tab.session.undo.undo()
    assert tab.maps.lock.isChecked()


def test_training_styles_and_variants_are_shown(tab: ExplorerTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tab.variants.answer is not None, timeout=COMPILING_MS)
    tab.preview.set_style(PreviewStyle.PATCH_COLOR)
    qtbot.waitUntil(
        lambda: tab.preview.answer is not None and tab.preview.answer.question.style is PreviewStyle.PATCH_COLOR,
        timeout=COMPILING_MS,
    )
    tab.variants.setFocus()
    QTest.keyClick(tab.variants, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: tab.preview.answer is not None and tab.preview.answer.question.row == 3)
    assert "1.4" in tab.preview.accessibleDescription()
    QTest.keyClick(tab.variants, Qt.Key.Key_Escape)
    assert tab.variants.current == 2


def test_the_filter_narrows_and_an_empty_result_says_what_to_do(tab: ExplorerTab) -> None:
    tab.sets_panel.set_filter(Filter(maps=frozenset({7})))
    assert tab.grid.categories.rowCount() == 34
    tab.sets_panel.set_filter(Filter(text="0004"))
    assert tab.grid.categories.rowCount() == 11
    tab.sets_panel.set_filter(Filter(text="no such name"))
    assert tab.grid.categories.rowCount() == 0
    assert "Clear" in tab.grid.empty_text


def test_names_sort_both_ways(tab: ExplorerTab) -> None:
    tab.sets_panel.set_filter(Filter(sorting=Sorting.NAME, descending=True))
    assert tab.grid.categories.listed[0].key.name == "00999"


def test_sorting_by_a_measure_measures_the_set_first(
    tab: ExplorerTab, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    from engine.categories.catalogue import fractaldb_1k
    from engine.categories.files import write_categories
    from engine.ifs.measures import fill_rate

    write_categories(fractaldb_1k().first(6), tmp_path / "six.npz")
    with qtbot.waitSignal(tab.session.opened):
        tab.session.open_path(tmp_path / "six.npz")
    assert tab.grid.categories.rowCount() == 6
    tab.sets_panel.set_filter(Filter(sorting=Sorting.FILL))
    with qtbot.waitSignal(tab.set_measures.ended, timeout=COMPILING_MS, check_params_cb=lambda whole: whole):
        pass
    fills = [fill_rate(entry.published) for entry in tab.grid.categories.listed]
    assert fills == sorted(fills)


def test_an_edit_is_marked_listed_and_there_after_a_restart(tab: ExplorerTab, services: Services, qtbot: QtBot) -> None:
    field = tab.maps.field(0, 4)
    drag(field, 30)
    value = field.value
    tooltip = tab.grid.categories.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "edited" in tooltip
    tab.close_requested()
    services.kept.clear()
    again = open_tab(services, qtbot)
    assert again.session is not tab.session
    assert again.maps.field(0, 4).value == value
    again.session.open(EDITED)
    assert [entry.key.name for entry in again.grid.categories.listed] == ["00000"]


def test_a_new_window_finds_selection_and_history(tab: ExplorerTab, services: Services, qtbot: QtBot) -> None:
    QTest.keyClick(tab.grid, Qt.Key.Key_Right)
    drag(tab.maps.field(0, 0), 10)
    again = open_tab(services, qtbot)
    assert name(again) == "00001"
    assert again.session.undo.canUndo()


def test_a_saved_category_reads_back(tab: ExplorerTab, services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    drag(tab.maps.field(0, 0), 10)
    categories = tab.session.current_set(EDITED)
    assert categories is not None
    with qtbot.waitSignal(services.hub.message) as told:
        tab.write(categories, str(tmp_path / "one.csv"))
    assert told.args is not None
    assert told.args[0].kind == "success"
    assert read_categories(tmp_path / "one.csv")[0].maps[0, 0] == tab.maps.field(0, 0).value


def test_the_picture_is_copied(tab: ExplorerTab) -> None:
    tab.copy_picture()
    assert not QApplication.clipboard().image().isNull()


def test_the_ways_on_name_the_set(tab: ExplorerTab, services: Services, qtbot: QtBot) -> None:
    with qtbot.waitSignal(services.hub.navigate) as told:
        tab.train_on_set()
    assert told.args == ["training", "fractaldb-1k"]
    with qtbot.waitSignal(services.hub.navigate) as told:
        tab.analyse_set()
    assert told.args == ["analysis", "fractaldb-1k"]


def test_every_action_has_words_and_no_key_is_used_twice(tab: ExplorerTab) -> None:
    keys = [key.toString() for action in tab.actions() for key in action.shortcuts()]
    assert all(action.text() for action in tab.actions())
    assert len(keys) == len(set(keys))
    assert all(action.shortcuts() for action in tab.actions())


def test_tab_goes_from_the_sets_to_the_maps(tab: ExplorerTab) -> None:
    tab.sets_panel.focus_filter()
    passed = []
    for _ in range(90):
        passed.append(QApplication.focusWidget())
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
    first_field, last_field = tab.maps.field(0, 0), tab.maps.field(4, 5)
    places = [passed.index(widget) for widget in (tab.grid, tab.variants, first_field)]
    assert places == sorted(places)
    assert passed.index(last_field) == passed.index(first_field) + 29


def test_what_can_have_the_focus_has_a_name(tab: ExplorerTab) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

    for widget in tab.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit) and widget.isVisible():
            words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert words, widget
