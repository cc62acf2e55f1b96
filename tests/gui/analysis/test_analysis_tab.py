"""The analysis tab driven as a user drives it, on a small request."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from engine.analysis.distances import Metric, distances
from engine.analysis.ordering import Order
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.progress import Control, ignore
from engine.render.settings import Style
from gui.analysis.analysis_tab import AnalysisTab
from gui.analysis.live import View, compute
from gui.analysis.request_panel import Choice
from gui.language import Language
from gui.services import Message, Services
from gui.widgets.heading import Heading
from tests.gui.analysis.analysis_help import analysed, at_rest, picture_folder, show

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=5, instances=6, size=16, points=400)
LONG = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=1000, instances=900, size=64, points=20_000)

LONG_AGO = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=2, instances=2, size=16, points=200)


@pytest.fixture
def done(qtbot: QtBot, tab: AnalysisTab) -> AnalysisTab:
    return analysed(qtbot, tab, REQUEST)


def _centre(tab: AnalysisTab, index: int) -> QPointF:
    """Return the middle of the map of a class."""
    return tab.maps.tile(index).topLeft() + QPointF(8, 8)


def test_empty_tab_leads_on(qtbot: QtBot, tab: AnalysisTab) -> None:
    assert tab.first_button.isVisible()
    assert not tab.export_button.isEnabled()
    qtbot.mouseClick(tab.first_button, Qt.MouseButton.LeftButton)
    assert tab.running
    assert tab.form.request() == AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", 10, 100, 64)


@pytest.mark.parametrize("code", ["en", "ja"])
def test_headings_are_whole_in_a_narrow_window(qtbot: QtBot, services: Services, code: str) -> None:
    language = Language(code)
    try:
        tab = AnalysisTab(services)
        show(qtbot, tab, 1280, 680)
        analysed(qtbot, tab, REQUEST)
        headings = [heading for heading in tab.findChildren(Heading) if heading.isVisible()]
        short = [each.text() for each in headings if each.width() < each.fontMetrics().horizontalAdvance(each.text())]
        assert len(headings) >= 3
        assert short == []
    finally:
        language.choose("en")


def test_a_tab_that_is_gone_no_longer_follows_the_theme(tab: AnalysisTab, services: Services) -> None:
    # As after a change of language; an error in a slot fails the test.
    tab.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(tab)
    services.theme.choose("dark")


def test_what_is_shown_is_what_the_engine_computes(done: AnalysisTab, services: Services) -> None:
    expected = analyze(REQUEST, services.workspace).statistics
    view = done.view
    assert view is not None
    assert np.array_equal(view.statistics.means, expected.means)
    assert np.array_equal(view.spread, expected.class_std)
    assert view.matrix is not None
    assert np.array_equal(view.matrix, distances(expected.means, Metric.EUCLIDEAN))
    assert done.export_button.isEnabled()
    assert not done.form.cancel_button.isVisible()


def test_hover_reads_class_and_value(done: AnalysisTab) -> None:
    assert done.view is not None
    for index in range(5):
        position = _centre(done, index)
        assert done.maps.value_at(position) == (index, 8, 8)
        done.maps.plot.pointed.emit(position)
        value = f"{done.view.maps[index, 8, 8]:.2f}"
        assert done.maps.readout.text() == f"Class 0000{index}, pixel (8, 8): {value} gray levels"
    assert done.maps.value_at(QPointF(-5, -5)) is None
    done.distances.plot.pointed.emit(QPointF(3.5, 1.5))
    assert done.distances.readout.text().startswith("Class 00001 and class 00003: ")


def test_a_cell_shows_the_pair_and_marks_it_everywhere(done: AnalysisTab) -> None:
    done.distances.plot.pressed.emit(QPointF(3.2, 1.7))
    assert done.distances.pair == (1, 3)
    assert done.maps.chosen == done.spread.chosen == 1
    assert done.view is not None
    assert f"{done.view.spread[1]:.1f} and {done.view.spread[3]:.1f}" in done.pair.text.text()


def test_a_bar_or_a_map_shows_its_class_beside_the_nearest(done: AnalysisTab) -> None:
    done.spread.order_box.setCurrentIndex(done.spread.order_box.findData(Order.LARGEST))
    assert done.view is not None
    assert done.view.matrix is not None
    largest = int(np.argmax(done.view.spread))
    done.spread.plot.pressed.emit(QPointF(0.1, 1.0))
    row = done.view.matrix[largest].copy()
    row[largest] = np.inf
    assert done.distances.pair == (largest, int(np.argmin(row)))
    done.maps.plot.pressed.emit(_centre(done, 4))
    assert done.spread.chosen == 4


def test_arrow_keys_walk_the_plots(qtbot: QtBot, done: AnalysisTab) -> None:
    done.choose_pair(1, 1)
    qtbot.keyClick(done.distances.plot, Qt.Key.Key_Right)
    qtbot.keyClick(done.distances.plot, Qt.Key.Key_Down)
    assert done.distances.pair == (2, 2)
    qtbot.keyClick(done.maps.plot, Qt.Key.Key_Right)
    assert done.maps.chosen == 3
    for _ in range(9):
        qtbot.keyClick(done.spread.plot, Qt.Key.Key_Left)
    assert done.spread.chosen == 0


def test_another_distance_is_computed_in_the_background(qtbot: QtBot, done: AnalysisTab) -> None:
    assert done.view is not None
    expected = distances(done.view.statistics.means, Metric.COSINE)
    done.distances.metric_box.setCurrentIndex(done.distances.metric_box.findData(Metric.COSINE))
    qtbot.waitUntil(lambda: np.array_equal(done.distances._matrix, expected), timeout=20_000)


def test_partial_results_are_shown_and_cancelling_keeps_them(qtbot: QtBot, tab: AnalysisTab) -> None:
    tab.receive(LONG)
    assert tab.form.cancel_button.isVisible()
    qtbot.waitUntil(lambda: tab.view is not None, timeout=60_000)
    assert tab.running
    assert tab.view is not None
    assert not tab.view.statistics.complete
    qtbot.mouseClick(tab.form.cancel_button, Qt.MouseButton.LeftButton)
    shown = tab.view
    assert not tab.running
    assert tab.form.analyse_button.isEnabled()
    qtbot.wait(300)
    assert tab.view is shown
    assert not tab.export_button.isEnabled()


def test_answers_to_an_older_question_are_dropped(qtbot: QtBot, done: AnalysisTab, services: Services) -> None:
    late: list[View] = []
    old = compute(
        1, LONG_AGO, services.workspace, Metric.EUCLIDEAN, partial=late.append, report=ignore, control=Control()
    )
    done.receive(REQUEST)
    done.analyser.finish(old)
    assert done.running
    assert done.view is not old


def test_distances_of_an_older_set_do_not_stay_beside_new_maps(
    qtbot: QtBot, done: AnalysisTab, services: Services
) -> None:
    assert len(done.distances.names) == 5
    done.receive(LONG)
    qtbot.waitUntil(lambda: done.view is not None and not done.view.statistics.complete, timeout=60_000)
    assert done.view is not None
    assert done.view.matrix is None
    assert done.distances.names == ()
    assert done.distances.pair is None
    done.choose_class(0)
    assert done.distances.pair is None


def test_a_source_with_too_little_is_explained_at_the_field(qtbot: QtBot, tab: AnalysisTab) -> None:
    tab.receive(AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=5000, instances=2, size=16))
    at_rest(qtbot, tab)
    assert "ask for 1 to 1000" in tab.form.source_field.problem
    assert tab.form.analyse_button.isEnabled()


def test_export_writes_everything_and_says_where(
    qtbot: QtBot, done: AnalysisTab, services: Services, tmp_path: Path
) -> None:
    messages: list[Message] = []
    services.hub.message.connect(messages.append)
    done.export_to(str(tmp_path / "figures"))
    qtbot.waitUntil(lambda: bool(messages), timeout=60_000)
    assert messages[0].kind == "success"
    assert str(tmp_path / "figures") in messages[0].text
    for name in ("std_maps", "class_std", "distances"):
        for ending in ("png", "svg", "pdf", "csv"):
            assert (tmp_path / "figures" / f"{name}.{ending}").is_file()


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, done: AnalysisTab, services: Services, tmp_path: Path
) -> None:
    messages: list[Message] = []
    services.hub.message.connect(messages.append)
    (tmp_path / "file").write_text("in the way")
    done.export_to(str(tmp_path / "file"))
    qtbot.waitUntil(lambda: bool(messages), timeout=60_000)
    assert messages[0].kind == "error"
    assert "Choose a folder" in messages[0].text


def test_form_and_request_are_inverse(tab: AnalysisTab) -> None:
    wanted = AnalysisRequest(
        SourceKind.CATEGORIES, "fractaldb-1k", 7, 9, 32, style=Style.PATCH_COLOR, points=5000, weight_step=0.2
    )
    tab.form.set_request(wanted)
    assert tab.form.request() == wanted


def test_data_sets_and_folders_hide_what_does_not_apply(tab: AnalysisTab, tmp_path: Path) -> None:
    tab.form.select(Choice(SourceKind.DATASET, "FashionMNIST-sample"))
    assert not tab.form.size_field.isVisible()
    assert not tab.form.style_field.isVisible()
    assert tab.form.request() == AnalysisRequest(SourceKind.DATASET, "FashionMNIST-sample")
    tab.form.add_path(str(picture_folder(tmp_path / "pictures")))
    assert tab.form.size_field.isVisible()
    assert tab.form.request().source == str(tmp_path / "pictures")
    tab.shown()
    assert tab.form.request().source == str(tmp_path / "pictures")


def test_everything_is_named_and_reachable(done: AnalysisTab) -> None:
    for widget in (done.maps.plot, done.distances.plot, done.spread.plot, done.distances.metric_box):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert done.maps.plot.accessibleDescription()


def test_theme_changes_reach_the_plots(done: AnalysisTab, services: Services) -> None:
    services.theme.choose("dark")
    for panel in (done.maps, done.distances, done.spread):
        assert panel.plot.backgroundBrush().color() == services.theme.color("base")
        assert panel.plot.item.getAxis("left").textPen().color() == services.theme.color("muted")
