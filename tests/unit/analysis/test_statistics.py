"""Class statistics agree with NumPy in float64 and do not depend on how the pictures come."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.analysis.ordering import class_order
from engine.analysis.sources import ArrayImages
from engine.analysis.statistics import ClassStatistics, class_statistics, pooled_std
from engine.errors import InputError, Interrupted
from engine.images.labelled import LabelledImages
from engine.progress import Control, Progress

NAMES = ("apple", "pear", "plum", "quince")


def _data(count: int = 200, shape: tuple[int, int, int] = (9, 7, 3), classes: int = 4, seed: int = 0) -> LabelledImages:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, *shape), dtype=np.uint8)
    labels = rng.integers(0, classes, count).astype(np.int64)
    return LabelledImages("fruit", "train", images, labels, NAMES[:classes])


def _of_class(data: LabelledImages, label: int) -> NDArray[np.float64]:
    return data.images[data.labels == label].astype(np.float64)


def _equal(one: ClassStatistics, other: ClassStatistics) -> bool:
    return (
        one.classes == other.classes
        and np.array_equal(one.counts, other.counts)
        and np.array_equal(one.means, other.means)
        and np.array_equal(one.std, other.std)
    )


@pytest.mark.parametrize("shape", [(9, 7, 3), (8, 8, 1), (70, 70, 3)])
def test_means_and_deviations_are_those_of_numpy_in_float64(shape: tuple[int, int, int]) -> None:
    data = _data(shape=shape)
    found = class_statistics(ArrayImages(data))
    for label in range(4):
        own = _of_class(data, label)
        assert found.counts[label] == len(own)
        np.testing.assert_allclose(found.means[label], own.mean(axis=0), rtol=1e-13)
        np.testing.assert_allclose(found.std[label], own.std(axis=0), rtol=1e-12, atol=1e-12)


def test_scalar_deviation_is_the_root_mean_squared_distance_to_the_class_mean_a_value() -> None:
    data = _data()
    found = class_statistics(ArrayImages(data))
    for label in range(4):
        own = _of_class(data, label).reshape(-1, 9 * 7 * 3)
        distances = np.linalg.norm(own - own.mean(axis=0), axis=1)
        assert found.class_std[label] == pytest.approx(np.sqrt(np.mean(distances**2) / own.shape[1]), rel=1e-12)


def test_pooled_deviation_is_that_of_all_pictures_about_their_own_class_mean() -> None:
    data = _data()
    residuals = np.concatenate([_of_class(data, label) - _of_class(data, label).mean(axis=0) for label in range(4)])
    assert pooled_std(class_statistics(ArrayImages(data))) == pytest.approx(np.sqrt(np.mean(residuals**2)), rel=1e-12)


@settings(max_examples=15, deadline=None)
@given(block=st.integers(1, 250), threads=st.integers(1, 4), seed=st.integers(0, 5))
def test_any_block_size_thread_count_and_order_gives_the_same_bits(block: int, threads: int, seed: int) -> None:
    data = _data(shape=(70, 70, 1))
    order = np.random.default_rng(seed).permutation(len(data))
    shuffled = LabelledImages(data.name, data.split, data.images[order], data.labels[order], data.classes)
    assert _equal(class_statistics(ArrayImages(data)), class_statistics(ArrayImages(shuffled, block), threads=threads))


def test_a_class_of_equal_pictures_deviates_by_exactly_zero() -> None:
    images = np.full((1001, 4, 4, 1), 253, dtype=np.uint8)
    data = LabelledImages("flat", "train", images, np.zeros(1001, dtype=np.int64), ("flat",))
    found = class_statistics(ArrayImages(data))
    assert not found.std.any()
    assert np.all(found.means == 253.0)


def test_one_picture_off_by_one_in_ten_thousand_is_not_lost() -> None:
    images = np.full((10_000, 1, 1, 1), 255, dtype=np.uint8)
    images[0] = 254
    data = LabelledImages("almost flat", "train", images, np.zeros(10_000, dtype=np.int64), ("only",))
    exact = np.sqrt(1e-4 * (1 - 1e-4))
    assert class_statistics(ArrayImages(data)).std.item() == pytest.approx(exact, rel=1e-14)


def test_runs_longer_than_32_bits_hold_are_carried_over() -> None:
    images = np.full((200_000, 1, 1, 1), 255, dtype=np.uint8)
    images[::2] = 251
    data = LabelledImages("long", "train", images, np.zeros(200_000, dtype=np.int64), ("only",))
    found = class_statistics(ArrayImages(data))
    assert found.means.item() == 253.0
    assert found.std.item() == 2.0


def test_classes_without_a_picture_are_left_out() -> None:
    data = _data()
    kept = data.labels != 1
    some = LabelledImages(data.name, data.split, data.images[kept], data.labels[kept], data.classes)
    found = class_statistics(ArrayImages(some))
    assert found.classes == ("apple", "plum", "quince")
    np.testing.assert_allclose(found.means[1], _of_class(data, 2).mean(axis=0), rtol=1e-13)


def test_partial_results_describe_what_was_seen_so_far() -> None:
    data = _data()
    partial: list[ClassStatistics] = []
    whole = class_statistics(ArrayImages(data, 10), partial=partial.append, interval_s=0.0)
    assert partial
    assert whole.complete
    for early in partial:
        seen = int(early.counts.sum())
        assert seen < early.planned == len(data)
        assert not early.complete
        head = LabelledImages(data.name, "train", data.images[:seen], data.labels[:seen], data.classes)
        assert _equal(early, class_statistics(ArrayImages(head)))


def test_progress_ends_at_all_pictures() -> None:
    seen: list[Progress] = []
    class_statistics(ArrayImages(_data(), 32), report=seen.append)
    assert [step.done for step in seen] == [32, 64, 96, 128, 160, 192, 200]
    assert {step.total for step in seen} == {200}


def test_a_stop_is_obeyed_between_blocks() -> None:
    control = Control()

    def stop(_progress: Progress) -> None:
        control.stop()

    with pytest.raises(Interrupted):
        class_statistics(ArrayImages(_data(), 32), report=stop, control=control)


def test_no_picture_at_all_is_refused() -> None:
    empty = LabelledImages("empty", "train", np.zeros((0, 4, 4, 1), np.uint8), np.zeros(0, np.int64), ("a",))
    with pytest.raises(InputError, match="empty holds no picture"):
        class_statistics(ArrayImages(empty))


def test_order_is_stable_in_both_directions() -> None:
    values = np.array([2.0, 5.0, 2.0, 7.0])
    assert class_order(values).tolist() == [3, 1, 0, 2]
    assert class_order(values, descending=False).tolist() == [0, 2, 1, 3]
