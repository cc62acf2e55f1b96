"""Files that are either whole or absent: atomic writes, append-only lines, content digests."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.errors import StorageError
from engine.sentences import Sentence, sentence_of


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary neighbour of `path` that takes its place when the block ends well.

    The bytes reach the disk before the name does (fsync, then rename), so a reader or a power cut sees the old file
    or the new one, never half of it; and the name is on the disk when this returns (fsync of the folder), so files
    written one after the other survive a power cut in that order. On an exception the temporary is removed.

    Raises
    ------
    StorageError
        When the folder cannot be created or written.
    """
    temporary: Path | None = None
    try:
        make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        sync_file(temporary)
        # mkstemp makes files private; a result is as readable as any other new file.
        os.chmod(temporary, 0o666 & ~_umask())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise StorageError(
            Sentence("Cannot write {0}: {1}. Choose a folder that you may write to, with free space.", path, reason)
        ) from error
    except BaseException:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Create `folder` and what is missing above it; their names are on the disk when this returns.

    Raises
    ------
    StorageError
        When it cannot be created.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            Sentence("Cannot write {0}: {1}. Choose a folder that you may write to.", folder, error.strerror or error)
        ) from error
    for path in missing:
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Bring the bytes of the file at `path` to the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk, on systems and file systems that know how."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` atomically."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` atomically as UTF-8 with LF line ends."""
    write_bytes(path, text.encode("utf-8"))


def write_json(path: Path, value: Any) -> None:
    """Write `value` to `path` atomically as readable JSON."""
    write_text(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """Return the value stored at `path`.

    Raises
    ------
    StorageError
        When the file is missing, unreadable or not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    except ValueError as error:
        raise StorageError(
            Sentence("{0} is not valid JSON ({1}). Restore it from a copy or delete it.", path, sentence_of(error))
        ) from error


def digest(*parts: bytes | str) -> str:
    """Return a short SHA-256 name (20 hex digits) of `parts`, each framed by its length."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "little"))
        sha.update(data)
    return sha.hexdigest()[:20]
