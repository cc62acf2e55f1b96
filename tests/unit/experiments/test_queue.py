"""The queue: its order, who may start, edits from several processes, and the process that carries it out."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from engine.errors import InputError, Interrupted, StorageError
from engine.experiments import runner
from engine.experiments.child_process import ChildProcess, console_file
from engine.experiments.comparison import comparison
from engine.experiments.halting import Halt, halt, run_next
from engine.experiments.processes import HOST
from engine.experiments.queue import (
    QueueBusyError,
    QueueItem,
    QueueState,
    RunnerNote,
    RunQueue,
    Standing,
    attended,
    may_come,
    next_item,
    read_note,
    standing,
    write_note,
)
from engine.experiments.run import execute_run
from engine.experiments.run_folder import RunFolder, find_run, list_runs
from engine.experiments.run_status import RunStatus, State
from engine.experiments.runner import QueueRunner, own_note
from engine.experiments.specification import StudySpecification
from engine.experiments.study import execute_study
from engine.experiments.study_folder import StudyFolder, plan_study
from engine.progress import Control, Progress
from engine.storage import read_json
from engine.workspace import Workspace

MakeStudy = Callable[..., StudySpecification]


@pytest.fixture
def queue(workspace: Workspace) -> RunQueue:
    return RunQueue(workspace)


class Inline:
    """Stands for a trainer's process: does its work at once, in this process."""

    pid = 0

    def __init__(self, folder: RunFolder, trainer: Any) -> None:
        self.exit_status = 0
        try:
            execute_run(folder, trainer=trainer)
        except (InputError, Interrupted) as error:
            self.exit_status = error.exit_status


def _runner(workspace: Workspace, trainer: Any, started: list[str] | None = None) -> QueueRunner:
    def launch(folder: RunFolder, item: QueueItem) -> ChildProcess:
        if started is not None:
            started.append(folder.id)
        return cast(ChildProcess, Inline(folder, trainer))

    return QueueRunner(workspace, launch=launch)


# ---------------------------------------------------------------------- order


def test_runs_stand_in_the_order_they_came_each_once(queue: RunQueue) -> None:
    queue.add(["a", "b", "a"])
    queue.add(["b", "c"])
    assert queue.read().runs == ("a", "b", "c")
    assert RunQueue(queue.workspace).read() == queue.read()


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [("c", 0, "cabd"), ("a", 4, "bcda"), ("b", 1, "abcd"), ("b", 2, "abcd"), ("b", 3, "acbd"), ("bd", 0, "bdac")],
)
def test_runs_move_before_the_one_at_a_place(queue: RunQueue, moved: str, place: int, order: str) -> None:
    queue.add("abcd")
    queue.move(list(moved), place)
    assert "".join(queue.read().runs) == order


def test_adding_a_held_run_lets_it_and_the_queue_go_on(queue: RunQueue) -> None:
    queue.add(["a", "b"])
    queue.hold_runs(["a"], True)
    queue.hold(True, resumes=True)
    queue.add(["a"])
    assert queue.read() == QueueState((QueueItem("a", asked=1), QueueItem("b")))


def test_put_first_and_exchange_keep_the_rest(queue: RunQueue) -> None:
    queue.add("abc")
    queue.add("b", processes=4)
    queue.add("b")
    queue.put_first("c")
    queue.exchange("b", "new")
    assert queue.read().items == (QueueItem("c", asked=1), QueueItem("a"), QueueItem("new", processes=4))
    with pytest.raises(InputError, match="give 1 or more"):
        queue.add("a", processes=0)


def test_how_a_run_ended_decides_its_place(queue: RunQueue) -> None:
    queue.add("abcde")
    queue.let_yield("c")
    queue.let_yield("d")
    for run_id, state in (("a", State.DONE), ("b", State.FAILED), ("c", State.STOPPED), ("d", State.INTERRUPTED)):
        queue.settle(run_id, state)
    assert [(item.run, item.held) for item in queue.read().items] == [
        ("b", True),
        ("c", False),
        ("d", True),
        ("e", False),
    ]
    assert not any(item.yields for item in queue.read().items)


def test_who_may_start(queue: RunQueue) -> None:
    statuses = {
        "failed": RunStatus(state=State.FAILED),
        "tuning": RunStatus(needs="failed"),
        "done": RunStatus(state=State.DONE),
        "follower": RunStatus(needs="done"),
        "works": RunStatus(state=State.RUNNING),
    }
    items = (QueueItem("tuning"), QueueItem("failed", held=True), QueueItem("follower"), QueueItem("gone"))
    state = QueueState(items)
    wanted = [Standing.NEEDS, Standing.HELD, Standing.WAITS, Standing.GONE]
    assert [standing(item, statuses) for item in items] == wanted
    assert standing(QueueItem("works", held=True), statuses) is Standing.WORKS
    assert next_item(state, statuses) == QueueItem("follower")
    assert next_item(QueueState(items, held=True), statuses) is None
    assert [may_come(item.run, state, statuses) for item in items] == [False, False, True, False]
    assert may_come("tuning", QueueState((QueueItem("tuning"), QueueItem("failed"))), statuses)


