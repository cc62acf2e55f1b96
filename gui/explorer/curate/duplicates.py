"""The near-duplicates of a set and what was decided of them; knows no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial as bound
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from engine.categories.files import read_categories
from engine.categories.marks import Mark, Pick
from engine.categories.notes import Notes
from engine.errors import WorkbenchError
from engine.ifs.category import Category
from engine.journal import Journal
from engine.progress import Control, Report
from gui.engine_words import say
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.entries import Entry, entries_of
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.tasks import Failure, Task

if TYPE_CHECKING:
    from engine.categories.likeness import NearDuplicates, NoiseFloor

LOWEST = 0.85
"""Pairs less alike than this are not looked for: there are very many, and they do not look alike."""


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """One of the two sides of the pairs: entries with the categories they are now, no two of the same content."""

    entries: tuple[Entry, ...]
    categories: tuple[Category, ...]
    repeated: int


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """The pairs of one search."""

    left: Side
    right: Side
    pairs: NearDuplicates
    noise: NoiseFloor
    within: bool


@dataclass(frozen=True, eq=False, slots=True)
class Pair:
    """Two categories that look alike.

    Attributes
    ----------
    index : int
        Its place in the list, the likest first.
    left, right : Entry
    left_category, right_category : Category
        As they are now.
    likeness : float
    """

    index: int
    left: Entry
    right: Entry
    left_category: Category
    right_category: Category
    likeness: float

    @property
    def identities(self) -> frozenset[str]:
        """What names the pair, whichever way round."""
        return frozenset((self.left_category.identity, self.right_category.identity))


class Decision(Enum):
    """What was decided of a pair."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    SKIPPED = "skipped"


@dataclass(frozen=True, eq=False, slots=True)
class _Step:
    index: int
    decision: Decision
    before: Mapping[str, Mark]


def find_pairs(
    left: Side,
    right: Side | tuple[str, Path] | None,
    cache: Path,
    *,
    report: Report,
    control: Control,
) -> Found:
    """Return the near-duplicates within `left`, or between it and another side, read from its file where needed."""
    from engine.categories.likeness import describe, near_duplicates, noise_floor

    if isinstance(right, tuple):
        key, path = right
        entries = entries_of(key, read_categories(path, Notes()))
        right = side_of(entries, [entry.published for entry in entries])
    first = describe(left.categories, cache=cache, report=report, control=control)
    second = None if right is None else describe(right.categories, cache=cache, report=report, control=control)
    pairs = near_duplicates(first, second, LOWEST, report=report, control=control)
    noise = noise_floor(left.categories, cache=cache, report=report, control=control)
    return Found(left, right or left, pairs, noise, right is None)


def side_of(entries: Sequence[Entry], categories: Sequence[Category]) -> Side:
    """Return a side; of entries with the same content the first stands for all."""
    first: dict[str, int] = {}
    for place, category in enumerate(categories):
        first.setdefault(category.identity, place)
    places = list(first.values())
    chosen = tuple(entries[place] for place in places)
    return Side(chosen, tuple(categories[place] for place in places), len(categories) - len(places))


