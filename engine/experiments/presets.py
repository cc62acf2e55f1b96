"""Studies to begin with: those that ship with the program, and the user's own in the workspace. TOML files.

A preset is a study with sentences about its fields, for what the sources of its numbers disagree on::

    [notes]
    "sources.2.training.learning_rate" = "0.1 in the released code, 0.01 in the paper."
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from engine.errors import InputError, StorageError, WorkbenchError
from engine.experiments.specification import (
    StudySpecification,
    parse_specification,
    read_specification_text,
    slug,
    toml_values,
)
from engine.sentences import Sentence, sentence_of
from engine.storage import write_text
from engine.workspace import RESOURCES, Workspace

FOLDER = RESOURCES / "presets"
PRESETS = ("quick", "paper", "vit")
"""Names of those that ship with the program, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A study to begin with.

    Attributes
    ----------
    name : str
        Of its file; what `load_preset` takes.
    path : Path
    own : bool
        The user's: it can be deleted.
    study : StudySpecification or None
        None where the file is damaged.
    notes : mapping
        Sentences for the fields with these dotted keys.
    problem : str
        What is wrong with the file, a sentence; empty for nothing.
    """

    name: str
    path: Path
    own: bool = False
    study: StudySpecification | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def available_presets(workspace: Workspace | None = None) -> list[Preset]:
    """Return the presets of the program and, by name, those of the workspace; a damaged file is one with a problem."""
    shipped = [_found(FOLDER / f"{name}.toml", own=False) for name in PRESETS]
    if workspace is None or not workspace.presets.is_dir():
        return shipped
    return [*shipped, *(_found(path, own=True) for path in sorted(workspace.presets.glob("*.toml")))]


def _found(path: Path, *, own: bool) -> Preset:
    try:
        return read_preset(path, own=own)
    except WorkbenchError as error:
        return Preset(path.stem, path, own, problem=sentence_of(error))


def read_preset(path: Path, *, own: bool = True) -> Preset:
    """Return the study in the TOML file `path` and the notes to its fields.

    Raises
    ------
    SpecificationError, InputError, StorageError
        When the file cannot be read, or is no study.
    """
    values = toml_values(read_specification_text(path), str(path))
    notes = values.pop("notes", {})
    if not isinstance(notes, dict) or not all(isinstance(sentence, str) for sentence in notes.values()):
        raise InputError(
            Sentence("{0}: notes is no table of sentences; give each dotted key, in quotes, a text.", path)
        )
    return Preset(path.stem, path, own, parse_specification(StudySpecification, values, str(path)), notes)


def find_preset(name: str, workspace: Workspace | None = None) -> Preset:
    """Return the preset called `name`.

    Raises
    ------
    InputError
        When there is no such preset (names the nearest), or its file is damaged.
    """
    known = {preset.name: preset for preset in available_presets(workspace)}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = Sentence("did you mean {0}?", repr(near[0])) if near else Sentence("there are: {0}.", ", ".join(known))
        raise InputError(Sentence("There is no preset {0}; {1}", repr(name), hint))
    return known[name] if not known[name].problem else read_preset(known[name].path)


def load_preset(name: str, workspace: Workspace | None = None) -> StudySpecification:
    """Return the study of the preset called `name`; raises as `find_preset`."""
    study = find_preset(name, workspace).study
    assert study is not None
    return study


def load_study(name_or_path: str, workspace: Workspace | None = None) -> StudySpecification:
    """Return the preset of that name, else the study of the TOML file there.

    Raises
    ------
    InputError, StorageError
        As `find_preset` and `read_preset`.
    """
    path = Path(name_or_path)
    if name_or_path in PRESETS or not (path.suffix or path.exists()):
        return load_preset(name_or_path, workspace)
    study = read_preset(path).study
    assert study is not None
    return study


def save_preset(
    study: StudySpecification, workspace: Workspace, *, notes: Mapping[str, str] | None = None, replace: bool = False
) -> Preset:
    """Keep `study` as a preset of the user, under its name, and return it.

    Parameters
    ----------
    study : StudySpecification
    workspace : Workspace
    notes : mapping, optional
        Sentences for the fields with these dotted keys.
    replace : bool
        Overwrite the user's preset of this name.

    Raises
    ------
    InputError
        When the name belongs to the program or, without `replace`, to another preset.
    StorageError
        When the workspace cannot be written.
    """
    name = slug(study.name)
    path = workspace.presets / f"{name}.toml"
    if name in PRESETS:
        raise InputError(Sentence("The preset {0} belongs to the program; give yours another name.", name))
    if path.exists() and not replace:
        raise InputError(
            Sentence("There is a preset {0} already; give this one another name, or replace that one.", name)
        )
    write_text(path, preset_text(study, notes or {}))
    return read_preset(path)


def preset_text(study: StudySpecification, notes: Mapping[str, str]) -> str:
    """Return the TOML of a preset."""
    values: dict[str, Any] = {"notes": dict(notes)} if notes else {}
    return study.to_toml() + (f"\n{tomli_w.dumps(values)}" if values else "")


def delete_preset(name: str, workspace: Workspace) -> None:
    """Delete the user's preset called `name`.

    Raises
    ------
    InputError
        When the workspace has none of this name.
    StorageError
        When it cannot be deleted.
    """
    path = workspace.presets / f"{name}.toml"
    if Path(name).name != name or not path.is_file():
        raise InputError(
            Sentence(
                "There is no preset {0} of yours in {1}; look at their names there.", repr(name), workspace.presets
            )
        )
    try:
        path.unlink()
    except OSError as error:
        raise StorageError(
            Sentence("Cannot delete {0}: {1}. Close what uses it.", path, error.strerror or error)
        ) from error
