"""A waiting run is changed in its place, or stays as it is."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.experiments.queue import RunQueue
from engine.experiments.queued_run import replace_waiting
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.specification import FractalData, RunSource, RunSpecification
from engine.workspace import Workspace


@pytest.fixture
def waiting(tmp_path: Path) -> tuple[Workspace, list[RunFolder]]:
    workspace = Workspace(tmp_path)
    runs = [RunFolder.create(RunSpecification(name=name, data=FractalData(count=2)), workspace) for name in "abc"]
    queue = RunQueue(workspace)
    queue.add([run.id for run in runs], processes=2)
    queue.hold_runs([runs[1].id], True)
    return workspace, runs


def test_the_changed_run_stands_where_the_other_stood(waiting: tuple[Workspace, list[RunFolder]]) -> None:
    workspace, runs = waiting
    changed = RunSpecification(name="b", seed=5, data=FractalData(count=3))
    new = replace_waiting(runs[1].id, changed, workspace)
    state = RunQueue(workspace).read()
    assert state.runs == (runs[0].id, new.id, runs[2].id)
    assert (state.items[1].held, state.items[1].processes) == (True, 2)
    assert new.specification == changed
    assert not runs[1].exists


def test_the_same_again_changes_nothing(waiting: tuple[Workspace, list[RunFolder]]) -> None:
    workspace, runs = waiting
    assert replace_waiting(runs[0].id, runs[0].specification, workspace).id == runs[0].id
    assert RunQueue(workspace).read().runs == tuple(run.id for run in runs)


@pytest.mark.parametrize("state", [State.STOPPED, State.RUNNING])
def test_a_run_that_has_begun_is_not_changed(waiting: tuple[Workspace, list[RunFolder]], state: State) -> None:
    workspace, runs = waiting
    runs[0].write_status(dataclasses.replace(runs[0].status(), state=state, attempt=1))
    with pytest.raises(InputError, match="has begun"):
        replace_waiting(runs[0].id, RunSpecification(name="d", data=FractalData(count=3)), workspace)
    assert sorted(path.name for path in workspace.runs.iterdir()) == sorted(run.id for run in runs)


def test_a_run_that_begins_at_that_moment_keeps_its_place(waiting: tuple[Workspace, list[RunFolder]]) -> None:
    workspace, runs = waiting
    with runs[0].held(), pytest.raises(Exception, match="being trained"):
        replace_waiting(runs[0].id, RunSpecification(name="d", data=FractalData(count=3)), workspace)
    assert RunQueue(workspace).read().runs == tuple(run.id for run in runs)
    assert sorted(path.name for path in workspace.runs.iterdir()) == sorted(run.id for run in runs)


def test_a_run_others_start_from_is_not_changed(waiting: tuple[Workspace, list[RunFolder]]) -> None:
    workspace, runs = waiting
    source = RunSource(run=runs[0].id)
    needing = RunFolder.create(RunSpecification(name="d", data=FractalData(count=2), source=source), workspace)
    with pytest.raises(InputError, match=needing.id):
        replace_waiting(runs[0].id, RunSpecification(name="a", data=FractalData(count=3)), workspace)


def test_a_run_outside_the_queue_is_not_changed(waiting: tuple[Workspace, list[RunFolder]]) -> None:
    workspace, runs = waiting
    RunQueue(workspace).remove([runs[0].id])
    with pytest.raises(InputError, match="not in the queue"):
        replace_waiting(runs[0].id, RunSpecification(name="a", data=FractalData(count=3)), workspace)
