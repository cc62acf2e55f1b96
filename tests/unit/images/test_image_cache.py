"""The cache keeps whole entries, forgets the least recently used, and can always be emptied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest

from engine.errors import StorageError
from engine.images.cache import ImageCache

SHAPE = (10, 4, 4, 1)


def _fill(value: int) -> Any:
    def fill(stream: BinaryIO, offset: int) -> Mapping[str, Any]:
        stream.seek(offset)
        stream.write(bytes([value]) * 160)
        return {"value": value}

    return fill


def _age(cache: ImageCache, key: str, seconds: int) -> None:
    os.utime(cache.folder / f"{key}.npy", (seconds, seconds))


def test_what_is_put_is_got_read_only_with_its_note(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path / "deep" / "cache")
    assert cache.get("a") is None
    assert cache.entries() == []
    images, note = cache.put("a", SHAPE, _fill(7))
    assert images.shape == SHAPE
    assert (np.asarray(images) == 7).all()
    assert note == {"value": 7}
    assert cache.get("a") is not None
    with pytest.raises(ValueError, match="read-only"):
        images[0] = 1
    assert np.load(cache.folder / "a.npy").shape == SHAPE


def test_an_entry_whose_bytes_were_changed_counts_as_absent(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path)
    cache.put("a", SHAPE, _fill(7))
    path = tmp_path / "a.npy"
    whole = path.read_bytes()
    for damaged in (whole[:-1] + b"\x00", whole[:-1], b""):
        path.write_bytes(damaged)
        assert cache.get("a") is None
    path.write_bytes(whole)
    assert cache.get("a") is not None
    note = tmp_path / "a.json"
    for damage in ("[]", "{}", "{"):
        note.write_text(damage)
        assert cache.get("a") is None


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, limit=1000)
    for age, key in enumerate("abc", start=1):
        cache.put(key, SHAPE, _fill(1))
        _age(cache, key, age)
    assert cache.get("a") is not None  # used again, so "b" is now the oldest
    assert [entry.key for entry in cache.entries()] == ["b", "c", "a"]
    cache.put("d", SHAPE, _fill(1))
    assert {entry.key for entry in cache.entries()} == {"c", "a", "d"}
    assert cache.total() == sum(entry.bytes for entry in cache.entries()) <= 1000
    assert not (tmp_path / "b.json").exists()


def test_an_entry_larger_than_the_limit_is_kept_alone(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, limit=10)
    cache.put("a", SHAPE, _fill(1))
    cache.put("b", SHAPE, _fill(1))
    assert [entry.key for entry in cache.entries()] == ["b"]


def test_a_failing_fill_leaves_nothing(tmp_path: Path) -> None:
    def fail(stream: BinaryIO, offset: int) -> Mapping[str, Any]:
        stream.write(b"half")
        raise RuntimeError("broken")

    cache = ImageCache(tmp_path)
    with pytest.raises(RuntimeError, match="broken"):
        cache.put("a", SHAPE, fail)
    assert list(tmp_path.iterdir()) == []


def test_clearing_removes_entries_and_abandoned_parts(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path)
    cache.put("a", SHAPE, _fill(1))
    (tmp_path / ".b.npy.xyz.part").write_bytes(b"left by a killed process")
    size = cache.total()
    assert size > 160
    assert cache.clear() == size
    assert list(tmp_path.iterdir()) == []


def test_old_abandoned_parts_go_with_the_next_entry(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path)
    old, fresh = tmp_path / ".b.npy.xyz.part", tmp_path / ".c.npy.xyz.part"
    for part in (old, fresh):
        part.write_bytes(b"")
    os.utime(old, (1, 1))
    cache.put("a", SHAPE, _fill(1))
    assert not old.exists()
    assert fresh.exists()


def test_a_full_disk_is_told_before_anything_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100))
    with pytest.raises(StorageError, match="GiB free"):
        ImageCache(tmp_path / "cache").put("a", SHAPE, _fill(1))
