"""``main.py runs`` over run folders that the tests write."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pytest

from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from engine.workspace import Workspace
from tests.gui.training_help import epoch, finish, planned, write_metrics
from tests.unit.commands.conftest import CommandLine


@pytest.fixture
def runs(tmp_path: Path) -> list[RunFolder]:
    """Return the runs of a study of two seeds: from scratch, pre-training, fine-tuning, seed by seed."""
    folders = planned(Workspace(tmp_path / "workspace"), seeds=[1, 2]).queue()
    for folder, accuracy in zip(folders, (0.70, 0.5, 0.80, 0.74, 0.5, 0.90), strict=True):
        finish(folder, accuracy)
    return folders


def test_a_filter_narrows_the_table(command_line: CommandLine, runs: list[RunFolder]) -> None:
    found = command_line("--json", "runs", "--filter", "source:fractaldb role:finetune test>85").json
    assert [entry["run"] for entry in found["runs"]] == [runs[5].id]
    assert "No run fits." in command_line("runs", "--filter", "state:failed").stdout
    refused = command_line("runs", "--filter", "sate:x")
    assert refused.status == 2
    assert "did you mean state" in refused.stderr


def test_seeds_are_taken_together(command_line: CommandLine, runs: list[RunFolder]) -> None:
    groups = command_line("--json", "runs", "--group").json["groups"]
    assert [(group["role"], group["runs"], group["seeds"]) for group in groups] == [
        ("finetune", 2, [1, 2]), ("pretrain", 2, [1, 2]), ("finetune", 2, [1, 2])
    ]  # fmt: skip
    assert groups[2]["test_mean"] == pytest.approx(0.85)
    assert "0.8500 ± 0.0707 (n = 2)" in command_line("runs", "--group").stdout


def test_differences_are_printed(command_line: CommandLine, runs: list[RunFolder]) -> None:
    found = command_line("--json", "runs", "--diff", runs[2].id, runs[5].id).json
    assert [row["key"] for row in found["differences"]] == ["seed", "source.run", "source.run.seed"]
    assert "source.run.seed" in command_line("runs", "--diff", runs[2].id, runs[5].id).stdout
    assert "the same" in command_line("runs", "--diff", runs[2].id, runs[2].id).stdout
    assert command_line("runs", "--diff", runs[2].id).status == 2


def test_exports_are_of_the_runs_that_fit(command_line: CommandLine, runs: list[RunFolder], tmp_path: Path) -> None:
    write_metrics(runs[0], epoch(0, 0.5))
    table, metrics, events = tmp_path / "runs.csv", tmp_path / "metrics.csv", tmp_path / "tb"
    said = command_line(
        "--json", "runs", "--filter", "seed:1", "--csv", str(table), "--metrics-csv", str(metrics),
        "--tensorboard", str(events),
    )  # fmt: skip
    assert said.json["runs"] == 3
    with table.open(newline="") as stream:
        assert [line["run"] for line in csv.DictReader(stream)] == [folder.id for folder in runs[:3]]
    with metrics.open(newline="") as stream:
        assert [line["run"] for line in csv.DictReader(stream)] == [runs[0].id]
    assert {path.name for path in events.iterdir()} == {folder.id for folder in runs[:3]}
    command_line("runs", runs[4].id, "--csv", str(table))
    with table.open(newline="") as stream:
        assert [line["run"] for line in csv.DictReader(stream)] == [runs[4].id]


def test_notes_are_kept_and_archived_runs_counted(command_line: CommandLine, runs: list[RunFolder]) -> None:
    command_line("runs", runs[0].id, "--tag", "paper, x", "--note", "good", "--colour", "blue")
    noted = command_line("--json", "runs", runs[0].id, "--untag", "x", "--archive").json
    assert noted == {"run": runs[0].id, "tags": ["paper"], "note": "good", "colour": "blue", "archived": True}
    assert "1 archived not listed" in command_line("runs").stdout
    assert len(command_line("--json", "runs", "--archived").json["runs"]) == 6
    assert "tags     paper" in command_line("runs", runs[0].id).stdout
    command_line("runs", runs[0].id, "--no-archive")
    assert len(command_line("--json", "runs", "--filter", "tag:paper").json["runs"]) == 1


def test_a_run_that_others_start_from_is_not_discarded_unasked(
    command_line: CommandLine, runs: list[RunFolder]
) -> None:
    refused = command_line("runs", runs[1].id, "--discard")
    assert refused.status == 2
    assert runs[2].id in refused.stderr
    assert runs[1].exists
    shown = command_line("--json", "runs", runs[1].id).json
    assert (shown["descendants"], shown["studies"]) == ([runs[2].id], ["tiny"])
    assert command_line("runs", runs[1].id, "--discard", "--even-if-needed").status == 0
    assert not runs[1].exists
    assert command_line("--json", "runs", runs[2].id).json["ancestors"] == [runs[1].id]


@pytest.mark.parametrize("options", [("--discard",), ("--note", "x"), ("--archive",)])
def test_what_needs_a_run_says_so(command_line: CommandLine, runs: list[RunFolder], options: tuple[str, ...]) -> None:
    refused = command_line("runs", *options)
    assert refused.status == 2
    assert "Name the run" in refused.stderr


def test_a_damaged_run_is_listed(command_line: CommandLine, runs: list[RunFolder]) -> None:
    runs[0].write_status(dataclasses.replace(runs[0].status(), state=State.FAILED, message="no room"))
    (runs[1].path / "status.json").write_text("{")
    (runs[1].path / "result.json").write_text('{"accuracy": 0.5}')
    states = {entry["run"]: entry["state"] for entry in command_line("--json", "runs").json["runs"]}
    assert states[runs[0].id] == "failed"
    assert states[runs[1].id] == "done"  # it left a result, though one that says little
