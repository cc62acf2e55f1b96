"""A folder is held below its size by dropping what was used least recently, and nothing more than that."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.room import Droppable, make_room, sweep_abandoned, unlinked


class Shelf:
    """Things of given sizes; the first was used least recently."""

    def __init__(self, sizes: list[int], held: frozenset[int] = frozenset()) -> None:
        self.sizes = sizes
        self.held = held
        self.left = list(range(len(sizes)))

    def things(self) -> list[Droppable]:
        newest_first = reversed(range(len(self.sizes)))
        return [Droppable(float(at), str(at), self.sizes[at], partial(self._drop, at)) for at in newest_first]

    def _drop(self, at: int) -> bool:
        if at not in self.held:
            self.left.remove(at)
        return at not in self.held

    @property
    def bytes(self) -> int:
        return sum(self.sizes[at] for at in self.left)


@given(st.lists(st.integers(1, 50), max_size=12), st.integers(0, 80), st.integers(0, 300))
def test_the_newest_that_fit_are_kept_and_no_fewer(sizes: list[int], needed: int, limit: int) -> None:
    shelf = Shelf(sizes)
    make_room(shelf.things(), needed, limit)
    gone = len(sizes) - len(shelf.left)
    assert shelf.left == list(range(gone, len(sizes)))
    assert not shelf.left or shelf.bytes + needed <= limit
    if gone:  # with the last one dropped it was too much
        assert shelf.bytes + sizes[gone - 1] + needed > limit


def test_one_that_is_in_use_still_counts_and_the_next_goes_for_it() -> None:
    shelf = Shelf([40, 30, 20, 10], held=frozenset({0}))
    make_room(shelf.things(), 10, 80)
    assert shelf.left == [0, 2, 3]


def test_of_two_used_at_the_same_time_the_name_decides() -> None:
    gone: list[str] = []

    def drop(name: str) -> bool:
        gone.append(name)
        return True

    make_room([Droppable(5.0, name, 10, partial(drop, name)) for name in "bca"], 0, 15)
    assert gone == ["a", "b"]


def test_only_old_temporary_files_are_swept(tmp_path: Path) -> None:
    old, new, kept = (tmp_path / name for name in (".a.npz.x1.part", ".a.npz.x2.part", "a.npz"))
    for path in (old, new, kept):
        path.write_bytes(b"x")
    for path in (old, kept):
        os.utime(path, (time.time() - 10**6,) * 2)
    sweep_abandoned(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, kept.name]
    sweep_abandoned(tmp_path, 0.0)
    assert list(tmp_path.iterdir()) == [kept]


def test_a_file_that_cannot_be_removed_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        assert not unlinked(path)
    assert unlinked(path)
    assert not path.exists()
    assert unlinked(path)
