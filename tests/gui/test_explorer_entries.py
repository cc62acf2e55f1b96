"""States of a category while it is edited: probabilities, locks, and what is written down."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError
from engine.ifs.category import Category, determinant_probabilities
from gui.explorer.entries import (
    State,
    category_from_json,
    category_to_json,
    published_state,
    with_coefficient,
    with_lock,
    with_probability,
)


def state(locked: bool) -> State:
    category = fractaldb_1k()[0]
    return State(Category(category.name, category.maps, category.probabilities), locked)


def test_published_categories_follow_the_rule() -> None:
    assert all(published_state(category).locked for category in fractaldb_1k().categories[:50])


def test_free_probabilities_are_seen_as_free() -> None:
    maps = fractaldb_1k()[0].maps
    assert not published_state(Category("x", maps, np.full(len(maps), 1 / len(maps)))).locked


def test_locked_probabilities_follow_a_coefficient() -> None:
    changed = with_coefficient(state(True), 1, 0, 0.9)
    assert changed.category.maps[1, 0] == 0.9
    np.testing.assert_array_equal(changed.category.probabilities, determinant_probabilities(changed.category.maps))


def test_free_probabilities_stay() -> None:
    before = state(False)
    changed = with_coefficient(before, 1, 0, 0.9)
    np.testing.assert_array_equal(changed.category.probabilities, before.category.probabilities)


@given(st.floats(0, 1), st.integers(0, 4))
def test_a_probability_makes_the_others_give_way_in_proportion(value: float, row: int) -> None:
    before = state(False)
    after = with_probability(before, row, value).category.probabilities
    assert after.sum() == pytest.approx(1, abs=1e-12)
    assert after[row] == pytest.approx(value, abs=1e-12)
    others = np.arange(len(after)) != row
    expected = before.category.probabilities[others] / before.category.probabilities[others].sum() * (1 - value)
    np.testing.assert_allclose(after[others], expected, atol=1e-12)


def test_others_that_were_zero_share_equally() -> None:
    all_on_first = with_probability(state(False), 0, 1.0)
    back = with_probability(all_on_first, 0, 0.6).category.probabilities
    np.testing.assert_allclose(back, [0.6, 0.1, 0.1, 0.1, 0.1])


def test_freeing_keeps_and_locking_restores_the_rule() -> None:
    freed = with_lock(state(True), False)
    np.testing.assert_array_equal(freed.category.probabilities, state(True).category.probabilities)
    assert with_lock(with_probability(freed, 0, 0.9), True).category == with_lock(state(True), True).category


def test_json_gives_back_every_bit() -> None:
    for category in fractaldb_1k().categories[:20]:
        stored = json.loads(json.dumps(category_to_json(category)))
        assert category_from_json(category.name, stored) == category


@pytest.mark.parametrize("stored", [{}, {"maps": [[1, 2]], "probabilities": [1]}, {"maps": "x", "probabilities": [1]}])
def test_a_stored_category_that_is_none_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(InputError, match="Category x"):
        category_from_json("x", stored)
