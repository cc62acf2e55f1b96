"""Figures: exact size on paper, real text, the same bytes again, and the data beside them."""

from __future__ import annotations

import csv
import json
import re
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.analysis.distances import Metric, distances
from engine.analysis.sources import ArrayImages
from engine.analysis.statistics import ClassStatistics, class_statistics
from engine.errors import InputError, StorageError
from engine.experiments.comparison import Comparison, ComparisonRow
from engine.figures import style as style_module
from engine.figures.accuracy import accuracy_figure, write_accuracy_files
from engine.figures.analysis_files import write_analysis
from engine.figures.export import Drawing, png_bytes, save
from engine.figures.heatmaps import MAX_PANELS, distance_figure, spread_figure, std_figure
from engine.figures.style import FigureStyle, Language, japanese_font
from engine.figures.table import Table
from engine.images.labelled import LabelledImages


def _statistics(classes: int = 4, size: int = 8, channels: int = 3) -> ClassStatistics:
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (classes * 5, size, size, channels), dtype=np.uint8)
    labels = np.repeat(np.arange(classes, dtype=np.int64), 5)
    names = tuple(f"{index:05d}" for index in range(classes))
    return class_statistics(ArrayImages(LabelledImages("noise", "train", images, labels, names)))


def _comparison(seeds: int = 3) -> Comparison:
    accuracy = {("scratch", "MNIST"): 0.9, ("fractaldb", "MNIST"): 0.95, ("scratch", "K49"): 0.5}
    rows = tuple(
        ComparisonRow(source, dataset, seed, base + seed / 100, base, f"{source}-{dataset}-{seed}")
        for (source, dataset), base in accuracy.items()
        for seed in range(seeds)
    )
    return Comparison("demo", ("scratch", "fractaldb"), ("MNIST", "K49"), 4 * seeds, rows)


