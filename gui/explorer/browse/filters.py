"""Which categories are listed, and in which order; and the columns of numbers that decide it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.categories.marks import MAX_RATING, Mark, Pick
from engine.errors import InputError
from engine.sentences import Sentence, sentence_of
from gui.explorer.entries import Entry

Range = tuple[float, float]


class Measure(StrEnum):
    """What a category is filtered and sorted by once it has been measured."""

    FILL = "fill"
    LYAPUNOV = "lyapunov"
    DIMENSION = "dimension"
    DIVERGENT = "divergent"


MEASURES = tuple(Measure)
"""In the order of the columns of a table of measures."""


class Sorting(StrEnum):
    """By what the grid is ordered."""

    POSITION = "position"
    NAME = "name"
    MAPS = "maps"
    FILL = "fill"
    LYAPUNOV = "lyapunov"
    DIMENSION = "dimension"
    DIVERGENT = "divergent"
    RATING = "rating"
    ADDED = "added"

    @property
    def measure(self) -> Measure | None:
        """The measure it needs, None where it needs none."""
        return next((measure for measure in Measure if measure.value == self.value), None)


class Picked(StrEnum):
    """Which picks are listed."""

    ANY = "any"
    KEPT = "kept"
    UNDECIDED = "undecided"
    REJECTED = "rejected"


_PICKS = {Picked.KEPT: Pick.KEEP, Picked.UNDECIDED: Pick.NONE, Picked.REJECTED: Pick.REJECT}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which categories are listed, and in which order.

    Attributes
    ----------
    text : str
        Part of the name, of a tag or of the note, any case.
    maps : frozenset of int
        Numbers of maps; empty for all.
    ranges : mapping of Measure to (float, float)
        Lowest and highest value that pass, both included. What has no value does not pass.
    rating : int
        Least number of stars.
    picked : Picked
    tags : frozenset of str
        Each of them must be there.
    hide_rejected : bool
        Leave out what was rejected, unless `picked` asks for it.
    sorting : Sorting
    descending : bool
    """

    text: str = ""
    maps: frozenset[int] = frozenset()
    ranges: Mapping[Measure, Range] = field(default_factory=lambda: MappingProxyType({}))
    rating: int = 0
    picked: Picked = Picked.ANY
    tags: frozenset[str] = frozenset()
    hide_rejected: bool = True
    sorting: Sorting = Sorting.POSITION
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out on the user's request."""
        asked = self.text.strip() or self.maps or self.ranges or self.rating or self.tags
        return bool(asked) or self.picked is not Picked.ANY

    @property
    def needs_measures(self) -> bool:
        """Whether the set must be measured for it."""
        return bool(self.ranges) or self.sorting.measure is not None

    def without_criteria(self) -> Filter:
        """Return the filter that lists everything in the same order."""
        return Filter(hide_rejected=self.hide_rejected, sorting=self.sorting, descending=self.descending)


def filter_to_json(chosen: Filter) -> dict[str, Any]:
    """Return `chosen` as JSON values; an infinite end of a range is null."""
    return {
        "text": chosen.text,
        "maps": sorted(chosen.maps),
        "ranges": {
            str(measure): [limit if math.isfinite(limit) else None for limit in limits]
            for measure, limits in chosen.ranges.items()
        },
        "rating": chosen.rating,
        "picked": str(chosen.picked),
        "tags": sorted(chosen.tags),
        "hide_rejected": chosen.hide_rejected,
        "sorting": str(chosen.sorting),
        "descending": chosen.descending,
    }


