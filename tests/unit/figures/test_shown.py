"""What the screen shows of an analysis reaches the figure: order, colours, scale, definition."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.figures.heatmaps import distance_figure, spread_figure, std_figure
from engine.figures.palettes import Palette
from engine.figures.plot import Plot
from engine.figures.shown import Shown
from engine.figures.style import FigureStyle

RANDOM = np.random.default_rng(5)
STATISTICS = ClassStatistics(
    "some", ("a", "b", "c"), np.full(3, 4), RANDOM.random((3, 2, 2, 1)), RANDOM.random((3, 2, 2, 1)), 12
)
ORDER = (2, 0, 1)
SHOWN = Shown(ORDER, "magma_r", (0.5, 0.9))


def test_rows_and_columns_stand_in_the_order_shown() -> None:
    table = distance_figure(STATISTICS, shown=SHOWN).table
    plain = distance_figure(STATISTICS).table
    matrix = np.array([row[1:] for row in plain.rows], dtype=float)
    assert tuple(table.columns) == ("class", "c", "a", "b")
    assert np.array_equal(np.array([row[1:] for row in table.rows], dtype=float), matrix[np.ix_(ORDER, ORDER)])
    assert [row[0] for row in spread_figure(STATISTICS, shown=SHOWN).table.rows] == ["c", "a", "b"]


def test_the_deviation_above_a_map_is_by_the_definition_chosen() -> None:
    drawn = std_figure(STATISTICS, spread=Spread.MEAN, shown=SHOWN)
    assert isinstance(drawn.recipe, Plot)
    assert drawn.recipe.options["spread"] == pytest.approx(STATISTICS.spread(Spread.MEAN)[list(ORDER)])
    assert [row[0] for row in drawn.table.rows[::2]] == ["c", "a", "b"]


@pytest.mark.parametrize("make", [std_figure, distance_figure])
def test_colours_and_scale_are_drawn(make: type) -> None:
    drawn = make(STATISTICS, shown=SHOWN)
    image = next(axis for axis in drawn.figure.axes if axis.images).images[0]
    assert image.get_cmap().name.startswith("magma_r")
    assert image.get_clim() == (0.5, 0.9)


def test_a_palette_with_a_map_of_its_own_wins() -> None:
    drawn = distance_figure(STATISTICS, style=FigureStyle(palette=Palette.CIVIDIS), shown=SHOWN)
    assert drawn.figure.axes[0].images[0].get_cmap().name.startswith("cividis")


def test_own_scales_reach_from_nothing_to_the_largest_of_each() -> None:
    drawn = std_figure(STATISTICS, shown=Shown(own_scales=True))
    maps = [axis.images[0] for axis in drawn.figure.axes if axis.images][:3]
    assert [float(each.get_array().max()) for each in maps] == pytest.approx([1.0, 1.0, 1.0])
    assert all(each.get_clim() == (0.0, 1.0) for each in maps)
