"""``main.py figures``: the results of a study, and the figures of the shelf, as figures and tables."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.choices import add_choices, choices_of
from engine.commands.console import Console
from engine.commands.figure_options import add_style, style_of
from engine.commands.figure_output import add_output, check_names, write_figures
from engine.errors import InputError
from engine.experiments.study_folder import StudyFolder

if TYPE_CHECKING:
    from engine.figures.shelf import KeptFigure
    from engine.figures.study_files import StudyResults
    from engine.figures.style import FigureStyle

FIGURES = ("accuracy", "accuracy_points", "curves", "shares", "reached", "classes", "confusion")
"""Figures of a study that can be asked for by name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which figures, where to, and how they look."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--study", metavar="NAME", help="a study of the workspace")
    source.add_argument("--shelf", action="store_true", help="the figures kept on the shelf of the window")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the files (the study's own, or figures/)")
    add_output(parser, f"{', '.join(FIGURES)}; of the shelf, a name it has there")
    add_choices(parser)
    add_style(parser)


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Draw what is asked for and return the paths."""
    style = style_of(arguments)
    if style.note:
        console.say(style.note)
    if arguments.shelf:
        return _draw_shelf(arguments, style)
    study = StudyFolder(arguments.workspace.studies / arguments.study)
    from engine.figures.study_files import study_results, write_study_files

    found = study_results(study, choices_of(arguments), control=console.control)
    table = found.table
    folder = arguments.out or study.figures
    if arguments.figure or arguments.compose or arguments.formats:
        names = arguments.figure or (FIGURES[:1] if arguments.compose else FIGURES)
        paths = write_figures(arguments, _of_study(found, names, style), folder, style)
    else:
        paths = list(write_study_files(found, folder, style, control=console.control))
    state = "" if table.complete else f"{len(table.rows)} of {table.planned} runs are finished.\n"
    return {
        **table.to_json(),
        "files": [str(path) for path in paths],
        "text": f"{table.to_markdown()}\n{state}Files are in {folder}.",
    }


def _draw_shelf(arguments: argparse.Namespace, style: FigureStyle) -> dict[str, Any]:
    from engine.figures.shelf import Shelf

    shelf = Shelf(arguments.workspace)
    kept = shelf.figures()
    names = [figure.name for figure in kept]
    check_names(arguments.figure, names, "on the shelf")
    if not kept:
        raise InputError(f"The figure shelf {shelf.path} is empty; add figures to it in the window.")
    folder = arguments.out or shelf.path.parent
    chosen = [figure for figure in kept if figure.name in (arguments.figure or names)]
    paths = write_figures(arguments, chosen, folder, style)
    return {"figures": names, "files": [str(path) for path in paths], "text": f"Files are in {folder}."}


def _of_study(found: StudyResults, names: Sequence[str], style: FigureStyle) -> list[KeptFigure]:
    """Return the figures `names` that the results allow; of classes and confusions one for each pair of sources."""
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure

    check_names(names, FIGURES, "of a study")
    table = found.table
    facts = {"study": table.study, "complete": table.complete, "runs": [row.run for row in table.rows]}
    several = {"classes", "confusion"} & set(names)
    kept = []
    for name, draw in found.drawings():
        if name in names or name.partition("_")[0] in several:
            recipe = draw(style).recipe
            assert isinstance(recipe, Plot)
            kept.append(KeptFigure(name, recipe, facts))
    if not kept:
        raise InputError(f"The study {table.study} has nothing to draw as {', '.join(names)} yet.")
    return kept
