import numpy as np
import pytest

from engine.ifs.legacy_random import (
    DRAWN_AT_ONCE,
    HISTORY,
    draw_choices,
    draw_doubles,
    draw_integer,
    seeded_history,
)


def stream(seed):
    words = np.zeros(HISTORY + 2 * DRAWN_AT_ONCE, np.uint32)
    words[:HISTORY] = seeded_history(seed)
    return words


@pytest.mark.parametrize("seed", [0, 1, 100, 2**32 - 1])
def test_draws_in_any_order_equal_numpys_legacy_generator(seed):
    words, reference = stream(seed), np.random.RandomState(seed)
    for count in (1, 7, 623, 624, 5000, 3 * DRAWN_AT_ONCE + 1):
        assert [draw_integer(words, 2, 6) for _ in range(20)] == [reference.randint(2, 8) for _ in range(20)]
        doubles = np.empty(count)
        draw_doubles(words, doubles)
        np.testing.assert_array_equal(doubles, reference.random_sample(count))


@pytest.mark.parametrize("cumulative", [[0.3, 0.30001, 1.0], [0.0, 0.5, 0.9999], [1.0], [0.25, 0.5, 0.75, 1.0000001]])
def test_choices_are_the_first_cumulative_probability_not_below_the_number(cumulative):
    cumulative = np.array(cumulative)
    choices = np.empty(50_000, np.uint8)
    draw_choices(stream(3), cumulative, choices)
    numbers = np.random.RandomState(3).random_sample(50_000)
    np.testing.assert_array_equal(choices, np.searchsorted(cumulative, numbers, side="left"))


def test_choices_at_a_threshold_equal_to_a_drawn_number():
    numbers = np.random.RandomState(5).random_sample(6000)
    for index in (0, 5999):
        for threshold in (numbers[index], np.nextafter(numbers[index], 0), np.nextafter(numbers[index], 1)):
            choices = np.empty(6000, np.uint8)
            draw_choices(stream(5), np.array([threshold, 1.0]), choices)
            assert choices[index] == int(numbers[index] > threshold)
