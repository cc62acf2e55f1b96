"""``main.py report``: everything about a study, as one HTML and one PDF file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.choices import add_choices, choices_of
from engine.commands.console import Console
from engine.experiments.study_folder import find_study


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which study, where to, and what is compared."""
    parser.add_argument("--study", required=True, metavar="NAME", help="a study of the workspace")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the files (`report` in the study's own)")
    add_choices(parser)
    parser.add_argument("--language", choices=("en", "ja"), default="en", help="of the report (%(default)s)")
    parser.add_argument("--width", type=float, default=174.0, metavar="MM", help="of the figures (%(default)s)")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Write the report of what is finished and return the paths."""
    from engine.figures.report.files import write_report
    from engine.figures.style import FigureStyle, Language

    style = FigureStyle(width_mm=arguments.width, language=Language(arguments.language))
    study = find_study(arguments.study, arguments.workspace)
    folder = arguments.out or study.path / "report"
    paths = write_report(study, folder, choices_of(arguments), style, report=console.report, control=console.control)
    if style.note:
        console.say(style.note)
    return {"study": study.name, "files": [str(path) for path in paths], "text": f"The report is {paths[0]}."}
