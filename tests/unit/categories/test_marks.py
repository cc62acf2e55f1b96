"""Marks: bounded, kept exactly, quick to load."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.categories.marks import UNMARKED, Mark, Marks, Pick, mark_from_json, mark_to_json
from engine.errors import InputError
from engine.journal import Journal

TAGS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10)
MARKS = st.builds(Mark, st.integers(0, 5), st.sampled_from(Pick), st.frozensets(TAGS, max_size=4), st.text(max_size=50))


@given(MARKS)
def test_a_mark_reads_back(mark: Mark) -> None:
    assert mark_from_json(mark_to_json(mark)) == mark


def test_the_empty_mark_takes_no_room() -> None:
    assert mark_to_json(UNMARKED) == []


@pytest.mark.parametrize("rating", [-1, 6, 2.0, True, "3"])
def test_a_rating_is_0_to_5(rating: Any) -> None:
    with pytest.raises(InputError, match="give 0"):
        Mark(rating=rating)


@pytest.mark.parametrize("tag", ["", " x", "x\n", "y" * 61])
def test_a_tag_is_short_and_printable(tag: str) -> None:
    with pytest.raises(InputError, match="tag"):
        Mark(tags=frozenset({tag}))


def test_a_note_is_bounded() -> None:
    with pytest.raises(InputError, match="20,001"):
        Mark(note="x" * 20_001)


@pytest.mark.parametrize(
    "value", [None, 3, "abcd", [1, "perhaps"], [1, "keep", "tags"], [1, "keep", [2]], [0, "", [], 5], [0] * 5, [9]]
)
def test_what_is_no_mark_is_refused(value: Any) -> None:
    with pytest.raises(InputError):
        mark_from_json(value)


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), MARKS, max_size=4), max_size=8))
def test_replaying_the_journal_gives_the_marks(changes: list[dict[str, Mark]]) -> None:
    marks = Marks()
    journal = [marks.update(change) for change in changes]
    again = Marks()
    assert again.replay(journal) == 0
    compacted = Marks()
    compacted.replay(marks.records())
    for identity in "abcdef":
        assert marks.of(identity) == again.of(identity) == compacted.of(identity)
    assert set(marks) == set(again) == set(compacted)
    assert sorted(marks.tags) == sorted(again.tags) == sorted({tag for one in marks for tag in marks.of(one).tags})


def test_tags_come_by_frequency() -> None:
    marks = Marks()
    marks.update({"a": Mark(tags=frozenset({"rare", "often"})), "b": Mark(tags=frozenset({"often"}))})
    assert marks.tags == ["often", "rare"]
    marks.update({"a": UNMARKED})
    assert marks.tags == ["often"]


def test_records_that_make_no_sense_are_counted_and_cost_nothing_else() -> None:
    marks = Marks()
    assert marks.replay([{"marks": [[[3], ["a"]], [["x"], ["b"]], [[2], 5]]}, {"other": 1}, {"marks": 7}]) == 4
    assert marks.of("a") == Mark(3)
    assert len(marks) == 1


def test_a_hundred_thousand_marks_load_within_a_second_or_so(tmp_path: Path) -> None:
    marks = Marks()
    marks.update({f"{n:020x}": Mark(n % 6, Pick.KEEP, frozenset({f"tag {n % 9}"}), "") for n in range(100_000)})
    journal = Journal(tmp_path / "marks.jsonl")
    journal.rewrite(marks.records())
    start = perf_counter()
    loaded = Marks()
    assert loaded.replay(journal.read().records) == 0
    assert perf_counter() - start < 4
    assert len(loaded) == 100_000
    assert loaded.of(f"{77_777:020x}") == marks.of(f"{77_777:020x}")
