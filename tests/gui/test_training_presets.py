"""Presets of the user, study files, and extending a study, in the panel of new studies."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.experiments.presets import load_preset, preset_text
from gui.services import Message, Services
from gui.training.form.fractal_section import FractalSection
from gui.training.form.pretraining_body import PretrainingBody
from gui.training.new_study_panel import NewStudyPanel
from gui.training.preset_cards import Card, PresetCards
from tests.gui.training_help import finish, planned, tiny_study


@pytest.fixture
def panel(qtbot: QtBot, services: Services) -> NewStudyPanel:
    made = NewStudyPanel(services)
    qtbot.addWidget(made)
    made.show()
    return made


def name_it(panel: NewStudyPanel, qtbot: QtBot, name: str) -> None:
    panel.form.name.selectAll()
    qtbot.keyClicks(panel.form.name, name)


def test_a_preset_is_kept_changed_renamed_and_deleted(panel: NewStudyPanel, services: Services, qtbot: QtBot) -> None:
    name_it(panel, qtbot, "Ours")
    panel.keep_action.trigger()
    assert panel.cards.current == "ours"
    assert load_preset("ours", services.workspace).name == "Ours"
    panel.form.training.training.put("epochs", 5)
    assert panel.cards.current == "custom"
    panel.keep_action.trigger()
    assert load_preset("ours", services.workspace).training.epochs == 5
    name_it(panel, qtbot, "Theirs")
    panel.check()
    assert panel.rename_action.isEnabled()
    panel.rename_action.trigger()
    assert [path.stem for path in services.workspace.presets.glob("*.toml")] == ["theirs"]
    assert panel.cards.current == "theirs"
    panel.delete_action.trigger()
    assert not list(services.workspace.presets.glob("*.toml"))
    assert panel.cards.current == "custom"
    assert panel.form.specification().training.epochs == 5
    assert not panel.delete_action.isEnabled()


def test_a_name_that_is_taken_is_refused_at_the_name(panel: NewStudyPanel, services: Services, qtbot: QtBot) -> None:
    name_it(panel, qtbot, "ours")
    panel.keep_action.trigger()
    panel.choose("quick")
    name_it(panel, qtbot, "ours")
    panel.form.training.training.put("epochs", 2)
    panel.keep_action.trigger()
    assert "already" in panel.form._name_field.problem
    assert load_preset("ours", services.workspace).training.epochs == 12


def test_a_damaged_preset_is_said_and_the_others_work(panel: NewStudyPanel, services: Services, qtbot: QtBot) -> None:
    services.workspace.presets.mkdir(parents=True)
    (services.workspace.presets / "broken.toml").write_text("name = ", encoding="utf-8")
    panel.show_presets()
    with qtbot.waitSignal(services.hub.message) as told:
        qtbot.mouseClick(panel.cards._buttons["broken"], Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert "broken.toml" in told.args[0].text
    assert panel.cards.current == "quick"


def test_notes_stand_at_their_fields(panel: NewStudyPanel, qtbot: QtBot) -> None:
    panel.choose("paper")
    body = panel.form.sources.cards[2].body
    field = body.training.training.field("learning_rate")  # type: ignore[attr-defined]
    assert "0.1" in field._note.text()
    qtbot.waitUntil(field._note.isVisible)  # without opening anything
    panel.choose("quick")
    body = panel.form.sources.cards[1].body
    assert not body.training.training.field("learning_rate")._note.text()  # type: ignore[attr-defined]


def test_a_study_file_is_dropped_and_written(
    panel: NewStudyPanel, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tiny_study("from a file", seeds=[1, 2])
    path = tmp_path / "study.toml"
    path.write_text(preset_text(study, {"training.epochs": "As few as can be."}), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    panel.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    assert panel.form.specification() == study
    assert panel.form.training.training.field("epochs")._note.text() == "As few as can be."
    written = tmp_path / "again"
    monkeypatch.setattr("gui.training.study_files.QFileDialog.getSaveFileName", lambda *_arguments: (str(written), ""))
    panel.save_action.trigger()
    assert written.with_suffix(".toml").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_a_file_that_is_no_study_is_a_sentence(panel: NewStudyPanel, services: Services, tmp_path: Path) -> None:
    heard: list[Message] = []
    services.hub.message.connect(heard.append)
    path = tmp_path / "other.toml"
    path.write_text("[tool]\nname = 'x'\n", encoding="utf-8")
    panel.files.open(path)
    assert heard[-1].kind == "error"
    assert "other.toml" in heard[-1].text
    assert panel.form.specification() == load_preset("quick")


def test_extending_keeps_the_name_and_counts_what_is_done(
    panel: NewStudyPanel, services: Services, qtbot: QtBot
) -> None:
    study = planned(services.workspace)
    for run in study.plan.runs:
        finish(study.folder(run.id), 0.7)
    panel.load_study(study.specification, extend=True)
    assert panel.extending == "tiny"
    assert panel.form.name.isReadOnly()
    qtbot.waitUntil(lambda: "done before" in panel.facts.text(), timeout=10_000)
    panel.form.network.seeds.setText("1, 2")
    qtbot.waitUntil(lambda: "6 runs" in panel.facts.text(), timeout=10_000)
    assert "3 done already" in panel.facts.text()
    assert "2 × 1 × 2" in panel.facts.text()
    with qtbot.waitSignal(panel.start_requested) as started:
        panel.ask_start()
    assert started.args is not None
    assert started.args[0].name == "tiny"
    panel.choose("quick")
    assert not panel.extending
    assert not panel.form.name.isReadOnly()


def test_a_name_that_a_study_has_is_noted(panel: NewStudyPanel, services: Services, qtbot: QtBot) -> None:
    planned(services.workspace)
    name_it(panel, qtbot, "tiny")
    panel.check()
    assert "study of this name" in panel.form._name_note.text()
    name_it(panel, qtbot, "another")
    panel.check()
    assert not panel.form._name_note.text()


def test_starting_what_cannot_work_leads_to_the_field(panel: NewStudyPanel, qtbot: QtBot) -> None:
    panel.form.network.seeds.setText("one")
    panel.check()
    qtbot.mouseClick(panel.facts.lead, Qt.MouseButton.LeftButton)
    assert panel.form.first_problem is panel.form.network._seeds_field
    assert panel.form.network.seeds.hasFocus()
    view = panel._scroll.viewport().rect()
    assert view.contains(
        panel.form.network.seeds.mapTo(panel._scroll.viewport(), panel.form.network.seeds.rect().center())
    )
    panel.form.network.seeds.setText("1, 2, 3")
    panel.check()
    assert panel.facts.lead.isHidden()
    assert panel.facts.text() == "Reckoning…"
    qtbot.waitUntil(lambda: "× 3 (" in panel.facts.text(), timeout=10_000)


def test_tab_follows_the_eye(panel: NewStudyPanel, qtbot: QtBot) -> None:
    panel.form.training.more.unfold(True)
    panel.form.sources.new_source("imagenet")
    panel.activateWindow()
    QApplication.processEvents()
    panel.form.name.setFocus()
    heights: list[int] = []
    while (focused := QApplication.focusWidget()) is not None and panel.form.isAncestorOf(focused):
        heights.append(focused.mapTo(panel.form, focused.rect().center()).y())
        assert len(heights) < 200
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert len(heights) > 50
    assert all(after > before - 16 for before, after in itertools.pairwise(heights))


def test_more_categories_than_the_set_has_are_refused_at_their_field(panel: NewStudyPanel, qtbot: QtBot) -> None:
    body = panel.form.sources.cards[1].body
    assert isinstance(body, PretrainingBody)
    assert isinstance(body.images, FractalSection)
    body.images.data.put("count", 2000)
    panel.check()
    field = body.images.data.field("count")
    qtbot.waitUntil(lambda: "1000" in field.problem, timeout=10_000)
    assert not panel.start.isEnabled()
    with qtbot.assertNotEmitted(panel.start_requested):
        panel.ask_start()
    assert "1000" in field.problem
    assert body.images.isVisible()


def test_the_study_of_ones_own_outlives_the_window(panel: NewStudyPanel, services: Services, qtbot: QtBot) -> None:
    panel.form.training.training.put("epochs", 4)
    panel.check()
    left = panel.form.specification()
    again = NewStudyPanel(services)
    qtbot.addWidget(again)
    assert again.cards.current == "custom"
    assert again.form.specification() == left
    again.choose("paper")
    third = NewStudyPanel(services)
    qtbot.addWidget(third)
    assert third.cards.current == "paper"
    third.choose("custom")
    assert third.form.specification() == left


def test_the_time_on_a_card_can_be_read(services: Services, qtbot: QtBot) -> None:
    cards = PresetCards()
    qtbot.addWidget(cards)
    cards.resize(314, 200)
    cards.show_cards([Card(f"a{number}", "A", "A study.") for number in range(7)])
    cards.show()
    for time, columns in (("≈ 3 min", 4), ("very roughly 24.6 h", 2)):
        for number in range(7):
            cards.set_time(f"a{number}", time)
        buttons = cards.findChildren(QToolButton)
        qtbot.waitUntil(lambda found=buttons, wanted=columns: len({button.x() for button in found}) == wanted)
        assert all(button.width() >= button.sizeHint().width() for button in buttons)
