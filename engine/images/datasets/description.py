"""What is known of a data set before its files are opened, and where these files are looked for.

File names are paths inside a data folder in torchvision's layout, so a folder that torchvision filled can be used
as it is; a name that ends in ``/`` is a folder. Sums are those published by torchvision and by the data sets
themselves; they are compared on request (`DatasetDescription.check`), not at every start.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import MissingDataError, StorageError
from engine.sentences import Sentence

Part = Literal["train", "test"]

Arrays = tuple[NDArray[np.uint8], NDArray[np.int64]]
"""Images (N, H, W, C) and labels (N,)."""

Find = Callable[[str], Path]
"""Return where a file of a data set lies, by its name inside a data folder."""

SYSTEM_DATA = Path("/usr/share/datasets")
"""Where Debian's packages of data sets put them, a folder each."""


_BLOCK = 4 * 2**20


class FileState(StrEnum):
    """What `DatasetDescription.check` finds."""

    FOUND = "found"
    MISSING = "missing"
    DIFFERENT = "different from the published file"


@dataclass(frozen=True, eq=False)
class PictureFiles:
    """The picture files of a part, which are decoded when they are needed.

    Attributes
    ----------
    files : tuple of Path
    labels : ndarray of shape (N,), int64
    classes : tuple of str
    """

    files: tuple[Path, ...]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Download:
    """A file that can be fetched, and what becomes of it.

    Attributes
    ----------
    file : str
        Its name inside the data folder.
    urls : tuple of str
        Where it is published, the first to be tried first.
    md5 : str
        '' where none is published.
    megabytes : int
        About how large it is.
    gives : tuple of str
        The files of the data set that are there when it is.
    unpack_to : str or None
        The folder inside the data folder into which this archive is unpacked; None for a plain file.
    only : tuple of str
        Unpack only members whose name begins with one of these; empty: all.
    strip : int
        How many leading folders of the members' names to drop.
    inner : str
        An archive among the members, unpacked into the same folder.
    """

    file: str
    urls: tuple[str, ...]
    md5: str
    megabytes: int
    gives: tuple[str, ...]
    unpack_to: str | None = None
    only: tuple[str, ...] = ()
    strip: int = 0
    inner: str = ""


