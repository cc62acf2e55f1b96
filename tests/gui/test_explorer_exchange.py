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
from engine.categories.files import parse_categories, write_categories
from engine.categories.notes import Notes
from gui.explorer.explorer_tab import ExplorerTab
from gui.services import Message, Services
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
            '{"format": "fractal categories", "version": 1, "categories": [{"name": "j", "maps": [[0.5,0,0,0.5,0,0]]}]}',
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
