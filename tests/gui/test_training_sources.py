"""Weights as sources, own images as targets, and the measurement before a start: in the form, with real files."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.experiments.presets import load_preset
from engine.experiments.problems import Problem
from engine.experiments.specification import StudySpecification
from engine.models.imagenet import imagenet_weights
from engine.progress import Control, Report
from engine.sentences import Sentence
from engine.workspace import Workspace
from gui.services import Activity, Services
from gui.training.form.checkpoint_body import CheckpointBody
from gui.training.form.downloads import downloads
from gui.training.form.imagenet_body import ImageNetBody
from gui.training.form.run_body import RunBody
from gui.training.new_study_panel import NewStudyPanel
from gui.training.study_form import StudyForm
from tests.gui.training_help import finish, planned

ROOT = Path(__file__).resolve().parents[2]
NETWORK = "shufflenet_v2_x1_0"


@pytest.fixture
def form(qtbot: QtBot, services: Services) -> StudyForm:
    made = StudyForm(services)
    qtbot.addWidget(made)
    made.load(load_preset("quick"))
    return made


@pytest.fixture
def panel(qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch) -> NewStudyPanel:
    # What was measured on this machine for its user must not decide what is known here.
    monkeypatch.setattr("engine.experiments.pace.program_cache", lambda: services.workspace.root / "of the user")
    made = NewStudyPanel(services)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    script = (
        "import sys; from pathlib import Path; from engine.models.backbones import build_backbone; "
        "from engine.models.weights import save_weights; "
        "save_weights(build_backbone(sys.argv[1], 6), Path(sys.argv[2]))"
    )
    # In a process of its own: that of the window is without torch.
    subprocess.run([sys.executable, "-c", script, NETWORK, str(folder)], cwd=ROOT, check=True)
    return folder / "weights.pth"


def test_a_weight_file_is_looked_into_before_the_start(form: StudyForm, weights: Path, qtbot: QtBot) -> None:
    card = form.sources.new_source("checkpoint")
    body = card.body
    assert isinstance(body, CheckpointBody)
    qtbot.keyClicks(body.file.line, str(weights))
    assert form.check() is None
    assert NETWORK in card.problem
    assert "6 classes" in body.look.text()
    form.network.model.put("backbone", NETWORK)
    study = form.check()
    assert study is not None
    assert "fits" in body.look.text()
    assert study.sources[-1].model_dump()["path"] == str(weights)


def test_imagenet_weights_are_looked_into_wherever_they_come_from(
    form: StudyForm, weights: Path, services: Services
) -> None:
    card = form.sources.new_source("imagenet")
    body = card.body
    assert isinstance(body, ImageNetBody)
    body.file.line.setText(str(weights))
    assert form.check() is None
    assert f"is for {NETWORK}" in card.problem
    assert not body.look.isHidden()
    form.network.model.put("backbone", NETWORK)
    assert form.check() is not None
    assert "fits" in body.look.text()
    body.file.line.setText("")
    assert form.check() is None
    assert body.look.isHidden()
    published = services.workspace.data / imagenet_weights(NETWORK).names[0]
    published.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(weights, published)
    assert form.check() is not None
    assert "fits" in body.look.text()
    body.file.line.setText(str(published.parent / "none.pth"))
    assert form.check() is None
    assert "none.pth" in card.problem


def test_what_is_on_its_way_is_waited_for_and_not_to_be_corrected(
    panel: NewStudyPanel, services: Services, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fetch(*_arguments: object, report: Report, control: Control) -> None:
        del report
        while True:
            control.poll()
            time.sleep(0.01)

    monkeypatch.setattr("gui.training.form.imagenet_body.fetch_imagenet", fetch)
    card = panel.form.sources.new_source("imagenet")
    body = card.body
    assert isinstance(body, ImageNetBody)
    panel.check()
    assert "above" in panel.facts.text()
    qtbot.mouseClick(body.download, Qt.MouseButton.LeftButton)
    panel.check()
    assert not card.problem
    assert card._caution.text() == "The weights are on their way."
    assert "when the downloads are there" in panel.facts.text()
    assert not panel.start.isEnabled()
    panel.form.name.setText("")
    panel.check()
    assert "above" in panel.facts.text()
    downloads(services).cancel(body._key)
    qtbot.waitUntil(lambda: not body.waiting)
    panel.check()
    assert card.problem


def test_what_works_and_is_hardly_meant_is_said_and_can_be_started(panel: NewStudyPanel, qtbot: QtBot) -> None:
    panel.form.training.training.put("freeze", "backbone")
    panel.form.targets.amounts.setText("50")
    panel.check()
    scratch, row = panel.form.sources.cards[0], panel.form.targets.rows["FashionMNIST-sample"]
    qtbot.waitUntil(lambda: bool(scratch._caution.text()), timeout=10_000)
    assert scratch._caution.text().startswith("Starts from random weights")
    assert row._caution.text().startswith("Has 50 training images, fewer than a batch of 64")
    assert row._caution.isVisible()
    assert panel.start.isEnabled()
    panel.form.training.training.put("freeze", "none")
    panel.check()
    qtbot.waitUntil(lambda: panel.start.isEnabled() and not scratch._caution.text(), timeout=10_000)


def test_a_page_that_was_saved_as_weights_is_refused(form: StudyForm, tmp_path: Path) -> None:
    path = tmp_path / "weights.pth"
    path.write_bytes(b"<!DOCTYPE html><html>not found</html>")
    card = form.sources.new_source("checkpoint")
    assert isinstance(card.body, CheckpointBody)
    card.body.file.line.setText(str(path))
    assert form.check() is None
    assert "weights.pth" in card.problem


def test_a_published_checkpoint_says_where_it_goes(form: StudyForm, services: Services) -> None:
    card = form.sources.new_source("checkpoint")
    body = card.body
    assert isinstance(body, CheckpointBody)
    body.menu.actions()[0].trigger()
    assert form.check() is None
    assert "FractalDB-1000_resnet50_epoch90.pth" in card.problem
    assert str(services.workspace.data / "weights") in card.problem


def test_an_earlier_run_is_a_source(form: StudyForm, services: Services, qtbot: QtBot) -> None:
    earlier = planned(services.workspace)
    first = earlier.plan.runs[0]
    finish(earlier.folder(first.id), 0.5)
    card = form.sources.new_source("run")
    body = card.body
    assert isinstance(body, RunBody)
    qtbot.waitUntil(lambda: body.runs.currentData() == first.id)
    study = form.check()
    assert study is not None
    assert study.sources[-1].model_dump()["run"] == first.id
    form.network.model.put("backbone", "resnet34")
    assert form.check() is None
    assert "resnet18" in card.problem
    form.network.model.put("backbone", "resnet18")
    form.network.model.put("stem", "small")
    assert form.check() is None
    assert "with stem imagenet" in card.problem


def test_no_run_is_no_source(form: StudyForm, qtbot: QtBot) -> None:
    card = form.sources.new_source("run")
    body = card.body
    assert isinstance(body, RunBody)
    qtbot.waitUntil(lambda: body._networks is not None)
    assert form.check() is None
    assert "No run is finished" in card.problem


def test_a_network_of_a_package_that_is_not_there_is_refused_at_its_field(
    panel: NewStudyPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.models.catalogue.timm_installed", lambda: False)
    panel.choose("vit")
    field = panel.form.network.model.field("backbone")
    assert "--extra timm" in field.problem
    assert not panel.start.isEnabled()
    panel.form.network.model.put("backbone", "resnet18")
    panel.check()
    assert not field.problem


def drop(form: StudyForm, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    form.targets.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def test_own_images_are_dropped_in(panel: NewStudyPanel, tmp_path: Path, qtbot: QtBot) -> None:
    rng = np.random.default_rng(1)
    for name in ("cats", "dogs"):
        folder = tmp_path / "animals" / name
        folder.mkdir(parents=True)
        for number in range(10):
            Image.fromarray(rng.integers(0, 255, (40, 40, 3), dtype=np.uint8)).save(folder / f"{number}.png")
    np.savez(tmp_path / "digits.npz", unrelated=np.zeros(3))
    panel.form.targets.rows["FashionMNIST-sample"].box.click()
    panel.form.targets.amounts.setText("all")
    panel.form.targets._common.put("validation", 0)
    drop(panel.form, tmp_path / "animals")
    study = panel.check()
    assert study is not None
    assert [target.name for target in study.targets] == [str(tmp_path / "animals")]
    qtbot.waitUntil(lambda: "here" in panel.facts.text(), timeout=10_000)
    assert panel.start.isEnabled()
    drop(panel.form, tmp_path / "digits.npz")
    panel.check()
    row = panel.form.targets.rows[str(tmp_path / "digits.npz")]
    qtbot.waitUntil(lambda: "digits" in row.problem, timeout=10_000)
    assert not panel.start.isEnabled()


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, services: Services) -> list[StudySpecification]:
    """Replace the measurement by one that ends when told to, and let it begin by itself."""
    asked: list[StudySpecification] = []

    def measure(study: StudySpecification, _workspace: Workspace, *, report: Report, control: Control) -> Any:
        asked.append(study)
        while not (services.workspace.root / "enough").exists():
            control.poll()
            time.sleep(0.01)
        del report

    monkeypatch.setattr("gui.training.measuring.measure", measure)
    services.settings.set("training/measure", True)
    return asked


def test_what_is_not_known_is_measured_and_can_be_left(
    panel: NewStudyPanel, measured: list[StudySpecification], qtbot: QtBot
) -> None:
    panel.measuring._timer.setInterval(50)
    panel.form.training.training.put("epochs", 3)
    qtbot.waitUntil(lambda: panel.measuring.running, timeout=10_000)
    button = panel.facts.findChildren(QPushButton)[1]
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.measuring.running)
    qtbot.wait(200)
    assert len(measured) == 1
    assert panel.facts.measure.isVisible()


def test_what_was_measured_is_reckoned_with(
    panel: NewStudyPanel, services: Services, measured: list[StudySpecification], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: panel.measuring.possible, timeout=10_000)
    qtbot.mouseClick(panel.facts.measure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(measured) == 1)
    before = panel.reckoning.found
    services.workspace.root.mkdir(exist_ok=True)
    (services.workspace.root / "enough").touch()
    qtbot.waitUntil(lambda: panel.reckoning.found is not None and panel.reckoning.found is not before, timeout=10_000)


def test_what_was_measured_and_refused_is_not_called_unknown(
    panel: NewStudyPanel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: panel.measuring.possible, timeout=10_000)
    problem = Problem("training.batch_size", Sentence("is {0} and needs {1} GB of memory", 64, "99.0"))
    monkeypatch.setattr("gui.training.outlook.refusals", lambda *_: (problem,))
    panel.refresh()
    qtbot.waitUntil(lambda: "Correct the fields" in panel.facts.text(), timeout=10_000)
    assert not panel.facts.measure.isVisible()


def test_nothing_is_measured_beside_a_run(
    panel: NewStudyPanel, services: Services, measured: list[StudySpecification], qtbot: QtBot
) -> None:
    services.hub.activity.emit(Activity("training", "Training"))
    panel.measuring._timer.setInterval(20)
    panel.form.training.training.put("epochs", 4)
    qtbot.waitUntil(lambda: "here" in panel.facts.text(), timeout=10_000)
    qtbot.wait(150)
    assert not measured
    assert not panel.measuring.possible
