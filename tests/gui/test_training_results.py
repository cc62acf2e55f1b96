"""The page of results over studies that the tests write: figures, numbers, sentences, print, report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scipy import stats

from engine.experiments.results import IntervalKind, Marks
from engine.experiments.run_folder import State
from engine.experiments.run_index import RunIndex
from engine.experiments.study_folder import StudyFolder
from engine.workspace import Workspace
from gui.figures.figure_page import FigurePage
from gui.services import Message, Services
from gui.training.results_bar import ResultsBar
from gui.training.results_page import ResultsPage
from gui.training.results_reading import View
from gui.training.study_view import StudyView
from gui.training.training_tab import TrainingTab
from gui.training.training_thread import RunsSnapshot
from gui.widgets.fields import QuietComboBox
from gui.widgets.message_bar import MessageBar
from gui.widgets.tab import Tab
from tests.gui.training_help import epoch, planned, put, write_metrics

SCRATCH = {1: 0.70, 2: 0.72, 3: 0.71}
FRACTALDB = {1: 0.80, 2: 0.81, 3: 0.84}


def finish_study(study: StudyFolder, runs: int | None = None) -> None:
    """Make the first runs of the matrix look done, all of them by default."""
    for cell in study.plan.cells[:runs]:
        folder = study.folder(cell.run)
        value = (SCRATCH if cell.source == "scratch" else FRACTALDB)[cell.seed]
        confusion = [[90 if a == b else 10 * (b == (a + 1) % 3) for b in range(3)] for a in range(3)]
        if cell.source != "scratch":
            confusion[0] = [95, 3, 2]
        test = {
            "accuracy": value, "balanced_accuracy": value, "count": 300, "confusion": confusion,
            "class_accuracy": [confusion[at][at] / 100 for at in range(3)],
        }  # fmt: skip
        result = {"accuracy": value, "test": test, "classes": ["a", "b", "c"]}
        (folder.path / "result.json").write_text(json.dumps(result), encoding="utf-8")
        write_metrics(folder, epoch(0, value - 0.2), epoch(1, value))
        put(folder, State.DONE, epoch=2, epochs=2, test_accuracy=value, best_accuracy=value)


@pytest.fixture
def study(workspace: Workspace) -> StudyFolder:
    """Two sources, three seeds, nothing finished."""
    study = planned(workspace, seeds=(1, 2, 3))
    study.queue()
    return study


@pytest.fixture
def home(qtbot: QtBot, services: Services) -> Tab:
    """What keeps the actions of the page."""
    made = Tab(services)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(qtbot: QtBot, services: Services, home: Tab) -> ResultsPage:
    """The page by itself."""
    made = ResultsPage(services)
    made.add_actions(home)
    made.resize(900, 560)
    qtbot.addWidget(made)
    made.show()
    return made


def until(condition: Callable[[], bool], timeout_s: float = 30.0) -> None:
    """Wait in an event loop, which leaves the interpreter to the workers."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "waited too long"
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def see(page: ResultsPage, study: StudyFolder, runs: int) -> None:
    """Look at the study and wait until so many rows are compared."""
    page.show_study(StudyView.of(study), RunsSnapshot(RunIndex(study.workspace).refresh()))
    until(lambda: _rows(page) == runs)


def _rows(page: ResultsPage) -> int:
    return len(page.answer.found.table.rows) if page.answer is not None and page.answer.found is not None else 0


def choose(qtbot: QtBot, page: ResultsPage, combo: QuietComboBox, data: object) -> None:
    """Choose with the keys, as a user does, and wait for the answer."""
    before = page.answer
    combo.setFocus()
    while combo.currentData() != data:
        at, wanted = combo.currentIndex(), combo.findData(data)
        qtbot.keyClick(combo, Qt.Key.Key_Down if wanted > at else Qt.Key.Key_Up)
    until(lambda: not page.waiting and page.answer is not before)


def cells(page: ResultsPage) -> list[list[str]]:
    table = page.table
    found = [[table.item(row, at) for at in range(table.columnCount())] for row in range(table.rowCount())]
    return [[item.text() if item is not None else "" for item in row] for row in found]


