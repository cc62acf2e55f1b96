"""The CSV layout of FractalDB: one file a category, one map a row, ``a,b,c,d,e,f,p`` without a header.

Numbers are written as ``%.18e`` with commas and LF, byte for byte as in the published
``csv_rate0.2_category1000`` (github.com/hirokatsukataoka16/FractalDB-Pretrained-ResNet-PyTorch), so
every float64 survives. A folder holds the files flat or, as published, in ``csv0`` to ``csv39``. The
name of a category is its file's stem, the name of the set its folder's; provenance is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.errors import InputError, MissingDataError
from engine.ifs.category import MAX_MAPS, Category
from engine.sentences import Sentence
from engine.storage import write_text

COLUMNS = "abcdefp"
_MAX_FILE = 2**20
_PUBLISHED_FOLDER = re.compile(r"csv[0-9]+")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def category_csv(category: Category) -> str:
    """Return `category` as the text of its CSV file."""
    rows = zip(category.maps.tolist(), category.probabilities.tolist(), strict=True)
    return "".join(",".join(f"{value:.18e}" for value in (*row, p)) + "\n" for row, p in rows)


def read_csv(path: Path) -> Category:
    """Return the category in the file at `path`.

    Raises
    ------
    InputError
        Naming file, line, value and remedy, when the file is no FractalDB CSV.
    StorageError
        When it cannot be read.
    """
    try:
        data = reading.read_bounded(path, _MAX_FILE)
    except InputError as error:
        if path.stat().st_size > _MAX_FILE:
            raise InputError(
                Sentence(
                    "{0} is larger than {1:,} bytes, but a category has at most {2} rows of a,b,c,d,e,f,p; "
                    "give one file a category.",
                    path,
                    _MAX_FILE,
                    MAX_MAPS,
                )
            ) from error
        raise
    lines = list(enumerate(reading.decode(data, str(path)).splitlines(), start=1))
    return _category([(number, line) for number, line in lines if line.strip()], str(path), path.stem)


def parse_csv_blocks(text: str, place: str, name: str) -> CategorySet:
    """Return the categories in `text`, one after another with an empty line between, as the set `name`.

    Columns may be separated by tabs, as spreadsheets put them on the clipboard. The categories are called
    ``00000``, ``00001``, ...

    Raises
    ------
    InputError
        As `read_csv`.
    """
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            blocks[-1].append((number, line.replace("\t", ",")))
        elif blocks[-1]:
            blocks.append([])
    filled = [block for block in blocks if block]
    reading.check_count(len(filled), place)
    return CategorySet(
        name,
        tuple(_category(block, place, f"{at:05d}") for at, block in enumerate(filled)) or (_category([], place, name),),
        {"read from": place},
    )


def _category(lines: Sequence[tuple[int, str]], place: str, name: str) -> Category:
    """Return the category whose rows are `lines`, each with its number in the file."""
    if not lines:
        raise InputError(Sentence("{0} has no row; write one row of a,b,c,d,e,f,p for each map.", place))
    if len(lines) > MAX_MAPS:
        raise InputError(
            Sentence(
                "{0}, line {1}: more than {2} rows, but a row is one map of a category; give one file a category.",
                place,
                lines[MAX_MAPS][0],
                MAX_MAPS,
            )
        )
    rows = [_row(line, Sentence("{0}, line {1}", place, number)) for number, line in lines]
    return reading.category(place, name, rows)


def _row(line: str, place: str) -> list[float]:
    tokens = line.split(",", len(COLUMNS) + 1)
    if len(tokens) != len(COLUMNS):
        found = reading.shortened(line)
        raise InputError(
            Sentence(
                "{0}: {1} has 6 values instead of 7 (the probability of the map is missing); write a,b,c,d,e,f,p "
                "separated by commas.",
                place,
                found,
            )
            if len(tokens) == len(COLUMNS) - 1
            else Sentence(
                "{0}: {1} is a row of {2} instead of 7 values; write a,b,c,d,e,f,p separated by commas.",
                place,
                found,
                len(tokens),
            )
        )
    return [
        reading.number(token, partial(Sentence, "{0}: column {1}", place, column))
        for column, token in zip(COLUMNS, tokens, strict=True)
    ]


def read_csv_folder(folder: Path) -> CategorySet:
    """Return the categories of the CSV files in `folder`, sorted by name (as ImageFolder sorts classes).

    Raises
    ------
    InputError, StorageError
        As `read_csv`, and when two files hold the same category name.
    MissingDataError
        When there is no CSV file.
    """
    files = _csv_files(folder)
    for child in sorted(folder.iterdir()):
        if child.is_dir() and _PUBLISHED_FOLDER.fullmatch(child.name):
            files += _csv_files(child)
    if not files:
        raise MissingDataError(
            Sentence(
                "{0} holds no CSV file; put one file a category there (00000.csv, 00001.csv, ...), "
                "directly or in folders csv0, csv1, ...",
                folder,
            )
        )
    reading.check_count(len(files), str(folder))
    files.sort(key=lambda file: file.stem)
    name = folder.resolve().name
    return CategorySet(name, tuple(read_csv(file) for file in files), {"read from": folder.name})


def _csv_files(folder: Path) -> list[Path]:
    return [
        file
        for file in folder.iterdir()
        if file.suffix.lower() == ".csv" and not file.name.startswith(".") and file.is_file()
    ]


def write_csv(category: Category, path: Path) -> None:
    """Write `category` to the file at `path`."""
    write_text(path, category_csv(category))


def write_csv_folder(categories: CategorySet, folder: Path) -> None:
    """Write one CSV file a category into `folder`.

    Raises
    ------
    InputError
        When a name cannot be a file name, or the folder already holds other CSV files.
    StorageError
        When the folder cannot be written.
    """
    names = file_names(categories)
    if folder.is_dir():
        strangers = sorted({file.stem for file in _csv_files(folder)} - set(names))
        if strangers:
            raise InputError(
                Sentence(
                    "{0} already holds other categories ({1}.csv and {2} more); choose a new or empty folder.",
                    folder,
                    strangers[0],
                    len(strangers) - 1,
                )
            )
    for name, category in zip(names, categories, strict=True):
        write_csv(category, folder / f"{name}.csv")


def file_names(categories: CategorySet) -> tuple[str, ...]:
    """Return the names of `categories` if they can name files or folders on every system.

    Raises
    ------
    InputError
        When one cannot, or two differ only in case.
    """
    for name in categories.names:
        if _FORBIDDEN.search(name) or name.startswith(".") or name.endswith(".") or len(name.encode()) > 200:
            raise InputError(
                Sentence(
                    'The category name {0} cannot be a file name; rename it without < > : " / \\ | ? * or a '
                    "dot at either end.",
                    reading.shortened(name),
                )
            )
    if len({name.casefold() for name in categories.names}) < len(categories):
        raise InputError(
            Sentence("Two categories of {0} have names that differ only in case; rename one.", categories.name)
        )
    return categories.names
