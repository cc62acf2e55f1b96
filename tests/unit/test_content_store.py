"""Records come back as they were, whatever was killed, damaged or removed in between."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.content_store import ContentStore
from engine.errors import StorageError
from engine.storage import digest


def records(first: int, count: int, size: int = 32) -> dict[str, np.ndarray]:
    return {
        digest(str(number)): np.random.default_rng(number).integers(0, 256, size, np.uint8)
        for number in range(first, first + count)
    }


def same(some: dict[str, np.ndarray], others: dict[str, np.ndarray]) -> bool:
    return set(some) == set(others) and all(np.array_equal(some[key], others[key]) for key in some)


def test_records_come_back_here_and_in_the_next_process(tmp_path: Path) -> None:
    store = ContentStore(tmp_path, 32, segment=320)
    store.add(records(0, 25))
    store.add(records(20, 10))
    assert same(store.load_all(), records(0, 30))
    again = ContentStore(tmp_path, 32)
    assert len(again) == 30
    assert same(again.load(list(records(7, 3))), records(7, 3))
    assert again.load([digest("unknown")]) == {}


def test_two_stores_write_to_one_folder(tmp_path: Path) -> None:
    one, two = ContentStore(tmp_path, 32), ContentStore(tmp_path, 32)
    one.add(records(0, 5))
    two.add(records(3, 5))
    one.add(records(8, 5))
    assert same(ContentStore(tmp_path, 32).load_all(), records(0, 13))


@pytest.mark.parametrize("kind", ["keys", "data"])
@pytest.mark.parametrize("left", [0, 1, 13, 14, 33, 200])
def test_a_torn_file_costs_only_what_was_torn(tmp_path: Path, kind: str, left: int) -> None:
    ContentStore(tmp_path, 32).add(records(0, 10))
    path = next(tmp_path.glob(f"*.{kind}"))
    path.write_bytes(path.read_bytes()[:left])
    store = ContentStore(tmp_path, 32)
    found = store.load_all()
    expected = records(0, min(10, left // (14 if kind == "keys" else 32)))
    assert same(found, expected)
    store.add(records(0, 10))
    assert same(ContentStore(tmp_path, 32).load_all(), records(0, 10))


def test_a_damaged_record_counts_as_missing_and_can_be_added_again(tmp_path: Path) -> None:
    ContentStore(tmp_path, 32).add(records(0, 4))
    path = next(tmp_path.glob("*.data"))
    damaged = bytearray(path.read_bytes())
    damaged[40] ^= 1
    path.write_bytes(damaged)
    store = ContentStore(tmp_path, 32)
    assert len(store.load_all()) == 3
    store.add(records(0, 4))
    assert same(ContentStore(tmp_path, 32).load_all(), records(0, 4))


def test_the_limit_holds_and_the_newest_stay(tmp_path: Path) -> None:
    store = ContentStore(tmp_path, 32, 1000, segment=320)
    for first in range(0, 200, 10):
        store.add(records(first, 10))
        assert sum(path.stat().st_size for path in tmp_path.glob("*.data")) <= 1000
    assert same(store.load(list(records(0, 200))), records(170, 30))
    assert same(ContentStore(tmp_path, 32).load_all(), records(170, 30))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StorageError, match="taken"):
        ContentStore(tmp_path / "taken", 32).add(records(0, 1))


def test_files_removed_behind_its_back_are_missing(tmp_path: Path) -> None:
    store = ContentStore(tmp_path, 32)
    store.add(records(0, 3))
    for path in tmp_path.iterdir():
        path.unlink()
    assert store.load_all() == {}
