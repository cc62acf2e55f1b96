"""Categories as the explorer lists them: who they are, as published and as edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.ifs.category import Category, determinant_probabilities
from engine.sentences import Sentence, sentence_of


@dataclass(frozen=True, slots=True)
class EntryKey:
    """Names a category across restarts: its set, its name and its published content."""

    source: str
    name: str
    identity: str


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """A listed category.

    Attributes
    ----------
    key : EntryKey
    published : Category
        As its set holds it.
    position : int
        Its place in the set.
    """

    key: EntryKey
    published: Category
    position: int


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """A category at one moment of being edited.

    Attributes
    ----------
    category : Category
    locked : bool
        Whether the probabilities follow |det|.
    """

    category: Category
    locked: bool

    def same(self, other: State) -> bool:
        """Return whether nothing differs."""
        return self.locked == other.locked and self.category == other.category


def entries_of(source: str, categories: CategorySet) -> tuple[Entry, ...]:
    """Return the entries of a set in label order."""
    return tuple(
        Entry(EntryKey(source, category.name, category.identity), category, position)
        for position, category in enumerate(categories)
    )


def published_state(category: Category) -> State:
    """Return the state an unedited category is in: locked where its probabilities already follow |det|."""
    rule = determinant_probabilities(category.maps)
    return State(category, bool(np.allclose(category.probabilities, rule, rtol=0, atol=1e-9)))


def with_maps(state: State, maps: NDArray[np.float64]) -> State:
    """Return `state` with other coefficients; locked probabilities follow them."""
    name = state.category.name
    if state.locked:
        return State(Category.from_maps(name, maps), True)
    return State(Category(name, maps, state.category.probabilities), False)


def with_coefficient(state: State, row: int, column: int, value: float) -> State:
    """Return `state` with one coefficient of one map replaced."""
    maps = state.category.maps.copy()
    maps[row, column] = value
    return with_maps(state, maps)


def with_probability(state: State, row: int, value: float) -> State:
    """Return `state` with the probability of one map set; the others share the rest in their proportions."""
    probabilities = state.category.probabilities.copy()
    others = np.arange(len(probabilities)) != row
    total = float(probabilities[others].sum())
    rest = 1.0 - value
    probabilities[others] = probabilities[others] * (rest / total) if total > 0 else rest / max(1, others.sum())
    probabilities[row] = value
    return State(Category(state.category.name, state.category.maps, probabilities / probabilities.sum()), False)


def with_lock(state: State, locked: bool) -> State:
    """Return `state` with the probabilities following |det|, or free from where they are."""
    category = state.category
    return State(Category.from_maps(category.name, category.maps) if locked else category, locked)


def category_to_json(category: Category) -> dict[str, Any]:
    """Return the category as JSON values that read back bit for bit."""
    return {"maps": category.maps.tolist(), "probabilities": category.probabilities.tolist()}


def category_from_json(name: str, value: Mapping[str, Any]) -> Category:
    """Return the category written by `category_to_json`.

    Raises
    ------
    InputError
        When the value is not such a category.
    """
    try:
        return Category(name, np.array(value["maps"], float), np.array(value["probabilities"], float))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            Sentence("Category {0} is stored without usable maps and probabilities ({1}).", name, sentence_of(error))
        ) from error
