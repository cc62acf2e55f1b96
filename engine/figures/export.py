"""Figures as files: PNG, SVG and PDF, the data as CSV, and a JSON note of where they came from.

The same input gives the same bytes: no date is written, ids in SVG follow from the content.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from engine.errors import InputError
from engine.figures.style import FigureStyle, drawing
from engine.storage import replacing, write_json, write_text

Cell = str | int | float

METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""What matplotlib is told to leave out of each format, the formats in the order of writing."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a figure.

    Attributes
    ----------
    columns : tuple of str
    rows : sequence of rows, each with a value a column
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]

    def csv(self) -> str:
        """Return the table as CSV with a header line; floats in full precision."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with the data it shows.

    Attributes
    ----------
    figure : matplotlib Figure
    table : Table
    style : FigureStyle
        The style it was drawn in, in which it must be saved.
    note : str
        What a reader of the figure should know, such as what was left out; may be empty.
    """

    figure: Figure
    table: Table
    style: FigureStyle
    note: str = ""


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
        raise InputError(f"Unknown figure format {unknown[0]!r}; choose from {', '.join(METADATA)}.")
    paths = []
    with drawing(drawn.style):
        FigureCanvasAgg(drawn.figure)
        for form in formats:
            path = folder / f"{name}.{form}"
            with replacing(path) as temporary:
                drawn.figure.savefig(temporary, format=form, metadata=METADATA[form], dpi=drawn.style.dpi)
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


def png_bytes(drawn: Drawing, dpi: int | None = None) -> bytes:
    """Return the figure as PNG, for a preview; at the style's resolution when `dpi` is None."""
    stream = io.BytesIO()
    with drawing(drawn.style):
        FigureCanvasAgg(drawn.figure)
        drawn.figure.savefig(stream, format="png", metadata=METADATA["png"], dpi=dpi or drawn.style.dpi)
    return stream.getvalue()
