"""Separability, order and evenness from ``main.py analyze``: files, agreement with an earlier analysis, sentences."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist

import main
from engine.analysis.clustering import cluster
from engine.analysis.distances import distances
from engine.analysis.statistics import ClassStatistics
from engine.figures.separability_files import SUMMARY, apply_instruments, read_statistics, write_separability


def _words(workspace: Path, *words: str) -> list[str]:
    return [
        "--json", "--workspace", str(workspace), "analyze", "--categories", "fractaldb-1k", "--classes", "5",
        "--instances", "8", "--points", "500", "--size", "16", "--silhouettes", "4", *words,
    ]  # fmt: skip


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the analyses `first`, and `again`: the same compared with the first."""
    root = tmp_path_factory.mktemp("separability")
    assert main.main(_words(root, "--out", str(root / "first"))) == 0
    assert main.main(_words(root, "--out", str(root / "again"), "--compare", str(root / "first"))) == 0
    return root


def test_tables_and_summary_agree_with_the_arrays(workspace: Path) -> None:
    out = workspace / "first"
    means, std = np.load(out / "means.npy"), np.load(out / "std.npy")
    flat = means.reshape(5, -1)
    within = np.square(std).reshape(5, -1).sum(axis=1)
    between = np.square(flat - flat.mean(axis=0)).sum(axis=1)
    rows = _table(out / "separability.csv")
    assert [float(row["ratio"]) for row in rows] == pytest.approx(between / within, rel=1e-10)
    assert all(-1 <= float(row["silhouette_of_pictures"]) <= 1 for row in rows)
    summary = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
    assert summary["fisher"] == pytest.approx(between.sum() / within.sum(), rel=1e-10)
    assert summary["left_out"] == []
    pairs = pdist(flat)
    assert summary["evenness"]["distances"]["value"] == pytest.approx(pairs.std(ddof=1) / pairs.mean(), rel=1e-10)
    assert summary["silhouette_of_pictures"]["per_class"] == 4
    matrix = distances(means)
    for row in _table(out / "nearest.csv"):
        index = [each["class"] for each in rows].index(row["class"])
        assert float(row["distance"]) == pytest.approx(np.sort(matrix[index])[1], rel=1e-12)
    merges = np.array([[float(cell) for cell in row.values()] for row in _table(out / "clustering.csv")])
    np.testing.assert_allclose(merges[:, 2], hierarchy.linkage(pairs, "average")[:, 2], rtol=1e-10)
    places = [int(row["place_in_tree"]) for row in _table(out / "maps.csv")]
    assert np.argsort(places).tolist() == cluster(matrix).order.tolist()


def test_an_earlier_analysis_is_compared_by_the_names_of_classes(workspace: Path) -> None:
    same = json.loads((workspace / "again" / SUMMARY).read_text(encoding="utf-8"))["agreement"]
    assert len(same["classes"]) == 5
    assert (same["mantel"]["r"], same["cka"]) == pytest.approx((1, 1), rel=1e-9)
    assert same["mantel"]["exact"]
    assert same["mantel"]["p"] == pytest.approx(1 / 120)


def test_same_input_same_bytes(workspace: Path) -> None:
    first, again = workspace / "first", workspace / "again"
    for name in ("separability.csv", "nearest.csv", "clustering.csv", "maps.csv"):
        assert (first / name).read_bytes() == (again / name).read_bytes()
    summaries = [json.loads((folder / SUMMARY).read_text(encoding="utf-8")) for folder in (first, again)]
    summaries[1].pop("agreement")
    assert summaries[0] == summaries[1]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--silhouettes", "-1"), "--silhouettes is -1"),
        (("--permutations", "0"), "--permutations is 0"),
        (("--compare", "{tmp}/none"), "Cannot read"),
    ],
)
def test_what_cannot_work_is_refused_before_anything_is_drawn(
    options: tuple[str, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.replace("{tmp}", str(tmp_path)) for word in options]
    status = main.main(_words(tmp_path, "--out", str(tmp_path / "out"), *words))
    captured = capsys.readouterr()
    assert (status, captured.out) == (2, "")
    assert sentence in captured.err
    assert not (tmp_path / "out").exists()


def test_two_classes_and_undefined_distances_leave_out_what_they_must_and_say_so(tmp_path: Path) -> None:
    means = np.array([[0.0, 0, 0], [1, 2, 3], [3, 1, 0]])
    statistics = ClassStatistics("made", ("black", "b", "c"), np.array([4, 4, 4]), means, np.ones((3, 3)), 12)
    found = apply_instruments(statistics, distances(means, "cosine"))
    assert found.tree is None
    assert found.findings is None
    assert len(found.left_out) == 2
    assert found.separability.nearest.tolist() == [-1, 2, 1]
    write_separability(found, tmp_path, facts={"name": "made"})
    assert _table(tmp_path / "nearest.csv")[0]["nearest"] == ""
    assert not (tmp_path / "clustering.csv").exists()
    np.save(tmp_path / "means.npy", means)
    np.save(tmp_path / "std.npy", statistics.std)
    back = read_statistics(tmp_path)
    assert back.classes == statistics.classes
    assert back.counts.tolist() == [4, 4, 4]
    two = ClassStatistics("two", ("a", "b"), np.array([2, 2]), means[1:], np.ones((2, 3)), 4)
    few = apply_instruments(two, distances(two.means))
    assert few.tree is not None
    assert few.left_out == ("There are 2 classes; unevenness is said of 4 or more.",)
