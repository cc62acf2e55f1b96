"""What can be undone: one history per category for its shape, one for marks and sets, kept across restarts.

A step is the JSON object that the journal keeps::

    {"n": 7, "text": "...", "key": [set, name, identity], "before": state, "after": state}
    {"n": 8, "text": "...", "marks": {"before": marks, "after": marks}, "sets": {name: [before, after]}, ...}

where `n` counts all steps in order of time. ``{"base": key, "published": ..., "state": ...}`` comes before the first
step of a category. ``{"undo": key}`` and ``{"redo": key}`` (None for the library) and
``{"source_renamed": [old, new]}`` say what happened since.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import WorkbenchError
from engine.ifs.category import Category
from gui.explorer.entries import EntryKey, State, category_from_json, category_to_json, published_state

Step = Mapping[str, Any]

LIMIT = 512
"""Steps of one history in memory."""

KEPT = 100
"""Steps of one history that survive a restart."""


def state_to_json(state: State) -> dict[str, Any]:
    """Return the state as JSON values that read back bit for bit."""
    return {"locked": state.locked, **category_to_json(state.category)}


def state_from_json(name: str, value: Mapping[str, Any]) -> State:
    """Return the state written by `state_to_json`.

    Raises
    ------
    InputError
        When the value is not such a state.
    """
    return State(category_from_json(name, value), bool(value.get("locked")))


def key_to_json(key: EntryKey) -> list[str]:
    """Return the key as a JSON value."""
    return [key.source, key.name, key.identity]


def key_from_json(value: Any) -> EntryKey:
    """Return the key written by `key_to_json`."""
    source, name, identity = value
    return EntryKey(str(source), str(name), str(identity))


@dataclass(slots=True)
class _Track:
    """One history; `base` is what the journal says before its first step."""

    base: Step | None = None
    done: deque[Step] = field(default_factory=lambda: deque(maxlen=LIMIT))
    undone: list[Step] = field(default_factory=list)

    def push(self, step: Step) -> None:
        self.done.append(step)
        self.undone.clear()

    def state(self) -> Mapping[str, Any] | None:
        """Return the state that the steps lead to, None for as published."""
        if self.done:
            return self.done[-1]["after"]  # type: ignore[no-any-return]
        if self.undone:
            return self.undone[-1]["before"]  # type: ignore[no-any-return]
        return None if self.base is None else self.base["state"]


class History(QObject):
    """All steps. `undo` takes back the newest among those of the active category and those of the library.

    Parameters
    ----------
    settle : callable
        Called before anything is undone or redone, to end a gesture that is going on.
    apply : callable
        Called with a step and whether it is done (True) or taken back.
    write : callable
        Called with records for the journal.

    Signals
    -------
    changed()
        What can be undone or redone is another.
    """

    changed = Signal()

    def __init__(
        self,
        settle: Callable[[], None],
        apply: Callable[[Step, bool], None],
        write: Callable[[list[Step]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settle = settle
        self._apply = apply
        self._write = write
        self._tracks: dict[EntryKey | None, _Track] = {None: _Track()}
        self._active: EntryKey | None = None
        self._count = 0

    # ------------------------------------------------------------------ doing

    def activate(self, key: EntryKey | None) -> None:
        """Let undo and redo concern this category, and the library."""
        self._active = key
        self.changed.emit()

    def push_shape(self, key: EntryKey, published: Category, before: State, after: State, text: str) -> None:
        """Remember that a category went from `before` to `after`."""
        records: list[Step] = []
        track = self._tracks.setdefault(key, _Track())
        if track.base is None:
            track.base = base_record(key, published, before)
            records.append(track.base)
        change = {"key": key_to_json(key), "before": state_to_json(before), "after": state_to_json(after)}
        self._push(track, records, text, change)

    def push_library(self, change: Mapping[str, Any], text: str) -> None:
        """Remember a change of marks or sets, given as JSON values."""
        self._push(self._tracks[None], [], text, change)

    def _push(self, track: _Track, records: list[Step], text: str, change: Mapping[str, Any]) -> None:
        self._count += 1
        step = {"n": self._count, "text": text, **change}
        track.push(step)
        self._write([*records, step])
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Take back the newest step."""
        self._settle()
        track, key = self._newest()
        if track is not None:
            step = track.done.pop()
            track.undone.append(step)
            self._write([{"undo": None if key is None else key_to_json(key)}])
            self._apply(step, False)
            self.changed.emit()

    @Slot()
    def redo(self) -> None:
        """Do the step that was taken back last."""
        self._settle()
        track, key = self._next()
        if track is not None:
            step = track.undone.pop()
            track.done.append(step)
            self._write([{"redo": None if key is None else key_to_json(key)}])
            self._apply(step, True)
            self.changed.emit()

    def _reachable(self) -> list[tuple[_Track, EntryKey | None]]:
        keys = {None, self._active}
        return [(self._tracks[key], key) for key in keys if key in self._tracks]

    def _newest(self) -> tuple[_Track | None, EntryKey | None]:
        able = [pair for pair in self._reachable() if pair[0].done]
        return max(able, key=lambda pair: pair[0].done[-1]["n"], default=(None, None))

    def _next(self) -> tuple[_Track | None, EntryKey | None]:
        able = [pair for pair in self._reachable() if pair[0].undone]
        return min(able, key=lambda pair: pair[0].undone[-1]["n"], default=(None, None))

    # ------------------------------------------------------------------ saying

    def canUndo(self) -> bool:
        """Return whether there is something to undo."""
        return self._newest()[0] is not None

    def canRedo(self) -> bool:
        """Return whether there is something to redo."""
        return self._next()[0] is not None

    def undoText(self) -> str:
        """Return what `undo` would take back."""
        track, _key = self._newest()
        return "" if track is None else str(track.done[-1]["text"])

    def redoText(self) -> str:
        """Return what `redo` would do."""
        track, _key = self._next()
        return "" if track is None else str(track.undone[-1]["text"])

    def last_text(self, key: EntryKey) -> str:
        """Return what was done last to the shape of a category."""
        track = self._tracks.get(key)
        return str(track.done[-1]["text"]) if track is not None and track.done else ""

    # ------------------------------------------------------------------ memory

    def rename_source(self, old: str, new: str) -> None:
        """Let the histories of a set's categories follow the set to its new name."""
        self._rename(old, new)
        self._write([{"source_renamed": [old, new]}])

    def _rename(self, old: str, new: str) -> None:
        for key in [key for key in self._tracks if key is not None and key.source == old]:
            track = self._tracks.pop(key)
            now = EntryKey(new, key.name, key.identity)
            track.base = None if track.base is None else {**track.base, "base": key_to_json(now)}
            track.done = deque(({**step, "key": key_to_json(now)} for step in track.done), LIMIT)
            track.undone = [{**step, "key": key_to_json(now)} for step in track.undone]
            self._tracks[now] = track

    def knows(self, key: EntryKey) -> bool:
        """Return whether the category has a history."""
        return key in self._tracks

    def add_base(self, key: EntryKey, published: Category, state: State) -> None:
        """Take over an edit from before there were histories."""
        base = base_record(key, published, state)
        self._tracks[key] = _Track(base)
        self._write([base])

    def replay(self, records: Iterable[Mapping[str, Any]]) -> int:
        """Take over the records of a journal in order; return how many made no sense."""
        senseless = 0
        for record in records:
            try:
                self._take(record)
            except (LookupError, TypeError, ValueError, AttributeError):
                senseless += 1
        return senseless

    def _take(self, record: Mapping[str, Any]) -> None:
        if "base" in record:
            # Another base of a category that has one is a second start of the same journal: the first holds.
            self._tracks.setdefault(key_from_json(record["base"]), _Track(record))
        elif "undo" in record or "redo" in record:
            self._take_back(record)
        elif "source_renamed" in record:
            old, new = record["source_renamed"]
            self._rename(str(old), str(new))
        else:
            self._count = max(self._count, int(record["n"]))
            key = key_from_json(record["key"]) if "key" in record else None
            if key is not None:
                _ = record["before"], record["after"]
            self._tracks[key].push(record)

    def _take_back(self, record: Mapping[str, Any]) -> None:
        verb = "undo" if "undo" in record else "redo"
        track = self._tracks[None if record[verb] is None else key_from_json(record[verb])]
        if verb == "undo":
            track.undone.append(track.done.pop())
        else:
            track.done.append(track.undone.pop())

    def edits(self) -> tuple[list[tuple[EntryKey, Category, State]], int]:
        """Return the categories that are not as published (key, as published, as they are now).

        The second value is how many could not be read; their histories are dropped.
        """
        found = []
        senseless = []
        for key, track in self._tracks.items():
            stored = None if key is None else track.state()
            if key is None or track.base is None or stored is None:
                continue
            try:
                published = category_from_json(key.name, track.base["published"])
                state = state_from_json(key.name, stored)
            except WorkbenchError:
                senseless.append(key)
                continue
            if not state.same(published_state(published)):
                found.append((key, published, state))
        for key in senseless:
            del self._tracks[key]
        return found, len(senseless)

    def records(self) -> Iterator[Step]:
        """Yield the fewest records that replay to this, with the last steps of each history."""
        steps: list[Step] = []
        undone: list[Step] = []
        for key, track in self._tracks.items():
            ahead = track.undone[-KEPT:][::-1]
            behind = list(track.done)
            kept = behind[len(behind) - min(len(behind), KEPT - len(ahead)) :] + ahead
            undone += [{"undo": None if key is None else key_to_json(key)}] * len(ahead)
            steps += kept
            if track.base is not None and (kept or track.base["state"] is not None):
                yield {**track.base, "state": kept[0]["before"] if kept else track.base["state"]}
        yield from sorted(steps, key=lambda step: step["n"])
        yield from undone


def base_record(key: EntryKey, published: Category, state: State) -> Step:
    """Return the record that comes before the steps of a category; its state is None where that is as published."""
    unchanged = state.same(published_state(published))
    return {
        "base": key_to_json(key),
        "published": category_to_json(published),
        "state": None if unchanged else state_to_json(state),
    }
