"""Category sets from and to files, the format by extension; a folder holds FractalDB CSV files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.categories.category_set import CategorySet
from engine.categories.csv_format import read_csv, read_csv_folder, write_csv, write_csv_folder
from engine.categories.flame_format import read_flame, write_flame
from engine.categories.ifs_format import read_ifs, write_ifs
from engine.categories.json_format import read_json_set, write_json_set
from engine.categories.npz_format import read_npz, write_npz
from engine.errors import InputError, MissingDataError, StorageError


def _read_one_csv(path: Path) -> CategorySet:
    return CategorySet(path.stem, (read_csv(path),), {"read from": path.name})


def _write_one_csv(categories: CategorySet, path: Path) -> None:
    if len(categories) > 1:
        raise InputError(
            f"{path} can hold one category, but {categories.name} has {len(categories)}; "
            "name a folder (no extension) or a .npz or .json file."
        )
    write_csv(categories[0], path)


READERS: dict[str, Callable[[Path], CategorySet]] = {
    ".csv": _read_one_csv,
    ".npz": read_npz,
    ".json": read_json_set,
    ".flame": read_flame,
    ".ifs": read_ifs,
}
WRITERS: dict[str, Callable[[CategorySet, Path], None]] = {
    "": write_csv_folder,
    ".csv": _write_one_csv,
    ".npz": write_npz,
    ".json": write_json_set,
    ".flame": write_flame,
    ".ifs": write_ifs,
}
FORMATS = ", ".join(READERS)
"""The readable extensions, for messages."""

_COMPLETE = frozenset({".npz", ".json"})


def keeps_provenance(path: Path) -> bool:
    """Return whether the format at `path` keeps the name and the provenance of a set beside its categories."""
    return not path.is_dir() and path.suffix.lower() in _COMPLETE


def read_categories(path: Path) -> CategorySet:
    """Return the category set in the file or folder at `path`.

    Raises
    ------
    MissingDataError
        When there is nothing at `path`, or a folder without CSV files.
    InputError
        When the format is not known or the content is not valid; names file, line, value and remedy.
    StorageError
        When the file cannot be read.
    """
    try:
        if path.is_dir():
            return read_csv_folder(path)
        if not path.exists():
            raise MissingDataError(f"There is no file or folder {path}; give {FORMATS} or a folder of CSV files.")
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path} ends in {path.suffix!r}, which is no category format; give {FORMATS} or a folder.")
    return reader(path)


def write_categories(categories: CategorySet, path: Path) -> None:
    """Write `categories` to `path`, a folder of CSV files where it has no extension.

    Raises
    ------
    InputError
        When the format is not known or cannot hold this set.
    StorageError
        When the place cannot be written.
    """
    writer = WRITERS.get("" if path.is_dir() else path.suffix.lower())
    if writer is None:
        raise InputError(
            f"{path} ends in {path.suffix!r}, which is no category format; use {', '.join(filter(None, WRITERS))} "
            "or no extension for a folder of CSV files."
        )
    writer(categories, path)
