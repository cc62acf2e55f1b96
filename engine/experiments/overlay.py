"""Curves of several runs by epoch, and of groups of runs as mean and spread. Free of torch."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.experiments.run_folder import RunFolder
from engine.progress import Control, Progress, Report, ignore
from engine.workspace import Workspace

Values = NDArray[np.float64]

EPOCH_VALUES = (
    "validation_accuracy", "validation_loss", "validation_balanced_accuracy", "train_accuracy", "train_loss",
    "learning_rate",
)  # fmt: skip
"""What every epoch tells."""
_START = b'{"kind": "epoch"'


@dataclass(frozen=True, eq=False)
class RunCurve:
    """The epochs of a run.

    Attributes
    ----------
    run_id : str
    stamp : tuple of int
        Of the file it was read from: equal stamps mean that nothing is new.
    epochs : ndarray of shape (N,), float64
        1-based, ascending.
    seconds : ndarray of shape (N,), float64
        Work until the end of each.
    values : mapping of str to ndarray of shape (N,), float64
        By the names of `EPOCH_VALUES`; NaN where not told.
    """

    run_id: str
    stamp: tuple[int, ...]
    epochs: Values
    seconds: Values
    values: Mapping[str, Values]


@dataclass(frozen=True, eq=False)
class Band:
    """Mean and spread of a group over the epochs that every run of it has told.

    Attributes
    ----------
    epochs, seconds, mean : ndarray of shape (N,), float64
    deviation : ndarray of shape (N,), float64
        Sample standard deviation over the runs (n - 1); zero for one run.
    count : int
        Runs.
    """

    epochs: Values
    seconds: Values
    mean: Values
    deviation: Values
    count: int


def read_curves(
    run_ids: Sequence[str],
    workspace: Workspace,
    known: Iterable[RunCurve] = (),
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> tuple[RunCurve, ...]:
    """Return the epochs of runs, in the order asked for; runs that have no folder any more are left out.

    Parameters
    ----------
    run_ids : sequence of str
    workspace : Workspace
    known : iterable of RunCurve
        Read before; those whose files have not changed are not read again.
    """
    control = control or Control()
    before = {curve.run_id: curve for curve in known}
    found, since = [], time.monotonic()
    for done, run_id in enumerate(run_ids):
        control.poll()
        curve = _read(RunFolder(workspace.runs / run_id), before.get(run_id))
        if curve is not None:
            found.append(curve)
        report(Progress("curves", done + 1, len(run_ids), time.monotonic() - since))
    return tuple(found)


def _read(folder: RunFolder, known: RunCurve | None) -> RunCurve | None:
    path = folder.metrics_file
    try:
        facts = path.stat()
        stamp = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
        if known is not None and known.stamp == stamp:
            return known
        data = path.read_bytes()
    except OSError:
        return None
    rows = [row for line in _epoch_lines(data) if (row := _row(line)) is not None]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 2 + len(EPOCH_VALUES))
    values = {name: table[:, 2 + at] for at, name in enumerate(EPOCH_VALUES)}
    return RunCurve(folder.id, stamp, table[:, 0], np.cumsum(np.nan_to_num(table[:, 1])), values)


def _epoch_lines(data: bytes) -> Iterable[bytes]:
    """Yield the whole lines that tell of an epoch; hundreds of times as many tell of steps, and are passed over."""
    start = data.find(_START)
    while start >= 0:
        stop = data.find(b"\n", start)
        if stop < 0:
            return
        yield data[start:stop]
        start = data.find(_START, stop)


def _row(line: bytes) -> tuple[float, ...] | None:
    try:
        event = json.loads(line)
        told = (event["epoch"] + 1, event.get("seconds"), *(event.get(name) for name in EPOCH_VALUES))
        return tuple(np.nan if value is None else float(value) for value in told)
    except (ValueError, KeyError, TypeError):
        return None


def band(curves: Sequence[RunCurve], name: str) -> Band:
    """Return mean and spread over runs of one of `EPOCH_VALUES`.

    Parameters
    ----------
    curves : sequence of RunCurve
        Those that never told it are not counted.
    name : str
    """
    told = [(curve, np.isfinite(curve.values[name])) for curve in curves]
    told = [(curve, finite) for curve, finite in told if finite.any()]
    if not told:
        nothing = np.empty(0)
        return Band(nothing, nothing, nothing, nothing, 0)
    common = told[0][0].epochs[told[0][1]]
    for curve, finite in told[1:]:
        common = np.intersect1d(common, curve.epochs[finite])
    places = [np.searchsorted(curve.epochs, common) for curve, _ in told]
    values = np.stack([curve.values[name][place] for (curve, _), place in zip(told, places, strict=True)])
    seconds = np.stack([curve.seconds[place] for (curve, _), place in zip(told, places, strict=True)])
    deviation = values.std(axis=0, ddof=1) if len(told) > 1 else np.zeros(len(common))
    return Band(common, seconds.mean(axis=0), values.mean(axis=0), deviation, len(told))
