"""Figures made of pictures: categories as a contact sheet draws them, and the pictures that a network gets or makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.figures.contact_sheet import SheetMeasure, SheetStyle, drawn_cells
from engine.figures.plot import Plot
from engine.figures.table import Table
from engine.ifs.category import Category
from engine.progress import Control
from engine.sentences import Sentence

MOST_PICTURES = 120
"""Pictures in one figure; a contact sheet holds more, on pages."""

MOST_PIXELS = 800
"""Edge of the pictures: one has it whole, several share it."""


def pictures_plot(
    pictures: Sequence[NDArray[np.uint8]],
    names: Sequence[str],
    below: Sequence[str] | None = None,
    *,
    columns: int | None = None,
    total: int | None = None,
    measure: str = "none",
) -> Plot:
    """Return pictures in rows.

    Parameters
    ----------
    pictures : sequence of ndarray of shape (H, W) or (H, W, 1 or 3), uint8
        All of one size.
    names : sequence of str
        One a picture; may be empty.
    below : sequence of str, optional
        A second line for each.
    columns : int, optional
        Pictures in a row; as suits the width when None.
    total : int, optional
        How many there are, of which these are the first.
    measure : str
        Which measure the second lines are, a name of `SheetMeasure`.

    Raises
    ------
    InputError
        When there is no picture, or they differ in size.
    """
    if not pictures or not pictures[0].size:
        raise InputError(Sentence("A figure of images needs at least one image."))
    if len({picture.shape for picture in pictures}) > 1:
        raise InputError(Sentence("The images of a figure have different sizes; give images of one size."))
    wide = pictures[0].shape[1]
    rows: list[list[str | int]] = []
    for picture, name, more in zip(pictures, names, below or [""] * len(pictures), strict=True):
        rows += [[name, more, at, *line] for at, line in enumerate(_cells(picture))]
    options: dict[str, Any] = {"measure": measure, "total": len(pictures) if total is None else total}
    if columns is not None:
        options["columns"] = columns
    return Plot("pictures", Table(("name", "below", "row", *(f"x{at}" for at in range(wide))), rows), options)


def _cells(picture: NDArray[np.uint8]) -> list[list[Any]]:
    """Return the rows of a picture as gray levels, or as ``#rrggbb``."""
    flat = picture[..., 0] if picture.ndim == 3 and picture.shape[2] == 1 else picture
    if flat.ndim == 2:
        return flat.tolist()  # type: ignore[no-any-return]
    return [["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in line] for line in flat.tolist()]


def sheet_plot(categories: Sequence[Category], style: SheetStyle | None = None, control: Control | None = None) -> Plot:
    """Return the first `MOST_PICTURES` categories as a contact sheet draws them.

    Raises
    ------
    InputError
        When there is none.
    Interrupted
        When stopped.
    """
    if not categories:
        raise InputError(Sentence("A figure of images needs at least one category; select one or open a set."))
    style = style or SheetStyle()
    shown = tuple(categories[:MOST_PICTURES])
    across = min(style.columns, len(shown))
    pixels = max(48, min(MOST_PIXELS // across, MOST_PIXELS))
    named = replace(style, names=True)
    pictures, lines = drawn_cells(shown, named, pixels=pixels, control=control)
    names = [line[0] if style.names else "" for line in lines]
    below = [line[1] if style.measure is not SheetMeasure.NONE and len(line) > 1 else "" for line in lines]
    return pictures_plot(pictures, names, below, columns=across, total=len(categories), measure=style.measure.value)
