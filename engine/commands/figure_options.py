"""The options that say how a figure looks, the same for every command that draws."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engine.figures.palettes import Palette

if TYPE_CHECKING:
    from engine.figures.style import FigureStyle


def add_style(parser: argparse.ArgumentParser) -> None:
    """Add the options of a figure's style."""
    group = parser.add_argument_group("how figures look")
    group.add_argument("--language", choices=("en", "ja"), default="en", help="of the labels (%(default)s)")
    group.add_argument("--width", type=float, default=174.0, metavar="MM", help="on paper; usual: 85, 114, 174")
    group.add_argument("--height", type=float, metavar="MM", help="on paper (what suits the figure)")
    group.add_argument("--dpi", type=int, default=300, help="of pictures (%(default)s)")
    group.add_argument("--font", default="DejaVu Sans", metavar="FAMILY", help="of the type (%(default)s)")
    group.add_argument("--font-size", type=float, default=8.0, metavar="POINTS", help="(%(default)s)")
    group.add_argument("--palette", choices=[palette.value for palette in Palette], default="okabe-ito")
    group.add_argument("--title", default="", help="above the figure")
    group.add_argument("--letter", default="", help="of a panel, before the title, such as (a)")
    group.add_argument("--no-marks", action="store_true", help="series differ in colour alone")
    group.add_argument("--no-legend", action="store_true")


def style_of(arguments: argparse.Namespace) -> FigureStyle:
    """Return the style the options ask for.

    Raises
    ------
    InputError
        When a value is out of range, or the font is not installed.
    """
    from engine.figures.style import FigureStyle, Language

    return FigureStyle(
        width_mm=arguments.width,
        height_mm=arguments.height,
        dpi=arguments.dpi,
        font_points=arguments.font_size,
        language=Language(arguments.language),
        palette=Palette(arguments.palette),
        marks=not arguments.no_marks,
        title=arguments.title,
        letter=arguments.letter,
        font=arguments.font,
        legend=not arguments.no_legend,
    )
