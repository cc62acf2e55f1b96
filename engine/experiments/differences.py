"""What differs between the specifications of runs, key by key. Free of torch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import MissingDataError
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import RunSource, RunSpecification
from engine.workspace import Workspace

ABSENT = ""
"""Stands where a specification does not have the key, or leaves it open."""
_INHERITED = "source.run."
_FARTHEST = 8
"""So many sources of sources are followed."""


@dataclass(frozen=True, slots=True)
class Differences:
    """The keys in which runs differ.

    Attributes
    ----------
    runs : tuple of str
        Ids, the columns.
    rows : tuple of (str, tuple of str)
        Dotted key and its value in each run; keys under ``source.run.`` belong to the run the weights come from.
    same : int
        Keys in which all agree.
    """

    runs: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    same: int

    def to_tsv(self) -> str:
        """Return the table as lines of cells with tabs between them."""
        lines = [("key", *self.runs), *((key, *values) for key, values in self.rows)]
        return "".join("\t".join(line) + "\n" for line in lines)


def differences(run_ids: Sequence[str], workspace: Workspace) -> Differences:
    """Return what differs between the specifications of these runs; their names do not count.

    The run that weights come from is taken apart too, so that fine-tunings of different pre-trainings say in what
    those differ; a run that starts from none says nothing there.

    Raises
    ------
    MissingDataError, InputError, StorageError
        When a run does not exist or its specification is damaged.
    """
    tables = [dict(_entries(RunFolder(workspace.runs / run_id).specification, workspace)) for run_id in run_ids]
    # In the order of the specification: a key only some have stands after the one before it there.
    keys = list(dict.fromkeys(key for table in tables for key in table))
    rows = [(key, tuple(table.get(key, ABSENT) for table in tables)) for key in keys]
    differing = tuple(row for row in rows if _differ(row[0], row[1]))
    return Differences(tuple(run_ids), differing, len(rows) - len(differing))


def _differ(key: str, values: Sequence[str]) -> bool:
    inherited = key.startswith(_INHERITED)
    return len({value for value in values if value != ABSENT or not inherited}) > 1


def flat_settings(specification: RunSpecification) -> dict[str, Any]:
    """Return the settings under dotted keys, lists as JSON; the name, which decides no number, is left out."""
    return dict(_flat(specification.model_dump(mode="json", exclude={"name"})))


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _entries(specification: RunSpecification, workspace: Workspace, depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in flat_settings(specification).items():
        if value is not None:
            yield key, value if isinstance(value, str) else json.dumps(value)
    source = specification.source
    if isinstance(source, RunSource) and depth < _FARTHEST:
        try:
            parent = RunFolder(workspace.runs / source.run).specification
        except MissingDataError:
            return
        yield from ((_INHERITED + key, value) for key, value in _entries(parent, workspace, depth + 1))
