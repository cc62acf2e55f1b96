"""Estimates: a short measurement in a process of its own, memory, disk, images drawn once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError, Interrupted
from engine.experiments import estimate, pace, probe
from engine.experiments.estimate import estimate_run, estimate_study
from engine.experiments.inputs import load_images
from engine.experiments.machine import free_disk, machine_memory
from engine.experiments.pace import Pace, Probe, known_probe, probe_batch, remember_probe
from engine.experiments.probe import probe_pace, unknown_kinds
from engine.experiments.specification import DatasetData, FractalData, Model, RunSpecification, StudySpecification
from engine.experiments.workload import workload
from engine.models.catalogue import find_backbone
from engine.progress import Control, Progress
from engine.training.settings import Augmentation, TrainingSettings
from engine.workspace import Workspace

pytestmark = pytest.mark.usefixtures("workspace")

MakeRun = Callable[..., RunSpecification]
MakeStudy = Callable[..., StudySpecification]
FOUND = Probe(200.0, 10**9, 10**6, "cpu", None)


def test_a_probe_measures_what_a_run_needs_and_is_kept(workspace: Workspace, make_run: MakeRun) -> None:
    run = make_run(model=Model(backbone="resnet18"))
    told: list[Progress] = []
    (found,) = probe_pace(run, workspace, report=told.append)
    assert found.images_per_s > 1
    assert 10**8 < found.fixed_bytes < 10**10
    # A picture of 16 pixels leaves some hundred kilobytes behind in a ResNet-18.
    assert 3e4 < found.image_bytes < 2e6
    assert found.memory(8) == found.fixed_bytes + 8 * found.image_bytes
    assert (told[0].done, told[-1].done, told[-1].total) == (0, 1, 1)
    assert known_probe(run) == found
    assert probe_pace(run, workspace) == []
    estimated = estimate_run(run, workspace)
    assert (estimated.basis, estimated.rough, estimated.fits_memory) == ("probe", False, True)


def test_a_probe_is_ended_when_it_is_stopped(
    workspace: Workspace, make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()
    monkeypatch.setattr(control, "poll", lambda: (_ for _ in ()).throw(Interrupted("Stopped.")))
    since = time.monotonic()
    with pytest.raises(Interrupted):
        probe_pace(make_run(), workspace, control=control)
    assert time.monotonic() - since < 5
    assert known_probe(make_run()) is None


def test_what_cannot_be_measured_says_why(
    workspace: Workspace, make_run: MakeRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = tmp_path / "main.py"
    main.write_text("import sys; sys.exit('main.py train: There is no such thing; do without.')")
    monkeypatch.setattr(probe, "MAIN", main)
    with pytest.raises(InputError, match=r"not be measured: There is no such thing; do without\."):
        probe_pace(make_run(), workspace)
    main.write_text("")
    with pytest.raises(InputError, match="took too long"):
        probe_pace(make_run(), workspace)


@pytest.mark.parametrize("content", ["", "[1]", '{"x": 1}'])
def test_damaged_measurements_are_forgotten(make_run: MakeRun, content: str) -> None:
    remember_probe(make_run(), FOUND)
    (path,) = (pace.program_cache() / "pace").iterdir()
    path.write_text(content)
    assert known_probe(make_run()) is None
    remember_probe(make_run(), FOUND)
    assert known_probe(make_run()) == FOUND
    path.write_text(path.read_text().replace("device_bytes", "old_name"))
    assert known_probe(make_run()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"model": Model(backbone="resnet18")},
        {"training": TrainingSettings(epochs=3, batch_size=9)},
        {"training": TrainingSettings(epochs=3, batch_size=8, precision="float32", freeze="backbone")},
        {"training": TrainingSettings(batch_size=8, precision="float32", augmentation=Augmentation(rand_augment=9))},
        {"data": DatasetData(name="MNIST")},
    ],
)
def test_what_costs_time_is_another_kind(make_run: MakeRun, change: dict[str, Any]) -> None:
    remember_probe(make_run(), FOUND)
    assert known_probe(make_run(seed=4, name="other")) == FOUND
    assert known_probe(make_run(**change)) is None


def test_a_study_measures_each_kind_once(make_study: MakeStudy) -> None:
    study = make_study(seeds=(1, 2, 3))
    kinds = unknown_kinds(study, [])
    assert len(kinds) == 2  # pre-training on 16 pixels, fine-tuning on 28
    known = [Pace(study.model, 28, 100.0, 100, batch_size=study.training.batch_size)]
    assert [kind.data.kind for kind in unknown_kinds(study, known)] == ["fractal"]
    smaller = [Pace(study.model, 28, 100.0, 100, batch_size=study.training.batch_size - 1)]
    assert unknown_kinds(study, smaller) == kinds  # its pace is known, the memory of larger batches is not
    remember_probe(kinds[0], FOUND)
    remember_probe(kinds[1], FOUND)
    assert unknown_kinds(study, []) == []


def test_frozen_layers_are_not_taken_for_trained_ones(workspace: Workspace, make_run: MakeRun) -> None:
    run = make_run()
    trained = [Pace(run.model, 16, 100.0, 100)]
    assert estimate_run(run, workspace, trained).basis == "same"
    probed = run.training.model_copy(update={"freeze": "backbone"})
    assert estimate_run(make_run(training=probed), workspace, trained).basis == "scaled"


def test_large_batches_are_measured_in_part(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "has_gpu", lambda: False)
    large = TrainingSettings(batch_size=4096, image_size=224)
    assert probe_batch(make_run(training=large)) == 8
    assert probe_batch(make_run()) == 8
    assert probe_batch(make_run(training=TrainingSettings(batch_size=4096))) == 1024


def test_memory_grows_with_the_batch_and_is_held_against_the_machine(
    workspace: Workspace, make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimate, "machine_memory", lambda: 2 * 10**9)
    run = make_run()
    assert estimate_run(run, workspace).fits_memory  # nothing is known yet
    remember_probe(run, FOUND)
    found = estimate_run(run, workspace)
    assert found.memory_bytes == 10**9 + 8 * 10**6
    assert (found.memory_there, found.fits_memory) == (2 * 10**9, True)
    remember_probe(run, Probe(200.0, 10**9, 10**9, "a GPU", 4 * 10**9))
    small = estimate_run(run, workspace)
    assert (small.memory_there, small.fits_memory) == (4 * 10**9, False)


def test_images_in_the_cache_are_not_drawn_again(workspace: Workspace, make_run: MakeRun) -> None:
    run = make_run()
    before = estimate_run(run, workspace)
    load_images(run, workspace)
    after = estimate_run(run, workspace)
    assert isinstance(run.data, FractalData)
    assert before.disk_bytes - after.disk_bytes == 3 * 12 * 16 * 16
    assert after.seconds < before.seconds


def test_images_shared_by_the_seeds_of_a_study_are_counted_once(workspace: Workspace, make_study: MakeStudy) -> None:
    one, two = (estimate_study(make_study(seeds=seeds), workspace) for seeds in ((1,), (1, 2)))
    weights = int(find_backbone("mobilenet_v3_small").megaparameters * 4e6)
    assert two.disk_bytes - one.disk_bytes == 3 * 2 * weights
    assert two.images == 2 * one.images


def test_shares_of_a_data_set_are_counted(workspace: Workspace) -> None:
    load = workload(DatasetData(name="FashionMNIST-sample", train_fraction=0.1, validation=500), workspace)
    assert (load.train, load.validation, load.test, load.classes) == (150, 500, 3000, 10)
    assert workload(DatasetData(name="FashionMNIST-sample", train_fraction=0.0001), workspace).train == 10
    assert workload(DatasetData(name="nowhere"), workspace).train == 0


def test_the_disk_of_a_folder_that_is_not_there_yet_is_that_of_the_nearest(tmp_path: Path) -> None:
    there = free_disk(tmp_path)
    assert there > 0
    assert free_disk(tmp_path / "a" / "b") == pytest.approx(there, rel=0.2)
    assert (machine_memory() or 0) > 10**8
