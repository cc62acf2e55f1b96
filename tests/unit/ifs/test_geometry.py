"""Laws of the handles: there and back, turns that cancel, and what stays put under each kind of pull."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs import geometry
from engine.ifs.geometry import Grip, Pull

Maps = NDArray[np.float64]

numbers = st.floats(-2, 2).map(lambda value: round(value, 6))
maps_strategy = st.lists(st.tuples(*[numbers] * 6), min_size=1, max_size=5).map(lambda rows: np.array(rows, float))
points = st.tuples(numbers, numbers)
units = st.floats(0.05, 8)
angles = st.floats(-7, 7)
tips = st.sampled_from([Grip.X, Grip.Y])
pivots = st.none() | points


def close(left: Maps, right: Maps) -> bool:
    return bool(np.allclose(left, right, rtol=1e-9, atol=1e-9))


def column(maps: Maps, row: int, grip: Grip) -> complex:
    at = 0 if grip is Grip.X else 1
    return complex(maps[row, at], maps[row, at + 2])


@given(maps_strategy, units)
def test_handles_and_back(maps: Maps, unit: float) -> None:
    assert close(geometry.from_handles(geometry.handles(maps, unit), unit), maps)


@given(maps_strategy, units)
def test_handles_are_images_of_the_reference_frame(maps: Maps, unit: float) -> None:
    drawn = geometry.handles(maps, unit)
    for (a, b, c, d, e, f), (o, x, y) in zip(maps, drawn, strict=True):
        assert close(o, np.array([e, f]))
        assert close(x, np.array([a * unit + e, c * unit + f]))
        assert close(y, np.array([b * unit + e, d * unit + f]))


@given(maps_strategy, angles, pivots)
def test_a_turn_and_the_turn_back_cancel(maps: Maps, angle: float, pivot: tuple[float, float] | None) -> None:
    assert close(geometry.rotated(geometry.rotated(maps, angle, pivot), -angle, pivot), maps)


@given(maps_strategy, angles, angles, pivots)
def test_turns_add_up(maps: Maps, first: float, second: float, pivot: tuple[float, float] | None) -> None:
    both = geometry.rotated(geometry.rotated(maps, first, pivot), second, pivot)
    assert close(both, geometry.rotated(maps, first + second, pivot))


@given(maps_strategy, st.floats(0.1, 10), pivots)
def test_scaling_and_back(maps: Maps, factor: float, pivot: tuple[float, float] | None) -> None:
    assert close(geometry.scaled(geometry.scaled(maps, factor, pivot), 1 / factor, pivot), maps)


@given(maps_strategy, numbers, pivots)
def test_shearing_and_back_keeps_the_area(maps: Maps, amount: float, pivot: tuple[float, float] | None) -> None:
    there = geometry.sheared(maps, amount, pivot)
    assert np.allclose(np.linalg.det(geometry.linear_parts(there)), np.linalg.det(geometry.linear_parts(maps)))
    assert close(geometry.sheared(there, -amount, pivot), maps)


@given(maps_strategy, points)
def test_moving_and_back(maps: Maps, by: tuple[float, float]) -> None:
    there = geometry.moved(maps, by)
    assert close(there[:, :4], maps[:, :4])
    assert close(geometry.moved(there, (-by[0], -by[1])), maps)


@given(maps_strategy, angles)
def test_a_turn_about_its_own_origin_leaves_it_there(maps: Maps, angle: float) -> None:
    assert close(geometry.rotated(maps, angle)[:, 4:], maps[:, 4:])


@given(maps_strategy, angles, points)
def test_a_turn_about_a_pivot_keeps_its_distance(maps: Maps, angle: float, pivot: tuple[float, float]) -> None:
    before = np.linalg.norm(geometry.origins(maps) - pivot, axis=1)
    after = np.linalg.norm(geometry.origins(geometry.rotated(maps, angle, pivot)) - pivot, axis=1)
    assert np.allclose(before, after)


@given(maps_strategy, units, st.sampled_from(list(Grip)), st.booleans(), st.booleans(), st.booleans(), pivots)
def test_a_pull_to_where_the_handle_is_changes_nothing(
    maps: Maps, unit: float, grip: Grip, turn: bool, scale: bool, alone: bool, pivot: tuple[float, float] | None
) -> None:
    tip = geometry.handles(maps, unit)[0, grip]
    pull = Pull(turn=turn, scale=scale, alone=alone, pivot=pivot)
    after = geometry.pulled(maps, range(len(maps)), 0, grip, (tip[0], tip[1]), pull, unit=unit)
    assert np.allclose(after, maps, atol=1e-6)


@given(maps_strategy, points, units)
def test_the_origin_lands_on_the_target_and_all_chosen_shift_alike(
    maps: Maps, target: tuple[float, float], unit: float
) -> None:
    after = geometry.pulled(maps, range(len(maps)), 0, Grip.ORIGIN, target, unit=unit)
    assert close(after[0, 4:], np.array(target))
    shift = after[:, 4:] - maps[:, 4:]
    assert np.allclose(shift, shift[0])
    assert close(after[:, :4], maps[:, :4])


@given(maps_strategy, tips, points, units)
def test_turning_keeps_singular_values_and_points_at_the_target(
    maps: Maps, grip: Grip, target: tuple[float, float], unit: float
) -> None:
    away = complex(*target) - complex(*maps[0, 4:])
    assume(abs(column(maps, 0, grip)) > 1e-3)
    assume(abs(away) > 1e-3)
    after = geometry.pulled(maps, [0], 0, grip, target, unit=unit)
    assert np.allclose(
        np.linalg.svd(geometry.linear_parts(after), compute_uv=False),
        np.linalg.svd(geometry.linear_parts(maps), compute_uv=False),
        atol=1e-9,
    )
    tip = column(after, 0, grip)
    assert tip / abs(tip) == pytest.approx(away / abs(away), abs=1e-6)
    assert close(after[1:], maps[1:])


@given(maps_strategy, tips, points, units)
def test_scaling_reaches_the_distance_and_keeps_directions(
    maps: Maps, grip: Grip, target: tuple[float, float], unit: float
) -> None:
    assume(abs(column(maps, 0, grip)) > 1e-3)
    after = geometry.pulled(maps, [0], 0, grip, target, Pull(turn=False, scale=True), unit=unit)
    away = abs(complex(*target) - complex(*maps[0, 4:]))
    assert unit * abs(column(after, 0, grip)) == pytest.approx(away, abs=1e-6)
    assert column(after, 0, grip) / column(maps, 0, grip) == pytest.approx(
        away / (unit * abs(column(maps, 0, grip))), abs=1e-6
    )


@given(maps_strategy, tips, points, units)
def test_a_free_pull_puts_the_tip_there_and_leaves_the_other_axis(
    maps: Maps, grip: Grip, target: tuple[float, float], unit: float
) -> None:
    after = geometry.pulled(maps, [0], 0, grip, target, Pull(scale=True, alone=True), unit=unit)
    drawn = geometry.handles(after, unit)[0]
    assert np.allclose(drawn[grip], target, atol=1e-6)
    other = Grip.Y if grip is Grip.X else Grip.X
    assert column(after, 0, other) == column(maps, 0, other)


@given(maps_strategy, tips, points)
def test_turning_one_axis_alone_keeps_its_length(maps: Maps, grip: Grip, target: tuple[float, float]) -> None:
    assume(abs(column(maps, 0, grip)) > 1e-3)
    after = geometry.pulled(maps, [0], 0, grip, target, Pull(alone=True))
    assert abs(column(after, 0, grip)) == pytest.approx(abs(column(maps, 0, grip)), abs=1e-9)


def test_a_flat_axis_can_be_pulled_out_again() -> None:
    maps = np.array([[0.0, 0.5, 0.0, 0.5, 0.1, 0.2]])
    after = geometry.pulled(maps, [0], 0, Grip.X, (1.1, 0.2), unit=2.0)
    assert after[0] == pytest.approx([0.5, 0.5, 0.0, 0.5, 0.1, 0.2])


def test_snapping() -> None:
    maps = np.array([[0.5, 0.0, 0.0, 0.5, 0.13, -0.26]])
    at = geometry.pulled(maps, [0], 0, Grip.ORIGIN, (0.58, 0.33), Pull(snap=True))
    assert at[0, 4:] == pytest.approx([0.6, 0.3])
    turned = geometry.pulled(maps, [0], 0, Grip.X, (1.13, 0.28), Pull(snap=True))
    assert math.degrees(math.atan2(turned[0, 2], turned[0, 0])) == pytest.approx(30)
    longer = geometry.pulled(maps, [0], 0, Grip.X, (0.13 + 0.77, -0.26), Pull(turn=False, scale=True, snap=True))
    assert longer[0, 0] == pytest.approx(0.8)
    free = geometry.pulled(maps, [0], 0, Grip.Y, (0.34, 0.3), Pull(scale=True, alone=True, snap=True))
    assert free[0, [1, 3]] == pytest.approx([0.2, 0.6])


def test_several_turn_together_about_the_pivot() -> None:
    maps = np.array([[0.5, 0, 0, 0.5, 1, 0], [0.2, 0, 0, 0.2, 0, 1.0]])
    after = geometry.pulled(maps, [0, 1], 0, Grip.X, (0, 1.5), Pull(pivot=(0.0, 0.0)))
    assert close(after, geometry.rotated(maps, math.pi / 2, (0.0, 0.0)))


@given(maps_strategy)
def test_half_axes_are_singular_values_at_right_angles(maps: Maps) -> None:
    axes = geometry.ellipse_axes(maps)
    lengths = np.linalg.norm(axes, axis=2)
    assert np.allclose(lengths, np.linalg.svd(geometry.linear_parts(maps), compute_uv=False), atol=1e-12)
    assert np.allclose((axes[:, 0] * axes[:, 1]).sum(axis=1), 0, atol=1e-9)


def test_the_image_of_the_circle_lies_on_the_ellipse() -> None:
    maps = np.array([[0.7, -0.3, 0.2, 0.4, 0.0, 0.0]])
    (major, minor) = geometry.ellipse_axes(maps)[0]
    turn = np.linspace(0, 2 * np.pi, 17)
    image = geometry.linear_parts(maps)[0] @ np.stack([np.cos(turn), np.sin(turn)])
    along = (image.T @ major) / (major @ major)
    across = (image.T @ minor) / (minor @ minor)
    assert np.allclose(along**2 + across**2, 1)


@given(maps_strategy)
def test_fixed_points_stay(maps: Maps) -> None:
    found = geometry.fixed_points(maps)
    for row, point in zip(maps, found, strict=True):
        if np.isfinite(point).all():
            image = geometry.linear_parts(row[None])[0] @ point + row[4:]
            assert np.allclose(image, point, rtol=1e-6, atol=1e-6 * (1 + np.abs(point).max()))


@given(maps_strategy, st.sampled_from([1e-200, 1.0, 1e200]))
def test_mirroring_is_the_sign_of_the_determinant_at_any_size(maps: Maps, size: float) -> None:
    determinants = np.linalg.det(geometry.linear_parts(maps))
    clear = np.abs(determinants) > 1e-6
    assert (geometry.mirrors(maps * size)[clear] == (determinants < 0)[clear]).all()


def test_a_shift_has_no_fixed_point() -> None:
    assert np.isnan(geometry.fixed_points(np.array([[1.0, 0, 0, 1, 0.5, 0]]))).all()


def test_bad_input_is_named() -> None:
    maps = np.array([[0.5, 0, 0, 0.5, 0, 0]])
    with pytest.raises(InputError, match="unit of the handles is 0"):
        geometry.handles(maps, 0.0)
    with pytest.raises(InputError, match=r"shape \(2, 2\)"):
        geometry.from_handles(np.zeros((2, 2)))
    with pytest.raises(InputError, match="no axis"):
        geometry.with_axis(maps, Grip.ORIGIN, 1j)
