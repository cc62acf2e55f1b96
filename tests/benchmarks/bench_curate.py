"""How long a verdict, an undo and a change of a set hold up the window, in the real tab.

python -m tests.benchmarks.bench_curate [--categories N] [--verdicts N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.categories.marks import Mark, Marks, Pick
from engine.ifs.category import Category
from engine.journal import Journal
from engine.workspace import Workspace
from gui.app import Workbench, make_application


def timed(call: Callable[[], object]) -> float:
    """Return how many milliseconds `call` takes."""
    start = perf_counter()
    call()
    return 1000 * (perf_counter() - start)


def say(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what}: median {statistics.median(ordered):.1f} ms, p95 {high:.1f} ms, {len(ordered)} times")


def many(count: int) -> CategorySet:
    base = fractaldb_1k()
    categories = (base[at % len(base)] for at in range(count))
    made = (
        Category(f"{at:06d}", each.maps * (1 + 1e-7 * at), each.probabilities) for at, each in enumerate(categories)
    )
    return CategorySet("many", tuple(made))


def load_marks(count: int, path: Path) -> float:
    """Return how many milliseconds it takes to read that many marks."""
    marks = Marks()
    marks.update({f"{at:020x}": Mark(at % 6, Pick.KEEP, frozenset({f"tag {at % 9}"})) for at in range(count)})
    journal = Journal(path)
    journal.rewrite(marks.records())
    return timed(lambda: Marks().replay(journal.read().records))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--categories", type=int, default=100_000)
    parser.add_argument("--verdicts", type=int, default=200)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        print(f"load {given.categories:,} marks: {load_marks(given.categories, Path(folder) / 'm.jsonl'):.0f} ms")
        bench = Workbench(Workspace(Path(folder)))
        bench.window.show()
        tab = bench.window.tab("explorer")
        session, grid = tab.session, tab.grid  # type: ignore[attr-defined]
        session.put_sets({"many": many(given.categories)}, "New set", show="many")
        session.save_now()
        QTest.qWait(1000)
        grid.setFocus()
        keys = (Qt.Key.Key_3, Qt.Key.Key_K, Qt.Key.Key_X, Qt.Key.Key_5)
        for name in ("verdict", "undo"):
            times = []
            for at in range(given.verdicts):
                key = keys[at % len(keys)]
                times.append(timed(session.undo.undo if name == "undo" else lambda key=key: QTest.keyClick(grid, key)))
                app.processEvents()
            say(f"{name} among {given.categories:,}", times)
        grid.selectAll()
        QTest.qWait(300)
        print(f"a verdict on all of them: {timed(lambda: QTest.keyClick(grid, Qt.Key.Key_4)):.0f} ms")
        session.select(session.entries("many")[5])
        session.set_selection([session.entries("many")[5]])
        print(f"one removed from the set: {timed(lambda: QTest.keyClick(grid, Qt.Key.Key_Delete)):.0f} ms")
        print(f"written after it: {timed(session.save_now):.0f} ms")
        bench.close()


if __name__ == "__main__":
    main()
