"""Fetching files: whole and as published, or kept as far as they came and gone on with."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from engine.errors import InputError, Interrupted, StorageError
from engine.images.downloads import DownloadError, checksum_of, fetch
from engine.progress import Control, Progress
from tests.unit.images.file_server import FileServer, serving

CONTENT = np.random.default_rng(7).bytes(1_000_003)
MD5 = "md5:" + hashlib.md5(CONTENT).hexdigest()
NO_WAIT = (0.0, 0.0, 0.0)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as state:
        state.files["/set.bin"] = CONTENT
        yield state


def _get(server: FileServer, path: Path, **options: object) -> Path:
    return fetch([server.url("/set.bin")], path, **({"checksum": MD5, "waits_s": NO_WAIT} | options))  # type: ignore[arg-type]


def _leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole_with_progress(server: FileServer, tmp_path: Path) -> None:
    told: list[Progress] = []
    path = _get(server, tmp_path / "deep" / "set.bin", report=told.append)
    assert path.read_bytes() == CONTENT
    assert _leftovers(path.parent) == ["set.bin"]
    assert told[-1].done == told[-1].total == len(CONTENT)
    assert all(before.done < after.done for before, after in itertools.pairwise(told))
    assert told[-1].task == "downloading set.bin"


def test_a_broken_line_is_gone_on_with_where_it_broke(server: FileServer, tmp_path: Path) -> None:
    server.cuts = [300_000, 200_000]
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT
    assert [(wanted, status) for _, wanted, status in server.requests] == [
        ("", 200),
        ("bytes=300000-", 206),
        ("bytes=500000-", 206),
    ]


def test_a_stop_keeps_what_arrived_and_the_next_call_goes_on(server: FileServer, tmp_path: Path) -> None:
    control = Control()

    def stop(progress: Progress) -> None:
        if progress.done > 400_000:
            control.stop()

    path = tmp_path / "set.bin"
    with pytest.raises(Interrupted, match=r"set\.bin is kept, and the next download goes on"):
        _get(server, path, control=control, report=stop)
    assert not path.exists()
    have = (tmp_path / ".set.bin.part").stat().st_size
    assert have > 400_000
    told: list[Progress] = []
    assert _get(server, path, report=told.append).read_bytes() == CONTENT
    assert server.requests[-1][1:] == (f"bytes={have}-", 206)
    assert told[0].done > have
    assert _leftovers(tmp_path) == ["set.bin"]


def test_a_killed_download_goes_on(server: FileServer, tmp_path: Path) -> None:
    path = tmp_path / "set.bin"
    sent, never = threading.Event(), threading.Event()

    def hold(count: int) -> None:
        if count >= 500_000:
            sent.set()
            never.wait(10)

    server.on_block = hold
    script = "import sys; from pathlib import Path; from engine.images.downloads import fetch\n"
    script += "fetch([sys.argv[1]], Path(sys.argv[2]), checksum=sys.argv[3])"
    words = [sys.executable, "-c", script, server.url("/set.bin"), str(path), MD5]
    with subprocess.Popen(words, cwd=Path(__file__).resolve().parents[3]) as process:
        assert sent.wait(60)
        part = tmp_path / ".set.bin.part"
        deadline = time.monotonic() + 20
        while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    never.set()
    server.on_block = lambda _sent: None
    have = part.stat().st_size
    assert 0 < have < len(CONTENT)
    assert _get(server, path).read_bytes() == CONTENT
    assert server.requests[-1][1:] == (f"bytes={have}-", 206)


@pytest.mark.parametrize("checked", [True, False])
def test_a_changed_file_is_fetched_from_the_start(checked: bool, server: FileServer, tmp_path: Path) -> None:
    server.cuts = [300_000]
    with pytest.raises(DownloadError):
        _get(server, tmp_path / "set.bin", waits_s=())
    server.files["/set.bin"] = CONTENT[::-1]
    checksum = "md5:" + hashlib.md5(CONTENT[::-1]).hexdigest() if checked else ""
    assert _get(server, tmp_path / "set.bin", checksum=checksum).read_bytes() == CONTENT[::-1]
    assert [status for *_, status in server.requests] == [200, 200]


def test_parts_of_unnamed_versions_are_trusted_only_with_a_checksum(server: FileServer, tmp_path: Path) -> None:
    server.tags = False
    server.cuts = [300_000]
    assert _get(server, tmp_path / "checked").read_bytes() == CONTENT
    assert server.requests[-1][2] == 206
    server.cuts = [300_000]
    assert _get(server, tmp_path / "unchecked", checksum="").read_bytes() == CONTENT
    assert server.requests[-1][2] == 200


def test_a_server_without_parts_sends_all_again(server: FileServer, tmp_path: Path) -> None:
    server.ranges = False
    server.cuts = [300_000]
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT
    assert [status for *_, status in server.requests] == [200, 200]


def test_a_damaged_beginning_is_found_out_and_fetched_again(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / ".set.bin.part").write_bytes(b"something else" * 1000)
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT
    assert [status for *_, status in server.requests] == [206, 200]


@pytest.mark.parametrize("extra", [b"", b"too much"])
def test_a_part_that_is_whole_or_longer_is_settled_by_its_checksum(
    extra: bytes, server: FileServer, tmp_path: Path
) -> None:
    (tmp_path / ".set.bin.part").write_bytes(CONTENT + extra)
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT
    assert [status for *_, status in server.requests] == ([416, 200] if extra else [416])


def test_a_wrong_file_is_refused_and_not_kept(server: FileServer, tmp_path: Path) -> None:
    server.files["/set.bin"] = b"<html>moved</html>"
    with pytest.raises(DownloadError, match=r"checksum md5:[0-9a-f]{32} instead of md5:") as caught:
        _get(server, tmp_path / "set.bin")
    assert str(tmp_path / "set.bin") in str(caught.value)
    assert "\n" not in str(caught.value)
    assert _leftovers(tmp_path) == []


def test_the_next_address_is_tried_and_goes_on_where_the_first_broke(server: FileServer, tmp_path: Path) -> None:
    server.files["/mirror.bin"] = CONTENT
    server.cuts = [300_000]
    urls = [server.url("/gone.bin"), server.url("/set.bin"), server.url("/mirror.bin")]
    assert fetch(urls, tmp_path / "x", checksum=MD5, waits_s=()).read_bytes() == CONTENT
    assert server.requests == [
        ("/gone.bin", "", 404),
        ("/set.bin", "", 200),
        ("/mirror.bin", "bytes=300000-", 206),
    ]


def test_every_failure_is_named_once_no_address_is_left(server: FileServer, tmp_path: Path) -> None:
    server.refusals = [404, 403]
    with pytest.raises(DownloadError, match=r"a: the server answers 404 Not Found; .*b: the server answers 403"):
        fetch([server.url("/a"), server.url("/b")], tmp_path / "x")
    with pytest.raises(DownloadError, match="not an http or https address"):
        fetch(["file:///etc/passwd"], tmp_path / "x")
    with pytest.raises(DownloadError, match="no address is known"):
        fetch([], tmp_path / "x")


def test_a_busy_server_is_asked_again(server: FileServer, tmp_path: Path) -> None:
    server.refusals = [503, 429]
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT
    assert [status for *_, status in server.requests] == [503, 429, 200]


def test_a_refused_connection_is_one_sentence(tmp_path: Path) -> None:
    with serving() as state:
        address = state.url("/x")
    with pytest.raises(DownloadError, match="refused"):
        fetch([address], tmp_path / "x", waits_s=(0.0,))


def test_a_silent_server_is_given_up(server: FileServer, tmp_path: Path) -> None:
    silent = threading.Event()
    server.on_block = lambda sent: silent.wait(5) if sent >= 100_000 else None  # type: ignore[func-returns-value]
    with pytest.raises(DownloadError, match="timed out"):
        _get(server, tmp_path / "set.bin", silence_s=0.2, waits_s=())
    silent.set()
    assert (tmp_path / ".set.bin.part").stat().st_size >= 50_000


def test_a_wrong_part_is_not_appended(server: FileServer, tmp_path: Path) -> None:
    server.cuts = [300_000]
    server.wrong_range = True
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT
    assert [status for *_, status in server.requests] == [200, 206, 200]


def test_a_length_that_is_not_announced_is_no_obstacle(server: FileServer, tmp_path: Path) -> None:
    server.lengths = False
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT


def test_redirects_lead_to_http_only(server: FileServer, tmp_path: Path) -> None:
    server.redirects = {"/old": server.url("/set.bin"), "/local": "file:///etc/passwd", "/ftp": "ftp://127.0.0.1/x"}
    assert fetch([server.url("/old")], tmp_path / "x", checksum=MD5).read_bytes() == CONTENT
    for path in ("/local", "/ftp"):
        with pytest.raises(DownloadError):
            fetch([server.url(path)], tmp_path / "y", waits_s=())


def test_a_full_disk_is_seen_before_it_is_full(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=999_999))
    with pytest.raises(StorageError, match=r"needs 0\.00 GB more, but .* free some space"):
        _get(server, tmp_path / "set.bin")
    assert _leftovers(tmp_path) == []


def test_a_disk_that_fills_up_keeps_what_fitted(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left on device"):
        _get(server, tmp_path / "set.bin")
    monkeypatch.undo()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert _get(server, tmp_path / "set.bin").read_bytes() == CONTENT


def test_a_folder_that_cannot_be_made_is_said(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Cannot write"):
        _get(server, tmp_path / "file" / "set.bin")


def test_checksums(server: FileServer, tmp_path: Path) -> None:
    sha = "sha256:" + hashlib.sha256(CONTENT).hexdigest()[:8]
    path = _get(server, tmp_path / "set.bin", checksum=sha)
    assert checksum_of(path, "md5:") == MD5
    with pytest.raises(InputError, match="no checksum"):
        checksum_of(path, "crc:12")
