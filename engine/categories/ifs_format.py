"""The ``.ifs`` text of Fractint and Iterated Dynamics: many systems in a file, columns as in FractalDB's CSV.

``name {``, then seven numbers ``a b c d e f p`` a map, then ``}``; ``;`` starts a comment, as does what follows
``{`` on its line, and an entry named ``comment`` is one. Tokens are counted, not lines. Written with 17 digits,
so every float64 survives; set name and provenance do not. Where the probabilities do not sum to 1, the last map
takes the remainder, as in Fractint. (Fractint itself reads single precision and plots y upwards.)

Three-dimensional entries are left out by name, an entry that repeats a name gets a number; both are noted.
"""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.categories.notes import Notes
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.sentences import Sentence
from engine.storage import write_text

_NAME = re.compile(r"[^\s{}();]+")
_COLUMNS = 7
_TOLERANCE = 1e-6
_MOST_NUMBERS = _COLUMNS * MAX_MAPS


def write_ifs(categories: CategorySet, path: Path) -> None:
    """Write `categories` to the file at `path`.

    Raises
    ------
    InputError
        When a name has characters that the format gives a meaning.
    """
    for name in categories.names:
        if not _NAME.fullmatch(name) or name.lower() == "comment":
            raise InputError(
                Sentence(
                    "The category name {0} cannot stand in an .ifs file; rename it without spaces and ( ) {{ "
                    "}} ; or use another format.",
                    reading.shortened(name),
                )
            )
    write_text(path, "\n".join(_entry(category) for category in categories))


def _entry(category: Category) -> str:
    rows = zip(category.maps.tolist(), category.probabilities.tolist(), strict=True)
    lines = (" ".join(f"{value:.17g}" for value in (*row, p)) for row, p in rows)
    return f"{category.name} {{\n" + "\n".join(lines) + "\n}\n"


def read_ifs(path: Path, notes: Notes) -> CategorySet:
    """Return all plane entries of the file at `path`.

    Raises
    ------
    InputError
        Naming file, line and value, when no entry is seven numbers a map, or the last one is unfinished.
    """
    return parse_ifs(reading.read_bounded(path), str(path), path.stem, notes)


def parse_ifs(data: bytes, place: str, name: str, notes: Notes) -> CategorySet:
    """Return all plane entries in `data` as the set `name`; `place` says in messages where the data is from.

    Raises
    ------
    InputError
        As `read_ifs`.
    """
    reader = _Reader(place, notes)
    for number, line in enumerate(io.StringIO(reading.decode(data, place), newline=None), start=1):
        if not line.isspace():
            reader.feed(number, line.partition(";")[0])
    return CategorySet(name, reader.finish(), {"read from": Path(place).name})


class _Reader:
    """Collects entries line by line."""

    def __init__(self, source: str, notes: Notes) -> None:
        self._source = source
        self._notes = notes
        self._names = reading.Names()
        self._categories: list[Category] = []
        self._name: str | None = None
        self._started = 0
        self._tokens: list[float] = []
        self._problem: InputError | None = None
        self._skipped = False

    def feed(self, number: int, line: str) -> None:
        """Take one line without its comment."""
        place = Sentence("{0}, line {1}", self._source, number)
        if self._name is None:
            self._open(place, number, line)
            return
        body, brace, _ = line.partition("}")
        try:
            self._take(place, body)
        except InputError as error:
            self._problem = error
        if brace:
            self._close(place)

    def finish(self) -> tuple[Category, ...]:
        """Return what was read."""
        if self._name is not None:
            raise InputError(
                Sentence(
                    "{0}, line {1}: {2} is not finished; add a line with '}}'.", self._source, self._started, self._name
                )
            )
        if not self._categories:
            raise self._notes.nothing_left(
                Sentence("{0} has no entry; write name {{, rows of a b c d e f p, and }}.", self._source)
            )
        return tuple(self._categories)

    def _open(self, place: str, number: int, line: str) -> None:
        if not line.strip():
            return
        reading.check_count(len(self._categories) + 1, self._source)
        head, brace, _ = line.partition("{")
        name = head.strip()
        if not brace or not 0 < len(name) <= reading.LONGEST_NAME:
            raise InputError(
                Sentence(
                    "{0}: {1} is not the start of an entry; write name {{.", place, reading.shortened(line.strip())
                )
            )
        self._name, self._started, self._tokens, self._problem = name, number, [], None
        self._skipped = name.lower() == "comment"
        if name.lower().endswith("(3d)"):
            self._problem = InputError(
                Sentence(
                    "{0}: {1} is three-dimensional; remove the entry, only plane systems can be read.", place, name
                )
            )

    def _take(self, place: str, body: str) -> None:
        if self._skipped or self._problem is not None:
            return
        for token in body.split(None, _MOST_NUMBERS + 1):
            if len(self._tokens) == _MOST_NUMBERS:
                raise InputError(
                    Sentence(
                        "{0}: {1} has more than {2} maps; this program takes 1 to {2}.", place, self._name, MAX_MAPS
                    )
                )
            self._tokens.append(reading.number(token, partial(Sentence, "{0}: a number of {1}", place, self._name)))

    def _close(self, place: str) -> None:
        name, self._name = str(self._name), None
        if self._skipped:
            return
        try:
            if self._problem is not None:
                raise self._problem
            rows = self._rows(name, place)
            self._give_remainder(name, rows, place)
            self._keep(name, rows, place)
        except InputError as error:
            self._notes.leave_out(error)

    def _rows(self, name: str, place: str) -> list[list[float]]:
        count, rest = divmod(len(self._tokens), _COLUMNS)
        if rest or not count:
            raise InputError(
                Sentence(
                    "{0}: {1} has {2} numbers; give seven, a b c d e f p, for each map.", place, name, len(self._tokens)
                )
            )
        return [self._tokens[start : start + _COLUMNS] for start in range(0, len(self._tokens), _COLUMNS)]

    def _give_remainder(self, name: str, rows: list[list[float]], place: str) -> None:
        before = sum(row[-1] for row in rows[:-1])
        given = rows[-1][-1]
        if abs(before + given - 1.0) > _TOLERANCE:
            if before > 1.0:
                raise InputError(
                    Sentence(
                        "{0}: the probabilities of {1} sum to {2:.6g} before the last map; divide each by their sum.",
                        place,
                        name,
                        before,
                    )
                )
            rows[-1][-1] = 1.0 - before
            self._notes.add(
                Sentence(
                    "{0}: the last map of {1} takes the remaining probability {2:.6g} instead of {3:.6g}, so "
                    "that they sum to 1.",
                    place,
                    name,
                    1.0 - before,
                    given,
                )
            )

    def _keep(self, name: str, rows: list[list[float]], place: str) -> None:
        free = self._names.free(name, f"{len(self._categories):05d}")
        if free != name:
            self._notes.add(
                Sentence("{0}: {1} is taken or cannot be printed; it is now {2}.", place, reading.shortened(name), free)
            )
        self._categories.append(reading.category(self._source, free, rows))
