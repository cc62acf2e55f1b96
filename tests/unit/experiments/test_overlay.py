"""Curves of several runs: what is read, what a band is, and that nothing is read twice."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Interrupted
from engine.experiments.overlay import band, read_curves
from engine.experiments.run_folder import RunFolder
from engine.progress import Control
from engine.workspace import Workspace


def write(workspace: Workspace, run_id: str, accuracies: list[float | None], seconds: float = 2.0) -> Path:
    folder = workspace.runs / run_id
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for epoch, accuracy in enumerate(accuracies):
        lines.append({"kind": "step", "epoch": epoch, "step": 1, "loss": 1.0})
        lines.append({"kind": "epoch", "epoch": epoch, "validation_accuracy": accuracy, "seconds": seconds})
    path = RunFolder(folder).metrics_file
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_epochs_are_read_and_steps_passed_over(workspace: Workspace) -> None:
    write(workspace, "a", [0.5, None, 0.7])
    (curve,) = read_curves(["a"], workspace)
    assert curve.epochs.tolist() == [1, 2, 3]
    assert curve.seconds.tolist() == [2, 4, 6]
    assert np.array_equal(curve.values["validation_accuracy"], [0.5, np.nan, 0.7], equal_nan=True)
    assert np.isnan(curve.values["train_loss"]).all()


def test_a_torn_last_line_and_runs_that_are_gone_are_left_out(workspace: Workspace) -> None:
    path = write(workspace, "a", [0.5])
    path.write_text(path.read_text() + '{"kind": "epoch", "epoch": 1, "validation_acc', encoding="utf-8")
    curves = read_curves(["a", "gone"], workspace)
    assert [curve.run_id for curve in curves] == ["a"]
    assert curves[0].epochs.tolist() == [1]


def test_what_has_not_changed_is_not_read_again(workspace: Workspace) -> None:
    write(workspace, "a", [0.5])
    write(workspace, "b", [0.5])
    first = read_curves(["a", "b"], workspace)
    write(workspace, "b", [0.5, 0.6])
    again = read_curves(["a", "b"], workspace, first)
    assert again[0] is first[0]
    assert again[1].epochs.tolist() == [1, 2]


def test_reading_stops_when_asked(workspace: Workspace) -> None:
    write(workspace, "a", [0.5])
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        read_curves(["a"], workspace, control=control)


def test_a_band_is_mean_and_sample_deviation_over_the_epochs_all_have(workspace: Workspace) -> None:
    for name, accuracies in {"a": [0.1, 0.2, 0.9], "b": [0.3, 0.6], "c": [0.2, 0.4, 0.5]}.items():
        write(workspace, name, list(accuracies))
    found = band(read_curves(["a", "b", "c"], workspace), "validation_accuracy")
    assert found.count == 3
    assert found.epochs.tolist() == [1, 2]
    assert np.allclose(found.mean, [0.2, 0.4])
    assert np.allclose(found.deviation, [0.1, 0.2])


def test_epochs_are_matched_by_their_number(workspace: Workspace) -> None:
    write(workspace, "every", [0.1, 0.2, 0.3, 0.4])
    write(workspace, "second", [None, 0.4, None, 0.8])
    found = band(read_curves(["every", "second"], workspace), "validation_accuracy")
    assert found.epochs.tolist() == [2, 4]
    assert np.allclose(found.mean, [0.3, 0.6])


def test_bands_of_one_run_and_of_none(workspace: Workspace) -> None:
    write(workspace, "a", [0.1, 0.2])
    write(workspace, "untold", [None, None])
    curves = read_curves(["a", "untold"], workspace)
    found = band(curves, "validation_accuracy")
    assert found.count == 1
    assert found.deviation.tolist() == [0, 0]
    assert band(curves[1:], "validation_accuracy").count == 0
    assert len(band((), "train_loss").mean) == 0
