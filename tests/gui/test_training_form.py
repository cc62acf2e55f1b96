"""The form: what goes in comes out, and what cannot work is refused at its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from engine.experiments.plan import plan
from engine.experiments.presets import PRESETS, load_preset
from engine.experiments.specification import Pretraining, StudySpecification
from gui.services import Services
from gui.training.form.checkpoint_body import CheckpointBody
from gui.training.form.fractal_section import FractalSection
from gui.training.form.imagenet_body import ImageNetBody
from gui.training.form.pretraining_body import PretrainingBody
from gui.training.form.setting_field import SettingField
from gui.training.new_study_panel import NewStudyPanel
from gui.training.study_form import StudyForm


@pytest.fixture
def form(qtbot: QtBot, services: Services) -> StudyForm:
    made = StudyForm(services)
    qtbot.addWidget(made)
    made.load(load_preset("quick"))
    return made


@pytest.fixture
def panel(qtbot: QtBot, services: Services) -> NewStudyPanel:
    made = NewStudyPanel(services)
    qtbot.addWidget(made)
    return made


def pretraining(form: StudyForm) -> PretrainingBody:
    body = form.sources.cards[1].body
    assert isinstance(body, PretrainingBody)
    return body


def fractals(form: StudyForm) -> FractalSection:
    images = pretraining(form).images
    assert isinstance(images, FractalSection)
    return images


def trained(study: StudySpecification) -> Pretraining:
    return next(source for source in study.sources if isinstance(source, Pretraining))


def enter(qtbot: QtBot, field: SettingField, text: str) -> None:
    """Type a value over what is there."""
    editor = field.editor
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_comes_out_as_it_went_in(form: StudyForm, name: str) -> None:
    form.load(load_preset(name))
    assert form.specification() == load_preset(name)
    assert [run.id for run in plan(form.specification()).runs] == [run.id for run in plan(load_preset(name)).runs]


def test_every_field_reaches_the_specification(form: StudyForm, qtbot: QtBot) -> None:
    form.name.setText("mine")
    form.network.seeds.setText("3, 5-7")
    enter(qtbot, fractals(form).data.field("count"), "20")
    enter(qtbot, fractals(form).data.field("instances"), "30")
    enter(qtbot, fractals(form).render_.field("size"), "64")
    fractals(form).more.unfold(True)
    enter(qtbot, fractals(form).render_.field("weight_step"), " ")
    enter(qtbot, pretraining(form).training.training.field("epochs"), "7")
    form.training.more.unfold(True)
    enter(qtbot, form.training.training.field("epochs"), "9")
    enter(qtbot, form.training.training.field("learning_rate"), "2e-3")
    enter(qtbot, form.training.training.field("milestones"), "3, 6")
    enter(qtbot, form.training.augmentation.field("mixup"), "0.2")
    qtbot.keyClicks(form.network.model.field("backbone").editor, "resnet34")
    study = form.specification()
    source = trained(study)
    assert source.data.kind == "fractal"
    assert (study.name, study.seeds, study.model.backbone) == ("mine", (3, 5, 6, 7), "resnet34")
    assert (source.data.count, source.data.instances, source.training.epochs) == (20, 30, 7)
    assert (source.data.render.size, source.data.render.weight_step) == (64, None)
    assert (study.training.epochs, study.training.learning_rate, study.training.milestones) == (9, 2e-3, (3, 6))
    assert study.training.augmentation.mixup == 0.2


def test_every_setting_has_words_of_its_own(form: StudyForm) -> None:
    for fields in (form.training.training, form.training.augmentation, fractals(form).data, fractals(form).render_):
        assert {key for key in fields.keys if key not in fields._words} <= {"seed", "kind"}


def test_a_changed_setting_offers_the_way_back(form: StudyForm, qtbot: QtBot) -> None:
    field = form.training.training.field("epochs")
    assert field._reset.isHidden()
    enter(qtbot, field, "3")
    assert not field._reset.isHidden()
    assert "12" in field._reset.toolTip()
    qtbot.mouseClick(field._reset, Qt.MouseButton.LeftButton)
    assert form.specification() == load_preset("quick")
    assert field._reset.isHidden()


def test_more_images_than_there_are_variants_are_made_by_repetition(form: StudyForm, qtbot: QtBot) -> None:
    enter(qtbot, fractals(form).data.field("instances"), "1000")
    data = trained(form.specification()).data
    assert data.kind == "fractal"
    assert data.render.settings.instances >= 1000 + data.validation


def test_problems_are_said_at_their_fields(form: StudyForm, qtbot: QtBot) -> None:
    form.network.seeds.setText("1, one")
    form.name.setText("")
    enter(qtbot, form.training.training.field("learning_rate"), "fast")
    enter(qtbot, pretraining(form).training.training.field("learning_rate"), "0")
    form.training.more.unfold(True)
    enter(qtbot, form.training.training.field("warmup_epochs"), "13")
    assert form.check() is None
    assert "one" in form.network._seeds_field.problem
    assert form._name_field.problem
    assert "fast" in form.training.training.field("learning_rate").problem
    assert "more than 0" in pretraining(form).training.training.field("learning_rate").problem
    form.load(load_preset("quick"))
    assert form.check() is not None
    assert not form.network._seeds_field.problem


def test_a_problem_behind_more_opens_it(form: StudyForm) -> None:
    form.training.augmentation.put("rand_augment", 11)
    assert not form.training.more.button.isChecked()
    assert form.check() is None
    assert "10" in form.training.augmentation.field("rand_augment").problem
    assert form.training.more.button.isChecked()


def test_a_network_that_cannot_take_the_images_is_refused(form: StudyForm) -> None:
    form.network.model.put("backbone", "alexnet")
    assert form.check() is None
    assert isinstance(form.first_problem, SettingField)
    assert "63" in form.first_problem.problem


def test_more_images_than_the_data_set_has_are_refused_where_they_are_asked_for(form: StudyForm) -> None:
    form.targets.amounts.setText("1501")
    assert form.check() is None
    assert "2,000" in form.targets._amounts_field.problem
    form.targets.amounts.setText("1500")
    assert form.check() is not None


def test_several_amounts_make_a_curve(form: StudyForm, qtbot: QtBot) -> None:
    form.targets.amounts.selectAll()
    qtbot.keyClicks(form.targets.amounts, "1 %, 10%, 500, all")
    study = form.check()
    assert study is not None
    assert [(target.train_fraction, target.train_limit) for target in study.targets] == [
        (0.01, None), (0.1, None), (None, 500), (None, None),
    ]  # fmt: skip
    form.load(study)
    assert form.specification() == study
    assert form.targets.amounts.text() == "1 %, 10 %, 500, all"
    form.targets.amounts.setText("much")
    assert form.check() is None
    assert "much" in form.targets._amounts_field.problem


def test_amounts_that_differ_between_data_sets_stay(form: StudyForm) -> None:
    study = load_preset("quick")
    other = study.targets[0].model_copy(update={"name": "FashionMNIST", "train_limit": None, "validation": 0})
    mixed = study.model_copy(update={"targets": (study.targets[0], other)})
    form.load(mixed)
    assert form.specification() == mixed
    form.targets.amounts.setText("10 %")
    assert {target.train_fraction for target in form.specification().targets} == {0.1}


def test_nothing_to_start_from_and_nothing_to_learn(form: StudyForm, qtbot: QtBot) -> None:
    for card in list(form.sources.cards):
        qtbot.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    form.targets.rows["FashionMNIST-sample"].box.click()
    assert form.check() is None
    assert form.sources._problem.text()
    assert form.targets._problem.text()


def test_a_missing_data_set_says_which_files_go_where(form: StudyForm, services: Services, qtbot: QtBot) -> None:
    row = form.targets.rows["MNIST"]
    qtbot.waitUntil(lambda: row.finding is not None)
    row.box.click()
    assert form.check() is None
    assert "MNIST/raw/train-images-idx3-ubyte" in row._problem.toolTip()
    assert "4 files" in row.problem
    assert str(services.workspace.data) in row.problem
    assert not row.get.isHidden()


def test_data_sets_can_be_searched(form: StudyForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.targets.search, "emnist-let")
    shown = [name for name, row in form.targets.rows.items() if not row.isHidden()]
    assert shown == ["EMNIST-letters"]
    assert form.targets.others.button.isChecked()


def test_missing_weight_files_are_refused(form: StudyForm, tmp_path: Path) -> None:
    card = form.sources.new_source("checkpoint")
    body = card.body
    assert isinstance(body, CheckpointBody)
    assert form.check() is None
    assert card.problem
    body.file.line.setText(str(tmp_path / "none.pth"))
    assert form.check() is None
    assert "none.pth" in card.problem


def test_imagenet_weights_are_found_or_offered(
    form: StudyForm, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    card = form.sources.new_source("imagenet")
    body = card.body
    assert isinstance(body, ImageNetBody)
    assert form.check() is None
    assert "resnet18" in card.problem
    assert not body.download.isHidden()
    (services.workspace.data / "weights").mkdir(parents=True)
    (services.workspace.data / "weights" / "resnet18-f37072fd.pth").write_bytes(b"weights")
    assert form.check() is None
    assert "cannot be read as weights" in card.problem


def test_sources_are_added_with_names_of_their_own(form: StudyForm, qtbot: QtBot) -> None:
    form.sources.new_source("fractal")
    form.sources.new_source("scratch")
    study = form.specification()
    assert [source.name for source in study.sources] == ["scratch", "fractaldb", "fractaldb 2", "scratch 2"]
    qtbot.mouseClick(form.sources.cards[1].remove, Qt.MouseButton.LeftButton)
    assert [source.name for source in form.specification().sources] == ["scratch", "fractaldb 2", "scratch 2"]
    form.sources.cards[1].name.setText("scratch")
    assert form.check() is None


def test_a_changed_preset_becomes_the_users_own(qtbot: QtBot, panel: NewStudyPanel) -> None:
    assert panel.cards.current == "quick"
    enter(qtbot, panel.form.training.training.field("epochs"), "3")
    assert panel.cards.current == "custom"
    assert panel.form.name.text() == "my-study"
    panel.choose("quick")
    assert panel.check() == load_preset("quick")
    panel.choose("custom")
    assert panel.form.specification().training.epochs == 3


def test_the_cost_is_said_before_the_start(qtbot: QtBot, panel: NewStudyPanel) -> None:
    qtbot.waitUntil(lambda: "72,960" in panel.facts.text(), timeout=10_000)
    assert "MB" in panel.facts.text()
    assert panel.start.isEnabled()


def test_what_cannot_work_cannot_be_started(qtbot: QtBot, panel: NewStudyPanel) -> None:
    panel.form.network.seeds.setText("")
    with qtbot.assertNotEmitted(panel.start_requested):
        panel.ask_start()
    assert not panel.start.isEnabled()
    panel.form.network.seeds.setText("1")
    with qtbot.waitSignal(panel.start_requested):
        panel.ask_start()


def test_the_backbones_stand_in_families(form: StudyForm) -> None:
    combo = form.network.model.field("backbone").editor
    assert isinstance(combo, QComboBox)
    assert combo.itemText(0) == "ResNet"
    assert combo.itemText(1) == "resnet18"
    assert combo.findData("densenet121") > combo.findData("wide_resnet50_2") > combo.findData("resnet152") > 0


def test_what_is_missing_is_fetched_at_once(
    form: StudyForm, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("gui.training.form.target_row.TargetRow.download", lambda row: asked.append(row.name))
    qtbot.waitUntil(lambda: form.targets.rows["K49"].finding is not None)
    form.targets.rows["K49"].box.click()
    form.check()
    assert form.targets.get_all.isHidden()
    form.targets.rows["KMNIST"].box.click()
    form.check()
    assert "100 MB" in form.targets.get_all.text()
    qtbot.mouseClick(form.targets.get_all, Qt.MouseButton.LeftButton)
    assert asked == ["KMNIST", "K49"]


def test_k49_is_said_to_be_judged_by_balanced_accuracy(form: StudyForm) -> None:
    rows = form.targets.rows
    rows["K49"].box.click()
    rows["KMNIST"].box.click()
    assert not rows["K49"]._note.isHidden()
    assert rows["KMNIST"]._note.isHidden()


def test_layers_are_frozen_by_the_names_of_the_network(form: StudyForm, qtbot: QtBot) -> None:
    combo = form.training.training.field("freeze").editor
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("layer3"))
    assert form.specification().training.freeze == "layer3"
    form.network.model.put("backbone", "densenet121")
    assert combo.findData("denseblock3") >= 0
    assert form.check() is None
    assert "layer3" in form.training.training.field("freeze").problem
    combo.setCurrentIndex(combo.findData("backbone"))
    assert form.check() is not None


def test_everything_has_a_name_for_those_who_do_not_see_it(panel: NewStudyPanel) -> None:
    panel.form.training.more.unfold(True)
    panel.form.targets.others.unfold(True)
    for offer in panel.form.sources.offers():
        panel.form.sources.new_source(offer)
    buttons = panel.findChildren(QAbstractButton)
    assert len(buttons) > 80
    nameless = [button for button in buttons if not (button.text() or button.accessibleName())]
    assert [button for button in nameless if not isinstance(button, QCheckBox) and not button.isHidden()] == []
    editors = [*panel.form.findChildren(QLineEdit), *panel.form.findChildren(QComboBox)]
    own = [editor for editor in editors if not isinstance(editor.parent(), QAbstractSpinBox | QComboBox)]
    assert [editor for editor in own if not editor.accessibleName()] == []


@pytest.mark.parametrize("name", PRESETS)
def test_the_form_is_no_wider_than_the_panel(panel: NewStudyPanel, qtbot: QtBot, name: str) -> None:
    panel.resize(42 * 8, 800)
    panel.show()
    panel.choose(name)
    for row in panel.form.targets.rows.values():
        qtbot.waitUntil(lambda row=row: row.finding is not None)
    panel.check()
    assert panel.form.minimumSizeHint().width() <= panel._scroll.viewport().width()


def test_a_problem_is_a_sentence_about_the_field_it_stands_at(form: StudyForm, qtbot: QtBot) -> None:
    enter(qtbot, form.training.training.field("learning_rate"), "-1")
    form.network.seeds.setText("1, 1")
    form.name.setText("..")
    assert form.check() is None
    assert form.training.training.field("learning_rate").problem == "Learning rate is -1.0; give more than 0, up to 100"
    assert form._name_field.problem.startswith("Name is '..'; give")
    form.name.setText("fine")
    enter(qtbot, form.training.training.field("learning_rate"), "0.1")
    assert form.check() is None
    assert form.network._seeds_field.problem == "Seeds names 1 twice; name each once"


@pytest.mark.parametrize("amount", ["0", "0.5", "many"])
def test_an_amount_that_cannot_be_read_says_what_can(form: StudyForm, amount: str) -> None:
    form.targets.amounts.setText(amount)
    assert form.check() is None
    assert (
        form.targets._amounts_field.problem
        == f"{amount} is no amount; give numbers from 2, shares such as 10 %, or all."
    )
