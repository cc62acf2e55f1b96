import hashlib
from pathlib import Path

import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.categories.csv_format import category_csv
from engine.errors import InputError, Interrupted, StorageError
from engine.ifs.fill_kernels import MOST_MAPS, STEPS, draw_candidates, filled_pixels
from engine.ifs.legacy_random import seeded_history
from engine.ifs.search import highest_fill_rate, search_fractaldb
from engine.progress import Control
from tests.reference import original_search

PUBLISHED = (Path(__file__).resolve().parents[2] / "data" / "fractaldb1k_csv_sha256.txt").read_text().split()
SMALL = {"points": 3000, "fill_rate": 0.0095}


def digests(categories):
    return [hashlib.sha256(category_csv(category).encode()).hexdigest()[:16] for category in categories]


def drawn(seed, points, count):
    maps, probabilities = np.zeros((count, MOST_MAPS, 6)), np.zeros((count, MOST_MAPS))
    sizes, choices = np.zeros(count, np.int64), np.zeros((count, -(-points // STEPS) * STEPS), np.uint8)
    draw_candidates(seeded_history(seed), points, maps, probabilities, sizes, choices)
    return maps, probabilities, sizes, choices


def test_the_first_published_categories_come_out_byte_for_byte():
    assert digests(search_fractaldb(20)) == PUBLISHED[:20]


def test_the_bundled_set_is_the_published_one(shared_data):
    assert digests(fractaldb_1k()) == PUBLISHED
    if shared_data is not None:
        for category in fractaldb_1k().categories[:100]:
            path = shared_data / "fractaldb1k" / "csv" / f"{category.name}.csv"
            assert path.read_bytes() == category_csv(category).encode()


@pytest.mark.slow
def test_all_published_categories_come_out_byte_for_byte():
    assert digests(search_fractaldb(1000)) == PUBLISHED


@pytest.mark.parametrize("seed", [5, 2**32 - 1])
def test_candidates_and_their_pixels_are_those_of_the_original_process(seed):
    points, count = 3000, 60
    maps, probabilities, sizes, choices = drawn(seed, points, count)
    filled = filled_pixels(maps, sizes, choices, points, 0)
    random = np.random.RandomState(seed)
    expected = []
    for b in range(count):
        rows = original_search.draw_candidate(random)
        np.testing.assert_array_equal(maps[b, : sizes[b]], rows[:, :6])
        np.testing.assert_array_equal(probabilities[b, : sizes[b]], rows[:, 6])
        expected.append(original_search.filled_pixels(rows, random.random_sample(points)))
    np.testing.assert_array_equal(filled, expected)
    for threshold in (1, 500, 2000, max(expected), max(expected) + 1):
        decided = filled_pixels(maps, sizes, choices, points, threshold) >= threshold
        np.testing.assert_array_equal(decided, np.array(expected) >= threshold)


@pytest.mark.parametrize(
    "maps",
    [
        [[1.7, 0.3, -0.2, 1.5, 0.1, 0.4], [0.9, 0, 0, 1.1, 0.3, 0]],  # leaves the numbers, with NaN
        [[1.9, 0, 0, 0.5, 0.3, 0.1], [1.2, 0, 0, 0.5, 0.3, 0.1]],  # to infinity in x only
        [[0, 0, 0, 0, 0.5, 0.5], [0, 0, 0, 0, 0.5, -0.5]],  # no extent but from the origin
        [[1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0]],  # stays where it is
        [[0.5, 0, 0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5, 0, 0]],  # a line
    ],
)
@pytest.mark.parametrize("points", [800, 5000])
def test_degenerate_systems_fill_what_the_original_process_fills(maps, points):
    rows = np.column_stack([maps, [0.5, 0.5]])
    numbers = np.random.RandomState(2).random_sample(points)
    choices = np.full((1, -(-points // STEPS) * STEPS), 2, np.uint8)
    choices[0, : points - 1] = numbers[:-1] > 0.5
    filled = filled_pixels(np.array([maps], dtype=np.float64), np.array([2]), choices, points, 0)
    assert filled.tolist() == [original_search.filled_pixels(rows, numbers)]


def test_the_result_does_not_depend_on_the_number_of_threads():
    assert search_fractaldb(12, **SMALL, seed=3, threads=1) == search_fractaldb(12, **SMALL, seed=3, threads=5)


def test_fewer_categories_are_the_first_of_more_and_another_seed_gives_others():
    more = search_fractaldb(9, **SMALL)
    assert search_fractaldb(4, **SMALL) == more[:4]
    assert search_fractaldb(1, **SMALL, seed=2)[0].identity not in {category.identity for category in more}


def test_each_category_is_announced_once_and_in_order():
    announced = []
    found = search_fractaldb(9, **SMALL, on_found=lambda index, category: announced.append((index, category)))
    assert announced == list(enumerate(found))


def stop_after(count, control):
    return lambda index, _category: control.stop() if index + 1 == count else None


def test_interrupted_and_resumed_equals_uninterrupted(tmp_path):
    state = tmp_path / "state.npz"
    whole = search_fractaldb(200, **SMALL)
    for stop_at in (1, 60, 120):
        control = Control()
        with pytest.raises(Interrupted, match=r"of 200 categories found; they are kept in .* go on"):
            search_fractaldb(200, **SMALL, control=control, on_found=stop_after(stop_at, control), state=state)
    announced = []
    resumed = search_fractaldb(200, **SMALL, on_found=lambda _, category: announced.append(category), state=state)
    assert resumed == announced == whole


def test_a_finished_search_can_grow(tmp_path):
    state = tmp_path / "state.npz"
    search_fractaldb(3, **SMALL, state=state)
    assert search_fractaldb(80, **SMALL, state=state) == search_fractaldb(80, **SMALL)


def test_progress_counts_categories_up_to_all():
    told = []
    search_fractaldb(9, **SMALL, report=told.append)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert (told[-1].done, told[-1].total) == (9, 9)


def test_without_a_state_file_an_interrupt_says_that_nothing_was_kept():
    control = Control()
    control.stop()
    with pytest.raises(Interrupted, match="nothing was kept"):
        search_fractaldb(5, control=control)


def test_the_state_of_another_search_is_refused(tmp_path):
    state = tmp_path / "state.npz"
    search_fractaldb(2, **SMALL, state=state)
    with pytest.raises(InputError, match=r"seed 1, not 2.*same settings"):
        search_fractaldb(2, **SMALL, seed=2, state=state)


def test_a_damaged_state_is_refused(tmp_path):
    state = tmp_path / "state.npz"
    search_fractaldb(2, **SMALL, state=state)
    whole = state.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", b"text"):
        state.write_bytes(damaged)
        with pytest.raises(StorageError, match="Delete it to search anew"):
            search_fractaldb(2, **SMALL, state=state)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": 0}, "at least 1"),
        ({"seed": -1}, "4294967295"),
        ({"seed": 2**32}, "4294967295"),
        ({"fill_rate": 0.0}, "above 0"),
        ({"fill_rate": float("nan")}, "above 0"),
        ({"fill_rate": 0.39}, r"can cover is 0\.3815.*Lower the fill rate or use more points"),
        ({"points": 10_000_000, "fill_rate": 0.96}, "Lower the fill rate"),
        ({"points": 99}, "100 to"),
        ({"threads": 0}, "1 to 256"),
    ],
)
def test_arguments_outside_their_range_are_refused_at_once(arguments, message):
    with pytest.raises(InputError, match=message):
        search_fractaldb(**({"count": 1} | arguments))


def test_the_highest_fill_rate_is_bounded_by_points_and_by_the_frame():
    assert highest_fill_rate(100_000) == 100_000 / 512**2
    assert highest_fill_rate(10_000_000) == 501**2 / 512**2
