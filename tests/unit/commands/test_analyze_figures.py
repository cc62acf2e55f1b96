"""What the options of ``main.py analyze`` do: which figures, in which order, colours, definition and style."""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import main
from engine.analysis.distances import Metric, class_distances
from engine.analysis.ordering import Order, mean_distances
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.spread import Spread
from engine.commands.analyze import add_arguments, request_of
from engine.commands.analyze_figures import FIGURES, MEASURES
from engine.commands.figure_options import style_of
from engine.figures.analysis_files import analysis_drawings
from engine.figures.compose import Composition, Letters
from engine.figures.export import draw_plot, figure_bytes
from engine.figures.palettes import Palette
from engine.figures.plot import Plot
from engine.figures.style import FigureStyle, Language
from engine.workspace import Workspace

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=5, instances=6, size=16, points=400)
SOURCE = ("--categories", "fractaldb-1k", "--classes", "5", "--instances", "6", "--size", "16", "--points", "400")
QUICK = ("--dpi", "72", "--width", "114")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that every command here reads its statistics from."""
    root = tmp_path_factory.mktemp("figures")
    analyze(REQUEST, Workspace(root), spread=Spread.DISTANCE)
    return root


def _write(workspace: Path, out: Path, *options: str) -> dict[str, Path]:
    """Carry out the command and return the files written besides the arrays and tables of numbers, by name."""
    assert main.main(["--workspace", str(workspace), "analyze", *SOURCE, *QUICK, *options, "--out", str(out)]) == 0
    always = {"means.npy", "std.npy", "separability.csv", "nearest.csv", "maps.csv", "clustering.csv", "summary.json"}
    return {path.name: path for path in out.iterdir() if path.name not in always}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _matrix(path: Path) -> tuple[list[str], NDArray[np.float64]]:
    rows = _rows(path)
    names = [row["class"] for row in rows]
    assert list(rows[0])[1:] == names
    return names, np.array([[float(row[name]) for name in names] for row in rows])


def _parsed(*options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["--categories", "some", *options])


# ---------------------------------------------------------------------- which figures


@pytest.mark.parametrize("name", FIGURES)
def test_one_figure_in_the_formats_asked_for_and_nothing_else(workspace: Path, tmp_path: Path, name: str) -> None:
    files = _write(workspace, tmp_path / "out", "--figure", name, "--formats", "svg,tex")
    assert set(files) == {f"{name}.{ending}" for ending in ("svg", "csv", "json", "tex")}


def test_formats_alone_write_every_figure(workspace: Path, tmp_path: Path) -> None:
    assert set(_write(workspace, tmp_path / "out", "--formats", "csv")) == {f"{name}.csv" for name in FIGURES}


@pytest.mark.parametrize(("columns", "letters"), [(1, "a"), (2, "(a)"), (2, "none")])
def test_panels_are_those_of_the_composition(workspace: Path, tmp_path: Path, columns: int, letters: str) -> None:
    files = _write(
        workspace, tmp_path / "out", "--figure", "distances", "--figure", "class_std", "--compose", "both",
        "--columns", str(columns), "--panel-letters", letters,
    )  # fmt: skip
    assert set(files) == {f"both.{ending}" for ending in ("pdf", "svg", "png", "csv", "json")}
    analysis = analyze(REQUEST, Workspace(workspace))
    style = FigureStyle(width_mm=114.0, dpi=72)
    drawings = analysis_drawings(analysis.statistics, Metric.EUCLIDEAN, Spread.RMS)
    panels = [drawings[name](style).recipe for name in ("distances", "class_std")]
    assert all(isinstance(panel, Plot) for panel in panels)
    whole = draw_plot(Composition(tuple(panels), columns, Letters(letters)), style)  # type: ignore[arg-type]
    for form in ("pdf", "svg", "png"):
        assert files[f"both.{form}"].read_bytes() == figure_bytes(whole, form), form
    note = json.loads(files["both.json"].read_text(encoding="utf-8"))
    assert [panel["name"] for panel in note["came_from"]["panels"]] == ["distances", "class_std"]


@pytest.mark.parametrize("measure", MEASURES)
def test_bars_of_separability_reach_to_the_measure_asked_for(workspace: Path, tmp_path: Path, measure: str) -> None:
    options = ("--figure", "separability_bars", "--formats", "py,svg", "--class-measure", measure)
    files = _write(workspace, tmp_path / "out", *options)
    assert f"'measure': '{measure}'" in files["separability_bars.py"].read_text(encoding="utf-8")
    assert {*MEASURES} <= set(_rows(files["separability_bars.csv"])[0])


# ---------------------------------------------------------------------- how classes are shown


@pytest.mark.parametrize("order", list(Order))
def test_every_figure_stands_in_the_order_asked_for(workspace: Path, tmp_path: Path, order: Order) -> None:
    files = _write(workspace, tmp_path / "out", "--order", order.value, "--formats", "csv")
    names, matrix = _matrix(files["distances.csv"])
    bars = _rows(files["class_std.csv"])
    assert [row["class"] for row in bars] == names
    assert list(dict.fromkeys(row["class"] for row in _rows(files["std_maps.csv"]))) == names
    deviations = [float(row["within_class_std"]) for row in bars]
    places = {row["class"]: int(row["place_in_tree"]) for row in _rows(tmp_path / "out" / "maps.csv")}
    in_order = {
        Order.CLASS: names == [f"{index:05}" for index in range(5)],
        Order.NAME: names == sorted(names),
        Order.LARGEST: deviations == sorted(deviations, reverse=True),
        Order.SMALLEST: deviations == sorted(deviations),
        Order.DISTANCE: bool(np.all(np.diff(mean_distances(matrix)) >= 0)),
        Order.CLUSTER: [places[name] for name in names] == list(range(5)),
    }
    assert in_order[order]


def test_a_scale_or_colours_change_the_picture_and_no_number(workspace: Path, tmp_path: Path) -> None:
    usual = _write(workspace, tmp_path / "usual", "--formats", "png")
    for number, (options, changed) in enumerate(
        (
            (("--map-colours", "gray_r"), "std_maps"),
            (("--map-scale", "own"), "std_maps"),
            (("--map-scale", "5:90"), "std_maps"),
            (("--distance-colours", "magma"), "distances"),
            (("--distance-scale", "5:4000"), "distances"),
        )
    ):
        files = _write(workspace, tmp_path / str(number), "--formats", "png", *options)
        for name in FIGURES:
            same = files[f"{name}.png"].read_bytes() == usual[f"{name}.png"].read_bytes()
            assert same is (name != changed), (options, name)
            assert files[f"{name}.csv"].read_bytes() == usual[f"{name}.csv"].read_bytes(), (options, name)


@pytest.mark.parametrize("options", [("--distance-scale", "4:4"), ("--map-scale", "0:inf"), ("--map-scale", "a:b"),
                                     ("--distance-scale", "own"), ("--distance-scale", "7")])  # fmt: skip
def test_a_scale_without_two_rising_ends_is_refused(
    options: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        _parsed(*options)
    assert left.value.code == 2
    assert f"'{options[1]}' is no scale; give LOW:HIGH, such as 0:40" in capsys.readouterr().err


# ---------------------------------------------------------------------- definitions


@pytest.mark.parametrize("spread", list(Spread))
def test_the_deviation_is_by_the_definition_asked_for(workspace: Path, tmp_path: Path, spread: Spread) -> None:
    files = _write(workspace, tmp_path / "out", "--spread", spread.value, "--figure", "class_std", "--formats", "csv")
    assert all(row["within_class_std"] == row[spread.value] for row in _rows(files["class_std.csv"]))


@pytest.mark.parametrize("metric", list(Metric))
def test_the_distance_is_the_one_asked_for(workspace: Path, tmp_path: Path, metric: Metric) -> None:
    files = _write(workspace, tmp_path / "out", "--distance", metric.value, "--figure", "distances", "--formats", "csv")
    expected = class_distances(analyze(REQUEST, Workspace(workspace)).statistics, metric)
    assert np.array_equal(_matrix(files["distances.csv"])[1], expected, equal_nan=True)


def test_another_seed_of_the_statistics_moves_the_intervals_alone(workspace: Path, tmp_path: Path) -> None:
    found = []
    for number, seed in enumerate(("0", "0", "1")):
        _write(workspace, tmp_path / str(number), "--statistics-seed", seed, "--formats", "csv")
        found.append(json.loads((tmp_path / str(number) / "summary.json").read_text(encoding="utf-8")))
    assert found[0] == found[1]
    assert found[0]["evenness"] != found[2]["evenness"]
    assert all(found[0][key] == found[2][key] for key in ("classes", "counts", "fisher", "clustering"))


# ---------------------------------------------------------------------- images and style


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (("--classes", "7"), "classes", 7),
        (("--instances", "9"), "instances", 9),
        (("--size", "40"), "size", 40),
        (("--style", "patch_color"), "style", "patch_color"),
        (("--points", "123"), "points", 123),
        (("--weight-step", "0.2"), "weight_step", 0.2),
        (("--weight-step", "none"), "weight_step", None),
        (("--counts", "3"), "counts", 3),
        (("--flips", "1"), "flips", 1),
        (("--seed", "5"), "seed", 5),
    ],
)
def test_an_option_of_the_images_changes_its_field_alone(options: tuple[str, str], field: str, value: object) -> None:
    usual, asked = asdict(request_of(_parsed())), asdict(request_of(_parsed(*options)))
    assert asked == {**usual, field: value}
    assert asked != usual


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (("--stem", "small"), "stem", "small"),
        (("--backbone", "resnet18"), "backbone", "resnet18"),
        (("--layer", "layer2"), "layer", "layer2"),
        (("--feature-seed", "3"), "seed", 3),
        (("--image-size", "64"), "image_size", 64),
    ],
)
def test_an_option_of_the_features_changes_its_field_alone(options: tuple[str, str], field: str, value: object) -> None:
    usual, asked = (asdict(request_of(_parsed("--features", "scratch", *more)).space) for more in ((), options))
    assert asked == {**usual, field: value}
    assert asked != usual


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (("--language", "ja"), "language", Language.JAPANESE),
        (("--width", "85"), "width_mm", 85.0),
        (("--height", "60"), "height_mm", 60.0),
        (("--dpi", "150"), "dpi", 150),
        (("--font", "DejaVu Serif"), "font", "DejaVu Serif"),
        (("--font-size", "7"), "font_points", 7.0),
        (("--palette", "grey"), "palette", Palette.GREY),
        (("--title", "Ten"), "title", "Ten"),
        (("--letter", "(b)"), "letter", "(b)"),
        (("--no-marks",), "marks", False),
        (("--no-legend",), "legend", False),
    ],
)
def test_an_option_of_the_style_changes_its_field_alone(options: tuple[str, ...], field: str, value: object) -> None:
    usual, asked = asdict(style_of(_parsed())), asdict(style_of(_parsed(*options)))
    assert usual == asdict(FigureStyle())
    assert asked == {**usual, field: value}
    assert asked != usual
