"""Figures of what is said of classes: separability, the map of their means, the agreement of two analyses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.analysis.separability import Separability
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
