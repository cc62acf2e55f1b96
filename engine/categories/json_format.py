"""Category sets as one readable JSON file; every float64 survives, as do names and provenance.

``{"format": "fractal categories", "version": 1, "name": ..., "provenance": {...}, "categories":
[{"name": ..., "maps": [[a, b, c, d, e, f], ...], "probabilities": [p, ...], "provenance": {...}}, ...]}``.
Without ``probabilities`` they follow |det|, the rule of FractalDB; ``provenance`` of a category may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.ifs.category import Category
from engine.sentences import Sentence, sentence_of
from engine.storage import write_text

FORMAT = "fractal categories"
VERSION = 1

_MOST_LISTS = 4_000_000
_MOST_VALUES = 16_000_000
"""Lists and values of `reading.MAX_CATEGORIES` categories of ten maps, and some more."""


def write_json_set(categories: CategorySet, path: Path) -> None:
    """Write `categories` to the file at `path`, one category a line."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "name": categories.name,
        "provenance": dict(categories.provenance),
    }
    lines = ",\n".join(json.dumps(_entry(category, categories), ensure_ascii=False) for category in categories)
    start = json.dumps(head, ensure_ascii=False)[:-1]
    write_text(path, f'{start}, "categories": [\n{lines}\n]}}\n')


def _entry(category: Category, categories: CategorySet) -> dict[str, Any]:
    origin = categories.origins.get(category.name)
    return {
        "name": category.name,
        "maps": category.maps.tolist(),
        "probabilities": category.probabilities.tolist(),
        **({"provenance": dict(origin)} if origin else {}),
    }


def read_json_set(path: Path) -> CategorySet:
    """Return the set stored at `path`.

    Raises
    ------
    InputError
        When the file is not JSON of this layout.
    StorageError
        When it cannot be read.
    """
    return parse_json_set(reading.read_bounded(path), str(path), path.stem)


def parse_json_set(data: bytes, place: str, name: str) -> CategorySet:
    """Return the set in `data`, called `name` where it does not say; `place` says where the data is from.

    Raises
    ------
    InputError
        As `read_json_set`.
    """
    value = _loaded(reading.decode(data, place), place)
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise InputError(
            Sentence('{0} is JSON but no category set; it must be an object with "format": "{1}".', place, FORMAT)
        )
    if value.get("version") != VERSION:
        version = value.get("version")
        found = reading.shortened(version) if isinstance(version, str) else type(version).__name__
        shown = version if isinstance(version, int | float) else found
        raise InputError(Sentence("{0} has version {1}; this program reads version {2}.", place, shown, VERSION))
    entries = value.get("categories")
    if not isinstance(entries, list):
        raise InputError(Sentence('{0} has no list "categories"; save it again.', place))
    reading.check_count(len(entries), place)
    title = value.get("name", name)
    if not _is_scalar(title):
        raise InputError(Sentence('{0}: "name" must be a text; save it again.', place))
    title = reading.check_name(str(title), place)
    provenance = _texts(place, value)
    categories = tuple(_category(place, index, entry) for index, entry in enumerate(entries))
    origins = {category.name: _texts(place, entry) for category, entry in zip(categories, entries, strict=True)}
    try:
        return CategorySet(title, categories, provenance, origins)
    except InputError as error:
        raise InputError(Sentence("{0}: {1}", place, sentence_of(error))) from error


def _texts(place: str, value: Mapping[str, Any]) -> dict[str, str]:
    provenance = value.get("provenance", {})
    if not isinstance(provenance, Mapping) or not all(map(_is_scalar, provenance.values())):
        raise InputError(Sentence('{0}: "provenance" must be an object of texts; save it again.', place))
    return {str(key): str(item) for key, item in provenance.items()}


def _loaded(text: str, place: str) -> Any:
    # Parsed values take up to twenty times the room of their text, so they are counted first.
    if text.count("[") + text.count("{") > _MOST_LISTS or text.count(",") > _MOST_VALUES:
        raise InputError(Sentence("{0} holds more values than any category set; give another file.", place))
    try:
        value = json.loads(text, parse_constant=lambda word: _refuse(place, word))
        # A text may escape half of a character pair, which no file can store again.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InputError(Sentence("{0} is not valid JSON ({1}); save it again.", place, sentence_of(error))) from error
    return value


def _refuse(place: str, word: str) -> NoReturn:
    raise InputError(Sentence("{0} holds the value {1}; give finite numbers.", place, word))


def _category(source: str, index: int, entry: Any) -> Category:
    place = Sentence("{0}, category {1}", source, index + 1)
    if not isinstance(entry, Mapping) or not isinstance(entry.get("maps"), list):
        raise InputError(
            Sentence('{0}: it must be an object with "name" and "maps", a list of [a, b, c, d, e, f].', place)
        )
    name = entry.get("name", f"{index:05d}")
    if not isinstance(name, str):
        raise InputError(Sentence('{0}: "name" must be a text; save it again.', place))
    reading.check_name(name, place)
    maps = entry["maps"]
    if not all(isinstance(row, list) and len(row) == 6 and all(map(_is_number, row)) for row in maps):
        raise InputError(Sentence('{0} ({1}): each row of "maps" must be six numbers [a, b, c, d, e, f].', place, name))
    probabilities = entry.get("probabilities")
    if probabilities is not None and not (isinstance(probabilities, list) and all(map(_is_number, probabilities))):
        raise InputError(
            Sentence('{0} ({1}): "probabilities" must be one number a map; or leave it out to use |det|.', place, name)
        )
    try:
        array = np.array(maps, dtype=np.float64).reshape(len(maps), 6)
        if probabilities is None:
            # Determinants that overflow make probabilities that the category refuses.
            with np.errstate(all="ignore"):
                return Category.from_maps(name, array)
        return Category(name, array, np.array(probabilities, dtype=np.float64))
    except (InputError, OverflowError) as error:
        raise InputError(Sentence("{0}: {1}", source, sentence_of(error))) from error


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
