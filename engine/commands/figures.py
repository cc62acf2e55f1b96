"""``main.py figures``: the comparison of a study as figures and tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.console import Console
from engine.experiments.comparison import comparison
from engine.experiments.study_folder import StudyFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which study, where to, and how the figures look."""
    parser.add_argument("--study", required=True, metavar="NAME", help="a study of the workspace")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the files (the study's own figures folder)")
    parser.add_argument("--language", choices=("en", "ja"), default="en", help="of the labels (%(default)s)")
    parser.add_argument("--width", type=float, default=174.0, metavar="MM", help="on paper (%(default)s)")
    parser.add_argument("--dpi", type=int, default=300, help="of the PNG (%(default)s)")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Draw what is finished and return the paths."""
    from engine.figures.accuracy import write_accuracy_files
    from engine.figures.style import FigureStyle, Language

    style = FigureStyle(width_mm=arguments.width, dpi=arguments.dpi, language=Language(arguments.language))
    study = StudyFolder(arguments.workspace.studies / arguments.study)
    table = comparison(study)
    folder = arguments.out or study.figures
    paths = write_accuracy_files(table, folder, style=style)
    if style.note:
        console.say(style.note)
    state = "" if table.complete else f"{len(table.rows)} of {table.planned} runs are finished.\n"
    return {
        **table.to_json(),
        "files": [str(path) for path in paths],
        "text": f"{table.to_markdown()}\n{state}Files are in {folder}.",
    }
