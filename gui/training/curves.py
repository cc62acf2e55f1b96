"""The curves of one run, gathered from the events of its metrics file as they come."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Axis = Literal["epoch", "step", "time"]
AXES: tuple[Axis, ...] = ("epoch", "step", "time")

STEP_CURVES = ("batch_loss", "running_accuracy", "learning_rate", "images_per_s")
"""Curves with many points an epoch."""
EPOCH_CURVES = (
    "train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "validation_balanced_accuracy", "seconds",
)  # fmt: skip
"""Curves with a point an epoch."""


@dataclass(frozen=True, slots=True)
class BestEpoch:
    """The epoch (1-based) with the highest validation accuracy, 0 to 1, and how many epochs came after it."""

    epoch: int
    accuracy: float
    since: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """Points of a curve in the order of their places: `x` and `y` of shape (N,), all finite."""

    x: Values
    y: Values

    def __len__(self) -> int:
        return len(self.x)

    def at(self, x: float) -> float | None:
        """Return the value of the point nearest to `x`, None without points."""
        if not len(self.x):
            return None
        after = int(np.searchsorted(self.x, x))
        near = [index for index in (after - 1, after) if 0 <= index < len(self.x)]
        return float(self.y[min(near, key=lambda index: abs(self.x[index] - x))])


class _Table:
    """Rows of numbers that come one after another, in an array that grows by doubling."""

    def __init__(self, *columns: str) -> None:
        self._columns = {name: at for at, name in enumerate(columns)}
        self._rows = np.empty((256, len(columns)))
        self._count = 0

    def append(self, *values: float) -> None:
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[self._count] = values
        self._count += 1

    def __getitem__(self, column: str) -> Values:
        return self._rows[: self._count, self._columns[column]]

    def __len__(self) -> int:
        return self._count


class Curves:
    """Everything one run tells while it trains; the end of epoch n (1-based) stands at n of the epoch axis.

    Attributes
    ----------
    epochs, steps : int
        Epochs the run is to have and batches of an epoch, 0 while unknown.
    test_accuracy, test_loss : float or None
        Of the finished run: 0 to 1, and in nats.
    revision : int
        Changes whenever the curves do.
    """

    def __init__(self) -> None:
        self.revision = 0
        self.test_accuracy: float | None = None
        self.test_loss: float | None = None
        self.clear()

    def clear(self) -> None:
        """Forget all events: the file was replaced."""
        self._steps = _Table("epoch", "step", "time", *STEP_CURVES)
        self._epochs = _Table("epoch", *EPOCH_CURVES)
        self._session_began_s, self._session_s = 0.0, 0.0
        self.epochs = 0
        self.steps = 0
        self.revision += 1

    def add(self, events: Iterable[Mapping[str, Any]], *, epochs: int = 0, steps: int = 0) -> None:
        """Take over events of ``metrics.jsonl``, and how long the run is to be where that is known."""
        self.epochs = max(self.epochs, epochs)
        self.steps = max(self.steps, steps)
        for event in events:
            self.revision += 1
            if event["kind"] == "step":
                self._add_step(event)
            elif event["kind"] == "epoch":
                self._add_epoch(event)

    def finish(self, test_accuracy: float | None, test_loss: float | None) -> None:
        """Take over the test accuracy, 0 to 1, and the test loss, in nats, of a run that is done."""
        if (test_accuracy, test_loss) != (self.test_accuracy, self.test_loss):
            self.test_accuracy, self.test_loss = test_accuracy, test_loss
            self.revision += 1

    @property
    def done_epochs(self) -> int:
        """Epochs that are complete."""
        return int(self._epochs["epoch"][-1]) if len(self._epochs) else 0

    @property
    def best(self) -> BestEpoch | None:
        """The best epoch so far, the first of equals; None before the first validation."""
        line = self.line("validation_accuracy")
        if not len(line):
            return None
        index = int(np.argmax(line.y))
        epoch = round(float(line.x[index]))
        return BestEpoch(epoch, float(line.y[index]), self.done_epochs - epoch)

    def line(self, name: str, axis: Axis = "epoch") -> Line:
        """Return one of `STEP_CURVES` or `EPOCH_CURVES`; values that are not finite are left out.

        Parameters
        ----------
        name : str
        axis : {'epoch', 'step', 'time'}
            Places in epochs, in batches, or in seconds of work.
        """
        if name in STEP_CURVES:
            x, y = self._step_places(axis), self._steps[name]
        else:
            x, y = self.places_of(self._epochs["epoch"], axis), self._epochs[name]
        finite = np.isfinite(y) & np.isfinite(x)
        return Line(x, y) if finite.all() else Line(x[finite], y[finite])

    def epoch_rows(self, names: list[str]) -> Values:
        """Return a row for every epoch: its number (1-based), then these of `EPOCH_CURVES`; NaN where not told."""
        return np.stack([self._epochs[name] for name in ("epoch", *names)], axis=1)

    def places_of(self, epochs: Values, axis: Axis) -> Values:
        """Return where ends of epochs, given on the epoch axis, stand on another."""
        if axis == "step":
            return np.asarray(epochs * max(self.steps, 1), dtype=np.float64)
        if axis == "time":
            ends = np.concatenate([[0.0], self._epochs["epoch"]])
            seconds = np.concatenate([[0.0], np.cumsum(np.nan_to_num(self._epochs["seconds"]))])
            return np.asarray(np.interp(epochs, ends, seconds), dtype=np.float64)
        return epochs

    def extent(self, axis: Axis) -> float:
        """Return where the run ends on an axis, or has come to where that is not known."""
        if axis == "epoch":
            return float(max(self.epochs, self.done_epochs))
        if axis == "step":
            return float(max(self.epochs, self.done_epochs) * self.steps)
        return self.reached(axis)

    def reached(self, axis: Axis) -> float:
        """Return how far the run has come on an axis."""
        lines = (self.line("batch_loss", axis), self.line("train_loss", axis))
        return max((float(line.x[-1]) for line in lines if len(line)), default=0.0)

    def _step_places(self, axis: Axis) -> Values:
        epoch, step = self._steps["epoch"], self._steps["step"]
        if axis == "step":
            return epoch * max(self.steps, 1) + step
        places = epoch + step / max(self.steps, 1)
        if axis == "epoch":
            return places
        told = self._steps["time"]
        # Runs of earlier versions tell the time of epochs only.
        return np.where(np.isnan(told), self.places_of(places, "time"), told)

    def _add_step(self, event: Mapping[str, Any]) -> None:
        self.steps = max(self.steps, int(event["step"]))
        self._steps.append(
            float(event["epoch"]),
            float(event["step"]),
            self._time(event.get("seconds")),
            _number(event["loss"]),
            _number(event["accuracy"]),
            _number(event.get("learning_rate")),
            _number(event.get("images_per_s")),
        )

    def _time(self, session_s: float | None) -> float:
        """Return the seconds since the run began; each session counts from zero."""
        if session_s is None:
            return math.nan
        if session_s < self._session_s:
            self._session_began_s += self._session_s
        self._session_s = session_s
        return self._session_began_s + session_s

    def _add_epoch(self, event: Mapping[str, Any]) -> None:
        self.epochs = max(self.epochs, int(event["epochs"]))
        self._epochs.append(float(event["epoch"]) + 1, *(_number(event.get(name)) for name in EPOCH_CURVES))


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def smoothed(values: Values, weight: float) -> Values:
    """Return the exponential moving average of `values`, not pulled towards zero at its beginning.

    ``s_t = weight * s_(t-1) + (1 - weight) * y_t``, divided by ``1 - weight^t`` (the bias correction of Adam,
    Kingma & Ba 2015, arXiv:1412.6980).

    Parameters
    ----------
    values : ndarray of shape (N,), float64
        Finite.
    weight : float
        0 (as it is) to below 1.
    """
    if weight <= 0 or not len(values):
        return values
    # Within a block the sum is a scaled cumulative one; blocks are short enough for the scale to stay a float.
    block = max(1, int(300 / -math.log(weight)))
    powers = weight ** np.arange(1, min(block, len(values)) + 1)
    averages = np.empty(len(values))
    carried = 0.0
    for start in range(0, len(values), block):
        part = values[start : start + block]
        scale = powers[: len(part)]
        averages[start : start + block] = scale * (carried + (1 - weight) * np.cumsum(part / scale))
        carried = averages[start + len(part) - 1]
    correction = -np.expm1(np.arange(1, len(values) + 1) * math.log(weight))
    return np.asarray(averages / correction, dtype=np.float64)


def decimated(line: Line, low: float, high: float, buckets: int) -> Line:
    """Return what a plot of `buckets` pixels shows of `line` between `low` and `high`: smallest and largest of each.

    No extreme is lost. A line of few points is returned as it is, with the neighbours just outside.
    """
    first = max(0, int(np.searchsorted(line.x, low, "left")) - 1)
    last = min(len(line), int(np.searchsorted(line.x, high, "right")) + 1)
    x, y = line.x[first:last], line.y[first:last]
    if len(x) <= 4 * buckets:
        return Line(x, y)
    starts = np.unique(np.searchsorted(x, np.linspace(low, high, buckets + 1)[:-1]).clip(max=len(x) - 1))
    starts = np.unique(np.concatenate([[0], starts]))
    ends = np.stack([np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)], axis=1)
    return Line(np.repeat(x[starts], 2), ends.ravel())


def percent(share: float) -> str:
    """Return a share, 0 to 1, as people read it."""
    return f"{100 * share:.1f} %"
