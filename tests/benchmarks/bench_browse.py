"""How 100,000 categories are opened, scrolled, searched and measured in the real window.

The set is made by shaking the bundled 1,000. Frames are timed at 60 a second from the change of the scroll bar to the
end of all that the window did for it (painting, thumbnails that came in, timers). The peer is a bare QListView with as
many plain coloured items, of the same cell size and in a window of the same size, in the same run.

    python -m tests.benchmarks.bench_browse [--count N] [--frames N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QAbstractListModel, QEventLoop, QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.categories.files import write_categories
from engine.ifs.category import Category
from engine.workspace import Workspace

_FRAME_S = 1 / 60


def shaken(count: int, path: Path) -> None:
    """Write a set of `count` categories near the bundled ones."""
    random = np.random.default_rng(1)
    base = fractaldb_1k().categories
    made = []
    for number in range(count):
        maps = base[number % len(base)].maps
        made.append(Category.from_maps(f"{number:06d}", maps + random.normal(0, 0.01, maps.shape)))
    write_categories(CategorySet("shaken", tuple(made)), path)


def memory_mb() -> float:
    """Return the resident memory of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


class Pulse:
    """The longest time in which the window did not answer."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(2)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, 1000 * (now - self._last))
        self._last = now


def wait(application: QApplication, done: Callable[[], bool], limit_s: float = 120) -> float:
    """Process events until `done`; return the seconds it took."""
    began = time.perf_counter()
    while not done():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.perf_counter() - began > limit_s:
            raise TimeoutError
        time.sleep(0.001)
    return time.perf_counter() - began


def flick(height: int, frames: int) -> Iterator[int]:
    """Yield the pixels of each frame of a flick that runs out."""
    speed = 5.0 * height
    for _ in range(frames):
        yield max(1, round(speed * _FRAME_S))
        speed *= 0.985


def scroll(
    application: QApplication, view: QAbstractItemView, steps: Iterator[int], after: Callable[[], None] = lambda: None
) -> list[float]:
    """Return the milliseconds of each frame; `after` is called after each."""
    bar, times = view.verticalScrollBar(), []
    for step in steps:
        began = time.perf_counter()
        bar.setValue(bar.value() + step)
        application.processEvents()
        times.append(1000 * (time.perf_counter() - began))
        after()
        while time.perf_counter() - began < _FRAME_S:
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            time.sleep(0.0005)
    return times


class _Plain(QAbstractListModel):
    """Coloured squares with a number."""

    def __init__(self, count: int, edge: int) -> None:
        super().__init__()
        self._count = count
        self._pictures = []
        for hue in range(0, 360, 10):
            picture = QPixmap(edge, edge)
            picture.fill(QColor.fromHsv(hue, 160, 160))
            self._pictures.append(picture)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pictures[index.row() % len(self._pictures)]
        return f"{index.row():06d}" if role == Qt.ItemDataRole.DisplayRole else None


def peer(application: QApplication, count: int, size: QSize, cell: QSize, edge: int) -> QListView:
    """Return the bare view, shown."""
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setUniformItemSizes(True)
    view.setLayoutMode(QListView.LayoutMode.Batched)
    view.setBatchSize(500)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setGridSize(cell)
    view.setIconSize(QSize(edge, edge))
    view.setFixedSize(size)
    view.setModel(_Plain(count, edge))
    view.show()
    return view


def line(name: str, value: str) -> None:
    """Print one result."""
    print(f"{name:58}{value:>24}", flush=True)


def frames(name: str, times: list[float]) -> None:
    """Print frame times."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    line(name, f"{statistics.median(times):6.1f}{p95:8.1f}{ordered[-1]:8.1f}")


