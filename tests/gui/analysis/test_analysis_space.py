"""The form of the analysis: in which space, from which source, by which definition; and what it refuses, where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from engine.analysis.distances import Metric, class_distances
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.space import PIXELS, Features
from engine.analysis.spread import Spread
from engine.errors import InputError
from gui.analysis.analysis_tab import AnalysisTab
from gui.analysis.source_box import Choice
from gui.analysis.space_section import Kind
from gui.services import Services
from tests.gui.analysis.analysis_help import analysed, at_rest, picture_folder

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=3, instances=5, size=32, points=400)
FEATURES = replace(REQUEST, space=Features(backbone="resnet18", stem="imagenet", seed=3, layer="layer1"))


def _choose(tab: AnalysisTab, kind: Kind) -> None:
    box = tab.form.space.kind_box
    box.setCurrentIndex(box.findData(kind))


def _weights(path: Path, value: float = 0.0) -> Path:
    """Write weights of a ResNet-18 with two classes, all of one value, without torch."""
    shapes: dict[str, tuple[int, ...]] = {"conv1.weight": (64, 3, 7, 7), "fc.weight": (2, 512), "fc.bias": (2,)}
    norms = {"bn1": 64}
    wide = 64
    for layer, width in enumerate((64, 128, 256, 512), start=1):
        for block in range(2):
            name = f"layer{layer}.{block}"
            taken = wide if block == 0 else width
            shapes |= {f"{name}.conv1.weight": (width, taken, 3, 3), f"{name}.conv2.weight": (width, width, 3, 3)}
            norms |= {f"{name}.bn1": width, f"{name}.bn2": width}
            if block == 0 and layer > 1:
                shapes[f"{name}.downsample.0.weight"] = (width, taken, 1, 1)
                norms[f"{name}.downsample.1"] = width
        wide = width
    for name, width in norms.items():
        shapes |= {f"{name}.{part}": (width,) for part in ("weight", "bias", "running_mean", "running_var")}
        shapes[f"{name}.num_batches_tracked"] = ()
    save_file({name: np.full(shape, value, np.float32) for name, shape in shapes.items()}, path)
    return path


def _archive(path: Path) -> Path:
    random = np.random.default_rng(0)
    images, labels = random.integers(0, 256, (40, 16, 16), dtype=np.uint8), np.repeat([0, 1], 20)
    np.savez(path, images=images, labels=labels)
    return path


@pytest.mark.parametrize("space", [PIXELS, FEATURES.space, Features(weights="imagenet:V2", backbone="resnet50")])
def test_form_and_space_are_inverse(tab: AnalysisTab, space: Features) -> None:
    tab.form.space.show_space(space)
    assert tab.form.space.space == space


def test_features_are_those_of_the_engine_and_have_no_maps(qtbot: QtBot, tab: AnalysisTab, services: Services) -> None:
    view = analysed(qtbot, tab, FEATURES).view
    assert view is not None
    expected = analyze(FEATURES, services.workspace)
    assert expected.from_cache
    assert np.array_equal(view.statistics.means, expected.statistics.means)
    assert np.array_equal(view.spread, expected.statistics.class_std)
    assert view.matrix is not None
    assert np.array_equal(view.matrix, class_distances(expected.statistics, Metric.EUCLIDEAN))
    assert len(view.maps) == 0
    assert tab.maps_stack.currentIndex() == 1
    tab.choose_pair(0, 1)
    assert tab.pair.text.text().endswith("units of the features")
    assert "took" in tab.form.summary.text()
    tab.start()
    at_rest(qtbot, tab)
    assert "read from the cache" in tab.form.summary.text()


def test_missing_weights_are_refused_before_anything_starts(tab: AnalysisTab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", "/nowhere")
    tab.form.set_request(replace(REQUEST, space=Features(weights="imagenet", backbone="resnet18")))
    tab.start()
    assert not tab.running
    assert "download resnet18-f37072fd.pth" in tab.form.space.imagenet.problem
    assert tab.form.space.imagenet.download.isVisible()
    _choose(tab, Kind.PIXELS)
    assert tab.form.request() == REQUEST


def test_a_weight_file_says_its_network_and_a_wrong_one_is_refused(tab: AnalysisTab, tmp_path: Path) -> None:
    space = tab.form.space
    _choose(tab, Kind.FILE)
    assert space.file.problem == "Choose a weights file."
    space.file.file.line.setText(str(tmp_path / "none.pth"))
    assert "There is no weight file" in space.file.problem
    with pytest.raises(InputError):
        tab.form.request()
    space.file.file.line.setText(str(_weights(tmp_path / "weights.safetensors")))
    assert not space.problem
    assert "resnet18" in space.file.found.text()
    assert not space.backbone_field.isVisible()
    assert tab.form.request().space == Features(weights=str(tmp_path / "weights.safetensors"), backbone="resnet18")
    assert space.layer_box.findData("layer3") >= 0


def test_a_size_the_network_cannot_take_is_refused_at_the_size(tab: AnalysisTab) -> None:
    tab.form.set_request(replace(REQUEST, space=Features(backbone="alexnet")))
    assert "alexnet takes images of 63 to 4096 pixels and would get 32" in tab.form.space.size_field.problem
    tab.form.space.size_box.setValue(224)
    assert not tab.form.space.problem


def test_no_finished_run_is_said(qtbot: QtBot, tab: AnalysisTab) -> None:
    _choose(tab, Kind.RUN)
    qtbot.waitUntil(lambda: bool(tab.form.space.runs.problem), timeout=20_000)
    assert "No run is finished here yet" in tab.form.space.runs.problem


def test_what_the_child_cannot_do_is_said_at_the_space(qtbot: QtBot, tab: AnalysisTab, tmp_path: Path) -> None:
    path = _weights(tmp_path / "nan.safetensors", value=float("nan"))
    tab.receive(replace(REQUEST, space=Features(weights=str(path))))
    at_rest(qtbot, tab)
    assert "holds non-finite numbers" in tab.form.space.kind_field.problem
    assert not tab.form.source_field.problem


def test_the_definition_of_the_deviation_changes_what_is_shown_and_nothing_else(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    analysed(qtbot, tab, REQUEST)
    first = tab.view
    assert first is not None
    box = tab.deviation_box
    for kind in (Spread.MEAN, Spread.DISTANCE, Spread.RMS):
        box.setCurrentIndex(box.findData(kind))
        qtbot.waitUntil(lambda kind=kind: tab.view is not None and tab.view.deviation is kind, timeout=60_000)
        at_rest(qtbot, tab)
        expected = analyze(REQUEST, services.workspace, spread=kind).statistics.spread(kind)
        assert tab.view is not None
        assert np.array_equal(tab.view.spread, expected)
        assert np.array_equal(tab.view.statistics.means, first.statistics.means)
        assert tab.view.number == first.number
    assert tab.distances.pair is not None


def test_every_metric_is_offered_and_computed(qtbot: QtBot, tab: AnalysisTab) -> None:
    analysed(qtbot, tab, REQUEST)
    for metric in reversed(Metric):
        tab.distances.metric_box.setCurrentIndex(tab.distances.metric_box.findData(metric))
        qtbot.waitUntil(lambda metric=metric: tab.view is not None and tab.view.metric is metric, timeout=20_000)
        assert tab.view is not None
        assert tab.view.matrix is not None
        assert np.array_equal(tab.view.matrix, class_distances(tab.view.statistics, metric))


def test_training_and_test_images_are_told_apart(qtbot: QtBot, tab: AnalysisTab, tmp_path: Path) -> None:
    archive = _archive(tmp_path / "own.npz")
    tab.form.add_path(str(archive))
    assert tab.form.part_field.isVisible()
    seen = {}
    for part in ("train", "test"):
        tab.form.part_box.setCurrentIndex(tab.form.part_box.findData(part))
        tab.start()
        at_rest(qtbot, tab)
        assert tab.view is not None
        seen[part] = int(tab.view.statistics.counts.sum())
    assert seen == {"train": 32, "test": 8}


def test_a_data_set_that_is_not_here_says_what_to_get(tab: AnalysisTab) -> None:
    tab.form.select(Choice(SourceKind.DATASET, "EuroSAT"))
    assert "EuroSAT is not complete: put" in tab.form.source_field.problem
    tab.start()
    assert not tab.running
    tab.form.select(Choice(SourceKind.CATEGORIES, "fractaldb-1k"))
    assert not tab.form.source_field.problem


@pytest.mark.parametrize("what", ["folder", "archive", "categories", "weights", "nonsense"])
def test_what_is_dropped_is_chosen(tab: AnalysisTab, tmp_path: Path, what: str) -> None:
    nonsense = tmp_path / "notes.txt"
    nonsense.write_text("words")
    (tmp_path / "0.csv").write_text("0.5,0,0,0.5,0,0,0.5\n0.5,0,0,0.5,0.5,0.5,0.5\n")
    makers = {
        "folder": lambda: picture_folder(tmp_path / "pictures"),
        "archive": lambda: _archive(tmp_path / "own.npz"),
        "categories": lambda: tmp_path / "0.csv",
        "weights": lambda: _weights(tmp_path / "w.safetensors"),
        "nonsense": lambda: nonsense,
    }
    path = makers[what]()
    before = tab.form.choice
    _drop(tab, path)
    kinds = {"folder": SourceKind.FOLDER, "archive": SourceKind.DATASET, "categories": SourceKind.CATEGORIES}
    if what in kinds:
        assert tab.form.choice == Choice(kinds[what], str(path))
    else:
        assert tab.form.choice == before
    if what == "weights":
        assert tab.form.request().space == Features(weights=str(path), backbone="resnet18")
    assert ("is nothing to analyse" in tab.form.source_field.problem) == (what == "nonsense")


def _drop(tab: AnalysisTab, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPoint(400, 300)
    kept = (data, Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place, kept[1], data, *kept[2:])
    QApplication.sendEvent(tab, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(tab, QDropEvent(place.toPointF(), kept[1], data, *kept[2:]))


def test_a_window_built_anew_shows_the_result_and_the_request(
    qtbot: QtBot, tab: AnalysisTab, services: Services
) -> None:
    analysed(qtbot, tab, REQUEST)
    tab.distances.metric_box.setCurrentIndex(tab.distances.metric_box.findData(Metric.COSINE))
    qtbot.waitUntil(lambda: tab.view is not None and tab.view.metric is Metric.COSINE, timeout=20_000)
    other = AnalysisTab(services)
    qtbot.addWidget(other)
    assert other.view is tab.view
    assert other.form.request() == REQUEST
    assert other.distances.current_metric is Metric.COSINE
    assert other.distances.names == tab.distances.names
