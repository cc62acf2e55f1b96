"""Runs as CSV: the table, a line a run; and all metrics, a line an event. Free of torch."""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.experiments.run_groups import group_rows
from engine.experiments.run_index import RunRow
from engine.experiments.run_marks import UNMARKED, RunMark
from engine.progress import Control, Progress, Report, ignore
from engine.storage import replacing

_WHO = ("run", "name", "source", "target", "seed")
_METRICS = (
    "kind", "epoch", "step", "loss", "accuracy", "train_loss", "train_accuracy", "validation_loss",
    "validation_accuracy", "validation_balanced_accuracy", "learning_rate", "seconds",
)  # fmt: skip


def table_values(row: RunRow, mark: RunMark = UNMARKED) -> dict[str, Any]:
    """Return a run as one flat line: accuracies 0 to 1, seconds, times as ISO 8601 in UTC, epochs counted from 1."""
    status, details = row.status, row.details
    return {
        "run": row.id,
        "name": status.name,
        "state": str(status.state),
        "role": status.role,
        "source": status.source,
        "target": status.target,
        "seed": status.seed,
        "group": row.group,
        "parent": details.parent,
        "backbone": details.backbone,
        "epochs": status.epochs,
        "epoch": status.epoch,
        "batch_size": details.batch_size,
        "optimizer": details.optimizer,
        "learning_rate": details.learning_rate,
        "image_size": details.image_size,
        "best_accuracy": status.best_accuracy,
        "best_epoch": None if details.best_epoch is None else details.best_epoch + 1,
        "last_accuracy": status.accuracy,
        "test_accuracy": status.test_accuracy,
        "test_balanced_accuracy": details.balanced_accuracy,
        "duration_s": status.active_s,
        "setup_s": details.setup_s,
        "training_s": details.training_s,
        "created": _time(status.created),
        "started": _time(status.started),
        "ended": _time(status.ended),
        "tags": ", ".join(sorted(mark.tags)),
        "colour": mark.colour,
        "archived": mark.archived,
        "note": mark.note,
    }


def group_values(rows: Sequence[RunRow]) -> list[dict[str, Any]]:
    """Return a flat line for each group of runs that differ in their seed only.

    Means and sample standard deviations (divided by n - 1) are over the finished runs that have the measure; their
    number is ``<measure>_n``.
    """
    return [
        {
            "group": group.key,
            "source": group.first.status.source,
            "target": group.first.status.target,
            "role": group.first.status.role,
            "backbone": group.first.details.backbone,
            "runs": len(group.rows),
            "done": len(group.done),
            "seeds": list(group.seeds),
            **{
                f"{measure}_{part}": None if spread is None else value
                for measure in ("best", "last", "test", "balanced")
                for spread in (group.spread(measure),)
                for part, value in (
                    ("mean", spread and spread.mean), ("sd", spread and spread.deviation), ("n", spread and spread.n)
                )
            },
        }
        for group in group_rows(rows)
    ]  # fmt: skip


def _time(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None


def write_table_csv(rows: Sequence[RunRow], marks: Mapping[str, RunMark], path: Path) -> Path:
    """Write a line for each of `rows` and return `path`.

    Raises
    ------
    StorageError
        When the file cannot be written.
    """
    return write_csv([table_values(row, marks.get(row.id, UNMARKED)) for row in rows], path)


def write_csv(lines: Sequence[Mapping[str, Any]], path: Path) -> Path:
    """Write flat lines under their keys, whole or not at all, and return `path`; raises StorageError."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]) if lines else list(_WHO), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    return path


def write_metrics_csv(
    rows: Sequence[RunRow], path: Path, *, report: Report = ignore, control: Control | None = None
) -> Path:
    """Write every step and epoch of `rows`, a line each, epochs counted from 1, and return `path`.

    Raises
    ------
    StorageError
        When metrics cannot be read or the file cannot be written.
    Interrupted
        When `control` was stopped; nothing is written then.
    """
    control, begun = control or Control(), time.monotonic()
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, (*_WHO, *_METRICS), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows):
            control.poll()
            report(Progress("Writing metrics", number, len(rows), time.monotonic() - begun))
            who = {"run": row.id, **{key: getattr(row.status, key) for key in _WHO[1:]}}
            writer.writerows(
                {**event, **who, "epoch": event["epoch"] + 1}
                for event in row.folder.metrics().events
                if event.get("kind") in ("step", "epoch")
            )
    return path
