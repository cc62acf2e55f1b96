"""A figure under a name the user chose: what is written follows from how the name ends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.figures.export import METADATA, Drawing, save
from engine.figures.script import script_of
from engine.sentences import Sentence
from engine.storage import write_text

SUFFIXES = (*METADATA, "csv", "tex", "md", "py")
"""What a figure can be saved as: pictures, its numbers, and the script that draws it."""


def save_as(
    drawn: Drawing, path: Path, provenance: Mapping[str, Any] | None = None, *, also: tuple[str, ...] = ()
) -> tuple[Path, ...]:
    """Write the figure to `path` and return the paths.

    A picture gets a CSV file with its numbers and a JSON note beside it; a script (``.py``) its CSV file; ``.csv``,
    ``.tex`` (booktabs) and ``.md`` hold the numbers alone.

    Parameters
    ----------
    also : tuple of str
        Further formats of pictures, under the same name.

    Raises
    ------
    InputError
        When the ending is unknown, or the figure has no script.
    StorageError
        When the folder cannot be written.
    """
    form = path.suffix[1:].lower()
    if form not in SUFFIXES:
        raise InputError(
            Sentence("A figure cannot be saved as {0!r}; end the name with .{1}.", path.name, ", .".join(SUFFIXES))
        )
    if form in METADATA:
        formats = tuple(dict.fromkeys((form, *also)))
        return save(drawn, path.parent, path.stem, provenance, formats=formats)
    if form == "py":
        write_text(path, script_of(drawn, path.stem))
        write_text(path.with_suffix(".csv"), drawn.table.csv())
        return path, path.with_suffix(".csv")
    texts = {"csv": drawn.table.csv, "tex": drawn.table.latex, "md": drawn.table.markdown}
    write_text(path, texts[form]())
    return (path,)
