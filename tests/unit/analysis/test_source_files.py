"""A path is told apart by what lies there, never by its name alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.analysis.request import SourceKind
from engine.analysis.source_files import folder_at, source_at
from engine.errors import InputError, MissingDataError


def _picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.zeros((4, 4), dtype=np.uint8)).save(path)


def test_a_folder_a_class_is_a_folder_and_one_with_parts_a_data_set(tmp_path: Path) -> None:
    _picture(tmp_path / "plain" / "a" / "deep" / "0.png")
    assert source_at(tmp_path / "plain") == (SourceKind.FOLDER, str(tmp_path / "plain"))
    for part in ("train", "test"):
        _picture(tmp_path / "parts" / part / "a" / "0.png")
        _picture(tmp_path / "parts" / part / "b" / "0.png")
    assert source_at(tmp_path / "parts") == (SourceKind.DATASET, str(tmp_path / "parts"))
    assert folder_at(tmp_path / "parts") is SourceKind.DATASET
    assert folder_at(tmp_path / "plain") is SourceKind.FOLDER
    # A class that happens to be called train is a class while there is no other part.
    _picture(tmp_path / "classes" / "train" / "0.png")
    assert folder_at(tmp_path / "classes") is SourceKind.FOLDER


def test_an_archive_is_told_by_its_arrays(tmp_path: Path) -> None:
    np.savez(tmp_path / "pictures.npz", images=np.zeros((2, 4, 4), np.uint8), labels=np.zeros(2, np.int64))
    np.savez(tmp_path / "categories.npz", maps=np.zeros((1, 2, 6)))
    assert source_at(tmp_path / "pictures.npz")[0] is SourceKind.DATASET
    assert source_at(tmp_path / "categories.npz")[0] is SourceKind.CATEGORIES
    (tmp_path / "damaged.npz").write_bytes(b"PK")
    with pytest.raises(InputError, match="damaged"):
        source_at(tmp_path / "damaged.npz")


def test_categories_are_files_of_their_formats_or_a_folder_of_csv(tmp_path: Path) -> None:
    (tmp_path / "set.flame").write_text("<flame/>")
    assert source_at(tmp_path / "set.flame")[0] is SourceKind.CATEGORIES
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "0.csv").write_text("1")
    assert source_at(tmp_path / "folder")[0] is SourceKind.CATEGORIES


def test_what_cannot_be_analysed_is_said_with_what_can(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="no file or folder"):
        source_at(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("words")
    for name in ("empty", "notes.txt"):
        with pytest.raises(InputError, match="is nothing to analyse; give a folder"):
            source_at(tmp_path / name)
