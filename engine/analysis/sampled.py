"""Silhouettes of some of the pictures of an analysis, which are opened once more."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict, replace

import numpy as np

from engine.analysis.request import DEFAULT_INSTANCES, Analysis, SourceKind
from engine.analysis.sampling import sample
from engine.analysis.separability import Silhouette, silhouette
from engine.analysis.sources import ImageSource
from engine.analysis.space import Features
from engine.progress import Control, Report, ignore
from engine.workspace import Workspace


def sampled_silhouettes(
    analysis: Analysis,
    per_class: int,
    workspace: Workspace,
    seed: int = 0,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> Silhouette:
    """Return the silhouettes of `per_class` pictures of each class, or of their features, taken by a seed.

    Raises
    ------
    InputError
        When `per_class` is below 1, or fewer than two classes have a picture.
    WorkbenchError
        When the pictures cannot be opened any more.
    Interrupted
        When `control` was stopped.
    """
    control = control or Control()
    with _source(analysis, per_class, workspace, report, control) as source:
        taken = sample(source, per_class, seed, report=report, control=control)
    place = {name: index for index, name in enumerate(analysis.statistics.classes)}
    places = np.array([place[source.classes[label]] for label in taken.labels], dtype=np.int64)
    return silhouette(taken.images, places, report=report, control=control)


@contextlib.contextmanager
def _source(
    analysis: Analysis, per_class: int, workspace: Workspace, report: Report, control: Control
) -> Iterator[ImageSource]:
    """Yield what the analysis was made of, once more."""
    from engine.analysis.features import computed_features

    request = analysis.request
    if isinstance(request.space, Features):
        pictures = request.open(workspace, control=control)
        with computed_features(pictures, analysis.key, asdict(request), workspace, report=report) as features:
            yield features
        return
    if request.kind is SourceKind.CATEGORIES:
        # The instances of a category come in an order drawn by a seed: the first are a sample, and no more are drawn.
        most = min(request.instances or DEFAULT_INSTANCES, request.settings.instances)
        request = replace(request, instances=min(per_class, most))
    yield request.open(workspace, control=control)
