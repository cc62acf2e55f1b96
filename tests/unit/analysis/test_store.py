"""Results are kept by content, read back bit for bit, and within a limit."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest

from engine.analysis import statistics as statistics_module
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.sources import ArrayImages
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics, class_statistics, with_mean_distances
from engine.analysis.store import StatisticsStore
from engine.categories.catalogue import fractaldb_1k
from engine.categories.files import write_categories
from engine.images.labelled import LabelledImages
from engine.workspace import Workspace

DRAWN = AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", classes=3, instances=4, size=16, points=300)


def _statistics(seed: int = 0) -> ClassStatistics:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (40, 6, 5, 1), dtype=np.uint8)
    data = ArrayImages(LabelledImages("果物", "train", images, np.arange(40) % 2, ("りんご", "pear")))
    return with_mean_distances(class_statistics(data), data)


def _same(one: ClassStatistics, other: ClassStatistics) -> bool:
    names = [field.name for field in dataclasses.fields(ClassStatistics)]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def test_what_is_read_back_is_what_was_kept(tmp_path: Path) -> None:
    kept = _statistics()
    StatisticsStore(tmp_path).put("key", kept)
    found = StatisticsStore(tmp_path).get("key")
    assert found is not None
    assert _same(found, kept)
    assert StatisticsStore(tmp_path).get("other") is None
    without = dataclasses.replace(kept, mean_distances=None)
    StatisticsStore(tmp_path).put("key", without)
    again = StatisticsStore(tmp_path).get("key")
    assert again is not None
    assert again.mean_distances is None


@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_result_counts_as_missing(damage: str, tmp_path: Path) -> None:
    StatisticsStore(tmp_path).put("key", _statistics())
    path = tmp_path / "key.npz"
    whole = bytearray(path.read_bytes())
    middle = whole.index(b"means.npy") + 400
    whole[middle] ^= 1
    path.write_bytes({"cut": whole[: len(whole) // 2], "flip": whole, "empty": b""}[damage])
    assert StatisticsStore(tmp_path).get("key") is None


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    kept = _statistics()
    StatisticsStore(tmp_path).put("a", kept)
    size = (tmp_path / "a.npz").stat().st_size
    store = StatisticsStore(tmp_path, limit=3 * size)
    for number, key in enumerate("bc"):
        store.put(key, kept)
        os.utime(tmp_path / f"{key}.npz", (1000 + number, 1000 + number))
    os.utime(tmp_path / "a.npz", (10, 10))
    assert store.get("a") is not None  # used now: b is the oldest
    store.put("d", kept)
    assert [key for key in "abcd" if store.get(key) is not None] == ["a", "c", "d"]
    StatisticsStore(tmp_path, limit=1).put("e", kept)
    assert sorted(path.stem for path in tmp_path.glob("*.npz")) == ["e"]


def test_a_folder_that_cannot_be_written_does_not_spoil_the_analysis(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    StatisticsStore(blocked).put("key", _statistics())
    assert StatisticsStore(blocked).get("key") is None


def test_the_second_analysis_is_read_back_and_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    first = analyze(DRAWN, workspace)
    assert not first.from_cache

    def refuse(*_arguments: object, **_options: object) -> ClassStatistics:
        raise AssertionError("nothing is to be drawn")

    monkeypatch.setattr(statistics_module, "class_statistics", refuse)
    again = analyze(DRAWN, workspace)
    assert again.from_cache
    assert _same(again.statistics, first.statistics)
    assert (again.asked, again.provenance) == (first.asked, first.provenance)
    # A deviation that needs the pictures again takes its pass over the means that are known, and is kept as well.
    richer = analyze(DRAWN, workspace, spread=Spread.DISTANCE)
    assert not richer.from_cache
    assert analyze(DRAWN, workspace, spread=Spread.DISTANCE).from_cache
    assert np.array_equal(richer.statistics.means, first.statistics.means)
    assert np.all(richer.statistics.spread("distance") <= richer.statistics.spread("rms"))


@pytest.mark.parametrize("change", [{"size": 17}, {"points": 301}, {"instances": 5}, {"classes": 2}, {"seed": 2}])
def test_another_request_is_another_result(change: dict[str, int], tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    analyze(DRAWN, workspace)
    assert not analyze(dataclasses.replace(DRAWN, **change), workspace).from_cache


def test_a_set_under_the_same_name_is_known_by_its_content(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.sets.mkdir()
    path = workspace.sets / "mine.npz"
    request = dataclasses.replace(DRAWN, source="mine")
    write_categories(fractaldb_1k().subset(range(3), "mine"), path)
    analyze(request, workspace)
    write_categories(fractaldb_1k().subset(range(5, 8), "mine"), path)
    assert not analyze(request, workspace).from_cache


def test_the_test_split_of_a_data_set_is_another_source(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    arrays = {
        f"{split}_{kind}": rng.integers(0, 256, (20, 8, 8), dtype=np.uint8) if kind == "images" else np.arange(20) % 2
        for split in ("train", "test")
        for kind in ("images", "labels")
    }
    workspace = Workspace(tmp_path)
    (tmp_path / "data").mkdir()
    np.savez(tmp_path / "data" / "mine.npz", **arrays)
    for split in ("train", "test"):
        found = analyze(AnalysisRequest(SourceKind.DATASET, "mine", split=split), workspace)
        own = arrays[f"{split}_images"][::2].astype(np.float64)
        np.testing.assert_allclose(found.statistics.means[0, ..., 0], own.mean(axis=0), rtol=1e-13)
        assert found.provenance["split"] == split
        assert not found.from_cache


def test_a_picture_that_changed_in_a_folder_is_noticed(tmp_path: Path) -> None:
    from PIL import Image

    for name, level in (("a", 10), ("b", 90)):
        (tmp_path / "pictures" / name).mkdir(parents=True)
        Image.new("L", (8, 8), level).save(tmp_path / "pictures" / name / "0.png")
    request = AnalysisRequest(SourceKind.FOLDER, str(tmp_path / "pictures"))
    workspace = Workspace(tmp_path)
    analyze(request, workspace)
    assert analyze(request, workspace).from_cache
    Image.new("L", (8, 8), 200).save(tmp_path / "pictures" / "b" / "0.png")
    assert analyze(request, workspace).statistics.means[1].max() == 200.0
