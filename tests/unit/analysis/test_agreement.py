"""Mantel's test by trying every order by hand, and the laws of linear CKA."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import pdist, squareform

from engine.analysis.agreement import Alternative, Correlation, agreement, linear_cka, mantel
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError, Interrupted
from engine.progress import Control, Progress

RNG = np.random.default_rng(8)
POINTS = RNG.normal(size=(6, 3))
A = squareform(pdist(POINTS))
B = squareform(pdist(POINTS + 0.7 * RNG.normal(size=(6, 3))))
X = RNG.normal(size=(40, 7))
Y = X[:, :4] @ RNG.normal(size=(4, 5)) + RNG.normal(size=(40, 5))


def _by_hand(correlation: Correlation, alternative: Alternative) -> tuple[float, float]:
    """Return r, and the share of all 720 orders that are as extreme."""
    measure = stats.pearsonr if correlation is Correlation.PEARSON else stats.spearmanr
    upper = np.triu_indices(6, 1)
    found = measure(A[upper], B[upper]).statistic
    all_values = np.array(
        [measure(A[upper], B[np.ix_(order, order)][upper]).statistic for order in itertools.permutations(range(6))]
    )
    if alternative is Alternative.GREATER:
        extreme = all_values >= found - 1e-10
    elif alternative is Alternative.LESS:
        extreme = all_values <= found + 1e-10
    else:
        extreme = np.abs(all_values) >= abs(found) - 1e-10
    return float(found), float(extreme.mean())


@pytest.mark.parametrize("correlation", Correlation)
@pytest.mark.parametrize("alternative", Alternative)
def test_p_of_few_classes_is_the_share_of_all_orders(correlation: Correlation, alternative: Alternative) -> None:
    found = mantel(A, B, correlation=correlation, alternative=alternative)
    r, p = _by_hand(correlation, alternative)
    assert found.exact
    assert found.permutations == 719
    assert found.r == pytest.approx(r, rel=1e-12)
    assert found.p == pytest.approx(p, rel=1e-12)


def test_random_orders_come_near_the_exact_p() -> None:
    exact = mantel(A, B, alternative="greater").p
    drawn = mantel(A, B, 718, seed=1, alternative="greater")
    assert not drawn.exact
    assert drawn.p == pytest.approx(exact, abs=0.04)


def test_p_is_never_zero_and_counts_as_the_convention_says() -> None:
    many = squareform(pdist(RNG.normal(size=(30, 4))))
    found = mantel(many, many, 199)
    assert found.r == pytest.approx(1, rel=1e-12)
    assert found.p == 1 / 200


def test_unrelated_sets_are_called_related_no_more_often_than_said() -> None:
    rng = np.random.default_rng(9)
    ps = [
        mantel(
            squareform(pdist(rng.normal(size=(12, 3)))), squareform(pdist(rng.normal(size=(12, 3)))), 99, seed=trial
        ).p
        for trial in range(200)
    ]
    assert np.mean(np.array(ps) <= 0.1) == pytest.approx(0.1, abs=0.06)


def test_neither_threads_nor_scale_nor_a_common_order_matter() -> None:
    many, others = (squareform(pdist(RNG.normal(size=(20, 4)))) for _ in range(2))
    found = mantel(many, others, 300, seed=5, threads=1)
    assert mantel(many, others, 300, seed=5, threads=3) == found
    scaled = mantel(7 * many, 0.1 * others, 300, seed=5)
    assert (scaled.r, scaled.p) == pytest.approx((found.r, found.p), rel=1e-12)
    order = RNG.permutation(20)
    assert mantel(many[np.ix_(order, order)], others[np.ix_(order, order)], 300).r == pytest.approx(found.r, rel=1e-12)


def test_ranks_ignore_a_monotone_change() -> None:
    assert mantel(A, np.exp(A), correlation="spearman").r == pytest.approx(1, rel=1e-12)
    assert mantel(A, np.exp(A)).r < 0.999


def test_what_cannot_be_compared_is_said() -> None:
    with pytest.raises(InputError, match="same 3 classes or more"):
        mantel(A, B[:5, :5])
    with pytest.raises(InputError, match="All distances between the classes are equal"):
        mantel(A, np.ones((6, 6)) - np.eye(6))
    with pytest.raises(InputError, match="0 permutations"):
        mantel(A, B, 0)
    with pytest.raises(InputError, match="no correlation 'kendall'"):
        mantel(A, B, correlation="kendall")
    with pytest.raises(InputError, match="Class number 1 has no distance"):
        mantel(np.full((6, 6), np.nan), B)


def test_orders_tried_are_told_and_a_stop_between_them_is_obeyed() -> None:
    told: list[tuple[int, int]] = []
    control = Control()
    mantel(A, B, 300, threads=1, report=lambda progress: told.append((progress.done, progress.total)))
    assert [total for _, total in told] == [300] * len(told)
    assert [done for done, _ in told] == [64, 128, 192, 256, 300]

    def stop_at_once(_progress: Progress) -> None:
        control.stop()

    with pytest.raises(Interrupted):
        mantel(A, B, 300, threads=1, report=stop_at_once, control=control)


def test_a_stop_is_obeyed() -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        mantel(A, B, control=control)


def _cka_by_hand(x: np.ndarray, y: np.ndarray) -> float:
    """In feature space: ||Y'X||^2 / (||X'X|| ||Y'Y||) of centred columns."""
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    return float(np.linalg.norm(y.T @ x) ** 2 / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y)))


