"""Mutants can be told apart, whatever the number of threads; and the copies of single maps lie where they belong."""

from __future__ import annotations

import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError, Interrupted
from engine.ifs.category import Category
from engine.ifs.moments import has_deviations
from engine.ifs.variation import Kind, mutate
from engine.progress import Control, Progress
from engine.render.density import DensityAccumulator, Frame
from engine.render.distinct import (
    FACTOR,
    TRIES,
    Brood,
    direction_seeds,
    distinct_mutants,
    mutants_at,
    picture_distance,
)
from engine.render.parts import PartsAccumulator, copy_under
from engine.render.renderer import Outcome

PARENT = fractaldb_1k().categories[42]


@pytest.fixture(scope="module")
def brood() -> Brood:
    return distinct_mutants(PARENT, 12, seed=3, kind=Kind.ANY, strength=0.3)


def test_distinct_mutants_really_are(brood: Brood) -> None:
    distinct = [mutant for mutant in brood.mutants if mutant.distinct]
    assert len(distinct) >= 10
    for number, mutant in enumerate(distinct):
        assert mutant.outcome is Outcome.OK
        assert mutant.lyapunov < 0
        for other in [brood.parent, *distinct[:number]]:
            assert picture_distance(mutant.shares, other.shares) >= FACTOR * brood.noise


def test_each_mutant_is_what_its_seed_says(brood: Brood) -> None:
    for mutant in brood.mutants:
        assert mutant.category == mutate(PARENT, mutant.seed, Kind.ANY, 0.3)


def test_the_same_mutants_on_one_thread_and_as_the_first_of_more(brood: Brood) -> None:
    again = distinct_mutants(PARENT, 5, seed=3, kind=Kind.ANY, strength=0.3, threads=1)
    assert [mutant.seed for mutant in again.mutants] == [mutant.seed for mutant in brood.mutants[:5]]
    assert np.array_equal(again.mutants[4].picture.values, brood.mutants[4].picture.values)


def test_no_strength_is_no_difference_and_is_said() -> None:
    brood = distinct_mutants(PARENT, 2, seed=3, kind=Kind.ALL_MAPS, strength=0.0)
    assert not any(mutant.distinct for mutant in brood.mutants)
    assert all(mutant.distance < 1 for mutant in brood.mutants)


def test_a_divergent_mutant_is_not_distinct() -> None:
    wild = Category.from_maps("wild", [[1.3, 0, 0, 1.2, 0.3, 0], [0.9, 0, 0.2, 1.1, -0.4, 0.1]])
    brood = distinct_mutants(wild, 2, seed=1, kind=Kind.TRANSLATIONS, strength=0.2, tries=2)
    assert [mutant.outcome for mutant in brood.mutants] == [Outcome.NON_FINITE] * 2
    assert not any(mutant.distinct for mutant in brood.mutants)


def test_a_change_of_strength_keeps_the_directions(brood: Brood) -> None:
    seeds = [mutant.seed for mutant in brood.mutants]
    other = mutants_at(PARENT, seeds, kind=Kind.ANY, strength=0.6)
    assert [mutant.seed for mutant in other.mutants] == seeds
    assert other.mutants[0].category == mutate(PARENT, seeds[0], Kind.ANY, 0.6)


def test_progress_partial_results_and_stopping() -> None:
    seen: list[Progress] = []
    partial: list[Brood] = []
    distinct_mutants(PARENT, 3, seed=1, kind=Kind.ONE_MAP, strength=0.4, report=seen.append, on_brood=partial.append)
    assert [progress.done for progress in seen] == [1, 2, 3]
    assert [len(each.mutants) for each in partial] == [1, 2, 3]
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        distinct_mutants(PARENT, 3, seed=1, kind=Kind.ONE_MAP, strength=0.0, control=control)
    with pytest.raises(Interrupted):
        mutants_at(PARENT, [1], kind=Kind.ONE_MAP, strength=0.4, control=control)


def test_directions_of_more_begin_with_those_of_fewer() -> None:
    assert np.array_equal(direction_seeds(5, 24, TRIES)[:12, :3], direction_seeds(5, 12, 3))
    assert len(np.unique(direction_seeds(5, 24))) == 24 * TRIES


@pytest.mark.parametrize(("count", "tries", "seed"), [(0, 10, 1), (1000, 10, 1), (3, 0, 1), (3, 10, -1)])
def test_bad_numbers_are_refused(count: int, tries: int, seed: int) -> None:
    with pytest.raises(InputError, match="give"):
        distinct_mutants(PARENT, count, seed=seed, kind=Kind.ANY, strength=0.3, tries=tries)


# ---------------------------------------------------------------------- the copies of single maps

FRAME = Frame(-3, 3, -3, 3)
TRIANGLE = Category.from_maps("triangle", [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5, 0, 0.5]])


def test_all_copies_together_are_the_picture() -> None:
    parts = PartsAccumulator(PARENT, range(PARENT.size), 64, FRAME)
    parts.add(64 * 65_536)
    whole = DensityAccumulator(PARENT, 64, FRAME)
    whole.add(64 * 65_536)
    visits, expected = parts.visits(), whole.visits()
    shares = [each / each.sum() for each in (visits, expected)]
    assert np.abs(shares[0] - shares[1]).sum() < 0.06


def test_a_copy_lies_in_its_corner() -> None:
    parts = PartsAccumulator(TRIANGLE, [1], 64, Frame(0, 1, 0, 1))
    parts.add(1)
    visits = parts.visits()
    assert visits[:, :31].sum() == 0
    assert visits[:31].sum() == 0
    assert visits[33:, 33:].sum() > 1000


def test_the_frame_is_that_of_the_whole() -> None:
    whole = DensityAccumulator(PARENT, 64)
    assert PartsAccumulator(PARENT, [0], 64).frame == whole.frame


def test_a_flat_map_draws_a_line() -> None:
    flat = Category("flat", np.vstack([TRIANGLE.maps, [1, 0, 0, 0, 0, 0.5]]), np.full(4, 0.25))
    parts = PartsAccumulator(flat, [3], 64, Frame(0, 1, 0, 1))
    parts.add(1)
    assert set(np.flatnonzero(parts.visits().sum(axis=1))) <= {31, 32}
    assert np.isfinite(copy_under(flat, 3).maps).all()


@pytest.mark.parametrize("rows", [[], [7], [-1]])
def test_maps_that_do_not_exist_are_refused(rows: list[int]) -> None:
    with pytest.raises(InputError, match="give some of"):
        PartsAccumulator(TRIANGLE, rows, 64, FRAME)


def test_points_that_lie_too_far_out_to_be_drawn_are_nothing() -> None:
    """Stable, yet without a variance: nearly all of the published frame stays black."""
    tails = Category("tails", [[2.5, 0, 0, 2.5, 0.5, 0], [0.2, 0, 0, 0.2, 0, 0.5]], [0.35, 0.65])
    brood = distinct_mutants(tails, 1, seed=1, kind=Kind.TRANSLATIONS, strength=0.2, tries=1)
    assert brood.parent.lyapunov < 0
    assert not has_deviations(tails)
    assert brood.parent.outcome is Outcome.EMPTY
    assert not any(mutant.distinct for mutant in brood.mutants)
