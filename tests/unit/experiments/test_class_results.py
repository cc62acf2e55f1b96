"""Results class by class: paired differences, confusions, and whether shared classes explain a lead."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats
from torchvision.models._meta import _IMAGENET_CATEGORIES

from engine.errors import InputError
from engine.experiments.class_results import ClassResults, class_differences, class_results
from engine.experiments.shared_classes import CIFAR10, CIFAR100, imagenet_witnesses
from engine.experiments.specification import StudySpecification
from engine.experiments.study import execute_study
from engine.experiments.study_folder import plan_study
from engine.images.datasets import class_names
from engine.workspace import Workspace


def _results(source: str, accuracy: Any, seeds: tuple[int, ...], images: str = "CIFAR10") -> ClassResults:
    values = np.asarray(accuracy, dtype=np.float64)
    names = tuple(CIFAR10)[: values.shape[1]]
    off = np.eye(len(names)) * values[:, :, None]
    return ClassResults(source, images, images, names, seeds, values, off)


def test_differences_are_paired_by_seed() -> None:
    first = _results("imagenet", [[0.9, 0.8], [0.7, 0.6]], (1, 3))
    second = _results("scratch", [[0.1, 0.1], [0.5, 0.5]], (2, 3))
    found = class_differences(first, second)
    assert found.seeds == (3,)
    np.testing.assert_allclose(found.accuracy, [[0.2, 0.1]])
    assert found.confusion is not None
    np.testing.assert_allclose(found.confusion, [[0.2, 0], [0, 0.1]])
    assert np.isnan(found.limits()).all()


def test_results_that_cannot_be_compared_are_refused() -> None:
    first = _results("imagenet", [[0.9, 0.8]], (1,))
    with pytest.raises(InputError, match="no finished seed in common"):
        class_differences(first, _results("scratch", [[0.9, 0.8]], (2,)))
    with pytest.raises(InputError, match="on one data set"):
        class_differences(first, _results("scratch", [[0.9, 0.8]], (1,), "MNIST"))


def test_a_lead_on_shared_classes_only_is_found_to_be_that() -> None:
    rng = np.random.default_rng(2)
    shared = np.array([bool(one) for one in CIFAR100.values()])
    base = rng.normal(0.5, 0.02, (3, 100))
    other = base + 0.1 * shared + rng.normal(0, 0.01, base.shape)
    names = tuple(CIFAR100)
    make = [ClassResults(name, "CIFAR100", "CIFAR100", names, (1, 2, 3), one, None) for name, one in
            (("imagenet", other), ("scratch", base))]  # fmt: skip
    found = class_differences(*make).explained()
    assert found is not None
    assert (found.shared_count, found.other_count) == (71, 29)
    assert found.shared == pytest.approx(0.1, abs=0.01)
    assert found.other == pytest.approx(0.0, abs=0.01)
    assert found.over_seeds.mark.value == "v"
    mean = (other - base).mean(axis=0)
    wanted = stats.ttest_ind(mean[shared], mean[~shared], equal_var=False).confidence_interval(0.95)
    assert found.over_classes == pytest.approx((wanted.low, wanted.high))


def test_an_even_lead_is_not_laid_to_shared_classes() -> None:
    base = np.random.default_rng(3).normal(0.5, 0.02, (4, 10))
    rise = np.random.default_rng(4).normal(0.1, 0.01, (4, 10))
    found = class_differences(
        _results("imagenet", base + rise, (1, 2, 3, 4)), _results("scratch", base, (1, 2, 3, 4))
    ).explained()
    assert found is not None
    assert found.over_classes is None  # a single class, deer, is not shared
    assert found.over_seeds.mark.value == "="


def test_unknown_data_sets_are_not_asked() -> None:
    first = _results("a", [[0.9, 0.8]], (1,), "MNIST")
    assert class_differences(first, first).explained() is None


@pytest.mark.parametrize(("table", "names"), [(CIFAR10, class_names.CIFAR10), (CIFAR100, class_names.CIFAR100)])
def test_the_table_names_every_class_and_every_witness_is_one_of_imagenet(
    table: dict[str, str], names: tuple[str, ...]
) -> None:
    assert sorted(table) == sorted(names)
    assert {witness for witness in table.values() if witness} <= set(_IMAGENET_CATEGORIES)


def test_data_sets_are_known_by_their_names() -> None:
    assert imagenet_witnesses("CIFAR10") is CIFAR10
    assert imagenet_witnesses("MNIST") is None


def test_results_of_a_study_are_read_class_by_class(
    workspace: Workspace, make_study: Callable[..., StudySpecification], pretend: Any
) -> None:
    study = plan_study(make_study(), workspace)
    execute_study(study, trainer=pretend())
    found = class_results(study)
    assert [(one.source, one.seeds) for one in found] == [("scratch", (1, 2)), ("fractaldb", (1, 2))]
    assert found[0].classes[0] == "T-shirt/top"
    result = json.loads((study.folder(study.plan.cells[0].run).path / "result.json").read_text())
    np.testing.assert_allclose(found[0].accuracy[0], np.array(result["test"]["class_accuracy"], dtype=float))
    assert np.isnan(found[0].accuracy[:, 0]).all()
    assert found[0].images == "FashionMNIST-sample"
    assert dataclasses.is_dataclass(class_differences(found[1], found[0]))
