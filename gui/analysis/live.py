"""What the analysis tab shows, computed in the background; no Qt here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.clustering import Clustering, cluster
from engine.analysis.distances import Metric, distances
from engine.analysis.request import Analysis, AnalysisRequest, analyze
from engine.errors import InputError
from engine.progress import Control, Report
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.analysis.statistics import ClassStatistics

LIVE_DISTANCES = 200
"""Classes up to which the distances are computed again for every partial result."""


@dataclass(frozen=True, eq=False)
class View:
    """Everything the plots need of a result, partial or whole.

    Attributes
    ----------
    number : int
        Number of the question it answers.
    statistics : ClassStatistics
    maps : ndarray of shape (K, H, W), float32
        Deviation of each pixel, RMS over the channels, gray levels.
    spread : ndarray of shape (K,), float64
        Scalar within-class deviation, gray levels.
    metric : Metric
    matrix : ndarray of shape (K, K), float64, or None
        Distances between class means; None while they are not computed.
    analysis : Analysis or None
        The whole result; None for a partial one.
    clustering : Clustering or None
        The tree of `matrix`; None for a partial result, or where a distance is undefined.
    """

    number: int
    statistics: ClassStatistics
    maps: NDArray[np.float32]
    spread: NDArray[np.float64]
    metric: Metric
    matrix: NDArray[np.float64] | None
    analysis: Analysis | None = None
    clustering: Clustering | None = None


@dataclass(frozen=True, eq=False)
class Matrix:
    """Distances by another metric, for the result `number`."""

    number: int
    metric: Metric
    values: NDArray[np.float64]
    clustering: Clustering | None


def compute(
    number: int,
    request: AnalysisRequest,
    workspace: Workspace,
    metric: Metric,
    *,
    partial: Callable[[View], None],
    report: Report,
    control: Control,
) -> View:
    """Return the view of `request`, sending views of what is known so far."""

    def show(statistics: ClassStatistics) -> None:
        few = len(statistics.classes) <= LIVE_DISTANCES
        partial(_view(number, statistics, metric, distances(statistics.means, metric) if few else None))

    analysis = analyze(request, workspace, partial=show, report=report, control=control)
    matrix = distances(analysis.statistics.means, metric, control=control)
    return _view(number, analysis.statistics, metric, matrix, analysis)


def measure_again(
    number: int, means: NDArray[np.float64], metric: Metric, *, report: Report, control: Control
) -> Matrix:
    """Return the distances by `metric`."""
    values = distances(means, metric, report=report, control=control)
    return Matrix(number, metric, values, _tree(values))


def write(
    analysis: Analysis, folder: Path, metric: Metric, language: str, *, report: Report, control: Control
) -> tuple[Path, str]:
    """Write all figures and data into `folder`; return it and a note on the figures, which may be empty."""
    from engine.figures.analysis_files import write_analysis
    from engine.figures.style import FigureStyle, Language

    style = FigureStyle(language=Language(language))
    write_analysis(
        analysis.statistics,
        folder,
        provenance=analysis.provenance,
        metric=metric,
        style=style,
        report=report,
        control=control,
    )
    return folder, style.note


def _tree(matrix: NDArray[np.float64]) -> Clustering | None:
    """Return the tree of the classes; None where there is none, which the matrix itself shows."""
    with contextlib.suppress(InputError):
        return cluster(matrix)
    return None


def _view(
    number: int,
    statistics: ClassStatistics,
    metric: Metric,
    matrix: NDArray[np.float64] | None,
    analysis: Analysis | None = None,
) -> View:
    maps = np.sqrt(np.mean(np.square(statistics.std), axis=3)).astype(np.float32)
    tree = _tree(matrix) if analysis is not None and matrix is not None else None
    return View(number, statistics, maps, statistics.class_std, metric, matrix, analysis, tree)
