"""A category set is ordered, named apart, immutable, and known by its content."""

from __future__ import annotations

import numpy as np
import pytest

from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.ifs.category import Category


def _category(name: str, shift: float = 0.0) -> Category:
    return Category(name, np.array([[0.5, 0, 0, 0.5, shift, 0], [0.5, 0, 0, 0.5, 0, 1]]), np.array([0.25, 0.75]))


def test_identity_follows_content_and_order_not_names() -> None:
    first = CategorySet("x", (_category("a"), _category("b", 1.0)))
    renamed = CategorySet("y", (_category("c"), _category("d", 1.0)), {"from": "elsewhere"})
    swapped = CategorySet("x", (_category("b", 1.0), _category("a")))
    assert first.identity == renamed.identity
    assert first.identity != swapped.identity
    assert first != renamed


def test_a_subset_keeps_the_order_asked_for_and_the_provenance() -> None:
    whole = CategorySet("x", tuple(_category(name, i) for i, name in enumerate("abc")), {"from": "here"})
    part = whole.subset([2, "a"])
    assert part.names == ("c", "a")
    assert dict(part.provenance) == {"from": "here"}
    assert whole.first(3) is whole
    assert whole.first(2).names == ("a", "b")


@pytest.mark.parametrize("wanted", [3, -1, "d"])
def test_a_subset_names_what_is_not_there(wanted: int | str) -> None:
    whole = CategorySet("x", tuple(_category(name) for name in "abc"))
    with pytest.raises(InputError, match=repr(wanted)):
        whole.subset([wanted])


@pytest.mark.parametrize("count", [0, 4])
def test_first_refuses_more_than_there_are(count: int) -> None:
    with pytest.raises(InputError, match="1 to 3"):
        CategorySet("x", tuple(_category(name) for name in "abc")).first(count)


def test_empty_sets_double_and_unprintable_names_are_refused() -> None:
    with pytest.raises(InputError, match="empty"):
        CategorySet("x", ())
    with pytest.raises(InputError, match="'a' 2 times"):
        CategorySet("x", (_category("a"), _category("b"), _category("a")))
    for name in ("", "a\nb", " a", "\x00", "\ud800"):
        with pytest.raises(InputError, match="printable"):
            CategorySet("x", (_category(name),))


def test_provenance_cannot_be_changed() -> None:
    note = {"seed": "1"}
    categories = CategorySet("x", (_category("a"),), note)
    note["seed"] = "2"
    assert categories.provenance["seed"] == "1"
    with pytest.raises(TypeError):
        categories.provenance["seed"] = "3"  # type: ignore[index]
