"""The registry of published ImageNet weights agrees with torchvision's and timm's; files are found and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import timm
import torchvision

from engine.errors import InputError, Interrupted, MissingDataError
from engine.images.downloads import DownloadError
from engine.models import imagenet
from engine.models.catalogue import TIMM_PREFIX
from engine.models.imagenet import (
    IMAGENET_WEIGHTS,
    ImageNetWeights,
    check_published,
    fetch_imagenet,
    find_imagenet,
    imagenet_state,
    imagenet_weights,
    weight_places,
)
from engine.progress import Control, Progress
from tests.unit.images.file_server import FileServer, serving


def published(name: str) -> dict[str, tuple[str, float]]:
    """Return version -> (url, 10^6 bytes) as torchvision says."""
    entries = torchvision.models.get_model_weights(name)
    return {
        entry.name.removeprefix("IMAGENET1K_"): (str(entry.url), entry.meta["_file_size"] * 2**20 / 1e6)
        for entry in entries
        if entry.name.startswith("IMAGENET1K_V")
    }


def test_every_file_is_the_one_torchvision_names() -> None:
    theirs = {
        (name, version): told
        for name in torchvision.models.list_models(module=torchvision.models)
        for version, told in published(name).items()
    }
    ours = {
        key: (entry.url, entry.megabytes) for key, entry in IMAGENET_WEIGHTS.items() if not key[0].startswith("timm:")
    }
    assert {key: url for key, (url, _) in ours.items()} == {key: url for key, (url, _) in theirs.items()}
    assert all(size == pytest.approx(theirs[key][1], abs=0.06) for key, (_, size) in ours.items())


def test_the_files_of_deit_are_those_timm_names() -> None:
    entries = [entry for (name, _), entry in IMAGENET_WEIGHTS.items() if name.startswith(TIMM_PREFIX)]
    assert len(entries) == 3
    for entry in entries:
        assert timm.models.get_pretrained_cfg(entry.backbone.removeprefix(TIMM_PREFIX)).url == entry.url


def test_resnet50_has_its_older_name_and_the_second_version() -> None:
    assert imagenet_weights("resnet50").names == ("resnet50-0676ba61.pth", "resnet50-19c8e357.pth")
    assert imagenet_weights("resnet50", "V2").names == ("resnet50-11ad3fa6.pth",)


@pytest.mark.parametrize(
    ("backbone", "version", "message"),
    [
        ("resnet18", "V2", "no ImageNet weights V2 of resnet18; choose V1"),
        ("vit_h_14", "V1", "No ImageNet weights of vit_h_14 are known here; choose a file"),
        ("resnet81", "V1", "did you mean resnet18"),
    ],
)
def test_what_is_not_published_is_said(backbone: str, version: imagenet.WeightsVersion, message: str) -> None:
    with pytest.raises(InputError, match=message):
        imagenet_weights(backbone, version)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Replace the weights of resnet18 by a small file of known sum, and return its content."""
    content = b"weights" * 300_000
    file = f"resnet18-{hashlib.sha256(content).hexdigest()[:8]}.pth"
    entry = ImageNetWeights("resnet18", "V1", file, ("resnet18-5c106cde.pth",), "http://127.0.0.1:9/" + file, 0.2)
    monkeypatch.setitem(IMAGENET_WEIGHTS, ("resnet18", "V1"), entry)
    return content


def test_weights_are_found_in_the_data_folder_and_in_torchs_cache(
    tmp_path: Path, made_up: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    places = weight_places(tmp_path / "data")
    name = imagenet_weights("resnet18").file
    assert imagenet_state("resnet18", "V1", places).path is None
    with pytest.raises(MissingDataError, match=rf"main\.py weights resnet18 --download.*put {name} or resnet18-5c10"):
        find_imagenet("resnet18", "V1", places)
    for place in reversed(places):
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(made_up)
        assert find_imagenet("resnet18", "V1", places) == place / name
    assert places[-1] == tmp_path / "torch" / "hub" / "checkpoints"


def test_a_file_that_is_not_what_its_name_promises_is_refused(tmp_path: Path, made_up: bytes) -> None:
    path = tmp_path / imagenet_weights("resnet18").file
    path.write_bytes(made_up[:-1])
    with pytest.raises(InputError, match=r"\(2,099,999 bytes\) is not the published file.*fetch it again"):
        find_imagenet("resnet18", "V1", [tmp_path])
    other = tmp_path / "own.pth"
    other.write_bytes(b"anything")
    check_published(other)


@pytest.fixture
def served(made_up: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as server:
        entry = IMAGENET_WEIGHTS["resnet18", "V1"]
        server.files[f"/{entry.file}"] = made_up
        changed = ImageNetWeights("resnet18", "V1", entry.file, (), server.url(f"/{entry.file}"), 0.2)
        monkeypatch.setitem(IMAGENET_WEIGHTS, ("resnet18", "V1"), changed)
        yield server


def test_fetching_tells_goes_on_and_checks(tmp_path: Path, served: FileServer, made_up: bytes) -> None:
    control = Control()
    with pytest.raises(Interrupted, match="the next download goes on"):
        fetch_imagenet("resnet18", "V1", tmp_path, report=lambda _progress: control.stop(), control=control)
    told: list[Progress] = []
    path = fetch_imagenet("resnet18", "V1", tmp_path, report=told.append)
    assert path.read_bytes() == made_up
    assert served.requests[-1][1].startswith("bytes=")
    assert told[-1].done == told[-1].total == len(made_up)
    count = len(served.requests)
    assert fetch_imagenet("resnet18", "V1", tmp_path) == path
    assert len(served.requests) == count


def test_another_file_under_the_name_is_not_taken(tmp_path: Path, served: FileServer, made_up: bytes) -> None:
    served.files[next(iter(served.files))] = made_up[::-1]
    with pytest.raises(DownloadError, match="checksum"):
        fetch_imagenet("resnet18", "V1", tmp_path)
    assert not list(tmp_path.glob("*.pth"))
