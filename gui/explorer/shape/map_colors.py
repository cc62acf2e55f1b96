"""The colour by which a map is known on the picture and in the table."""

from __future__ import annotations

from PySide6.QtGui import QColor

from gui.theme import OKABE_ITO


def map_color(index: int) -> QColor:
    """Return the colour of a map, told apart by colour-blind readers too; they come round after eight."""
    return QColor(OKABE_ITO[index % len(OKABE_ITO)])


def on_color(color: QColor) -> QColor:
    """Return black or white, whichever can be read on `color`."""
    light = 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF()
    return QColor("#101318") if light > 0.45 else QColor("#ffffff")
