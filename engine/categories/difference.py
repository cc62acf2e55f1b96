"""What differs between two sets, or between two versions of one."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

from engine.categories.category_set import CategorySet
from engine.ifs.category import Category

Pair = tuple[Category, Category]


@dataclass(frozen=True, eq=False, slots=True)
class SetDifference:
    """What leads from one set to another.

    Attributes
    ----------
    added, removed : tuple of Category
        Only in the second, only in the first; in the order of their set.
    changed : tuple of (Category, Category)
        Of the same name and other content.
    renamed : tuple of (Category, Category)
        Of the same content and another name.
    kept : int
        How many are the same in both.
    reordered : bool
        Whether those that are the same stand in another order.
    """

    added: tuple[Category, ...]
    removed: tuple[Category, ...]
    changed: tuple[Pair, ...]
    renamed: tuple[Pair, ...]
    kept: int
    reordered: bool

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed or self.renamed or self.reordered)


def difference(first: CategorySet, second: CategorySet) -> SetDifference:
    """Return what leads from `first` to `second`.

    A category is matched by name and content, else by content alone (renamed), else by name alone (changed).
    """
    there = {category.name: category for category in second}
    kept = [category.name for category in first if there.get(category.name) == category]
    same = set(kept)
    left = [category for category in first if category.name not in same]
    right = [category for category in second if category.name not in same]
    renamed, left, right = _paired(left, right, "identity")
    changed, left, right = _paired(left, right, "name")
    order = [category.name for category in second if category.name in same]
    return SetDifference(tuple(right), tuple(left), tuple(changed), tuple(renamed), len(kept), order != kept)


def _paired(left: list[Category], right: list[Category], by: str) -> tuple[list[Pair], list[Category], list[Category]]:
    """Return the pairs that agree in the attribute `by`, and what is left over on either side."""
    waiting: defaultdict[str, deque[Category]] = defaultdict(deque)
    for category in right:
        waiting[getattr(category, by)].append(category)
    pairs, alone = [], []
    for category in left:
        found = waiting[getattr(category, by)]
        if found:
            pairs.append((category, found.popleft()))
        else:
            alone.append(category)
    taken = {id(after) for _, after in pairs}
    return pairs, alone, [category for category in right if id(category) not in taken]
