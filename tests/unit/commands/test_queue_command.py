"""``main.py queue``: what it lists, how it steers, and that it carries out."""

from __future__ import annotations

import dataclasses
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.experiments import runner
from engine.experiments.queue import RunQueue
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from engine.experiments.specification import RunSpecification
from engine.workspace import Workspace

CommandLine = Callable[..., Any]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def runs(workspace: Workspace) -> list[str]:
    """Return the ids of three runs of the workspace."""
    values = {"data": {"kind": "fractal", "count": 2, "instances": 4}, "model": {"backbone": "resnet18"}}
    return [
        RunFolder.create(RunSpecification.model_validate({"name": name, **values}), workspace, run_id=name).id
        for name in ("alpha", "beta", "gamma")
    ]


def test_runs_are_added_moved_put_first_and_removed(command_line: CommandLine, runs: list[str]) -> None:
    def order(*words: str) -> list[str]:
        found = command_line("--json", "queue", *words)
        assert found.status == 0, found.stderr
        return [item["run"] for item in found.json["items"]]

    assert order() == []
    assert order("--add", *runs) == ["alpha", "beta", "gamma"]
    assert order("--move", "alpha", "3") == ["beta", "gamma", "alpha"]
    assert order("--move", "alpha", "2") == ["beta", "alpha", "gamma"]
    assert order("--first", "gam") == ["gamma", "beta", "alpha"]
    assert order("--remove", "beta") == ["gamma", "alpha"]


def test_a_held_queue_says_so_and_starts_nothing(
    command_line: CommandLine, runs: list[str], monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    command_line("queue", "--add", *runs)
    assert "held" in command_line("queue", "--hold").stdout
    monkeypatch.setattr(runner, "launch", None)
    assert command_line("queue", "--run").status == 0
    assert RunQueue(workspace).read().runs == tuple(runs)
    assert "held" not in command_line("queue", "--go-on").stdout


def test_run_carries_it_out(command_line: CommandLine, runs: list[str], workspace: Workspace) -> None:
    for run_id in runs:
        folder = RunFolder(workspace.runs / run_id)
        folder.write_status(dataclasses.replace(folder.status(), state=State.DONE))
    command_line("queue", "--add", *runs)
    found = command_line("queue", "--run")
    assert found.status == 0
    assert "empty" in found.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--add", "nothing"), "no run 'nothing'"),
        (("--remove", "nothing"), "No run of the queue begins with 'nothing'"),
        (("--move", "alpha", "last"), "'last' is no place"),
        (("--move", "alpha", "0"), "'0' is no place"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    command_line: CommandLine, runs: list[str], words: tuple[str, ...], sentence: str
) -> None:
    command_line("queue", "--add", *runs)
    found = command_line("queue", *words)
    assert found.status == 2
    assert sentence in found.stderr
