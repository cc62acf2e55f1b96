"""``launch``: what it prints, writes and refuses; ``study`` under torchrun."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.experiments.run_folder import RunFolder, list_runs
from engine.experiments.specification import RunSpecification, StudySpecification, parse_toml
from engine.experiments.study_folder import plan_study
from engine.workspace import Workspace
from tests.unit.commands.test_training_commands import RUN, STUDY

CommandLine = Callable[..., Any]


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("FRACTALDB_DATA", raising=False)
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The one of `command_line`."""
    return Workspace(tmp_path / "workspace")


def test_the_script_of_a_run_is_printed(command_line: CommandLine, workspace: Workspace) -> None:
    RunFolder.create(parse_toml(RunSpecification, RUN, "here"), workspace, run_id="the-run")
    done = command_line("launch", "the-run", "--processes", 2)
    assert done.status == 0
    assert done.stdout.startswith("#!/bin/bash\n# Carries out the run the-run on this machine, with 2 processes each.")
    assert "--nproc-per-node=2 --standalone" in done.stdout


def test_the_script_of_a_study_is_written_and_its_runs_are_there(
    command_line: CommandLine, workspace: Workspace, tmp_path: Path
) -> None:
    study = plan_study(parse_toml(StudySpecification, STUDY, "here"), workspace)
    list_runs(workspace)[0].folder.discard()
    out = tmp_path / "study.sh"
    done = command_line("launch", "tiny", "--kind", "slurm", "--time", "10:00", "--no-gpus", "--out", out)
    assert done.status == 0
    assert done.stdout == f"script {out}\n"
    text = out.read_text()
    assert "#SBATCH --time=10:00\n" in text
    assert "gpus-per-node" not in text
    assert [entry.id for entry in list_runs(workspace)] == [run.id for run in study.plan.runs]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothing",), "There is neither a run nor a study 'nothing'"),
        (("the-run", "--processes", "0"), "0 processes on 1 machines; give 1 or more of each"),
        (("the-run", "--kind", "slurm", "--time", "soon"), "The time is 'soon'"),
        (("the-run", "--kind", "kubernetes"), "invalid choice: 'kubernetes'"),
    ],
)
def test_what_cannot_be_launched_is_said(
    command_line: CommandLine, workspace: Workspace, words: tuple[str, ...], sentence: str
) -> None:
    RunFolder.create(parse_toml(RunSpecification, RUN, "here"), workspace, run_id="the-run")
    done = command_line("launch", *words)
    assert done.status == 2
    assert sentence in done.stderr


def test_a_study_is_not_shared_by_torchrun(
    command_line: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "study.toml").write_text(STUDY)
    monkeypatch.setenv("WORLD_SIZE", "2")
    done = command_line("study", tmp_path / "study.toml")
    assert done.status == 2
    assert "torchrun carries out one run, not a study" in done.stderr


def test_torchruns_variables_must_be_complete(
    command_line: CommandLine, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    RunFolder.create(parse_toml(RunSpecification, RUN, "here"), workspace, run_id="the-run")
    monkeypatch.setenv("WORLD_SIZE", "2")
    done = command_line("train", "--resume", "the-run")
    assert done.status == 2
    assert "WORLD_SIZE is set but RANK and LOCAL_RANK are not" in done.stderr
