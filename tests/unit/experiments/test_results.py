"""Intervals, paired differences, marks: against SciPy, and against answers known beforehand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from engine.errors import InputError
from engine.experiments.comparison import Comparison, ComparisonRow
from engine.experiments.results import (
    Difference,
    IntervalKind,
    Mark,
    Marks,
    Measure,
    difference_of,
    holm,
    limits,
    limits_of,
    paired_differences,
)


def _table(values: dict[tuple[str, str], list[float]]) -> Comparison:
    rows = [
        ComparisonRow(source, dataset, seed, value, 1 - value, f"{source}-{dataset}-{seed}")
        for (source, dataset), own in values.items()
        for seed, value in enumerate(own, 1)
        if not math.isnan(value)
    ]
    sources = tuple(dict.fromkeys(source for source, _ in values))
    datasets = tuple(dict.fromkeys(dataset for _, dataset in values))
    return Comparison("demo", sources, datasets, len(rows), tuple(rows))


@pytest.mark.parametrize("n", [2, 3, 5, 40])
def test_the_paired_test_and_its_interval_are_those_of_scipy(n: int) -> None:
    rng = np.random.default_rng(n)
    first, second = rng.normal(0.8, 0.02, n), rng.normal(0.78, 0.02, n)
    wanted = stats.ttest_rel(first, second)
    low, high = wanted.confidence_interval(0.9)
    found = difference_of(list(first - second), 0.9)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-9)
    assert found.half is not None
    assert (found.mean - found.half, found.mean + found.half) == pytest.approx((low, high), rel=1e-9)


def test_the_kinds_of_interval_are_those_of_scipy() -> None:
    values = np.random.default_rng(3).normal(0.5, 0.1, (6, 4))
    means = values.mean(axis=0)
    for kind, half in ((IntervalKind.SD, stats.tstd(values, axis=0)), (IntervalKind.SE, stats.sem(values, axis=0))):
        np.testing.assert_allclose(limits(values, kind), (means - half, means + half))
    np.testing.assert_array_equal(limits(values, IntervalKind.RANGE), (values.min(axis=0), values.max(axis=0)))
    for column in values.T:
        wanted = stats.t.interval(0.95, 5, column.mean(), stats.sem(column))
        assert limits_of(list(column), IntervalKind.T) == pytest.approx(wanted)


@pytest.mark.parametrize("kind", list(IntervalKind))
def test_one_seed_has_no_interval_whatever_the_kind(kind: IntervalKind) -> None:
    assert limits_of([0.5], kind) is None
    assert np.isnan(limits(np.ones((1, 3)), kind)).all()


def test_half_of_the_intervals_miss_what_they_should_miss() -> None:
    """At a level of 0.5, half of the intervals hold the true difference."""
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        found = difference_of(list(rng.normal(0.01, 0.02, 5)), 0.5)
        assert found.half is not None
        held += abs(found.mean - 0.01) <= found.half
    assert 0.42 < held / 400 < 0.58


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ([0.05, 0.06, 0.055], Mark.BETTER),
        ([-0.05, -0.06, -0.055], Mark.WORSE),
        ([0.05, -0.06, 0.01], Mark.SAME),
        ([0.0, 0.0, 0.0], Mark.SAME),
        ([0.01, 0.01, 0.01], Mark.BETTER),
        ([0.3], Mark.UNKNOWN),
    ],
)
def test_marks(values: list[float], mark: Mark) -> None:
    assert difference_of(values).mark is mark


def test_the_mark_says_whether_the_interval_leaves_out_zero() -> None:
    rng = np.random.default_rng(4)
    for _ in range(100):
        found = difference_of(list(rng.normal(0.02, 0.02, 4)))
        assert found.half is not None
        assert (abs(found.mean) > found.half) == (found.mark is not Mark.SAME)


def test_sources_are_paired_by_seed_and_not_by_place() -> None:
    nan = math.nan
    table = _table({("scratch", "A"): [0.5, 0.6, 0.7, nan], ("fractaldb", "A"): [nan, 0.65, 0.75, 0.1]})
    found = paired_differences(table).get("fractaldb", "A")
    assert found is not None
    assert found.seeds == (2, 3)
    assert found.difference.values == pytest.approx((0.05, 0.05))
    assert paired_differences(table).get("scratch", "A") is None


def test_a_baseline_can_be_chosen_and_the_sign_turns() -> None:
    table = _table({("a", "X"): [0.5, 0.61, 0.7], ("b", "X"): [0.4, 0.5, 0.58]})
    first, second = paired_differences(table, "a").found[0], paired_differences(table, "b").found[0]
    assert first.difference.mean == pytest.approx(-second.difference.mean)
    assert (first.difference.mark, second.difference.mark) == (Mark.WORSE, Mark.BETTER)
    assert paired_differences(table).baseline == "a"
    balanced = paired_differences(table, "a", measure=Measure.BALANCED).found[0]
    assert balanced.difference.mean == pytest.approx(-first.difference.mean)


def test_better_same_and_worse_are_counted() -> None:
    table = _table(
        {
            ("scratch", "A"): [0.5, 0.51, 0.52],
            ("scratch", "B"): [0.5, 0.51, 0.52],
            ("scratch", "C"): [0.5, 0.51, 0.52],
            ("x", "A"): [0.6, 0.61, 0.63],
            ("x", "B"): [0.3, 0.31, 0.33],
            ("x", "C"): [0.4, 0.51, 0.62],
        }
    )
    assert paired_differences(table).counts("x") == (1, 1, 1)


def test_holm_never_shrinks_a_probability_and_keeps_their_order() -> None:
    assert holm([0.01, None, 0.04, 0.03]) == pytest.approx([0.03, None, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, math.nan])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(InputError, match="confidence level"):
        difference_of([0.1, 0.2], level)


def test_an_unknown_baseline_is_refused_with_those_there_are() -> None:
    table = _table({("scratch", "A"): [0.5], ("fractaldb", "A"): [0.6]})
    with pytest.raises(InputError, match=r"no source 'imagenet'.*scratch, fractaldb"):
        paired_differences(table, "imagenet")
    found = paired_differences(table).found[0]
    assert isinstance(found.difference, Difference)
    assert (found.difference.p, found.p_holm) == (None, None)


def test_marks_follow_the_p_value_they_go_by() -> None:
    """Three sources at p = 0.03: marked one by one, no longer after Holm's correction, and never when not wanted."""
    base = [0.50, 0.51, 0.52, 0.53]
    lead = [0.010, 0.020, 0.004, 0.016]
    table = _table(
        {("scratch", "A"): base}
        | {(name, "A"): [at + by for at, by in zip(base, lead, strict=True)] for name in ("x", "y", "z")}
    )
    found = {marks: {one.mark for one in paired_differences(table, marks=marks).found} for marks in Marks}
    assert found == {Marks.PLAIN: {Mark.BETTER}, Marks.HOLM: {Mark.SAME}, Marks.NONE: {Mark.UNKNOWN}}
    assert paired_differences(table, marks=Marks.HOLM).counts("x") == (0, 1, 0)
