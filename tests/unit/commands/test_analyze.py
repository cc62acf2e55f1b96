"""The commands analyze and figures from the outside: files, result, sentences."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import main

FIGURES = ("std_maps", "class_std", "distances")


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main.main(list(words))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_analyze_writes_what_the_design_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    status, stdout, stderr = _run(
        capsys, "--json", "--workspace", str(tmp_path), "analyze", "--categories", "fractaldb-1k", "--classes", "3",
        "--instances", "6", "--size", "16", "--points", "500", "--out", str(out),
    )  # fmt: skip
    assert status == 0, stderr
    result = json.loads(stdout)
    assert result["pictures"] == 18
    means, std = np.load(out / "means.npy"), np.load(out / "std.npy")
    assert means.shape == std.shape == (3, 16, 16, 1)
    assert result["class_std"] == pytest.approx(np.sqrt((std**2).mean(axis=(1, 2, 3))), rel=1e-12)
    expected = [np.linalg.norm(means[a] - means[b]) for a, b in ((0, 1), (0, 2), (1, 2))]
    assert result["mean_distance"] == pytest.approx(np.mean(expected), rel=1e-12)
    for name in FIGURES:
        for ending in ("png", "svg", "pdf", "csv", "json"):
            assert (out / f"{name}.{ending}").stat().st_size > 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--categories", "fractaldb-2k"), "fractaldb-2k"),
        (("--images", "{tmp}/none"), "There is no folder"),
        (("--dataset", "MNIST"), "MNIST is not complete: put "),
        (("--categories", "fractaldb-1k", "--instances", "5000"), "5000 instances were asked for"),
        (("--categories", "fractaldb-1k", "--backbone", "resnet18"), "--backbone is about the features of a network"),
        (("--categories", "fractaldb-1k", "--feature-seed", "2"), "--feature-seed is about the features of a network"),
        (("--categories", "fractaldb-1k", "--split", "test"), "has no test part"),
        (("--categories", "fractaldb-1k", "--features", "scratch", "--layer", "x"), "has no layer 'x'"),
        (("--categories", "fractaldb-1k", "--features", "none"), "is neither a run of"),
        (
            ("--categories", "fractaldb-1k", "--features", "scratch", "--figure", "std_maps"),
            "Features have no std_maps",
        ),
        (("--categories", "fractaldb-1k", "--width", "2"), "width of the figure is 2 mm"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    options: tuple[str, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.replace("{tmp}", str(tmp_path)) for word in options]
    status, stdout, stderr = _run(
        capsys, "--workspace", str(tmp_path), "analyze", *words, "--out", str(tmp_path / "out")
    )
    assert (status, stdout) == (2, "")
    assert sentence in stderr
    assert stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_figures_of_an_unknown_study_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, stderr = _run(capsys, "--workspace", str(tmp_path), "figures", "--study", "nope")
    assert status == 2
    assert "There is no study nope" in stderr


def test_a_step_that_is_no_number_is_refused_with_what_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        _run(capsys, "analyze", "--categories", "fractaldb-1k", "--weight-step", "x")
    assert left.value.code == 2
    assert "'x' is no step; give 0.1 to 0.5, or none" in capsys.readouterr().err
