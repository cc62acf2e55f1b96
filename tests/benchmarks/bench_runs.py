"""Thousands of runs: the index, and the table that shows them. ``python -m tests.benchmarks.bench_runs [RUNS]``.

Run folders are made in a temporary workspace: fine-tunings with five seeds each, done, with results.
"""

from __future__ import annotations

import dataclasses
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.experiments.presets import load_preset
from engine.experiments.run_filter import parse_filter
from engine.experiments.run_folder import RunFolder, list_runs
from engine.experiments.run_index import RunIndex
from engine.experiments.run_status import RunStatus, State
from engine.experiments.specification import RunSpecification
from engine.workspace import Workspace
from gui.services import Services
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme
from gui.training.run_columns import Column
from gui.training.runs_panel import RunsPanel
from gui.training.training_thread import RunsSnapshot

SEEDS = 5


def timed(label: str, work: Callable[[], object], repeats: int = 5) -> None:
    """Print the median time of `work`."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    print(f"{label:<58} {1000 * statistics.median(times):9.1f} ms")


def make_runs(workspace: Workspace, count: int) -> None:
    """Write `count` finished runs: every fifth setting anew, five seeds of each."""
    study = load_preset("quick")
    texts = {}
    for number in range(count):
        setting, seed = divmod(number, SEEDS)
        target, rate = study.targets[0], 0.001 * (setting + 1)
        specification = RunSpecification(
            name=f"run {number}",
            seed=seed,
            data=target,
            model=study.model,
            training=study.training.model_copy(update={"learning_rate": rate}),
        )
        if setting not in texts:
            texts = {setting: specification.to_toml()}
        text = texts[setting].replace('name = "run ', f'name = "run {number} of ', 1)
        text = text.replace(f"seed = {setting * SEEDS}\n", "", 1)
        lines = [f"seed = {seed}" if line.startswith("seed = ") and at < 3 else line
                 for at, line in enumerate(text.splitlines())]  # fmt: skip
        write_run(workspace.runs / f"run-{number:05d}", "\n".join(lines), seed, number, target.label)


def write_run(path: Path, specification: str, seed: int, number: int, target: str) -> None:
    """Write the files of a run that the index reads."""
    path.mkdir(parents=True)
    accuracy = 0.5 + 0.4 * ((number * 7919) % 1000) / 1000
    status = RunStatus(
        state=State.DONE, name=f"run {number}", source="scratch", target=target, seed=seed, epoch=12, epochs=12,
        accuracy=accuracy, best_accuracy=accuracy, test_accuracy=accuracy, created=1e9 + number, active_s=60.0 + seed,
    )  # fmt: skip
    (path / "specification.toml").write_text(specification)
    (path / "status.json").write_text(json.dumps(dataclasses.asdict(status)))
    test = {"accuracy": accuracy, "balanced_accuracy": accuracy, "confusion": [[1] * 10] * 10}
    (path / "result.json").write_text(json.dumps({"best_epoch": 9, "test": test, "setup_s": 1.0, "training_s": 59.0}))


def measure_index(workspace: Workspace) -> RunIndex:
    """Print what the index costs."""
    index = RunIndex(workspace)
    timed("first index, nothing cached", index.refresh, 1)
    timed("first index of a new process, cached", lambda: RunIndex(workspace).refresh(), 3)
    timed("refresh, nothing changed", index.refresh, 20)
    folder = RunFolder(workspace.runs / "run-00003")

    def change() -> None:
        folder.write_status(replace(folder.status(), message=str(time.time())))
        index.refresh()

    timed("refresh, one run changed (its write included)", change, 10)
    timed("for comparison: every status read", lambda: list_runs(workspace), 1)
    return index


def measure_table(workspace: Workspace, index: RunIndex) -> None:
    """Print what the table costs."""
    application = QApplication.instance() or QApplication([])
    services = Services(workspace, Tasks(), Settings(workspace.root / "settings.json"), Theme("light"))
    panel = RunsPanel(services)
    panel.resize(900, 500)
    panel.show()
    rows = index.refresh()
    order = [row.id for row in reversed(rows)]
    table, model = panel.table, panel.table.runs

    def shown(work: Callable[[], object]) -> Callable[[], None]:
        def all_of_it() -> None:
            work()
            table.viewport().repaint()
            application.processEvents()

        return all_of_it

    timed("table filled", shown(lambda: panel.show_runs(RunsSnapshot(entries=rows), order)), 1)
    timed("table told that nothing changed", shown(lambda: panel.show_runs(RunsSnapshot(entries=rows), order)))
    changed = (*rows[:-1], replace(rows[-1], status=replace(rows[-1].status, epoch=3)))
    both = iter([changed, rows] * 5)
    timed("table told that one changed", shown(lambda: panel.show_runs(RunsSnapshot(entries=next(both)), order)), 6)
    lines = iter([parse_filter("seed:3 test>70"), parse_filter(""), parse_filter("run-04"), parse_filter("")])
    timed("filter", shown(lambda: table.filter(next(lines))), 4)
    columns = iter([Column.TEST, Column.SEED, Column.NAME, Column.STATE])
    timed("sort", shown(lambda: table.sortByColumn(next(columns), Qt.SortOrder.DescendingOrder)), 4)
    grouped = iter([True, False, True, False])
    timed("group, ungroup", shown(lambda: table.group(next(grouped))), 4)
    timed("select all", shown(table.selectAll), 1)
    places = iter(range(0, model.rowCount(), model.rowCount() // 60))
    timed("scroll to another page", shown(lambda: table.verticalScrollBar().setValue(next(places))), 50)
    panel.close()
    services.tasks.stop_all()


def main() -> None:
    """Measure with as many runs as the command line says, else 5,000."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "workspace")
        make_runs(workspace, count)
        print(f"{count:,} runs")
        measure_table(workspace, measure_index(workspace))


if __name__ == "__main__":
    main()
