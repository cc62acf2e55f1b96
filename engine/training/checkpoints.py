"""Checkpoints: all that is needed to go on as if nothing had happened; the newest two are kept.

checkpoints/
├── last.pt       the newest
└── previous.pt   the one before, read when the newest is damaged
"""

from __future__ import annotations

import pickle
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.errors import InputError, StorageError
from engine.storage import replacing

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
            When the folder cannot be written or the disk is full.
        """
        try:
            with replacing(self.last) as temporary:
                torch.save({"format": FORMAT, **state}, temporary)
                if self.last.exists():
                    self.last.replace(self.previous)
        except RuntimeError as error:
            # torch reports a full disk in its own words.
            raise StorageError(
                f"Cannot write the checkpoint {self.last}: {str(error).splitlines()[0]} Free some space and resume."
            ) from error

    def load(self) -> Checkpoint | None:
        """Return the newest checkpoint that can be read, None where none was ever written.

        Raises
        ------
        InputError
            When there are files but none can be read.
        """
        present = [path for path in (self.last, self.previous) if path.exists()]
        faults = []
        for path in present:
            try:
                state = torch.load(path, map_location="cpu", weights_only=True)
            except _UNREADABLE as error:
                faults.append(
                    f"{path.name}: {str(error).splitlines()[0][:120] if str(error) else type(error).__name__}"
                )
                continue
            if isinstance(state, dict) and state.get("format") == FORMAT:
                return Checkpoint(path, state)
            faults.append(f"{path.name}: not a checkpoint of this program's format {FORMAT}")
        if faults:
            raise InputError(
                f"No checkpoint in {self.path} can be read ({'; '.join(faults)}); "
                "delete them to start the run from its beginning."
            )
        return None
