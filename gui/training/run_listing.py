"""Which lines the table of runs shows, in which order: filtered, grouped, sorted. Free of Qt's views."""

from __future__ import annotations

from collections.abc import Callable, Collection, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from engine.experiments.run_filter import EVERYTHING, RunFilter
from engine.experiments.run_groups import RunGroup, group_rows
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import UNMARKED, RunMark
from gui.training.run_columns import Column, Value, group_sort_value, sort_value

Marks = Callable[[str], RunMark]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A line that stands for runs which differ in their seed only."""

    group: RunGroup
    open: bool

    @property
    def key(self) -> str:
        """What tells this line from all others; never the id of a run."""
        return f"/{self.group.key}"


@dataclass(frozen=True, slots=True)
class RunLine:
    """A line of one run; `inside` a group that is open."""

    row: RunRow
    mark: RunMark = UNMARKED
    inside: bool = False

    @property
    def key(self) -> str:
        """What tells this line from all others."""
        return self.row.id


Line = GroupLine | RunLine


@dataclass(frozen=True, slots=True)
class Order:
    """How lines are arranged.

    Attributes
    ----------
    filter : RunFilter
    grouped : bool
    column : Column or None
        None: as the runs are given.
    falling : bool
    opened : frozenset of str
        Keys of the groups whose runs are shown.
    archived : bool
        Archived runs are shown too.
    """

    filter: RunFilter = EVERYTHING
    grouped: bool = False
    column: Column | None = None
    falling: bool = False
    opened: frozenset[str] = frozenset()
    archived: bool = False

    def toggled(self, key: str) -> Order:
        """Return the order with the group of this key opened or closed."""
        return replace(self, opened=self.opened ^ {key})


@dataclass(frozen=True, slots=True)
class Listing:
    """What is shown.

    Attributes
    ----------
    lines : tuple of Line
    matching : int
        Runs the filter lets through, archived ones that are hidden not counted.
    archived : int
        Runs that are hidden only because they are archived.
    """

    lines: tuple[Line, ...] = ()
    matching: int = 0
    archived: int = 0


def arrange(
    rows: Sequence[RunRow], marks: Marks, order: Order, known: MutableMapping[str, RunLine] | None = None
) -> Listing:
    """Return the lines of `rows` in this order; equal ones stay as they were given.

    Lines of runs that did not change are taken from `known`, where they are kept from call to call.
    """
    known = {} if known is None else known
    lines_of_all = [_line(row, marks, known) for row in rows]
    wanted = order.filter
    meant = [line for line in lines_of_all if wanted.holds(line.row, line.mark)] if wanted.tests else lines_of_all
    shown = meant
    if not order.archived and not order.filter.names_archived:
        shown = [line for line in meant if not line.mark.archived]
    lines = _grouped(shown, order) if order.grouped else tuple(_sorted(shown, order))
    return Listing(lines, len(shown), len(meant) - len(shown))


def _line(row: RunRow, marks: Marks, known: MutableMapping[str, RunLine]) -> RunLine:
    run_id = row.id
    line, mark = known.get(run_id), marks(run_id)
    if line is None or line.row is not row or line.mark is not mark:
        line = known[run_id] = RunLine(row, mark)
    return line


def stays(old: RunRow, new: RunLine, order: Order) -> bool:
    """Return whether a run that changed keeps its place, or its absence, in this order."""
    if order.grouped or old.id != new.row.id:
        return False
    if order.filter.tests and order.filter.holds(old, new.mark) != order.filter.holds(new.row, new.mark):
        return False
    column = order.column
    return column is None or sort_value(old, new.mark, column) == sort_value(new.row, new.mark, column)


def _sorted(lines: Sequence[RunLine], order: Order) -> list[RunLine]:
    column = order.column
    if column is None:
        return list(lines)
    return _by_value([(sort_value(line.row, line.mark, column), line) for line in lines], order.falling)


_Item = TypeVar("_Item")


def _by_value(pairs: Collection[tuple[Value, _Item]], falling: bool) -> list[_Item]:
    """Return the items by rising or falling value, those without one last."""
    known = [pair for pair in pairs if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=falling)  # type: ignore[arg-type,return-value]
    return [item for _, item in known] + [item for value, item in pairs if value is None]


def _grouped(shown: Sequence[RunLine], order: Order) -> tuple[Line, ...]:
    by_id = {line.row.id: line for line in shown}
    groups = group_rows(line.row for line in shown)
    if order.column is not None:
        column = order.column
        groups = _by_value(
            [(group_sort_value(group, by_id[group.first.id].mark, column), group) for group in groups], order.falling
        )
    lines: list[Line] = []
    for group in groups:
        opened = group.key in order.opened
        lines.append(GroupLine(group, opened))
        if opened:
            members = _sorted([by_id[row.id] for row in group.rows], order)
            lines += [replace(line, inside=True) for line in members]
    return tuple(lines)


def rows_of(line: Line) -> tuple[RunRow, ...]:
    """Return the runs a line stands for."""
    return line.group.rows if isinstance(line, GroupLine) else (line.row,)
