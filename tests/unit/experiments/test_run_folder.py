"""Run folders: what is read from the traces of processes, living, dead, or elsewhere; metrics cut off anywhere."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import InputError, MissingDataError, StorageError
from engine.experiments.metrics import MetricsCursor, MetricsWriter, keep_before, read_metrics
from engine.experiments.processes import HOST, process_identity
from engine.experiments.run_folder import RunFolder, RunStatus, State, find_run, list_runs
from engine.experiments.specification import RunSpecification
from engine.locks import exclusive
from engine.storage import write_json
from engine.workspace import Workspace

MakeRun = Callable[..., RunSpecification]


def running(**changes: object) -> RunStatus:
    pid = os.getpid()
    status = RunStatus(
        state=State.RUNNING, pid=pid, process=process_identity(pid) or "", host=HOST, heartbeat=time.time()
    )
    return dataclasses.replace(status, **changes)


def test_a_new_run_is_queued_and_frozen(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(seed=3), workspace)
    assert folder.specification == make_run(seed=3)
    status = folder.status()
    assert (status.state, status.seed, status.epochs, status.source) == (State.QUEUED, 3, 3, "scratch")
    assert status.target == "fractaldb-1k (3 × 8)"
    assert folder.result() is None
    assert folder.environment() is None
    assert folder.metrics().events == ()


def test_equal_runs_get_folders_of_their_own_unless_named(workspace: Workspace, make_run: MakeRun) -> None:
    first, second = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    assert second.id == f"{first.id}-2"
    with pytest.raises(InputError, match="There is a run"):
        RunFolder.create(make_run(), workspace, run_id=first.id)


@pytest.mark.parametrize("state", list(State))
def test_a_status_survives_its_file(workspace: Workspace, make_run: MakeRun, state: State) -> None:
    folder = RunFolder.create(make_run(), workspace)
    status = running(state=state, accuracy=0.25, message="日本語", images_per_s=1.5)
    folder.write_status(status)
    assert folder.status() == status


@pytest.mark.parametrize("state", [State.RUNNING, State.PAUSED, State.STOPPING])
def test_a_dead_process_reads_as_interrupted(workspace: Workspace, make_run: MakeRun, state: State) -> None:
    folder = RunFolder.create(make_run(), workspace)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    identity = process_identity(child.pid)
    assert identity is not None
    folder.write_status(running(state=state, pid=child.pid, process=identity))
    assert folder.status().state is state
    child.kill()
    time.sleep(0.2)
    # Not yet waited for: on POSIX a zombie, which is dead too.
    assert folder.status().state is State.INTERRUPTED
    assert "Resume" in folder.status().message
    child.communicate()
    assert folder.status().state is State.INTERRUPTED


def test_a_number_used_again_by_another_process_is_not_the_trainer(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    folder.write_status(running(process=f"{os.getpid()}@0"))
    assert folder.status().state is State.INTERRUPTED


def test_on_another_machine_the_heartbeat_decides(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    folder.write_status(running(host="elsewhere", process="1@1"))
    assert folder.status().state is State.RUNNING
    folder.write_status(running(host="elsewhere", process="1@1", heartbeat=time.time() - 1000))
    assert folder.status().state is State.INTERRUPTED


def test_process_identity_of_nobody() -> None:
    assert process_identity(0) is None
    assert process_identity(-5) is None
    assert process_identity(2**22 + 7) is None
    assert process_identity(os.getpid()) == process_identity(os.getpid())


def test_commands_reach_a_live_run_only(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    with pytest.raises(InputError, match="is queued, no process is at work"):
        folder.command("stop")
    folder.write_status(running())
    folder.command("pause")
    assert json.loads((folder.path / "control.json").read_text()) == {"verb": "pause", "attempt": 0}
    with pytest.raises(InputError, match="give pause, resume"):
        folder.command("faster")  # type: ignore[arg-type]


def test_discard(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    folder.write_status(running())
    with pytest.raises(InputError, match="stop it before"):
        folder.discard()
    folder.write_status(running(process="1@1"))
    folder.discard()
    assert not folder.path.exists()
    assert list_runs(workspace) == []
    with pytest.raises(MissingDataError):
        folder.discard()


@pytest.mark.parametrize("damage", ["{", "[]", '{"state": "flying"}', '{"state": "done", "colour": 3}', None])
def test_a_damaged_status_costs_no_run(workspace: Workspace, make_run: MakeRun, damage: str | None) -> None:
    good, bad = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    path = bad.path / "status.json"
    path.unlink() if damage is None else path.write_text(damage)
    entries = {entry.id: entry.status for entry in list_runs(workspace)}
    assert entries[good.id].state is State.QUEUED
    status = entries[bad.id]
    assert status.state is State.INTERRUPTED
    assert (status.name, status.epochs) == ("tiny", 3)
    assert "status.json" in status.message
    assert "resume" in status.message
    write_json(bad.path / "result.json", {"best_accuracy": 0.5, "test": {"accuracy": 0.25, "balanced_accuracy": 0.2}})
    assert bad.status().state is State.DONE
    assert (bad.status().best_accuracy, bad.status().test_accuracy) == (0.5, 0.25)


def test_a_damaged_specification_is_listed_as_failed_and_can_be_discarded(
    workspace: Workspace, make_run: MakeRun
) -> None:
    good, bad = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    (bad.path / "status.json").write_text("{")
    (bad.path / "specification.toml").write_text("= nothing")
    entries = {entry.id: entry.status for entry in list_runs(workspace)}
    assert entries[bad.id].state is State.FAILED
    assert "specification.toml" in entries[bad.id].message
    bad.discard()
    assert [entry.id for entry in list_runs(workspace)] == [good.id]


def test_a_process_that_says_nothing_is_told_of(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    folder.write_status(running(heartbeat=time.time() - 600))
    assert folder.status().state is State.RUNNING
    assert f"Nothing was heard of its process {os.getpid()} for 10 minutes" in folder.status().message
    # The clock was set back.
    folder.write_status(running(heartbeat=time.time() + 600))
    assert folder.status().message == ""


@pytest.mark.parametrize(
    ("exit_status", "words"),
    [(-9, "memory ran out"), (-11, "SIGSEGV"), (-200, "signal 200"), (3, "exit status 3")],
)
def test_how_a_trainer_died_is_noted_once(
    workspace: Workspace, make_run: MakeRun, exit_status: int, words: str
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    folder.write_status(running(process="1@1"))
    folder.note_death(exit_status)
    assert folder.status().state is State.INTERRUPTED
    assert words in folder.status().message
    assert "esume" in folder.status().message
    folder.write_status(running(process="1@1"))
    folder.announce_kill()
    folder.note_death(exit_status)
    assert folder.status().message.startswith("Its process was ended at once, as asked.")
    # What the trainer could say itself stands.
    folder.write_status(RunStatus(state=State.STOPPED, message="Stopped after epoch 1."))
    folder.note_death(exit_status)
    assert folder.status().message == "Stopped after epoch 1."


def test_a_run_whose_folder_is_gone_is_not_made_anew_by_its_status(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    shutil.rmtree(folder.path)
    with pytest.raises(StorageError, match="is gone; it was moved or deleted"):
        folder.write_status(running())
    assert not folder.path.exists()


def test_runs_are_listed_in_the_order_they_were_made(workspace: Workspace, make_run: MakeRun) -> None:
    assert list_runs(workspace) == []
    made = [RunFolder.create(make_run(name=name), workspace).id for name in ("z", "a", "m")]
    (workspace.runs / "stray file").write_text("x")
    (workspace.runs / "empty").mkdir()
    assert [entry.id for entry in list_runs(workspace)] == made


def test_listing_a_thousand_runs_takes_less_than_a_second(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    text = {name: (folder.path / name).read_bytes() for name in ("status.json", "specification.toml")}
    for index in range(1000):
        path = workspace.runs / f"run-{index}"
        path.mkdir()
        for name, content in text.items():
            (path / name).write_bytes(content)
    since = time.process_time()
    assert len(list_runs(workspace)) == 1001
    assert time.process_time() - since < 1


def test_finding_a_run(workspace: Workspace, make_run: MakeRun) -> None:
    first = RunFolder.create(make_run(), workspace, run_id="alpha-1")
    RunFolder.create(make_run(), workspace, run_id="alpha-2")
    assert find_run("alpha-1", workspace) == first
    assert find_run(first.path, workspace) == first
    with pytest.raises(InputError, match="2 runs begin"):
        find_run("alp", workspace)
    with pytest.raises(MissingDataError, match="no run 'beta'"):
        find_run("beta", workspace)


def test_an_unwritable_workspace_is_named(tmp_path: Path, make_run: MakeRun) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="Cannot write"):
        RunFolder.create(make_run(), Workspace(tmp_path / "file"))


def test_a_lock_has_one_holder_and_dies_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        "import sys, pathlib; from engine.locks import exclusive\n"
        "with exclusive(pathlib.Path(sys.argv[1]), 'taken'): print('in', flush=True); input()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "in\n"
    with pytest.raises(StorageError, match="taken"), exclusive(path, "taken"):
        pass
    child.kill()
    child.communicate()
    with exclusive(path, "taken"):
        pass


# --- metrics


def step(epoch: int, number: int) -> dict[str, object]:
    return {"kind": "step", "epoch": epoch, "step": number, "loss": 1.5}


def epoch_end(epoch: int) -> dict[str, object]:
    return {"kind": "epoch", "epoch": epoch}


def write(path: Path, *events: dict[str, object]) -> None:
    writer = MetricsWriter(path)
    for event in events:
        writer.append(event)
    writer.close()


def test_metrics_are_read_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    assert read_metrics(path).events == ()
    write(path, step(0, 1), step(0, 2))
    page = read_metrics(path)
    assert page.events == (step(0, 1), step(0, 2))
    assert page.restarted
    assert read_metrics(path, page.cursor).events == ()
    write(path, step(0, 3))
    later = read_metrics(path, page.cursor)
    assert later.events == (step(0, 3),)
    assert not later.restarted


def test_a_line_still_being_written_waits(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    write(path, step(0, 1))
    with path.open("ab") as stream:
        stream.write(b'{"kind": "st')
    page = read_metrics(path)
    assert page.events == (step(0, 1),)
    with path.open("ab") as stream:
        stream.write(b'ep", "epoch": 0, "step": 2}\n')
    assert [event["step"] for event in read_metrics(path, page.cursor).events] == [2]


def test_a_resumed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    write(path, step(0, 1), step(0, 2), epoch_end(0), step(1, 1))
    before = read_metrics(path)
    keep_before(path, 1, 0)
    write(path, step(1, 1), step(1, 2), epoch_end(1), step(2, 1))
    after = read_metrics(path, before.cursor)
    assert after.restarted
    assert [event["epoch"] for event in after.events] == [0, 0, 1, 1, 1, 2]
    assert read_metrics(path, MetricsCursor(before.cursor.file, 10**9)).restarted


def test_what_the_checkpoint_does_not_cover_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    write(path, step(0, 1), step(0, 2), epoch_end(0), step(1, 1), step(1, 2))
    with path.open("ab") as stream:
        stream.write(b'{"kind": "step", "ep')
    keep_before(path, 1, 1, [epoch_end(0)])
    assert read_metrics(path).events == (step(0, 1), step(0, 2), epoch_end(0), step(1, 1))
    assert path.read_bytes().endswith(b"\n")
    keep_before(path, 0, 0)
    assert path.read_bytes() == b""


def test_an_epoch_nobody_told_of_is_put_in(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    write(path, step(0, 1), epoch_end(0), step(1, 1))
    keep_before(path, 2, 0, [epoch_end(0), epoch_end(1)])
    assert read_metrics(path).events == (step(0, 1), epoch_end(0), step(1, 1), epoch_end(1))


def test_damaged_lines_do_not_hold_up_a_resumed_run(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_bytes(b'{"kind": "step", "epoch": 0, "step": 1}\n{"kind": "st{"kind": "step"}\n\0\0\0\n[3]\n{}\n{"kind"')
    keep_before(path, 0, 5)
    assert read_metrics(path).events == ({"kind": "step", "epoch": 0, "step": 1},)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    import resource
    import signal

    path = tmp_path / "metrics.jsonl"
    writer = MetricsWriter(path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    told = 3
    try:
        for step in range(told):
            writer.append({"kind": "step", "epoch": 0, "step": step})
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10, before[1]))
        with pytest.raises(StorageError, match=r"metrics\.jsonl: .*Make room on the disk and resume"):
            writer.append({"kind": "step", "epoch": 0, "step": told})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    writer.append({"kind": "step", "epoch": 0, "step": 99})
    writer.close()
    assert len(read_metrics(path).events) == told + 1


def test_a_foreign_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_text("hello\n")
    with pytest.raises(StorageError, match="not JSON"):
        read_metrics(path)
    path.write_text("3\n")
    with pytest.raises(StorageError, match="not an event"):
        read_metrics(path)
