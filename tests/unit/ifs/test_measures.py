import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError, Interrupted
from engine.ifs.category import Category
from engine.ifs.measures import box_dimension, fill_rate, lyapunov_exponent, measure, measure_many, variant_stability
from engine.ifs.weights import weight_table
from engine.progress import Control
from tests.reference import original_search


def similarity(ratio, angle, x, y, mirror=1.0):
    c, s = ratio * np.cos(angle), ratio * np.sin(angle)
    return [c, -s * mirror, s, c * mirror, x, y]


SIERPINSKI = [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5, 0, 0.5]]
SQUARE = [*SIERPINSKI, [0.5, 0, 0, 0.5, 0.5, 0.5]]
CANTOR_DUST = [[1 / 3, 0, 0, 1 / 3, x, y] for x in (0, 2 / 3) for y in (0, 2 / 3)]
LINE = [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 0.5, 0.3]]


def category(maps):
    return Category("x", np.array(maps, dtype=float), np.full(len(maps), 1 / len(maps)))


def test_lyapunov_exponent_of_similarities_is_the_mean_logarithm_of_their_ratios():
    ratios, shares = np.array([0.9, 0.4, 1.3]), np.array([0.5, 0.2, 0.3])
    maps = [similarity(r, a, 0.1, 0.2, m) for r, a, m in zip(ratios, [0.3, 2.0, -1.0], [1, -1, 1], strict=True)]
    exponent, error = lyapunov_exponent(Category("x", np.array(maps), shares))
    assert 0 < error < 0.002
    assert abs(exponent - shares @ np.log(ratios)) < 4 * error


def test_lyapunov_exponent_of_one_map_is_the_logarithm_of_its_spectral_radius():
    maps = np.array([[0.9, 0.7, 0.1, 0.5, 0.3, 0.3]])
    exponent, _ = lyapunov_exponent(Category("x", maps, np.ones(1)))
    assert exponent == pytest.approx(np.log(np.abs(np.linalg.eigvals(maps[0, :4].reshape(2, 2))).max()), abs=1e-9)


def test_lyapunov_exponent_of_diagonal_maps_is_that_of_the_larger_axis():
    maps = np.array([[0.9, 0, 0, 0.3, 0, 0], [0.5, 0, 0, 1.2, 0, 0]])
    exponent, error = lyapunov_exponent(Category("x", maps, np.full(2, 0.5)))
    assert abs(exponent - max(np.log(0.9 * 0.5), np.log(0.3 * 1.2)) / 2) < max(4 * error, 1e-9)


@pytest.mark.parametrize("scale", [1e-12, 1e9])
def test_lyapunov_exponent_of_very_small_and_very_large_maps_neither_vanishes_nor_overflows(scale):
    maps = category([similarity(scale, 0.5, 0, 0), similarity(scale, 1.5, 0, 0)])
    assert lyapunov_exponent(maps)[0] == pytest.approx(np.log(scale), abs=1e-9)


def test_lyapunov_exponent_is_minus_infinity_where_products_vanish():
    assert lyapunov_exponent(category([[0, 0, 0, 0, 1, 1], similarity(2.0, 1, 0, 0)])) == (-np.inf, 0.0)


@pytest.mark.parametrize(
    ("maps", "dimension", "tolerance"),
    [
        (SIERPINSKI, np.log(3) / np.log(2), 0.03),
        (SQUARE, 2.0, 0.01),
        (LINE, 1.0, 0.03),
        (CANTOR_DUST, np.log(4) / np.log(3), 0.1),
    ],
)
def test_box_dimension_of_known_sets(maps, dimension, tolerance):
    found, residual, levels = box_dimension(category(maps))
    assert found == pytest.approx(dimension, abs=tolerance)
    assert 0 <= residual < 0.2
    assert levels[0] == 3
    assert levels[1] >= 7


def test_box_dimension_of_a_point_and_of_what_leaves_the_numbers():
    assert box_dimension(category([[0, 0, 0, 0, 0.5, 0.5]]))[0] == pytest.approx(0, abs=1e-9)
    assert np.isnan(box_dimension(category([[2, 0, 0, 2, 1, 1]]))[0])


