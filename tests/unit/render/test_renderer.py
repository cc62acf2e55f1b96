"""Laws of `render_images`: pure, mirrored exactly, honest about what became of each picture."""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError
from engine.ifs.category import Category
from engine.render import kernels
from engine.render.renderer import EMPTY_FILL, Outcome, SystemTables, empty_below, group_keys, pad_pixels, render_images
from engine.render.settings import Protocol, RenderSettings, Style

CATEGORIES = fractaldb_1k().categories[:6]
ALL = [RenderSettings(style, protocol, size=48, points=1500, counts=3) for style, protocol in product(Style, Protocol)]


def every_image(options: RenderSettings) -> tuple[Any, Any]:
    indices = np.repeat(np.arange(len(CATEGORIES)), 12)
    return indices, np.tile(np.arange(100, 112), len(CATEGORIES))


@pytest.mark.parametrize("options", ALL, ids=lambda options: f"{options.style}-{options.protocol}")
def test_any_order_batch_and_thread_count_give_the_same_bytes(options: RenderSettings) -> None:
    indices, instances = every_image(options)
    whole = render_images(CATEGORIES, indices, instances, options, threads=1)
    order = np.random.default_rng(1).permutation(len(indices))
    for threads in (2, 5):
        shuffled = render_images(CATEGORIES, indices[order], instances[order], options, threads=threads)
        assert (shuffled.images == whole.images[order]).all()
        assert (shuffled.outcomes == whole.outcomes[order]).all()
        assert (shuffled.fill == whole.fill[order]).all()
    for image in order[:10]:
        category = CATEGORIES[indices[image]]
        alone = render_images([category], [0], [instances[image]], options)
        assert (alone.images[0] == whole.images[image]).all()


@pytest.mark.parametrize("options", ALL, ids=lambda options: f"{options.style}-{options.protocol}")
def test_flips_are_mirror_images(options: RenderSettings) -> None:
    upright, upside_down, mirrored, both = render_images(CATEGORIES, [0] * 4, range(100, 104), options).images
    assert (upside_down == upright[::-1]).all()
    assert (mirrored == upright[:, ::-1]).all()
    assert (both == upright[::-1, ::-1]).all()
    assert (upside_down[::-1] == upright).all()
    assert (upside_down != upright).any()


def test_the_name_of_a_category_does_not_matter() -> None:
    options = RenderSettings(size=48, points=1000)
    renamed = Category("other", CATEGORIES[0].maps, CATEGORIES[0].probabilities)
    images = render_images([CATEGORIES[0], renamed], [0, 1], [7, 7], options).images
    assert (images[0] == images[1]).all()


@pytest.mark.parametrize("protocol", Protocol)
def test_seed_count_and_row_each_make_another_patch_image(protocol: Protocol) -> None:
    images = [
        render_images(CATEGORIES, [0], [instance], RenderSettings(protocol=protocol, size=64, points=3000, seed=seed))
        for instance, seed in ((80, 1), (80, 2), (84, 1), (120, 1))
    ]
    assert len({image.images.tobytes() for image in images}) == 4


def test_seed_zero_and_the_largest_seed_are_seeds_as_any() -> None:
    seeds = (0, 1, 2**63 - 1)
    images = {
        render_images(CATEGORIES, [0], [80], RenderSettings(size=64, points=3000, seed=seed)).images.tobytes()
        for seed in seeds
    }
    assert len(images) == len(seeds)


def test_out_is_filled_in_place() -> None:
    options = RenderSettings(Style.POINT_COLOR, size=32, points=500)
    out = np.full((3, 32, 32, 3), 9, np.uint8)
    rendered = render_images(CATEGORIES, [0, 1, 2], [8, 8, 8], options, out=out)
    assert np.shares_memory(rendered.images, out)
    assert (out == render_images(CATEGORIES, [0, 1, 2], [8, 8, 8], options).images).all()


def test_no_images_are_no_images() -> None:
    rendered = render_images(CATEGORIES, [], [], RenderSettings(size=32))
    assert rendered.images.shape == (0, 32, 32, 1)
    assert rendered.outcomes.shape == rendered.fill.shape == (0,)


def test_gray_has_two_levels_and_fill_counts_them() -> None:
    rendered = render_images(CATEGORIES, [0, 1], [8, 8], RenderSettings(Style.POINT_GRAY, size=64, points=4000))
    assert set(np.unique(rendered.images)) == {0, 127}
    np.testing.assert_allclose(rendered.fill, (rendered.images > 0).mean(axis=(1, 2, 3)), rtol=1e-6)


