"""What the tests of the analysis tab have in common besides the tab."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.request import AnalysisRequest
from gui.analysis.analysis_tab import AnalysisTab


def at_rest(qtbot: QtBot, tab: AnalysisTab) -> None:
    """Wait until no analysis is at work."""
    qtbot.waitUntil(lambda: not tab.running, timeout=120_000)


def analysed(qtbot: QtBot, tab: AnalysisTab, request: AnalysisRequest) -> AnalysisTab:
    """Return the tab once it shows the whole result of a request."""
    tab.receive(request)
    at_rest(qtbot, tab)
    assert tab.view is not None
    assert tab.view.analysis is not None
    return tab


def show(qtbot: QtBot, panel: QWidget, width: int, height: int) -> None:
    """Show a panel alone."""
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show()
    qtbot.waitExposed(panel)


def picture_folder(folder: Path, classes: int = 2, each: int = 3) -> Path:
    """Return `folder` with a folder of random gray pictures of 16 pixels for each class."""
    random = np.random.default_rng(0)
    for label in range(classes):
        inside = folder / f"class{label}"
        inside.mkdir(parents=True)
        for number in range(each):
            Image.fromarray(random.integers(0, 256, (16, 16), dtype=np.uint8)).save(inside / f"{number}.png")
    return folder
