"""Runs as event files that TensorBoard reads: a folder a run, its curves, its settings as hyper-parameters.

Needs the package tensorboard (an extra of this program); tensorflow is not needed.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engine.errors import MissingDataError, WorkbenchError
from engine.experiments.differences import flat_settings
from engine.experiments.run_index import RunRow
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence
from engine.storage import replacing

Scalar = tuple[float, int, str, float]
"""Seconds since 1970, batches done, tag, value."""

_STEP_TAGS = {"loss": "train/loss", "accuracy": "train/running_accuracy", "learning_rate": "learning_rate"}
_EPOCH_TAGS = {
    "train_loss": "train/epoch_loss",
    "train_accuracy": "train/accuracy",
    "validation_loss": "validation/loss",
    "validation_accuracy": "validation/accuracy",
    "validation_balanced_accuracy": "validation/balanced_accuracy",
}


def export_tensorboard(
    rows: Sequence[RunRow], folder: Path, *, report: Report = ignore, control: Control | None = None
) -> Path:
    """Write ``folder/<run>/events.out.tfevents.*`` for each of `rows`, replacing earlier ones; return `folder`.

    Raises
    ------
    MissingDataError
        When the package tensorboard is not installed.
    StorageError
        When a run cannot be read or a file cannot be written.
    Interrupted
        When `control` was stopped; the runs written until then stay.
    """
    _module("compat.proto.event_pb2")
    control, begun = control or Control(), time.monotonic()
    for number, row in enumerate(rows):
        control.poll()
        report(Progress("Writing event files", number, len(rows), time.monotonic() - begun))
        _write(row, folder / row.id / f"events.out.tfevents.{int(row.status.created):010d}.fractaldb")
    return folder


def _module(name: str) -> Any:
    """Return a module of tensorboard, imported when it is needed: it is an extra."""
    try:
        return importlib.import_module(f"tensorboard.{name}")
    except ImportError:
        raise MissingDataError(
            Sentence(
                "TensorBoard's event files need its package; install it with `pip install tensorboard`, "
                "or export the metrics as CSV."
            )
        ) from None


def _write(row: RunRow, path: Path) -> None:
    event, summary_class = _module("compat.proto.event_pb2").Event, _module("compat.proto.summary_pb2").Summary
    begun = row.status.started or row.status.created
    with replacing(path) as temporary, temporary.open("wb") as stream:
        writer = _module("summary.writer.record_writer").RecordWriter(stream)
        writer.write(event(wall_time=begun, file_version="brain.Event:2").SerializeToString())
        for summary in _settings(row, begun):
            writer.write(event(wall_time=begun, summary=summary).SerializeToString())
        for moment, step, tag, value in scalars(row):
            summary = summary_class(value=[summary_class.Value(tag=tag, simple_value=value)])
            writer.write(event(wall_time=moment, step=step, summary=summary).SerializeToString())


def _settings(row: RunRow, begun: float) -> Iterator[Any]:
    """Yield the summaries that TensorBoard's table of hyper-parameters is made of."""
    try:
        settings = flat_settings(row.folder.specification)
    except WorkbenchError:
        return
    settings |= {"source.name": row.status.source, "target": row.status.target}
    known = {key: value for key, value in settings.items() if isinstance(value, str | bool | int | float)}
    yield _module("plugins.hparams.summary_v2").hparams_pb(known, trial_id=row.id, start_time_secs=begun)


def scalars(row: RunRow) -> Iterator[Scalar]:
    """Yield the curves of a run: of every step and every epoch, and the test accuracy of the final network.

    The x-axis counts batches; the time of an event is that of its epoch's end, as far as the epochs' seconds tell.
    """
    events = row.folder.metrics().events
    length = max((event["step"] for event in events if event["kind"] == "step"), default=row.status.steps or 1)
    moment, step = row.status.started or row.status.created, 0
    for event in events:
        if event["kind"] == "final":
            continue
        epoch_ends = event["kind"] == "epoch"
        step = (event["epoch"] + 1) * length if epoch_ends else event["epoch"] * length + event["step"]
        moment += event.get("seconds", 0.0) if epoch_ends else 0.0
        for key, tag in (_EPOCH_TAGS if epoch_ends else _STEP_TAGS).items():
            if event.get(key) is not None:
                yield moment, step, tag, float(event[key])
    for tag, value in (
        ("test/accuracy", row.status.test_accuracy), ("test/balanced_accuracy", row.details.balanced_accuracy),
    ):  # fmt: skip
        if value is not None:
            yield moment, step, tag, value
