"""The figures of a study's results beyond the comparison: curves, shares of the training data, classes, confusions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import InputError
from engine.experiments.class_results import ClassDifferences
from engine.experiments.learning import CURVE, CurveGroup, Reached, SharePoint
from engine.experiments.results import LEVEL, IntervalKind, limits_of
from engine.figures.export import Drawing, draw_plot
from engine.figures.plot import Plot
from engine.figures.result_tables import TextTable, source_name
from engine.figures.style import FigureStyle, Language
from engine.figures.table import Cell, Table
from engine.figures.words import word
from engine.sentences import Sentence


def curves_figure(
    groups: Sequence[CurveGroup],
    style: FigureStyle | None = None,
    *,
    kind: IntervalKind = IntervalKind.SD,
    level: float = LEVEL,
) -> Drawing:
    """Return the accuracy on the validation images by epoch, mean over seeds with a band.

    Raises
    ------
    InputError
        When no run was validated.
    """
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        if count := len(group.told()):
            band = group.band(kind, level, CURVE)
            rows += [
                (group.source, group.dataset, int(epoch), count, float(mean), _or_nothing(low), _or_nothing(high))
                for epoch, mean, low, high in zip(band.epochs, band.mean, band.low, band.high, strict=True)
            ]
    if not rows:
        raise InputError(
            Sentence("No finished run was validated, so there is no curve; hold images out by `validation`.")
        )
    table = Table(("source", "data_set", "epoch", "n", "mean", "low", "high"), rows)
    return draw_plot(Plot("curves", table, _options(kind, level)), style or FigureStyle())


def shares_figure(
    points: Sequence[SharePoint],
    style: FigureStyle | None = None,
    *,
    kind: IntervalKind = IntervalKind.SD,
    level: float = LEVEL,
) -> Drawing:
    """Return test accuracy against the amount of training data.

    Raises
    ------
    InputError
        When the study has no data set with several amounts.
    """
    if not points:
        raise InputError(
            Sentence(
                "The study has no data set with several amounts of training images; give it a list as `train_fraction`."
            )
        )
    rows: list[tuple[Cell, ...]] = []
    for point in points:
        values = point.summary.accuracies
        ends = limits_of(values, kind, level) or ("", "")
        rows.append(
            (
                point.dataset, point.source, point.amount, point.unit, point.summary.n, point.summary.mean,
                *ends, " ".join(repr(float(value)) for value in values),
            )
        )  # fmt: skip
    columns = ("data_set", "source", "amount", "unit", "n", "mean", "low", "high", "accuracies")
    return draw_plot(Plot("shares", Table(columns, rows), _options(kind, level)), style or FigureStyle())


def classes_figure(
    found: ClassDifferences,
    style: FigureStyle | None = None,
    *,
    kind: IntervalKind = IntervalKind.T,
    level: float = LEVEL,
) -> Drawing:
    """Return the differences class by class, the largest first."""
    means, (low, high), shared = found.mean, found.limits(kind, level), found.shared
    rows: list[tuple[Cell, ...]] = [
        (
            found.classes[at], "" if shared is None else "yes" if shared[at] else "no", len(found.seeds),
            float(means[at]), _or_nothing(low[at]), _or_nothing(high[at]),
        )
        for at in np.argsort(-means, kind="stable") if np.isfinite(means[at])
    ]  # fmt: skip
    if not rows:
        raise InputError(
            Sentence("No class of {0} has test images; there is nothing to compare class by class.", found.dataset)
        )
    table = Table(("class", "in_imagenet", "n", "difference", "low", "high"), rows)
    return draw_plot(Plot("classes", table, _options(kind, level) | _pair(found)), style or FigureStyle(114.0))


def confusion_figure(found: ClassDifferences, style: FigureStyle | None = None) -> Drawing:
    """Return the differences of the confusions, mean over seeds.

    Raises
    ------
    InputError
        When confusions were not kept: beyond 200 classes they are not.
    """
    if found.confusion is None:
        raise InputError(Sentence("The confusions on {0} were not kept; they are up to 200 classes.", found.dataset))
    rows = [(name, *line) for name, line in zip(found.classes, found.confusion.tolist(), strict=True)]
    table = Table(("true_class", *found.classes), rows)
    return draw_plot(Plot("confusion", table, _pair(found)), style or FigureStyle(114.0))


def reached_figure(found: Sequence[Reached], style: FigureStyle | None = None) -> Drawing:
    """Return the epoch in which each run first reached the level.

    Raises
    ------
    InputError
        When no run was validated.
    """
    if not found:
        raise InputError(
            Sentence("No finished run was validated, so no epoch is known; hold images out by `validation`.")
        )
    rows: list[tuple[Cell, ...]] = [
        (
            one.source, one.dataset, one.level, seed, "" if epoch is None else epoch, one.within,
            "" if one.median is None else one.median,
        )
        for one in found for seed, epoch in zip(one.seeds, one.epochs, strict=True)
    ]  # fmt: skip
    columns = ("source", "data_set", "level", "seed", "epoch", "epochs", "median")
    return draw_plot(Plot("reached", Table(columns, rows)), style or FigureStyle(114.0))


def reached_text(found: Sequence[Reached], language: Language = Language.ENGLISH) -> TextTable:
    """Return a line a group: the level in per cent, how many runs reached it, the median epoch, each run's epoch.

    A run that did not reach it is told as later than its last epoch.
    """
    head = tuple(
        word(key, language) for key in ("source", "dataset", "level", "reached", "median_epoch", "epochs_each")
    )
    rows = []
    for one in found:
        later = f">{one.within}"
        rows.append(
            [
                source_name(one.source, language), one.dataset, f"{100 * one.level:.1f}",
                f"{one.count}/{len(one.epochs)}", later if one.median is None else f"{one.median:g}",
                " ".join(later if epoch is None else str(epoch) for epoch in one.epochs),
            ]
        )  # fmt: skip
    return head, rows


def _options(kind: IntervalKind, level: float) -> dict[str, Any]:
    return {"interval": kind.value, "level": f"{100 * level:g}"}


def _pair(found: ClassDifferences) -> dict[str, Any]:
    return {"source": found.source, "baseline": found.baseline, "dataset": found.dataset}


def _or_nothing(value: float) -> float | str:
    return float(value) if np.isfinite(value) else ""