@pytest.mark.parametrize("index", range(6))
def test_both_protocols_draw_the_same_attractor(index: int) -> None:
    def image(protocol: Protocol, style: Style) -> Any:
        options = RenderSettings(style, protocol, size=128, points=200_000, weight_step=None)
        return render_images([CATEGORIES[index]], [0], [0], options)

    fast, original = image(Protocol.FAST, Style.POINT_GRAY), image(Protocol.FRACTALDB, Style.POINT_GRAY)
    a, b = fast.images > 0, original.images > 0
    # The rarest points, different ones in each sample, set the frame: neighbours count as hits.
    grown = np.zeros_like(b)
    for y, x in product((-1, 0, 1), repeat=2):
        grown |= np.roll(b, (y, x), axis=(1, 2))
    assert (a & grown).sum() / a.sum() > 0.93
    assert (a & b).sum() / (a | b).sum() > 0.6
    assert fast.fill[0] == pytest.approx(original.fill[0], rel=0.1)
    patches = [image(protocol, Style.PATCH_GRAY).fill[0] for protocol in Protocol]
    assert patches[0] == pytest.approx(patches[1], rel=0.1)


def test_non_finite_and_empty_are_said_in_both_protocols() -> None:
    systems = [
        Category("flies off", [[1.5, 0, 0, 1.5, 1, 1], [1.2, 0, 0, 1.4, 0, 1]], [0.5, 0.5]),
        Category("a point", [[0.5, 0, 0, 0.5, 0, 0]], [1.0]),
        CATEGORIES[0],
    ]
    for protocol in Protocol:
        options = RenderSettings(protocol=protocol, size=64, points=5000, weight_step=None)
        outcomes = render_images(systems, [0, 1, 2], [0, 0, 0], options).outcomes
        assert list(outcomes) == [Outcome.NON_FINITE, Outcome.EMPTY, Outcome.OK]


def test_fast_refuses_every_variant_whose_original_orbit_leaves_the_finite_numbers() -> None:
    outcomes = []
    for protocol in Protocol:
        options = RenderSettings(Style.POINT_GRAY, protocol, size=96, points=50_000, counts=1, flips=1)
        categories = fractaldb_1k().categories[:40]
        rendered = render_images(categories, np.repeat(np.arange(40), 25), np.tile(np.arange(25), 40), options)
        outcomes.append(rendered.outcomes)
    fast, original = outcomes
    assert (original == Outcome.NON_FINITE).sum() > 10
    assert (fast[original == Outcome.NON_FINITE] == Outcome.NON_FINITE).all()
    assert ((fast == Outcome.OK) == (original == Outcome.OK)).mean() > 0.97


def test_few_points_are_not_an_empty_picture() -> None:
    assert empty_below(362, 200_000) == EMPTY_FILL
    assert empty_below(362, 1000) < 1000 / 362**2
    rendered = render_images(CATEGORIES, [0], [0], RenderSettings(Style.POINT_GRAY, points=1000, weight_step=None))
    assert rendered.outcomes[0] == Outcome.OK


@given(
    count=st.integers(1, 20),
    zeros=st.integers(0, 3),
    style=st.sampled_from(list(Style)),
    seed=st.integers(0, 1000),
    size=st.integers(16, 40),
)
@settings(max_examples=40, deadline=None)
def test_any_system_stays_inside_its_frame(count: int, zeros: int, style: Style, seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    maps = rng.uniform(-0.5, 0.5, (count, 6))
    probabilities = rng.uniform(0.1, 1, count)
    probabilities[rng.permutation(count)[: min(zeros, count - 1)]] = 0
    system = Category("any", maps, probabilities / probabilities.sum())
    for protocol in Protocol:
        options = RenderSettings(style, protocol, size=size, points=700, weight_step=None, flips=1)
        rendered = render_images([system], [0], [0], options)
        image = rendered.images[0].any(axis=2)[::-1]
        rows, columns = np.nonzero(image)
        pad = pad_pixels(size, protocol)
        low, high = (pad + 1, size - pad + 3) if "patch" in style else (pad, size - pad)
        assert rendered.outcomes[0] != Outcome.NON_FINITE
        assert rows.size > 0
        assert min(rows.min(), columns.min()) >= low
        assert max(rows.max(), columns.max()) <= high


def test_a_map_of_probability_zero_is_never_drawn() -> None:
    maps = [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 9, 9], [0.5, 0, 0, 0.5, 0, 1], [0.5, 0, 0, 0.5, 1, 0]]
    with_zero = Category("four", maps, [0.25, 0.0, 0.25, 0.5])
    without = Category("three", [maps[0], maps[2], maps[3]], [0.25, 0.25, 0.5])
    for protocol in Protocol:
        options = RenderSettings(Style.POINT_GRAY, protocol, size=48, points=20_000, weight_step=None)
        images = [render_images([system], [0], [0], options).images for system in (with_zero, without)]
        assert (images[0] == images[1]).mean() > 0.98


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 40])
def test_every_way_to_advance_gives_the_same_bytes(count: int) -> None:
    rng = np.random.default_rng(count)
    system = Category("any", rng.uniform(-0.6, 0.6, (count, 6)), rng.dirichlet(np.ones(count)))
    tables = SystemTables([system])
    table = kernels.coefficient_table(tables.maps[0, :count], tables.thresholds.shape[1])
    steps = 150
    results = []
    for advance in (kernels.advance, kernels.advance_narrow):
        states = np.empty(kernels.LANES, np.uint32)
        kernels.seed_lanes(np.uint64(7), states)
        xs = np.zeros((steps + 1) * kernels.LANES, np.float32)
        ys = np.zeros_like(xs)
        low = np.full((2, kernels.VECTOR), np.inf, np.float32)
        high = -low
        advance(table, tables.thresholds[0], count, states, xs, ys, kernels.LANES, steps, low, high)
        drawn = xs[kernels.LANES :], ys[kernels.LANES :]
        assert [low[0].min(), high[0].max()] == [drawn[0].min(), drawn[0].max()]
        assert [low[1].min(), high[1].max()] == [drawn[1].min(), drawn[1].max()]
        results.append(xs.tobytes() + ys.tobytes() + states.tobytes())
    assert results[0] == results[1]
    # And the same as the rule written in NumPy.
    state = np.empty(kernels.LANES, np.uint32)
    kernels.seed_lanes(np.uint64(7), state)
    x, y = np.zeros((2, kernels.LANES), np.float32)
    maps = system.maps.astype(np.float32)
    for step in range(1, steps + 1):
        for shift in (13, -17, 5):
            state ^= state << np.uint32(shift) if shift > 0 else state >> np.uint32(-shift)
        a, b, c, d, e, f = maps[np.searchsorted(tables.thresholds[0, :count], state, side="right") - 1].T
        x, y = x * a + y * b + e, x * c + y * d + f
        at = slice(step * kernels.LANES, (step + 1) * kernels.LANES)
        assert (xs[at] == x).all()
        assert (ys[at] == y).all()


