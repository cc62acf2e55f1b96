"""The bundled sets are the published ones, and sets are found by name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from engine.categories.catalogue import available_sets, fractaldb_1k, resolve_set
from engine.categories.csv_format import category_csv
from engine.categories.files import read_categories, write_categories
from engine.errors import MissingDataError
from engine.workspace import Workspace

PUBLISHED = "733c2adaf05be32b89c9abb97de09eb42d9231df4ea025458452a3b931b69d09"
"""SHA-256 of the 1,000 published CSV files one after another, sorted by name."""


def test_the_bundled_set_is_the_published_one_byte_for_byte() -> None:
    categories = fractaldb_1k()
    assert categories.names == tuple(f"{index:05d}" for index in range(1000))
    text = "".join(category_csv(category) for category in categories)
    assert hashlib.sha256(text.encode()).hexdigest() == PUBLISHED


def test_published_files_are_read_and_written_to_the_byte(shared_data: Path | None, tmp_path: Path) -> None:
    reference = fractaldb_1k().first(100)
    if shared_data is None:
        published = tmp_path / "published"
        write_categories(reference, published)
    else:
        published = shared_data / "fractaldb1k" / "csv"
    read = read_categories(published)
    assert read.identity == reference.identity
    write_categories(read, tmp_path / "again")
    for file in (tmp_path / "again").iterdir():
        assert file.read_bytes() == next(published.rglob(file.name)).read_bytes()


def test_determinants_give_the_published_probabilities() -> None:
    for category in fractaldb_1k():
        a, b, c, d = category.maps[:, :4].T
        weights = np.abs(a * d - b * c)
        np.testing.assert_allclose(category.probabilities, weights / weights.sum(), rtol=0, atol=1e-15)


def test_sets_are_found_by_name_in_the_workspace_and_by_path(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    assert list(available_sets(workspace)) == ["fractaldb-1k"]
    small = fractaldb_1k().first(3)
    write_categories(small, workspace.sets / "mine.npz")
    write_categories(small, workspace.sets / "folder")
    (workspace.sets / "notes.txt").write_text("")
    assert list(available_sets(workspace)) == ["fractaldb-1k", "folder", "mine"]
    assert resolve_set("fractaldb-1k", workspace) is fractaldb_1k()
    assert resolve_set("mine", workspace) == small
    assert resolve_set("folder", workspace).identity == small.identity
    write_categories(small, tmp_path / "elsewhere.json")
    assert resolve_set(tmp_path / "elsewhere.json", workspace) == small


def test_an_unknown_set_is_answered_by_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="did you mean 'fractaldb-1k'"):
        resolve_set("fractaldb-1", Workspace(tmp_path))
    with pytest.raises(MissingDataError, match="known sets: fractaldb-1k"):
        resolve_set("zzz", Workspace(tmp_path))
