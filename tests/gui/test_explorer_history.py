"""Undo across marks, sets and shapes: to the start and back, across restarts, whatever a kill leaves."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import FRACTALDB_1K, fractaldb_1k, resolve_set
from engine.categories.library import Library
from engine.categories.marks import UNMARKED, Mark, Pick
from engine.errors import InputError
from engine.ifs.category import Category
from engine.journal import Journal
from engine.storage import write_json
from engine.workspace import Workspace
from gui.explorer.curate import set_editing
from gui.explorer.entries import Entry, with_coefficient
from gui.explorer.history import KEPT, LIMIT
from gui.explorer.session import DRAFTS, EDITED, ExplorerSession
from gui.services import Message, Services


@pytest.fixture
def session(services: Services) -> ExplorerSession:
    made = ExplorerSession(services)
    made.select(made.entries(FRACTALDB_1K)[7])
    return made


def entry_of(session: ExplorerSession, position: int) -> Entry:
    return session.entries(FRACTALDB_1K)[position]


def rate(session: ExplorerSession, position: int, rating: int) -> None:
    entry = entry_of(session, position)
    session.select(entry)
    session.set_marks({entry.key.identity: Mark(rating)}, f"{rating} stars")


def scrub(session: ExplorerSession, position: int, value: float) -> None:
    session.select(entry_of(session, position))
    assert session.current is not None
    session.change(with_coefficient(session.state(session.current), 0, 0, value), "Change a of map 1")


def everything(session: ExplorerSession, workspace: Workspace) -> object:
    """Return all that undo covers, bit for bit, as the session and as the disk say it."""
    session.save_now()
    shapes = {
        key.name: (session.category(entry).maps.tobytes(), session.state(entry).locked)
        for entry in session.entries(FRACTALDB_1K)[:12]
        for key in [entry.key]
    }
    marks = {identity: session.mark_of(identity) for identity in session.marked()}
    sets = {name: Library(workspace.sets).place(name).read_bytes() for name in session.own.names()}
    assert sorted(sets) == Library(workspace.sets).names()
    return shapes, marks, sets


# ---------------------------------------------------------------------- order


def test_undo_takes_the_newest_of_the_category_and_the_library(session: ExplorerSession) -> None:
    rate(session, 7, 1)
    scrub(session, 7, 0.1)
    rate(session, 7, 2)
    texts = []
    while session.undo.canUndo():
        texts.append(session.undo.undoText())
        session.undo.undo()
    assert texts == ["2 stars", "Change a of map 1", "1 stars"]
    redone = []
    while session.undo.canRedo():
        redone.append(session.undo.redoText())
        session.undo.redo()
    assert redone == texts[::-1]


def test_undoing_a_mark_goes_back_to_its_category_and_shapes_of_others_stay(session: ExplorerSession) -> None:
    rate(session, 3, 4)
    scrub(session, 5, 0.1)
    session.select(entry_of(session, 9))
    session.undo.undo()
    assert session.current is not None
    assert session.current.key.name == "00003"
    assert session.mark(entry_of(session, 3)) == UNMARKED
    assert session.is_edited(entry_of(session, 5).key)
    assert not session.undo.canUndo()
    session.select(entry_of(session, 5))
    assert session.undo.undoText() == "Change a of map 1"


def test_undo_in_the_middle_of_a_gesture_ends_it_first(session: ExplorerSession) -> None:
    entry = entry_of(session, 7)
    session.begin_gesture()
    session.move(with_coefficient(session.state(entry), 0, 0, 0.5))
    session.undo.undo()
    assert session.category(entry) == entry.published
    session.undo.redo()
    assert session.category(entry).maps[0, 0] == 0.5


def test_a_new_step_ends_what_could_be_redone_of_its_history_alone(session: ExplorerSession) -> None:
    rate(session, 7, 1)
    session.undo.undo()
    scrub(session, 7, 0.1)
    assert session.undo.redoText() == "1 stars"
    rate(session, 7, 2)
    assert not session.undo.canRedo()


def test_marks_that_change_nothing_are_no_step(session: ExplorerSession) -> None:
    session.set_marks({entry_of(session, 1).key.identity: UNMARKED}, "nothing")
    assert not session.undo.canUndo()


# ---------------------------------------------------------------------- laws

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("rate"), st.integers(0, 3), st.integers(0, 5)),
        st.tuples(st.just("scrub"), st.integers(0, 3), st.floats(-1, 1, allow_nan=False)),
        st.tuples(st.just("add"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("set"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("delete"), st.just(0), st.just(0)),
        st.tuples(st.just("rename"), st.just(0), st.just(0)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
        st.tuples(st.just("redo"), st.just(0), st.just(0)),
    ),
    max_size=14,
)


def do(session: ExplorerSession, step: tuple[str, int, float]) -> None:
    verb, position, value = step
    entry = entry_of(session, position)
    if verb == "rate":
        rate(session, position, int(value))
    elif verb == "scrub":
        scrub(session, position, value)
    elif verb == "add":
        session.add_categories([session.category(entry)], {"how": "copied"})
    elif verb == "set":
        set_editing.add_to_set(session, "Mine", [entry], "Add") if not held(session, entry) else None
    elif verb == "delete" and DRAFTS in session.own.names():
        session.put_sets({DRAFTS: None}, "Delete")
    elif verb == "rename" and "Mine" in session.own.names():
        set_editing.rename_set(session, "Mine", "Other" if "Other" not in session.own.names() else "Third", "Rename")
    elif verb == "undo":
        session.undo.undo()
    elif verb == "redo":
        session.undo.redo()


def held(session: ExplorerSession, entry: Entry) -> bool:
    now = session.own.now("Mine")
    return now is not None and session.category(entry).identity in {each.identity for each in now}


def undo_all(session: ExplorerSession) -> None:
    for position in range(4):
        session.select(entry_of(session, position))
        while session.undo.canUndo():
            session.undo.undo()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undoing_all_is_the_start_and_a_restart_changes_nothing(
    steps: list[tuple[str, int, float]], services: Services, tmp_path_factory: pytest.TempPathFactory, qtbot: QtBot
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("w"))
    fresh = replace(services, workspace=workspace)
    session = ExplorerSession(fresh)
    start = everything(session, workspace)
    for step in steps:
        with contextlib.suppress(InputError):
            do(session, step)
    there = everything(session, workspace)
    again = ExplorerSession(fresh)
    assert everything(again, workspace) == there
    undo_all(again)
    assert everything(again, workspace) == start
    qtbot.wait(1)


# ---------------------------------------------------------------------- restarts


def test_a_restart_keeps_undo_and_redo(session: ExplorerSession, services: Services) -> None:
    rate(session, 7, 3)
    scrub(session, 7, 1 / 3)
    scrub(session, 7, -0.0)
    session.undo.undo()
    session.save_now()
    again = ExplorerSession(services)
    again.select(entry_of(again, 7))
    assert again.undo.redoText() == again.undo.undoText() == "Change a of map 1"
    assert again.category(entry_of(again, 7)).maps[0, 0] == 1 / 3
    again.undo.redo()
    assert np.signbit(again.category(entry_of(again, 7)).maps[0, 0])
    for _ in range(3):
        again.undo.undo()
    assert not again.undo.canUndo()
    assert again.mark(entry_of(again, 7)) == UNMARKED
    assert again.entries(EDITED) == ()


@pytest.mark.parametrize("share", [0.05, 0.3, 0.55, 0.8, 0.97])
def test_a_kill_in_the_middle_of_writing_leaves_a_history_that_undoes_to_the_start(
    session: ExplorerSession, services: Services, share: float
) -> None:
    for value in (0.1, 0.2, 0.3):
        scrub(session, 7, value)
        rate(session, 7, round(10 * value))
    session.undo.undo()
    session.save_now()
    path = services.workspace.root / "history.jsonl"
    data = path.read_bytes()
    path.write_bytes(data[: round(share * len(data))])
    again = ExplorerSession(services)
    undo_all(again)
    again.select(entry_of(again, 7))
    while again.undo.canUndo():
        again.undo.undo()
    assert again.category(entry_of(again, 7)) == fractaldb_1k()[7]


def test_a_damaged_line_is_set_aside_and_the_rest_is_kept(
    session: ExplorerSession, services: Services, qtbot: QtBot
) -> None:
    scrub(session, 7, 0.1)
    rate(session, 7, 4)
    scrub(session, 7, 0.2)
    session.save_now()
    path = services.workspace.root / "history.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[2] = b"\0" * 20
    path.write_bytes(b"\n".join(lines))
    with qtbot.waitSignal(services.hub.message) as told:
        again = ExplorerSession(services)
    assert told.args is not None
    assert "history.jsonl" in told.args[0].text
    assert b"\0" in path.with_suffix(".broken").read_bytes()
    again.save_now()
    assert Journal(path).read().damaged == 0
    again.select(entry_of(again, 7))
    assert again.category(entry_of(again, 7)).maps[0, 0] == 0.2
    assert again.mark(entry_of(again, 7)) == Mark(4)
    undo_all(again)


def test_histories_are_bounded_in_memory_and_on_the_disk(
    session: ExplorerSession, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(LIMIT + 10):
        scrub(session, 7, number / 1000)
    count = 0
    while session.undo.canUndo():
        session.undo.undo()
        count += 1
    assert count == LIMIT
    for _ in range(LIMIT):
        session.undo.redo()
    session.save_now()
    monkeypatch.setattr("gui.explorer.memory.SPARE_LINES", 0)
    once = ExplorerSession(services)
    once.save_now()
    again = ExplorerSession(services)
    again.select(entry_of(again, 7))
    assert again.category(entry_of(again, 7)).maps[0, 0] == (LIMIT + 9) / 1000
    count = 0
    while again.undo.canUndo():
        again.undo.undo()
        count += 1
    assert count == KEPT


def test_edits_of_the_first_version_are_taken_over(services: Services) -> None:
    published = fractaldb_1k()[7]
    edited = Category(published.name, published.maps * 0.9, published.probabilities)
    entry = {
        "set": FRACTALDB_1K,
        "name": published.name,
        "locked": True,
        "published": {"maps": published.maps.tolist(), "probabilities": published.probabilities.tolist()},
        "edited": {"maps": edited.maps.tolist(), "probabilities": edited.probabilities.tolist()},
    }
    write_json(services.workspace.root / "explorer.json", {"version": 1, "opened": [], "edits": [entry]})
    for _ in range(2):
        session = ExplorerSession(services)
        assert session.category(entry_of(session, 7)) == edited
        session.save_now()


# ---------------------------------------------------------------------- sets


def test_new_categories_go_to_drafts_with_where_they_came_from(session: ExplorerSession, services: Services) -> None:
    parent = entry_of(session, 7)
    session.add_categories([parent.published, parent.published], {"how": "mutated", "parent": parent.key.identity})
    assert session.current_source == DRAFTS
    assert [entry.key.name for entry in session.selection] == ["00007", "00007-2"]
    origin = session.origin(session.selection[1])
    assert (origin["how"], origin["parent"]) == ("mutated", parent.key.identity)
    assert origin["time"]
    session.save_now()
    stored = resolve_set(DRAFTS, services.workspace)
    assert stored.origins["00007-2"] == origin
    assert "parent" not in stored.provenance
    session.add_categories([entry_of(session, 8).published], {"how": "random"}, select=False)
    assert len(session.own.now(DRAFTS) or ()) == 3
    session.undo.undo()
    session.undo.undo()
    assert session.own.now(DRAFTS) is None
    assert session.current_source == FRACTALDB_1K


def test_a_set_that_cannot_be_named_is_a_sentence(session: ExplorerSession, services: Services, qtbot: QtBot) -> None:
    with qtbot.waitSignal(services.hub.message) as told:
        session.add_categories([entry_of(session, 7).published], {}, into="a/b")
    assert told.args is not None
    assert "a/b" in told.args[0].text
    assert session.own.names() == []


def test_edits_follow_a_set_to_its_new_name_and_back(session: ExplorerSession, services: Services) -> None:
    set_editing.new_set(session, "Mine", session.entries(FRACTALDB_1K)[:3], "New")
    session.select(session.entries("Mine")[1])
    assert session.current is not None
    session.change(with_coefficient(session.state(session.current), 0, 0, 0.25), "Change a")
    set_editing.rename_set(session, "Mine", "Yours", "Rename")
    assert session.category(session.entries("Yours")[1]).maps[0, 0] == 0.25
    session.save_now()
    again = ExplorerSession(services)
    again.open("Yours")
    session.undo.undo()
    assert session.category(session.entries("Mine")[1]).maps[0, 0] == 0.25
    session.select(session.entries("Mine")[1])
    session.undo.undo()
    assert session.category(session.entries("Mine")[1]) == fractaldb_1k()[1]


def test_a_set_keeps_every_version_and_goes_back_to_one(session: ExplorerSession, services: Services) -> None:
    entries = session.entries(FRACTALDB_1K)
    set_editing.new_set(session, "Mine", entries[:3], "New set")
    set_editing.add_to_set(session, "Mine", entries[3:5], "Add two")
    set_editing.remove_from_set(session, "Mine", session.entries("Mine")[:1], "Remove one")
    set_editing.restore_version(session, "Mine", 1, "Restore")
    session.save_now()
    notes = Library(services.workspace.sets).notes("Mine")
    assert [(note.count, note.edit) for note in notes] == [
        (3, "Restore"),
        (4, "Remove one"),
        (5, "Add two"),
        (3, "New set"),
    ]
    assert resolve_set("Mine", services.workspace).names == ("00000", "00001", "00002")


def test_a_set_of_which_all_is_removed_goes_away_and_comes_back(session: ExplorerSession) -> None:
    set_editing.new_set(session, "Mine", session.entries(FRACTALDB_1K)[:2], "New set")
    set_editing.remove_from_set(session, "Mine", session.entries("Mine"), "Remove all")
    assert session.own.deleted() == ["Mine"]
    session.undo.undo()
    assert session.current_source == "Mine"
    assert len(session.entries("Mine")) == 2


def test_a_split_is_a_partition_in_one_step(session: ExplorerSession) -> None:
    set_editing.split_set(session, FRACTALDB_1K, ([1, 3], [0, 2]), ("A", "B"), "Split")  # type: ignore[arg-type]
    assert [entry.key.name for entry in session.entries("A")] == ["00001", "00003"]
    assert [entry.key.name for entry in session.entries("B")] == ["00000", "00002"]
    session.undo.undo()
    assert session.own.names() == []


def test_a_kept_category_carries_its_edit_and_its_parent(session: ExplorerSession) -> None:
    scrub(session, 7, 0.125)
    entry = entry_of(session, 7)
    set_editing.new_set(session, "Mine", [entry], "New set")
    made = session.entries("Mine")[0]
    assert made.published.maps[0, 0] == 0.125
    assert session.origin(made)["parent"] == entry.key.identity


def test_a_folder_that_cannot_be_written_is_told(services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    services.workspace.root.mkdir(parents=True)
    (services.workspace.root / "history.jsonl").mkdir()
    session = ExplorerSession(services)
    session.select(entry_of(session, 7))
    with qtbot.waitSignal(services.hub.message) as told:
        scrub(session, 7, 0.1)
        session.save_now()
    assert told.args is not None
    assert "history.jsonl" in told.args[0].text


def test_marks_are_kept_by_content_across_sets(session: ExplorerSession) -> None:
    rate(session, 7, 5)
    set_editing.new_set(session, "Mine", [entry_of(session, 7)], "New set")
    assert session.mark(session.entries("Mine")[0]) == Mark(5)
    assert session.mark(session.entries("Mine")[0]).pick is Pick.NONE


_JUDGE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from engine.categories.catalogue import FRACTALDB_1K
from engine.categories.marks import Mark
from engine.workspace import Workspace
from gui.explorer.entries import with_coefficient
from gui.explorer.session import ExplorerSession
from gui.services import Message, Services
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme

app = QApplication([])
root = Path(sys.argv[1])
session = ExplorerSession(Services(Workspace(root), Tasks(), Settings(root / "settings.json"), Theme("light")))
entries = session.entries(FRACTALDB_1K)
for count in range(1, 10**6):
    entry = entries[count % 4]
    session.select(entry)
    session.set_marks({entry.key.identity: Mark(count % 5 + 1)}, f"step {count}")
    session.change(with_coefficient(session.state(entry), 0, 0, count * 1e-6), "Change a")
    session.add_categories([entry.published], {"how": "copied"}) if count % 7 == 0 else None
    app.processEvents()
    print(count, flush=True)
"""


def test_a_program_killed_while_judging_comes_back_whole(services: Services, tmp_path: Path) -> None:
    root = tmp_path / "killed"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _JUDGE, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as program:
        assert program.stdout is not None
        reached = 0
        while reached < 60:
            reached = int(program.stdout.readline())
        program.kill()
    fresh = replace(services, workspace=Workspace(root))
    with messages_of(services) as told:
        session = ExplorerSession(fresh)
    assert told == []
    assert len(set(session.marked())) == 4
    session.open(DRAFTS) if DRAFTS in session.own.names() else None
    undo_all(session)
    assert everything(session, fresh.workspace) == everything(ExplorerSession(fresh), fresh.workspace)
    assert not list(session.marked())
    assert session.own.names() == []
    assert session.entries(EDITED) == ()


@contextlib.contextmanager
def messages_of(services: Services) -> Iterator[list[str]]:
    """Yield the sentences told meanwhile."""
    told: list[str] = []

    def keep(message: Message) -> None:
        told.append(message.text)

    services.hub.message.connect(keep)
    yield told
    services.hub.message.disconnect(keep)
