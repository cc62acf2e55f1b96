"""Checkpoints: a whole one is there at every moment, and a damaged one never takes the place of a good one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.errors import InputError, StorageError
from engine.training.checkpoints import CheckpointFolder


def state(number: int, size: int = 10) -> dict[str, Any]:
    return {"number": number, "model": {"weight": torch.full((size,), float(number))}}


def newest(folder: CheckpointFolder) -> int:
    found = folder.load()
    assert found is not None
    return int(found.state["number"])


def test_the_newest_two_are_kept(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    assert folder.load() is None
    for number in range(3):
        folder.save(state(number))
    assert newest(folder) == 2
    folder.last.unlink()
    assert newest(folder) == 1


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not really", None], ids=["empty", "foreign", "torn"])
def test_a_damaged_newest_is_put_aside_and_never_replaces_the_good_one(tmp_path: Path, damage: bytes | None) -> None:
    folder = CheckpointFolder(tmp_path)
    folder.save(state(1))
    folder.save(state(2))
    whole = folder.last.read_bytes()
    folder.last.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert newest(folder) == 1
    folder.save(state(3))
    folder.last.unlink()
    assert newest(folder) == 1


def test_what_a_killed_process_left_half_written_is_swept(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path)
    folder.save(state(1))
    (tmp_path / ".last.pt.abc.part").write_bytes(b"half")
    assert newest(folder) == 1
    assert sorted(os.listdir(tmp_path)) == ["last.pt"]


@pytest.mark.parametrize("place", ["write", "sync", "folder"])
def test_a_full_disk_leaves_the_checkpoint_before_and_says_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = CheckpointFolder(tmp_path)
    folder.save(state(1))

    def full(*_: object, **__: object) -> Any:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if place == "write":
            patch.setattr(torch, "save", full)
        else:
            patch.setattr(os, "fsync" if place == "sync" else "open", full)
        with pytest.raises(StorageError, match=r"Cannot write .*last\.pt: No space left on device") as caught:
            folder.save(state(2, 300_000))
    if place != "folder":
        assert "it takes 1.1 MiB" in str(caught.value)
    assert newest(folder) == 1
    assert sorted(os.listdir(tmp_path)) == ["last.pt"]
    folder.save(state(3))
    assert newest(folder) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_disk_that_fills_up_in_the_middle_of_a_tensor(tmp_path: Path) -> None:
    import resource
    import signal

    folder = CheckpointFolder(tmp_path)
    folder.save(state(1))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**18, before[1]))
        with pytest.raises(StorageError, match=r"File too large; it takes 1\.1 MiB, .* are free\. Make room"):
            folder.save(state(2, 300_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert newest(folder) == 1


def test_files_of_which_none_can_be_read_are_named(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path)
    folder.last.write_bytes(b"x")
    folder.previous.write_bytes(b"y")
    with pytest.raises(InputError, match=r"last\.pt: .*; previous\.pt: .*delete them"):
        folder.load()
    assert folder.last.exists()
