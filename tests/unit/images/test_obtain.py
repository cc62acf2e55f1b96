"""Every set that can be fetched comes complete out of what its publisher serves."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import InputError, MissingDataError, StorageError
from engine.images.dataset_images import DATASETS, DatasetDescription, open_dataset
from engine.images.datasets.description import Download
from engine.images.datasets.obtain import needed_downloads, obtain
from engine.images.datasets.survey import SetState, look
from engine.images.downloads import DownloadError
from engine.locks import exclusive
from tests.unit.images.file_server import FileServer, serving
from tests.unit.images.published import WRITERS
from tests.unit.images.test_unpacking import tarred, zipped

FETCHED = [name for name, description in DATASETS.items() if description.downloads]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as state:
        yield state


def _packed(name: str, files: dict[str, bytes]) -> bytes:
    if name.endswith(".zip"):
        return zipped(files)
    return tarred(files, "w" if name.endswith(".tar") else "w:gz")


def _published(download: Download, made: Path) -> bytes:
    """The bytes that the publisher serves for `download`, whose files lie in the data folder `made`."""
    if download.unpack_to is None:
        path = made / download.file
        return path.read_bytes() if path.exists() else gzip.compress(path.with_suffix("").read_bytes())
    root = made / download.unpack_to
    files = {}
    for gives in download.gives:
        place = made / gives
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file():
                files[file.relative_to(root).as_posix()] = file.read_bytes()
    if "EMNIST" in download.file:
        files = {f"gzip/{name}.gz": gzip.compress(content) for name, content in files.items()}
    if download.inner:
        files = {download.only[0]: _packed(download.inner, files)}
    return _packed(download.file, files | {"readme.txt": b"unpacked only where everything is"})


def served(name: str, server: FileServer, made: Path) -> DatasetDescription:
    """The description of a set, its files made small and served here."""
    WRITERS[name](made)
    known = DATASETS[name]
    downloads = []
    for download in known.downloads:
        content = _published(download, made)
        server.files[f"/{name}/{download.file}"] = content
        urls = (server.url(f"/{name}/{download.file}"),)
        downloads.append(dataclasses.replace(download, urls=urls, md5=hashlib.md5(content).hexdigest()))
    return dataclasses.replace(known, downloads=tuple(downloads), files=dict.fromkeys(known.files, ""))


@pytest.mark.parametrize("name", FETCHED)
def test_every_set_comes_complete(name: str, server: FileServer, tmp_path: Path) -> None:
    description = served(name, server, tmp_path / "made")
    data = tmp_path / "data"
    assert look(description, data).fetchable
    assert obtain(description, data) == description.downloads
    assert look(description, data, verify=True).state is SetState.FOUND
    assert open_dataset(name, data).count("train") == open_dataset(name, tmp_path / "made").count("train")
    assert obtain(description, data) == ()
    left = [path.name for path in data.rglob("*") if path.name.startswith(".") or path.suffix in (".zip", ".tgz")]
    assert left == [".lock"]


def test_only_what_is_missing_is_fetched(server: FileServer, tmp_path: Path) -> None:
    description = served("MNIST", server, tmp_path / "made")
    data = tmp_path / "data"
    obtain(description, data)
    (data / "MNIST/raw/t10k-labels-idx1-ubyte.gz").unlink()
    server.requests.clear()
    obtain(description, data)
    assert [path for path, *_ in server.requests] == ["/MNIST/MNIST/raw/t10k-labels-idx1-ubyte.gz"]


def test_what_is_not_as_published_is_fetched_again_on_request(server: FileServer, tmp_path: Path) -> None:
    description = served("MNIST", server, tmp_path / "made")
    data = tmp_path / "data"
    obtain(description, data)
    (data / "MNIST/raw/t10k-labels-idx1-ubyte.gz").write_bytes(b"other")
    assert needed_downloads(description, data) == ()
    assert look(description, data, verify=True).different == ("MNIST/raw/t10k-labels-idx1-ubyte",)
    assert len(obtain(description, data, verify=True)) == 1
    assert look(description, data, verify=True).different == ()


def test_an_archive_put_there_by_hand_is_unpacked_and_kept(server: FileServer, tmp_path: Path) -> None:
    description = served("EuroSAT", server, tmp_path / "made")
    archive = tmp_path / "data/eurosat/EuroSAT.zip"
    archive.parent.mkdir(parents=True)
    archive.write_bytes(server.files["/EuroSAT/eurosat/EuroSAT.zip"])
    obtain(description, tmp_path / "data")
    assert server.requests == []
    assert archive.is_file()
    assert look(description, tmp_path / "data").state is SetState.FOUND


def test_two_do_not_fetch_into_one_folder_at_once(server: FileServer, tmp_path: Path) -> None:
    description = served("USPS", server, tmp_path / "made")
    data = tmp_path / "data"
    with exclusive(data / ".lock", "taken"), pytest.raises(StorageError, match="Another process is fetching into"):
        obtain(description, data)
    obtain(description, data)


def test_a_wrong_archive_is_never_unpacked(server: FileServer, tmp_path: Path) -> None:
    description = served("DTD", server, tmp_path / "made")
    server.files["/DTD/dtd/dtd-r1.0.1.tar.gz"] = tarred({"dtd/images/evil.jpg": b"x"})
    with pytest.raises(DownloadError, match="checksum"):
        obtain(description, tmp_path / "data")
    assert [path.name for path in (tmp_path / "data").rglob("*") if path.is_file()] == [".lock"]


def test_an_archive_without_the_files_is_said(server: FileServer, tmp_path: Path) -> None:
    description = served("EuroSAT", server, tmp_path / "made")
    content = zipped({"elsewhere/x.jpg": b"x"})
    server.files["/EuroSAT/eurosat/EuroSAT.zip"] = content
    download = dataclasses.replace(description.downloads[0], md5=hashlib.md5(content).hexdigest())
    with pytest.raises(InputError, match="eurosat/2750/ did not come with"):
        obtain(dataclasses.replace(description, downloads=(download,)), tmp_path / "data")


def test_what_cannot_be_fetched_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"put MNIST-5k/mnist_5k\.csv\.gz into the data folder"):
        obtain(DATASETS["MNIST-5k"], tmp_path)


def test_published_addresses_and_sums_are_well_formed() -> None:
    for description in DATASETS.values():
        covered = {file for download in description.downloads for file in download.gives}
        assert covered <= set(description.files)
        assert not description.downloads or covered == set(description.files)
        for download in description.downloads:
            assert all(url.startswith(("https://", "http://")) for url in download.urls)
            assert download.md5 == "" or len(bytes.fromhex(download.md5)) == 16
            assert download.megabytes > 0
