"""Laws of mutants, morphs, symmetry and the editing of maps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.ifs.map_editing import (
    Mirror,
    equalised,
    new_map,
    symmetric,
    with_duplicates,
    with_maps,
    with_mirrored,
    without_maps,
)
from engine.ifs.moments import centre, deviations, spread
from engine.ifs.morph import Morph, paired_maps
from engine.ifs.sigma_factor import sample_sigma_factor
from engine.ifs.variation import Kind, follows_determinants, linear_exponential, mutate

PUBLISHED = fractaldb_1k().categories
CONTRACTIONS = sample_sigma_factor(12, seed=5, most_maps=6)

published = st.sampled_from(PUBLISHED[:40])
kinds = st.sampled_from(list(Kind))
seeds = st.integers(0, 2**32 - 1)


def free(category: Category) -> Category:
    shares = np.arange(1.0, category.size + 1)
    return Category(category.name, category.maps, shares / shares.sum())


def orbit(category: Category, points: int = 200_000) -> np.ndarray:
    rng = np.random.default_rng(3)
    chosen = rng.choice(category.size, (points // 2000, 2000), p=category.probabilities)
    at = np.zeros((points // 2000, 2))
    drawn = []
    for step in range(2000):
        maps = category.maps[chosen[:, step]]
        at = np.einsum("nij,nj->ni", maps[:, :4].reshape(-1, 2, 2), at) + maps[:, 4:]
        if step >= 200:
            drawn.append(at)
    return np.concatenate(drawn)


# ---------------------------------------------------------------------- moments


def test_centre_and_deviations_are_those_of_the_drawn_points() -> None:
    category = CONTRACTIONS[0]
    points = orbit(category)
    assert np.allclose(points.mean(axis=0), centre(category), atol=0.02)
    assert np.allclose(points.std(axis=0), deviations(category), rtol=0.02)


def test_moments_that_do_not_exist_give_a_finite_frame() -> None:
    for maps in ([[2.0, 0, 0, 2, 1, 1]], [[1.0, 0, 0, 1, 0, 0]], [[0.5, 0, 0, 0.5, 0, 0]], [[0.0] * 6], [[1e200] * 6]):
        category = Category("odd", maps, [1.0])
        assert np.isfinite(centre(category)).all()
        assert np.isfinite(spread(category))
        assert spread(category) > 0


# ---------------------------------------------------------------------- mutants


@given(published, seeds, kinds)
def test_strength_zero_is_the_parent(category: Category, seed: int, kind: Kind) -> None:
    assert mutate(category, seed, kind, 0.0) == category


@given(published, seeds, kinds, st.floats(0.01, 1))
def test_a_mutant_is_a_function_of_its_arguments(category: Category, seed: int, kind: Kind, strength: float) -> None:
    assert mutate(category, seed, kind, strength) == mutate(category, seed, kind, strength)


@given(published, seeds, kinds)
def test_a_small_strength_changes_little_and_a_larger_one_more(category: Category, seed: int, kind: Kind) -> None:
    small, large = mutate(category, seed, kind, 1e-6), mutate(category, seed, kind, 0.5)
    assert np.abs(small.maps[: category.size] - category.maps).max() < 1e-4
    assert np.abs(small.probabilities[: category.size] - category.probabilities).max() < 1e-4
    assert small.probabilities[category.size :].sum() < 1e-4
    assert large.identity != small.identity != category.identity


@given(published, seeds, kinds, st.floats(0.05, 0.95))
def test_the_path_of_a_mutant_has_no_jumps(category: Category, seed: int, kind: Kind, strength: float) -> None:
    here, there = mutate(category, seed, kind, strength), mutate(category, seed, kind, strength + 1e-6)
    assert np.abs(here.maps - there.maps).max() < 1e-3
    assert np.abs(here.probabilities - there.probabilities).max() < 1e-3


@given(published, seeds, st.sampled_from([kind for kind in Kind if kind is not Kind.PROBABILITIES]), st.floats(0.01, 1))
def test_probabilities_that_follow_determinants_go_on(
    category: Category, seed: int, kind: Kind, strength: float
) -> None:
    assert follows_determinants(mutate(category, seed, kind, strength))


@given(seeds, st.floats(0.01, 1))
def test_each_kind_changes_what_it_says(seed: int, strength: float) -> None:
    parent = free(PUBLISHED[7])
    assert np.array_equal(mutate(parent, seed, Kind.PROBABILITIES, strength).maps, parent.maps)
    shifted = mutate(parent, seed, Kind.TRANSLATIONS, strength)
    assert np.allclose(shifted.maps[:, :4], parent.maps[:, :4])
    assert np.array_equal(shifted.probabilities, parent.probabilities)
    one = mutate(parent, seed, Kind.ONE_MAP, strength)
    assert (np.abs(one.maps - parent.maps).max(axis=1) > 1e-12).sum() == 1
    turned = mutate(parent, seed, Kind.LINEAR, strength)
    middle = centre(parent)
    for before, after in zip(parent.maps, turned.maps, strict=True):
        stays = before[:4].reshape(2, 2) @ middle + before[4:]
        assert np.allclose(after[:4].reshape(2, 2) @ middle + after[4:], stays)


@given(seeds, kinds, st.floats(0.01, 1))
def test_only_the_given_maps_change(seed: int, kind: Kind, strength: float) -> None:
    parent = free(PUBLISHED[7])
    made = mutate(parent, seed, kind, strength, rows=[1, 3])
    rest = [0, 2, *range(4, parent.size)]
    if made.size >= parent.size:
        assert np.array_equal(made.maps[rest], parent.maps[rest])
    else:
        gone = [row for row in range(parent.size) if not (made.maps == parent.maps[row]).all(axis=1).any()]
        assert set(gone) <= {1, 3}
    assert mutate(parent, seed, kind, strength, rows=range(parent.size)) == mutate(parent, seed, kind, strength)


@pytest.mark.parametrize("rows", [[], [-1], [7]])
def test_a_mutation_of_maps_that_do_not_exist_is_refused(rows: list[int]) -> None:
    with pytest.raises(InputError, match="give some of"):
        mutate(Category("few", PUBLISHED[7].maps[:2], [0.5, 0.5]), 1, Kind.ANY, 0.5, rows=rows)


def test_a_map_comes_or_goes() -> None:
    parent = free(PUBLISHED[7])
    sizes = {mutate(parent, seed, Kind.STRUCTURE, 1.0).size - parent.size for seed in range(30)}
    assert sizes == {-1, 1}
    full = Category.from_maps(
        "full", np.tile([0.1, 0, 0, 0.1, 0, 0], (MAX_MAPS, 1)) + np.arange(MAX_MAPS)[:, None] / 99
    )
    assert {mutate(full, seed, Kind.STRUCTURE, 1.0).size for seed in range(10)} == {MAX_MAPS - 1}
    single = Category.from_maps("one", [[0.5, 0, 0, 0.5, 0, 0]])
    assert {mutate(single, seed, Kind.STRUCTURE, 1.0).size for seed in range(10)} == {2}


@given(st.lists(st.floats(-3, 3), min_size=4, max_size=4))
def test_the_closed_exponential_is_the_exponential(values: list[float]) -> None:
    generator = np.array(values).reshape(1, 2, 2)
    assert np.allclose(linear_exponential(generator)[0], expm(generator[0]), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(("seed", "strength"), [(-1, 0.5), (1, -0.1), (1, 1.1), (1, float("nan"))])
def test_a_mutation_refuses_what_it_cannot_mean(seed: int, strength: float) -> None:
    with pytest.raises(InputError, match="give"):
        mutate(PUBLISHED[0], seed, Kind.ANY, strength)


# ---------------------------------------------------------------------- morphs


@given(published, published)
def test_the_ends_of_a_morph_are_its_categories(first: Category, second: Category) -> None:
    morph = Morph(first, second)
    assert morph.at(0.0) == first
    assert morph.at(1.0) == second


@given(published, published)
def test_a_morph_leaves_and_reaches_its_ends_smoothly(first: Category, second: Category) -> None:
    morph = Morph(first, second)
    begin, end = morph.at(1e-9), morph.at(1 - 1e-9)
    for number, (own, other) in enumerate(morph.pairs):
        for category, row, near in ((first, own, begin), (second, other, end)):
            if row is None:
                assert near.probabilities[number] < 1e-6
            else:
                assert np.allclose(near.maps[number], category.maps[row], atol=1e-5)
                assert np.isclose(near.probabilities[number], category.probabilities[row], atol=1e-5)


@given(st.sampled_from(CONTRACTIONS), st.sampled_from(CONTRACTIONS), st.floats(0, 1))
def test_between_contractions_there_are_only_contractions(first: Category, second: Category, place: float) -> None:
    between = Morph(first, second).at(place)
    assert np.linalg.svd(between.maps[:, :4].reshape(-1, 2, 2), compute_uv=False).max() <= 1 + 1e-9


@given(published, st.floats(0, 1))
def test_a_morph_to_itself_stays(category: Category, place: float) -> None:
    between = Morph(category, category).at(place)
    assert np.allclose(between.maps, category.maps, atol=1e-9)


@given(published, st.permutations(range(8)))
def test_maps_are_paired_whatever_their_order(category: Category, order: list[int]) -> None:
    shuffled = [row for row in order if row < category.size]
    other = Category("other", category.maps[shuffled], category.probabilities[shuffled])
    assert [(own, shuffled[theirs]) for own, theirs in paired_maps(category, other) if theirs is not None] == [
        (row, row) for row in range(category.size)
    ]


def test_unequal_numbers_of_maps_are_all_in_the_pairs() -> None:
    few = next(category for category in PUBLISHED if category.size == 2)
    many = next(category for category in PUBLISHED if category.size == 7)
    assert sorted(row for _, row in paired_maps(few, many)) == list(range(7))  # type: ignore[type-var]
    assert Morph(few, many).at(0.5).size == 7
    assert Morph(many, few).at(0.5).size == 7


def test_a_morph_refuses_places_beyond_its_ends() -> None:
    with pytest.raises(InputError, match="0 to 1"):
        Morph(PUBLISHED[0], PUBLISHED[1]).at(1.5)


def test_maps_too_large_to_be_compared_are_refused() -> None:
    huge = Category("huge", [[1e200, 0, 0, 1e200, 0, 0]], [1.0])
    with pytest.raises(InputError, match="too large"):
        Morph(huge, PUBLISHED[0])


# ---------------------------------------------------------------------- symmetry and editing


@pytest.mark.parametrize(("order", "mirror"), [(1, True), (2, False), (3, False), (3, True), (5, False)])
def test_a_symmetric_category_maps_to_itself(order: int, mirror: bool) -> None:
    pivot = (0.4, -0.3)
    made = symmetric(free(PUBLISHED[3]), order, mirror=mirror, pivot=pivot)
    assert made.size == PUBLISHED[3].size * order * (2 if mirror else 1)
    again = symmetric(made, order, mirror=mirror, pivot=pivot)
    assert np.allclose(again.maps, made.maps)
    assert np.allclose(again.probabilities, made.probabilities)
    if order > 1:
        assert np.allclose(centre(made), pivot)


def test_the_points_of_a_symmetric_category_are_symmetric() -> None:
    made = symmetric(free(CONTRACTIONS[1]), 4)
    points = orbit(made)
    turned = points @ np.array([[0.0, -1.0], [1.0, 0.0]])
    edges = np.linspace(-2, 2, 33)
    counts, rotated = (np.histogram2d(*each.T, bins=edges, density=True)[0] for each in (points, turned))
    assert np.abs(counts - rotated).sum() / counts.sum() < 0.1


def test_symmetry_keeps_contractions_and_the_rule_of_determinants() -> None:
    made = symmetric(CONTRACTIONS[1], 3, mirror=True)
    assert np.linalg.svd(made.maps[:, :4].reshape(-1, 2, 2), compute_uv=False).max() <= 1
    assert follows_determinants(made)


def test_symmetry_says_when_it_cannot() -> None:
    with pytest.raises(InputError, match="64"):
        symmetric(PUBLISHED[3], 60)
    with pytest.raises(InputError, match="64"):
        symmetric(PUBLISHED[3], 10**9)
    with pytest.raises(InputError, match="changes nothing"):
        symmetric(PUBLISHED[3], 1)


def test_adding_and_deleting_share_the_probabilities() -> None:
    parent = free(PUBLISHED[3])
    more = with_maps(parent, new_map(parent))
    assert more.size == parent.size + 1
    assert np.isclose(more.probabilities[-1], 1 / more.size)
    ratio = more.probabilities[:-1] / parent.probabilities
    assert np.allclose(ratio, ratio[0])
    back = without_maps(more, [parent.size])
    assert np.allclose(back.probabilities, parent.probabilities)
    assert np.array_equal(back.maps, parent.maps)


def test_duplicates_draw_the_same() -> None:
    parent = free(PUBLISHED[3])
    made, copies = with_duplicates(parent, [0, 2])
    assert copies == [1, 4]
    assert np.allclose(centre(made), centre(parent))
    assert np.allclose(deviations(made), deviations(parent))
    assert np.isclose(made.probabilities[0], parent.probabilities[0] / 2)


@pytest.mark.parametrize("mirror", list(Mirror))
def test_mirroring_twice_changes_nothing(mirror: Mirror) -> None:
    parent = PUBLISHED[3]
    once = with_mirrored(parent, [1], mirror)
    determinants = [np.linalg.det(each.maps[1, :4].reshape(2, 2)) for each in (parent, once)]
    assert np.isclose(determinants[0], -determinants[1])
    assert np.allclose(with_mirrored(once, [1], mirror).maps, parent.maps)
    assert np.array_equal(np.delete(once.maps, 1, axis=0), np.delete(parent.maps, 1, axis=0))


def test_equal_probabilities() -> None:
    assert np.allclose(equalised(PUBLISHED[3]).probabilities, 1 / PUBLISHED[3].size)


def test_editing_refuses_what_it_cannot_do() -> None:
    single = Category.from_maps("one", [[0.5, 0, 0, 0.5, 0, 0]])
    with pytest.raises(InputError, match="at least one map"):
        without_maps(single, [0])
    with pytest.raises(InputError, match="no map 2"):
        without_maps(single, [1])
    full = Category.from_maps("full", np.tile([0.1, 0, 0, 0.1, 0, 0], (MAX_MAPS, 1)))
    with pytest.raises(InputError, match="65 maps"):
        with_maps(full, new_map(full))
    with pytest.raises(InputError, match="65 maps"):
        with_duplicates(full, [0])
    with pytest.raises(InputError, match="leave some"):
        with_maps(single, new_map(single), [1.0])
