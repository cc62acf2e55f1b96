"""``render`` writes the ImageFolder of the original, goes on where it ended, and names degenerate images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.categories.files import write_categories

Run = Callable[..., Any]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    write_categories(fractaldb_1k().first(2), tmp_path / "two")
    return tmp_path / "two"


def _words(two: Path, out: Path) -> list[object]:
    return ["render", "--categories", two, "--out", out, "--size", 32, "--points", 500, "--style", "point_gray"]


def test_without_weights_only_row_02_is_drawn(two: Path, tmp_path: Path, command_line: Run) -> None:
    out = tmp_path / "out"
    outcome = command_line(*_words(two, out), "--weight-step", "none", "--counts", 1, "--flips", 2, "--json")
    assert outcome.status == 0, outcome.stderr
    assert outcome.json["images"] == outcome.json["written"] == 4
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.png")) == [
        f"{name}/{name}_02_count_0_flip{flip}.png" for name in ("00000", "00001") for flip in (0, 1)
    ]
    again = command_line(*_words(two, out), "--weight-step", "none", "--counts", 1, "--flips", 2, "--json")
    assert (again.json["images"], again.json["written"], again.json["kept"]) == (4, 0, 4)


def test_all_rows_counts_and_flips_are_drawn_with_progress(two: Path, tmp_path: Path, command_line: Run) -> None:
    out = tmp_path / "out"
    outcome = command_line(*_words(two, out), "--weight-step", 0.1, "--counts", 2, "--protocol", "fractaldb")
    assert outcome.status == 0, outcome.stderr
    assert len(list(out.rglob("*.png"))) == 2 * 25 * 2 * 4
    assert "400 of 400 images to draw, about" in outcome.stderr
    assert "100%  400/400" in outcome.stderr
    assert outcome.stdout.startswith("400 images in")


def test_degenerate_images_are_named(tmp_path: Path, command_line: Run) -> None:
    (tmp_path / "wild.csv").write_text("0.95,0,0,0.5,1,0,0.5\n0.95,0,0,0.5,0,1,0.5\n")
    words: list[object] = ["render", "--categories", tmp_path / "wild.csv", "--size", 32, "--points", 50_000]
    words += ["--style", "point_gray", "--counts", 1, "--flips", 1]
    written = command_line(*words, "--out", tmp_path / "a", "--json").json
    assert written["images"] == 25
    assert 0 < len(written["degenerate"]) < 25
    skipped = command_line(*words, "--out", tmp_path / "b", "--json", "--skip-degenerate").json
    assert skipped["degenerate"] == written["degenerate"]
    assert skipped["images"] == 25 - len(skipped["degenerate"])
    text = command_line(*words, "--out", tmp_path / "a").stdout
    assert "written all the same" in text
    assert written["degenerate"][0]["file"] in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--size", 4], "size is 4; give 16 to 4096"),
        (["--weight-step", 0.7], "weight_step is 0.7"),
        (["--weight-step", "much"], "'much' is neither a number nor none"),
        (["--flips", 5], "flips is 5"),
        (["--style", "oil"], "oil"),
        (["--points", "many"], "many"),
        (["--threads", 0], "threads is 0"),
    ],
)
def test_bad_values_are_one_sentence_with_status_2(
    words: list[object], sentence: str, two: Path, tmp_path: Path, command_line: Run
) -> None:
    outcome = command_line(*_words(two, tmp_path / "out"), *words)
    assert outcome.status == 2
    assert sentence in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_an_unwritable_folder_is_one_sentence(two: Path, tmp_path: Path, command_line: Run) -> None:
    (tmp_path / "file").write_text("")
    outcome = command_line(*_words(two, tmp_path / "file" / "out"))
    assert outcome.status == 2
    assert "Choose a folder that you may write to" in outcome.stderr
