"""Learning curves by group, epochs until a level, accuracy by the share of training images: known answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats

from engine.errors import InputError
from engine.experiments.comparison import Comparison, ComparisonRow
from engine.experiments.learning import CurveGroup, Reached, curve_groups, epochs_to_reach, share_points
from engine.experiments.overlay import EPOCH_VALUES, RunCurve
from engine.experiments.results import IntervalKind
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import DatasetData, StudySpecification
from engine.experiments.study import execute_study
from engine.experiments.study_folder import plan_study
from engine.workspace import Workspace


def _curve(values: list[float], name: str = "run") -> RunCurve:
    epochs = np.arange(1.0, len(values) + 1)
    told = {key: np.full(len(values), np.nan) for key in EPOCH_VALUES} | {"validation_accuracy": np.array(values)}
    return RunCurve(name, (0,), epochs, epochs, told)


def _group(source: str, *curves: list[float], dataset: str = "A") -> CurveGroup:
    seeds = tuple(range(1, len(curves) + 1))
    return CurveGroup(source, dataset, seeds, tuple(_curve(one, f"{source}-{at}") for at, one in enumerate(curves)))


def test_a_band_is_the_mean_and_the_t_interval_of_every_epoch() -> None:
    values = np.random.default_rng(1).random((5, 7))
    band = _group("x", *values.tolist()).band(IntervalKind.T, 0.9)
    assert band.epochs.tolist() == list(range(1, 8))
    np.testing.assert_allclose(band.mean, values.mean(axis=0))
    for column, *ends in zip(values.T, band.low, band.high, strict=True):
        assert ends == pytest.approx(stats.t.interval(0.9, 4, column.mean(), stats.sem(column)))
    assert np.isnan(_group("x", [0.1, 0.2]).band(IntervalKind.SD, 0.95).low).all()


def test_the_first_epoch_at_a_level_counts_and_those_that_never_get_there_are_told() -> None:
    (found,) = epochs_to_reach([_group("x", [0.1, 0.5, 0.4, 0.6], [0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.5, 0.5])], 0.5)
    assert found.epochs == (2, None, 1)
    assert (found.count, found.mean, found.median, found.within) == (2, None, 2, 4)


def test_the_median_is_unknown_when_most_never_get_there() -> None:
    found = Reached("x", "A", 0.5, (1, 2, 3, 4), (3, None, 5, None), 10)
    assert (found.count, found.median) == (2, None)
    assert Reached("x", "A", 0.5, (1, 2), (3, 4), 10).mean == 3.5


def test_by_default_the_level_is_what_the_baseline_has_at_the_end() -> None:
    groups = [
        _group("fractaldb", [0.5, 0.7, 0.8]),
        _group("scratch", [0.2, 0.5, 0.6], [0.1, 0.9, 0.6]),
        _group("fractaldb", [0.5, 0.6, 0.6], dataset="B"),
    ]
    first, second = epochs_to_reach(groups)
    assert (first.source, first.level, first.epochs) == ("fractaldb", pytest.approx(0.6), (2,))
    assert second.epochs == (3, 2)
    assert {one.dataset for one in epochs_to_reach(groups, baseline="fractaldb")} == {"A", "B"}


@pytest.mark.parametrize("level", [0.0, -1.0, 90.0])
def test_a_level_that_is_no_accuracy_is_refused(level: float) -> None:
    with pytest.raises(InputError, match="accuracy to reach"):
        epochs_to_reach([], level)


def test_the_curves_of_a_study_come_by_source_and_data_set(
    workspace: Workspace, make_study: Callable[..., StudySpecification], pretend: Any
) -> None:
    study = plan_study(make_study(), workspace)
    assert curve_groups(study) == ()
    execute_study(study, trainer=pretend())
    groups = curve_groups(study)
    assert [(group.source, group.seeds) for group in groups] == [("scratch", (1, 2)), ("fractaldb", (1, 2))]
    for group in groups:
        for seed, curve in zip(group.seeds, group.curves, strict=True):
            assert RunFolder(workspace.runs / curve.run_id).specification.seed == seed
            text = (workspace.runs / curve.run_id / "metrics.jsonl").read_text(encoding="utf-8")
            lines = [json.loads(line) for line in text.splitlines()]
            told = [line["validation_accuracy"] for line in lines if line["kind"] == "epoch"]
            assert curve.values["validation_accuracy"].tolist() == told


def _shares(*targets: DatasetData) -> Comparison:
    rows = tuple(
        ComparisonRow("scratch", target.label, seed, 0.5 + at / 10, 0.5, f"{at}-{seed}")
        for at, target in enumerate(targets)
        for seed in (1, 2)
    )
    return Comparison("demo", ("scratch",), tuple(target.label for target in targets), len(rows), rows)


def test_accuracy_by_share_rises_along_the_share_whatever_the_order_of_the_targets() -> None:
    targets = (
        DatasetData(name="MNIST"), DatasetData(name="MNIST", train_fraction=0.01), DatasetData(name="KMNIST"),
        DatasetData(name="MNIST", train_fraction=0.1),
    )  # fmt: skip
    points = share_points(_shares(*targets), targets)
    assert [(one.dataset, one.amount, one.unit) for one in points] == [
        ("MNIST", 0.01, "share"), ("MNIST", 0.1, "share"), ("MNIST", 1.0, "share"),
    ]  # fmt: skip
    assert [one.summary.mean for one in points] == pytest.approx([0.6, 0.8, 0.5])


def test_accuracy_by_number_needs_the_number_of_those_without_a_limit() -> None:
    targets = (DatasetData(name="MNIST"), DatasetData(name="MNIST", train_limit=100))
    assert [one.amount for one in share_points(_shares(*targets), targets)] == [100]
    points = share_points(_shares(*targets), targets, {"MNIST": 60000})
    assert [(one.amount, one.unit) for one in points] == [(100, "images"), (60000, "images")]


def test_other_validation_images_make_another_data_set() -> None:
    targets = (DatasetData(name="MNIST"), DatasetData(name="MNIST", train_limit=100, validation=50))
    assert share_points(_shares(*targets), targets, {"MNIST": 60000}) == ()
