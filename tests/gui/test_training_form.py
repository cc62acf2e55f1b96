"""The form: what goes in comes out, and what cannot work is refused at its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.experiments.plan import plan
from engine.experiments.presets import PRESETS, load_preset
from gui.services import Services
from gui.training.new_study_panel import NewStudyPanel
from gui.training.study_form import StudyForm


@pytest.fixture
def form(qtbot: QtBot, services: Services) -> StudyForm:
    made = StudyForm(services.theme, services.workspace)
    qtbot.addWidget(made)
    made.load(load_preset("quick"))
    return made


@pytest.fixture
def panel(qtbot: QtBot, services: Services) -> NewStudyPanel:
    made = NewStudyPanel(services)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_comes_out_as_it_went_in(form: StudyForm, name: str) -> None:
    form.load(load_preset(name))
    assert form.specification() == load_preset(name)
    assert [run.id for run in plan(form.specification()).runs] == [run.id for run in plan(load_preset(name)).runs]


def test_every_field_reaches_the_specification(form: StudyForm) -> None:
    form.name.setText("mine")
    form.seeds.setText("3, 5")
    form.categories.setValue(20)
    form.instances.setValue(30)
    form.pretrain_epochs.setValue(7)
    form.picture_size.setValue(64)
    form.weight_step.setValue(0.0)
    form.backbone.setCurrentText("resnet34")
    form.epochs.setValue(9)
    form.limit.setValue(0)
    form.image_size.setValue(form.image_size.minimum())
    study = form.specification()
    pretraining = study.sources[1]
    assert pretraining.kind == "pretrain"
    assert pretraining.data.kind == "fractal"
    assert (study.name, study.seeds, study.model.backbone) == ("mine", (3, 5), "resnet34")
    assert (pretraining.data.count, pretraining.data.instances, pretraining.training.epochs) == (20, 30, 7)
    assert (pretraining.data.render.size, pretraining.data.render.weight_step) == (64, None)
    assert (study.training.epochs, study.targets[0].train_limit, study.training.image_size) == (9, None, None)


def test_more_images_than_there_are_variants_are_made_by_repetition(form: StudyForm) -> None:
    form.instances.setValue(1000)
    pretraining = form.specification().sources[1]
    assert pretraining.kind == "pretrain"
    assert pretraining.data.kind == "fractal"
    assert pretraining.data.render.settings.instances >= 1000 + pretraining.data.validation


def test_problems_are_said_at_their_fields(form: StudyForm) -> None:
    form.seeds.setText("1, one")
    form.name.setText("")
    form.backbone.setCurrentText("alexnet")
    assert form.check() is None
    assert form._fields["seeds"].problem
    assert form._fields["name"].problem
    form.load(load_preset("quick"))
    assert form.check() is not None
    assert not form._fields["seeds"].problem


def test_a_network_that_cannot_take_the_images_is_refused_at_its_field(form: StudyForm) -> None:
    form.backbone.setCurrentText("alexnet")
    assert form.check() is None
    assert "63" in form._fields["backbone"].problem


def test_more_images_than_the_data_set_has_are_refused_where_they_are_asked_for(form: StudyForm) -> None:
    form.limit.setValue(1501)
    assert form.check() is None
    assert "2,000" in form._fields["limit"].problem
    assert not form._fields["limit"].isHidden()
    form.limit.setValue(1500)
    assert form.check() is not None


def test_nothing_to_start_from_and_nothing_to_learn(form: StudyForm) -> None:
    form.scratch.setChecked(False)
    form.fractal.setChecked(False)
    form.targets["FashionMNIST-sample"].setChecked(False)
    assert form.check() is None
    assert form._sources_problem.text()
    assert form._targets_problem.text()


def test_a_missing_data_set_says_which_files_go_where(form: StudyForm, services: Services) -> None:
    form.targets["MNIST"].setChecked(True)
    assert form.check() is None
    text = form._target_problems["MNIST"].text()
    assert "MNIST/raw/train-images-idx3-ubyte" in text
    assert str(services.workspace.data) in text


def test_missing_weight_files_are_refused(form: StudyForm, tmp_path: Path) -> None:
    form.checkpoint.setChecked(True)
    assert form.check() is None
    assert form._checkpoint_problem.text()
    form.checkpoint_path.setText(str(tmp_path / "none.pth"))
    assert form.check() is None
    (tmp_path / "none.pth").write_bytes(b"weights")
    study = form.check()
    assert study is not None
    assert [source.kind for source in study.sources] == ["scratch", "pretrain", "checkpoint"]


def test_missing_imagenet_weights_are_refused(
    form: StudyForm, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    form.imagenet.setChecked(True)
    assert form.check() is None
    assert "resnet18" in form._imagenet_problem.text()
    (services.workspace.data / "weights").mkdir(parents=True)
    (services.workspace.data / "weights" / "resnet18-f37072fd.pth").write_bytes(b"weights")
    assert form.check() is not None


def test_a_changed_preset_becomes_the_users_own(qtbot: QtBot, panel: NewStudyPanel) -> None:
    assert panel.cards.current == "quick"
    panel.form.epochs.setValue(3)
    assert panel.cards.current == "custom"
    assert panel.form.name.text() == "my-study"
    panel.choose("quick")
    assert panel.check() == load_preset("quick")
    panel.choose("custom")
    assert panel.form.epochs.value() == 3


def test_the_cost_is_said_before_the_start(qtbot: QtBot, panel: NewStudyPanel) -> None:
    qtbot.waitUntil(lambda: "72,960" in panel.facts.text(), timeout=10_000)
    assert "MB" in panel.facts.text()
    assert panel.start.isEnabled()


def test_what_cannot_work_cannot_be_started(qtbot: QtBot, panel: NewStudyPanel) -> None:
    panel.form.seeds.setText("")
    with qtbot.assertNotEmitted(panel.start_requested):
        panel.ask_start()
    assert not panel.start.isEnabled()
    panel.form.seeds.setText("1")
    with qtbot.waitSignal(panel.start_requested):
        panel.ask_start()
