"""Likeness: turning a picture changes nothing, no pair is missed, the map is a function of what is on it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.categories.catalogue import fractaldb_1k
from engine.categories.likeness import (
    Descriptors,
    Symmetry,
    best_symmetry,
    describe,
    embed,
    farthest_first,
    flipped,
    likeness,
    near_duplicates,
    noise_floor,
)
from engine.categories.likeness.descriptors import _features
from engine.categories.likeness.embedding import affinities, classical_scaling
from engine.errors import InputError, Interrupted
from engine.ifs.category import Category
from engine.progress import Control, Progress

SQUARE, FLIPS, NONE = Symmetry.SQUARE, Symmetry.FLIPS, Symmetry.NONE


def of_pictures(pictures: NDArray[np.float64]) -> Descriptors:
    names = tuple(f"{index:020x}" for index in range(len(pictures)))
    return Descriptors(names, _features(pictures.astype(np.float32)))


def blobs(count: int, seed: int = 0) -> NDArray[np.float64]:
    """Return smooth random pictures, of which some are alike."""
    random = np.random.default_rng(seed)
    coarse = random.normal(size=(count, 8, 8)) + 1.5 * random.normal(size=(1, 8, 8))
    return np.kron(coarse, np.ones((4, 4)))


@pytest.fixture(scope="module")
def published() -> Descriptors:
    return describe(list(fractaldb_1k()))


# --- likeness -------------------------------------------------------------------------------------------------


def test_the_bundled_set_holds_the_known_number_of_alike_pairs(published: Descriptors) -> None:
    """3,220 and 10,708 of 499,500 pairs above 0.9 were measured with another renderer (without flips, with eight)."""
    assert near_duplicates(published, symmetry=NONE).total == pytest.approx(3220, rel=0.05)
    assert near_duplicates(published, symmetry=SQUARE).total == pytest.approx(10708, rel=0.05)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**16), symmetry=st.sampled_from([NONE, FLIPS, SQUARE]))
def test_likeness_is_the_best_cosine_over_the_ways_of_turning(seed: int, symmetry: Symmetry) -> None:
    pictures = blobs(4, seed)
    found = likeness(of_pictures(pictures), symmetry=symmetry)
    turns = {NONE: range(1), FLIPS: range(4), SQUARE: range(8)}[symmetry]
    for first, second in np.ndindex(4, 4):
        cosines = [
            np.corrcoef(pictures[first].ravel(), flipped(pictures[second], turn).ravel())[0, 1] for turn in turns
        ]
        assert found[first, second] == pytest.approx(max(cosines), abs=1e-3)


@pytest.mark.parametrize("turn", range(8))
def test_a_turned_picture_is_the_same_and_is_turned_back(turn: int) -> None:
    picture = blobs(1)[0]
    pair = of_pictures(np.stack([picture, flipped(picture, turn)]))
    assert likeness(pair)[0, 1] == pytest.approx(1, abs=1e-3)
    found = best_symmetry(pair, 0, pair, 1)
    assert np.array_equal(flipped(flipped(picture, turn), found), picture)
    if turn < 4:
        assert likeness(pair, symmetry=FLIPS)[0, 1] == pytest.approx(1, abs=1e-3)


def test_the_four_flips_do_not_see_a_rotation_by_a_right_angle() -> None:
    picture = blobs(1)[0]
    pair = of_pictures(np.stack([picture, np.rot90(picture)]))
    assert likeness(pair, symmetry=FLIPS)[0, 1] < 0.9 < likeness(pair)[0, 1]
    assert best_symmetry(pair, 0, pair, 1, symmetry=NONE) == 0


def test_brightness_and_contrast_do_not_count() -> None:
    picture = blobs(1)[0]
    assert likeness(of_pictures(np.stack([picture, 3 * picture + 7])))[0, 1] == pytest.approx(1, abs=1e-3)


def test_a_distance_of_likeness_obeys_the_triangle(published: Descriptors) -> None:
    away = np.sqrt(np.maximum(2 - 2 * likeness(published.take(range(40))), 0))
    for a, b, c in combinations(range(40), 3):
        assert away[a, b] <= away[a, c] + away[c, b] + 1e-3


def test_turns_outside_of_the_eight_are_refused() -> None:
    with pytest.raises(InputError, match="turn is 8; give 0 to 7"):
        flipped(blobs(1)[0], 8)


# --- describing ---------------------------------------------------------------------------------------------------


def test_descriptors_depend_on_content_alone(tmp_path: Path) -> None:
    categories = list(fractaldb_1k())[:6]
    fresh = describe(categories, cache=tmp_path, threads=1)
    renamed = [Category("other", each.maps, each.probabilities) for each in reversed(categories)]
    assert np.array_equal(describe(renamed, threads=2).features[::-1], fresh.features)
    assert fresh.drawn.all()


def test_kept_descriptors_are_used_again_and_damaged_ones_made_anew(tmp_path: Path) -> None:
    categories = list(fractaldb_1k())[:6]
    fresh = describe(categories, cache=tmp_path)
    reports: list[Progress] = []
    again = describe([*categories, categories[0]], cache=tmp_path, report=reports.append)
    assert np.array_equal(again.features, fresh.features[[0, 1, 2, 3, 4, 5, 0]])
    assert not reports
    file = next(tmp_path.rglob("*.data"))
    content = bytearray(file.read_bytes())
    content[100] ^= 255
    file.write_bytes(bytes(content))
    assert np.array_equal(describe(categories, cache=tmp_path, report=reports.append).features, fresh.features)
    assert reports[-1].total == 1


def test_a_stop_keeps_what_was_described(tmp_path: Path) -> None:
    categories = list(fractaldb_1k())[:200]
    control = Control()
    with pytest.raises(Interrupted):
        describe(categories, cache=tmp_path, report=lambda _progress: control.stop(), control=control)
    reports: list[Progress] = []
    describe(categories, cache=tmp_path, report=reports.append)
    assert 0 < reports[-1].total < 200


def test_what_flies_off_is_like_nothing() -> None:
    growing = Category.from_maps("growing", [[2, 0, 0, 2, 1, 0], [2, 0, 0, 2, 0, 1]])
    described = describe([growing, fractaldb_1k()[0]])
    assert described.drawn.tolist() == [False, True]
    assert likeness(described)[0].tolist() == [0, 0]
    assert np.isnan(embed(described)[0]).all()
    assert farthest_first(described, [], 2).tolist() == [1]
    with pytest.raises(InputError, match="None of 1 categories draws a picture"):
        noise_floor([growing])


def test_the_noise_floor_says_how_alike_a_category_is_to_itself(published: Descriptors) -> None:
    categories = list(fractaldb_1k())[:60]
    floor = noise_floor(categories, most=30)
    again = describe(categories, seed=1)
    own = [likeness(published.take([at]), again.take([at]), symmetry=NONE)[0, 0] for at in range(60)]
    assert floor.described == 30
    assert floor.low <= floor.median <= 1
    assert floor.median == pytest.approx(float(np.median(own)), abs=0.01)


# --- pairs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("symmetry", [NONE, FLIPS, SQUARE])
@pytest.mark.parametrize("threshold", [0.3, 0.8, 0.97])
@pytest.mark.parametrize("few", [0, 10**9])
def test_no_pair_is_missed_and_none_made_up(
    symmetry: Symmetry, threshold: float, few: int, published: Descriptors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.categories.likeness.pairs._FEW", few)
    some = published.take(range(0, 1000, 3))
    whole = likeness(some, symmetry=symmetry)
    first, second = np.nonzero(np.triu(whole >= threshold, 1))
    found = near_duplicates(some, None, threshold, symmetry=symmetry)
    close = np.abs(whole - threshold) < 1e-5  # rounding may decide these either way
    assert set(zip(found.first, found.second, strict=True)) ^ set(zip(first, second, strict=True)) <= set(
        zip(*np.nonzero(close), strict=True)
    )
    assert found.likeness == pytest.approx(whole[found.first, found.second], abs=1e-5)
    assert (np.diff(found.likeness) <= 0).all()
    assert found.total == len(found) == found.counts.sum() == found.above(threshold)


def test_pairs_of_two_sets_are_those_across_the_union(published: Descriptors) -> None:
    left, right = published.take(range(70)), published.take(range(70, 200))
    across = near_duplicates(left, right, 0.85)
    union = near_duplicates(left.joined(right), None, 0.85)
    expected = {(a, b - 70) for a, b in zip(union.first, union.second, strict=True) if a < 70 <= b}
    assert expected
    assert set(zip(across.first, across.second, strict=True)) == expected


def test_blocks_do_not_show(published: Descriptors, monkeypatch: pytest.MonkeyPatch) -> None:
    some = published.take(range(300))
    monkeypatch.setattr("engine.categories.likeness.pairs._FEW", 0)
    whole = near_duplicates(some, None, 0.85)
    monkeypatch.setattr("engine.categories.likeness.pairs._ROWS", 32)
    monkeypatch.setattr("engine.categories.likeness.pairs._COLUMNS", 64)
    cut = near_duplicates(some, None, 0.85)
    pairs = [set(zip(found.first.tolist(), found.second.tolist(), strict=True)) for found in (whole, cut)]
    assert pairs[0] == pairs[1]
    assert len(pairs[0]) == len(whole) == len(cut) > 100


def test_of_too_many_pairs_the_likest_are_kept_and_all_counted(published: Descriptors) -> None:
    every = near_duplicates(published, None, 0.85)
    some = near_duplicates(published, None, 0.85, most=100)
    assert len(some) == 100
    assert some.total == every.total > 100
    assert np.array_equal(some.likeness, every.likeness[:100])
    for threshold in (0.9, 0.95, 0.987):
        assert every.above(threshold) == pytest.approx((every.likeness >= threshold).sum(), abs=2)


def test_identical_categories_are_wholly_alike() -> None:
    twice = of_pictures(np.concatenate([blobs(3), blobs(3)]))
    found = near_duplicates(twice, None, 0.999)
    assert {(0, 3), (1, 4), (2, 5)} <= set(zip(found.first.tolist(), found.second.tolist(), strict=True))


@pytest.mark.parametrize(("threshold", "most"), [(0, 10), (1.5, 10), (float("nan"), 10), (0.9, 0)])
def test_numbers_out_of_range_are_refused(threshold: float, most: int) -> None:
    with pytest.raises(InputError, match="give"):
        near_duplicates(of_pictures(blobs(2)), None, threshold, most=most)


def test_looking_for_pairs_can_be_stopped(published: Descriptors) -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        near_duplicates(published, control=control)


# --- the map ------------------------------------------------------------------------------------------------------


def neighbours_kept(alike: NDArray[np.float32], points: NDArray[np.float64], count: int = 5) -> float:
    away = ((points[:, None] - points[None]) ** 2).sum(axis=-1)
    np.fill_diagonal(away, np.inf)
    alike = alike.copy()
    np.fill_diagonal(alike, -2)
    near = np.argsort(-alike, axis=1)[:, :count]
    placed = np.argsort(away, axis=1)[:, :count]
    return float(np.mean([len(set(a) & set(b)) / count for a, b in zip(near, placed, strict=True)]))


def test_the_map_does_not_depend_on_order_or_repetition(published: Descriptors) -> None:
    some = published.take(range(60))
    order = np.random.default_rng(1).permutation(60)
    points = embed(some)
    assert np.array_equal(embed(some.take(order)), points[order])
    assert np.array_equal(embed(some.take([*range(60), 7])), points[[*range(60), 7]])
    assert np.abs(points).max() == pytest.approx(1)


def test_a_mirrored_set_gives_the_same_map() -> None:
    pictures = blobs(30, seed=3)
    turned = np.stack([flipped(picture, index % 8) for index, picture in enumerate(pictures)])
    plain = embed(of_pictures(pictures), refine=False)
    assert embed(of_pictures(turned), refine=False) == pytest.approx(plain, abs=5e-3)


def test_refinement_keeps_neighbours_that_scaling_loses(published: Descriptors) -> None:
    some = published.take(range(300))
    alike = likeness(some)
    seen: list[NDArray[np.float64]] = []
    refined = embed(some, partial=seen.append)
    scaled = embed(some, refine=False)
    assert np.array_equal(seen[0], scaled)
    chance = 5 / 299
    assert neighbours_kept(alike, refined) > 1.5 * neighbours_kept(alike, scaled) > 3 * chance


def test_more_categories_than_landmarks_fall_among_them(
    published: Descriptors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.categories.likeness.embedding.LANDMARKS", 120)
    some = published.take(range(400))
    points = embed(some)
    assert np.isfinite(points).all()
    assert neighbours_kept(likeness(some), points) > 3 * 5 / 399


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_small_sets_have_a_map(count: int) -> None:
    points = embed(of_pictures(blobs(5)).take(range(count)))
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()


def test_classical_scaling_finds_points_of_the_plane_again() -> None:
    points = np.random.default_rng(0).normal(size=(12, 2)) * [3, 1]
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=-1)
    found = classical_scaling(squared)
    assert ((found[:, None] - found[None]) ** 2).sum(axis=-1) == pytest.approx(squared, abs=1e-9)
    with pytest.raises(InputError, match="as many rows as columns"):
        classical_scaling(squared[:3])


def test_affinities_have_the_perplexity_asked_for() -> None:
    points = np.random.default_rng(0).normal(size=(50, 3))
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=-1)
    joint = affinities(squared, 10)
    assert joint.sum() == pytest.approx(1)
    assert np.array_equal(joint, joint.T)
    assert not np.diag(joint).any()
    with pytest.raises(InputError, match="give 1 to 49"):
        affinities(squared, 50)


def test_the_map_can_be_stopped(published: Descriptors) -> None:
    control = Control()
    with pytest.raises(Interrupted):
        embed(published.take(range(50)), report=lambda _progress: control.stop(), control=control)


# --- coverage -----------------------------------------------------------------------------------------------------


def radius(away: NDArray[np.float64], centres: list[int]) -> float:
    return float(away[:, centres].min(axis=1).max())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_greedy_centres_are_within_twice_the_best(seed: int, count: int) -> None:
    descriptors = of_pictures(blobs(10, seed))
    away = np.sqrt(np.maximum(2 - 2 * likeness(descriptors).astype(float), 0))
    picked = farthest_first(descriptors, [], count).tolist()
    best = min(radius(away, list(centres)) for centres in combinations(range(10), count))
    assert radius(away, picked) <= 2 * best + 1e-3


def test_each_suggestion_is_the_one_farthest_from_all_before(published: Descriptors) -> None:
    some = published.take(range(120))
    alike = likeness(some)
    chosen = [3, 50, 99]
    picked = farthest_first(some, chosen, 10).tolist()
    assert not set(picked) & set(chosen)
    for step, pick in enumerate(picked):
        there = chosen + picked[:step]
        nearest = alike[:, there].max(axis=1)
        free = [row for row in range(120) if row not in there]
        assert nearest[pick] == pytest.approx(nearest[free].min(), abs=1e-5)


def test_suggestions_end_where_nothing_is_left(published: Descriptors) -> None:
    some = published.take(range(5))
    assert sorted(farthest_first(some, [0, 1], 99)) == [2, 3, 4]
    assert not len(farthest_first(some, range(5), 3))
    for chosen, count in (([5], 1), ([-1], 1), ([], -1)):
        with pytest.raises(InputError, match="give"):
            farthest_first(some, chosen, count)
