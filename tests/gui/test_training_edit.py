"""Changing a waiting run that belongs to no study, from the queue to the queue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.experiments.queue import RunQueue
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import FractalData, RunSpecification
from gui.services import Services
from gui.training.training_tab import TrainingTab

LONG_MS = 30_000


@pytest.fixture
def run(services: Services) -> RunFolder:
    """Return a run that waits in a queue that is paused."""
    made = RunFolder.create(RunSpecification(name="alone", data=FractalData(count=2)), services.workspace)
    queue = RunQueue(services.workspace)
    queue.add([made.id])
    queue.hold(True)
    return made


@pytest.fixture
def tab(qtbot: QtBot, services: Services, run: RunFolder) -> Iterator[TrainingTab]:
    made = TrainingTab(services)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.board.open("queue")
    qtbot.waitUntil(lambda: made.queue.model.rowCount() == 1, timeout=LONG_MS)
    yield made
    services.tasks.stopping.emit()


def test_a_run_alone_is_changed_as_text_and_keeps_its_place(qtbot: QtBot, tab: TrainingTab, run: RunFolder) -> None:
    tab.queue.table.setFocus()
    tab.queue.table.selectRow(0)
    qtbot.keyClick(tab.queue.table, Qt.Key.Key_F2)
    qtbot.waitUntil(tab.edit.isVisible)
    text = tab.edit.text.toPlainText()
    assert "count = 2" in text
    tab.edit.text.setPlainText(text.replace("count = 2", "count = -2"))
    qtbot.waitUntil(lambda: "count" in tab.edit.problem.text(), timeout=LONG_MS)
    assert not tab.edit.save.isEnabled()
    tab.edit.text.setPlainText(text.replace("count = 2", "count = 5"))
    qtbot.waitUntil(tab.edit.save.isEnabled, timeout=LONG_MS)
    qtbot.mouseClick(tab.edit.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tab.edit.isVisible(), timeout=LONG_MS)
    (item,) = RunQueue(tab.services.workspace).read().items
    assert item.run != run.id
    assert RunFolder(tab.services.workspace.runs / item.run).specification.data.count == 5  # type: ignore[union-attr]
    assert not run.exists


def test_without_a_study_the_list_of_studies_says_all_runs(tab: TrainingTab) -> None:
    assert tab.board.studies.currentText() == "All runs"
