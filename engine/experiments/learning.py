"""How the runs of a study learn: curves by group, epochs until a level, accuracy by the share of images. No torch."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.errors import InputError
from engine.experiments.comparison import Comparison, Summary
from engine.experiments.overlay import RunCurve, Values, band, read_curves
from engine.experiments.plan import Cell
from engine.experiments.results import IntervalKind, limits
from engine.experiments.run_status import State
from engine.experiments.specification import DatasetData
from engine.experiments.study_folder import StudyFolder
from engine.progress import Control, Report, ignore

CURVE = "validation_accuracy"
"""The value of an epoch that levels are reached in."""


@dataclass(frozen=True, eq=False)
class CurveBand:
    """Mean and interval over the seeds of a group, epoch by epoch.

    Attributes
    ----------
    epochs, mean : ndarray of shape (N,), float64
    low, high : ndarray of shape (N,), float64
        Ends of the interval; NaN for one seed.
    """

    epochs: Values
    mean: Values
    low: Values
    high: Values


@dataclass(frozen=True, eq=False)
class CurveGroup:
    """The learning curves of one source on one data set.

    Attributes
    ----------
    source, dataset : str
    seeds : tuple of int
        Of the finished runs, rising.
    curves : tuple of RunCurve
        One a seed, in their order.
    """

    source: str
    dataset: str
    seeds: tuple[int, ...]
    curves: tuple[RunCurve, ...]

    def told(self, name: str = CURVE) -> tuple[RunCurve, ...]:
        """Return the curves that ever told the value `name`."""
        return tuple(curve for curve in self.curves if np.isfinite(curve.values[name]).any())

    def band(self, kind: IntervalKind, level: float, name: str = CURVE) -> CurveBand:
        """Return mean over seeds and interval at each epoch.

        Only epochs that every seed has told count.
        """
        told = self.told(name)
        means = band(told, name)
        places = [np.searchsorted(curve.epochs, means.epochs) for curve in told]
        values = [curve.values[name][place] for curve, place in zip(told, places, strict=True)]
        low, high = limits(np.array(values).reshape(len(told), len(means.epochs)), kind, level)
        return CurveBand(means.epochs, means.mean, low, high)


def curve_groups(
    study: StudyFolder, *, report: Report = ignore, control: Control | None = None
) -> tuple[CurveGroup, ...]:
    """Return the curves of the finished runs, source by source, then data set.

    Raises
    ------
    Interrupted
        When `control` was stopped.
    """
    done = [cell for cell in study.plan.cells if _done(study, cell)]
    runs = tuple(dict.fromkeys(cell.run for cell in done))
    curves = {curve.run_id: curve for curve in read_curves(runs, study.workspace, report=report, control=control)}
    groups: dict[tuple[str, str], list[Cell]] = {}
    for cell in done:
        if cell.run in curves:
            groups.setdefault((cell.source, cell.dataset), []).append(cell)
    found = []
    for (source, dataset), cells in groups.items():
        cells.sort(key=lambda cell: cell.seed)
        own = tuple(curves[cell.run] for cell in cells)
        found.append(CurveGroup(source, dataset, tuple(cell.seed for cell in cells), own))
    return tuple(found)


def _done(study: StudyFolder, cell: Cell) -> bool:
    folder = study.folder(cell.run)
    return folder.exists and folder.status().state is State.DONE


@dataclass(frozen=True, slots=True)
class Reached:
    """The epochs in which the runs of a group first reached a level.

    Attributes
    ----------
    source, dataset : str
    level : float
        Accuracy on the validation images, 0 to 1.
    seeds : tuple of int
    epochs : tuple of (int or None)
        One a seed, 1-based; None: not within its epochs, so only known to be later than `within`.
    within : int
        Epochs of the longest run.
    """

    source: str
    dataset: str
    level: float
    seeds: tuple[int, ...]
    epochs: tuple[int | None, ...]
    within: int

    @property
    def count(self) -> int:
        """Runs that reached it."""
        return sum(epoch is not None for epoch in self.epochs)

    @property
    def mean(self) -> float | None:
        """Mean over seeds; None when any did not reach it: a mean over the others would flatter."""
        known = [epoch for epoch in self.epochs if epoch is not None]
        return statistics.fmean(known) if known and len(known) == len(self.epochs) else None

    @property
    def median(self) -> float | None:
        """Median over seeds, those that did not reach it counted as later; None when that is not known."""
        ordered = sorted(float("inf") if epoch is None else float(epoch) for epoch in self.epochs)
        middle = statistics.median(ordered) if ordered else float("inf")
        return middle if middle != float("inf") else None


def epochs_to_reach(
    groups: Sequence[CurveGroup], level: float | None = None, baseline: str | None = None
) -> tuple[Reached, ...]:
    """Return when each group reached `level`, in the order of `groups`.

    Parameters
    ----------
    groups : sequence of CurveGroup
        Those without validation images are left out.
    level : float, optional
        Accuracy 0 to 1; by default, on each data set, what `baseline` has at the end: the mean over its seeds in
        their last epochs. A data set without the baseline is then left out.
    baseline : str, optional
        Training from scratch, or the first source.

    Raises
    ------
    InputError
        On a level outside 0 to 1.
    """
    if level is not None and not 0 < level <= 1:
        raise InputError(f"The accuracy to reach is {level:g}; give a share above 0 and up to 1, such as 0.9.")
    told = [group for group in groups if group.told()]
    sources = [group.source for group in told]
    baseline = baseline or ("scratch" if "scratch" in sources else next(iter(sources), ""))
    ends = {group.dataset: _end(group) for group in told if group.source == baseline}
    wanted = {group.dataset: level if level is not None else ends.get(group.dataset) for group in told}
    return tuple(_reached(group, at) for group in told if (at := wanted[group.dataset]) is not None)


def _end(group: CurveGroup) -> float:
    lasts = [curve.values[CURVE][np.isfinite(curve.values[CURVE])][-1] for curve in group.told()]
    return float(np.mean(lasts))


def _reached(group: CurveGroup, level: float) -> Reached:
    pairs = [(seed, curve) for seed, curve in zip(group.seeds, group.curves, strict=True) if curve in group.told()]
    epochs = tuple(_first(curve, level) for _, curve in pairs)
    within = max(int(curve.epochs[-1]) for _, curve in pairs)
    return Reached(group.source, group.dataset, level, tuple(seed for seed, _ in pairs), epochs, within)


def _first(curve: RunCurve, level: float) -> int | None:
    # An accuracy that was averaged and is compared with itself may differ in the last digit.
    reached = np.flatnonzero(curve.values[CURVE] >= level - 1e-12)
    return int(curve.epochs[reached[0]]) if len(reached) else None


@dataclass(frozen=True, slots=True)
class SharePoint:
    """One source at one share of the training images of a data set.

    Attributes
    ----------
    source : str
    dataset : str
        The data set itself, whatever its share.
    amount : float
        Share of the training images, 0 to 1, or their number.
    unit : {'share', 'images'}
    summary : Summary
    """

    source: str
    dataset: str
    amount: float
    unit: Literal["share", "images"]
    summary: Summary


def share_points(
    table: Comparison, targets: Sequence[DatasetData], images: Mapping[str, int] | None = None
) -> tuple[SharePoint, ...]:
    """Return accuracy by the amount of training data, for data sets that the study has with several amounts.

    Parameters
    ----------
    table : Comparison
    targets : sequence of DatasetData
        Those of the study.
    images : mapping of str to int, optional
        Training images by label of the target, from the results of its runs; needed where one target is limited in
        number and another one not at all, which is left out when it is not known.

    Returns
    -------
    tuple of SharePoint
        Data set by data set, then source, then rising amount. Targets of one name that differ in more than the
        amount, such as their validation images, are different data sets.
    """
    families: dict[str, list[DatasetData]] = {}
    for target in targets:
        alike = target.model_dump(mode="json", exclude={"train_limit", "train_fraction"})
        families.setdefault(str(alike), []).append(target)
    found = {(one.source, one.dataset): one for one in table.summaries()}
    points = []
    for family in (family for family in families.values() if len(family) > 1):
        unit, amounts = _amounts(family, images or {})
        for source in table.sources:
            own = [(amount, found.get((source, label))) for label, amount in amounts.items()]
            for amount, summary in sorted(((amount, one) for amount, one in own if one), key=lambda pair: pair[0]):
                points.append(SharePoint(source, family[0].name, amount, unit, summary))
    return tuple(points)


def _amounts(
    family: Sequence[DatasetData], images: Mapping[str, int]
) -> tuple[Literal["share", "images"], dict[str, float]]:
    """Return in what the amounts of `family` are counted, and the amount by label."""
    if all(target.train_limit is None for target in family):
        return "share", {target.label: target.train_fraction or 1.0 for target in family}
    known = {target.label: target.train_limit or images.get(target.label) for target in family}
    return "images", {label: float(amount) for label, amount in known.items() if amount is not None}
