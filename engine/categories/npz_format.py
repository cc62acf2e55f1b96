"""Category sets as one NumPy archive, the format of the bundled sets.

``maps`` (total, 6) and ``probabilities`` (total,) hold all maps one after another; category i has rows
``offsets[i]`` to ``offsets[i + 1]``. ``names`` (n,) may be missing: then they are 00000, 00001, ...
``name``, ``provenance`` (a JSON object of strings) and ``origins`` (a JSON object of such objects, the provenance of
single categories by name) are text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.categories.category_set import CategorySet
from engine.categories.reading import read_archive
from engine.errors import InputError
from engine.ifs.category import Category
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
        raise InputError(f"{path} has no array {missing[0]!r}; a category archive holds {', '.join(_REQUIRED)}.")
    maps, probabilities, offsets = (arrays[key] for key in _REQUIRED)
    _check_shapes(path, maps, probabilities, offsets)
    count = len(offsets) - 1
    names = [str(name) for name in arrays["names"]] if "names" in arrays else [f"{i:05d}" for i in range(count)]
    if len(names) != count:
        raise InputError(f"{path}: {len(names)} names for {count} categories; save the archive again.")
    try:
        categories = tuple(
            Category(name, maps[start:stop], probabilities[start:stop])
            for name, start, stop in zip(names, offsets[:-1], offsets[1:], strict=True)
        )
        name = str(arrays["name"]) if "name" in arrays else path.stem
        return CategorySet(name, categories, _provenance(path, arrays), _origins(path, arrays))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _check_shapes(
    path: Path, maps: np.ndarray[Any, Any], probabilities: np.ndarray[Any, Any], offsets: np.ndarray[Any, Any]
) -> None:
    if maps.ndim != 2 or maps.shape[1] != 6 or maps.dtype != np.float64:
        raise InputError(f"{path}: maps is {maps.dtype} of shape {maps.shape}; store float64 of shape (total, 6).")
    if probabilities.shape != (len(maps),) or probabilities.dtype != np.float64:
        raise InputError(
            f"{path}: probabilities is {probabilities.dtype} of shape {probabilities.shape}; "
            f"store float64 of shape ({len(maps)},)."
        )
    whole = offsets.ndim == 1 and len(offsets) > 1 and offsets.dtype.kind in "iu"
    if not whole or offsets[0] != 0 or offsets[-1] != len(maps) or (np.diff(offsets.astype(np.int64)) < 1).any():
        raise InputError(f"{path}: offsets must be integers that rise from 0 to {len(maps)}; save the archive again.")


def _provenance(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, str]:
    return _texts(_object(path, arrays, "provenance"))


def _origins(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, dict[str, str]]:
    stored = _object(path, arrays, "origins")
    if not all(isinstance(origin, dict) for origin in stored.values()):
        raise InputError(f"{path}: origins is not a JSON object of objects; save the archive again.")
    return {str(name): _texts(origin) for name, origin in stored.items()}


def _texts(stored: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in stored.items()}


def _object(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]], key: str) -> dict[str, Any]:
    if key not in arrays:
        return {}
    try:
        return dict(json.loads(str(arrays[key])))
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(f"{path}: {key} is not a JSON object ({error}); save the archive again.") from error
