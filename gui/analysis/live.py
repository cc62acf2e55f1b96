"""What the analysis tab shows, computed in the background; no Qt here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.clustering import Clustering, cluster
from engine.analysis.distances import Metric, class_distances
from engine.analysis.request import Analysis, AnalysisRequest, analyze
from engine.analysis.space import FeatureNetwork, Features, SpaceError, find_network
from engine.analysis.spread import Spread
from engine.errors import InputError, MissingDataError
from engine.progress import Control, Report
from engine.sentences import sentence_of
from engine.workspace import Workspace
from gui.figures.drawn import style_of

if TYPE_CHECKING:
    from engine.analysis.statistics import ClassStatistics
    from engine.figures.shown import Shown

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
        Deviation of each pixel, RMS over the channels, gray levels; (0, 1, 1) where the values are features.
    deviation : Spread
        Which definition `spread` is by.
    spread : ndarray of shape (K,), float64
        Scalar within-class deviation, in gray levels or the unit of the features; a partial result is by RMS where
        the one asked for needs the pictures a second time.
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
    deviation: Spread
    spread: NDArray[np.float64]
    metric: Metric
    matrix: NDArray[np.float64] | None
    analysis: Analysis | None = None
    clustering: Clustering | None = None


def compute(
    number: int,
    request: AnalysisRequest,
    workspace: Workspace,
    metric: Metric,
    deviation: Spread = Spread.RMS,
    *,
    partial: Callable[[View], None],
    report: Report,
    control: Control,
) -> View:
    """Return the view of `request`, sending views of what is known so far.

    Raises
    ------
    SpaceError
        When the space cannot be had, whatever the pictures are.
    WorkbenchError
        As `engine.analysis.request.analyze`.
    """

    def show(statistics: ClassStatistics) -> None:
        partial(_view(number, statistics, metric, deviation))

    network = _network(request, workspace)
    analysis = analyze(
        request, workspace, spread=deviation, network=network, partial=show, report=report, control=control
    )
    return _view(number, analysis.statistics, metric, deviation, analysis, control=control)


def measure_again(view: View, metric: Metric, *, report: Report, control: Control) -> View:
    """Return `view` with the distances by `metric`."""
    matrix = class_distances(view.statistics, metric, report=report, control=control)
    return replace(view, metric=metric, matrix=matrix, clustering=_tree(matrix))


def deviate(view: View, deviation: Spread) -> View:
    """Return `view` with the deviations by another definition, of which everything is known."""
    return replace(view, deviation=deviation, spread=view.statistics.spread(deviation))


def _network(request: AnalysisRequest, workspace: Workspace) -> FeatureNetwork | None:
    if not isinstance(request.space, Features):
        return None
    try:
        return find_network(request.space, workspace)
    except (InputError, MissingDataError) as error:
        raise SpaceError(sentence_of(error)) from error


def write(
    analysis: Analysis,
    folder: Path,
    metric: Metric,
    deviation: Spread,
    shown: Mapping[str, Shown],
    style: Mapping[str, Any],
    *,
    report: Report,
    control: Control,
) -> tuple[Path, str]:
    """Write all figures, as they are shown, and data into `folder`; return it and a note on them, which may be empty.

    `style` are the arguments of a `FigureStyle`.
    """
    from engine.figures.analysis_files import write_analysis

    looks = style_of(style)
    write_analysis(
        analysis.statistics,
        folder,
        provenance=analysis.provenance,
        metric=metric,
        spread=deviation,
        shown=shown,
        style=looks,
        report=report,
        control=control,
    )
    return folder, looks.note


def _tree(matrix: NDArray[np.float64]) -> Clustering | None:
    """Return the tree of the classes; None where there is none, which the matrix itself shows."""
    with contextlib.suppress(InputError):
        return cluster(matrix)
    return None


def _view(
    number: int,
    statistics: ClassStatistics,
    metric: Metric,
    deviation: Spread,
    analysis: Analysis | None = None,
    *,
    control: Control | None = None,
) -> View:
    whole = analysis is not None
    matrix = tree = None
    if whole or len(statistics.classes) <= LIVE_DISTANCES:
        # Few pictures do not vary yet, which the Mahalanobis distance needs; of a whole result it is said by the tab.
        with contextlib.suppress(InputError):
            matrix = class_distances(statistics, metric, control=control)
            tree = _tree(matrix) if whole else None
    if deviation.second_pass and statistics.mean_distances is None:
        deviation = Spread.RMS
    spread = statistics.spread(deviation)
    return View(number, statistics, _maps(statistics), deviation, spread, metric, matrix, analysis, tree)


def _maps(statistics: ClassStatistics) -> NDArray[np.float32]:
    if not statistics.of_pictures:
        return np.zeros((0, 1, 1), dtype=np.float32)
    if statistics.std.shape[3] == 1:
        return np.asarray(statistics.std[..., 0], dtype=np.float32)
    return np.asarray(np.sqrt(np.mean(np.square(statistics.std), axis=3)), dtype=np.float32)
