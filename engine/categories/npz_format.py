"""Category sets as one NumPy archive, the format of the bundled sets.

``maps`` (total, 6) and ``probabilities`` (total,) hold all maps one after another; category i has rows
``offsets[i]`` to ``offsets[i + 1]``. ``names`` (n,) may be missing: then they are 00000, 00001, ...
``name``, ``provenance`` (a JSON object of strings) and ``origins`` (a JSON object of such objects, the provenance of
single categories by name) are text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.categories.category_set import CategorySet
from engine.categories.reading import check_count, check_name, read_archive
from engine.errors import InputError
from engine.ifs.category import Category
from engine.sentences import Sentence, sentence_of
from engine.storage import replacing

_REQUIRED = ("maps", "probabilities", "offsets")
_OPTIONAL = ("names", "name", "provenance", "origins")


def write_npz(categories: CategorySet, path: Path) -> None:
    """Write `categories` to the archive at `path`, everything kept."""
    counts = [category.size for category in categories]
    arrays: dict[str, Any] = {
        "maps": np.concatenate([category.maps for category in categories]),
        "probabilities": np.concatenate([category.probabilities for category in categories]),
        "offsets": np.cumsum([0, *counts], dtype=np.int64),
        "names": np.array(categories.names),
        "name": np.array(categories.name),
        "provenance": np.array(json.dumps(dict(categories.provenance))),
    }
    if categories.origins:
        origins = {name: dict(origin) for name, origin in categories.origins.items()}
        arrays["origins"] = np.array(json.dumps(origins))
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(stream, **arrays)


def read_npz(path: Path) -> CategorySet:
    """Return the set stored at `path`.

    Raises
    ------
    InputError
        When the file is damaged, or not a category archive.
    StorageError
        When it cannot be read.
    """
    arrays = read_archive(path, (*_REQUIRED, *_OPTIONAL))
    missing = [key for key in _REQUIRED if key not in arrays]
    if missing:
        raise InputError(
            Sentence("{0} has no array {1!r}; a category archive holds {2}.", path, missing[0], ", ".join(_REQUIRED))
        )
    maps, probabilities, offsets = (arrays[key] for key in _REQUIRED)
    _check_shapes(path, maps, probabilities, offsets)
    names = _names(path, arrays, len(offsets) - 1)
    name = check_name(_text(path, arrays, "name"), str(path)) if "name" in arrays else path.stem
    provenance, origins = _provenance(path, arrays), _origins(path, arrays)
    try:
        categories = tuple(
            Category(name, maps[start:stop], probabilities[start:stop])
            for name, start, stop in zip(names, offsets[:-1], offsets[1:], strict=True)
        )
        return CategorySet(name, categories, provenance, origins)
    except InputError as error:
        raise InputError(Sentence("{0}: {1}", path, sentence_of(error))) from error


def _check_shapes(
    path: Path, maps: np.ndarray[Any, Any], probabilities: np.ndarray[Any, Any], offsets: np.ndarray[Any, Any]
) -> None:
    if maps.ndim != 2 or maps.shape[1] != 6 or maps.dtype != np.float64:
        raise InputError(
            Sentence("{0}: maps is {1} of shape {2}; store float64 of shape (total, 6).", path, maps.dtype, maps.shape)
        )
    if probabilities.shape != (len(maps),) or probabilities.dtype != np.float64:
        raise InputError(
            Sentence(
                "{0}: probabilities is {1} of shape {2}; store float64 of shape ({3},).",
                path,
                probabilities.dtype,
                probabilities.shape,
                len(maps),
            )
        )
    whole = offsets.ndim == 1 and 1 < len(offsets) <= len(maps) + 1 and offsets.dtype.kind in "iu"
    if not whole or offsets[0] != 0 or offsets[-1] != len(maps) or (np.diff(offsets.astype(np.int64)) < 1).any():
        raise InputError(
            Sentence("{0}: offsets must be integers that rise from 0 to {1}; save the archive again.", path, len(maps))
        )
    check_count(len(offsets) - 1, str(path))


def _names(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]], count: int) -> list[str]:
    if "names" not in arrays:
        return [f"{index:05d}" for index in range(count)]
    names = arrays["names"]
    if names.shape != (count,) or names.dtype.kind != "U":
        length = names.shape[0] if names.ndim else 1
        raise InputError(Sentence("{0}: {1} names for {2} categories; save the archive again.", path, length, count))
    _check_characters(path, "names", names)
    return [check_name(str(name), str(path)) for name in names]


def _text(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]], key: str) -> str:
    value = arrays[key]
    if value.shape != () or value.dtype.kind != "U":
        raise InputError(Sentence("{0}: {1} is {2} of shape {3}; store one text.", path, key, value.dtype, value.shape))
    _check_characters(path, key, value)
    return str(value)


def _check_characters(path: Path, key: str, texts: np.ndarray[Any, Any]) -> None:
    # NumPy stores texts as numbers of characters, and a file may hold any number there.
    codes = np.frombuffer(texts.astype(texts.dtype.newbyteorder("=")).tobytes(), dtype=np.uint32)
    if (codes > sys.maxunicode).any() or ((codes >= 0xD800) & (codes < 0xE000)).any():
        raise InputError(Sentence("{0}: {1} holds numbers that are no characters; save the archive again.", path, key))


def _provenance(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, str]:
    return _texts(path, "provenance", _object(path, arrays, "provenance"))


def _origins(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, dict[str, str]]:
    stored = _object(path, arrays, "origins")
    if not all(isinstance(origin, dict) for origin in stored.values()):
        raise InputError(Sentence("{0}: origins is not a JSON object of objects; save the archive again.", path))
    return {name: _texts(path, "origins", origin) for name, origin in stored.items()}


def _texts(path: Path, key: str, stored: Mapping[str, Any]) -> dict[str, str]:
    if any(isinstance(value, dict | list) for value in stored.values()):
        raise InputError(Sentence("{0}: {1} must hold texts; save the archive again.", path, key))
    return {name: str(value) for name, value in stored.items()}


def _object(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]], key: str) -> dict[str, Any]:
    if key not in arrays:
        return {}
    try:
        stored = json.loads(_text(path, arrays, key))
        json.dumps(stored, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InputError(
            Sentence("{0}: {1} is not a JSON object ({2}); save the archive again.", path, key, sentence_of(error))
        ) from error
    if not isinstance(stored, dict):
        raise InputError(Sentence("{0}: {1} is not a JSON object; save the archive again.", path, key))
    return stored
