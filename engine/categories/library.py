"""The user's own sets: named, with every version kept.

``sets/<name>.npz`` is the newest version, which every other part of the program finds by name.
``sets/.versions/<name>/0007-<identity>.npz`` are all versions, never changed once written; a set without its file
above is one that was deleted, and can be pointed at again.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.categories.category_set import CategorySet
from engine.categories.npz_format import read_npz, write_npz
from engine.categories.reading import read_archive
from engine.errors import InputError, MissingDataError, StorageError
from engine.sentences import Sentence
from engine.storage import replacing

MAX_NAME = 80
_FORBIDDEN = '/\\:*?"<>|'
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_VERSION = re.compile(r"(\d{4,})-([0-9a-f]+)\.npz")


@dataclass(frozen=True, slots=True)
class Version:
    """One kept state of a set.

    Attributes
    ----------
    number : int
        Counts up from 1.
    identity : str
        Of the categories in it.
    path : Path
    """

    number: int
    identity: str
    path: Path


@dataclass(frozen=True, slots=True)
class VersionNote:
    """What a version says of itself without its categories being read.

    Attributes
    ----------
    version : Version
    count : int
        Number of categories.
    edit : str
        What made it.
    time : str
        When, ISO 8601; empty where it is not known.
    """

    version: Version
    count: int
    edit: str
    time: str


def check_set_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return `name`, usable as a file on every system and not among `taken`.

    Raises
    ------
    InputError
        When it is not.
    """
    if not name or name != name.strip() or not name.isprintable() or len(name) > MAX_NAME:
        raise InputError(
            Sentence("A set cannot be called {0!r}; use 1 to {1} printable characters.", name[:MAX_NAME], MAX_NAME)
        )
    bad = [character for character in name if character in _FORBIDDEN]
    if bad or name.startswith(".") or name.endswith(".") or _RESERVED.fullmatch(name):
        why = Sentence("contains {0!r}", bad[0]) if bad else Sentence("is not a possible file name")
        raise InputError(Sentence("The name {0!r} {1}; use letters, digits, spaces, - and _.", name, why))
    if name.casefold() in {other.casefold() for other in taken}:
        raise InputError(Sentence("There already is a set called {0!r}; choose another name.", name))
    return name


class Library:
    """The own sets in `folder` (the workspace's ``sets``).

    Numbers are handed out in memory by `next_number` and used up by `write`, so that a caller may write in the
    background what it already shows.

    Raises
    ------
    StorageError
        From every method, when a file cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers: dict[str, int] = {}

    def names(self) -> list[str]:
        """Return the names of the sets that are there."""
        return sorted(path.stem for path in self.folder.glob("*.npz") if not path.name.startswith("."))

    def deleted(self) -> list[str]:
        """Return the names of which only the versions are left."""
        there = set(self.names())
        kept = self.folder / ".versions"
        return sorted(path.name for path in kept.glob("*") if path.name not in there and self.versions(path.name))

    def place(self, name: str) -> Path:
        """Return the file of the newest version."""
        return self.folder / f"{name}.npz"

    def versions(self, name: str) -> tuple[Version, ...]:
        """Return the kept versions, oldest first."""
        found = []
        for path in (self.folder / ".versions" / name).glob("*.npz"):
            matched = _VERSION.fullmatch(path.name)
            if matched:
                found.append(Version(int(matched[1]), matched[2], path))
        return tuple(sorted(found, key=lambda version: version.number))

    def current(self, name: str) -> int | None:
        """Return the number of the version that ``<name>.npz`` is, None where there is no such file.

        A file that came from elsewhere becomes a version first, so that it can be gone back to.
        """
        place = self.place(name)
        if not place.exists():
            return None
        for version in reversed(self.versions(name)):
            if _same_bytes(version.path, place):
                return version.number
        number = self.next_number(name)
        _copy(place, self._path(name, number, read_npz(place).identity))
        return number

    def next_number(self, name: str) -> int:
        """Return the number of the version to be written next; every call gives another one."""
        last = max((version.number for version in self.versions(name)), default=0)
        self._numbers[name] = max(last, self._numbers.get(name, 0)) + 1
        return self._numbers[name]

    def write(self, name: str, number: int, categories: CategorySet) -> None:
        """Keep `categories` as version `number` of the set and make it the newest.

        Raises
        ------
        InputError
            When there already is a version of this number.
        """
        if any(version.number == number for version in self.versions(name)):
            raise InputError(
                Sentence("The set {0} already has a version {1}; versions are never overwritten.", name, number)
            )
        path = self._path(name, number, categories.identity)
        write_npz(categories, path)
        _copy(path, self.place(name))

    def point(self, name: str, number: int | None) -> None:
        """Make version `number` the newest; None takes the set away and leaves its versions.

        Raises
        ------
        MissingDataError
            When there is no such version.
        """
        if number is not None:
            _copy(self._version(name, number).path, self.place(name))
            return
        try:
            self.place(name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                Sentence("Cannot remove {0}: {1}.", self.place(name), error.strerror or error)
            ) from error

    def read(self, name: str, number: int) -> CategorySet:
        """Return a kept version.

        Raises
        ------
        MissingDataError
            When there is no such version.
        InputError
            When its file is damaged.
        """
        return read_npz(self._version(name, number).path)

    def notes(self, name: str) -> list[VersionNote]:
        """Return what the versions say of themselves, newest first; one whose file is damaged says so."""
        return [_note(version) for version in reversed(self.versions(name))]

    def copy_versions(self, name: str, to: str) -> dict[int, int]:
        """Let the set `to` have the versions of `name`, too; return their numbers there by their numbers here."""
        numbers = {}
        for version in self.versions(name):
            numbers[version.number] = self.next_number(to)
            _copy(version.path, self._path(to, numbers[version.number], version.identity))
        return numbers

    def _version(self, name: str, number: int) -> Version:
        found = next((version for version in self.versions(name) if version.number == number), None)
        if found is None:
            raise MissingDataError(
                Sentence(
                    "Version {0} of the set {1} is no longer in {2}; restore the folder.",
                    number,
                    name,
                    self.folder / ".versions",
                )
            )
        return found

    def _path(self, name: str, number: int, identity: str) -> Path:
        return self.folder / ".versions" / name / f"{number:04d}-{identity}.npz"


def _note(version: Version) -> VersionNote:
    try:
        arrays = read_archive(version.path, ("offsets", "provenance"))
        provenance = json.loads(str(arrays["provenance"])) if "provenance" in arrays else {}
        texts = {str(key): str(value) for key, value in provenance.items()}
        return VersionNote(version, arrays["offsets"].size - 1, texts.get("edit", ""), texts.get("time", ""))
    except (InputError, LookupError, ValueError, AttributeError) as error:
        return VersionNote(version, 0, str(error), "")


def _copy(source: Path, target: Path) -> None:
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)


def _same_bytes(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0} or {1}: {2}.", one, other, error.strerror or error)) from error
