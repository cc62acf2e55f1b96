"""The pages about a result, driven as a user drives them; their numbers are those of SciPy and scikit-learn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot
from scipy.spatial.distance import pdist, squareform
from scipy.stats import pearsonr, spearmanr
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, silhouette_samples

from engine.analysis.distances import Metric
from engine.analysis.maps2d import MapKind
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.progress import Control
from gui.analysis.analysis_tab import AnalysisTab
from gui.analysis.pages import comparing
from gui.analysis.pages.class_table import ClassTable, Column
from gui.analysis.pages.compare_page import ComparePage
from gui.analysis.pages.pair_scatter import PairScatter
from gui.analysis.pages.result_page import ResultPage
from gui.analysis.pages.separating import Measure
from gui.analysis.pages.subject import Subject
from gui.services import Services
from tests.gui.analysis.analysis_help import analysed, show

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=6, instances=5, size=16, points=400)
OTHER = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=5, instances=4, size=16, points=300)


@pytest.fixture
def tab(qtbot: QtBot, tab: AnalysisTab) -> AnalysisTab:
    return analysed(qtbot, tab, REQUEST)


def _open(qtbot: QtBot, tab: AnalysisTab, page: ResultPage) -> None:
    tab.board.open(page)
    qtbot.waitUntil(lambda: not page.busy, timeout=30_000)


def _images(services: Services) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    blocks = list(REQUEST.open(services.workspace).blocks(Control()))
    images = np.concatenate([images for images, _ in blocks]).astype(np.float64)
    return images.reshape(len(images), -1), np.concatenate([labels for _, labels in blocks])


def test_nothing_is_computed_before_a_page_is_seen(tab: AnalysisTab) -> None:
    assert not any(page.busy for page in tab.result_pages.pages)
    assert tab.result_pages.separability.found is None
    assert not tab.result_pages.separability.figure_button.isEnabled()


def test_the_numbers_of_separability_are_those_of_the_images(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    page = tab.result_pages.separability
    _open(qtbot, tab, page)
    images, labels = _images(services)
    means = np.stack([images[labels == label].mean(axis=0) for label in range(6)])
    within = np.array([np.mean(np.sum((images[labels == k] - means[k]) ** 2, axis=1)) for k in range(6)])
    apart = squareform(pdist(means))
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argmin(axis=1)
    assert page.found is not None
    assert page.found.ratios.nearest.tolist() == nearest.tolist()
    expected = apart.min(axis=1) ** 2 / (within + within[nearest])
    assert page.found.values(Measure.NEAREST_RATIO) == pytest.approx(expected)
    score = calinski_harabasz_score(images, labels)
    assert f"<b>{score:,.1f}</b>" in page.overall.text()
    shown = [page.table.classes.index(row, 4).data() for row in range(6)]
    assert shown == [f"{value:.3f}" for value in expected]


def test_silhouettes_of_the_images_are_those_of_scikit_learn(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    page = tab.result_pages.separability
    _open(qtbot, tab, page)
    qtbot.mouseClick(page.images_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.found is not None and page.found.images is not None, timeout=60_000)
    images, labels = _images(services)
    expected = silhouette_samples(images, labels)
    shown = [page.table.classes.index(row, 7).data() for row in range(6)]
    assert shown == [f"{expected[labels == k].mean():.3f}".replace("-", "−") for k in range(6)]
    assert f"of 30 images: <b>{expected.mean():.3f}</b>".replace("-", "−") in page.overall.text()
    assert page.measure_box.currentData() == Measure.OF_IMAGES


def test_evenness_is_said_with_its_interval_and_number_of_draws(qtbot: QtBot, tab: AnalysisTab) -> None:
    page = tab.result_pages.separability
    _open(qtbot, tab, page)
    assert page.found is not None
    said = page.found.findings
    assert said is not None
    spreads = page.found.spreads
    variation = np.std(spreads, ddof=1) / spreads.mean()
    assert said.deviations.value == pytest.approx(variation)
    assert f"<b>{100 * variation:.1f}&nbsp;%</b>" in page.evenness.text()
    assert "9,999 bootstrap draws of the 6 classes" in page.evenness.text()


def test_evenness_is_noted_beside_bars_and_distances_and_follows_what_they_show(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    def note(values: np.ndarray[Any, Any]) -> str:
        return f"CV {100 * np.std(values, ddof=1) / values.mean():.1f} % ["

    images, labels = _images(services)
    means = np.stack([images[labels == label].mean(axis=0) for label in range(6)])
    bars, distances = tab.spread.note, tab.distances.note
    qtbot.waitUntil(lambda: bars.isVisible() and distances.isVisible(), timeout=30_000)
    assert bars.text().startswith(note(tab.spread.values))
    assert distances.text().startswith(note(pdist(means)))
    assert "9,999 bootstrap draws of the 6 classes" in distances.toolTip()
    cosine = note(pdist(means, "cosine"))
    tab.distances.metric_box.setCurrentIndex(tab.distances.metric_box.findData(Metric.COSINE))
    qtbot.waitUntil(lambda: distances.text().startswith(cosine), timeout=30_000)
    analysed(qtbot, tab, replace(REQUEST, classes=3))
    assert not bars.isVisible()
    assert not distances.isVisible()


def test_a_row_a_bar_and_a_point_choose_the_class_everywhere(qtbot: QtBot, tab: AnalysisTab) -> None:
    pages = tab.result_pages
    _open(qtbot, tab, pages.separability)
    table = pages.separability.table
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    best = int(table.order[0])
    where = table.visualRect(table.classes.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert (pages.separability.bars.chosen, tab.maps.chosen, tab.spread.chosen) == (best, best, best)
    pages.separability.bars.plot.pressed.emit(QPointF(2.0, 0.0))
    third = int(table.order[2])
    assert tab.maps.chosen == third
    assert table.currentIndex().row() == 2
    _open(qtbot, tab, pages.map)
    assert pages.map.map.chosen == third
    pages.map.map.plot.pressed.emit(QPointF(*pages.map.map._places[0]))
    assert tab.maps.chosen == 0


def test_every_plot_tells_what_the_mouse_is_on_and_the_choice_when_it_leaves(qtbot: QtBot, tab: AnalysisTab) -> None:
    pages = tab.result_pages
    for page in (pages.separability, pages.map):
        _open(qtbot, tab, page)
    order = pages.separability.table.order.tolist()
    nowhere = QPointF(-1e6, -1e6)
    for panel, places in (
        (tab.maps, [tab.maps.tile(index).center() for index in range(6)]),
        (tab.spread, [QPointF(index, 0.1) for index in range(6)]),
        (pages.separability.bars, [QPointF(order.index(index), 0.0) for index in range(6)]),
        (pages.map.map, [QPointF(*place) for place in pages.map.map._places]),
    ):
        tab.choose_class(2)
        panel.plot.pointed.emit(places[4])
        assert "00004" in panel.readout.text()
        for leave in (partial(panel.plot.pointed.emit, nowhere), panel.plot.left.emit):
            panel.plot.pointed.emit(places[4])
            leave()
            assert panel.readout.text().startswith("Class 00002")
            assert panel.plot.accessibleDescription() == panel.readout.text()
        panel.plot.pressed.emit(nowhere)
        assert tab.maps.chosen == 2
        panel.plot.pressed.emit(places[4])
        assert tab.maps.chosen == 4


def test_a_double_click_or_enter_opens_the_class_in_the_explorer(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    _open(qtbot, tab, tab.result_pages.separability)
    table = tab.result_pages.separability.table
    asked: list[tuple[str, object]] = []
    services.hub.navigate.connect(lambda name, payload: asked.append((name, payload)))
    where = table.visualRect(table.classes.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [name for name, _ in asked] == ["explorer", "explorer"]
    assert "00003" in str(asked[0][1])


def test_the_map_is_that_of_scikit_learn(qtbot: QtBot, tab: AnalysisTab, services: Services) -> None:
    page = tab.result_pages.map
    _open(qtbot, tab, page)
    images, labels = _images(services)
    means = np.stack([images[labels == label].mean(axis=0) for label in range(6)])
    pca = PCA(2).fit(means)
    expected = pca.transform(means)
    assert page.mapped is not None
    assert np.abs(page.mapped.flat.points) == pytest.approx(np.abs(expected))
    assert f"<b>{100 * pca.explained_variance_ratio_[0]:.1f}&nbsp;%</b>" in page.said.text()
    page.kind_box.setCurrentIndex(page.kind_box.findData(MapKind.MDS))
    qtbot.waitUntil(lambda: not page.busy, timeout=30_000)
    shown = pdist(page.mapped.flat.points)
    stress = np.sqrt(np.sum((shown - pdist(means)) ** 2) / np.sum(shown**2))
    assert f"<b>{stress:.3f}</b>" in page.said.text()


def test_arrow_keys_walk_the_map(qtbot: QtBot, tab: AnalysisTab) -> None:
    page = tab.result_pages.map
    _open(qtbot, tab, page)
    leftmost = int(np.argmin(page.map._places[:, 0]))
    tab.choose_class(leftmost)
    qtbot.keyClick(page.map.plot, Qt.Key.Key_Left)
    assert page.map.chosen == leftmost
    for _ in range(6):
        qtbot.keyClick(page.map.plot, Qt.Key.Key_Right)
    assert page.map._places[page.map.chosen, 0] > page.map._places[leftmost, 0]


def test_a_kept_analysis_is_compared_by_class_name(qtbot: QtBot, tab: AnalysisTab, services: Services) -> None:
    analyze(OTHER, services.workspace)
    page = tab.result_pages.compare
    _open(qtbot, tab, page)
    qtbot.waitUntil(lambda: page.other_box.count() == 2, timeout=10_000)
    assert "5 × 4 · 16 px · pixels" in page.other_box.itemText(1)
    page.other_box.setCurrentIndex(1)
    page.other_box.activated.emit(1)
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    first, second = (analyze(request, services.workspace).statistics for request in (REQUEST, OTHER))
    pairs = pdist(first.means[:5].reshape(5, -1)), pdist(second.means.reshape(5, -1))
    said = page.said.text()
    assert f"r = {pearsonr(*pairs)[0]:.3f}" in said
    assert f"ρ = {spearmanr(*pairs)[0]:.3f}" in said
    assert "all 119 other orders" in said
    assert page.compared is not None
    assert page.compared.beside is not None
    assert page.compared.beside.pairs == pytest.approx(np.stack(pairs))
    page.difference.plot.pressed.emit(QPointF(3.5, 1.5))
    assert tab.distances.pair == (1, 3)


def test_what_the_form_asks_for_is_compared_and_then_listed(qtbot: QtBot, tab: AnalysisTab) -> None:
    page = tab.result_pages.compare
    _open(qtbot, tab, page)
    shown = tab.view
    tab.form.instances_box.setValue(3)
    qtbot.mouseClick(page.form_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.busy and page.compared is not None, timeout=60_000)
    qtbot.waitUntil(lambda: "6 × 3" in page.other_box.currentText(), timeout=10_000)
    assert tab.view is shown


@pytest.fixture
def endless(qtbot: QtBot, tab: AnalysisTab, services: Services, monkeypatch: pytest.MonkeyPatch) -> ComparePage:
    """Return the page of comparison at work on more orders than anybody waits for."""
    monkeypatch.setattr(comparing, "PERMUTATIONS", 10**9)
    many = replace(REQUEST, classes=14, instances=3)
    analyze(many, services.workspace)
    analysed(qtbot, tab, replace(many, instances=4))
    page = tab.result_pages.compare
    tab.board.open(page)
    qtbot.waitUntil(lambda: page.other_box.count() == 3, timeout=10_000)
    row = next(row for row in range(3) if "14 × 3" in page.other_box.itemText(row))
    page.other_box.setCurrentIndex(row)
    page.other_box.activated.emit(row)
    qtbot.waitUntil(lambda: page.compared is not None and page.waiting.isVisible(), timeout=60_000)
    return page


def test_a_long_test_says_how_far_it_is_and_can_be_given_up(qtbot: QtBot, endless: ComparePage) -> None:
    assert "exchanging the classes" in endless.said.text()
    qtbot.waitUntil(lambda: endless.progress_bar.maximum() == 1000, timeout=30_000)
    qtbot.mouseClick(endless.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not endless.busy, timeout=30_000)
    assert not endless.waiting.isVisible()
    assert "stopped; open the page again to compute it" in endless.said.text()
    assert endless.compared is not None
    assert endless.compared.beside is not None  # what was known stays


def test_a_window_built_anew_compares_the_same_and_the_old_one_no_longer(
    qtbot: QtBot, tab: AnalysisTab, services: Services, endless: ComparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "PERMUTATIONS", 99)
    assert endless._task is not None
    chosen, control = endless.other_box.currentText(), endless._task.control
    new = AnalysisTab(services)
    show(qtbot, new, 1280, 680)
    tab.hide()
    tab.deleteLater()
    qtbot.waitUntil(lambda: control.stopped, timeout=10_000)
    page = new.result_pages.compare
    assert new.board.page is page
    qtbot.waitUntil(lambda: "99 random orders" in page.said.text(), timeout=30_000)
    qtbot.waitUntil(lambda: page.other_box.currentText() == chosen, timeout=10_000)


def test_numbers_and_figure_of_every_page_can_be_had(qtbot: QtBot, tab: AnalysisTab, tmp_path: Path) -> None:
    pages = tab.result_pages
    headers = {
        pages.separability: "class,pictures,within_class_std,nearest",
        pages.map: "class,x,y,nearest,nearest_distance",
    }
    for page, header in headers.items():
        _open(qtbot, tab, page)
        path = tmp_path / f"{page.figure_name}.csv"
        page.write_csv(str(path))
        qtbot.waitUntil(path.exists, timeout=20_000)
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(header)
        assert len(lines) == 7
        qtbot.mouseClick(page.figure_button, Qt.MouseButton.LeftButton)
        assert page.figure is not None
        page.figure.close()


def test_the_key_for_print_opens_the_figure_of_the_page_in_front(qtbot: QtBot, tab: AnalysisTab) -> None:
    page = tab.result_pages.map
    _open(qtbot, tab, page)
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    qtbot.keyClick(page.map.plot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.figure is not None
    page.figure.close()


def test_another_result_empties_the_pages_until_it_is_whole(qtbot: QtBot, tab: AnalysisTab) -> None:
    page = tab.result_pages.separability
    _open(qtbot, tab, page)
    assert tab.view is not None
    tab.result_pages.show_view(replace(tab.view, analysis=None))
    assert page.nothing.isVisible()
    assert page.nothing.text() == "This follows when the analysis is whole."
    assert not page.csv_button.isEnabled()
    tab.result_pages.show_view(tab.view)
    qtbot.waitUntil(lambda: page.found is not None and page.found.whole, timeout=30_000)
    assert not page.nothing.isVisible()


def test_a_class_without_a_distance_is_named(qtbot: QtBot, tab: AnalysisTab) -> None:
    pages = tab.result_pages
    assert tab.view is not None
    assert tab.view.analysis is not None
    subject = pages.map.subject
    assert subject is not None
    matrix = subject.matrix.copy()
    matrix[2, :] = matrix[:, 2] = np.nan
    black = Subject(subject.analysis, Metric.COSINE, matrix)
    for page in pages.pages:
        page.show_result(black)
    pages.map.kind_box.setCurrentIndex(pages.map.kind_box.findData(MapKind.MDS))
    _open(qtbot, tab, pages.map)
    assert pages.map.nothing.text().startswith("Class 00002 has no distance by this measure")
    _open(qtbot, tab, pages.separability)
    assert pages.separability.evenness.text().startswith("Class 00002 has no distance")
    assert pages.separability.table.classes.index(2, 2).data() == ""


def test_a_crowd_of_pairs_is_counted_as_numpy_counts(qtbot: QtBot, services: Services) -> None:
    values = np.random.default_rng(3).integers(0, 5000, (2, 6000)) / 17
    scatter = PairScatter(services.theme, "Distances")
    show(qtbot, scatter, 300, 300)
    scatter.show_values(values, ("one", "other"))
    shades = scatter.crowd.image
    assert shades is not None
    counts, _, _ = np.histogram2d(values[0], values[1], bins=len(shades))
    assert np.array_equal(np.rint(np.expm1(np.nan_to_num(shades))), counts.T)


def test_a_thousand_classes_are_sorted_with_what_is_undefined_last(qtbot: QtBot, services: Services) -> None:
    table = ClassTable(services.theme)
    qtbot.addWidget(table)
    values = np.random.default_rng(0).normal(size=1000)
    values[7] = np.nan
    names = tuple(f"{index:05}" for index in range(1000))
    table.show_columns(names, [Column("value", "a number", values)])
    table.choose(500)
    for order in Qt.SortOrder:
        table.sortByColumn(1, order)
        assert int(table.order[-1]) == 7
        assert int(table.order[table.currentIndex().row()]) == 500
    assert table.classes.index(999, 1).data() == "–"
