"""What a study found class by class: accuracies, differences between two sources, confusions. Free of torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.experiments.results import LEVEL, Difference, IntervalKind, difference_of, limits, t_quantile
from engine.experiments.run_status import State
from engine.experiments.shared_classes import imagenet_witnesses
from engine.experiments.study_folder import StudyFolder

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ClassResults:
    """One source on one data set, class by class.

    Attributes
    ----------
    source, dataset : str
        As named in the study.
    images : str
        Name of the data set itself.
    classes : tuple of str
        K names.
    seeds : tuple of int
        Of the finished runs, rising.
    accuracy : ndarray of shape (n, K), float64
        Share of the test images of each class that are recognised; NaN where a class has none.
    confusion : ndarray of shape (n, K, K), float64, or None
        Share of the test images of the true class (row) taken for each class; None beyond 200 classes.
    """

    source: str
    dataset: str
    images: str
    classes: tuple[str, ...]
    seeds: tuple[int, ...]
    accuracy: Values
    confusion: Values | None


def class_results(study: StudyFolder) -> tuple[ClassResults, ...]:
    """Return the results of the finished runs class by class, source by source, then data set.

    Raises
    ------
    StorageError
        When a result cannot be read.
    """
    images = {target.label: target.name for target in study.specification.targets}
    cells: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = {}
    for cell in study.plan.cells:
        result = _result(study, cell.run)
        test = result.get("test") or result.get("validation")
        if test and test.get("class_accuracy"):
            found = {"classes": result.get("classes"), **test}
            cells.setdefault((cell.source, cell.dataset), []).append((cell.seed, found))
    return tuple(
        _gathered(source, dataset, images[dataset], sorted(own, key=lambda pair: pair[0]))
        for (source, dataset), own in cells.items()
    )


def _result(study: StudyFolder, run_id: str) -> Mapping[str, Any]:
    folder = study.folder(run_id)
    done = folder.exists and folder.status().state is State.DONE
    return (folder.result() or {}) if done else {}


def _gathered(source: str, dataset: str, images: str, own: list[tuple[int, dict[str, Any]]]) -> ClassResults:
    tests = [test for _, test in own]
    accuracy = np.array([test["class_accuracy"] for test in tests], dtype=np.float64)
    names = tests[0]["classes"] or [str(index) for index in range(accuracy.shape[1])]
    counts = [test.get("confusion") for test in tests]
    confusion = None if any(one is None for one in counts) else _rates(np.array(counts, dtype=np.float64))
    return ClassResults(source, dataset, images, tuple(names), tuple(seed for seed, _ in own), accuracy, confusion)


def _rates(counts: Values) -> Values:
    totals = counts.sum(axis=2, keepdims=True)
    return np.asarray(np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class ClassDifferences:
    """A source against a baseline on one data set, class by class.

    Attributes
    ----------
    source, baseline, dataset, images : str
    classes : tuple of str
    seeds : tuple of int
        Those that both have finished.
    accuracy : ndarray of shape (n, K), float64
        Source minus baseline, seed by seed.
    confusion : ndarray of shape (K, K), float64, or None
        Mean over seeds of the difference of the shares; a row sums to zero.
    """

    source: str
    baseline: str
    dataset: str
    images: str
    classes: tuple[str, ...]
    seeds: tuple[int, ...]
    accuracy: Values
    confusion: Values | None

    @property
    def mean(self) -> Values:
        """Mean over seeds, (K,) float64."""
        return np.asarray(self.accuracy.mean(axis=0), dtype=np.float64)

    def limits(self, kind: IntervalKind = IntervalKind.T, level: float = LEVEL) -> tuple[Values, Values]:
        """Return the ends of the interval about each mean, (K,) float64 each; NaN for one seed."""
        return limits(self.accuracy, kind, level)

    @property
    def shared(self) -> NDArray[np.bool_] | None:
        """Which classes ImageNet has too, (K,); None for data sets that `shared_classes` does not know."""
        witnesses = imagenet_witnesses(self.images)
        if witnesses is None or any(name not in witnesses for name in self.classes):
            return None
        return np.array([bool(witnesses[name]) for name in self.classes])

    def explained(self, level: float = LEVEL) -> SharedClasses | None:
        """Return whether the lead is larger on classes that ImageNet has too; None where that cannot be asked."""
        shared = self.shared
        if shared is None or shared.all() or not shared.any() or np.isnan(self.accuracy).any():
            return None
        return _explained(self.accuracy, shared, level)


def class_differences(source: ClassResults, baseline: ClassResults) -> ClassDifferences:
    """Return `source` minus `baseline`, paired by seed.

    Raises
    ------
    InputError
        When they are on different data sets or have no seed in common.
    """
    if (source.dataset, source.classes) != (baseline.dataset, baseline.classes):
        raise InputError(
            f"{source.source} was tested on {source.dataset} and {baseline.source} on {baseline.dataset}; "
            "compare class by class on one data set."
        )
    seeds = tuple(sorted(set(source.seeds) & set(baseline.seeds)))
    if not seeds:
        raise InputError(
            f"{source.source} and {baseline.source} have no finished seed in common on {source.dataset}; wait for one."
        )
    own, other = [source.seeds.index(seed) for seed in seeds], [baseline.seeds.index(seed) for seed in seeds]
    confusion = None
    if source.confusion is not None and baseline.confusion is not None:
        confusion = (source.confusion[own] - baseline.confusion[other]).mean(axis=0)
    return ClassDifferences(
        source.source, baseline.source, source.dataset, source.images, source.classes, seeds,
        source.accuracy[own] - baseline.accuracy[other], confusion,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SharedClasses:
    """Whether the classes that ImageNet has too explain a lead.

    Attributes
    ----------
    shared, other : float
        Mean difference to the baseline on the classes that ImageNet has, and on those it has not, 0 to 1.
    shared_count, other_count : int
        Classes of either kind.
    over_seeds : Difference
        Shared minus other, seed by seed: as far as it holds for these classes.
    over_classes : tuple of float or None
        Lower and upper bound of Welch's t interval of shared minus other, the classes taken as drawn from many: as
        far as it holds for classes of these kinds. None with fewer than two classes of a kind, or where all differ
        from the baseline by the same.
    """

    shared: float
    other: float
    shared_count: int
    other_count: int
    over_seeds: Difference
    over_classes: tuple[float, float] | None


def _explained(accuracy: Values, shared: NDArray[np.bool_], level: float) -> SharedClasses:
    first, second = accuracy[:, shared], accuracy[:, ~shared]
    by_seed = first.mean(axis=1) - second.mean(axis=1)
    return SharedClasses(
        float(first.mean()), float(second.mean()), first.shape[1], second.shape[1],
        difference_of(by_seed.tolist(), level), _welch(first.mean(axis=0), second.mean(axis=0), level),
    )  # fmt: skip


def _welch(first: Values, second: Values, level: float) -> tuple[float, float] | None:
    """Return Welch's interval of the difference of two means, degrees of freedom by Welch & Satterthwaite (1947)."""
    if min(len(first), len(second)) < 2:
        return None
    parts = np.array([first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)])
    if parts.sum() == 0:
        return None
    freedom = parts.sum() ** 2 / (parts**2 / [len(first) - 1, len(second) - 1]).sum()
    half = t_quantile(float(freedom), level) * float(np.sqrt(parts.sum()))
    mean = float(first.mean() - second.mean())
    return mean - half, mean + half
