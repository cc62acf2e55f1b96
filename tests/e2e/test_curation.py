"""A session of curation as somebody does it who never touches the mouse: judge, shape, breed, make a set, go on later.

What counts is what lies in the workspace afterwards, read with the program's own readers, and that a new window finds
all of it, the undo history included.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.categories.catalogue import available_sets, fractaldb_1k, resolve_set
from engine.categories.category_set import CategorySet
from engine.categories.marks import Mark, Marks, Pick
from engine.errors import WorkbenchError
from engine.journal import Journal
from engine.workspace import Workspace
from tests.e2e.program import Window, wait_until

WAIT_S = 60


class Kept:
    """What the program left in the workspace."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)

    def marks(self) -> dict[str, Mark]:
        """Return the marks of bundled categories by name."""
        marks = Marks()
        marks.replay(Journal(self.workspace.root / "marks.jsonl").read().records)
        found = {category.name: marks.of(category.identity) for category in fractaldb_1k()}
        return {name: mark for name, mark in found.items() if mark != Mark()}

    def names(self) -> set[str]:
        """Return the names of the own sets."""
        return set(available_sets(self.workspace)) - {"fractaldb-1k"}

    def set(self, name: str) -> CategorySet | None:
        """Return an own set as the command line would read it, None where there is none yet."""
        try:
            return resolve_set(name, self.workspace)
        except WorkbenchError:
            return None

    def wait(self, condition: Callable[[Kept], Any], what: str) -> Any:
        """Return the first truthy answer of `condition`."""
        return wait_until(lambda: condition(self), what, WAIT_S)


@pytest.mark.slow
def test_a_whole_curation_session_by_keyboard(display: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    root = tmp_path / "curation"
    kept = Kept(root)
    window = Window(display, root)
    request.addfinalizer(window.kill)
    bundled = fractaldb_1k()

    # Judge: each verdict goes on to the next; Backspace goes back; undo takes the last verdict away.
    window.press("ctrl+g", "3", "x", "k", "k", "5")
    verdicts = {
        "00000": Mark(3),
        "00001": Mark(pick=Pick.REJECT),
        "00002": Mark(pick=Pick.KEEP),
        "00003": Mark(pick=Pick.KEEP),
        "00004": Mark(5),
    }
    kept.wait(lambda found: found.marks() == verdicts, "the verdicts")
    window.press("ctrl+z")
    del verdicts["00004"]
    kept.wait(lambda found: found.marks() == verdicts, "the verdict taken back")
    window.press("ctrl+g", "BackSpace", "4")
    verdicts["00003"] = Mark(4, Pick.KEEP)
    kept.wait(lambda found: found.marks() == verdicts, "a better verdict after going back")

    # A set of what was kept: as published, with where it came from.
    window.press("ctrl+shift+k", "Return")
    (name,) = kept.wait(lambda found: found.names(), "the set of the kept")
    made = kept.set(name)
    assert made is not None
    assert [category.identity for category in made] == [bundled[2].identity, bundled[3].identity]

    # Breed: mutants of the category shown; the first two go to the drafts.
    window.press("ctrl+m")
    kept.wait(lambda found: _bred(window, found), "a mutant among the drafts")
    window.press("Escape", "ctrl+q")
    assert window.closed() == 0
    assert "Traceback" not in window.log.read_text()

    # Tomorrow: everything is there, and the undo history with it.
    again = Window(display, root)
    request.addfinalizer(again.kill)
    drafts = kept.names() - {name}
    assert drafts
    again.press("ctrl+z")
    kept.wait(lambda found: _fewer(found, drafts), "the draft taken back by the new window")
    assert kept.marks() == verdicts
    again.press("ctrl+shift+z")
    kept.wait(lambda found: all(found.set(each) for each in drafts), "the draft brought back")
    again.press("ctrl+q")
    assert again.closed() == 0
    assert "Traceback" not in again.log.read_text()


def _bred(window: Window, kept: Kept) -> bool:
    window.press("k")
    return len(kept.names()) > 1


def _fewer(kept: Kept, names: set[str]) -> bool:
    return any(kept.set(name) is None for name in names)
