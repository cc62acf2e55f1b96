"""Extending a study: nothing that is done is repeated, and a change that makes other numbers says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.experiments.estimate import estimate_study
from engine.experiments.extension import extend_study, preview_extension
from engine.experiments.feasibility import cautions, refusals
from engine.experiments.pace import Probe, probe_key, remember_probe
from engine.experiments.problems import Problem
from engine.experiments.run_folder import list_runs
from engine.experiments.run_status import State
from engine.experiments.specification import DatasetData, NamedScratch, StudySpecification, parse_specification
from engine.experiments.study import execute_study
from engine.experiments.study_folder import plan_study
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace

MakeStudy = Callable[..., StudySpecification]
PLENTY = 10**15


def test_added_seeds_and_shares_keep_what_is_done(workspace: Workspace, make_study: MakeStudy, pretend: Any) -> None:
    first = make_study(seeds=(1,))
    execute_study(plan_study(first, workspace), trainer=pretend())
    few = DatasetData(name="FashionMNIST-sample", train_fraction=0.1, validation=20)
    wider = first.model_copy(update={"seeds": (1, 2), "targets": (*first.targets, few)})
    promised = preview_extension(wider, workspace)
    assert len(list_runs(workspace)) == 3
    study, found = extend_study(wider, workspace)
    assert found == promised
    assert (len(found.kept), len(found.begun), len(found.left), len(found.waiting)) == (3, 0, 0, 0)
    assert len(found.added) == len(study.plan.runs) - 3 == 7
    assert found.sentence == "3 runs are done and kept, 7 are new."
    trainer = pretend()
    execute_study(study, trainer=trainer)
    assert sorted(trainer.started) == sorted(found.added)
    assert study.status().finished


def test_a_change_of_numbers_makes_new_runs_and_says_so(
    workspace: Workspace, make_study: MakeStudy, pretend: Any
) -> None:
    first = make_study(seeds=(1,))
    study = plan_study(first, workspace)
    execute_study(study, trainer=pretend())
    longer = first.model_copy(update={"training": first.training.model_copy(update={"epochs": 5})})
    found = preview_extension(longer, workspace)
    assert (len(found.kept), len(found.added), len(found.left)) == (1, 2, 2)  # the pre-training is the same
    assert "other numbers of 2 runs" in found.sentence
    _, found = extend_study(longer, workspace)
    assert all(entry.status.state is State.DONE for entry in list_runs(workspace) if entry.id in found.left)
    assert preview_extension(first, workspace).waiting == found.added


def test_a_study_that_is_not_there_begins_with_what_others_have_done(
    workspace: Workspace, make_study: MakeStudy, pretend: Any
) -> None:
    execute_study(plan_study(make_study(seeds=(1,)), workspace), trainer=pretend())
    found = preview_extension(make_study(name="another"), workspace)
    assert (len(found.kept), len(found.added), found.left) == (3, 3, ())


# --- few-shot targets


def test_a_list_of_shares_is_a_target_each(make_study: MakeStudy) -> None:
    values = make_study().model_dump(mode="json")
    values["targets"] = [{"name": "MNIST", "train_fraction": [0.01, 0.1, 1]}, {"name": "K49"}]
    study = parse_specification(StudySpecification, values, "here")
    assert [target.label for target in study.targets] == ["MNIST (1 %)", "MNIST (10 %)", "MNIST", "K49"]
    assert parse_specification(StudySpecification, study.model_dump(mode="json"), "here") == study


# --- what cannot work here


@pytest.mark.parametrize(
    ("target", "key", "words"),
    [
        ({"train_limit": 60001}, "targets.0.train_limit", "60000"),
        ({"train_limit": 59_900, "validation": 200}, "targets.0.train_limit", "59800"),
        ({"validation": 60000}, "targets.0.validation", "give less"),
    ],
)
def test_more_images_than_there_are_is_refused_at_the_field(
    workspace: Workspace, make_study: MakeStudy, target: dict[str, int], key: str, words: str
) -> None:
    study = make_study(targets=(DatasetData.model_validate({"name": "MNIST", **target}),))
    (problem,) = refusals(study, workspace, free_disk=PLENTY)
    assert problem.key == key
    assert words in problem.message


@pytest.mark.parametrize(
    ("target", "key", "words"),
    [({"train_limit": 60}, "targets.0.train_limit", "50"), ({"validation": 60}, "targets.0.validation", "give less")],
)
def test_more_than_a_set_of_the_users_has_is_refused_too(
    workspace: Workspace, make_study: MakeStudy, target: dict[str, int], key: str, words: str
) -> None:
    workspace.data.mkdir(parents=True, exist_ok=True)
    images, labels = np.zeros((60, 8, 8), np.uint8), np.arange(60) % 3
    np.savez(
        workspace.data / "own.npz", train_images=images, train_labels=labels, test_images=images, test_labels=labels
    )
    values = {"name": "own.npz", "train_limit": 50, "validation": 10}
    study = make_study(targets=(DatasetData.model_validate(values),))
    assert refusals(study, workspace, free_disk=PLENTY) == []
    study = make_study(targets=(DatasetData.model_validate(values | target),))
    (problem,) = refusals(study, workspace, free_disk=PLENTY)
    assert (problem.key, words in problem.message) == (key, True), problem


def test_memory_is_not_known_before_every_kind_is_measured(workspace: Workspace, make_study: MakeStudy) -> None:
    study = make_study()
    first, *others = {probe_key(run): run for run in _runs(study)}.values()
    remember_probe(first, Probe(10.0, 10**9, 10**6, "cpu", None))
    assert estimate_study(study, workspace).memory_bytes is None
    for run in others:
        remember_probe(run, Probe(10.0, 10**9, 10**6, "cpu", None))
    assert estimate_study(study, workspace).memory_bytes is not None


def test_a_full_disk_is_refused(workspace: Workspace, make_study: MakeStudy) -> None:
    assert refusals(make_study(), workspace, free_disk=PLENTY) == []
    (problem,) = refusals(make_study(), workspace, free_disk=1000)
    assert "of disk" in problem.message


def test_what_does_not_fit_into_memory_names_the_batch_that_does(workspace: Workspace, make_study: MakeStudy) -> None:
    study = make_study(training=TrainingSettings(epochs=2, batch_size=16, precision="float32"))
    tuning, pretraining = study.targets[0], study.sources[1]
    for data, batch_bytes, key, words in (
        (tuning, 10**9, "training.batch_size", "give 8 or less"),
        (tuning, 10**13, "training.image_size", "whatever the batch"),
        (pretraining.data, 10**9, "sources.1.training.batch_size", "give 8 or less"),  # type: ignore[union-attr]
    ):
        run = next(run for run in _runs(study) if run.data == data)
        remember_probe(run, Probe(10.0, 10**9, batch_bytes, "a GPU", 12 * 10**9))
        (problem,) = refusals(study, workspace, free_disk=PLENTY)
        assert (problem.key, words in problem.message) == (key, True), problem
        remember_probe(run, Probe(10.0, 10**9, 10**6, "a GPU", 12 * 10**9))
    assert refusals(study, workspace, free_disk=PLENTY) == []


def test_the_batch_that_is_named_fits_where_a_batch_is_all_there_is(
    workspace: Workspace, make_study: MakeStudy
) -> None:
    few = DatasetData(name="FashionMNIST-sample", train_limit=100)

    def refused(batch: int) -> list[Problem]:
        training = TrainingSettings(batch_size=batch, precision="float32")
        study = make_study(training=training, targets=(few,), sources=(NamedScratch(),))
        for run in _runs(study):
            remember_probe(run, Probe(10.0, 10**9, 10**9, "a GPU", 12 * 10**9))
        return refusals(study, workspace, free_disk=PLENTY)

    (problem,) = refused(4096)
    assert "give 8 or less" in problem.message
    assert refused(8) == []


def _runs(study: StudySpecification) -> list[Any]:
    from engine.experiments.probe import runs_of

    return list(runs_of(study))


def test_untrained_frozen_layers_and_tiny_shares_are_cautioned(workspace: Workspace, make_study: MakeStudy) -> None:
    training = TrainingSettings(batch_size=256, freeze="backbone")
    tiny = DatasetData(name="FashionMNIST-sample", train_fraction=0.01)
    found = cautions(make_study(training=training, targets=(tiny,), sources=(NamedScratch(),)), workspace)
    assert [problem.key for problem in found] == ["sources.0", "targets.0"]
    assert "20 training images" in found[1].message
    assert cautions(make_study(targets=(DatasetData(name="MNIST"),)), workspace) == []
