"""What the user opened, selected and changed, with its undo histories; kept in the workspace after every gesture."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from engine.categories.catalogue import FRACTALDB_1K, available_sets, fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.categories.files import read_categories, write_categories
from engine.categories.library import Library, check_set_name
from engine.categories.marks import Mark, Marks, marks_from_json, marks_to_json
from engine.categories.notes import Notes
from engine.errors import WorkbenchError
from engine.ifs.category import Category
from gui.engine_words import say
from gui.explorer.entries import (
    Entry,
    EntryKey,
    State,
    category_from_json,
    entries_of,
    published_state,
)
from gui.explorer.history import History, Step, key_from_json, key_to_json, state_from_json
from gui.explorer.memory import Memory
from gui.explorer.sets_state import OwnSets, edited_set, named_by_content, now, with_added, with_free_names
from gui.services import Services
from gui.tasks import Failure, Task

Stated = TypeVar("Stated")

EDITED = ":edited"
"""The list of everything edited, whatever set it came from."""

DRAFTS = "Drafts"
"""The own set that new categories go to where none is named."""

_FOCUSED = 64
"""Categories that a step remembers to show again."""


@dataclass(frozen=True, slots=True)
class Source:
    """A set in the list: where it is read from and how many categories it holds, where that is known."""

    key: str
    label: str
    path: Path | None
    count: int | None


class ExplorerSession(QObject):
    """The state of the explorer; it outlives the tab, which a change of language builds anew.

    Signals
    -------
    sources_changed()
    opened(str)
        The set of this key is now the one shown.
    selected(object)
        Entry or None: the current one.
    selection_changed()
        `selection` is another.
    marks_changed(object)
        The marks of these identities (frozenset of str) are others.
    changed(object)
        The category of this EntryKey moved, perhaps in the middle of a gesture.
    settled(object)
        The same, at the end of a gesture, an undo or a redo.
    saving()
        Everything is about to be written: hand over now what is still being typed.
    """

    sources_changed = Signal()
    opened = Signal(str)
    selected = Signal(object)
    selection_changed = Signal()
    marks_changed = Signal(object)
    changed = Signal(object)
    settled = Signal(object)
    saving = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sets: dict[str, CategorySet] = {FRACTALDB_1K: fractaldb_1k()}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._files: list[Path] = []
        self._incomplete: set[str] = set()
        self._edits: dict[EntryKey, State] = {}
        self._published: dict[EntryKey, Category] = {}
        self._gesture: tuple[EntryKey, State] | None = None
        self._loading: Task | None = None
        self._memory = Memory(services, self)
        self._marks = Marks()
        self._wanted: tuple[EntryKey, ...] = ()
        self._wanted_name = ""
        self._by_key: tuple[tuple[Entry, ...], dict[EntryKey, Entry]] = (), {}
        saver = self._memory.saver
        self.own = OwnSets(Library(services.workspace.sets), saver.put, saver.drain)
        self.undo = History(self.end_gesture, self._apply, self._memory.add_history, self)
        self.current_source = FRACTALDB_1K
        self.current: Entry | None = None
        self.selection: tuple[Entry, ...] = ()
        services.tasks.stopping.connect(self.save_now)
        self._restore()

    # ------------------------------------------------------------------ sets

    def sources(self) -> list[Source]:
        """Return the sets to choose from: bundled, edited, of the workspace, opened."""
        listed = [Source(FRACTALDB_1K, "FractalDB-1k", None, len(self._sets[FRACTALDB_1K]))]
        listed.append(Source(EDITED, "", None, len(self._edits)))
        known = self._of_workspace()
        for path in self._files:
            known[str(path)] = path
        for key, path in known.items():
            count = len(self._sets[key]) if key in self._sets else None
            listed.append(Source(key, path.stem if path.suffix else path.name, path, count))
        return listed

    def _of_workspace(self) -> dict[str, Path]:
        """Return the sets of the workspace as they are now, whatever the disk says yet."""
        sets = self._services.workspace.sets
        own = set(self.own.names())
        known = {
            name: path
            for name, path in available_sets(self._services.workspace).items()
            if name != FRACTALDB_1K and (name in own or path.parent != sets or path.suffix != ".npz")
        }
        return known | {name: sets / f"{name}.npz" for name in sorted(own - known.keys())}

    def is_own(self, key: str) -> bool:
        """Return whether the set is the user's own, which can be changed; others can be copied."""
        return key in self.own.names() and self._of_workspace()[key].suffix == ".npz"

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the categories of a set that has been read, in label order."""
        if key == EDITED:
            return tuple(Entry(each, self._published[each], at) for at, each in enumerate(self._edits))
        if key not in self._entries:
            self._entries[key] = entries_of(key, self._sets[key])
        return self._entries[key]

    def label(self, key: str) -> str:
        """Return how the set is called in the window."""
        return next((source.label for source in self.sources() if source.key == key), key)

    def open_path(self, path: Path) -> None:
        """List the file or folder and show it."""
        path = path.resolve()
        if path not in self._files:
            self._files.append(path)
        self._sets.pop(str(path), None)
        self._entries.pop(str(path), None)
        self.open(str(path))

    def open(self, key: str) -> None:
        """Show the set of this key, reading it in the background where that has not happened."""
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        source = next((each for each in self.sources() if each.key == key), None)
        if key == EDITED or key in self._sets:
            self._show(key)
        elif source is not None and source.path is not None:
            title = self.tr("Reading {0}").format(source.label)
            task = self._services.tasks.start(_read, key, source.path, title=title)
            self._loading = task
            task.finished.connect(self._take_set)
            task.failed.connect(self._refuse_set)

    @Slot(object)
    def _take_set(self, read: tuple[str, CategorySet, tuple[Entry, ...], Notes]) -> None:
        key, categories, entries, notes = read
        self._sets[key] = categories
        self._incomplete.discard(key)
        if notes.left_out:
            self._incomplete.add(key)
        self.tell_notes(categories, notes)
        self._entries[key] = entries
        if self._loading is self.sender():
            self._loading = None
            self._show(key)
            self.save()

    def tell_notes(self, categories: CategorySet, notes: Notes) -> None:
        """Say what reading `categories` left out or changed, the sentences as details."""
        if notes.left_out:
            text = self.tr("Categories read from {1}: {0}. Left out because they cannot be read: {2}.")
            told = text.format(len(categories), categories.name, notes.left_out)
            self._services.tell("warning", told, "\n".join(map(say, notes.sentences)))
        elif notes.sentences:
            told = self.tr("Categories read from {1}: {0}. Something was changed on the way.").format(
                len(categories), categories.name
            )
            self._services.tell("info", told, "\n".join(map(say, notes.sentences)))

    @Slot(object)
    def _refuse_set(self, failure: Failure) -> None:
        self._loading = None
        # A file that cannot be read has no place in the list; the sentence says what to do.
        self._files = [path for path in self._files if str(path) in self._sets]
        self._services.tell_failure(failure)
        self.sources_changed.emit()
        self.opened.emit(self.current_source)

    def _show(self, key: str) -> None:
        self.current_source = key
        self._services.settings.set("explorer/set", key)
        self.sources_changed.emit()
        self.opened.emit(key)
        self._select_wanted()

    def show(self, keys: Sequence[EntryKey]) -> None:
        """Select these categories of one set, opening it where it is not the one shown."""
        self._wanted, self._wanted_name = tuple(keys), ""
        if keys and keys[0].source != self.current_source:
            self.open(keys[0].source)
        else:
            self._select_wanted()

    def show_named(self, source: str, name: str) -> None:
        """Select the category called `name` of a set, given by key or path, opening it where it is not shown."""
        self._wanted, self._wanted_name = (), name
        if source == self.current_source:
            self._select_wanted()
        elif source in {each.key for each in self.sources()}:
            self.open(source)
        else:
            self.open_path(Path(source))

    def _select_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ()
        name, self._wanted_name = self._wanted_name, ""
        entries = [entry for key in wanted if (entry := self.entry(key)) is not None]
        if name:
            entries = [entry for entry in self.entries(self.current_source) if entry.key.name == name][:1]
            if not entries:
                text = self.tr("{1} holds no category {0}; it may have been renamed since.")
                self._services.tell("warning", text.format(name, self.label(self.current_source)))
        if entries:
            self.select(entries[0])
            self.set_selection(sorted(entries, key=lambda entry: entry.position))

    def entry(self, key: EntryKey) -> Entry | None:
        """Return the category of this key in the set that is shown, None where it is not there."""
        shown = self.entries(self.current_source)
        if self._by_key[0] is not shown:
            self._by_key = shown, {entry.key: entry for entry in shown}
        return self._by_key[1].get(key)

    # ------------------------------------------------------------------ the selected category

    def select(self, entry: Entry | None) -> None:
        """Make `entry` the one that is shown and edited."""
        if entry is self.current or (entry and self.current and entry.key == self.current.key):
            return
        self.end_gesture()
        self.current = entry
        if entry is not None:
            self._published[entry.key] = entry.published
            self._services.settings.set("explorer/category", entry.key.name)
        self.undo.activate(None if entry is None else entry.key)
        self.selected.emit(entry)
        if entry is None or entry.key not in {each.key for each in self.selection}:
            self.set_selection(() if entry is None else (entry,))

    def set_selection(self, entries: Sequence[Entry]) -> None:
        """Make `entries`, in the order of the grid, what actions on several categories work on.

        The current category is always among them: where it is not, the first of them becomes the current one; where
        there are none, the current one stays selected alone.
        """
        chosen = tuple(entries)
        if not chosen and self.current is not None:
            chosen = (self.current,)
        if [entry.key for entry in chosen] != [entry.key for entry in self.selection]:
            self.selection = chosen
            current = self.current
            # No set of keys: everything may be selected, and the current one is often among the first.
            if chosen and not any(current is not None and entry.key == current.key for entry in chosen):
                self.select(chosen[0])
            self.selection_changed.emit()

    def state(self, entry: Entry) -> State:
        """Return what `entry` is now."""
        return self._edits.get(entry.key) or published_state(entry.published)

    def category(self, entry: Entry) -> Category:
        """Return the category of `entry` as it is now."""
        edit = self._edits.get(entry.key)
        return entry.published if edit is None else edit.category

    def is_edited(self, key: EntryKey) -> bool:
        """Return whether the category differs from what its set holds."""
        return key in self._edits

    # ------------------------------------------------------------------ changing

    def begin_gesture(self) -> None:
        """Remember the selected category, so that what follows is one step of undo."""
        self.end_gesture()
        if self.current is not None:
            self._gesture = (self.current.key, self.state(self.current))

    @property
    def gesture_start(self) -> State | None:
        """What the selected category was when the gesture began, None outside a gesture."""
        return None if self._gesture is None else self._gesture[1]

    def move(self, state: State) -> None:
        """Show `state` during a gesture."""
        if self._gesture is not None:
            self._put(self._gesture[0], state)
            self.changed.emit(self._gesture[0])

    def end_gesture(self, text: str = "") -> None:
        """Turn the gesture into one step of undo."""
        if self._gesture is None:
            return
        key, before = self._gesture
        self._gesture = None
        after = self._edits.get(key) or published_state(self._published[key])
        if not after.same(before):
            self.undo.push_shape(key, self._published[key], before, after, text)
            self.settled.emit(key)

    def cancel_gesture(self) -> None:
        """Go back to where the gesture began; nothing is left to undo."""
        if self._gesture is not None:
            key, before = self._gesture
            self._gesture = None
            self._put(key, before)
            self.changed.emit(key)
            self.settled.emit(key)

    def change(self, state: State, text: str) -> None:
        """Replace the selected category in one step."""
        self.begin_gesture()
        self.move(state)
        self.end_gesture(text)

    def reset(self, text: str) -> None:
        """Make the selected category what its set holds; this, too, can be undone."""
        if self.current is not None:
            self.change(published_state(self.current.published), text)

    def _put(self, key: EntryKey, state: State) -> None:
        listed = key in self._edits
        if state.same(published_state(self._published[key])):
            self._edits.pop(key, None)
        else:
            self._edits[key] = state
        if listed != (key in self._edits):
            self.sources_changed.emit()

    # ------------------------------------------------------------------ marks

    def mark(self, entry: Entry) -> Mark:
        """Return what was said of `entry`."""
        return self._marks.of(entry.key.identity)

    def mark_of(self, identity: str) -> Mark:
        """Return what was said of the category of this published identity."""
        return self._marks.of(identity)

    def marked(self) -> Iterable[str]:
        """Return the identities of which something was said."""
        return iter(self._marks)

    @property
    def tags(self) -> list[str]:
        """The tags in use, the most frequent first."""
        return self._marks.tags

    def set_marks(self, marks: Mapping[str, Mark], text: str, *, about: Sequence[Entry] | None = None) -> None:
        """Change marks, by published identity, in one step.

        Parameters
        ----------
        marks : mapping of str to Mark
        text : str
            What undo calls it.
        about : sequence of Entry, optional
            What to show again when it is undone; those of the selection that are concerned by default.
        """
        of = self._marks.of
        after = {identity: mark for identity, mark in marks.items() if mark != of(identity)}
        if after:
            self.end_gesture()
            before = {identity: of(identity) for identity in after}
            self._put_marks(after)
            concerned = self.selection if about is None else about
            focus = [key_to_json(entry.key) for entry in concerned[:_FOCUSED] if entry.key.identity in after]
            change = {"before": marks_to_json(before), "after": marks_to_json(after)}
            self.undo.push_library({"marks": change, "focus": focus}, text)

    def _put_marks(self, marks: Mapping[str, Mark]) -> None:
        self._memory.add_marks(self._marks.update(marks))
        self.marks_changed.emit(frozenset(marks))

    # ------------------------------------------------------------------ own sets

    def set_names(self) -> list[str]:
        """Return the names that are taken."""
        return [FRACTALDB_1K, *self._of_workspace()]

    def origin(self, entry: Entry) -> Mapping[str, str]:
        """Return where the category came from, as far as its set knows."""
        categories = self._sets.get(entry.key.source)
        return {} if categories is None else categories.origins.get(entry.key.name, {})

    def provenance(self, key: str) -> Mapping[str, str]:
        """Return where the set came from, as far as it was read and knows."""
        categories = self._sets.get(key)
        return {} if categories is None else categories.provenance

    def find(self, identity: str) -> Entry | None:
        """Return a category of this published identity in a set that has been read."""
        for key in [self.current_source, *self._sets]:
            for entry in self.entries(key):
                if entry.key.identity == identity:
                    return entry
        return None

    def put_sets(
        self,
        sets: Mapping[str, CategorySet | None],
        text: str,
        *,
        show: str | None = None,
        renamed: tuple[str, str] | None = None,
    ) -> None:
        """Make these the contents of own sets, in one step; None takes a set away. Every version is kept.

        Parameters
        ----------
        sets : mapping of str to CategorySet or None
        text : str
            What was done, for undo and for the list of versions.
        show : str, optional
            The set to show then.
        renamed : tuple of str, optional
            Old and new name of a set whose categories keep their edits.

        Raises
        ------
        WorkbenchError
            When a version that is there cannot be read.
        """
        self.end_gesture()
        before = self.current_source
        focus = [key_to_json(entry.key) for entry in self.selection[:_FOCUSED]]
        changes = {}
        for name, categories in sets.items():
            number = self.own.number(name)
            if categories is None:
                self.own.point(name, None)
            else:
                self.own.store(name, categories, text)
            changes[name] = [number, self.own.number(name)]
        change: dict[str, Any] = {"sets": changes, "focus": focus}
        if renamed is not None:
            change["renamed"] = renamed
            self._rename_source(*renamed)
        self._sets_changed(changes, show)
        self.undo.push_library({**change, "shown": [before, self.current_source]}, text)

    def _rename_source(self, old: str, new: str) -> None:
        """Let edits follow a set to its new name."""
        self.undo.rename_source(old, new)
        self._edits = _with_source(self._edits, old, new)
        self._published = _with_source(self._published, old, new)

    def _sets_changed(self, names: Iterable[str], show: str | None) -> None:
        for name in names:
            self._entries.pop(name, None)
            self._sets.pop(name, None)
            categories = self.own.now(name)
            if categories is not None:
                self._sets[name] = categories
        shown = show or self.current_source
        if shown in self._sets or shown == EDITED:
            self._show(shown) if show or shown in names else self.sources_changed.emit()
        else:
            self._show(FRACTALDB_1K)

    def add_categories(
        self,
        categories: Sequence[Category],
        origin: Mapping[str, object],
        *,
        into: str | None = None,
        select: bool = True,
    ) -> None:
        """Put new categories into an own set in one step, and show them.

        Parameters
        ----------
        categories : sequence of Category
            Names that are taken get a number.
        origin : mapping
            Where they came from, kept with each of them: how, parent (an identity), protocol, seed, ...
        into : str, optional
            The own set; it is made where there is none. `DRAFTS` by default.
        select : bool
            Whether to show the set and select them.
        """
        if not categories:
            return
        name = into or DRAFTS
        try:
            existing = self.own.now(name)
            if existing is None:
                check_set_name(name, self._of_workspace())
            made = with_added(name, existing, categories, {**origin, "time": now()})
            text = self.tr("Add {0} categories to {1}").format(len(categories), name)
            self.put_sets({name: made}, text, show=name if select else None)
        except WorkbenchError as error:
            self._services.tell("error", say(error))
            return
        if select:
            self.show([entry.key for entry in self.entries(name)[-len(categories) :]])

    # ------------------------------------------------------------------ history

    def _apply(self, step: Step, done: bool) -> None:
        """Take over what a step of the history says."""
        side = "after" if done else "before"
        try:
            if "key" in step:
                key = key_from_json(step["key"])
                self._put(key, state_from_json(key.name, step[side]))
                self.changed.emit(key)
                self.settled.emit(key)
                return
            if step.get("marks"):
                self._put_marks(marks_from_json(step["marks"][side]))
            if step.get("sets"):
                self._apply_sets(step, done)
            else:
                self._show_again([key_from_json(key) for key in step.get("focus", [])])
        except WorkbenchError as error:
            self._services.tell("error", say(error))

    def _show_again(self, keys: Sequence[EntryKey]) -> None:
        """Show what a step was about, unless it is part of what is selected anyway."""
        selected = {entry.key for entry in self.selection}
        if not selected.issuperset(keys):
            self.show(keys)

    def _apply_sets(self, step: Step, done: bool) -> None:
        for name, pair in step["sets"].items():
            self.own.point(name, pair[int(done)])
        renamed = step.get("renamed")
        if renamed is not None:
            self._rename_source(*(renamed if done else reversed(renamed)))
        self._sets_changed(step["sets"], None)
        shown = step["shown"][int(done)]
        focus = [key_from_json(key) for key in step.get("focus", [])]
        if not done and focus and focus[0].source == shown:
            self.show(focus)
        elif shown != self.current_source:
            self.open(shown)

    # ------------------------------------------------------------------ sets as others see them

    def current_set(self, key: str) -> CategorySet | None:
        """Return the set of this key with the edits in it, None where that is empty."""
        entries = self.entries(key)
        if not entries:
            return None
        edited = sum(self.is_edited(entry.key) for entry in entries)
        if not edited:
            return self._sets[key]
        label = "" if key == EDITED else self.label(key)
        return edited_set(label, [self.category(entry) for entry in entries], edited, self._sets.get(key))

    def reader(self, key: str) -> Callable[[], CategorySet | None]:
        """Return what gives the set as it is now, in any thread; None where it is empty."""
        source = next((each for each in self.sources() if each.key == key), None)
        if key == EDITED or key in self._sets or source is None or source.path is None:
            made = self.current_set(key)
            return lambda: made
        return partial(read_categories, source.path)

    def hand_over(self, key: str, then: Callable[[str], None]) -> None:
        """Call `then` with a name under which `resolve_set` finds the set as it is now, whatever becomes of it.

        An own set is named with its version; a set with edits, or one that was not read whole, is first written to
        the workspace under a name of its own content.
        """
        categories = self.current_set(key)
        if categories is None:
            return
        if categories is not self._sets.get(key):
            self._write_and_hand_over(categories, then)
        elif key in self._incomplete:
            # Read again by its file name, the set would be refused for what it leaves out.
            self._write_and_hand_over(named_by_content(categories), then)
        elif self.is_own(key):
            self.when_saved(partial(then, f"{key}@{self.own.number(key)}"))
        else:
            then(key)

    def hand_over_entries(self, entries: Sequence[Entry], then: Callable[[str], None]) -> None:
        """Call `then` with the name of a set of these categories as they are now, named by its content."""
        if entries:
            categories = tuple(with_free_names([self.category(entry) for entry in entries], set()))
            made = CategorySet("selection", categories, {"made from": self.label(entries[0].key.source)})
            self._write_and_hand_over(named_by_content(made), then)

    def _write_and_hand_over(self, categories: CategorySet, then: Callable[[str], None]) -> None:
        path = self._services.workspace.sets / f"{categories.name}.npz"
        task = self._services.tasks.start(write_categories, categories, path)

        def written(_result: object) -> None:
            self.sources_changed.emit()
            then(categories.name)

        task.finished.connect(written)
        task.failed.connect(self._services.tell_failure)

    # ------------------------------------------------------------------ memory

    def save(self) -> None:
        """Write the list of opened files to the workspace, in the background."""
        self._memory.write_opened(self._files)

    @Slot()
    def save_now(self) -> None:
        """Write what is not written yet before returning; a folder that cannot be written is reported."""
        self.end_gesture()
        self.saving.emit()
        self.save()
        self._memory.saver.drain()

    def when_saved(self, call: Callable[[], object]) -> None:
        """Call `call` once everything changed so far is on the disk."""
        self._memory.saver.then(call)

    def _restore(self) -> None:
        self._memory.read_marks(self._marks.replay, self._marks.records)
        self._memory.read_history(self._replay_history, self.undo.records)
        self._memory.read_list(self._take_list)

    def _replay_history(self, records: Iterable[Step]) -> int:
        unreadable = self.undo.replay(records)
        edits, more = self.undo.edits()
        for key, published, state in edits:
            self._published[key] = published
            self._edits[key] = state
        return unreadable + more

    def _take_list(self, stored: dict[str, Any]) -> None:
        self._files = [Path(path) for path in stored["opened"] if Path(path).exists()]
        # Version 1 kept the edits here, without their histories.
        for item in stored.get("edits", []):
            published = category_from_json(item["name"], item["published"])
            key = EntryKey(item["set"], item["name"], published.identity)
            state = State(category_from_json(item["name"], item["edited"]), bool(item["locked"]))
            if not self.undo.knows(key):
                self.undo.add_base(key, published, state)
                self._published[key] = published
                self._edits[key] = state
        if stored.get("edits"):
            self.save()


def _read(key: str, path: Path) -> tuple[str, CategorySet, tuple[Entry, ...], Notes]:
    notes = Notes()
    # The collector would go through all that was read again and again, with the window waiting for it.
    collecting = gc.isenabled()
    gc.disable()
    try:
        categories = read_categories(path, notes)
        # The digests of a large set take a second; here, they do not hold up the window.
        return key, categories, entries_of(key, categories), notes
    finally:
        if collecting:
            gc.enable()


def _with_source(table: Mapping[EntryKey, Stated], old: str, new: str) -> dict[EntryKey, Stated]:
    """Return the table with the keys of one set being those of another."""
    return {EntryKey(new, key.name, key.identity) if key.source == old else key: value for key, value in table.items()}
