"""``main.py analyze``: within-class standard deviation and distances between class means, as files and figures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from engine.analysis.distances import Metric, distances
from engine.analysis.ordering import class_order
from engine.analysis.request import Analysis, AnalysisRequest, SourceKind, analyze
from engine.analysis.statistics import pooled_std
from engine.commands.console import Console
from engine.render.settings import Style

SHOWN = 20
"""Classes listed on the terminal; the files hold all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--categories", metavar="NAME|FILE|DIR", help="a category set; its images are drawn")
    source.add_argument("--images", type=Path, metavar="DIR", help="pictures, one folder a class")
    source.add_argument("--dataset", metavar="NAME", help="a data set of the data folder (its training images)")
    parser.add_argument("--classes", type=int, metavar="K", help="the first K classes (all; of categories: 10)")
    parser.add_argument("--instances", type=int, metavar="N", help="N pictures a class (all; of categories: 100)")
    parser.add_argument("--size", type=int, metavar="S", help="edge in pixels (of categories: 64; else their own)")
    parser.add_argument("--style", choices=[style.value for style in Style], default="point_gray")
    parser.add_argument("--points", type=int, help="points an image (as dense as published: 100,000 at 256 px)")
    parser.add_argument("--weight-step", type=_step, default=0.4, metavar="0.4|none", help="step of the weight table")
    parser.add_argument("--counts", type=int, default=10)
    parser.add_argument("--flips", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1, help="seed of the images")
    parser.add_argument("--distance", choices=[metric.value for metric in Metric], default="euclidean")
    parser.add_argument("--language", choices=("en", "ja"), default="en", help="of the figures")
    parser.add_argument("--width", type=float, default=174.0, metavar="MM", help="of the figures")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Analyse, write the files and return what was found."""
    from engine.figures.analysis_files import write_analysis
    from engine.figures.style import FigureStyle, Language

    metric = Metric(arguments.distance)
    style = FigureStyle(width_mm=arguments.width, language=Language(arguments.language))
    analysis = analyze(request_of(arguments), arguments.workspace, report=console.report, control=console.control)
    paths = write_analysis(
        analysis.statistics,
        arguments.out,
        provenance=analysis.provenance,
        metric=metric,
        style=style,
        report=console.report,
        control=console.control,
    )
    if style.note:
        console.say(style.note)
    return _result(analysis, metric, arguments.out, paths)


def request_of(arguments: argparse.Namespace) -> AnalysisRequest:
    """Return what the options ask for."""
    if arguments.images is not None:
        kind, source = SourceKind.FOLDER, str(arguments.images)
    elif arguments.dataset is not None:
        kind, source = SourceKind.DATASET, arguments.dataset
    else:
        kind, source = SourceKind.CATEGORIES, arguments.categories
    return AnalysisRequest(
        kind,
        source,
        classes=arguments.classes,
        instances=arguments.instances,
        size=arguments.size,
        style=Style(arguments.style),
        points=arguments.points,
        weight_step=arguments.weight_step,
        counts=arguments.counts,
        flips=arguments.flips,
        seed=arguments.seed,
    )


def _result(analysis: Analysis, metric: Metric, folder: Path, paths: tuple[Path, ...]) -> dict[str, Any]:
    statistics = analysis.statistics
    matrix = distances(statistics.means, metric)
    between = matrix[np.triu_indices(len(matrix), 1)]
    mean_distance = float(np.nanmean(between)) if np.isfinite(between).any() else None
    seen = int(statistics.counts.sum())
    order = class_order(statistics.class_std)
    lines = [f"{statistics.name}: {len(statistics.classes)} classes, {seen:,} pictures."]
    if seen < analysis.asked:
        lines.append(f"{analysis.asked - seen:,} fewer than asked for: the other variants are empty or not finite.")
    lines.append(f"Within-class standard deviation {pooled_std(statistics):.2f} gray levels (RMS); largest first:")
    lines += [f"  {statistics.classes[index]:<20} {statistics.class_std[index]:8.2f}" for index in order[:SHOWN]]
    if len(order) > SHOWN:
        lines.append(f"  ... and {len(order) - SHOWN} more in class_std.csv")
    if mean_distance is not None:
        lines.append(f"Mean distance between class means ({metric}): {mean_distance:.4g}")
    lines.append(f"Files are in {folder}.")
    return {
        "name": statistics.name,
        "classes": list(statistics.classes),
        "pictures": seen,
        "within_class_std": pooled_std(statistics),
        "class_std": [float(value) for value in statistics.class_std],
        "distance": metric.value,
        "mean_distance": mean_distance,
        "files": [str(path) for path in paths],
        "text": "\n".join(lines),
    }


def _step(text: str) -> float | None:
    return None if text == "none" else float(text)
