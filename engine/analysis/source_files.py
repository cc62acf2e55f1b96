"""What a file or folder is to an analysis: categories to draw, pictures by class, or a data set with its parts."""

from __future__ import annotations

import zipfile
from pathlib import Path

from engine.analysis.request import SourceKind
from engine.categories.files import FORMATS, READERS
from engine.errors import InputError, MissingDataError
from engine.images.image_folder import EXTENSIONS, class_folders
from engine.images.picture_images import looks_like_pictures
from engine.sentences import Sentence

_ARRAYS = ("images", "x", "train_images", "x_train")
"""Names of which one is in every archive of pictures (see `engine.images.array_archive`)."""


def source_at(path: Path) -> tuple[SourceKind, str]:
    """Return what lies at `path`, and the word for it in an `AnalysisRequest`.

    A folder with ``train`` and ``test`` or ``val`` is a data set, one with a folder of pictures a class a folder of
    pictures, one of CSV files a category set; a ``.npz`` is told by the names of its arrays.

    Raises
    ------
    MissingDataError
        When there is nothing.
    InputError
        When it is none of these.
    """
    if path.is_dir():
        kind = _folder_kind(path)
    elif path.is_file():
        kind = _file_kind(path)
    else:
        raise MissingDataError(Sentence("There is no file or folder {0}; correct the path.", path))
    if kind is None:
        raise InputError(
            Sentence(
                "{0} is nothing to analyse; give a folder with one folder of pictures a class (or train "
                "and test with them), a .npz of images and labels, or categories ({1} or a folder of CSV "
                "files).",
                path,
                FORMATS,
            )
        )
    return kind, str(path)


def folder_at(path: Path) -> SourceKind:
    """Return whether a folder of pictures is a data set, with ``train`` and ``test`` or ``val``, or has one part."""
    return SourceKind.DATASET if (path / "train").is_dir() and looks_like_pictures(path) else SourceKind.FOLDER


def _folder_kind(path: Path) -> SourceKind | None:
    if folder_at(path) is SourceKind.DATASET:
        return SourceKind.DATASET
    if any(_holds_picture(path / name) for name in class_folders(path)):
        return SourceKind.FOLDER
    return SourceKind.CATEGORIES if any(path.glob("[!.]*.csv")) else None


def _holds_picture(folder: Path) -> bool:
    files = (file for file in folder.rglob("*") if not file.name.startswith("."))
    return any(file.suffix.lower() in EXTENSIONS for file in files)


def _file_kind(path: Path) -> SourceKind | None:
    suffix = path.suffix.lower()
    if suffix == ".npz":
        try:
            with zipfile.ZipFile(path) as archive:
                names = {name.removesuffix(".npy") for name in archive.namelist()}
        except (OSError, zipfile.BadZipFile):
            raise InputError(Sentence("{0} is damaged or no NumPy archive; give another file.", path)) from None
        if names & set(_ARRAYS):
            return SourceKind.DATASET
    return SourceKind.CATEGORIES if suffix in READERS else None
