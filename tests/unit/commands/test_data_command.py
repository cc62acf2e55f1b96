"""``data`` lists what is there, says what goes where, and fetches what is named."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.images.datasets import description
from engine.images.datasets.registry import DATASETS
from tests.unit.images.file_server import FileServer, serving
from tests.unit.images.published import WRITERS

Run = Callable[..., Any]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the command line, with nothing from elsewhere on this machine."""
    monkeypatch.setattr(description, "SYSTEM_DATA", tmp_path / "nowhere")
    monkeypatch.setattr(description, "python_packages", lambda: ())
    monkeypatch.setenv("FRACTALDB_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def usps(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """A server from which USPS is fetched."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    WRITERS["USPS"](tmp_path / "made")
    with serving() as server:
        downloads = []
        for download in DATASETS["USPS"].downloads:
            content = (tmp_path / "made" / download.file).read_bytes()
            server.files[f"/{download.file}"] = content
            md5 = hashlib.md5(content).hexdigest()
            downloads.append(dataclasses.replace(download, urls=(server.url(f"/{download.file}"),), md5=md5))
        files = {download.file: download.md5 for download in downloads}
        monkeypatch.setitem(
            DATASETS, "USPS", dataclasses.replace(DATASETS["USPS"], downloads=tuple(downloads), files=files)
        )
        yield server


def test_everything_is_listed(command_line: Run, data: Path) -> None:
    WRITERS["MNIST"](data)
    np.savez(data / "mine.npz", images=np.zeros((4, 8, 8), np.uint8), labels=[0, 1, 0, 1])
    outcome = command_line("data", "--json")
    found = outcome.json
    assert outcome.status == 0
    assert list(found["sets"]) == list(DATASETS)
    assert found["sets"]["MNIST"]["state"] == "found"
    assert found["sets"]["MNIST"]["place"] == str(data / "MNIST/raw")
    assert found["sets"]["K49"] | {"source": "", "licence": "", "downloads": []} == {
        "state": "not there",
        "classes": 49,
        "train": 232_365,
        "test": 38_547,
        "shape": [28, 28, 1],
        "place": None,
        "missing": [f"K49/k49-{part}-{kind}.npz" for part in ("train", "test") for kind in ("imgs", "labels")],
        "different": [],
        "fetchable": True,
        "megabytes": 77,
        "downloads": [],
        "source": "",
        "licence": "",
    }
    assert found["own"] == ["mine.npz"]
    lines = command_line("data").stdout.splitlines()
    assert len(lines) == len(DATASETS) + 3
    assert any(line.split()[:2] == ["MNIST", "found"] and str(data) in line for line in lines)
    assert any(line.split()[0] == "K49" and line.endswith("77 MB to fetch") for line in lines)
    assert any(line.split()[0] == "MNIST-5k" and line.endswith("to be got by hand") for line in lines)


def test_a_set_by_name_is_told_in_full(command_line: Run, data: Path) -> None:
    text = command_line("data", "EuroSAT").stdout
    assert "missing: eurosat/2750/" in text
    assert "licence: MIT" in text
    assert f"goes to {data / 'eurosat/EuroSAT.zip'}" in text
    assert "MD5 c8fa014336c82ac7804f0398fcb19387" in text
    assert "by hand is unpacked by `data EuroSAT --download`" in text
    WRITERS["USPS"](data)
    assert "not as published: usps.bz2, usps.t.bz2" in command_line("data", "USPS", "--verify").stdout
    outcome = command_line("data", "k49")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr == "main.py data: There is no data set 'k49' in the registry; did you mean K49?\n"


def test_what_is_named_is_fetched(command_line: Run, data: Path, usps: FileServer) -> None:
    outcome = command_line("data", "USPS", "--download", "--json")
    assert outcome.status == 0
    assert outcome.json["sets"]["USPS"]["state"] == "found"
    assert "USPS: fetched." in outcome.stderr
    assert sorted(path.name for path in data.iterdir()) == [".lock", "usps.bz2", "usps.t.bz2"]
    assert "USPS: was there already." in command_line("data", "USPS", "--download").stderr
    assert len(usps.requests) == 2


def test_other_files_are_replaced_on_request(command_line: Run, data: Path, usps: FileServer) -> None:
    data.mkdir()
    (data / "usps.bz2").write_bytes(gzip.compress(b"other"))
    (data / "usps.t.bz2").write_bytes(usps.files["/usps.t.bz2"])
    command_line("data", "USPS", "--download")
    assert usps.requests == []
    assert command_line("data", "USPS", "--download", "--verify").status == 0
    assert [path for path, *_ in usps.requests] == ["/usps.bz2"]
    assert (data / "usps.bz2").read_bytes() == usps.files["/usps.bz2"]


def test_ctrl_c_keeps_what_arrived_and_the_next_call_goes_on(
    command_line: Run, data: Path, usps: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = np.random.default_rng(0).bytes(40_000_000)  # more than the system keeps between two programs
    usps.files["/usps.bz2"] = content
    known = DATASETS["USPS"]
    first = dataclasses.replace(known.downloads[0], md5=hashlib.md5(content).hexdigest())
    changed = dataclasses.replace(known, downloads=(first, *known.downloads[1:]))
    monkeypatch.setitem(DATASETS, "USPS", changed)
    interrupted = threading.Event()

    def interrupt(sent: int) -> None:
        if sent >= 30_000_000 and not interrupted.is_set():
            interrupted.set()
            os.kill(os.getpid(), signal.SIGINT)

    usps.on_block = interrupt
    outcome = command_line("data", "USPS", "--download")
    assert outcome.status == 130
    assert outcome.stderr.endswith("what has arrived of usps.bz2 is kept, and the next download goes on.\n")
    assert not (data / "usps.bz2").exists()
    assert command_line("data", "USPS", "--download").status == 0
    assert (data / "usps.bz2").read_bytes() == content
    assert [status for path, _, status in usps.requests if path == "/usps.bz2"] == [200, 206]


def test_a_failure_is_one_sentence(command_line: Run, data: Path, usps: FileServer) -> None:
    usps.refusals = [404]
    outcome = command_line("data", "USPS", "--download")
    assert outcome.status == 2
    assert "usps.bz2 could not be fetched" in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    outcome = command_line("data", "--download")
    assert outcome.status == 2
    assert "give one or more" in outcome.stderr
    outcome = command_line("data", "MNIST-5k", "--download")
    assert outcome.status == 2
    assert f"put MNIST-5k/mnist_5k.csv.gz into the data folder {data}" in outcome.stderr
