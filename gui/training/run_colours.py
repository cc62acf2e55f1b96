"""The colours that runs can be given: their values and their names in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.experiments.run_marks import COLOURS
from gui.theme import OKABE_ITO

_VALUES = dict(zip(COLOURS, OKABE_ITO, strict=True))


def mark_colour(name: str) -> str:
    """Return the colour of this name as ``#rrggbb``; empty for none."""
    return _VALUES.get(name, "")


def colour_name(name: str) -> str:
    """Return the name in the language of the window."""
    translate = QCoreApplication.translate
    return {
        "": translate("RunColours", "no colour"),
        "blue": translate("RunColours", "blue"),
        "orange": translate("RunColours", "orange"),
        "green": translate("RunColours", "green"),
        "purple": translate("RunColours", "purple"),
        "red": translate("RunColours", "red"),
        "sky": translate("RunColours", "sky blue"),
        "yellow": translate("RunColours", "yellow"),
        "grey": translate("RunColours", "grey"),
    }[name]
