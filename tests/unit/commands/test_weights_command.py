"""``weights`` lists what is published and here, fetches what is named, and says what a file holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.models.backbones import build_backbone
from engine.models.imagenet import IMAGENET_WEIGHTS, ImageNetWeights
from engine.models.weights import save_weights
from tests.unit.images.file_server import serving

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("FRACTALDB_DATA", raising=False)


def test_all_published_weights_are_listed(command_line: Run) -> None:
    outcome = command_line("weights", "--json")
    assert outcome.status == 0
    assert len(outcome.json["imagenet"]) == len(IMAGENET_WEIGHTS)
    assert outcome.json["fractaldb"] == {"FractalDB-1000": None, "FractalDB-10000": None}
    text = command_line("weights", "resnet50").stdout
    assert "resnet50-0676ba61.pth" in text
    assert "https://download.pytorch.org/models/resnet50-11ad3fa6.pth" in text


def test_weights_are_fetched_into_the_data_folder(
    command_line: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"weights" * 1000
    file = f"resnet18-{hashlib.sha256(content).hexdigest()[:8]}.pth"
    with serving() as server:
        server.files[f"/{file}"] = content
        entry = ImageNetWeights("resnet18", "V1", file, (), server.url(f"/{file}"), 0.007)
        monkeypatch.setitem(IMAGENET_WEIGHTS, ("resnet18", "V1"), entry)
        (told,) = command_line("weights", "resnet18", "--download", "--json").json["imagenet"]
    assert Path(told["path"]) == tmp_path / "workspace" / "data" / "weights" / file
    assert Path(told["path"]).read_bytes() == content


def test_a_file_is_looked_into(command_line: Run, tmp_path: Path) -> None:
    _, path = save_weights(build_backbone("shufflenet_v2_x0_5", 12), tmp_path, {"run": "r1"})
    told = command_line("weights", "--inspect", path, "--json").json
    assert (told["backbones"], told["classes"], told["metadata"]["run"]) == (["shufflenet_v2_x0_5"], 12, "r1")
    assert "12 classes" in command_line("weights", "--inspect", path).stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--download"], "fetches weights of the networks that are named"),
        (["resnet18", "--download", "--version", "V2"], "no ImageNet weights V2 of resnet18"),
        (["resnet81"], "did you mean resnet18"),
        (["--inspect", "nowhere.pth"], "There is no weight file nowhere.pth"),
        (["resnet18", "--inspect", "nowhere.pth"], "looks into one file"),
    ],
)
def test_bad_words_are_one_sentence(command_line: Run, words: list[str], message: str) -> None:
    outcome = command_line("weights", *words)
    assert outcome.status == 2
    assert message in outcome.stderr
