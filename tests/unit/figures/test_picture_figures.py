"""Figures of pictures, sets and single runs: what they keep of their numbers, and what they refuse."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError
from engine.figures.contact_sheet import SheetMeasure, SheetStyle
from engine.figures.export import draw_plot, figure_bytes
from engine.figures.picture_figures import MOST_PICTURES, pictures_plot, sheet_plot
from engine.figures.plot import Plot
from engine.figures.run_figures import CurveLine, confusion_plot, lines_plot
from engine.figures.set_figures import histogram_plot, likeness_plot, map_plot, way_plot
from engine.figures.style import FigureStyle


def _pixels(plot: Plot, **style: float) -> np.ndarray:
    with Image.open(io.BytesIO(figure_bytes(draw_plot(plot, FigureStyle(**style)), "png"))) as picture:  # type: ignore[arg-type]
        return np.asarray(picture.convert("RGB"))


def test_colours_of_pictures_come_back_from_the_page() -> None:
    picture = np.zeros((4, 4, 3), np.uint8)
    picture[:2], picture[2:] = (255, 0, 16), (0, 128, 255)
    plot = pictures_plot([picture], ["a"])
    assert plot.table.rows[0][3] == "#ff0010"
    pixels = _pixels(plot, width_mm=40, dpi=72).reshape(-1, 3).tolist()
    for colour in ([255, 0, 16], [0, 128, 255]):
        assert 0.3 < pixels.count(colour) / len(pixels) < 0.6


def test_gray_pictures_stand_in_rows_as_asked() -> None:
    black = np.zeros((4, 4), np.uint8)
    plot = pictures_plot([black] * 4, [""] * 4, columns=4)
    pixels = _pixels(plot, width_mm=80, dpi=72)
    dark = (pixels[pixels.shape[0] // 2, :, 0] < 10).astype(int)
    assert (np.diff(dark) == 1).sum() == 4


def test_pictures_that_cannot_stand_together_are_refused() -> None:
    with pytest.raises(InputError, match="at least one image"):
        pictures_plot([], [])
    with pytest.raises(InputError, match="different sizes"):
        pictures_plot([np.zeros((2, 2), np.uint8), np.zeros((3, 3), np.uint8)], ["a", "b"])
    with pytest.raises(InputError, match="at least one category"):
        sheet_plot(())


def test_a_sheet_keeps_names_and_measures_and_says_what_it_left_out() -> None:
    categories = fractaldb_1k().categories
    plot = sheet_plot(categories[:3], SheetStyle(measure=SheetMeasure.MAPS))
    firsts = [row for row in plot.table.rows if row[2] == 0]
    assert [row[0] for row in firsts] == [category.name for category in categories[:3]]
    assert [row[1] for row in firsts] == [str(category.size) for category in categories[:3]]
    assert plot.note(FigureStyle()) == "Below each name: Number of maps."
    small = pictures_plot([np.zeros((2, 2), np.uint8)], ["a"], total=MOST_PICTURES + 1)
    assert f"First 1 of {MOST_PICTURES + 1} images." in small.note(FigureStyle())


@pytest.mark.parametrize(("seconds", "name", "last"), [(90.0, "time_s", 90.0), (600.0, "time_min", 10.0)])
def test_time_is_told_in_the_unit_that_suits(seconds: float, name: str, last: float) -> None:
    line = CurveLine("loss", "train", np.array([1.0, seconds]), np.array([2.0, 1.0]))
    plot = lines_plot([line], "time", best=seconds)
    assert plot.options["axis"] == name
    assert plot.table.rows[-1][3] == last == plot.options["best"]


def test_bands_and_their_absence_are_in_the_table() -> None:
    x, y = np.array([1.0, 2.0]), np.array([0.5, 0.25])
    lines = [CurveLine("loss", "a", x, y, y - 0.1, y + 0.1), CurveLine("loss", "b", x, y)]
    rows = lines_plot(lines, "epoch", smoothing=0.5).table.rows
    assert [row[5:] for row in rows] == [(0.4, 0.6), (0.15, 0.35), ("", ""), ("", "")]
    assert "weight 0.5" in lines_plot(lines, "epoch", smoothing=0.5).note(FigureStyle())
    with pytest.raises(InputError, match="nothing yet"):
        lines_plot([CurveLine("loss", "a", x[:0], y[:0])], "epoch")


def test_confusions_are_shares_of_the_true_class() -> None:
    plot = confusion_plot(np.array([[3, 1, 0], [0, 0, 0], [1, 1, 2]]), ("cat", "dog"))
    assert plot.table.columns == ("true_class", "cat", "dog", "2")
    shares = np.array([row[1:] for row in plot.table.rows], dtype=float)
    assert shares[0].tolist() == [0.75, 0.25, 0.0]
    assert np.isnan(shares[1]).all()
    assert shares[2].sum() == 1.0
    assert figure_bytes(draw_plot(plot, FigureStyle(width_mm=60, dpi=72)))


def test_a_map_keeps_places_and_values_that_are_not_known() -> None:
    plot = map_plot(["a", "b"], np.array([[0.0, 1.0], [2.0, 3.0]]), "fill", [0.25, float("nan")])
    assert plot.table.rows == [("a", 0.0, 1.0, 0.25), ("b", 2.0, 3.0, "")]
    assert figure_bytes(draw_plot(plot, FigureStyle(width_mm=60, dpi=72)))
    with pytest.raises(InputError, match="empty set"):
        map_plot([], np.empty((0, 2)))


def test_a_histogram_without_a_filter_has_no_legend() -> None:
    edges, counts = np.array([0.0, 1.0, 2.0]), np.array([4, 2])
    for passing, named in ((counts, False), (np.array([1, 2]), True)):
        svg = figure_bytes(draw_plot(histogram_plot(edges, counts, passing, "fill"), FigureStyle()), "svg").decode()
        assert (">Left by the filter</text>" in svg) is named


def test_likeness_keeps_every_pair_from_the_lowest_and_marks_those_chosen() -> None:
    counts = np.zeros(1001, np.int64)
    counts[[840, 850, 949, 950, 1000]] = (9, 400, 5, 4, 2)
    plot = likeness_plot(counts, 0.85, 0.95, 0.98)
    rows = {round(float(low), 3): (count, alike) for low, _, count, alike in plot.table.rows}
    assert {low: pair for low, pair in rows.items() if pair[0]} == {
        0.85: (400, 0), 0.949: (5, 0), 0.95: (4, 4), 1.0: (2, 2),
    }  # fmt: skip
    axis = draw_plot(plot, FigureStyle()).figure.axes[0]
    heights = sorted({bar.get_height() for bar in axis.patches} - {0.0})
    assert heights == [2.0, 4.0, 5.0, 400.0]
    assert axis.get_ylim()[0] == 0.0
    assert [line.get_xdata()[0] for line in axis.lines] == [0.98]


def test_a_way_has_a_panel_a_measure_and_the_level_of_each() -> None:
    plot = way_plot({0.5: 0.25, 0.0: -1.0, 1.0: float("inf")}, {0.0: 0.1}, {"lyapunov": 0.0, "fill": 0.2})
    known = [(row[0], row[3], row[4]) for row in plot.table.rows]
    assert known == [("lyapunov", 0.0, -1.0), ("lyapunov", 0.5, 0.25), ("fill", 0.0, 0.1)]
    axes = draw_plot(plot, FigureStyle()).figure.axes
    assert [axis.lines[-1].get_ydata()[0] for axis in axes] == [0.0, 0.2]
    with pytest.raises(InputError):
        way_plot({}, {}, {})
