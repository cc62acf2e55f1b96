"""Figures for print: every part of the style is in the exported file, and a script draws the same figure again."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zlib
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from matplotlib import colormaps
from PIL import Image

from engine.errors import InputError
from engine.figures.compose import Composition, Letters
from engine.figures.export import Drawing, draw_plot, figure_bytes, png_bytes, save
from engine.figures.palettes import Palette
from engine.figures.plot import PLOTS, Plot
from engine.figures.script import script_of
from engine.figures.style import (
    WIDTHS_MM,
    FigureStyle,
    Language,
    colour_map,
    font_families,
    japanese_font,
    series_style,
)
from engine.figures.table import Table

SMALL = {"width_mm": 60.0, "dpi": 72}
MATRIX = Table(("class", "a", "b"), [("a", 0.0, 2.5), ("b", 2.5, 0.0)])
PAIR = {"source": "fractaldb", "baseline": "scratch", "dataset": "K49"}
PLOT_OF_KIND = {
    "accuracy": Plot(
        "accuracy",
        Table(
            ("source", "data_set", "n", "mean", "standard_deviation", "accuracies", "balanced_mean", "low", "high",
             "mark"),
            [("scratch", "K49", 2, 0.5, 0.1, "0.4 0.6", 0.5, 0.4, 0.6, ""),
             ("fractaldb", "K49", 1, 0.7, "", "0.7", 0.7, "", "", "v")],
        ),
        {"kind": "points", "interval": "sd", "level": "95", "measure": "accuracy", "marks": "plain",
         "baseline": "scratch", "alpha": "0.05"},
    ),
    "std_maps": Plot(
        "std_maps",
        Table(("class", "row", "x0"), [("a", 0, "1"), ("a", 1, "3"), ("b", 0, "4"), ("b", 1, "0")]),
        {"spread": [2.0, 3.0], "total": 3},
    ),
    "class_std": Plot("class_std", Table(("class", "pictures", "within_class_std"), [("a", 5, 2.0), ("b", 5, 3.0)])),
    "distances": Plot("distances", MATRIX, {"metric": "rms"}),
    "curves": Plot(
        "curves",
        Table(
            ("source", "data_set", "epoch", "n", "mean", "low", "high"),
            [(name, "K49", epoch, 2, 0.1 * epoch, 0.1 * epoch - 0.05, 0.1 * epoch + 0.05)
             for name in ("scratch", "fractaldb") for epoch in (1, 2, 3)],
        ),
        {"interval": "sd", "level": "95"},
    ),
    "shares": Plot(
        "shares",
        Table(
            ("data_set", "source", "amount", "unit", "n", "mean", "low", "high", "accuracies"),
            [("K49", name, share, "share", 1, share, "", "", str(share)) for name in ("scratch", "fractaldb")
             for share in (0.1, 0.5)],
        ),
        {"interval": "sd", "level": "95"},
    ),
    "classes": Plot(
        "classes",
        Table(
            ("class", "in_imagenet", "n", "difference", "low", "high"),
            [("cat", "yes", 2, 0.25, 0.125, 0.375), ("deer", "no", 2, -0.125, -0.375, 0.125)],
        ),
        {"interval": "t", "level": "95", **PAIR},
    ),
    "confusion": Plot("confusion", Table(("true_class", "a", "b"), [("a", 0.2, -0.2), ("b", -0.1, 0.1)]), PAIR),
    "separability": Plot(
        "separability",
        Table(("class", "nearest", "ratio"), [("a", "b", 0.5), ("b", "a", "inf"), ("c", "", "nan")]),
        {"measure": "ratio"},
    ),
    "agreement": Plot(
        "agreement",
        Table(
            ("class", "other_class", "first", "second", "difference_in_means"),
            [("a", "b", 1.0, 2.0, 0.5), ("a", "c", 2.0, 3.0, -0.25), ("b", "c", 3.0, 5.0, -0.25)],
        ),
        {
            "labels": ["pixels", "features"],
            "cka": 0.5,
            "classes": 3,
            "mantel": {"r": 0.9, "p": 1 / 3, "permutations": 5},
        },
    ),
    "reached": Plot(
        "reached",
        Table(
            ("source", "data_set", "level", "seed", "epoch", "epochs", "median"),
            [
                ("scratch", "K49", 0.5, 1, 4, 6, ""),
                ("scratch", "K49", 0.5, 2, "", 6, ""),
                ("x", "K49", 0.5, 1, 2, 6, 2),
            ],
        ),
    ),
    "class_map": Plot(
        "class_map",
        Table(
            ("class", "x", "y", "nearest", "nearest_distance"),
            [("a", 0.0, 1.0, "b", 1.5), ("b", 1.0, 0.0, "a", 1.5), ("c", -1.0, -1.0, "", "nan")],
        ),
        {"kind": "pca", "explained": [0.75, 0.25], "stress": 0.0, "names": True, "lines": True},
    ),
    "pictures": Plot(
        "pictures",
        Table(("name", "below", "row", "x0", "x1"),
              [("a", "0.2", 0, 0, 255), ("a", "0.2", 1, 128, 64), ("b", "0.3", 0, 9, 9), ("b", "0.3", 1, 200, 20)]),
        {"measure": "fill", "total": 3, "columns": 2},
    ),
    "lines": Plot(
        "lines",
        Table(
            ("quantity", "series", "drawn", "epoch", "value", "low", "high"),
            [("loss", name, "line", at, 1.0 / at, 0.5 / at, "") for name in ("train", "validation") for at in (1, 2, 3)]
            + [("loss", "train", "faint", 0.5, 2.0, "", ""), ("accuracy_axis", "test", "point", 3, 90.0, "", "")],
        ),
        {"axis": "epoch", "log": ["loss"], "best": 2.0, "smoothing": 0.5},
    ),
    "set_map": Plot(
        "set_map", Table(("category", "x", "y", "value"), [("a", 0.0, 1.0, 2), ("b", 1.0, 0.5, 3)]), {"colour": "maps"}
    ),
    "histogram": Plot(
        "histogram", Table(("low", "high", "categories", "passing"), [(0.1, 0.2, 5, 2), (0.2, 0.3, 3, 3)]),
        {"measure": "fill"},
    ),
}  # fmt: skip


def _pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def _svg(plot: Plot, **options: object) -> str:
    return figure_bytes(draw_plot(plot, FigureStyle(**SMALL, **options)), "svg").decode()  # type: ignore[arg-type]


def test_every_kind_has_an_example_here() -> None:
    assert set(PLOT_OF_KIND) == set(PLOTS)


@pytest.mark.parametrize("kind", PLOTS)
def test_grey_has_no_colour(kind: str) -> None:
    pixels = _pixels(png_bytes(draw_plot(PLOT_OF_KIND[kind], FigureStyle(**SMALL, palette=Palette.GREY))))  # type: ignore[arg-type]
    assert (pixels == pixels[:, :, :1]).all()
    assert pixels.min() < 100


@pytest.mark.parametrize("kind", PLOTS)
def test_each_palette_gives_other_pixels(kind: str) -> None:
    drawn = {
        palette: png_bytes(draw_plot(PLOT_OF_KIND[kind], FigureStyle(**SMALL, palette=palette)))  # type: ignore[arg-type]
        for palette in (Palette.VIRIDIS, Palette.CIVIDIS, Palette.GREY)
    }
    # Signed differences have one map in colour; pictures have their own.
    assert len(set(drawn.values())) == {"confusion": 2, "pictures": 1}.get(kind, 3)


@pytest.mark.parametrize("kind", PLOTS)
def test_title_and_letter_are_text_and_add_their_own_height(kind: str) -> None:
    plain = draw_plot(PLOT_OF_KIND[kind], FigureStyle(**SMALL))  # type: ignore[arg-type]
    titled = draw_plot(PLOT_OF_KIND[kind], FigureStyle(**SMALL, title="What it shows", letter="(b)"))  # type: ignore[arg-type]
    text = figure_bytes(titled, "svg").decode()
    assert ">What it shows</text>" in text
    assert ">(b)</text>" in text
    assert titled.size_mm[0] == pytest.approx(60)
    assert titled.size_mm[1] == pytest.approx(plain.size_mm[1] + 8 * 0.3528 * 1.7, abs=0.01)
    fixed = draw_plot(PLOT_OF_KIND[kind], FigureStyle(**SMALL, title="What it shows", height_mm=50))  # type: ignore[arg-type]
    assert fixed.size_mm == pytest.approx((60, 50))


@pytest.mark.parametrize("width", WIDTHS_MM)
@pytest.mark.parametrize("form", ["png", "tiff"])
def test_pictures_know_their_size_on_paper(form: str, width: float) -> None:
    drawn = draw_plot(PLOT_OF_KIND["class_std"], FigureStyle(width_mm=width, dpi=150))
    with Image.open(io.BytesIO(figure_bytes(drawn, form))) as picture:
        assert float(picture.info["dpi"][0]) == pytest.approx(150, abs=0.1)
        assert picture.width / float(picture.info["dpi"][0]) * 25.4 == pytest.approx(width, abs=0.2)


def _embedded_fonts(pdf: bytes) -> set[str]:
    """Return the names of the fonts that are embedded as TrueType outlines."""
    descriptors = re.findall(rb"<<[^<]*?/Type /FontDescriptor.*?>>|<< /Type /FontDescriptor.*?>>", pdf, re.DOTALL)
    return {
        match[1].decode()
        for found in descriptors
        if b"/FontFile2" in found and (match := re.search(rb"/FontName /(?:[A-Z]{6}\+)?([\w-]+)", found))
    }


@pytest.mark.parametrize("family", ["DejaVu Serif", "STIXGeneral"])
def test_the_font_asked_for_is_embedded(family: str) -> None:
    pdf = figure_bytes(draw_plot(PLOT_OF_KIND["class_std"], FigureStyle(**SMALL, font=family)), "pdf")  # type: ignore[arg-type]
    names = _embedded_fonts(pdf)
    assert any(name.startswith(family.replace(" ", "")) for name in names), names
    assert b"/Subtype /Type3" not in pdf


@pytest.mark.skipif(japanese_font() is None, reason="no Japanese font installed")
def test_japanese_titles_are_embedded_characters_in_pdf() -> None:
    style = FigureStyle(**SMALL, language=Language.JAPANESE, title="正解率")  # type: ignore[arg-type]
    pdf = figure_bytes(draw_plot(PLOT_OF_KIND["accuracy"], style), "pdf")
    assert any(name.startswith(str(japanese_font()).replace(" ", "")[:5]) for name in _embedded_fonts(pdf))
    maps = b"".join(
        zlib.decompress(stream)
        for stream in re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    )
    # 正 and 率 in the table from glyphs to characters, which lets a reader search and copy the text.
    assert b"6b63" in maps.lower()
    assert b"7387" in maps.lower()


def test_marks_tell_series_apart_without_colour() -> None:
    styles = [series_style(FigureStyle(), index) for index in range(8)]
    assert len({(style.marker) for style in styles}) == 8
    assert len({style.hatch for style in styles}) == 8
    assert len({style.line for style in styles[:4]}) == 4
    plain = [series_style(FigureStyle(marks=False), index) for index in range(8)]
    assert {(style.marker, style.line, style.hatch) for style in plain} == {("o", "-", "")}
    points = PLOT_OF_KIND["accuracy"]
    bars = Plot("accuracy", points.table, {**points.options, "kind": "bars"})
    assert "<pattern" in _svg(bars)
    assert "<pattern" not in _svg(bars, marks=False)


def test_the_legend_can_be_left_out() -> None:
    assert ">From scratch</text>" in _svg(PLOT_OF_KIND["accuracy"])
    assert ">From scratch</text>" not in _svg(PLOT_OF_KIND["accuracy"], legend=False)


@pytest.mark.parametrize("palette", Palette)
def test_series_and_maps_of_a_palette(palette: Palette) -> None:
    assert len(set(palette.colours)) == 8
    chosen = colour_map(FigureStyle(palette=palette))
    steps = chosen(np.linspace(0, 1, 32))[:, :3] @ np.array([0.299, 0.587, 0.114])
    assert (np.diff(steps) > 0).all() or (np.diff(steps) < 0).all()  # lightness grows or falls evenly
    assert chosen.name == colormaps[palette.map_name].name


def test_styles_are_stored_and_what_no_longer_fits_keeps_its_default() -> None:
    style = FigureStyle(width_mm=85, palette=Palette.GREY, title="x", font="STIXGeneral", language=Language.JAPANESE)
    assert FigureStyle.from_facts(json.loads(json.dumps(asdict(style)))) == style
    assert FigureStyle.from_facts({"width_mm": -1, "font": "no such font", "dpi": 150, "new": 1}) == FigureStyle(
        dpi=150
    )


def test_an_unknown_font_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="'Comic Sans' of the figure is not installed; choose from DejaVu Sans"):
        FigureStyle(font="Comic Sans")
    assert set(font_families()) >= {"DejaVu Sans", "DejaVu Serif", "STIXGeneral"}


def _write_script(drawn: Drawing, folder: Path, name: str) -> None:
    """Save the figure's CSV and script in `folder`."""
    save(drawn, folder, name, formats=())
    text = script_of(drawn, name)
    assert "import engine" not in text
    assert "from engine" not in text
    (folder / f"{name}.py").write_text(text, encoding="utf-8")


