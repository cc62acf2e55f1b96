"""Getting a data set into the data folder: fetched, checked, unpacked."""

from __future__ import annotations

from pathlib import Path

from engine.errors import InputError, MissingDataError
from engine.images.datasets.description import DatasetDescription, Download, FileState
from engine.images.downloads import checksum_of, fetch
from engine.images.unpacking import unpack
from engine.locks import exclusive
from engine.progress import Control, Report, ignore
from engine.sentences import Sentence


def needed_downloads(description: DatasetDescription, data: Path, *, verify: bool = False) -> tuple[Download, ...]:
    """Return what must be fetched to complete a set; with `verify` also what is not as published."""
    if verify:
        wanted = {file for file, state in description.check(data).items() if state is not FileState.FOUND}
    else:
        wanted = set(description.missing(data))
    return tuple(download for download in description.downloads if wanted & set(download.gives))


def obtain(
    description: DatasetDescription,
    data: Path,
    *,
    verify: bool = False,
    report: Report = ignore,
    control: Control | None = None,
) -> tuple[Download, ...]:
    """Fetch what is missing of a data set into the folder `data` and return what that was.

    With `verify`, files that are not as published are fetched again. An archive that lies there already under its
    published name is unpacked without being fetched, and kept.

    Raises
    ------
    MissingDataError
        When files are missing that cannot be fetched; says which go where.
    DownloadError, StorageError, Interrupted
        As `fetch`; what has arrived is kept.
    InputError
        When an archive does not hold what it should.
    """
    downloads = needed_downloads(description, data, verify=verify)
    if downloads:
        with exclusive(data / ".lock", f"Another process is fetching into {data}; wait for it, or stop it first."):
            for download in downloads:
                _obtain_one(download, data, report, control)
    missing = description.missing(data)
    if missing and description.downloads:
        raise InputError(
            Sentence(
                "{0}: {1} did not come with its published archives; get them from {2}.",
                description.name,
                ", ".join(missing),
                description.source,
            )
        )
    if missing:
        raise MissingDataError(
            Sentence(
                "{0} cannot be fetched from here: put {1} into the data folder {2}; get them from {3}.",
                description.name,
                ", ".join(missing),
                data,
                description.source,
            )
        )
    return downloads


def _obtain_one(download: Download, data: Path, report: Report, control: Control | None) -> None:
    path = data / download.file
    checksum = f"md5:{download.md5}" if download.md5 else ""
    there = path.is_file() and (not checksum or checksum_of(path, checksum, control) == checksum)
    if not there:
        fetch(download.urls, path, checksum=checksum, report=report, control=control)
    if download.unpack_to is None:
        return
    folder = data / download.unpack_to
    unpack(path, folder, only=download.only, strip=download.strip, report=report, control=control)
    if download.inner:
        inner = folder / download.inner
        unpack(inner, folder, report=report, control=control)
        inner.unlink()
    if not there:
        path.unlink()
