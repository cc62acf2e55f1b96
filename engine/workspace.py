"""Where state lives: the workspace folder and the read-only resources beside the program.

workspace/
├── runs/<id>/        one training run each (see engine/experiments/run_folder.py)
├── studies/<name>/   one study each
├── sets/             category sets of the user
├── presets/          studies of the user to begin with
├── cache/            images and measures by content; may be deleted at any time
└── data/             data sets, unless another data folder is named
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
APPLICATION = "fractaldb-workbench"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders under one root; created when first written to."""

    root: Path

    @property
    def runs(self) -> Path:
        """Folder of the run folders."""
        return self.root / "runs"

    @property
    def studies(self) -> Path:
        """Folder of the study folders."""
        return self.root / "studies"

    @property
    def sets(self) -> Path:
        """Folder of the user's category sets."""
        return self.root / "sets"

    @property
    def presets(self) -> Path:
        """Folder of the user's presets."""
        return self.root / "presets"

    @property
    def cache(self) -> Path:
        """Folder of what can be made again."""
        return self.root / "cache"

    @property
    def data(self) -> Path:
        """Folder of the data sets: $FRACTALDB_DATA where set, else inside the workspace."""
        return Path(os.environ["FRACTALDB_DATA"]) if os.environ.get("FRACTALDB_DATA") else self.root / "data"


def default_workspace() -> Workspace:
    """Return the workspace used when none is named: the user's data folder for this program."""
    return Workspace(Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)))


def program_cache() -> Path:
    """Return the per-user cache folder of the program (compiled kernels)."""
    return Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))
