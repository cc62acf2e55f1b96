"""Figures asked for by name: which, in which formats, alone or as panels of one; the same for every command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import InputError

if TYPE_CHECKING:
    from engine.figures.compose import Composition
    from engine.figures.plot import Plot
    from engine.figures.shelf import KeptFigure
    from engine.figures.style import FigureStyle

FORMATS = ("pdf", "svg", "png", "tiff", "csv", "tex", "md", "py")

PICTURES = ("pdf", "svg", "png")
"""What is written where no format is asked for."""


def add_output(parser: argparse.ArgumentParser, names: str) -> None:
    """Add which figures are drawn, `names` says of what, and how they are written."""
    parser.add_argument(
        "--figure", action="append", default=[], metavar="NAME", help=f"only this one, again for more: {names}"
    )
    parser.add_argument(
        "--formats", type=_formats, default=(), metavar="LIST",
        help=f"with commas: {', '.join(FORMATS)} (pdf,svg,png)",
    )  # fmt: skip
    parser.add_argument("--compose", metavar="NAME", help="draw the figures as panels of one, NAME.pdf ...")
    parser.add_argument("--columns", type=int, default=2, help="panels in a row (%(default)s)")
    parser.add_argument("--panel-letters", choices=("(a)", "a", "A", "none"), default="(a)")


def write_figures(
    arguments: argparse.Namespace, figures: Sequence[KeptFigure], folder: Path, style: FigureStyle
) -> list[Path]:
    """Write `figures` into `folder` as the options of `add_output` say, and return the paths.

    Raises
    ------
    InputError
        When panels cannot be composed so.
    StorageError
        When the folder cannot be written.
    """
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


def check_names(asked: Sequence[str], known: Sequence[str], where: str) -> None:
    """Refuse a figure that there is not.

    Raises
    ------
    InputError
        With those there are.
    """
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise InputError(f"There is no figure {unknown[0]!r} {where}; choose from {', '.join(known) or 'none'}.")


def _save(
    recipe: Plot | Composition, path: Path, facts: dict[str, Any], formats: Sequence[str], style: FigureStyle
) -> list[Path]:
    from engine.figures.export import METADATA, draw_plot
    from engine.figures.saving import save_as

    drawn = draw_plot(recipe, style)
    formats = formats or PICTURES
    pictures = tuple(form for form in formats if form in METADATA)
    rest = [form for form in formats if form not in METADATA]
    paths = list(save_as(drawn, path.with_name(f"{path.name}.{pictures[0]}"), facts, also=pictures)) if pictures else []
    for form in rest:
        paths += save_as(drawn, path.with_name(f"{path.name}.{form}"), facts)
    return list(dict.fromkeys(paths))


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(text.split(","))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown format {unknown[0]!r}; choose from {', '.join(FORMATS)}")
    return formats
