"""Journals: what was appended is read, whatever a kill leaves of the last line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import StorageError
from engine.journal import Journal

RECORDS = [{"n": n, "text": "é" * n, "values": [0.1 * n, -0.0]} for n in range(5)]


def test_what_is_appended_is_read(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "new" / "j.jsonl")
    assert journal.read().records == ()
    journal.append(RECORDS[:2])
    journal.append(RECORDS[2:])
    content = Journal(journal.path).read()
    assert list(content.records) == RECORDS
    assert content.damaged == 0


@given(share=st.floats(0, 1))
def test_a_kill_at_any_byte_loses_no_whole_line_and_the_journal_goes_on(
    share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("j") / "j.jsonl"
    Journal(path).append(RECORDS)
    data = path.read_bytes()
    cut = round(share * len(data))
    path.write_bytes(data[:cut])
    whole = data[:cut].count(b"\n")
    content = Journal(path).read()
    assert list(content.records) == RECORDS[:whole]
    assert content.damaged == 0
    Journal(path).append([{"after": True}])
    again = Journal(path).read()
    assert list(again.records) == [*RECORDS[:whole], {"after": True}]
    assert again.damaged == 0


def test_damage_before_the_end_is_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    Journal(path).append(RECORDS)
    lines = path.read_bytes().split(b"\n")
    lines[1], lines[3] = b"\0\0\0", b"[1]"
    path.write_bytes(b"\n".join(lines))
    content = Journal(path).read()
    assert [record["n"] for record in content.records] == [0, 2, 4]
    assert content.damaged == 2


def test_rewriting_replaces_the_content(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    journal.append(RECORDS)
    journal.rewrite(RECORDS[:1])
    journal.append(RECORDS[4:])
    assert [record["n"] for record in journal.read().records] == [0, 4]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Choose a workspace"):
        Journal(tmp_path / "file" / "j.jsonl").append(RECORDS)
    with pytest.raises(StorageError, match="Cannot read"):
        Journal(tmp_path).read()
