"""Which run made the weights another starts from, and what depends on a run before it is deleted. Free of torch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from engine.errors import WorkbenchError
from engine.experiments.run_index import RunIndex, RunRow
from engine.experiments.study_folder import list_studies
from engine.workspace import Workspace


class Lineage:
    """Descent among runs.

    Parameters
    ----------
    rows : sequence of RunRow
    studies : mapping of str to collection of str
        Ids of the runs of each study.
    """

    def __init__(self, rows: Sequence[RunRow], studies: Mapping[str, Collection[str]]) -> None:
        self._rows = {row.id: row for row in rows}
        self._studies = studies

    def row(self, run_id: str) -> RunRow | None:
        """Return the run of that id, None where it is gone."""
        return self._rows.get(run_id)

    @cached_property
    def _children(self) -> Mapping[str, list[RunRow]]:
        children: dict[str, list[RunRow]] = {}
        for row in self._rows.values():
            if row.details.parent:
                children.setdefault(row.details.parent, []).append(row)
        return children

    def children(self, run_id: str) -> list[RunRow]:
        """Return the runs that start from the weights of this one, oldest first."""
        return list(self._children.get(run_id, ()))

    def ancestors(self, run_id: str) -> list[str]:
        """Return the ids of the runs this one descends from, the nearest first; the last may be gone."""
        found: list[str] = []
        row = self._rows.get(run_id)
        while row is not None and row.details.parent and row.details.parent not in (run_id, *found):
            found.append(row.details.parent)
            row = self._rows.get(row.details.parent)
        return found

    def descendants(self, run_ids: Iterable[str]) -> list[RunRow]:
        """Return all runs that descend from these, nearest first, without these themselves."""
        given = set(run_ids)
        found: dict[str, RunRow] = {}
        waiting = list(given)
        while waiting:
            for child in self._children.get(waiting.pop(0), ()):
                if child.id not in given and child.id not in found:
                    found[child.id] = child
                    waiting.append(child.id)
        return list(found.values())

    def studies(self, run_id: str) -> list[str]:
        """Return the studies a run belongs to."""
        return [name for name, runs in self._studies.items() if run_id in runs]


def study_runs(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the ids of the runs of every study of the workspace; one that cannot be read is left out."""
    found = {}
    for study in list_studies(workspace):
        try:
            found[study.name] = tuple(run.id for run in study.plan.runs)
        except WorkbenchError:
            continue
    return found


def dependants(run_ids: Sequence[str], workspace: Workspace) -> list[RunRow]:
    """Return the runs that descend from these, themselves left out."""
    return Lineage(RunIndex(workspace).refresh(), {}).descendants(run_ids)
