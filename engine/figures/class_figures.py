"""Figures of what is said of classes: separability, the map of their means, the agreement of two analyses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.maps2d import ClassMap
from engine.analysis.separability import Separability
from engine.analysis.side_by_side import SideBySide
from engine.figures.plot import Plot
from engine.figures.table import Table


def separability_plot(
    ratios: Separability, spreads: NDArray[np.float64], measure: str, silhouettes: NDArray[np.float64] | None = None
) -> Plot:
    """Return the separability of each class as bars.

    Parameters
    ----------
    ratios : Separability
        Of K classes.
    spreads : ndarray of shape (K,), float64
        Scalar within-class deviation.
    measure : str
        The column drawn; all are in the table.
    silhouettes : ndarray of shape (K,), float64, optional
        Mean silhouettes of pictures of each class.
    """
    nearest = [ratios.classes[index] if index >= 0 else "" for index in ratios.nearest.tolist()]
    columns = {
        "pictures": ratios.counts.tolist(),
        "within_class_std": spreads.tolist(),
        "nearest": nearest,
        "nearest_distance": ratios.nearest_distance.tolist(),
        "nearest_ratio": ratios.nearest_ratio.tolist(),
        "within": ratios.within.tolist(),
        "between": ratios.between.tolist(),
        "ratio": ratios.ratio.tolist(),
        "silhouette": ratios.silhouette.tolist(),
    }
    if silhouettes is not None:
        columns["silhouette_of_pictures"] = silhouettes.tolist()
    rows = list(zip(ratios.classes, *columns.values(), strict=True))
    return Plot("separability", Table(("class", *columns), rows), {"measure": measure})


def class_map_plot(
    classes: Sequence[str],
    flat: ClassMap,
    nearest: NDArray[np.int64],
    nearest_distance: NDArray[np.float64],
    *,
    names: bool = True,
    lines: bool = True,
) -> Plot:
    """Return the map of K classes.

    Parameters
    ----------
    classes : sequence of str
    flat : ClassMap
    nearest : ndarray of shape (K,), int64
        Nearest other class; -1 where none is defined.
    nearest_distance : ndarray of shape (K,), float64
    names, lines : bool
        Whether names are written, and lines drawn to the nearest class.
    """
    near = [classes[index] if index >= 0 else "" for index in nearest.tolist()]
    rows = list(zip(classes, *flat.points.T.tolist(), near, nearest_distance.tolist(), strict=True))
    options = {
        "kind": flat.kind.value,
        "explained": flat.explained.tolist(),
        "stress": flat.stress,
        "names": names,
        "lines": lines,
    }
    return Plot("class_map", Table(("class", "x", "y", "nearest", "nearest_distance"), rows), options)


def agreement_plot(beside: SideBySide, labels: tuple[str, str]) -> Plot:
    """Return the distances of all pairs of classes in two analyses as a scatter plot.

    Parameters
    ----------
    beside : SideBySide
    labels : tuple of str
        What the axes are called.
    """
    ends = np.triu_indices(len(beside.classes), 1)
    names = [[beside.classes[index] for index in side.tolist()] for side in ends]
    rows = list(zip(*names, *beside.pairs.tolist(), beside.difference[ends].tolist(), strict=True))
    options: dict[str, Any] = {"labels": list(labels), "cka": beside.cka, "classes": len(beside.classes)}
    for key, test in (("mantel", beside.by_value), ("spearman", beside.by_rank)):
        if test is not None:
            options[key] = {"r": test.r, "p": test.p, "permutations": test.permutations}
    columns = ("class", "other_class", "first", "second", "difference_in_means")
    return Plot("agreement", Table(columns, rows), options)
