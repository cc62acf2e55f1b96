"""In and out of the explorer: dropped files, the clipboard both ways, pictures, contact sheets, the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import fractaldb_1k
from engine.categories.files import parse_categories, read_categories, write_categories
from engine.categories.notes import Notes
from engine.figures.contact_sheet import SheetStyle
from engine.render.settings import RenderSettings, Style
from gui.explorer.exchange.chosen import selected_set
from gui.explorer.exchange.export_page import ExportPage
from gui.explorer.exchange.export_work import ExportOrder, ExportWork
from gui.explorer.exchange.long_work import WorkState
from gui.explorer.exchange.search_page import SearchPage
from gui.explorer.exchange.search_work import SVD, SearchOrder, SearchWork
from gui.explorer.exchange.sheet_page import SheetPage
from gui.explorer.explorer_tab import ExplorerTab
from gui.services import Activity, Message, Services
from gui.widgets.form_field import NumberField
from gui.widgets.whole_box import WholeBox
from tests.gui.test_explorer_tab import COMPILING_MS, open_tab

FERN = "fern {\n0 0 0 .16 0 0 .01\n.85 .04 -.04 .85 0 1.6 .85\n.2 -.26 .23 .22 0 1.6 .07\n-.15 .28 .26 .24 0 .44 .07 }"


@pytest.fixture
def tab(services: Services, qtbot: QtBot) -> Iterator[ExplorerTab]:
    made = open_tab(services, qtbot)
    yield made
    made.close_requested()


@pytest.fixture
def told(services: Services) -> list[Message]:
    messages: list[Message] = []
    services.hub.message.connect(messages.append)
    return messages


def listed(tab: ExplorerTab) -> list[str]:
    return [entry.key.name for entry in tab.grid.categories.listed]


def drop(tab: ExplorerTab, data: QMimeData) -> None:
    at, none = QPoint(300, 300), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(tab, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(tab, event)
    assert event.isAccepted()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_dropped_files_and_folders_are_opened(tab: ExplorerTab, tmp_path: Path, qtbot: QtBot) -> None:
    write_categories(fractaldb_1k().first(3), tmp_path / "three.ifs")
    write_categories(fractaldb_1k().first(4), tmp_path / "four")
    drop(tab, files(tmp_path / "three.ifs", tmp_path / "four"))
    qtbot.waitUntil(lambda: len(listed(tab)) == 4, timeout=COMPILING_MS)
    labels = [source.label for source in tab.session.sources()]
    assert "three" in labels
    assert "four" in labels


def test_several_csv_files_become_one_set(tab: ExplorerTab, tmp_path: Path, qtbot: QtBot) -> None:
    write_categories(fractaldb_1k().first(5), tmp_path / "csv")
    drop(tab, files(tmp_path / "csv/00001.csv", tmp_path / "csv/00003.csv"))
    qtbot.waitUntil(lambda: listed(tab) == ["00001", "00003"], timeout=COMPILING_MS)


def test_a_dropped_stranger_is_a_sentence(tab: ExplorerTab, told: list[Message], tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    drop(tab, files(tmp_path / "photo.jpg"))
    assert told[-1].kind == "warning"
    assert "photo.jpg" in told[-1].text
    assert len(listed(tab)) == 1000


def test_what_an_import_leaves_out_is_told_with_details(
    tab: ExplorerTab, told: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "mixed.flame"
    path.write_text(
        '<flames><flame name="good"><xform weight="1" linear="1" coefs=".5 0 0 .5 0 0"/></flame>'
        '<flame name="bad"><xform weight="1" julian="1" coefs=".5 0 0 .5 0 0"/></flame></flames>'
    )
    drop(tab, files(path))
    qtbot.waitUntil(lambda: listed(tab) == ["good"], timeout=COMPILING_MS)
    assert told[-1].kind == "warning"
    assert "flame bad, xform 1: julian" in told[-1].details


def test_a_set_with_omissions_goes_on_by_its_content(tab: ExplorerTab, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "mixed.ifs").write_text(FERN + "\nsolid(3D) {\n1 2 3\n}")
    drop(tab, files(tmp_path / "mixed.ifs"))
    qtbot.waitUntil(lambda: listed(tab) == ["fern"], timeout=COMPILING_MS)
    with qtbot.waitSignal(tab.services.hub.navigate) as navigated:
        tab.train_on_set()
    assert navigated.args is not None
    assert navigated.args[1].startswith("mixed-")


def test_selected_categories_go_through_the_clipboard_and_back(
    tab: ExplorerTab, told: list[Message], qtbot: QtBot
) -> None:
    QApplication.clipboard().clear()
    tab.session.show([entry.key for entry in tab.session.entries("fractaldb-1k")[5:8]])
    tab.grid.setFocus()
    QTest.keyClick(tab.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "<flame" in QApplication.clipboard().text(), timeout=COMPILING_MS)
    read = parse_categories(QApplication.clipboard().text(), "the clipboard", Notes())
    assert list(read) == list(fractaldb_1k().categories[5:8])
    QTest.keyClick(tab.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listed(tab) == ["00005", "00006", "00007"], timeout=COMPILING_MS)
    assert told[-1].kind == "success"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (FERN, ["fern"]),
        ("0.5,0,0,0.5,0,0,0.5\n0.5,0,0,0.5,1,0,0.5\n\n.5\t0\t0\t.5\t0\t0\t1\n", ["00000", "00001"]),
        (
            '{"format": "fractal categories", "version": 1, "categories": [{"name": "j", "maps": [[1,0,0,1,0,0]]}]}',
            ["j"],
        ),
    ],
    ids=["ifs", "csv", "json"],
)
def test_text_of_every_format_is_pasted(tab: ExplorerTab, text: str, names: list[str], qtbot: QtBot) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(tab.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listed(tab) == names, timeout=COMPILING_MS)


def test_text_that_is_no_category_is_a_sentence(tab: ExplorerTab, told: list[Message], qtbot: QtBot) -> None:
    QApplication.clipboard().setText("Dear Sir or Madam")
    QTest.keyClick(tab.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].kind == "error"
    assert "Dear Sir" in told[-1].text


def test_pasting_into_a_field_stays_in_the_field(tab: ExplorerTab, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("0042")
    tab.sets_panel.focus_filter()
    field = QApplication.focusWidget()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listed(tab) == ["00042", *(f"0042{digit}" for digit in range(10))])


# ---------------------------------------------------------------------- pages

SMALL = RenderSettings(style=Style.POINT_GRAY, size=32, points=20_000, weight_step=0.1, counts=2, flips=2)


def trigger(tab: ExplorerTab, text: str) -> None:
    next(action for action in tab.actions() if action.text().startswith(text)).trigger()


def open_export(tab: ExplorerTab) -> ExportPage:
    trigger(tab, "Export images")
    assert isinstance(tab.stage.page, ExportPage)
    return tab.stage.page


def pictures(folder: Path) -> int:
    return len(list(folder.rglob("*.png")))


def test_the_export_says_first_what_it_takes_and_then_does_it(
    tab: ExplorerTab, services: Services, told: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    services.settings.set("explorer/export", {"style": "point_gray", "size": 32, "points": 1000, "counts": 1})
    page = open_export(tab)
    page._what.setCurrentIndex(1)
    assert page.form.settings() == RenderSettings(style=Style.POINT_GRAY, size=32, points=1000, counts=1)
    assert page._images.text() == "100 images"
    qtbot.waitUntil(lambda: "About" in page._takes.text(), timeout=COMPILING_MS)
    assert "kB" in page._takes.text()
    page.set_folder(str(tmp_path / "out"))
    QTest.mouseClick(page._start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told) and told[-1].kind == "success", timeout=COMPILING_MS)
    assert pictures(tmp_path / "out") == 100
    assert page.work.unfinished is None
    assert not (services.workspace.root / "export.json").exists()


def test_an_export_is_paused_stopped_and_goes_on_after_a_restart(
    services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    shown: list[Activity] = []
    services.hub.activity.connect(shown.append)
    work = ExportWork(services)
    order = ExportOrder(fractaldb_1k().first(60), SMALL, tmp_path / "out", False)
    work.start(order)
    qtbot.waitUntil(lambda: work.moment is not None and work.moment.drawn > 0, timeout=COMPILING_MS)
    services.hub.pause_requested.emit("export")
    assert work.state is WorkState.PAUSED
    # What was under way is finished, then nothing more comes.
    counts = [pictures(tmp_path / "out")]
    while len(counts) < 3 or counts[-1] != counts[-2]:
        qtbot.wait(400)
        counts.append(pictures(tmp_path / "out"))
    assert counts[-1] < order.images
    assert shown[-1].pausable
    assert "paused" in shown[-1].text
    work.toggle_pause()
    work.stop()
    qtbot.waitUntil(lambda: work.idle, timeout=COMPILING_MS)
    assert not shown[-1].running
    kept = pictures(tmp_path / "out")
    assert 0 < kept < order.images
    again = ExportWork(services)
    assert again.unfinished is not None
    assert again.unfinished.categories.identity == order.categories.identity
    assert again.unfinished.settings == SMALL
    with qtbot.waitSignal(again.finished, timeout=COMPILING_MS):
        again.go_on()
    assert pictures(tmp_path / "out") == order.images
    assert again.moment is not None
    assert again.moment.before == kept


def test_a_strange_folder_is_refused_in_words(
    services: Services, told: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    work = ExportWork(services)
    work.start(ExportOrder(fractaldb_1k().first(1), SMALL, tmp_path, False))
    qtbot.waitUntil(lambda: work.idle, timeout=COMPILING_MS)
    assert told[-1].kind == "error"
    assert "not empty" in told[-1].text
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_the_contact_sheet_is_previewed_and_saved(
    tab: ExplorerTab, told: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    tab.session.show([entry.key for entry in tab.session.entries("fractaldb-1k")[5:8]])
    trigger(tab, "Contact sheet")
    page = tab.stage.page
    assert isinstance(page, SheetPage)
    assert page._what.currentData() == "selection"
    qtbot.waitUntil(lambda: "mm" in page._size_text.text(), timeout=COMPILING_MS)
    assert not page.paper._page.isNull()
    page.save(str(tmp_path / "sheet.pdf"))
    qtbot.waitUntil(lambda: bool(told) and told[-1].kind == "success", timeout=COMPILING_MS)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "typed", "limits"),
    [("Resolution", "5000", "72 to 600"), ("Columns", "0", "1 to 40"), ("Image", "wide", "5 to 200")],
)
def test_a_number_of_the_contact_sheet_that_cannot_be_used_is_refused_at_its_field(
    tab: ExplorerTab, services: Services, name: str, typed: str, limits: str
) -> None:
    trigger(tab, "Contact sheet")
    page = tab.stage.page
    assert isinstance(page, SheetPage)
    field = next(each for each in page.findChildren(NumberField) if each.editor.accessibleName() == name)
    box = field.editor
    assert isinstance(box, WholeBox)
    usual = box.text()
    box.selectAll()
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert f"“{typed}”" in field.problem
    assert limits in field.problem
    assert box.text().replace(",", "").startswith(typed)  # neither put back nor cut to the range
    assert not page._save.isEnabled()
    assert not page.figure_button.isEnabled()
    SheetStyle(**services.settings.get("explorer/sheet", {}))  # what is kept for the next sheet can be laid out
    box.selectAll()
    QTest.keyClicks(box, usual)
    assert field.problem == ""
    assert page._save.isEnabled()
    assert page.figure_button.isEnabled()


def test_found_categories_drop_onto_the_wall_and_into_a_set(
    tab: ExplorerTab, services: Services, told: list[Message], qtbot: QtBot
) -> None:
    trigger(tab, "Search for new")
    page = tab.stage.page
    assert isinstance(page, SearchPage)
    page._protocol.setCurrentIndex(1)
    page._seed.setValue(5)
    page._count.setValue(30)
    assert page.order() == SearchOrder(SVD, 5, 0.0, 30)
    QTest.mouseClick(page._start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told) and told[-1].kind == "success", timeout=COMPILING_MS)
    assert page.wall.count() == 30
    found = tab.session.own.now("search-svd-s5")
    assert found is not None
    assert len(found) == 30
    assert dict(found.origins["00003"])["seed"] == "5"
    page._show_set()
    qtbot.waitUntil(lambda: len(listed(tab)) == 30)
    assert tab.stage.page is None


def test_a_stopped_search_goes_on_after_a_restart_without_repeating(
    tab: ExplorerTab, services: Services, qtbot: QtBot
) -> None:
    order = SearchOrder(SVD, 7, 0.12, 400)
    work = SearchWork(services, tab.session)
    work.start(order)
    qtbot.waitUntil(lambda: len(work.categories) > 3, timeout=COMPILING_MS)
    work.toggle_pause()
    assert work.state is WorkState.PAUSED
    there = tab.session.own.now(order.set_name)
    assert there is not None
    assert len(there) > 3
    work.stop()
    qtbot.waitUntil(lambda: work.idle, timeout=COMPILING_MS)
    before = len(work.categories)
    # What the user threw out of the set in between does not come back.
    names = [category.name for category in work.categories]
    tab.session.put_sets({order.set_name: tab.session.own.now(order.set_name).subset(names[1:before])}, "remove one")
    tab.session.save_now()
    again = SearchWork(services, tab.session)
    assert again.unfinished == order
    again.start(SearchOrder(SVD, 7, 0.12, before + 5))
    with qtbot.waitSignal(again.finished, timeout=COMPILING_MS):
        pass
    there = tab.session.own.now(order.set_name)
    assert there is not None
    assert there.names == tuple(f"{index:05d}" for index in range(1, before + 5))
    assert len(again.categories) == before + 5


@pytest.mark.parametrize("ending", [".flame", ".ifs", "", ".json"])
def test_a_set_is_saved_in_every_format_and_what_is_lost_is_said(
    ending: str, tab: ExplorerTab, told: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    tab.session.show([entry.key for entry in tab.session.entries("fractaldb-1k")[5:8]])
    assert ending in [each for _, each in tab.saving.formats(3)]
    chosen = selected_set(tab.session)
    assert chosen is not None
    place = tmp_path / f"three{ending}"
    tab.write(chosen, str(place))
    qtbot.waitUntil(lambda: bool(told), timeout=COMPILING_MS)
    assert told[-1].kind == "success"
    assert ("does not keep the name of the set" in told[-1].text) == (ending != ".json")
    assert list(read_categories(place)) == list(fractaldb_1k().categories[5:8])
