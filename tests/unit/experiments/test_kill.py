"""The real program, killed with SIGKILL in the middle: resumed, it ends in the numbers of one left alone."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from engine.experiments.run_folder import RunFolder, State, list_runs
from engine.experiments.specification import RunSpecification, StudySpecification, save_specification
from engine.workspace import Workspace

MAIN = Path(__file__).resolve().parents[3] / "main.py"
TIMING = {"seconds", "setup_s", "training_s", "images_per_s"}


def start(workspace: Workspace, *words: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(MAIN), "--workspace", str(workspace.root), "--json", *map(str, words)]
    # One thread: quick beside other tests, and the same sums whatever the machine.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def finish(workspace: Workspace, *words: object) -> dict[str, Any]:
    process = start(workspace, *words)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return dict(json.loads(out))


def timeless(value: Any) -> Any:
    """Return `value` without what a clock decides."""
    if isinstance(value, dict):
        return {key: timeless(item) for key, item in value.items() if key not in TIMING}
    return [timeless(item) for item in value] if isinstance(value, list) else value


def metrics(folder: RunFolder) -> Any:
    return timeless(list(folder.metrics().events))


def kill_when(process: subprocess.Popen[str], condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 240
    while not condition():
        if process.poll() is not None:
            pytest.fail(f"ended before it could be killed: {process.communicate()}")
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    process.communicate()


def steps_told(folder: RunFolder) -> list[tuple[int, int]]:
    if not folder.exists:
        return []
    return [(event["epoch"], event["step"]) for event in folder.metrics().events if event["kind"] == "step"]


@pytest.fixture
def longer(make_run: Callable[..., RunSpecification]) -> RunSpecification:
    run = make_run()
    data = run.data.model_copy(update={"count": 8, "instances": 20})
    return make_run(data=data, training=run.training.model_copy(update={"epochs": 4}))


@pytest.mark.slow
def test_a_killed_run_resumes_to_the_same_numbers(workspace: Workspace, longer: RunSpecification) -> None:
    whole = RunFolder.create(longer, workspace, run_id="whole")
    killed = RunFolder.create(longer, workspace, run_id="killed")
    expected = finish(workspace, "train", "--resume", "whole")
    for place in ((0, 3), (2, 2)):
        process = start(workspace, "train", "--resume", "killed")
        kill_when(process, lambda place=place: bool(steps_told(killed)) and steps_told(killed)[-1] >= place)
        assert killed.status().state is State.INTERRUPTED
    result = finish(workspace, "train", "--resume", "killed")
    assert metrics(killed) == metrics(whole)
    assert timeless({**result, "run": "", "folder": ""}) == timeless({**expected, "run": "", "folder": ""})
    weights = [load_file(folder.path / "weights.safetensors") for folder in (killed, whole)]
    assert weights[0].keys() == weights[1].keys()
    assert all(np.array_equal(weights[0][name], weights[1][name]) for name in weights[0])
    assert killed.status().attempt == 3


@pytest.mark.slow
def test_a_killed_study_resumes_to_the_same_table(
    tmp_path: Path, make_study: Callable[..., StudySpecification], longer: RunSpecification
) -> None:
    study = make_study(seeds=(1,))
    training = study.training.model_copy(update={"epochs": 3, "batch_size": 8})
    sources = tuple(
        source.model_copy(update={"training": training, "data": longer.data}) if source.kind == "pretrain" else source
        for source in study.sources
    )
    path = tmp_path / "study.toml"
    save_specification(study.model_copy(update={"training": training, "sources": sources}), path)
    whole, killed = Workspace(tmp_path / "whole"), Workspace(tmp_path / "killed")
    expected = finish(whole, "study", path)
    ids = [entry.id for entry in list_runs(whole)]
    assert len(ids) == 3

    # Once in the pre-training, once in the fine-tuning that starts from it.
    for index, words in ((1, ()), (2, ("--resume",))):
        process = start(killed, "study", path, *words)
        folder = RunFolder(killed.runs / ids[index])
        kill_when(process, lambda folder=folder: bool(steps_told(folder)) and steps_told(folder)[-1] >= (1, 1))
    process = start(killed, "study", path)
    assert "add --resume" in process.communicate(timeout=120)[1]
    assert process.returncode == 2
    table = finish(killed, "study", path, "--resume")
    drop = ("folder", "figures")
    assert {k: v for k, v in table.items() if k not in drop} == {k: v for k, v in expected.items() if k not in drop}
    for run_id in ids:
        assert metrics(RunFolder(killed.runs / run_id)) == metrics(RunFolder(whole.runs / run_id))
    assert all(Path(name).is_file() for name in table["figures"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_with_130_and_says_how_to_go_on(
    workspace: Workspace, longer: RunSpecification, number: signal.Signals
) -> None:
    folder = RunFolder.create(longer, workspace)
    process = start(workspace, "train", "--resume", folder.id, "--nice", "3")
    deadline = time.monotonic() + 120
    while len(steps_told(folder)) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert f"main.py train --resume {folder.id} --workspace" in err
    assert "Traceback" not in err
    assert folder.status().state is State.STOPPED
    assert dataclasses.asdict(folder.status())["epoch"] < 4
