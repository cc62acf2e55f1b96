"""An analysis that was interrupted goes on to the bits of one that was not, wherever and however often it was."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.analysis import parts, sources
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.analysis.store import StatisticsStore
from engine.errors import Interrupted
from engine.progress import Control, Progress
from engine.workspace import Workspace

REQUEST = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=5, instances=30, size=16, points=300)
SUMS, DISTANCES = "class statistics", "distances to the class means"


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BLOCK_POINTS", 1)  # sixteen images a block: ten blocks


def _stopped(workspace: Workspace, blocks: int, task: str = SUMS) -> list[Progress]:
    """Stop an analysis once so many blocks were added up; return what it told of this task."""
    control, told = Control(), []

    def report(progress: Progress) -> None:
        if progress.task == task:
            told.append(progress)
            if len(told) >= blocks:
                control.stop()

    with pytest.raises(Interrupted, match="goes on from there"):
        analyze(REQUEST, workspace, spread=Spread.DISTANCE, report=report, control=control)
    return told


def _same(one: ClassStatistics, other: ClassStatistics) -> bool:
    names = [field.name for field in dataclasses.fields(ClassStatistics)]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> ClassStatistics:
    return analyze(REQUEST, Workspace(tmp_path_factory.mktemp("whole")), spread=Spread.DISTANCE).statistics


def _kept(workspace: Workspace) -> list[str]:
    return sorted(path.suffix for path in (workspace.cache / "statistics").iterdir())


@pytest.mark.parametrize("task", [SUMS, DISTANCES])
@pytest.mark.parametrize("blocks", [1, 2, 5, 9])
def test_stopped_after_any_block_it_goes_on_to_the_same_bits(
    blocks: int, task: str, whole: ClassStatistics, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path)
    told = _stopped(workspace, blocks, task)
    assert _kept(workspace) == ([".sums"] if task == SUMS else [".distances", ".npz"])
    again: list[Progress] = []
    found = analyze(REQUEST, workspace, spread=Spread.DISTANCE, report=again.append)
    assert _same(found.statistics, whole)
    first = next(progress for progress in again if progress.task == task)
    assert first.done == told[-1].done > 0  # shown at once, and nothing of it is drawn again
    assert _kept(workspace) == [".npz"]


def test_stopped_again_and_again_it_goes_on_to_the_same_bits(whole: ClassStatistics, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    done = [_stopped(workspace, blocks)[-1].done for blocks in (1, 2, 3, 2)]
    assert done == sorted(set(done))
    _stopped(workspace, 2, DISTANCES)
    _stopped(workspace, 3, DISTANCES)
    assert _same(analyze(REQUEST, workspace, spread=Spread.DISTANCE).statistics, whole)


@pytest.mark.parametrize("damage", ["torn", "flipped", "empty", "foreign", "other format"])
def test_what_cannot_be_gone_on_with_is_replaced(
    damage: str, whole: ClassStatistics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(parts, "FORMAT", parts.FORMAT + (damage == "other format"))
        _stopped(workspace, 3)
    path = next((workspace.cache / "statistics").glob("*.sums"))
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"squares.npy") + 400] ^= 1
    changed = {"torn": raw[: len(raw) // 2], "flipped": raw, "empty": b""}
    if damage in changed:
        path.write_bytes(changed[damage])
    elif damage == "foreign":
        store = StatisticsStore(workspace.cache / "statistics")
        held = store.part(path.stem, "sums").read()
        assert held is not None
        store.part("another", "sums").write(held)
        path.with_stem("another").replace(path)
    again: list[Progress] = []
    found = analyze(REQUEST, workspace, spread=Spread.DISTANCE, report=again.append)
    assert again[0].done <= 16
    assert _same(found.statistics, whole)
    assert _kept(workspace) == [".npz"]


def test_parts_count_in_the_size_of_the_store(tmp_path: Path) -> None:
    for key in "ab":
        StatisticsStore(tmp_path, limit=1500).part(key, "sums").write({"zeros": np.zeros(100)})
    assert [path.name for path in tmp_path.iterdir()] == ["b.sums"]


WAITS = """
import sys, time
from pathlib import Path
from engine.analysis import parts, sources
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.workspace import Workspace
parts.WRITE_S, parts._WORK_PER_WRITING, sources.BLOCK_POINTS = 0.0, 0, 1
root, told = Path(sys.argv[1]), 0
def report(progress):
    global told
    told += 1
    if told == 3:
        (root / "ready").touch()
        time.sleep(3600)
analyze(AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=5, instances=30, size=16, points=300),
        Workspace(root), report=report)
"""


def test_a_killed_process_is_gone_on_with(whole: ClassStatistics, tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    child = subprocess.Popen([sys.executable, "-c", WAITS, str(tmp_path)], cwd=root)
    try:
        while not (tmp_path / "ready").exists():
            assert child.poll() is None
            time.sleep(0.05)
    finally:
        child.kill()
        child.wait()
    again: list[Progress] = []
    workspace = Workspace(tmp_path)
    found = analyze(REQUEST, workspace, spread=Spread.DISTANCE, report=again.append)
    assert 32 < again[0].done <= 48
    assert _same(found.statistics, whole)
