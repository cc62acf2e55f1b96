"""Journals: what was appended is read, whatever a kill leaves of the last line."""

from __future__ import annotations

import subprocess
import sys
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


def test_a_rewrite_leaves_alone_what_others_appended_since(tmp_path: Path) -> None:
    journal, other = Journal(tmp_path / "j.jsonl"), Journal(tmp_path / "j.jsonl")
    journal.append(RECORDS)
    content = journal.read()
    other.append([{"theirs": True}])
    assert not journal.rewrite(RECORDS[:1], of=content)
    assert journal.read().records[-1] == {"theirs": True}
    assert journal.rewrite(RECORDS[:1], of=journal.read())
    assert list(other.read().records) == RECORDS[:1]


def test_several_processes_append_and_rewrite_and_no_line_is_lost(tmp_path: Path) -> None:
    """Each process counts a number up that all share, with long lines, a rewrite now and then, and a torn line."""
    path = tmp_path / "j.jsonl"
    workers = [subprocess.Popen([sys.executable, "-c", _COUNTS, str(path), "40"]) for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    content = Journal(path).read()
    assert content.damaged == 0
    assert content.records[-1]["n"] == 120


_COUNTS = """
import sys
from pathlib import Path
from engine.journal import Journal
journal = Journal(Path(sys.argv[1]))
for turn in range(int(sys.argv[2])):
    with journal.turn():
        n = max((record["n"] for record in journal.read().records), default=0)
        journal.append([{"n": n + 1, "pad": "x" * 20000}])
    if turn % 10 == 9:
        content = journal.read()
        journal.rewrite(content.records[-1:], of=content)
        with journal.turn(), journal.path.open("ab") as stream:
            stream.write(b'{"torn')
"""


def test_a_full_disk_takes_all_or_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: what was written before the end is taken back."""
    script = (
        "import resource, sys, signal; from pathlib import Path; from engine.journal import Journal; "
        "from engine.errors import StorageError; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "journal = Journal(Path(sys.argv[1])); journal.append([{'n': 1}])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try:\n    journal.append([{'n': 2}, {'pad': 'x' * 10000}])\n"
        "except StorageError as error:\n    sys.exit('free space' not in str(error))\n"
        "sys.exit(2)"
    )
    path = tmp_path / "j.jsonl"
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 0
    assert path.read_bytes() == b'{"n":1}\n'


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Choose a folder"):
        Journal(tmp_path / "file" / "j.jsonl").append(RECORDS)
    with pytest.raises(StorageError, match="Cannot read"):
        Journal(tmp_path).read()
