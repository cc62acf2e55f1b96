"""The curves of a run, from its events."""

from __future__ import annotations

import numpy as np

from gui.training.curves import Curves
from tests.gui.training_help import epoch, step


def test_places_on_the_epoch_axis() -> None:
    curves = Curves()
    curves.add([step(0, 2, 2.0), step(0, 4, 1.5), epoch(0, 0.5), step(1, 2, 1.0)], epochs=10, steps=4)
    assert np.array_equal(curves.step_loss.x, [0.5, 1.0, 1.5])
    assert np.array_equal(curves.train_loss.x, [1.0])
    assert np.array_equal(curves.validation_accuracy.y, [0.5])
    assert curves.epochs == 10


def test_best_is_the_first_of_equals_and_counts_from_one() -> None:
    curves = Curves()
    assert curves.best is None
    curves.add([epoch(0, 0.5), epoch(1, 0.7), epoch(2, 0.7), epoch(3, 0.6)])
    assert curves.best is not None
    assert (curves.best.epoch, curves.best.accuracy) == (2, 0.7)


def test_epochs_without_validation_and_values_that_are_not_finite_leave_no_point() -> None:
    curves = Curves()
    curves.add([step(0, 1, float("nan")), epoch(0, None), step(1, 1, float("inf"))])
    assert len(curves.step_loss) == 0
    assert len(curves.validation_loss) == 0
    assert len(curves.train_loss) == 1


def test_growth_keeps_every_point_in_order() -> None:
    curves = Curves()
    for number in range(1, 2001):
        curves.add([step(0, number, float(number))], steps=2000)
    assert np.array_equal(curves.step_loss.y, np.arange(1.0, 2001.0))


def test_clearing_is_a_change() -> None:
    curves = Curves()
    curves.add([epoch(0, 0.5)])
    revision = curves.revision
    curves.clear()
    assert curves.revision > revision
    assert len(curves.train_loss) == 0
