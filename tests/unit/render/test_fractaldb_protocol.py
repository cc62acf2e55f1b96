"""Protocol ``fractaldb`` gives the pictures of the original, pixel for pixel."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.ifs.category import Category
from engine.render.renderer import Outcome, SystemTables, group_keys, render_images
from engine.render.settings import Protocol, RenderSettings, Style

GENUINE = json.loads((Path(__file__).parents[2] / "data" / "fractaldb_images.json").read_text(encoding="utf-8"))


def category(key: int | str) -> Category:
    if isinstance(key, int):
        return fractaldb_1k().categories[key]
    system = GENUINE["systems"][key]
    return Category(key, system["maps"], system["probabilities"])


def settings(case: dict[str, Any], style: str) -> RenderSettings:
    return RenderSettings(
        Style(style), Protocol.FRACTALDB, size=case["size"], points=case["points"], weight_step=case["step"], counts=1
    )


def four_flips(case: dict[str, Any]) -> Any:
    return render_images(
        [category(case["category"])], [0] * 4, np.arange(4) + 4 * case["row"], settings(case, case["style"])
    )


@pytest.mark.parametrize("style", ["point_gray", "point_color"])
@pytest.mark.parametrize("key", sorted({str(case["category"]) for case in GENUINE["points"]}))
def test_equals_the_original_in_every_row_and_flip(key: str, style: str) -> None:
    wrong = []
    for case in GENUINE["points"]:
        if str(case["category"]) == key and case["style"] == style:
            images = four_flips(case).images
            rgb = np.repeat(images, 3, axis=3) if images.shape[3] == 1 else images
            if hashlib.sha256(rgb.tobytes()).hexdigest() != case["sha256"]:
                wrong.append(case)
    assert wrong == []


@pytest.mark.parametrize(
    ("key", "row", "outcome"),
    [
        (0, 2, Outcome.OK),
        ("all points at the origin", 2, Outcome.EMPTY),
        ("growing", 4, Outcome.NON_FINITE),
        ("growing in x", 4, Outcome.NON_FINITE),
        ("NaN soon", 2, Outcome.NON_FINITE),
        ("infinite without NaN for long", 2, Outcome.NON_FINITE),
    ],
)
def test_says_what_became_of_it(key: int | str, row: int, outcome: Outcome) -> None:
    case = {"category": key, "row": row, "size": 128, "points": 5000, "step": 0.4, "style": "point_gray"}
    assert set(four_flips(case).outcomes) == {outcome}


def test_where_the_original_stops_with_an_error_the_picture_is_black() -> None:
    # Its rule removes every point before it looks for the smallest.
    huge = Category("huge", [[1e10, 0, 0, 1e10, 1, 1]], [1.0])
    flat = RenderSettings(Style.POINT_GRAY, Protocol.FRACTALDB, size=64, points=1000, weight_step=None, counts=1)
    rendered = render_images([huge], [0], [0], flat)
    assert rendered.outcomes[0] == Outcome.NON_FINITE
    assert not rendered.images.any()


def test_all_counts_of_a_point_style_are_one_picture() -> None:
    repeated = RenderSettings(Style.POINT_GRAY, Protocol.FRACTALDB, size=64, points=2000, counts=5, flips=1)
    images = render_images([category(1)], [0] * 5, range(5), repeated).images
    assert (images == images[0]).all()


def original_points(system: Category, count: int, size: int) -> tuple[Any, Any]:
    """The original's rule in plain Python: pixel columns and rows of all points."""
    draws = np.random.RandomState(100).random_sample(count)
    x = y = 0.0
    xs, ys = [x], [y]
    bounds = np.cumsum(system.probabilities)
    for draw in draws[: count - 1]:
        a, b, c, d, e, f = system.maps[int(np.argmax(draw <= bounds))]
        x, y = x * a + y * b + e, x * c + y * d + f
        xs.append(x)
        ys.append(y)
    pixels = []
    for values in (np.array(xs), np.array(ys)):
        moved = values - min(values.min(), 0.0)
        pixels.append(np.uint16(moved / (moved.max() - moved.min()) * (size - 12.0) + 6.0).astype(int))
    return pixels[0], pixels[1]


def tile_bits(key: int, count: int) -> Any:
    """The documented tile of each point: 1..511 from mixed bits of key and number."""
    word = (1 << 32) - 1
    mixed = key
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) % 2**64
    salt = (mixed ^ (mixed >> 31)) >> 32
    tiles = []
    for number in range(1, count + 1):
        value = ((number * 0x9E3779B1) & word) ^ salt
        value = ((value ^ (value >> 16)) * 0x7FEB352D) & word
        value = ((value ^ (value >> 15)) * 0x846CA68B) & word
        value ^= value >> 16
        tiles.append(1 + (((value >> 9) * 511) >> 23))
    return tiles


@pytest.mark.parametrize("style", [Style.PATCH_GRAY, Style.PATCH_COLOR])
def test_patches_equal_pasting_tile_after_tile(style: Style) -> None:
    size, count, system = 64, 3000, category(5)
    options = RenderSettings(style, Protocol.FRACTALDB, size=size, points=count, weight_step=None, counts=2, flips=1)
    rendered = render_images([system], [0], [1], options).images[0]
    key = group_keys(SystemTables([system]).keys, np.array([2]), np.array([1]), options.seed)[0]
    pasted = np.zeros((size, size), np.int64)
    for number, (x, y, tile) in enumerate(
        zip(*original_points(system, count, size), tile_bits(int(key), count), strict=True)
    ):
        for place, bit in enumerate(f"{tile:09b}"):
            pasted[y + 1 + place // 3, x + 1 + place % 3] = (1 + number % 128) * int(bit)
    pasted = pasted[::-1]
    assert ((rendered > 0).any(axis=2) == (pasted > 0)).all()
    if style is Style.PATCH_COLOR:
        by_number = {code: tuple(rendered[pasted == code][0]) for code in np.unique(pasted)}
        assert len(set(by_number.values())) == len(by_number) > 100
        assert all((rendered[pasted == code] == colour).all() for code, colour in by_number.items())


@pytest.mark.parametrize("genuine", GENUINE["patches"], ids=lambda genuine: f"category {genuine['category']}")
def test_patches_are_distributed_as_the_originals(genuine: dict[str, Any]) -> None:
    counts = 40
    options = RenderSettings(
        Style.PATCH_GRAY,
        Protocol.FRACTALDB,
        size=genuine["size"],
        points=genuine["points"],
        weight_step=None,
        counts=counts,
        flips=1,
    )
    drawn = render_images([category(genuine["category"])], [0] * counts, range(counts), options).images[..., 0] > 0
    ours = np.stack(
        [
            drawn.mean(axis=(1, 2)),
            (drawn[:, :, 1:] & drawn[:, :, :-1]).mean(axis=(1, 2)),
            (drawn[:, 1:] & drawn[:, :-1]).mean(axis=(1, 2)),
            (drawn[:, 1:, 1:] & drawn[:, :-1, :-1]).mean(axis=(1, 2)),
        ],
        axis=1,
    )
    # Both means are samples: their difference stays within four standard errors.
    error = ours.std(axis=0) * np.sqrt(1 / counts + 1 / genuine["pictures"])
    assert (np.abs(ours.mean(axis=0) - genuine["mean"]) < 4 * error).all()
