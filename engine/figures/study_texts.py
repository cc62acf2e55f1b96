"""Tables of a study beside its further figures: curves, shares of the training data, classes, confusions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.experiments.class_results import ClassDifferences
from engine.experiments.learning import CurveGroup, SharePoint
from engine.experiments.results import LEVEL, IntervalKind, limits_of
from engine.experiments.shared_classes import imagenet_witnesses
from engine.figures.result_tables import TextTable, bounds_text, signed, source_name
from engine.figures.style import Language
from engine.figures.words import word

_NONE = "-"
MOST_CONFUSIONS = 50
"""Lines of the table of confusions."""


def curves_text(
    groups: Sequence[CurveGroup],
    kind: IntervalKind = IntervalKind.SD,
    level: float = LEVEL,
    language: Language = Language.ENGLISH,
) -> TextTable:
    """Return a line a source and data set: n, accuracy of the last epoch with its interval, and of the best epoch."""
    head = (
        *(word(key, language) for key in ("source", "dataset", "n", "last_epoch")), _interval(kind, level, language),
        word("best_epoch", language), word("epoch", language),
    )  # fmt: skip
    rows = []
    for group in groups:
        if not group.told():
            continue
        band = group.band(kind, level)
        if not len(band.epochs):
            continue
        best = int(band.mean.argmax())
        rows.append(
            [
                source_name(group.source, language), group.dataset, str(len(group.told())), _per_cent(band.mean[-1]),
                _ends(band.low[-1], band.high[-1]), _per_cent(band.mean[best]), f"{band.epochs[best]:.0f}",
            ]
        )  # fmt: skip
    return head, rows


def shares_text(
    points: Sequence[SharePoint],
    kind: IntervalKind = IntervalKind.SD,
    level: float = LEVEL,
    language: Language = Language.ENGLISH,
) -> TextTable:
    """Return a line a source and amount of training data: n, mean, interval."""
    keys = ("source", "dataset", points[0].unit if points else "share", "n", "mean")
    rows = []
    for point in points:
        values = point.summary.accuracies
        amount = f"{100 * point.amount:g} %" if point.unit == "share" else f"{point.amount:g}"
        ends = limits_of(values, kind, level)
        rows.append(
            [
                source_name(point.source, language), point.dataset, amount, str(point.summary.n),
                _per_cent(point.summary.mean), _NONE if ends is None else _ends(*ends),
            ]
        )  # fmt: skip
    return (*(word(key, language) for key in keys), _interval(kind, level, language)), rows


def classes_text(found: ClassDifferences, level: float = LEVEL, language: Language = Language.ENGLISH) -> TextTable:
    """Return a line a class, the largest difference first: the class of ImageNet that is one, n, t interval."""
    witnesses = imagenet_witnesses(found.images) if found.shared is not None else None
    head = (
        word("class", language), *((word("witness", language),) if witnesses is not None else ()),
        word("n", language), word("difference", language), word("interval", language).format(level=f"{100 * level:g}"),
    )  # fmt: skip
    means, (low, high) = found.mean, found.limits(IntervalKind.T, level)
    rows = []
    for at in np.argsort(-means, kind="stable"):
        if np.isfinite(means[at]):
            ends = _NONE if np.isnan(low[at]) else bounds_text(means[at], (high[at] - low[at]) / 2)
            witness = [] if witnesses is None else [witnesses[found.classes[at]] or _NONE]
            rows.append([found.classes[at], *witness, str(len(found.seeds)), signed(100 * means[at]), ends])
    return head, rows


def confusion_text(found: ClassDifferences, language: Language = Language.ENGLISH) -> TextTable:
    """Return the confusions that changed most: true class, what it is taken for, change of its share in points."""
    head = tuple(word(key, language) for key in ("true_class", "predicted_class", "difference"))
    if found.confusion is None:
        return head, []
    changes = np.abs(found.confusion).ravel()
    largest = [int(at) for at in np.argsort(-changes, kind="stable")[:MOST_CONFUSIONS] if changes[at] > 0]
    count = len(found.classes)
    return head, [
        [found.classes[at // count], found.classes[at % count], signed(100 * found.confusion.flat[at])]
        for at in largest
    ]


def _interval(kind: IntervalKind, level: float, language: Language) -> str:
    return word(f"spread_name_{kind.value}", language).format(level=f"{100 * level:g}")


def _per_cent(value: float) -> str:
    return f"{100 * value:.2f}"


def _ends(low: float, high: float) -> str:
    return _NONE if np.isnan(low) else f"[{_per_cent(low)}, {_per_cent(high)}]"
