"""``doctor`` says what is there and what is missing, and never fails over it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.commands import doctor

Run = Callable[..., Any]


def test_the_findings_are_complete(command_line: Run, tmp_path: Path) -> None:
    found = command_line("doctor", "--quick", "--json").json
    assert found["versions"]["numpy"] == np.__version__
    assert found["cpu"]["usable_cores"] >= 1
    assert "fractaldb-1k" in found["categories"]
    assert found["data"]["sets"]["FashionMNIST-sample"]["state"] == "bundled"
    assert found["data"]["sets"]["K49"]["missing"] == [
        f"K49/k49-{part}-{kind}.npz" for part in ("train", "test") for kind in ("imgs", "labels")
    ]
    assert found["workspace"]["writable"]
    assert found["workspace"]["free_bytes"] > 0
    assert not (tmp_path / "workspace").exists(), "looking must not create anything"


def test_present_incomplete_and_altered_data_sets_are_told_apart(
    command_line: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("FRACTALDB_DATA", str(data))
    for file in ("cifar-100-python/train", "cifar-100-python/test", "K49/k49-test-imgs.npz"):
        (data / file).parent.mkdir(parents=True, exist_ok=True)
        (data / file).write_bytes(b"not as published")
    (data / "pets" / "train").mkdir(parents=True)
    (data / "pets" / "val").mkdir()
    found = command_line("doctor", "--quick", "--json", "--verify").json["data"]
    states = {name: item["state"] for name, item in found["sets"].items()}
    assert states["CIFAR-100"] == "found"
    assert states["K49"] == "incomplete"
    assert states["MNIST"] == "not there"
    assert found["sets"]["CIFAR-100"]["different"] == ["cifar-100-python/train", "cifar-100-python/test"]
    assert found["picture_folders"] == ["pets"]
    text = command_line("doctor", "--quick", "--verify").stdout
    assert "not as published: cifar-100-python/train" in text
    assert "pets                 folder of pictures" in text


def test_torch_is_asked_in_a_child_and_may_fail(command_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> subprocess.CompletedProcess[str]:
        raise subprocess.CalledProcessError(1, "python", stderr="Traceback\nImportError: no libtorch\n")

    monkeypatch.setattr(subprocess, "run", fail)
    outcome = command_line("doctor")
    assert outcome.status == 0
    assert "torch does not work: ImportError: no libtorch" in outcome.stdout


def test_devices_are_those_of_torch(command_line: Run) -> None:
    devices = command_line("doctor", "--json").json["devices"]
    assert devices["state"] == "asked"
    assert devices["torch_threads"] >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model name\t: Fast 9\nflags\t\t: fpu avx512_bf16 amx_bf16\n", ("Fast 9", {"fpu", "avx512_bf16", "amx_bf16"})),
        ("Features\t: fp asimd bf16\n", ("", {"fp", "asimd", "bf16"})),
        ("", ("", set())),
    ],
)
def test_processor_flags_are_read(text: str, expected: tuple[str, set[str]], tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(text)
    assert doctor._cpu_flags(tmp_path / "cpuinfo") == expected
    assert doctor._cpu_flags(tmp_path / "missing") == ("", set())
