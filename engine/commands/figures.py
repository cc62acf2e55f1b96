"""``main.py figures``: the results of a study as figures and tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.console import Console
from engine.experiments.results import IntervalKind, Measure
from engine.experiments.study_folder import StudyFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which study, where to, what is compared, and how the figures look."""
    parser.add_argument("--study", required=True, metavar="NAME", help="a study of the workspace")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the files (the study's own figures folder)")
    parser.add_argument(
        "--figure", action="append", metavar="KIND", default=None,
        help="accuracy, curves, shares, classes or confusion; may be given several times (all that there are)",
    )  # fmt: skip
    add_choices(parser)
    parser.add_argument("--language", choices=("en", "ja"), default="en", help="of the labels (%(default)s)")
    parser.add_argument("--width", type=float, default=174.0, metavar="MM", help="on paper (%(default)s)")
    parser.add_argument("--dpi", type=int, default=300, help="of the PNG (%(default)s)")


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Add how results are compared."""
    parser.add_argument("--baseline", default="", metavar="SOURCE", help="what the others are compared with (scratch)")
    parser.add_argument(
        "--interval", choices=[kind.value for kind in IntervalKind], default="sd",
        help="about means: standard deviation, standard error, t interval (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--level", type=float, default=0.95, help="confidence of t intervals (%(default)s)")
    parser.add_argument(
        "--measure", choices=[measure.value for measure in Measure], default="accuracy",
        help="share of the images, or mean over the classes (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--reach", type=float, metavar="ACCURACY",
        help="validation accuracy, 0 to 1, whose first epoch is told (what the baseline has at the end)",
    )  # fmt: skip


def choices_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what `add_choices` asked for, by the names of `engine.figures.study_files.Choices`."""
    return {
        "baseline": arguments.baseline,
        "interval": IntervalKind(arguments.interval),
        "level": arguments.level,
        "measure": Measure(arguments.measure),
        "reach": arguments.reach,
    }


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Draw what is finished and return the paths."""
    from engine.figures.study_files import FIGURES, Choices, study_results, write_study_files
    from engine.figures.style import FigureStyle, Language

    style = FigureStyle(width_mm=arguments.width, dpi=arguments.dpi, language=Language(arguments.language))
    study = StudyFolder(arguments.workspace.studies / arguments.study)
    found = study_results(study, Choices(**choices_of(arguments)), control=console.control)
    folder = arguments.out or study.figures
    figures = arguments.figure or FIGURES
    paths = write_study_files(found, folder, style, figures=figures, control=console.control)
    if style.note:
        console.say(style.note)
    table = found.table
    state = "" if table.complete else f"{len(table.rows)} of {table.planned} runs are finished.\n"
    return {
        **table.to_json(),
        "files": [str(path) for path in paths],
        "text": f"{found.texts(style)['results.md']}\n{state}Files are in {folder}.",
    }
