"""Glimpses in a run folder: whole, bounded, and never in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine.errors import StorageError
from engine.experiments.glimpse import GlimpseWriter, glimpse_folder, read_glimpses
from engine.experiments.run import Job, execute_run
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.specification import RunSpecification
from engine.training.events import (
    CONFUSION_CLASSES,
    BatchEvent,
    EvaluatedEvent,
    Evaluation,
    FiltersEvent,
    TrainingResult,
)
from engine.workspace import Workspace

Make = Callable[..., RunSpecification]


def evaluation(classes: int, split: Any = "validation") -> Evaluation:
    confusion = np.eye(classes, dtype=np.int64) * 7 if classes <= CONFUSION_CLASSES else None
    return Evaluation(split, 7 * classes, 0.1, 1.0, 1.0, np.ones(classes), confusion, 0.1)


def batch(step: int = 1) -> BatchEvent:
    images = np.random.default_rng(step).integers(0, 256, (5, 8, 8, 3), dtype=np.uint8)
    return BatchEvent(0, step, images, np.arange(5), np.zeros(5, dtype=np.int64))


@pytest.fixture
def folder(workspace: Workspace, make_run: Make) -> RunFolder:
    return RunFolder.create(make_run(), workspace)


def test_what_is_written_is_read(folder: RunFolder) -> None:
    writer = GlimpseWriter(folder, ["a", "b", "c"])
    filters = np.random.default_rng(0).normal(size=(4, 3, 5, 5)).astype(np.float32)
    for event in (batch(2), FiltersEvent(3, filters), EvaluatedEvent(1, evaluation(3))):
        writer.write(event)
    writer.write(EvaluatedEvent(1, evaluation(3, "test")))
    seen = read_glimpses(folder)
    assert seen.classes == ("a", "b", "c")
    assert seen.batch is not None
    assert (seen.batch.epoch, seen.batch.step) == (0, 2)
    assert np.array_equal(seen.batch.images, batch(2).images)
    assert np.array_equal(seen.filters, filters)
    assert seen.filters_epoch == 3
    assert [found.split for found in seen.evaluations] == ["validation", "test"]
    assert np.array_equal(seen.evaluations[0].confusion, evaluation(3).confusion)


def test_nothing_new_is_not_read_again(folder: RunFolder) -> None:
    writer = GlimpseWriter(folder, ["a"])
    writer.write(batch(1))
    first = read_glimpses(folder)
    assert read_glimpses(folder, first) is first
    writer.write(batch(2))
    again = read_glimpses(folder, first)
    assert again.batch is not None
    assert again.batch.step == 2


def test_a_folder_without_glimpses_shows_its_result_and_weights(folder: RunFolder) -> None:
    assert read_glimpses(folder).batch is None
    told = {"class_accuracy": [1.0, None], "confusion": [[3, 0], [0, 0]]}
    (folder.path / "result.json").write_text(json.dumps({"classes": ["x", "y"], "test": told, "validation": None}))
    kernel = np.ones((2, 3, 3, 3), dtype=np.float32)
    deeper = {"a.weight": np.ones((2, 2, 3, 3), dtype=np.float32), "b.weight": np.ones(3, dtype=np.float32)}
    save_file({"conv1.weight": kernel, **deeper}, folder.path / "weights.safetensors")
    seen = read_glimpses(folder)
    assert seen.classes == ("x", "y")
    assert np.array_equal(seen.filters, kernel)
    assert seen.filters_epoch == -1
    (found,) = seen.evaluations
    assert found.split == "test"
    assert np.isnan(found.class_accuracy[1])


@pytest.mark.parametrize("name", ["batch.npz", "filters.npz", "evaluation-validation.npz", "classes.json"])
@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 torn", b"\x00" * 300])
def test_damaged_files_are_passed_over(folder: RunFolder, name: str, damage: bytes) -> None:
    writer = GlimpseWriter(folder, ["a", "b"])
    for event in (batch(), FiltersEvent(0, np.ones((1, 3, 2, 2), np.float32)), EvaluatedEvent(0, evaluation(2))):
        writer.write(event)
    (glimpse_folder(folder) / name).write_bytes(damage)
    seen = read_glimpses(folder)
    missing = [not seen.classes, seen.batch is None, seen.filters is None, not seen.evaluations]
    assert sum(missing) == 1


def test_matrices_of_very_many_classes_are_left_out(folder: RunFolder) -> None:
    GlimpseWriter(folder, ["a"]).write(EvaluatedEvent(0, evaluation(CONFUSION_CLASSES + 1)))
    (found,) = read_glimpses(folder).evaluations
    assert found.confusion is None
    assert len(found.class_accuracy) == CONFUSION_CLASSES + 1


def test_a_glimpse_that_cannot_be_written_does_not_end_the_run(
    workspace: Workspace, make_run: Make, pretend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = RunFolder.create(make_run(), workspace, run_id="full")

    def full(*_args: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(GlimpseWriter, "write", full)

    def trainer(job: Job) -> TrainingResult:
        result: TrainingResult = pretend()(job)
        job.events(batch())
        return result

    execute_run(folder, trainer=trainer)
    assert folder.status().state is State.DONE
    assert "no glimpse: The disk is full." in folder.log.read_text()


def test_points_of_the_curves_tell_pace_and_time(workspace: Workspace, make_run: Make, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace, run_id="paced")
    execute_run(folder, trainer=pretend())
    steps = [event for event in folder.metrics().events if event["kind"] == "step"]
    assert all(event["images_per_s"] > 0 and event["seconds"] == 1.0 for event in steps)


def test_glimpses_lie_in_their_own_folder(folder: RunFolder) -> None:
    GlimpseWriter(folder, ["a"]).write(batch())
    assert sorted(path.name for path in Path(glimpse_folder(folder)).iterdir()) == ["batch.npz", "classes.json"]
