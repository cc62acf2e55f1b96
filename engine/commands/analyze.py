"""``main.py analyze``: deviations within classes, distances between them and separability, as files and figures."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distances import Metric, class_distances
from engine.analysis.ordering import class_order
from engine.analysis.request import Analysis, AnalysisRequest, SourceKind, analyze
from engine.analysis.source_files import folder_at
from engine.analysis.space import PENULTIMATE, PIXELS, Features, Space
from engine.analysis.spread import Spread
from engine.analysis.statistics import pooled_std
from engine.commands import analyze_figures, analyze_separability
from engine.commands.console import Console
from engine.commands.figure_options import add_style, style_of
from engine.errors import InputError
from engine.progress import Control
from engine.render.settings import Style

SHOWN = 20
"""Classes listed on the terminal; the files hold all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--categories", metavar="NAME|FILE|DIR", help="a category set; its images are drawn")
    words = "pictures, one folder a class, or train and test with them"
    source.add_argument("--images", type=Path, metavar="DIR", help=words)
    source.add_argument("--dataset", metavar="NAME", help="a data set or .npz, by name or path")
    source.add_argument("--compute-features", metavar="KEY", help=argparse.SUPPRESS)
    parser.add_argument("--split", choices=("train", "test"), default="train", help="of a data set (%(default)s)")
    parser.add_argument("--classes", type=int, metavar="K", help="the first K classes (all; of categories: 10)")
    parser.add_argument("--instances", type=int, metavar="N", help="N pictures a class (all; of categories: 100)")
    parser.add_argument("--size", type=int, metavar="S", help="edge in pixels (of categories: 64; else their own)")
    parser.add_argument("--style", choices=[style.value for style in Style], default="point_gray")
    parser.add_argument("--points", type=int, help="points an image (as dense as published: 100,000 at 256 px)")
    parser.add_argument("--weight-step", type=_step, default=0.4, metavar="0.4|none", help="step of the weight table")
    parser.add_argument("--counts", type=int, default=10)
    parser.add_argument("--flips", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1, help="seed of the images")
    _add_space(parser)
    parser.add_argument(
        "--spread", choices=[kind.value for kind in Spread], default="rms", help="within-class deviation (%(default)s)"
    )
    parser.add_argument("--distance", choices=[metric.value for metric in Metric], default="euclidean")
    analyze_separability.add_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where files and figures go")
    analyze_figures.add_arguments(parser)
    parser.add_argument("--nice", type=int, default=0, help=argparse.SUPPRESS)


def _add_space(parser: argparse.ArgumentParser) -> None:
    words = "scratch, imagenet, imagenet:V2, a run, or a weight file"
    parser.add_argument("--features", metavar="WEIGHTS", help=f"compare what a network makes of the pictures: {words}")
    parser.add_argument("--backbone", default="", metavar="NAME", help="of the features (the run's; resnet50)")
    parser.add_argument("--stem", default="", choices=("imagenet", "small"), help="of the features (the run's)")
    parser.add_argument("--layer", default=PENULTIMATE, metavar="NAME", help="penultimate, or a stage of the backbone")
    parser.add_argument("--feature-seed", type=int, default=1, metavar="N", help="of random weights (%(default)s)")
    parser.add_argument("--image-size", type=int, metavar="S", help="edge in pixels the network sees (the run's)")
    add_style(parser)


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Analyse, write the files and return what was found."""
    if arguments.compute_features is not None:
        return _compute_features(arguments, console)
    if arguments.out is None:
        raise InputError("--out is missing; give the folder that files and figures go to.")
    analyze_separability.check(arguments)
    named = analyze_figures.asked(arguments)
    from engine.figures.analysis_files import write_analysis

    metric = Metric(arguments.distance)
    style = style_of(arguments)
    analysis = analyze(
        request_of(arguments),
        arguments.workspace,
        spread=arguments.spread,
        report=console.report,
        control=console.control,
    )
    matrix = class_distances(analysis.statistics, metric, report=console.report, control=console.control)
    shown = analyze_figures.shown_of(analysis, matrix, arguments)
    paths = write_analysis(
        analysis.statistics,
        arguments.out,
        provenance=analysis.provenance,
        metric=metric,
        spread=Spread(arguments.spread),
        shown=shown,
        style=style,
        formats=() if named else ("png", "svg", "pdf"),
        report=console.report,
        control=console.control,
    )
    if style.note:
        console.say(style.note)
    if named:
        paths = (*paths, *analyze_figures.write(analysis, matrix, arguments, style, shown))
    more_paths, found, lines = analyze_separability.write(analysis, matrix, metric, arguments, console)
    result = _result(analysis, matrix, metric, Spread(arguments.spread), (*paths, *more_paths))
    text = "\n".join([result["text"], *lines, f"Files are in {arguments.out}."])
    return {**result, "separability": found, "text": text}


def _compute_features(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Be the child process of an analysis: compute until done, or until standard input ends with the parent."""
    from engine.analysis.feature_folder import feature_folder
    from engine.experiments.processes import lower_priority

    lower_priority(arguments.nice)
    os.environ.setdefault("GOMP_SPINCOUNT", "10000")  # as in training; read when torch is loaded
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent says when to stop
    threading.Thread(target=_stop_at_end_of_input, args=(console.control,), daemon=True).start()
    from engine.analysis.extraction import extract

    folder = feature_folder(arguments.workspace, arguments.compute_features)
    state = extract(folder, arguments.workspace, control=console.control)
    return {"rows": state.rows, "width": state.width}


