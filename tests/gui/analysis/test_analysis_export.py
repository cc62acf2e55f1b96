"""What is shown is what is written: all figures at once, one of them alone, and the same from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.analysis.distances import Metric
from engine.analysis.ordering import Order
from engine.analysis.request import AnalysisRequest, SourceKind
from engine.analysis.spread import Spread
from engine.figures.analysis_files import FIGURES
from gui.analysis.analysis_tab import AnalysisTab
from gui.analysis.colour_row import Scale
from gui.figures.kept_style import keep_style
from gui.services import Message, Services
from main import main
from tests.gui.analysis.analysis_help import analysed, at_rest

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=4, instances=5, size=16, points=400)
COMMAND = ("--categories", "fractaldb-1k", "--classes", "4", "--instances", "5", "--size", "16", "--points", "400")
FILES = tuple(f"{name}.{ending}" for name in FIGURES for ending in ("png", "svg", "pdf", "csv", "json"))


def _export(qtbot: QtBot, tab: AnalysisTab, services: Services, folder: Path) -> None:
    messages: list[Message] = []
    services.hub.message.connect(messages.append)
    tab.export_to(str(folder))
    qtbot.waitUntil(lambda: bool(messages), timeout=60_000)
    assert messages[0].kind == "success"


def _show_otherwise(qtbot: QtBot, tab: AnalysisTab) -> None:
    """Choose another order, colours, scale, metric and definition than the usual."""
    tab.order.choose(Order.LARGEST)
    maps, distances = tab.maps.colour_row, tab.distances.colour_row
    maps.colours_box.setCurrentIndex(maps.colours_box.findData("magma"))
    maps.reversed_box.setChecked(True)
    distances.colours_box.setCurrentIndex(distances.colours_box.findData("cividis"))
    maps.scale_box.setCurrentIndex(maps.scale_box.findData(Scale.OWN))
    distances.scale_box.setCurrentIndex(distances.scale_box.findData(Scale.FIXED))
    distances.low_box.setValue(0.25)
    distances.high_box.setValue(1.5)
    box = tab.distances.metric_box
    box.setCurrentIndex(box.findData(Metric.COSINE))
    tab.deviation_box.setCurrentIndex(tab.deviation_box.findData(Spread.MEAN))
    at_rest(qtbot, tab)
    qtbot.waitUntil(
        lambda: tab.view is not None and (tab.view.metric, tab.view.deviation) == (Metric.COSINE, Spread.MEAN),
        timeout=60_000,
    )


OTHERWISE = (
    "--order", "largest", "--map-colours", "magma_r", "--map-scale", "own", "--distance-colours", "cividis",
    "--distance-scale", "0.25:1.5", "--distance", "cosine", "--spread", "mean",
)  # fmt: skip


@pytest.mark.parametrize("otherwise", [False, True])
def test_window_and_command_line_write_the_same_bytes(
    qtbot: QtBot, tab: AnalysisTab, services: Services, tmp_path: Path, otherwise: bool
) -> None:
    services.settings.set("window/language", "en")
    keep_style(services, {"width_mm": 85.0, "dpi": 72})
    analysed(qtbot, tab, REQUEST)
    if otherwise:
        _show_otherwise(qtbot, tab)
    _export(qtbot, tab, services, tmp_path / "window")
    options = OTHERWISE if otherwise else ()
    words = ("analyze", *COMMAND, *options, "--width", "85", "--dpi", "72", "--out", str(tmp_path / "command"))
    assert main(["--workspace", str(services.workspace.root), *words]) == 0
    for name in (*FILES, "means.npy", "std.npy"):
        assert (tmp_path / "window" / name).read_bytes() == (tmp_path / "command" / name).read_bytes(), name


def test_all_figures_are_those_that_are_saved_alone(
    qtbot: QtBot, tab: AnalysisTab, services: Services, tmp_path: Path
) -> None:
    keep_style(services, {"width_mm": 114.0, "dpi": 72, "palette": "okabe-ito", "font_points": 7.0})
    analysed(qtbot, tab, REQUEST)
    _export(qtbot, tab, services, tmp_path / "usual")
    _show_otherwise(qtbot, tab)
    _export(qtbot, tab, services, tmp_path / "all")
    for kind in FIGURES:
        tab.figure_menu.open(kind)
        page = tab.figure_menu.page
        assert page is not None
        page.save(str(tmp_path / "alone" / f"{kind}.png"), ("svg", "pdf"))
        qtbot.waitUntil(lambda page=page: "Saved" in page.told.text(), timeout=60_000)
        page.close()
    for name in FILES:
        assert (tmp_path / "all" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes(), name
    for kind in FIGURES:
        usual, shown = ((tmp_path / folder / f"{kind}.png").read_bytes() for folder in ("usual", "all"))
        assert usual != shown, kind
