"""Power lost between any two writes of a run: every state the disk may be left in goes on to the same end."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from engine.errors import Interrupted
from engine.experiments import records
from engine.experiments.run import Job, execute_run
from engine.experiments.run_folder import RunFolder, State, list_runs
from engine.experiments.specification import RunSpecification
from engine.storage import write_text
from engine.training.events import (
    EpochEvent,
    Evaluation,
    PrecisionChoice,
    PreparedEvent,
    SavingEvent,
    StepEvent,
    TrainingResult,
)
from engine.workspace import Workspace
from tests.unit.experiments.power import Recording, put, recording

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="follows files through /proc")

EPOCHS, STEPS = 2, 2


def trainer(job: Job) -> TrainingResult:
    """Behave as the loop does, with its own checkpoints, and a state that is one number."""
    from engine.training.checkpoints import CheckpointFolder

    folder = CheckpointFolder(job.folder.checkpoints)
    found = folder.load()
    state: dict[str, Any] = found.state if found is not None else {"epoch": 0, "step": 0, "value": 1.0, "history": []}
    precision = PrecisionChoice("float32", "pretended")
    history = [EpochEvent(**values) for values in state["history"]]
    job.events(PreparedEvent(state["epoch"], state["step"], STEPS, EPOCHS, 10, "cpu", 1, precision, "", tuple(history)))

    def save() -> None:
        job.events(SavingEvent())
        folder.save({**state, "history": [asdict(event) for event in history]})

    try:
        while state["epoch"] < EPOCHS:
            while state["step"] < STEPS:
                job.control.poll()
                state["value"] = 3.7 * state["value"] * (1 - state["value"] / 4)
                state["step"] += 1
                job.events(
                    StepEvent(
                        state["epoch"], state["step"], STEPS, EPOCHS, state["value"], 0.5, 0.5, 0.1, 1.0, 1.0, 1.0
                    )
                )
                if state["step"] == 1:
                    save()
            event = EpochEvent(state["epoch"], EPOCHS, state["value"], 0.5, 0.5, 0.5, 0.5, 0.1, 1.0)
            history.append(event)
            state.update(epoch=state["epoch"] + 1, step=0)
            save()
            job.events(event)
    except Interrupted:
        save()
        raise
    write_text(job.folder.weights, repr(state["value"]))
    classes = len(job.images.train.classes)
    tested = Evaluation(
        "test", 50, 0.5, state["value"], 0.5, np.full(classes, 0.5), np.zeros((classes, classes), dtype=np.int64), 0.1
    )
    return TrainingResult(tuple(history), tested, tested, 0, 0.5, precision, "cpu", 1, 10, 0.1, 1.0, 100)


def numbers(folder: RunFolder) -> tuple[Any, ...]:
    """Return what a run found, without what a clock decides."""
    clock = ("seconds", "setup_s", "training_s", "images_per_s")
    events = [{key: value for key, value in event.items() if key not in clock} for event in folder.metrics().events]
    result = folder.result()
    assert result is not None
    return events, {key: value for key, value in result.items() if key not in clock}, folder.weights.read_text()


@pytest.fixture
def record(
    workspace: Workspace, make_run: Callable[..., RunSpecification], monkeypatch: pytest.MonkeyPatch
) -> Recording:
    """Every state a cut may leave of a run, from before it was queued to after its end."""
    monkeypatch.setattr(records, "_commit", lambda: None)
    # Drawn before: the images are not what is looked at, and are kept by content anyway.
    warm = RunFolder.create(make_run(), workspace, run_id="warm")
    execute_run(warm, trainer=trainer)
    shutil.rmtree(workspace.runs)
    workspace.runs.mkdir()
    with recording(workspace.runs, monkeypatch) as record:
        execute_run(RunFolder.create(make_run(), workspace, run_id="run"), trainer=trainer)
    return record


@pytest.mark.slow
def test_every_state_a_power_cut_may_leave_ends_in_the_same_numbers(
    workspace: Workspace, record: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = numbers(RunFolder(workspace.runs / "run"))
    monkeypatch.setattr("os.fsync", lambda _: None)
    queued: Counter[str] = Counter()
    done = 0
    assert len(record.cuts) > 60
    for kind, call, tree in record.cuts:
        shutil.rmtree(workspace.runs)
        workspace.runs.mkdir()
        put(tree, workspace.runs)
        entries = list_runs(workspace)
        if not entries:
            # Not queued yet, as far as the disk knows; or the folder is a part of one, which is no run.
            assert not queued["kill"] or kind != "kill"
            continue
        queued[kind] += 1
        (entry,) = entries
        assert entry.status.state in (State.QUEUED, State.INTERRUPTED, State.DONE, State.RUNNING), (kind, call)
        done += entry.status.state is State.DONE
        execute_run(entry.folder, trainer=trainer)
        assert entry.folder.status().state is State.DONE, (kind, call)
        assert numbers(entry.folder) == expected, (kind, call)
        assert not list(workspace.runs.rglob("*.part")), (kind, call)
        assert not entry.folder.checkpoints.exists(), (kind, call)
    assert min(queued[kind] for kind in ("kill", "names", "promises")) > 2
    assert done
