"""Repaints while panning and zooming over a thousand classes, beside pyqtgraph's ImageItem of the same values.

Run: python tests/benchmarks/bench_heatmaps.py [--classes N] [--size PIXELS] [--steps N]

Each step moves or zooms the view and paints it completely into a picture (`QWidget.grab` of the plot, which leaves
nothing to later). The peer shows the same values as one picture in the same kind of plot with the same axes. The two
take turns step by step, so that a busy machine slows both. One JSON object a line: median, 95th percentile and worst
of a step in milliseconds (by the clock, and of processor time, which other programs disturb less), and how long it
took to take over the values and paint them first.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from engine.analysis.ordering import Order
from gui.analysis.class_order import ClassOrder
from gui.analysis.distance_panel import DistancePanel
from gui.analysis.maps_panel import MapsPanel
from gui.analysis.plot_panel import KeyPlot, PlotPanel
from gui.analysis.spread_panel import SpreadPanel
from gui.theme import Theme

WINDOW = (560, 460)


def mosaic(panel: MapsPanel) -> NDArray[np.float32]:
    """Return all tiles as one picture, as a plain image item needs them."""
    tiles = panel.image.source
    assert tiles is not None
    return tiles.part(0, (0, 0, *tiles.shape))[0]


def peer(theme: Theme, values: NDArray[np.float32]) -> tuple[KeyPlot, float]:
    """Return a plot with pyqtgraph's item, and the seconds until it was painted."""
    plot = KeyPlot(theme, "peer")
    plot.resize(*WINDOW)
    plot.item.vb.setAspectLocked(True)
    plot.item.vb.invertY(True)
    begun = time.perf_counter()
    item = pg.ImageItem(values, axisOrder="row-major", autoDownsample=True)
    item.setColorMap(pg.colormap.get("viridis"))
    plot.item.addItem(item)
    plot.grab()
    return plot, time.perf_counter() - begun


def step(plot: KeyPlot, number: int) -> None:
    """Pan to and fro; every fifth step zooms, in for a while and then out again."""
    box = plot.item.vb
    if number % 5 == 4:
        factor = 0.8 if number % 50 < 25 else 1.25
        box.scaleBy((factor, factor))
    else:
        seen = box.viewRect()
        way = 1 if number // 10 % 2 else -1
        box.translateBy(x=seen.width() * 0.04 * way, y=seen.height() * 0.03 * way)


def measure(plots: dict[str, KeyPlot], steps: int, around: Callable[[KeyPlot], None]) -> dict[str, dict[str, float]]:
    """Return the milliseconds of each plot, taking turns."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in plots}
    for number in range(steps):
        if number % 50 == 0:
            for plot in plots.values():
                around(plot)
        for name, plot in plots.items():
            begun, spent = time.perf_counter(), time.thread_time()
            step(plot, number)
            plot.grab()
            taken[name].append((1e3 * (time.perf_counter() - begun), 1e3 * (time.thread_time() - spent)))
    return {name: summary(values) for name, values in taken.items()}


def summary(values: list[tuple[float, float]]) -> dict[str, float]:
    """Return median, 95th percentile and worst by the clock, and the first two of the processor's time."""
    clock, processor = np.array(values).T
    found = {"median_ms": np.median(clock), "p95_ms": np.percentile(clock, 95), "worst_ms": clock.max()}
    found |= {"processor_median_ms": np.median(processor), "processor_p95_ms": np.percentile(processor, 95)}
    return {name: round(float(value), 2) for name, value in found.items()}


def main() -> None:
    """Measure maps, matrix and bars."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--classes", type=int, default=1000)
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--steps", type=int, default=150)
    arguments = parser.parse_args()
    app = QApplication([])
    theme, count = Theme("light"), arguments.classes
    random = np.random.default_rng(1)
    maps = random.random((count, arguments.size, arguments.size), dtype=np.float32) * 60
    spread = maps.mean(axis=(1, 2)).astype(np.float64)
    matrix = np.abs(spread[:, None] - spread) * 30
    names = tuple(f"{index:05}" for index in range(count))
    order = ClassOrder()
    order.take(names, spread, matrix, None)
    order.choose(Order.LARGEST)
    panels: dict[str, PlotPanel] = {}
    for panel, show in (
        (MapsPanel(theme, order), lambda panel: panel.show_maps(names, maps, spread)),
        (DistancePanel(theme, order), lambda panel: panel.show_matrix(names, matrix)),
        (SpreadPanel(theme, order), lambda panel: panel.show_spread(names, spread)),
    ):
        panel.resize(*WINDOW)
        panel.show()
        app.processEvents()
        begun = time.perf_counter()
        show(panel)
        panel.plot.grab()
        kind = type(panel).__name__
        print(json.dumps({"what": kind, "classes": count, "first_ms": round(1e3 * (time.perf_counter() - begun), 1)}))
        panels[kind] = panel
    values = {"MapsPanel": mosaic(panels["MapsPanel"]), "DistancePanel": matrix.astype(np.float32)}  # type: ignore[arg-type]
    for kind, panel in panels.items():
        plots = {kind: panel.plot}
        if kind in values:
            plots["ImageItem"], first = peer(theme, values[kind])
            print(json.dumps({"what": "ImageItem", "of": kind, "first_ms": round(1e3 * first, 1)}))

        def whole(plot: KeyPlot, shown: PlotPanel = panel) -> None:
            shown.show_whole()
            plot.item.vb.setRange(shown.plot.item.vb.viewRect(), padding=0)

        for name, found in measure(plots, arguments.steps, whole).items():
            print(json.dumps({"what": name, "of": kind, "classes": count, **found}))


if __name__ == "__main__":
    main()
