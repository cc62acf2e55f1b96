"""How figures for print look: size in millimetres, type in points, colours, language, and one lock.

matplotlib keeps its settings in one process-wide table. Whatever draws or saves a figure does so inside
`drawing`, which sets the table and holds a lock, so that a window may draw from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib import colormaps, font_manager
from matplotlib.colors import Colormap
from matplotlib.figure import FigureBase

from engine.errors import InputError
from engine.figures.palettes import HATCHES, LINES, MARKERS, Palette, SeriesStyle
from engine.figures.plots.page import new_page
from engine.sentences import Sentence

MM_PER_INCH = 25.4

WIDTHS_MM = (85.0, 114.0, 174.0)
"""One column, one and a half, and two columns of most journals."""

DEFAULT_FONT = "DejaVu Sans"
"""Comes with matplotlib: figures in it are the same on every machine."""

FONTS = (
    DEFAULT_FONT,
    "DejaVu Serif",
    "STIXGeneral",
    "Arial",
    "Helvetica",
    "Liberation Sans",
    "Times New Roman",
    "Liberation Serif",
    "Noto Sans",
    "Noto Serif",
)
"""Families a figure may be set in, where installed; the first three always are."""

JAPANESE_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "IPAexGothic",
    "IPAPGothic",
    "IPAGothic",
    "Yu Gothic",
    "Hiragino Sans",
    "Meiryo",
    "MS Gothic",
    "TakaoPGothic",
    "VL PGothic",
)
"""Fonts with the Japanese characters, best first."""


class Language(StrEnum):
    """Language of the labels."""

    ENGLISH = "en"
    JAPANESE = "ja"


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """What a journal's instructions ask about.

    Attributes
    ----------
    width_mm : float
        Full width on paper, 40 to 500; usual are 85, 114 and 174.
    height_mm : float or None
        Height on paper; each figure's own proportion when None.
    dpi : int
        Pixels per inch of the PNG, 72 to 1200.
    font_points : float
        Size of the type, 4 to 24.
    language : Language
        Labels fall back to English where no Japanese font is installed.
    palette : Palette
        Colours of the series and map of the pictures.
    marks : bool
        Whether series differ in line, marker and hatch as well as in colour, for black-and-white print.
    title : str
        Above the figure; may be empty.
    letter : str
        Before the title, bold, such as "(a)"; may be empty.
    font : str
        Family of the type, one of `font_families`; characters it lacks come from an installed Japanese font.
    legend : bool
        Whether the series are named in a legend.
    """

    width_mm: float = 174.0
    height_mm: float | None = None
    dpi: int = 300
    font_points: float = 8.0
    language: Language = Language.ENGLISH
    palette: Palette = Palette.OKABE_ITO
    marks: bool = True
    title: str = ""
    letter: str = ""
    font: str = DEFAULT_FONT
    legend: bool = True

    def __post_init__(self) -> None:
        _between("width", self.width_mm, 40, 500, "mm")
        if self.height_mm is not None:
            _between("height", self.height_mm, 20, 800, "mm")
        _between("resolution", self.dpi, 72, 1200, "dpi")
        _between("font size", self.font_points, 4, 24, "points")
        object.__setattr__(self, "language", Language(self.language))
        object.__setattr__(self, "palette", Palette(self.palette))
        if self.font not in font_families():
            raise InputError(
                Sentence(
                    "The font {0!r} of the figure is not installed; choose from {1}.",
                    self.font,
                    ", ".join(font_families()),
                )
            )

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> FigureStyle:
        """Return the style stored as `facts`; what is unknown or no longer possible keeps its default."""
        style = cls()
        for field in fields(cls):
            if field.name in facts:
                with suppress(InputError, ValueError, TypeError):
                    style = replace(style, **{field.name: facts[field.name]})
        return style

    @property
    def effective_language(self) -> Language:
        """The language the labels will have, given the fonts of this machine."""
        return self.language if japanese_font() else Language.ENGLISH

    @property
    def note(self) -> str:
        """Why the labels are not as asked for; empty when they are."""
        if self.effective_language is self.language:
            return ""
        return f"Labels are in English: no Japanese font is installed (one of {', '.join(JAPANESE_FONTS[:4])} ...)."


@lru_cache(maxsize=1)
def japanese_font() -> str | None:
    """Return the best installed font with Japanese characters, None when there is none."""
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((name for name in JAPANESE_FONTS if name in installed), None)


@lru_cache(maxsize=1)
def font_families() -> tuple[str, ...]:
    """Return the families a figure can be set in on this machine: `FONTS`, then those with Japanese characters."""
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return tuple(name for name in (*FONTS, *JAPANESE_FONTS) if name in installed)


def series_style(style: FigureStyle, index: int) -> SeriesStyle:
    """Return how series number `index` (from 0) is drawn; after eight they repeat."""
    at = index % len(style.palette.colours)
    if not style.marks:
        return SeriesStyle(style.palette.colours[at], MARKERS[0], LINES[0], HATCHES[0])
    return SeriesStyle(style.palette.colours[at], MARKERS[at], LINES[at], HATCHES[at])


def colour_map(style: FigureStyle) -> Colormap:
    """Return the map of pictures and matrices; undefined values (NaN) are light gray."""
    return colormaps[style.palette.map_name].with_extremes(bad="#bbbbbb")


def settings_of(style: FigureStyle) -> dict[Any, Any]:
    """Return `style` as settings of matplotlib (keys of its ``rcParams``)."""
    fallback = japanese_font()
    size = style.font_points
    return {
        "font.family": list(dict.fromkeys((style.font, DEFAULT_FONT, *([fallback] if fallback else [])))),
        "font.size": size,
        "axes.titlesize": size,
        "axes.labelsize": size,
        "figure.titlesize": size,
        "xtick.labelsize": size * 0.9,
        "ytick.labelsize": size * 0.9,
        "legend.fontsize": size * 0.9,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.linewidth": 0.4,
        "grid.color": "#d0d0d0",
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "lines.linewidth": 1.0,
        "hatch.linewidth": 0.5,
        "savefig.dpi": style.dpi,
        # Text stays text: TrueType embedded in PDF, real characters in SVG, with stable ids.
        "pdf.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": "fractaldb-workbench",
        "axes.unicode_minus": True,
    }


_LOCK = threading.RLock()


@contextmanager
def drawing(style: FigureStyle) -> Iterator[None]:
    """Hold matplotlib to `style` for the length of a block; one block at a time in the process."""
    with _LOCK, matplotlib.rc_context():
        matplotlib.rcParams.update(settings_of(style))
        yield


def new_figure(style: FigureStyle, height_mm: float, *, pictures: bool = False) -> FigureBase:
    """Return where to draw, of the style's width and, unless the style names one, of `height_mm`.

    With a title or a panel letter it is the part of the figure below them. With `pictures`, the layout keeps panels
    of fixed aspect together.
    """
    return new_page(**page_of(style, height_mm, pictures=pictures))


def page_of(style: FigureStyle, height_mm: float, *, pictures: bool) -> dict[str, Any]:
    """Return the arguments of `new_page` for a figure whose own height is `height_mm`."""
    return {
        "width_mm": style.width_mm,
        "height_mm": height_mm if style.height_mm is None else style.height_mm,
        "dpi": style.dpi,
        "title": style.title,
        "letter": style.letter,
        "own": style.height_mm is None,
        "pictures": pictures,
    }


def _between(name: str, value: float, low: float, high: float, unit: str) -> None:
    if not low <= value <= high:
        raise InputError(
            Sentence("The {0} of the figure is {1:g} {2}; give {3:g} to {4:g} {2}.", name, value, unit, low, high)
        )
