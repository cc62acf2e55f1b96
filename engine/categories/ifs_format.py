"""The ``.ifs`` text of Fractint and Iterated Dynamics: many systems in a file, columns as in FractalDB's CSV.

``name {``, then seven numbers ``a b c d e f p`` a map, then ``}``; ``;`` starts a comment, as does what follows
``{`` on its line. Tokens are counted, not lines. Written with 17 digits, so every float64 survives; set
name and provenance do not. Where the probabilities do not sum to 1, the last map takes the remainder, as in
Fractint. (Fractint itself reads single precision and plots y upwards.)
"""

from __future__ import annotations

import re
from pathlib import Path

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.storage import write_text

_NAME = re.compile(r"[^\s{}();]+")
_COLUMNS = 7
_TOLERANCE = 1e-6


def write_ifs(categories: CategorySet, path: Path) -> None:
    """Write `categories` to the file at `path`.

    Raises
    ------
    InputError
        When a name has characters that the format gives a meaning.
    """
    for name in categories.names:
        if not _NAME.fullmatch(name):
            raise InputError(
                f"The category name {reading.shortened(name)} cannot stand in an .ifs file; "
                "rename it without spaces and ( ) { } ; or use another format."
            )
    write_text(path, "\n".join(_entry(category) for category in categories))


def _entry(category: Category) -> str:
    rows = zip(category.maps.tolist(), category.probabilities.tolist(), strict=True)
    lines = (" ".join(f"{value:.17g}" for value in (*row, p)) for row, p in rows)
    return f"{category.name} {{\n" + "\n".join(lines) + "\n}\n"


def read_ifs(path: Path) -> CategorySet:
    """Return all entries of the file at `path`.

    Raises
    ------
    InputError
        Naming file, line and value, when an entry is three-dimensional, unfinished, or not seven numbers a map.
    """
    reader = _Reader(path)
    for number, line in enumerate(reading.decode(reading.read_bounded(path), path).splitlines(), start=1):
        reader.feed(number, line.partition(";")[0])
    return reader.finish()


class _Reader:
    """Collects entries line by line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._categories: list[Category] = []
        self._name: str | None = None
        self._started = 0
        self._tokens: list[float] = []

    def feed(self, number: int, line: str) -> None:
        """Take one line without its comment."""
        if self._name is None:
            self._open(number, line)
            return
        body, brace, _ = line.partition("}")
        place = f"{self._path}, line {number}"
        self._tokens += [reading.number(token, f"{place}: a number of {self._name}") for token in body.split()]
        if len(self._tokens) > _COLUMNS * MAX_MAPS:
            raise InputError(
                f"{place}: {self._name} has more than {MAX_MAPS} maps; this program takes 1 to {MAX_MAPS}."
            )
        if brace:
            self._close(place)

    def finish(self) -> CategorySet:
        """Return what was read."""
        if self._name is not None:
            raise InputError(f"{self._path}, line {self._started}: {self._name} is not finished; add a line with '}}'.")
        if not self._categories:
            raise InputError(f"{self._path} has no entry; write name {{, rows of a b c d e f p, and }}.")
        try:
            return CategorySet(self._path.stem, tuple(self._categories), {"read from": self._path.name})
        except InputError as error:
            raise InputError(f"{self._path}: {error}") from error

    def _open(self, number: int, line: str) -> None:
        if not line.strip():
            return
        head, brace, _ = line.partition("{")
        name = head.strip()
        place = f"{self._path}, line {number}"
        if not brace or not name:
            raise InputError(f"{place}: {reading.shortened(line.strip())} is not the start of an entry; write name {{.")
        if name.lower().endswith("(3d)"):
            raise InputError(f"{place}: {name} is three-dimensional; remove the entry, only plane systems can be read.")
        self._name, self._started, self._tokens = name, number, []

    def _close(self, place: str) -> None:
        count, rest = divmod(len(self._tokens), _COLUMNS)
        if rest or not count:
            raise InputError(
                f"{place}: {self._name} has {len(self._tokens)} numbers; give seven, a b c d e f p, for each map."
            )
        rows = [self._tokens[start : start + _COLUMNS] for start in range(0, len(self._tokens), _COLUMNS)]
        self._give_remainder(rows, place)
        self._categories.append(reading.category(str(self._path), str(self._name), rows))
        self._name = None

    def _give_remainder(self, rows: list[list[float]], place: str) -> None:
        before = sum(row[-1] for row in rows[:-1])
        if abs(before + rows[-1][-1] - 1.0) > _TOLERANCE:
            if before > 1.0:
                raise InputError(
                    f"{place}: the probabilities of {self._name} sum to {before:.6g} before the last map; "
                    "divide each by their sum."
                )
            rows[-1][-1] = 1.0 - before