def filter_from_json(value: Mapping[str, Any]) -> Filter:
    """Return the filter written by `filter_to_json`.

    Raises
    ------
    InputError
        When the value is not such a filter.
    """
    try:
        ranges = {
            Measure(name): (-math.inf if low is None else float(low), math.inf if high is None else float(high))
            for name, (low, high) in value["ranges"].items()
        }
        return Filter(
            str(value["text"]),
            frozenset(int(number) for number in value["maps"]),
            MappingProxyType(ranges),
            min(max(int(value["rating"]), 0), MAX_RATING),
            Picked(value["picked"]),
            frozenset(str(tag) for tag in value["tags"]),
            bool(value["hide_rejected"]),
            Sorting(value["sorting"]),
            bool(value["descending"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            Sentence("The stored filter {0!r:.80} cannot be used ({1}); save it again.", value, sentence_of(error))
        ) from error


@dataclass(frozen=True, eq=False, slots=True)
class Passing:
    """What a filter leaves.

    Attributes
    ----------
    rows : ndarray of int64
        Positions in the set, in the order of the sorting.
    hidden : int
        How many were left out only because they were rejected.
    """

    rows: NDArray[np.int64]
    hidden: int


class Columns:
    """The entries of a set as columns of numbers, so that a filter of 100,000 answers within a frame or two.

    Attributes
    ----------
    entries : sequence of Entry
        In label order.
    source : str or None
        The set of all of them, None where there are several.
    sizes : ndarray of shape (N,), int64
        Numbers of maps.
    measures : ndarray of shape (N, len(MEASURES)), float64
        NaN where there is no value; to be replaced as the values come in.
    marks : mapping of str to Mark
        What was said of some of the identities, of this set or of others; to be kept up to date.
    added : ndarray of shape (N,), float64
        When each was added, seconds; the order of the set where that is not known.
    """

    def __init__(self, entries: Sequence[Entry], source: str | None = None) -> None:
        self.entries = entries
        self.source = source
        self.sizes = np.array([len(entry.published.maps) for entry in entries], np.int64)
        self.measures = np.full((len(entries), len(MEASURES)), np.nan)
        self.marks: dict[str, Mark] = {}
        self.added = np.arange(len(entries), dtype=np.float64)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _row_of_identity(self) -> Mapping[str, int]:
        return {entry.key.identity: row for row, entry in enumerate(self.entries)}

    @cached_property
    def position_of_name(self) -> Mapping[str, int]:
        """Position of each name, the last where several entries share it."""
        return {entry.key.name: position for position, entry in enumerate(self.entries)}

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(entry.key.name.casefold() for entry in self.entries)

    def apply(self, chosen: Filter) -> Passing:
        """Return what `chosen` leaves."""
        marked = self._marked()
        passes = self._passes(chosen, marked)
        hidden = 0
        if chosen.hide_rejected and chosen.picked is not Picked.REJECTED:
            rejected = np.zeros(len(self), bool)
            rejected[[row for row, mark in marked.items() if mark.pick is Pick.REJECT]] = True
            hidden = int(np.count_nonzero(passes & rejected))
            passes &= ~rejected
        return Passing(self._sorted(np.flatnonzero(passes), chosen, marked), hidden)

    def column(self, measure: Measure) -> NDArray[np.float64]:
        """Return the values of a measure, shape (N,), NaN where there is none."""
        return self.measures[:, MEASURES.index(measure)]

    def _marked(self) -> dict[int, Mark]:
        """Return the marks by row."""
        if not self.marks:
            return {}
        rows = self._row_of_identity
        marked = {rows[identity]: mark for identity, mark in self.marks.items() if identity in rows}
        if len(rows) < len(self):
            # Some categories are there under several names.
            marks = self.marks
            own = (entry.key.identity for entry in self.entries)
            marked = {row: marks[identity] for row, identity in enumerate(own) if identity in marks}
        return marked

    def _passes(self, chosen: Filter, marked: Mapping[int, Mark]) -> NDArray[np.bool_]:
        passes = np.ones(len(self), bool)
        if chosen.maps:
            passes &= np.isin(self.sizes, sorted(chosen.maps))
        for measure, (low, high) in chosen.ranges.items():
            values = self.column(measure)
            passes &= (values >= low) & (values <= high)
        if chosen.rating:
            passes &= self._rows_where(marked, lambda mark: mark.rating >= chosen.rating)
        if chosen.tags:
            passes &= self._rows_where(marked, lambda mark: mark.tags >= chosen.tags)
        if chosen.picked is Picked.UNDECIDED:
            passes &= ~self._rows_where(marked, lambda mark: mark.pick is not Pick.NONE)
        elif chosen.picked is not Picked.ANY:
            passes &= self._rows_where(marked, lambda mark: mark.pick is _PICKS[chosen.picked])
        wanted = chosen.text.strip().casefold()
        if wanted:
            named = np.fromiter((wanted in name for name in self._folded), bool, len(self))
            passes &= named | self._rows_where(marked, lambda mark: _mentions(mark, wanted))
        return passes

    def _rows_where(self, marked: Mapping[int, Mark], holds: Callable[[Mark], bool]) -> NDArray[np.bool_]:
        rows = np.zeros(len(self), bool)
        rows[[row for row, mark in marked.items() if holds(mark)]] = True
        return rows

    def _sorted(self, rows: NDArray[np.int64], chosen: Filter, marked: Mapping[int, Mark]) -> NDArray[np.int64]:
        measure = chosen.sorting.measure
        if chosen.sorting is Sorting.NAME:
            names = self.entries
            order = sorted(rows.tolist(), key=lambda row: names[row].key.name, reverse=chosen.descending)
            return np.array(order, np.int64)
        if measure is not None:
            values = self.column(measure)[rows]
        elif chosen.sorting is Sorting.MAPS:
            values = self.sizes[rows].astype(np.float64)
        elif chosen.sorting is Sorting.RATING:
            ratings = np.zeros(len(self))
            for row, mark in marked.items():
                ratings[row] = mark.rating
            values = ratings[rows]
        elif chosen.sorting is Sorting.ADDED:
            values = self.added[rows]
        else:
            return rows[::-1] if chosen.descending else rows
        # NaN sorts to the end both ways: what has no value comes last.
        return rows[np.argsort(-values if chosen.descending else values, kind="stable")]


def _mentions(mark: Mark, wanted: str) -> bool:
    return wanted in mark.note.casefold() or any(wanted in tag.casefold() for tag in mark.tags)
