"""How figures for print look: size in millimetres, type in points, colours, language, and one lock.

matplotlib keeps its settings in one process-wide table. Whatever draws or saves a figure does so inside
`drawing`, which sets the table and holds a lock, so that a window may draw from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure

from engine.errors import InputError

MM_PER_INCH = 25.4

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#000000")
"""Eight colours that colour-blind readers can tell apart (Okabe & Ito 2008), strongest on paper first."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
"""One marker a series, so that no meaning hangs on colour alone."""

HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "++++", "oooo")
"""One hatch a series of bars, for black-and-white print."""

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
    """

    width_mm: float = 174.0
    height_mm: float | None = None
    dpi: int = 300
    font_points: float = 8.0
    language: Language = Language.ENGLISH

    def __post_init__(self) -> None:
        _between("width", self.width_mm, 40, 500, "mm")
        if self.height_mm is not None:
            _between("height", self.height_mm, 20, 800, "mm")
        _between("resolution", self.dpi, 72, 1200, "dpi")
        _between("font size", self.font_points, 4, 24, "points")
        object.__setattr__(self, "language", Language(self.language))

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


_LOCK = threading.RLock()


@contextmanager
def drawing(style: FigureStyle) -> Iterator[None]:
    """Hold matplotlib to `style` for the length of a block; one block at a time in the process."""
    fallback = japanese_font()
    size = style.font_points
    settings: dict[Any, Any] = {
        "font.family": ["DejaVu Sans"] + ([fallback] if fallback else []),
        "font.size": size,
        "axes.titlesize": size,
        "axes.labelsize": size,
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
    with _LOCK, matplotlib.rc_context():
        matplotlib.rcParams.update(settings)
        yield


def new_figure(style: FigureStyle, height_mm: float, *, pictures: bool = False) -> Figure:
    """Return an empty figure of the style's width and, unless the style names one, of `height_mm`.

    With `pictures`, the layout keeps panels of fixed aspect together.
    """
    height = style.height_mm if style.height_mm is not None else height_mm
    size = (style.width_mm / MM_PER_INCH, height / MM_PER_INCH)
    return Figure(figsize=size, dpi=style.dpi, layout="compressed" if pictures else "constrained")


def _between(name: str, value: float, low: float, high: float, unit: str) -> None:
    if not low <= value <= high:
        raise InputError(f"The {name} of the figure is {value:g} {unit}; give {low:g} to {high:g} {unit}.")