class Duplicates(QObject):
    """The search for near-duplicates and the way through its pairs; outlives the page.

    Signals
    -------
    found()
        There are other pairs, or none any more.
    moved()
        Another pair is the current one, or what was decided changed.
    progressed(object)
        Progress.
    """

    found = Signal()
    moved = Signal()
    progressed = Signal(object)

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__()
        self._services = services
        self._session = session
        self.answer: Found | None = None
        stored = services.settings.get("explorer/duplicates_threshold", 0.95)
        self.threshold = stored if isinstance(stored, float) and LOWEST <= stored <= 1 else 0.95
        self.other = ""
        self.current: Pair | None = None
        self._source = ""
        self._key: tuple[object, ...] = ()
        self._task: Task | None = None
        self._trail: list[_Step] = []
        self._distinct: set[frozenset[str]] = set()
        self._measures = services.keep(SetMeasures, bound(SetMeasures, services))
        self._journal = Journal(services.workspace.root / "distinct_pairs.jsonl")
        self._recall()
        session.marks_changed.connect(self._follow_marks)

    # ------------------------------------------------------------------ searching

    @property
    def busy(self) -> bool:
        """Whether pairs are being looked for."""
        return self._task is not None

    def search(self, other: str = "") -> None:
        """Look for pairs within the set shown, or between it and the set `other`; nothing is done twice."""
        session = self._session
        entries = session.entries(session.current_source)
        left = side_of(entries, [session.category(entry) for entry in entries])
        key = (session.current_source, other, tuple(category.identity for category in left.categories))
        if key == self._key and (self._task is not None or self.answer is not None):
            return
        self.cancel()
        self._key, self.other, self.answer, self.current, self._trail = key, other, None, None, []
        self.found.emit()
        if not left.entries:
            return
        # Who waits for an answer comes before what is measured in the background.
        self._measures.hold(True)
        self._task = self._services.tasks.start(
            find_pairs,
            left,
            self._other_side(other),
            self._services.workspace.cache / "likeness",
            title=self.tr("Comparing {0:,} categories").format(len(left.entries)),
            with_progress=True,
        )
        self._task.progressed.connect(self.progressed)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._fail)
        self._task.ended.connect(self._end)

    def cancel(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            self._measures.hold(False)
            self._task, self._key = None, ()

    def _other_side(self, other: str) -> Side | tuple[str, Path] | None:
        if not other:
            return None
        try:
            entries = self._session.entries(other)
        except KeyError:
            path = next(source.path for source in self._session.sources() if source.key == other)
            assert path is not None  # a set without a file has been read
            return other, path
        return side_of(entries, [self._session.category(entry) for entry in entries])

    @Slot(object)
    def _take(self, answer: Found) -> None:
        if self.sender() is self._task:
            self.answer = answer
            self.go_on(0)
            self.found.emit()

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._task:
            self._measures.hold(False)
            self._task = None
            self.found.emit()

    # ------------------------------------------------------------------ the pairs

    @property
    def count(self) -> int:
        """How many pairs are at least as alike as the threshold says, decided or not."""
        if self.answer is None:
            return 0
        return int(np.searchsorted(-self.answer.pairs.likeness, -self.threshold + 1e-7, side="right"))

    @property
    def total(self) -> int:
        """The same, with those that were too many to list."""
        return 0 if self.answer is None else max(self.count, self.answer.pairs.above(self.threshold))

    def pair(self, index: int) -> Pair:
        """Return a pair by its place, the likest first."""
        answer = self.answer
        assert answer is not None
        left, right = int(answer.pairs.first[index]), int(answer.pairs.second[index])
        return Pair(
            index,
            answer.left.entries[left],
            answer.right.entries[right],
            answer.left.categories[left],
            answer.right.categories[right],
            float(answer.pairs.likeness[index]),
        )

    def set_threshold(self, threshold: float) -> None:
        """Look at pairs at least this much alike."""
        self.threshold = threshold
        self._services.settings.set("explorer/duplicates_threshold", threshold)
        if self.current is None or self.current.index >= self.count:
            self.go_on(0)
        self.moved.emit()

    def is_open(self, pair: Pair) -> bool:
        """Return whether something is to be decided: neither is rejected, and they were not said to differ."""
        sides = [pair.left, pair.right] if self.within else [pair.left]
        rejected = any(self._session.mark(entry).pick is Pick.REJECT for entry in sides)
        return not rejected and pair.identities not in self._distinct

    @property
    def within(self) -> bool:
        """Whether both sides are the set shown."""
        return self.answer is None or self.answer.within

    def go_on(self, start: int) -> None:
        """Make the first open pair from `start` the current one; after the last, those that were skipped come again."""
        self.current = next(
            (pair for index in range(start, self.count) if self.is_open(pair := self.pair(index))), None
        )
        self.moved.emit()

    # ------------------------------------------------------------------ deciding

    def decide(self, decision: Decision) -> None:
        """Decide the current pair and go on to the next."""
        pair = self.current
        if pair is None:
            return
        loser = self._loser(pair, decision)
        before = {} if loser is None else {loser.key.identity: self._session.mark(loser)}
        self._trail.append(_Step(pair.index, decision, before))
        if loser is not None:
            rejected = replace(self._session.mark(loser), pick=Pick.REJECT)
            text = self.tr("Reject a near-duplicate")
            self._session.set_marks({loser.key.identity: rejected}, text, about=[loser])
        elif decision is not Decision.SKIPPED:
            self._remember(pair.identities, True)
        self.go_on(pair.index + 1)

    def _loser(self, pair: Pair, decision: Decision) -> Entry | None:
        """Return who is rejected: the other of the two, but nobody outside of the set shown."""
        if decision is Decision.RIGHT:
            return pair.left
        return pair.right if decision is Decision.LEFT and self.within else None

    def go_back(self) -> None:
        """Take the last decision back and show its pair again."""
        if self._trail:
            step = self._trail.pop()
            pair = self.pair(step.index)
            self._remember(pair.identities, False)
            self.current = pair
            if step.before:
                self._session.set_marks(step.before, self.tr("Take a rejection back"))
            self.moved.emit()

    @Slot(object)
    def _follow_marks(self, _identities: object) -> None:
        """Show a pair again whose rejection was undone; pass over the current one if it was decided elsewhere."""
        if self.answer is None:
            return
        undone = None
        while self._trail and self._trail[-1].before and self.is_open(self.pair(self._trail[-1].index)):
            undone = self.pair(self._trail.pop().index)
        if undone is not None:
            self.current = undone
        self.moved.emit()

    # ------------------------------------------------------------------ memory

    def _remember(self, identities: frozenset[str], distinct: bool) -> None:
        if distinct == (identities in self._distinct):
            return
        (self._distinct.add if distinct else self._distinct.discard)(identities)
        try:
            self._journal.append([{"pair": sorted(identities), "distinct": distinct}])
        except WorkbenchError as error:
            self._services.tell("error", say(error))

    def _recall(self) -> None:
        try:
            records = self._journal.read().records
        except WorkbenchError as error:
            self._services.tell("warning", say(error))
            return
        for record in records:
            names = record.get("pair")
            if isinstance(names, list) and all(isinstance(name, str) for name in names):
                (self._distinct.add if record.get("distinct") else self._distinct.discard)(frozenset(names))