def test_before_the_first_run_is_done_it_says_so(page: ResultsPage, study: StudyFolder) -> None:
    assert "Choose a study" in page.missing.text()
    see(page, study, 0)
    assert "come in as runs finish" in page.missing.text()
    assert not page.print_button.isEnabled()
    assert not page.report_button.isEnabled()


def test_results_come_in_while_the_study_goes_on(page: ResultsPage, study: StudyFolder) -> None:
    finish_study(study, 1)
    see(page, study, 1)
    assert "One seed only" in page.sentence.text()
    assert "1 of 6 runs" in page.sentence.text()
    finish_study(study)
    see(page, study, 6)
    assert "One seed" not in page.sentence.text()
    assert len(cells(page)) == 2


def test_the_numbers_are_those_of_scipy(qtbot: QtBot, page: ResultsPage, study: StudyFolder) -> None:
    finish_study(study)
    see(page, study, 6)
    choose(qtbot, page, page.bar.interval, IntervalKind.T.value)
    own, base = np.array(list(FRACTALDB.values())), np.array(list(SCRATCH.values()))
    wanted = stats.ttest_rel(own, base)
    low, high = stats.t.interval(0.95, 2, own.mean(), stats.sem(own))
    bounds = wanted.confidence_interval(0.95)
    row = cells(page)[1]
    assert row[2:5] == ["3", f"{100 * own.mean():.2f}", f"[{100 * low:.2f}, {100 * high:.2f}]"]
    assert row[5:] == [
        f"+{100 * (own - base).mean():.1f}", f"[+{100 * bounds.low:.1f}, +{100 * bounds.high:.1f}]",
        f"{wanted.pvalue:.3f}", "v",
    ]  # fmt: skip
    assert page.answer is not None
    assert page.answer.cells[1].limits == pytest.approx((low, high))
    assert page.answer.cells[1].mark == "v"
    choose(qtbot, page, page.bar.baseline, "fractaldb")
    assert cells(page)[0][5].startswith("−10")
    assert cells(page)[0][-1] == "*"
    choose(qtbot, page, page.bar.marks, Marks.NONE.value)
    assert cells(page)[0][-1] != "*"
    assert "paired t test" not in page.sentence.text()


def test_every_view_shows_its_numbers_or_what_is_missing(qtbot: QtBot, page: ResultsPage, study: StudyFolder) -> None:
    finish_study(study)
    see(page, study, 6)
    target = StudyView.of(study).targets[0]
    wanted = {
        View.CURVES: ["From scratch", target, "3", "71.00"],
        View.REACHED: ["From scratch", target, "71.0", "2/3"],
        View.CLASSES: ["a", "3", "+5.0", "[+5.0, +5.0]"],
        View.CONFUSION: ["a", "b", "−7.0"],
        View.ACCURACY: ["From scratch", target, "3", "71.00"],
    }
    for view, shown in wanted.items():
        choose(qtbot, page, page.bar.view, view.value)
        assert page.body.currentIndex() == 1, view
        assert cells(page)[0][: len(shown)] == shown, view
        assert page.print_button.isEnabled()
    choose(qtbot, page, page.bar.view, View.SHARES.value)
    assert "several amounts of training data" in page.missing.text()
    assert not page.print_button.isEnabled()
    with qtbot.waitSignal(page.extend_asked) as asked:
        qtbot.mouseClick(page.extend, Qt.MouseButton.LeftButton)
    assert asked.args == [study.name]


def test_a_level_of_the_users_own(qtbot: QtBot, page: ResultsPage, study: StudyFolder) -> None:
    finish_study(study)
    see(page, study, 6)
    choose(qtbot, page, page.bar.view, View.REACHED.value)
    before = page.answer
    page.bar.reach.setFocus()
    page.bar.reach.selectAll()
    qtbot.keyClicks(page.bar.reach, "50")
    qtbot.keyClick(page.bar.reach, Qt.Key.Key_Return)
    until(lambda: page.answer is not before)
    # Two of three are beyond 50 % at the first epoch from scratch (0.50, 0.52, 0.51), all of the others.
    assert [row[2:4] for row in cells(page)] == [["50.0", "3/3"], ["50.0", "3/3"]]


