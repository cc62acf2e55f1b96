"""What the user opened, selected and changed, with its undo histories; kept in the workspace after every gesture."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from engine.categories.catalogue import FRACTALDB_1K, available_sets, fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.categories.files import read_categories, write_categories
from engine.errors import WorkbenchError
from engine.ifs.category import Category
from engine.storage import read_json, write_json
from gui.explorer.entries import (
    Entry,
    EntryKey,
    State,
    category_from_json,
    category_to_json,
    entries_of,
    published_state,
)
from gui.services import Services
from gui.tasks import Failure, Task

log = logging.getLogger(__name__)

EDITED = ":edited"
"""The list of everything edited, whatever set it came from."""

_UNDO_LIMIT = 512
_VERSION = 1


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
        Entry or None.
    changed(object)
        The category of this EntryKey moved, perhaps in the middle of a gesture.
    settled(object)
        The same, at the end of a gesture, an undo or a redo.
    """

    sources_changed = Signal()
    opened = Signal(str)
    selected = Signal(object)
    changed = Signal(object)
    settled = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._path = services.workspace.root / "explorer.json"
        self._sets: dict[str, CategorySet] = {FRACTALDB_1K: fractaldb_1k()}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._files: list[Path] = []
        self._edits: dict[EntryKey, State] = {}
        self._published: dict[EntryKey, Category] = {}
        self._stacks: dict[EntryKey, QUndoStack] = {}
        self._gesture: tuple[EntryKey, State] | None = None
        self._loading: Task | None = None
        self._saving: Task | None = None
        self._save_again = False
        self.undo = QUndoGroup(self)
        self.current_source = FRACTALDB_1K
        self.current: Entry | None = None
        self._restore()

    # ------------------------------------------------------------------ sets

    def sources(self) -> list[Source]:
        """Return the sets to choose from: bundled, edited, of the workspace, opened."""
        listed = [Source(FRACTALDB_1K, "FractalDB-1k", None, len(self._sets[FRACTALDB_1K]))]
        listed.append(Source(EDITED, "", None, len(self._edits)))
        known = {name: path for name, path in available_sets(self._services.workspace).items() if name != FRACTALDB_1K}
        for path in self._files:
            known[str(path)] = path
        for key, path in known.items():
            count = len(self._sets[key]) if key in self._sets else None
            listed.append(Source(key, path.stem if path.suffix else path.name, path, count))
        return listed

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
    def _take_set(self, read: tuple[str, CategorySet]) -> None:
        key, categories = read
        self._sets[key] = categories
        self._entries.pop(key, None)
        if self._loading is self.sender():
            self._loading = None
            self._show(key)
            self.save()

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

    # ------------------------------------------------------------------ the selected category

    def select(self, entry: Entry | None) -> None:
        """Make `entry` the one that is shown and edited."""
        if entry is self.current or (entry and self.current and entry.key == self.current.key):
            return
        self.end_gesture()
        self.current = entry
        if entry is not None:
            self._published[entry.key] = entry.published
            self.undo.setActiveStack(self._stack(entry.key))
            self._services.settings.set("explorer/category", entry.key.name)
        else:
            self.undo.setActiveStack(None)  # type: ignore[arg-type]
        self.selected.emit(entry)

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
            self._stack(key).push(_Change(self, key, before, after, text))

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

    def apply(self, key: EntryKey, state: State) -> None:
        """Take over a state from the undo history."""
        self._put(key, state)
        self.changed.emit(key)
        self.settled.emit(key)
        self.save()

    def _put(self, key: EntryKey, state: State) -> None:
        listed = key in self._edits
        if state.same(published_state(self._published[key])):
            self._edits.pop(key, None)
        else:
            self._edits[key] = state
        if listed != (key in self._edits):
            self.sources_changed.emit()

    def _stack(self, key: EntryKey) -> QUndoStack:
        if key not in self._stacks:
            stack = QUndoStack(self)
            stack.setUndoLimit(_UNDO_LIMIT)
            self.undo.addStack(stack)
            self._stacks[key] = stack
        return self._stacks[key]

    # ------------------------------------------------------------------ sets as others see them

    def current_set(self, key: str) -> CategorySet | None:
        """Return the set of this key with the edits in it, None where that is empty."""
        entries = self.entries(key)
        if not entries:
            return None
        edited = sum(self.is_edited(entry.key) for entry in entries)
        if not edited:
            return self._sets[key]
        categories = [self.category(entry) for entry in entries]
        if len({category.name for category in categories}) < len(categories):
            categories = [
                Category(f"{index:03d}_{category.name}", category.maps, category.probabilities)
                for index, category in enumerate(categories)
            ]
        base = "" if key == EDITED else f"{self.label(key)}-"
        made = CategorySet(f"{base}edited", tuple(categories), {"edited": f"{edited} of {len(entries)}"})
        return CategorySet(f"{made.name}-{made.identity[:6]}", made.categories, made.provenance)

    def hand_over(self, key: str, then: Callable[[str], None]) -> None:
        """Call `then` with a name under which `resolve_set` finds the set as it is now.

        A set with edits is first written to the workspace under a name of its own content, so that what a run
        was started with never changes under it.
        """
        categories = self.current_set(key)
        if categories is None:
            return
        if categories is self._sets.get(key):
            then(key)
            return
        path = self._services.workspace.sets / f"{categories.name}.npz"
        task = self._services.tasks.start(write_categories, categories, path)

        def written(_result: object) -> None:
            self.sources_changed.emit()
            then(categories.name)

        task.finished.connect(written)
        task.failed.connect(self._services.tell_failure)

    # ------------------------------------------------------------------ memory

    def save(self) -> None:
        """Write edits and opened files to the workspace, in the background; the newest state wins."""
        if self._saving is not None:
            self._save_again = True
            return
        self._saving = self._services.tasks.start(write_json, self._path, self._as_json())
        self._saving.failed.connect(self._services.tell_failure)
        self._saving.ended.connect(self._saved)

    @Slot()
    def _saved(self) -> None:
        self._saving = None
        if self._save_again:
            self._save_again = False
            self.save()

    def save_now(self) -> None:
        """Write edits and opened files before returning; a folder that cannot be written is reported."""
        self.end_gesture()
        self._save_again = False
        if not self._edits and not self._files and not self._path.exists():
            return
        try:
            write_json(self._path, self._as_json())
        except WorkbenchError as error:
            self._services.tell("error", str(error))

    def _as_json(self) -> dict[str, Any]:
        return {
            "version": _VERSION,
            "opened": [str(path) for path in self._files],
            "edits": [
                {
                    "set": key.source,
                    "name": key.name,
                    "locked": state.locked,
                    "published": category_to_json(self._published[key]),
                    "edited": category_to_json(state.category),
                }
                for key, state in self._edits.items()
            ],
        }

    def _restore(self) -> None:
        if not self._path.exists():
            return
        try:
            self._take_over(read_json(self._path))
        except (WorkbenchError, KeyError, TypeError, AttributeError) as error:
            broken = self._path.with_suffix(".broken")
            with contextlib.suppress(OSError):
                self._path.replace(broken)
            log.warning("%s", error)
            self._services.tell(
                "warning",
                self.tr("The list of edited categories could not be read and was set aside as {0}.").format(broken),
                str(error),
            )

    def _take_over(self, stored: dict[str, Any]) -> None:
        self._files = [Path(path) for path in stored["opened"] if Path(path).exists()]
        for item in stored["edits"]:
            published = category_from_json(item["name"], item["published"])
            edited = category_from_json(item["name"], item["edited"])
            key = EntryKey(item["set"], item["name"], published.identity)
            self._published[key] = published
            self._edits[key] = State(edited, bool(item["locked"]))


def _read(key: str, path: Path) -> tuple[str, CategorySet]:
    return key, read_categories(path)


class _Change(QUndoCommand):
    """One gesture on one category."""

    def __init__(self, session: ExplorerSession, key: EntryKey, before: State, after: State, text: str) -> None:
        super().__init__(text)
        self._session = session
        self._key = key
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._session.apply(self._key, self._after)

    def undo(self) -> None:
        self._session.apply(self._key, self._before)
