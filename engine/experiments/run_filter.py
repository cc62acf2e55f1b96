"""The line that narrows the table of runs: ``state:done target:K49 tag:x test>80 -archived:yes words``."""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.errors import InputError
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import RunMark
from engine.experiments.run_status import State
from engine.sentences import Sentence

Number = Callable[[RunRow], float | None]
Test = Callable[[RunRow, RunMark], bool]


def _per_cent(value: float | None) -> float | None:
    return None if value is None else 100 * value


ROW_TEXTS: Mapping[str, Callable[[RunRow], str]] = {
    "state": lambda row: row.status.state,
    "source": lambda row: row.status.source,
    "target": lambda row: row.status.target,
    "name": lambda row: row.status.name,
    "run": lambda row: row.id,
    "role": lambda row: row.status.role,
    "backbone": lambda row: row.details.backbone,
}
MARK_TEXTS: Mapping[str, Callable[[RunMark], tuple[str, ...]]] = {
    "tag": lambda mark: tuple(mark.tags),
    "note": lambda mark: (mark.note,),
    "colour": lambda mark: (mark.colour,),
    "archived": lambda mark: ("yes" if mark.archived else "no",),
}
"""What can be asked after a colon, of the run and of what was noted, and the texts it is looked for in."""

NUMBERS: Mapping[str, Number] = {
    "seed": lambda row: row.status.seed,
    "best": lambda row: _per_cent(row.status.best_accuracy),
    "last": lambda row: _per_cent(row.status.accuracy),
    "test": lambda row: _per_cent(row.status.test_accuracy),
    "balanced": lambda row: _per_cent(row.details.balanced_accuracy),
    "epochs": lambda row: row.status.epochs,
    "batch": lambda row: row.details.batch_size,
    "rate": lambda row: row.details.learning_rate,
    "size": lambda row: row.details.image_size,
    "minutes": lambda row: row.status.active_s / 60,
}
"""What can be compared with a number: accuracies in per cent."""

_WHOLE = {"state", "role", "colour", "archived"}
"""Asked for whole words; all others are looked for inside the text."""
_PLAIN = ("name", "run", "source", "target", "state", "backbone", "tag", "note")
_COMPARISONS = {
    "=": operator.eq, ":": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_WORD = re.compile(
    r"""(?P<no>-?)(?:(?P<key>[A-Za-z_]+)(?P<sign><=|>=|[:=<>]))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))"""
)


@dataclass(frozen=True, slots=True)
class RunFilter:
    """A line understood; every word of it must hold.

    Attributes
    ----------
    text : str
    tests : tuple of callable
    names_archived : bool
        The line says itself whether archived runs are meant.
    """

    text: str = ""
    tests: tuple[Test, ...] = ()
    names_archived: bool = False

    def holds(self, row: RunRow, mark: RunMark) -> bool:
        """Return whether the run is meant."""
        return all(test(row, mark) for test in self.tests)


EVERYTHING = RunFilter()
"""The filter of the empty line."""


def parse_filter(text: str) -> RunFilter:
    """Return the filter that `text` says.

    Words stand for runs that show them anywhere; ``key:value`` looks into one column (several values with commas, any
    of them), ``key>number`` compares (accuracies in per cent), ``-`` before a word turns it round, and quotes keep
    spaces and signs.

    Raises
    ------
    InputError
        When a key does not exist or a number is none.
    """
    words = list(_WORD.finditer(text))
    return RunFilter(
        text, tuple(_test(word) for word in words), any((word["key"] or "").lower() == "archived" for word in words)
    )


def _test(word: re.Match[str]) -> Test:
    value = word["bare"] if word["quoted"] is None else word["quoted"]
    key, sign = (word["key"] or "").lower(), word["sign"] or ""
    if not key:
        test = _contains(value)
    elif key in NUMBERS:
        test = _compares(key, sign, value)
    elif key in (*ROW_TEXTS, *MARK_TEXTS) and sign in (":", "="):
        test = _says(key, value)
    else:
        raise _unknown(key, sign)
    return (lambda row, mark: not test(row, mark)) if word["no"] else test


def _texts(key: str, row: RunRow, mark: RunMark) -> tuple[str, ...]:
    getter = ROW_TEXTS.get(key)
    return MARK_TEXTS[key](mark) if getter is None else (getter(row),)


def _contains(value: str) -> Test:
    sought = value.casefold()
    return lambda row, mark: any(sought in text.casefold() for key in _PLAIN for text in _texts(key, row, mark))


def _says(key: str, value: str) -> Test:
    sought = [part.strip().casefold() for part in value.split(",") if part.strip()]
    if key == "state":
        _check_states(sought)
    if key in _WHOLE:
        return lambda row, mark: any(text.casefold() in sought for text in _texts(key, row, mark))
    return lambda row, mark: any(part in text.casefold() for text in _texts(key, row, mark) for part in sought)


def _check_states(sought: list[str]) -> None:
    for part in sought:
        if part not in list(State):
            near = difflib.get_close_matches(part, list(State), n=1)
            hint = Sentence("did you mean {0}?", near[0]) if near else Sentence("give {0}.", ", ".join(State))
            raise InputError(Sentence("state:{0} is no state of a run; {1}", part, hint))


def _compares(key: str, sign: str, value: str) -> Test:
    getter, compare = NUMBERS[key], _COMPARISONS[sign]
    try:
        limits = [float(part) for part in value.rstrip("%").split(",")]
    except ValueError:
        raise InputError(
            Sentence("{0}{1}{2} compares with no number; write for example {0}{1}5.", key, sign, value)
        ) from None

    def test(row: RunRow, _mark: RunMark) -> bool:
        own = getter(row)
        return own is not None and any(compare(own, limit) for limit in limits)

    return test


def _unknown(key: str, sign: str) -> InputError:
    if key in (*ROW_TEXTS, *MARK_TEXTS):
        return InputError(Sentence("{0} is a text and cannot be compared with {1}; write {0}:text.", key, sign))
    known = [*ROW_TEXTS, *MARK_TEXTS, *NUMBERS]
    near = difflib.get_close_matches(key, known, n=1)
    hint = Sentence("did you mean {0}?", near[0]) if near else Sentence("there are {0};", ", ".join(known))
    return InputError(
        Sentence("{0!r} is nothing runs are filtered by; {1} Put the word in quotes to look for it as text.", key, hint)
    )
