"""Scripts for other machines: bash reads them, they start the right things in order, and a Slurm job goes on."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.experiments.launch import SlurmOptions, launch_script
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import State
from engine.experiments.specification import RunSpecification, StudySpecification
from engine.experiments.study_folder import plan_study
from engine.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for bash")

MakeRun = Callable[..., RunSpecification]
MakeStudy = Callable[..., StudySpecification]


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def bash(script: str, *words: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-s", "--", *map(str, words)],
        input=script,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def reads(script: str) -> bool:
    return subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


@pytest.fixture
def awkward(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "a user's $HOME; workspace")


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[list[str]]]:
    """Put a program in the place of Python that notes its arguments; return the calls so far."""
    notes = tmp_path / "calls"
    python = program(tmp_path / "bin" / "a python", f"printf '%s\\n' \"$@\" -- >> '{notes}'")
    monkeypatch.setattr(sys, "executable", str(python))

    def calls() -> list[list[str]]:
        return [call.strip("\n").split("\n") for call in notes.read_text().split("--\n") if call.strip("\n")]

    # A line of two hyphens ends a call; no argument is one.
    return calls


@pytest.mark.parametrize("kind", ["plain", "slurm"])
@pytest.mark.parametrize(("processes", "nodes"), [(1, 1), (2, 1), (4, 2)])
def test_bash_reads_every_script(
    awkward: Workspace, make_run: MakeRun, make_study: MakeStudy, kind: str, processes: int, nodes: int
) -> None:
    for target in (RunFolder.create(make_run(), awkward), plan_study(make_study(), awkward)):
        script = launch_script(target, kind=kind, processes=processes, nodes=nodes, setup="module load cuda")  # type: ignore[arg-type]
        assert reads(script)
        assert "module load cuda" in script


def test_plain_script_starts_the_trainer_of_the_run(
    awkward: Workspace, make_run: MakeRun, called: Callable[[], list[list[str]]], tmp_path: Path
) -> None:
    folder = RunFolder.create(make_run(), awkward, run_id="the-run")
    done = bash(launch_script(folder), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [call[1:] for call in called()] == [["--workspace", str(awkward.root), "train", "--resume", "the-run"]]


def test_plain_script_of_several_machines_meets_at_the_first(
    awkward: Workspace, make_run: MakeRun, called: Callable[[], list[list[str]]], tmp_path: Path
) -> None:
    script = launch_script(RunFolder.create(make_run(), awkward, run_id="the-run"), processes=4, nodes=2)
    without = bash(script, folder=tmp_path)
    assert without.returncode != 0
    assert "give the name of the first machine" in without.stderr
    assert bash(script, "node1", folder=tmp_path).returncode == 0
    (call,) = called()
    assert call[:4] == ["-m", "torch.distributed.run", "--nproc-per-node=4", "--nnodes=2"]
    assert {"--rdzv-id=the-run", "--rdzv-backend=c10d", "--rdzv-endpoint=node1:29500"} <= set(call)


def test_plain_study_runs_in_order_and_ends_at_the_first_failure(
    awkward: Workspace, make_study: MakeStudy, called: Callable[[], list[list[str]]], tmp_path: Path
) -> None:
    study = plan_study(make_study(), awkward)
    script = launch_script(study)
    assert bash(script, folder=tmp_path).returncode == 0
    assert [call[-1] for call in called()] == [*(run.id for run in study.plan.runs), study.name]
    assert called()[-1][-3:-1] == ["figures", "--study"]
    failing = program(tmp_path / "failing", "exit 3")
    assert bash(script.replace(sys.executable, str(failing)), folder=tmp_path).returncode == 3


def fake_slurm(folder: Path) -> Path:
    """Programs that stand for Slurm's on one machine: jobs are noted, steps are run where they are."""
    notes = folder / "notes"
    notes.mkdir(parents=True)
    program(folder / "scontrol", f'[ "$1" = show ] && echo localhost || echo "$@" >> "{notes}/scontrol"')
    program(folder / "srun", 'exec "$@"')
    program(
        folder / "sbatch",
        f'n=$(ls "{notes}" | grep -c job); echo $((100 + n)); cat > "{notes}/job$n"; echo "$@" > "{notes}/args$n"',
    )
    return folder