@dataclass(frozen=True)
class DatasetDescription:
    """What is known of a data set before its files are opened.

    Attributes
    ----------
    name : str
        Its name in specifications and tables.
    class_count : int
    shape : tuple of int
        (H, W, C) of an image; of pictures of several sizes (`pictures`), what they are brought to unless another
        size is asked for.
    train, test : int
        Images in each part.
    files : mapping of str to str
        Name inside the data folder to the MD5 sum of the file, '' where not known. Empty for bundled sets.
    read : callable
        (find, 'train' or 'test') to images and labels, or to the files of pictures.
    source : str
        Where to get the files.
    classes : tuple of str
        In label order; empty where the names stand in the files.
    licence : str
    compressed : bool
        Whether ``.gz`` files are as good.
    pictures : bool
        Whether it is made of picture files, which can be had at any size.
    judged_by_balanced_accuracy : bool
        Whether its authors, or the literature since (Kornblith et al. 2019, "Do Better ImageNet Models Transfer
        Better?", table 1), judge by the mean of the accuracies of the classes.
    downloads : tuple of Download
        How the files can be fetched; empty where they cannot.
    elsewhere : tuple of str
        Folders, of a package of the system or of Python, in which the files may lie under their own last name.
        ``{system}`` stands for `SYSTEM_DATA`, ``{python}`` for each folder of `python_packages`.
    """

    name: str
    class_count: int
    shape: tuple[int, int, int]
    train: int
    test: int
    files: dict[str, str]
    read: Callable[[Find, Part], Arrays | PictureFiles]
    source: str
    classes: tuple[str, ...] = ()
    licence: str = ""
    compressed: bool = False
    pictures: bool = False
    judged_by_balanced_accuracy: bool = False
    downloads: tuple[Download, ...] = field(default=(), repr=False)
    elsewhere: tuple[str, ...] = ()

    def edge(self, size: int | None = None) -> int:
        """Return the height of an image in pixels when `size` is asked for (None: nothing is)."""
        return size if size is not None and self.pictures else self.shape[0]

    def locate(self, data: Path, file: str) -> Path | None:
        """Return where `file` lies: in the folder `data` or elsewhere on the machine; None when it is not there."""
        return next((path for path in self._candidates(data, file) if _is_there(path, file)), None)

    def _candidates(self, data: Path, file: str) -> Iterator[Path]:
        ends = ("", ".gz") if self.compressed else ("",)
        yield from (data / f"{file}{end}" for end in ends)
        for place in self.elsewhere:
            roots = python_packages() if place.startswith("{python}") else (SYSTEM_DATA,)
            for root in roots:
                folder = Path(place.format(system=root, python=root))
                yield from (folder / f"{Path(file).name}{end}" for end in ends)

    def missing(self, data: Path) -> list[str]:
        """Return the files that are not there, as names inside the folder `data`."""
        return [file for file in self.files if self.locate(data, file) is None]

    def check(self, data: Path) -> dict[str, FileState]:
        """Return the state of each file, its MD5 sum compared where one is known."""
        return {file: self._state(data, file) for file in self.files}

    def _state(self, data: Path, file: str) -> FileState:
        path = self.locate(data, file)
        if path is None:
            return FileState.MISSING
        packed = {download.file: download.md5 for download in self.downloads if download.unpack_to is None}
        md5 = self.files[file]
        if path.name == Path(file).name:
            found = path.is_dir() or md5_of(path) == (md5 or packed.get(file)) or not (md5 or packed.get(file))
        elif md5:  # of the content: the .gz of a package need not be the published one
            found = md5_of(path, unzip=True) == md5
        else:
            found = f"{file}.gz" not in packed or md5_of(path) == packed[f"{file}.gz"]
        return FileState.FOUND if found else FileState.DIFFERENT

    def require(self, data: Path) -> None:
        """Return when all files are there.

        Raises
        ------
        MissingDataError
            Naming the missing files, where they go and where to get them.
        """
        missing = self.missing(data)
        if missing:
            files: str = ", ".join(missing)
            files = Sentence("{0} (plain or .gz)", files) if self.compressed else files
            source: str = self.source
            source = (
                Sentence("{0}, or call main.py data {1} --download", source, self.name) if self.downloads else source
            )
            raise MissingDataError(
                Sentence(
                    "{0} is not complete: put {1} into the data folder {2}; get them from {3}.",
                    self.name,
                    files,
                    data,
                    source,
                )
            )

    def finder(self, data: Path) -> Find:
        """Return a function from the name of a file to where it lies; as it is called, the file must be there."""

        def find(file: str) -> Path:
            path = self.locate(data, file)
            if path is None:
                raise MissingDataError(
                    Sentence("{0}: {1} is gone; put it back, or get the data set again.", self.name, data / file)
                )
            return path

        return find


def plain_files(address: str, files: dict[str, tuple[str, int]]) -> tuple[Download, ...]:
    """Return the downloads of files that are used as they are, from name to MD5 sum and megabytes."""
    return tuple(
        Download(file, (f"{address}/{file.rpartition('/')[2]}",), md5, megabytes, (file,))
        for file, (md5, megabytes) in files.items()
    )


def python_packages() -> tuple[Path, ...]:
    """Return the folders in which this Python finds installed packages."""
    import site

    return tuple(Path(folder) for folder in (*site.getsitepackages(), site.getusersitepackages()))


def _is_there(path: Path, file: str) -> bool:
    if not file.endswith("/"):
        return path.is_file()
    try:
        with os.scandir(path) as entries:
            return next(entries, None) is not None
    except OSError:
        return False


def md5_of(path: Path, *, unzip: bool = False) -> str:
    """Return the MD5 sum of the file at `path`, or of what is gzipped in it, as hex digits; '' where it is damaged."""
    found = hashlib.md5(usedforsecurity=False)
    try:
        with gzip.open(path) if unzip else path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                found.update(block)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return ""
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    return found.hexdigest()
