"""What of the known data sets is on this machine, and what would have to be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.images.datasets.description import DatasetDescription, Download, FileState
from engine.images.datasets.obtain import needed_downloads


class SetState(StrEnum):
    """How much of a data set is there."""

    BUNDLED = "bundled"
    FOUND = "found"
    INCOMPLETE = "incomplete"
    ABSENT = "not there"


@dataclass(frozen=True)
class Finding:
    """What was found of a data set.

    Attributes
    ----------
    description : DatasetDescription
    state : SetState
    missing : tuple of str
        Names inside the data folder of what is not there.
    different : tuple of str
        Those whose sum is not the published one; empty when sums were not compared.
    folder : Path or None
        Where the first of its files lies, None when none does.
    downloads : tuple of Download
        What would complete it; empty where it is complete or cannot be fetched.
    fetchable : bool
        Whether what is missing can be fetched.
    """

    description: DatasetDescription
    state: SetState
    missing: tuple[str, ...]
    different: tuple[str, ...]
    folder: Path | None
    downloads: tuple[Download, ...]
    fetchable: bool

    @property
    def megabytes(self) -> int:
        """About how much is to be fetched."""
        return sum(download.megabytes for download in self.downloads)


def look(description: DatasetDescription, data: Path, *, verify: bool = False) -> Finding:
    """Return what of a data set is there; with `verify` the sums of its files are compared (this reads them all)."""
    missing = tuple(description.missing(data))
    needed = needed_downloads(description, data)
    covered = {file for download in needed for file in download.gives}
    states = description.check(data) if verify else {}
    places = (description.locate(data, file) for file in description.files)
    first = next((place for place in places if place is not None), None)
    return Finding(
        description=description,
        state=_state(description, missing),
        missing=missing,
        different=tuple(file for file, state in states.items() if state is FileState.DIFFERENT),
        folder=first.parent if first is not None else None,
        downloads=needed,
        fetchable=bool(missing) and covered >= set(missing),
    )


def _state(description: DatasetDescription, missing: tuple[str, ...]) -> SetState:
    if not description.files:
        return SetState.BUNDLED
    if not missing:
        return SetState.FOUND
    return SetState.ABSENT if len(missing) == len(description.files) else SetState.INCOMPLETE
