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
from engine.storage import write_text

FORMAT = "fractal categories"
VERSION = 1


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
    text = reading.decode(reading.read_bounded(path), path)
    try:
        value = json.loads(text, parse_constant=lambda word: _refuse(path, word))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not valid JSON ({error}); save it again.") from error
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise InputError(f'{path} is JSON but no category set; it must be an object with "format": "{FORMAT}".')
    if value.get("version") != VERSION:
        raise InputError(f"{path} has version {value.get('version')!r}; this program reads version {VERSION}.")
    entries = value.get("categories")
    if not isinstance(entries, list):
        raise InputError(f'{path} has no list "categories"; save it again.')
    provenance = _texts(path, value)
    categories = tuple(_category(path, index, entry) for index, entry in enumerate(entries))
    origins = {category.name: _texts(path, entry) for category, entry in zip(categories, entries, strict=True)}
    try:
        return CategorySet(str(value.get("name", path.stem)), categories, provenance, origins)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _texts(path: Path, value: Mapping[str, Any]) -> dict[str, str]:
    provenance = value.get("provenance", {})
    if not isinstance(provenance, Mapping):
        raise InputError(f'{path}: "provenance" must be an object of texts; save it again.')
    return {str(key): str(item) for key, item in provenance.items()}


def _refuse(path: Path, word: str) -> NoReturn:
    raise InputError(f"{path} holds the value {word}; give finite numbers.")


def _category(path: Path, index: int, entry: Any) -> Category:
    place = f"{path}, category {index + 1}"
    if not isinstance(entry, Mapping) or not isinstance(entry.get("maps"), list):
        raise InputError(f'{place}: it must be an object with "name" and "maps", a list of [a, b, c, d, e, f].')
    name = str(entry.get("name", f"{index:05d}"))
    maps = entry["maps"]
    if not all(isinstance(row, list) and len(row) == 6 and all(map(_is_number, row)) for row in maps):
        raise InputError(f'{place} ({name}): each row of "maps" must be six numbers [a, b, c, d, e, f].')
    probabilities = entry.get("probabilities")
    if probabilities is not None and not (isinstance(probabilities, list) and all(map(_is_number, probabilities))):
        raise InputError(f'{place} ({name}): "probabilities" must be one number a map; or leave it out to use |det|.')
    try:
        array = np.array(maps, dtype=np.float64).reshape(len(maps), 6)
        if probabilities is None:
            return Category.from_maps(name, array)
        return Category(name, array, np.array(probabilities, dtype=np.float64))
    except (InputError, OverflowError) as error:
        raise InputError(f"{path}: {error}") from error


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