def test_fill_is_that_of_the_original_process_with_the_stated_stream():
    first = fractaldb_1k()[3]
    rows = np.column_stack([first.maps, first.probabilities])
    numbers = np.random.RandomState(1).random_sample(20_000)
    assert fill_rate(first, points=20_000) == original_search.filled_pixels(rows, numbers) / 512**2


def test_divergent_variants_are_those_whose_original_orbit_is_not_finite():
    chosen = fractaldb_1k()[1]
    divergent, _ = variant_stability(chosen, 0.4)
    numbers = np.random.RandomState(100).random_sample(200_000)
    for row in (0, 2, 4, 8, 12, 16):
        weights = np.append(weight_table(0.4)[row], 1.0)
        xs, ys = original_search.orbit(np.column_stack([chosen.maps, chosen.probabilities]) * weights, numbers)
        assert divergent[row] == (not np.isfinite([xs[-1], ys[-1]]).all())


def test_a_stable_system_has_no_divergent_small_step_and_an_expanding_one_only_divergent_variants():
    stable, expanding = category(SIERPINSKI), category([similarity(1.5, 0.4, 1, 0), similarity(1.4, 2.0, 0, 1)])
    assert (measure(stable).divergent_share, measure(stable).unstable_share) == (0, 0)
    measures = measure(expanding, weight_step=0.0125)
    assert (measures.divergent_share, measures.unstable_share, measures.stable) == (1, 1, False)


def test_linear_parts():
    measures = measure(category([similarity(0.5, 1.0, 0, 0), [0, 0.8, 0.2, 0, 0, 0], [0, 0, 0, 0, 1, 1]]), quick=True)
    np.testing.assert_allclose(measures.singular_values, [[0.5, 0.5], [0.8, 0.2], [0, 0]], atol=1e-12)
    np.testing.assert_allclose(measures.spectral_radii, [0.5, 0.4, 0], atol=1e-12)
    assert measures.orientations.tolist() == [1, -1, 0]
    assert measures.mirrored_maps == 1
    assert measures.sigma_factor == pytest.approx(1.5 + 1.2)


def test_quick_measures_leave_out_the_slow_ones_and_agree_within_their_error():
    quick, full = measure(fractaldb_1k()[7], quick=True), measure(fractaldb_1k()[7])
    assert (quick.fill, quick.dimension, quick.divergent_share, quick.dimension_levels) == (None, None, None, ())
    assert abs(quick.lyapunov - full.lyapunov) < 4 * quick.lyapunov_error
    np.testing.assert_array_equal(quick.singular_values, full.singular_values)


@pytest.mark.slow
def test_measures_of_fractaldb_1k_are_the_published_facts():
    measured = measure_many(fractaldb_1k().categories)
    exponents = np.array([measures.lyapunov for measures in measured])
    assert exponents.min() > -0.64
    assert exponents.max() < -0.01
    assert sum(measures.largest_singular_value > 1 for measures in measured) == 866
    assert round(sum(measures.divergent_share for measures in measured) * 25) == 1141
    assert sum(measures.divergent_share > 0 for measures in measured) == 531
    assert np.median([measures.fill for measures in measured]) == pytest.approx(0.2168, abs=0.002)


def test_measuring_many_equals_measuring_each_and_tells_how_far_it_is():
    told = []
    many = measure_many(fractaldb_1k().categories[:3], threads=2, report=told.append)
    assert [m.lyapunov for m in many] == [measure(c).lyapunov for c in fractaldb_1k().categories[:3]]
    assert [(p.done, p.total) for p in told] == [(1, 3), (2, 3), (3, 3)]


def test_measuring_many_stops_on_request_and_refuses_a_bad_step():
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        measure_many(fractaldb_1k().categories[:3], control=control)
    with pytest.raises(InputError, match="weight step"):
        measure_many(fractaldb_1k().categories[:3], weight_step=0.7)


def test_what_was_measured_before_a_stop_was_handed_out():
    control = Control()
    kept = {}

    def keep(index, measures):
        kept[index] = measures.lyapunov
        if index == 1:
            control.stop()

    categories = fractaldb_1k().categories[:6]
    with pytest.raises(Interrupted):
        measure_many(categories, quick=True, control=control, on_measured=keep)
    assert kept == {index: measure(categories[index], quick=True).lyapunov for index in (0, 1)}
