"""The part of ``main.py analyze`` that draws the figures asked for by name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric
from engine.analysis.request import Analysis
from engine.analysis.separability import separability
from engine.analysis.spread import Spread
from engine.commands.figure_output import add_output, check_names, write_figures
from engine.errors import InputError

if TYPE_CHECKING:
    from engine.figures.shelf import KeptFigure
    from engine.figures.style import FigureStyle

FIGURES = ("std_maps", "class_std", "distances", "separability_bars")

MEASURES = ("nearest_ratio", "ratio", "nearest_distance", "silhouette", "within_class_std")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which figures are drawn and how they are written."""
    add_output(parser, ", ".join(FIGURES))
    parser.add_argument(
        "--class-measure",
        choices=MEASURES,
        default=MEASURES[0],
        help="what separability_bars show (%(default)s)",
    )


def asked(arguments: argparse.Namespace) -> bool:
    """Return whether figures are to be written by name instead of all of them as they suit.

    Raises
    ------
    InputError
        When there is no such figure.
    """
    check_names(arguments.figure, FIGURES, "of an analysis")
    return bool(arguments.figure or arguments.compose or arguments.formats)


def write(
    analysis: Analysis, matrix: NDArray[np.float64], arguments: argparse.Namespace, style: FigureStyle
) -> list[Path]:
    """Write the figures asked for, all there are where none is named, and return the paths.

    Raises
    ------
    InputError
        When a figure is asked for that features do not have, or panels cannot be composed so.
    StorageError
        When the folder cannot be written.
    """
    found = {figure.name: figure for figure in _figures(analysis, matrix, arguments, style)}
    names = arguments.figure or tuple(found)
    if missing := [name for name in names if name not in found]:
        raise InputError(f"Features have no {missing[0]}; choose from {', '.join(found)}, or leave --features out.")
    return write_figures(arguments, [found[name] for name in names], arguments.out, style)


def _figures(
    analysis: Analysis, matrix: NDArray[np.float64], arguments: argparse.Namespace, style: FigureStyle
) -> list[KeptFigure]:
    from engine.figures.analysis_files import analysis_drawings
    from engine.figures.class_figures import separability_plot
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure

    metric, spread = Metric(arguments.distance), Spread(arguments.spread)
    facts = {**analysis.provenance, "distance": metric.value, "spread": spread.value}
    kept = []
    for name, (draw, _) in analysis_drawings(analysis.statistics, metric, spread).items():
        recipe = draw(style).recipe
        assert isinstance(recipe, Plot)
        kept.append(KeptFigure(name, recipe, facts))
    ratios = separability(analysis.statistics, matrix)
    bars = separability_plot(ratios, analysis.statistics.spread(spread), arguments.class_measure)
    return [*kept, KeptFigure("separability_bars", bars, facts)]
