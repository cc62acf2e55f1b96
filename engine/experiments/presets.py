"""The studies that ship with the program, as TOML files in ``resources/presets``."""

from __future__ import annotations

import difflib
from pathlib import Path

from engine.errors import InputError
from engine.experiments.specification import StudySpecification, load_study_specification
from engine.workspace import RESOURCES

FOLDER = RESOURCES / "presets"
PRESETS = ("quick", "paper")
"""Names, in the order in which they are offered."""


def load_preset(name: str) -> StudySpecification:
    """Return the study called `name`.

    Raises
    ------
    InputError
        When there is no such preset; names the nearest.
    """
    if name not in PRESETS:
        near = difflib.get_close_matches(name, PRESETS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(PRESETS)}."
        raise InputError(f"There is no preset {name!r}; {hint}")
    return load_study_specification(FOLDER / f"{name}.toml")


def load_study(name_or_path: str) -> StudySpecification:
    """Return the preset of that name, else the study of the TOML file there.

    Raises
    ------
    InputError, StorageError
        As `load_preset` and `load_study_specification`.
    """
    path = Path(name_or_path)
    if name_or_path in PRESETS or not (path.suffix or path.exists()):
        return load_preset(name_or_path)
    return load_study_specification(path)
