"""Archives from elsewhere: everything inside the folder, whole or not at all."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.errors import InputError, Interrupted, StorageError
from engine.images import unpacking
from engine.images.unpacking import unpack
from engine.progress import Control, Progress

FILES = {"set/a/1.txt": b"one" * 50_000, "set/a/2.txt": b"two", "set/b.bin": bytes(range(256)), "other/c": b"c"}


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


PACKERS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "x.zip": zipped,
    "x.tar": lambda files: tarred(files, "w"),
    "x.tgz": tarred,
    "x.tar.bz2": lambda files: tarred(files, "w:bz2"),
    "x.tar.xz": lambda files: tarred(files, "w:xz"),
}


@pytest.fixture(params=PACKERS)
def packed(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Mapping[str, bytes]], Path]:
    """Return a function that packs files in one of the formats."""

    def pack(files: Mapping[str, bytes]) -> Path:
        path = tmp_path / str(request.param)
        path.write_bytes(PACKERS[request.param](files))
        return path

    return pack


Pack = Callable[[Mapping[str, bytes]], Path]


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_everything_comes_out_with_progress(packed: Pack, tmp_path: Path) -> None:
    told: list[Progress] = []
    assert unpack(packed(FILES), tmp_path / "out", report=told.append) == 4
    assert _tree(tmp_path / "out") == FILES
    assert told[-1].fraction > 0.5
    assert all(0 <= one.done <= one.total for one in told)


def test_some_members_and_fewer_folders(packed: Pack, tmp_path: Path) -> None:
    assert unpack(packed(FILES), tmp_path / "out", only=("set/a/",), strip=1) == 2
    assert sorted(_tree(tmp_path / "out")) == ["a/1.txt", "a/2.txt"]
    with pytest.raises(InputError, match="none of the files that are wanted"):
        unpack(packed(FILES), tmp_path / "out", only=("nothing",))


def test_what_is_there_is_added_to_and_replaced(packed: Pack, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "set/a").mkdir(parents=True)
    (out / "set/a/2.txt").write_bytes(b"old")
    (out / "set/a/own.txt").write_bytes(b"own")
    unpack(packed(FILES), out)
    assert _tree(out) == FILES | {"set/a/own.txt": b"own"}


@pytest.mark.parametrize("name", ["../out.txt", "set/../../out.txt", "/tmp/out.txt", "a\\..\\..\\b", "c:/x"])
def test_a_name_that_leads_out_refuses_the_archive(name: str, packed: Pack, tmp_path: Path) -> None:
    archive = packed({"fine.txt": b"x", name: b"y"})
    before = set(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="could lead out of its folder"):
        unpack(archive, tmp_path / "out")
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "out"}


def test_links_and_devices_are_passed_over(tmp_path: Path) -> None:
    archive = tmp_path / "x.tar"
    with tarfile.open(archive, "w") as packed:
        for kind, target in ((tarfile.SYMTYPE, "/etc"), (tarfile.LNKTYPE, "fine.txt"), (tarfile.CHRTYPE, "")):
            info = tarfile.TarInfo(f"evil{target.strip('/')}")
            info.type, info.linkname = kind, target
            packed.addfile(info)
        for name in ("evil/passwd", "fine.txt"):
            info = tarfile.TarInfo(name)
            info.size = 2
            packed.addfile(info, io.BytesIO(b"ok"))
    assert unpack(archive, tmp_path / "out") == 2
    assert _tree(tmp_path / "out") == {"evil/passwd": b"ok", "fine.txt": b"ok"}
    linked = zipfile.ZipInfo("link")
    linked.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive_zip:
        archive_zip.writestr(linked, "/etc/passwd")
        archive_zip.writestr("fine.txt", "ok")
    unpack(tmp_path / "y.zip", tmp_path / "out2")
    assert _tree(tmp_path / "out2") == {"fine.txt": b"ok"}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_truncated_archive_leaves_nothing(share: float, packed: Pack, tmp_path: Path) -> None:
    archive = packed(FILES)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError, match="is not a whole archive") as caught:
        unpack(archive, tmp_path / "out")
    assert str(archive) in str(caught.value)
    assert _tree(tmp_path / "out") == {}


@pytest.mark.parametrize("name", ["x.zip", "x.tgz", "x.tar.bz2", "x.tar.xz"])
def test_a_damaged_archive_is_found_out_by_its_own_sum(name: str, tmp_path: Path) -> None:
    content = bytearray(PACKERS[name]({"a": bytes(range(256)) * 40}))
    content[len(content) // 2 if name != "x.tgz" else -6] ^= 1  # of gzip, the sum at its very end
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match="is not a whole archive"):
        unpack(tmp_path / name, tmp_path / "out")


def test_a_member_twice_refuses_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "x.tar"
    archive.write_bytes(tarred({"a": b"1", "./a": b"2"}, "w"))
    with pytest.raises(InputError, match="twice"):
        unpack(archive, tmp_path / "out")


def test_a_bomb_is_refused(packed: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_BYTES", 100_000)
    with pytest.raises(InputError, match="which no data set does"):
        unpack(packed(FILES), tmp_path / "out")
    monkeypatch.setattr(unpacking, "MAX_BYTES", 10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=100))
    with pytest.raises(StorageError, match="free some space"):
        unpack(packed(FILES), tmp_path / "out")


def test_what_a_kill_left_behind_is_swept_away(packed: Pack, tmp_path: Path) -> None:
    archive = packed(FILES)
    stale = tmp_path / "out" / f".{archive.name}.unpacking" / "set" / "a"
    stale.mkdir(parents=True)
    (stale / "half").write_bytes(b"x")
    unpack(archive, tmp_path / "out")
    assert _tree(tmp_path / "out") == FILES


def test_a_stop_leaves_nothing_that_looks_whole(packed: Pack, tmp_path: Path) -> None:
    control = Control()
    with pytest.raises(Interrupted):
        unpack(packed(FILES), tmp_path / "out", control=control, report=lambda _progress: control.stop())
    assert _tree(tmp_path / "out") == {}
    unpack(packed(FILES), tmp_path / "out")
    assert _tree(tmp_path / "out") == FILES
