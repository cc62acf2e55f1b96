"""The command figures: named figures and panels, in every style, the same bytes in two processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from engine.figures.plot import Plot
from engine.figures.shelf import KeptFigure, Shelf
from engine.figures.table import Table
from engine.workspace import Workspace
from main import main

ROOT = Path(__file__).parents[3]
PLOT = Plot("distances", Table(("class", "a", "b"), [("a", 0.0, 2.5), ("b", 2.5, 0.0)]), {"metric": "rms"})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with two figures on its shelf."""
    made = Workspace(tmp_path / "workspace")
    for _ in range(2):
        Shelf(made).add(KeptFigure("distances", PLOT, {"why": "test"}))
    return made


def _run(workspace: Workspace, *arguments: str) -> int:
    return main(["--workspace", str(workspace.root), "figures", *arguments])


def test_the_shelf_is_drawn_in_the_style_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status = _run(
        workspace, "--shelf", "--out", str(out), "--figure", "distances 2", "--width", "85", "--height", "60",
        "--dpi", "100", "--palette", "grey", "--font", "DejaVu Serif", "--font-size", "7", "--title", "Far apart",
        "--formats", "svg,png,tex,py",
    )  # fmt: skip
    assert status == 0
    names = {path.name for path in out.iterdir()}
    assert names == {f"distances 2.{form}" for form in ("svg", "png", "csv", "json", "tex", "py")}
    note = json.loads((out / "distances 2.json").read_text(encoding="utf-8"))
    assert note["style"]["palette"] == "grey"
    assert note["style"]["font_points"] == 7
    text = (out / "distances 2.svg").read_text(encoding="utf-8")
    assert ">Far apart</text>" in text
    assert "DejaVu Serif" in text
    with Image.open(out / "distances 2.png") as picture:
        assert picture.size == (334, 236)


def test_panels_are_the_same_bytes_in_two_processes(workspace: Workspace, tmp_path: Path) -> None:
    options = [
        "--shelf",
        "--compose",
        "both",
        "--panel-letters",
        "A",
        "--columns",
        "2",
        "--width",
        "114",
        "--dpi",
        "72",
    ]
    assert _run(workspace, *options, "--out", str(tmp_path / "one")) == 0
    command = [sys.executable, "main.py", "--workspace", str(workspace.root), "figures", *options]
    subprocess.run([*command, "--out", str(tmp_path / "two")], cwd=ROOT, check=True, capture_output=True)
    paths = sorted((tmp_path / "one").iterdir())
    assert [path.name for path in paths] == ["both.csv", "both.json", "both.pdf", "both.png", "both.svg"]
    for path in paths:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    text = (tmp_path / "one" / "both.svg").read_text(encoding="utf-8")
    assert ">A</text>" in text
    assert ">B</text>" in text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--shelf", "--figure", "pie"), "no figure 'pie' on the shelf; choose from distances, distances 2"),
        (("--shelf", "--compose", "x", "--width", "60"), "use fewer columns or at least 80 mm"),
        (("--shelf", "--font", "Comic Sans"), "'Comic Sans' of the figure is not installed"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    assert _run(workspace, *options) == 2
    assert sentence in capsys.readouterr().err


def test_an_empty_shelf_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(Workspace(tmp_path / "new"), "--shelf") == 2
    assert "is empty; add figures to it in the window" in capsys.readouterr().err


def test_unknown_formats_are_refused(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _run(workspace, "--shelf", "--formats", "gif")
    assert "unknown format 'gif'" in capsys.readouterr().err
