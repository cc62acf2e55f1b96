"""Unpacking archives (.zip, .tar, .tar.gz, .tgz, .tar.bz2, .tar.xz) from elsewhere: inside one folder, bounded, whole.

Only plain files come out, under the names they have in the archive: a name that leads out of the folder, or two
members of one name, refuse the whole archive; links and devices are passed over. Everything is unpacked beside its
place first and moved there at the end, so what a stop or a kill leaves is never taken for the whole.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import shutil
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path, PurePosixPath
from typing import IO, Any

from engine.errors import InputError, StorageError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

MAX_BYTES = 200 * 2**30
MAX_FILES = 5_000_000
_BLOCK = 1024 * 1024
_DAMAGED = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


def unpack(
    archive: Path,
    folder: Path,
    *,
    only: tuple[str, ...] = (),
    strip: int = 0,
    report: Report = ignore,
    control: Control | None = None,
) -> int:
    """Unpack `archive` into `folder` and return how many files that were.

    Parameters
    ----------
    archive : Path
    folder : Path
        Made if need be; files of the same names are replaced.
    only : tuple of str
        Unpack the members whose name begins with one of these; empty: all.
    strip : int
        How many leading folders of the names to drop; members with fewer are passed over.
    report, control
        Progress in bytes, and interruption.

    Raises
    ------
    InputError
        When the archive is damaged, or a name in it leads out of the folder.
    StorageError
        When the disk is too full or the folder cannot be written.
    """
    beside = folder / f".{archive.name}.unpacking"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        try:
            count = _unpack_all(archive, beside, only, strip, report, control)
            _move(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except _DAMAGED as error:
        raise InputError(
            Sentence("{0} is not a whole archive ({1}); delete it and get it again.", archive, error)
        ) from error
    except OSError as error:
        if error.errno is None:  # gzip, bzip2 and zlib say so of damaged content
            raise InputError(
                Sentence("{0} is not a whole archive ({1}); delete it and get it again.", archive, error)
            ) from error
        raise StorageError(
            Sentence("Cannot unpack {0}: {1}. Is there room left?", archive, error.strerror or error)
        ) from error
    return count


def _unpack_all(
    archive: Path, folder: Path, only: tuple[str, ...], strip: int, report: Report, control: Control | None
) -> int:
    taken: set[Path] = set()
    written = 0
    started = time.monotonic()
    whole = archive.stat().st_size
    with _members(archive) as members:
        for name, size, stream, position in members:
            if control is not None:
                control.poll()
            target = _target(archive, name, only, strip)
            if target is None:
                continue
            if target in taken:
                raise InputError(Sentence("{0} holds {1} twice; get another copy of it.", archive, name))
            taken.add(target)
            written += size
            if written > MAX_BYTES or len(taken) > MAX_FILES:
                raise InputError(
                    Sentence(
                        "{0} holds more than {1} GB, which no data set does.",
                        archive,
                        f"{MAX_BYTES / 1e9:.0f}",
                    )
                )
            _write(stream, folder / target, size, archive, control)
            report(Progress(f"unpacking {archive.name}", min(position, whole), whole, time.monotonic() - started))
    if not taken:
        raise InputError(Sentence("{0} holds none of the files that are wanted; get another copy of it.", archive))
    return len(taken)


def _target(archive: Path, name: str, only: tuple[str, ...], strip: int) -> Path | None:
    plain = name.removeprefix("./")
    if only and not plain.startswith(only):
        return None
    pure = PurePosixPath(plain)
    unfit = pure.is_absolute() or ".." in pure.parts or "\\" in plain or ":" in plain or "\0" in plain
    if unfit:
        raise InputError(
            Sentence(
                "{0} holds the name {1}, which could lead out of its folder; it is not unpacked.", archive, repr(name)
            )
        )
    return Path(*pure.parts[strip:]) if len(pure.parts) > strip else None


Member = tuple[str, int, IO[bytes], int]
"""Name, bytes, content and how many bytes of the archive have been read."""


@contextmanager
def _members(archive: Path) -> Iterator[Iterator[Member]]:
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as opened:
            _check_space(archive, sum(info.file_size for info in opened.infolist()))
            yield _zip_members(opened)
    else:
        _check_space(archive, archive.stat().st_size)
        # Compressed tar files hold no list: they are read once, from front to back, and to the end, where the
        # checksum of the compressed stream stands.
        with archive.open("rb") as raw, _decompressed(archive, raw) as plain:
            with tarfile.open(fileobj=plain, mode="r|") as packed:
                yield _tar_members(packed, raw)
            while plain.read(_BLOCK):
                pass


def _decompressed(archive: Path, raw: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    opened: dict[str, Callable[..., Any]] = {
        ".gz": gzip.open,
        ".tgz": gzip.open,
        ".bz2": bz2.open,
        ".xz": lzma.open,
    }
    found: AbstractContextManager[IO[bytes]] = opened.get(archive.suffix, nullcontext)(raw)
    return found


def _zip_members(opened: zipfile.ZipFile) -> Iterator[Member]:
    position = 0
    for info in opened.infolist():
        position += info.compress_size
        link = info.external_attr >> 16 & 0o170000 == 0o120000
        if not info.is_dir() and not link:
            with opened.open(info) as stream:
                yield info.filename, info.file_size, stream, position


def _tar_members(packed: tarfile.TarFile, raw: IO[bytes]) -> Iterator[Member]:
    for info in packed:
        stream = packed.extractfile(info) if info.isreg() else None
        if stream is not None:
            yield info.name, info.size, stream, raw.tell()


def _check_space(archive: Path, needed: int) -> None:
    free = shutil.disk_usage(archive.parent).free
    if free < needed:
        raise StorageError(
            Sentence(
                "Unpacking {0} needs {1} GB or more, but {2} has {3} GB free; free some space or choose "
                "another data folder.",
                archive.name,
                f"{needed / 1e9:.2f}",
                archive.parent,
                f"{free / 1e9:.2f}",
            )
        )


def _write(stream: IO[bytes], path: Path, size: int, archive: Path, control: Control | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    left = size
    with path.open("wb") as target:
        while block := stream.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                break
            target.write(block)
            if control is not None and size > _BLOCK:
                control.poll()
    if left:
        raise InputError(
            Sentence("{0} is not a whole archive ({1} is cut); delete it and get it again.", archive, path.name)
        )


def _move(source: Path, target: Path) -> None:
    """Move what is in `source` into `target`, whole folders where there are none of their name yet."""
    for child in source.iterdir():
        place = target / child.name
        if child.is_dir() and place.is_dir():
            _move(child, place)
        else:
            os.replace(child, place)