def test_maps_are_chosen_by_their_probabilities() -> None:
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    # Each map sends everything to its own point.
    system = Category("targets", [[0, 0, 0, 0, i, 2 * i] for i in range(4)], shares)
    tables = SystemTables([system])
    points = 100_000
    xs = np.empty(kernels.HEAD + points + kernels.LANES, np.float32)
    ys = np.empty_like(xs)
    table = kernels.coefficient_table(tables.maps[0, :4], 16)
    begin, finite, _, _ = kernels.fast_orbit(table, tables.thresholds[0], 4, np.uint64(3), points, xs, ys)
    drawn = xs[begin + kernels.WARM_UP : begin + points]
    assert finite
    found = np.bincount(drawn.astype(int), minlength=4) / drawn.size
    assert np.abs(found - shares).max() < 4 * np.sqrt(0.25 / points)
    # Neither does one choice tell the next of the same lane.
    steps = drawn[: drawn.size // kernels.LANES * kernels.LANES].reshape(-1, kernels.LANES).astype(int)
    pairs = np.bincount((4 * steps[:-1] + steps[1:]).ravel(), minlength=16) / steps[1:].size
    assert np.abs(pairs - np.outer(shares, shares).ravel()).max() < 4 * np.sqrt(0.25 / points)


def test_keys_differ_in_each_of_their_four_parts() -> None:
    keys = {
        int(group_keys(np.array([category], np.uint64), np.array([row]), np.array([count]), seed)[0])
        for category, row, count, seed in product(range(5), range(5), range(5), range(5))
    }
    assert len(keys) == 5**4


@pytest.mark.parametrize(
    ("indices", "instances", "sentence"),
    [
        ([6], [0], "The category index 6 does not exist; there are 0 to 5."),
        ([-1], [0], "The category index -1 does not exist; there are 0 to 5."),
        ([0], [1000], "The instance 1000 does not exist; there are 0 to 999."),
        ([0, 1], [0], "2 category indices but 1 instances; give as many of each."),
        ([0.5], [0], "The category index list has shape (1,) and type float64; give a list of integers."),
    ],
)
def test_wrong_indices_are_refused_with_a_remedy(indices: Any, instances: Any, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        render_images(CATEGORIES, indices, instances, RenderSettings())
    assert str(caught.value) == sentence


def test_an_out_that_does_not_fit_is_refused() -> None:
    for out in (
        np.zeros((1, 32, 32, 3), np.uint8),
        np.zeros((1, 32, 32, 1)),
        np.zeros((1, 64, 32, 1), np.uint8)[:, ::2],
    ):
        with pytest.raises(InputError, match="writable C-contiguous uint8 array of"):
            render_images(CATEGORIES, [0], [0], RenderSettings(size=32), out=out)


def test_threads_below_one_are_refused() -> None:
    with pytest.raises(InputError, match="threads is 0; give 1 or more"):
        render_images(CATEGORIES, [0], [0], RenderSettings(size=32), threads=0)


def test_importing_the_renderer_does_not_import_numba() -> None:
    code = (
        "import sys, engine.render.settings, engine.render.renderer, engine.render.density;"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
