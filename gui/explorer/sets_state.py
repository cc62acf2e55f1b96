"""The user's own sets as the session sees them: what each holds now, while the disk follows in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from engine.categories.category_set import CategorySet
from engine.categories.library import Library, VersionNote
from engine.ifs.category import Category

_REMEMBERED = 16
"""Versions held in memory, so that undo does not wait for the disk."""


def now() -> str:
    """Return the time as it is kept with sets and categories."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class OwnSets:
    """The newest version of each own set, by name.

    Parameters
    ----------
    library : Library
    put : callable
        Runs a write in the background, after those before it.
    drain : callable
        Returns when all of them are done.
    """

    def __init__(
        self, library: Library, put: Callable[[Callable[[], object]], None], drain: Callable[[], None]
    ) -> None:
        self._library = library
        self._put = put
        self._drain = drain
        self._numbers: dict[str, int | None] = {}
        self._contents: dict[tuple[str, int], CategorySet] = {}
        self._written: set[tuple[str, int]] = set()

    def names(self) -> list[str]:
        """Return the names of the sets that are there now."""
        gone = {name for name, number in self._numbers.items() if number is None}
        made = {name for name, number in self._numbers.items() if number is not None}
        return sorted((set(self._library.names()) | made) - gone)

    def deleted(self) -> list[str]:
        """Return the names of which only versions are left."""
        there = set(self.names())
        gone = {name for name, number in self._numbers.items() if number is None}
        return sorted((set(self._library.deleted()) | gone) - there)

    def number(self, name: str) -> int | None:
        """Return the number of the version that the set is now, None where there is no such set."""
        if name not in self._numbers:
            self._numbers[name] = self._library.current(name)
        return self._numbers[name]

    def notes(self, name: str) -> list[VersionNote]:
        """Return what the versions on the disk say of themselves, newest first; safe in any thread."""
        return self._library.notes(name)

    def newest(self, name: str) -> CategorySet | None:
        """Return the last version on the disk of a set, even of a deleted one."""
        self._drain()
        versions = self._library.versions(name)
        return self.content(name, versions[-1].number) if versions else None

    def content(self, name: str, number: int) -> CategorySet:
        """Return a version.

        Raises
        ------
        MissingDataError, InputError, StorageError
            When it cannot be read.
        """
        if (name, number) not in self._contents:
            self._remember(name, number, self._read(name, number))
        return self._contents[name, number]

    def read(self, name: str, number: int) -> CategorySet:
        """Return a version as `content` does, from any thread."""
        held = self._contents.get((name, number))
        return self._library.read(name, number) if held is None else held

    def now(self, name: str) -> CategorySet | None:
        """Return what the set holds now, None where there is no such set."""
        number = self.number(name)
        return None if number is None else self.content(name, number)

    def store(self, name: str, categories: CategorySet, edit: str) -> int:
        """Make `categories` the newest version of the set; return its number."""
        before = self.now(name)
        provenance = dict(categories.provenance) | {"edit": edit, "time": now()}
        if before is not None:
            provenance["parent"] = before.identity
        kept = CategorySet(name, categories.categories, provenance, categories.origins)
        number = self._library.next_number(name)
        self._numbers[name] = number
        self._remember(name, number, kept)
        self._put(lambda: self._write(name, number, kept))
        return number

    def point(self, name: str, number: int | None) -> None:
        """Make a version the newest again; None takes the set away."""
        if number is not None:
            self.content(name, number)
        self._numbers[name] = number
        self._put(lambda: self._library.point(name, number))

    def copy_versions(self, name: str, to: str) -> None:
        """Let the set `to` have the versions of `name`, too; waits for what is being written."""
        self._drain()
        self._library.copy_versions(name, to)

    def _write(self, name: str, number: int, categories: CategorySet) -> None:
        self._library.write(name, number, categories)
        self._written.add((name, number))

    def _read(self, name: str, number: int) -> CategorySet:
        self._written.add((name, number))
        return self._library.read(name, number)

    def _remember(self, name: str, number: int, categories: CategorySet) -> None:
        self._contents[name, number] = categories
        old = [key for key in list(self._contents)[:-_REMEMBERED] if key in self._written]
        for key in old:
            del self._contents[key]


def with_added(
    name: str, existing: CategorySet | None, added: Sequence[Category], origin: Mapping[str, object]
) -> CategorySet:
    """Return `existing` (None for an empty set) with the categories at its end, each of this origin."""
    old = () if existing is None else existing.categories
    new = with_free_names(added, {category.name for category in old})
    texts = {key: str(value) for key, value in origin.items() if value is not None}
    origins = dict({} if existing is None else existing.origins) | {category.name: texts for category in new}
    provenance = {} if existing is None else existing.provenance
    return CategorySet(name, (*old, *new), provenance, origins)


def with_free_names(categories: Iterable[Category], taken: set[str]) -> list[Category]:
    """Return the categories, those whose name is taken under a name with a number."""
    named = []
    used = set(taken)
    for category in categories:
        name, count = category.name, 1
        while name in used:
            count += 1
            name = f"{category.name}-{count}"
        used.add(name)
        named.append(Category(name, category.maps, category.probabilities) if count > 1 else category)
    return named


def named_by_content(categories: CategorySet) -> CategorySet:
    """Return the set under its name and a part of its identity."""
    name = f"{categories.name}-{categories.identity[:6]}"
    return CategorySet(name, categories.categories, categories.provenance, categories.origins)


def edited_set(label: str, categories: Sequence[Category], edited: int, published: CategorySet | None) -> CategorySet:
    """Return a set with edits in it, named by its content; names that occur twice get the number of their place.

    Parameters
    ----------
    label : str
        Of the set they come from, empty for a list of edits alone.
    categories : sequence of Category
        As they are now.
    edited : int
        How many of them are not as published.
    published : CategorySet or None
        The set as published, for where it came from.
    """
    if len({category.name for category in categories}) < len(categories):
        categories = [
            Category(f"{index:03d}_{category.name}", category.maps, category.probabilities)
            for index, category in enumerate(categories)
        ]
    provenance = {} if published is None else dict(published.provenance)
    origins = {} if published is None else published.origins
    provenance["edited"] = f"{edited} of {len(categories)}"
    return named_by_content(
        CategorySet(f"{label}-edited" if label else "edited", tuple(categories), provenance, origins)
    )
