"""Two analyses side by side: the numbers are those of SciPy, classes are matched by name, bad input is refused."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.distance import pdist
from scipy.stats import pearsonr, spearmanr

from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.side_by_side import SideBySide, compare
from engine.analysis.statistics import ClassStatistics
from engine.analysis.store import StatisticsStore
from engine.errors import InputError
from engine.workspace import Workspace


def _statistics(name: str, classes: tuple[str, ...], seed: int, width: int = 5) -> ClassStatistics:
    rng = np.random.default_rng(seed)
    shape = (len(classes), width)
    counts = np.full(len(classes), 3)
    return ClassStatistics(name, classes, counts, rng.normal(size=shape), rng.uniform(1, 2, shape), 3 * len(classes))


ONE = _statistics("one", ("a", "b", "c", "d", "e", "f"), 1)
OTHER = _statistics("other", ("f", "x", "d", "c", "b", "e"), 2, width=9)


def test_numbers_are_those_of_scipy_over_the_common_classes() -> None:
    found = compare(ONE, OTHER, permutations=200)
    assert found.classes == ("b", "c", "d", "e", "f")
    first = ONE.means[1:]
    second = OTHER.means[[4, 3, 2, 5, 0]]
    pairs = pdist(first), pdist(second)
    assert found.pairs == pytest.approx(np.stack(pairs))
    assert found.by_value is not None
    assert found.by_rank is not None
    assert found.by_value.r == pytest.approx(pearsonr(*pairs)[0])
    assert found.by_rank.r == pytest.approx(spearmanr(*pairs)[0])
    assert found.by_value.exact  # 5! orders are fewer than 200
    deviations = np.sqrt(np.mean(ONE.std[1:] ** 2, axis=1)), np.sqrt(np.mean(OTHER.std[[4, 3, 2, 5, 0]] ** 2, axis=1))
    assert found.spread_r == pytest.approx(pearsonr(*deviations)[0])


def test_a_result_agrees_with_itself_scaled() -> None:
    scaled = ClassStatistics("scaled", ONE.classes, ONE.counts, 7 * ONE.means, ONE.std, ONE.planned)
    found = compare(ONE, scaled, permutations=100)
    assert found.by_value is not None
    assert found.by_value.r == pytest.approx(1)
    assert found.cka == pytest.approx(1)
    assert found.difference == pytest.approx(np.zeros((6, 6)))


def test_what_needs_no_permutation_comes_first() -> None:
    early: list[SideBySide] = []
    found = compare(ONE, OTHER, permutations=100, partial=early.append)
    assert [one.by_value for one in early] == [None]
    assert early[0].cka == found.cka


def test_too_few_common_classes_are_refused_by_name() -> None:
    with pytest.raises(InputError, match="one and none share 0 classes by name; compare two that share 3 or more"):
        compare(ONE, _statistics("none", ("p", "q", "r"), 3))


def test_kept_results_say_what_they_are_without_their_arrays(tmp_path: Path) -> None:
    request = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=3, instances=4, size=16, points=300)
    workspace = Workspace(tmp_path)
    kept = analyze(request, workspace)
    store = StatisticsStore(workspace.cache / "statistics")
    (entry,) = store.entries()
    assert (entry.key, entry.classes, entry.pictures) == (kept.key, 3, 12)
    assert entry.request is not None
    assert AnalysisRequest.from_json(dict(entry.request)) == request
    assert asdict(request)["space"] == entry.request["space"]


def test_the_newest_stands_first_and_damage_is_left_out(tmp_path: Path) -> None:
    store = StatisticsStore(tmp_path)
    for key in ("first", "second"):
        store.put(key, ONE)
    (tmp_path / "torn.npz").write_bytes(b"PK")
    assert [entry.key for entry in store.entries()] == ["second", "first"]
    assert store.entries()[0].request is None
