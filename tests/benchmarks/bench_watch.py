"""What it costs to redraw the plots of a run and the curves of several, beside pyqtgraph alone in the same process.

Run with ``python -m tests.benchmarks.bench_watch [--redraws N]``. A run of 90 epochs with 200 points each is drawn as
loss, accuracy, learning rate and pace; "alone" hands the same points to a bare plot of pyqtgraph, with its own
reduction to what can be seen and without. Then 20 runs of 4 groups are laid over each other, and 50 runs of 500 epochs
are read from their files. At the end: by how much memory grew over all redraws.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from engine.experiments.overlay import read_curves
from engine.experiments.run_folder import RunFolder
from engine.workspace import Workspace
from gui.app import make_application
from gui.services import Services
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme
from gui.training.curves import STEP_CURVES, Curves
from gui.training.overlay import CurvesOverlay, OverlayRun
from gui.training.plot_grid import PlotGrid

EPOCHS, POINTS = 90, 200
SIZE = (900, 300)


def events(epochs: int, points: int, seed: int) -> list[dict[str, Any]]:
    """Return what a run tells: a loss that falls with noise, an accuracy that rises."""
    rng = np.random.default_rng(seed)
    told: list[dict[str, Any]] = []
    for epoch in range(epochs):
        for step in range(1, points + 1):
            loss = 2.3 * np.exp(-(epoch + step / points) / 15) + 0.2 + rng.normal(0, 0.05)
            told.append(
                {
                    "kind": "step", "epoch": epoch, "step": step, "loss": loss, "mean_loss": loss,
                    "accuracy": 0.5 + 0.004 * epoch, "learning_rate": 0.1 * (1 - epoch / epochs),
                    "images_per_s": 500 + rng.normal(0, 20), "seconds": epoch * 60.0 + step * 0.3,
                }
            )  # fmt: skip
        accuracy = 0.8 - 0.6 * np.exp(-epoch / 12) + rng.normal(0, 0.01)
        told.append(
            {
                "kind": "epoch", "epoch": epoch, "epochs": epochs, "train_loss": 2.3 * np.exp(-epoch / 15) + 0.2,
                "train_accuracy": accuracy + 0.03, "validation_loss": 2.3 * np.exp(-epoch / 15) + 0.4,
                "validation_accuracy": accuracy, "validation_balanced_accuracy": accuracy, "learning_rate": 0.1,
                "seconds": 60.0,
            }
        )  # fmt: skip
    return told


def milliseconds(redraw: Callable[[], None], count: int) -> str:
    """Return median and slowest of `count` redraws, in processor time: other work of the machine does not count."""
    taken = []
    for _ in range(count):
        since = time.thread_time()
        redraw()
        taken.append(1000 * (time.thread_time() - since))
    return f"{statistics.median(taken):6.1f} ms (slowest {max(taken):.1f})"


def alone(curves: Curves, *, reduced: bool) -> Callable[[], None]:
    """Return a redraw of the same step points by pyqtgraph alone, one plot a curve of step points."""
    plots = []
    for _ in STEP_CURVES:
        plot = pg.PlotWidget()
        plot.resize(SIZE[0] // 2, SIZE[1] // 2)
        item = plot.plot(skipFiniteCheck=True, pen=pg.mkPen("b", width=1))
        if reduced:
            plot.getPlotItem().setDownsampling(auto=True, mode="peak")
            plot.getPlotItem().setClipToView(True)
        plot.show()
        plots.append((plot, item))

    def redraw() -> None:
        for (plot, item), name in zip(plots, STEP_CURVES, strict=True):
            line = curves.line(name)
            item.setData(line.x, line.y)
            plot.viewport().repaint()

    return redraw


def live(services: Services, curves: Curves, *, smoothing: int) -> Callable[[], None]:
    """Return a redraw of all four plots of the window."""
    grid = PlotGrid(services)
    for chip in grid.bar.plots.values():
        chip.setChecked(True)
    grid.bar.smoothing.setValue(smoothing)
    grid.resize(*SIZE)
    grid.show()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 200)

    def redraw() -> None:
        grid.show_curves(curves)
        for plot in grid.plots.values():
            plot.redraw()
            plot.plot.viewport().repaint()

    return redraw


def laid_over(services: Services, runs: list[OverlayRun], curves: tuple[Any, ...]) -> Callable[[], None]:
    """Return a redraw of the overlay with bands and single lines."""
    overlay = CurvesOverlay(services)
    overlay.resize(*SIZE)
    overlay.show()
    overlay.show_runs(runs)
    overlay.take(curves)

    def redraw() -> None:
        overlay.redraw()
        overlay.plot.viewport().repaint()

    return redraw


def write_runs(workspace: Workspace, count: int, epochs: int, points: int) -> list[str]:
    """Write metrics files of runs, and return their ids."""
    lines = "".join(json.dumps(event) + "\n" for event in events(epochs, points, 0))
    ids = [f"run-{number}" for number in range(count)]
    for run_id in ids:
        folder = RunFolder(workspace.runs / run_id)
        folder.path.mkdir(parents=True)
        folder.metrics_file.write_text(lines, encoding="utf-8")
    return ids


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--redraws", type=int, default=50)
    count = parser.parse_args().redraws
    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        services = Services(workspace, Tasks(), Settings(workspace.root / "settings.json"), Theme("light"))
        curves = Curves()
        curves.add(events(EPOCHS, POINTS, 1), epochs=EPOCHS, steps=POINTS)
        rows = {
            "pyqtgraph alone, 4 curves of 18,000 points": alone(curves, reduced=False),
            "pyqtgraph alone, its own reduction": alone(curves, reduced=True),
            "our four plots": live(services, curves, smoothing=0),
            "our four plots, smoothed, raw lines kept": live(services, curves, smoothing=90),
        }
        ids = write_runs(workspace, 20, EPOCHS, 2)
        runs = [OverlayRun(run_id, f"group {number % 4}") for number, run_id in enumerate(ids)]
        rows["overlay of 20 runs in 4 groups, 90 epochs"] = laid_over(services, runs, read_curves(ids, workspace))
        for redraw in rows.values():
            milliseconds(redraw, 20)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, redraw in rows.items():
            sys.stdout.write(f"{name:45s} {milliseconds(redraw, count)}\n")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        sys.stdout.write(f"memory grew by {grown / 1024:.1f} MB over {count * len(rows)} redraws\n")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        ids = write_runs(workspace, 50, 500, 20)
        since = time.perf_counter()
        known = read_curves(ids, workspace)
        first = time.perf_counter() - since
        since = time.perf_counter()
        read_curves(ids, workspace, known)
        again = time.perf_counter() - since
        size = sum(path.stat().st_size for path in workspace.runs.rglob("*.jsonl")) / 1e6
        sys.stdout.write(
            f"50 runs of 500 epochs ({size:.0f} MB) read in {first:.2f} s, again in {1000 * again:.1f} ms\n"
        )
    services.tasks.stop_all(10_000)
    application.quit()


if __name__ == "__main__":
    main()