# ---------------------------------------------------------------------- several who edit, damage


def test_edits_of_many_threads_are_all_kept(queue: RunQueue) -> None:
    def add(number: int) -> None:
        for part in range(10):
            RunQueue(queue.workspace).add([f"{number}-{part}"])

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(queue.read().runs) == 40
    for number in range(4):
        own = [run_id for run_id in queue.read().runs if run_id.startswith(f"{number}-")]
        assert own == [f"{number}-{part}" for part in range(10)]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"items": [{"run": 3}], "held": false, "resumes": false}', "\x00"])
def test_a_damaged_queue_is_named_with_its_remedy(queue: RunQueue, text: str) -> None:
    queue.folder.mkdir(parents=True)
    (queue.folder / "queue.json").write_text(text, encoding="utf-8")
    with pytest.raises(StorageError, match=r"queue\.json.* delete it"):
        queue.read()


def test_a_note_by_hand_or_of_another_machine(queue: RunQueue) -> None:
    assert read_note(queue) is None
    write_note(queue, own_note())
    assert (note := read_note(queue)) is not None
    assert note.alive
    write_note(queue, RunnerNote(2**22 + 1, "4194305@1", HOST))
    assert (note := read_note(queue)) is not None
    assert not note.alive
    (queue.folder / "runner.json").write_text("nonsense", encoding="utf-8")
    assert read_note(queue) is None


# ---------------------------------------------------------------------- carrying it out


def test_the_queue_is_carried_out_and_the_study_compared(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(), workspace)
    order = [run.id for run in study.plan.runs]
    started: list[str] = []
    queue.add(order)
    _runner(workspace, pretend(), started).run()
    assert started == order
    assert queue.read().items == ()
    assert read_note(queue) is None
    assert (study.path / "comparison.csv").read_text(encoding="utf-8") == comparison(study).to_csv()