def _run_scripts(folder: Path) -> None:
    """Run every script in `folder` in one process, shielded from this project."""
    lines = (
        "import runpy, sys",
        "names, sys.argv = sys.argv[1:], ['script']",
        "for name in names: runpy.run_path(name, run_name='__main__')",
    )
    names = sorted(map(str, folder.glob("*.py")))
    command = [sys.executable, "-I", "-W", "error", "-c", "\n".join(lines), *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_scripts_draw_the_same_bytes(tmp_path: Path) -> None:
    drawings = {}
    for kind in PLOTS:
        letter = "(a)" if kind == "accuracy" else ""
        style = FigureStyle(**SMALL, title="Title", letter=letter, palette=Palette.CIVIDIS)  # type: ignore[arg-type]
        drawings[kind] = draw_plot(PLOT_OF_KIND[kind], style)
        _write_script(drawings[kind], tmp_path, kind)
    _run_scripts(tmp_path)
    for kind, drawn in drawings.items():
        for form in ("png", "svg", "pdf"):
            assert (tmp_path / f"{kind}.{form}").read_bytes() == figure_bytes(drawn, form), (kind, form)


def test_the_script_of_panels_draws_the_same_bytes(tmp_path: Path) -> None:
    whole = Composition(tuple(PLOT_OF_KIND.values()), 2)
    style = FigureStyle(width_mm=120, dpi=72, title="All")
    drawn = draw_plot(whole, style)
    _write_script(drawn, tmp_path, "figure")
    _run_scripts(tmp_path)
    assert (tmp_path / "figure.png").read_bytes() == png_bytes(drawn)


def test_a_figure_without_a_recipe_has_no_script() -> None:
    drawn = draw_plot(PLOT_OF_KIND["class_std"], FigureStyle(**SMALL))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no script for the figure x"):
        script_of(Drawing(drawn.figure, drawn.table, drawn.style), "x")


def test_panels_have_letters_and_the_width_of_the_whole() -> None:
    whole = Composition(tuple(PLOT_OF_KIND.values())[:4], 2, Letters.UPPER)
    drawn = draw_plot(whole, FigureStyle(width_mm=174, dpi=72))
    text = figure_bytes(drawn, "svg").decode()
    for letter in "ABCD":
        assert f">{letter}</text>" in text
    assert ">E</text>" not in text
    assert drawn.size_mm[0] == pytest.approx(174)
    assert len(drawn.sheet.axes) >= 4
    assert drawn.note.startswith("A ")


def test_panels_keep_every_number() -> None:
    whole = Composition((PLOT_OF_KIND["class_std"], PLOT_OF_KIND["distances"]), 1)
    rows = [row for row in whole.table.rows if row[0] == 2]
    assert rows[:3] == [(2, 1, "class", "a"), (2, 1, "a", 0.0), (2, 1, "b", 2.5)]
    assert rows[3:] == [(2, 2, "class", "b"), (2, 2, "a", 2.5), (2, 2, "b", 0.0)]
    assert Composition.from_json(json.loads(json.dumps(whole.to_json()))).to_json() == whole.to_json()


def test_impossible_compositions_are_refused() -> None:
    with pytest.raises(InputError, match="0 panels"):
        Composition(())
    with pytest.raises(InputError, match="3 columns on 85 mm are 28 mm wide; use fewer columns or at least 120 mm"):
        Composition((PLOT_OF_KIND["distances"],) * 3, 3).draw(FigureStyle(width_mm=85))
    with pytest.raises(InputError, match="no figure of the kind 'pie'"):
        Plot("pie", MATRIX)
    with pytest.raises(InputError, match="cannot be read"):
        Plot.from_json({"kind": "distances"})


def test_where_panels_lie_does_not_hang_on_the_last_bits_of_the_layout() -> None:
    plot = PLOT_OF_KIND["class_std"]
    drawn = draw_plot(Composition((PLOT_OF_KIND["distances"], plot), 1, Letters.BRACKETS), FigureStyle(dpi=72))
    figure_bytes(drawn, "png")
    parts = list(drawn.sheet.subfigs)
    for part in parts:
        parts += part.subfigs
        ends = part.bbox_relative.extents
        assert ends.tolist() == ends.round(7).tolist()
    assert len(parts) > 2
