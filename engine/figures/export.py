"""Figures as files: PNG, SVG and PDF, the data as CSV, and a JSON note of where they came from.

The same input gives the same bytes: no date is written, ids in SVG follow from the content.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, FigureBase

from engine.errors import InputError
from engine.figures.compose import Composition
from engine.figures.plot import Plot
from engine.figures.plots.page import settle
from engine.figures.style import MM_PER_INCH, FigureStyle, drawing
from engine.figures.table import Table as Table
from engine.sentences import Sentence
from engine.storage import replacing, write_json, write_text

METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "tiff": {},
}
"""What matplotlib is told to leave out of each format, the formats in the order of writing."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with the data it shows.

    Attributes
    ----------
    figure : matplotlib figure, or the part of one below its title
    table : Table
    style : FigureStyle
        The style it was drawn in, in which it must be saved.
    note : str
        What a reader of the figure should know, such as what was left out; may be empty.
    recipe : Plot, Composition or None
        What it shows, where it can be drawn again in another style.
    """

    figure: FigureBase
    table: Table
    style: FigureStyle
    note: str = ""
    recipe: Plot | Composition | None = None

    @property
    def sheet(self) -> Figure:
        """The whole figure, with title and panel letter."""
        root = self.figure.get_figure(root=True)
        assert isinstance(root, Figure)
        return root

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height on paper."""
        width, height = self.sheet.get_size_inches()
        return float(width) * MM_PER_INCH, float(height) * MM_PER_INCH


def draw_plot(recipe: Plot | Composition, style: FigureStyle) -> Drawing:
    """Return `recipe` drawn in `style`."""
    return Drawing(recipe.draw(style), recipe.table, style, recipe.note(style), recipe)


def save(
    drawn: Drawing,
    folder: Path,
    name: str,
    provenance: Mapping[str, Any] | None = None,
    *,
    formats: Sequence[str] = ("png", "svg", "pdf"),
) -> tuple[Path, ...]:
    """Write the figure in `formats`, ``<name>.csv`` and ``<name>.json`` into `folder`; return the paths.

    Parameters
    ----------
    drawn : Drawing
    folder : Path
        Made when missing.
    name : str
        File name without extension.
    provenance : mapping, optional
        JSON-ready facts about where the data came from.

    Raises
    ------
    InputError
        When a format is unknown.
    StorageError
        When the folder cannot be written.
    """
    unknown = [form for form in formats if form not in METADATA]
    if unknown:
        raise InputError(Sentence("Unknown figure format {0!r}; choose from {1}.", unknown[0], ", ".join(METADATA)))
    paths = []
    for form in formats:
        path = folder / f"{name}.{form}"
        with replacing(path) as temporary:
            temporary.write_bytes(figure_bytes(drawn, form))
        paths.append(path)
    write_text(folder / f"{name}.csv", drawn.table.csv())
    note = {
        "figure": name,
        "files": [path.name for path in paths],
        "data": f"{name}.csv",
        "style": asdict(drawn.style),
        "note": drawn.note,
        "came_from": dict(provenance or {}),
    }
    write_json(folder / f"{name}.json", note)
    return (*paths, folder / f"{name}.csv", folder / f"{name}.json")


def figure_bytes(drawn: Drawing, form: str = "png", dpi: float | None = None) -> bytes:
    """Return the figure as a file of the format `form`; at the style's resolution when `dpi` is None."""
    stream = io.BytesIO()
    more: dict[str, Any] = {"pil_kwargs": {"compression": "tiff_lzw"}} if form == "tiff" else {}
    with drawing(drawn.style):
        FigureCanvasAgg(drawn.sheet)
        settle(drawn.sheet)
        drawn.sheet.savefig(stream, format=form, metadata=METADATA[form] or None, dpi=dpi or drawn.style.dpi, **more)
    return stream.getvalue()


def png_bytes(drawn: Drawing, dpi: int | None = None) -> bytes:
    """Return the figure as PNG, for a preview; at the style's resolution when `dpi` is None."""
    return figure_bytes(drawn, "png", dpi)