def _stop_at_end_of_input(control: Control) -> None:
    # Unbuffered: a thread that waits in the buffered reader would stop the interpreter from ending.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    control.stop()


def space_of(arguments: argparse.Namespace) -> Space:
    """Return the space that the options ask for.

    Raises
    ------
    InputError
        When options of a network are given without one.
    """
    if arguments.features is None:
        usual = {"backbone": "", "stem": "", "layer": PENULTIMATE, "feature_seed": 1, "image_size": None}
        given = next((name for name, value in usual.items() if getattr(arguments, name) != value), None)
        if given is not None:
            option = given.replace("_", "-")
            raise InputError(f"--{option} is about the features of a network; add --features, or leave it out.")
        return PIXELS
    return Features(
        weights=arguments.features,
        backbone=arguments.backbone,
        stem=arguments.stem,
        layer=arguments.layer,
        seed=arguments.feature_seed,
        image_size=arguments.image_size,
    )


def request_of(arguments: argparse.Namespace) -> AnalysisRequest:
    """Return what the options ask for.

    Raises
    ------
    InputError
        When options do not go together.
    """
    if arguments.images is not None:
        kind, source = folder_at(arguments.images), str(arguments.images)
    elif arguments.dataset is not None:
        kind, source = SourceKind.DATASET, arguments.dataset
    else:
        kind, source = SourceKind.CATEGORIES, arguments.categories
    if arguments.split == "test" and kind is not SourceKind.DATASET:
        raise InputError(f"{source} has no test part; leave --split out, or give a data set.")
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
        split=arguments.split,
        space=space_of(arguments),
    )


def _result(
    analysis: Analysis,
    matrix: NDArray[np.float64],
    metric: Metric,
    spread: Spread,
    paths: tuple[Path, ...],
) -> dict[str, Any]:
    statistics = analysis.statistics
    deviations = statistics.spread(spread)
    unit = " gray levels" if statistics.of_pictures else ""
    between = matrix[np.triu_indices(len(matrix), 1)]
    mean_distance = float(np.nanmean(between)) if np.isfinite(between).any() else None
    seen = int(statistics.counts.sum())
    order = class_order(deviations)
    took = "read from the cache" if analysis.from_cache else f"computed in {analysis.seconds:.1f} s"
    lines = [f"{statistics.name}: {len(statistics.classes)} classes, {seen:,} pictures, {took}."]
    if seen < analysis.asked:
        lines.append(f"{analysis.asked - seen:,} fewer than asked for: the other variants are empty or not finite.")
    pooled = pooled_std(statistics, spread)
    lines.append(f"Within-class standard deviation ({spread}) {pooled:.4g}{unit}; largest first:")
    lines += [f"  {statistics.classes[index]:<20} {deviations[index]:8.4g}" for index in order[:SHOWN]]
    if len(order) > SHOWN:
        lines.append(f"  ... and {len(order) - SHOWN} more in class_std.csv")
    if mean_distance is not None:
        lines.append(f"Mean distance between class means ({metric}): {mean_distance:.4g}")
    return {
        "name": statistics.name,
        "classes": list(statistics.classes),
        "pictures": seen,
        "space": "pixels" if statistics.of_pictures else "features",
        "from_cache": analysis.from_cache,
        "seconds": analysis.seconds,
        "spread": spread.value,
        "within_class_std": pooled,
        "class_std": [float(value) for value in deviations],
        "distance": metric.value,
        "mean_distance": mean_distance,
        "files": [str(path) for path in paths],
        "text": "\n".join(lines),
    }


def _step(text: str) -> float | None:
    try:
        return None if text == "none" else float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no step; give 0.1 to 0.5, or none") from None