def test_slurm_study_hands_over_a_job_a_run_that_waits_for_what_it_needs(
    awkward: Workspace, make_study: MakeStudy, tmp_path: Path
) -> None:
    study = plan_study(make_study(), awkward)
    slurm = fake_slurm(tmp_path / "slurm")
    options = SlurmOptions(time="2-12:00:00", partition="gpu", account="team", cpus=4)
    script = launch_script(study, kind="slurm", processes=2, slurm=options)
    done = bash(script, folder=tmp_path, PATH=f"{slurm}:{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    numbers = {run.id: 100 + number for number, run in enumerate(study.plan.runs)}
    assert len(list((slurm / "notes").glob("job*"))) == len(numbers)
    for number, run in enumerate(study.plan.runs):
        job = (slurm / "notes" / f"job{number}").read_text()
        words = (slurm / "notes" / f"args{number}").read_text()
        assert reads(job)
        for asked in ("gpus-per-node=2", "cpus-per-task=8", "time=2-12:00:00", "partition=gpu", "account=team"):
            assert f"#SBATCH --{asked}\n" in job
        assert f"--export=ALL,run={run.id}" in words
        assert f"--output={awkward.root}/runs/{run.id}/slurm-%j.txt" in words
        assert ("--dependency" in words) == bool(run.needs)
        assert not run.needs or f"--dependency=afterok:{numbers[run.needs]}" in words


@pytest.mark.parametrize("finishes", [False, True])
def test_slurm_job_stops_the_run_and_queues_again_before_its_time_is_over(
    workspace: Workspace, make_run: MakeRun, tmp_path: Path, finishes: bool
) -> None:
    folder = RunFolder.create(make_run(), workspace, run_id="the-run")
    slurm = fake_slurm(tmp_path / "slurm")
    verb = folder.path / "control.json"
    # The trainer: says that it is there, and ends when it is told to, done or not.
    program(slurm / "srun", f'touch there; while [ ! -e "{verb}" ]; do sleep 0.05; done; exit {0 if finishes else 1}')
    job = tmp_path / "job.sh"
    job.write_text(launch_script(folder, kind="slurm"))
    environment = {**os.environ, "PATH": f"{slurm}:{os.environ['PATH']}", "SLURM_JOB_ID": "77"}
    process = subprocess.Popen(["bash", str(job)], cwd=tmp_path, env={**environment, "SLURM_JOB_NODELIST": "localhost"})
    wait_until((tmp_path / "there").exists)
    process.send_signal(signal.SIGUSR1)
    assert process.wait(timeout=20) == (0 if finishes else 1)
    assert verb.read_text() == '{"verb": "stop"}\n'
    requeued = slurm / "notes" / "scontrol"
    assert requeued.exists() != finishes
    assert finishes or requeued.read_text() == "requeue 77\n"


def wait_until(condition: Callable[[], bool], seconds: float = 240) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_slurm_job_of_two_processes_stops_in_time_and_goes_on_to_the_end(
    workspace: Workspace, make_run: MakeRun, tmp_path: Path
) -> None:
    run = make_run()
    data = run.data.model_copy(update={"count": 8, "instances": 20})
    folder = RunFolder.create(make_run(data=data), workspace, run_id="the-run")
    slurm = fake_slurm(tmp_path / "slurm")
    job = tmp_path / "job.sh"
    job.write_text(launch_script(folder, kind="slurm", processes=2, slurm=SlurmOptions(gpus=False)))
    environment = {**os.environ, "PATH": f"{slurm}:{os.environ['PATH']}", "OMP_NUM_THREADS": "1"}
    environment |= {"SLURM_JOB_ID": str(os.getpid()), "SLURM_JOB_NODELIST": "localhost"}

    def steps() -> int:
        return sum(event["kind"] == "step" for event in folder.metrics().events)

    with (tmp_path / "output").open("w") as output:
        first = subprocess.Popen(["bash", str(job)], env=environment, stdout=output, stderr=output)
        wait_until(lambda: steps() >= 3 or first.poll() is not None)
        first.send_signal(signal.SIGUSR1)
        assert first.wait(timeout=240) != 0
        assert folder.status().state is State.STOPPED
        assert (slurm / "notes" / "scontrol").read_text() == f"requeue {os.getpid()}\n"
        assert subprocess.run(["bash", str(job)], check=False, env=environment, stdout=output).returncode == 0
    assert folder.status().state is State.DONE
    assert folder.status().attempt == 2
    epochs = [event["epoch"] for event in folder.metrics().events if event["kind"] == "epoch"]
    assert epochs == [0, 1, 2]
    assert folder.weights.is_file()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"time": "tomorrow"}, "The time is 'tomorrow'; give it as Slurm does"),
        ({"partition": "a; rm"}, "The partition is 'a; rm'; give its name"),
        ({"account": "my team"}, "The account is 'my team'; give its name"),
        ({"cpus": 0}, "0 cores a process; give 1 or more"),
    ],
)
def test_slurm_options_are_checked(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        SlurmOptions(**change)  # type: ignore[arg-type]


def test_impossible_launches_are_refused(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    with pytest.raises(InputError, match="0 processes on 2 machines; give 1 or more of each"):
        launch_script(folder, processes=0, nodes=2)
    with pytest.raises(InputError, match="no scripts of kind 'k8s'; give plain or slurm"):
        launch_script(folder, kind="k8s")  # type: ignore[arg-type]
    quoted = RunFolder.create(make_run(), Workspace(workspace.root / 'a "b"'))
    with pytest.raises(InputError, match="has a quotation mark, which Slurm cannot read"):
        launch_script(quoted, kind="slurm")
