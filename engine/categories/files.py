"""Category sets from and to files, the format by extension; a folder holds FractalDB CSV files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.categories.chaos_format import parse_chaos, read_chaos
from engine.categories.csv_format import parse_csv_blocks, read_csv, read_csv_folder, write_csv, write_csv_folder
from engine.categories.flame_format import parse_flames, read_flame, write_flame
from engine.categories.ifs_format import parse_ifs, read_ifs, write_ifs
from engine.categories.json_format import parse_json_set, read_json_set, write_json_set
from engine.categories.notes import Notes
from engine.categories.npz_format import read_npz, write_npz
from engine.errors import InputError, MissingDataError, StorageError
from engine.sentences import Sentence


def _read_one_csv(path: Path, _notes: Notes) -> CategorySet:
    return CategorySet(path.stem, (read_csv(path),), {"read from": path.name})


def _write_one_csv(categories: CategorySet, path: Path) -> None:
    if len(categories) > 1:
        raise InputError(
            Sentence(
                "{0} can hold one category, but {1} has {2}; name a folder (no extension) or a .npz or .json file.",
                path,
                categories.name,
                len(categories),
            )
        )
    write_csv(categories[0], path)


READERS: dict[str, Callable[[Path, Notes], CategorySet]] = {
    ".csv": _read_one_csv,
    ".npz": lambda path, _notes: read_npz(path),
    ".json": lambda path, _notes: read_json_set(path),
    ".flame": read_flame,
    ".flam3": read_flame,
    ".ifs": read_ifs,
    ".chaos": read_chaos,
}
WRITERS: dict[str, Callable[[CategorySet, Path], None]] = {
    "": write_csv_folder,
    ".csv": _write_one_csv,
    ".npz": write_npz,
    ".json": write_json_set,
    ".flame": write_flame,
    ".flam3": write_flame,
    ".ifs": write_ifs,
}
FORMATS = ", ".join(READERS)
"""The readable extensions, for messages."""

_COMPLETE = frozenset({".npz", ".json"})
_MOST_TEXT = 32 * 2**20
_HEAD = 500


def keeps_provenance(path: Path) -> bool:
    """Return whether the format at `path` keeps the name and the provenance of a set beside its categories."""
    return not path.is_dir() and path.suffix.lower() in _COMPLETE


def losses(categories: CategorySet, path: Path) -> tuple[str, ...]:
    """Return what the format at `path` cannot keep of `categories`, in a few words each.

    Maps and probabilities survive in every format, to the last bit, when this program reads them again.
    """
    if keeps_provenance(path):
        return ()
    lost = ["name of the set", "provenance"]
    in_folder = path.is_dir() or not path.suffix
    if in_folder and list(categories.names) != sorted(categories.names):
        lost.append("order of the categories (a folder is read by name)")
    return tuple(lost)


def read_categories(path: Path, notes: Notes | None = None) -> CategorySet:
    """Return the category set in the file or folder at `path`.

    Parameters
    ----------
    path : Path
    notes : Notes, optional
        Takes what was left out or changed. Without, whatever would lose a category is refused.

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
            raise MissingDataError(
                Sentence("There is no file or folder {0}; give {1} or a folder of CSV files.", path, FORMATS)
            )
        if not path.is_file():
            raise InputError(Sentence("{0} is no ordinary file; give {1} or a folder of CSV files.", path, FORMATS))
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            Sentence(
                "{0} ends in {1}, which is no category format; give {2} or a folder.", path, repr(path.suffix), FORMATS
            )
        )
    return reader(path, notes or Notes(strict=True))


def read_csv_files(paths: Sequence[Path]) -> CategorySet:
    """Return the categories of single CSV files as one set, named after their folder.

    Raises
    ------
    InputError, StorageError
        As `read_categories`, and when two files hold the same category name.
    """
    folder = paths[0].resolve().parent.name
    return CategorySet(folder, tuple(read_csv(path) for path in paths), {"read from": folder})


def parse_categories(text: str, place: str, notes: Notes) -> CategorySet:
    """Return the categories in `text`: flames, .ifs entries, a JSON set, or rows of CSV; the format by content.

    Parameters
    ----------
    text : str
    place : str
        Where the text is from, in messages; also the name of the set.
    notes : Notes

    Raises
    ------
    InputError
        When it is none of these, or its content is not valid.
    """
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise InputError(
            Sentence("{0} holds no text; copy flames, .ifs entries, JSON or rows of a,b,c,d,e,f,p.", place)
        )
    if len(start) > _MOST_TEXT:
        raise InputError(
            Sentence("{0} holds more than {1} characters; save them as a file and open that.", place, f"{_MOST_TEXT:,}")
        )
    if "\0" in start:
        raise InputError(
            Sentence("{0} holds no plain text; copy flames, .ifs entries, JSON or rows of a,b,c,d,e,f,p.", place)
        )
    data = start.encode("utf-8", "replace")
    if start.startswith("<"):
        parse = parse_chaos if "<world" in start[:_HEAD] else parse_flames
        return parse(data, place, place, notes)
    if start.startswith(("{", "[")):
        return parse_json_set(data, place, place)
    if "{" in start:
        return parse_ifs(data, place, place, notes)
    if start[0] in "+-.0123456789":
        return parse_csv_blocks(start, place, place)
    raise InputError(
        Sentence(
            "{0} holds {1}, which is neither flames, .ifs entries, JSON nor rows of a,b,c,d,e,f,p.",
            place,
            reading.shortened(start.splitlines()[0]),
        )
    )


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
            Sentence(
                "{0} ends in {1}, which is no category format; use {2} or no extension for a folder of CSV files.",
                path,
                repr(path.suffix),
                ", ".join(filter(None, WRITERS)),
            )
        )
    writer(categories, path)
