"""Every kind of figure as files: opened again, and the same bytes from the window and from the command line."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from PIL import Image

from engine.figures.plot import PLOTS
from engine.figures.saving import save_as
from engine.figures.shelf import KeptFigure, Shelf
from engine.figures.style import FigureStyle, Language, japanese_font
from engine.workspace import Workspace
from gui.figures.drawn import Drawn, draw
from main import main
from tests.unit.figures.test_print import PLOT_OF_KIND

TITLE = "図の表題 Title"
STYLE = {
    "width_mm": 85.0, "height_mm": 70.0, "dpi": 72, "palette": "cividis", "title": TITLE, "letter": "(a)",
    "language": "ja",
}  # fmt: skip
OPTIONS = ("--width", "85", "--height", "70", "--dpi", "72", "--palette", "cividis", "--title", TITLE, "--letter",
           "(a)", "--language", "ja")  # fmt: skip
FORMS = ("pdf", "svg", "png", "tiff", "csv", "tex", "md", "py")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with ``window/<kind>.*`` and ``command/<kind>.*``, every kind in every format."""
    root = tmp_path_factory.mktemp("figures")
    shelf = Shelf(Workspace(root / "workspace"))
    for kind, plot in PLOT_OF_KIND.items():
        shelf.add(KeptFigure(kind, plot, {"why": "test"}))
        make = Drawn(lambda plot=plot: plot)  # type: ignore[misc]
        drawn = draw(make, STYLE)
        for form in ("pdf", "tex", "md", "py"):
            also = ("svg", "png", "tiff") if form == "pdf" else ()
            save_as(drawn, root / "window" / f"{kind}.{form}", {"why": "test"}, also=also)
    words = ["--workspace", str(root / "workspace"), "figures", "--shelf", "--out", str(root / "command")]
    assert main([*words, "--formats", ",".join(FORMS), *OPTIONS]) == 0
    return root


@pytest.mark.parametrize("kind", PLOTS)
def test_window_and_command_line_write_the_same_bytes(files: Path, kind: str) -> None:
    for form in FORMS:
        ours, theirs = (files / place / f"{kind}.{form}" for place in ("window", "command"))
        assert ours.read_bytes() == theirs.read_bytes(), form


@pytest.mark.parametrize("kind", PLOTS)
def test_pictures_have_their_size_and_text_is_text(files: Path, kind: str) -> None:
    for form in ("png", "tiff"):
        with Image.open(files / "window" / f"{kind}.{form}") as picture:
            size = [edge / float(dpi) * 25.4 for edge, dpi in zip(picture.size, picture.info["dpi"], strict=True)]
            assert size == pytest.approx((85, 70), abs=0.4), form
    svg = (files / "window" / f"{kind}.svg").read_text(encoding="utf-8")
    assert 'width="240.9' in svg  # 85 mm in points
    pdf = (files / "window" / f"{kind}.pdf").read_bytes()
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf


@pytest.mark.skipif(japanese_font() is None, reason="no Japanese font installed")
@pytest.mark.parametrize("kind", PLOTS)
def test_japanese_is_embedded_text(files: Path, kind: str) -> None:
    assert TITLE in (files / "window" / f"{kind}.svg").read_text(encoding="utf-8")
    pdf = (files / "window" / f"{kind}.pdf").read_bytes()
    streams = re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    table = b"".join(map(zlib.decompress, streams)).lower()
    assert b"56f3" in table  # 図, from glyphs back to characters


@pytest.mark.parametrize("kind", PLOTS)
def test_every_word_is_there_in_both_languages(kind: str) -> None:
    plot = PLOT_OF_KIND[kind]
    english, japanese = (plot.look(FigureStyle(language=language))["words"] for language in Language)
    assert english.keys() == japanese.keys()
    assert all(english.values())
    assert all(japanese.values())
