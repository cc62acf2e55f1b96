"""Features are those of a plain torch loop, whatever was stopped in between, and nobody computes them twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
import torchvision
from numpy.typing import NDArray

import main
from engine.analysis import extraction
from engine.analysis.extraction import extract
from engine.analysis.feature_folder import FeatureFolder, FeatureState, feature_folder
from engine.analysis.features import ComputedFeatures
from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.sources import Block
from engine.analysis.space import Features, find_network
from engine.errors import InputError, Interrupted, MissingDataError, StorageError
from engine.models.backbones import build_backbone
from engine.progress import Control, Progress
from engine.workspace import Workspace

CLASSES, IMAGES = 3, 20
SPACE = Features(backbone="resnet18", seed=3)
REQUEST = AnalysisRequest(
    SourceKind.CATEGORIES, "fractaldb-1k", classes=CLASSES, instances=IMAGES, size=32, points=500, space=SPACE
)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_BATCH", 16)


def _folder(tmp_path: Path, request: AnalysisRequest = REQUEST) -> FeatureFolder:
    folder = feature_folder(Workspace(tmp_path), "a" * 20)
    folder.ask(json.loads(json.dumps(asdict(request))))
    return folder


def _pictures(request: AnalysisRequest = REQUEST) -> Block:
    images, labels = zip(*request.open(Workspace(Path("nowhere"))).blocks(Control()), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def _normalised(images: NDArray[np.uint8]) -> torch.Tensor:
    return torch.from_numpy(images).permute(0, 3, 1, 2).expand(-1, 3, -1, -1).float().div(255).sub(0.2).div(0.5)


def _plain_features(model: torch.nn.Module, images: NDArray[np.uint8]) -> NDArray[np.float32]:
    model.fc = torch.nn.Identity()
    with torch.inference_mode():
        return np.asarray(torch.cat([model.eval()(_normalised(images[i : i + 1])) for i in range(len(images))]).numpy())


def test_features_are_those_of_a_plain_loop_one_picture_at_a_time(tmp_path: Path, small_batches: None) -> None:
    folder = _folder(tmp_path)
    assert extract(folder, Workspace(tmp_path)) == FeatureState(CLASSES * IMAGES, 512, complete=True)
    images, labels = _pictures()
    expected = _plain_features(build_backbone("resnet18", 2, seed=3), images)
    found, found_labels = folder.arrays()
    assert np.array_equal(found_labels, labels)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4 * float(expected.max()))


def test_a_weight_file_names_its_network_and_its_head_does_not_matter(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = torchvision.models.resnet18(num_classes=7)
    path = tmp_path / "weights.pth"
    torch.save(model.state_dict(), path)
    request = replace(REQUEST, instances=3, space=Features(weights=str(path)))
    folder = _folder(tmp_path, request)
    extract(folder, Workspace(tmp_path))
    expected = _plain_features(model, _pictures(request)[0])
    np.testing.assert_allclose(folder.arrays()[0], expected, rtol=1e-3, atol=1e-4 * float(expected.max()))
    network = find_network(Features(weights=str(path)), Workspace(tmp_path))
    assert (network.model.backbone, network.facts["weights"]) == ("resnet18", str(path))


def test_a_stage_is_averaged_over_the_places(tmp_path: Path) -> None:
    request = replace(REQUEST, instances=2, space=replace(SPACE, layer="layer2"))
    folder = _folder(tmp_path, request)
    assert extract(folder, Workspace(tmp_path)).width == 128
    model = build_backbone("resnet18", 2, seed=3).eval()
    pixels = _normalised(_pictures(request)[0])
    with torch.inference_mode():
        first = model.maxpool(model.relu(model.bn1(model.conv1(pixels))))
        expected = model.layer2(model.layer1(first)).mean(dim=(2, 3)).numpy()
    np.testing.assert_allclose(folder.arrays()[0], expected, rtol=1e-3, atol=1e-5)


def test_a_stopped_computation_goes_on_to_the_same_bytes(tmp_path: Path, small_batches: None) -> None:
    whole = _folder(tmp_path / "whole")
    extract(whole, Workspace(tmp_path / "whole"))
    folder, control = _folder(tmp_path), Control()

    def stop(progress: Progress) -> None:
        if progress.done >= 32:
            control.stop()

    with pytest.raises(Interrupted):
        extract(folder, Workspace(tmp_path), report=stop, control=control)
    assert folder.state() == FeatureState(32, 512)
    with pytest.raises(StorageError, match="are not complete"):
        folder.arrays()
    with (folder.path / "features.f32").open("ab") as stream:
        stream.write(b"half a batch")  # what a killed process leaves
    fresh: list[int] = []
    extract(folder, Workspace(tmp_path), report=lambda progress: fresh.append(progress.done))
    assert fresh[0] == 48
    for name in ("features.f32", "labels.i64"):
        assert (folder.path / name).read_bytes() == (whole.path / name).read_bytes()


def test_a_shorter_file_than_promised_is_computed_anew(tmp_path: Path) -> None:
    folder = _folder(tmp_path, replace(REQUEST, instances=2))
    extract(folder, Workspace(tmp_path))
    values = (folder.path / "features.f32").read_bytes()
    (folder.path / "features.f32").write_bytes(values[:-4])
    assert folder.state() == FeatureState()
    extract(folder, Workspace(tmp_path))
    assert (folder.path / "features.f32").read_bytes() == values


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    with folder.hold(), pytest.raises(StorageError, match="being computed by another process"):
        extract(folder, Workspace(tmp_path))


def test_old_features_make_room_unless_somebody_is_at_work_on_them(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    folders = [feature_folder(workspace, key * 20) for key in "abc"]
    for number, folder in enumerate(folders):
        folder.ask({"request": number})
        folder.append(np.zeros((10, 100), np.float32), np.zeros(10, np.int64))
        folder.tell(FeatureState(10, 100, complete=True))
        os.utime(folder.path / "request.json", (number, number))
    new = feature_folder(workspace, "d" * 20)
    new.ask({})
    with folders[0].hold():
        new.make_room(4000, limit=3 * 4300)
    assert [folder.state().complete for folder in folders] == [True, False, True]
    with pytest.raises(StorageError, match="make room, or analyse fewer pictures"):
        new.make_room(10**18)


@pytest.mark.parametrize(
    ("space", "error", "sentence"),
    [
        (Features(weights="nothing"), MissingDataError, "'nothing' is neither a run of"),
        (Features(backbone="resnet19"), InputError, "There is no backbone 'resnet19'"),
        (Features(backbone="vgg11", stem="small"), InputError, "vgg11 has no stem small"),
        (Features(backbone="resnet18", layer="layer9"), InputError, "resnet18 has no layer 'layer9'; choose one of pe"),
        (Features(image_size=4), InputError, "image_size is 4; give 8 to 4096 pixels"),
        (Features(weights="imagenet", backbone="resnet18"), MissingDataError, "main.py weights resnet18"),
    ],
)
def test_what_cannot_be_is_refused_before_a_process_starts(
    space: Features, error: type[Exception], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.delenv("FRACTALDB_DATA", raising=False)
    with pytest.raises(error, match=sentence):
        analyze(replace(REQUEST, space=space), Workspace(tmp_path))
    assert not (tmp_path / "cache" / "features").exists()


def test_the_command_adds_up_what_a_child_process_computes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--json", "--workspace", str(tmp_path), "analyze", "--categories", "fractaldb-1k", "--classes", "3"]
    words += ["--instances", "20", "--size", "32", "--points", "500", "--spread", "distance"]
    words += ["--features", "scratch", "--backbone", "resnet18", "--feature-seed", "3", "--out", str(tmp_path / "out")]
    assert main.main(words) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["space"], result["spread"], result["from_cache"]) == ("features", "distance", False)
    assert not (tmp_path / "out" / "std_maps.csv").exists()
    found = analyze(REQUEST, Workspace(tmp_path), spread="distance")
    assert found.from_cache
    assert not found.statistics.of_pictures
    assert found.provenance["features"]["backbone"] == "resnet18"
    folder = feature_folder(Workspace(tmp_path), found.key)
    values, labels = folder.arrays()
    means, std = np.load(tmp_path / "out" / "means.npy"), np.load(tmp_path / "out" / "std.npy")
    for label in range(CLASSES):
        own = values[labels == label].astype(np.float64)
        np.testing.assert_allclose(means[label], own.mean(axis=0), rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(std[label], own.std(axis=0), rtol=1e-11, atol=1e-14)
        away = np.linalg.norm(own - own.mean(axis=0), axis=1).mean() / np.sqrt(512)
        assert result["class_std"][label] == pytest.approx(away, rel=1e-11)
    assert not folder.words.read_text()


def test_features_are_handed_on_while_they_grow(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    values, labels = np.arange(60, dtype=np.float32).reshape(20, 3), np.zeros(20, np.int64)
    folder.append(values[:12], labels[:12])
    folder.tell(FeatureState(12, 3))
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        source = ComputedFeatures(folder, "grown", ("only",), 20, "key", child)
        blocks = source.blocks(Control())
        first, _ = next(blocks)
        folder.append(values[12:], labels[12:])
        folder.tell(FeatureState(20, 3, complete=True))
        rest = [block for block, _ in blocks]
        child.kill()
    assert np.array_equal(np.concatenate([first, *rest]), values)


def test_a_process_that_ends_too_early_is_noticed_and_what_it_said_is_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    folder.words.write_text("main.py analyze: The disk is full.\n")
    with subprocess.Popen([sys.executable, "-c", "pass"]) as child:
        child.wait()
        source = ComputedFeatures(folder, "grown", ("only",), 20, "key", child)
        with pytest.raises(InputError, match=r"^The features could not be computed: The disk is full\.$"):
            next(source.blocks(Control()))


def test_a_stop_ends_the_child(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    control = Control()

    def stop(_progress: Progress) -> None:
        control.stop()

    since = time.monotonic()
    with pytest.raises(Interrupted):
        analyze(replace(REQUEST, instances=900), workspace, report=stop, control=control)
    assert time.monotonic() - since < 60
    (folder,) = (workspace.cache / "features").iterdir()
    with FeatureFolder(folder).hold():  # nobody is at work on it any more
        pass


def test_nothing_but_the_child_imports_torch(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from engine.workspace import Workspace\n"
        "import engine.analysis.features, engine.analysis.store\n"
        "from engine.analysis.space import Features, find_network\n"
        f"find_network(Features(backbone='resnet18'), Workspace(Path({str(tmp_path)!r})))\n"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=main.__file__[:-7]
    )
    assert done.stdout.strip() == "False"
