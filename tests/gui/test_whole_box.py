"""A whole number stays as it was typed, and the form refuses what cannot work at its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gui.services import Services
from gui.training.new_study_panel import NewStudyPanel
from gui.widgets.whole_box import WholeBox, whole


@pytest.fixture
def box(qtbot: QtBot) -> WholeBox:
    made = WholeBox(8, 4096, step=8, unit=" px", none="as stored")
    qtbot.addWidget(made)
    made.show()
    return made


def type_into(qtbot: QtBot, box: WholeBox, text: str) -> None:
    """Type over what is there and leave the field."""
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("64", 64), ("64 px", 64), ("4,096", 4096), ("1 000", 1000), ("1e3", 1000), ("-3", -3), ("0", 0)],
)
def test_numbers_as_people_write_them(qtbot: QtBot, box: WholeBox, text: str, value: int) -> None:
    type_into(qtbot, box, text)
    assert box.value() == value
    assert box.text() == f"{value:,} px"


@pytest.mark.parametrize("text", ["many", "1,5", "3.5", "1,0000", "12 em", "nan", "inf", "9" * 5000])
def test_what_is_no_number_stays_as_it_was_typed(qtbot: QtBot, box: WholeBox, text: str) -> None:
    box.lineEdit().setText(text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == text
    assert box.text() == text
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.text() == text


def test_nothing_is_a_value_only_where_it_may_be_left_out(qtbot: QtBot, box: WholeBox) -> None:
    box.set_value(64)
    type_into(qtbot, box, " ")
    assert box.value() is None
    assert box.lineEdit().placeholderText() == "as stored"
    needed = WholeBox(1, 10)
    qtbot.addWidget(needed)
    assert needed.value() == ""


def test_steps_end_at_the_bounds(qtbot: QtBot, box: WholeBox) -> None:
    box.set_value(4092)
    heard: list[object] = []
    box.changed.connect(lambda: heard.append(box.value()))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(box, key)
    assert heard == [4096, 4088]
    box.set_value(8)
    heard.clear()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(box, key)
    assert heard == [None, 8]


def test_whole_numbers_are_read_and_shares_refused() -> None:
    assert whole("９９") == 99  # as a Japanese keyboard writes it
    with pytest.raises(ValueError, match=r"2\.5"):
        whole("2.5")


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("epochs", "0", "Epochs is 0; give 1 to 100,000"),
        ("epochs", "1000000", "Epochs is 1000000; give 1 to 100,000"),
        ("batch_size", "many", "Batch size is 'many'; give a whole number, 2 to 65,536"),
        ("image_size", "4", "Image size is 4; give 8 to 4,096"),
        ("learning_rate", "nan", "Learning rate is nan; give a number, more than 0, up to 100"),
        ("learning_rate", "", "Learning rate is ''; give a number, more than 0, up to 100"),
    ],
)
def test_the_form_refuses_at_the_field_and_keeps_what_was_typed(
    qtbot: QtBot, services: Services, key: str, text: str, sentence: str
) -> None:
    panel = NewStudyPanel(services)
    qtbot.addWidget(panel)
    field = panel.form.training.training.field(key)
    line = field.editor if isinstance(field.editor, QLineEdit) else field.editor.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(panel.start_requested):
        panel.ask_start()
    assert not panel.start.isEnabled()
    assert field.problem == sentence
    assert line.text().replace(",", "").removesuffix(" px") == text
    field.reset_wanted.emit()
    assert panel.check() is not None
    assert not field.problem


@pytest.mark.parametrize("key", ["count", "instances", "validation"])
def test_every_number_of_the_fractals_may_hold_nonsense(qtbot: QtBot, services: Services, key: str) -> None:
    panel = NewStudyPanel(services)
    qtbot.addWidget(panel)
    images = panel.form.sources.cards[1].body.images  # type: ignore[attr-defined]
    field = images.data.field(key)
    line = field.editor.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "lots")
    assert panel.check() is None
    assert "is 'lots'; give a whole number" in field.problem
    assert images.summary()


def test_repetitions_follow_the_images_up_and_down(qtbot: QtBot, services: Services) -> None:
    panel = NewStudyPanel(services)
    qtbot.addWidget(panel)
    images = panel.form.sources.cards[1].body.images  # type: ignore[attr-defined]
    began = images.render_.values["counts"]
    images.data.put("instances", 100_000)
    assert images.render_.values["counts"] > 1000
    images.data.put("instances", 30)
    assert images.render_.values["counts"] == began
    images.data.put("instances", 10**12)
    assert panel.check() is None
    assert "images a category" in images.data.field("instances").problem
