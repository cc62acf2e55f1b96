"""What a page about a result is handed; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric
from engine.analysis.request import Analysis
from engine.analysis.spread import Spread
from gui.analysis.live import View


@dataclass(frozen=True, eq=False)
class Subject:
    """A whole result, by the measures chosen for it.

    Attributes
    ----------
    analysis : Analysis
    metric : Metric
        Of the distances.
    matrix : ndarray of shape (K, K), float64
        Distances between class means; NaN where undefined.
    spread : Spread
        Definition of the scalar deviation; one that needs a second pass was given it.
    """

    analysis: Analysis
    metric: Metric
    matrix: NDArray[np.float64]
    spread: Spread = Spread.RMS

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same result by the same measures."""
        return (
            isinstance(other, Subject)
            and self.analysis.statistics is other.analysis.statistics
            and self.matrix is other.matrix
            and self.spread is other.spread
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def names(self) -> tuple[str, ...]:
        """The classes."""
        return self.analysis.statistics.classes

    @property
    def facts(self) -> dict[str, object]:
        """JSON-ready: where the numbers come from."""
        return {**self.analysis.provenance, "distance": self.metric.value, "spread": self.spread.value}

    @property
    def undefined(self) -> str:
        """Name of the first class without any distance by this metric; empty where all have one."""
        rows = np.flatnonzero(~np.isfinite(self.matrix).any(axis=1))
        return self.names[int(rows[0])] if len(rows) and len(self.names) > 1 else ""


def subject_of(view: View) -> Subject | None:
    """Return the whole result that is viewed; None of a partial one, or of one without distances."""
    if view.analysis is None or view.matrix is None:
        return None
    return Subject(view.analysis, view.metric, view.matrix, view.deviation)