def browse(application: QApplication, folder: Path, count: int, frame_count: int) -> None:
    """Measure and print."""
    from gui.app import Workbench
    from gui.explorer.browse.filters import Filter, Measure, Sorting

    bench = Workbench(Workspace(folder / "workspace"))
    bench.window.resize(1280, 800)
    bench.window.show()
    tab = bench.window.tab("explorer")
    wait(application, lambda: tab.preview.answer is not None)  # the kernels are compiled
    wait(application, lambda: tab.thumbnails.missing == 0)
    _thumbnails(application, tab)
    tab.set_measures.hold(True)
    line("memory with 1,000 categories, MB", f"{memory_mb():.0f}")
    path = folder / "shaken.npz"
    shaken(count, path)
    before = memory_mb()
    pulse = Pulse()
    tab.session.open_path(path)
    seconds = wait(application, lambda: tab.grid.categories.rowCount() == count)
    line(f"open {count:,} categories (.npz), s", f"{seconds:.2f}")
    model = tab.grid.categories

    def pictured() -> bool:
        return all(tab.thumbnails.image(model.category(row)) is not None for row in tab.grid.visible_rows())

    line("then the first screen of thumbnails, s", f"{wait(application, pictured):.3f}")
    line("longest time without an answer meanwhile, ms", f"{pulse.longest_ms:.0f}")
    line("memory taken by the set, MB", f"{memory_mb() - before:.0f}")
    blank: list[float] = []

    def look() -> None:
        rows = tab.grid.visible_rows()
        missing = sum(tab.thumbnails.image(model.category(row)) is None for row in rows)
        blank.append(missing / max(1, len(rows)))

    print(f"\n{'frame times, ms':58}{'median':>8}{'p95':>8}{'max':>8}")
    height = tab.grid.viewport().height()
    grid, page = tab.grid, tab.grid.verticalScrollBar().pageStep()
    views = [("workbench", grid)]
    bare = peer(application, count, grid.size(), QSize(grid.viewport().width() // 6, 116), grid.edge)
    line("(bare QListView: laid out after, s)", f"{wait(application, lambda: _laid_out(bare, count)):.2f}")
    views.append(("bare QListView", bare))
    for name, view in views:
        for kind, steps in (
            ("a page at a time", iter([page] * frame_count)),
            ("a flick", flick(height, frame_count)),
            ("line by line", iter([38] * frame_count)),
        ):
            blank.clear()
            frames(f"{name}, {kind}", scroll(application, view, steps, look if view is grid else lambda: None))
            if blank:
                line("   cells not yet pictured at the end of a frame", f"{100 * statistics.mean(blank):.0f} %")
    bare.hide()
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)
    line("thumbnails on the screen after a jump, s", f"{wait(application, pictured):.3f}")
    line("memory after scrolling, MB", f"{memory_mb():.0f}")
    print("\nmilliseconds until the grid shows the answer")
    tab.set_measures.hold(False)
    for name, chosen in (
        ("search a name", Filter(text="0042")),
        ("numbers of maps", Filter(maps=frozenset({3, 5}))),
        ("sort by name, descending", Filter(sorting=Sorting.NAME, descending=True)),
        ("everything again", Filter()),
    ):
        line(name, f"{_answer_ms(application, tab, chosen):.0f}")
    values = np.random.default_rng(2).uniform(0, 1, (count, 4))
    tab.listing.columns.measures = values
    for name, chosen in (
        ("a range of fill rates", Filter(ranges={Measure.FILL: (0.2, 0.4)})),
        ("sort by Lyapunov exponent", Filter(sorting=Sorting.LYAPUNOV)),
    ):
        line(name, f"{_answer_ms(application, tab, chosen):.0f}")
    began = time.perf_counter()
    tab.grid.selectAll()
    application.processEvents()
    line("select all", f"{1000 * (time.perf_counter() - began):.0f}")
    bench.close()


def _thumbnails(application: QApplication, tab: object) -> None:
    thumbnails, entries = tab.thumbnails, tab.listing.columns.entries  # type: ignore[attr-defined]
    edge = tab.grid.device_edge  # type: ignore[attr-defined]
    for number, name in enumerate(("thumbnails rendered a second", "thumbnails read a second")):
        thumbnails.open(entries, edge + 2 + number // 2)
        if number:
            thumbnails.open(entries, edge)
            thumbnails.open(entries, edge + 2)
        seconds = wait(application, lambda: thumbnails.missing == 0)
        line(f"{name}, {len(entries):,} in {seconds:.2f} s", f"{len(entries) / seconds:.0f}")
    thumbnails.open(entries, edge)
    wait(application, lambda: thumbnails.missing == 0)


def _laid_out(view: QListView, count: int) -> bool:
    return view.visualRect(view.model().index(count - 1, 0)).isValid() and view.verticalScrollBar().maximum() > 100_000


def _answer_ms(application: QApplication, tab: object, chosen: object) -> float:
    began = time.perf_counter()
    tab.sets_panel.set_filter(chosen)  # type: ignore[attr-defined]
    application.processEvents()
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--frames", type=int, default=240)
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gui.app import make_application

    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        browse(application, Path(folder), chosen.count, chosen.frames)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
