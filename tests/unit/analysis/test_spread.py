"""The scalar within-class deviations are those of NumPy in float64, for pictures and for feature vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.analysis.sources import ArrayImages, Place
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics, class_statistics, pooled_std, with_mean_distances
from engine.errors import InputError, Interrupted
from engine.images.labelled import LabelledImages
from engine.progress import Control, Progress

NAMES = ("apple", "pear", "plum", "quince")


@dataclass(frozen=True)
class Vectors:
    """Feature vectors, block by block."""

    values: NDArray[np.float32]
    labels: NDArray[np.int64]
    block: int = 64
    name: str = "vectors"
    classes: tuple[str, ...] = NAMES

    @property
    def total(self) -> int:
        return len(self.labels)

    def blocks(
        self, control: Control, place: Place | None = None
    ) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int64]]]:
        place = place or Place.first(len(self.classes))
        for start in range(int(place.taken.sum()), self.total, self.block):
            control.poll()
            place.move(self.labels[start : start + self.block])
            yield self.values[start : start + self.block], self.labels[start : start + self.block]


def _pictures(count: int = 200, seed: int = 0) -> LabelledImages:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, 9, 7, 3), dtype=np.uint8)
    return LabelledImages("fruit", "train", images, rng.integers(0, 4, count).astype(np.int64), NAMES)


def _vectors(count: int = 300, values: int = 600, seed: int = 0) -> Vectors:
    rng = np.random.default_rng(seed)
    drawn = (1000 + rng.standard_normal((count, values)) * 0.01).astype(np.float32)  # cancels where sums are naive
    return Vectors(drawn, rng.integers(0, 4, count).astype(np.int64))


def _expected(kind: Spread, own: NDArray[np.float64]) -> float:
    deviations = own.std(axis=0)
    if kind is Spread.RMS:
        return float(np.sqrt(np.mean(deviations**2)))
    if kind is Spread.MEAN:
        return float(np.mean(deviations))
    return float(np.mean(np.linalg.norm(own - own.mean(axis=0), axis=1)) / np.sqrt(own.shape[1]))


def _same(one: ClassStatistics, other: ClassStatistics) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("classes", "counts", "means", "std", "mean_distances")
    )


@pytest.mark.parametrize("kind", list(Spread))
def test_pictures_deviate_as_numpy_says(kind: Spread) -> None:
    data = _pictures()
    found = with_mean_distances(class_statistics(ArrayImages(data, 33)), ArrayImages(data, 17))
    for label in range(4):
        own = data.images[data.labels == label].reshape(-1, 9 * 7 * 3).astype(np.float64)
        assert found.spread(kind)[label] == pytest.approx(_expected(kind, own), rel=1e-12)


@pytest.mark.parametrize("kind", list(Spread))
def test_features_deviate_as_numpy_says(kind: Spread) -> None:
    data = _vectors()
    found = with_mean_distances(class_statistics(data), data)
    assert found.means.shape == (4, 600)
    for label in range(4):
        own = data.values[data.labels == label].astype(np.float64)
        np.testing.assert_allclose(found.means[label], own.mean(axis=0), rtol=1e-13)
        np.testing.assert_allclose(found.std[label], own.std(axis=0), rtol=1e-9)
        assert found.spread(kind)[label] == pytest.approx(_expected(kind, own), rel=1e-9)


@settings(max_examples=15, deadline=None)
@given(block=st.integers(1, 320), threads=st.integers(1, 5))
def test_any_block_size_and_thread_count_gives_the_same_bits(block: int, threads: int) -> None:
    vectors, pictures = _vectors(), _pictures()
    cut = Vectors(vectors.values, vectors.labels, block)
    one = with_mean_distances(class_statistics(vectors), vectors)
    assert _same(one, with_mean_distances(class_statistics(cut, threads=threads), cut, threads=threads))
    whole, split = ArrayImages(pictures), ArrayImages(pictures, block)
    one = with_mean_distances(class_statistics(whole), whole)
    assert _same(one, with_mean_distances(class_statistics(split, threads=threads), split, threads=threads))


def test_the_order_of_pictures_changes_no_bit_and_that_of_vectors_no_digit() -> None:
    order = np.random.default_rng(1).permutation(200)
    data = _pictures()
    other = LabelledImages(data.name, data.split, data.images[order], data.labels[order], data.classes)
    one, two = (with_mean_distances(class_statistics(ArrayImages(one)), ArrayImages(one)) for one in (data, other))
    assert _same(one, two)
    vectors = _vectors(200)
    shuffled = class_statistics(Vectors(vectors.values[order], vectors.labels[order]))
    np.testing.assert_allclose(shuffled.class_std, class_statistics(vectors).class_std, rtol=1e-9)


def test_the_alternatives_never_exceed_the_root_mean_square() -> None:
    data = ArrayImages(_pictures(40))
    found = with_mean_distances(class_statistics(data), data)
    assert np.all(found.spread("mean") < found.spread("rms"))
    assert np.all(found.spread("distance") < found.spread("rms"))
    assert pooled_std(found, "mean") == pytest.approx(np.average(found.spread("mean"), weights=found.counts))


def test_classes_without_a_picture_stay_left_out() -> None:
    data = _pictures()
    kept = data.labels != 1
    some = ArrayImages(LabelledImages(data.name, data.split, data.images[kept], data.labels[kept], data.classes))
    found = with_mean_distances(class_statistics(some), some)
    assert found.classes == ("apple", "plum", "quince")
    own = data.images[data.labels == 2].reshape(-1, 189).astype(np.float64)
    assert found.spread("distance")[1] == pytest.approx(_expected(Spread.DISTANCE, own), rel=1e-12)


def test_what_needs_a_second_pass_says_so() -> None:
    found = class_statistics(ArrayImages(_pictures()))
    with pytest.raises(InputError, match="distance of fruit needs its pictures a second time"):
        found.spread(Spread.DISTANCE)
    with pytest.raises(InputError, match="Unknown within-class deviation 'median'; choose one of rms, mean, distance"):
        found.spread("median")


def test_other_pictures_than_the_first_time_are_refused() -> None:
    found = class_statistics(ArrayImages(_pictures()))
    with pytest.raises(InputError, match="fruit changed between two readings"):
        with_mean_distances(found, ArrayImages(_pictures(seed=2)))
    with pytest.raises(InputError, match="vectors is not what the statistics are of"):
        with_mean_distances(found, _vectors())


def test_the_second_pass_tells_how_far_it_is_and_obeys_a_stop() -> None:
    source = ArrayImages(_pictures(), 50)
    found, control = class_statistics(source), Control()
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        control.stop()

    with pytest.raises(Interrupted):
        with_mean_distances(found, source, report=stop, control=control)
    assert [(step.task, step.done, step.total) for step in seen] == [("distances to the class means", 50, 200)]
