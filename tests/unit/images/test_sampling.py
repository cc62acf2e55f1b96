"""A share of each class: fair, nested, and never without a class."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.images.dataset_images import open_dataset
from engine.images.sampling import class_share

LABELS = st.lists(st.integers(0, 5), min_size=1, max_size=80)


@given(LABELS, st.floats(0.001, 1), st.floats(0.001, 1), st.integers(0, 99))
def test_a_share_is_that_of_every_class_and_holds_every_smaller_one(
    labels: list[int], first: float, second: float, seed: int
) -> None:
    array = np.array(labels)
    low, high = sorted((first, second))
    few, many = (class_share(array, share, np.random.default_rng(seed)) for share in (low, high))
    assert set(few) <= set(many)
    assert (np.diff(few) > 0).all()
    counts = np.bincount(array)
    drawn = np.bincount(array[few], minlength=len(counts))
    assert drawn.tolist() == np.where(counts > 0, np.maximum(1, np.round(counts * low)), 0).tolist()


def test_the_whole_is_every_image_and_seeds_draw_differently() -> None:
    array = np.arange(60) % 3
    assert class_share(array, 1.0, np.random.default_rng(1)).tolist() == list(range(60))
    draws = [class_share(array, 0.5, np.random.default_rng(seed)).tolist() for seed in (1, 2)]
    assert draws[0] != draws[1]


def test_shares_of_a_data_set_leave_the_held_out_images_alone(tmp_path: Path) -> None:
    dataset = open_dataset("FashionMNIST-sample", tmp_path)
    whole = dataset.load("train", validation=200, seed=4)
    few = dataset.load("train", fraction=0.1, validation=200, seed=4)
    assert len(few) == round(len(whole) * 0.1)
    assert np.ptp(np.bincount(few.labels)) <= 1
    held_out = {image.tobytes() for image in dataset.load("validation", validation=200, seed=4).images}
    inside = {image.tobytes() for image in whole.images}
    assert all(image.tobytes() in inside and image.tobytes() not in held_out for image in few.images)
