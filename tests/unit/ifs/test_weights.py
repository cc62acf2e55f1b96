import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from engine.ifs.category import Category
from engine.ifs.weights import PUBLISHED_STEPS, weight_table, weighted

DIGESTS = json.loads((Path(__file__).resolve().parents[2] / "data" / "weight_tables.json").read_text())


@pytest.mark.parametrize("step", PUBLISHED_STEPS)
def test_table_is_the_published_one(step):
    lines = [",".join(f"{value:g}" for value in row) for row in weight_table(step)]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == DIGESTS[str(step)]


@pytest.mark.parametrize("step", [0.4, 0.15, 0.5])
def test_rows_multiply_one_coefficient_each(step):
    table = weight_table(step)
    assert table.shape == (25, 6)
    changed = (table != 1).sum(axis=1)
    assert changed[2] == 0
    assert (np.delete(changed, 2) == 1).all()
    assert (changed.sum(), (table > 0).all()) == (24, True)
    assert ((table != 1).sum(axis=0) == 4).all()


def test_multipliers_are_the_nearest_floats_to_the_decimals():
    assert weight_table(0.4)[:5, 0].tolist() == [0.2, 0.6, 1.0, 1.4, 1.8]
    assert weight_table(0.5)[:5, 0].tolist() == [0.01, 0.5, 1.0, 1.5, 2.0]


def test_weighted_changes_one_column_and_keeps_the_probabilities():
    category = Category.from_maps("x", np.random.default_rng(0).uniform(-1, 1, (3, 6)))
    variant = weighted(category, 24, 0.4)
    np.testing.assert_array_equal(variant.maps[:, :5], category.maps[:, :5])
    np.testing.assert_array_equal(variant.maps[:, 5], category.maps[:, 5] * 1.8)
    np.testing.assert_array_equal(variant.probabilities, category.probabilities)
    assert weighted(category, 2, 0.4).identity == category.identity


@pytest.mark.parametrize("step", [0, -0.1, 0.51, float("nan")])
def test_step_outside_its_range_is_refused(step):
    with pytest.raises(InputError, match=r"above 0 up to 0\.5"):
        weight_table(step)


@pytest.mark.parametrize("row", [-1, 25])
def test_row_outside_the_table_is_refused(row):
    with pytest.raises(InputError, match="0 to 24"):
        weighted(Category.from_maps("x", [[0.5, 0, 0, 0.5, 0, 0]]), row, 0.4)
