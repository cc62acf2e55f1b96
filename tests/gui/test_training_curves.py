"""The curves of a run, from its events."""

from __future__ import annotations

import numpy as np
import pytest

from gui.training.curves import Curves, Line, decimated, smoothed
from tests.gui.training_help import epoch, step


def test_places_on_the_epoch_axis() -> None:
    curves = Curves()
    curves.add([step(0, 2, 2.0), step(0, 4, 1.5), epoch(0, 0.5), step(1, 2, 1.0)], epochs=10, steps=4)
    assert np.array_equal(curves.line("batch_loss").x, [0.5, 1.0, 1.5])
    assert np.array_equal(curves.line("train_loss").x, [1.0])
    assert np.array_equal(curves.line("validation_accuracy").y, [0.5])
    assert curves.extent("epoch") == 10


def test_places_do_not_depend_on_when_the_length_of_an_epoch_was_learned() -> None:
    curves = Curves()
    curves.add([step(0, 1, 2.0)])
    curves.add([step(0, 4, 1.5)], steps=8)
    assert np.array_equal(curves.line("batch_loss").x, [0.125, 0.5])


def test_places_on_the_step_axis() -> None:
    curves = Curves()
    curves.add([step(0, 4, 1.5), epoch(0, 0.5), step(1, 2, 1.0)], epochs=10, steps=4)
    assert np.array_equal(curves.line("batch_loss", "step").x, [4, 6])
    assert np.array_equal(curves.line("train_loss", "step").x, [4])
    assert curves.extent("step") == 40


def test_time_goes_on_over_sessions() -> None:
    curves = Curves()
    told = [(0, 1, 2.0), (0, 2, 5.0), (1, 1, 1.0), (1, 2, 4.0)]
    curves.add([step(e, s, 1.0) | {"seconds": seconds} for e, s, seconds in told], steps=2)
    assert np.array_equal(curves.line("batch_loss", "time").x, [2, 5, 6, 9])


def test_runs_of_earlier_versions_tell_the_time_of_epochs_only() -> None:
    curves = Curves()
    curves.add([step(0, 1, 2.0), step(0, 2, 2.0), epoch(0, 0.5) | {"seconds": 8.0}], steps=2)
    assert np.array_equal(curves.line("batch_loss", "time").x, [4, 8])
    assert np.array_equal(curves.line("train_loss", "time").x, [8])


def test_best_is_the_first_of_equals_and_counts_from_one() -> None:
    curves = Curves()
    assert curves.best is None
    curves.add([epoch(0, 0.5), epoch(1, 0.7), epoch(2, 0.7), epoch(3, 0.6)])
    assert curves.best is not None
    assert (curves.best.epoch, curves.best.accuracy, curves.best.since) == (2, 0.7, 2)


def test_epochs_without_validation_and_values_that_are_not_finite_leave_no_point() -> None:
    curves = Curves()
    curves.add([step(0, 1, float("nan")), epoch(0, None), step(1, 1, float("inf"))])
    assert len(curves.line("batch_loss")) == 0
    assert len(curves.line("validation_loss")) == 0
    assert len(curves.line("train_loss")) == 1


def test_growth_keeps_every_point_in_order() -> None:
    curves = Curves()
    for number in range(1, 2001):
        curves.add([step(0, number, float(number))], steps=2000)
    assert np.array_equal(curves.line("batch_loss").y, np.arange(1.0, 2001.0))


def test_clearing_is_a_change() -> None:
    curves = Curves()
    curves.add([epoch(0, 0.5)])
    revision = curves.revision
    curves.clear()
    assert curves.revision > revision
    assert len(curves.line("train_loss")) == 0


@pytest.mark.parametrize("weight", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("count", [1, 7, 5000])
def test_smoothing_is_the_moving_average_of_its_definition(weight: float, count: int) -> None:
    values = np.random.default_rng(0).normal(5, 2, count)
    expected, average = [], 0.0
    for number, value in enumerate(values, start=1):
        average = weight * average + (1 - weight) * value
        expected.append(average / (1 - weight**number))
    assert np.allclose(smoothed(values, weight), expected, rtol=1e-9)


def test_smoothing_leaves_a_constant_and_no_smoothing_everything_as_it_is() -> None:
    assert np.allclose(smoothed(np.full(3000, 2.5), 0.95), 2.5)
    values = np.arange(5.0)
    assert np.array_equal(smoothed(values, 0.0), values)
    assert len(smoothed(np.empty(0), 0.5)) == 0


def test_decimation_loses_no_extreme() -> None:
    rng = np.random.default_rng(0)
    line = Line(np.sort(rng.random(20_000)) * 90, rng.normal(size=20_000))
    line.y[[17, 9_876]] = 50.0, -50.0
    seen = decimated(line, 0.0, 90.0, 400)
    assert len(seen) <= 2 * 401
    assert (seen.y.max(), seen.y.min()) == (50.0, -50.0)
    assert np.all(np.diff(seen.x) >= 0)
    bucket = 90 / 400
    assert abs(seen.x[seen.y.argmax()] - line.x[17]) <= bucket


def test_decimation_shows_what_is_between_the_limits_and_its_neighbours() -> None:
    line = Line(np.arange(10.0), np.arange(10.0))
    assert decimated(line, 3.5, 5.5, 100).x.tolist() == [3.0, 4.0, 5.0, 6.0]
    empty = Line(np.empty(0), np.empty(0))
    assert len(decimated(empty, 0.0, 1.0, 100)) == 0


def test_the_value_at_a_place_is_that_of_the_nearest_point() -> None:
    line = Line(np.array([1.0, 2.0, 4.0]), np.array([10.0, 20.0, 40.0]))
    assert [line.at(x) for x in (-5.0, 1.4, 2.9, 3.1, 99.0)] == [10.0, 10.0, 20.0, 40.0, 40.0]
    assert Line(np.empty(0), np.empty(0)).at(1.0) is None
