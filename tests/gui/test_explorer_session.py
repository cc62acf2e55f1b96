"""What the explorer remembers: gestures, histories, and edits that survive the end of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import FRACTALDB_1K, fractaldb_1k, resolve_set
from engine.categories.files import write_categories
from engine.journal import Journal
from gui.explorer.entries import with_coefficient
from gui.explorer.session import EDITED, ExplorerSession
from gui.services import Services


@pytest.fixture
def session(services: Services) -> ExplorerSession:
    made = ExplorerSession(services)
    made.select(made.entries(FRACTALDB_1K)[7])
    return made


def scrub(session: ExplorerSession, *values: float) -> None:
    assert session.current is not None
    session.begin_gesture()
    for value in values:
        session.move(with_coefficient(session.state(session.current), 0, 0, value))
    session.end_gesture("Change a of map 1")


def first(session: ExplorerSession) -> float:
    assert session.current is not None
    return float(session.category(session.current).maps[0, 0])


def test_a_gesture_is_one_step_of_undo(session: ExplorerSession) -> None:
    before = first(session)
    scrub(session, 0.1, 0.2, 0.3)
    assert first(session) == 0.3
    session.undo.undo()
    assert first(session) == before
    assert not session.undo.canUndo()
    session.undo.redo()
    assert first(session) == 0.3


def test_a_gesture_that_comes_back_leaves_no_step(session: ExplorerSession) -> None:
    scrub(session, 0.1, first(session))
    assert not session.undo.canUndo()


def test_a_cancelled_gesture_leaves_nothing(session: ExplorerSession) -> None:
    before = first(session)
    assert session.current is not None
    session.begin_gesture()
    session.move(with_coefficient(session.state(session.current), 0, 0, 0.4))
    session.cancel_gesture()
    assert first(session) == before
    assert not session.undo.canUndo()
    assert not session.is_edited(session.current.key)


def test_each_category_has_its_own_history(session: ExplorerSession) -> None:
    scrub(session, 0.1)
    session.select(session.entries(FRACTALDB_1K)[8])
    assert not session.undo.canUndo()
    scrub(session, 0.2)
    session.undo.undo()
    session.select(session.entries(FRACTALDB_1K)[7])
    assert session.undo.canUndo()
    assert first(session) == 0.1


def test_reset_goes_back_to_published_and_can_be_undone(session: ExplorerSession) -> None:
    scrub(session, 0.1)
    scrub(session, 0.2)
    assert session.current is not None
    session.reset("Reset")
    assert session.category(session.current) == session.current.published
    assert not session.is_edited(session.current.key)
    session.undo.undo()
    assert first(session) == 0.2


def test_edits_are_on_disk_after_the_gesture_without_closing(
    session: ExplorerSession, services: Services, qtbot: QtBot
) -> None:
    scrub(session, 0.1, 1 / 3)
    path = services.workspace.root / "history.jsonl"
    qtbot.waitUntil(lambda: path.exists() and len(Journal(path).read().records) == 2)
    # A second program, as after a crash: nothing was told to the first one.
    again = ExplorerSession(services)
    again.select(again.entries(FRACTALDB_1K)[7])
    assert first(again) == 1 / 3
    assert [entry.key.name for entry in again.entries(EDITED)] == ["00007"]


def test_undoing_everything_takes_the_edit_off_the_disk(
    session: ExplorerSession, services: Services, qtbot: QtBot
) -> None:
    scrub(session, 0.1)
    session.undo.undo()
    session.save_now()
    again = ExplorerSession(services)
    assert again.entries(EDITED) == ()


@pytest.mark.parametrize("content", ["{", "[]", '{"opened": [], "edits": [{"set": "x"}]}'])
def test_a_damaged_memory_is_set_aside_with_a_sentence(services: Services, qtbot: QtBot, content: str) -> None:
    path = services.workspace.root / "explorer.json"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    with qtbot.waitSignal(services.hub.message) as told:
        session = ExplorerSession(services)
    assert told.args is not None
    assert "set aside" in told.args[0].text
    assert session.entries(EDITED) == ()
    assert path.with_suffix(".broken").read_text() == content


def test_a_folder_is_read_in_the_background_and_found_again(
    session: ExplorerSession, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "mine"
    write_categories(fractaldb_1k().first(3), folder)
    with qtbot.waitSignal(session.opened) as opened:
        session.open_path(folder)
    assert opened.args is not None
    key = opened.args[0]
    assert len(session.entries(key)) == 3
    session.save_now()
    assert key in [source.key for source in ExplorerSession(services).sources()]


def test_a_file_that_is_no_set_is_refused_and_not_listed(
    session: ExplorerSession, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("1,2,3\n")
    with qtbot.waitSignal(services.hub.message) as told:
        session.open_path(path)
    assert told.args is not None
    assert "bad.csv" in told.args[0].text
    assert str(path) not in [source.key for source in session.sources()]
    assert session.current_source == FRACTALDB_1K


def test_an_unchanged_set_is_handed_over_by_name(session: ExplorerSession) -> None:
    names: list[str] = []
    session.hand_over(FRACTALDB_1K, names.append)
    assert names == [FRACTALDB_1K]


def test_a_set_with_edits_is_handed_over_under_a_name_of_its_content(
    session: ExplorerSession, services: Services, qtbot: QtBot
) -> None:
    scrub(session, 0.25)
    names: list[str] = []
    session.hand_over(FRACTALDB_1K, names.append)
    qtbot.waitUntil(lambda: len(names) == 1)
    handed = resolve_set(names[0], services.workspace)
    assert len(handed) == 1000
    assert handed[7].maps[0, 0] == 0.25
    assert handed[8] == fractaldb_1k()[8]
    session.hand_over(EDITED, names.append)
    qtbot.waitUntil(lambda: len(names) == 2)
    assert [category.name for category in resolve_set(names[1], services.workspace)] == ["00007"]
