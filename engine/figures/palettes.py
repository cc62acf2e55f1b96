"""Colours, markers, lines and hatches of the series of a figure, and the maps of its pictures.

Every palette gives eight series that differ in lightness as well as in hue where it can, and a map that grows evenly
in lightness, so that nothing is lost to colour-blind readers or on a black-and-white printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#000000")
"""Eight colours that colour-blind readers can tell apart (Okabe & Ito 2008), strongest on paper first."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
"""One marker a series, so that no meaning hangs on colour alone."""

HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "++++", "oooo")
"""One hatch a series of bars, for black-and-white print."""

LINES = ("-", "--", ":", "-.", "-", "--", ":", "-.")
"""One dash a series of lines; from the fifth on the marker tells them apart."""

# Sampled from matplotlib's maps at 0.05, 0.85, 0.45, 0.65, 0.25, 0.95, 0.35 and 0.75: neighbours lie far apart.
_VIRIDIS = ("#471365", "#9bd93c", "#25848e", "#2fb47c", "#3b528b", "#dfe318", "#2f6c8e", "#5ec962")
_CIVIDIS = ("#002b62", "#d6c35d", "#727274", "#a19975", "#434e6c", "#f3db42", "#5b606e", "#bcae6c")
_GREY = ("#1a1a1a", "#bdbdbd", "#6b6b6b", "#949494", "#404040", "#d9d9d9", "#575757", "#ababab")


USUAL_MAP = "viridis"
"""Colour map of pictures and matrices, on the screen and in print, where nothing else is chosen."""


class Palette(StrEnum):
    """Colours of a figure."""

    OKABE_ITO = "okabe-ito"
    VIRIDIS = "viridis"
    CIVIDIS = "cividis"
    GREY = "grey"

    @property
    def colours(self) -> tuple[str, ...]:
        """Eight colours for series, in order of use."""
        return _COLOURS[self]

    @property
    def map_name(self) -> str:
        """Name of matplotlib's colour map for pictures and matrices; of Okabe-Ito, which has none, the usual one."""
        return _MAPS[self]


_COLOURS = {
    Palette.OKABE_ITO: OKABE_ITO,
    Palette.VIRIDIS: _VIRIDIS,
    Palette.CIVIDIS: _CIVIDIS,
    Palette.GREY: _GREY,
}
_MAPS = {
    Palette.OKABE_ITO: USUAL_MAP,
    Palette.VIRIDIS: "viridis",
    Palette.CIVIDIS: "cividis",
    Palette.GREY: "Greys",
}


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """How one series is drawn.

    Attributes
    ----------
    colour : str
        As ``#rrggbb``.
    marker, line, hatch : str
        In matplotlib's notation.
    """

    colour: str
    marker: str
    line: str
    hatch: str
