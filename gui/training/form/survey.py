"""What of the data sets is on this machine: looked up in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.images.dataset_images import DATASETS, array_archives, picture_folders
from engine.images.datasets.survey import Finding, look

BUNDLED_FIRST = 7
"""The bundled sample and the six data sets of the study come first in the registry."""


@dataclass(frozen=True)
class Survey:
    """The known data sets and how much of each is there, and the user's own folders and archives."""

    known: Mapping[str, Finding]
    own: tuple[str, ...]


def survey(data: Path) -> Survey:
    """Look through the data folder."""
    return Survey(
        {name: look(description, data) for name, description in DATASETS.items()},
        (*picture_folders(data), *array_archives(data)),
    )
