"""How late the real window is for a timer of 10 ms: idle, beside a training process, and while its curves are drawn.

Run with ``xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.benchmarks.bench_window_lag [--seconds N]`` (or on a
desktop). The window and the trainer are the real ones, in a workspace of their own; the phases go round twice, so that
what else the machine does shows as a difference between two rows of one name. Lag is how much later than 10 ms after
the last tick the next one comes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer

from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import FractalData, Model, Render, RunSpecification
from engine.render.settings import Style
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace
from gui.app import Workbench, make_application

TICK_MS = 10


def specification() -> RunSpecification:
    """Return a run that outlasts the benchmark: a ResNet-18 on small fractals."""
    return RunSpecification(
        name="lag",
        data=FractalData(
            count=20,
            instances=40,
            validation=10,
            render=Render(style=Style.POINT_GRAY, size=32, points=1_000, weight_step=0.4),
        ),
        model=Model(backbone="resnet18"),
        training=TrainingSettings(epochs=1000, batch_size=32, precision="float32"),
    )


def wait(seconds: float, done: Callable[[], bool] = lambda: False) -> bool:
    """Let the window live for some seconds, or until `done`; return whether it was."""
    loop, deadline = QEventLoop(), time.monotonic() + seconds
    poll = QTimer(interval=50)
    poll.timeout.connect(lambda: loop.quit() if done() or time.monotonic() > deadline else None)
    poll.start()
    loop.exec()
    poll.stop()
    return done()


def lags(seconds: float) -> np.ndarray:
    """Return how many milliseconds too late each tick came."""
    ticks: list[int] = []
    timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter_ns()))
    timer.start()
    wait(seconds)
    timer.stop()
    return np.maximum(np.diff(ticks) / 1e6 - TICK_MS, 0.0)


def measure(name: str, seconds: float) -> None:
    """Print one row."""
    found = lags(seconds)
    middle, high, highest = np.percentile(found, [50, 99, 100])
    print(f"{name:42}{len(found):8}{middle:9.2f}{high:9.2f}{highest:9.2f}", flush=True)


def bench(root: Path, seconds: float) -> None:
    """Measure all phases twice."""
    application = make_application(sys.argv[:1])
    workspace = Workspace(root)
    folder = RunFolder.create(specification(), workspace)
    workbench = Workbench(workspace)
    window = workbench.window
    window.resize(1280, 720)
    window.show()
    print(f"platform {application.platformName()}, {os.cpu_count()} cores, {seconds:g} s a row")
    print(f"{'':42}{'ticks':>8}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    for name in ("explorer", "training"):
        window.navigate(name, None)
        wait(3.0)
    for turn in range(2):
        window.navigate("explorer", None)
        wait(2.0)
        measure("idle, explorer shown", seconds)
        window.navigate("training", None)
        wait(2.0)
        measure("idle, training shown", seconds)
        training = window.tab("training")
        training.thread_.enqueue([folder.id])
        if not wait(120.0, lambda: folder.status().step > 1 or folder.status().epoch > 0):
            raise SystemExit(f"the run did not begin: {folder.status().message}")
        if turn == 0:
            wait(2.0)
        measure("training, its curves drawn", seconds)
        window.navigate("explorer", None)
        wait(2.0)
        measure("training, explorer shown", seconds)
        folder.command("stop")
        wait(60.0, lambda: not folder.status().state.live)
        training.thread_.withdraw([folder.id])
        wait(1.0)
    workbench.close()
    sys.stdout.flush()
    # Interpreters tear Qt down in any order; nothing is left to keep.
    os._exit(0)


def main() -> None:
    """Run in a workspace of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        bench(Path(root), arguments.seconds)


if __name__ == "__main__":
    main()