def _unbiased_by_hand(x: np.ndarray, y: np.ndarray) -> float:
    """From the sums over distinct things that the unbiased HSIC averages."""
    n = len(x)
    k, m = x @ x.T, y @ y.T

    def hsic(k: np.ndarray, m: np.ndarray) -> float:
        pairs = list(itertools.permutations(range(n), 2))
        first = np.mean([k[i, j] * m[i, j] for i, j in pairs])
        second = np.mean([k[i, j] * m[i, q] for i, j, q in itertools.permutations(range(n), 3)])
        third = np.mean([k[i, j] * m[q, r] for i, j, q, r in itertools.permutations(range(n), 4)])
        return float(first - 2 * second + third)

    return hsic(k, m) / np.sqrt(hsic(k, k) * hsic(m, m))


def test_cka_is_its_formula() -> None:
    assert linear_cka(X, Y) == pytest.approx(_cka_by_hand(X, Y), rel=1e-12)
    few, others = X[:7], Y[:7]
    assert linear_cka(few, others, unbiased=True) == pytest.approx(_unbiased_by_hand(few, others), rel=1e-9)


@pytest.mark.parametrize("unbiased", [False, True])
def test_cka_is_one_for_itself_and_blind_to_rotation_shift_and_scale(unbiased: bool) -> None:
    rotation = np.linalg.qr(RNG.normal(size=(7, 7)))[0]
    assert linear_cka(X, X, unbiased=unbiased) == pytest.approx(1, rel=1e-12)
    assert linear_cka(X, 3 * X @ rotation + 100, unbiased=unbiased) == pytest.approx(1, rel=1e-9)
    assert linear_cka(X, Y, unbiased=unbiased) == pytest.approx(linear_cka(Y, X, unbiased=unbiased), rel=1e-12)
    stretched = X * np.linspace(1, 9, 7)
    assert linear_cka(X, stretched, unbiased=unbiased) < 0.95


def test_unbiased_cka_of_wide_unrelated_descriptions_is_near_zero_where_the_biased_is_near_one() -> None:
    wide, other = RNG.normal(size=(20, 2000)), RNG.normal(size=(20, 2000))
    assert linear_cka(wide, other) > 0.9
    assert abs(linear_cka(wide, other, unbiased=True)) < 0.2


def test_cka_takes_pictures_and_says_what_it_cannot() -> None:
    assert linear_cka(X.reshape(40, 7, 1, 1), Y) == pytest.approx(linear_cka(X, Y))
    assert np.isnan(linear_cka(np.ones((5, 3)), Y[:5]))
    with pytest.raises(InputError, match="40 and 5 rows"):
        linear_cka(X, Y[:5])
    with pytest.raises(InputError, match="4 things or more"):
        linear_cka(X[:3], Y[:3], unbiased=True)
    with pytest.raises(InputError, match="not finite"):
        linear_cka(X * np.nan, Y)


def _statistics(name: str, classes: tuple[str, ...], means: np.ndarray) -> ClassStatistics:
    return ClassStatistics(name, classes, np.ones(len(means), dtype=np.int64), means, np.zeros_like(means), len(means))


def test_classes_are_met_by_name_whatever_their_order_and_space() -> None:
    names = tuple("abcdefgh")
    means = RNG.normal(size=(8, 4, 3, 1))
    order = RNG.permutation(7)
    other = _statistics("features", tuple(names[k] for k in order), 5 * means[order].reshape(7, 12))
    found = agreement(_statistics("pictures", names, means), other, permutations=99)
    assert found.classes == names[:7]
    assert (found.mantel.r, found.cka, found.cka_unbiased) == pytest.approx((1, 1, 1), rel=1e-9)
    few = agreement(_statistics("pictures", names[:3], means[:3]), other)
    assert few.mantel.permutations == 5
    assert np.isnan(few.cka_unbiased)


def test_sets_without_common_classes_are_not_compared() -> None:
    one, other = (_statistics(name, (name, "b", "c"), POINTS[:3]) for name in ("x", "y"))
    with pytest.raises(InputError, match="x and y share 2 classes by name"):
        agreement(one, other)
