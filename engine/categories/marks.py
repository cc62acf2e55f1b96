"""What a person thinks of a category: rating, pick, tags and a note, kept by the category's content."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from engine.errors import InputError
from engine.journal import Record
from engine.sentences import Sentence

MAX_RATING = 5
MAX_TAG = 60
MAX_NOTE = 20_000


class Pick(StrEnum):
    """Whether a category is to stay."""

    NONE = ""
    KEEP = "keep"
    REJECT = "reject"


_PICKS = {str(pick): pick for pick in Pick}
_NO_TAGS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said of one category.

    Attributes
    ----------
    rating : int
        1 to 5 stars, 0 for none.
    pick : Pick
    tags : frozenset of str
        Printable, at most 60 characters each, no spaces around them.
    note : str
        Free text of at most 20,000 characters.

    Raises
    ------
    InputError
        When a value is none of these.
    """

    rating: int = 0
    pick: Pick = Pick.NONE
    tags: frozenset[str] = _NO_TAGS
    note: str = ""

    def __post_init__(self) -> None:
        if type(self.rating) is not int or not 0 <= self.rating <= MAX_RATING:
            raise InputError(Sentence("The rating is {0!r}; give 0 (none) to {1}.", self.rating, MAX_RATING))
        for tag in self.tags:
            if not tag or len(tag) > MAX_TAG or tag != tag.strip() or not tag.isprintable():
                raise InputError(
                    Sentence("The tag {0!r} cannot be kept; use 1 to {1} printable characters.", tag[:MAX_TAG], MAX_TAG)
                )
        if len(self.note) > MAX_NOTE:
            raise InputError(Sentence("The note has {0:,} characters; keep it below {1:,}.", len(self.note), MAX_NOTE))


UNMARKED = Mark()
_EMPTY: tuple[Any, ...] = (0, "", [], "")


def mark_to_json(mark: Mark) -> list[Any]:
    """Return `mark` as the JSON value ``[rating, pick, [tag, ...], note]``, what is empty at the end left out."""
    value: list[Any] = [mark.rating, str(mark.pick), sorted(mark.tags), mark.note]
    while value and not value[-1]:
        value.pop()
    return value


def mark_from_json(value: Any) -> Mark:
    """Return the mark written by `mark_to_json`.

    Raises
    ------
    InputError
        When the value is not such a mark.
    """
    if not value and type(value) is list:
        return UNMARKED
    try:
        if type(value) is list and len(value) <= len(_EMPTY):
            rating, pick, tags, note = [*value, *_EMPTY[len(value) :]]
            if type(tags) is list and type(note) is str:
                return Mark(rating, _PICKS[pick], frozenset(tags) if tags else _NO_TAGS, note)
    except (TypeError, KeyError, AttributeError):
        pass
    raise InputError(Sentence("{0} is no mark; it must be [rating, pick, [tags], note].", str(value)[:80]))


class Marks:
    """The marks of all categories, by identity; `replay` and `records` turn a journal into marks and back."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}
        self._tags: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def of(self, identity: str) -> Mark:
        """Return the mark of a category, the empty one where nothing was said."""
        return self._marks.get(identity, UNMARKED)

    @property
    def tags(self) -> list[str]:
        """The tags in use, the most frequent first."""
        return [tag for tag, count in self._tags.most_common() if count > 0]

    def update(self, marks: Mapping[str, Mark]) -> Record:
        """Take over `marks` and return the record for the journal."""
        record = {"marks": marks_to_json(marks)}
        for identity, mark in marks.items():
            before = self._marks.get(identity, UNMARKED)
            if before.tags or mark.tags:
                self._tags.subtract(before.tags)
                self._tags.update(mark.tags)
            if mark == UNMARKED:
                self._marks.pop(identity, None)
            else:
                self._marks[identity] = mark
        return record

    def replay(self, records: Iterable[Record]) -> int:
        """Take over the records of a journal in order; return how many marks could not be read."""
        unreadable = 0
        for record in records:
            groups = record.get("marks")
            if not isinstance(groups, list):
                unreadable += 1
                continue
            for group in groups:
                try:
                    mark, identities = group
                    self._marks |= dict.fromkeys(identities, mark_from_json(mark))
                except (TypeError, ValueError, InputError):
                    unreadable += 1
        self._marks = {identity: mark for identity, mark in self._marks.items() if mark is not UNMARKED}
        self._tags = Counter(chain.from_iterable(mark.tags for mark in self._marks.values() if mark.tags))
        return unreadable

    def records(self) -> Iterator[Record]:
        """Yield the records that replay to these marks."""
        for group in marks_to_json(self._marks):
            yield {"marks": [group]}


def marks_to_json(marks: Mapping[str, Mark]) -> list[list[Any]]:
    """Return the marks as JSON values: ``[mark, [identity, ...]]`` for each that is given, equal ones together."""
    groups: defaultdict[Mark, list[str]] = defaultdict(list)
    for identity, mark in marks.items():
        groups[mark].append(identity)
    return [[mark_to_json(mark), identities] for mark, identities in groups.items()]


def marks_from_json(value: Any) -> dict[str, Mark]:
    """Return the marks written by `marks_to_json`.

    Raises
    ------
    InputError
        When the value is something else.
    """
    marks: dict[str, Mark] = {}
    try:
        for mark, identities in value:
            marks |= dict.fromkeys(identities, mark_from_json(mark))
    except (TypeError, ValueError) as error:
        raise InputError(
            Sentence("{0} are no marks; they must be [[mark, [identity, ...]], ...].", str(value)[:80])
        ) from error
    return marks
