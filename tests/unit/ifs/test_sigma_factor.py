import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.errors import InputError
from engine.ifs.category import determinant_probabilities
from engine.ifs.sigma_factor import sample_sigma_factor, sample_singular_values, sigma_band


@given(st.integers(1, 12), st.floats(0, 1), st.integers(0, 2**32))
@example(2, 5e-324, 1)
@example(3, 1.0, 1)
def test_singular_values_keep_their_order_bounds_and_sum(maps, share, seed):
    values = sample_singular_values(maps, 3 * maps * share, np.random.default_rng(seed))
    assert (values[:, 0] <= 1).all()
    assert (values[:, 1] >= -1e-12).all()
    assert (values[:, 0] - values[:, 1] >= -1e-9).all()
    assert (values[:, 0] + 2 * values[:, 1]).sum() == pytest.approx(3 * maps * share, abs=1e-9)


def test_systems_have_the_sigma_factor_in_its_band_and_contract():
    sizes = set()
    for category in sample_sigma_factor(300, seed=4, most_maps=6):
        sizes.add(category.size)
        values = np.linalg.svd(category.maps[:, :4].reshape(-1, 2, 2), compute_uv=False)
        low, high = sigma_band(category.size)
        assert low - 1e-9 <= (values[:, 0] + 2 * values[:, 1]).sum() <= high + 1e-9
        assert values.max() <= 1 + 1e-12
        assert np.abs(category.maps[:, 4:]).max() <= 1
        np.testing.assert_array_equal(category.probabilities, determinant_probabilities(category.maps))
    assert sizes == {2, 3, 4, 5, 6}


def test_orientations_of_both_signs_occur():
    maps = np.concatenate([category.maps for category in sample_sigma_factor(100)])
    determinants = maps[:, 0] * maps[:, 3] - maps[:, 1] * maps[:, 2]
    assert 0.3 < (determinants > 0).mean() < 0.7


def test_a_seed_gives_the_same_categories_and_more_begin_with_fewer():
    assert sample_sigma_factor(5, seed=9) == sample_sigma_factor(8, seed=9)[:5]
    assert sample_sigma_factor(1, seed=9) != sample_sigma_factor(1, seed=10)


@pytest.mark.parametrize(
    "arguments",
    [{"count": 0}, {"seed": -1}, {"fewest_maps": 1}, {"fewest_maps": 4, "most_maps": 3}, {"translation": 0.0}],
)
def test_arguments_outside_their_range_are_refused(arguments):
    with pytest.raises(InputError, match="give"):
        sample_sigma_factor(**({"count": 1} | arguments))
