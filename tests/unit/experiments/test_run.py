"""One run, with a trainer that pretends: what the folder tells, how it is steered, stopped, and taken up again."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import InputError, Interrupted, MissingDataError, StorageError
from engine.experiments.run import Job, execute_run
from engine.experiments.run_folder import RunFolder, State, Verb
from engine.experiments.specification import DatasetData, RunSource, RunSpecification
from engine.progress import Control, Progress
from engine.storage import write_json
from engine.workspace import Workspace

MakeRun = Callable[..., RunSpecification]


def events_of(folder: RunFolder) -> list[dict[str, Any]]:
    """Return the events of a run without what a clock decides."""
    timed = ("images_per_s", "seconds")
    return [{key: value for key, value in event.items() if key not in timed} for event in folder.metrics().events]


def test_a_run_leaves_everything_in_its_folder(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    told: list[Progress] = []
    result = execute_run(folder, report=told.append, trainer=pretend())
    assert result == folder.result()
    assert result["accuracy"] == pytest.approx(0.31)
    assert result["classes"] == ["00000", "00001", "00002"]
    assert result["validation"]["class_accuracy"][0] is None
    status = folder.status()
    assert (status.state, status.epoch, status.epochs, status.fraction) == (State.DONE, 3, 3, 1.0)
    assert status.best_accuracy == pytest.approx(0.31)
    kinds = [event["kind"] for event in events_of(folder)]
    assert kinds == (["step"] * 4 + ["epoch"]) * 3 + ["final"]
    environment = folder.environment()
    assert environment is not None
    assert environment["precision"]["reason"] == "pretended"
    assert environment["images"]["left_out"] >= 0
    assert "epoch 3 of 3" in folder.log.read_text()
    assert not folder.checkpoints.exists()
    assert told[0].task == "drawing images"
    assert told[-1].fraction == 1.0


def test_a_finished_run_is_not_done_again(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    trainer = pretend()
    assert execute_run(folder, trainer=trainer) == execute_run(folder, trainer=trainer)
    assert len(trainer.started) == 1


def test_a_second_process_is_refused(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    with folder.held(), pytest.raises(StorageError, match="by another process"):
        execute_run(folder, trainer=pretend())
    assert folder.status().state is State.QUEUED


@pytest.mark.parametrize("place", [(0, 0), (0, 2), (1, 0), (2, 3)])
def test_stopped_and_resumed_metrics_equal_uninterrupted_ones(
    workspace: Workspace, make_run: MakeRun, pretend: Any, place: tuple[int, int]
) -> None:
    whole, parts = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    expected = execute_run(whole, trainer=pretend())
    control = Control()

    def stop(_job: Job, epoch: int, step: int) -> None:
        if (epoch, step) == place:
            control.stop()

    with pytest.raises(Interrupted, match=f"main.py train --resume {parts.id} --workspace"):
        execute_run(parts, control=control, trainer=pretend(stop))
    assert parts.status().state is State.STOPPED
    assert f"--resume {parts.id}" in parts.status().message
    assert parts.result() is None
    result = execute_run(parts, trainer=pretend())
    assert events_of(parts) == events_of(whole)
    assert {**result, "setup_s": 0} == {**expected, "setup_s": 0}
    assert parts.status().attempt == 2


def test_a_death_between_checkpoint_and_event_loses_no_epoch(
    workspace: Workspace, make_run: MakeRun, pretend: Any
) -> None:
    whole, parts = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    execute_run(whole, trainer=pretend())
    with pytest.raises(KeyboardInterrupt):
        execute_run(parts, trainer=pretend(swallow_epoch_event=1))
    assert parts.status().state is State.FAILED
    execute_run(parts, trainer=pretend())
    assert events_of(parts) == events_of(whole)


def test_the_work_of_a_session_is_told_before_its_end(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    told: list[float] = []

    def look(job: Job, epoch: int, _step: int) -> None:
        if epoch == 1:
            told.append(job.events.__self__.keeper.status.active_s)

    folder = RunFolder.create(make_run(), workspace)
    execute_run(folder, trainer=pretend(look))
    assert 0 < min(told) <= folder.status().active_s


def test_a_failure_is_recorded_with_its_sentence(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    def fail(_job: Job, epoch: int, _step: int) -> None:
        if epoch == 1:
            raise InputError("Training diverged.")

    folder = RunFolder.create(make_run(), workspace)
    with pytest.raises(InputError, match="diverged"):
        execute_run(folder, trainer=pretend(fail))
    assert (folder.status().state, folder.status().message) == (State.FAILED, "Training diverged.")


def test_a_defect_keeps_its_traceback_in_the_log(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    def fail(_job: Job, _epoch: int, _step: int) -> None:
        raise ZeroDivisionError("oh")

    folder = RunFolder.create(make_run(), workspace)
    with pytest.raises(ZeroDivisionError):
        execute_run(folder, trainer=pretend(fail))
    assert "A defect of the program: ZeroDivisionError: oh" in folder.status().message
    assert "Traceback" in folder.log.read_text()


class Steered:
    """A run in another thread that holds at every step until told to go on."""

    def __init__(self, folder: RunFolder, pretend: Any) -> None:
        self.folder = folder
        self.steps = 0
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._execute, args=(pretend(self._step),))
        self._thread.start()

    def _step(self, _job: Job, _epoch: int, _step: int) -> None:
        self.steps += 1
        time.sleep(0.12)

    def _execute(self, trainer: Any) -> None:
        try:
            execute_run(self.folder, trainer=trainer)
        except Interrupted as stop:
            self.error = stop

    def command(self, verb: Verb) -> None:
        self.wait_for(lambda: self.folder.status().state.live and self.steps > 0)
        self.folder.command(verb)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def join(self) -> None:
        self._thread.join(30)
        assert not self._thread.is_alive()


def test_pause_and_resume_by_the_control_file(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    run = Steered(folder, pretend)
    run.command("pause")
    run.wait_for(lambda: folder.status().state is State.PAUSED)
    held = run.steps
    time.sleep(0.4)
    assert run.steps == held
    folder.command("resume")
    run.join()
    assert folder.status().state is State.DONE
    assert folder.status().active_s < folder.status().ended - folder.status().started - 0.3


def test_stop_after_the_epoch_by_the_control_file(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    run = Steered(folder, pretend)
    run.command("stop_after_epoch")
    run.join()
    assert isinstance(run.error, Interrupted)
    assert run.steps == 4
    assert (folder.status().state, folder.status().epoch, folder.status().step) == (State.STOPPED, 1, 0)


@pytest.mark.parametrize("paused", [False, True])
def test_stop_by_the_control_file_ends_a_pause_too(
    workspace: Workspace, make_run: MakeRun, pretend: Any, paused: bool
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    run = Steered(folder, pretend)
    if paused:
        run.command("pause")
        run.wait_for(lambda: folder.status().state is State.PAUSED)
    run.command("stop")
    run.join()
    assert isinstance(run.error, Interrupted)
    assert folder.status().state is State.STOPPED
    # The command that stopped it is void for the next session.
    execute_run(folder, trainer=pretend())
    assert folder.status().state is State.DONE


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ({"verb": "stop", "attempt": 1}, State.STOPPED),
        ({"verb": "stop", "attempt": 0}, State.DONE),
        ({"verb": "stop", "attempt": 2}, State.DONE),
        ({"verb": "stop"}, State.DONE),
        (["stop"], State.DONE),
    ],
)
def test_what_was_written_before_the_start_steers_the_attempt_that_it_names(
    workspace: Workspace, make_run: MakeRun, pretend: Any, command: object, state: State
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    write_json(folder.path / "control.json", command)
    with contextlib.suppress(Interrupted):
        execute_run(folder, trainer=pretend())
    assert folder.status().state is state


def test_a_word_for_another_attempt_is_not_obeyed(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    run = Steered(folder, pretend)
    run.wait_for(lambda: run.steps > 0)
    write_json(folder.path / "control.json", {"verb": "stop", "attempt": 2})
    run.join()
    assert (run.error, folder.status().state) == (None, State.DONE)


def test_a_stop_while_images_are_drawn(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        execute_run(folder, control=control, trainer=pretend())
    assert folder.status().state is State.STOPPED
    execute_run(folder, trainer=pretend())


def test_missing_data_names_the_files(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(data=DatasetData(name="KMNIST")), workspace)
    with pytest.raises(MissingDataError, match=r"train-images-idx3-ubyte.* into the data folder"):
        execute_run(folder, trainer=pretend())
    assert folder.status().state is State.FAILED


def test_a_run_starts_from_a_finished_one_only(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    first = RunFolder.create(make_run(), workspace)
    second = RunFolder.create(make_run(source=RunSource(run=first.id)), workspace)
    assert second.status().needs == first.id
    with pytest.raises(MissingDataError, match=f"finish it with `main.py train --resume {first.id}`"):
        execute_run(second, trainer=pretend())
    execute_run(first, trainer=pretend())
    execute_run(second, trainer=pretend())
    assert second.status().state is State.DONE


def test_a_set_with_too_few_categories(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    run = make_run()
    data = run.data.model_copy(update={"count": 1001})
    folder = RunFolder.create(make_run(data=data), workspace)
    with pytest.raises(InputError, match=r"has 1000 categories and data\.count asks for 1001"):
        execute_run(folder, trainer=pretend())
