"""The published weight tables that turn one category into 25 variants (Kataoka et al. 2020).

Row 2 multiplies by one everywhere; each of the other 24 rows multiplies one coefficient of every map by
1 - 2w, 1 - w, 1 + w or 1 + 2w. The probabilities of the maps stay those of the unweighted category.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.ifs.category import COEFFICIENTS, Category

PUBLISHED_STEPS = (0.0125, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
"""Steps for which the FractalDB repository carries a table; 0.4 is its recommendation."""

ROWS = 25
_SMALLEST_MULTIPLIER = Decimal("0.01")


def weight_table(step: float) -> NDArray[np.float64]:
    """Return the multipliers of the 25 variants, equal to the published tables at every published step.

    The multipliers are formed in decimal, as the tables were written: 1 - 2 x 0.4 is the float nearest to
    0.2. No multiplier goes below 0.01, as in the table for 0.5 where the formula gives 0.

    Parameters
    ----------
    step : float
        w above; more than 0, at most 0.5.

    Returns
    -------
    ndarray of shape (25, 6), float64, read-only
        One variant a row, the multipliers of a..f.

    Raises
    ------
    InputError
        When `step` lies outside its range.
    """
    if not 0 < step <= 0.5:
        raise InputError(f"The weight step is {step}; give a number above 0 up to 0.5 (0.4 is recommended).")
    return _table(float(step))


@lru_cache(maxsize=64)
def _table(step: float) -> NDArray[np.float64]:
    width = Decimal(repr(step))
    low2 = max(1 - 2 * width, _SMALLEST_MULTIPLIER)
    below, above = [low2, 1 - width], [1 + width, 1 + 2 * width]
    table = np.ones((ROWS, len(COEFFICIENTS)))
    # a has its own unweighted row between its low and its high multipliers; b..f follow with four rows each.
    table[0:2, 0] = [float(value) for value in below]
    table[3:5, 0] = [float(value) for value in above]
    for column in range(1, len(COEFFICIENTS)):
        first = 1 + 4 * column
        table[first : first + 4, column] = [float(value) for value in below + above]
    table.setflags(write=False)
    return table


def weighted(category: Category, row: int, step: float) -> Category:
    """Return variant `row` of `category`: every map times that row of the table, the probabilities unchanged.

    Parameters
    ----------
    category : Category
    row : int
        0 to 24; 2 is the unweighted category.
    step : float
        Step of the table, see `weight_table`.

    Raises
    ------
    InputError
        When `row` or `step` lies outside its range.
    """
    if not 0 <= row < ROWS:
        raise InputError(f"Weight row {row} does not exist; give 0 to {ROWS - 1}.")
    maps = category.maps * weight_table(step)[row]
    return Category(f"{category.name}_{row:02d}", maps, category.probabilities)
