"""Checkpoints: all that is needed to go on as if nothing had happened; the newest two are kept.

checkpoints/
├── last.pt       the newest
├── previous.pt   the one before, read when the newest is damaged
└── damaged.pt    a newest one that could not be read, put aside so that it never takes the place of a good one
"""

from __future__ import annotations

import contextlib
import pickle
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.errors import InputError
from engine.models.tensor_files import saving_tensors

FORMAT = 1
_UNREADABLE = (RuntimeError, pickle.UnpicklingError, zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A state of a run and the file it came from; `state` is what `CheckpointFolder.save` was given."""

    path: Path
    state: dict[str, Any]


class CheckpointFolder:
    """The checkpoints of one run.

    Parameters
    ----------
    path : Path
        Created when first written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last = path / "last.pt"
        self.previous = path / "previous.pt"

    def save(self, state: dict[str, Any]) -> None:
        """Write `state` as the newest checkpoint; at every moment one whole checkpoint lies in the folder.

        Raises
        ------
        StorageError
            When the folder cannot be written or the disk is full; what was there before is untouched.
        """
        with saving_tensors(self.last, {"format": FORMAT, **state}):
            if self.last.exists():
                self.last.replace(self.previous)

    def load(self) -> Checkpoint | None:
        """Return the newest checkpoint that can be read, None where none was ever written.

        A newest one that is damaged is put aside, as ``damaged.pt``, when the one before can be read.

        Raises
        ------
        InputError
            When there are files but none can be read.
        """
        self._sweep()
        faults: list[str] = []
        for path in self._files():
            state = _read(path)
            if not isinstance(state, str):
                if faults:
                    self._put_aside()
                return Checkpoint(path, state)
            faults.append(f"{path.name}: {state}")
        if faults:
            raise InputError(
                f"No checkpoint in {self.path} can be read ({'; '.join(faults)}); "
                "delete them to start the run from its beginning."
            )
        return None

    def _files(self) -> list[Path]:
        return [path for path in (self.last, self.previous) if path.exists()]

    def _sweep(self) -> None:
        """Remove what a process left that was killed while it wrote; only the holder of the run may."""
        for part in self.path.glob(".*.part"):
            with contextlib.suppress(OSError):
                part.unlink()

    def _put_aside(self) -> None:
        with contextlib.suppress(OSError):
            self.last.replace(self.path / "damaged.pt")


def _read(path: Path) -> dict[str, Any] | str:
    """Return the state in the file, or what is wrong with it."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except _UNREADABLE as error:
        return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    if isinstance(state, dict) and state.get("format") == FORMAT:
        return state
    return f"not a checkpoint of this program's format {FORMAT}"
