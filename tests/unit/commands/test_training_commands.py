"""``train``, ``study`` and ``runs``: what they refuse and in which words, and what they print."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CommandLine = Callable[..., Any]

RUN = """
name = "tiny"
[data]
kind = "fractal"
count = 3
instances = 8
[data.render]
style = "point_gray"
size = 16
points = 200
counts = 1
weight_step = 0.1
[model]
backbone = "mobilenet_v3_small"
[training]
epochs = 1
batch_size = 8
precision = "float32"
"""

STUDY = """
name = "tiny"
[model]
backbone = "mobilenet_v3_small"
[[sources]]
kind = "scratch"
[[targets]]
name = "FashionMNIST-sample"
train_limit = 20
[training]
epochs = 1
batch_size = 8
precision = "float32"
"""


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("FRACTALDB_DATA", raising=False)
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def to_file(text: str) -> Path:
        path = tmp_path / "spec.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def refused(outcome: Any) -> str:
    """Return the sentence of a refusal, which is all there is."""
    assert outcome.status == 2
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    return str(outcome.stderr.splitlines()[-1])


def test_a_misspelt_key_is_answered_with_the_right_one(command_line: CommandLine, write: Callable[[str], Path]) -> None:
    sentence = refused(command_line("train", write(RUN.replace("epochs", "epoch"))))
    assert "training.epoch is not a setting (did you mean epochs?)." in sentence
    sentence = refused(command_line("study", write(STUDY.replace("train_limit", "trian_limit"))))
    assert "targets.0.trian_limit is not a setting (did you mean train_limit?)." in sentence


def test_a_missing_data_set_names_the_files_and_leaves_no_run(
    command_line: CommandLine, write: Callable[[str], Path], tmp_path: Path
) -> None:
    text = 'data = { kind = "dataset", name = "CIFAR-10" }'
    sentence = refused(command_line("train", write(text)))
    assert "cifar-10-batches-py/data_batch_1" in sentence
    assert str(tmp_path / "workspace" / "data") in sentence
    assert not (tmp_path / "workspace" / "runs").exists()
    sentence = refused(command_line("study", write(STUDY.replace("FashionMNIST-sample", "KMNIST"))))
    assert "KMNIST/raw/train-images-idx3-ubyte" in sentence


def test_a_misspelt_data_set(command_line: CommandLine, write: Callable[[str], Path]) -> None:
    sentence = refused(command_line("train", write('data = { kind = "dataset", name = "FasionMNIST" }')))
    assert "FashionMNIST" in sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("train",), "give a specification"),
        (("train", "a.toml", "--resume", "x"), "give a specification"),
        (("train", "none.toml"), "Cannot read the specification none.toml: No such file"),
        (("train", "--resume", "none"), "There is no run 'none'"),
        (("runs", "none"), "There is no run 'none'"),
        (("study", "quik"), "did you mean 'quick'?"),
        (("study", "quick", "--threads", "0"), "--threads is 0; give 1 or more"),
        (("study", "quick", "--nice", "30"), "--nice is 30; give 0 to 19"),
    ],
)
def test_what_is_not_there_is_named(
    command_line: CommandLine, words: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in refused(command_line(*words))


def test_no_runs_yet(command_line: CommandLine) -> None:
    assert "There are no runs yet" in command_line("runs").stdout
    assert command_line("--json", "runs").json["runs"] == []


def test_a_workspace_below_a_file(command_line: CommandLine, write: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "workspace").write_text("x")
    assert "Choose a folder that you may write to" in refused(command_line("train", write(RUN)))
    assert "Choose a folder that you may write to" in refused(command_line("study", write(STUDY)))


def test_a_run_from_specification_to_table(command_line: CommandLine, write: Callable[[str], Path]) -> None:
    result = command_line("--json", "train", write(RUN)).json
    assert Path(result["folder"]).is_dir()
    assert result["images_seen"] == 24
    entry = command_line("--json", "runs").json["runs"][0]
    assert (entry["run"], entry["state"], entry["epoch"]) == (result["run"], "done", 1)
    assert "done" in command_line("runs").stdout
    shown = command_line("runs", result["run"]).stdout
    assert "epoch  loss" in shown
    assert 'backbone = "mobilenet_v3_small"' in shown
    full = command_line("--json", "runs", result["run"]).json
    assert full["result"]["images_seen"] == 24
    assert full["specification"]["data"]["count"] == 3
    assert len(full["epochs"]) == 1
    assert command_line("--json", "runs", result["run"], "--discard").json == {"discarded": result["run"]}
    assert not Path(result["folder"]).exists()


def test_a_truncated_checkpoint_is_a_sentence(
    command_line: CommandLine, write: Callable[[str], Path], tmp_path: Path
) -> None:
    run_id = command_line("--json", "train", write(RUN)).json["run"]
    folder = tmp_path / "workspace" / "runs" / run_id
    (folder / "result.json").unlink()
    (folder / "checkpoints").mkdir()
    (folder / "checkpoints" / "last.pt").write_bytes((folder / "weights.pth").read_bytes()[:1000])
    sentence = refused(command_line("train", "--resume", run_id))
    assert "last.pt" in sentence
    assert "delete them to start the run from its beginning" in sentence
    assert "failed" in command_line("runs").stdout
    # A truncated weight file to start from is refused as well.
    weights = tmp_path / "cut.pth"
    weights.write_bytes((folder / "weights.pth").read_bytes()[:1000])
    source = f"source = {{ kind = 'checkpoint', path = '{weights}' }}\n"
    sentence = refused(command_line("train", write(source + RUN)))
    assert "cut.pth" in sentence


def test_a_study_ends_with_its_figure(command_line: CommandLine, write: Callable[[str], Path], tmp_path: Path) -> None:
    shown = command_line("study", write(STUDY))
    assert shown.status == 0, shown.stderr
    figure = tmp_path / "workspace" / "studies" / "tiny" / "figures" / "accuracy.png"
    assert shown.stdout.splitlines()[-1] == f"figure {figure}"
    assert "| scratch |" in shown.stdout
    for extension in ("png", "pdf", "svg", "csv"):
        assert figure.with_suffix(f".{extension}").stat().st_size > 0
    again = command_line("--json", "study", write(STUDY))
    assert "all 1 runs were done before" in again.stderr
    assert again.json["complete"]
    assert len(again.json["rows"]) == 1
