"""Runs as CSV and as TensorBoard event files, read back."""

from __future__ import annotations

import csv
import dataclasses
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import Interrupted, MissingDataError, StorageError
from engine.experiments.run_export import group_values, write_metrics_csv, write_table_csv
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.run_index import RunIndex, RunRow
from engine.experiments.run_marks import RunMark
from engine.experiments.specification import RunSpecification
from engine.experiments.tensorboard_export import export_tensorboard
from engine.progress import Control
from engine.workspace import Workspace

EVENTS = [
    {"kind": "step", "epoch": 0, "step": 1, "loss": 2.0, "mean_loss": 2.0, "accuracy": 0.25, "learning_rate": 0.1},
    {"kind": "step", "epoch": 0, "step": 2, "loss": 1.5, "mean_loss": 1.75, "accuracy": 0.5, "learning_rate": 0.1},
    {"kind": "epoch", "epoch": 0, "epochs": 2, "train_loss": 1.75, "train_accuracy": 0.5, "validation_loss": 1.25,
     "validation_accuracy": 0.375, "validation_balanced_accuracy": 0.25, "learning_rate": 0.1, "seconds": 4.0},
    {"kind": "step", "epoch": 1, "step": 1, "loss": 1.0, "mean_loss": 1.0, "accuracy": 0.75, "learning_rate": 0.05},
    {"kind": "final", "accuracy": 0.5, "best_accuracy": 0.5, "best_epoch": 0},
]  # fmt: skip


@pytest.fixture
def rows(workspace: Workspace, make_run: Callable[..., RunSpecification]) -> list[RunRow]:
    for seed in (1, 2):
        folder = RunFolder.create(make_run(name=f"run, {seed}", seed=seed), workspace)
        folder.metrics_file.write_text("".join(json.dumps(event) + "\n" for event in EVENTS))
        (folder.path / "result.json").write_text(json.dumps({"best_epoch": 0, "test": {"balanced_accuracy": 0.5}}))
        done = {"state": State.DONE, "test_accuracy": 0.5 + 0.25 * seed, "started": 1000.0, "active_s": 9.0}
        folder.write_status(dataclasses.replace(folder.status(), **done))
    return list(RunIndex(workspace).refresh())


def test_the_table_is_read_back(rows: list[RunRow], tmp_path: Path) -> None:
    marks = {rows[1].id: RunMark(frozenset({"a", "b"}), 'said "so"\nand so', "blue", archived=True)}
    path = write_table_csv(rows, marks, tmp_path / "deep" / "runs.csv")
    with path.open(newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["run"] for line in lines] == [row.id for row in rows]
    assert [line["name"] for line in lines] == ["run, 1", "run, 2"]
    assert [float(line["test_accuracy"]) for line in lines] == [0.75, 1.0]
    assert (lines[0]["best_epoch"], lines[0]["started"]) == ("1", "1970-01-01T00:16:40+00:00")
    assert (lines[1]["tags"], lines[1]["note"], lines[1]["archived"]) == ("a, b", 'said "so"\nand so', "True")


def test_all_metrics_are_read_back(rows: list[RunRow], tmp_path: Path) -> None:
    with write_metrics_csv(rows, tmp_path / "metrics.csv").open(newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 2 * 4
    assert [line["seed"] for line in lines] == ["1"] * 4 + ["2"] * 4
    assert [(line["kind"], line["epoch"], line["step"]) for line in lines[:4]] == [
        ("step", "1", "1"), ("step", "1", "2"), ("epoch", "1", ""), ("step", "2", "1")
    ]  # fmt: skip
    assert float(lines[2]["validation_accuracy"]) == 0.375


def test_nothing_is_left_when_an_export_is_stopped_or_refused(rows: list[RunRow], tmp_path: Path) -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        write_metrics_csv(rows, tmp_path / "metrics.csv", control=control)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        write_table_csv(rows, {}, tmp_path / "file" / "runs.csv")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "workspace") == ["file"]


def test_no_runs_give_a_heading_only(tmp_path: Path) -> None:
    assert write_table_csv([], {}, tmp_path / "runs.csv").read_text() == "run,name,source,target,seed\n"


def test_groups_say_mean_spread_and_number(rows: list[RunRow]) -> None:
    (group,) = group_values(rows)
    assert (group["runs"], group["done"], group["seeds"]) == (2, 2, [1, 2])
    assert (group["test_mean"], group["test_n"]) == (0.875, 2)
    assert group["test_sd"] == pytest.approx(0.25 / 2**0.5)
    assert group["best_mean"] is None


def test_tensorboard_reads_the_event_files(rows: list[RunRow], tmp_path: Path) -> None:
    export_tensorboard(rows, tmp_path / "tb")
    export_tensorboard(rows, tmp_path / "tb")  # a second time replaces the first
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
        from tensorboard.plugins.hparams import plugin_data_pb2

        read = EventAccumulator(str(tmp_path / "tb" / rows[1].id)).Reload()
    assert set(read.Tags()["scalars"]) == {
        "train/loss", "train/running_accuracy", "train/epoch_loss", "train/accuracy", "validation/loss",
        "validation/accuracy", "validation/balanced_accuracy", "learning_rate", "test/accuracy",
        "test/balanced_accuracy",
    }  # fmt: skip
    assert [(event.step, event.value) for event in read.Scalars("train/loss")] == [(1, 2.0), (2, 1.5), (3, 1.0)]
    assert [(event.step, event.wall_time, event.value) for event in read.Scalars("validation/accuracy")] == [
        (2, 1004.0, 0.375)
    ]
    assert read.Scalars("test/accuracy")[0].value == 1.0
    (content,) = (read.summary_metadata["_hparams_/session_start_info"].plugin_data.content,)
    settings = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info.hparams
    assert settings["seed"].number_value == 2
    assert settings["model.backbone"].string_value == "mobilenet_v3_small"


def test_without_tensorboard_a_sentence_says_what_to_do(
    rows: list[RunRow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "tensorboard"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tensorboard", None)
    with pytest.raises(MissingDataError, match="pip install tensorboard"):
        export_tensorboard(rows, tmp_path)


def test_exporting_does_not_load_tensorflow(rows: list[RunRow], tmp_path: Path) -> None:
    export_tensorboard(rows, tmp_path)
    assert "tensorflow" not in sys.modules
