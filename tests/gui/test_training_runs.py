"""The panel of runs over run folders that the tests write: real keys and mouse."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from engine.experiments.run_folder import RunFolder, State
from engine.experiments.run_index import RunIndex
from engine.experiments.run_marks import RunMark, RunMarks
from engine.workspace import Workspace
from gui.services import Message, Services
from gui.training.discarding import discard_all, discard_question
from gui.training.run_columns import Column
from gui.training.run_drawing import COLOUR
from gui.training.run_listing import GroupLine
from gui.training.run_words import run_title
from gui.training.runs_panel import RunsPanel
from gui.training.study_view import StudyReader
from gui.training.training_thread import RunsSnapshot
from gui.widgets.pages import PageStack
from gui.widgets.tab import Tab
from tests.gui.training_help import epoch, finish, planned, put, write_metrics


class Host(Tab):
    """A tab with nothing but the panel."""

    name = "training"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.panel = RunsPanel(services)
        self.panel.add_actions(self)
        self.stack = PageStack(self.panel, services.theme, "Runs", "Back to the runs (Esc)")
        self.panel.page_opened.connect(self.stack.open)
        self.panel.page_closed.connect(self.stack.back)
        QVBoxLayout(self).addWidget(self.stack)
        self.index = RunIndex(services.workspace)
        self.studies = StudyReader(services.workspace)

    def look(self) -> None:
        """Show where the runs stand now."""
        rows = self.index.refresh()
        self.panel.show_runs(RunsSnapshot(entries=rows, studies=self.studies.read()), [row.id for row in rows])


@pytest.fixture
def runs(workspace: Workspace) -> list[RunFolder]:
    """Return the runs of a study with three seeds: from scratch, pre-training, fine-tuning, seed by seed."""
    folders = planned(workspace, seeds=[1, 2, 3]).queue()
    for folder, accuracy in zip(folders, (0.70, 0.5, 0.80, 0.72, 0.5, 0.81, 0.74, 0.5, 0.85), strict=True):
        finish(folder, accuracy)
    return folders


@pytest.fixture
def host(qtbot: QtBot, services: Services, runs: list[RunFolder]) -> Host:
    made = Host(services)
    qtbot.addWidget(made)
    made.resize(1000, 420)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.look()
    return made


def _shown(host: Host, column: Column) -> list[str]:
    model = host.panel.table.runs
    return [model.index(row, column).data() for row in range(model.rowCount())]


def _click(qtbot: QtBot, host: Host, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
           dx: int = 60) -> None:  # fmt: skip
    table = host.panel.table
    rect = table.visualRect(table.runs.index(row, Column.STATE))
    place = QPoint(rect.left() + dx, rect.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def _filter(qtbot: QtBot, host: Host, line: str) -> None:
    host.panel.filter.setText(line)
    qtbot.keyClick(host.panel.filter, Qt.Key.Key_Return)


def test_a_filter_narrows_and_says_what_it_does_not_understand(qtbot: QtBot, host: Host) -> None:
    panel = host.panel
    panel.filter_action.trigger()
    qtbot.keyClicks(panel.filter, "source:fractaldb test>80")
    qtbot.waitUntil(lambda: _shown(host, Column.TEST) == ["81.0", "85.0"])
    assert panel.count.text() == "2 shown"
    qtbot.keyClicks(panel.filter, " sate:x")
    qtbot.waitUntil(panel.problem.isVisible)
    assert "state" in panel.problem.text()
    assert len(_shown(host, Column.TEST)) == 2  # what was understood before stays
    panel.filter.clear()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    assert not panel.problem.isVisible()
    assert len(_shown(host, Column.TEST)) == 9


def test_a_title_sorts_up_down_and_not_at_all(qtbot: QtBot, host: Host) -> None:
    header = host.panel.table.horizontalHeader()
    as_given = _shown(host, Column.TEST)
    place = QPoint(header.sectionViewportPosition(Column.TEST) + 20, header.height() // 2)
    seen = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seen.append(_shown(host, Column.TEST))
    assert seen[0] == sorted(as_given, key=float)
    assert seen[1] == sorted(as_given, key=float, reverse=True)
    assert seen[2] == as_given


def test_runs_without_the_value_stand_last_both_ways(host: Host, runs: list[RunFolder]) -> None:
    put(runs[0], State.STOPPED, test_accuracy=None)
    host.look()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        host.panel.table.sortByColumn(Column.TEST, order)
        assert _shown(host, Column.TEST)[-1] == ""


def test_groups_show_mean_spread_and_number(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    host.panel.group_action.trigger()
    assert _shown(host, Column.TEST) == ["72.0 ± 2.0", "50.0 ± 0.0", "82.0 ± 2.6"]
    assert _shown(host, Column.SEED) == ["n = 3"] * 3
    assert _shown(host, Column.STATE) == ["3 done"] * 3
    put(runs[8], State.FAILED)
    host.look()
    assert _shown(host, Column.TEST)[2] == "80.5 ± 0.7 (2)"
    assert _shown(host, Column.STATE)[2] == "2 done, 1 failed"
    host.panel.table.sortByColumn(Column.TEST, Qt.SortOrder.DescendingOrder)
    assert _shown(host, Column.TEST)[0].startswith("80.5")


@pytest.mark.parametrize("grouped", [False, True])
def test_no_state_is_cut_off(host: Host, runs: list[RunFolder], grouped: bool) -> None:
    host.panel.group_button.setChecked(grouped)
    narrow = host.panel.table.columnWidth(Column.STATE)
    put(runs[0], State.QUEUED)
    put(runs[3], State.FAILED)
    put(runs[6], State.INTERRUPTED)
    host.look()
    table, column = host.panel.table, Column.STATE
    assert table.columnWidth(column) > narrow
    assert any("interrupted" in text for text in _shown(host, column))
    assert table.sizeHintForColumn(column) <= table.columnWidth(column)
    if grouped:
        assert _shown(host, column)[0] == "1 not started, 1 failed, 1 interrupted"


def test_groups_of_one_title_have_names_of_their_own(host: Host) -> None:
    snapshot = host.panel.table.runs.snapshot
    rows = tuple(replace(row, group=f"{number // 3}") for number, row in enumerate(snapshot.entries))
    rows = tuple(replace(row, status=snapshot.entries[0].status) for row in rows)
    host.panel.show_runs(replace(snapshot, entries=rows), [row.id for row in rows])
    names = list(host.panel.group_labels([row.id for row in rows]).values())
    assert [name.removeprefix(names[0]) for name in names] == [""] * 3 + [" (2)"] * 3 + [" (3)"] * 3


def test_groups_open_by_mouse_and_keys(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    table = host.panel.table
    host.panel.group_action.trigger()
    _click(qtbot, host, 0, dx=10)
    assert _shown(host, Column.SEED) == ["n = 3", "1", "2", "3", "n = 3", "n = 3"]
    _click(qtbot, host, 0, dx=10)
    assert len(_shown(host, Column.SEED)) == 3
    _click(qtbot, host, 2)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert _shown(host, Column.SEED)[2:] == ["n = 3", "1", "2", "3"]
    assert table.currentIndex().row() == 2  # opening keeps the line
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert len(_shown(host, Column.SEED)) == 3
    table.choose(runs[4].id)  # hidden in a closed group
    assert table.chosen_id == runs[4].id
    assert len(_shown(host, Column.SEED)) == 6


def test_several_runs_are_picked_and_a_group_stands_for_all_of_its(
    qtbot: QtBot, host: Host, runs: list[RunFolder]
) -> None:
    table = host.panel.table
    heard: list[list[str]] = []
    table.picked.connect(heard.append)
    _click(qtbot, host, 0)
    _click(qtbot, host, 3, Qt.KeyboardModifier.ControlModifier)
    assert heard[-1] == [runs[0].id, runs[3].id]
    labels = host.panel.group_labels([runs[0].id, runs[3].id, runs[2].id])
    assert labels[runs[0].id] == labels[runs[3].id] != labels[runs[2].id]
    host.panel.group_action.trigger()
    _click(qtbot, host, 2)
    assert heard[-1] == [runs[2].id, runs[5].id, runs[8].id]
    assert table.chosen_id == runs[2].id


def test_the_selection_survives_a_new_run_and_a_new_order(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    table = host.panel.table
    _click(qtbot, host, 1)
    _click(qtbot, host, 2, Qt.KeyboardModifier.ControlModifier)
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    picked = set(table.picked_ids)
    RunFolder.create(runs[0].specification, host.services.workspace, run_id="another")
    host.look()
    table.sortByColumn(Column.TEST, Qt.SortOrder.DescendingOrder)
    assert set(table.picked_ids) == picked
    assert table.chosen_id == runs[2].id
    assert chosen == []


def test_a_discarded_run_leaves_the_selection(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    _click(qtbot, host, 1)
    runs[1].discard()
    with qtbot.waitSignal(host.panel.table.chosen) as told:
        host.look()
    assert told.args == [""]
    assert host.panel.table.picked_ids == []


def test_only_changed_lines_are_told_to_the_view(host: Host, runs: list[RunFolder]) -> None:
    told: list[tuple[int, int]] = []
    host.panel.table.runs.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    host.look()
    assert told == []
    put(runs[4], State.DONE, test_accuracy=0.9)
    host.look()
    assert told == [(4, 4)]
    assert _shown(host, Column.TEST)[4] == "90.0"


def test_a_change_moves_a_line_where_order_or_filter_says_so(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    table = host.panel.table
    table.sortByColumn(Column.TEST, Qt.SortOrder.DescendingOrder)
    assert _shown(host, Column.TEST)[0] == "85.0"
    put(runs[4], State.DONE, test_accuracy=0.9)
    host.look()
    assert _shown(host, Column.TEST)[:2] == ["90.0", "85.0"]
    _filter(qtbot, host, "test>87")
    assert _shown(host, Column.TEST) == ["90.0"]
    put(runs[5], State.DONE, test_accuracy=0.95)
    put(runs[4], State.DONE, test_accuracy=0.5)
    host.look()
    assert _shown(host, Column.TEST) == ["95.0"]
    _filter(qtbot, host, "")
    put(runs[5], State.DONE, test_accuracy=0.97)
    host.panel.marking.change([runs[5].id], lambda mark: replace(mark, note="best"))
    host.look()
    assert _shown(host, Column.NOTE)[0] == "best"


def test_tags_by_key_with_undo(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    panel = host.panel
    _click(qtbot, host, 0)
    _click(qtbot, host, 1, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.table, Qt.Key.Key_T)
    assert panel.marks.isVisible()
    qtbot.keyClicks(panel.marks.tags, "paper, seeds")
    qtbot.keyClick(panel.marks.tags, Qt.Key.Key_Return)
    assert not panel.marks.isVisible()
    assert _shown(host, Column.TAGS)[:3] == ["paper, seeds", "paper, seeds", ""]
    assert not panel.table.isColumnHidden(Column.TAGS)
    assert panel.table.hasFocus()
    assert not panel.redo_action.isEnabled()
    panel.undo_action.trigger()
    assert not panel.undo_action.isEnabled()
    assert _shown(host, Column.TAGS)[:2] == ["", ""]
    assert panel.table.isColumnHidden(Column.TAGS)
    panel.redo_action.trigger()
    kept = RunMarks(host.services.workspace)
    kept.refresh()
    assert kept.of(runs[1].id).tags == {"paper", "seeds"}


def test_common_tags_are_edited_and_those_of_single_runs_stay(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    panel = host.panel
    panel.marking.change([runs[0].id, runs[1].id], lambda mark: replace(mark, tags=frozenset({"both"})))
    panel.marking.change([runs[1].id], lambda mark: replace(mark, tags=mark.tags | {"own"}))
    panel.table.pick([runs[0].id, runs[1].id])
    panel.ask_tags()
    assert panel.marks.tags.text() == "both"
    panel.marks.tags.setText("new")
    qtbot.keyClick(panel.marks.tags, Qt.Key.Key_Return)
    assert panel.marking.of(runs[0].id).tags == {"new"}
    assert panel.marking.of(runs[1].id).tags == {"new", "own"}
    assert panel.marking.of(runs[1].id).note == ""


def test_escape_lets_a_note_be_and_a_bad_tag_is_said(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    panel = host.panel
    _click(qtbot, host, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_N)
    qtbot.keyClicks(panel.marks.note, "too high")
    qtbot.keyClick(panel.marks.note, Qt.Key.Key_Escape)
    assert panel.marking.of(runs[0].id) == RunMark()
    panel.ask_tags()
    panel.marks.tags.setText("x" * 61)
    qtbot.keyClick(panel.marks.tags, Qt.Key.Key_Return)
    assert panel.marks.problem.isVisible()
    assert panel.marks.isVisible()


def test_archived_runs_are_hidden_and_counted(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    panel = host.panel
    heard: list[Message] = []
    host.services.hub.message.connect(heard.append)
    _click(qtbot, host, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_A)
    assert len(_shown(host, Column.STATE)) == 8
    assert panel.archive_button.text() == "1 archived"
    assert heard[-1].text == "1 run archived. Ctrl+Z brings it back."
    assert panel.table.picked_ids == [runs[1].id]  # the one that stands in its place
    panel.archive_button.click()
    assert len(_shown(host, Column.STATE)) == 9
    panel.archive_button.click()
    _filter(qtbot, host, "archived:yes")
    assert len(_shown(host, Column.STATE)) == 1
    _filter(qtbot, host, "")
    panel.undo_action.trigger()
    assert len(_shown(host, Column.STATE)) == 9
    assert not panel.archive_button.isVisible()


def test_another_process_marks_and_the_window_follows(host: Host, runs: list[RunFolder]) -> None:
    elsewhere = RunMark(colour="green", note="from elsewhere")
    RunMarks(host.services.workspace).edit([runs[0].id], lambda _run, _mark: elsewhere)
    host.look()
    model = host.panel.table.runs
    assert model.index(0, Column.STATE).data(COLOUR) == "#009E73"
    assert "from elsewhere" in model.index(0, Column.STATE).data(Qt.ItemDataRole.ToolTipRole)


def test_what_two_windows_note_on_one_run_is_kept_of_both(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    other, panel = RunMarks(host.services.workspace), host.panel
    panel.marking.change([runs[0].id], lambda mark: replace(mark, tags=frozenset({"here"}), note="first"))
    other.edit([runs[0].id], lambda _run, mark: replace(mark, tags=mark.tags | {"there"}))
    panel.marking.change([runs[0].id], lambda mark: replace(mark, tags=mark.tags | {"late"}))
    other.edit([runs[0].id], lambda _run, mark: replace(mark, note="second"))
    # Nothing happens in the folders of the runs: the window looks by itself.
    qtbot.waitUntil(lambda: panel.marking.of(runs[0].id).note == "second", timeout=4000)
    panel.undo_action.trigger()
    panel.undo_action.trigger()
    assert panel.marking.of(runs[0].id) == RunMark(frozenset({"there"}), "")


def test_columns_are_chosen_and_remembered(host: Host, qtbot: QtBot) -> None:
    panel = host.panel
    assert panel.table.isColumnHidden(Column.BACKBONE)
    panel.columns.show_column(Column.BACKBONE, True)
    panel.columns.show_column(Column.SOURCE, False)
    assert set(_shown(host, Column.BACKBONE)) == {"resnet18"}
    header = panel.table.horizontalHeader()
    header.moveSection(header.visualIndex(Column.TEST), 1)
    again = RunsPanel(host.services)
    qtbot.addWidget(again)
    assert again.table.horizontalHeader().visualIndex(Column.TEST) == 1
    assert not again.table.isColumnHidden(Column.BACKBONE)
    assert again.table.isColumnHidden(Column.SOURCE)


def test_selected_lines_are_copied_as_shown(qtbot: QtBot, host: Host) -> None:
    _click(qtbot, host, 0)
    _click(qtbot, host, 2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(host.panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["State", "Source", "Data set"]
    assert len(lines) == 3
    assert "80.0" in lines[2]


def test_differences_are_shown_and_esc_goes_back(qtbot: QtBot, host: Host) -> None:
    panel = host.panel
    heard: list[Message] = []
    host.services.hub.message.connect(heard.append)
    _click(qtbot, host, 2)
    qtbot.keyClick(panel.table, Qt.Key.Key_D)
    assert "two or more" in heard[-1].text
    _click(qtbot, host, 5, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(panel.table, Qt.Key.Key_D)
    table = panel.differences.table
    qtbot.waitUntil(lambda: table.rowCount() == 3)
    assert [table.verticalHeaderItem(row).text() for row in range(3)] == ["seed", "source.run", "source.run.seed"]
    assert [table.item(0, column).text() for column in range(2)] == ["1", "2"]
    panel.differences.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("key\t")
    assert host.stack.page is panel.differences
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert host.stack.page is None
    assert panel.table.hasFocus()
    host.stack.open(panel.differences)
    with qtbot.waitSignal(panel.wanted):
        panel.filter_action.trigger()
    assert host.stack.page is None
    assert panel.filter.hasFocus()


def test_lineage_leads_to_the_run(qtbot: QtBot, host: Host, runs: list[RunFolder]) -> None:
    panel = host.panel
    _filter(qtbot, host, "source:fractaldb role:finetune")
    _click(qtbot, host, 0)
    assert panel.table.chosen_id == runs[2].id
    qtbot.keyClick(panel.table, Qt.Key.Key_L)
    tree = panel.lineage.tree
    above = tree.topLevelItem(0)
    assert above.text(0).startswith("Pre-training")
    assert above.text(3) == "tiny"
    assert above.child(0).font(0).bold()
    assert panel.lineage.sentence.text() == "Ancestors: 1 · descendants: 0"
    rect = tree.visualItemRect(above)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert host.stack.page is None
    assert panel.table.chosen_id == runs[1].id  # the filter that hid it is gone


def test_the_lineage_names_a_run_that_is_gone(host: Host, runs: list[RunFolder]) -> None:
    runs[1].discard()
    host.look()
    host.panel.table.choose(runs[2].id)
    host.panel.show_lineage()
    assert "discarded" in host.panel.lineage.tree.topLevelItem(0).text(0)


def test_exports_take_the_selected_runs_or_all_shown(
    qtbot: QtBot, host: Host, runs: list[RunFolder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "runs.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    def written() -> list[str]:
        with qtbot.waitSignal(host.services.hub.message):
            host.panel.exports.ask_table()
        with path.open(newline="") as stream:
            return [line["run"] for line in csv.DictReader(stream)]

    _filter(qtbot, host, "source:scratch")
    assert written() == [runs[0].id, runs[3].id, runs[6].id]
    host.panel.table.pick([runs[0].id, runs[6].id])
    assert written() == [runs[0].id, runs[6].id]


def test_tensorboard_gets_a_folder_a_run(
    qtbot: QtBot, host: Host, runs: list[RunFolder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_metrics(runs[0], epoch(0, 0.5))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "tb"))
    with qtbot.waitSignal(host.services.hub.message, timeout=20_000) as told:
        host.panel.exports.ask_tensorboard()
    assert told.args[0].kind == "success"
    assert {folder.name for folder in (tmp_path / "tb").iterdir()} == {folder.id for folder in runs}


def test_the_question_before_a_deletion_names_what_depends_on_it(host: Host, runs: list[RunFolder]) -> None:
    snapshot = host.panel.table.runs.snapshot
    rows = {row.id: row for row in snapshot.entries}
    alone = discard_question([rows[runs[0].id]], snapshot)
    assert run_title(runs[0].status()) in alone
    assert "start from" not in alone
    assert "tiny" in alone  # the study that loses a result
    needed = discard_question([rows[runs[1].id]], snapshot)
    assert f"start from these weights: {run_title(runs[2].status())}." in needed
    assert "not done" not in needed
    put(runs[2], State.STOPPED)
    host.look()
    snapshot = host.panel.table.runs.snapshot
    assert "not done" in discard_question([rows[runs[1].id]], snapshot)
    together = discard_question([rows[runs[1].id], rows[runs[2].id]], snapshot)
    assert "Delete 2 runs" in together
    assert "start from" not in together


def test_runs_are_deleted_with_those_they_start_from(host: Host, runs: list[RunFolder]) -> None:
    discard_all(runs[1:3])
    assert [folder.exists for folder in runs[:3]] == [True, False, False]


def test_the_grouping_is_remembered(qtbot: QtBot, host: Host) -> None:
    host.panel.group_action.trigger()
    again = Host(host.services)
    qtbot.addWidget(again)
    again.look()
    assert isinstance(again.panel.table.runs.line(0), GroupLine)


def test_everything_has_a_name(host: Host) -> None:
    panel = host.panel
    named = (panel.table, panel.filter, panel.group_button, panel.archive_button, panel.more_button, panel.marks.tags,
             panel.marks.note, panel.differences.table, panel.lineage.tree)  # fmt: skip
    assert all(widget.accessibleName() for widget in named)
