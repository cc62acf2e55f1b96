"""The columns of the table of runs: what each says of a run and of a group of runs, and what it is sorted by."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from engine.experiments.run_groups import RunGroup, Spread
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import RunMark
from gui.quantities import time_text
from gui.training.run_words import source_text


class Column(IntEnum):
    """Columns, in the order in which they first stand."""

    STATE = 0
    SOURCE = 1
    TARGET = 2
    SEED = 3
    BEST = 4
    LAST = 5
    TEST = 6
    BALANCED = 7
    PROGRESS = 8
    LEFT = 9
    DURATION = 10
    TAGS = 11
    NOTE = 12
    NAME = 13
    BACKBONE = 14
    IMAGE_SIZE = 15
    BATCH_SIZE = 16
    RATE = 17
    BEST_EPOCH = 18
    CREATED = 19
    RUN = 20


NUMBERS = frozenset({
    Column.SEED, Column.BEST, Column.LAST, Column.TEST, Column.BALANCED, Column.LEFT, Column.DURATION,
    Column.IMAGE_SIZE, Column.BATCH_SIZE, Column.RATE, Column.BEST_EPOCH, Column.CREATED,
})  # fmt: skip
"""Right-aligned, in tabular figures."""
ALWAYS = Column.STATE
"""Cannot be hidden: it opens and closes groups."""
FIRST_SHOWN = frozenset({
    Column.STATE, Column.SOURCE, Column.TARGET, Column.SEED, Column.BEST, Column.LAST, Column.TEST, Column.PROGRESS,
    Column.DURATION,
})  # fmt: skip
"""Shown until the user says otherwise; tags, notes and balanced accuracy appear once a run has them. The time left of
the run at work stands in the line of its facts."""
WIDTHS: Mapping[Column, int] = {
    Column.STATE: 160, Column.SOURCE: 98, Column.TARGET: 120, Column.SEED: 48, Column.BEST: 58, Column.LAST: 58,
    Column.TEST: 58, Column.BALANCED: 82, Column.PROGRESS: 96, Column.LEFT: 68, Column.DURATION: 66,
    Column.TAGS: 84, Column.NOTE: 160, Column.NAME: 220, Column.BACKBONE: 96, Column.IMAGE_SIZE: 76,
    Column.BATCH_SIZE: 60, Column.RATE: 96, Column.BEST_EPOCH: 80, Column.CREATED: 124, Column.RUN: 260,
}  # fmt: skip
SPREADS: Mapping[Column, str] = {
    Column.BEST: "best", Column.LAST: "last", Column.TEST: "test", Column.BALANCED: "balanced",
}  # fmt: skip
"""Columns with mean and spread in a group, and the measure of `engine.experiments.run_groups.MEASURES`."""

Value = float | str | None

_VALUES: Mapping[Column, Callable[[RunRow, RunMark], Value]] = {
    Column.STATE: lambda row, _: row.status.state,
    Column.SOURCE: lambda row, _: "" if row.status.role == "pretrain" else row.status.source.casefold(),
    Column.TARGET: lambda row, _: row.status.target.casefold(),
    Column.SEED: lambda row, _: row.status.seed,
    Column.BEST: lambda row, _: row.status.best_accuracy,
    Column.LAST: lambda row, _: row.status.accuracy,
    Column.TEST: lambda row, _: row.status.test_accuracy,
    Column.BALANCED: lambda row, _: row.details.balanced_accuracy,
    Column.PROGRESS: lambda row, _: row.status.fraction,
    Column.LEFT: lambda row, _: row.status.remaining_s if row.status.state.live else None,
    Column.DURATION: lambda row, _: row.status.active_s or None,
    Column.TAGS: lambda _, mark: ", ".join(sorted(mark.tags)).casefold() or None,
    Column.NOTE: lambda _, mark: mark.note.casefold() or None,
    Column.NAME: lambda row, _: row.status.name.casefold(),
    Column.BACKBONE: lambda row, _: row.details.backbone or None,
    Column.IMAGE_SIZE: lambda row, _: row.details.image_size,
    Column.BATCH_SIZE: lambda row, _: row.details.batch_size or None,
    Column.RATE: lambda row, _: row.details.learning_rate or None,
    Column.BEST_EPOCH: lambda row, _: None if row.details.best_epoch is None else row.details.best_epoch + 1,
    Column.CREATED: lambda row, _: row.status.created or None,
    Column.RUN: lambda row, _: row.id,
}


def sort_value(row: RunRow, mark: RunMark, column: Column) -> Value:
    """Return what a run is sorted by; None stands last whichever way round."""
    return _VALUES[column](row, mark)


def group_sort_value(group: RunGroup, mark: RunMark, column: Column) -> Value:
    """Return what a group is sorted by: its mean, its number of seeds, or what its first run says."""
    if column in SPREADS:
        spread = group.spread(SPREADS[column])
        return None if spread is None else spread.mean
    if column is Column.SEED:
        return len(group.rows)
    if column is Column.PROGRESS:
        return group.fraction
    if column is Column.DURATION:
        return sum(row.status.active_s for row in group.rows) or None
    return sort_value(group.first, mark, column)


def run_text(row: RunRow, mark: RunMark, column: Column) -> str:
    """Return what a cell of a run says; the state is left to the table, which knows the queue."""
    value = sort_value(row, mark, column)
    if column is Column.SOURCE:
        return _source(row)
    if column is Column.TARGET:
        return row.status.target
    if column is Column.NAME:
        return row.status.name
    if column is Column.TAGS:
        return ", ".join(sorted(mark.tags))
    if column is Column.NOTE:
        return mark.note
    if column is Column.PROGRESS:
        return f"{row.status.epoch}/{row.status.epochs}" if row.status.epochs else ""
    return "" if value is None else _formatted(value, column)


def _source(row: RunRow) -> str:
    if row.status.role == "pretrain":
        return QCoreApplication.translate("RunColumns", "pre-training")
    return source_text(row.status.source)


def _formatted(value: float | str, column: Column) -> str:
    if isinstance(value, str):
        return value
    if column in SPREADS:
        return f"{100 * value:.1f}"
    if column in (Column.LEFT, Column.DURATION):
        return time_text(value)
    if column is Column.CREATED:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(value))
    return f"{value:g}"


def group_text(group: RunGroup, mark: RunMark, column: Column) -> str:
    """Return what a cell of a group says."""
    if column in SPREADS:
        return spread_text(group.spread(SPREADS[column]), len(group.rows))
    if column is Column.SEED:
        return f"n = {len(group.rows)}"
    if column is Column.PROGRESS:
        return f"{len(group.done)}/{len(group.rows)}"
    if column in (Column.LEFT, Column.BEST_EPOCH, Column.CREATED, Column.RUN, Column.NAME, Column.TAGS, Column.NOTE):
        return ""
    if column is Column.DURATION:
        spent = sum(row.status.active_s for row in group.rows)
        return time_text(spent) if spent else ""
    return run_text(group.first, mark, column)


def spread_text(spread: Spread | None, runs: int) -> str:
    """Return mean and sample standard deviation in per cent, and the number where it is not that of all runs."""
    if spread is None:
        return ""
    text = f"{100 * spread.mean:.1f}"
    if spread.deviation is not None:
        text += f" ± {100 * spread.deviation:.1f}"
    return text if spread.n == runs else f"{text} ({spread.n})"


def titles() -> dict[Column, str]:
    """Return the titles in the language of the window."""
    translate = QCoreApplication.translate
    return {
        Column.STATE: translate("RunColumns", "State"),
        Column.SOURCE: translate("RunColumns", "Source"),
        Column.TARGET: translate("RunColumns", "Data set"),
        Column.SEED: translate("RunColumns", "Seed"),
        Column.BEST: translate("RunColumns", "Best (%)"),
        Column.LAST: translate("RunColumns", "Last (%)"),
        Column.TEST: translate("RunColumns", "Test (%)"),
        Column.BALANCED: translate("RunColumns", "Balanced (%)"),
        Column.PROGRESS: translate("RunColumns", "Progress"),
        Column.LEFT: translate("RunColumns", "Time left"),
        Column.DURATION: translate("RunColumns", "Duration"),
        Column.TAGS: translate("RunColumns", "Tags"),
        Column.NOTE: translate("RunColumns", "Note"),
        Column.NAME: translate("RunColumns", "Name"),
        Column.BACKBONE: translate("RunColumns", "Backbone"),
        Column.IMAGE_SIZE: translate("RunColumns", "Size (px)"),
        Column.BATCH_SIZE: translate("RunColumns", "Batch"),
        Column.RATE: translate("RunColumns", "Learning rate"),
        Column.BEST_EPOCH: translate("RunColumns", "Best epoch"),
        Column.CREATED: translate("RunColumns", "Queued at"),
        Column.RUN: translate("RunColumns", "Run"),
    }


def tips() -> dict[Column, str]:
    """Return what titles leave unsaid, in the language of the window."""
    translate = QCoreApplication.translate
    return {
        Column.BEST: translate("RunColumns", "Highest validation accuracy of any epoch"),
        Column.LAST: translate("RunColumns", "Validation accuracy after the last epoch"),
        Column.TEST: translate("RunColumns", "Accuracy of the final network on the test images"),
        Column.BALANCED: translate("RunColumns", "Mean of the accuracies of the classes, on the test images"),
        Column.DURATION: translate("RunColumns", "Time of work in all sessions; of a group, of all its runs"),
        Column.LEFT: translate("RunColumns", "Until this run is done"),
    }
