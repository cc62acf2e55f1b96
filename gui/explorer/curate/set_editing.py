"""Changes of own sets, each one step of undo with every version kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.categories.category_set import CategorySet
from engine.categories.library import check_set_name
from engine.categories.splitting import Parts
from engine.errors import InputError, MissingDataError
from engine.sentences import Sentence
from gui.explorer.entries import Entry
from gui.explorer.session import ExplorerSession
from gui.explorer.sets_state import with_free_names


def collected(session: ExplorerSession, name: str, entries: Sequence[Entry]) -> CategorySet:
    """Return the entries as they are now as a set of this name, each with where it came from.

    Raises
    ------
    InputError
        When there are none.
    """
    if not entries:
        raise InputError(Sentence("Nothing is selected that a set could be made of; select categories first."))
    categories = with_free_names([session.category(entry) for entry in entries], set())
    origins = {category.name: _origin(session, entry) for category, entry in zip(categories, entries, strict=True)}
    return CategorySet(name, tuple(categories), {"made from": session.label(entries[0].key.source)}, origins)


def _origin(session: ExplorerSession, entry: Entry) -> Mapping[str, str]:
    known = dict(session.origin(entry))
    known.setdefault("set", session.label(entry.key.source) or "edited")
    if session.is_edited(entry.key):
        known |= {"how": "edited", "parent": entry.key.identity}
    return known


def new_set(session: ExplorerSession, name: str, entries: Sequence[Entry], text: str) -> None:
    """Make a set of `entries` and show it.

    Raises
    ------
    InputError
        When the name cannot be used, or there are no entries.
    """
    check_set_name(name, session.set_names())
    session.put_sets({name: collected(session, name, entries)}, text, show=name)


def add_to_set(session: ExplorerSession, name: str, entries: Sequence[Entry], text: str) -> int:
    """Add those of `entries` that the set does not hold yet; make it where there is none. Return how many.

    Raises
    ------
    InputError
        When the name cannot be used, or it holds all of them already.
    """
    existing = session.own.now(name)
    if existing is None:
        check_set_name(name, session.set_names())
        session.put_sets({name: collected(session, name, entries)}, text)
        return len(entries)
    held = {category.identity for category in existing}
    fresh = [entry for entry in entries if session.category(entry).identity not in held]
    if not fresh:
        raise InputError(Sentence("{0} already holds these {1} categories; choose another set.", name, len(entries)))
    added = collected(session, name, fresh)
    named = with_free_names(added.categories, set(existing.names))
    origins = {new.name: added.origins[old.name] for new, old in zip(named, added.categories, strict=True)}
    made = CategorySet(name, (*existing, *named), existing.provenance, {**existing.origins, **origins})
    session.put_sets({name: made}, text)
    return len(fresh)


def remove_from_set(session: ExplorerSession, name: str, entries: Sequence[Entry], text: str) -> None:
    """Take `entries` out of the set; a set of which nothing is left goes away.

    Raises
    ------
    InputError
        When none of them is in it.
    """
    existing = held_set(session, name)
    gone = {entry.key.name for entry in entries if entry.key.source == name}
    left = [category.name for category in existing if category.name not in gone]
    if len(left) == len(existing):
        raise InputError(Sentence("None of these categories is in {0}; nothing was removed.", name))
    session.put_sets({name: existing.subset(left, name) if left else None}, text)


def rename_set(session: ExplorerSession, name: str, new: str, text: str) -> None:
    """Give the set another name; its versions go with it.

    Raises
    ------
    InputError
        When the name cannot be used.
    """
    check_set_name(new, [other for other in session.set_names() if other != name or new == name])
    existing = held_set(session, name)
    session.own.copy_versions(name, new)
    session.put_sets({name: None, new: existing}, text, show=new, renamed=(name, new))


def duplicate_set(session: ExplorerSession, key: str, name: str, text: str) -> None:
    """Make an own set of what the set of this key holds now.

    Raises
    ------
    InputError
        When the name cannot be used, or the set is empty.
    """
    check_set_name(name, session.set_names())
    existing = session.current_set(key)
    if existing is None:
        raise InputError(Sentence("The set is empty; there is nothing to copy."))
    session.put_sets({name: existing}, text, show=name)


def split_set(session: ExplorerSession, key: str, parts: Parts, names: tuple[str, str], text: str) -> None:
    """Make two sets of the set of this key as it is now; the set itself stays.

    Raises
    ------
    InputError
        When a name cannot be used.
    """
    taken = session.set_names()
    for name in names:
        check_set_name(name, taken)
        taken = [*taken, name]
    whole = session.current_set(key)
    if whole is None:
        raise InputError(Sentence("The set is empty; there is nothing to split."))
    note = {"split from": session.label(key) or "edited", "split": text}
    made = {
        name: CategorySet(name, part.categories, {**part.provenance, **note}, part.origins)
        for name, part in ((name, whole.subset(positions)) for name, positions in zip(names, parts, strict=True))
    }
    session.put_sets(made, text, show=names[0])


def restore_version(session: ExplorerSession, name: str, number: int, text: str) -> None:
    """Make an earlier version the newest again, as a version of its own number.

    Raises
    ------
    WorkbenchError
        When it cannot be read.
    """
    session.put_sets({name: session.own.content(name, number)}, text, show=name)


def held_set(session: ExplorerSession, name: str) -> CategorySet:
    """Return what an own set holds.

    Raises
    ------
    MissingDataError
        When there is no such set.
    """
    existing = session.own.now(name)
    if existing is None:
        raise MissingDataError(Sentence("There is no own set called {0}; it may have been deleted.", name))
    return existing
