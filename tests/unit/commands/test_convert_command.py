"""``convert`` takes categories from any format into any other, and says what a format cannot keep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.categories.files import read_categories, write_categories

Run = Callable[..., Any]


def test_a_round_through_all_formats_ends_where_it_began(command_line: Run, tmp_path: Path) -> None:
    start = tmp_path / "start.npz"
    write_categories(fractaldb_1k().first(20), start)
    at = start
    for step in ("a.json", "b.flame", "c.ifs", "d", "e.npz"):
        outcome = command_line("convert", at, tmp_path / step, "--json")
        assert outcome.status == 0, outcome.stderr
        assert outcome.json["categories"] == 20
        assert outcome.json["identity"] == fractaldb_1k().first(20).identity
        at = tmp_path / step
    assert list(read_categories(at)) == list(fractaldb_1k().first(20))


def test_a_bundled_set_is_converted_by_name(command_line: Run, tmp_path: Path) -> None:
    outcome = command_line("convert", "fractaldb-1k", tmp_path / "set.json")
    assert outcome.status == 0
    assert outcome.stdout == f"1,000 categories written to {tmp_path / 'set.json'}.\n"


def test_what_is_lost_is_said(command_line: Run, tmp_path: Path) -> None:
    outcome = command_line("convert", "fractaldb-1k", tmp_path / "set.ifs")
    assert "Not kept by this format: name of the set, provenance" in outcome.stdout


def test_what_is_left_out_is_said_and_other_commands_refuse_it(command_line: Run, tmp_path: Path) -> None:
    source = tmp_path / "mixed.ifs"
    source.write_text("solid(3D) {\n1 2 3\n}\nflat {\n.5 0 0 .5 0 0 1\n}\n")
    outcome = command_line("convert", source, tmp_path / "out.npz", "--json")
    assert outcome.status == 0
    assert outcome.json["categories"] == 1
    (note,) = outcome.json["notes"]
    assert "solid(3D) is three-dimensional" in note
    assert note in outcome.stderr
    refused = command_line("render", "--categories", source, "--out", tmp_path / "images")
    assert refused.status == 2
    assert "solid(3D) is three-dimensional" in refused.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("1,2,3,4,5,6\n", "6 values instead of 7"), ("", "is empty"), ("1,2,3,4,5,6,0.9\n", "sum to 0.9")],
)
def test_bad_input_is_one_sentence_with_status_2(
    content: str, sentence: str, command_line: Run, tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text(content)
    outcome = command_line("convert", tmp_path / "in.csv", tmp_path / "out.npz")
    assert outcome.status == 2
    assert sentence in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert outcome.stdout == ""
    assert not (tmp_path / "out.npz").exists()


def test_unknown_places_and_formats_are_status_2(command_line: Run, tmp_path: Path) -> None:
    assert "no category set, file or folder" in command_line("convert", tmp_path / "no", tmp_path / "o.npz").stderr
    assert "'.png'" in command_line("convert", "fractaldb-1k", tmp_path / "o.png").stderr
    (tmp_path / "empty").mkdir()
    assert "holds no CSV file" in command_line("convert", tmp_path / "empty", tmp_path / "o.npz").stderr
