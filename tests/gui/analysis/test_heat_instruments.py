"""The heat maps as instruments: one order, keys and double clicks, images of a pair, ways into explorer and print."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from engine.analysis.class_samples import class_samples
from engine.analysis.ordering import Order
from engine.analysis.request import AnalysisRequest, SourceKind
from engine.progress import Control
from gui.analysis.analysis_tab import AnalysisTab
from gui.analysis.colour_row import Scale
from gui.analysis.opening import open_class
from gui.analysis.plot_panel import KeyPlot
from gui.explorer.explorer_tab import ExplorerTab
from gui.services import Message, Services
from tests.gui.analysis.analysis_help import analysed

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=4, instances=5, size=16, points=200)


@pytest.fixture
def tab(qtbot: QtBot, tab: AnalysisTab) -> AnalysisTab:
    return analysed(qtbot, tab, REQUEST)


def _pixel(plot: KeyPlot, position: QPointF) -> QPoint:
    return plot.mapFromScene(plot.item.vb.mapViewToScene(position))


def test_one_order_for_maps_distances_and_bars(qtbot: QtBot, tab: AnalysisTab) -> None:
    assert tab.view is not None
    tab.distances.order_box.setCurrentIndex(tab.distances.order_box.findData(Order.LARGEST))
    expected = np.argsort(-tab.view.spread, kind="stable").tolist()
    assert tab.maps.order_box.currentData() is tab.spread.order_box.currentData() is Order.LARGEST
    assert tab.maps.order.tolist() == tab.distances.order.tolist() == tab.spread.order.tolist() == expected
    tab.spread.plot.pressed.emit(QPointF(0, 1))
    assert tab.maps.chosen == tab.distances.chosen == expected[0]
    qtbot.keyClick(tab.maps.plot, Qt.Key.Key_Right)
    assert tab.maps.chosen == expected[1]


def test_enter_and_double_clicks_open_a_class_in_the_explorer(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    asked: list[tuple[str, object]] = []
    services.hub.navigate.connect(lambda name, payload: asked.append((name, payload)))
    tab.choose_pair(1, 2)
    for plot in (tab.maps.plot, tab.spread.plot, tab.distances.plot):
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert asked == [("explorer", ("fractaldb-1k", "00001"))] * 3
    asked.clear()
    viewport, left = tab.maps.plot.viewport(), Qt.MouseButton.LeftButton
    place = _pixel(tab.maps.plot, tab.maps.tile(3).topLeft() + QPointF(8, 8))
    qtbot.mouseClick(viewport, left, pos=place)
    qtbot.mouseDClick(viewport, left, pos=place)
    qtbot.mouseRelease(viewport, left, pos=place)
    assert asked == [("explorer", ("fractaldb-1k", "00003"))]
    tab.choose_pair(1, 2)
    name_of_row = QPointF(-0.2, 2.5)
    tab.distances.plot.opened.emit(name_of_row)
    tab.pair.names[1].click()
    qtbot.mouseDClick(tab.pair.means[0], Qt.MouseButton.LeftButton)
    assert [payload[1] for _, payload in asked[1:]] == ["00002", "00002", "00001"]  # type: ignore[index]


def test_the_explorer_shows_the_category_it_is_handed(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    messages: list[Message] = []
    services.hub.message.connect(messages.append)
    explorer = ExplorerTab(services)
    qtbot.addWidget(explorer)
    explorer.receive(("fractaldb-1k", "00417"))
    assert explorer.session.current is not None
    assert explorer.session.current.key.name == "00417"
    explorer.receive(("fractaldb-1k", "no such"))
    assert "no such" in messages[-1].text
    assert explorer.session.current.key.name == "00417"


def test_images_of_both_classes_follow_and_are_turned_over(qtbot: QtBot, tab: AnalysisTab, services: Services) -> None:
    tab.choose_pair(0, 2)
    qtbot.waitUntil(lambda: tab.pair._samples is not None and bool(tab.pair.samples[0].fitting), timeout=20_000)
    source = REQUEST.open(services.workspace, control=Control())
    assert tab.pair._samples is not None
    for row, index in enumerate((0, 2)):
        expected = class_samples(source, source.classes[index], 0, 16).images
        assert np.array_equal(tab.pair._samples[row].images, expected)
    assert not tab.pair.previous_button.isEnabled()
    for strip in tab.pair.samples:
        strip.setFixedSize(36, 36)
    qtbot.waitUntil(lambda: tab.pair.samples[0].fitting == 1)
    qtbot.mouseClick(tab.pair.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.pair._samples is not None and tab.pair._samples[0].places[0] == 1, timeout=20_000)
    qtbot.mouseClick(tab.pair.previous_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.pair._samples is not None and tab.pair._samples[0].places[0] == 0, timeout=20_000)
    tab.choose_pair(3, 1)
    assert tab.pair._samples is None


def test_a_class_of_a_data_set_is_said_to_be_no_category(services: Services) -> None:
    messages: list[Message] = []
    services.hub.message.connect(messages.append)
    open_class(services, AnalysisRequest(SourceKind.DATASET, "FashionMNIST-sample"), "Bag")
    assert messages[0].text.startswith("Bag is a class of FashionMNIST-sample")


def test_keys_zoom_and_show_everything_again(qtbot: QtBot, tab: AnalysisTab) -> None:
    whole = tab.distances.plot.item.vb.viewRect()
    for _ in range(3):
        qtbot.keyClick(tab.distances.plot, Qt.Key.Key_Plus)
    assert tab.distances.plot.item.vb.viewRect().width() == pytest.approx(whole.width() / 1.25**3)
    tab.choose_pair(0, 3)
    box = tab.distances.plot.item.vb.viewRect()
    assert box.contains(QPointF(3.5, 0.5))
    qtbot.keyClick(tab.distances.plot, Qt.Key.Key_0)
    assert tab.distances.plot.item.vb.viewRect().width() == pytest.approx(whole.width())


def test_order_colours_and_scale_reach_the_figure_for_print(tab: AnalysisTab) -> None:
    tab.order.choose(Order.SMALLEST)
    row = tab.maps.colour_row
    row.colours_box.setCurrentIndex(row.colours_box.findData("CET-L1"))
    row.reversed_box.setChecked(True)
    row.scale_box.setCurrentIndex(row.scale_box.findData(Scale.OWN))
    shown = tab._shown_as("std_maps")
    assert shown.order == tuple(tab.spread.order.tolist())
    assert shown.options == {"map": "gray_r", "own_scales": True}
    fixed = tab.distances.colour_row
    fixed.scale_box.setCurrentIndex(fixed.scale_box.findData(Scale.FIXED))
    fixed.high_box.setValue(77.0)
    assert tab._shown_as("distances").limits == (0.0, 77.0)
