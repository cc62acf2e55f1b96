"""The window in which figures are made ready for print, driven with keys and mouse; and the shelf."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine.figures.export import Drawing, draw_plot
from engine.figures.plot import Plot
from engine.figures.shelf import KeptFigure, Shelf
from engine.figures.style import FigureStyle
from engine.figures.table import Table
from gui.figures.figure_page import FigurePage, open_figure
from gui.figures.preview import MM_PER_INCH
from gui.figures.shelf_page import ShelfPage, open_shelf
from gui.services import Services

PLOT = Plot("distances", Table(("class", "a", "b"), [("a", 0.0, 2.5), ("b", 2.5, 0.0)]), {"metric": "rms"})


def make(style: FigureStyle) -> Drawing:
    return draw_plot(PLOT, style)


@pytest.fixture
def page(services: Services, qtbot: QtBot) -> FigurePage:
    services.settings.set("figures/style", {"width_mm": 85.0, "dpi": 100, "language": "en"})
    opened = open_figure(services, make, "distances", {"why": "test"})
    qtbot.waitUntil(lambda: not opened.preview.paper.pixmap().isNull(), timeout=30_000)
    return opened


def _wait_for(qtbot: QtBot, page: FigurePage, text: str) -> None:
    qtbot.waitUntil(lambda: text in page.size_text.text() + page.told.text(), timeout=30_000)


def test_the_preview_has_true_size(page: FigurePage, qtbot: QtBot) -> None:
    _wait_for(qtbot, page, "85.0 × 71.4 mm, shown at 100 %")
    wide = page.preview.paper.width()
    assert wide == pytest.approx(85 * page.preview.dots_per_mm(), abs=1.5)
    assert page.preview.dpi() == pytest.approx(page.preview.dots_per_mm() * MM_PER_INCH, rel=0.01)


def test_fit_fills_the_room(page: FigurePage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    room = page.preview.maximumViewportSize()

    def filled() -> bool:
        paper = page.preview.paper
        return page.preview.fits and min(abs(paper.height() - room.height()), abs(paper.width() - room.width())) < 24

    qtbot.waitUntil(filled, timeout=30_000)


def test_a_preset_changes_the_width_and_is_remembered(page: FigurePage, services: Services, qtbot: QtBot) -> None:
    page.form.format.setFocus()
    QTest.keyClick(page.form.format, Qt.Key.Key_Down)
    assert page.form.width_mm.value() == 114
    _wait_for(qtbot, page, "114.0 ×")
    page.form.width_mm.selectAll()
    QTest.keyClicks(page.form.width_mm, "90")
    assert page.form.format.currentData() is None
    QTest.keyClicks(page.form.title, "A title")
    assert services.settings.get("figures/style", {})["width_mm"] == 90
    assert "title" not in services.settings.get("figures/style", {})


def _refusals(page: FigurePage) -> list[str]:
    labels = page.form.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and "cannot be" in label.text()]


@pytest.mark.parametrize(
    ("field", "typed", "limits"),
    [
        ("width_mm", "5000", "from 40 to 500"), ("width_mm", "", "from 40 to 500"),
        ("height_mm", "3", "from 20 to 800"),
        ("dpi", "0", "from 72 to 1200"), ("dpi", "99.5", "from 72 to 1200"), ("dpi", "many", "from 72 to 1200"),
        ("font_points", "nan", "from 4 to 24"), ("font_points", "8 apples", "from 4 to 24"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_used_is_refused_at_its_field_and_nothing_is_written(
    page: FigurePage, services: Services, qtbot: QtBot, field: str, typed: str, limits: str
) -> None:
    _wait_for(qtbot, page, "shown at")
    buttons = page.findChildren(QPushButton)
    box = getattr(page.form, field)
    usual = box.text()
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, typed) if typed else QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClick(box, Qt.Key.Key_Tab)
    told = _refusals(page)
    assert len(told) == 1
    assert f"“{typed}”" in told[0]
    assert limits in told[0]
    assert box.text().startswith(typed)  # neither put back nor cut to the range
    ways_out = [button for button in buttons if button is not page.shelf_button]
    assert not any(button.isEnabled() for button in ways_out)
    for key in (Qt.Key.Key_S, Qt.Key.Key_D):
        QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    assert not page.findChildren(QFileDialog)
    assert Shelf(services.workspace).figures() == ()
    FigureStyle(**services.settings.get("figures/style", {}))  # what is kept for the next figure can be drawn
    box.selectAll()
    QTest.keyClicks(box, usual) if usual else QTest.keyClick(box, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: all(button.isEnabled() for button in buttons), timeout=30_000)
    assert _refusals(page) == []


def test_save_writes_what_the_form_says(page: FigurePage, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.keyClicks(page.form.title, "Means")
    page.form.palette_box.setCurrentIndex(page.form.palette_box.findData("grey"))
    page.save(str(tmp_path / "out" / "figure.pdf"), ("svg", "png"))
    _wait_for(qtbot, page, "figure.pdf, figure.svg, figure.png, figure.csv, figure.json")
    assert ">Means</text>" in (tmp_path / "out" / "figure.svg").read_text(encoding="utf-8")
    with Image.open(tmp_path / "out" / "figure.png") as picture:
        assert picture.width == int(85 / 25.4 * 100)
    note = json.loads((tmp_path / "out" / "figure.json").read_text(encoding="utf-8"))
    assert note["came_from"] == {"why": "test"}
    assert note["style"]["palette"] == "grey"


@pytest.mark.parametrize(
    ("name", "part"),
    [("t.tex", r"\toprule"), ("t.md", "| class | a | b |"), ("t.py", "def plot_"), ("t.csv", "b,2.5,0.0")]
)  # fmt: skip
def test_numbers_and_script_are_saved_by_the_name(
    page: FigurePage, qtbot: QtBot, tmp_path: Path, name: str, part: str
) -> None:
    page.save(str(tmp_path / name))
    _wait_for(qtbot, page, name)
    assert part in (tmp_path / name).read_text(encoding="utf-8")


def test_a_name_without_meaning_is_refused_in_the_window(page: FigurePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.save(str(tmp_path / "figure.gif"))
    qtbot.waitUntil(lambda: not page.problem.isHidden(), timeout=30_000)
    assert "end the name with .png" in page.problem.text()


def test_copy_puts_both_kinds_on_the_clipboard(page: FigurePage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    _wait_for(qtbot, page, "clipboard")
    data = QApplication.clipboard().mimeData()
    assert data.hasImage()
    assert bytes(data.data("image/svg+xml").data()).startswith(b"<?xml")
    QApplication.clipboard().clear()


def test_keys_keep_and_close(page: FigurePage, services: Services, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    _wait_for(qtbot, page, "distances is on the shelf")
    assert [kept.name for kept in Shelf(services.workspace).figures()] == ["distances"]
    with qtbot.waitSignal(page.destroyed):
        QTest.keyClick(page, Qt.Key.Key_Escape)


@pytest.fixture
def shelf(services: Services, qtbot: QtBot) -> ShelfPage:
    stored = Shelf(services.workspace)
    for _ in range(3):
        stored.add(KeptFigure("distances", PLOT, {"why": "test"}))
    opened = open_shelf(services)
    qtbot.waitUntil(lambda: opened.list.count() == 3, timeout=10_000)
    return opened


def _names(services: Services) -> list[str]:
    return [kept.name for kept in Shelf(services.workspace).figures()]


def test_a_number_of_columns_that_cannot_be_used_is_refused_at_its_field(shelf: ShelfPage) -> None:
    def told() -> list[str]:
        labels = (label for label in shelf.findChildren(QLabel) if label.isVisible())
        return [label.text() for label in labels if "cannot be used" in label.text()]

    shelf.columns.selectAll()
    QTest.keyClicks(shelf.columns, "9")
    assert told() == ["“9” cannot be used here; type a number from 1 to 6."]
    assert not shelf.compose_button.isEnabled()
    QTest.keyClick(shelf, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shelf.composed is None
    shelf.columns.selectAll()
    QTest.keyClicks(shelf.columns, "3")
    assert shelf.compose_button.isEnabled()
    assert told() == []


def test_the_shelf_is_put_in_order_and_survives(shelf: ShelfPage, services: Services, qtbot: QtBot) -> None:
    assert _names(services) == ["distances", "distances 2", "distances 3"]
    QTest.keyClick(shelf, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _names(services) == ["distances 2", "distances", "distances 3"], timeout=10_000)
    QTest.keyClick(shelf, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _names(services) == ["distances 2", "distances 3"], timeout=10_000)
    QTest.keyClick(shelf, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _names(services) == ["distances 2", "distances", "distances 3"], timeout=10_000)


def test_compose_draws_all_as_panels(shelf: ShelfPage, qtbot: QtBot, tmp_path: Path) -> None:
    shelf.letters.setCurrentIndex(2)
    QTest.mouseClick(shelf.compose_button, Qt.MouseButton.LeftButton)
    page = shelf.composed
    assert page is not None
    page.save(str(tmp_path / "panels.svg"))
    _wait_for(qtbot, page, "panels.svg")
    text = (tmp_path / "panels.svg").read_text(encoding="utf-8")
    assert [f">{letter}</text>" in text for letter in "ABCD"] == [True, True, True, False]
    note = json.loads((tmp_path / "panels.json").read_text(encoding="utf-8"))
    assert [panel["name"] for panel in note["came_from"]["panels"]] == ["distances", "distances 2", "distances 3"]


def test_a_damaged_shelf_is_told(services: Services, qtbot: QtBot) -> None:
    path = Shelf(services.workspace).path
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    opened = open_shelf(services)
    qtbot.waitUntil(lambda: "is damaged; move it away" in opened.problem.text(), timeout=10_000)
