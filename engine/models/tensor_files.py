"""Files of tensors, written whole or not at all; a full disk is one sentence."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from engine.errors import StorageError
from engine.storage import replacing, sync_file


@contextlib.contextmanager
def saving_tensors(path: Path, value: Any) -> Iterator[None]:
    """Write `value` to `path` atomically; the block runs when the new file is on the disk and takes its name next.

    Raises
    ------
    StorageError
        When the disk is full or refuses the file; `path` is then as it was.
    """
    try:
        with replacing(path) as temporary:
            # Through a stream of Python's: torch's own hides why a write failed.
            with temporary.open("wb") as stream:
                torch.save(value, stream)
            sync_file(temporary)
            yield
    except (RuntimeError, StorageError) as error:
        fault = _system_error(error)
        if fault is None and isinstance(error, StorageError):
            raise
        reason = (fault.strerror if fault is not None else None) or str(error).splitlines()[0].rstrip(".")
        raise StorageError(
            f"Cannot write {path}: {reason}; it takes {_mebibytes(tensor_bytes(value))}{_room(path.parent)}. "
            "Make room there and resume the run."
        ) from error


def save_tensors(path: Path, value: Any) -> None:
    """Write `value` to `path` atomically; see `saving_tensors`."""
    with saving_tensors(path, value):
        pass


def tensor_bytes(value: Any) -> int:
    """Return the bytes of all tensors in nested dictionaries and sequences."""
    if isinstance(value, torch.Tensor):
        return value.nbytes
    if isinstance(value, dict):
        return sum(map(tensor_bytes, value.values()))
    return sum(map(tensor_bytes, value)) if isinstance(value, (list, tuple)) else 0


def _system_error(error: BaseException | None) -> OSError | None:
    while error is not None and not isinstance(error, OSError):
        error = error.__cause__ or error.__context__
    return error


def _room(folder: Path) -> str:
    with contextlib.suppress(OSError):
        return f", {_mebibytes(shutil.disk_usage(folder).free)} are free"
    return ""


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB"
