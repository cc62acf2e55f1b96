"""The part of ``main.py analyze`` that draws the figures asked for by name."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.clustering import cluster
from engine.analysis.distances import Metric
from engine.analysis.ordering import Order, places
from engine.analysis.request import Analysis
from engine.analysis.separability import separability
from engine.analysis.spread import Spread
from engine.commands.figure_output import add_output, check_names, write_figures
from engine.errors import InputError
from engine.figures.palettes import USUAL_MAP
from engine.figures.shown import COLOUR_MAPS, Shown, figure_facts

if TYPE_CHECKING:
    from engine.figures.shelf import KeptFigure
    from engine.figures.style import FigureStyle

OWN = "own"

MAPS = "std_maps"

FIGURES = (MAPS, "class_std", "distances", "separability_bars")

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
    group = parser.add_argument_group("how classes are shown, as in the window")
    group.add_argument(
        "--order", choices=[order.value for order in Order], default="class",
        help="as in the set, by name, by deviation (largest, smallest), by mean distance, by likeness (%(default)s)",
    )  # fmt: skip
    scale = "what the ends of the colours stand for (from 0 to the largest)"
    for what, read, known in (("map", _own_or_scale, "own|LOW:HIGH"), ("distance", _scale, "LOW:HIGH")):
        group.add_argument(
            f"--{what}-colours", choices=COLOUR_MAPS, default=USUAL_MAP, metavar="NAME",
            help=f"of palette okabe-ito, _r is reversed: {', '.join(COLOUR_MAPS[::2])} (%(default)s)",
        )  # fmt: skip
        group.add_argument(f"--{what}-scale", type=read, metavar=known, help=scale)


def asked(arguments: argparse.Namespace) -> bool:
    """Return whether figures are to be written by name instead of all of them as they suit.

    Raises
    ------
    InputError
        When there is no such figure, or features do not have it.
    """
    check_names(arguments.figure, FIGURES, "of an analysis")
    if arguments.features is not None and MAPS in arguments.figure:
        others = ", ".join(name for name in FIGURES if name != MAPS)
        raise InputError(f"Features have no {MAPS}; choose from {others}, or leave --features out.")
    return bool(arguments.figure or arguments.compose or arguments.formats)


def shown_of(analysis: Analysis, matrix: NDArray[np.float64], arguments: argparse.Namespace) -> Mapping[str, Shown]:
    """Return the order and colours that the options ask for, by figure.

    Raises
    ------
    InputError
        When the classes are to stand by likeness and have no tree.
    """
    statistics, order = analysis.statistics, Order(arguments.order)
    tree = cluster(matrix) if order is Order.CLUSTER else None
    spread = statistics.spread(Spread(arguments.spread))
    stand = tuple(places(order, statistics.classes, spread, matrix, tree).tolist()) if order is not Order.CLASS else ()
    own = arguments.map_scale == OWN
    return {
        MAPS: Shown(stand, arguments.map_colours, None if own else arguments.map_scale, own),
        "class_std": Shown(stand),
        "distances": Shown(stand, arguments.distance_colours, arguments.distance_scale),
    }


def _scale(text: str) -> tuple[float, float]:
    low, _, high = text.partition(":")
    try:
        ends = float(low), float(high)
    except ValueError:
        ends = math.nan, math.nan
    if not ends[0] < ends[1] < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no scale; give LOW:HIGH, such as 0:40")
    return ends


def _own_or_scale(text: str) -> tuple[float, float] | str:
    return text if text == OWN else _scale(text)


def write(
    analysis: Analysis,
    matrix: NDArray[np.float64],
    arguments: argparse.Namespace,
    style: FigureStyle,
    shown: Mapping[str, Shown],
) -> list[Path]:
    """Write the figures asked for, all there are where none is named, and return the paths.

    Raises
    ------
    InputError
        When panels cannot be composed so.
    StorageError
        When the folder cannot be written.
    """
    found = {figure.name: figure for figure in _figures(analysis, matrix, arguments, style, shown)}
    names = arguments.figure or tuple(found)
    return write_figures(arguments, [found[name] for name in names], arguments.out, style)


def _figures(
    analysis: Analysis,
    matrix: NDArray[np.float64],
    arguments: argparse.Namespace,
    style: FigureStyle,
    shown: Mapping[str, Shown],
) -> list[KeptFigure]:
    from engine.figures.analysis_files import analysis_drawings
    from engine.figures.class_figures import separability_plot
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure

    metric, spread = Metric(arguments.distance), Spread(arguments.spread)
    kept = []
    for name, draw in analysis_drawings(analysis.statistics, metric, spread, shown).items():
        recipe = draw(style).recipe
        assert isinstance(recipe, Plot)
        kept.append(
            KeptFigure(
                name, recipe, figure_facts(analysis.statistics, analysis.provenance, metric, spread, shown[name])
            )
        )
    ratios = separability(analysis.statistics, matrix)
    bars = separability_plot(ratios, analysis.statistics.spread(spread), arguments.class_measure)
    facts = figure_facts(analysis.statistics, analysis.provenance, metric, spread, Shown())
    return [*kept, KeptFigure("separability_bars", bars, facts)]
