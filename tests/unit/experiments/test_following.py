"""The real program under torchrun: one run folder, steered as always, and one process killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.experiments.following import follow_run
from engine.experiments.run import Job
from engine.experiments.run_folder import RunFolder, find_run
from engine.experiments.run_status import State
from engine.experiments.specification import RunSpecification, save_specification
from engine.training.events import TrainingResult
from engine.training.ranks import Ranks
from engine.workspace import Workspace

MAIN = Path(__file__).resolve().parents[3] / "main.py"
MakeRun = Callable[..., RunSpecification]


def start(workspace: Workspace, *words: object) -> subprocess.Popen[str]:
    share = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    command = [sys.executable, *share, str(MAIN), "--workspace", str(workspace.root), "--json", *map(str, words)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 240
    while not condition():
        if process.poll() is not None:
            pytest.fail(f"ended too early: {process.communicate()}")
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def steps(folder: RunFolder) -> int:
    return sum(event["kind"] == "step" for event in folder.metrics().events)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
def test_a_run_of_two_processes_survives_the_death_of_one(
    workspace: Workspace, make_run: MakeRun, tmp_path: Path
) -> None:
    data = make_run().data.model_copy(update={"count": 8, "instances": 20})
    save_specification(make_run(data=data), tmp_path / "run.toml")
    first = start(workspace, "train", tmp_path / "run.toml")
    wait_until(lambda: workspace.runs.is_dir() and bool(list(workspace.runs.glob("tiny-*/metrics.jsonl"))), first)
    folder = find_run("tiny", workspace)
    wait_until(lambda: steps(folder) >= 3, first)
    (other,) = set(children(first.pid)) - {folder.status().pid}
    os.kill(other, signal.SIGKILL)
    _, err = first.communicate(timeout=240)
    assert first.returncode != 0
    status = folder.status()
    assert status.state is State.FAILED
    assert "Another of the 2 processes of this run ended" in status.message
    assert "Another of the 2 processes of this run ended" in err

    second = start(workspace, "train", "--resume", folder.id)
    wait_until(lambda: folder.status().state is State.RUNNING and folder.status().attempt == 2, second)
    folder.command("pause")
    wait_until(lambda: folder.status().state is State.PAUSED, second)
    before = steps(folder)
    time.sleep(1)
    assert steps(folder) == before
    folder.command("resume")
    out, err = second.communicate(timeout=300)
    assert second.returncode == 0, err
    assert json.loads(out)["run"] == folder.id
    assert folder.status().state is State.DONE
    assert [event["epoch"] for event in folder.metrics().events if event["kind"] == "epoch"] == [0, 1, 2]
    assert len(list(workspace.runs.iterdir())) == 1
    assert not folder.checkpoints.exists()


class Second(Ranks):
    """The second of two processes whose first has nothing to say."""

    rank = 1
    size = 2


def test_another_process_writes_nothing_but_why_it_failed(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    before = {path.name for path in folder.path.iterdir()}
    jobs: list[Job] = []

    def trainer(job: Job) -> TrainingResult:
        jobs.append(job)
        raise InputError("no room")

    with pytest.raises(InputError, match="no room"):
        follow_run(folder, Second(), trainer=trainer)
    assert len(jobs[0].images.train) == 24
    assert {path.name for path in folder.path.iterdir()} - before == {"log.txt"}
    assert folder.log.read_text().endswith("process 1: InputError: no room\n")


def test_another_process_does_nothing_for_a_run_that_is_done(
    workspace: Workspace, make_run: MakeRun, pretend: Callable[[], Callable[[Job], TrainingResult]]
) -> None:
    from engine.experiments.run import execute_run

    folder = RunFolder.create(make_run(), workspace)
    execute_run(folder, trainer=pretend())

    def trainer(job: Job) -> TrainingResult:
        raise AssertionError("trained again")

    follow_run(folder, Second(), trainer=trainer)
