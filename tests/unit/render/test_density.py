"""Laws of the density pictures of the screen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError
from engine.ifs.category import Category
from engine.render.density import DensityAccumulator, Frame, Framing, render_density, render_thumbnails
from engine.render.renderer import Outcome, render_images
from engine.render.settings import RenderSettings, Style

CATEGORIES = fractaldb_1k().categories[:6]
STREAM = 65_536
FLIES_OFF = Category("flies off", [[1.5, 0, 0, 1.5, 1, 1]], [1.0])


def test_the_picture_does_not_depend_on_portions_or_threads() -> None:
    whole = render_density(CATEGORIES[0], 128, points=6 * STREAM, threads=1)
    for threads in (1, 2, 3):
        accumulator = DensityAccumulator(CATEGORIES[0], 128, threads=threads)
        for portion in (1, 3, 2):
            accumulator.add(portion * STREAM)
        picture = accumulator.picture()
        assert picture.points == whole.points == 6 * STREAM
        assert picture.frame == whole.frame
        assert (picture.values == whole.values).all()


def test_it_sharpens() -> None:
    accumulator = DensityAccumulator(CATEGORIES[0], 256)
    accumulator.add(1)
    coarse = accumulator.picture()
    accumulator.add(2_000_000)
    fine = accumulator.picture()
    assert coarse.points == STREAM
    assert fine.points >= 2_000_000
    assert (fine.values > 0).sum() > 1.2 * (coarse.values > 0).sum()


def test_values_are_the_logarithm_of_the_visits() -> None:
    # Two maps that send everything to two points, three visits of one to one of the other.
    system = Category("two points", [[0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]], [0.75, 0.25])
    picture = render_density(system, 64, points=STREAM, frame=Frame(-0.5, 1.5, -0.5, 1.5))
    right, top = picture.values[48, 48], picture.values[16, 16]
    assert np.count_nonzero(picture.values) == 2
    assert right == 1.0
    assert top == pytest.approx(np.log1p(STREAM / 4) / np.log1p(STREAM * 3 / 4), abs=0.002)


@pytest.mark.parametrize("portions", [1, 3])
def test_colours_in_one_pass_are_those_of_the_picture(portions: int) -> None:
    colours = np.arange(256, dtype=np.uint32) * 65_793
    for category in (*CATEGORIES[:3], FLIES_OFF):
        accumulator = DensityAccumulator(category, 96)
        for _ in range(portions):
            accumulator.add(portions * STREAM)
        picture, shaded = accumulator.picture(), accumulator.shaded(colours)
        levels = (picture.values * np.float32(255) + np.float32(0.5)).astype(np.uint8)
        assert (shaded.pixels == colours[levels]).all()
        assert (shaded.frame, shaded.outcome, shaded.points) == (picture.frame, picture.outcome, picture.points)


def test_the_dataset_frame_is_that_of_the_images() -> None:
    for category in CATEGORIES:
        options = RenderSettings(Style.POINT_GRAY, size=128, points=STREAM, weight_step=None, flips=1)
        image = render_images([category], [0], [0], options).images[0, :, :, 0] > 0
        picture = render_density(category, 128, points=20 * STREAM, frame=Framing.DATASET).values > 0
        grown = np.zeros_like(picture)
        for y in (-1, 0, 1):
            for x in (-1, 0, 1):
                grown |= np.roll(picture, (y, x), axis=(0, 1))
        assert (image & grown).sum() / image.sum() > 0.97


def test_true_aspect_keeps_the_proportions() -> None:
    flat = Category("flat", [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 1, 0], [0.5, 0, 0, 0.5, 0, 0.2]], [0.4, 0.3, 0.3])
    picture = render_density(flat, 128, points=STREAM, frame=Framing.TRUE_ASPECT)
    frame = picture.frame
    assert frame.x_high - frame.x_low == pytest.approx(frame.y_high - frame.y_low)
    rows, columns = np.nonzero(picture.values)
    assert np.ptp(rows) / np.ptp(columns) == pytest.approx(0.2, abs=0.03)
    assert abs((rows.min() + rows.max()) / 2 - 63.5) < 2
    assert abs((columns.min() + columns.max()) / 2 - 63.5) < 2


def test_a_given_frame_shows_that_part() -> None:
    whole = render_density(CATEGORIES[1], 128, points=40 * STREAM, seed=4)
    frame = whole.frame
    middle_x, middle_y = (frame.x_low + frame.x_high) / 2, (frame.y_low + frame.y_high) / 2
    part = Frame(frame.x_low, middle_x, middle_y, frame.y_high)
    picture = render_density(CATEGORIES[1], 64, points=40 * STREAM, seed=4, frame=part)
    assert picture.frame == part
    quarter = whole.values[:64, :64] > 0
    assert ((picture.values > 0) == quarter).mean() > 0.98


def test_what_flies_off_is_black_and_said() -> None:
    picture = render_density(FLIES_OFF, 64, points=1)
    assert picture.outcome == Outcome.NON_FINITE
    assert not picture.values.any()
    assert render_density(Category("dot", [[0.5, 0, 0, 0.5, 0, 0]], [1.0]), 64, points=1).outcome == Outcome.EMPTY


def test_nothing_drawn_yet_is_empty() -> None:
    picture = DensityAccumulator(CATEGORIES[0], 64).picture()
    assert picture.points == 0
    assert picture.outcome == Outcome.EMPTY


def test_thumbnails_are_small_density_pictures() -> None:
    systems = [*CATEGORIES, FLIES_OFF]
    thumbnails = render_thumbnails(systems, 48)
    assert thumbnails.shape == (7, 48, 48)
    assert thumbnails.dtype == np.uint8
    assert not thumbnails[6].any()
    expected = render_density(systems[2], 48, points=1).values
    assert (thumbnails[2] == np.uint8(expected * 255 + 0.5)).all()
    assert (render_thumbnails(systems, 48, threads=1) == thumbnails).all()
    assert render_thumbnails([], 48).shape == (0, 48, 48)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: render_density(CATEGORIES[0], 8, points=1), "size is 8; give 16 to 4096 pixels."),
        (lambda: render_density(CATEGORIES[0], 64, points=0), "points is 0; give 1 or more."),
        (lambda: render_density(CATEGORIES[0], 64, points=1, threads=0), "threads is 0; give 1 or more."),
        (lambda: Frame(1, 0, 0, 1), "The frame x (1, 0), y (0, 1) is no rectangle; give low < high, all finite."),
        (lambda: render_thumbnails(CATEGORIES, 8), "size is 8; give 16 to 4096 pixels."),
    ],
)
def test_wrong_numbers_are_refused_with_a_remedy(call: Any, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        call()
    assert str(caught.value) == sentence