def _read(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


DRAWINGS = {
    "std": lambda style: std_figure(_statistics(), style),
    "distances": lambda style: distance_figure(_statistics(), Metric.RMS, style),
    "spread": lambda style: spread_figure(_statistics(), style),
    "bars": lambda style: accuracy_figure(_comparison(), style),
    "points": lambda style: accuracy_figure(_comparison(), style, kind="points"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_files_have_the_size_asked_for_and_hold_text(name: str, tmp_path: Path) -> None:
    style = FigureStyle(width_mm=85, height_mm=60, dpi=200)
    save(DRAWINGS[name](style), tmp_path, "figure", {"why": "test"})
    with Image.open(tmp_path / "figure.png") as picture:
        assert picture.size == (round(85 / 25.4 * 200), pytest.approx(60 / 25.4 * 200, abs=1))
        assert picture.info["dpi"] == pytest.approx((200, 200), abs=0.1)
    svg = (tmp_path / "figure.svg").read_text(encoding="utf-8")
    width_pt = float(re.search(r'width="([\d.]+)pt"', svg)[1])  # type: ignore[index]
    assert width_pt == pytest.approx(85 / 25.4 * 72, abs=0.01)
    assert "<text" in svg
    pdf = (tmp_path / "figure.pdf").read_bytes()
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf)
    assert box is not None
    assert float(box[1]) == pytest.approx(85 / 25.4 * 72, abs=0.01)
    assert float(box[2]) == pytest.approx(60 / 25.4 * 72, abs=0.01)
    assert b"/FontFile2" in pdf  # TrueType outlines, embedded
    assert b"/Type3" not in pdf
    note = json.loads((tmp_path / "figure.json").read_text(encoding="utf-8"))
    assert note["came_from"] == {"why": "test"}
    assert note["files"] == ["figure.png", "figure.svg", "figure.pdf"]


@pytest.mark.parametrize("name", ["std", "bars"])
def test_the_same_input_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        save(DRAWINGS[name](FigureStyle()), tmp_path / folder, "figure")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_threads_do_not_disturb_each_other() -> None:
    styles = [FigureStyle(font_points=6), FigureStyle(font_points=12)]
    alone = [png_bytes(spread_figure(_statistics(), style), 60) for style in styles]
    together: dict[int, bytes] = {}

    def draw(index: int) -> None:
        together[index] = png_bytes(spread_figure(_statistics(), styles[index]), 60)

    threads = [threading.Thread(target=draw, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[0], together[1]] == alone


def test_no_figure_goes_through_pyplot() -> None:
    # pyplot keeps figures in one global list and belongs to the main thread.
    sources = Path(style_module.__file__).parent.glob("*.py")
    assert not [path.name for path in sources if "pyplot" in path.read_text(encoding="utf-8")]


@pytest.mark.skipif(japanese_font() is None, reason="no Japanese font installed")
def test_japanese_labels_are_characters_in_the_file(tmp_path: Path) -> None:
    save(std_figure(_statistics(), FigureStyle(language=Language.JAPANESE)), tmp_path, "figure", formats=("svg",))
    assert "クラス内標準偏差" in (tmp_path / "figure.svg").read_text(encoding="utf-8")


def test_without_a_japanese_font_labels_fall_back_and_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("engine.figures.style.japanese_font", lambda: None)
    drawn = std_figure(_statistics(), FigureStyle(language=Language.JAPANESE))
    assert "no Japanese font" in drawn.note
    save(drawn, tmp_path, "figure", formats=("svg",))
    assert "Within-class standard deviation" in (tmp_path / "figure.svg").read_text(encoding="utf-8")


def test_analysis_files_hold_the_numbers(tmp_path: Path) -> None:
    statistics = _statistics()
    write_analysis(statistics, tmp_path, metric=Metric.COSINE)
    assert np.array_equal(np.load(tmp_path / "means.npy"), statistics.means)
    assert np.array_equal(np.load(tmp_path / "std.npy"), statistics.std)
    spread = _read(tmp_path / "class_std.csv")
    assert spread[0] == ["class", "pictures", "within_class_std", "rms", "mean"]
    assert [float(row[2]) for row in spread[1:]] == statistics.class_std.tolist()
    matrix = np.array([row[1:] for row in _read(tmp_path / "distances.csv")[1:]], dtype=float)
    assert np.array_equal(matrix, distances(statistics.means, Metric.COSINE))
    maps = _read(tmp_path / "std_maps.csv")
    assert len(maps) == 1 + 4 * 8
    expected = np.sqrt(np.mean(statistics.std[1, 3] ** 2, axis=1))
    np.testing.assert_allclose(np.array(maps[1 + 8 + 3][2:], dtype=float), expected, rtol=1e-5)


def test_more_classes_than_a_page_holds_are_left_out_and_counted() -> None:
    drawn = std_figure(_statistics(MAX_PANELS + 1, 2, 1), FigureStyle(dpi=72))
    assert drawn.note == f"First {MAX_PANELS} of {MAX_PANELS + 1} classes."
    assert len({row[0] for row in drawn.table.rows}) == MAX_PANELS


def test_undefined_distances_are_drawn_and_kept_as_nan() -> None:
    data = LabelledImages(
        "black", "train", np.zeros((2, 4, 4, 1), np.uint8), np.array([0, 1], dtype=np.int64), ("a", "b")
    )
    drawn = distance_figure(class_statistics(ArrayImages(data)), Metric.COSINE)
    assert png_bytes(drawn, 72)
    assert np.isnan(float(drawn.table.rows[0][2]))


def test_accuracy_table_has_mean_sample_deviation_and_every_seed() -> None:
    drawn = accuracy_figure(_comparison())
    rows = {(row[0], row[1]): row[2:] for row in drawn.table.rows}
    assert rows["scratch", "MNIST"][0] == 3
    assert rows["scratch", "MNIST"][1] == pytest.approx(0.91)
    assert rows["scratch", "MNIST"][2] == pytest.approx(0.01)
    assert [float(value) for value in str(rows["scratch", "MNIST"][3]).split()] == [0.9, 0.91, 0.92]
    assert ("fractaldb", "K49") not in rows


def test_a_single_seed_has_no_deviation() -> None:
    drawn = accuracy_figure(_comparison(seeds=1))
    assert {row[4] for row in drawn.table.rows} == {""}
    assert png_bytes(drawn, 72)


def test_accuracy_files_name_the_runs(tmp_path: Path) -> None:
    paths = write_accuracy_files(_comparison(), tmp_path)
    assert {path.name for path in paths} >= {"accuracy.pdf", "accuracy_points.svg", "comparison.csv", "comparison.md"}
    assert all(path.is_file() for path in paths)
    note = json.loads((tmp_path / "accuracy.json").read_text(encoding="utf-8"))
    assert "scratch-K49-2" in note["came_from"]["runs"]


def test_no_finished_run_is_refused() -> None:
    with pytest.raises(InputError, match="demo has no finished run"):
        accuracy_figure(Comparison("demo", ("scratch",), ("MNIST",), 1, ()))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"width_mm": 3}, "width of the figure is 3 mm; give 40 to 500 mm"),
        ({"dpi": 20}, "resolution of the figure is 20 dpi"),
        ({"font_points": 99}, "font size of the figure is 99 points"),
        ({"height_mm": 1}, "height of the figure is 1 mm"),
    ],
)
def test_styles_outside_reason_are_refused(options: dict[str, float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        FigureStyle(**options)  # type: ignore[arg-type]


def test_unknown_format_and_unwritable_folder_are_refused(tmp_path: Path) -> None:
    drawn = spread_figure(_statistics())
    with pytest.raises(InputError, match="Unknown figure format 'gif'"):
        save(drawn, tmp_path, "figure", formats=("gif",))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="Choose a folder"):
        save(drawn, tmp_path / "file", "figure")


def test_csv_keeps_floats_to_the_last_digit() -> None:
    assert Table(("x",), [(0.1 + 0.2,)]).csv() == "x\n0.30000000000000004\n"


def test_pdf_streams_are_whole(tmp_path: Path) -> None:
    drawn: Drawing = spread_figure(_statistics())
    save(drawn, tmp_path, "figure", formats=("pdf",))
    pdf = (tmp_path / "figure.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    stream = re.search(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    assert stream is not None
    assert zlib.decompress(stream[1])