def test_what_is_needed_goes_first_whatever_the_order(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    scratch, pretraining, tuning = (run.id for run in study.plan.runs)
    started: list[str] = []
    queue.add([tuning, scratch, pretraining])
    _runner(workspace, pretend(), started).run()
    assert started == [scratch, pretraining, tuning]


def test_a_failure_is_held_and_the_independent_rest_goes_on(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    scratch, pretraining, tuning = (run.id for run in study.plan.runs)

    def fail(job: Any, epoch: int, step: int) -> None:
        if job.folder.id == pretraining:
            raise InputError("The disk is full; make room.")

    queue.add([pretraining, tuning, scratch])
    _runner(workspace, pretend(fail)).run()
    assert queue.read().items == (QueueItem(pretraining, held=True), QueueItem(tuning))
    states = {entry.id: entry.status.state for entry in list_runs(workspace)}
    assert states == {pretraining: State.FAILED, tuning: State.QUEUED, scratch: State.DONE}
    queue.add([pretraining])
    _runner(workspace, pretend()).run()
    assert queue.read().items == ()
    assert all(entry.status.state is State.DONE for entry in list_runs(workspace))


def test_a_process_that_ends_before_it_begins_fails_its_run(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy
) -> None:
    scratch = plan_study(make_study(seeds=(1,)), workspace).queue()[0]
    console_file(scratch).write_text("Traceback\nNo module named 'torch'\n", encoding="utf-8")

    class Dead:
        pid, exit_status = 0, 1

    queue.add([scratch.id])
    QueueRunner(workspace, launch=lambda folder, item: cast(ChildProcess, Dead())).run()
    assert (scratch.status().state, scratch.status().message) == (State.FAILED, "No module named 'torch'")
    assert queue.read().items == (QueueItem(scratch.id, held=True),)


@pytest.mark.parametrize("yields", [False, True])
def test_a_process_stopped_while_it_starts_fails_nothing(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, yields: bool
) -> None:
    scratch = plan_study(make_study(seeds=(1,)), workspace).queue()[0]

    class Killed:
        pid, exit_status = 0, -9

    def launch(folder: RunFolder, item: QueueItem) -> ChildProcess:
        queue.hold(True)
        if yields:
            queue.let_yield(folder.id)
        return cast(ChildProcess, Killed())

    queue.add([scratch.id])
    QueueRunner(workspace, launch=launch).run()
    assert scratch.status().state is State.QUEUED
    assert queue.read().items == (QueueItem(scratch.id, held=not yields),)


@pytest.mark.parametrize(("looks_alive_after_asking", "goes_on"), [(0, True), (1, False)])
def test_a_run_asked_for_after_its_death_goes_on_and_one_asked_for_at_work_is_held(
    workspace: Workspace,
    queue: RunQueue,
    make_study: MakeStudy,
    pretend: Any,
    looks_alive_after_asking: int,
    goes_on: bool,
) -> None:
    scratch = plan_study(make_study(seeds=(1,)), workspace).queue()[0]
    started: list[str] = []

    class Killed:
        pid = 0
        looks = 0

        @property
        def exit_status(self) -> int | None:
            self.looks += 1
            if self.looks == 1:
                queue.add([scratch.id])
            return None if self.looks <= 1 + looks_alive_after_asking else 1

    def launch(folder: RunFolder, item: QueueItem) -> ChildProcess:
        started.append(folder.id)
        return cast(ChildProcess, Killed() if len(started) == 1 else Inline(folder, pretend()))

    queue.add([scratch.id])
    QueueRunner(workspace, launch=launch).run()
    assert len(started) == 1 + goes_on
    assert scratch.status().state is (State.DONE if goes_on else State.FAILED)
    assert queue.read().items == (() if goes_on else (QueueItem(scratch.id, held=True, asked=1),))


def test_a_held_queue_starts_nothing_and_a_discarded_run_is_forgotten(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    scratch, pretraining, _ = plan_study(make_study(seeds=(1,)), workspace).queue()
    queue.add(["was-discarded", scratch.id, pretraining.id])
    queue.hold(True)
    _runner(workspace, pretend()).run()
    assert queue.read().runs == (scratch.id, pretraining.id)
    queue.hold(False)
    queue.hold_runs([pretraining.id], True)
    _runner(workspace, pretend()).run()
    assert (scratch.status().state, pretraining.status().state) == (State.DONE, State.QUEUED)


def test_a_second_runner_is_refused(workspace: Workspace, queue: RunQueue, pretend: Any) -> None:
    with attended(queue), pytest.raises(QueueBusyError, match="another process"):
        _runner(workspace, pretend()).run()
    _runner(workspace, pretend()).run()


def test_a_process_that_ends_before_it_takes_a_stopped_run_up_fails_it(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy
) -> None:
    scratch = plan_study(make_study(seeds=(1,)), workspace).queue()[0]
    scratch.write_status(dataclasses.replace(scratch.status(), state=State.STOPPED, attempt=3, message="Stopped."))

    class Dead:
        pid, exit_status = 0, 2

    queue.add([scratch.id])
    QueueRunner(workspace, launch=lambda folder, item: cast(ChildProcess, Dead())).run()
    assert (scratch.status().state, scratch.status().message) == (State.FAILED, "exit status 2")


# ---------------------------------------------------------------------- halting it


def test_a_stop_that_finds_a_run_announced_keeps_it_from_starting(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = plan_study(make_study(seeds=(1,)), workspace).queue()[0]
    queue.add([scratch.id])
    launched: list[str] = []

    def note_and_stop(queue: RunQueue, note: RunnerNote | None) -> None:
        write_note(queue, note)
        if note is not None and note.current:
            halt(queue, "stop")

    with monkeypatch.context() as patched:
        patched.setattr(runner, "write_note", note_and_stop)
        _runner(workspace, pretend(), launched).run()
    assert (launched, scratch.status().state) == ([], State.QUEUED)
    assert queue.read().held
    # What was to stop that attempt does not stop the one that somebody asks for later.
    queue.hold(False)
    _runner(workspace, pretend(), launched).run()
    assert (launched, scratch.status().state) == ([scratch.id], State.DONE)


@pytest.mark.parametrize(("verb", "state"), [("pause", State.DONE), ("stop_after_epoch", State.STOPPED)])
def test_a_word_to_a_run_that_is_starting_reaches_it(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any, verb: Halt, state: State
) -> None:
    scratch = plan_study(make_study(seeds=(1,)), workspace).queue()[0]
    seen: list[State] = []

    def launch(folder: RunFolder, item: QueueItem) -> ChildProcess:
        halt(queue, verb)
        trainer = threading.Thread(target=lambda: Inline(folder, pretend()))
        trainer.start()
        if verb == "pause":
            while folder.status().state is not State.PAUSED:
                assert trainer.is_alive()
            seen.append(State.PAUSED)
            folder.command("resume")
        trainer.join()
        return cast(ChildProcess, Ended())

    class Ended:
        pid, exit_status = 0, 0

    queue.add([scratch.id])
    QueueRunner(workspace, launch=launch).run()
    assert scratch.status().state is state
    assert seen == ([State.PAUSED] if verb == "pause" else [])
    assert scratch.status().epoch == (1 if verb == "stop_after_epoch" else scratch.status().epochs)


@pytest.mark.parametrize("verb", ["pause", "stop_after_epoch", "stop"])
def test_between_two_runs_every_halt_holds_the_queue(queue: RunQueue, verb: Halt) -> None:
    queue.add(["a"])
    write_note(queue, own_note())
    halt(queue, verb)
    assert queue.read() == QueueState((QueueItem("a"),), held=True)


def test_a_halt_that_a_window_takes_back_says_so_to_the_queue_and_the_run(queue: RunQueue, make_run: Any) -> None:
    folder = RunFolder.create(make_run(), queue.workspace)
    queue.add([folder.id, "b"])
    write_note(queue, dataclasses.replace(own_note(), current=folder.id, attempt=1))
    halt(queue, "stop", resumes=True)
    state = queue.read()
    assert (state.held, state.resumes) == (True, True)
    assert state.item(folder.id) == QueueItem(folder.id, yields=True)
    assert read_json(folder.path / "control.json") == {"verb": "stop", "attempt": 1}


def test_run_next_lets_the_run_that_is_starting_give_way(queue: RunQueue, make_run: Any) -> None:
    folder = RunFolder.create(make_run(), queue.workspace)
    queue.add([folder.id, "b"])
    write_note(queue, dataclasses.replace(own_note(), current=folder.id, attempt=1))
    run_next(queue, "b")
    assert queue.read().runs == ("b", folder.id)
    assert queue.read().item(folder.id) == QueueItem(folder.id, yields=True)
    assert read_json(folder.path / "control.json") == {"verb": "stop", "attempt": 1}


def test_a_run_that_has_just_ended_is_told_nothing(queue: RunQueue, make_run: Any) -> None:
    folder = RunFolder.create(make_run(), queue.workspace)
    folder.write_status(dataclasses.replace(folder.status(), state=State.DONE, attempt=1))
    write_note(queue, dataclasses.replace(own_note(), current=folder.id, attempt=1))
    halt(queue, "stop")
    assert queue.read().held
    assert not (folder.path / "control.json").exists()
    with pytest.raises(InputError, match="no process is at work"):
        halt(queue, "pause")


def test_a_stopped_runner_leaves_its_note_and_the_order(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    queue.add(run.id for run in study.plan.runs)
    control = Control()

    def stop(job: Any, epoch: int, step: int) -> None:
        control.stop()

    with pytest.raises(Interrupted, match="keep their places"):
        _runner(workspace, pretend(stop)).run(control)
    assert len(queue.read().items) == 2
    assert read_note(queue) is not None


def test_other_windows_see_which_run_a_study_of_a_terminal_is_at(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    seen: list[str] = []

    def look(job: Any, epoch: int, step: int) -> None:
        note = read_note(queue)
        assert note is not None
        assert note.alive
        assert note.current == job.folder.id
        seen.append(note.current)

    execute_study(study, trainer=pretend(look))
    assert set(seen) == {run.id for run in study.plan.runs}
    assert read_note(queue) is None


def _attend(study: StudyFolder, queue: RunQueue, follow: threading.Event, trainer: Any) -> threading.Thread:
    """Return a thread that holds the queue until a command has queued its study, and then carries it out."""
    ready = threading.Event()

    def work() -> None:
        with attended(queue):
            write_note(queue, own_note())
            ready.set()
            while not queue.read().items:
                follow.wait(0.02)
            for run_id in queue.read().runs:
                execute_run(find_run(run_id, study.workspace), trainer=trainer)
                queue.settle(run_id, State.DONE)
            write_note(queue, None)

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(10)
    return thread


def test_a_study_beside_a_runner_is_queued_and_watched(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    other, own = pretend(), pretend()
    thread = _attend(study, queue, threading.Event(), other)
    told: list[Progress] = []
    table = execute_study(study, trainer=own, report=told.append)
    thread.join()
    assert table.complete
    assert own.started == []
    assert other.started == [run.id for run in study.plan.runs]
    assert any("in the queue" in progress.task for progress in told)


def test_a_study_whose_runner_died_is_carried_on_by_the_command(
    workspace: Workspace, queue: RunQueue, make_study: MakeStudy, pretend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    left = threading.Event()

    def hold() -> None:
        with attended(queue):
            write_note(queue, RunnerNote(2**22 + 1, "4194305@1", HOST))
            left.set()
            while not queue.read().items:
                left.wait(0.02)

    thread = threading.Thread(target=hold)
    thread.start()
    left.wait(10)
    trainer = pretend()
    assert execute_study(study, trainer=trainer).complete
    thread.join()
    assert trainer.started == [run.id for run in study.plan.runs]
    assert queue.read().items == ()


def test_the_queue_is_a_small_readable_file(queue: RunQueue, tmp_path: Path) -> None:
    queue.add(["a"])
    assert '"run": "a"' in (queue.folder / "queue.json").read_text(encoding="utf-8")
