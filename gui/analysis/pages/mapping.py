"""What the map of the classes shows, computed in the background; no Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.maps2d import ClassMap, MapKind, map_of
from engine.analysis.separability import nearest_other
from engine.progress import Control, Progress, Report
from gui.analysis.pages.subject import Subject

if TYPE_CHECKING:
    from engine.analysis.statistics import ClassStatistics
    from engine.figures.plot import Plot

KINDS = (MapKind.PCA, MapKind.MDS, MapKind.CLASSICAL)


@dataclass(frozen=True, eq=False)
class Mapped:
    """Places of the classes.

    Attributes
    ----------
    subject : Subject
    flat : ClassMap
    nearest : ndarray of shape (K,), int64
        Nearest other class by the distances of the subject; -1 where none is defined.
    nearest_distance : ndarray of shape (K,), float64
    pictures : ndarray of shape (K, H, W, C), uint8, or None
        Class means on one scale from black to the brightest pixel of all; None of features.
    """

    subject: Subject
    flat: ClassMap
    nearest: NDArray[np.int64]
    nearest_distance: NDArray[np.float64]
    pictures: NDArray[np.uint8] | None


def lay_out(
    subject: Subject, kind: MapKind, *, partial: Callable[[Mapped], None], report: Report, control: Control
) -> Mapped:
    """Return the map of a result; before a long one, the classical map from which it starts.

    Raises
    ------
    InputError
        When a distance is undefined.
    """
    statistics = subject.analysis.statistics
    nearest, distance = nearest_other(subject.matrix)
    pictures = mean_pictures(statistics)

    def mapped(of: MapKind) -> Mapped:
        flat = map_of(statistics.means if of is MapKind.PCA else subject.matrix, of, control=control)
        return Mapped(subject, flat, nearest, distance, pictures)

    report(Progress("map of the classes", 0, 2, 0.0))
    if kind is MapKind.MDS:
        partial(mapped(MapKind.CLASSICAL))
    report(Progress("map of the classes", 1, 2, 0.0))
    return mapped(kind)


def mean_pictures(statistics: ClassStatistics) -> NDArray[np.uint8] | None:
    """Return the class means (K, H, W, C) on one scale, None of features."""
    if not statistics.of_pictures:
        return None
    top = float(statistics.means.max()) or 1.0
    return np.asarray(np.rint(np.clip(statistics.means / top, 0, 1) * 255), dtype=np.uint8)


def figure(mapped: Mapped, *, names: bool, lines: bool) -> Plot:
    """Return the map as a figure."""
    from engine.figures.class_figures import class_map_plot

    return class_map_plot(
        mapped.subject.names, mapped.flat, mapped.nearest, mapped.nearest_distance, names=names, lines=lines
    )
