"""The queue in the window: its order by keys and mouse, holding, removing, editing, and what it says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.experiments import child_process
from engine.experiments.child_process import trainer_command
from engine.experiments.queue import RunQueue
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from engine.storage import read_json
from engine.workspace import Workspace
from gui.language import Language
from gui.services import Services
from gui.training.queue_model import QueueColumn, QueueModel
from gui.training.training_tab import TrainingTab
from tests.gui.queue_help import end_everything
from tests.gui.training_help import planned, put, tiny_study

LONG_MS = 30_000


@pytest.fixture
def runs(workspace: Workspace) -> list[RunFolder]:
    """Return three runs that wait in a queue that is paused."""
    folders = planned(workspace).queue()
    queue = RunQueue(workspace)
    queue.add(folder.id for folder in folders)
    queue.hold(True)
    return folders


@pytest.fixture
def tab(
    qtbot: QtBot, services: Services, runs: list[RunFolder], monkeypatch: pytest.MonkeyPatch
) -> Iterator[TrainingTab]:
    monkeypatch.setattr(child_process, "MAIN", Path(__file__).with_name("pretend_trainer.py"))
    made = TrainingTab(services)
    made.resize(1200, 700)
    made.show()
    qtbot.addWidget(made)
    made.board.open("queue")
    qtbot.waitUntil(lambda: made.queue.model.rowCount() == 3, timeout=LONG_MS)
    yield made
    made.thread_.hold(True)
    services.tasks.stopping.emit()
    end_everything(services.workspace)


def _order(tab: TrainingTab) -> list[str]:
    model = tab.queue.model
    return [item.run for row in range(model.rowCount()) if (item := model.item(row)) is not None]


def _select(tab: TrainingTab, *rows: int) -> None:
    table = tab.queue.table
    table.setFocus()
    table.clearSelection()
    selection = table.selectionModel()
    for row in rows:
        selection.select(table.model().index(row, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)


def _texts(tab: TrainingTab, column: QueueColumn) -> list[str]:
    model = tab.queue.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_it_says_what_each_run_waits_for(qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]) -> None:
    assert _texts(tab, QueueColumn.STATE) == ["waits its turn", "waits its turn", "waits for its pre-training"]
    put(runs[1], State.FAILED)
    RunQueue(tab.services.workspace).hold_runs([runs[1].id], True)
    wanted = ["waits its turn", "failed, held", "its pre-training failed"]
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE) == wanted)
    assert "paused" in tab.queue.facts.text()
    assert tab.board.tabs.tabText(1) == "Queue (3)"
    qtbot.waitUntil(lambda: all(_texts(tab, QueueColumn.LEFT)), timeout=LONG_MS)


def test_what_needs_a_run_that_is_held_does_not_wait(qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]) -> None:
    queue = RunQueue(tab.services.workspace)
    queue.remove([runs[0].id])
    queue.hold_runs([runs[1].id], True)
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE) == ["held", "its pre-training is held"])
    assert "is held" in tab.queue.facts.text()
    queue.remove([runs[1].id])
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE) == ["its pre-training is not queued"])
    runs[1].discard()
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE) == ["its pre-training was discarded"])
    assert "trains again what is missing" in tab.queue.facts.text()


def test_going_on_takes_up_what_was_stopped_where_nothing_else_could_start(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]
) -> None:
    queue = RunQueue(tab.services.workspace)
    (tab.services.workspace.root / "hold").touch()
    queue.remove([runs[0].id])
    put(runs[1], State.STOPPED)
    queue.hold_runs([runs[1].id], True)
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE) == ["stopped, held", "its pre-training is held"])
    assert tab.queue.hold_action.text() == "Go on with the queue"
    tab.queue.hold_action.trigger()
    qtbot.waitUntil(lambda: not queue.read().held)
    assert [item.held for item in queue.read().items] == [False, False]


@pytest.mark.parametrize("code", ["en", "ja"])
def test_every_state_fits_its_column(qtbot: QtBot, services: Services, runs: list[RunFolder], code: str) -> None:
    language = Language(code)
    try:
        tab = TrainingTab(services)
        qtbot.addWidget(tab)
        RunQueue(services.workspace).remove([runs[1].id])
        runs[1].discard()
        model, table = tab.queue.model, tab.queue.table
        qtbot.waitUntil(lambda: model.rowCount() == 2)
        assert table.sizeHintForColumn(QueueColumn.STATE) <= table.columnWidth(QueueColumn.STATE)
    finally:
        language.choose("en")


def test_a_long_sentence_does_not_widen_the_window(tab: TrainingTab) -> None:
    tab.queue.facts.setText("Waiting: 3. " * 40)
    assert tab.queue.minimumSizeHint().width() < 500
    assert tab.queue.facts.toolTip() == tab.queue.facts.text()


def test_alt_and_arrows_move_and_the_selection_follows(qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]) -> None:
    a, b, c = (folder.id for folder in runs)
    _select(tab, 2)
    for _ in range(2):
        before = _order(tab)
        QTest.keyClick(tab.queue.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda old=before: _order(tab) != old)
    assert _order(tab) == [c, a, b]
    assert [item.run for item in tab.queue.selected] == [c]
    QTest.keyClick(tab.queue.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _order(tab) == [a, c, b])
    _select(tab, 2)
    QTest.keyClick(tab.queue.table, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _order(tab) == [b, a, c])
    assert RunQueue(tab.services.workspace).read().runs == (b, a, c)


def test_dragged_rows_land_before_the_row_they_are_dropped_on(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]
) -> None:
    a, b, c = (folder.id for folder in runs)
    model = tab.queue.model
    data = model.mimeData([model.index(2, 0), model.index(2, 1)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    qtbot.waitUntil(lambda: _order(tab) == [c, a, b])
    model.dropMimeData(model.mimeData([model.index(0, 0)]), Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    qtbot.waitUntil(lambda: _order(tab) == [a, b, c])
    assert not model.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, 0, 0, QModelIndex())


def test_space_holds_a_run_and_lets_it_go(qtbot: QtBot, tab: TrainingTab) -> None:
    _select(tab, 0)
    QTest.keyClick(tab.queue.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE)[0] == "held")
    QTest.keyClick(tab.queue.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE)[0] == "waits its turn")


def test_delete_takes_out_of_the_queue_and_keeps_the_folder(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]
) -> None:
    _select(tab, 0, 1)
    QTest.keyClick(tab.queue.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _order(tab) == [runs[2].id])
    assert all(folder.exists for folder in runs)


def test_editing_a_waiting_run_loads_its_study_and_start_replaces_it(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder], workspace: Workspace
) -> None:
    put(runs[1], State.STOPPED, attempt=1)
    qtbot.waitUntil(lambda: not tab.queue.model.status(tab.queue.model.item(1)).state.live)  # type: ignore[arg-type]
    _select(tab, 0)
    QTest.keyClick(tab.queue.table, Qt.Key.Key_F2)
    assert tab.panel.form.name.text() == "tiny"
    training = tiny_study().model_dump(mode="json")["training"] | {"epochs": 3}
    training.pop("seed", None)
    changed = tiny_study(training=training)
    tab.thread_.hold(True)
    put(runs[1], State.RUNNING)
    tab.start(changed)
    qtbot.waitUntil(lambda: not runs[0].exists and not runs[2].exists, timeout=LONG_MS)
    assert runs[1].exists
    qtbot.waitUntil(lambda: len(_order(tab)) == 3 and runs[0].id not in _order(tab), timeout=LONG_MS)


def test_a_run_at_work_is_not_moved_and_makes_room_for_run_now(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]
) -> None:
    put(runs[0], State.RUNNING)
    tab.thread_.look()
    qtbot.waitUntil(lambda: _texts(tab, QueueColumn.STATE)[0] == "running")
    _select(tab, 0)
    assert tab.queue.selected == []
    assert not tab.queue.up_action.isEnabled()
    assert not tab.queue.remove_action.isEnabled()


def test_the_log_and_the_details_of_a_failed_run(qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]) -> None:
    runs[0].log.write_text("2026-01-01  attempt 1\n2026-01-01  failed: out of memory\n", encoding="utf-8")
    put(runs[0], State.FAILED, message="The GPU is out of memory; halve the batch size.")
    tab.table.choose(runs[0].id)
    qtbot.waitUntil(tab.failure.isVisible)
    assert tab.failure.text.text() == "The GPU is out of memory; halve the batch size."
    tab.failure.log.click()
    assert tab.board.current == "log"
    assert "out of memory" in tab.log.text.toPlainText()
    with runs[0].log.open("a", encoding="utf-8") as stream:
        stream.write("more\n")
    tab.log.show_entry(tab.table.chosen_entry)
    assert tab.log.text.toPlainText().endswith("more")
    tab.failure.copy.click()
    assert runs[0].id in QApplication.clipboard().text()


def test_scripts_follow_the_fields_and_say_what_is_wrong(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder], workspace: Workspace
) -> None:
    qtbot.waitUntil(lambda: bool(tab.table.chosen_id))
    tab.launch_action.trigger()
    page = tab.launch
    assert tab.stack.page is page
    assert runs[0].id in page.script.toPlainText()
    page.kind.setCurrentIndex(1)
    page.processes.setValue(4)
    assert "--gpus-per-node=4" in page.script.toPlainText()
    page.time.setText("tomorrow")
    assert "tomorrow" in page.problem.text()
    assert not page.save.isEnabled()
    page.time.setText("1:00:00")
    page.kind.setCurrentIndex(0)
    page.processes.setValue(2)
    put(runs[1], State.RUNNING)
    qtbot.waitUntil(lambda: tab.steering.live is not None)
    page.here.click()
    queue = RunQueue(workspace)
    qtbot.waitUntil(lambda: [item.processes for item in queue.read().items] == [2, 1, 2])
    assert trainer_command(runs[0], 2)[1:4] == ["-m", "torch.distributed.run", "--standalone"]
    assert tab.stack.page is None


def test_verbs_reach_the_run_at_work(qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]) -> None:
    put(runs[0], State.RUNNING)
    qtbot.waitUntil(lambda: tab.steering.live is not None)
    tab.services.hub.stop_requested.emit("training")
    control = runs[0].path / "control.json"
    qtbot.waitUntil(lambda: control.exists() and read_json(control) == {"verb": "stop", "attempt": 0})


def test_a_queue_of_held_runs_does_not_speak_of_a_run_at_work(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]
) -> None:
    tab.thread_.hold_runs([run.id for run in runs], True)
    tab.thread_.hold(False)
    qtbot.waitUntil(lambda: "is held" in tab.queue.facts.text(), timeout=LONG_MS)


def test_a_run_whose_process_is_on_its_way_out_is_stopping(tab: TrainingTab, runs: list[RunFolder]) -> None:
    model = QueueModel(tab.services.theme)
    entries = tuple(dataclasses.replace(row, status=dataclasses.replace(row.status, state=State.STOPPED))
                    for row in tab._snapshot.entries if row.id == runs[0].id)  # fmt: skip
    model.show(dataclasses.replace(tab._snapshot, entries=entries, current=runs[0].id))
    item = model.item(model.row_of(runs[0].id))
    assert item is not None
    assert model.reason(item) == "stopping…"


def test_the_tab_is_as_narrow_as_1024_pixels_while_a_run_is_at_work(
    qtbot: QtBot, tab: TrainingTab, runs: list[RunFolder]
) -> None:
    put(runs[0], State.RUNNING)
    tab.thread_.look()
    qtbot.waitUntil(tab.steering.pause.isEnabled, timeout=LONG_MS)
    tab.resize(1024, 600)
    assert tab.minimumSizeHint().width() <= 1024 == tab.width()
    buttons = [button for button in tab.board.findChildren(QToolButton) if button.isVisible()]
    assert all(button.geometry().right() <= button.parentWidget().width() for button in buttons)
