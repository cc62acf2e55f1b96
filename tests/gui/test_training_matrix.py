"""The matrix of a study: what its cells say while they fill, and what a click and a double click do."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.experiments import child_process
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_index import RunIndex
from engine.experiments.run_status import State
from engine.experiments.study_folder import StudyFolder
from engine.workspace import Workspace
from gui.services import Services
from gui.training.matrix_model import MatrixCell, Spread, matrix_rows
from gui.training.matrix_view import mark_boxes, noteworthy
from gui.training.study_view import StudyView
from gui.training.training_tab import TrainingTab
from tests.gui.queue_help import end_everything
from tests.gui.training_help import finish, planned, put

LONG_MS = 30_000


@pytest.fixture
def study(workspace: Workspace) -> StudyFolder:
    """Return a study of two sources and two seeds."""
    return planned(workspace, seeds=(1, 2))


@pytest.fixture
def tab(qtbot: QtBot, services: Services, study: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingTab]:
    monkeypatch.setattr(child_process, "MAIN", Path(__file__).with_name("pretend_trainer.py"))
    made = TrainingTab(services)
    made.resize(1200, 700)
    made.show()
    qtbot.addWidget(made)
    made.board.open("study")
    qtbot.waitUntil(lambda: made.study_page.matrix.cells.rowCount() == 2, timeout=LONG_MS)
    yield made
    services.tasks.stopping.emit()
    end_everything(services.workspace)


def _cells(workspace: Workspace, study: StudyFolder) -> list[list[MatrixCell]]:
    rows = {row.id: row for row in RunIndex(workspace).refresh()}
    return matrix_rows(StudyView.of(study), rows)


def _run(study: StudyFolder, source: str, seed: int) -> RunFolder:
    return study.folder(next(cell.run for cell in study.plan.cells if (cell.source, cell.seed) == (source, seed)))


def test_cells_hold_each_seed_once_and_the_pretraining_they_share(workspace: Workspace, study: StudyFolder) -> None:
    scratch, fractal = _cells(workspace, study)
    assert scratch[0].marks == ()
    assert [mark.seed for mark in fractal[0].marks] == [1, 2]
    assert {mark.run_id for mark in fractal[0].marks} == {run.id for run in study.plan.runs if run.role == "pretrain"}
    assert [mark.run_id for mark in scratch[1].marks] == [_run(study, "scratch", seed).id for seed in (1, 2)]


def test_mean_and_spread_are_those_of_the_seeds_done(workspace: Workspace, study: StudyFolder) -> None:
    finish(_run(study, "scratch", 1), 0.7)
    assert _cells(workspace, study)[0][1].accuracy == Spread(0.7, None, 1)
    finish(_run(study, "scratch", 2), 0.8)
    found = _cells(workspace, study)[0][1].accuracy
    assert found == Spread(pytest.approx(0.75), pytest.approx(statistics.stdev((0.7, 0.8))), 2)
    assert found.text == "75.0 ± 7.1"


def test_a_data_set_judged_by_classes_is_compared_by_both_measures(workspace: Workspace, study: StudyFolder) -> None:
    finish(_run(study, "scratch", 1), 0.7)
    finish(_run(study, "scratch", 2), 0.8)
    rows = {row.id: row for row in RunIndex(workspace).refresh()}
    judged = {
        run_id: replace(row, details=replace(row.details, judged_by_balanced_accuracy=True, balanced_accuracy=0.5))
        for run_id, row in rows.items()
    }
    view, (target,) = StudyView.of(study), StudyView.of(study).targets
    plain, both = view.comparison(rows), view.comparison(judged)
    assert [cell.target for cell in plain] == [target] * 2
    assert [cell.target for cell in both] == [target, f"{target} (mean over classes)"] * 2
    assert both[0] == plain[0]
    assert (both[1].accuracies, both[1].waiting) == ((0.5, 0.5), 0)
    assert (both[3].accuracies, both[3].waiting) == ((), 2)


def test_the_page_follows_the_runs(qtbot: QtBot, tab: TrainingTab, study: StudyFolder) -> None:
    model = tab.study_page.matrix.cells
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Pre-training"
    assert model.index(0, 1).data() == "0 of 2"
    finish(_run(study, "scratch", 1), 0.7)
    put(_run(study, "scratch", 2), State.FAILED)
    tab.thread_.look()
    qtbot.waitUntil(lambda: model.index(0, 1).data() == "70.0 %  1 failed", timeout=LONG_MS)
    assert "seed 1: 70.0 %" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tab.study_page.facts.text() == "1 of 6 runs done  ·  1 failed"


def test_a_square_is_clicked_for_its_run_and_a_cell_for_the_one_that_matters(
    qtbot: QtBot, tab: TrainingTab, study: StudyFolder
) -> None:
    put(_run(study, "fractaldb", 2), State.FAILED)
    tab.thread_.look()
    matrix = tab.study_page.matrix
    index = matrix.cells.index(1, 1)
    qtbot.waitUntil(lambda: "failed" in str(index.data()), timeout=LONG_MS)
    rect = matrix.visualRect(index)
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(12, 8))
    assert tab.table.chosen_id == _run(study, "fractaldb", 2).id
    box = mark_boxes(rect.toRectF(), 2)[0]
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert tab.table.chosen_id == _run(study, "fractaldb", 1).id


def test_return_lays_the_curves_of_a_cell_over_each_other(qtbot: QtBot, tab: TrainingTab, study: StudyFolder) -> None:
    matrix = tab.study_page.matrix
    matrix.setCurrentIndex(matrix.cells.index(0, 1))
    with qtbot.waitSignal(tab.study_page.overlay_asked) as asked:
        QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert asked.args is not None
    assert [run.run_id for run in asked.args[0]] == [_run(study, "scratch", seed).id for seed in (1, 2)]
    assert len({run.group for run in asked.args[0]}) == 1
    assert tab.watch.overlay.isVisible()
    assert set(tab.table.picked_ids) == {_run(study, "scratch", seed).id for seed in (1, 2)}


def test_a_double_click_leads_to_runs_that_their_group_hides(
    qtbot: QtBot, tab: TrainingTab, study: StudyFolder
) -> None:
    tab.runs.group_button.setChecked(True)
    matrix = tab.study_page.matrix
    place = matrix.visualRect(matrix.cells.index(1, 1)).topLeft() + QPoint(12, 8)
    QTest.mouseDClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert set(tab.table.picked_ids) == {_run(study, "fractaldb", seed).id for seed in (1, 2)}
    assert tab.watch.overlay.isVisible()
    tab.board.studies.setCurrentIndex(tab.board.studies.findData(""))
    tab.board.studies.activated.emit(tab.board.studies.currentIndex())
    assert not matrix.isVisible()  # without a study there is only the sentence that says what to do


def test_extending_loads_the_study_under_its_name_and_keeps_what_is_done(
    qtbot: QtBot, tab: TrainingTab, study: StudyFolder
) -> None:
    done = _run(study, "scratch", 1)
    finish(done, 0.7)
    tab.thread_.hold(True)
    tab.study_page.extend.click()
    assert tab.panel.form.name.text() == "tiny"
    tab.thread_.withdraw([run.id for run in study.plan.runs])
    before = done.status()
    with qtbot.waitSignal(tab.thread_.runs_changed, timeout=LONG_MS):
        tab._planned(planned(tab.services.workspace, seeds=(1, 2, 3)))
        tab.thread_.hold(True)
    qtbot.waitUntil(lambda: len(tab.study_page.matrix.cells.cells[1].marks) == 3, timeout=LONG_MS)
    assert done.status() == before


def test_marks_differ_by_their_form_and_not_only_by_colour(tab: TrainingTab, study: StudyFolder, qtbot: QtBot) -> None:
    matrix = tab.study_page.matrix
    index = matrix.cells.index(0, 1)
    seen: list[bytes] = []
    for state in (State.QUEUED, State.RUNNING, State.PAUSED, State.DONE, State.FAILED, State.INTERRUPTED):
        put(_run(study, "scratch", 1), state, epoch=1, epochs=2)
        matrix.cells.show(tab.study, {row.id: row for row in RunIndex(tab.services.workspace).refresh()})
        image = (
            matrix.viewport().grab(matrix.visualRect(index)).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        )
        box = mark_boxes(QRectF(QPointF(0, 0), matrix.visualRect(index).size().toSizeF()), 2)
        part = image.copy(box[0].toRect())
        seen.append(bytes(QColor(part.pixel(x, y)).lightness() < 170 for y in range(12) for x in range(12)))
    assert len(set(seen)) == len(seen)


def test_the_run_to_look_at_first(workspace: Workspace, study: StudyFolder) -> None:
    finish(_run(study, "scratch", 1), 0.7)
    cell = _cells(workspace, study)[0][1]
    assert noteworthy(cell).seed == 1
    put(_run(study, "scratch", 2), State.RUNNING)
    assert noteworthy(_cells(workspace, study)[0][1]).seed == 2