def test_the_figure_for_print_carries_the_choices(qtbot: QtBot, page: ResultsPage, study: StudyFolder) -> None:
    finish_study(study)
    see(page, study, 6)
    choose(qtbot, page, page.bar.interval, IntervalKind.RANGE.value)
    choose(qtbot, page, page.bar.marks, Marks.HOLM.value)
    said = {View.ACCURACY: "Holm", View.CURVES: "from the smallest", View.REACHED: "median", View.CLASSES: "95 % t"}
    for view, words in said.items():
        if page.bar.options.view is not view:
            choose(qtbot, page, page.bar.view, view.value)
        qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
        opened = [one for one in QApplication.topLevelWidgets() if isinstance(one, FigurePage) and one.isVisible()]
        until(lambda opened=opened: "mm" in opened[-1].size_text.text())  # type: ignore[misc]
        assert words in opened[-1].size_text.text(), view
        opened[-1].close()


def test_tables_go_to_the_clipboard(qtbot: QtBot, page: ResultsPage, study: StudyFolder) -> None:
    finish_study(study)
    see(page, study, 6)
    page.copy_latex()
    text = QGuiApplication.clipboard().text()
    assert "\\toprule" in text
    assert "FractalDB" in text
    page.copy_compact_markdown()
    assert "| FractalDB | 81.7 ± 2.1 v | (1/0/0) |" in QGuiApplication.clipboard().text()
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("From scratch\t")


def test_the_report_is_one_button(
    qtbot: QtBot, page: ResultsPage, study: StudyFolder, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = (study.path / "report" / "report.html", study.path / "report" / "report.pdf")
    asked: list[tuple[object, ...]] = []

    def save(*arguments: object, **_progress: object) -> tuple[Path, ...]:
        asked.append(arguments)
        return paths

    monkeypatch.setattr("gui.training.results_page.save_report", save)
    finish_study(study)
    see(page, study, 6)
    told: list[Message] = []
    services.hub.message.connect(told.append)
    qtbot.mouseClick(page.report_button, Qt.MouseButton.LeftButton)
    until(lambda: bool(told))
    assert told[0].path == paths[0], told[0]
    assert asked == [(study.name, study.workspace, page.bar.choices, "en")]
    bar = MessageBar(services.theme)
    qtbot.addWidget(bar)
    bar.show_message(told[0])
    opened: list[str] = []
    monkeypatch.setattr(
        "gui.widgets.message_bar.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    qtbot.mouseClick(bar.open_button, Qt.MouseButton.LeftButton)
    assert [Path(name) for name in opened] == [told[0].path]
    bar.show_message(Message("info", "something else"))
    assert not bar.open_button.isVisible()


def test_the_results_have_the_room_of_what_tells_of_single_runs(
    qtbot: QtBot, services: Services, study: StudyFolder
) -> None:
    finish_study(study)
    tab = TrainingTab(services)
    qtbot.addWidget(tab)
    tab.resize(1240, 700)
    tab.show()
    until(lambda: tab.study is not None and tab.pages.currentIndex() == 1)
    assert tab.watch.isVisible()
    tab.board.open("results")
    assert not tab.watch.isVisible()
    until(lambda: _rows(tab.results) == 6)
    tab.export_action.trigger()
    assert any(isinstance(one, FigurePage) for one in QApplication.topLevelWidgets())
    tab.board.open("study")
    assert tab.watch.isVisible()
    services.tasks.stopping.emit()


def test_choices_are_there_again_and_nonsense_is_as_at_first(qtbot: QtBot, services: Services) -> None:
    first = ResultsBar(services)
    qtbot.addWidget(first)
    first.view.setCurrentIndex(first.view.findData(View.CLASSES.value))
    first.view.activated.emit(first.view.currentIndex())
    again = ResultsBar(services)
    qtbot.addWidget(again)
    assert again.options.view is View.CLASSES
    for stored in ({"view": "x", "interval": 3, "points": "yes"}, None, 7):
        services.settings.set("training/results", stored)
        other = ResultsBar(services)
        qtbot.addWidget(other)
        assert other.options.view is View.ACCURACY
        assert other.options.points is False
