"""``main.py figures``: the results of a study, and the figures of the shelf, as figures and tables."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.choices import add_choices, choices_of
from engine.commands.console import Console
from engine.commands.figure_options import add_style, style_of
from engine.errors import InputError
from engine.experiments.study_folder import StudyFolder

if TYPE_CHECKING:
    from engine.figures.compose import Composition
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure
    from engine.figures.study_files import StudyResults
    from engine.figures.style import FigureStyle

FIGURES = ("accuracy", "accuracy_points", "curves", "shares", "classes", "confusion")
"""Figures of a study that can be asked for by name."""

FORMATS = ("pdf", "svg", "png", "tiff", "csv", "tex", "md", "py")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which figures, where to, and how they look."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--study", metavar="NAME", help="a study of the workspace")
    source.add_argument("--shelf", action="store_true", help="the figures kept on the shelf of the window")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the files (the study's own, or figures/)")
    parser.add_argument(
        "--figure", action="append", default=[], metavar="NAME",
        help=f"only this one, again for more: {', '.join(FIGURES)}; of the shelf, a name it has there",
    )  # fmt: skip
    parser.add_argument(
        "--formats", type=_formats, default=("pdf", "svg", "png"), metavar="LIST",
        help=f"of figures asked for by name, with commas: {', '.join(FORMATS)} (pdf,svg,png)",
    )  # fmt: skip
    parser.add_argument("--compose", metavar="NAME", help="draw the figures as panels of one, NAME.pdf ...")
    parser.add_argument("--columns", type=int, default=2, help="panels in a row (%(default)s)")
    parser.add_argument("--panel-letters", choices=("(a)", "a", "A", "none"), default="(a)")
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
    if arguments.figure or arguments.compose:
        paths = _write(arguments, _of_study(found, arguments.figure or FIGURES[:1], style), folder, style)
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
    _check(arguments.figure, names, "on the shelf")
    if not kept:
        raise InputError(f"The figure shelf {shelf.path} is empty; add figures to it in the window.")
    folder = arguments.out or shelf.path.parent
    chosen = [figure for figure in kept if figure.name in (arguments.figure or names)]
    paths = _write(arguments, chosen, folder, style)
    return {"figures": names, "files": [str(path) for path in paths], "text": f"Files are in {folder}."}


def _of_study(found: StudyResults, names: Sequence[str], style: FigureStyle) -> list[KeptFigure]:
    """Return the figures `names` that the results allow; of classes and confusions one for each pair of sources."""
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure

    _check(names, FIGURES, "of a study")
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


def _write(
    arguments: argparse.Namespace, figures: Sequence[KeptFigure], folder: Path, style: FigureStyle
) -> list[Path]:
    from engine.figures.compose import Composition, Letters

    if arguments.compose:
        panels = tuple(figure.plot for figure in figures)
        whole = Composition(panels, arguments.columns, Letters(arguments.panel_letters))
        facts = {"panels": [{"name": figure.name, "came_from": dict(figure.provenance)} for figure in figures]}
        return _save(whole, folder / arguments.compose, facts, arguments.formats, style)
    return [
        path
        for figure in figures
        for path in _save(figure.plot, folder / figure.name, dict(figure.provenance), arguments.formats, style)
    ]


def _save(
    recipe: Plot | Composition, path: Path, facts: dict[str, Any], formats: Sequence[str], style: FigureStyle
) -> list[Path]:
    from engine.figures.export import METADATA, draw_plot
    from engine.figures.saving import save_as

    drawn = draw_plot(recipe, style)
    pictures = tuple(form for form in formats if form in METADATA)
    rest = [form for form in formats if form not in METADATA]
    paths = list(save_as(drawn, path.with_name(f"{path.name}.{pictures[0]}"), facts, also=pictures)) if pictures else []
    for form in rest:
        paths += save_as(drawn, path.with_name(f"{path.name}.{form}"), facts)
    return list(dict.fromkeys(paths))


def _check(asked: Sequence[str], known: Sequence[str], where: str) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise InputError(f"There is no figure {unknown[0]!r} {where}; choose from {', '.join(known) or 'none'}.")


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(text.split(","))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown format {unknown[0]!r}; choose from {', '.join(FORMATS)}")
    return formats
