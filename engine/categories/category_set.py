"""An ordered, named collection of categories with a note of where it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from engine.errors import InputError
from engine.ifs.category import Category
from engine.sentences import Sentence
from engine.storage import digest


@dataclass(frozen=True, eq=False)
class CategorySet:
    """Categories in label order: the first is class 0.

    Attributes
    ----------
    name : str
        What the set is called in tables and figures.
    categories : tuple of Category
        At least one, with distinct printable names.
    provenance : mapping of str to str, read-only
        Where the set came from, in as many words as the format it is saved in can keep.
    origins : mapping of str to mapping of str to str, read-only
        Where single categories came from (protocol, seed, parent, edit, time), by name; those not in the set are left
        out.

    Raises
    ------
    InputError
        When there is no category, two share a name, or a name cannot be printed.
    """

    name: str
    categories: tuple[Category, ...]
    provenance: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        categories = tuple(self.categories)
        if not categories:
            raise InputError(Sentence("The category set {0} is empty; give it at least one category.", self.name))
        for category in categories:
            name = category.name
            if not name or not name.isprintable() or name != name.strip():
                raise InputError(Sentence("A category is named {0!r}; use a name of printable characters.", name))
        name, times = Counter(category.name for category in categories).most_common(1)[0]
        if times > 1:
            raise InputError(
                Sentence("The category set {0} holds {1!r} {2} times; give each its own name.", self.name, name, times)
            )
        object.__setattr__(self, "categories", categories)
        object.__setattr__(self, "provenance", MappingProxyType(dict(self.provenance)))
        origins = {
            category.name: MappingProxyType(dict(self.origins[category.name]))
            for category in categories
            if self.origins.get(category.name)
        }
        object.__setattr__(self, "origins", MappingProxyType(origins))

    def __len__(self) -> int:
        return len(self.categories)

    def __iter__(self) -> Iterator[Category]:
        return iter(self.categories)

    def __getitem__(self, index: int) -> Category:
        return self.categories[index]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the categories, in label order."""
        return tuple(category.name for category in self.categories)

    @cached_property
    def identity(self) -> str:
        """Digest of the categories' maps and probabilities in order, independent of all names."""
        return digest(*(category.identity for category in self.categories))

    def subset(self, selection: Iterable[int | str], name: str | None = None) -> CategorySet:
        """Return the categories of `selection`, given by index or name, in that order.

        Raises
        ------
        InputError
            When an index or a name is not in the set.
        """
        positions = {category.name: index for index, category in enumerate(self.categories)}
        chosen = []
        for wanted in selection:
            index = positions.get(wanted, -1) if isinstance(wanted, str) else int(wanted)
            if not 0 <= index < len(self.categories):
                raise InputError(
                    Sentence(
                        "The category set {0} has no category {1!r}; it holds {2}, {3} to {4}.",
                        self.name,
                        wanted,
                        len(self),
                        self.categories[0].name,
                        self.categories[-1].name,
                    )
                )
            chosen.append(self.categories[index])
        return CategorySet(name or f"{self.name} ({len(chosen)})", tuple(chosen), self.provenance, self.origins)

    def first(self, count: int) -> CategorySet:
        """Return the first `count` categories, the set itself where that is all of them."""
        if not 1 <= count <= len(self):
            raise InputError(
                Sentence("The category set {0} holds {1} categories; ask for 1 to {1}.", self.name, len(self))
            )
        return self if count == len(self) else self.subset(range(count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CategorySet):
            return NotImplemented
        return (
            self.name == other.name
            and self.categories == other.categories
            and self.provenance == other.provenance
            and self.origins == other.origins
        )

    def __hash__(self) -> int:
        return hash((self.name, self.identity))
