"""Runs that differ in nothing but their seed, taken together: mean, spread and number. Free of torch."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.experiments.run_index import RunRow
from engine.experiments.run_status import State

Measure = Callable[[RunRow], float | None]

MEASURES: Mapping[str, Measure] = {
    "best": lambda row: row.status.best_accuracy,
    "last": lambda row: row.status.accuracy,
    "test": lambda row: row.status.test_accuracy,
    "balanced": lambda row: row.details.balanced_accuracy,
    "judged": lambda row: row.judged,
    "duration": lambda row: row.status.active_s or None,
}
"""What a run is measured by: accuracies 0 to 1 (best and last on the validation images), duration in seconds."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure over the seeds of a group.

    Attributes
    ----------
    mean : float
    deviation : float or None
        Sample standard deviation (divided by n - 1); None for a single run.
    n : int
        Runs that have the measure.
    """

    mean: float
    deviation: float | None
    n: int

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Spread | None:
        """Return the spread of the finite values; None where there is none."""
        known = [value for value in values if value is not None and math.isfinite(value)]
        if not known:
            return None
        return cls(statistics.fmean(known), statistics.stdev(known) if len(known) > 1 else None, len(known))


@dataclass(frozen=True, slots=True)
class RunGroup:
    """Runs with the same specification but for the seed.

    Attributes
    ----------
    key : str
        See `RunRow.group`.
    rows : tuple of RunRow
        In the order in which they were given; at least one.
    """

    key: str
    rows: tuple[RunRow, ...]

    @property
    def first(self) -> RunRow:
        """The run that stands for the others where they agree: source, target, settings."""
        return self.rows[0]

    @property
    def done(self) -> tuple[RunRow, ...]:
        """The finished ones; means are over these."""
        return tuple(row for row in self.rows if row.status.state is State.DONE)

    @property
    def states(self) -> Counter[State]:
        """How many runs are in each state."""
        return Counter(row.status.state for row in self.rows)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds, rising, each once."""
        return tuple(sorted({row.status.seed for row in self.rows}))

    @property
    def fraction(self) -> float:
        """Share of the epochs done, each run counted the same, 0 to 1."""
        return sum(row.status.fraction for row in self.rows) / len(self.rows)

    def spread(self, measure: str) -> Spread | None:
        """Return mean, spread and number of one of `MEASURES` over the finished runs."""
        return Spread.of(MEASURES[measure](row) for row in self.done)


def group_rows(rows: Iterable[RunRow]) -> list[RunGroup]:
    """Return the groups of `rows`, in the order in which their first runs stand."""
    groups: dict[str, list[RunRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return [RunGroup(key, tuple(members)) for key, members in groups.items()]
