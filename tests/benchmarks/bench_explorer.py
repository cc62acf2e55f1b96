"""How soon the window is up, and how soon a picture follows an edit.

Start-up is measured from the start of the process to the first painted window, beside a bare window with a
pyqtgraph plot started the same way. Latency is measured in the real tab: from the call that moves a number to the end
of the repaint that shows its picture.

    python -m tests.benchmarks.bench_explorer [--starts N] [--edits N] [--training]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
app = QApplication([])
window = QMainWindow()
plot = pyqtgraph.PlotWidget()
plot.plot([0, 1, 4, 9])
window.setCentralWidget(plot)
window.resize(1280, 760)
window.show()
plot.repaint()
print("up", time.time(), flush=True)
"""

_OURS = """
import sys, time
from pathlib import Path
from engine.workspace import Workspace
from gui.app import Workbench, make_application
from PySide6.QtCore import QEventLoop
app = make_application(["bench"])
bench = Workbench(Workspace(Path(sys.argv[1])))
bench.window.show()
tab = bench.window.tab("explorer")
tab.grid.viewport().repaint()
print("up", time.time(), flush=True)
while tab.preview.answer is None:
    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
print("picture", time.time(), flush=True)
while tab.thumbnails.missing:
    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
tab.grid.viewport().repaint()
print("thumbnails", time.time(), flush=True)
bench.close()
"""


_TRAINING = """
import os
os.environ.setdefault("GOMP_SPINCOUNT", "20000")
os.nice(10)
import torch
network = torch.nn.Sequential(
    torch.nn.Conv2d(3, 32, 3), torch.nn.ReLU(), torch.nn.Conv2d(32, 32, 3), torch.nn.Flatten(), torch.nn.LazyLinear(10)
)
images, labels = torch.randn(64, 3, 32, 32), torch.randint(0, 10, (64,))
network(images)
optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
print("training", flush=True)
while True:
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(network(images), labels).backward()
    optimizer.step()
"""


def start(program: str, *arguments: str) -> dict[str, float]:
    """Return the seconds from the start of the process to each moment it tells."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, timeout=300
    )
    lines = (line.split() for line in done.stdout.splitlines())
    return {word: float(at) - began for word, at in lines}


def start_up(repeats: int) -> None:
    """Print the table of start-up times."""
    with tempfile.TemporaryDirectory() as kept:
        start(_OURS, kept)  # compiles the kernels and fills the disk's caches
        start(_BARE)
        rows: dict[str, list[float]] = {}
        for _ in range(repeats):
            rows.setdefault("bare PySide6 + pyqtgraph window", []).append(start(_BARE)["up"])
            with tempfile.TemporaryDirectory() as fresh:
                for word, seconds in start(_OURS, fresh).items():
                    rows.setdefault(f"workbench, new workspace: {word}", []).append(seconds)
            for word, seconds in start(_OURS, kept).items():
                rows.setdefault(f"workbench, known workspace: {word}", []).append(seconds)
    print(f"\nseconds from the start of the process ({repeats} starts)")
    print(f"{'':46}{'median':>8}{'min':>8}{'max':>8}")
    for name, values in rows.items():
        print(f"{name:46}{statistics.median(values):8.2f}{min(values):8.2f}{max(values):8.2f}")


def latency(edits: int, training: bool = False) -> None:
    """Print the table of latencies; with `training`, beside a process that keeps torch busy."""
    from PySide6.QtCore import QEventLoop

    from engine.workspace import Workspace
    from gui.app import Workbench, make_application
    from gui.tasks import Task

    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder, _busy_torch() if training else contextlib.nullcontext():
        bench = Workbench(Workspace(Path(folder)))
        bench.window.resize(1600, 1000)
        bench.window.show()
        tab = bench.window.tab("explorer")
        # 512 device pixels, whatever the layout would give.
        tab.preview.setFixedSize(512 + tab.preview.margin, 512)
        painted: list[tuple[object, float]] = []
        repaint = tab.preview.repaint

        def timed_repaint(*area: object) -> None:
            # The preview paints each picture as soon as it has it.
            repaint(*area)
            painted.append((tab.preview.answer.question.category, time.perf_counter()))

        tab.preview.repaint = timed_repaint

        def settle() -> None:
            while tab.preview.answer is None or bench.services.tasks.findChildren(Task):
                application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

        def pause(milliseconds: int) -> None:
            # Not QTest.qWait: it keeps Python's lock while it waits, and the threads that draw would stand still.
            until = time.perf_counter() + milliseconds / 1000
            while time.perf_counter() < until:
                application.processEvents()
                time.sleep(0.002)

        field = tab.maps.field(0, 0)

        def edit(step: int) -> tuple[float, float]:
            began = time.perf_counter()
            field.moved.emit(field.value + 0.0005 * (step + 1))
            edited = time.perf_counter()
            wanted = tab.session.category(tab.session.current)
            while not (seen := [at for category, at in painted if category is wanted]):
                # Sleep as the real event loop does: a loop that spins would take a core from the renderer.
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            painted.clear()
            return 1000 * (seen[0] - began), 1000 * (edited - began)

        rows = {}
        settle()  # thumbnails and the measures of the set, too
        size = tab.preview.answer.question.size
        for name, pause_ms in (("one edit at a time, at rest before", 400), ("in a drag, 60 edits a second", 16)):
            settle()
            field.started.emit()
            for step in range(10):
                edit(step)
            times = []
            for step in range(edits if pause_ms < 100 else max(20, edits // 5)):
                pause(pause_ms)
                times.append(edit(step % 40))
            field.finished.emit()
            rows[name] = times
        bench.close()
    beside = ", beside a training process" if training else ""
    print(f"\nmilliseconds from edit to painted picture, {size} px{beside}")
    print(f"{'':46}{'median':>8}{'p95':>8}{'max':>8}{'of which in the edit itself':>30}")
    for name, times in rows.items():
        totals = sorted(total for total, _ in times)
        inside = statistics.median(within for _, within in times)
        p95 = totals[int(0.95 * (len(totals) - 1))]
        print(f"{name:46}{statistics.median(totals):8.1f}{p95:8.1f}{totals[-1]:8.1f}{inside:30.1f}")


@contextlib.contextmanager
def _busy_torch() -> Iterator[None]:
    """Train a small network in a child of lower priority, as the program does, for as long as the block runs."""
    started = subprocess.Popen([sys.executable, "-c", _TRAINING], stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        started.stdout.readline()
        yield
    finally:
        started.kill()
        started.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--training", action="store_true", help="latency beside a process that trains")
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.starts:
        start_up(chosen.starts)
    latency(chosen.edits, chosen.training)


if __name__ == "__main__":
    main()
