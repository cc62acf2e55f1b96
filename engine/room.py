"""What is kept in a folder is held below a size: the least recently used goes first, and what a kill left behind."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ABANDONED_S = 24 * 3600.0
"""Age from which nobody can be writing a temporary file any more."""


@dataclass(frozen=True, slots=True)
class Droppable:
    """Something that may give way to something newer.

    Attributes
    ----------
    used_at : float
        Time of the last use, seconds since 1970.
    name : str
        Decides between two that were used at the same time.
    bytes : int
        Size on disk.
    drop : callable
        Removes it and returns whether it is gone; it may be in use, or gone already.
    """

    used_at: float
    name: str
    bytes: int
    drop: Callable[[], bool]


def make_room(others: Iterable[Droppable], needed: int, limit: int) -> None:
    """Drop the least recently used of `others` until they and `needed` bytes more are within `limit`.

    What is larger than the limit is thus kept alone. One that cannot be dropped still counts, and the next goes.
    """
    oldest_first = sorted(others, key=lambda one: (one.used_at, one.name))
    total = needed + sum(one.bytes for one in oldest_first)
    for one in oldest_first:
        if total <= limit:
            break
        if one.drop():
            total -= one.bytes


def sweep_abandoned(folder: Path, age_s: float = ABANDONED_S) -> None:
    """Remove temporary files (see `engine.storage.replacing`) that a killed process left in `folder` so long ago."""
    for part in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime >= age_s:
                part.unlink()


def unlinked(path: Path) -> bool:
    """Remove a file and return whether it is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:  # in use by another process (Windows)
        return False
    return True
