"""What the readers of category files share: bounded bytes, text, finite numbers, probabilities."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, StorageError
from engine.ifs.category import Category
from engine.sentences import Sentence, sentence_of

MAX_BYTES = 128 * 2**20
"""Larger category files than any real one; what is above is refused before it is read."""

MAX_CATEGORIES = 250_000
"""More than any published set by far; the window is made for 100,000."""

LONGEST_NAME = 200
"""Characters of a name; what is longer is no name, and would fill the message that mentions it."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def read_bounded(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of the file at `path`.

    Raises
    ------
    StorageError
        When the file cannot be read.
    InputError
        When it is empty or larger than `limit` bytes.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    if not data:
        raise InputError(Sentence("{0} is empty; give a file with at least one category.", path))
    if len(data) > limit:
        raise InputError(
            Sentence("{0} is larger than {1:,} bytes; no category file is, so give another file.", path, limit)
        )
    return data


def read_archive(path: Path, keys: Sequence[str], limit: int = MAX_BYTES) -> dict[str, NDArray[Any]]:
    """Return those arrays of the NumPy archive at `path` that are among `keys`; pickled objects are refused.

    Raises
    ------
    InputError
        When the file is no whole archive, or unpacks to more than `limit` bytes.
    StorageError
        When it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > limit:
                raise InputError(
                    Sentence("{0} unpacks to more than {1:,} bytes; no such file does, give another.", path, limit)
                )
        with np.load(path, allow_pickle=False) as archived:
            found = {key: archived[key] for key in keys if key in archived}
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    except InputError:
        raise
    except Exception as error:
        # On damaged bytes the parsers of zipfile and NumPy raise nearly everything, even errors of the tokenizer.
        reason = (str(error) or type(error).__name__).splitlines()[0][:LONGEST_NAME]
        raise InputError(
            Sentence("{0} is not a whole NumPy archive ({1}); get or save it again.", path, reason)
        ) from error
    for key, array in found.items():
        # Members that are no arrays are handed out as bytes.
        if not isinstance(array, np.ndarray):
            raise InputError(
                Sentence("{0} is not a whole NumPy archive ({1} is no array); get or save it again.", path, key)
            )
    return found


def decode(data: bytes, place: str) -> str:
    """Return `data`, found at `place`, as text.

    Raises
    ------
    InputError
        When the bytes are not UTF-8 text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            Sentence("{0}, line {1}: not plain text; save the file as text in UTF-8.", place, line)
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(Sentence("{0}, line {1}: not plain text; save the file as text in UTF-8.", place, line))
    return text


def number(token: str, place: Callable[[], str]) -> float:
    """Return `token` as a finite float; `place` is asked for its name only when it is not one.

    Raises
    ------
    InputError
        Naming the place and the token, when it is not a finite number.
    """
    text = token.strip()
    if not _NUMBER.fullmatch(text):
        if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
            raise InputError(Sentence("{0} is {1}; give a finite number.", place(), text))
        raise InputError(
            Sentence("{0} is {1}, not a number; write it like -0.25 or -2.5e-01.", place(), shortened(text))
        )
    value = float(text)
    if not math.isfinite(value):
        raise InputError(
            Sentence("{0} is {1}, too large for a float64; give a finite number.", place(), shortened(text))
        )
    return value


def shortened(text: str, length: int = 40) -> str:
    """Return `text` quoted, cut to `length` characters."""
    return repr(text if len(text) <= length else text[: length - 3] + "...")


def check_count(count: int, place: str) -> None:
    """Refuse more categories than a file may hold.

    Raises
    ------
    InputError
        When `count` is above `MAX_CATEGORIES`.
    """
    if count > MAX_CATEGORIES:
        raise InputError(
            Sentence("{0} holds more than {1:,} categories; split it into several files.", place, MAX_CATEGORIES)
        )


def check_name(name: str, place: str) -> str:
    """Return `name` unless it is too long to be one.

    Raises
    ------
    InputError
        When it has more than `LONGEST_NAME` characters.
    """
    if len(name) > LONGEST_NAME:
        raise InputError(
            Sentence(
                "{0}: {1} is longer than {2} characters; give a shorter name.", place, shortened(name), LONGEST_NAME
            )
        )
    return name


class Names:
    """Makes names that a set can hold: printable, and each only once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._copies: dict[str, int] = {}

    def free(self, wanted: str, fallback: str) -> str:
        """Return `wanted` made printable, or `fallback` where nothing of it is; a name taken before gets a number."""
        printable = "".join(letter if letter.isprintable() else " " for letter in wanted[:LONGEST_NAME]).strip()
        base = printable or fallback
        name = base
        while name in self._taken:
            self._copies[base] = self._copies.get(base, 1) + 1
            name = f"{base}-{self._copies[base]}"
        self._taken.add(name)
        return name


def category(place: str, name: str, rows: Sequence[Sequence[float]]) -> Category:
    """Return the category of `rows` of a,b,c,d,e,f,p.

    Raises
    ------
    InputError
        Naming `place`, when the rows are no category.
    """
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 7)
    try:
        return Category(name, table[:, :6], table[:, 6])
    except InputError as error:
        raise InputError(Sentence("{0}: {1}", place, sentence_of(error))) from error
