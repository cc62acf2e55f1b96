"""What a study will cost here: results, runs, time, memory, disk; reckoned in the background while it is edited."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.console import duration
from engine.experiments.plan import plan
from engine.experiments.specification import StudySpecification
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.experiments.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Outlook:
    """The cost of `study`, and the free bytes of the disk it goes to.

    Attributes
    ----------
    study : StudySpecification
    estimate : Estimate
        Of the runs that are still to be done.
    free_bytes : int
    results : int
        Cells of the matrix.
    runs : int
        Runs in all, a shared pre-training counted once.
    pretrainings : int
        How many of the runs are pre-trainings.
    """

    study: StudySpecification
    estimate: Estimate
    free_bytes: int
    results: int
    runs: int
    pretrainings: int

    @property
    def fits(self) -> bool:
        """Whether the disk has room for it."""
        return self.estimate.disk_bytes < self.free_bytes

    @property
    def done(self) -> int:
        """Runs that were done before."""
        return self.runs - self.estimate.runs


def outlook(study: StudySpecification, workspace: Workspace) -> Outlook:
    """Return what `study` will cost in `workspace`; raises as `estimate_study`."""
    # Knows the renderer, whose kernels take a second to import: not in the window's thread.
    from engine.experiments.estimate import estimate_study

    planned = plan(study)
    return Outlook(
        study=study,
        estimate=estimate_study(study, workspace),
        free_bytes=shutil.disk_usage(_existing(workspace.root)).free,
        results=len(planned.cells),
        runs=len(planned.runs),
        pretrainings=sum(run.role == "pretrain" for run in planned.runs),
    )


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def rounded_time(seconds: float) -> str:
    """Return seconds as an estimate deserves: ``20 s``, ``3 min``, ``2.5 h``, ``40 d``."""
    if seconds < 57.5:
        return duration(max(5.0, 5.0 * round(seconds / 5)))
    if seconds < 3570:
        return f"{seconds / 60:.0f} min"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 86400:,.0f} d"


def rounded_bytes(count: int) -> str:
    """Return bytes in the unit that needs no more than four digits."""
    return f"{count / 1e6:,.0f} MB" if count < 1e9 else f"{count / 1e9:,.1f} GB"
