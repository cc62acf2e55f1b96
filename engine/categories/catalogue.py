"""The sets that ship with the program and those of the workspace, by name."""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

from engine.categories.category_set import CategorySet
from engine.categories.files import FORMATS, READERS, read_categories
from engine.categories.library import Library
from engine.categories.notes import Notes
from engine.errors import MissingDataError
from engine.sentences import Sentence
from engine.workspace import RESOURCES, Workspace

BUNDLED = RESOURCES / "categories"
FRACTALDB_1K = "fractaldb-1k"
_VERSION = re.compile(r"([^/\\]+)@(\d+)")


@cache
def bundled_set(name: str) -> CategorySet:
    """Return the set `name` that ships with the program."""
    return read_categories(BUNDLED / f"{name}.npz")


def fractaldb_1k() -> CategorySet:
    """Return the 1,000 categories of FractalDB-1k (Kataoka et al. 2020)."""
    return bundled_set(FRACTALDB_1K)


def available_sets(workspace: Workspace) -> dict[str, Path]:
    """Return the names that `resolve_set` knows, bundled first, with where each is stored."""
    found = {path.stem: path for path in sorted(BUNDLED.glob("*.npz"))}
    if workspace.sets.is_dir():
        for path in sorted(workspace.sets.iterdir()):
            readable = path.is_dir() or path.suffix.lower() in READERS
            if readable and not path.name.startswith("."):
                found.setdefault(path.name if path.is_dir() else path.stem, path)
    return found


def resolve_set(name_or_path: str | Path, workspace: Workspace, notes: Notes | None = None) -> CategorySet:
    """Return the set called `name_or_path` (bundled, then of the workspace), else the file or folder there.

    ``<name>@<number>`` is a version of an own set, which stays what it is whatever becomes of the set. `notes` as in
    `read_categories`.

    Raises
    ------
    MissingDataError
        When there is no such set, file or folder.
    InputError, StorageError
        As `read_categories`.
    """
    name = str(name_or_path)
    known = available_sets(workspace)
    if name in known:
        return bundled_set(name) if known[name].parent == BUNDLED else read_categories(known[name], notes)
    path = Path(name)
    if path.exists():
        return read_categories(path, notes)
    version = _VERSION.fullmatch(name)
    if version is not None and Library(workspace.sets).versions(version[1]):
        return Library(workspace.sets).read(version[1], int(version[2]))
    near = difflib.get_close_matches(name, known, n=1)
    hint = Sentence("did you mean {0}?", repr(near[0])) if near else Sentence("known sets: {0};", ", ".join(known))
    raise MissingDataError(
        Sentence(
            "There is no category set, file or folder {0}; {1} or give a folder of CSV files or {2}.",
            repr(name),
            hint,
            FORMATS,
        )
    )
